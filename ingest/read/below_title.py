"""What the line right below a title says of it, where it is no field: `Ann Leaf | 2025-01-02`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from ingest.model import Entry
from ingest.read.authors import is_name
from ingest.read.days import cut_day, find_day
from ingest.read.head import Head
from ingest.read.lines import BODY, without_break
from ingest.read.records import read_byline

_LONGEST = 200  # characters
_PARTING = re.compile(r"\s+\\?[|/·•—–-]+\s+|\s*[｜，；]\s*|[,;]\s+")


class BelowTitle(NamedTuple):
    """The author and the day that a line names, as written, and what else it says."""

    author: str | None
    day: str | None
    rest: tuple[str, ...]

    @property
    def is_told(self) -> bool:
        """Whether the line names either."""
        return self.author is not None or self.day is not None


def cut_line_below(line: str) -> BelowTitle:
    """The parts of the line right below a title.

    >>> cut_line_below("Ann Leaf | 2025-01-02")
    BelowTitle(author='Ann Leaf', day='2025-01-02', rest=())
    >>> cut_line_below("by Ann Leaf, a novel")
    BelowTitle(author='Ann Leaf', day=None, rest=('a novel',))
    """
    line = without_break(line)
    author = day = None
    rest: list[str] = []
    for part in _PARTING.split(line) if len(line) <= _LONGEST else [line]:
        written, behind = cut_day(part)
        name = read_byline(part) or (part if is_name(part) else None)
        if day is None and written and not behind:
            day = written
        elif author is None and name:
            author = name
        elif part:
            rest.append(part)
    return BelowTitle(author, day, tuple(rest))


def with_line_below(entry: Entry, head: Head) -> tuple[Head, int]:
    """The head with what the second line of its paragraph says of it, and how many lines both take up."""
    line = entry.lines[1] if len(entry.lines) > 1 else ""
    below = cut_line_below(line) if line.strip() and not BODY.match(line) else BelowTitle(None, None, ())
    day, ambiguous = find_day(entry, below.day) if below.day else (None, ())
    if not (below.author or day) or (below.author and head.author) or (day and head.day):
        return head, 1
    return replace(
        head,
        author=below.author or head.author,
        day=day or head.day,
        remarks=(*head.remarks, *below.rest),
        diagnostics=(*head.diagnostics, *ambiguous),
    ), 2
