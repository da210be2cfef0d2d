"""Articles that are lines and paragraphs of text, or headings: with their address beside them, below them, or named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from links_written import Beside, behind_link, link, pointers
from list_shapes import LIST_SHAPES
from pen import ShapeWriter

_NAMES = ("Link: ", "URL: ", "Source: ", "原文：", "链接：", "地址: ")


def address_lines(pen: ShapeWriter) -> None:
    """`TITLE URL`, `2025-12-17 TITLE URL`, `URL # words` and bare addresses in the first column, without an outline."""
    count = pen.number(1, 3)
    has_days = pen.is_dated and pen.one_in(4)
    for _ in range(count):
        pen.next_day()
        title, url = pen.title(), pen.url()
        # A bare address alone below a heading is that of the heading.
        form = pen.pick("title first", "address first", *(["bare"] if count > 1 else []))
        forms = {"title first": f"{title.markdown} {url}", "address first": f"{url} # {title.markdown}", "bare": url}
        is_marked = form != "title first" and pen.one_in(6)
        is_dated = has_days and form == "title first"
        before = f"{pen.day.isoformat()} " if is_dated else pen.pick("todo ", "TODO: ") if is_marked else ""
        pen.lines.append(before + forms[form])
        pen.tell(
            line_start=len(pen.lines),
            title=url if form == "bare" else title.text,
            url=url,
            unread=pen.unread or is_marked,
            **({"within": pen.day.isoformat()} if is_dated else {}),
        )
        if pen.maybe():
            pen.blank()


def link_paragraphs(pen: ShapeWriter) -> None:
    """`[title](address). [reddit](address)`, with prose and quotes below."""
    form = pen.day_form() if pen.is_dated and pen.one_in(4) else None
    for _ in range(pen.number(2, 3)):  # one alone below a heading is a file about that article
        pen.next_day()
        title, url, behind = pen.title(), pen.url(), behind_link(pen)
        start = len(pen.lines) + 1
        markdown = f"[{title.markdown}]({url}){behind.markdown}" + (pen.behind(form(pen.day)) if form else "")
        pen.lines += markdown.split("\n")
        pen.comments(behind.comments, start)
        for _ in range(pen.number(0, 2)):
            pen.lines.append("")
            _paragraph(pen)
        told = {"within": pen.day.isoformat()} if form else {}
        pen.tell(line_start=start, title=title.text, url=url, starred=behind.starred, **behind.facts(), **told)
        pen.blank(1)


def _paragraph(pen: ShapeWriter) -> None:
    """Two lines of prose or of a quote, or of prose that ends with a link."""
    words, more, place = pen.words(), pen.words(), len(pen.lines) + 1
    kind = pen.pick("quote", "note", "link")
    pen.lines.append(("> " if kind == "quote" else "") + words.markdown + ",")
    pen.lines.append(pen.pick("", "> " if kind == "quote" else "") + more.markdown)
    pen.lines[-1] += f" [那里]({pen.url()})" if kind == "link" else "。"
    end = " 那里" if kind == "link" else "。"
    pen.row(None, 1, kind, f"{words.text}, {more.text}{end}", place, place + 1)


def heading_links(pen: ShapeWriter) -> None:
    """`### [title](address) - comment`, or the address below the heading, with prose and quotes below."""
    signs = "#" * (max(pen.headings[-1][0], 1) + 1 if pen.headings else pen.number(2, 4))
    for _ in range(pen.number(2, 3)):
        pen.next_day()
        title, url, start = pen.title(), pen.url(), len(pen.lines) + 1
        behind = Beside()
        form = pen.pick("link", "link", "address", "named", "pointers", "pointer behind")
        if form == "link":
            behind = behind_link(pen)
            while "\n" in behind.markdown:
                behind = behind_link(pen)
            pen.lines.append(f"{signs} {link(pen, title, url)}{behind.markdown}")
            pen.comments(behind.comments, start)
        elif form == "pointer behind":
            pen.lines.append(f"{signs} {title.markdown} {pen.pick('[[pdf]({})]', '([link]({}))').format(url)}")
        else:
            pen.lines.append(f"{signs} {title.markdown}")
            pen.blank()
            if form == "pointers":
                pointed = pointers(pen)
                url, behind = pointed.url, Beside(links=pointed.links)
                pen.lines.append(pointed.markdown)
            else:
                name = pen.pick(*_NAMES) if form == "named" else ""
                pen.lines.append(name + pen.pick(url, f"<{url}>"))
        told = _day_below(pen)
        for _ in range(pen.number(0, 2)):
            pen.blank(1)
            words, kind = pen.words(), pen.pick("quote", "note")
            pen.lines.append(f"{'> ' if kind == 'quote' else ''}{words.markdown}。")
            pen.row(None, 1, kind, f"{words.text}。", len(pen.lines), len(pen.lines))
        pen.tell(line_start=start, title=title.text, url=url, starred=behind.starred, **behind.facts(), **told)
        pen.blank(1)


def _day_below(pen: ShapeWriter) -> dict[str, object]:
    """A line below the title and its address that is its day: `2025-12-22`, `Read on …`, `读于 …`.

    One without words stands right there: with a blank line above, it would be the heading of what follows, as it is
    where a heading says the day already.
    """
    if not pen.is_dated or not pen.one_in(4):
        return {}
    alone = () if pen.within == len("2025-12-22") else ("{}", "*{}*")
    form = pen.pick(*alone, "Read on {}", "读于 {}", "Finished: {}", "读于：{}")
    if len(form) > len("*{}*"):
        pen.blank(1)
    said = form.format(pen.day_form()(pen.day))
    pen.lines.append(said)
    pen.row(None, 1, "note", said.strip("*"), len(pen.lines), len(pen.lines))
    return {"within": pen.day.isoformat()}


def titles_apart(pen: ShapeWriter) -> None:
    """`[1. Title]()` or `1. Title`, and its address alone in the next paragraph."""
    form = pen.pick("{1}", "{0}. {1}", "{0}、{1}", "[{0}. {1}]()", "[{1}]()")
    for number in range(1, pen.number(2, 4)):
        pen.next_day()
        title, url = pen.pick("Why Tea Is Green", "零拷贝", "Rings & Queues", "深入理解 Linux 内核"), pen.url()
        pen.blank(1)
        pen.lines += [form.format(number, title), "", url, ""]
        pen.tell(line_start=len(pen.lines) - 3, title=title, url=url)


def title_lines(pen: ShapeWriter) -> None:
    """A title line, an address line or lines, and a description."""
    is_strong = pen.maybe()
    for _ in range(pen.number(1, 3)):
        pen.next_day()
        title, url = pen.title(), pen.url()
        if ": " in title.markdown and pen.lines and pen.lines[-1].strip():
            pen.lines.append("")  # else it would be one more field of the one above
        start = len(pen.lines) + 1
        others: list[str] = []
        links: tuple[tuple[str, str | None], ...] = ()
        pen.lines.append(f"**{title.markdown}**" if is_strong and "*" not in title.markdown else title.markdown)
        form = pen.pick("addresses", "addresses", "named", "pointers")
        if form == "pointers":
            pointed = pointers(pen)
            url, links = pointed.url, pointed.links
            pen.lines.append(pointed.markdown)
        else:
            others = [pen.url() for _ in range(pen.one_in(3))]
            links = tuple((other, None) for other in others)
            name = pen.pick(*_NAMES) if form == "named" else ""
            pen.lines += [name + pen.pick(address, f"<{address}>") for address in [url, *others]]
        told = _day_below(pen)
        for _ in range(pen.number(0, 2)):
            if pen.maybe() or pen.rows:
                pen.lines.append("")
            words = pen.words()
            pen.lines.append(words.markdown + "。")
            pen.row(None, 1, "note", words.text + "。", len(pen.lines), len(pen.lines))
        pen.tell(line_start=start, title=title.text, url=url, links=links, **told)
        if pen.rows or pen.maybe():
            pen.blank(1)


def first_dialect(pen: ShapeWriter) -> None:
    """`TITLE URL  【`12.17`】` with its outline, and all that `logs` can write."""
    for _ in range(pen.number(1, 2)):
        pen.next_day()
        pen.entry()
        record = pen.records[-1]
        pen.tell(
            line_start=record.line_start,
            title=record.title,
            url=record.url,
            links=record.links,
            struck=record.struck,
            starred=record.starred,
            via=record.via,
            **({"within": pen.day.isoformat()} if record.day else {}),
        )


_FOR_APP = ("host", "favicon", "image")  # what an app shows a card with


def cards(pen: ShapeWriter) -> None:
    """Fences that are cards of an app for notes: the title and the address of an article, and what is said about it."""
    fence = pen.pick("```cardlink", "```embed", "~~~embed", "``` bookmark", "````link-preview")
    names = ("title", "image", "description", "url") if "embed" in fence else ("url", "title", "description", *_FOR_APP)
    for number in range(pen.number(2, 3)):
        pen.next_day()
        title, url, said, start = pen.title().text, pen.url(), pen.words().text, len(pen.lines) + 1
        fields = {"url": url, "title": _value(pen, title), "description": _value(pen, said) if pen.maybe() else ""}
        pen.lines.append(fence)
        for name in names:
            value = fields.get(name, f"https://img.example.org/{number}.png")
            pen.lines += [f"{name}: {value}"] if value or pen.maybe() else []
            if value and name == "description":
                pen.row(None, 1, "note", said, len(pen.lines), len(pen.lines))
        pen.lines.append(fence[: 1 + fence.rfind(fence[0])])
        for _ in range(pen.number(0, 2)):
            pen.lines.append("")
            _paragraph(pen)
        pen.tell(line_start=start, title=title, url=url)
        if pen.rows or pen.maybe():
            pen.blank(1)


def _value(pen: ShapeWriter, text: str) -> str:
    """A value of a card, in quotes or not."""
    quoted = '"{}"'.format(text.replace("\\", "\\\\").replace('"', '\\"'))
    return pen.pick(quoted, quoted, "'{}'".format(text.replace("'", "''")), quoted if text[0] in "[#`*" else text)


def contents_links(pen: ShapeWriter) -> None:
    """A table of contents, of places in the log or of pages nearby, and below it lists of links in parts."""
    if pen.maybe():
        pen.head(1, "Field notes", "Field notes")
    form = pen.pick("places", "named places", "named pages", "pages")
    is_ahead = pen.day.year == 2024 or (pen.day.year < 2024) == (pen.step.days > 0)  # to the days of that year
    year = "2024" if is_ahead else "Wells"
    names = ("Rings & queues", "Stars", "论文", "后端", year, "Tea")[pen.number(0, 3) :][: pen.number(2, 3)]
    if form.startswith("named"):
        name = pen.pick("Table of contents", "Contents", "目录", "Índice")
        pen.head(2, name, name)
    sign = pen.pick("- ", "* ", "1. ", "+ ")
    for name in names:
        slug = name.lower().replace(" & ", "--")
        target = f"#{slug}" if "places" in form else f"{slug.partition('-')[0]}.md"
        pen.contents.append(len(pen.lines) + 1)
        pen.lines.append(f"{sign}[{name}]({target})")
    if pen.maybe():
        pen.contents.append(len(pen.lines) + 1)
        pen.lines.append(f"{sign}[Authors](authors.md)")
    for name in names:
        pen.blank(1)
        pen.within = pen.held = 0
        if name == "2024":
            if pen.day.year != 2024:
                pen.day = date(2024, 1, 1) if pen.step.days > 0 else date(2024, 12, 31)
            pen.within = pen.held = 4
        pen.head(2, "" if name == "2024" else name, name)
        # Of a few links alone nothing tells that those above them lead to them.
        LIST_SHAPES["list-labels" if form == "pages" else pen.pick("list-links", "list-pointers", "list-labels")](pen)


def labelled_lines(pen: ShapeWriter) -> None:
    """`【今日阅读】URL TITLE`, a log of such lines: the same words before each address, behind the day or not."""
    label = pen.pick("【今日阅读】", "【Today】", "今日推荐 ", "Link of the day ", "today → ")
    has_days = pen.is_dated and pen.maybe()
    for _ in range(pen.number(3, 5)):
        pen.next_day()
        title, url = pen.title(), pen.url()
        before = f"{pen.day.month}{pen.pick('.', '-')}{pen.day.day} " if has_days else ""
        pen.lines.append(f"{before}{label}{url} {title.markdown}")
        pen.row(None, 0, "note", label.strip(), len(pen.lines), len(pen.lines))
        pen.tell(line_start=len(pen.lines), title=title.text, url=url)
        pen.blank()


TEXT_SHAPES: dict[str, Callable[[ShapeWriter], None]] = {
    "address-lines": address_lines,
    "link-paragraphs": link_paragraphs,
    "heading-links": heading_links,
    "title-lines": title_lines,
    "titles-apart": titles_apart,
    "first-dialect": first_dialect,
    "cards": cards,
}
TEXT_LOGS: dict[str, Callable[[ShapeWriter], None]] = {
    "contents-links": contents_links,
    "labelled-lines": labelled_lines,
}
