"""Entry rule: a heading with a record right below it, `### Title`, then `- Link: address` and `- Author: …`.

All below it is its own, up to the next heading that is not deeper.
"""

from __future__ import annotations

from ingest.model import Article, Entry
from ingest.read.fields.records import read_record
from ingest.read.lines import heading_words
from ingest.read.rules.text_record import make_recorded

TAKES_PROSE = True


def read(entry: Entry) -> Article:
    """The article of the entry."""
    return make_recorded(entry, heading_words(entry.lines[0]), read_record(entry.lines, 1))
