"""The commands as somebody types them, and what they may say when they cannot do their work."""

from __future__ import annotations

import resource
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import chdir, closing
from pathlib import Path

from click.testing import CliRunner

from ingest.terminal.cli import main
from ingest.verify import verify

LOG = "# 12\n\nA https://example.com/a  【`12.1`】\n- > one 内存\n"
OTHER = "# 12\n\nB https://example.com/b  【`12.2`】\n- > two 内存\n"

# All that ask a database something, and the status with which each ends when it cannot.
ASKING = {("find", "内存"): 2, ("seen", "https://example.com/a"): 2, ("verify",): 1}

_READLOG = "import sys; from ingest.__main__ import main; sys.argv[0] = 'readlog'; main()"
_DEADLINE_SECONDS = 50


def run_here(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """The status of a command, what it prints, and what it says on standard error; any exception is passed on."""
    with chdir(folder):
        result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def run_apart(
    folder: Path, *arguments: str, user: Sequence[str] = (sys.executable,), largest_file: int | None = None
) -> tuple[int, str, str]:
    """The same of a process of its own, which must not hang.

    `user` starts a Python, be it as another user; no file that it writes grows beyond `largest_file` bytes. It
    writes no bytecode, which would be cut off as well, and be read by the next.
    """

    def set_limit() -> None:
        if largest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

    done = subprocess.run(
        [*user, "-B", "-c", _READLOG, *arguments], cwd=folder, capture_output=True, text=True, errors="surrogateescape",
        timeout=_DEADLINE_SECONDS, check=False, preexec_fn=set_limit,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def complaint(result: tuple[int, str, str], status: int) -> str:
    """The line with which a command ends that could not do its work. Of the logs it may have said something before."""
    found, printed, said = result
    assert (found, printed) == (status, ""), said
    lines = [line for line in said.splitlines() if not line.startswith("    hint: ") and ": warning: " not in line]
    assert len(lines) == 1, said
    return lines[0]


def titles(database: Path) -> list[str]:
    """The titles of all articles in a database that is sound."""
    assert verify(database, every_word=True).problems == []
    with closing(sqlite3.connect(database)) as connection:
        return [title for (title,) in connection.execute("SELECT title FROM article ORDER BY title")]
