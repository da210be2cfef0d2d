"""A log of one article, and what is looked at in databases again and again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

LOG = "# 12\n\nA https://example.com/a  【`12.1`】\n- > one\n"


def read_value(folder: Path, sql: str) -> object:
    """The first value that is found in the `readlog.db` of a folder."""
    with closing(sqlite3.connect(folder / "readlog.db")) as connection:
        return connection.execute(sql).fetchone()[0]


def read_ids(database: Path) -> list[tuple[int, str]]:
    """The ids of all articles, each with the address."""
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("SELECT id, url FROM article").fetchall()
