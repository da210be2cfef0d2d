"""Entry rule: an item of a list without an address, such as `- TITLE`, in a list where others have one."""

from __future__ import annotations

import re

from ingest.model import Article, Entry
from ingest.read.article import make_article
from ingest.read.item import read_item
from ingest.read.link_head import is_titled

_WORDS = re.compile(r"(?:\[[ xX]\][ \t]+)?[*_~\"“《「【(（'`#\[]*[^\W_]")
_ADDRESS = re.compile(r"\w://|\]\(")
_NEARBY = re.compile(r"(?!.*://)(?:\[[ xX]\][ \t]+)?[*_~]*\[(?![\^\[])[^\[\]]*[^\W_][^\[\]]*\]\((?!#)[^\s()]+\)")


def begins(content: str, below: str) -> bool:
    """Whether the item begins with a word and holds no address. That others of its list do, the list must tell.

    A link in the comment behind a strong title is none of its own, nor one to a page of the writer's own.
    """
    if _WORDS.match(content) is None:
        return False
    return _ADDRESS.search(content) is None or is_titled(content) or _NEARBY.match(content) is not None


def read(entry: Entry) -> Article:
    """The article of the entry."""
    head, outline = read_item(entry)
    return make_article(entry, head, outline, head.address)
