"""What the outline of an entry says of its article: the address, the day and the author that its head does not give.

Never changes the outline: what it says stays in its place.
"""

from __future__ import annotations

from dataclasses import replace
from operator import itemgetter

from ingest.model import Address, Entry, Excerpt
from ingest.read.dates.days import cut_day, find_day
from ingest.read.dates.forms import find_marked_day, without_wiki_link
from ingest.read.fields.page import read_line_field
from ingest.read.markdown import parse_inline
from ingest.read.passages.outline import Outline
from ingest.read.titles.bylines import read_byline
from ingest.read.titles.head import Head
from ingest.read.words.field_names import day_rank, is_published, is_reference

_OWN_WORDS = ("note", "label")
_SAYS_DAY = ("day", "status")  # '读完：' names either


def address_below(outline: Outline) -> Address | None:
    """The address among the items right below the head that a field says is the article's, else the first."""
    if named := named_address_below(outline):
        return named
    item = _first_link(outline)
    return item.links[0].address if item else None


def day_below(outline: Outline) -> str | None:
    """The day in 【】 behind the first address among the items right below the head."""
    item = _first_link(outline)
    return find_marked_day(item.text) if item else None


def _first_link(outline: Outline) -> Excerpt | None:
    return next((one for one in outline.excerpts if one.depth == 1 and one.links and one.kind == "link"), None)


def named_address_below(outline: Outline) -> Address | None:
    """The address among the items right below the head that a field says is the article's: `- url: …`."""
    items = (item for item in outline.excerpts if item.depth == 1 and item.links)
    fields = ((read_line_field(item.markdown), item.links[0].address) for item in items)
    named = [(is_reference(field), address) for field, address in fields if field and field.role == "address"]
    return min(named, key=itemgetter(0))[1] if named else None


def with_fields_below(entry: Entry, head: Head, outline: Outline) -> Head:
    """The head with what right below it is said of it where it says nothing: the day, and who wrote it.

    The day is that which the first line is, `Read on 2021-02-02`, or a field such as `- Finished: 2021-02-02`.
    """
    below = [one for one in outline.excerpts if one.depth == 1]
    own = [one.markdown for one in below if one.kind in _OWN_WORDS]
    first = [one.markdown.partition("\n")[0] for one in below[:1] if one.kind in _OWN_WORDS]
    fields = sorted(filter(None, map(read_line_field, own)), key=day_rank)
    lines = (read_line_field(one.markdown) for one in below if one.kind in (*_OWN_WORDS, "link"))
    authors = [without_wiki_link(field.value) for field in lines if field and field.role == "author"]
    authors += filter(None, map(read_byline, own))
    if authors and head.author is None:
        head = replace(head, author=parse_inline(authors[0], entry.definitions).text.strip() or None)
    days = [field.value for field in fields if field.role in _SAYS_DAY and not is_published(field)]
    for written in [] if head.day else [*first, *days]:
        said, rest = cut_day(written.strip("*_ "))
        day, ambiguous = find_day(entry, said) if said and not rest else (None, ())
        if day:
            return replace(head, day=day, diagnostics=(*head.diagnostics, *ambiguous))
    return head
