"""Entry rule: a heading with a record right below it, `### Title`, then `- Link: address` and `- Author: …`.

All below it is its own, up to the next heading that is not deeper.
"""

from __future__ import annotations

from ingest.model import Article, Entry
from ingest.read.lines import HEADING, without_closing
from ingest.read.records import read_record
from ingest.read.rules.text_record import make_recorded

TAKES_PROSE = True


def read(entry: Entry) -> Article:
    """The article of the entry."""
    first, *rest = entry.lines
    found = HEADING.match(first)
    return make_recorded(entry, without_closing(found[2].strip()) if found else first, read_record(rest))
