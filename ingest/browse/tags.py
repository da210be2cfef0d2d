"""The tags of the log: which there are, what has one, and what goes with it.

Only reads the database, through the connection it is given.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from ingest.browse.lines import Line, read_lines
from ingest.browse.passages import Passage, read_passages
from ingest.names import fold_name
from ingest.search.conditions import find_tag_ids, write_ids


class Ranked(NamedTuple):
    """A tag with its number of articles; of its kind there are `of_kind`."""

    name: str
    kind: str
    articles: int
    of_kind: int


class Tag(NamedTuple):
    """A tag. `id` may change when a log is read again."""

    id: int
    name: str
    kind: str
    articles: int
    passages: int


class Rule(NamedTuple):
    """How many articles a rule gave a tag."""

    rule: str
    articles: int


def rank_tags(connection: sqlite3.Connection, most: int, asked: str = "") -> list[Ranked]:
    """The tags of each kind with the most articles, `most` of a kind; only those of which a name begins so."""
    values = {"asked": _pattern(fold_name(asked)), "typed": _pattern(asked), "most": most}
    return [Ranked._make(row) for row in connection.execute(_RANKED, values)]


def rank_all_tags(connection: sqlite3.Connection, most: int) -> list[Ranked]:
    """The tags with the most articles, whatever their kind; marks are none to browse by."""
    return [Ranked._make((*row, 0)) for row in connection.execute(_FIRST, (most,))]


def find_tags(connection: sqlite3.Connection, name: str) -> list[Tag]:
    """The tags that are meant by a name or an alias: exact names first, then the one with the most articles."""
    values = {"name": name, "key": fold_name(name), "ids": write_ids(find_tag_ids(connection, name))}
    return [Tag._make(row) for row in connection.execute(_NAMED, values)]


def read_aliases(connection: sqlite3.Connection, tag: int) -> list[str]:
    """The other words for a tag."""
    sql = "SELECT alias FROM tag_alias WHERE tag_id = ? ORDER BY alias"
    return [row[0] for row in connection.execute(sql, (tag,))]


def read_rules(connection: sqlite3.Connection, tag: int) -> list[Rule]:
    """The rules that gave articles a tag, the busiest first."""
    sql = "SELECT rule, count(*) FROM article_tag WHERE tag_id = ? GROUP BY rule ORDER BY 2 DESC, 1"
    return [Rule._make(row) for row in connection.execute(sql, (tag,))]


def read_companions(connection: sqlite3.Connection, tag: int, most: int) -> list[Ranked]:
    """The tags that articles of a tag have as well, by how many of these do."""
    return [Ranked._make((*row, 0)) for row in connection.execute(_COMPANIONS, {"tag": tag, "most": most})]


def read_tagged(connection: sqlite3.Connection, tag: int, *, count: int = -1, skip: int = 0) -> list[Line]:
    """The articles of a tag, newest first."""
    return read_lines(connection, OF_TAG, (tag,), count=count, skip=skip)


def read_tagged_passages(connection: sqlite3.Connection, tag: int, *, count: int = -1, skip: int = 0) -> list[Passage]:
    """The passages that have a tag themselves, newest first."""
    return read_passages(connection, [row[0] for row in connection.execute(_PASSAGES, (tag, count, skip))])


def _pattern(text: str) -> str:
    """What LIKE finds to begin with a text."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


# A condition on articles.
OF_TAG = "article.id IN (SELECT article_id FROM article_tag WHERE tag_id = ?)"

_RANKED = """
    SELECT name, kind, articles, of_kind
    FROM (
      SELECT name, kind, articles, count(*) OVER (PARTITION BY kind) AS of_kind,
        row_number() OVER (PARTITION BY kind ORDER BY articles DESC, name) AS place
      FROM tag
      JOIN (SELECT tag_id, count(*) AS articles FROM article_tag GROUP BY tag_id) ON tag_id = tag.id
      WHERE key LIKE :asked ESCAPE '\\'
        OR name LIKE :typed ESCAPE '\\'
        OR tag.id IN (
          SELECT tag_alias.tag_id FROM tag_alias WHERE alias LIKE :asked ESCAPE '\\' OR alias LIKE :typed ESCAPE '\\'
        )
    )
    WHERE place <= :most
    ORDER BY kind, place
"""

_FIRST = """
    SELECT name, kind, articles
    FROM (SELECT tag_id, count(*) AS articles FROM article_tag GROUP BY tag_id)
    JOIN tag ON tag.id = tag_id
    WHERE kind <> 'mark'
    ORDER BY articles DESC, name
    LIMIT ?
"""

_NAMED = """
    SELECT id, name, kind, (SELECT count(*) FROM article_tag WHERE tag_id = id) AS articles,
      (SELECT count(*) FROM excerpt_tag WHERE tag_id = id)
    FROM tag
    WHERE id IN (SELECT value FROM json_each(:ids))
    ORDER BY name = :name DESC, name = :name COLLATE NOCASE DESC, key = :key DESC, articles DESC, key
"""

_COMPANIONS = """
    SELECT name, kind, articles
    FROM (
      SELECT other.tag_id, count(*) AS articles
      FROM article_tag AS mine
      CROSS JOIN article_tag AS other ON other.article_id = mine.article_id
      WHERE mine.tag_id = :tag AND other.tag_id <> :tag
      GROUP BY other.tag_id
    )
    JOIN tag ON tag.id = tag_id
    WHERE kind <> 'mark'
    ORDER BY articles DESC, name
    LIMIT :most
"""

_PASSAGES = """
    SELECT excerpt.id
    FROM excerpt_tag
    CROSS JOIN excerpt ON excerpt.id = excerpt_id
    CROSS JOIN article ON article.id = article_id
    WHERE tag_id = ?
    ORDER BY date_from DESC, article.position DESC, article.id, excerpt.position
    LIMIT ? OFFSET ?
"""
