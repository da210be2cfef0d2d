"""Entry rule: an item of an outline whose lines below are properties, as Logseq keeps them and Omnivore exports them.

`- [title](address)` or `- title:: words`, then `  author:: …` and the like; nested below, passages and notes on them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from ingest.addresses import read_address
from ingest.model import Article, Entry
from ingest.names import fold_name
from ingest.patterns import lazy_compile
from ingest.read.article import make_article
from ingest.read.dates.forms import without_wiki_link
from ingest.read.dates.headings import is_date
from ingest.read.fields.filling import fill_head
from ingest.read.fields.front_matter import FULL_TITLE, unquoted
from ingest.read.fields.properties import is_silent, names_article, note_as_item, read_nested_property, read_property
from ingest.read.item import read_item
from ingest.read.lines import HOLDS_ADDRESS, ITEM, cut_start, indent_of, item_words
from ingest.read.markdown import Inline, parse_inline
from ingest.read.passages.outline import Outline, outline_tokens
from ingest.read.passages.outline_passages import settle_passages
from ingest.read.passages.outline_tokens import parse_outline
from ingest.read.passages.view_link import ViewLink, cut_view_link
from ingest.read.tags import cut_tags_behind, listed_tags
from ingest.read.titles.beside import read_link
from ingest.read.titles.head import Head, cut_title
from ingest.read.titles.link_head import begins_with_link, read_link_head
from ingest.read.titles.prose import is_prose
from ingest.read.words.field_names import Field

_TASK = lazy_compile(r"(?P<state>TODO|DOING|LATER|NOW|WAITING|WAIT|DONE|CANCELED|CANCELLED)[ \t]+(?=\S)")


class _Item(NamedTuple):
    """An item taken apart: its properties, and the lines nested in it.

    Of these, by their places: the view links, and which are quotes.
    """

    fields: list[Field]
    lines: list[str]
    views: dict[int, ViewLink]
    quotes: set[int]


def begins(content: str, below: str) -> bool:
    """Whether the item is an article with properties, or a link that is something to do."""
    task, words = cut_start(_TASK, content)
    own, next_ = read_property(words), read_nested_property(below) if below[:1] in (" ", "\t") else None
    if own:
        return any(names_article(field) for field in (own, next_) if field)
    if next_ and ITEM.match(below) and (next_.role == "title" or is_date(words)):  # the item below is the article
        return False
    if next_ and (names_article(next_) or (_is_known(next_) and begins_with_link(words))):
        return True
    return task is not None and HOLDS_ADDRESS.search(words) is not None and not is_prose(words)


def read(entry: Entry) -> Article:
    """The article of the item."""
    first, *below = entry.lines
    content = item_words(first)
    task, words = cut_start(_TASK, content)
    item = _take_apart(below, indent_of(first))
    own = read_property(words)
    if task and not (own or item.fields or item.views):  # it is no app's: an item with a link like any other
        head, outline = read_item(replace(entry, lines=(first[: len(first) - len(content)] + words, *below)))
    else:
        head = _read_head(entry, "" if own else words, [*([own] if own else []), *item.fields])
        outline = _read_outline(entry, head, item)
    if task:
        head = replace(head, unread=task["state"] not in ("DONE", "CANCELED", "CANCELLED"))
    return make_article(entry, head, outline)


def _read_outline(entry: Entry, head: Head, item: _Item) -> Outline:
    """What is nested in the item: passages of an app, which knows their places."""
    lines = ["", *item.lines]
    outline = outline_tokens(entry, lines, parse_outline(lines, entry.definitions), head.remarks, 1)
    start = entry.line_start + 1
    excerpts = settle_passages(
        outline.excerpts,
        {start + place: view for place, view in item.views.items()},
        {start + place for place in item.quotes},
    )
    return replace(outline, excerpts=excerpts)


def _take_apart(lines: Sequence[str], indent: int) -> _Item:
    """What stands below the first line of an item, which is indented so far.

    Its properties are those above its first nested item, and nested items that are a property and hold nothing. The
    other lines lose the indentation that all nested items have.
    """
    items = [ITEM.match(line) for line in lines]
    nested = [indent_of(line) for line, item in zip(lines, items, strict=True) if item]
    base = min(nested, default=0)
    first = next((place for place, item in enumerate(items) if item), len(lines))
    fields: list[Field] = []
    left: list[str] = []
    views: dict[int, ViewLink] = {}
    quotes = {place for place, item in enumerate(items) if item and item["content"].startswith(">")}
    above = -1  # the latest item
    for place, (line, item) in enumerate(zip(lines, items, strict=True)):
        depth = indent_of(line) - base if nested else -1
        field = read_nested_property(line) if not item or depth <= 0 else None
        if field and item:  # one that holds items, or that no article has, is an item like others
            holds = place + 1 < len(lines) and indent_of(lines[place + 1]) > base
            field = None if holds or not (field.role or is_silent(field)) else field
        if field and (item or place < first or depth < 0 or is_silent(field)):
            fields.append(field)
            line = ""
        above = place if item else above
        is_passage = above in quotes or above in views or (item and depth > 0)
        line, view = cut_view_link(note_as_item(line) if is_passage else line)
        if view:
            views[place] = view
        left.append(" " * max(indent_of(line) - (base if nested else indent + 2), 0) + line.lstrip(" \t"))
    return _Item(fields, left, views, quotes)


def _is_known(field: Field) -> bool:
    return field.role is not None or is_silent(field)


def _title_rank(field: Field) -> bool:
    """Where a title stands among several: the full one first, of which an app has made another for a file name."""
    return field.key != FULL_TITLE


def _read_head(entry: Entry, words: str, fields: Sequence[Field]) -> Head:
    """The head from the words of the item, or from its title where it has one, and from all its properties."""
    words, tags = cut_tags_behind(words)
    head = read_link_head(entry, without_wiki_link(words))
    titles = sorted((field for field in fields if field.role == "title" and field.value), key=_title_rank)
    rest = [field for field in fields if not is_silent(field) and field not in titles]
    if titles:
        said = head.title.text
        written = without_wiki_link(titles[0].value)
        title = parse_inline(unquoted(written) or written, entry.definitions)
        head = cut_title(entry, _with_title(head, title))
        rest += [Field("title", field.value) for field in titles[1:]]
        if said and fold_name(said) != fold_name(title.text):
            rest.append(Field("title", said))
    return fill_head(entry, replace(head, tags=(*head.tags, *listed_tags(tags))), rest)


def _with_title(head: Head, title: Inline) -> Head:
    """The head with the title of a property, and what else that has; a link that is all of it is the article's."""
    links = [span for span in title.of("link", "image") if span.value]
    whole = (span for span in links if span.kind == "link" and title.words(span).strip() == title.text.strip())
    own = None if head.address else next(whole, None)
    return replace(
        head,
        title=title,
        address=read_address(own.value) if own else head.address,
        links=(*head.links, *(read_link(title, span) for span in links if span is not own)),
        remarks=(*head.remarks, *(span.value for span in title.of("comment") if span.value)),
    )
