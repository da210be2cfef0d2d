"""Whether lines that nothing reads are what a writer says about a log or a part of it, so that no article is lost.

Looks at words and signs only, and decides nothing about lines that are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from ingest.read.entries import Owner
from ingest.read.lines import BODY

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")
_ENDS = frozenset(".!?:。！？：…")
_FEW = 5  # words; shorter ones that a sign ends may be titles
_PICTURE = re.compile(r"[ \t]*!\[[^\[\]]*\]\([^()]*\)[ \t]*$")


def is_introduction(
    lines: Sequence[str], owners: Sequence[Owner | None], start: int, end: int, first: int | None
) -> bool:
    """Whether the lines from `start` to `end`, from 1, which nothing reads, introduce what is read.

    They do above the first entry, which begins on line `first`, sentences and quotes, and as one paragraph of sentences
    right below a heading or a rule. Where a log has no entry, nothing is an introduction: all may be lost.
    """
    if first is None:
        return False
    paragraphs = list(_paragraphs(lines[start - 1 : end]))
    if end < first:
        return all(_is_sentence(one) or _is_beside_text(one) for one in paragraphs)
    above = next((owners[place] for place in range(start - 2, -1, -1) if owners[place]), None)
    return above in ("heading", "separator") and len(paragraphs) == 1 and _is_sentence(paragraphs[0])


def _paragraphs(lines: Sequence[str]) -> Iterator[list[str]]:
    for is_written, paragraph in groupby(lines, lambda line: bool(line.strip())):
        if is_written:
            yield list(paragraph)


def _is_beside_text(paragraph: Sequence[str]) -> bool:
    """Whether a paragraph is a quote or a picture: neither is an article."""
    return all(line.lstrip().startswith(">") or _PICTURE.match(line) for line in paragraph)


def _is_sentence(paragraph: Sequence[str]) -> bool:
    """Whether a paragraph is one of text, and ends as a sentence does, whatever signs stand behind its end."""
    if any(map(BODY.match, paragraph)):
        return False
    text = " ".join(paragraph)
    last = next((sign for sign in reversed(text) if sign.isalnum() or sign in _ENDS), "")
    return last in _ENDS and len(_WORD.findall(text)) >= _FEW
