"""From the head of an entry and its outline to the article that they record.

The last step of every entry rule; knows nothing of how either was read.
"""

from __future__ import annotations

from collections.abc import Callable

from ingest.diagnostics import Diagnostic, count_of, diagnose
from ingest.model import Address, Article, Entry, TagRule
from ingest.patterns import lazy_compile
from ingest.read.entries import AMONG_TITLES
from ingest.read.lines import is_ticked, item_words
from ingest.read.passages.outline import Outline
from ingest.read.tags import mark_tag, section_tags, title_tags
from ingest.read.titles.head import Head
from ingest.read.titles.title_forms import is_quoted_title
from ingest.read.words.to_read import are_to_read

MANY_LINKS = 10
"""So many items below an article that begin with links are told: they may be articles. Of real ones 4 are the most."""

_BEGINS_WITH_LINK = lazy_compile(r"[*_]*(?:\[|<?https?://)")


def make_article(
    entry: Entry,
    head: Head,
    outline: Outline,
    find_below: Callable[[Outline], Address | None] | None = None,
    needs_address: bool = True,
) -> Article:
    """The article; one without an address is diagnosed where its shape and its list have a place for one.

    A title in the signs of a book's has none. A link without words has its address for a title. `find_below`
    finds one where the head has none.
    """
    address = head.address or (find_below(outline) if find_below else None)
    is_among_titles = AMONG_TITLES in entry.context.split("\n") or is_quoted_title(head.title.text)
    is_missing = needs_address and not address and not is_among_titles
    missing = (diagnose("missing-url", entry.line_start),) if is_missing else ()
    facts: dict[TagRule, bool] = {
        "star": head.starred,
        "strike": head.struck,
        "unread": head.unread or (are_to_read(entry.sections) and not is_ticked(item_words(entry.lines[0]))),
    }
    marks = (mark_tag(rule) for rule, holds in facts.items() if holds)
    return Article(
        title=head.title.text.strip() or (address.url if address else head.title.text),
        address=address,
        day=head.day,
        author=head.author,
        via=head.via,
        starred=head.starred,
        struck=head.struck,
        links=head.links,
        tags=(*title_tags(head.title), *head.tags, *section_tags(entry.sections), *marks),
        excerpts=outline.excerpts,
        diagnostics=(*missing, *_tell_many_links(entry, outline), *head.diagnostics, *outline.diagnostics),
    )


def _tell_many_links(entry: Entry, outline: Outline) -> list[Diagnostic]:
    """A list of links may be of articles, whose title would be what stands above them."""
    links = [
        one for one in outline.excerpts if one.kind != "quote" and one.links and _BEGINS_WITH_LINK.match(one.markdown)
    ]
    if len(links) < MANY_LINKS:
        return []
    return [diagnose("many-links", entry.line_start, links=count_of(len(links), "link"))]
