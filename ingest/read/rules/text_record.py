"""Entry rule: a title on a line of its own, or a field that is one, and right below it a record with the address.

`Title`, then `Author: …` and `Link: address`. Paragraphs below it belong to it.
"""

from __future__ import annotations

from ingest.model import Article, Entry
from ingest.read.article import make_article
from ingest.read.fields.filling import fill_head
from ingest.read.fields.records import Record, read_titled
from ingest.read.passages.outline import read_outline
from ingest.read.titles.link_head import read_link_head
from ingest.read.titles.title_forms import plain_title

TAKES_PROSE = True


def read(entry: Entry) -> Article:
    """The article of the entry."""
    return make_recorded(entry, *read_titled(entry.lines))


def make_recorded(entry: Entry, title: str, record: Record, needs_address: bool = True) -> Article:
    """The article of an entry whose first line is the title, with the record below it.

    What the record says that has no place of its own is kept as a note.
    """
    head = fill_head(entry, read_link_head(entry, plain_title(title)), record.fields)
    outline = read_outline(entry, head.remarks, 1 + record.length)
    return make_article(entry, head, outline, needs_address=needs_address)
