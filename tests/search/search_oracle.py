"""Search by its definition, slowly: what a row must hold to be found, and which of its characters are marked.

Never imports ingest.search and never asks SQLite: it is what those two are compared with.

A text is a line of units: words, and runs of CJK characters, told apart by the names of their characters. A query
without operators is found where its units stand in that line one after the other: words whole, the first run at the end
of one, the last at the beginning, a run alone anywhere. Each word beside a symbol must be beside it in the text too.
Which characters are one is asked of Unicode and of OpenCC.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

from ingest.search.radicals import SUPPLEMENT

CJK_NAMES = (
    "CJK UNIFIED IDEOGRAPH",
    "CJK COMPATIBILITY IDEOGRAPH",
    "CJK RADICAL",
    "KANGXI RADICAL",
    "IDEOGRAPHIC CLOSING MARK",
    "IDEOGRAPHIC ITERATION MARK",
    "IDEOGRAPHIC NUMBER ZERO",
    "HIRAGANA LETTER",
    "KATAKANA LETTER",
    "KATAKANA-HIRAGANA PROLONGED SOUND MARK",
    "HALFWIDTH KATAKANA LETTER",
    "BOPOMOFO LETTER",
    "HANGUL LETTER",
    "HANGUL SYLLABLE",
)

# Younger than the tokenizer, which takes them for letters: each is a word by itself, though no query begins or ends
# with one. These are those of the tests.
YOUNG_EMOJI = "🤖🧵"
# Marks that belong to the word before them: those of the tests.
ACCENTS = "\u0300\u0301"

_t2s = OpenCC("t2s")
_SURROGATES = frozenset(map(chr, range(0xD800, 0xE000)))


@dataclass(frozen=True)
class Unit:
    """A run of CJK characters, or a word; `places` are those of its characters in the text."""

    is_run: bool
    characters: tuple[str, ...]
    places: tuple[int, ...]
    symbols: frozenset[str]


def finds(query: str, text: str, *, prefix: bool = False) -> bool:
    """Whether `text` holds `query`; with `prefix`, the last word of `query` may go on."""
    wanted, line = _query_units(query), units(text)
    return bool(_alignments(wanted, line, prefix)) and (prefix or _symbol_words(wanted) <= _symbol_words(line))


def is_searchable(query: str) -> bool:
    return bool(_query_units(query))


def marked(query: str, text: str, *, prefix: bool = False) -> set[int]:
    """The places in `text` that highlight() marks for a query: each find from its first character to its last."""
    if not finds(query, text, prefix=prefix):
        return set()
    found = _alignments(_query_units(query), units(text), prefix)
    return {place for places in found for place in range(places[0], places[-1] + 1)}


def marked_with_symbols(query: str, text: str, *, prefix: bool = False) -> set[int]:
    """As `marked`; but a query that is one word with its symbols, such as C++, marks that word where it has them, and
    them too."""
    wanted = units(query.strip())
    symbols = wanted[0].symbols if len(wanted) == 1 else frozenset()
    if not symbols or _spelling(wanted[0]) != "".join(map(_fold, query.strip())):
        return marked(query, text, prefix=prefix)
    return {
        place
        for unit in units(text)
        if not unit.is_run and "".join(unit.characters) == "".join(wanted[0].characters) and symbols <= unit.symbols
        for place in range(
            unit.places[0] - ("." in symbols), unit.places[-1] + 1 + 2 * ("++" in symbols) + ("#" in symbols)
        )
    }


def _spelling(unit: Unit) -> str:
    before = "." * ("." in unit.symbols)
    return before + "".join(unit.characters) + "".join(sorted(unit.symbols - {"."}))


def _query_units(query: str) -> tuple[Unit, ...]:
    """The units of a query, without emoji at its ends."""
    found = list(units(query))
    while found and found[0].characters[0] in YOUNG_EMOJI:
        del found[0]
    while found and found[-1].characters[0] in YOUNG_EMOJI:
        del found[-1]
    return tuple(found)


@cache
def units(text: str) -> tuple[Unit, ...]:
    found: list[Unit] = []
    start = 0
    while start < len(text):
        of_kind = _is_cjk if _is_cjk(text[start]) else _is_word
        end = start + (text[start] in YOUNG_EMOJI)
        while end < len(text) and of_kind(text[end]) and text[start] not in YOUNG_EMOJI:
            end += 1
            while of_kind is _is_word and end < len(text) and text[end] in ACCENTS:
                end += 1
        if end > start:
            found.append(_unit(text, start, end))
        start = max(end, start + 1)
    return tuple(found)


def _unit(text: str, start: int, end: int) -> Unit:
    characters = tuple(map(_fold, text[start:end]))
    before = "".join(map(_fold, text[max(0, start - 2) : start]))
    after = "".join(map(_fold, text[end : end + 2]))
    symbols: set[str] = set()
    if not _is_cjk(text[start]):
        if before.endswith(".") and not before.endswith("..") and not text[start].isdecimal():
            symbols.add(".")
        symbols |= {symbol for symbol in ("++", "#") if after.startswith(symbol)}
    return Unit(_is_cjk(text[start]), characters, tuple(range(start, end)), frozenset(symbols))


def _alignments(query: tuple[Unit, ...], text: tuple[Unit, ...], prefix: bool) -> list[list[int]]:
    """The places of each stretch of `text` that is `query`."""
    if not query:
        return []
    found = []
    for first in range(len(text) - len(query) + 1):
        there = text[first : first + len(query)]
        if len(query) == 1 and query[0].is_run and there[0].is_run:
            found += _occurrences(query[0], there[0])
            continue
        pairs = list(zip(query, there, strict=True))
        last = len(pairs) - 1
        if all(_matches(a, b, i == 0, i == last, prefix) for i, (a, b) in enumerate(pairs)):
            places = [list(b.places) for b in there]
            places[0] = places[0][-len(query[0].characters) :] if query[0].is_run else places[0]
            places[-1] = places[-1][: len(query[-1].characters)] if query[-1].is_run else places[-1]
            found.append([place for some in places for place in some])
    return found


def _matches(query: Unit, text: Unit, is_first: bool, is_last: bool, prefix: bool) -> bool:
    if query.is_run != text.is_run:
        return False
    if not query.is_run:
        word, there = "".join(query.characters), "".join(text.characters)
        return there.startswith(word) if prefix and is_last else there == word
    size = len(query.characters)
    if is_first and not is_last:
        return text.characters[-size:] == query.characters
    if is_last and not is_first:
        return text.characters[:size] == query.characters
    return text.characters == query.characters


def _occurrences(query: Unit, text: Unit) -> list[list[int]]:
    size = len(query.characters)
    return [
        list(text.places[i : i + size])
        for i in range(len(text.characters) - size + 1)
        if text.characters[i : i + size] == query.characters
    ]


def _symbol_words(line: tuple[Unit, ...]) -> set[tuple[str, str]]:
    return {("".join(unit.characters), symbol) for unit in line for symbol in unit.symbols}


@cache
def _is_cjk(character: str) -> bool:
    return unicodedata.name(character, "").startswith(CJK_NAMES) and character != "\u2e80"  # which is no character


@cache
def _is_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN" and not _is_cjk(character)


@cache
def _fold(character: str) -> str:
    """NFKC and simplified, without case and accents, unless that would make a word a symbol, or one word several."""
    folded = unicodedata.normalize("NFKC", character).casefold()
    folded = simplify(SUPPLEMENT.get(folded, folded))
    if {(_is_cjk(c), _is_word(c)) for c in folded} != {(_is_cjk(character), _is_word(character))}:
        return character
    return "".join(c for c in unicodedata.normalize("NFD", folded) if not "\u0300" <= c <= "\u0331")


def simplify(character: str) -> str:
    """What OpenCC makes of a character, again and again until nothing changes. It cannot be given a surrogate."""
    if character in _SURROGATES:
        return character
    while (simplified := _t2s.convert(character)) != character:
        character = simplified
    return character
