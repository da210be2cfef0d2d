"""The terms that the logs introduce, as one table to look words up in.

Only reads the database, through the connection it is given.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect
from collections.abc import Iterable, Sequence
from functools import cache
from json import dumps, loads
from typing import NamedTuple
from unicodedata import normalize

from ingest.names import fold_name, tag_key
from ingest.search.conditions import write_ids
from ingest.search.fold import CJK_RUN, fold

# By what the table can be sorted: each of the words of a term.
ORDERS = ("name", "translation", "abbreviation")

# Under which a word stands that begins with neither a letter nor a character whose sound is known.
OTHER = "#"


class Term(NamedTuple):
    """A term; `excerpts` are the ids of all passages that introduce it."""

    name: str
    translation: str | None
    abbreviation: str | None
    excerpts: list[int]

    @property
    def words(self) -> list[str]:
        """Its words."""
        return [word for word in (self.name, self.translation, self.abbreviation) if word]


class Initial(NamedTuple):
    """Terms that stand under one initial. Chinese words stand under that of their sound, apart from Latin ones.

    `group_terms` leaves the terms in any order, `sort_initial` in theirs.
    """

    letter: str
    is_chinese: bool
    terms: list[Term]

    @property
    def anchor(self) -> str:
        """The name of the place where it begins on a page."""
        name = {OTHER: "other", "": "without"}.get(self.letter, self.letter.lower())
        return f"{'chinese' if self.is_chinese else 'latin'}-{name}"


class Definition(NamedTuple):
    """A passage that introduces a term, and the article that it is of. Days are ISO; what nobody knows is None."""

    name: str
    text: str
    title: str
    date: str | None
    date_from: str | None
    date_to: str | None
    line_start: int
    log_path: str


def read_terms(connection: sqlite3.Connection, words: str = "") -> list[Term]:
    """All terms, each once; with `words`, those that have them in one of their own."""
    names, translations, abbreviations, ids = map(loads, connection.execute(_TERMS).fetchone())
    excerpts: dict[tuple[str, str | None, str | None], dict[int, None]] = {}
    for said, id_ in zip(zip(names, translations, abbreviations, strict=True), ids, strict=True):
        excerpts.setdefault(said, {})[id_] = None
    terms = [Term(*said, list(ids)) for said, ids in excerpts.items()]
    if wanted := fold(words.strip()):
        terms = [term for term in terms if wanted in fold("\n".join(term.words))]
    return merge_terms(terms)


def merge_terms(terms: Iterable[Term]) -> list[Term]:
    """Two terms of one name are one if one of the other words is common to both and none differs:
    队列（Submission Queue，SQ） and 队列（SQ）. The order stays.
    """
    of_name: dict[str, list[Term]] = {}
    for term in terms:
        of_name.setdefault(fold_name(term.name), []).append(term)
    return [term for alike in of_name.values() for term in (_merge(alike) if len(alike) > 1 else alike)]


def group_terms(terms: Iterable[Term], order: str = "name") -> list[Initial]:
    """The terms by initial, Latin words first, then Chinese by sound; those without the word by which to sort, last."""
    initials: dict[tuple[bool, bool, str], list[Term]] = {}
    for term in terms:
        word = getattr(term, order)
        initials.setdefault((not word, *(find_initial(word) if word else (False, ""))), []).append(term)
    in_order = sorted(initials.items(), key=lambda item: (*item[0][:2], item[0][2] == OTHER, item[0][2]))
    return [Initial(letter, is_chinese, of_letter) for (_, is_chinese, letter), of_letter in in_order]


def sort_initial(initial: Initial, order: str = "name") -> Initial:
    """The same with its terms in order: Chinese words by sound, as far as GB 18030 goes by it."""

    def key(term: Term) -> tuple[bytes, str]:
        return fold(getattr(term, order) or "").encode("gb18030", "replace"), term.name

    return initial._replace(terms=sorted(initial.terms, key=key))


def read_definitions(connection: sqlite3.Connection, terms: Sequence[Term]) -> list[Definition]:
    """For each term the oldest of its passages."""
    ids = write_ids(id_ for term in terms for id_ in term.excerpts)
    age = {id_: place for place, id_ in enumerate(loads(connection.execute(_BY_AGE, (ids,)).fetchone()[0]))}
    chosen = [min(term.excerpts, key=age.__getitem__) for term in terms]
    found = {row[0]: Definition._make(row[1:]) for row in connection.execute(_DEFINITIONS, (write_ids(chosen),))}
    return [found[id_] for id_ in chosen]


def find_tagged(connection: sqlite3.Connection, words: Iterable[str]) -> dict[str, str]:
    """Those of `words` that are a tag or another word for one, each with the name of the tag."""
    return dict(connection.execute(_TAGS, (dumps({word: tag_key(word) for word in words}),)))


def find_initial(word: str) -> tuple[bool, str]:
    """Whether a word is Chinese, and the letter under which it stands.

    The commonest 3,755 characters are in the order of their sounds in GB 2312; of one with several sounds it is the one
    that the standard chose. Source: GB 2312-80, level 1.

    >>> find_initial("提交队列"), find_initial("ring buffer")
    ((True, 'T'), (False, 'R'))
    """
    return _find_initial(normalize("NFC", word)[:1])


@cache
def _find_initial(character: str) -> tuple[bool, str]:
    first = fold(character)[:1]
    if not CJK_RUN.match(first):
        letter = first.upper()
        return False, letter if "A" <= letter <= "Z" else OTHER
    code = first.encode("gb18030")
    if len(code) != 2 or not _BOUNDS[0] <= code <= _END:
        return True, OTHER
    return True, _LETTERS[bisect(_BOUNDS, code) - 1]


# Of each letter the first character in GB 2312, level 1; no sound begins with I, U or V.
_LETTERS = "ABCDEFGHJKLMNOPQRSTWXYZ"
_BOUNDS = [character.encode("gb18030") for character in "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"]
_END = "座".encode("gb18030")


def _merge(alike: list[Term]) -> list[Term]:
    """Terms of one name, those that say the same or less of it taken into those that say most."""
    merged: list[list[Term]] = []  # each with the fullest first
    places: dict[tuple[str, str], list[Term]] = {}  # the first of them that say so, and perhaps more
    for term in sorted(alike, key=_fullest_first):
        translation, abbreviation = (word and fold_name(word) for word in _written(term)[1:])
        if (into := places.get((translation, abbreviation))) is not None:
            into.append(term)
            continue
        merged.append([term])
        for part in ((translation, abbreviation), (translation, ""), ("", abbreviation), ("", "")):
            places.setdefault(part, merged[-1])
    return [
        terms[0]._replace(excerpts=list(dict.fromkeys(id_ for term in terms for id_ in term.excerpts)))
        for terms in merged
    ]


def _written(term: Term) -> tuple[str, str, str]:
    return term.name, term.translation or "", term.abbreviation or ""


def _fullest_first(term: Term) -> tuple[int, tuple[str, str, str]]:
    written = _written(term)
    return written.count(""), written


_TERMS = """
    SELECT json_group_array(name), json_group_array(translation), json_group_array(abbreviation),
      json_group_array(excerpt_id)
    FROM term
"""

# Those without a day last; of one day by their permanent names.
_BY_AGE = """
    SELECT json_group_array(id)
    FROM (
      SELECT excerpt.id
      FROM json_each(?)
      CROSS JOIN excerpt ON excerpt.id = value
      JOIN article ON article.id = article_id
      ORDER BY date_to IS NULL, date_to, name
    )
"""

_DEFINITIONS = """
    SELECT excerpt.id, excerpt.name, excerpt.text, title, date, date_from, date_to, excerpt.line_start, log.path
    FROM json_each(?)
    CROSS JOIN excerpt ON excerpt.id = value
    JOIN article ON article.id = article_id
    JOIN log ON log.id = log_id
"""

_TAGS = """
    SELECT word, min(name)
    FROM (
      SELECT typed.key AS word, name
      FROM json_each(?1) AS typed
      CROSS JOIN tag ON tag.key = typed.value
      UNION ALL
      SELECT typed.key, name
      FROM json_each(?1) AS typed
      CROSS JOIN tag_alias ON alias COLLATE NOCASE IN (typed.key, typed.value)
      JOIN tag ON tag.id = tag_id
    )
    GROUP BY word
"""
