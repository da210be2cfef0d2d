"""Where exports of WeRead stand in a log, the notes on a book that this app copies to the clipboard.

    《TITLE》

    AUTHOR
    12个笔记

    …

    -- 来自微信读书

Never looks at what the lines below the head say, but for the signs by which an export without its last line ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.patterns import lazy_compile
from ingest.read.lines import HEADING, HOLDS_ADDRESS
from ingest.read.literals import Literal, find_literal

_TITLE = lazy_compile(r"《(?P<title>(?=.*[^\s《》]).*)》\s*$")
_COUNT = lazy_compile(r"\s*\d{1,6}\s*[个條条個](?:笔记|筆記)\s*$")
_NO_AUTHOR = ("#", ">", "-", "*", "◆", "|", "`")  # with which another line than that of the author begins
_HEAD_LINES = 4  # below the title
_SIGNATURE = lazy_compile(r"\s*[-–—]+\s*来自微信读书\s*$")
# What begins a paragraph of an export: a passage, a chapter, a thought with its day, the passage that one is about.
_SIGN = lazy_compile(r"\s*(?:◆|>>(?!>)|原文[：:]|点评[：:]|\d{4}/\d{1,2}/\d{1,2}\s*发表想法)")
_THOUGHT = lazy_compile(r"\s*+(?:(?:◆|>>)\s*+)?\d{4}/\d{1,2}/\d{1,2}\s*\S{1,10}\s*$")

# A quote, or an item that is a quote or a link, as logs have them below an article.
_OF_LOG = lazy_compile(r"\s*+(?:>(?!>)|(?:[-*+]|\d{1,9}[.)])\s++(?:>|.*://))")


class ExportHead(NamedTuple):
    """The title and the author of a book, None where none is named, and how many lines say so."""

    title: str
    author: str | None
    length: int


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
    found = {}
    literal: Literal | None = None
    number = 1
    while number <= len(lines):
        line = lines[number - 1]
        if literal and (not literal.holds(line) or literal.closes.match(line)):
            literal = None if literal.holds(line) else find_literal(number, line, False)
        elif literal is None and number in ends:
            found[number] = ends[number]
            number = ends[number]
        elif literal is None:
            literal = find_literal(number, line, False)
        number += 1
    return found


def begins_with_export(lines: Sequence[str], start: int = 0) -> bool:
    """Whether the first line from `start` on, counted from 0, that is no heading begins an export."""
    written = (place for place in range(start, len(lines)) if lines[place].strip() and not HEADING.match(lines[place]))
    first = next(written, None)
    return first is not None and read_export_head(lines, first) is not None


def find_exports(lines: Sequence[str]) -> dict[int, int]:
    """The numbers of the lines with which exports begin, each with that of its last line.

    An export ends with its signature; without one, with the last paragraph that has a sign of one, above the first that
    is an article of the log. No heading of the log, and no other export, stands in it.
    """
    heads = [place for place, line in enumerate(lines) if line[:1] == "《" and read_export_head(lines, place)]
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
    ExportHead(title='山中来信', author='林远', length=4)
    """
    title = _TITLE.match(lines[place])
    author: str | None = None
    for number in range(place + 1, min(place + 1 + _HEAD_LINES, len(lines)) if title else 0):
        line = lines[number]
        if title and _COUNT.match(line):
            return ExportHead(title["title"].strip(), author, number + 1 - place)
        if line.strip():
            is_other = line.lstrip().startswith(_NO_AUTHOR) or _TITLE.match(line.lstrip()) or "://" in line
            if author is not None or is_other:
                return None
            author = line.strip()
    return None


def _find_end(lines: Sequence[str], start: int, below: int) -> int:
    """The number of the last line of the export that begins at `start`, from 0, and ends above `below`; 0 if none."""
    head = read_export_head(lines, start)
    assert head is not None
    last, is_over = 0, False
    for first, end in _paragraphs(lines, start + head.length, below):
        if HEADING.match(lines[first]):
            break
        paragraph = lines[first:end]
        if signed := next((place for place, line in enumerate(paragraph, first + 1) if is_signature(line)), None):
            return signed
        if is_over:
            continue
        is_thought = _is_below_thought(lines, first, last)
        is_over = _is_of_log(paragraph, is_thought)
        if not is_over and (is_thought or any(map(_SIGN.match, paragraph))):
            last = end
    return last


def _is_of_log(paragraph: Sequence[str], is_thought: bool) -> bool:
    """Whether a paragraph is no note, but an article with an address, or what stands below one."""
    if _SIGN.match(paragraph[0]):
        return False
    is_addressed = not is_thought and HOLDS_ADDRESS.search(paragraph[0]) is not None
    return is_addressed or any(map(_OF_LOG.match, paragraph))


def _is_below_thought(lines: Sequence[str], first: int, last: int) -> bool:
    """Whether the paragraph right below the one that ends at `last` is the thought that this one only dates."""
    return last > 0 and _THOUGHT.match(lines[last - 1]) is not None and not any(map(str.strip, lines[last:first]))


def _paragraphs(lines: Sequence[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The first line and the end of each paragraph between these places, counted from 0."""
    first: int | None = None
    for place in range(start, end):
        if lines[place].strip():
            first = place if first is None else first
        elif first is not None:
            yield first, place
            first = None
    if first is not None:
        yield first, end
