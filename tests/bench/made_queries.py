"""Queries drawn from the texts that they will search: what is common there is often asked for.

Never asks the index.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

_HAN = "[\u4e00-\u9fff]"
_WORD = "A-Za-z0-9_"
_LATIN = f"(?<![{_WORD}])([A-Za-z][{_WORD}]+)(?![{_WORD}+#])"
_LATIN_THEN_HAN = f"(?<![{_WORD}])([A-Za-z][{_WORD}]*{_HAN}{{1,2}})"
_WITH_SYMBOLS = rf"((?:C\+\+|C#|F#|\.NET){_HAN}{{0,2}})"
_PASSAGES = 5_000


@dataclass(frozen=True, slots=True)
class Query:
    """`text` is what is typed; `parts` are what a scan looks for, all of them or, where `is_either`, one."""

    text: str
    parts: tuple[str, ...]
    is_either: bool = False

    @property
    def is_chinese(self) -> bool:
        """Whether just those texts are meant that contain the parts: a word of letters must be whole."""
        return all(re.fullmatch(f"{_HAN}+", part) for part in self.parts)

    def finds(self, text: str) -> bool:
        return (any if self.is_either else all)(part in text for part in self.parts)


def draw_queries(connection: sqlite3.Connection, rng: Random, size: int) -> dict[str, list[Query]]:
    """`size` queries of each class."""
    passages = _draw_passages(connection, rng)
    text = "\n".join(passages)

    def draw(*patterns: str) -> list[str]:
        found = [re.findall(pattern, text) for pattern in patterns]
        return [rng.choice(found[n % len(found)]) for n in range(size) if found[n % len(found)]]

    pairs = list(_draw_pairs(passages, rng, size))
    return {
        "one character": _plain(draw(_run(1))),
        "two characters": _plain(draw(_run(2))),
        "three or four": _plain(draw(_run(3), _run(4))),
        "five to eight": _plain(draw(*map(_run, range(5, 9)))),
        "Latin word": _plain(draw(_LATIN)),
        "mixed scripts": _plain(draw(_LATIN_THEN_HAN)),
        "with symbols": _plain(draw(_WITH_SYMBOLS)),
        "two terms": [Query(" ".join(pair), pair) for pair in pairs],
        "either of two": [
            Query(" OR ".join(pair), pair, is_either=True) for pair in zip(draw(_run(2)), draw(_run(2)), strict=True)
        ],
        "prefix": [Query(f"{word[:3]}*", (word[:3],)) for word in draw(_LATIN)],
        "nothing found": _plain([word[::-1] for word in draw(_run(6))]),
    }


def _plain(texts: list[str]) -> list[Query]:
    return [Query(text, (text,)) for text in texts]


def _run(size: int) -> str:
    return f"(?=({_HAN}{{{size}}}))"


def _draw_passages(connection: sqlite3.Connection, rng: Random) -> list[str]:
    last = connection.execute("SELECT max(id) FROM excerpt").fetchone()[0]
    ids = rng.sample(range(1, last + 1), min(last, _PASSAGES))
    return [connection.execute("SELECT text FROM excerpt WHERE id = ?", [id_]).fetchone()[0] for id_ in ids]


def _draw_pairs(passages: list[str], rng: Random, size: int) -> Iterator[tuple[str, str]]:
    """Two pairs of characters that one passage has."""
    while size > 0:
        found = re.findall(_run(2), rng.choice(passages))
        if len(found) > 1:
            first, second = rng.sample(found, 2)
            yield first, second
            size -= 1
