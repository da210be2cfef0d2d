"""Entry rule: a heading that is an article, `### [title](address)`, or `### title` with its address behind or below it.

More may be said behind the address. It may be a link that only points, `[paper](address)`, an item or none, with others
beside it, and the author may stand above it, as sites write both below what is copied from them. The link may lead to a
file of a paper or a book, `./papers/title.pdf`, which has no address.

All below it is its own, up to the next heading that is not deeper. Where other entries stand below it, two at least if
it has a link itself, it is the heading of these.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.model import Article, Entry
from ingest.patterns import lazy_compile
from ingest.read.article import make_article
from ingest.read.dates.headings import is_date
from ingest.read.fields.filling import fill_head
from ingest.read.fields.records import is_record_of_link, read_record
from ingest.read.lines import (
    HOLDS_ADDRESS,
    IN_LABEL,
    ITEM,
    LETTER,
    REMARK,
    ends_with_colon,
    heading_words,
    line_below,
    without_break,
)
from ingest.read.passages.outline import read_outline
from ingest.read.said_below import with_fields_below
from ingest.read.titles.head import mend_links
from ingest.read.titles.link_head import begins_with_link, read_link_head
from ingest.read.titles.pointers import (
    AUTHOR_LINE,
    TARGET,
    cut_pointed_line,
    holds_only_pointers,
    is_pointer,
    named_address,
    points,
)
from ingest.read.titles.prose import begins_with_sentence, ends_with_address, has_address_within, is_prose
from ingest.read.titles.title_forms import plain_title
from ingest.read.words.readers import is_readers
from ingest.read.words.sections import is_group, is_notes, is_part, names_notes, says_books
from ingest.read.words.to_read import is_to_read

TAKES_PROSE = True

# A link in brackets behind the title: 'Title (2012) [[pdf](address)]'.
_POINTED = lazy_compile(rf"[\[(（]\[[^\[\]]+\]\(<?{TARGET}>?\)[\])）]\s*$", re.IGNORECASE)
# A link to a file of the writer's own that can only be what was read: '[title](./papers/title.pdf)'.
_FILE = lazy_compile(
    rf"[*_~]*\[(?![\^\[])(?=[^\[\]]*[^\W_]){IN_LABEL}++\]\((?!#)<?[^()<>]*+(?:(?<=\.pdf)|(?<=\.(?:epub|djvu|mobi)))>?\)\W*$",
    re.IGNORECASE,
)

# An address, bare or that of a link with words, and what stands between a title and it.
_ADDRESS = lazy_compile(
    rf"\[(?P<words>{IN_LABEL}++)\]\(<?{TARGET}>?(?:[ \t]+\"[^\"]*\")?\)|<?(?:https?|ftp)://\S+", re.IGNORECASE
)
_BEFORE_ADDRESS = " \t|/·•,，;；–—-[(（"
# What parts a link that only points from more words.
_BEHIND_POINTER = lazy_compile(r"[)）\]]{0,2}\s*(?:[(（\[,，;；·—–|-]|$)")
_NUMBER = "0123456789. "
_SAY_SECTION = (is_part, is_group, is_notes, says_books, names_notes)


def begins(heading: str, below: str) -> bool:
    """Whether the heading begins with a link or holds its address, or the next line that is not blank is that."""
    if HOLDS_ADDRESS.search(heading):
        pointed = _POINTED.search(heading)
        is_pointed = bool(pointed and LETTER.search(heading, 0, pointed.start()))
        begins_so = is_pointed or begins_with_link(plain_title(heading)) or _ends_with_address(heading)
        return begins_so or _holds_its_address(heading)
    if _FILE.match(heading):
        return True
    is_section = is_to_read(heading) or (not _is_address(below) and any(says(heading) for says in _SAY_SECTION))
    return goes_on(below) and not is_section


def _ends_with_address(heading: str) -> bool:
    """Whether a heading is a title, no date, and its address, with what 【…】 say of it or without."""
    parts = REMARK.sub("", heading).rsplit(None, 1)
    if len(parts) < 2 or named_address(parts[1]) is None:
        return False
    title = parts[0]
    is_other = ends_with_colon(title) or "://" in title or is_date(title)
    return LETTER.search(title) is not None and not is_other


def _holds_its_address(heading: str) -> bool:
    """Whether a heading is the title of an article, its address, and what is said of it: no sentence, no section.

    >>> _holds_its_address("Tea (https://e.example.org/) again"), _holds_its_address("Books (https://e.example.org/)")
    (True, False)
    """
    words = REMARK.sub(lambda remark: " " * len(remark[0]), heading)
    found = _ADDRESS.search(words)
    title = plain_title(heading[: found.start()] if found else "").rstrip(_BEFORE_ADDRESS)
    if not found or not LETTER.search(title) or ends_with_colon(title):
        return False
    others = (other["words"] for other in _ADDRESS.finditer(words, found.end()))
    is_one_of_several = _has_own_words(found["words"]) and any(
        label is None or _has_own_words(label) for label in others
    )
    is_section = is_date(title) or any(says(title.lstrip(_NUMBER)) for says in _SAY_SECTION)
    return not (is_one_of_several or is_section or _is_sentence(words, found))


def _has_own_words(label: str | None) -> bool:
    return label is not None and not is_pointer(label)


def _is_sentence(words: str, link: re.Match[str]) -> bool:
    """Whether words are about the link within them, and not parted by a sign from one that only points."""
    is_apart = link["words"] and is_pointer(link["words"]) and _BEHIND_POINTER.match(words, link.end())
    is_about = any(says(words) for says in (is_prose, begins_with_sentence, ends_with_address, has_address_within))
    return is_about and not is_apart


def goes_on(line: str) -> bool:
    """Whether the line is the address of the heading above, or points to it and says more; it may be an item if it is
    a link that only points.
    """
    return _is_address(line) or cut_pointed_line(line) is not None


def _is_address(line: str) -> bool:
    """Whether the line is the address of the heading above and nothing else."""
    if item := ITEM.match(line):
        content = mend_links(item["content"])
        return points(content) and holds_only_pointers(content)
    return named_address(line) is not None or holds_only_pointers(line)


def read(entry: Entry) -> Article:
    """The article of the entry."""
    first, *rest = entry.lines
    heading = plain_title(heading_words(first))
    place = next((place for place, line in enumerate(rest) if line.strip()), 0)
    copied = AUTHOR_LINE.match(rest[place]) if len(rest) > place + 1 else None
    place += copied is not None
    below = rest[place] if rest else ""
    if HOLDS_ADDRESS.search(heading) or not goes_on(below):
        head, end = read_link_head(entry, heading), 1
    else:
        address, said = _cut_below(below)
        head, end = read_link_head(entry, f"{heading} {address}"), place + 2
        more = rest[place + 1] if len(rest) > place + 1 else ""
        if head.address and is_readers(head.address) and holds_only_pointers(more):  # below the copy of an app
            head, end = read_link_head(entry, f"{heading} {without_break(more)} {address}"), end + 1
        head = replace(head, remarks=(*head.remarks, *filter(None, [said])))
        if copied:
            head = replace(head, author=copied["author"])
    record = read_record(entry.lines, end, is_apart=False)
    are_single = not any("|" in field.value for field in record.fields)  # no two on one line
    if head.address and are_single and is_record_of_link(record, line_below(entry.lines, end + record.length)):
        head = fill_head(entry, head, record.fields)
        end += record.length
    outline = read_outline(entry, head.remarks, end)
    return make_article(entry, with_fields_below(entry, head, outline), outline)


def _cut_below(line: str) -> tuple[str, str]:
    """The address in the line below a heading, in Markdown, with the links beside it, and what else the line says."""
    pointed = None if _is_address(line) else cut_pointed_line(line)
    if pointed and LETTER.search(_ADDRESS.sub("", pointed.rest)):
        return pointed
    item = ITEM.match(line)
    return named_address(line) or without_break(item["content"] if item else line.lstrip("> ")), ""
