"""Which files are logs, where they stand, and what they hold: the only module that looks at the writer's own files.

Never writes to one of them.
"""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ingest.errors import NoSuchPath, UnreadableLog, describe_fault
from ingest.paths import LOG_ENDINGS

_YEARS = re.compile(r"(?:19|20)\d\d(?:\s*[-–—~]+\s*(?:(?:19|20)?\d\d)?)?")

_TICK_NS = 20_000_000
"""In nanoseconds: times of change move on in steps, on Linux of 1 to 10 ms (`CONFIG_HZ`), on Windows of 16."""

Fault = Callable[[Path, str], None]


class LogFile(NamedTuple):
    """A log on disk, and the PATH of the command line below which it was found.

    `folder` are the folders between the two, '/' between them, '' when there are none. `real` is its path as it is from
    any folder, absolute, links resolved, and `root` is likewise that of the PATH.
    """

    path: Path
    root: str
    folder: str
    real: str

    @property
    def rank(self) -> tuple[bool, int, bool]:
        """What is greater for the higher of two PATHs; folders with a link to the log are below those that have it."""
        has_it = PurePosixPath(_as_text(self.root), self.folder) == PurePosixPath(_as_text(Path(self.real).parent))
        return has_it, self.folder.count("/") + bool(self.folder), self.root != self.real


class Bytes(NamedTuple):
    """What a file held while it did not change."""

    data: bytes
    size: int
    mtime_ns: int

    @property
    def digest(self) -> str:
        """Its SHA-256, as `sha256sum` prints it."""
        from _blake2 import blake2b as sha256  # a run without a change need not wait for OpenSSL

        return sha256(self.data).hexdigest()


def find_logs(
    paths: Sequence[Path], on_fault: Fault, may_be_empty: Callable[[Path], bool] = lambda path: False
) -> list[LogFile]:
    """The logs that the PATHs name, each once, in the order of the PATHs and of the names below them.

    A folder is walked; hidden folders and files in it are skipped, and only `*.md`, `*.markdown` and `*.txt` are logs.
    One that several PATHs lead to is below the highest. `on_fault` is told of folders that cannot be looked into.

    Raises:
        NoSuchPath: a PATH is neither a file nor a folder, or a folder that may not be empty holds no log.
    """
    found: dict[str, LogFile] = {}
    for root in paths:
        try:
            mode = root.stat().st_mode
        except (FileNotFoundError, NotADirectoryError) as error:
            raise NoSuchPath(f"{root}: no such file or folder; name one that is there") from error
        except OSError as error:
            raise NoSuchPath(f"{root}: {describe_fault(error)}; name a file or a folder that can be read") from error
        if not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
            raise NoSuchPath(f"{root}: neither a file nor a folder; name a log, or a folder of logs")
        files = sorted(_walk(root, on_fault)) if stat.S_ISDIR(mode) else [(root, "")]
        if not files and not may_be_empty(root):
            raise NoSuchPath(
                f"{root}: no *.md, *.markdown or *.txt file in this folder; name a log, or a folder that has some"
            )
        real_root = os.path.realpath(root)
        for path, folder in files:
            file = LogFile(path, real_root, folder, os.path.realpath(path))
            known = found.setdefault(file.real, file)
            if known is not file and file.rank > known.rank:
                found[file.real] = file._replace(path=known.path)
    return list(found.values())


def read_bytes(path: Path) -> Bytes:
    """The bytes of a file, read again while somebody is writing to it.

    One that has just been written is let rest: a later change of as many bytes would else have the same time.

    Raises:
        UnreadableLog: it cannot be read, or does not come to rest.
    """
    try:
        for _ in range(5):
            with open(path, "rb", opener=_open_at_once) as file:
                before = os.fstat(file.fileno())
                if not stat.S_ISREG(before.st_mode):
                    raise UnreadableLog("no longer a file")
                if 0 <= time.time_ns() - before.st_mtime_ns < _TICK_NS:
                    time.sleep(_TICK_NS / 1e9)  # no event to wait for: only the clock of the file system has to move
                data = file.read(before.st_size + 1)  # of what grows as fast as it is read, there is no end
                after = os.fstat(file.fileno())
            if before.st_mtime_ns == after.st_mtime_ns and before.st_size == after.st_size == len(data):
                return Bytes(data, after.st_size, after.st_mtime_ns)
    except OSError as error:
        raise UnreadableLog(describe_fault(error)) from error
    raise UnreadableLog("it keeps changing while it is read; run again when it is saved")


def size_and_time(path: Path) -> tuple[int, int] | None:
    """The size of a file in bytes and the time of its last change in nanoseconds; None when it cannot be asked."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def is_gone(path: Path) -> bool:
    """Whether there is no such file. One that cannot be looked at is not gone."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def has_left(path: Path, files: Collection[str]) -> bool:
    """Whether a log is no longer at its path: it is gone, or a folder stands there, or a link to one of these files."""
    return is_gone(path) or stat.S_ISDIR(_mode(path) or 0) or os.path.realpath(path) in files


def collection_of(folder: str) -> str | None:
    """The source that a log in `folder` is kept for: the nearest folder that is not a year or a span of years."""
    return next((name for name in reversed(PurePosixPath(folder).parts) if not _YEARS.fullmatch(name)), None)


def _walk(root: Path, on_fault: Fault) -> Iterator[tuple[Path, str]]:
    """The logs below a folder, with the folders between; links to folders are not followed: loops do not matter."""

    def report(error: OSError) -> None:
        on_fault(Path(error.filename), describe_fault(error))

    for parent, folders, files in os.walk(root, onerror=report):
        below = _as_text(Path(parent).relative_to(root))
        folder = below if below != "." else ""
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            path = Path(parent, name)
            if not name.startswith(".") and path.suffix.lower() in LOG_ENDINGS:
                mode = _mode(path)
                if mode is None or stat.S_ISREG(mode):  # what cannot be asked is for reading to report
                    yield path, folder


def _as_text(path: str | Path) -> str:
    """A path with '/' between its parts, and escapes for bytes that are not UTF-8."""
    return os.fsencode(Path(path).as_posix()).decode("utf-8", "backslashreplace")


def _open_at_once(path: str, flags: int) -> int:
    """A file descriptor; a pipe, which a log may have become, would be waited for until somebody writes to it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except OSError:
        return None
