"""The database file: opened, checked to be ours, and written in one transaction or not at all.

Knows no table but SQLite's own; what is in the rows is for the other modules of this room.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ingest import APPLICATION_ID, SCHEMA_VERSION
from ingest.errors import DamagedDatabase, DatabaseUnavailable, ForeignDatabase
from ingest.resources import read_resource

_WAIT_SECONDS = 60


def default_database() -> Path:
    """The file that commands use when none is named."""
    return Path(os.environ.get("READLOG_DATABASE") or "readlog.db")


@contextmanager
def read_snapshot(path: Path) -> Iterator[sqlite3.Connection | None]:
    """A connection for reading, to which the file stays as it is; None when there is no database yet.

    It is opened for writing where that is allowed: a run that was killed may have left a journal to be rolled back.

    Raises:
        ForeignDatabase, DatabaseUnavailable: as `open_database`.
    """
    if _size(path) == 0:
        yield None
        return
    with _named_faults(path), closing(_connect(path, "rw")) as connection:
        _check_ours(connection, path)
        connection.execute("BEGIN")
        yield connection


@contextmanager
def open_database(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection in a transaction that nobody else can write beside, committed at the end of the block.

    A new file gets the schema. If the block raises, or the process dies, the file stays as it was; one that was not
    there is left empty, as another process may be waiting for it by now.

    Raises:
        ForeignDatabase: another program's database, or no database at all. It is not touched.
        DatabaseUnavailable: locked for a minute, full, read-only, or damaged.
    """
    _size(path)
    with _named_faults(path), closing(_connect(path, "rwc")) as connection:
        _check_ours(connection, path)
        # Dirty pages that spill from the cache lock out readers long before the commit.
        connection.execute("PRAGMA cache_spill = OFF")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN IMMEDIATE")
        try:
            if _is_empty(connection):
                create_schema(connection)
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def is_outdated(connection: sqlite3.Connection) -> bool:
    """Whether the schema in the file is an older one."""
    return _pragma(connection, "user_version") < SCHEMA_VERSION


def create_schema(connection: sqlite3.Connection) -> None:
    """Runs schema.sql inside the open transaction; `executescript()` would commit it."""
    statement = ""
    for line in read_resource("schema.sql").splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""


def drop_schema(connection: sqlite3.Connection) -> None:
    """Removes all tables and views: those of FTS5 first, which take theirs along, and none before what refers to it."""
    for condition in (
        "sql LIKE 'CREATE VIRTUAL TABLE%'",
        "type IN ('view', 'table') AND name NOT LIKE 'sqlite^_%' ESCAPE '^'",
    ):
        rows = connection.execute(
            f"SELECT type, name FROM sqlite_schema WHERE {condition} ORDER BY rowid DESC"
        ).fetchall()
        for kind, name in rows:
            connection.execute(f'DROP {kind} "{name}"')


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = Path(os.path.realpath(path)).as_uri()
    return sqlite3.connect(f"{uri}?mode={mode}", uri=True, timeout=_WAIT_SECONDS, isolation_level=None)


def _size(path: Path) -> int:
    """The size of the file in bytes, 0 when there is none."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise DatabaseUnavailable(f"{path}: {(error.strerror or str(error)).lower()}; name another file") from error
    if stat.S_ISDIR(status.st_mode):
        raise DatabaseUnavailable(f"{path}: a folder; name a file with --database")
    return status.st_size


def _check_ours(connection: sqlite3.Connection, path: Path) -> None:
    if _pragma(connection, "application_id") != APPLICATION_ID and not _is_empty(connection):
        raise ForeignDatabase(f"{path}: a database of another program; name another file with --database")
    if _pragma(connection, "user_version") > SCHEMA_VERSION:
        raise ForeignDatabase(f"{path}: made by a newer readlog; update this one, or name another file with --database")


def _is_empty(connection: sqlite3.Connection) -> bool:
    count: int = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    return count == 0


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    value: int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    return value


_ADVICE = {
    "locked": "another program is using it; try again when it is done",
    "readonly": "it cannot be written; look at its permissions and those of its folder",
    "unable to open": "it cannot be opened; look at its folder and permissions",
    "full": "the disk is full; nothing was changed",
    "disk I/O": "the system refused; perhaps the disk is full, or a limit is reached; nothing was changed",
}


@contextmanager
def _named_faults(path: Path) -> Iterator[None]:
    """SQLite's faults as exceptions that say what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        message = str(error)
        if "not a database" in message:
            raise ForeignDatabase(f"{path}: no SQLite database; name another file with --database") from error
        if "malformed" in message:
            raise DamagedDatabase(
                f"{path}: {message}: it is damaged; delete it and run again, the logs hold everything"
            ) from error
        what = next((advice for word, advice in _ADVICE.items() if word in message), "nothing was changed")
        raise DatabaseUnavailable(f"{path}: {message}: {what}") from error
