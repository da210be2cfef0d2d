"""Finds what in the database speaks for each article that holds the words of a query, and how strongly.

Only reads the database, through the connection it is given.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from json import loads
from typing import NamedTuple

from ingest.search.filters import KINDS
from ingest.search.places import Places
from ingest.search.query import NOTHING, Query, Term, write_query

# bm25 takes 2 µs a passage, and words that stand in more of them tell them little apart: what counts then is how many
# passages of an article have them.
MAX_RANKED = 1_000

# A title says what the article is about: it weighs more than its passages.
_TITLE_WEIGHT = 10

# Where the words stand: all in the title, all in one passage, or some here and some there.
TITLE, PASSAGE, SCATTERED = range(3)

# The key of an article that is found without words.
NO_WORDS = (SCATTERED, 0.0)

# The least that bm25 gives a passage that has the words. Source: fts5_aux.c, where it bounds the weight of a word.
_LEAST_RANK = -1e-6


class Found(NamedTuple):
    """What was found, each passage once; less is better.

    `keys` say of each article where the words stand, and its rank. `passages` are excerpts that have the words, and
    their articles; `ranks` those of excerpts, and what has none comes after what has one.
    """

    keys: dict[int, tuple[int, float]]
    passages: dict[int, int]
    ranks: dict[int, float]

    def within(self, articles: Container[int]) -> Found:
        """What was found in some of the articles."""
        keys = {article: key for article, key in self.keys.items() if article in articles}
        return self._replace(keys=keys, passages={id_: a for id_, a in self.passages.items() if a in keys})

    def without(self, articles: Iterable[int]) -> Found:
        """What was found in all other articles."""
        unwanted = self.keys.keys() & {*articles}
        return self.within(self.keys.keys() - unwanted) if unwanted else self

    def passages_of(self, articles: Iterable[int]) -> dict[int, list[int]]:
        """The passages of each of the articles, the best first."""
        passages: dict[int, list[int]] = {article: [] for article in articles}
        for id_, article in self.passages.items():
            if article in passages:
                passages[article].append(id_)
        return {a: sorted(ids, key=lambda id_: (self.ranks.get(id_, 0.0), id_)) for a, ids in passages.items()}


class _Hits(NamedTuple):
    """Where terms were found: titles, by article, with their ranks, and passages as in `Found`."""

    titles: dict[int, float]
    passages: dict[int, int]
    ranks: dict[int, float]

    def within(self, articles: Container[int]) -> _Hits:
        """The hits in some of the articles, with all ranks."""
        return self._replace(passages={id_: article for id_, article in self.passages.items() if article in articles})

    def strengths(self) -> dict[int, float]:
        """The rank of each article by its passages: that of the best, half that of the next, and so on."""
        if not self.ranks:
            return {article: -count / (1.0 + count) for article, count in Counter(self.passages.values()).items()}
        ranks: defaultdict[int, list[float]] = defaultdict(list)
        for id_, article in self.passages.items():
            ranks[article].append(self.ranks[id_])
        return {article: _sum_up(found) for article, found in ranks.items()}


def find_evidence(connection: sqlite3.Connection, query: Query, places: Places) -> Found:
    """The evidence for each article that one of the alternatives finds.

    An alternative finds an article whose title and passages together hold its words. A passage with an excluded word
    says nothing, and an article with one in its title is not found.
    """
    found = Found({}, {}, {})
    for terms in query:
        other = _weigh(connection, terms, places)
        keys = found.keys | other.keys
        for article in found.keys.keys() & other.keys.keys():
            keys[article] = min(found.keys[article], other.keys[article])
        found = Found(keys, found.passages | other.passages, found.ranks | other.ranks)
    return found


def find_passages(connection: sqlite3.Connection, kinds: Collection[str], unwanted: Sequence[Term]) -> Found:
    """The articles that have a passage of one of `kinds` without the words of `unwanted`, and those passages."""
    sql = f"""
        SELECT id, article_id
        FROM excerpt
        WHERE kind IN ({", ".join("?" * len(kinds))})
          AND id NOT IN (SELECT rowid FROM excerpt_fts WHERE excerpt_fts MATCH ?)
        ORDER BY id
    """
    passages = dict(connection.execute(sql, (*kinds, _match_any(unwanted))).fetchall())
    return Found(dict.fromkeys(passages.values(), (PASSAGE, 0.0)), passages, {})


def keep_kinds(found: Found, kinds: Collection[str], places: Places) -> Found:
    """What was found in passages of `kinds`."""
    of_kinds = zip(found.passages.items(), places.kinds_of(found.passages), strict=True)
    passages = dict(passage for passage, kind in of_kinds if KINDS[kind] in kinds)
    return found._replace(passages=passages).within({*passages.values()})


def find_titled(connection: sqlite3.Connection, unwanted: Iterable[Term]) -> list[int]:
    """The articles with words of `unwanted` in their titles."""
    titled: list[int] = loads(*connection.execute(_TITLES, (_match_any(unwanted),)).fetchone())
    return titled


def _match_any(unwanted: Iterable[Term]) -> str:
    return write_query(tuple((term._replace(excluded=False),) for term in unwanted))


def _weigh(connection: sqlite3.Connection, terms: Iterable[Term], places: Places) -> Found:
    """The evidence for one alternative."""
    unwanted = tuple(term for term in terms if term.excluded)
    wanted = [term for term in terms if not term.excluded and write_query(((term,),)) != NOTHING]
    if not wanted:
        return Found({}, {}, {})
    whole = _look_up(connection, (*wanted, *unwanted), places)
    strengths = whole.strengths()
    keys = {article: (PASSAGE, rank) for article, rank in strengths.items()}
    for article, rank in whole.titles.items():
        keys[article] = (TITLE, _TITLE_WEIGHT * rank + strengths.get(article, 0.0))
    found = Found(keys, whole.passages, whole.ranks)
    if len(wanted) > 1:
        found = _add_scattered(found, whole, (_look_up(connection, (term, *unwanted), places) for term in wanted))
    return found.without(find_titled(connection, unwanted))


def _add_scattered(found: Found, whole: _Hits, hits: Iterator[_Hits]) -> Found:
    """Adds the articles that have all words, though no passage has: `hits` are those of each word, while one may."""
    first = next(hits)
    parts = [first]
    scattered = {*first.titles, *first.passages.values()}.difference(whole.passages.values())
    while scattered and (part := next(hits, None)):
        parts.append(part)
        scattered &= {*part.titles, *part.passages.values()}
    totals = dict.fromkeys(scattered, 0.0)
    passages, ranks = dict(found.passages), dict(found.ranks)
    for part in (part.within(scattered) for part in parts if scattered):
        strengths = part.strengths()
        passages |= part.passages
        best: dict[int, tuple[float, int]] = {}
        for id_, article in part.passages.items():
            rank = (part.ranks.get(id_, _LEAST_RANK), id_)
            best[article] = min(rank, best.get(article, rank))
        for article in scattered:
            totals[article] += _TITLE_WEIGHT * part.titles.get(article, 0.0) + strengths.get(article, 0.0)
        # First comes the best passage of each word that the title lacks.
        ranks.update((id_, rank) for article, (rank, id_) in best.items() if article not in part.titles)
    keys = {article: (SCATTERED, rank) for article, rank in totals.items()} | found.keys
    return Found(keys, passages, ranks)


_TITLES = """
    SELECT json_group_array(article.id)
    FROM article_fts
    CROSS JOIN article ON article.number + 0 = +article_fts.rowid
    WHERE article_fts MATCH ?
"""
_TITLE_RANKS = """
    SELECT article.id, rank
    FROM article_fts
    CROSS JOIN article ON article.number + 0 = +article_fts.rowid
    WHERE article_fts MATCH ?
"""
_PASSAGES = "SELECT json_group_array(rowid) FROM excerpt_fts WHERE excerpt_fts MATCH ?"
_PASSAGE_RANKS = "SELECT rowid, rank FROM excerpt_fts WHERE excerpt_fts MATCH ?"


def _look_up(connection: sqlite3.Connection, terms: tuple[Term, ...], places: Places) -> _Hits:
    """Where `terms` are found. Python reads one array sooner than many rows."""
    match = (write_query((terms,)),)
    [titles] = map(loads, connection.execute(_TITLES, match).fetchone())
    [ids] = map(loads, connection.execute(_PASSAGES, match).fetchone())
    return _Hits(
        dict.fromkeys(titles, 0.0) | _ranks(connection, _TITLE_RANKS, match, len(titles)),
        dict(zip(ids, places.articles_of(ids), strict=True)),
        _ranks(connection, _PASSAGE_RANKS, match, len(ids)),
    )


def _ranks(connection: sqlite3.Connection, sql: str, match: tuple[str], count: int) -> dict[int, float]:
    return dict(connection.execute(sql, match).fetchall()) if 0 < count <= MAX_RANKED else {}


def _sum_up(ranks: Iterable[float]) -> float:
    total, weight = 0.0, 1.0
    for rank in sorted(ranks):
        total += weight * rank
        weight /= 2
    return total
