"""Entry rule: a heading that is a book without an address, `## Title - Author`, in a log of books.

All below it is its own, up to the next heading that is not deeper.
"""

from __future__ import annotations

from ingest.model import Article, Entry
from ingest.patterns import lazy_compile
from ingest.read.article import make_article
from ingest.read.fields.records import read_record
from ingest.read.lines import heading_words
from ingest.read.passages.outline import read_outline
from ingest.read.rules.text_record import make_recorded
from ingest.read.said_below import named_address_below, with_fields_below
from ingest.read.titles.link_head import read_link_head
from ingest.read.titles.title_forms import plain_title

TAKES_PROSE = True

_ATTRIBUTES = lazy_compile(r"[ \t]*\{[#.:][^{}]*\}$")


def read(entry: Entry) -> Article:
    """The article of the entry."""
    words = _ATTRIBUTES.sub("", heading_words(entry.lines[0]))
    if (record := read_record(entry.lines, 1)).roles:
        return make_recorded(entry, words, record, needs_address=False)
    head = read_link_head(entry, plain_title(words))
    outline = read_outline(entry, head.remarks)
    head = with_fields_below(entry, head, outline)
    return make_article(entry, head, outline, named_address_below, needs_address=False)
