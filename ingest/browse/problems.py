"""What deserves the writer's attention, by its code: the first places of each, and how many there are.

Only reads the database, through the connection it is given.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from ingest.diagnostics import place_in_source

MOST = 100  # places of one code


class Place(NamedTuple):
    """Where it is. `source` is the line, or a part of it, and `mark` the place of the column in that, from 0."""

    log_path: str
    line: int
    column: int
    message: str
    source: str
    mark: int
    article: int | None
    title: str | None


class Problem(NamedTuple):
    """All of one code: how many there are, and the first `MOST` in the order of the logs."""

    code: str
    severity: str
    total: int
    places: list[Place]


def read_problems(connection: sqlite3.Connection) -> list[Problem]:
    """The problems in the logs, warnings before notes, the commonest of these first."""
    return [
        Problem(code, severity, total, _read_places(connection, code))
        for code, severity, total in connection.execute(_CODES).fetchall()
    ]


def count_warnings(connection: sqlite3.Connection) -> int:
    """How many warnings there are; notes are about form, and nothing to be called for."""
    [number] = connection.execute("SELECT count(*) FROM diagnostic WHERE severity = 'warning'").fetchone()
    return int(number)


def _read_places(connection: sqlite3.Connection, code: str) -> list[Place]:
    return [
        Place(path, line, column, message, source, place_in_source(column), article, title)
        for path, line, column, message, source, article, title in connection.execute(_PLACES, (code, MOST))
    ]


_CODES = """
    SELECT code, min(severity), count(*)
    FROM diagnostic
    GROUP BY code
    ORDER BY min(severity) = 'note', count(*) DESC, code
"""
# From log to log, so that the first places are found without a look at the others.
_PLACES = """
    SELECT log.path, line, "column", message, source, article.id, title
    FROM log
    CROSS JOIN diagnostic ON diagnostic.log_id = log.id
    LEFT JOIN article ON article.id = article_id
    WHERE code = ?
    ORDER BY log.path, line, "column"
    LIMIT ?
"""
