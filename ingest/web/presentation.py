"""What templates ask about a text that was found: its pieces, its language, whether it may be a link.

Never makes HTML: the templates do, and they escape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ingest.search.fold import CJK_RUN
from ingest.search.marks import Marks, shorten

LENGTH = 300  # characters of a passage that a page of results shows

# Only these may be followed: a log can hold any address, javascript: too.
ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


class Piece(NamedTuple):
    """A part of a text, within a mark or not."""

    text: str
    is_marked: bool


def cut_pieces(text: str, marks: Marks, length: int | None = None) -> Iterator[Piece]:
    """The pieces of `text`, none empty; with `length`, those of about as many characters around the marks.

    >>> [piece.text for piece in cut_pieces("讲内存管理", ((1, 3),))]
    ['讲', '内存', '管理']
    """
    if length is not None:
        text, marks = shorten(text, marks, length)
    done = 0
    for start, end in (*marks, (len(text), len(text))):
        for piece in (Piece(text[done:start], False), Piece(text[start:end], True)):
            if piece.text:
                yield piece
        done = end


def find_language(text: str) -> str:
    """The language that a browser is told, for its choice of fonts and of a voice."""
    return "zh-CN" if CJK_RUN.search(text) else "en"


def is_address(text: str | None) -> bool:
    """Whether `text` is an address that a page may link to."""
    return bool(text and ADDRESS.fullmatch(text))
