"""Headings of which no row of an article tells: those below which nothing is read, and those with an address.

Looks at whose the lines of a log are, when all of them have been taken; never changes that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.patterns import lazy_compile
from ingest.read.cut.in_force import LIST_LEVEL, STRONG_LEVEL
from ingest.read.entries import Owner
from ingest.read.lines import HEADING, ITEM, UNDERLINE

_ADDRESS = lazy_compile(r"(?:https?|ftp)://[^\s<>\"'\[\]()（）【】，。；、」』]+", re.IGNORECASE)


def find_idle_headings(lines: Sequence[str], owner: Sequence[Owner | None]) -> frozenset[int]:
    """The numbers of the lines of headings, and of the lines below underlined ones, that stand above no entry.

    A heading holds up to the next one that is not deeper.
    """
    return frozenset(_idle_headings(lines, owner))


def find_lost_addresses(lines: Sequence[str], owner: Sequence[Owner | None], sections: Iterable[str]) -> list[int]:
    """The numbers of the headings with an address that the `sections` of no entry say: they say the words of links."""
    holding = [number for number, kind in enumerate(owner, 1) if kind == "heading" and "://" in lines[number - 1]]
    said = "\n".join(set(sections)) if holding else ""
    return [number for number in holding if not all(one in said for one in _ADDRESS.findall(lines[number - 1]))]


def _idle_headings(lines: Sequence[str], owner: Sequence[Owner | None]) -> Iterator[int]:
    """These, from the last to the first."""
    is_read = [False] * (LIST_LEVEL + 1)  # by level: whether an entry stands between here and the end of such a heading
    underline = 0
    for number in range(len(lines), 0, -1):
        kind = owner[number - 1]
        if kind == "entry":
            is_read = [True] * len(is_read)
        elif kind == "heading":
            level = underline or _level_of(lines[number - 1])
            if not is_read[level]:
                yield number
            underline = level if not underline and UNDERLINE.match(lines[number - 1]) else 0
            if not underline:
                is_read[level:] = [False] * (len(is_read) - level)


def _level_of(line: str) -> int:
    if found := HEADING.match(line):
        return len(found[1])
    if UNDERLINE.match(line):
        return 1 if line[0] == "=" else 2
    return LIST_LEVEL if ITEM.match(line) else STRONG_LEVEL
