"""Articles that have tags and terms in common with one, those first whose common ones are rare.

Only reads the database, through the connection it is given; what very many articles have is not looked at.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from json import dumps, loads
from math import log
from typing import NamedTuple

from ingest.browse.article import Article, Tag
from ingest.browse.lines import Line, read_lines
from ingest.names import fold_name
from ingest.search.conditions import write_ids

# How many articles may have a tag that is looked at, and how many tags and articles are looked at for one article.
COMMON = 1000
MANY_TAGS = 100
MANY_ARTICLES = 5000


class Related(NamedTuple):
    """An article, and the tags and terms that it shares, the rarest first."""

    line: Line
    shared: tuple[str, ...]


class _Use(NamedTuple):
    """A tag or a term, and the articles that have it."""

    name: str
    articles: list[int]


def read_related(
    connection: sqlite3.Connection, article: Article, tags: Iterable[Tag], count: int = 5
) -> list[Related]:
    """The articles nearest to one, other readings of it left out.

    Each tag or term that two articles share counts ln(N/df): N articles in the log, df of them with it. Of articles
    that are equally near, the newer come first.
    """
    (total,) = connection.execute("SELECT count(*) FROM article").fetchone()
    uses = sorted(_read_uses(connection, article, list(tags)), key=lambda use: len(use.articles))
    nearness: dict[int, float] = {}
    seen = 0
    for use in uses:
        seen += len(use.articles)
        if seen > MANY_ARTICLES:
            break
        for id_ in use.articles:
            nearness[id_] = nearness.get(id_, 0) + log(total / len(use.articles))
    for (id_,) in connection.execute(_READINGS, (article.canonical_url or article.title,)):
        nearness.pop(id_, None)
    best = sorted(nearness.values(), reverse=True)[:count]
    candidates = [id_ for id_, score in nearness.items() if score > 0 and score >= best[-1]]
    lines = read_lines(connection, "article.id IN (SELECT value FROM json_each(?))", (write_ids(candidates),))
    lines.sort(key=lambda line: -nearness[line.id])
    return [Related(line, tuple(use.name for use in uses if line.id in use.articles)) for line in lines[:count]]


def _read_uses(connection: sqlite3.Connection, article: Article, tags: list[Tag]) -> list[_Use]:
    """The tags and terms of an article that not very many have."""
    names = {tag.id: tag.name for tag in tags[:MANY_TAGS]}
    uses = [
        _Use(names[id_], loads(articles))
        for id_, articles in connection.execute(_TAG_USES, (dumps(list(names)), COMMON + 1))
    ]
    known = {tag.key for tag in tags}
    (terms,) = connection.execute(_TERMS, (article.id,)).fetchone()
    terms = [term for term in loads(terms) if fold_name(term) not in known][:MANY_TAGS]
    uses += [
        _Use(name, loads(articles)) for name, articles in connection.execute(_TERM_USES, (dumps(terms), COMMON + 1))
    ]
    return [use for use in uses if len(use.articles) <= COMMON]


_READINGS = "SELECT id FROM article WHERE coalesce(canonical_url, title) = ?"
_TAG_USES = """
    SELECT value, (
      SELECT json_group_array(article_id)
      FROM (
        SELECT article_id
        FROM article_tag
        WHERE tag_id = value
        LIMIT ?2
      )
    )
    FROM json_each(?1)
"""
_TERMS = """
    SELECT json_group_array(DISTINCT term.name)
    FROM excerpt
    CROSS JOIN term ON excerpt_id = excerpt.id
    WHERE article_id = ?
"""
_TERM_USES = """
    SELECT value, (
      SELECT json_group_array(article_id)
      FROM (
        SELECT DISTINCT article_id
        FROM term
        CROSS JOIN excerpt ON excerpt.id = excerpt_id
        WHERE term.name = value COLLATE NOCASE
        LIMIT ?2
      )
    )
    FROM json_each(?1)
"""
