"""Entry rule: an item of a list without an address, such as `- TITLE`, in a list where others have one.

One that is a paragraph of the item, below others, is its own.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from ingest.model import Address, Article, Entry
from ingest.patterns import lazy_compile
from ingest.read.article import make_article
from ingest.read.fields.properties import read_property
from ingest.read.item import read_item
from ingest.read.lines import FENCE, ITEM, LINK_LABEL
from ingest.read.passages.outline import Outline
from ingest.read.titles.before_title import cut_before_title
from ingest.read.titles.line_head import is_titled
from ingest.read.titles.pointers import holds_only_pointers, is_address
from ingest.read.titles.title_forms import without_number
from ingest.read.words.field_names import says_of_title

_WORDS = lazy_compile(r"(?:[⭐🌟★☆]\ufe0f?){0,5}[ \t]*[*_~=\"“‘«„《「『【(（'`#\[]*\.?[^\W_]")
_ADDRESS = lazy_compile(r"\w://|\]\(")
_NEARBY = lazy_compile(
    rf"(?!.*://){LINK_LABEL}"
    r"\((?:(?!#[^()])[^\s()]+|(?=\)\s*$)|\{\{[^{}]*\}\}|\{%[^{}]*%\})\)"
)
# What stands in the place of a title where there is none.
_NOTHING = lazy_compile(
    r"(?:[\d.~–—至到年月日号/ -]*[\s日号])?(?:无|無|none|n/a|tba|tbd|\?+|\d{1,2})\s*$", re.IGNORECASE
)
# What Obsidian and Typora mark.
_MARKED = lazy_compile(r"==(?=[^\s=])(?P<words>[^=\n]++)(?<=\S)==")
# What closes a title in the signs of one as it does a sentence, or parts one in strong print from what is below.
_STOP = lazy_compile(r"(?<=[》）])。\s*$|(?<=\*\*|__)[:：]\s*$")


def begins(content: str, below: str) -> bool:
    """Whether the item begins with a word and holds no address. That others of its list do, the list must tell.

    A link in the comment behind a strong title is none of its own, nor one to a page of the writer's own, which a
    template may name.
    """
    words = cut_before_title(content).rest
    is_word = _WORDS.match(words) and not _NOTHING.match(words) and not FENCE.match(words)
    if not is_word or says_of_title(content) or read_property(content):
        return False
    return _ADDRESS.search(words) is None or is_titled(words) or _NEARBY.match(words) is not None


def read(entry: Entry) -> Article:
    """The article of the entry."""
    first, *rest = entry.lines
    item = ITEM.match(first)
    content = item["content"] if item else first
    content = _MARKED.sub(r"\g<words>", content)
    sign = first[: item.start("content")] if item else ""
    entry = replace(entry, lines=(sign + _STOP.sub("", without_number(content)), *rest))
    head, outline = read_item(entry)
    return make_article(entry, head, outline, partial(_own_address, entry))


def _own_address(entry: Entry, outline: Outline) -> Address | None:
    """The address that is a paragraph of the item."""
    links = [one for one in outline.excerpts if one.depth == 1 and one.kind == "link"]
    alone = (one for one in links if is_address(one.markdown) or holds_only_pointers(one.markdown))
    own = (one for one in alone if not ITEM.match(entry.lines[one.line_start - entry.line_start]))
    return next((one.links[0].address for one in own), None)
