"""Which reading of an article a row is, and so its id: decided by all logs together, once a run.

Only renames; what the rows say stays.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from ingest.search import index_row
from ingest.store.articles import unindex
from ingest.store.identity import article_id


def settle_readings(connection: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Counts the readings of each key by log path and time, oldest first, and gives every row the id it should have.

    An id that an article of another key has already is passed over for the next one.
    """
    for key in sorted(keys):
        rows = connection.execute(_READINGS, [key]).fetchall()
        wanted = [(_free_id(connection, key, reading), reading) for reading in range(1, len(rows) + 1)]
        moves = [
            (old, new, reading, title)
            for (old, old_reading, title), (new, reading) in zip(rows, wanted, strict=True)
            if (old, old_reading) != (new, reading)
        ]
        # Two readings may change places: all step aside before any takes its own.
        for old, new, _, _ in moves:
            _rename(connection, old, -new)
        for old, new, reading, title in moves:
            _rename(connection, -new, new)
            connection.execute("UPDATE article SET reading = ? WHERE id = ?", [reading, new])
            if old != new:
                unindex(connection, "article_fts(article_fts, rowid, title, sym)", [(old, title)])
        for old, new, _, title in moves:
            if old != new:
                connection.execute(
                    "INSERT INTO article_fts(rowid, title, sym) VALUES (?, ?, ?)", (new, *index_row(title))
                )


def _free_id(connection: sqlite3.Connection, key: str, reading: int) -> int:
    attempt = 0
    while True:
        id_ = article_id(key, reading, attempt)
        if not connection.execute(_TAKEN, [id_, key]).fetchone():
            return id_
        attempt += 1


def _rename(connection: sqlite3.Connection, old: int, new: int) -> None:
    """Gives an article another id; foreign keys follow, and the names of its excerpts begin with it."""
    connection.execute("UPDATE article SET id = ? WHERE id = ?", [new, old])
    connection.execute(
        "UPDATE excerpt SET name = ? || substr(name, instr(substr(name, 2), '-') + 1) WHERE article_id = ?", [new, new]
    )


_READINGS = """
SELECT article.id, article.reading, article.title
FROM article
JOIN log ON log.id = article.log_id
WHERE coalesce(canonical_url, title) = ?
ORDER BY log.path, article.position
"""

_TAKEN = "SELECT 1 FROM article WHERE id = ? AND coalesce(canonical_url, title) <> ?"
