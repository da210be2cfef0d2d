"""Entry rule: a quotation in a log of these, an article by what it is from, or else by who said it.

> PASSAGE
> —— AUTHOR《TITLE》

Several of one source that follow one another are one article, and what stands below is said of it. One without a source
is called by its first words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ingest.addresses import read_address
from ingest.model import Article, Entry, Excerpt, Link
from ingest.read.article import make_article
from ingest.read.dates.days import find_day
from ingest.read.passages.outline import Outline, read_outline
from ingest.read.passages.outline_passages import path_below
from ingest.read.passages.quotation import Quotation, as_quote, day_of, form_of, read_quotation
from ingest.read.titles.attributions import Attribution, is_of_source, read_attribution, source_of
from ingest.read.titles.head import Head, cut_title, first_words, plain_head

TAKES_PROSE = True

_TEXTS = ("quote", "heading", "note", "label")


def read(entry: Entry) -> Article:
    """The article of the entry, each of its passages with its place in the book."""
    lines = list(entry.lines)
    found = dict(_find(entry))
    for start, one in found.items():
        lines[start : one.end] = as_quote(entry.lines, start, one)
    outline = read_outline(replace(entry, lines=tuple(lines)), (), 0)
    source = source_of(found[0].said)
    head = _read_head(source) if source else plain_head(first_words("".join(one.text for one in outline.excerpts[:1])))
    if written := day_of(entry.lines[0]) or (source and source.day):
        day, ambiguous = find_day(entry, written)
        head = replace(head, day=day, diagnostics=ambiguous)
    outline = replace(outline, excerpts=tuple(_with_paths(_placed(entry, outline, found))))
    return make_article(entry, cut_title(entry, head), outline, needs_address=False)


def _find(entry: Entry) -> Iterator[tuple[int, Quotation]]:
    """The quotations with which an entry begins, by their places: all of the same source."""
    one, start = read_quotation(entry.lines, 0), 0
    form, source = one.form, source_of(one.said)
    while True:
        yield start, one
        below = (place for place in range(one.end, len(entry.lines)) if entry.lines[place].strip())
        start = next(below, len(entry.lines))
        if source is None or start == len(entry.lines) or form_of(entry.lines[start]) != form:
            return
        one = read_quotation(entry.lines, start)
        if not is_of_source(one.said, source):
            return


def _read_head(attribution: Attribution) -> Head:
    addresses = [read_address(url) for url in attribution.urls]
    return replace(
        plain_head(attribution.title),
        author=attribution.author,
        address=addresses[0] if addresses else None,
        links=tuple(Link(address, None) for address in addresses[1:]),
    )


def _placed(entry: Entry, outline: Outline, found: Mapping[int, Quotation]) -> list[Excerpt]:
    """The excerpts, of which passages are quotes, with their place in the book, and end with the line that says so."""
    excerpts = list(outline.excerpts)
    starts = list(found)
    is_dated = day_of(entry.lines[0]) is not None  # another day is where it is from
    said = {start: read_attribution(one.said) for start, one in found.items() if one.said}
    places = {start: ", ".join(filter(None, (one.place, one.day if is_dated else ""))) for start, one in said.items()}
    last: dict[int, int] = {}  # passages, by the places where their quotations begin
    for number, excerpt in enumerate(excerpts):
        line = excerpt.line_start - entry.line_start
        start = starts[bisect_right(starts, line) - 1]
        if line < found[start].passage_end and excerpt.kind in _TEXTS:
            excerpts[number] = replace(excerpt, kind="quote", location=places.get(start) or None)
            last[start] = number
    for start, number in last.items():
        end = max(excerpts[number].line_end, entry.line_start + found[start].place)
        excerpts[number] = replace(excerpts[number], line_end=end)
    return excerpts


def _with_paths(excerpts: Iterable[Excerpt]) -> Iterator[Excerpt]:
    """The excerpts below the headings and labels that are left."""
    placed: dict[int | None, Excerpt] = {}
    for excerpt in excerpts:
        placed[excerpt.position] = one = replace(excerpt, path=path_below(placed.get(excerpt.parent)))
        yield one
