"""Which of the attached databases are readlog files, told by their application id and not by their names.

Never opens a database file: SQLite's locks would go when it is closed. It asks through Datasette's own connections.
"""

from __future__ import annotations

from asyncio import gather
from itertools import compress, starmap
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from datasette.utils.sqlite import sqlite3  # the SQLite that Datasette runs on, which may be pysqlite3

from ingest import APPLICATION_ID

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Database

_KNOWN_WAIT_MS = 100  # for a lock; there is an answer from before, and whoever asks for a page waits for that too

# The answer of the latest request, for the hooks that cannot wait for SQL.
_names: WeakKeyDictionary[Datasette, frozenset[str]] = WeakKeyDictionary()


def readlog_names(datasette: Datasette) -> frozenset[str]:
    """The names under which readlog files are attached."""
    return _names.get(datasette, frozenset())


def is_known(datasette: Datasette) -> bool:
    """Whether the files have been asked, as they have from the start, unless Datasette is part of another server."""
    return datasette in _names


def has_our_id(conn: sqlite3.Connection, wait_ms: int | None = None) -> bool:
    """Whether the main database of a connection is a readlog file; a file that is no database, or damaged, is not.

    Raises: sqlite3.OperationalError, when the file is locked for longer than `wait_ms`, or than the connection waits,
    or cannot be reached, and the question stays open.
    """
    [usual_wait] = conn.execute("PRAGMA busy_timeout").fetchone()
    try:
        conn.execute(f"PRAGMA busy_timeout = {usual_wait if wait_ms is None else wait_ms}")
        row = conn.execute("PRAGMA application_id").fetchone()
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return False
    finally:
        conn.execute(f"PRAGMA busy_timeout = {usual_wait}")
    return bool(row[0] == APPLICATION_ID)


def is_empty(conn: sqlite3.Connection) -> bool:
    """Whether the main database of a connection holds nothing yet; a file that is no database holds something."""
    try:
        [pages] = conn.execute("PRAGMA page_count").fetchone()
    except sqlite3.DatabaseError:
        return False
    return bool(pages == 0)


async def refresh_names(datasette: Datasette) -> None:
    """Ask every attached file anew. Databases come and go, and the content of a file can change below its name.

    A locked file keeps its last answer.
    """
    before = readlog_names(datasette)

    async def is_ours(name: str, file: Database) -> bool:
        try:
            return bool(await file.execute_fn(lambda conn: has_our_id(conn, _KNOWN_WAIT_MS)))
        except sqlite3.OperationalError:
            return name in before

    files = {name: file for name, file in datasette.databases.items() if not file.is_memory}
    answers = await gather(*starmap(is_ours, files.items()))
    _names[datasette] = frozenset(compress(files, answers))
