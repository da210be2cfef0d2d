"""Books without an address: items, boxes, and, in logs that say that they are of books, headings and paragraphs."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st
from lists_written import List
from pen import ShapeWriter

_TITLES = ("Why Tea Is Green", "零拷贝", "Rings & Queues", "The Slow River", "茶经", "A Plain Manual", "Wells")
_AUTHORS = ("Ann Leaf", "J. de Marsh", "Cy Oak", "Bo Elm", "林一雨")
_RATINGS = ("", "", " ★★★★☆", " (4 stars)", " (4/5)", " ⭐⭐⭐")
# Those that are known for names behind "by", where most titles have one.
_BY = ("Ann Leaf", "J. de Marsh", "Cy Oak and Bo Elm")
_LISTS = ("Books", "书单", "Papers I read", "Leídos", "Reading list", "Bücher", "2024 年读书", "Books I read in 2024")


def _titles(pen: ShapeWriter) -> list[str]:
    """Titles of several books; one that the log has already is another volume."""
    titles = pen.draw(st.permutations(_TITLES))
    assert isinstance(titles, list)
    known = {told.title for told in pen.told}
    volume = f" {len(known)}" if known else ""
    return [title + volume for title in titles[: pen.number(3, 5)]]


def _book_list(pen: ShapeWriter) -> None:
    """A heading that says that books stand below it, perhaps of which year."""
    name = pen.pick(*_LISTS)
    is_dated = "2024" in name
    level = (pen.headings[-1][0] if pen.headings else 0) + 1
    if is_dated and (not pen.is_dated or pen.within or f"{pen.day.year}" != "2024"):
        name, is_dated = "Books", False
    pen.head(level, {"2024 年读书": "读书", "Books I read in 2024": "Books I read"}.get(name, name), name)
    if is_dated:
        pen.within = max(pen.within, 4)
        pen.held = max(pen.held, 4)


def list_books(pen: ShapeWriter) -> None:
    """`- *Title* by Ann Leaf ★★★★☆` below a heading that says that they were read."""
    _book_list(pen)
    rows, box = List(pen, pen.pick("-", "*", "1.")), pen.pick("", "", "[x] ", "[ ] ")
    for title in _titles(pen):
        pen.next_day()
        author = pen.pick("", *_AUTHORS[:3])
        by = pen.pick(" by {}", ", {}", " — {}", " -- {}").format(author) if author else ""
        rating = pen.pick(*_RATINGS)
        sign = pen.pick("*", "**", "_")
        start = rows.item(f"{box}{sign}{title}{sign}{by}{rating}")
        if rating:
            pen.row(None, 0, "note", rating.strip(), start, start)
        rows.nest(has_links=False)
        pen.tell(
            line_start=start,
            title=title,
            url=None,
            author=author or None,
            unread=pen.unread or box == "[ ] ",
        )


def list_plain_books(pen: ShapeWriter) -> None:
    """`- [x] Title - Ann Leaf`: without emphasis nothing says where the title ends, and all of it is one."""
    _book_list(pen)
    rows, box = List(pen, pen.pick("-", "+", "1.", "1、")), pen.pick("", "[x] ", "[ ] ")
    for title in _titles(pen):
        pen.next_day()
        text = title + pen.pick("", " by Ann", " - Cy Oak", ", J. de Marsh", "（张三）")
        start = rows.item(box + text)
        rows.nest(has_links=False)
        pen.tell(line_start=start, title=text, url=None, unread=pen.unread or box == "[ ] ")


def month_books(pen: ShapeWriter) -> None:
    """`- Apr: Title` below a year."""
    if not pen.is_dated:
        list_plain_books(pen)
        return
    pen.head(1, "", f"{pen.day.year}")
    within, pen.within, pen.held = pen.within, 7, 4
    form = pen.pick("{0:%b}", "{0:%B}", "{0.month}月")
    for title in _titles(pen):
        pen.next_day()
        pen.lines.append(f"- {form.format(pen.day)}{'：' if '月' in form else ': '}{title}")
        pen.tell(line_start=len(pen.lines), title=title, url=None)
    pen.within = within


def _below(pen: ShapeWriter) -> None:
    """What is said of a book below its heading or its title."""
    for _ in range(pen.number(0, 2)):
        pen.blank(1)
        words, kind = pen.words(), pen.pick("quote", "note")
        pen.lines.append(f"{'> ' if kind == 'quote' else ''}{words.markdown}。")
        pen.row(None, 1, kind, f"{words.text}。", len(pen.lines), len(pen.lines))


def _top(pen: ShapeWriter) -> None:
    """What says of a whole log that it is of books: its first heading, its front matter, or its name."""
    form = pen.pick("heading", "front matter", "name")
    if form == "front matter":
        name = pen.pick("Books I read", "Reading list", "书单")
        pen.lines += ["---", f"title: {name}", "---", ""]
        pen.sections, pen.headings = (name,), [(0, name)]
    elif form == "name":
        pen.name = pen.pick("reading-list.md", "books.md", "书单.md")
    else:
        name = pen.pick("Books I read", "Reading list", "书单")
        pen.head(1, name, name)
    if pen.one_in(3):
        pen.introduce()


def heading_books(pen: ShapeWriter) -> None:
    """A log of books, each a heading: `## Title - Ann Leaf`, `## *Title* by Ann Leaf`, or with `author:` below."""
    _top(pen)
    form = pen.pick("author", "by", "field", "title", "emphasis")
    is_grouped = pen.is_dated and pen.maybe()
    if is_grouped:
        pen.head(2, "", f"{pen.day.year}")
        pen.within = pen.held = 4
    signs = "#" * (3 if is_grouped else 2)
    # Names behind a dash are told by most titles, each with another.
    joint, are_others = pen.pick(" - {}", ": {}", " — {}"), pen.maybe()
    is_told = form in ("emphasis", "field", "by") or (form == "author" and are_others and joint != ": {}")
    for title, other in zip(_titles(pen), _AUTHORS, strict=False):
        pen.next_day()
        author: str | None = pen.pick(*(_AUTHORS[:3] if form != "by" else _BY))
        if form == "author":
            author = other if are_others else _AUTHORS[0]
        by = joint.format(author) if form == "author" else ""
        by = f" by {author}" if form == "by" else by
        by = pen.pick(", {}", " by {}", " — {}").format(author) if form == "emphasis" else by
        rating = pen.pick(*_RATINGS) if form in ("emphasis", "title") else ""
        start = len(pen.lines) + 1
        pen.lines.append(f"{signs} {f'*{title}*' if form == 'emphasis' else title}{by}{rating}")
        if rating:
            pen.row(None, 0, "note", rating.strip(), start, start)
        if form == "field":
            pen.blank()
            pen.lines.append(f"{pen.pick('', '- ', '* ')}{pen.pick('author: ', 'Author: ', '作者：')}{author}")
        _below(pen)
        pen.blank(1)
        pen.tell(
            line_start=start,
            title=title + by if form == "author" and not is_told else title,
            url=None,
            author=author if is_told else None,
        )


def paragraph_books(pen: ShapeWriter) -> None:
    """A log of books, each a paragraph of one line: `Title - Ann Leaf`, `*Title*, Ann Leaf`, or all `Title by Ann`."""
    _top(pen)
    are_by = pen.one_in(3)
    if pen.maybe():
        if pen.is_dated:
            pen.head(2, "", f"{pen.day.year}")
            pen.within = pen.held = 4
        else:
            pen.head(2, "Fiction", "Fiction")
    is_emphasised, are_others = pen.maybe() and not are_by, pen.maybe()
    is_told = is_emphasised or are_by or are_others
    for title, other in zip(_titles(pen), _AUTHORS, strict=False):
        pen.next_day()
        author = pen.pick(*_BY) if are_by else other if are_others else _AUTHORS[0]
        by = pen.pick(", {}", " by {}").format(author) if is_emphasised else f"{' by' if are_by else ' -'} {author}"
        if pen.lines and pen.lines[-1].strip():
            pen.blank(1)
        pen.lines.append(f"*{title}*{by}" if is_emphasised else f"{title}{by}")
        pen.tell(
            line_start=len(pen.lines),
            title=title if is_told else title + by,
            url=None,
            author=author if is_told else None,
        )


BOOK_SHAPES: dict[str, Callable[[ShapeWriter], None]] = {
    "list-books": list_books,
    "list-plain-books": list_plain_books,
    "month-books": month_books,
}
BOOK_LOGS: dict[str, Callable[[ShapeWriter], None]] = {
    "heading-books": heading_books,
    "paragraph-books": paragraph_books,
}
