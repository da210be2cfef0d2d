"""Holds the schema of a database, and the structure of its full-text tables, against what ingest makes.

Never looks at a row.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

from ingest.soundness import SEARCHED, Problem
from ingest.store.database import create_schema


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
