"""What SQL over a readlog file may take: memory. Its time is Datasette's to limit. And what is said where it fails.

Never limits a connection to any other database, nor what `ingest` writes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from datasette import hookimpl
from datasette.utils.sqlite import sqlite3

from ingest.web.guard import find_database
from ingest.web.scope import readlog_names

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

MEGABYTE = 1 << 20

# A line of 10 MB is in its row twice, as text and as Markdown; what a search finds comes as one array, in which the
# articles of 1,000,000 passages take 17 MB.
VALUE = 32 * MEGABYTE  # bytes of a value, and of a row in the file

# Limits of SQLite, by name. Without that of columns, one row could hold 2,000 values; four of our tables joined have 60
# columns. Without that of patterns, a pattern of 50,000 wildcards would be tried at each place of a text.
LIMITS = {
    "SQLITE_LIMIT_LENGTH": VALUE,
    "SQLITE_LIMIT_COLUMN": 100,
    "SQLITE_LIMIT_LIKE_PATTERN_LENGTH": 8_000,  # of the longest search, in bytes
}

ANSWER = 4 * VALUE  # characters and bytes of all rows that are kept for one answer


def set_limits(conn: sqlite3.Connection) -> None:
    """Limit the values of a connection, and the rows that are taken from it. Old versions of pysqlite3 cannot."""
    if hasattr(conn, "setlimit"):
        for name, limit in LIMITS.items():
            conn.setlimit(getattr(sqlite3, name), limit)
    conn.row_factory = weigh_rows(ANSWER)


def weigh_rows(limit: int) -> Callable[[sqlite3.Cursor, tuple[Any, ...]], sqlite3.Row]:
    """A row factory like sqlite3.Row, as Datasette wants it; all rows of one cursor hold `limit` characters at most.

    Raises: sqlite3.DataError, as SQLite does for a value that is too long.
    """
    weights: WeakKeyDictionary[sqlite3.Cursor, int] = WeakKeyDictionary()

    def make(cursor: sqlite3.Cursor, values: tuple[Any, ...]) -> sqlite3.Row:
        weight = weights.get(cursor, 0) + sum(len(value) for value in values if isinstance(value, str | bytes))
        if weight > limit:
            del values  # or it would be kept as long as the error
            raise sqlite3.DataError(
                f"rows too big: over {limit // MEGABYTE} MB together; ask for fewer rows or columns"
            )
        weights[cursor] = weight
        return sqlite3.Row(cursor, values)

    return make


@hookimpl
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Any:
    """The status that says whose fault it is, where Datasette, for tables and for CSV, says 500.

    400: whoever asks wants too much; 503: another program writes, which is soon over, or the file is gone.
    """
    # Not above: Datasette registers this module of its own as a plugin when it has been read, and it reads plugins.
    from datasette.database import QueryInterrupted
    from datasette.handle_exception import handle_exception as answer_stock
    from datasette.views.base import DatasetteError

    if find_database(datasette, request.scope) not in readlog_names(datasette):
        return None
    if isinstance(exception, sqlite3.DataError):
        error = DatasetteError(str(exception), title="Too big", status=400)
    elif isinstance(exception, QueryInterrupted):
        error = DatasetteError("The SQL took too long; ask for less of it.", title="SQL Interrupted", status=400)
    elif isinstance(exception, sqlite3.OperationalError) and "locked" in str(exception):
        error = DatasetteError("The database is being written; try again in a moment.", title="Locked", status=503)
    elif isinstance(exception, sqlite3.OperationalError) and "unable to open" in str(exception):
        error = DatasetteError(
            "The database cannot be opened; ingest the logs again and restart Datasette.", title="Gone", status=503
        )
    else:
        return None
    return answer_stock(datasette, request, error)
