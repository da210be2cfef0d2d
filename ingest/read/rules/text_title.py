"""Entry rule: a paragraph of one line that is a book without an address, in a log of books or in the signs of a title.

`Title - Author` or `**《Title》**`; what stands below it is its own, up to the next.
"""

from __future__ import annotations

from dataclasses import replace

from ingest.model import Article, Entry
from ingest.read.article import make_article
from ingest.read.item import read_item
from ingest.read.prose import may_be_title, without_number

TAKES_PROSE = True


def begins(words: str) -> bool:
    """Whether the paragraph may be a title. That it is, the log must tell."""
    return may_be_title(words)


def read(entry: Entry) -> Article:
    """The article of the entry."""
    first, *rest = entry.lines
    head, outline = read_item(replace(entry, lines=(without_number(first), *rest)))
    return make_article(entry, head, outline, head.address, needs_address=False)
