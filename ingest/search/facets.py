"""Counts by what a search can be narrowed: year, site, collection, tag, kind of passage.

Only reads the database, through the connection it is given.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from ingest.search.conditions import domains, find_tags, write_ids
from ingest.search.evidence import Evidence

_VALUES = 12  # of each facet, the most frequent


class Facet(NamedTuple):
    """A name of a filter, its most frequent values, and the number of articles that each would leave."""

    name: str
    values: tuple[tuple[str, int], ...]


def count_facets(connection: sqlite3.Connection, found: Mapping[int, Evidence]) -> tuple[Facet, ...]:
    """The facets that have a value, each with the most frequent first, but years, which go back in time."""
    ids = write_ids(sorted(found))
    facets = (
        Facet("year", _years(connection, ids)),
        Facet("site", _frequent(_sites(connection, ids))),
        Facet("collection", _frequent(_count(connection, "collection", ids))),
        Facet("tag", _tags(connection, ids)),
        Facet("kind", _frequent(Counter(kind for e in found.values() for kind in {row[3] for row in e.rows}))),
    )
    return tuple(facet for facet in facets if facet.values)


def _years(connection: sqlite3.Connection, ids: str) -> tuple[tuple[str, int], ...]:
    """An article without a day counts in each year in which it can lie."""
    years: Counter[str] = Counter()
    for span, count in _count(connection, "substr(date_from, 1, 4) || substr(date_to, 1, 4)", ids).items():
        for year in range(int(span[:4]), int(span[4:]) + 1):
            years[f"{year:04}"] += count
    return tuple(sorted(years.items(), reverse=True))


def _sites(connection: sqlite3.Connection, ids: str) -> Counter[str]:
    """A site counts for the domains above it too, where these are sites of their own."""
    sites = _count(connection, "site", ids)
    whole = Counter(sites)
    for site, count in sites.items():
        whole.update(dict.fromkeys(sites.keys() & set(domains(site)), count))
    return whole


def _count(connection: sqlite3.Connection, expression: str, ids: str) -> Counter[str]:
    sql = f"SELECT {expression}, count(*) FROM json_each(?) CROSS JOIN article ON article.id = value GROUP BY 1"
    return Counter({value: count for value, count in connection.execute(sql, (ids,)) if value is not None})


def _tags(connection: sqlite3.Connection, ids: str) -> tuple[tuple[str, int], ...]:
    """A tag counts for the tags that have its name as an alias too, as they are found by it."""
    counts: Counter[str] = Counter()
    for name, count in connection.execute(_TAGS, (ids, _VALUES)):
        same = find_tags(connection, name)
        [[counts[name]]] = connection.execute(_TAGGED, (ids, write_ids(same))) if len(same) > 1 else [[count]]
    return _frequent(counts)


_TAGS = """
    SELECT tag.name, articles
    FROM (
      SELECT tag_id, count(*) AS articles
      FROM json_each(?)
      CROSS JOIN article_tag ON article_id = value
      GROUP BY tag_id
    )
    JOIN tag ON tag.id = tag_id
    ORDER BY articles DESC, tag.name
    LIMIT ?
"""
_TAGGED = """
    SELECT count(DISTINCT article_id)
    FROM json_each(?)
    CROSS JOIN article_tag ON article_id = value
    WHERE tag_id IN (SELECT value FROM json_each(?))
"""


def _frequent(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_VALUES])
