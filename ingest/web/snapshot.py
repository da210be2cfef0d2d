"""One state of a readlog file, read within a time.

Never reads a row.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import thread_time

from datasette.utils.sqlite import sqlite3

from ingest import SCHEMA_VERSION


@contextmanager
def snapshot(conn: sqlite3.Connection, limit: int | None = None) -> Iterator[None]:
    """All that is read within comes from one state of the file, in plain tuples, and takes `limit` ms at most.

    Only the time of this thread counts: of fifty readers at once, each would use up that of the others.
    """
    factory, conn.row_factory = conn.row_factory, None
    if limit is not None:
        end = thread_time() + limit / 1000
        conn.set_progress_handler(lambda: thread_time() >= end, 1000 if limit >= 50 else 1)  # as Datasette does
    try:
        conn.execute("BEGIN")
        yield
    finally:
        conn.set_progress_handler(None, 0)
        conn.rollback()
        conn.row_factory = factory


def has_our_version(conn: sqlite3.Connection) -> bool:
    """Whether the tables of a readlog file are those that our pages read."""
    return bool(conn.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,))
