"""From the outline below an article that an app exported to its passages: what was marked, and the notes on it.

Where people write an outline themselves, the signs of quotes say which is which; an app only has a heading above.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from ingest.addresses import read_address
from ingest.model import Excerpt, ExcerptKind, Link, TagUse
from ingest.patterns import lazy_compile
from ingest.read.passages.view_link import ViewLink
from ingest.read.tags import listed_tags

HIGHLIGHTS = r"(?:(?:my )?(?:highlights|annotations)|高亮划线|高亮|划线|标注|摘录|摘抄)"
"""The pattern of the words that stand above all passages."""

# A heading with them. One that says more than this stays, with the words that it has.
_HEADING = lazy_compile(rf"\W*{HIGHLIGHTS}(?P<more>\b.*)?", re.IGNORECASE | re.DOTALL)
_LONGEST_HEADING = 200
_WORDS: tuple[ExcerptKind, ...] = ("quote", "heading", "label", "note", "reply", "link")


def settle_passages(
    excerpts: Sequence[Excerpt],
    views: Mapping[int, ViewLink],
    quotes: Container[int] = (),
    has_headings: bool = True,
) -> tuple[Excerpt, ...]:
    """The outline with its passages as such: what stands below such a heading, is quoted, or has a view link.

    `views` and `quotes` go by lines. A heading that says nothing else is left out, and what is below it moves up, but
    where people wrote the headings (not `has_headings`).
    """
    settled: dict[int | None, Excerpt] = {}  # by the position before; what is left out is not in it
    headings: set[int | None] = set()
    passages: set[int | None] = set()  # those, and all below them
    for old in excerpts:
        heading = _match_heading(old) if has_headings else None
        if heading:
            headings.add(old.position)
            if not (heading["more"] or "").strip(" :："):
                continue
        lines = range(old.line_start, old.line_end + 1) if old.depth else ()  # a remark stands where no view is
        here = [views[line] for line in lines if line in views]
        view = here[-1] if here else None
        kind = old.kind
        if heading:
            kind = "label"
        elif (
            old.depth
            and kind in _WORDS
            and old.parent not in passages
            and (view or old.parent in headings or old.line_start in quotes)
        ):
            kind = "quote"
            passages.add(old.position)
        elif old.parent in passages:
            passages.add(old.position)
            kind = "note" if kind in ("label", "heading", "link") and not _is_only_link(old) else kind
        passage = _with_views(replace(old, kind=kind), here[:-1])
        settled[old.position] = place_below(settled.get(old.parent), len(settled) + 1, passage, view)
    return tuple(settled.values())


def _match_heading(excerpt: Excerpt) -> re.Match[str] | None:
    """What an excerpt says that is such a heading."""
    may_be = excerpt.depth == 1 and excerpt.kind in ("heading", "label", "note")
    return _HEADING.fullmatch(excerpt.text) if may_be and len(excerpt.text) < _LONGEST_HEADING else None


def _with_views(excerpt: Excerpt, views: Sequence[ViewLink]) -> Excerpt:
    """An excerpt with the links of an app at the ends of lines above its last, as links."""
    for view in views:
        links = (*excerpt.links, Link(read_address(view.url), view.location))
        excerpt = replace(excerpt, links=links, tags=add_listed(excerpt.tags, view.tags))
    return excerpt


def place_below(above: Excerpt | None, position: int, excerpt: Excerpt, view: ViewLink | None) -> Excerpt:
    """An excerpt in this position, right below another or below none, with what the link of an app says of it."""
    excerpt = replace(
        excerpt,
        position=position,
        parent=above.position if above else None,
        depth=above.depth + 1 if above else min(excerpt.depth, 1),
        path=path_below(above),
    )
    if view is None:
        return excerpt
    tags = add_listed(excerpt.tags, view.tags)
    return replace(excerpt, source_url=view.url, location=view.location, tags=tags, marked=view.marked)


def path_below(above: Excerpt | None) -> tuple[str, ...]:
    """The titles above what stands right below an excerpt, or below none."""
    if above is None:
        return ()
    return (*above.path, above.text) if above.kind in ("heading", "label") else above.path


def add_listed(tags: tuple[TagUse, ...], names: Sequence[str]) -> tuple[TagUse, ...]:
    """Tags, and those of these names that are not among them."""
    known = {tag.key for tag in tags}
    return (*tags, *(tag for tag in listed_tags(names) if tag.key not in known))


def _is_only_link(excerpt: Excerpt) -> bool:
    return excerpt.kind == "link" and all(not link.title or excerpt.text == link.title for link in excerpt.links)
