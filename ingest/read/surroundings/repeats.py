"""Which blocks of entries come back again and again in a log, such as the footer of a newsletter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

# A reader may note the same two articles twice; nobody does it three times in the same words and the same order.
_TIMES = 3


def find_repeats(entries: Sequence[Sequence[str]]) -> set[int]:
    """The places of the entries, given by their lines, that come at least three times beside the same other entry.

    An entry that holds several links is a block by itself.
    """
    pairs = Counter(pair for pair in pairwise(entries) if pair[0] != pair[1])
    often = {pair for pair, times in pairs.items() if times >= _TIMES}
    blocks = Counter(entry for entry in entries if count_links(entry) > 1)
    found = {place for place, entry in enumerate(entries) if blocks[entry] >= _TIMES}
    if often:
        for place, pair in enumerate(pairwise(entries)):
            if pair in often:
                found |= {place, place + 1}
    return found


def count_links(entry: Sequence[str]) -> int:
    """How many links the lines of an entry hold; bare addresses, one of which may hold another, count once a line."""
    return sum(max(line.count("]("), "://" in line) for line in entry)
