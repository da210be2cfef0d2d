"""The sources that articles came through: which there are, and what came through one.

Only reads the database, through the connection it is given.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from ingest.browse.lines import SPAN, Line, read_lines
from ingest.search.fold import fold


class Source(NamedTuple):
    """A collection with its number of articles."""

    name: str
    articles: int


class Collection(NamedTuple):
    """A collection. Its first and last articles are of a month, YYYY-MM, or a year; None where none has any."""

    name: str
    articles: int
    passages: int
    first: str | None
    last: str | None


def rank_collections(connection: sqlite3.Connection, most: int) -> list[Source]:
    """The collections with the most articles."""
    return [Source._make(row) for row in connection.execute(_RANKED, (most,))]


def read_collections(connection: sqlite3.Connection, asked: str = "") -> list[Collection]:
    """The collections in whose names something occurs, that with the most articles first."""
    wanted = fold(asked)
    found = (Collection._make(row) for row in connection.execute(_COLLECTIONS))
    return [collection for collection in found if wanted in fold(collection.name)]


def count_collections(connection: sqlite3.Connection) -> int:
    """How many collections there are."""
    return int(connection.execute("SELECT count(DISTINCT collection) FROM article").fetchone()[0])


def find_collection(connection: sqlite3.Connection, name: str) -> Collection | None:
    """The collection of that name."""
    row = connection.execute(_COLLECTION, (name,)).fetchone()
    return Collection._make(row) if row else None


def read_collection(connection: sqlite3.Connection, name: str, *, count: int = -1, skip: int = 0) -> list[Line]:
    """The articles of a collection, newest first."""
    condition = "article.id IN (SELECT id FROM article WHERE collection = ?)"
    return read_lines(connection, condition, (name,), count=count, skip=skip)


_RANKED = """
    SELECT collection, count(*) AS articles
    FROM article
    WHERE collection IS NOT NULL
    GROUP BY collection
    ORDER BY articles DESC, collection
    LIMIT ?
"""

_COLLECTIONS = f"""
    SELECT collection, count(*) AS articles, sum(excerpt_count), {SPAN}
    FROM article
    WHERE collection IS NOT NULL
    GROUP BY collection
    ORDER BY articles DESC, collection
"""

_COLLECTION = f"""
    SELECT collection, count(*), sum(excerpt_count), {SPAN}
    FROM article
    WHERE collection = ?
    GROUP BY collection
"""
