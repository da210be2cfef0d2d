"""Which rules read a log, as a number that is another one whenever a rule changes, so that nobody has to think of it.

Looks at the modules of the package, never at a log; by strings rather than paths, since every run asks.
"""

from __future__ import annotations

import os
from functools import cache
from zlib import crc32

from ingest.resources import PACKAGE

BESIDE_READ = ("addresses.py", "autolink.py", "commonmark.py", "diagnostics.py", "model.py", "names.py", "patterns.py")
"""The modules outside `ingest/read` that those in it use."""


@cache
def reader_version() -> int:
    """The checksum of all that decides how a log is read; what was read under another one is read again."""
    version = 0
    for path in reading_modules():
        with open(path, "rb") as module:  # noqa: PTH123 (a path for each of a hundred takes as long as all the reading)
            version = crc32(module.read(), version)
    return version


def reading_modules() -> list[str]:
    """The paths of all modules that decide how a log is read, in one order everywhere."""
    read = f"{PACKAGE}/read"
    folders = (read, *(entry.path for entry in os.scandir(read) if entry.is_dir()))
    found = (entry.path for folder in folders for entry in os.scandir(folder) if entry.name.endswith(".py"))
    return [*(f"{PACKAGE}/{name}" for name in BESIDE_READ), *sorted(found)]
