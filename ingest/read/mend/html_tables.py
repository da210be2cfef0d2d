"""From tables that are written in HTML to the rows that say the same in Markdown, each on the line where it begins.

The other lines of a table are left empty: whoever owns the row above them owns them. A table without a header, one with
no room for it, and one in an item of Markdown stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.patterns import lazy_compile
from ingest.read.fields.tables import column_roles
from ingest.read.lines import ITEM
from ingest.read.literals import outside_fences
from ingest.read.mend.html_lists import in_markdown, read_html_lists

_TABLE = lazy_compile(r"\s*<table[\s>]", re.IGNORECASE)
_TABLE_END = lazy_compile(r"</table>", re.IGNORECASE)
_PART = lazy_compile(r"<(?P<end>/?)(?P<name>t[rdh])(?:\s[^<>]*)?>", re.IGNORECASE)
_LABEL_SIGN = "######"  # all headings of Markdown may stand above it


class _Row(NamedTuple):
    """A row: the places of its first and its last line, its cells, and whether they are all headers."""

    first: int
    last: int
    cells: tuple[str, ...]
    is_header: bool

    def in_markdown(self) -> str:
        return f"| {' | '.join(self.cells)} |"


def ends_table(line: str) -> bool:
    """Whether a line that is read otherwise is the last of a table."""
    return _TABLE_END.search(line) is not None


def read_html(lines: Sequence[str], start: int) -> list[str] | None:
    """The lines with tables, lists and headings in HTML as those of Markdown; None where there are none.

    The first `start` lines are left as they are.
    """
    copy = None
    tables = _find_tables(lines, start) if any("<" in line and _TABLE.match(line) for line in lines) else ()
    for first, last in tables:
        if rows := _read_table(lines, first, last):
            copy = list(lines) if copy is None else copy
            copy[first : last + 1] = rows
    return read_html_lists(copy or lines, start) or copy


def _find_tables(lines: Sequence[str], start: int) -> Iterator[tuple[int, int]]:
    """The places of the first and the last lines of tables, of the inner one where they are nested."""
    first = None
    is_nested = False  # in an item of Markdown
    for place, line in outside_fences(lines, start):
        if ITEM.match(line):
            is_nested = True
        elif line[:1] not in ("", " ", "\t"):
            is_nested = False
        if _TABLE.match(line):
            first = None if is_nested else place
        if first is not None and ends_table(line):
            yield first, place
            first = None


def _read_table(lines: Sequence[str], first: int, last: int) -> list[str]:
    """The lines of a table as they are read; none where one of its rows has no line for itself that is not blank."""
    rows = list(_read_rows(lines, first, last))
    header = next((row for row in rows if len(row.cells) > 1 and _is_header(row)), None)
    is_template = any("{{" in cell for row in rows for cell in row.cells)
    if header is None or is_template:  # whose rows a program writes
        return []
    read = [""] * (last + 1 - first)
    free, waiting = first, [header.in_markdown(), "|---" * len(header.cells) + "|"]
    above = [*waiting]
    for row in rows:
        if row is header:
            continue
        written = [f"{_LABEL_SIGN} {' '.join(filter(None, row.cells))}" if row.is_header else row.in_markdown()]
        if not row.is_header and above:
            room = _find_above(lines, free, row.first, len(above))
            if room is None:  # but in the row itself
                written = [*above, *written]
            else:
                read[room - first : room - first + len(above)] = above
                free = row.first
        place = _find_room(lines, free, row, len(written))
        if place is None:
            return []
        read[place - first : place - first + len(written)] = written
        free, above = place + len(written), waiting if row.is_header else []
    return read


def _find_room(lines: Sequence[str], free: int, row: _Row, count: int) -> int | None:
    """The place of the first of so many lines that are not blank, of which the last is the first that the row has."""
    ends = range(max(row.first + 1, free + count), row.last + 2)
    return next((end - count for end in ends if all(map(str.strip, lines[end - count : end]))), None)


def _find_above(lines: Sequence[str], free: int, end: int, count: int) -> int | None:
    """The place of the first of so many lines that are not blank, the last such before `end`."""
    places = range(end - count, free - 1, -1)
    return next((place for place in places if all(map(str.strip, lines[place : place + count]))), None)


def _is_header(row: _Row) -> bool:
    return row.is_header or "title" in column_roles(row.in_markdown())


def _read_rows(lines: Sequence[str], first: int, last: int) -> Iterator[_Row]:
    """The rows of a table that have words."""
    text = "\n".join(lines[first : last + 1])
    parts = list(_PART.finditer(text))
    ends = [*(part.start() for part in parts[1:]), len(text)]
    cells: list[tuple[bool, str]] = []
    place = row_first = first
    seen = 0
    for part, end in zip(parts, ends, strict=False):
        place, seen = place + text.count("\n", seen, part.start()), part.start()
        if part["name"].lower() == "tr":
            yield from _join_cells(row_first, place if part["end"] else place - 1, cells)
            cells, row_first = [], place
        elif not part["end"]:
            words = in_markdown(" ".join(text[part.end() : end].split()))
            is_header = part["name"].lower() == "th" or "colspan" in part[0].lower()
            cells.append((is_header, words.replace("|", "\\|")))
    yield from _join_cells(row_first, last, cells)


def _join_cells(first: int, last: int, cells: Sequence[tuple[bool, str]]) -> Iterator[_Row]:
    """The row of these cells, which tell whether they are headers; none where they have no words."""
    if any(words for _, words in cells):
        yield _Row(first, last, tuple(words for _, words in cells), all(is_header for is_header, _ in cells))
