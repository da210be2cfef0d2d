"""Finds what is wrong with the file and the rows of a database: one problem a kind, with the place of its first row.

Never writes to it, and never asks whether a search finds what it should: `verify` does.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ingest.diagnostics import count_of
from ingest.search.filters import KINDS
from ingest.search.places import BLOCK, read_places


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


# What no log can lead to, as a condition on `this` row. Without '+0 days', date('2025-02-30') is as it was.
_CONTRADICTIONS = (
    (
        SEARCHED[1],
        "with days that cannot be",
        """
        date(date_from, '+0 days') IS NOT date_from
          OR date(date_to, '+0 days') IS NOT date_to
          OR date(month || '-01', '+0 days') IS NOT month || '-01'
          OR date('2024-' || month_day, '+0 days') IS NOT '2024-' || month_day
          OR date_from > date_to OR (date_from IS NULL) <> (date_to IS NULL)
          OR date IS NOT NULL
            AND (date_from, date_to, month, month_day) IS NOT (date, date, substr(date, 1, 7), substr(date, 6))
        """,
    ),
    (
        SEARCHED[1],
        "without what tells whether it has changed",
        "NOT EXISTS (SELECT 1 FROM entry WHERE entry.article_id = this.id)",
    ),
    (
        SEARCHED[0],
        "marked on a day that cannot be",
        "date(marked, '+0 days') IS NOT marked",
    ),
    (
        SEARCHED[0],
        "whose name is that of another article",
        "name NOT GLOB article_id || '-?*'",
    ),
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
            AND (parent.article_id <> this.article_id OR parent.position >= this.position
              OR parent.depth + 1 <> this.depth)
        )
        """,
    ),
    (
        SEARCHED[0],
        "with a tag that the article has not",
        """
        EXISTS (
          SELECT 1
          FROM excerpt_tag
          WHERE excerpt_id = this.id AND rule <> 'star'
            AND tag_id NOT IN (SELECT tag_id FROM article_tag WHERE article_tag.article_id = this.article_id)
        )
        """,
    ),
    (
        SEARCHED[0],
        "at the place of another",
        "id NOT IN (SELECT min(id) FROM excerpt GROUP BY article_id, position)",
    ),
    (
        SEARCHED[1],
        "at the place of another",
        "number NOT IN (SELECT min(number) FROM article GROUP BY log_id, position)",
    ),
)

_ODD_LOGS = """
    SELECT path
    FROM log
    WHERE year NOT BETWEEN 1900 AND 2099 OR path_year NOT BETWEEN 1900 AND 2099
    ORDER BY path
"""

_BROKEN_BLOCKS = """
    SELECT count(*)
    FROM excerpt_block
    WHERE length(articles) <> 8 * length(kinds) OR length(kinds) > :block
      OR id NOT BETWEEN 0 AND min(:most, (SELECT coalesce(max(id), 0) FROM excerpt) / :block)
"""
_MOST_BLOCKS = 1 << 20  # of four thousand million excerpts


_LISTED = re.compile(r"CHECK \((\w+ (?:IN\s*\([^()]*\)|IS NOT NULL))\)")


def count_texts(connection: sqlite3.Connection, searched: Searched) -> int:
    """How many rows a column has."""
    count: int = connection.execute(f"SELECT count(*) FROM {searched.table}").fetchone()[0]
    return count


def find_damage(connection: sqlite3.Connection) -> Iterator[Problem]:
    """What SQLite says of the structure of the file."""
    faults = [message for (message,) in connection.execute("PRAGMA integrity_check") if message != "ok"]
    if faults:
        more = f", and {len(faults) - 1:,} more" if len(faults) > 1 else ""
        yield Problem(f"the file is damaged: {faults[0].splitlines()[-1]}{more}")


def find_unlisted(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Values that are not in the list that the schema has for their column, or are missing where it wants one.

    `PRAGMA integrity_check` finds them too, but SQLite passes over CHECK in a file that it opens for reading only.
    """
    tables = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%CHECK%'")
    for table, sql in tables.fetchall():
        quoted = table.replace('"', '""')  # one of the user's own has any name
        for condition in _LISTED.findall(sql):
            (count,) = connection.execute(f'SELECT count(*) FROM "{quoted}" WHERE NOT ({condition})').fetchone()
            if count:
                yield Problem(f"{table}: {count_of(count, 'row')} with a {condition.split()[0]} that is none")


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


def find_odd_logs(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Logs of a year that nothing can give them."""
    rows = connection.execute(_ODD_LOGS).fetchall()
    if rows:
        yield Problem(f"{count_of(len(rows), 'log')} of a year that is none", rows[0][0], 1)


def find_misplaced(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Excerpts that a search would take for those of another article, or of another kind."""
    (broken,) = connection.execute(_BROKEN_BLOCKS, {"block": BLOCK, "most": _MOST_BLOCKS}).fetchone()
    if broken:
        yield Problem(f"{count_of(broken, 'row')} of excerpt_block that cannot be read")
        return
    places = read_places(connection)
    known = dict(enumerate(zip(places.articles, places.kinds, strict=True)))
    rows = connection.execute("SELECT id, article_id, kind FROM excerpt ORDER BY id")
    numbers = {kind: number for number, kind in enumerate(KINDS)}
    if wrong := [id_ for id_, article, kind in rows if known.get(id_) != (article, numbers.get(kind))]:
        what = f"{count_of(len(wrong), 'excerpt')} of another article or kind in excerpt_block"
        yield problem_at(connection, SEARCHED[0], wrong[0], what)


def is_interrupt(error: Exception) -> bool:
    """Whether a query failed because its time ran out, and not because the file is damaged.

    While SQLite opens a full-text table its message is another, and pysqlite3 has no code.
    """
    return str(error) == "interrupted" or getattr(error, "sqlite_errorcode", None) == 9


def find_first_problem(connection: sqlite3.Connection) -> Problem | None:
    """The first thing wrong with the rows or the file, the index aside: for whoever has met what no log can lead to.

    The rows come first: most often one of them is odd, and somebody waits while all pages of the file are gone through.

    Raises: sqlite3.OperationalError, when whoever asks interrupts it.
    """
    try:
        for find in (find_unlisted, find_broken_references, find_contradictions, find_odd_logs, find_misplaced):
            for problem in find(connection):
                return problem
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        if is_interrupt(error):
            raise
        return Problem(f"the file is damaged: {error}")
    return next(find_damage(connection), None)


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
