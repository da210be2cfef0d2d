"""What a run knows of a log before it reads it, and what it has done to its articles.

Apart from `model`, which takes longer to load than a run without a change may take; so do dataclasses, and what every
run needs are tuples with names.
"""

from __future__ import annotations

from typing import NamedTuple


class Log(NamedTuple):
    """A file of notes, as the table `log` keeps it, where each field is explained. `id` is None for a new one."""

    path: str
    root: str = ""
    folder: str = ""
    year: int | None = None
    path_year: int | None = None
    encoding: str = ""
    encoding_given: str | None = None
    dialect: str = ""
    dialect_given: str | None = None
    newest_first: bool = True
    line_count: int = 0
    size: int = 0
    mtime_ns: int = 0
    digest: str = ""
    reader: int = 0
    id: int | None = None


class Counts(NamedTuple):
    """How many articles a run found new, changed (the same address, another text or date), unchanged, and removed."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
