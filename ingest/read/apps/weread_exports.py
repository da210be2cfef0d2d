"""Where exports of WeRead stand in a log, the notes on a book that this app copies to the clipboard.

    《TITLE》

    AUTHOR
    12个笔记

    …

    -- 来自微信读书

Never looks at what the lines below the head say, but for the signs by which an export ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.patterns import lazy_compile
from ingest.read.dates.forms import read_day
from ingest.read.dates.headings import is_date, read_period
from ingest.read.lines import HEADING, HOLDS_ADDRESS, LIST_ITEM, LIST_SIGN, heading_text
from ingest.read.literals import Literal, find_literal

_TITLE = lazy_compile(r"\s*+《(?P<title>(?=.*[^\s《》]).*)》\s*$")
_COUNT = lazy_compile(r"\s*\d{1,6}\s*[个條条個](?:笔记|筆記)\s*$")
_NO_AUTHOR = ("#", ">", "-", "*", "◆", "|", "`")  # with which another line than that of the author begins
_HEAD_LINES = 4  # below the title
_SIGNATURE = lazy_compile(r"\s*[-–—]+\s*来自微信读书\s*$")
# What begins a paragraph of an export: a passage, a chapter, a thought with its day, the passage that one is about.
_SIGN = lazy_compile(r"\s*(?:◆|>>(?!>)|原文[：:]|点评[：:]|\d{4}/\d{1,2}/\d{1,2}\s*发表想法)")
_THOUGHT = lazy_compile(r"\s*+(?:(?:◆|>>)\s*+)?\d{4}/\d{1,2}/\d{1,2}\s*\S{1,10}\s*$")

# What may be a month of the log, or a chapter.
_NUMBER = lazy_compile(r" {0,3}#{1,6}\s+\d\d?\s*$")
# A quote, or an item that is a quote or a link, as logs have them below an article.
_OF_LOG = lazy_compile(rf"\s*+(?:>(?!>)|{LIST_SIGN}\s++(?:>|.*://))")


class ExportHead(NamedTuple):
    """The title, the author and the day of a book, None where none is named, and how many lines say so.

    The app writes no day there, but people do.
    """

    title: str
    author: str | None
    length: int
    day: str | None = None


class Exports(NamedTuple):
    """A log with the lines of its exports left blank, these lines by their numbers, and the number of the last line of
    each export by that of its first.
    """

    around: Sequence[str]
    lines: Mapping[int, str]
    ends: Mapping[int, int]


def take_exports(lines: Sequence[str], front: int) -> Exports:
    """The log without its exports, but those in code and comments: what they say tells nothing of the other lines.

    Its front matter takes up `front` lines, in which no export begins.
    """
    ends = {start: end for start, end in find_exports(lines).items() if start > front}
    ends = _outside_literals(lines, ends) if ends else ends
    if not ends:  # as in most logs
        return Exports(lines, {}, {})
    taken = {number: lines[number - 1] for start, end in ends.items() for number in range(start, end + 1)}
    return Exports(["" if number in taken else line for number, line in enumerate(lines, 1)], taken, ends)


def _outside_literals(lines: Sequence[str], ends: Mapping[int, int]) -> dict[int, int]:
    """Those of the exports that stand in no fence and no comment."""
    found: dict[int, int] = {}
    literal: Literal | None = None
    in_list, below = False, 0
    for number, line in enumerate(lines, 1):
        if number <= below:  # it stands in the export above
            continue
        literal = literal if literal and literal.holds(line) else None
        in_list = LIST_ITEM.match(line) is not None or (in_list and line[:1] in ("", " ", "\t", ">"))
        if literal:
            literal = None if literal.closes.match(line) else literal
        elif number in ends:
            found[number] = below = ends[number]
            in_list = False
        else:
            literal = find_literal(number, line, in_list)
    return found


def begins_with_export(lines: Sequence[str], start: int) -> bool:
    """Whether the first line from `start` on, counted from 0, that is no heading begins an export."""
    written = (place for place in range(start, len(lines)) if lines[place].strip() and not HEADING.match(lines[place]))
    first = next(written, None)
    return first is not None and read_export_head(lines, first) is not None


def find_exports(lines: Sequence[str]) -> dict[int, int]:
    """The numbers of the lines with which exports begin, each with that of its last line.

    An export ends with its signature; without one, with the last paragraph that has a sign of one; and in any case
    above what is plainly of the log: an article, a heading that is a date, or another export.
    """
    heads = [place for place, line in enumerate(lines) if "《" in line and read_export_head(lines, place)]
    found = {}
    for place, below in pairwise([*heads, len(lines)]):
        if end := _find_end(lines, place, below):
            found[place + 1] = end
    return found


def is_signature(line: str) -> bool:
    """Whether the line is the last of an export."""
    return "来自微信读书" in line and _SIGNATURE.match(line) is not None


def read_export_head(lines: Sequence[str], place: int = 0) -> ExportHead | None:
    """What the lines from this place on, counted from 0, say of a book, if an export begins there.

    >>> read_export_head(["《山中来信》", "", "林远", "3个笔记"])
    ExportHead(title='山中来信', author='林远', length=4, day=None)
    """
    title = _TITLE.match(lines[place])
    author: str | None = None
    day: str | None = None
    for here in range(place + 1, min(place + 1 + _HEAD_LINES, len(lines)) if title else 0):
        line = lines[here].strip()
        if title and _COUNT.match(line):
            return ExportHead(title["title"].strip(), author, here + 1 - place, day)
        if line and day is None and (read_day(line) or read_period(line)):
            day = line
        elif line and (author is not None or _is_no_author(line)):
            return None
        else:
            author = line or author
    return None


def _is_no_author(line: str) -> bool:
    return line.startswith(_NO_AUTHOR) or _TITLE.match(line) is not None or "://" in line


def _find_end(lines: Sequence[str], start: int, below: int) -> int:
    """The number of the last line of the export that begins at `start`, from 0, and ends above `below`; 0 if none."""
    head = read_export_head(lines, start)
    assert head is not None
    body = start + head.length
    signature = next((place for place in range(body, below) if is_signature(lines[place])), None)
    paragraphs = list(_paragraphs(lines, body, below if signature is None else signature))
    notes = {first for first, end in paragraphs if _is_note(lines[first:end])}
    last_note = max(notes, default=0)
    last, is_headed = 0, False
    for (first, end), (next_first, _) in pairwise([*paragraphs, (below, below)]):
        paragraph = lines[first:end]
        is_above = next_first in notes
        is_below = signature is not None and first > last_note
        is_amid = not is_below if signature is not None else is_above and _is_of_app(lines[next_first])
        is_thought = _is_below_thought(lines, first, last)
        is_chapter = _NUMBER.match(paragraph[0]) is not None and (is_above or first in notes)
        is_of_log = _is_of_log(paragraph, is_thought, is_amid)
        if (is_of_log and not is_chapter) or (is_below and not is_thought and _begins_block(paragraph[0])):
            return last
        is_headed = is_headed or HEADING.match(paragraph[0]) is not None
        if is_thought or first in notes or (not is_headed and any(map(_SIGN.match, paragraph))):
            last, is_headed = end, False
    return last if signature is None else signature + 1


def _is_note(paragraph: Sequence[str]) -> bool:
    """Whether a paragraph begins with a note, below headings or none, or holds one, below a chapter without a blank."""
    words = next((line for line in paragraph if not HEADING.match(line)), "")
    return _SIGN.match(words) is not None or any(line.lstrip().startswith("◆") for line in paragraph)


def _is_of_log(paragraph: Sequence[str], is_thought: bool, is_amid: bool) -> bool:
    """Whether a paragraph, which may be a thought or stand amid notes, is a date, an article, or what is below one.

    Amid notes an address alone tells nothing, nor a row of a table: the app copies what the book has.
    """
    first = paragraph[0]
    if _is_note(paragraph) or _is_dated(first):
        return _is_dated(first)
    is_marked = any(map(_OF_LOG.match, paragraph))
    is_addressed = any(HOLDS_ADDRESS.search(line) for line in paragraph if not _SIGN.match(line)) and not is_thought
    is_row = first.startswith("|") and not is_thought
    return (is_marked and is_addressed) if is_amid else (is_marked or is_addressed or is_row)


def _is_of_app(line: str) -> bool:
    """Whether a line begins a note as only the app does: `>>` may be a quote of the log."""
    return line.lstrip().startswith("◆") or _THOUGHT.match(line) is not None


def _is_dated(line: str) -> bool:
    """Whether a line is a heading that is a date."""
    heading = HEADING.match(line) if line.lstrip().startswith("#") else None
    return heading is not None and is_date(heading_text(heading))


def _begins_block(line: str) -> bool:
    """Whether a line is a heading or an item of a list."""
    return HEADING.match(line) is not None or LIST_ITEM.match(line) is not None


def _is_below_thought(lines: Sequence[str], first: int, last: int) -> bool:
    """Whether the paragraph right below the one that ends at `last` is the thought that this one only dates."""
    return last > 0 and _THOUGHT.match(lines[last - 1]) is not None and not any(map(str.strip, lines[last:first]))


def _paragraphs(lines: Sequence[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The first line and the end of each paragraph between these places, counted from 0.

    A table begins one, and a heading that is a date.
    """
    first: int | None = None
    for place in range(start, end):
        line = lines[place]
        is_row = line.startswith("|") and not lines[place - 1].startswith("|")
        if first is not None and (not line.strip() or is_row or _is_dated(line)):
            yield first, place
            first = None
        if first is None and line.strip():
            first = place
    if first is not None:
        yield first, end
