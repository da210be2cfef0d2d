"""Finds the words of a text by looking at its characters, and of many texts, which row holds which word.

Never looks into the index, nor makes tokens as `search.tokens` does: the index is held against what is found here.
"""

from __future__ import annotations

import re
import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from operator import add

from ingest.search import fold
from ingest.search.fold import CJK, kind

# What ends a run of CJK characters in `Held.runs`.
END = "\n"

_LONGEST_WORD = 1000  # of a word twice as long, a query is not read to its end
_EMOJI = range(0x1F000, 0x1FB00)  # each is by itself in the index, and none is searched
_RUN = re.compile(f"([{CJK}]+)")
_SYMBOL = re.compile(r"\+\+|#|(?<!\.)\.(?=[^\W\d_])")
_NONE, _MARK = " ", "\0"


class Characters(dict[int, str]):
    """For `str.translate`: letters and digits as the tokenizer of the index compares them, a blank for what is in no
    word, and NUL for a mark that is dropped within one.

    SQLite is asked, once a character: its Unicode is version 6.1, and it takes accents off Latin letters only.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection
        self._known: dict[str, str] = {}
        connection.execute("CREATE VIRTUAL TABLE temp.probe USING fts5(text, tokenize='unicode61 remove_diacritics 2')")
        connection.execute("CREATE VIRTUAL TABLE temp.probe_term USING fts5vocab('temp', 'probe', 'instance')")

    def __missing__(self, code: int) -> str:
        """Asks about a block of 256: xéx is one token or two, and one of them says what é is taken for."""
        block = range(code & ~0xFF, (code | 0xFF) + 1)
        self._connection.execute(
            "INSERT INTO temp.probe(text) VALUES (?)", [" ".join(f"x{chr(one)}x" for one in block)]
        )
        terms = iter(self._connection.execute("SELECT term FROM temp.probe_term ORDER BY offset").fetchall())
        self._connection.execute("DELETE FROM temp.probe")
        for one in block:
            (term,) = next(terms)
            if term == "x":
                next(terms)
            self[one] = _NONE if term == "x" or one in _EMOJI else term[1:-1] or _MARK
        return self[code]

    def read_word(self, piece: str) -> str:
        """The word that is `piece` when it is translated; '' for one that cannot be searched."""
        word = self._known.get(piece)
        if word is None:
            word = piece.replace(_MARK, "")
            # Without a mark between them, two letters may be one, and a query would take them so.
            if len(word) > _LONGEST_WORD or fold(word) != word or not all(map(_is_searched, word)):
                word = ""
            self._known[piece] = word
        return word


@dataclass(frozen=True, slots=True)
class Held:
    """What a search can find in a text.

    `runs` are its CJK characters as they stand together, each run closed by `END`; `words` its other words, and
    `symbol_words` those with a symbol, as c++, c# and .net: every one as often as it occurs.
    """

    runs: str
    words: list[str]
    symbol_words: list[str]


def read_text(text: str, characters: Characters) -> Held:
    """What a search can find in `text`."""
    parts = _RUN.split(fold(text))  # at even places what is between the runs
    runs = "".join(run + END for run in parts[1::2])
    others = _NONE.join(parts[::2])
    words = others.translate(characters)
    found = [word for word in map(characters.read_word, words.split()) if word]
    return Held(runs, found, list(_symbol_words(others, words, characters)))


def _symbol_words(others: str, words: str, characters: Characters) -> Iterator[str]:
    """The words with a symbol beside them; `words` is the translation of `others`, character by character."""
    for symbol in _SYMBOL.finditer(others):
        if symbol[0] == ".":
            start = end = symbol.end()
            while others[end : end + 1].isalnum():
                end += 1
            word = words[start:end].partition(_NONE)[0]
        else:
            start = end = symbol.start()
            while start and others[start - 1].isalnum():
                start -= 1
            word = words[start:end].rpartition(_NONE)[2]
        if word := characters.read_word(word):
            yield f".{word}" if symbol[0] == "." else f"{word}{symbol[0]}"


def _is_searched(character: str) -> bool:
    return kind(character) == "W" and ord(character) not in _EMOJI


@dataclass(slots=True)
class Scan:
    """The rows that hold a word, in the order of their ids, and how often all rows together hold each."""

    rows: defaultdict[str, array[int]] = field(default_factory=lambda: defaultdict(lambda: array("q")))
    counts: Counter[str] = field(default_factory=Counter)


def scan_rows(
    rows: Iterable[tuple[int, str]], characters: Characters, wanted: Collection[str], every_word: bool = False
) -> Scan:
    """What the texts of `rows` hold; the rows come in the order of their ids.

    Rows are noted for words that are `wanted`, which may have more than two CJK characters, and with `every_word` for
    all. All are counted but single CJK characters; these are, with `END`, as the last of a run.
    """
    scan = Scan()
    longer: defaultdict[str, list[str]] = defaultdict(list)
    for word in wanted:
        if len(word) > 2 and kind(word[0]) == "C":
            longer[word[:2]].append(word)
    wanted, beginnings = set(wanted), set(longer)
    noted = wanted | beginnings
    for row, text in rows:
        held = read_text(text, characters)
        counted = [*map(add, held.runs, held.runs[1:]), *held.words, *held.symbol_words]
        scan.counts.update(counted)
        pieces = {*counted, *held.runs} if every_word else noted.intersection(counted) | noted.intersection(held.runs)
        if held.symbol_words:
            pieces -= {word for word in held.symbol_words if word.strip(".+#") not in held.words}
        for piece in pieces if every_word else pieces & wanted:
            scan.rows[piece].append(row)
        for beginning in pieces & beginnings:
            for word in longer[beginning]:
                if word in held.runs:
                    scan.rows[word].append(row)
    for piece in [piece for piece in scan.rows if END in piece]:
        del scan.rows[piece]
    return scan
