"""The SQL functions of a connection to a readlog file: fts_query, and an escape_fts that knows our search index.

Never touches a connection to any other database: there, a query in our bigrams would find nothing.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from datasette import hookimpl

from ingest.search import fts_query
from ingest.web.scope import has_our_id

if TYPE_CHECKING:
    from datasette.app import Datasette

SqlValue = str | int | float | bytes | None


def match_for(value: SqlValue) -> str:
    """The MATCH expression for what somebody typed, whatever its type.

    NULL finds nothing, as the empty text does: a MATCH that is NULL is a syntax error to FTS5.
    """
    if value is None:
        return fts_query("")
    return fts_query(value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value))


@hookimpl(trylast=True)  # after Datasette's own hook, whose escape_fts this replaces
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Datasette) -> None:
    """Register fts_query(text), and let the search box of the stock pages (?_search=) read queries as it does.

    A locked file raises, and Datasette drops the connection: the next request makes another, with its functions.
    """
    if has_our_id(conn):
        conn.create_function("fts_query", 1, match_for, deterministic=True)
        conn.create_function("escape_fts", 1, match_for, deterministic=True)
