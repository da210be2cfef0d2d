"""What a log says that the rows of its entries do not: the property that nothing of a log is lost, made precise.

A letter is a letter or a digit. The letters of an entry have to stand in its rows, in the order of the log: those below
the first line in the Markdown of the excerpts; those of the first line in the title, the addresses, the day and the
remarks, which may stand in the line in any order, but each in one piece.

Excepted are markup and marks, and nothing else: `_MARKUP` for both, `_HEAD_MARKS` for the first line, `_BODY_MARKS` for
the lines below.
"""

from __future__ import annotations

import re

from ingest.model import Article, Entry

_LETTER = re.compile(r"[^\W_]")

# An entity stands for a character; a tag and a backslash say how to print one.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>")

# The star 【[ :star: ][`*`]】, and the word that makes 【from `x`】 a source.
_HEAD_MARKS = re.compile(r"【\s*\[\s*:star:\s*\]\s*\[\s*`\*`\s*\]\s*】|(?<=【)\s*from\b", re.IGNORECASE)
# The numbers of ordered lists, which stand before everything else but other signs of lists and quotes.
_BODY_MARKS = re.compile(r"^[\s>*+-]*(?:\d{1,9}[.)](?=\s|$)[\s>*+-]*)+")


def letters(text: str) -> str:
    """The letters and digits of a text."""
    return "".join(_LETTER.findall(text))


def lost_letters(entry: Entry, article: Article) -> str:
    """The letters of an entry's lines that its article does not have, up to the end of the line; '' when it has all."""
    head, *body = entry.text.split("\n")
    return _lost_in_head(head, article) + _lost_in_body(body, article)


def _lost_in_head(line: str, article: Article) -> str:
    """What is left of the first line when every row has taken its own letters out of it, the longest first."""
    addresses = [article.address, *(link.address for link in article.links)]
    rows = [article.title, article.day, article.via]
    rows += [address.url for address in addresses if address]
    rows += [link.title for link in article.links]
    rows += [excerpt.markdown for excerpt in article.excerpts if excerpt.depth == 0]
    left = letters(_TAG.sub("", _HEAD_MARKS.sub("", line)))
    for row in sorted((letters(row) for row in rows if row), key=len, reverse=True):
        left = left.replace(row, " ", 1)
    return left.replace(" ", "")


def _lost_in_body(lines: list[str], article: Article) -> str:
    """The rest of the first line that has a letter which the excerpts do not have, behind those before it."""
    rows = iter("".join(letters(excerpt.markdown) for excerpt in article.excerpts if excerpt.depth > 0))
    for line in lines:
        wanted = letters(_BODY_MARKS.sub("", line))
        for index, letter in enumerate(wanted):
            if letter not in rows:
                return wanted[index:]
    return ""
