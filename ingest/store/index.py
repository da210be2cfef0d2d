"""The full-text index: texts put in and taken out, always with the tokens of `search`.

Never searches: SQLite 3.40 damages an index that is read by prefix in the transaction that writes it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from ingest.search import index_row

Rows = Iterable[tuple[int, str]]  # the number of an article, or the id of an excerpt, and its text


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


def begin_indexing(connection: sqlite3.Connection) -> None:
    """Lets FTS5 gather texts of excerpts, up to 5 MB, before it writes a segment; titles are few.

    An index of few segments is smaller, and quicker to search; 8 MB make it 3 % smaller and take 12 MB more, 2 MB make
    it a sixth larger. The setting is kept in the file, so take it back with `end_indexing`. Source: 'hashsize' in
    SQLite's fts5_config.c; the documentation has no such option.
    """
    _gather(connection, 5 << 20)


def end_indexing(connection: sqlite3.Connection) -> None:
    """Gives other writers FTS5's own measure again, 1 MB."""
    _gather(connection, 1 << 20)


def merge_index(connection: sqlite3.Connection) -> None:
    """Makes one piece of the index again, which until then keeps what was taken out of it beside what tells so."""
    for table in ("article_fts", "excerpt_fts"):
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")


def _gather(connection: sqlite3.Connection, size: int) -> None:
    connection.execute("INSERT INTO excerpt_fts (excerpt_fts, rank) VALUES ('hashsize', ?)", (size,))


def _write(connection: sqlite3.Connection, sql: str, rows: Rows) -> None:
    """Source: FTS5 documentation, "The 'delete' Command": it wants the very tokens that went in."""
    connection.executemany(sql, ((id_, *index_row(text)) for id_, text in rows))
