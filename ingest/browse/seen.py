"""Whether the logs hold an address: as an article, or in what they note about others.

Only reads the database, through the connection it is given.
"""

from __future__ import annotations

import sqlite3
from typing import Any, NamedTuple

from ingest.browse.lines import Line, line_value, read_lines
from ingest.search.conditions import write_ids

_MOST = 100  # of either


class Mention(NamedTuple):
    """An article that holds the address besides its own; `line` is where, `words` what goes with it there."""

    article: Line
    line: int
    words: str | None


class Seen(NamedTuple):
    """The articles of an address, and those that mention it, newest first."""

    articles: list[Line]
    mentions: list[Mention]


def find_seen(connection: sqlite3.Connection, canonical_url: str) -> Seen:
    """What the logs hold of an address in canonical form."""
    lines = read_lines(connection, _MENTIONING, (canonical_url,), count=_MOST)
    places = {
        article: place
        for article, *place, _ in connection.execute(_PLACES, (canonical_url, write_ids(line.id for line in lines)))
    }
    return Seen(
        read_lines(connection, "canonical_url = ?", (canonical_url,), count=_MOST),
        [Mention(line, *places[line.id]) for line in lines],
    )


def seen_answer(url: str, canonical_url: str | None, seen: Seen | None, fault: str | None = None) -> dict[str, Any]:
    """What the page gives as JSON, and the terminal too. Without `canonical_url` it is no address."""
    articles, mentions = seen or Seen([], [])
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


# An article that mentions its own address is no mention.
_MENTIONING = """
    article.id IN (SELECT article_id FROM link WHERE canonical_url = ?1) AND canonical_url IS NOT ?1
"""
# The first place in each article.
_PLACES = """
    SELECT link.article_id, coalesce(excerpt.line_start, article.line_start), link.title, min(link.position)
    FROM link
    JOIN article ON article.id = link.article_id
    LEFT JOIN excerpt ON excerpt.id = link.excerpt_id
    WHERE link.canonical_url = ?
      AND link.article_id IN (SELECT value FROM json_each(?))
    GROUP BY link.article_id
"""
