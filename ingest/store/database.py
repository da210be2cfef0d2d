"""The database file: opened, checked to be ours, and written in one transaction or not at all.

Knows no table but SQLite's own; what is in the rows is for the other modules of this room.
"""

from __future__ import annotations

import os
import re
import sqlite3
import stat
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ingest import APPLICATION_ID, SCHEMA_VERSION
from ingest.errors import (
    DamagedDatabase,
    DatabaseUnavailable,
    ForeignDatabase,
    NoDatabase,
    OutdatedDatabase,
    describe_fault,
)
from ingest.paths import LOG_ENDINGS
from ingest.resources import read_resource

_WAIT_SECONDS = 60  # of a run, for another
_SILENCE_SECONDS = 1.5  # of these; then it says that it waits
_STEP_SECONDS = 0.25  # of a wait; SQLite hears of no interrupt while it waits
_ASKER_WAIT_SECONDS = 5  # who waits for an answer should hear why there is none
_COPY_CACHE_KIB = 4_096
_SPILL_PAGES = 16_384  # 64 MB: what an entry at the top of a log of 20 MB writes, as all below move

# What others do.
_WRITING = "writes to"
_READING = "reads"

OnWait = Callable[[str], None]
"""Is told what another program does to the file, for which a run has to wait: `reads` or `writes to`."""


def default_database() -> Path:
    """The file that commands use when none is named."""
    return Path(os.environ.get("READLOG_DATABASE") or "readlog.db")


@contextmanager
def read_snapshot(
    path: Path, wait_seconds: float | None = None, on_wait: OnWait = lambda what: None
) -> Iterator[sqlite3.Connection | None]:
    """A connection for reading, to which the file stays as it is; None when there is no database yet.

    It is opened for writing where that is allowed: a run that was killed may have left a journal to be rolled back.
    For a lock it waits as long as a run does, unless `wait_seconds` says otherwise.

    Raises:
        ForeignDatabase, DatabaseUnavailable: as `open_database`.
    """
    if _size(path) == 0:
        yield None
        return
    with _named_faults(path), closing(_connect(path, "rw")) as connection:
        connection.execute("BEGIN")
        _with_patience(connection, lambda: _check_ours(connection, path), lambda: on_wait(_WRITING), wait_seconds)
        yield None if _is_empty(connection) else connection


@contextmanager
def ask_database(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection as that of `read_snapshot`, for somebody who waits for the answer: not for long, if it is locked.

    Raises:
        NoDatabase: there is no such file, or no table in it.
        OutdatedDatabase: an older readlog made it.
        ForeignDatabase, DatabaseUnavailable: as `open_database`.
    """
    with read_snapshot(path, _ASKER_WAIT_SECONDS) as connection:
        if connection is None:
            raise NoDatabase(
                f"{path}: no such database; make it with `readlog ingest LOG`, or name another with --database"
            )
        if is_outdated(connection):
            raise OutdatedDatabase(f"{path}: made by an older readlog; ingest again to bring it up to date")
        yield connection


@contextmanager
def open_database(path: Path, apart: bool = False, on_wait: OnWait = lambda what: None) -> Iterator[sqlite3.Connection]:
    """A connection in a transaction that nobody else can write beside, committed at the end of the block.

    A new file gets the schema. If the block raises, or the process dies, the file stays as it was; one that was not
    there is left empty, as another process may be waiting for it by now. `apart` is for much writing: it is done in a
    temporary copy, which takes little memory, and brought in at the end. A file in WAL mode needs none: what is written
    stands beside it, and readers see nothing of it.

    Raises:
        ForeignDatabase: another program's database, or no database at all. It is not touched.
        DatabaseUnavailable: locked for a minute, full, read-only, or damaged.
    """
    if _size(path) == 0 and path.suffix.lower() in LOG_ENDINGS:
        raise ForeignDatabase(f"{path}: named as a log is; name another file with --database")
    with _named_faults(path), closing(_connect(path, "rwc")) as connection:

        def begin() -> None:
            connection.execute("BEGIN IMMEDIATE")
            _check_ours(connection, path)  # no earlier: whom it has waited for may have made the file theirs

        connection.execute("PRAGMA foreign_keys = ON")
        _with_patience(connection, begin, lambda: on_wait(_WRITING))
        is_wal = connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        if apart and not is_wal:
            with _copied(connection, path, on_wait) as copy, _transaction(copy, on_wait):
                yield copy
        else:
            if not is_wal:  # dirty pages that spill from the cache lock out readers long before the commit
                connection.execute(f"PRAGMA cache_spill = {_SPILL_PAGES}")
            with _transaction(connection, on_wait):
                yield connection


def _whole(act: Callable[[], object]) -> Callable[[], None]:
    """The same, but an interrupt that comes too late is none: SQLite does not hear of it, and what is done is done.

    Raises: KeyboardInterrupt, where the act failed, as it does when it waits for a lock.
    """

    def act_whole() -> None:
        import signal  # takes a millisecond, which those who only ask need not
        from threading import current_thread, main_thread

        handler = signal.getsignal(signal.SIGINT)
        if handler is not signal.default_int_handler or current_thread() is not main_thread():  # it goes elsewhere
            act()
            return
        interrupts: list[int] = []
        signal.signal(signal.SIGINT, lambda number, frame: interrupts.append(number))
        try:
            try:
                act()
            finally:  # what came while SQLite waited is heard no earlier
                signal.signal(signal.SIGINT, signal.default_int_handler)
        except sqlite3.OperationalError as error:
            if interrupts:
                raise KeyboardInterrupt from error
            raise

    return act_whole


def _with_patience(
    connection: sqlite3.Connection, act: Callable[[], object], tell: Callable[[], None], seconds: float | None = None
) -> None:
    """Does what needs a lock, for which it waits, in steps; after a while, `tell` is called, and the rest is waited.

    Raises: sqlite3.OperationalError, when all of it is over.
    """
    if seconds is None:
        seconds = _WAIT_SECONDS
    start, is_silent = time.monotonic(), True
    while True:
        # Said before each step: a backup() that has waited once waits no more until it is.
        connection.execute(f"PRAGMA busy_timeout = {int(1000 * min(seconds, _STEP_SECONDS))}")
        try:
            act()
        except sqlite3.OperationalError as error:
            waited = time.monotonic() - start
            if "locked" not in str(error) or waited >= seconds:
                raise
        else:
            return
        if is_silent and waited >= _SILENCE_SECONDS:
            is_silent = False
            tell()


@contextmanager
def _transaction(connection: sqlite3.Connection, on_wait: OnWait) -> Iterator[None]:
    """Makes the schema if there is none yet, and commits the transaction of the connection unless the block raises."""
    try:
        if _is_empty(connection):
            create_schema(connection)
        yield
        _with_patience(connection, _whole(lambda: connection.execute("COMMIT")), lambda: on_wait(_READING))
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def _copied(connection: sqlite3.Connection, path: Path, on_wait: OnWait) -> Iterator[sqlite3.Connection]:
    """A temporary copy of a database, in a transaction, which is brought back at the end, unless the block raises.

    Until then everybody can read the file, and nobody write to it.
    """
    with closing(sqlite3.connect("", isolation_level=None)) as copy:
        with closing(_connect(path, "rw")) as reading:
            _copy(reading, copy)
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute(f"PRAGMA cache_size = -{_COPY_CACHE_KIB}")
        copy.execute("PRAGMA foreign_keys = ON")
        copy.execute("BEGIN")
        yield copy
        # The lock is not released between the two transactions.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("ROLLBACK")
        _with_patience(connection, _whole(lambda: _copy(copy, connection)), lambda: on_wait(_READING))


def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Makes `target` the same as `source`, in one transaction; neither connection may be in another.

    Raises:
        sqlite3.OperationalError: one of them is locked for longer than its connection waits; backup() tries for ever.
    """

    def stop_waiting(status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise sqlite3.OperationalError("database is locked")

    source.backup(target, progress=stop_waiting)


def is_outdated(connection: sqlite3.Connection) -> bool:
    """Whether the schema in the file is an older one."""
    return _pragma(connection, "user_version") < SCHEMA_VERSION


def own_schema() -> list[tuple[str, str]]:
    """The kind (TABLE, VIEW or INDEX) and the name of all that is ours in the file, in the order of schema.sql.

    A table or view that is taken out of schema.sql has to be dropped by hand where it was made by an older readlog.
    """
    return re.findall(r"(?m)^CREATE (?:UNIQUE |VIRTUAL )?(TABLE|VIEW|INDEX) (\w+)", read_resource("schema.sql"))


def create_schema(connection: sqlite3.Connection) -> None:
    """Runs schema.sql inside the open transaction; `executescript()` would commit it."""
    statement = ""
    for line in read_resource("schema.sql").splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""


def drop_indexes(connection: sqlite3.Connection, kept: Collection[str]) -> list[str]:
    """Removes all indexes of ours but those `kept`; the statements that make them again."""
    statements = dict(connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'index'"))
    dropped = [name for kind, name in own_schema() if kind == "INDEX" and name in statements and name not in kept]
    for name in dropped:
        connection.execute(f"DROP INDEX {name}")
    return [statements[name] for name in dropped]


def drop_schema(connection: sqlite3.Connection) -> None:
    """Removes our tables and views, none before what refers to it; those of others stay."""
    for kind, name in reversed(own_schema()):
        connection.execute(f"DROP {kind} IF EXISTS {name}")


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
        raise DatabaseUnavailable(f"{path}: {describe_fault(error)}; name another file") from error
    if stat.S_ISDIR(status.st_mode):
        raise DatabaseUnavailable(f"{path}: a folder; name a file with --database")
    if not stat.S_ISREG(status.st_mode):
        raise DatabaseUnavailable(f"{path}: a pipe or a device; name a file with --database")
    if status.st_size == 1:  # SQLite takes it for an empty one, and writes over it
        raise ForeignDatabase(f"{path}: no SQLite database; name another file with --database")
    return status.st_size


def _check_ours(connection: sqlite3.Connection, path: Path) -> None:
    if _is_empty(connection):
        return
    if _pragma(connection, "application_id") != APPLICATION_ID:
        raise ForeignDatabase(f"{path}: a database of another program; name another file with --database")
    if _pragma(connection, "user_version") > SCHEMA_VERSION:
        raise ForeignDatabase(f"{path}: made by a newer readlog; update this one, or name another file with --database")


def _is_empty(connection: sqlite3.Connection) -> bool:
    count: int = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    return count == 0


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    value: int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    return value


# An index that cannot be opened, or is of a newer SQLite, and what is no text, in a row or in what SQLite says of the
# schema, are damage too.
_DAMAGE = ("malformed", "vtable constructor failed", "fts5 file format", "decode")
_ADVICE = {
    "locked": "another program is using it; try again when it is done",
    "foreign key": "a table of your own refers to its rows; keep it in another file; nothing was changed",
    "readonly": "it cannot be written; look at its permissions and those of its folder",
    "unable to open": "it cannot be opened; look at its folder and permissions",
    "full": "a disk is full, that of the database or of temporary files ($SQLITE_TMPDIR, $TMPDIR); nothing was changed",
    "disk i/o": "the system refused; perhaps the disk is full, or a limit is reached; nothing was changed",
}


@contextmanager
def _named_faults(path: Path) -> Iterator[None]:
    """SQLite's faults as exceptions that say what to do."""
    try:
        yield
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        message = str(error).partition(" - run ")[0]  # its own advice, which would have single characters indexed
        if "not a database" in message:
            raise ForeignDatabase(f"{path}: no SQLite database; name another file with --database") from error
        if any(word in message for word in _DAMAGE):
            raise DamagedDatabase(
                f"{path}: {message}: it is damaged; delete it and ingest again, the logs hold everything"
            ) from error
        what = next((advice for word, advice in _ADVICE.items() if word in message.lower()), "nothing was changed")
        raise DatabaseUnavailable(f"{path}: {message}: {what}") from error
