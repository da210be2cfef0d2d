"""Entry rule: an item of a list with an address, such as `- [title](address) — comment` or `1. TITLE URL`.

What stands behind the link is the writer's comment; what is nested below, the outline. `- [ ]` is still to be read.
"""

from __future__ import annotations

import re

from ingest.model import Article, Entry
from ingest.read.article import make_article
from ingest.read.item import read_item
from ingest.read.link_head import begins_with_link, is_wrapped
from ingest.read.prose import is_prose

_HOLDS_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s<>\"]", re.IGNORECASE)
_BODY = re.compile(r"[>|]|!\[|`{3}|~{3}")


def begins(content: str, below: str) -> bool:
    """Whether the item holds an address, or a link that is wrapped, and is no prose about one."""
    if _BODY.match(content):
        return False
    if _HOLDS_ADDRESS.search(content) is None:
        return is_wrapped(content)
    return begins_with_link(content) or not is_prose(content)


def read(entry: Entry) -> Article:
    """The article of the entry."""
    head, outline = read_item(entry)
    return make_article(entry, head, outline, head.address)
