"""Entry rule: an item of a list without an address, such as `- TITLE`, in a list where others have one."""

from __future__ import annotations

import re

from ingest.model import Article, Entry
from ingest.read.article import make_article
from ingest.read.item import read_item
from ingest.read.link_head import is_titled

_WORDS = re.compile(r"(?:\[[ xX]\][ \t]+)?[*_~\"“《「【(（'`#\[]*[^\W_]")
_ADDRESS = re.compile(r"\w://|\]\(")
_NEARBY = re.compile(
    r"(?!.*://)(?:\[[ xX]\][ \t]+)?[*_~]*\[(?![\^\[])[^\[\]]*[^\W_][^\[\]]*\]"
    r"\((?:(?!#)[^\s()]+|\{\{[^{}]*\}\}|\{%[^{}]*%\})\)"
)
# What is said of a title above, not a title: 'author: Ann'.
_FIELD = re.compile(
    r"[*_]*(?:authors?|type|genre|rating|pages|isbn|publisher|published|format|autor|auteur|автор"
    r"|作者|类型|類型|评分|評分|出版社|页数|頁數)[*_]*[ \t]*(?:::?(?=[*_\s])|：)",
    re.IGNORECASE,
)


def begins(content: str, below: str) -> bool:
    """Whether the item begins with a word and holds no address. That others of its list do, the list must tell.

    A link in the comment behind a strong title is none of its own, nor one to a page of the writer's own, which a
    template may name.
    """
    if _WORDS.match(content) is None or is_field(content):
        return False
    return _ADDRESS.search(content) is None or is_titled(content) or _NEARBY.match(content) is not None


def is_field(content: str) -> bool:
    """Whether the item says of a title above who wrote it, or what it is."""
    return _FIELD.match(content) is not None


def read(entry: Entry) -> Article:
    """The article of the entry."""
    head, outline = read_item(entry)
    return make_article(entry, head, outline, head.address)
