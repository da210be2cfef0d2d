"""By which signs a file is about one article: what says that it is, and what says that it is a list of several.

Belongs to the rule `document`. Reads nothing of the article, and knows nothing of files put together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.patterns import lazy_compile
from ingest.read import LONGEST_TITLE
from ingest.read.apps.cards import read_card
from ingest.read.dates.headings import is_date
from ingest.read.fields.front_matter import TITLE_KEYS, read_front_matter
from ingest.read.fields.page import Page, read_line_field, read_page, title_letters
from ingest.read.fields.properties import line_below_item
from ingest.read.fields.records import find_records, read_item_record
from ingest.read.lines import (
    DELIMITER_ROW,
    HEADING,
    HOLDS_ADDRESS,
    ITEM,
    QUOTE,
    heading_text,
    heading_words,
    indent_of,
    line_below,
)
from ingest.read.literals import outside_fences
from ingest.read.passages.file_passages import find_mode, has_view
from ingest.read.rules import (
    address_line,
    link_paragraph,
    list_link,
    outline_item,
    table_row,
    title_address,
    title_list,
)
from ingest.read.titles.link_head import are_links
from ingest.read.titles.pointers import is_pointer, points
from ingest.read.words.sections import names_related, says_books, says_read

_ADDRESS = lazy_compile(r"<?(?:https?|ftp)://[^\s<>]+>?\s*$", re.IGNORECASE)
_YEAR = r"\b(?:19|20)\d\d\b"
_OF_SEVERAL = lazy_compile(
    r"\b(?:papers|articles|links|readings?|bookmarks|blogs)\b|清单|清單|书籍|链接|书单|書單|读书|讀書|周刊|週刊"
    rf"|{_YEAR}.*\bread\b|\bread\b.*{_YEAR}|(?:19|20)\d\d\s*年.*[读讀読]",
    re.IGNORECASE,
)

_LINK = lazy_compile(r"[*_]*\[(?P<words>.+)\]\(")
_FENCES = ("```", "~~~")


class _Begun(NamedTuple):
    """How many lines stand in the first column, and quotes; how many lines begin an entry, and are but an address."""

    lines: int
    quotes: int
    entries: int
    addresses: int


def is_about_one(lines: Sequence[str]) -> bool:
    """Whether a file is about one article, and is no list.

    It has a title, or else front matter or metadata with its address: the name of the file is its title then. One that
    is a day is that of notes, and one with the link to a reader's copy and one to the original below it is that of an
    article, whatever its text links to. Else what the top says is held against the lines in the first column that
    begin an entry where logs are read line by line. Of all such lines so many may:

    - three quarters, quotes among them, beside the address and the author in front matter, if neither the title is one
      of several nor a heading a date;
    - half, and at least one, beside passages with an app's links, the address in a field, or `Metadata`;
    - a quarter, beside an author, or an address on a line of its own;
    - none, beside a title in a field or above an address, with `> ` passages or a heading such as `Highlights`.

    Two metadata or two titles in fields, headings with addresses, and items with properties of an article make it a
    list in any case; below the title of one so do records of the same fields.
    """
    front = read_front_matter(lines)
    page = read_page(lines, front)
    headings = [heading_text(found) for line in page.lines if (found := HEADING.match(line))]
    is_top = front.length > 0 or page.field_lines > 0
    is_viewed = any(map(has_view, page.lines))
    is_named = front.length > 0 and any(
        HOLDS_ADDRESS.search(value) for values in front.fields.values() for value in values
    )
    if page.title is None and not ((is_named or page.metadata) and page.is_addressed):
        return False
    if page.title is not None and page.title is page.heading and not page.fields and is_date(page.title.text):
        return False
    if page.is_kept_by_reader:
        return True
    if len(page.metadata) > 1 or _names_titles(lines) or _heads_articles(page.lines) or _lists_articles(lines):
        return False
    if _is_of_several(page) and _heads_records(lines):
        return False
    begun = _count_begun(page.lines, with_titles=not page.is_addressed and not page.names_author)
    if not page.is_addressed and _is_list(page, headings, begun, is_export=is_viewed or page.metadata != []):
        return False
    if is_named and page.names_author and not (_is_of_several(page) or any(map(is_date, headings))):
        return 4 * begun.entries <= 3 * (begun.lines + begun.quotes)
    if is_viewed or (is_top and page.is_addressed) or (page.metadata and page.field_lines):
        return begun.entries <= max(1, begun.lines // 2)
    if is_top and (page.bare_addresses or page.names_author):
        return begun.entries <= begun.lines // 4
    is_titled = front.title is not None or page.field_lines > 0 or page.bare_addresses != []
    has_passages = any(line.startswith(">") for line in page.lines) or any(map(find_mode, headings))
    return is_titled and has_passages and begun.entries == 0


def _is_list(page: Page, headings: Sequence[str], begun: _Begun, is_export: bool) -> bool:
    """Whether a file that gives no address in a field tells of several.

    Headings stand right above others of their level, as titles of a list do; further addresses stand on lines of their
    own, or paragraphs begin with links as the first does, whose words are no title of the file; entries stand below a
    day; a table has several; nearly all items are links; or the title is one of several: `Books I read in 2024`.
    """
    if not is_export and _count_bare_headings(page.lines) > 1:
        return True
    if page.bare_addresses:
        is_told = _is_of_several(page) or says_read(page.title.text if page.title else "")
        return begun.addresses > 0 or (_begins_with_another(page) and begun.entries >= (1 if is_told else 2))
    if (begun.entries > 1 and any(map(is_date, headings))) or _holds_rows(page.lines):
        return True
    unquoted = (QUOTE.sub("", line, count=1) for line in page.lines)
    written = [(indent_of(line), item["content"]) for line in unquoted if (item := ITEM.match(line))]
    outer = min(written, default=(0, ""))[0]
    items = [content for indent, content in written if indent == outer]
    if are_links(items):
        return True
    if not _is_of_several(page):
        return False
    days = sum(line[:1].isdecimal() and is_date(line) for line in page.lines)
    return max(len(headings) + len(items), begun.entries, days) > 1


def _begins_with_another(page: Page) -> bool:
    """Whether the first address is that of a link with a title of its own, neither that of the file nor `Original`."""
    link = _LINK.match(page.bare_addresses[0].value)
    title = page.title.text if page.title else ""
    return (
        link is not None and not is_pointer(link["words"]) and title_letters(link["words"]) not in title_letters(title)
    )


def _is_of_several(page: Page) -> bool:
    """Whether the title is one of several articles, such as `Books I read in 2024`."""
    title = page.title.text[:LONGEST_TITLE] if page.title else ""
    return _OF_SEVERAL.search(title) is not None or says_books(title)


def _heads_records(lines: Sequence[str]) -> bool:
    """Whether several headings have records of the same fields below them."""
    parts: list[tuple[int, str, list[str]]] = []
    for place, line in outside_fences(lines):
        if heading := HEADING.match(line):
            parts.append((place, heading_text(heading), []))
        elif parts:
            parts[-1][2].append(line)
    return find_records(parts) != []


def _names_titles(lines: Sequence[str]) -> bool:
    """Whether two fields of one name are titles, of which neither is the other, or the beginning of it."""
    fields = (read_line_field(line) for _, line in outside_fences(lines) if line[:1] not in (" ", "\t", ">"))
    titles = [(field.key, title_letters(field.value)) for field in fields if field and field.key in TITLE_KEYS]
    own = titles[0] if titles else ("", "")
    return any(name == own[0] and not (own[1].startswith(title) or title.startswith(own[1])) for name, title in titles)


def _holds_rows(lines: Sequence[str]) -> bool:
    """Whether a table has several rows that are articles."""
    header, count = "", 0
    for above, line in pairwise(lines):
        header = above if DELIMITER_ROW.match(line) else header if "|" in line else ""
        count += header not in ("", above) and table_row.is_article(header, line)
    return count > 1


def _count_begun(lines: Sequence[str], with_titles: bool) -> _Begun:
    """Counts without headings and images; `with_titles`: a paragraph with a list below begins an entry.

    Passages with an app's link begin none, nor does a link that only points, nor what is related, below a heading that
    says so. A card is a line that begins one.
    """
    addresses = quotes = 0
    count = entries = sum(
        line[:3] in _FENCES and read_card(lines, number) is not None for number, line in enumerate(lines, 1)
    )
    after_break, is_related = True, False
    rules = [title_address, link_paragraph, address_line]
    for place, line in outside_fences(lines):
        below = line_below(lines, place + 1)
        if not line.strip() or HEADING.match(line):
            after_break = True
            is_related = names_related(heading_words(line)) if line.strip() else is_related
        elif line[0] == ">":
            quotes += after_break
            after_break = False
        elif line[0] not in " \t|" and not line.startswith("![") and not is_related:
            count += 1
            if not (has_view(line) or points(line)):
                item = ITEM.match(line)
                begins = (
                    list_link.begins(item["content"], below) if item else any(one.begins(line, below) for one in rules)
                )
                is_title = with_titles and not item and after_break and title_list.begins(line, below)
                entries += begins or is_title
                addresses += _ADDRESS.match(line) is not None
            after_break = False
    return _Begun(count, quotes, entries, addresses)


def _count_bare_headings(lines: Sequence[str]) -> int:
    """How many headings stand right above another one of their level: those of a list, and no parts of a text."""
    written = [line for _, line in outside_fences(lines) if line.strip()]
    levels = [len(found[1]) if (found := HEADING.match(line)) else 0 for line in written]
    return sum(level > 0 and level == below for level, below in pairwise(levels))


def _heads_articles(lines: Sequence[str]) -> bool:
    """Whether two headings, or one of the first level, hold an address or have one right below, or among fields."""
    weight = level = 0  # the level of the heading right above, 0 where there is none
    for _, line in outside_fences(lines):
        heading = HEADING.match(line)
        if heading:
            level = len(heading[1])
        field = read_line_field(line) if level and not heading else None
        is_named = field is not None and field.role in ("address", "source")
        if level and (HOLDS_ADDRESS.search(line) if heading or is_named else _ADDRESS.match(line)):
            weight += 2 if level == 1 else 1
            level = 0
        if line.strip() and not heading and not (field and field.role):
            level = 0
    return weight > 1


def _lists_articles(lines: Sequence[str]) -> bool:
    """Whether more than one item of a list is an article with properties of its own, or a record."""
    items = ((place, ITEM.match(line)) for place, line in outside_fences(lines) if line[:1] not in (" ", "\t"))
    begun = (
        outline_item.begins(item["content"], line_below_item(lines, place + 1))
        or read_item_record(lines, place)[1].is_of_article
        for place, item in items
        if item
    )
    return sum(map(bool, begun)) > 1
