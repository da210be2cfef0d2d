"""The full-text tables of schema.sql in memory, written as `store` writes them.

Every write is committed before a search: SQLite 3.40 damages the index where a prefix query runs between two writes of
one transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from ingest.search import fts_query, index_row
from ingest.search.query import parse_query, write_marks

ROOT = Path(__file__).parents[2]


_open: list[sqlite3.Connection] = []


def close_tables() -> None:
    """Closes every database that `open_tables` has opened."""
    while _open:
        _open.pop().close()


def open_tables() -> sqlite3.Connection:
    """An empty database, ready for excerpts and articles of no log."""
    connection = sqlite3.connect(":memory:")
    _open.append(connection)
    connection.executescript((ROOT / "schema.sql").read_text(encoding="utf-8"))
    connection.execute("PRAGMA foreign_keys = OFF")
    return connection


def add_excerpts(connection: sqlite3.Connection, texts: Iterable[str], *, start: int = 1) -> None:
    """One row a text, numbered from `start`."""
    rows = list(enumerate(texts, start))
    connection.executemany(
        "INSERT INTO excerpt VALUES (:id, :id, 1, NULL, :id, 1, 'quote', :text, '', '', 0, 1, 1, NULL, NULL, NULL)",
        [{"id": number, "text": text} for number, text in rows],
    )
    connection.executemany(
        "INSERT INTO excerpt_fts(rowid, body, sym) VALUES (?, ?, ?)",
        [(number, *index_row(text)) for number, text in rows],
    )
    connection.commit()


def remove_from_index(connection: sqlite3.Connection, number: int, text: str) -> None:
    connection.execute(
        "INSERT INTO excerpt_fts(excerpt_fts, rowid, body, sym) VALUES ('delete', ?, ?, ?)", (number, *index_row(text))
    )
    connection.commit()


def find(connection: sqlite3.Connection, query: str) -> list[int]:
    """The numbers of the rows that a search finds."""
    return match(connection, fts_query(query))


def match(connection: sqlite3.Connection, fts: str) -> list[int]:
    sql = "SELECT rowid FROM excerpt_fts WHERE excerpt_fts MATCH ? ORDER BY rowid"
    return [number for (number,) in connection.execute(sql, (fts,))]


def mark_query(text: str) -> str:
    """The query that marks what a person typed."""
    return write_marks(term for terms in parse_query(text) for term in terms if not term.excluded)


def highlight(connection: sqlite3.Connection, query: str, before: str = "\2", after: str = "\3") -> dict[int, str]:
    """The texts that a search finds any word in, what it found in them between `before` and `after`."""
    sql = """
        SELECT rowid, replace(highlight(excerpt_fts, 0, ?, ?), char(8203), '')
        FROM excerpt_fts
        WHERE excerpt_fts MATCH ?
    """
    return dict(connection.execute(sql, (before, after, mark_query(query))))
