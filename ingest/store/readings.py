"""Which reading of an article a row is, and so its id: decided by all logs together, once a run.

Only renames; what the rows say stays.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable

from ingest.store.identity import article_id


def settle_readings(connection: sqlite3.Connection, keys: Iterable[str]) -> list[int]:
    """Counts the readings of each key by log path and time, oldest first, and gives every row the id it should have.

    An id that an article of another key has already is passed over for the next one.

    Returns: the ids that articles have only now.
    """
    renamed: list[int] = []
    for key in sorted(keys):
        rows = connection.execute(_READINGS, [key]).fetchall()
        wanted: dict[int, None] = {}  # in their order
        for reading in range(1, len(rows) + 1):
            wanted[_free_id(connection, key, reading, wanted)] = None
        moves = [
            (old, new, reading)
            for reading, ((old, old_reading), new) in enumerate(zip(rows, wanted, strict=True), 1)
            if (old, old_reading) != (new, reading)
        ]
        # Two readings may change places: all step aside before any takes its own.
        for old, new, _ in moves:
            _rename(connection, old, -new)
        for _, new, reading in moves:
            _rename(connection, -new, new)
            connection.execute("UPDATE article SET reading = ? WHERE id = ?", [reading, new])
        renamed += (new for _, new, _ in moves)
    return renamed


def _free_id(connection: sqlite3.Connection, key: str, reading: int, others: Collection[int]) -> int:
    """The first id for a reading that no article of another key has, and none of the `others` of this key."""
    attempt = 0
    while True:
        id_ = article_id(key, reading, attempt)
        if id_ not in others and not connection.execute(_TAKEN, [id_, key]).fetchone():
            return id_
        attempt += 1


def _rename(connection: sqlite3.Connection, old: int, new: int) -> None:
    """Gives an article another id; foreign keys follow, and the names of its excerpts begin with it."""
    connection.execute("UPDATE article SET id = ? WHERE id = ?", [new, old])
    connection.execute(
        "UPDATE excerpt SET name = ? || substr(name, instr(substr(name, 2), '-') + 1) WHERE article_id = ?", [new, new]
    )


# By the place of the log below the PATH given, which is the same wherever the database is; its own path decides last.
_READINGS = """
SELECT article.id, article.reading
FROM article
JOIN log ON log.id = article.log_id
WHERE coalesce(canonical_url, title) = ?
ORDER BY log.folder, replace(log.path, rtrim(log.path, replace(log.path, '/', '')), ''), log.path, article.position
"""

_TAKEN = "SELECT 1 FROM article WHERE id = ? AND coalesce(canonical_url, title) <> ?"
