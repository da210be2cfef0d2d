"""From the head of an entry and its outline to the article that they record.

The last step of every entry rule; knows nothing of how either was read.
"""

from __future__ import annotations

from ingest.diagnostics import diagnose
from ingest.model import Address, Article, Entry
from ingest.read.head import Head
from ingest.read.outline import Outline
from ingest.read.tags import mark_tag, section_tags, title_tags


def make_article(entry: Entry, head: Head, outline: Outline, address: Address | None) -> Article:
    """The article; one without an address is diagnosed."""
    missing = () if address else (diagnose("missing-url", entry.line_start),)
    marks = (*([mark_tag("star")] if head.starred else []), *([mark_tag("strike")] if head.struck else []))
    return Article(
        title=head.title.text,
        address=address,
        day=head.day,
        author=None,
        via=head.via,
        starred=head.starred,
        struck=head.struck,
        links=head.links,
        tags=(*title_tags(head.title), *section_tags(entry.sections), *marks),
        excerpts=outline.excerpts,
        diagnostics=(*missing, *head.diagnostics, *outline.diagnostics),
    )
