"""What a log most likely has its articles in, where no rule finds one and its name or title says that it is of reading.

A guess is made from the form of a log as a whole, from what comes again and again in it, and is told as one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.patterns import lazy_compile
from ingest.read import NEARLY_ALL, SEVERAL
from ingest.read.dates.headings import is_date
from ingest.read.lines import BODY, ITEM, QUOTE, indent_of
from ingest.read.surroundings.books import Books, find_bare_lines, may_be_book
from ingest.read.surroundings.parts import Part, cut_parts
from ingest.read.titles.before_title import cut_before_title
from ingest.read.titles.title_forms import is_numbered, is_quoted_title, may_be_title, without_note
from ingest.read.words.sections import is_called_read, is_part, says_notes

_MARGIN = 3
_COMMAND = lazy_compile(r"list\b", re.IGNORECASE)
_LABEL = lazy_compile(r"[*_]*(?P<label>[^:：]{1,20})[*_]*[:：]")


def guess_books(lines: Sequence[str], start: int, title: str, name: str) -> Iterator[Books]:
    """What may be the books of a log whose front matter takes up `start` lines, the likeliest first.

    `title` is its title, `name` that of its file: they say that it is of what was read, and not of notes on it.
    """
    words = re.sub(r"[-_]", " ", name)
    if not is_called_read(title, name) or says_notes(words) or _COMMAND.match(words):
        return
    parts = cut_parts(lines, start)
    yield Books(paragraphs=frozenset(find_bare_lines(parts)))
    texts = [text for part in parts for text in part.texts]
    found = [ITEM.match(line) for _, line in texts if indent_of(line) <= _MARGIN]
    items = [cut_before_title(item["content"]).rest for item in found if item]
    is_list = len(items) >= SEVERAL or (len(items) == len(texts) and len(parts) == 1)
    labels = Counter(label["label"] for content in items if (label := _LABEL.match(content)))
    are_titles = is_list and sum(map(may_be_title, map(without_note, items))) >= NEARLY_ALL * len(items)
    if are_titles and not any(count > 1 for count in labels.values()):
        yield Books(is_whole=True)
    yield Books(headings=frozenset(_find_headings(parts[1:])))
    if len(paragraphs := _find_paragraphs(lines, texts)) >= SEVERAL:
        yield Books(paragraphs=frozenset(paragraphs))


def guess_quoted(lines: Sequence[str], start: int) -> Iterator[Books]:
    """The headings of a log right above quotes, or of their chapters, where half of it and more are quotes.

    Before these, the lines of text right above quotes, if they may all be titles.
    """
    parts = cut_parts(lines, start)
    texts = [text for part in parts for text in part.texts]
    quoted = {number for number, line in texts if QUOTE.match(line)}
    others = [(number, line) for number, line in texts if number not in quoted]
    names = [line.rstrip(" \t:：") for _, line in others]  # '某人：' says who is quoted below
    if len(others) >= SEVERAL and all(n + 1 in quoted for n, _ in others) and all(map(_may_be_guessed, names)):
        yield Books(paragraphs=frozenset(number for number, _ in others))
    if len(quoted) <= len(others):
        return
    titles = [_without_chapters(part) for part in parts if QUOTE.match(part.first)]
    if numbers := frozenset(part.number for part in titles if part.number and not is_date(part.words)):
        yield Books(headings=numbers)


def _without_chapters(part: Part) -> Part:
    """The part above all those that are chapters of it, from this one on."""
    while part.above and part.above.number and (is_part(part.words) or is_numbered(part.words)):
        part = part.above
    return part


def _find_headings(headings: Sequence[Part]) -> list[int]:
    """The headings of the highest level on which each is another, and several are, or one in the signs of a title.

    Before these, those that have none below them, on whatever level, where all that have some are shorter.
    """
    if lowest := _find_lowest(headings):
        return lowest
    levels: dict[int, list[Part]] = {}
    for heading in headings:
        levels.setdefault(heading.level, []).append(heading)
    for level in sorted(levels):
        words = [heading.words for heading in levels[level]]
        is_told = all(map(is_quoted_title, words)) or len(words) > 1
        if is_told and _are_titles(words):
            return [heading.number for heading in levels[level]]
    return []


def _find_lowest(headings: Sequence[Part]) -> list[int]:
    """The headings that have no others below them, where these are several, and the names of sections are shorter."""
    below = {above.number for above, heading in pairwise(headings) if heading.level > above.level}
    sections = [heading.words for heading in headings if heading.number in below]
    lowest = [heading for heading in headings if heading.number not in below]
    words = [heading.words for heading in lowest]
    is_told = len(words) >= SEVERAL and sections and min(map(len, words)) > max(map(len, sections))
    return [heading.number for heading in lowest] if is_told and _are_titles(words) else []


def _are_titles(words: Sequence[str]) -> bool:
    """Whether headings may all be titles, and each is another."""
    return len(set(words)) == len(words) and all(map(_may_be_guessed, words))


def _may_be_guessed(words: str) -> bool:
    """Whether a line may be a title, and is no heading of a part of a text."""
    return may_be_book(words) and not is_part(words)


def _find_paragraphs(lines: Sequence[str], texts: Sequence[tuple[int, str]]) -> list[int]:
    """The lines that begin paragraphs, and may all be titles."""
    begin = [
        (number, line)
        for number, line in texts
        if not BODY.match(line) and (number == 1 or not lines[number - 2].strip())
    ]
    return [number for number, _ in begin] if all(_may_be_guessed(line) for _, line in begin) else []
