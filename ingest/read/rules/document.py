"""File rule: one article a file, with front matter, `Author: …` lines, or the headings of an app that exports passages.

What the file says of its article stands at its top and below `Metadata`; all the rest are passages and notes. Several
such files may be put together in one, each with a heading of the first level and `Metadata`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, NamedTuple

from markdown_it.token import Token

from ingest.addresses import read_address
from ingest.model import Article, Entry, Excerpt, Link
from ingest.read.article import make_article
from ingest.read.dates import find_day_order
from ingest.read.entries import Blocks, Owner, make_entry
from ingest.read.front_matter import front_matter_length, read_field, read_front_matter
from ingest.read.head import cut_title, plain_head
from ingest.read.headings import is_date
from ingest.read.highlights import (
    Section,
    find_mode,
    has_view,
    place_excerpts,
    take_app_headings,
    take_views,
)
from ingest.read.lines import DEFINITION, HEADING, ITEM
from ingest.read.markdown import Inline, parser
from ingest.read.outline import Outline, outline_tokens
from ingest.read.page import Page, heading_words, is_metadata, outside_fences, read_line_field, read_page
from ingest.read.record import fill_head
from ingest.read.rules import address_line, link_paragraph, list_link, outline_item, title_address, title_list
from ingest.read.stamps import take_stamps

_WORD = re.compile(r"[^\W_]")
_ADDRESS = re.compile(r"<?(?:https?|ftp)://[^\s<>]+>?\s*$", re.IGNORECASE)
_HOLDS_ADDRESS = re.compile(r"(?:https?|ftp)://\S", re.IGNORECASE)
_TITLE_LENGTH = 80
_NEAR_TOP = 5  # lines
_YEAR = r"\b(?:19|20)\d\d\b"
_OF_SEVERAL = re.compile(
    r"\b(?:books|papers|articles|links|readings?|bookmarks|blogs)\b|书单|書單|清单|清單|书籍|链接"
    rf"|{_YEAR}.*\bread\b|\bread\b.*{_YEAR}|(?:19|20)\d\d\s*年.*[读讀読]",
    re.IGNORECASE,
)
_BOOKS = frozenset(("books", "book"))  # the category of what has no address, as Readwise writes it
_NUMBER_OF_BOOK = re.compile(r"(?:bookid|isbn)\s*:", re.IGNORECASE)  # in front matter


def recognises(lines: Sequence[str]) -> bool:
    """Whether the file is about one article, or holds several such files, and is no list.

    The evidence is what its top says, held against the lines in the first column that begin an entry where logs are
    read line by line (passages with an app's link do not). Of all lines in the first column but headings, so many may:

    - half, and at least one, beside a title with an app's links or with the address in a field, or beside `Metadata`;
    - a quarter, beside a title and an author, or a title with the address on a line of its own below;
    - none, beside a title alone with `> ` passages or a heading such as `Highlights`. The title stands in a field, or
      is a first heading with an address below. A paragraph with a list below begins an entry here.

    A title of several, such as `Books I read in 2024`, above items, headings or entries and without an address, a day
    as a heading above entries, two headings right above others of their level, as titles of a list are, two metadata,
    two items with properties of an article, further addresses on lines of their own where no field says which is the
    article's, or headings with addresses of their own make it a list of several, whatever else it says.

    Each of several such files put together is held against all this by itself.
    """
    front = read_front_matter(lines)
    is_top = front.length > 0 or _may_be_top(next((line for line in lines if line.strip()), ""))
    if not is_top and not any(map(is_metadata, lines[:_NEAR_TOP])):
        return False
    return all(_is_about_one(lines[part.start : part.stop]) for part in _find_parts(lines))


def _find_parts(lines: Sequence[str]) -> list[range]:
    """The lines, from 0, of each file of which a file is put together: a heading of the first level, and metadata."""
    starts: list[int] = []
    top = None
    if any(map(is_metadata, lines)):
        for number, line in outside_fences(lines):
            if is_metadata(line):
                starts += [top] if top is not None else []
                top = None
            elif line.startswith(("# ", "#\t")):
                top = number
    return [range(*bounds) for bounds in pairwise([0, *starts[1:], len(lines)])]


def _is_about_one(lines: Sequence[str]) -> bool:
    front = read_front_matter(lines)
    page = read_page(lines, front)
    is_top = front.length > 0 or page.field_lines > 0
    is_viewed = any(map(has_view, page.lines))
    if page.title is None or not (is_top or is_viewed or page.bare_addresses):
        return False
    if page.title is page.heading and not page.fields and is_date(page.title.text):  # the notes of a day
        return False
    if page.is_kept_by_reader:  # what stands below is the text of the article, with all its links
        return True
    if len(page.metadata) > 1 or _heads_articles(page.lines) or _lists_articles(lines):
        return False
    is_addressed = page.has("address", "source")
    if not (is_addressed or is_viewed or page.metadata) and _count_bare_headings(page.lines) > 1:
        return False
    begun = _count_begun(page.lines, with_titles=not is_addressed and not page.has("author"))
    if not is_addressed and (begun.addresses if page.bare_addresses else _lists_several(page, begun)):
        return False
    if (page.metadata and page.field_lines) or is_viewed or (is_addressed and is_top):
        return begun.entries <= max(1, begun.lines // 2)
    if is_top and (page.has("author") or page.bare_addresses):
        return begun.entries * 4 <= begun.lines
    is_titled = front.title is not None or page.field_lines > 0 or page.bare_addresses != []
    has_passages = any(line.startswith(">") or _is_app_heading(line) for line in page.lines)
    return is_titled and has_passages and begun.entries == 0


def _lists_several(page: Page, begun: _Begun) -> bool:
    """Whether the title is one of several, above items, headings or entries, or entries stand below a date."""
    parts = sum(_is_item(line) or HEADING.match(line) is not None for line in page.lines)
    is_several = page.title is not None and _OF_SEVERAL.search(page.title.text) is not None
    is_dated = begun.entries > 1 and any(map(_is_date_heading, page.lines))
    return is_dated or (is_several and max(parts, begun.entries) > 1)


def _is_date_heading(line: str) -> bool:
    heading = HEADING.match(line)
    return heading is not None and is_date(heading_words(heading))


def _count_bare_headings(lines: Sequence[str]) -> int:
    """How many headings stand right above another one of their level: those of a list, and no parts of a text."""
    written = [line for _, line in outside_fences(lines) if line.strip()]
    levels = [len(found[1]) if (found := HEADING.match(line)) else 0 for line in written]
    return sum(level > 0 and level == below for level, below in pairwise(levels))


def _is_item(line: str) -> bool:
    return line[:1] not in ("", " ", "\t") and ITEM.match(line) is not None


def cut(lines: Sequence[str]) -> Blocks:
    """The file as one entry, or as one for each of the files that it is put together of; none where there is no word.

    The context is the front matter, and behind it on a line of its own, '' where it does not matter, the order of days.
    """
    front = front_matter_length(lines)
    if not any(map(_WORD.search, lines)):
        return Blocks(tuple("separator" if line.strip() else None for line in lines), (), (), ())
    owners: list[Owner | None] = [
        ("front-matter" if number < front else "entry") if line.strip() else None for number, line in enumerate(lines)
    ]
    order = find_day_order(lines)
    entries = []
    for part in _find_parts(lines):
        first, length = part.start, front if part.start == 0 else 0
        last = max(number for number in part if lines[number].strip())
        body = ["" if number < length else lines[number] for number in range(first, last + 1)]
        context = "\n".join([*lines[first : first + length], order])
        entries.append(make_entry("document", body, (first + 1, last + 1), context=context))
    return Blocks(tuple(owners), tuple(entries), tuple(lines[:front]), ())


def read(entry: Entry) -> Article:
    """The article; its title is that of the file, else its first words."""
    *top, _ = entry.context.split("\n")
    body = entry.lines[len(top) :]
    page = read_page([*top, *body], read_front_matter(top))
    head = cut_title(entry, replace(plain_head(""), title=page.title or Inline("", ())))
    head = fill_head(entry, head, [*page.fields, *page.bare_addresses])
    outline, links = _read_passages(entry, page, head.remarks)
    if not head.title.text.strip():
        values = (one.value.strip("<>") for one in [*page.fields, *page.bare_addresses])
        words = [*(one.text for one in outline.excerpts), *values, *top, *body]
        head = replace(head, title=Inline(_first_words(next(filter(_WORD.search, words), "")), ()))
    is_book = any(tag.key in _BOOKS for tag in head.tags) or any(map(_NUMBER_OF_BOOK.match, top))
    return make_article(entry, replace(head, links=(*head.links, *links)), outline, head.address, not is_book)


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
    return replace(excerpt, marked=next((days[line] for line in lines if line in days), None)) if days else excerpt


def _headings(tokens: Sequence[Token]) -> dict[int, Section]:
    """The headings that stand in no list and no quote, by their lines, from 0."""
    return {
        opening.map[0]: Section(int(opening.tag[1:]), find_mode(content.content), is_kept=True)
        for opening, content in pairwise(tokens)
        if opening.type == "heading_open" and opening.level == 0 and opening.map and _WORD.search(content.content)
    }


def _take_definitions(lines: list[str], env: dict[str, Any]) -> list[Link]:
    """Takes the link reference definitions that lead somewhere out of the lines."""
    links = []
    for reference in env.get("references", {}).values():
        start, end = reference["map"]
        found = DEFINITION.match(lines[start])
        if found and _HOLDS_ADDRESS.match(reference["href"]):
            links.append(Link(read_address(reference["href"]), reference["title"] or found[1]))
            lines[start:end] = [""] * (end - start)
    return links


def _first_words(text: str) -> str:
    words = " ".join(text[: 2 * _TITLE_LENGTH].split())
    if len(words) <= _TITLE_LENGTH:
        return words
    cut = words[:_TITLE_LENGTH]
    return f"{cut.rpartition(' ')[0] or cut}…"


def _may_be_top(line: str) -> bool:
    """Whether a first line is a heading of the first level, or a field."""
    return line.startswith(("# ", "#\t")) or read_field(line) is not None


def _is_app_heading(line: str) -> bool:
    heading = HEADING.match(line)
    return heading is not None and find_mode(heading_words(heading)) != ""


def _heads_articles(lines: Sequence[str]) -> bool:
    """Whether two headings, or one of the first level, hold an address or have one right below, or among fields."""
    weight = level = 0  # the level of the heading right above, 0 where there is none
    for _, line in outside_fences(lines):
        heading = HEADING.match(line)
        if heading:
            level = len(heading[1])
        field = read_line_field(line) if level and not heading else None
        is_named = field is not None and field.role in ("address", "source")
        if level and (_HOLDS_ADDRESS.search(line) if heading or is_named else _ADDRESS.match(line)):
            weight += 2 if level == 1 else 1
            level = 0
        if line.strip() and not heading and not (field and field.role):
            level = 0
    return weight > 1


class _Begun(NamedTuple):
    """How many lines stand in the first column, how many of them begin an entry, and are nothing but an address."""

    lines: int
    entries: int
    addresses: int


def _lists_articles(lines: Sequence[str]) -> bool:
    """Whether more than one item of an outline is an article with properties of its own."""
    items = ((number, ITEM.match(line)) for number, line in outside_fences(lines) if line[:1] not in (" ", "\t"))
    begun = (
        item is not None and outline_item.begins(item["content"], "".join(lines[number + 1 : number + 2]))
        for number, item in items
    )
    return sum(begun) > 1


def _count_begun(lines: Sequence[str], with_titles: bool) -> _Begun:
    """Counts without headings, quotes and images; `with_titles`: a paragraph with a list below begins an entry."""
    count = entries = addresses = 0
    after_break = True
    rules = [title_address, link_paragraph, address_line]
    for number, line in outside_fences(lines):
        below = lines[number + 1] if number + 1 < len(lines) else ""
        if not line.strip() or HEADING.match(line):
            after_break = True
        elif line[0] not in " \t>|" and not line.startswith("!["):
            count += 1
            if not has_view(line):
                item = ITEM.match(line)
                begins = (
                    list_link.begins(item["content"], below) if item else any(one.begins(line, below) for one in rules)
                )
                is_title = with_titles and not item and after_break and title_list.begins(line, below)
                entries += begins or is_title
                addresses += _ADDRESS.match(line) is not None
            after_break = False
    return _Begun(count, entries, addresses)
