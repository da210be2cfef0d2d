"""Entry rule: an item of a list without an address, such as `- TITLE`, in a list where others have one."""

from __future__ import annotations

import re

from ingest.model import Article, Entry
from ingest.read.article import make_article
from ingest.read.item import read_item

_WORDS = re.compile(r"(?:\[[ xX]\][ \t]+)?[*_~\"“《「【(（'`#\[]*[^\W_]")
_ADDRESS = re.compile(r"\w://|\]\(")


def begins(content: str, below: str) -> bool:
    """Whether the item begins with a word and holds no address. That others of its list do, the list must tell."""
    return _WORDS.match(content) is not None and _ADDRESS.search(content) is None


def read(entry: Entry) -> Article:
    """The article of the entry."""
    head, outline = read_item(entry)
    return make_article(entry, head, outline, head.address)
