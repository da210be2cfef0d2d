"""Entry rule: a paragraph that begins with a link, such as `[title](address). [another](address)`, and prose below.

Links right behind the first are other addresses; one within prose is no article.
"""

from __future__ import annotations

import re

from ingest.model import Article, Entry
from ingest.patterns import lazy_compile
from ingest.read.article import make_article
from ingest.read.item import read_item
from ingest.read.titles.before_title import cut_before_title

TAKES_PROSE = True

_LABEL = r"[*_~]*\[(?:\\.|[^\[\]\\]|\[[^\[\]]*\])++"
_LINK = lazy_compile(rf"{_LABEL}\]\([^()]*(?:\([^()]*\)[^()]*)*\)")
# Several links to pages nearby and nothing else: they lead about a site.
_NAVIGATION = lazy_compile(r"(?!.*://)(?:\[[^\[\]]+\]\([^()\s]+\)[\s|/·•,，、>«»-]*){2,}$")
_WRAPPED = lazy_compile(rf"{_LABEL}$")
_LINK_END = lazy_compile(r"[^\[\]]*\]\(<?https?://", re.IGNORECASE)


def begins(line: str, below: str) -> bool:
    """Whether the line begins with a link in Markdown's form, which the line below may complete.

    A day may stand before it, what kind of thing it is, and whatever else stands before a title.
    """
    if "[" not in line or _NAVIGATION.match(line):
        return False
    before = cut_before_title(line)
    if before.clock and not before.day:  # of a line among others of the day, each an article
        return False
    rest = before.rest
    return _LINK.match(rest) is not None or (_WRAPPED.match(rest) is not None and _LINK_END.match(below) is not None)


def goes_on(line: str) -> bool:
    """Whether the line completes a link that the one above it begins."""
    return _LINK_END.match(line) is not None


def read(entry: Entry) -> Article:
    """The article of the entry; without an address where the link leads nowhere."""
    head, outline = read_item(entry)
    return make_article(entry, head, outline)
