"""Finds which characters of a text a search is about: what FTS5's highlight() marks, and what combines with it.

Never looks at a readlog file: texts go through a scratch index in memory, made of the same tokens. The views of
schema.sql could say the same, but they take 3 µs a character to space a text in SQL, most of the time of a page.
"""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from unicodedata import combining
from weakref import finalize

from ingest.search.fold import CJK, fold, fold_in_place
from ingest.search.query import Term, parse_query, write_marks
from ingest.search.tokens import APART, RADICALS, SYMBOL_WORD, pair_characters, symbol_words

# Where marks begin and end, and what sets characters apart: control characters, which the tokenizer takes for spaces.
_OPEN, _CLOSE, _APART = "\1\2\3"
_CONTROL = re.compile(f"[\0{_OPEN}{_CLOSE}{_APART}]")

# highlight() takes time with the square of a text's length: 10 ms for 5,000 marks, 2 s for 100,000 (SQLite 3.40.1).
_PIECE = 5_000
_GAP = rf"\s|(?=[{CJK}])"  # takes 3 ms to compile, and most texts are short

Marks = tuple[tuple[int, int], ...]  # start and end of each mark, in characters, in order


class Marker:
    """A scratch index of one batch of texts at a time; it is closed with its last reference."""

    def __init__(self) -> None:
        # finalize may close it on another thread than the one that opened it
        self._connection = connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        finalize(self, connection.close)
        connection.execute("CREATE TABLE spaced (id INTEGER PRIMARY KEY, body, sym)")
        connection.execute(
            "CREATE VIRTUAL TABLE scratch USING fts5(body, sym, content='spaced', content_rowid='id', "
            f"""tokenize="unicode61 remove_diacritics 2 tokenchars '{RADICALS}'")"""
        )

    def find_marks(self, texts: Sequence[str], query: str) -> list[Marks]:
        """The marks of each text, empty where it holds none of the words that `query` wants."""
        pieces = [(number, *piece) for number, text in enumerate(texts) for piece in _cut(text, 2 * len(query))]
        marks: list[list[tuple[int, int]]] = [[] for _ in texts]
        found = self._find_marks([piece for _, _, piece in pieces], query)
        for (number, place, _), in_piece in zip(pieces, found, strict=True):
            text = texts[number]
            marks[number] += ((place + start, _behind_accents(text, place + end)) for start, end in in_piece)
        return [_joined(sorted(of_text)) for of_text in marks]

    def _find_marks(self, texts: Sequence[str], query: str) -> list[list[tuple[int, int]]]:
        connection = self._connection
        wanted_characters = {*fold(query)}
        connection.execute("BEGIN")
        for number, text in enumerate(texts):
            spaced, body, sym = _make_row(text, wanted_characters)
            connection.execute("INSERT INTO spaced VALUES (?, ?, '')", (number, spaced))
            connection.execute("INSERT INTO scratch (rowid, body, sym) VALUES (?, ?, ?)", (number, body, sym))
        connection.execute("COMMIT")  # SQLite 3.40 damages an index that is searched while it is written
        wanted = {term: _symbols_of(term) for terms in parse_query(query) for term in terms if not term.excluded}
        found: list[list[tuple[int, int]]] = [[] for _ in texts]
        for number, marks in self._highlight(term for term, symbols in wanted.items() if symbols is None):
            found[number] += marks
        for term, symbols in wanted.items():
            if symbols is not None:
                for number, marks in self._highlight([term]):
                    found[number] += _with_symbols(marks, texts[number], *symbols)
        connection.execute("BEGIN")
        connection.execute("INSERT INTO scratch (scratch) VALUES ('delete-all')")
        connection.execute("DELETE FROM spaced")
        connection.execute("COMMIT")
        return found

    def _highlight(self, terms: Iterable[Term]) -> Iterator[tuple[int, list[tuple[int, int]]]]:
        sql = "SELECT rowid, highlight(scratch, 0, ?, ?) FROM scratch WHERE scratch MATCH ?"
        for number, marked in self._connection.execute(sql, (_OPEN, _CLOSE, write_marks(terms))):
            yield number, _read_marks(marked)


def mark_text(text: str, marks: Marks, before: str = "[", after: str = "]") -> str:
    """`text` with `before` and `after` around each mark.

    >>> mark_text("讲内存管理", ((1, 3),))
    '讲[内存]管理'
    """
    pieces, done = [], 0
    for start, end in marks:
        pieces += [text[done:start], before, text[start:end], after]
        done = end
    return "".join([*pieces, text[done:]])


def shorten(text: str, marks: Marks, width: int) -> tuple[str, Marks]:
    """About `width` characters of `text`, those with the most marks, none of them cut; `…` for what is left out.

    >>> shorten("一二三四五六内存七八九十", ((6, 8),), 6)
    ('…六内存七八九…', ((2, 4),))
    """
    starts, ends = [start for start, _ in marks], [end for _, end in marks]  # both in order, as marks do not overlap
    places = [max(0, start - width // 4) for start in starts] or [0]
    begin = max(places, key=lambda at: bisect_right(ends, at + width) - bisect_left(starts, at))
    begin = max(0, min(begin, len(text) - width))
    begin = min([begin, *(start for start, stop in marks if start < begin < stop)])
    end = max([begin + width, *(stop for start, stop in marks if start < begin + width)])
    before, after = "…" if begin else "", "…" if end < len(text) else ""
    move = len(before) - begin
    kept = tuple((start + move, stop + move) for start, stop in marks if begin <= start < end)
    return f"{before}{text[begin:end]}{after}", kept


def _cut(text: str, overlap: int) -> Iterator[tuple[int, str]]:
    """A long text in pieces with their places, each parted from the next where words part; two share `overlap`."""
    start = 0
    while start + _PIECE < len(text):
        end = _find_gap(text, start + _PIECE)
        yield start, text[start : _find_gap(text, end + overlap)]
        start = end
    yield start, text[start:]


def _behind_accents(text: str, place: int) -> int:
    """Where the character that ends at `place` ends with what combines with it, which may be no part of its word."""
    while place < len(text) and combining(text[place]):
        place += 1
    return place


def _find_gap(text: str, place: int) -> int:
    """Where words part first from `place` on; `place` itself where none ends for long."""
    gap = re.compile(_GAP).search(text, place, place + _PIECE)
    return gap.start() if gap else place


def _make_row(text: str, wanted: Set[str]) -> tuple[str, str, str]:
    """`text` with its words set apart, and the two columns that `index_row` makes of it, whose n-th word is its n-th.

    A run of characters none of which is wanted stays whole in both: one word, which nothing matches, for many.
    """
    text = _CONTROL.sub(" ", text)
    folded = fold_in_place(text)
    if folded is None:
        paired = pair_characters(fold(text))
        return APART.sub(_set_apart, text), paired, " ".join(symbol_words(paired))
    apart: list[str] = []
    pairs: list[str] = []
    done = 0
    for run in APART.finditer(text):
        start, end = run.span()
        is_wanted = not wanted.isdisjoint(folded[start:end])
        apart += text[done:start], _set_apart(run) if is_wanted else f"{_APART}{run[0]}{_APART}"
        pairs += folded[done:start], pair_characters(folded[start:end]) if is_wanted else f" {run[0]} "
        done = end
    paired = "".join([*pairs, folded[done:]])
    return "".join([*apart, text[done:]]), paired, " ".join(symbol_words(paired))


def _set_apart(run: re.Match[str]) -> str:
    return f"{_APART}{_APART.join(run[0])}{_APART}"


def _read_marks(marked: str) -> list[tuple[int, int]]:
    marks, place = [], 0
    for piece in marked.replace(_APART, "").split(_OPEN):
        inside, closed, outside = piece.partition(_CLOSE)
        if closed:
            marks.append((place, place + len(inside)))
        place += len(inside) + len(outside)
    return marks


def _joined(marks: list[tuple[int, int]]) -> Marks:
    """The marks, in order, those that touch or overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in marks:
        if joined and joined[-1][1] >= start:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _symbols_of(term: Term) -> tuple[str, str] | None:
    """What stands before and after the word, if `term` is one word with symbols: ("", "++") for C++."""
    text = fold(term.text).strip()
    match = SYMBOL_WORD.fullmatch(text)
    if match is None or pair_characters(text) != text or not (match[1] or match[3]) or term.prefix:
        return None
    return match[1] or "", match[3] or ""


def _with_symbols(marks: list[tuple[int, int]], text: str, before: str, after: str) -> list[tuple[int, int]]:
    """Those of the marks that have their symbols, and these: the index knows C++ by a C and a token apart."""
    found = []
    for start, end in marks:
        left, right = fold(text[max(0, start - 2) : start]), fold(text[end : end + 2])
        if left.endswith(before) and not (before and left == "..") and right.startswith(after):
            found.append((start - len(before), end + len(after)))
    return found
