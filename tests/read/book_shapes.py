"""Books without an address in lists below a heading that says that they were read, with a box or a month or neither."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st
from lists_written import List
from pen import ShapeWriter

_TITLES = ("Why Tea Is Green", "零拷贝", "Rings & Queues", "The Slow River", "茶经", "A Plain Manual", "Wells")
AUTHORS = ("Ann Leaf", "J. de Marsh", "Cy Oak", "Bo Elm", "林一雨")
RATINGS = ("", "", " ★★★★☆", " (4 stars)", " (4/5)", " ⭐⭐⭐")
_LISTS = ("Books", "书单", "Papers I read", "Leídos", "Reading list", "Bücher", "2024 年读书", "Books I read in 2024")


def book_titles(pen: ShapeWriter) -> list[str]:
    """Titles of several books; one that the log has already is another volume."""
    titles = pen.draw(st.permutations(_TITLES))
    assert isinstance(titles, list)
    known = {told.title for told in pen.told}
    volume = f" {len(known)}" if known else ""
    return [title + volume for title in titles[: pen.number(3, 5)]]


def book_list(pen: ShapeWriter) -> None:
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
    book_list(pen)
    rows, box = List(pen, pen.pick("-", "*", "1.")), pen.pick("", "", "[x] ", "[ ] ")
    for title in book_titles(pen):
        pen.next_day()
        author = pen.pick("", *AUTHORS[:3])
        by = pen.pick(" by {}", ", {}", " — {}", " -- {}").format(author) if author else ""
        rating = pen.pick(*RATINGS)
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
            unread=pen.unread_with(box),
        )


# What may be the author of one book, of which the others say nothing.
_ENDS = ("", " by Ann", " - Cy Oak", ", J. de Marsh", "（张三）")


def list_plain_books(pen: ShapeWriter) -> None:
    """`- [x] Title - Ann Leaf`: without emphasis nothing says where the title ends, and all of it is one.

    Authors of other parts would tell it, in a log of several shapes.
    """
    book_list(pen)
    rows, box = List(pen, pen.pick("-", "+", "1.", "1、")), pen.pick("", "[x] ", "[ ] ")
    for title in book_titles(pen):
        pen.next_day()
        text = title + pen.pick(*(("", " - part two", ", or the Tea") if pen.is_mixed else _ENDS))
        start = rows.item(box + text)
        rows.nest(has_links=False)
        pen.tell(line_start=start, title=text, url=None, unread=pen.unread_with(box))


def month_books(pen: ShapeWriter) -> None:
    """`- Apr: Title` below a year."""
    if not pen.is_dated:
        list_plain_books(pen)
        return
    pen.head(1, "", f"{pen.day.year}")
    within, pen.within, pen.held = pen.within, 7, 4
    form = pen.pick("{0:%b}", "{0:%B}", "{0.month}月")
    for title in book_titles(pen):
        pen.next_day()
        pen.lines.append(f"- {form.format(pen.day)}{'：' if '月' in form else ': '}{title}")
        pen.tell(line_start=len(pen.lines), title=title, url=None)
    pen.within = within


BOOK_SHAPES: dict[str, Callable[[ShapeWriter], None]] = {
    "list-books": list_books,
    "list-plain-books": list_plain_books,
    "month-books": month_books,
}
