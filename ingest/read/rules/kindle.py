"""File rule: Kindle's `My Clippings.txt`, in which a book is an article and its clippings are scattered over the file.

TITLE (AUTHOR)
- Your Highlight on page 3 | Location 145-145 | Added on Monday, July 31, 2017 11:11:20 PM

PASSAGE
==========
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby, islice
from typing import NamedTuple

from ingest.diagnostics import Diagnostic, count_of, diagnose
from ingest.model import Article, Entry, Excerpt
from ingest.read.apps.clipping_places import find_marked_again, find_passages
from ingest.read.apps.clippings import (
    Clipping,
    begins_clipping,
    is_clipping,
    iso_date,
    read_clipping,
    split_author,
    trim,
)
from ingest.read.apps.exported_books import make_scattered, read_scattered, remark_excerpts, without_nul
from ingest.read.apps.plain import plain_excerpt
from ingest.read.article import make_article
from ingest.read.dates.forms import read_day
from ingest.read.entries import Blocks, Owner
from ingest.read.passages.outline import Outline
from ingest.read.titles.head import Head, cut_title, plain_head

_SEPARATOR = "=========="
_FIRST_LINES = 3  # of a clipping: its title, its metadata, its words


class _Part(NamedTuple):
    """What stands between separators: lines counted from 0, the last exclusive, without the blank ones about them."""

    start: int
    end: int
    is_closed: bool


def recognises(lines: Sequence[str]) -> bool:
    """Whether more than half of the written lines stand in clippings, and a separator closes at least one of these.

    What no separator closes counts with its first lines only: an ordinary log may begin there.
    """
    if not any(map(_is_separator, lines)):
        return False
    held = total = closed = 0
    for part in _find_parts(lines):
        written = _count_written(lines, part)
        total += written
        inside = lines[part.start : part.end]
        if is_clipping(inside):
            held += written if part.is_closed else min(written, _FIRST_LINES)
            closed += part.is_closed
    return closed > 0 and held * 2 > total


def cut(lines: Sequence[str], _name: str = "") -> Blocks:
    """The blocks of the file: an entry a book, whose context says which lines its clippings have."""
    owners: list[Owner | None] = ["separator" if line.strip() else None for line in lines]
    books: dict[str, list[_Part]] = {}
    diagnostics: list[Diagnostic] = []
    found = chain.from_iterable(_parted(lines, part) for part in _find_parts(lines))
    for is_read, parts in groupby(found, lambda part: is_clipping(lines[part.start : part.end])):
        run = list(parts)
        for part in run:
            for place in range(part.start, part.end):
                owners[place] = ("entry" if is_read else "unread") if lines[place].strip() else None
            if is_read:
                books.setdefault(trim(lines[part.start]), []).append(part)
        if not is_read:
            diagnostics.append(_tell_unread(lines, run))
    spans = ([(part.start, part.end) for part in parts] for parts in books.values())
    entries = tuple(make_scattered("kindle", lines, some) for some in spans)
    return Blocks(tuple(owners), entries, (), (*diagnostics, *_tell_repeats(entries)))


def read(entry: Entry) -> Article:
    """The book of the entry, with its clippings in the order of the log, a note below the passage that it is about."""
    clippings = read_clippings(entry)
    dates = [iso_date(one.day) if one.day else None for one in clippings]
    title, author = split_author(without_nul(entry.lines)[0])
    head = replace(cut_title(entry, plain_head(title)), author=author, day=_last_day(clippings, dates))
    bad_days = (
        diagnose("bad-day", one.line_start + 1, day=one.day)
        for one, date in zip(clippings, dates, strict=True)
        if one.day and not date
    )
    outline = Outline(tuple(_excerpts(entry, head, clippings, dates)), tuple(islice(bad_days, 1)))
    return make_article(entry, head, outline, needs_address=False)


def read_clippings(entry: Entry) -> list[Clipping]:
    """All clippings of a book, repeats among them, in the order of the log."""
    lines = without_nul(entry.lines)
    clippings, place = [], 0
    for first, length in read_scattered(entry):
        clippings.append(read_clipping(lines[place : place + length], first))
        place += length
    return clippings


def _is_separator(line: str) -> bool:
    return _SEPARATOR in line and trim(line) == _SEPARATOR


def _find_parts(lines: Sequence[str]) -> Iterator[_Part]:
    """What is written before, between and behind the separators."""
    start = 0
    for place in [*(place for place, line in enumerate(lines) if _is_separator(line)), len(lines)]:
        yield from _part(lines, start, place, is_closed=place < len(lines))
        start = place + 1


def _part(lines: Sequence[str], start: int, end: int, is_closed: bool) -> Iterator[_Part]:
    """The part that stands there, if anything does."""
    while start < end and not trim(lines[start]):
        start += 1
    while end > start and not trim(lines[end - 1]):
        end -= 1
    if start < end:
        yield _Part(start, end, is_closed)


def _parted(lines: Sequence[str], part: _Part) -> Iterator[_Part]:
    """A part, cut where another clipping begins in it, above which a separator is missing."""
    start = part.start
    for place in range(start + 1, part.end - 1):
        if begins_clipping(lines[place], lines[place + 1]):
            yield from _part(lines, start, place, is_closed=False)
            start = place
    yield from _part(lines, start, part.end, part.is_closed)


def _count_written(lines: Sequence[str], part: _Part) -> int:
    return sum(1 for line in lines[part.start : part.end] if line.strip())


def _tell_unread(lines: Sequence[str], parts: Sequence[_Part]) -> Diagnostic:
    """One diagnostic for a run of parts that are no clippings."""
    reason = "a clipping begins with its title and a line such as '- Your Highlight on Location 5-6'"
    written = sum(_count_written(lines, part) for part in parts)
    return diagnose("unread", parts[0].start + 1, parts[-1].end, lines=count_of(written, "line"), reason=reason)


def _tell_repeats(entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    """One diagnostic for all repeats of the file, at the first."""
    repeated = []
    for entry in entries:
        clippings = read_clippings(entry)
        repeated += [clippings[number].line_start for number in find_marked_again(clippings)]
    if repeated:
        yield diagnose("repeated-clipping", min(repeated), clippings=count_of(len(repeated), "clipping"))


def _last_day(clippings: Sequence[Clipping], dates: Sequence[str | None]) -> str | None:
    """The last day on which something was marked, as written; in ISO form where dating would not understand it."""
    date, number = max(((date, number) for number, date in enumerate(dates) if date), default=("", -1))
    day = clippings[number].day if date else None
    return day if day and read_day(day) else date or None


def _excerpts(
    entry: Entry, head: Head, clippings: Sequence[Clipping], dates: Sequence[str | None]
) -> Iterator[Excerpt]:
    """The clippings that stand for themselves, notes below their passages; before them the title, where it was cut."""
    remarks = remark_excerpts(entry, head)
    yield from remarks
    position = len(remarks)
    repeats = find_marked_again(clippings)
    passages = find_passages(clippings)
    notes: dict[int, list[int]] = {}
    for note, passage in sorted(passages.items()):
        if note not in repeats:
            notes.setdefault(repeats.get(passage, passage), []).append(note)
    for number, clipping in enumerate(clippings):
        if number in repeats or number in passages or not clipping.text:
            continue
        position += 1
        one = _excerpt(clipping, position, None, dates[number])
        yield one
        for note in notes.get(number, ()):
            position += 1
            yield _excerpt(clippings[note], position, one, dates[note])


def _excerpt(clipping: Clipping, position: int, parent: Excerpt | None, date: str | None) -> Excerpt:
    lines = (clipping.line_start, clipping.line_end)
    known = (clipping.location, None if date else clipping.day)
    location = " | ".join(filter(None, known)) or None
    return plain_excerpt(clipping.kind, clipping.text, lines, position, parent, location=location, marked=date)
