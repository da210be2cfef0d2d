"""Passages away from their articles, each with what says where it comes from.

Only reads the database, through the connection it is given.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from ingest.search.conditions import write_ids


class Passage(NamedTuple):
    """An excerpt. `path` is the titles above it; lines are 1-based; days are ISO."""

    id: int
    name: str
    kind: str
    text: str
    markdown: str
    path: str
    starred: bool
    line_start: int
    line_end: int
    article: int
    title: str
    site: str | None
    collection: str | None
    date: str | None
    date_from: str | None
    date_to: str | None
    log_path: str

    @property
    def words(self) -> str:
        """The Markdown without the signs before it, of a star and of a note."""
        return strip_signs(self.kind, self.markdown)


def strip_signs(kind: str, markdown: str) -> str:
    """The Markdown of an excerpt without the signs before it, of a star and of a note: they are shown in other ways.

    >>> strip_signs("note", "//notes：重读 *two*")
    '重读 *two*'
    """
    signs = SIGNS.match(markdown) if kind != "code" else None
    return markdown[signs.end() :] if signs and (signs["star"] or signs["note"]) else markdown


def read_passages(connection: sqlite3.Connection, ids: Iterable[int]) -> list[Passage]:
    """The excerpts with those ids, in that order."""
    wanted = list(ids)
    found = {row[0]: Passage._make(row) for row in connection.execute(_PASSAGES, (write_ids(wanted),))}
    return [found[id_] for id_ in wanted]


# What the writer puts before words: a star, and a sign that what follows is a note.
SIGNS = re.compile(
    r"\s*(?P<star>【\s*\[\s*:star:\s*\]\s*\[`?\*`?\]\s*】)?\s*(?P<note>//\s*notes?\s*[:：])?\s*", re.IGNORECASE
)

_PASSAGES = """
    SELECT excerpt.id, name, kind, text, markdown, excerpt.path, excerpt.starred, excerpt.line_start, excerpt.line_end,
      article.id, title, site, collection, date, date_from, date_to, log.path
    FROM json_each(?)
    CROSS JOIN excerpt ON excerpt.id = value
    JOIN article ON article.id = article_id
    JOIN log ON log.id = log_id
"""
