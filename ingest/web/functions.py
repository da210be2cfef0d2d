"""A connection to a readlog file: its limits, and fts_query, mark, tag_key, and an escape_fts that knows our index.

Never touches a connection to any other database: there, a query in our bigrams would find nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from datasette import hookimpl

from ingest.names import tag_key
from ingest.search import fts_query
from ingest.search.marks import Marker, mark_text
from ingest.web.limits import VALUE, set_limits
from ingest.web.scope import has_our_id, is_empty

if TYPE_CHECKING:
    from datasette.app import Datasette

# So many characters of a text are marked: until all are written, each mark takes 350 bytes, and time without a limit.
MARKED = 100_000

SqlValue = str | int | float | bytes | None


def match_for(value: SqlValue) -> str:
    """The MATCH expression for what somebody typed, whatever its type.

    NULL finds nothing, as the empty text does: a MATCH that is NULL is a syntax error to FTS5.
    """
    return fts_query(text_of(value))


def key_of(value: SqlValue) -> str:
    """The key of the tag that somebody types, which none needs to have."""
    return tag_key(text_of(value))


def text_of(value: SqlValue) -> str:
    """A value of SQL as text, NULL as the empty one."""
    if value is None:
        return ""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def marking_function() -> Callable[..., str | None]:
    """mark(text, query) and mark(text, query, before, after) for one connection: NULL for no text, as SQL does.

    Of a longer text the first `MARKED` characters are marked.
    """
    marker: list[Marker] = []  # made when it is first asked, which most connections never are

    def mark(text: SqlValue, query: SqlValue, before: SqlValue = "[", after: SqlValue = "]") -> str | None:
        if text is None:
            return None
        if not marker:
            marker.append(Marker())
        whole, signs = text_of(text), (text_of(before), text_of(after))
        [marks] = marker[0].find_marks([whole[:MARKED]], text_of(query))
        if len(whole) > MARKED and marks and marks[-1][1] == MARKED:  # half a word
            marks = marks[:-1]
        room = VALUE // (len(signs[0]) + len(signs[1]) or 1) + 1  # one mark more than SQLite takes, and it refuses it
        return mark_text(whole, marks[:room], *signs)

    return mark


def _hide_path(action: int, name: str | None, column: str | None, *_: str | None) -> int:
    """Leaves out where the file is, which SQLite tells whoever asks pragma_database_list."""
    is_path = action == sqlite3.SQLITE_READ and (name, column) == ("pragma_database_list", "file")
    return sqlite3.SQLITE_IGNORE if is_path else sqlite3.SQLITE_OK


@hookimpl(hookwrapper=True)  # around Datasette's own hook, whose escape_fts this replaces, and those of other plugins
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Datasette) -> Iterator[None]:
    """Set limits; register our functions; let the search box of stock pages (?_search=) read what fts_query reads.

    An authorizer of another plugin replaces ours: a connection has one. A locked file raises, and Datasette drops the
    connection: the next request makes another, with its functions. A file that is empty may be one that `ingest` is
    about to fill. A `database` that Datasette does not serve, such as that of its page of versions, is in memory.
    """
    served = datasette.databases.get(database)
    is_ours = has_our_id(conn) or (served is not None and not served.is_memory and is_empty(conn))
    if is_ours:
        conn.set_authorizer(_hide_path)
    yield
    if is_ours:
        set_limits(conn)
        conn.create_function("fts_query", 1, match_for, deterministic=True)
        conn.create_function("tag_key", 1, key_of, deterministic=True)
        mark = marking_function()
        conn.create_function("mark", 2, mark, deterministic=True)
        conn.create_function("mark", 4, mark, deterministic=True)
        conn.create_function("escape_fts", 1, match_for, deterministic=True)
