"""The full-text index: texts put in and taken out, always with the tokens of `search`.

Never searches: SQLite 3.40 damages an index that is read by prefix in the transaction that writes it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from ingest.search import index_row

Rows = Iterable[tuple[int, str]]  # an id and its text


def index_titles(connection: sqlite3.Connection, rows: Rows) -> None:
    """Puts titles of articles in."""
    _write(connection, "INSERT INTO article_fts (rowid, title, sym) VALUES (?, ?, ?)", rows)


def unindex_titles(connection: sqlite3.Connection, rows: Rows) -> None:
    """Takes titles of articles out; `rows` are as they were put in."""
    _write(connection, "INSERT INTO article_fts (article_fts, rowid, title, sym) VALUES ('delete', ?, ?, ?)", rows)


def index_excerpts(connection: sqlite3.Connection, rows: Rows) -> None:
    """Puts texts of excerpts in."""
    _write(connection, "INSERT INTO excerpt_fts (rowid, body, sym) VALUES (?, ?, ?)", rows)


def unindex_excerpts(connection: sqlite3.Connection, rows: Rows) -> None:
    """Takes texts of excerpts out; `rows` are as they were put in."""
    _write(connection, "INSERT INTO excerpt_fts (excerpt_fts, rowid, body, sym) VALUES ('delete', ?, ?, ?)", rows)


def merge_segments(connection: sqlite3.Connection) -> None:
    """Makes one segment of each index: a tenth smaller, and quicker to search. It writes all of them anew.

    Source: FTS5 documentation, "The 'optimize' Command".
    """
    connection.execute("INSERT INTO article_fts (article_fts) VALUES ('optimize')")
    connection.execute("INSERT INTO excerpt_fts (excerpt_fts) VALUES ('optimize')")


def _write(connection: sqlite3.Connection, sql: str, rows: Rows) -> None:
    """Source: FTS5 documentation, "The 'delete' Command": it wants the very tokens that went in."""
    connection.executemany(sql, ((id_, *index_row(text)) for id_, text in rows))
