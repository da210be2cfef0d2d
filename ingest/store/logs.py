"""The table `log`: which files are known, how they looked when they were last read, and what came from them.

Never opens one of them.
"""

from __future__ import annotations

import sqlite3

from ingest.diagnostics import Diagnostic
from ingest.log import Log
from ingest.store.database import create_schema, drop_schema

# What a log keeps of the last run when the schema changes: what it is, and what the writer said of it.
_KEPT = ("path", "root", "folder", "year", "encoding_given", "dialect_given")

_NAMES = Log._fields
_ASSIGNMENTS = ", ".join(f"{name} = excluded.{name}" for name in _NAMES if name != "id")
_SAVE = f"""
INSERT INTO log ({", ".join(_NAMES)})
VALUES ({", ".join("?" * len(_NAMES))})
ON CONFLICT (id) DO UPDATE SET {_ASSIGNMENTS}
"""


def known_logs(connection: sqlite3.Connection) -> dict[str, Log]:
    """All logs of the database by their path, in its order; of an older schema, what it knows of them."""
    columns = {row[1] for row in connection.execute("PRAGMA table_info(log)")}
    names = [name for name in _NAMES if name in columns]
    rows = connection.execute(f"SELECT {', '.join(names)} FROM log ORDER BY path")
    logs = (Log(**dict(zip(names, row, strict=True))) for row in rows)
    return {log.path: log._replace(newest_first=bool(log.newest_first)) for log in logs}


def renew_schema(connection: sqlite3.Connection) -> None:
    """Replaces every table and view by the empty ones of schema.sql, inside the open transaction.

    The logs stay on record, but as never read.
    """
    logs = known_logs(connection).values()
    drop_schema(connection)
    create_schema(connection)
    for log in logs:
        save_log(connection, Log(**{name: getattr(log, name) for name in _KEPT}))


def save_log(connection: sqlite3.Connection, log: Log) -> int:
    """Writes the row of a log, which is new unless it has an id; its id."""
    added = connection.execute(_SAVE, log)
    id_ = log.id or added.lastrowid  # RETURNING would make a table each time: it takes as long as a small log
    assert id_ is not None
    return id_


def log_diagnostics(connection: sqlite3.Connection, log: Log) -> list[Diagnostic]:
    """What is noted about a log, in the order of its lines."""
    rows = connection.execute(
        """
        SELECT code, line, line_end, "column", message, source
        FROM diagnostic
        JOIN log ON log.id = diagnostic.log_id
        WHERE log.path = ?
        ORDER BY line, "column", code
        """,
        [log.path],
    )
    return [Diagnostic(*row) for row in rows]


def count_articles_of(connection: sqlite3.Connection, log: Log) -> int:
    """How many articles a log holds."""
    count: int = connection.execute("SELECT count(*) FROM article WHERE log_id = ?", [log.id]).fetchone()[0]
    return count


def count_all(connection: sqlite3.Connection) -> dict[str, int]:
    """How much the database holds: 'article', 'dated' (articles to which the log gives a day), 'excerpt', 'tag'."""
    row = connection.execute(
        """
        SELECT
          (SELECT count(*) FROM article),
          (SELECT count(*) FROM article WHERE month_day IS NOT NULL),  -- by its index
          (SELECT count(*) FROM excerpt),
          (SELECT count(*) FROM tag)
        """
    ).fetchone()
    return dict(zip(("article", "dated", "excerpt", "tag"), row, strict=True))
