"""How a file of notes is named: on disk, in the database, and to whoever reads an answer.

Never looks at a file.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

LOG_ENDINGS = frozenset({".md", ".markdown", ".txt"})
"""How the names of logs end, in lower case."""

_ESCAPED = re.compile(rb"\\x([0-9a-f]{2})")


def stored_path(real: str, database: Path) -> str:
    """A path, absolute and without links, as the database keeps it: relative to its folder, '/' between the parts.

    Bytes that are not UTF-8 become escapes, and so does a backslash, for `path_on_disk` to undo.
    """
    base = _folder_of(database)
    try:
        relative = os.path.relpath(real, base)
    except ValueError:  # on another drive
        relative = real
    raw = os.fsencode(Path(relative).as_posix()).replace(b"\\", b"\\x5c")
    return raw.decode("utf-8", "backslashreplace")


def path_on_disk(stored: str, database: Path) -> Path:
    """The file that a stored path means."""
    raw = _ESCAPED.sub(lambda found: bytes.fromhex(found[1].decode()), stored.encode())
    return Path(os.path.normpath(_folder_of(database) / os.fsdecode(raw)))


def path_as_shown(stored: str, database: Path) -> str:
    """The file that a stored path means, as it is from the current folder."""
    path = path_on_disk(stored, database)
    try:
        return os.path.relpath(path)
    except ValueError:  # on another drive
        return str(path)


def _folder_of(database: Path) -> Path:
    return Path(os.path.realpath(database)).parent
