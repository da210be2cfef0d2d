"""Which headings of a log are articles because nearly all others of their level are: what one alone does not tell.

Never looks at levels of which only some are articles: there a heading without an address is a section.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.read import NEARLY_ALL
from ingest.read.dates.headings import is_date
from ingest.read.lines import HEADING, heading_text
from ingest.read.literals import outside_fences
from ingest.read.rules import HEADING_RULES, find_rule
from ingest.read.surroundings.books import may_be_book
from ingest.read.surroundings.lookahead import find_heading_rule, heads_entries, next_text
from ingest.read.words.sections import is_part

_FEWEST = 4


def find_siblings(lines: Sequence[str], start: int) -> frozenset[int]:
    """The numbers of the headings that are articles by those beside them, below front matter of `start` lines."""
    levels: dict[int, list[tuple[int, str]]] = {}
    for place, line in outside_fences(lines, start):
        found = HEADING.match(line)
        if found and not is_date(words := heading_text(found)):
            levels.setdefault(len(found[1]), []).append((place + 1, words))
    return frozenset(number for level, found in levels.items() for number in _find_others(lines, level, found))


def _find_others(lines: Sequence[str], level: int, headings: Sequence[tuple[int, str]]) -> Iterator[int]:
    """Those of the headings of one level that are articles: nearly all have an address, and most no entries below.

    The others are as long as the titles beside them, and stand above no entries either.
    """
    named = {number: words for number, words in headings if _has_address(lines, number, words)}
    titles = sum(find_heading_rule(lines, number, level, words) is not None for number, words in named.items())
    if len(named) < max(_FEWEST, NEARLY_ALL * len(headings)) or 2 * titles <= len(named):
        return
    yield from named
    shortest = min(map(len, named.values()))
    for number, words in headings:
        is_title = len(words) >= shortest and may_be_book(words) and not is_part(words)
        if number not in named and is_title and not heads_entries(lines, number, level, words):
            yield number


def _has_address(lines: Sequence[str], number: int, words: str) -> bool:
    return find_rule(HEADING_RULES, words, lines[next_text(lines, number) - 1]) is not None
