"""Articles as lists show them, a line each.

Only reads the database, through the connection it is given.
"""

from __future__ import annotations

import sqlite3
from typing import Any, NamedTuple

from ingest.when import write_when

# In SQL, when the first and the last of several articles lie: a month, or a year where no article of it has a month.
# One that is somewhere in a year makes them reach neither its January nor its December.
_YEARS = (f"substr({end}(min(date_to), max(date_from)), 1, 4)" for end in ("min", "max"))
SPAN = ", ".join(
    f"iif(substr({end}(month), 1, 4) = {year}, {end}(month), {year})"
    for end, year in zip(("min", "max"), _YEARS, strict=True)
)


class Line(NamedTuple):
    """An article in a list. Days are ISO; `month` is YYYY-MM; what the log does not say is None."""

    id: int
    title: str
    url: str | None
    site: str | None
    collection: str | None
    date: str | None
    date_from: str | None
    date_to: str | None
    month: str | None
    starred: bool
    struck: bool
    excerpt_count: int
    log_path: str
    line_start: int

    @property
    def when(self) -> str | None:
        """Its day, or the days between which it lies, as `write_when` writes them."""
        return write_when(self.date, self.date_from, self.date_to)


def read_lines(
    connection: sqlite3.Connection, condition: str, values: tuple[object, ...] = (), *, count: int = -1, skip: int = 0
) -> list[Line]:
    """The articles that meet a condition in SQL, newest first: `count` of them after the first `skip`; -1: all."""
    sql = f"""
        SELECT article.id, title, url, site, collection, date, date_from, date_to, month, starred, struck,
          excerpt_count, log.path, line_start
        FROM article
        JOIN log ON log.id = article.log_id
        WHERE {condition}
        ORDER BY date_from DESC, article.position DESC, article.id
        LIMIT ? OFFSET ?
    """
    return [Line._make(row) for row in connection.execute(sql, (*values, count, skip))]


def read_newest_lines(connection: sqlite3.Connection, count: int) -> list[Line]:
    """The newest articles; those without a day that could be known come last."""
    return read_lines(connection, _NEWEST, (count,))


def line_value(line: Line) -> dict[str, Any]:
    """An article in a list, in JSON: days are ISO, and null is what the log does not say."""
    value = line._asdict()
    value["passage_count"] = value.pop("excerpt_count")
    value["file"] = value.pop("log_path")
    return value | {"starred": bool(line.starred), "struck": bool(line.struck)}


# By its index, which schema.sql explains: with their logs, all articles would be sorted.
_NEWEST = "article.id IN (SELECT id FROM article ORDER BY date_from || '' DESC, position + 0 DESC, id LIMIT ?)"
