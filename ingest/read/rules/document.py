"""File rule: one article a file, with front matter, `Author: …` lines, or the headings of an app that exports passages.

What the file says of its article stands at its top and below `Metadata`; all the rest are passages and notes. Several
such files may be put together in one, each with a heading of the first level and `Metadata`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from markdown_it.token import Token

from ingest.addresses import read_address
from ingest.diagnostics import Diagnostic, count_of, diagnose
from ingest.model import Article, Entry, Excerpt, Link
from ingest.patterns import lazy_compile
from ingest.read.apps.weread_exports import begins_with_export
from ingest.read.article import make_article
from ingest.read.dates.forms import find_day_order
from ingest.read.entries import Blocks, Owner, make_entry
from ingest.read.fields.filling import fill_head
from ingest.read.fields.front_links import read_front_links
from ingest.read.fields.front_matter import front_matter_length, read_field, read_front_matter
from ingest.read.fields.page import Page, is_metadata, read_page
from ingest.read.fields.properties import note_as_item
from ingest.read.lines import DEFINITION, HEADING, HOLDS_ADDRESS, LETTER, is_separator
from ingest.read.literals import outside_fences
from ingest.read.markdown import Inline, parser
from ingest.read.passages.file_passages import Section, find_mode, place_excerpts, take_app_headings, take_views
from ingest.read.passages.outline import Outline, outline_tokens
from ingest.read.passages.stamps import take_stamps
from ingest.read.rules.document_signs import is_about_one
from ingest.read.titles.head import Head, cut_title, first_words

_NEAR_TOP = 5  # lines
_BOOKS = frozenset(("books", "book"))  # the category of what has no address, as Readwise writes it
_NUMBER_OF_BOOK = lazy_compile(r"(?:bookid|isbn)\s*:", re.IGNORECASE)  # in front matter


def recognises(lines: Sequence[str]) -> bool:
    """Whether the file is about one article, or holds several such files; `document_signs` tells how that shows."""
    front = read_front_matter(lines)
    if begins_with_export(lines, front.length):
        return False
    is_top = front.length > 0 or _may_be_top(next((line for line in lines if line.strip()), ""))
    if read_front_links(lines, front.length) or not (is_top or any(map(is_metadata, lines[:_NEAR_TOP]))):
        return False
    return all(is_about_one(lines[part.start : part.stop]) for part in _find_parts(lines))


def _find_parts(lines: Sequence[str]) -> list[range]:
    """The lines, from 0, of each file of which a file is put together: a heading of the first level, and metadata.

    What stands above the first of several below a heading of its own is none of them.
    """
    starts: list[int] = []
    top = None
    if any(map(is_metadata, lines)):
        for place, line in outside_fences(lines):
            if is_metadata(line):
                starts += [top] if top is not None else []
                top = None
            elif line.startswith(("# ", "#\t")):
                top = place
    is_introduced = len(starts) > 1 and any(HEADING.match(line) for _, line in outside_fences(lines[: starts[0]]))
    first = starts[0] if is_introduced else 0
    return [range(*bounds) for bounds in pairwise([first, *starts[1:], len(lines)])]


def cut(lines: Sequence[str], name: str = "") -> Blocks:
    """The file as one entry, or as one for each of the files that it is put together of; none where there is no word.

    The context is the front matter, and behind it, each on a line of its own, the name of the file and the order of
    days, '' where it does not matter.
    """
    front = front_matter_length(lines)
    if not any(map(LETTER.search, lines)):
        return Blocks(tuple("separator" if line.strip() else None for line in lines), (), (), ())
    owners: list[Owner | None] = [
        ("front-matter" if place < front else "entry") if line.strip() else None for place, line in enumerate(lines)
    ]
    order = find_day_order(lines)
    entries = []
    parts = _find_parts(lines)
    told = _leave_introduction(lines, owners, front, parts[0].start)
    for part in parts:
        first, length = part.start, front if part.start == 0 else 0
        last = max(place for place in part if lines[place].strip())
        body = ["" if place < length else lines[place] for place in range(first, last + 1)]
        context = "\n".join([*lines[first : first + length], " ".join(name.split()), order])
        entries.append(make_entry("document", body, (first + 1, last + 1), context=context))
    return Blocks(tuple(owners), tuple(entries), tuple(lines[:front]), told)


def _leave_introduction(
    lines: Sequence[str], owners: list[Owner | None], start: int, end: int
) -> tuple[Diagnostic, ...]:
    """Leaves the lines from `start` to `end`, from 0, out of all entries, and tells of their text."""
    for place in filter(owners.__getitem__, range(start, end)):
        line = lines[place]
        owners[place] = "heading" if HEADING.match(line) else "separator" if is_separator(line) else "unread"
    text = [place for place in range(start, end) if owners[place] == "unread"]
    if not text:
        return ()
    return (diagnose("introduction", text[0] + 1, text[-1] + 1, lines=count_of(len(text), "line")),)


def read(entry: Entry) -> Article:
    """The article; its title is that of the file, or its name beside the address of front matter or metadata.

    Else it is what the first words say.
    """
    *top, name, _ = entry.context.split("\n")
    body = entry.lines[len(top) :]
    page = read_page([*top, *body], read_front_matter(top))
    head = cut_title(entry, Head(page.title or Inline("", ())))
    whole = replace(entry, lines=(*top, *body))  # what is wrong with a field is told at its line
    head = fill_head(whole, head, [*page.fields, *page.bare_addresses])
    outline, links = _read_passages(entry, page, head.remarks)
    if not head.title.text.strip() and head.address and (top or page.metadata):
        head = replace(head, title=Inline(name, ()))
    if not head.title.text.strip():
        values = (one.value.strip("<>") for one in [*page.fields, *page.bare_addresses])
        words = [*(one.text for one in outline.excerpts), *values, *top, *body]
        head = replace(head, title=Inline(first_words(next(filter(LETTER.search, words), "")), ()))
    is_book = any(tag.key in _BOOKS for tag in head.tags) or any(map(_NUMBER_OF_BOOK.match, top))
    return make_article(entry, replace(head, links=(*head.links, *links)), outline, needs_address=not is_book)


def _read_passages(entry: Entry, page: Page, remarks: Sequence[str]) -> tuple[Outline, tuple[Link, ...]]:
    """The outline of what is left of a page, and the link definitions that nothing in it uses.

    An app's link that turns out to stand in no passage is left where it is: then the page is read again, and if that
    brings up others, once more with all of them in their places.
    """
    kept: frozenset[int] = frozenset()
    for is_last in (False, False, True):
        if is_last:
            kept = frozenset(range(len(page.lines)))
        lines = list(page.lines)
        for place, line in outside_fences(lines):
            if line[:1] in (" ", "\t"):
                lines[place] = note_as_item(line)
        days = take_stamps(lines)
        views = take_views(lines, kept)
        sections = take_app_headings(lines, page.metadata)
        env: dict[str, Any] = {}
        tokens = parser().parse("\n".join(lines), env)
        sections |= _headings(tokens)
        definitions = _take_definitions(lines, env)
        outline = outline_tokens(entry, lines, tokens, remarks, 1 if remarks else 0)
        excerpts, unused = place_excerpts(
            outline.excerpts,
            {entry.line_start + line: section for line, section in sections.items()},
            {entry.line_start + line: view for line, view in views.items()},
            is_export=bool(views or page.metadata),
        )
        if not unused:
            break
        kept |= {view.line for view in unused}
    used = {link.address.url for one in excerpts for link in one.links}
    links = tuple(link for link in definitions if link.address.url not in used)
    return replace(outline, excerpts=tuple(_with_day(entry, one, days) for one in excerpts)), links


def _with_day(entry: Entry, excerpt: Excerpt, days: Mapping[int, str]) -> Excerpt:
    """An excerpt with the day on which it was marked, by the lines of the entry, from 0."""
    lines = range(excerpt.line_start - entry.line_start, excerpt.line_end - entry.line_start + 1)
    return replace(excerpt, marked=next((days[line] for line in lines if line in days), excerpt.marked))


def _headings(tokens: Sequence[Token]) -> dict[int, Section]:
    """The headings that stand in no list and no quote, by their lines, from 0."""
    return {
        opening.map[0]: Section(int(opening.tag[1:]), find_mode(content.content), is_kept=True)
        for opening, content in pairwise(tokens)
        if opening.type == "heading_open" and opening.level == 0 and opening.map and LETTER.search(content.content)
    }


def _take_definitions(lines: list[str], env: dict[str, Any]) -> list[Link]:
    """Takes the link reference definitions that lead somewhere out of the lines."""
    links = []
    for reference in env.get("references", {}).values():
        start, end = reference["map"]
        found = DEFINITION.match(lines[start])
        if found and HOLDS_ADDRESS.match(reference["href"]):
            links.append(Link(read_address(reference["href"]), reference["title"] or found[1]))
            lines[start:end] = [""] * (end - start)
    return links


def _may_be_top(line: str) -> bool:
    """Whether a first line is a heading of the first level, or a field."""
    return line.startswith(("# ", "#\t")) or read_field(line) is not None
