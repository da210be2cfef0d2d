"""What the line right below a title says of it, where it is no field: `Ann Leaf | 2025-01-02`."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from ingest.model import Entry
from ingest.patterns import lazy_compile
from ingest.read.dates.days import cut_day, find_day
from ingest.read.lines import BODY, without_break
from ingest.read.titles.bylines import read_byline
from ingest.read.titles.head import Head
from ingest.read.titles.persons import is_name
from ingest.read.titles.title_forms import may_be_title

_PARTING = lazy_compile(r"\s+\\?[|/·•—–-]+\s+|\s*[｜，]\s*|,\s+")


class BelowTitle(NamedTuple):
    """The author and the day that a line names, as written, and what it says behind them, '' for nothing."""

    author: str | None
    day: str | None
    rest: str

    @property
    def is_told(self) -> bool:
        """Whether the line names either."""
        return self.author is not None or self.day is not None


def cut_line_below(line: str) -> BelowTitle:
    """The parts of the line right below a title: author and day, in either order, and the rest; or words and a day.

    Names amid words are those of no author.

    >>> cut_line_below("Ann Leaf | 2025-01-02, a novel")
    BelowTitle(author='Ann Leaf', day='2025-01-02', rest='a novel')
    >>> cut_line_below("On rain, 2025-01-02")
    BelowTitle(author=None, day='2025-01-02', rest='On rain')
    >>> cut_line_below("Rain in New York, Central Park").author
    """
    rest = without_break(line)
    author = day = None
    if not may_be_title(rest):  # a sentence
        return BelowTitle(None, None, rest)
    while rest:
        joint = _PARTING.search(rest)
        part, behind = (rest[: joint.start()], rest[joint.end() :]) if joint else (rest, "")
        written, more = cut_day(part)
        name = read_byline(part) or (part if is_name(part) else None)
        if day is None and written and not more:
            day = written
        elif author is None and name:
            author = name
        else:
            break
        rest = behind
    if day is None:
        day, rest = cut_day(rest)
    return BelowTitle(author, day, rest)


def with_line_below(entry: Entry, head: Head) -> tuple[Head, int]:
    """The head with what the second line of its paragraph says of it, and how many lines both take up."""
    line = entry.lines[1] if len(entry.lines) > 1 else ""
    below = cut_line_below(line) if line.strip() and not BODY.match(line) else BelowTitle(None, None, "")
    day, ambiguous = find_day(entry, below.day) if below.day else (None, ())
    if not (below.author or day) or (below.author and head.author) or (day and head.day):
        return head, 1
    return replace(
        head,
        author=below.author or head.author,
        day=day or head.day,
        remarks=(*head.remarks, *filter(None, [below.rest])),
        diagnostics=(*head.diagnostics, *ambiguous),
    ), 2
