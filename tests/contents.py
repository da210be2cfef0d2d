"""What a database says, in a form that two databases of the same logs have in common."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

# Ids of excerpts, tags and logs, and numbers of articles, may differ between an incremental build and a fresh one;
# references are compared through what they stand for. The rest of `log` is about the files on disk.
QUERIES = {
    "log": """SELECT path, root, folder, year, path_year, encoding, encoding_given, dialect, dialect_given,
        newest_first, line_count, digest FROM log""",
    "article": "SELECT article.*, log.path FROM article JOIN log ON log.id = log_id",
    "entry": "SELECT article_id, hash FROM entry",
    "excerpt": """SELECT excerpt.*, parent.name AS parent
        FROM excerpt LEFT JOIN excerpt AS parent ON parent.id = excerpt.parent_id""",
    "tag": "SELECT name, kind, key FROM tag",
    "article_tag": "SELECT article_id, key, rule, spelling FROM article_tag JOIN tag ON tag.id = tag_id",
    "excerpt_tag": """SELECT excerpt.name, key, rule, spelling
        FROM excerpt_tag JOIN tag ON tag.id = tag_id JOIN excerpt ON excerpt.id = excerpt_id""",
    "tag_alias": "SELECT alias, key FROM tag_alias JOIN tag ON tag.id = tag_id",
    "highlight": "SELECT excerpt.name, highlight.text, style FROM highlight JOIN excerpt ON excerpt.id = excerpt_id",
    "term": """SELECT term.name, translation, abbreviation, excerpt.name
        FROM term JOIN excerpt ON excerpt.id = excerpt_id""",
    "link": """SELECT link.article_id, excerpt.name, url, canonical_url, title, link.position
        FROM link LEFT JOIN excerpt ON excerpt.id = excerpt_id""",
    "diagnostic": """SELECT log.path, article_id, line, line_end, "column", severity, code, message, source
        FROM diagnostic JOIN log ON log.id = log_id""",
}
LOCAL = {"id", "number", "parent_id", "log_id"}
WORDS = ("内存", "锁", "环形缓冲区", "io_uring", "C++", "PostgreSQL", "的", "数据库", "linux")


def read_contents(database: Path) -> dict[str, list[Any]]:
    """Every row of the database by table, and what a few searches find."""
    from ingest.search import fts_query
    from ingest.search.filters import KINDS
    from ingest.search.places import read_places

    connection = sqlite3.connect(database)
    contents: dict[str, list[Any]] = {}
    for table, sql in QUERIES.items():
        cursor = connection.execute(sql)
        names = [column[0] for column in cursor.description]
        hidden = LOCAL if table == "excerpt" else LOCAL - {"id"}
        rows = [tuple(value for name, value in zip(names, row, strict=True) if name not in hidden) for row in cursor]
        contents[table] = sorted(rows, key=repr)
    for word in WORDS:
        found = connection.execute(
            "SELECT name FROM excerpt WHERE id IN (SELECT rowid FROM excerpt_fts WHERE excerpt_fts MATCH ?)",
            [fts_query(word)],
        )
        contents[f"excerpts with {word}"] = sorted(name for (name,) in found)
        found = connection.execute(
            "SELECT id FROM article WHERE number IN (SELECT rowid FROM article_fts WHERE article_fts MATCH ?)",
            [fts_query(word)],
        )
        contents[f"titles with {word}"] = sorted(id_ for (id_,) in found)
    places = read_places(connection)
    for id_, article, kind in connection.execute("SELECT id, article_id, kind FROM excerpt"):
        assert (places.articles[id_], KINDS[places.kinds[id_]]) == (article, kind)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    return contents


def difference(one: Mapping[str, list[Any]], other: Mapping[str, list[Any]]) -> dict[str, Any]:
    """Where two databases differ: the rows that only one of them has, by table."""
    return {
        table: {
            "only first": [r for r in one[table] if r not in other[table]],
            "only second": [r for r in other[table] if r not in one[table]],
        }
        for table in one
        if one[table] != other[table]
    }


def make_outdated(path: Path) -> None:
    """Makes a database one of the first schema, as far as ingest looks at it before it makes the schema anew."""
    with closing(sqlite3.connect(path)) as connection:
        for column in ("path_year", "dialect", "dialect_given"):
            connection.execute(f"ALTER TABLE log DROP COLUMN {column}")
        connection.execute("PRAGMA user_version = 1")
