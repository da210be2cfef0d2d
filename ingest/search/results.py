"""Finds the articles that a search is about, best first, with the passages that say so.

Only reads the database, through the connection it is given. What is typed is read by `filters` and `query`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from heapq import nsmallest
from itertools import chain
from typing import Any, Literal, NamedTuple

from ingest.search.conditions import find_articles, write_ids
from ingest.search.evidence import NO_WORDS, Found, find_evidence, find_passages, find_titled, keep_kinds
from ingest.search.facets import Facet, count_facets
from ingest.search.faults import Fault, fault
from ingest.search.filters import KINDS, Filter, Search, find_fault, joins_filters, read_search
from ingest.search.marks import Marker, Marks
from ingest.search.places import Places, read_places
from ingest.search.query import MAX_CHARACTERS, MAX_TERMS, NOTHING, count_terms, parse_query, write_query
from ingest.when import write_when

Sort = Literal["relevance", "newest"]


class Passage(NamedTuple):
    """An excerpt that was found. `marks` are places in `text`; `path` is the titles above it; lines are 1-based."""

    name: str
    kind: str
    text: str
    path: str
    starred: bool
    line_start: int
    line_end: int
    marks: Marks


class Article(NamedTuple):
    """An article that was found, and its best passages; `passage_count` is the number of all that were found."""

    id: int
    title: str
    url: str | None
    site: str | None
    author: str | None
    collection: str | None
    section: str | None
    date: str | None
    date_from: str | None
    date_to: str | None
    starred: bool
    struck: bool
    log_path: str
    line_start: int
    line_end: int
    marks: Marks
    passages: tuple[Passage, ...]
    passage_count: int

    @property
    def when(self) -> str | None:
        """Its day, or the days between which it lies, as `write_when` writes them."""
        return write_when(self.date, self.date_from, self.date_to)


class Results(NamedTuple):
    """One page of what was found. A search that has `faults` cannot be asked, and finds nothing."""

    search: Search
    total: int = 0
    articles: tuple[Article, ...] = ()
    facets: tuple[Facet, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def wants_nothing(self) -> bool:
        """Whether the search names neither a word to look for nor a filter, as symbols or words with a minus alone."""
        return not self.search.filters and write_query(parse_query(self.search.words)) == NOTHING


def search(
    connection: sqlite3.Connection, text: str, *, sort: Sort = "relevance", page: int = 1, size: int = 20,
    passages: int = 3, with_facets: bool = True,
) -> Results:  # fmt: skip
    """The articles that `text` finds, `size` to a page, each with its best `passages`.

    Without words, the articles that the filters leave, newest first; without either, none. The connection is to a
    file of this version, and has SQLite's own rows, plain tuples.
    """
    asked = read_search(text)
    if faults := _find_faults(text, asked):
        return Results(asked, faults=faults)
    places = read_places(connection)
    found = _find(connection, asked, places)
    ids = _order(connection, found, sort, page * size)[(page - 1) * size : page * size]
    facets = count_facets(connection, found, places) if with_facets else ()
    return Results(asked, len(found.keys), _load(connection, asked, ids, found, passages), facets)


def count_articles(connection: sqlite3.Connection, text: str) -> int:
    """The number of articles that `search` finds for `text`."""
    asked = read_search(text)
    if _find_faults(text, asked):
        return 0
    return len(_find(connection, asked, read_places(connection)).keys)


def _find_faults(text: str, asked: Search) -> tuple[Fault, ...]:
    faults = []
    if len(text) > MAX_CHARACTERS:
        faults.append(fault("too-long", most=MAX_CHARACTERS, number=len(text)))
    elif (count := count_terms(asked.words) + len(asked.filters)) > MAX_TERMS:
        faults.append(fault("too-many", most=MAX_TERMS, number=count))
    if joins_filters(text):
        faults.append(fault("either-filter"))
    return (*faults, *filter(None, map(find_fault, asked.filters)))


def _find(connection: sqlite3.Connection, asked: Search, places: Places) -> Found:
    allowed = find_articles(connection, asked.filters)
    kinds = _kinds(asked.filters)
    query = parse_query(asked.words)
    if write_query(query) != NOTHING or not asked.filters:
        found = find_evidence(connection, query, places)
    else:
        unwanted = [term for terms in query for term in terms if term.excluded]
        found = Found(dict.fromkeys(allowed or (), NO_WORDS), {}, {})
        if kinds is not None:
            found = find_passages(connection, kinds, unwanted)
        found = found.without(find_titled(connection, unwanted))
    if kinds is not None:
        found = keep_kinds(found, kinds, places)
    return found if allowed is None else found.within(allowed)


def _kinds(filters: Iterable[Filter]) -> set[str] | None:
    """The kinds of passages that are wanted; None when the filters name none."""
    named = [(wanted.value.lower(), wanted.excluded) for wanted in filters if wanted.name == "kind"]
    wanted = {kind for kind, excluded in named if not excluded} or set(KINDS)
    return wanted - {kind for kind, excluded in named if excluded} if named else None


def _order(connection: sqlite3.Connection, found: Found, sort: Sort, count: int) -> list[int]:
    """The ids of the first `count` of what was found; the newer of two that are equally good comes first."""
    keys = found.keys if sort == "relevance" else dict.fromkeys(found.keys, NO_WORDS)
    last = max(nsmallest(count, keys.values()), default=NO_WORDS)
    candidates = [id_ for id_, key in keys.items() if key <= last]  # days are looked up for these only
    newest = [row[0] for row in _rows(connection, _NEWEST, candidates)]
    return sorted(newest, key=keys.__getitem__)[:count]


def _load(
    connection: sqlite3.Connection, asked: Search, ids: Sequence[int], found: Found, passages: int
) -> tuple[Article, ...]:
    """The articles of `ids` in that order, with marks."""
    all_passages = found.passages_of(ids)
    best = {article: excerpts[:passages] for article, excerpts in all_passages.items()}
    articles = {row[0]: row for row in _rows(connection, _ARTICLES, ids)}
    excerpts = {row[0]: row[1:] for row in _rows(connection, _EXCERPTS, chain.from_iterable(best.values()))}
    marker = Marker()
    in_passages = marker.find_marks([row[2] for row in excerpts.values()], asked.words)
    shown = {id_: Passage._make((*row, m)) for (id_, row), m in zip(excerpts.items(), in_passages, strict=True)}
    words = [*(f'"{wanted.value}"' for wanted in asked.filters if wanted.name == "title"), asked.words]
    in_titles = marker.find_marks([articles[id_][1] for id_ in ids], " ".join(words))
    return tuple(
        Article._make(
            (*articles[id_], marks, tuple(shown[one] for one in best[id_] if one in shown), len(all_passages[id_]))
        )
        for id_, marks in zip(ids, in_titles, strict=True)
    )


_NEWEST = """
    SELECT article.id
    FROM json_each(?)
    CROSS JOIN article ON article.id = value
    ORDER BY date_from DESC, position DESC, article.id
"""
_ARTICLES = """
    SELECT article.id, title, url, site, author, collection, section, date, date_from, date_to, starred, struck,
      log.path, line_start, line_end
    FROM article
    JOIN log ON log.id = log_id
    WHERE article.id IN (SELECT value FROM json_each(?))
"""
_EXCERPTS = """
    SELECT id, name, kind, text, path, starred, line_start, line_end
    FROM excerpt
    WHERE id IN (SELECT value FROM json_each(?))
"""


def _rows(connection: sqlite3.Connection, sql: str, ids: Iterable[int]) -> list[tuple[Any, ...]]:
    return connection.execute(sql, (write_ids(ids),)).fetchall()
