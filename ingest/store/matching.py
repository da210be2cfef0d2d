"""Which entries of a log are those of the last run.

Compares hashes, and never looks at what an entry says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.model import KnownEntry


def match_entries(known: Sequence[KnownEntry], hashes: Iterable[bytes]) -> list[KnownEntry | None]:
    """For each hash, the known entry that it is; equal ones are matched in order. None: it has to be read."""
    waiting: dict[bytes, list[KnownEntry]] = {}  # the first one last
    for entry in reversed(known):
        waiting.setdefault(entry.hash, []).append(entry)
    return [found.pop() if (found := waiting.get(hash_)) else None for hash_ in hashes]
