"""The two forms of a made-up log are one log, and the benchmark that is made with it runs."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from made_files import write_logs
from made_logs import make_logs
from made_rows import write_rows

ROWS = """
    SELECT title, url, canonical_url, site, collection, date, month_day, date_source, article.position,
      excerpt_count, excerpt.position, depth, kind, text, markdown, excerpt.path, parent_id IS NULL, excerpt.name
    FROM article LEFT JOIN excerpt ON excerpt.article_id = article.id
    ORDER BY article.id, excerpt.position
"""
TAGS = """
    SELECT excerpt.name, tag.name FROM excerpt JOIN excerpt_tag ON excerpt_id = excerpt.id JOIN tag ON tag_id = tag.id
    ORDER BY 1, 2
"""


def test_a_seed_has_the_same_logs_every_time() -> None:
    assert list(islice(make_logs(7), 20)) == list(islice(make_logs(7), 20)) != list(islice(make_logs(8), 20))


def test_the_markdown_reads_as_the_rows_that_are_written(tmp_path: Path, build: Callable[..., object]) -> None:
    write_logs(tmp_path / "logs", make_logs(), 300_000)
    folder = tmp_path / "logs" / "folder"
    files = len(list(folder.rglob("*.md")))
    write_rows(tmp_path / "rows.db", islice(make_logs(), files))
    build(folder)
    for sql in (ROWS, TAGS):
        assert read(tmp_path / "readlog.db", sql) == read(tmp_path / "rows.db", sql)


def read(database: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(sql).fetchall()
