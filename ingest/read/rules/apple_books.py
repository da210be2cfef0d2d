"""File rule: passages copied from Apple Books, one below the other; a book is an article, wherever its passages stand.

“PASSAGE”

摘录来自
TITLE
AUTHOR
此材料可能受版权保护。

An older source is one line: `摘录来自: AUTHOR. “TITLE。” iBooks. https://…`

Never takes a log in which anything else is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from ingest.addresses import read_address
from ingest.diagnostics import Diagnostic, count_of, diagnose
from ingest.model import Article, Entry, Excerpt, Link
from ingest.patterns import lazy_compile
from ingest.read.apps.exported_books import make_scattered, read_scattered, remark_excerpts, without_nul
from ingest.read.apps.plain import plain_excerpt
from ingest.read.article import make_article
from ingest.read.entries import Blocks, Owner
from ingest.read.lines import HEADING
from ingest.read.passages.outline import Outline
from ingest.read.titles.head import Head, cut_title, plain_head

# Source: what iBooks and Apple Books copy, as parsers and posts show it.
_OPENING, _CLOSING = '“"', '”"'
_FROM = lazy_compile(r"摘录来自|摘錄(?:來)?自|Excerpt From")
_END = lazy_compile(
    r"此(?:材料|[内內]容)(?:可能)?受版[权權]保[护護][。.]|This material may be protected by copyright\."
)
_CITED = lazy_compile(
    rf"(?:{_FROM.pattern})[:：]\s*(?P<author>[^“\"]*+)[“\"](?P<title>.+)[”\"][.。]?\s*(?:iBooks|Apple Books)\.?"
    r"(?:\s+(?P<address>https?://\S+))?"
)
_SIGN = lazy_compile(r"[“”\"]|://")
_SOURCE_LINES = 5  # at most: what the source says of the book, and the two lines about it


class _Copy(NamedTuple):
    """A passage with its source: lines counted from 0, the last exclusive; `source` is that of the line `摘录来自`."""

    start: int
    source: int
    end: int


def recognises(lines: Sequence[str]) -> bool:
    """Whether the log begins with a quotation mark, and all its lines stand in passages with their sources."""
    first = next((line for line in lines if line.strip()), "")
    if not first.lstrip().startswith(tuple(_OPENING)):
        return False
    copies = list(_find_copies(lines))
    if not copies or any(map(str.strip, lines[copies[-1].end :])):
        return False
    return all(_is_passage(lines[copy.start : copy.source]) for copy in copies)


def cut(lines: Sequence[str], _name: str = "") -> Blocks:
    """The blocks of the file: an entry a book, whose context says which lines its passages have."""
    owners: list[Owner | None] = ["unread" if line.strip() else None for line in lines]
    books: dict[tuple[str, ...], list[_Copy]] = {}
    end = 0
    for copy in _find_copies(lines):
        end = copy.end
        books.setdefault(_book(lines[copy.source : copy.end])[:2], []).append(copy)
        for place in range(copy.start, copy.end):
            owners[place] = "entry" if lines[place].strip() else None
    unread = [place + 1 for place in range(end, len(lines)) if owners[place]]
    told = (_tell_unread(unread),) if unread else ()
    spans = ([(copy.start, copy.end) for copy in copies] for copies in books.values())
    return Blocks(tuple(owners), tuple(make_scattered("apple-books", lines, some) for some in spans), (), told)


def read(entry: Entry) -> Article:
    """The book, with its passages in the order of the log."""
    lines = without_nul(entry.lines)
    copies = list(_find_copies(lines))
    said = [_book(lines[copy.source : copy.end]) for copy in copies]
    title, author, _ = said[0]
    address = next((address for _, _, address in said if address), "")
    links = (Link(read_address(address), None),) if address else ()
    head = replace(cut_title(entry, plain_head(title)), author=author or None, links=links)
    outline = Outline(tuple(_excerpts(entry, lines, head, copies)), ())
    return make_article(entry, head, outline, needs_address=False)


def _find_copies(lines: Sequence[str]) -> Iterator[_Copy]:
    """The passages with their sources; what stands above a source, up to the one before, is its passage."""
    written = [(place, line.strip()) for place, line in enumerate(lines) if line.strip()]
    start, source = 0, None  # places among the written lines
    for place, (number, words) in enumerate(written):
        if place < start:
            continue  # the last line of a source in one line
        if place > start and _CITED.fullmatch(words):
            is_followed = place + 1 < len(written) and _END.fullmatch(written[place + 1][1]) is not None
            yield _Copy(written[start][0], number, written[place + is_followed][0] + 1)
            start, source = place + 1 + is_followed, None
        elif place > start and _FROM.fullmatch(words):
            source = place
        elif source is not None and source + 1 < place <= source + _SOURCE_LINES and _END.fullmatch(words):
            yield _Copy(written[start][0], written[source][0], number + 1)
            start, source = place + 1, None


def _tell_unread(numbers: Sequence[int]) -> Diagnostic:
    """One diagnostic for the lines below the last passage."""
    reason = "a passage of Apple Books ends with 摘录来自 or Excerpt From, the title, the author and a last line"
    return diagnose("unread", numbers[0], numbers[-1], lines=count_of(len(numbers), "line"), reason=reason)


def _is_passage(lines: Sequence[str]) -> bool:
    """Whether lines stand in quotation marks as a whole, and outside of these no heading and no address of a log."""
    text = "\n".join(lines).strip()
    if not (text[:1] in _OPENING and text[-1:] in _CLOSING):
        return False
    depth = 0
    for line in lines:
        if depth == 0 and HEADING.match(line):
            return False
        for sign in _SIGN.findall(line):
            if sign == "://" and depth == 0:
                return False
            if sign != "://":
                depth = depth + 1 if sign == "“" or (sign == '"' and depth == 0) else max(depth - 1, 0)
    return True


def _book(lines: Sequence[str]) -> tuple[str, str, str]:
    """Title, author and address, '' where one is missing, of the lines of a source."""
    if cited := _CITED.fullmatch(lines[0].strip()):
        title, author = cited["title"].strip(), cited["author"].strip()
        return title.removesuffix(".").removesuffix("。"), author.removesuffix("."), cited["address"] or ""
    said = [line.strip() for line in lines[1:-1] if line.strip()]
    address = next((line for line in said if "://" in line), "")
    title, *authors = [line for line in said if line != address] or [address]
    return title, ", ".join(authors), address


def _excerpts(entry: Entry, lines: Sequence[str], head: Head, copies: Sequence[_Copy]) -> Iterator[Excerpt]:
    """The passages without the marks about them; before them the title, where it was cut."""
    remarks = remark_excerpts(entry, head)
    yield from remarks
    for position, (copy, (first, _)) in enumerate(zip(copies, read_scattered(entry), strict=True), len(remarks) + 1):
        text = "\n".join(line.strip() for line in lines[copy.start : copy.source]).rstrip()
        last = first + text.count("\n")
        if text[:1] in _OPENING and text[-1:] in _CLOSING and len(text) > 2:
            text = text[1:-1].strip()
        yield plain_excerpt("quote", text, (first, last), position)
