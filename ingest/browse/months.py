"""The months of the log: how much each has, what lies in one, and which come before and after it.

Never guesses a day: an article without one lies in every month that it can be of.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from ingest.browse.lines import Line, read_lines


class Month(NamedTuple):
    """A month, YYYY-MM, that articles are known to be of."""

    month: str
    articles: int


class Bounds(NamedTuple):
    """How many articles, and passages of theirs, lie between two months, YYYY-MM and inclusive."""

    first: str
    last: str
    articles: int
    passages: int


class Neighbours(NamedTuple):
    """The months before and after one that articles are known to be of."""

    previous: str | None
    following: str | None


def read_months(connection: sqlite3.Connection) -> list[Month]:
    """The months that articles are known to be of, newest first."""
    return [Month._make(row) for row in connection.execute(_MONTHS)]


def read_bounds(
    connection: sqlite3.Connection, condition: str = "TRUE", values: tuple[object, ...] = ()
) -> list[Bounds]:
    """All articles that meet a condition in SQL and have bounds, by these."""
    return [Bounds._make(row) for row in connection.execute(_BOUNDS.format(condition=condition), values)]


def read_neighbours(connection: sqlite3.Connection, month: str) -> Neighbours:
    """The months next to `month`, which may have nothing itself."""
    sql = "SELECT (SELECT max(month) FROM article WHERE month < ?1), (SELECT min(month) FROM article WHERE month > ?1)"
    return Neighbours._make(connection.execute(sql, (month,)).fetchone())


def count_month(connection: sqlite3.Connection, month: str) -> tuple[int, int]:
    """How many articles are of the month, and how many others can be."""
    [of_month] = connection.execute("SELECT count(*) FROM article WHERE month = ?", (month,)).fetchone()
    sql = f"SELECT count(*) FROM article WHERE {_POSSIBLE}"
    [possible] = connection.execute(sql, _days(month)).fetchone()
    return of_month, possible


def read_month(connection: sqlite3.Connection, month: str, *, count: int = -1, skip: int = 0) -> list[Line]:
    """The articles of a month, newest first."""
    # By their ids: else SQLite walks all articles from the newest on. So below.
    condition = "article.id IN (SELECT id FROM article WHERE month = ?)"
    return read_lines(connection, condition, (month,), count=count, skip=skip)


def read_possible(connection: sqlite3.Connection, month: str, *, count: int = -1, skip: int = 0) -> list[Line]:
    """The articles that can be of a month, and of another."""
    condition = f"article.id IN (SELECT id FROM article WHERE {_POSSIBLE})"
    return read_lines(connection, condition, _days(month), count=count, skip=skip)


def _days(month: str) -> tuple[str, str]:
    """The last day that a month can have, and its first."""
    return f"{month}-31", f"{month}-01"


_MONTHS = """
    SELECT month, count(*)
    FROM article
    WHERE month IS NOT NULL
    GROUP BY month
    ORDER BY month DESC
"""

_BOUNDS = """
    SELECT substr(date_from, 1, 7), substr(date_to, 1, 7), count(*), sum(excerpt_count)
    FROM article
    WHERE date_from IS NOT NULL AND date_to IS NOT NULL AND ({condition})
    GROUP BY 1, 2
"""

_POSSIBLE = "month IS NULL AND date_from <= ? AND date_to >= ?"
