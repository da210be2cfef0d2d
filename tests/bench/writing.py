"""Writes the rows of a readlog database into a new one by SQL alone: what writing a log costs at least.

`writing.py words DATABASE WORDS` makes ready what the index is made of, and `writing.py rows DATABASE WORDS NEW` does
the rest, which is what counts. Never reads a log.
"""

from __future__ import annotations

import sqlite3
import sys

from ingest.search.tokens import index_row
from ingest.store.database import create_schema, drop_indexes

# The tables of the index, each with its columns and the texts that they are made of.
_INDEXED = {
    "excerpt_fts": ("rowid, body, sym", "SELECT id, text FROM excerpt"),
    "article_fts": ("rowid, title, sym", "SELECT number, title FROM article"),
}
_TABLES = """
SELECT name FROM old.sqlite_schema
WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE '%_fts_%' AND name NOT LIKE 'sqlite_%'
"""


def main() -> None:
    step, *paths = sys.argv[1:]
    {"words": _write_words, "rows": _write_rows}[step](*paths)


def _write_words(database: str, words: str) -> None:
    source, target = sqlite3.connect(database), sqlite3.connect(words)
    for table, (_, texts) in _INDEXED.items():
        target.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, body, sym)")
        rows = ((id_, *index_row(text)) for id_, text in source.execute(texts))
        target.executemany(f"INSERT INTO {table} VALUES (?, ?, ?)", rows)
    target.commit()


def _write_rows(database: str, words: str, new: str) -> None:
    connection = sqlite3.connect(new, isolation_level=None)
    connection.execute("ATTACH ? AS old", [database])
    connection.execute("ATTACH ? AS words", [words])
    connection.execute("BEGIN")
    create_schema(connection)
    indexes = drop_indexes(connection, ())
    for (table,) in connection.execute(_TABLES).fetchall():
        connection.execute(f"INSERT INTO main.{table} SELECT * FROM old.{table}")
    for table, (columns, _) in _INDEXED.items():
        connection.execute(f"INSERT INTO main.{table} ({columns}) SELECT * FROM words.{table}")
    for statement in indexes:
        connection.execute(statement)
    connection.execute("COMMIT")


if __name__ == "__main__":
    main()
