"""Finds what in the database speaks for each article that holds the words of a query, and how strongly.

Only reads the database, through the connection it is given.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from ingest.search.query import NOTHING, Query, Term, write_query

# bm25 takes 2 µs a passage, and words that stand in more of them tell them little apart: what counts then is how many
# passages of an article have them.
MAX_RANKED = 1_000

# A title says what the article is about: it weighs more than its passages.
_TITLE_WEIGHT = 10

# Where the words stand: all in the title, all in one passage, or some here and some there.
TITLE, PASSAGE, SCATTERED = range(3)

# A passage that was found, or the first of several of one article and kind: rank (less is better), article, excerpt,
# kind, and how many there are.
Row = tuple[float, int, int, str, int]


class Evidence(NamedTuple):
    """What speaks for an article: less is better. `rows`, in no order, are its passages, each counted once."""

    place: int = SCATTERED
    rank: float = 0.0
    rows: Collection[Row] = ()


class _Found(NamedTuple):
    """Where a query was found: ranks of titles, rows of passages, both by article."""

    titles: dict[int, float]
    rows: dict[int, list[Row]]

    def rank(self, article: int) -> float:
        return _TITLE_WEIGHT * self.titles.get(article, 0.0) + _sum_up(self.rows.get(article, ()))


def find_evidence(connection: sqlite3.Connection, query: Query) -> dict[int, Evidence]:
    """The evidence for each article that one of the alternatives finds.

    An alternative finds an article whose title and passages together hold its words. A passage with an excluded word
    says nothing, and an article with one in its title is not found.
    """
    found: dict[int, Evidence] = {}
    for terms in query:
        for article, evidence in _weigh(connection, terms, one_by_one=len(query) > 1).items():
            other = found.get(article)
            if other is not None:
                evidence = min(other, evidence, key=_goodness)._replace(rows=_unite(other.rows, evidence.rows))
            found[article] = evidence
    return found


def find_passages(
    connection: sqlite3.Connection, kinds: Collection[str], unwanted: Sequence[Term]
) -> dict[int, Evidence]:
    """The articles that have a passage of one of `kinds` without the words of `unwanted`, and those passages."""
    rows: defaultdict[int, list[Row]] = defaultdict(list)
    sql = f"""
        SELECT 0.0, article_id, id, kind, 1
        FROM excerpt
        WHERE kind IN ({", ".join("?" * len(kinds))})
          AND id NOT IN (SELECT rowid FROM excerpt_fts WHERE excerpt_fts MATCH ?)
    """
    for row in connection.execute(sql, (*kinds, _match_any(unwanted))):
        rows[row[1]].append(row)
    return {article: Evidence(PASSAGE, 0.0, found) for article, found in rows.items()}


def find_titled(connection: sqlite3.Connection, unwanted: Iterable[Term]) -> list[int]:
    """The articles with words of `unwanted` in their titles."""
    sql = "SELECT rowid FROM article_fts WHERE article_fts MATCH ?"
    return [id_ for (id_,) in connection.execute(sql, (_match_any(unwanted),))]


def _match_any(unwanted: Iterable[Term]) -> str:
    return write_query(tuple((term._replace(excluded=False),) for term in unwanted))


def _weigh(connection: sqlite3.Connection, terms: Iterable[Term], *, one_by_one: bool) -> dict[int, Evidence]:
    """The evidence for one alternative."""
    unwanted = tuple(term for term in terms if term.excluded)
    wanted = [term for term in terms if not term.excluded and write_query(((term,),)) != NOTHING]
    if not wanted:
        return {}
    # Passages of two words that no passage has both of are distinct; those of three words need not be.
    one_by_one = one_by_one or len(wanted) > 2
    whole = _look_up(connection, (*wanted, *unwanted), one_by_one)
    evidence = {article: Evidence(PASSAGE, _sum_up(rows), rows) for article, rows in whole.rows.items()}
    for article in whole.titles:
        evidence[article] = Evidence(TITLE, whole.rank(article), whole.rows.get(article, ()))
    if len(wanted) > 1:
        parts = [_look_up(connection, (term, *unwanted), one_by_one) for term in wanted]
        for article in set.intersection(*({*part.titles, *part.rows} for part in parts)) - whole.rows.keys():
            rank = sum(part.rank(article) for part in parts)
            rows = _unite(*(part.rows.get(article, ()) for part in parts))
            if article not in whole.titles:  # first the best passage of each word that the title lacks
                best = {min(part.rows[article])[2] for part in parts if article not in part.titles}
                rows = [row if row[2] in best else (0.0, *row[1:]) for row in rows]
            evidence[article] = evidence.get(article, Evidence(SCATTERED, rank))._replace(rows=rows)
    for article in find_titled(connection, unwanted):
        evidence.pop(article, None)
    return evidence


_TITLES = "SELECT rowid, rank FROM article_fts WHERE article_fts MATCH ?"
_PASSAGES = """
    SELECT {rank}, article_id, excerpt.id, kind, 1
    FROM excerpt_fts
    CROSS JOIN excerpt ON excerpt.id = excerpt_fts.rowid
    WHERE excerpt_fts MATCH ?
"""
_COUNTS = """
    SELECT -count(*) / (1.0 + count(*)), article_id, min(excerpt.id), kind, count(*)
    FROM excerpt_fts
    CROSS JOIN excerpt ON excerpt.id = excerpt_fts.rowid
    WHERE excerpt_fts MATCH ?
    GROUP BY article_id, kind
"""


def _look_up(connection: sqlite3.Connection, terms: tuple[Term, ...], one_by_one: bool) -> _Found:
    """Where `terms` are found; `one_by_one`, each passage is a row, however many there are."""
    match = (write_query((terms,)),)
    [count] = connection.execute("SELECT count(*) FROM excerpt_fts WHERE excerpt_fts MATCH ?", match).fetchone()
    if count <= MAX_RANKED:
        sql = _PASSAGES.format(rank="rank")
    else:
        sql = _PASSAGES.format(rank="0.0") if one_by_one else _COUNTS
    rows: defaultdict[int, list[Row]] = defaultdict(list)
    for row in connection.execute(sql, match):
        rows[row[1]].append(row)
    return _Found(dict(connection.execute(_TITLES, match)), rows)


def _sum_up(rows: Collection[Row]) -> float:
    """The rank of an article by its passages: that of the best, half that of the next, and so on."""
    total, weight = 0.0, 1.0
    for row in sorted(rows) if len(rows) > 1 else rows:
        total += weight * row[0]
        weight /= 2
    return total


def _goodness(evidence: Evidence) -> tuple[int, float]:
    return evidence.place, evidence.rank


def _unite(*found: Iterable[Row]) -> Collection[Row]:
    return list({row[2]: row for rows in found for row in rows}.values())
