"""Which entries of a log are those of the last run.

Compares hashes, and never looks at what an entry says.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable

from ingest.model import KnownEntry


def match_entries(known: Iterable[KnownEntry], hashes: Iterable[bytes]) -> list[KnownEntry | None]:
    """For each hash, the known entry that it is; equal ones are matched in order. None: it has to be read."""
    waiting: defaultdict[bytes, deque[KnownEntry]] = defaultdict(deque)
    for entry in known:
        waiting[entry.hash].append(entry)
    return [waiting[hash_].popleft() if waiting[hash_] else None for hash_ in hashes]
