"""Finds what is wrong with the file and the rows of a database: one problem a kind, with the place of its first row.

Never asks whether a search finds what it should: that is for `words`.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from typing import NamedTuple

from ingest.diagnostics import count_of
from ingest.search.filters import KINDS
from ingest.search.places import read_places
from ingest.store.database import create_schema


class Problem(NamedTuple):
    """Something wrong, in plain words; `log` (as the table keeps it) and `line` say where the first case comes from."""

    message: str
    log: str | None = None
    line: int = 0


class Searched(NamedTuple):
    """A column that is searched, by `fts`, whose rowid is the `key` of the table; `joined` leads to the log."""

    noun: str
    table: str
    key: str
    column: str
    fts: str
    joined: str


SEARCHED = (
    Searched(
        "passage",
        "excerpt",
        "id",
        "text",
        "excerpt_fts",
        "excerpt JOIN article ON article.id = excerpt.article_id JOIN log ON log.id = article.log_id",
    ),
    Searched("title", "article", "number", "title", "article_fts", "article JOIN log ON log.id = article.log_id"),
)


# What no log can lead to, as a condition on `this` row.
_CONTRADICTIONS = (
    (
        SEARCHED[1],
        "whose excerpt_count is wrong",
        "excerpt_count <> (SELECT count(*) FROM excerpt WHERE excerpt.article_id = this.id)",
    ),
    (
        SEARCHED[1],
        "beyond the lines of the log",
        """
        NOT (1 <= line_start AND line_start <= line_end
          AND line_end <= (SELECT line_count FROM log WHERE log.id = this.log_id))
        """,
    ),
    (
        SEARCHED[0],
        "beyond the lines of the article",
        """
        EXISTS (
          SELECT 1
          FROM article
          WHERE article.id = this.article_id AND NOT (article.line_start <= this.line_start
            AND this.line_start <= this.line_end AND this.line_end <= article.line_end)
        )
        """,
    ),
    (
        SEARCHED[0],
        "not below the one that it belongs to",
        """
        EXISTS (
          SELECT 1
          FROM excerpt AS parent
          WHERE parent.id = this.parent_id
            AND (parent.article_id <> this.article_id OR parent.position >= this.position)
        )
        """,
    ),
)


def count_rows(connection: sqlite3.Connection, searched: Searched) -> int:
    """How many rows a column has."""
    count: int = connection.execute(f"SELECT count(*) FROM {searched.table}").fetchone()[0]
    return count


def find_damage(connection: sqlite3.Connection) -> Iterator[Problem]:
    """What SQLite says of the structure of the file."""
    faults = [message for (message,) in connection.execute("PRAGMA integrity_check") if message != "ok"]
    if faults:
        more = f", and {len(faults) - 1:,} more" if len(faults) > 1 else ""
        yield Problem(f"the file is damaged: {faults[0].splitlines()[-1]}{more}")


def find_other_schema(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Tables, views and indexes that are not as in schema.sql. What is there besides is somebody's own."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        create_schema(fresh)
        expected = _read_schema(fresh)
    found = _read_schema(connection)
    if differing := [name for name, sql in expected.items() if found.get(name) != sql]:
        name = differing[0]
        more = f", and {len(differing) - 1:,} more" if len(differing) > 1 else ""
        yield Problem(f"the schema is not as ingest makes it: {name} {'differs' if name in found else 'is gone'}{more}")


def find_damaged_index(connection: sqlite3.Connection) -> Iterator[Problem]:
    """What FTS5 says of the structure of the full-text tables.

    Source: FTS5 documentation, section 6.4; with rank 1 it would compare the pairs in the index with the spaced text.
    """
    for searched in SEARCHED:
        try:
            connection.execute(f"INSERT INTO {searched.fts}({searched.fts}) VALUES ('integrity-check')")
        except sqlite3.DatabaseError as error:
            yield Problem(f"the index {searched.fts} is damaged: {error}")


def find_broken_references(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Rows that refer to one that does not exist: a problem for each pair of tables."""
    pairs = Counter((table, parent) for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"))
    for (table, parent), count in pairs.items():
        yield Problem(f"{table}: {count_of(count, 'row')} whose {parent} does not exist")


def find_contradictions(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Rows that deny what others say."""
    for searched, what, condition in _CONTRADICTIONS:
        key = searched.key
        rows = connection.execute(f"SELECT {key} FROM {searched.table} AS this WHERE {condition} ORDER BY 1").fetchall()
        if rows:
            yield problem_at(connection, searched, rows[0][0], f"{count_of(len(rows), searched.table)} {what}")


def find_misplaced(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Excerpts that a search would take for those of another article, or of another kind."""
    places = read_places(connection)
    known = dict(enumerate(zip(places.articles, places.kinds, strict=True)))
    rows = connection.execute("SELECT id, article_id, kind FROM excerpt ORDER BY id")
    if wrong := [id_ for id_, article, kind in rows if known.get(id_) != (article, KINDS.index(kind))]:
        what = f"{count_of(len(wrong), 'excerpt')} of another article or kind in excerpt_block"
        yield problem_at(connection, SEARCHED[0], wrong[0], what)


def find_unmatched_rows(connection: sqlite3.Connection, searched: Searched) -> Iterator[Problem]:
    """Rows that the index lacks, and rows that only the index has."""
    if absent := absent_rows(connection, searched):
        what = f"{searched.fts} lacks {count_of(len(absent), searched.noun)}"
        yield problem_at(connection, searched, absent[0], what)
    if orphans := orphan_rows(connection, searched):
        yield Problem(f"{searched.fts} has {count_of(len(orphans), searched.noun)} that {searched.table} has not")


def absent_rows(connection: sqlite3.Connection, searched: Searched) -> list[int]:
    """The keys of rows that are not in the index, in their order."""
    rows, indexed = _keys_of(searched)
    return _column(connection, f"{rows} EXCEPT {indexed}")


def orphan_rows(connection: sqlite3.Connection, searched: Searched) -> list[int]:
    """The keys of rows that are in the index only, in their order."""
    rows, indexed = _keys_of(searched)
    return _column(connection, f"{indexed} EXCEPT {rows}")


def problem_at(connection: sqlite3.Connection, searched: Searched, row: int, message: str) -> Problem:
    """A problem with the place of a row, if it has one."""
    table, key = searched.table, searched.key
    sql = f"SELECT log.path, {table}.line_start FROM {searched.joined} WHERE {table}.{key} = ?"
    place = connection.execute(sql, [row]).fetchone() or (None, 0)
    return Problem(message, *place)


def _keys_of(searched: Searched) -> tuple[str, str]:
    """SQL for the keys in the table, and for those in its index."""
    return f"SELECT {searched.key} FROM {searched.table}", f"SELECT id FROM {searched.fts}_docsize"


def _column(connection: sqlite3.Connection, sql: str) -> list[int]:
    return sorted(value for (value,) in connection.execute(sql))


def _read_schema(connection: sqlite3.Connection) -> dict[str, str]:
    """The statement behind each table, view and index, without its comments; but none of those that FTS5 makes."""
    rows = connection.execute(
        """
        SELECT name, sql
        FROM sqlite_schema
        WHERE sql IS NOT NULL AND name NOT LIKE '%^_fts^_%' ESCAPE '^'
        ORDER BY rowid
        """
    )
    return {name: " ".join(re.sub("--.*", "", sql).split()) for name, sql in rows}
