"""Which files are logs, and what they hold: the only module that looks at the writer's own files.

Never writes to one of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from ingest.errors import NoSuchPath, UnreadableLog

_ENDINGS = frozenset({".md", ".markdown", ".txt"})


@dataclass(frozen=True, slots=True)
class LogFile:
    """A log on disk, and the PATH of the command line below which it was found."""

    path: Path
    root: Path


@dataclass(frozen=True, slots=True)
class Bytes:
    """What a file held while it did not change."""

    data: bytes
    size: int
    mtime_ns: int

    @property
    def digest(self) -> str:
        """32 hexadecimal digits that tell this content from any other."""
        return blake2b(self.data, digest_size=16).hexdigest()


def find_logs(paths: Sequence[Path]) -> list[LogFile]:
    """The logs that the PATHs name, in the order of their names below each, each once.

    A folder is walked; hidden folders and files in it are skipped, and only `*.md`, `*.markdown` and `*.txt` are logs.

    Raises:
        NoSuchPath: a PATH does not exist, or a folder holds no log.
    """
    found: dict[Path, LogFile] = {}
    for root in paths:
        if not root.exists():
            raise NoSuchPath(f"{root}: no such file or folder")
        files = sorted(_walk(root)) if root.is_dir() else [root]
        if not files:
            raise NoSuchPath(f"{root}: no *.md, *.markdown or *.txt file in this folder")
        for file in files:
            found.setdefault(file.resolve(), LogFile(file, root))
    return list(found.values())


def read_bytes(path: Path) -> Bytes:
    """The bytes of a file, read again while somebody is writing to it.

    Raises:
        UnreadableLog: it cannot be read, or does not come to rest.
    """
    try:
        for _ in range(5):
            before = path.stat()
            data = path.read_bytes()
            after = path.stat()
            if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) and len(
                data
            ) == after.st_size:
                return Bytes(data, after.st_size, after.st_mtime_ns)
    except OSError as error:
        raise UnreadableLog(os.strerror(error.errno or 0).lower()) from error
    raise UnreadableLog("it keeps changing while it is read; run again when it is saved")


def _walk(folder: Path) -> Iterator[Path]:
    """Files below a folder; links to folders are not followed, so that loops do not matter."""
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if not name.startswith(".") and Path(name).suffix.lower() in _ENDINGS:
                yield Path(parent, name)
