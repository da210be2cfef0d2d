"""Entry rule: an item of a list with an address, such as `- [title](address) — comment` or `1. TITLE URL`.

What stands behind the link is the writer's comment; what is nested below, the outline. `- [ ]` is still to be read.
The address may stand on the next line, or be all that is nested below. A link to another page of the writer's own has
none: its words are the title.
"""

from __future__ import annotations

from ingest.model import Article, Entry
from ingest.patterns import lazy_compile
from ingest.read.article import make_article
from ingest.read.item import read_item
from ingest.read.lines import BOX, HOLDS_ADDRESS, LINK_LABEL, PICTURES
from ingest.read.passages.view_link import holds_passage
from ingest.read.said_below import address_below
from ingest.read.titles.before_title import cut_before_title
from ingest.read.titles.line_head import is_titled
from ingest.read.titles.link_head import begins_with_link, is_wrapped
from ingest.read.titles.pointers import closes_with_pointer, holds_only_pointers, is_address
from ingest.read.titles.prose import is_pointed, is_prose
from ingest.read.titles.title_forms import is_quoted_title

# A link to a page nearby and nothing else, but none to a place on the page; and a link whose address stands elsewhere.
_LINK = rf"(?:{BOX.pattern})?{LINK_LABEL}"
_NEARBY = lazy_compile(rf"{_LINK}\((?!#[^()])[^\s()]+\)\W*$")
_REFERENCE = lazy_compile(rf"{_LINK}\[[^\[\]]*\]")
# What is no article, such as pictures behind which no link stands.
_BODY = lazy_compile(rf"(?!{PICTURES}{LINK_LABEL}\()(?:[>|]|!\[|(?=<img\s){PICTURES}(?!.*://)|`{{3}}|~{{3}})")


def begins(content: str, below: str) -> bool:
    """Whether the item holds an address or a link, or the next line is its address, and it is no prose about one."""
    if _BODY.match(content):
        return False
    rest = cut_before_title(content).rest
    if is_titled(rest) or (holds_passage(content) and not begins_with_link(content)):
        return False
    if HOLDS_ADDRESS.search(content) is None:
        is_link = is_wrapped(content) or _NEARBY.match(content) or _REFERENCE.match(content)
        return bool(is_link) or is_address(below) or holds_only_pointers(below)
    points = is_pointed(rest) or (is_quoted_title(content) and closes_with_pointer(content))
    return begins_with_link(content) or points or not is_prose(content)


def read(entry: Entry) -> Article:
    """The article of the entry."""
    head, outline = read_item(entry)
    return make_article(entry, head, outline, address_below)
