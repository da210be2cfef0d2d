"""Logs in every shape, made from one model of what they say (`pen.Told`); each shape has a pen in a module beside.

A log is parts below headings, each in one shape, or it is of one shape as a whole. All that people do differently is
drawn: signs, what parts a title from a comment, how days are written and where, second links, nesting, blank lines,
and what stands at the top of the file, or is its name.
"""

from __future__ import annotations

from collections.abc import Callable

from book_logs import BOOK_LOGS
from book_shapes import BOOK_SHAPES
from file_shapes import FILE_SHAPES as ARTICLE_FILES
from hypothesis import strategies as st
from kindle_shapes import kindle
from list_shapes import LIST_SHAPES
from logs import Draw
from paper_logs import PAPER_LOGS
from pen import ShapedLog, ShapeWriter
from quotation_shapes import QUOTATION_LOGS
from row_shapes import ROW_SHAPES
from text_shapes import TEXT_LOGS, TEXT_SHAPES
from weread_shapes import weread, weread_older

LINE_SHAPES: dict[str, Callable[[ShapeWriter], None]] = {**LIST_SHAPES, **BOOK_SHAPES, **TEXT_SHAPES, **ROW_SHAPES}
LOGS: dict[str, Callable[[ShapeWriter], None]] = {**BOOK_LOGS, **PAPER_LOGS, **QUOTATION_LOGS, **TEXT_LOGS}
FILE_SHAPES: dict[str, Callable[[ShapeWriter], None]] = {
    **ARTICLE_FILES,
    **LOGS,
    "kindle": kindle,
    "weread": weread,
    "weread-older": weread_older,
}

_HEADED = frozenset(("heading-links", *BOOK_SHAPES))  # the shapes that write headings


def finish(pen: ShapeWriter) -> ShapedLog:
    """The log that a pen has written."""
    days = {told.within for told in pen.told if len(told.within) == len("2025-01-01")}
    months = {told.within[:7] for told in pen.told if len(told.within) >= len("2025-01")}
    introductions, contents = tuple(pen.introductions), tuple(pen.contents)
    is_told = pen.step.days < 0 or len(days) > 1 or len(months) > 1
    margin = " " * pen.number(1, 3) if pen.one_in(12) else ""  # in which all stands, and which says nothing
    lines = tuple(margin + line if line.strip() else line for line in pen.lines)
    return ShapedLog(lines, tuple(pen.told), tuple(pen.shapes), pen.name, introductions, is_told, contents)


def _top(pen: ShapeWriter) -> None:
    """What is said of a whole log: its name, or front matter, may give its year, its month or its day."""
    form = pen.pick("nothing", "nothing", "name", "title", "dated title")
    if form == "name":
        pen.all_within = pen.number(1, 2) * 3 + 1
        pen.name = pen.pick("{}.md", "{}.txt").format(pen.day.isoformat()[: pen.all_within])
    elif form != "nothing":
        title = pen.pick("Links", "每周阅读", "Weekly links", "Things I read")
        pen.sections, pen.headings = (title,), [(0, title)]
        pen.lines += ["---", f"title: {pen.pick('{}', chr(34) + '{}' + chr(34)).format(title)}"]
        if form == "dated title":
            pen.is_dated, pen.all_within = False, 10
            pen.lines.append(f"date: {pen.day.isoformat()}")
        pen.lines += ["---", *[""] * pen.number(0, 1)]


@st.composite
def shaped_logs(draw: Draw[object], *shapes: str, has_top: bool = True) -> ShapedLog:
    """A log of one part or several, in these shapes or any; `has_top`: something may be said of all of it."""
    pen = ShapeWriter(draw)
    choice = {name: LINE_SHAPES[name] for name in shapes or LINE_SHAPES}
    pen.is_mixed = len(choice) > 1
    if has_top:
        _top(pen)
    if pen.one_in(6):
        pen.introduce()
    while not pen.shapes or pen.number(0, 2) or (pen.lines[0] == "---" and len(pen.told) < 3):
        pen.part(choice, bool(pen.shapes) or pen.maybe() or bool(pen.introductions), _HEADED)
        if len(pen.shapes) > 3:
            break
    return finish(pen)


@st.composite
def file_logs(draw: Draw[object], shape: str) -> ShapedLog:
    """A log that is of one shape as a whole."""
    pen = ShapeWriter(draw)
    pen.shapes.append(shape)
    FILE_SHAPES[shape](pen)
    return finish(pen)
