"""A small log and its database, the command that checks it, and what it says of a fault."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from click.testing import CliRunner, Result

from ingest.terminal.cli import main

LOG = """# 12

环形缓冲区 https://example.com/a  【`12.2`】
- > 内存管理
- > 用 C++ 写锁

io_uring https://example.com/b  【`12.1`】
- > 内存泄漏
  - > **page cache**
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["verify", *arguments], catch_exceptions=False)


def damage(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    """What is in a folder: the bytes of each file and when they were written."""
    return {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.iterdir()}


def check_result(result: Result, lines: list[str]) -> None:
    """Each problem is a line, and what to do another."""
    assert (result.exit_code, result.stdout) == (1, "")
    hint = "    hint: delete it and ingest the logs again: they hold everything"
    patterns = [*(f"readlog\\.db: error: {line}" for line in lines), re.escape(hint)]
    assert len(result.stderr.splitlines()) == len(patterns), result.stderr
    for line, pattern in zip(result.stderr.splitlines(), patterns, strict=True):
        assert re.fullmatch(pattern, line)
