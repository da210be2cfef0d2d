"""Files that are about one article, as people and apps write them, from the same model."""

from __future__ import annotations

from collections.abc import Callable

from days_written import DAY_FORMS
from hypothesis import strategies as st
from pen import ShapeWriter

_TITLES = ("Why Tea Is Green", "How Rings Drain: a Study", "为什么茶是绿的", "The Slow Kettle", "Rings & Queues")


def front_matter(pen: ShapeWriter) -> None:
    """YAML or TOML front matter, or a header of fields, and Markdown below it."""
    title, url, author = pen.pick(*_TITLES), pen.url(), pen.author()
    tags = ("tea", "rings")[: pen.number(0, 2)]
    form = pen.pick("yaml", "yaml", "toml", "header")
    names = pen.pick("title|url|author|date|tags", "title|source|author|created|tags", "标题|链接|作者|日期|标签")
    names = "title|url|author|date|tags" if form == "toml" else names
    keys = dict(zip(("title", "url", "author", "day", "tags"), names.split("|"), strict=True))
    values = {"title": title, "url": url, "author": author, "day": pen.day.isoformat(), "tags": ", ".join(tags)}
    fields = [_field(pen, form, keys[part], value, is_list=part == "tags") for part, value in values.items() if value]
    fields = pen.draw(st.permutations(fields))  # type: ignore[assignment]
    rule = {"yaml": "---", "toml": "+++"}.get(form)
    pen.lines += [rule, *fields, rule] if rule else fields
    pen.lines += [""] * (pen.number(0, 1) if rule else 1)
    if rule and pen.one_in(3):
        pen.lines += [f"# {title}", ""]
    _passages(pen)
    pen.tell(line_start=1, title=title, url=url, author=author, within=pen.day.isoformat(), tags=tags)


def _field(pen: ShapeWriter, form: str, key: str, value: str, is_list: bool) -> str:
    """A line of front matter."""
    quoted = f'"{value}"'
    if form == "toml":
        listed = ", ".join(f'"{one}"' for one in value.split(", "))
        return f"{key} = [{listed}]" if is_list else f"{key} = {quoted}"
    name = key.capitalize() if form == "header" else key
    if is_list:
        return f"{name}: {value if form == 'header' else pen.pick('[{}]', '{}').format(value)}"
    return f"{name}: {value if form == 'header' else pen.pick(value, quoted)}"


def _passages(pen: ShapeWriter) -> None:
    for number in range(pen.number(1, 3)):
        words, place = pen.words(), len(pen.lines) + 1
        kind = pen.pick("quote", "note") if number else "quote"
        pen.lines += [f"{'> ' if kind == 'quote' else ''}{words.markdown}。", ""]
        pen.row(None, 1, kind, words.text + "。", place, place)


def heading_and_fields(pen: ShapeWriter) -> None:
    """`# Title`, `**Author:** Ann`, the address in a field or on a line of its own, and passages below `Highlights`."""
    title, url, author = pen.pick(*_TITLES), pen.url(), pen.author()
    form = pen.pick("{}: {}", "**{}:** {}", "**{}**: {}", "- {}: {}", "- **{}**: {}")
    is_linked = pen.maybe()
    pen.lines += [f"# [{title}]({url})" if is_linked else f"# {title}", ""]
    fields = [("Author", author)] if author else []
    fields += [] if is_linked else [(pen.pick("URL", "Link", "Source"), url)]
    fields += [(pen.pick("Date", "Read"), DAY_FORMS[pen.number(0, len(DAY_FORMS) - 1)](pen.day))]
    pen.lines += [form.format(name, value) for name, value in fields]
    pen.lines += ["", f"## {pen.pick('Highlights', '高亮', '摘录')}", ""]
    sign = pen.pick("> ", "- ")
    for _ in range(pen.number(1, 3)):
        words, place = pen.words(), len(pen.lines) + 1
        pen.lines += [f"{sign}{words.markdown}。", *([""] if sign == "> " else [])]
        pen.row(None, 1, "quote", words.text + "。", place, place)
    pen.tell(line_start=1, title=title, url=url, author=author, within=pen.day.isoformat())


def properties(pen: ShapeWriter) -> None:
    """A page of Logseq: `title:: …` and the like at its top, and an outline of passages and notes."""
    title, url, author = pen.pick(*_TITLES), pen.url(), pen.author()
    day = pen.pick("[[{}]]", "{}").format(pen.form((DAY_FORMS[0], DAY_FORMS[6])))
    fields = [f"url:: {url}", f"date-saved:: {day}", *([f"author:: [[{author}]]"] if author else [])]
    pen.lines += [f"title:: {title}", *pen.draw(st.permutations(fields)), ""]  # type: ignore[misc]
    for _ in range(pen.number(1, 3)):
        words, place = pen.words(), len(pen.lines) + 1
        pen.lines.append(f"- > {words.markdown}。")
        quote = pen.row(None, 1, "quote", words.text + "。", place, place)
        if pen.maybe():
            note = pen.words()
            pen.lines.append(f"{pen.pick('  ', chr(9))}- {note.markdown}")
            pen.row(quote, 2, "note", note.text, place + 1, place + 1)
    pen.tell(line_start=1, title=title, url=url, author=author, within=pen.day.isoformat())


def readwise(pen: ShapeWriter) -> None:
    """An article, or several put together in one file, as Readwise gives them to Obsidian."""
    for number in range(pen.number(1, 2)):
        if number:
            pen.lines.append("")
        pen.rows = []
        _readwise_article(pen)


def _readwise_article(pen: ShapeWriter) -> None:
    title, url, author = pen.pick(*_TITLES), pen.url(), pen.author() or "N. N."
    is_book, tags = pen.one_in(4), ("tea", "rings")[: pen.number(0, 2)]
    start = len(pen.lines) + 1
    pen.lines += [f"# {title}", "", "## Metadata", f"- Author: [[{author}]]", f"- Full Title: {title}"]
    pen.lines += [f"- Category: #{'books' if is_book else 'articles'}"]
    pen.lines += [f"- Document Tags: {' '.join(f'#[[{tag}]]' for tag in tags)}"] if tags else []
    pen.lines += ["", "## Highlights"] if is_book else [f"- URL: {url}", "", "## Highlights"]
    for number in range(pen.number(1, 4)):
        words, place = pen.words(), len(pen.lines) + 1
        view = f"https://read.readwise.io/read/{start}-{number}"
        pen.lines.append(f"- {words.markdown}。 ([{f'Location {place}' if is_book else 'View Highlight'}]({view}))")
        quote = pen.row(None, 1, "quote", words.text + "。", place, place)
        pen.places.append((quote.position, f"Location {place}" if is_book else None, view, None))
        if pen.maybe():
            note = pen.words()
            pen.lines.append(f"    - Note: {note.markdown}")
            pen.row(quote, 2, "note", note.text, place + 1, place + 1)
    category = "books" if is_book else "articles"
    pen.tell(line_start=start, title=title, url=None if is_book else url, author=author, tags=(category, *tags))


def omnivore(pen: ShapeWriter) -> None:
    """An article, as Omnivore gives it to Obsidian."""
    title, url = pen.pick(*_TITLES), pen.url()
    reader = "https://omnivore.app/me/an-article-18a"
    pen.lines += ["---", "id: 0f5e", f"title: {pen.pick('{}', chr(34) + '{}' + chr(34)).format(title)}"]
    pen.lines += [f"date_saved: {pen.day.isoformat()} 08:00:00", "---", "", f"# {title}", "#Omnivore", ""]
    pen.lines += [f"[Read on Omnivore]({reader})", f"[Read Original]({url})", "", "## Highlights", ""]
    for number in range(pen.number(1, 3)):
        words, place = pen.words(), len(pen.lines) + 1
        pen.lines += [f"> {words.markdown}。 [⤴️]({reader}#{number})", ""]
        quote = pen.row(None, 1, "quote", words.text + "。", place, place)
        pen.places.append((quote.position, None, f"{reader}#{number}", None))
        if pen.maybe():
            note = pen.words()
            pen.lines += [f"{note.markdown}", ""]
            pen.row(None, 1, "note", note.text, place + 2, place + 2)
    links = ((reader, None),)
    pen.tell(line_start=1, title=title, url=url, within=pen.day.isoformat(), tags=("Omnivore",), links=links)


FILE_SHAPES: dict[str, Callable[[ShapeWriter], None]] = {
    "front-matter": front_matter,
    "heading-and-fields": heading_and_fields,
    "properties": properties,
    "readwise": readwise,
    "omnivore": omnivore,
}
