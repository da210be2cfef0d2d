"""Counts by what a search can be narrowed: year, site, collection, tag, kind of passage.

Only reads the database, through the connection it is given.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from json import loads
from typing import NamedTuple

from ingest.search.conditions import domains, find_tag_ids, write_ids
from ingest.search.evidence import Found
from ingest.search.filters import KINDS, bare_name
from ingest.search.places import Places

_VALUES = 12  # of each facet, the most frequent


class Facet(NamedTuple):
    """A name of a filter, its most frequent values, and the number of articles that each would leave."""

    name: str
    values: tuple[tuple[str, int], ...]


def count_facets(connection: sqlite3.Connection, found: Found, places: Places) -> tuple[Facet, ...]:
    """The facets that have a value, each with the most frequent first, but years, which go back in time."""
    ids = write_ids(sorted(found.keys))
    spans, sites, collections = (Counter(loads(values)) for values in connection.execute(_COLUMNS, (ids,)).fetchone())
    facets = (
        Facet("year", _years(spans)),
        Facet("site", _frequent(_with_domains(sites))),
        Facet("collection", _frequent(_with_same_names(collections))),
        Facet("tag", _tags(connection, ids)),
        Facet("kind", _frequent(_kinds(found, places))),
    )
    return tuple(facet for facet in facets if facet.values)


# One array of each column: quicker than counting in SQL, which sorts.
_COLUMNS = """
    SELECT json_group_array(substr(date_from, 1, 4) || substr(date_to, 1, 4)), json_group_array(site),
      json_group_array(collection)
    FROM json_each(?)
    CROSS JOIN article ON article.id = value
"""


def _years(spans: Counter[str | None]) -> tuple[tuple[str, int], ...]:
    """An article without a day counts in each year in which it can lie; `spans` are the first and the last."""
    years: Counter[str] = Counter()
    for span, count in spans.items():
        for year in range(int(span[:4]), int(span[4:]) + 1) if span else ():
            years[f"{year:04}"] += count
    return tuple(sorted(years.items(), reverse=True))


def _with_domains(sites: Counter[str | None]) -> Counter[str | None]:
    """A site counts for the domains above it too, where these are sites of their own."""
    whole = Counter(sites)
    for site, count in sites.items():
        whole.update(dict.fromkeys(sites.keys() & set(domains(site or "")), count))
    return whole


def _with_same_names(collections: Counter[str | None]) -> Counter[str | None]:
    """A collection counts for those that its name finds too, in another case or script."""
    alike: Counter[str] = Counter()
    bare = {name: bare_name(name) for name in collections if name is not None}
    for name, folded in bare.items():
        alike[folded] += collections[name]
    return Counter({name: alike[folded] for name, folded in bare.items()})


def _kinds(found: Found, places: Places) -> Counter[str | None]:
    """The kinds of passages that were found; an article counts once for each."""
    pairs = {*zip(found.passages.values(), places.kinds_of(found.passages), strict=True)}
    return Counter({KINDS[kind]: count for kind, count in Counter(kind for _, kind in pairs).items()})


def _tags(connection: sqlite3.Connection, ids: str) -> tuple[tuple[str, int], ...]:
    """A tag counts for the tags that have its name as an alias too, as they are found by it."""
    counts: Counter[str | None] = Counter()
    for name, count in connection.execute(_TAGS, (ids, _VALUES)):
        same = find_tag_ids(connection, name)
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


def _frequent(counts: Counter[str | None]) -> tuple[tuple[str, int], ...]:
    found = [(value, count) for value, count in counts.items() if value is not None]
    return tuple(sorted(found, key=lambda item: (-item[1], item[0]))[:_VALUES])
