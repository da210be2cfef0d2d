"""Rows of tables, and items of outlines with properties: they mix with all that is read line by line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from days_written import DAY_FORMS, Form
from hypothesis import strategies as st
from links_written import behind_link
from logs import Words
from pen import ShapeWriter

# The names of columns by what they hold, a language a line.
_COLUMNS = tuple(
    dict(zip(("title", "link", "day", "author", "note", "tags", "status"), names.split("|"), strict=True))
    for names in (
        "Title|Link|Date|Author|Notes|Tags|Status",
        "Name|URL|Read|Writer|Comments|Topics|Status",
        "Article|Link|Finished|Authors|Thoughts|Category|Progress",
        "标题|链接|日期|作者|备注|标签|状态",
        "文章|网址|阅读时间|作者|感想|分类|进度",
        "Título|Link|Fecha|Autor|Notes|Tags|Estado",
        "Titre|Link|Lu|Auteur|Notes|Tags|Statut",
        "Titel|Link|Datum|Autor|Notes|Tags|Status",
        "Название|Link|Дата|Автор|Notes|Tags|Status",
        "タイトル|Link|日付|著者|Notes|Tags|Status",
    )
)
_DONE = ("✅", "[x]", "yes")
_NOT_DONE = ("to read", "[ ]", "未读", "TODO", "no")


@dataclass(frozen=True, slots=True)
class _Table:
    """How a table is written: which columns it has, in their order, and whether pipes stand at its ends."""

    columns: tuple[str, ...]
    has_pipes: bool
    form: Form

    def row(self, cells: dict[str, str]) -> str:
        line = " | ".join(cells[name] for name in self.columns)
        return f"| {line} |" if self.has_pipes else line


def _table(pen: ShapeWriter) -> _Table:
    optional = pen.draw(st.permutations(("day", "author", "note", "tags", "status")))
    assert isinstance(optional, list)
    rest = optional[: pen.number(1, 5)]
    if not pen.is_dated:
        rest = [name for name in rest if name != "day"]
    columns = ["title", *(["link"] if pen.maybe() else []), *rest]
    if pen.one_in(4):  # the day stands first in many a table
        columns.sort(key=lambda name: name != "day")
    has_pipes = pen.maybe() or columns[0] != "title" or len(columns) < 3
    return _Table(tuple(columns), has_pipes, pen.day_form())


def table_rows(pen: ShapeWriter) -> None:
    """`| [title](address) | 2025-03-04 | comment |`, with names of columns in many languages."""
    names = _COLUMNS[pen.number(0, len(_COLUMNS) - 1)]
    table = _table(pen)
    rule = dict.fromkeys(names, pen.pick("---", ":--", ":-:"))
    pen.lines += ["", table.row(names), table.row(rule)]
    for _ in range(pen.number(1, 4)):
        pen.next_day()
        _row(pen, table)
        if table.has_pipes and pen.one_in(12):
            pen.blank(1)
    pen.blank(1)


def _row(pen: ShapeWriter, table: _Table) -> None:
    """A row, some of whose cells are empty, or have a dash for nothing."""
    title, url, author, note = pen.title(), pen.url(), pen.author(), pen.words()
    tags = ("tea", "two words", "并发")[: pen.number(0, 3)]
    status = pen.pick("", *_DONE, *_NOT_DONE)
    has = {name: name in table.columns and pen.maybe() for name in ("day", "note")}
    name = _cell(title)
    name = f"**{name}**" if pen.one_in(8) and not any(sign in name for sign in "*`") else name
    empty = pen.pick("", "", "-", "—")
    cells = {
        "title": name if "link" in table.columns else f"[{name}]({url})",
        "link": pen.pick(url, f"[link]({url})", f"<{url}>"),
        "day": table.form(pen.day) if has["day"] else empty,
        "author": author or empty,
        "note": _cell(note) if has["note"] else empty,
        "tags": ", ".join(tags) or empty,
        "status": status or empty,
    }
    if not table.has_pipes and not any(cells[column] for column in table.columns[1:]):
        cells[table.columns[1]] = "-"
    pen.lines.append(table.row(cells))
    place = len(pen.lines)
    if has["note"]:
        pen.row(None, 0, "note", note.text, place, place)
    pen.tell(
        line_start=place,
        title=title.text,
        url=url,
        author=author if "author" in table.columns else None,
        unread=pen.unread or ("status" in table.columns and status in _NOT_DONE),
        tags=tags if "tags" in table.columns else (),
        **({"within": pen.day.isoformat()} if has["day"] else {}),
    )


def _cell(words: Words) -> str:
    return words.markdown.replace("|", "\\|")


def table_books(pen: ShapeWriter) -> None:
    """`| Why Tea Is Green | Ann Leaf | 2025-03 |`: a table of books without addresses."""
    names = pen.pick("Book|Author|Rating", "书名|作者|评分", "Libro|Autor|Puntos", "Title|Author|Pages").split("|")
    pen.lines += ["", f"| {' | '.join(names)} |", "| --- | --- | --- |"]
    volume = f" {len(pen.told)}" if pen.told else ""  # the same three rows again and again would be a footer
    for name in ("Why Tea Is Green", "零拷贝", "Rings & Queues")[: pen.number(1, 3)]:
        pen.next_day()
        title = name + volume
        author, value = pen.pick("Ann Leaf", "张三"), pen.pick("5", "320")
        pen.lines.append(f"| {title} | {author} | {value} |")
        place = len(pen.lines)
        pen.row(None, 0, "note", f"{names[2]}: {value}", place, place)
        pen.tell(line_start=place, title=title, url=None, author=author)
    pen.blank(1)


def table_html(pen: ShapeWriter) -> None:
    """A table in HTML, each cell or each row on a line of its own, perhaps below a row that names the year."""
    names, form = _COLUMNS[pen.number(0, len(_COLUMNS) - 1)], pen.day_form()
    columns = ("title", *[name for name in ("author", "day", "note") if name != "day" or pen.is_dated])
    indent, is_wide, has_links = pen.pick("", "  ", "\t"), pen.maybe(), pen.maybe()
    has_head = pen.maybe()
    pen.lines += ["", pen.pick("<table>", '<table class="books">'), *(["<thead>"] if has_head else [])]
    if is_wide and pen.is_dated and not (pen.within or pen.all_within) and pen.maybe():
        pen.within = pen.held = 4
        pen.lines.append(f'{indent}<tr><th colspan="3">{pen.day.year}</th></tr>')
    _html_row(pen, indent, is_wide, [f"<th>{names[name]}</th>" for name in columns])
    pen.lines += ["</thead>", "<tbody>"] if has_head else []
    volume = f" {len(pen.told)}" if pen.told else ""  # the same rows again and again would be a footer
    for name in ("Why Tea Is Green", "零拷贝", "Rings & Queues", "A | B")[: pen.number(1, 4)]:
        pen.next_day()
        title, url, author, note = name + volume, pen.url(), pen.author(), pen.pick("good", "很好", "again & again", "")
        day = form(pen.day) if pen.maybe() else ""
        written = title.replace("&", pen.pick("&", "&amp;"))
        link = f'<a href="{url}"{pen.pick("", " target=" + chr(34) + "_blank" + chr(34))}>{written}</a>'
        title_cell = link if has_links else pen.pick("{}", "<b>{}</b>", "<i>{}</i>").format(written)
        cells = {"title": title_cell, "author": author or "", "day": day, "note": note}
        pen.lines += [""] if pen.one_in(8) else []
        start = len(pen.lines) + 1
        _html_row(pen, indent, is_wide, [f"<td>{cells[column]}</td>" for column in columns])
        if note:
            pen.row(None, 0, "note", note, start, start)
        told = {"within": pen.day.isoformat()} if day and pen.is_dated else {}
        pen.tell(line_start=start, title=title, url=url if has_links else None, author=author, **told)
    pen.lines += ["</table>", ""]


def _html_row(pen: ShapeWriter, indent: str, is_wide: bool, cells: list[str]) -> None:
    if is_wide:
        pen.lines += [f"{indent}<tr>", *(f"{indent * 2}{cell}" for cell in cells), f"{indent}</tr>"]
    else:
        pen.lines.append(f"{indent}<tr>{''.join(cells)}</tr>")


def outline_items(pen: ShapeWriter) -> None:
    """`- [title](address)` with properties and highlights, as Logseq keeps them and Omnivore exports them."""
    form = pen.pick("omnivore", "logseq")
    indent = pen.pick("\t", "  ")
    for _ in range(pen.number(2, 3)):  # a file with one alone is about that article
        pen.next_day()
        title, url, author = pen.title(), pen.url(), pen.author()
        start = len(pen.lines) + 1
        reader = f"https://omnivore.app/me/{start}"
        day = pen.pick("[[{}]]", "#[[{}]]").format(pen.form((DAY_FORMS[0], DAY_FORMS[6])))
        tags = ("tea", "two words")[: pen.number(0, 2)]
        if form == "omnivore":
            pen.lines += [f"- [{title.markdown}]({reader})", "  collapsed:: true"]
            pen.lines.append(f"  site:: [{url.split('/')[2]}]({url})")
        else:
            pen.lines += [f"- title:: {title.markdown}", f"  url:: {url}"]
        pen.lines += [f"  author:: {pen.pick('{}', '[[{}]]').format(author)}"] if author else []
        listed = " ".join(f"[[{tag}]]" for tag in tags) if pen.maybe() else ", ".join(tags)
        pen.lines += [f"  {pen.pick('labels', 'tags')}:: {listed}"] if tags else []
        if pen.is_dated:
            pen.lines.append(f"  {'date-saved' if form == 'omnivore' else 'date'}:: {day}")
        _highlights(pen, indent, reader if form == "omnivore" else None)
        pen.tell(
            line_start=start,
            title=title.text,
            url=url,
            author=author,
            tags=tags,
            links=((reader, None),) if form == "omnivore" else (),
            **({"within": pen.day.isoformat()} if pen.is_dated else {}),
        )


def _highlights(pen: ShapeWriter, indent: str, reader: str | None) -> None:
    """Passages, perhaps below a heading that says so, each with its place in the app and a note."""
    count = pen.number(0, 3)
    if count and reader and pen.maybe():
        pen.lines.append(f"{indent}- ### Highlights")
        pen.lines += [f"{indent * 2}collapsed:: true"] if indent == "  " and pen.maybe() else []
        indent = indent * 2
    deeper = indent + ("\t" if "\t" in indent else "  ")
    for number in range(count):
        words, place = pen.words(), len(pen.lines) + 1
        view = f" [⤴️]({reader}#{number})" if reader else ""
        pen.lines.append(f"{indent}- > {words.markdown}。{view}")
        quote = pen.row(None, 1, "quote", words.text + "。", place, place)
        if view:
            pen.places.append((quote.position, None, f"{reader}#{number}", None))
        if pen.maybe():
            note = pen.words()
            pen.lines.append(f"{deeper}- {note.markdown}")
            pen.row(quote, 2, "note", note.text, place + 1, place + 1)


def outline_tasks(pen: ShapeWriter) -> None:
    """`- TODO [title](address) — comment`, as Logseq keeps what is to be read."""
    for _ in range(pen.number(1, 3)):
        pen.next_day()
        title, url, behind = pen.title(), pen.url(), behind_link(pen)
        task = pen.pick("TODO", "DOING", "LATER", "NOW", "DONE")
        start = len(pen.lines) + 1
        pen.lines += f"- {task} [{title.markdown}]({url}){behind.markdown}".replace("\n", "\n  ").split("\n")
        pen.comments(behind.comments, start)
        if pen.maybe():
            words, place = pen.words(), len(pen.lines) + 1
            pen.lines.append(f"\t- {words.markdown}")
            pen.row(None, 1, "note", words.text, place, place)
        is_unread = pen.unread or task != "DONE"
        pen.tell(
            line_start=start, title=title.text, url=url, unread=is_unread, starred=behind.starred, **behind.facts()
        )


ROW_SHAPES: dict[str, Callable[[ShapeWriter], None]] = {
    "table-rows": table_rows,
    "table-books": table_books,
    "table-html": table_html,
    "outline-items": outline_items,
    "outline-tasks": outline_tasks,
}
