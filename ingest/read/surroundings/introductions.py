"""Whether lines are what a writer says about a log or a part of it, so that they are no article, and none is lost.

Looks at words and signs only; of lines that an entry rule would take, at those above the first entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from ingest.patterns import lazy_compile
from ingest.read import SEVERAL
from ingest.read.entries import Owner
from ingest.read.lines import BADGES, BODY, ITEM, PICTURE, SENTENCE_ENDS, is_text

_WORD = lazy_compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")
_FEW = 5  # words; shorter ones that a sign ends may be titles
_RATIO = 4
_FAR = 10
_LONGEST = 1000  # characters
_LINK = lazy_compile(r"\[[^\[\]]*\]\(|https?://", re.IGNORECASE)
# A link of one word with which a sentence begins, and the words behind which an address stands in one.
_NAME_OF_PAGE = lazy_compile(r"\[[A-Za-z]+\]\([^()\s]*\)[ \t]+[a-z]")
_POINTS_AT = lazy_compile(
    r"(?:\b(?:see|at|from|in|on|by|via|to|visit|read|check)|[见看在自考到])[ \t]*$", re.IGNORECASE
)


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


def is_of_items(lines: Sequence[str]) -> bool:
    """Whether a log has addresses in items of lists, and below the first of them hardly any elsewhere.

    A paragraph with a link that stands above may then be about all of it.
    """
    items = texts = 0
    for line in lines:
        if "://" in line and ITEM.match(line):
            items += 1
        elif items and "://" in line:
            texts += is_text(line)
    return items >= SEVERAL and _RATIO * texts <= items


def introduction_with_link(lines: Sequence[str], number: int) -> int:
    """How many lines the paragraph has that begins on line `number`, if it is sentences with a link in them; else 0.

    A title before its address, or a link with a comment behind it, is none.
    """
    paragraph = list(takewhile(str.strip, lines[number - 1 : number - 1 + _FAR]))
    text = "\n".join(paragraph)
    is_last = number - 1 + len(paragraph) >= len(lines)
    if is_last or len(text) > _LONGEST or any(map(BODY.match, paragraph)):
        return 0
    first = _LINK.search(text)
    before = text[: first.start()].rstrip() if first else ""
    if first is None or not text.rstrip(" *_)").endswith(SENTENCE_ENDS):
        return 0
    is_running = _POINTS_AT.search(before) if before else _NAME_OF_PAGE.match(text)
    return len(paragraph) if is_running else 0


def _paragraphs(lines: Sequence[str]) -> Iterator[list[str]]:
    for is_written, paragraph in groupby(lines, lambda line: bool(line.strip())):
        if is_written:
            yield list(paragraph)


def _is_beside_text(paragraph: Sequence[str]) -> bool:
    """Whether a paragraph is a quote or a picture: neither is an article."""
    return all(line.lstrip().startswith(">") or PICTURE.match(line) or BADGES.match(line) for line in paragraph)


def _is_sentence(paragraph: Sequence[str]) -> bool:
    """Whether a paragraph is one of text, and ends as a sentence does, whatever signs stand behind its end."""
    if any(map(BODY.match, paragraph)):
        return False
    text = " ".join(paragraph)
    last = next((sign for sign in reversed(text) if sign.isalnum() or sign in SENTENCE_ENDS), "")
    return last in SENTENCE_ENDS and len(_WORD.findall(text)) >= _FEW
