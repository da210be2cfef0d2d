"""Whether the logs hold an address: as an article, or in what they note about others.

Only reads the database, through the connection it is given.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

from ingest.browse.lines import Line, line_value, read_lines
from ingest.search.conditions import write_ids


class Mention(NamedTuple):
    """An article that holds the address besides its own; `line` is where, `words` what goes with it there."""

    article: Line
    line: int
    words: str | None


def count_seen(connection: sqlite3.Connection, canonical_url: str) -> tuple[int, int]:
    """How many articles an address in canonical form has, and how many others mention it."""
    sql = (
        f"SELECT (SELECT count(*) FROM article WHERE {_OF_ADDRESS}), (SELECT count(*) FROM article WHERE {_MENTIONING})"
    )
    articles, mentions = connection.execute(sql, (canonical_url,)).fetchone()
    return articles, mentions


def read_seen(connection: sqlite3.Connection, canonical_url: str, *, count: int = -1, skip: int = 0) -> list[Line]:
    """The articles of an address in canonical form, newest first."""
    return read_lines(connection, _OF_ADDRESS, (canonical_url,), count=count, skip=skip)


def read_mentions(
    connection: sqlite3.Connection, canonical_url: str, *, count: int = -1, skip: int = 0
) -> list[Mention]:
    """The other articles that mention it, newest first, each with the first place where it does."""
    lines = read_lines(connection, _MENTIONING, (canonical_url,), count=count, skip=skip)
    places = {
        article: place
        for article, *place, _ in connection.execute(_PLACES, (canonical_url, write_ids(line.id for line in lines)))
    }
    return [Mention(line, *places[line.id]) for line in lines]


def seen_answer(
    url: str, canonical_url: str | None, articles: Sequence[Line], mentions: Sequence[Mention], fault: str | None = None
) -> dict[str, Any]:
    """What the page gives as JSON, and the terminal too. Without `canonical_url` it is no address."""
    return {
        "url": url,
        "canonical_url": canonical_url,
        "seen": bool(articles or mentions),
        "articles": [line_value(article) for article in articles],
        "mentioned_in": [
            {**line_value(mention.article), "line": mention.line, "words": mention.words} for mention in mentions
        ],
        "errors": [fault] if fault else [],
    }


_OF_ADDRESS = "canonical_url = ?1 COLLATE NOCASE AND canonical_url = ?1"
# An article that mentions its own address is no mention.
_MENTIONING = f"article.id IN (SELECT article_id FROM link WHERE {_OF_ADDRESS}) AND canonical_url IS NOT ?1"
# The first place in each article.
_PLACES = """
    SELECT link.article_id, coalesce(excerpt.line_start, article.line_start), link.title, min(link.position)
    FROM link
    JOIN article ON article.id = link.article_id
    LEFT JOIN excerpt ON excerpt.id = link.excerpt_id
    WHERE link.canonical_url = ?1 COLLATE NOCASE AND link.canonical_url = ?1
      AND link.article_id IN (SELECT value FROM json_each(?))
    GROUP BY link.article_id
"""
