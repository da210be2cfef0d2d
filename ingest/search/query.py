"""Reads what people type into a search box, and writes it as an FTS5 query: any string in, a valid query out.

Never raises on any text, and never runs the query.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ingest.search.fold import fold, kind
from ingest.search.tokens import pair_characters, symbol_words

# No row has an empty phrase.
NOTHING = '""'

# A query is read up to here, because FTS5 takes time with every phrase, most where it ranks: 500 common words are
# counted in 60 ms and ranked in 1.8 s, over 27,000 rows.
MAX_CHARACTERS = 2000
MAX_TERMS = 64

_TERM = re.compile(r'(?P<excluded>NOT\s+|-(?!-))?(?:"(?P<phrase>[^"]*)"|(?P<word>\S+))')
OR = frozenset({"OR", "|", "或"})
_JOINTS = OR | {"AND"}
_OPERATORS = _JOINTS | {"NOT"}
_NARROW = str.maketrans("“”＂－｜＊", '"""-|*')
_STARRED = re.compile(r"[^\W_]\*\Z")
# Quotes, which ＂ is folded to, would end the phrase, NUL the query, and a lone surrogate cannot be bound.
_UNSAYABLE = re.compile('["\0\ud800-\udfff]')


class Term(NamedTuple):
    """Words that stand together. `prefix`: the last of them may go on; `excluded`: rows with them are not wanted.

    A named tuple, because `readlog find` would spend a third of its time on importing dataclasses.
    """

    text: str
    prefix: bool = False
    excluded: bool = False


# What a search box says: alternatives, and the terms of each, all of which a row must satisfy.
Query = tuple[tuple[Term, ...], ...]


def fts_query(text: str) -> str:
    """The FTS5 query for what a person typed, to count and find rows of `excerpt_fts` or `article_fts`.

    >>> fts_query("Linux内核 -驱动")
    '"linux 内核" NOT ("驱动")'
    """
    return write_query(parse_query(text))


def write_marks(terms: Iterable[Term]) -> str:
    """The FTS5 query for highlight() and snippet(): any of `terms`, wherever they stand.

    A pair of characters is one token, at the place of the first of them: the last character of a run needs a token of
    its own to be marked. It is a prefix, which takes FTS5 longer to find.

    >>> write_marks([Term("内存"), Term("泄漏")])
    '"内存 存" * OR "泄漏 漏" *'
    """
    return " OR ".join(filter(None, (" AND ".join(_write_phrases(term, marked=True)) for term in terms))) or NOTHING


def write_query(query: Query) -> str:
    """The FTS5 query that finds the rows that satisfy one of the alternatives; `NOTHING` if none asks for a word."""
    return " OR ".join(filter(None, map(_write_alternative, query))) or NOTHING


def parse_query(text: str) -> Query:
    """What `text` asks for.

    Space is AND, which may be written out, and binds tighter than `OR`, `|`, `或`; these stand alone between two terms.
    `-x` and `NOT x` exclude; `"…"` is a phrase; `word*` a prefix. All else, an operator out of place included, is
    literal. Wide signs, as Chinese keyboards give them, are taken for narrow ones.

    >>> [[term.text for term in terms] for terms in parse_query("内存 泄漏 | memory leak*")]
    [['内存', '泄漏'], ['memory', 'leak']]
    """
    alternatives: list[list[Term]] = [[]]
    joint: re.Match[str] | None = None  # an operator behind a term
    for match in _TERM.finditer(narrow_signs(text)[:MAX_CHARACTERS]):
        is_joint = match[0] in _JOINTS and bool(alternatives[-1])
        if is_joint and joint is None:
            joint = match
            continue
        if sum(map(len, alternatives)) == MAX_TERMS:
            return tuple(map(tuple, alternatives))
        if joint and joint[0] in OR:
            alternatives.append([])
        joint = None
        alternatives[-1].append(_read_term(match))
    if joint and sum(map(len, alternatives)) < MAX_TERMS:  # it joins nothing
        alternatives[-1].append(_read_term(joint))
    return tuple(map(tuple, alternatives))


def narrow_signs(text: str) -> str:
    """`text` with the signs of the query language in their narrow form: “page cache” ｜ －x as "page cache" | -x."""
    return text.translate(_NARROW)


def count_terms(text: str) -> int:
    """The number of words and phrases in `text`, without what joins them."""
    return sum(match[0] not in _JOINTS for match in _TERM.finditer(narrow_signs(text)))


def write_words(query: Query) -> str:
    """What a person would type for `query`: `parse_query` of it asks for the same.

    >>> write_words(parse_query('a  "b c" OR d* -e'))
    'a "b c" OR d* -e'
    """
    return " OR ".join(" ".join(map(_write_term, terms)) for terms in query)


def _write_term(term: Term) -> str:
    text = narrow_signs(term.text).replace('"', " ")
    if term.prefix:  # which cannot be quoted: signs hold its words together
        text = "-".join(term.text.split()).lstrip('-"') + "*"
    elif text.split() != [text] or text.startswith("-") or text in _OPERATORS or _STARRED.search(text):
        text = f'"{text}"'
    return f"{'-' if term.excluded else ''}{text}"


def _read_term(match: re.Match[str]) -> Term:
    excluded = match["excluded"] is not None
    if match["phrase"] is not None:
        return Term(match["phrase"], excluded=excluded)
    word = match["word"]
    if _STARRED.search(word):
        return Term(word[:-1], prefix=True, excluded=excluded)
    return Term(word, excluded=excluded)


def _write_alternative(terms: tuple[Term, ...]) -> str:
    """The terms joined: NOT binds tighter than AND, and that tighter than OR (FTS5 documentation, section 3.7)."""
    wanted = [phrase for term in terms if not term.excluded for phrase in _write_phrases(term)]
    unwanted = [" AND ".join(_write_phrases(term)) for term in terms if term.excluded]
    if not wanted:  # FTS5 has no query for "all but these"
        return ""
    # One NOT with alternatives, not a chain of them: FTS5 allows 256 levels, and a chain takes one a term.
    exclusion = " OR ".join(filter(None, unwanted))
    return " AND ".join(wanted) + (f" NOT ({exclusion})" if exclusion else "")


def _write_phrases(term: Term, *, marked: bool = False) -> list[str]:
    """The phrases that a row with `term` has: one of its words, and one for each word with symbols; none of nothing."""
    folded = _UNSAYABLE.sub(" ", fold(term.text))
    core = _strip_symbols(folded)
    if not core:
        return []
    tokens = pair_characters(core).split()
    prefix = term.prefix
    if kind(core[-1]) == "C":
        # The run may go on in the text. Where a pair says all, the character that would close the run is left out.
        prefix = marked or len(core) == 1 or kind(core[-2]) != "C"
        if not prefix:
            del tokens[-1]
    phrases = [f'"{" ".join(tokens)}"' + (" *" if prefix else "")]
    if not term.prefix:
        phrases += [f'"{word}"' for word in symbol_words(pair_characters(folded))]
    return phrases


def _strip_symbols(folded: str) -> str:
    """`folded` from its first word to its last."""
    places = [place for place, character in enumerate(folded) if kind(character) in "CW"]
    return folded[places[0] : places[-1] + 1] if places else ""
