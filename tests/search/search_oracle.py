"""Search by its definition, slowly: what a row must hold to be found, and which of its characters are marked.

Never imports ingest.search and never asks SQLite: it is what those two are compared with.

A text is a line of units: words, and runs of CJK characters, told apart by the names of their characters. A query
without operators is found where its units stand in that line one after the other: words whole, the first run at the end
of one, the last at the beginning, a run alone anywhere. Each word beside a symbol must be beside it in the text too.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

CJK_NAMES = (
    "CJK UNIFIED IDEOGRAPH",
    "CJK COMPATIBILITY IDEOGRAPH",
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


@dataclass(frozen=True)
class Unit:
    """A run of CJK characters, or a word; `places` are those of its characters in the text."""

    is_run: bool
    characters: tuple[str, ...]
    places: tuple[int, ...]
    symbols: frozenset[str]


def finds(query: str, text: str) -> bool:
    query_units = units(query)
    return bool(_alignments(query_units, units(text))) and _symbol_words(query_units) <= _symbol_words(units(text))


def marked(query: str, text: str) -> set[int]:
    """The places in `text` of the characters that the query finds."""
    return {place for alignment in _alignments(units(query), units(text)) for place in alignment}


@cache
def units(text: str) -> tuple[Unit, ...]:
    found: list[Unit] = []
    start = 0
    while start < len(text):
        of_kind = _is_cjk if _is_cjk(text[start]) else _is_word
        end = start
        while end < len(text) and of_kind(text[end]):
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


def _alignments(query: tuple[Unit, ...], text: tuple[Unit, ...]) -> list[list[int]]:
    if not query:
        return []
    found = []
    for first in range(len(text) - len(query) + 1):
        there = text[first : first + len(query)]
        if len(query) == 1 and query[0].is_run and there[0].is_run:
            found += _occurrences(query[0], there[0])
        elif all(
            _matches(a, b, i == 0, i == len(query) - 1) for i, (a, b) in enumerate(zip(query, there, strict=True))
        ):
            found.append(
                [
                    place
                    for i, (a, b) in enumerate(zip(query, there, strict=True))
                    for place in (b.places[-len(a.characters) :] if i == 0 and a.is_run else b.places)[
                        : len(a.characters) if a.is_run else None
                    ]
                ]
            )
    return found


def _matches(query: Unit, text: Unit, is_first: bool, is_last: bool) -> bool:
    if query.is_run != text.is_run:
        return False
    if not query.is_run:
        return "".join(query.characters) == "".join(text.characters)
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
    # U+2E9F and U+2EF3 are the two radicals beyond the Kangxi ones that have a compatible character.
    return unicodedata.name(character, "").startswith(CJK_NAMES) or character in "\u2e9f\u2ef3"


@cache
def _is_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN" and not _is_cjk(character)


@cache
def _fold(character: str) -> str:
    """NFKC without case and accents, unless that would turn a word into a symbol, or one word into several."""
    folded = unicodedata.normalize("NFKC", character).casefold()
    if {(_is_cjk(c), _is_word(c)) for c in folded} != {(_is_cjk(character), _is_word(character))}:
        return character
    return "".join(c for c in unicodedata.normalize("NFD", folded) if not "\u0300" <= c <= "\u0331")
