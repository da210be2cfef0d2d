"""What SQL over a readlog file may take: memory. Its time is Datasette's to limit.

Never limits a connection to any other database, nor what `ingest` writes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from datasette.utils.sqlite import sqlite3

MEGABYTE = 1 << 20

# A line of 10 MB is in its row twice, as text and as Markdown; what a search finds comes as one array, in which the
# articles of 1,000,000 passages take 17 MB.
VALUE = 32 * MEGABYTE  # bytes of a value, and of a row in the file

# Limits of SQLite, by name. Without that of patterns, one of 50,000 wildcards would be tried at each place of a text.
LIMITS = {
    "SQLITE_LIMIT_LENGTH": VALUE,
    "SQLITE_LIMIT_LIKE_PATTERN_LENGTH": 8_000,  # of the longest search, in bytes
}

# Without a limit of columns, one row could hold 2,000 values, and is whole before it is weighed. SQLite has one limit
# for results and for the tables of the schema, which is read anew when it changes: so the widest table comes on top.
COLUMNS = 100

ANSWER = 4 * VALUE  # characters and bytes of all rows that are kept for one answer


def set_limits(conn: sqlite3.Connection) -> None:
    """Limit the values of a connection, and the rows that are taken from it. Old versions of pysqlite3 cannot."""
    if hasattr(conn, "setlimit"):
        for name, limit in LIMITS.items():
            conn.setlimit(getattr(sqlite3, name), limit)
        conn.setlimit(sqlite3.SQLITE_LIMIT_COLUMN, COLUMNS + count_columns(conn))
    conn.row_factory = weigh_rows(ANSWER)


def count_columns(conn: sqlite3.Connection) -> int:
    """How many columns the widest table of the main database has; 0 for a schema that cannot be read.

    Raises: sqlite3.OperationalError, when the file is locked or cannot be reached.
    """
    try:
        [widest] = conn.execute("SELECT max(ncol) FROM pragma_table_list WHERE schema = 'main'").fetchone()
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:  # its pages tell
        return 0
    return int(widest)


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
