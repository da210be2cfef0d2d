"""Entry rule: a paragraph of one line that is a book without an address, `Title - Author`, in a log of books."""

from __future__ import annotations

from ingest.model import Article, Entry
from ingest.read.article import make_article
from ingest.read.item import read_item
from ingest.read.prose import may_be_title


def begins(words: str) -> bool:
    """Whether the paragraph may be a title. That it is, the log must tell."""
    return may_be_title(words)


def read(entry: Entry) -> Article:
    """The article of the entry."""
    head, outline = read_item(entry)
    return make_article(entry, head, outline, head.address, needs_address=False)
