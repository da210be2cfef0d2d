"""What a log most likely has its articles in, where no rule finds one and its name or title says that it is of reading.

A guess is made from the form of a log as a whole, from what comes again and again in it, and is told as one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.read.books import Books, find_bare_lines, is_part
from ingest.read.headings import is_date
from ingest.read.lines import BODY, HEADING, ITEM, indent_of, is_separator, without_closing
from ingest.read.lookahead import is_underlined
from ingest.read.page import outside_fences
from ingest.read.prose import is_quoted_title, may_be_title
from ingest.read.sections import is_group, says_books, says_notes, says_read

_SEVERAL = 3
_MARGIN = 3
_NEARLY_ALL = 0.8
_COMMAND = re.compile(r"list\b", re.IGNORECASE)
_BOX = re.compile(r"\[[ xX]\][ \t]+")
_LABEL = re.compile(r"[*_]*(?P<label>[^:：]{1,20})[*_]*[:：]")


def guess_books(lines: Sequence[str], start: int, title: str, name: str) -> Iterator[Books]:
    """What may be the books of a log whose front matter takes up `start` lines, the likeliest first.

    `title` is its title, `name` that of its file: they say that it is of what was read, and not of notes on it.
    """
    words = re.sub(r"[-_]", " ", name)
    if not (says_read(words) or says_read(title)) or says_notes(words) or _COMMAND.match(words):
        return
    yield Books(frozenset(), frozenset(find_bare_lines(lines, start)), False)
    texts = [(place + 1, line) for place, line in outside_fences(lines, start)]
    found = [ITEM.match(line) for _, line in texts if indent_of(line) <= _MARGIN]
    items = [_BOX.sub("", item["content"]) for item in found if item]
    labels = Counter(label["label"] for content in items if (label := _LABEL.match(content)))
    is_list = len(items) >= _SEVERAL or len(items) == sum(line.strip() != "" for _, line in texts)
    are_titles = is_list and sum(map(may_be_title, items)) >= _NEARLY_ALL * len(items)
    if are_titles and not any(count > 1 for count in labels.values()):
        yield Books(frozenset(), frozenset(), True)
    yield Books(frozenset(_find_headings(lines, texts)), frozenset(), False)
    paragraphs = _find_paragraphs(lines, texts)
    yield Books(frozenset(), frozenset(paragraphs if len(paragraphs) >= _SEVERAL else ()), False)


def _find_headings(lines: Sequence[str], texts: Sequence[tuple[int, str]]) -> list[int]:
    """The headings of the highest level on which each is another, and several are, or one in the signs of a title."""
    levels: dict[int, list[tuple[int, str]]] = {}
    for number, line in texts:
        if found := HEADING.match(line):
            levels.setdefault(len(found[1]), []).append((number, without_closing(found[2].strip())))
        elif is_underlined(lines, number):
            levels.setdefault(1 if lines[number][0] == "=" else 2, []).append((number, line))
    for level in sorted(levels):
        found_here = levels[level]
        words = [words for _, words in found_here]
        is_told = all(map(is_quoted_title, words)) or len(words) > 1
        if is_told and len(set(words)) == len(words) and all(map(_may_be_book, words)):
            return [number for number, _ in found_here]
    return []


def _may_be_book(words: str) -> bool:
    return may_be_title(words) and not (is_date(words) or is_group(words) or is_part(words) or says_books(words))


def _find_paragraphs(lines: Sequence[str], texts: Sequence[tuple[int, str]]) -> list[int]:
    """The lines that begin paragraphs, and may all be titles."""
    begin = [
        (number, line)
        for number, line in texts
        if line.strip()
        and not BODY.match(line)
        and not HEADING.match(line)
        and not is_separator(line)
        and (number == 1 or not lines[number - 2].strip())
        and not is_underlined(lines, number)
    ]
    return [number for number, _ in begin] if all(_may_be_book(line) for _, line in begin) else []
