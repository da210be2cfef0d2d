"""What a log says that the rows of its entries do not: the property that nothing of a log is lost, made precise.

A letter is a letter or a digit. The letters below the first line of an entry stand in the Markdown of its excerpts, in
the order of the log, and nothing else stands there. Those of the first line stand in the title, the addresses, the day,
the source and the remarks: the parts may stand in the line in any order, but each in one piece.

Excepted are marks and markup, and only these: on the first line the star, the word that makes 【from `x`】 a source,
tags and comments of HTML, and entities; below it the numbers of ordered lists.
"""

from __future__ import annotations

import re

from ingest.model import Article, Entry

_LETTER = re.compile(r"[^\W_]")
_STAR = re.compile(r"【\s*\[\s*:star:\s*\]\s*\[\s*`\*`\s*\]\s*】")
_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_NUMBERS = re.compile(r"^[\s>*+-]*(?:\d{1,9}[.)](?=\s|$)[\s>*+-]*)+")


def letters(text: str) -> str:
    """The letters and digits of a text."""
    return "".join(_LETTER.findall(text))


def lost_letters(entry: Entry, article: Article) -> str:
    """The letters of an entry that its article does not have; '' when it has them all."""
    head, *body = entry.text.split("\n")
    rows = "".join(letters(excerpt.markdown) for excerpt in article.excerpts if excerpt.depth > 0)
    return lost_from_head(head, article) + _missing("".join(letters(_NUMBERS.sub("", line)) for line in body), rows)


def invented_letters(entry: Entry, article: Article) -> str:
    """The letters of the excerpts that the lines of the entry do not have; '' when none is made up or doubled."""
    body = entry.text.partition("\n")[2]
    rows = "".join(letters(excerpt.markdown) for excerpt in article.excerpts if excerpt.depth > 0)
    return _missing(rows, letters(body))


def lost_from_head(line: str, article: Article) -> str:
    """What is left of the first line when every part has taken its own out of it, addresses and longer parts first."""
    urls = [link.address.url for link in article.links] + ([article.address.url] if article.address else [])
    line = line.replace("\0", "\ufffd")  # CommonMark 0.31, section 2.3
    for url in sorted(urls, key=len, reverse=True):
        line = line.replace(url, "", 1)
    parts = [article.title, article.day, f"from {article.via}" if article.via else None]
    parts += [link.title for link in article.links]
    parts += [excerpt.markdown for excerpt in article.excerpts if excerpt.depth == 0]
    left = _said_letters(line)
    for part in sorted((_said_letters(part) for part in parts if part), key=len, reverse=True):
        left = left.replace(part, " ", 1)
    return left.replace(" ", "")


def _said_letters(markdown: str) -> str:
    return letters(_ENTITY.sub("", _TAG.sub("", _STAR.sub("", markdown))))


def _missing(wanted: str, found: str) -> str:
    """The end of `wanted`, from its first letter on that does not stand in `found` behind those before it."""
    rest = iter(found)
    for index, letter in enumerate(wanted):
        if letter not in rest:
            return wanted[index:]
    return ""
