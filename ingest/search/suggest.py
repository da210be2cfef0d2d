"""What else to search for: other words for the same thing, and when nothing is found, what comes near.

Only reads the database, through the connection it is given; the words it offers are those of the index.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import Literal, NamedTuple

from ingest.names import SYNONYMS, tag_key
from ingest.search.conditions import find_articles
from ingest.search.filters import Filter, Search, bare_name, write_search
from ingest.search.fold import CJK_RUN, fold
from ingest.search.query import Query, Term, count_terms, parse_query, write_query, write_words
from ingest.search.results import Results, count_articles

_SHOWN = 5
_CLOSE = 3  # names, and the characters by which their lengths differ
_CORRECTED = 3  # filters of a search: each takes a look at all names, and a search for each that is close
_NAMED = ("tag", "site", "author", "collection")  # filters that want a name
_TRIED = 40  # ways to write a word anew
_LOOKED_UP = 100  # words of the candidates of one kind, each of which may stand in many passages

_WORD = re.compile(r"[^\W\d_][^\W_]{2,}")

Reason = Literal["other-word", "spelling", "part", "without-word", "without-filters"]


class Suggestion(NamedTuple):
    """Another search, as a person would type it, and the number of articles that it finds."""

    query: str
    reason: Reason
    total: int


def suggest(connection: sqlite3.Connection, results: Results) -> tuple[Suggestion, ...]:
    """A few searches beside the one that gave `results`, each finding something; the best first.

    Translations, abbreviations and synonyms come always, from the terms and aliases of the log. The rest is for a
    search that found nothing: names and words that the log has spelled alike, a part of a run of characters, fewer
    words or filters.
    """
    asked = results.search
    found: list[Suggestion] = []
    tried = {write_query(parse_query(asked.words))}
    with _vocabulary(connection):
        for reason, candidates in _candidates(connection, asked.words, bool(results.total)):
            of_reason: list[Suggestion] = []
            looked_up = 0
            for words in candidates:
                text = write_search(Search(words, asked.filters))
                if (query := write_query(parse_query(words))) in tried:
                    continue
                tried.add(query)
                looked_up += count_terms(words)
                if looked_up > _LOOKED_UP:
                    break
                if total := count_articles(connection, text):
                    of_reason.append(Suggestion(text, reason, total))
            found += sorted(of_reason, key=lambda suggestion: -suggestion.total)
            if len(found) >= _SHOWN:
                break
    if not results.total and asked.filters and asked.words and (total := count_articles(connection, asked.words)):
        found.insert(0, Suggestion(asked.words, "without-filters", total))
    if not results.total:
        found = [*islice(_with_names_alike(connection, asked), _SHOWN), *found]
    return tuple(found[:_SHOWN])


def _with_names_alike(connection: sqlite3.Connection, asked: Search) -> Iterator[Suggestion]:
    """The search with a name that the log has in place of one that it has not, for each filter of such a name."""
    if len(asked.filters) > _CORRECTED:
        return
    for wanted in asked.filters:
        if wanted.name not in _NAMED or wanted.excluded or find_articles(connection, [wanted]):
            continue
        for name in _close_names(connection, wanted):
            filters = (wanted._replace(value=name) if one is wanted else one for one in asked.filters)
            text = write_search(asked._replace(filters=tuple(filters)))
            if total := count_articles(connection, text):
                yield Suggestion(text, "spelling", total)


def _close_names(connection: sqlite3.Connection, wanted: Filter) -> list[str]:
    """Names of the kind that a filter wants which hold its value, the shortest first, or else are spelled alike."""
    from difflib import get_close_matches

    sql = f"SELECT DISTINCT {wanted.name}, {wanted.name} FROM article WHERE {wanted.name} IS NOT NULL"
    if wanted.name == "tag":  # an alias leads to its tag
        sql = "SELECT alias, name FROM tag_alias JOIN tag ON tag.id = tag_id UNION ALL SELECT name, name FROM tag"
    names = {bare_name(spelling): name for spelling, name in connection.execute(sql)}
    value = bare_name(wanted.value)
    is_word = len(value) > 2 or CJK_RUN.match(value) is not None
    holding = sorted((name for name in names if is_word and value in name), key=len)[:_CLOSE]
    near = (name for name in names if abs(len(name) - len(value)) <= _CLOSE)
    cutoff = max(0.75, 1 - 2 / len(value)) if value else 1  # two characters: long names are like others at their ends
    close = holding or get_close_matches(value, near, n=_CLOSE, cutoff=cutoff)
    return list(dict.fromkeys(names[spelling] for spelling in close))


def _candidates(connection: sqlite3.Connection, words: str, is_found: bool) -> Iterator[tuple[Reason, Iterable[str]]]:
    """What to try in place of `words`, for each reason."""
    query = parse_query(words)
    several = words if sum(map(len, query)) > 1 else ""  # page cache, typed without quotes
    names = [write_words(((Term(name),),)) for name in _other_words(connection, several)]
    yield "other-word", [*names, *_rewritten(connection, query, _other_words)]
    if not is_found:
        yield "spelling", chain([_corrected(connection, query)], _rewritten(connection, query, _spelled_alike))
        yield "part", _rewritten(connection, query, _parts)
        yield "without-word", _less(connection, query)
        yield "without-word", _each_alone(query)


def _rewritten(
    connection: sqlite3.Connection, query: Query, rewrite: Callable[[sqlite3.Connection, str], Iterator[str]]
) -> Iterator[str]:
    """`query` with one wanted term written anew, in each way that `rewrite` knows."""
    for terms in query:
        for term in terms:
            if not term.excluded:
                for text in islice(rewrite(connection, term.text), _TRIED):
                    new = term._replace(text=text)
                    if _is_found(connection, new):
                        yield _with_term(query, term, new)


def _corrected(connection: sqlite3.Connection, query: Query) -> str:
    """`query` with each wanted term that is nowhere as it is likeliest meant, where one is spelled alike."""

    def correct(term: Term) -> Term:
        if term.excluded or _is_found(connection, term):
            return term
        others = (term._replace(text=text) for text in islice(_spelled_alike(connection, term.text), _TRIED))
        return next((other for other in others if _is_found(connection, other)), term)

    return write_words(tuple(tuple(map(correct, terms)) for terms in query))


def _is_found(connection: sqlite3.Connection, term: Term) -> bool:
    sql = """
        SELECT EXISTS (SELECT 1 FROM excerpt_fts WHERE excerpt_fts MATCH :match)
          OR EXISTS (SELECT 1 FROM article_fts WHERE article_fts MATCH :match)
    """
    return bool(connection.execute(sql, {"match": write_query(((term,),))}).fetchone()[0])


def _with_term(query: Query, old: Term, new: Term | None) -> str:
    changed = [[new if term is old else term for term in terms] for terms in query]
    return write_words(tuple(tuple(term for term in terms if term is not None) for terms in changed))


def _less(connection: sqlite3.Connection, query: Query) -> Iterator[str]:
    """`query` without all words that are nowhere, and without each term of an alternative that has several."""
    known = (tuple(term for term in terms if term.excluded or _is_found(connection, term)) for terms in query)
    yield write_words(tuple(filter(None, known)))
    yield from (_with_term(query, term, None) for terms in query for term in terms if len(terms) > 1)


def _each_alone(query: Query) -> Iterator[str]:
    """`query` with one wanted term of an alternative in place of all of them."""
    for terms in query:
        unwanted = tuple(term for term in terms if term.excluded)
        for term in terms:
            if not term.excluded:
                alone = (term, *unwanted)
                yield write_words(tuple(alone if other is terms else other for other in query))


_OTHER_WORDS = """
    WITH
      named AS (
        SELECT name, translation, abbreviation
        FROM term
        WHERE name = :text COLLATE NOCASE OR translation = :text COLLATE NOCASE OR abbreviation = :text COLLATE NOCASE
      ),
      tagged AS (
        SELECT id, name FROM tag WHERE id IN (SELECT tag_id FROM tag_word WHERE word COLLATE NOCASE IN (:text, :key))
      )
    SELECT name FROM tagged
    UNION ALL
    SELECT *
    FROM (
      SELECT name FROM named
      UNION SELECT translation FROM named
      UNION SELECT abbreviation FROM named
      UNION SELECT alias FROM tag_alias WHERE tag_id IN (SELECT id FROM tagged)
    )
"""


def _other_words(connection: sqlite3.Connection, text: str) -> Iterator[str]:
    """Names that the log or the table of synonyms gives for the same thing, those of tags first."""
    values = {"text": text, "key": tag_key(text)}
    names = [name for (name,) in connection.execute(_OTHER_WORDS, values) if name is not None]
    names += [name for spelling, name in SYNONYMS.items() if tag_key(spelling) == tag_key(text)]
    yield from (name for name in dict.fromkeys(names) if fold(name) != fold(text))


def _spelled_alike(connection: sqlite3.Connection, text: str) -> Iterator[str]:
    """`text` with one word that the index lacks, or one character of a run, changed for what the index has."""
    folded = fold(text)
    for word in _WORD.findall(CJK_RUN.sub(" ", folded)):
        if not _is_known(connection, word):
            for other in _close_words(connection, word):
                yield folded.replace(word, other)
    for run in _runs(folded):
        pairs = [run[0][place : place + 2] for place in range(len(run[0]) - 1)]
        unknown = {place for place, pair in enumerate(pairs) if not _is_known(connection, pair)}
        for place in range(1, len(run[0])):
            if not unknown <= {place - 1, place}:
                continue  # another character is wrong as well
            for other in _fitting(connection, run[0], place):
                yield f"{folded[: run.start() + place]}{other}{folded[run.start() + place + 1 :]}"


def _runs(folded: str) -> Iterator[re.Match[str]]:
    """The runs of characters that are long enough to hold a word that is wrong, and short enough to be looked into."""
    return (run for run in CJK_RUN.finditer(folded) if 3 <= len(run[0]) <= 12)


def _close_words(connection: sqlite3.Connection, word: str) -> list[str]:
    """Words of the index that begin with the first or the second letter of `word` and are like it, the likest first."""
    from difflib import get_close_matches  # not needed where something is found

    near = (
        name
        for letter in sorted(set(word[:2]))
        for name in _terms(connection, letter)
        if abs(len(name) - len(word)) <= 2
    )
    return get_close_matches(word, set(near), n=3, cutoff=0.75)


def _fitting(connection: sqlite3.Connection, run: str, place: int) -> list[str]:
    """Characters that the index has after the one before `place` and, if there is one, before the one after it."""
    before, after = run[place - 1], run[place + 1 : place + 2]
    characters = [pair[1:] for pair in _terms(connection, before) if len(pair) == 2][:_TRIED]
    return [c for c in characters if c != run[place] and (not after or _is_known(connection, c + after))]


def _parts(connection: sqlite3.Connection, text: str) -> Iterator[str]:
    """Each of several words in `text`, and the longest parts of a run of characters that the index has, down to two."""
    folded = fold(text)
    pieces = [*CJK_RUN.findall(folded), *_WORD.findall(CJK_RUN.sub(" ", folded))]
    yield from pieces if len(pieces) > 1 else ()
    for run in _runs(folded):
        for size in range(len(run[0]) - 1, 1, -1):
            parts = [run[0][start : start + size] for start in range(len(run[0]) - size + 1)]
            if known := [part for part in parts if _is_found(connection, Term(part))]:
                yield from (folded.replace(run[0], part) for part in known)
                break


@contextmanager
def _vocabulary(connection: sqlite3.Connection) -> Iterator[None]:
    """The tokens of both full-text tables, as temporary tables of this connection."""
    for table in ("excerpt", "article"):
        connection.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table}_token USING fts5vocab(main, {table}_fts, 'row')"
        )
    try:
        yield
    finally:
        for table in ("excerpt", "article"):
            connection.execute(f"DROP TABLE temp.{table}_token")


def _terms(connection: sqlite3.Connection, start: str) -> Iterable[str]:
    """The tokens that begin with `start`, the most frequent first, each once."""
    rows = connection.execute(
        """
        SELECT term, doc FROM excerpt_token WHERE term >= :start AND term < :end
        UNION ALL
        SELECT term, doc FROM article_token WHERE term >= :start AND term < :end
        ORDER BY doc DESC
        """,
        {"start": start, "end": start + "\U0010ffff"},
    )
    return dict.fromkeys(term for term, _ in rows)


def _is_known(connection: sqlite3.Connection, token: str) -> bool:
    sql = "SELECT 1 FROM excerpt_token WHERE term = :t UNION ALL SELECT 1 FROM article_token WHERE term = :t LIMIT 1"
    return connection.execute(sql, {"t": token}).fetchone() is not None
