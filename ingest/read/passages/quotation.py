"""A quotation and who said it: a quote, an item of a list or a paragraph, with an attribution at its end or below it.

    > PASSAGE
    > —— AUTHOR《TITLE》

    - PASSAGE —— AUTHOR

Never asks whether a log is one of quotations; what is below the attribution is not looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

from ingest.patterns import lazy_compile
from ingest.read.dates.days import cut_first_day
from ingest.read.dates.forms import is_day
from ingest.read.lines import BOX, ITEM, QUOTE, cut_start, is_text, item_words, line_below
from ingest.read.titles.attributions import cut_attribution, find_attribution_line

Form = Literal["quote", "item", "paragraph"]
FORMS: tuple[Form, ...] = get_args(Form)

# What is no attribution and may stand below one: nothing, tags, and one's own words.
_BESIDE = lazy_compile(r"[\s>]*(?:#\w\S*+[\s>]*+)*+$|\s*>\s*>")
_DASHED = lazy_compile(r"[ \t>]*(?:[—―–]|--)")
_TAGS = lazy_compile(r"(?:[ \t]+(?:#[^\s#]+|\^[\w-]+))+[ \t]*$")
_LONGEST_TAGS = 200
_OPENING = tuple('“「『"')


class Quotation(NamedTuple):
    """Where it stands, by places in its lines: the passage ends before `passage_end`, all of it before `end`.

    `said` is the attribution as written, None for none; it stands in the line at `place`, behind `rest`, and before
    `tags` where it has a line of its own.
    """

    form: Form
    passage_end: int
    end: int
    said: str | None = None
    place: int = 0
    rest: str = ""
    tags: str = ""


def form_of(line: str) -> Form | None:
    """The form of a quotation that begins with this line; None where none does."""
    if _is_quoted(line):
        return "quote"
    if ITEM.match(line):
        return None if line[0] in " \t" else "item"
    return "paragraph" if is_text(line) else None


def read_quotation(lines: Sequence[str], start: int) -> Quotation:
    """The quotation that begins at this place, from 0, where `form_of` knows one."""
    form = form_of(lines[start])
    assert form is not None
    goes_on = _is_quoted if form == "quote" else _goes_on
    end = next((place for place in range(start + 1, len(lines)) if not goes_on(lines[place])), len(lines))
    is_cited = form == "quote" or lines[start].startswith(_OPENING)
    return (
        _read_within(lines, start, end, form, is_cited)
        or _read_below(lines, end, form, is_cited)
        or _read_above(lines, start, end, form)
        or Quotation(form, end, end)
    )


def _read_within(lines: Sequence[str], start: int, end: int, form: Form, is_cited: bool) -> Quotation | None:
    """A quotation with its attribution on the last line, or behind the words."""
    place = next(place for place in reversed(range(start, end)) if place == start or not _BESIDE.match(lines[place]))
    if below := [one for one in range(start + 1, end) if _DASHED.match(lines[one])]:
        is_first = form == "quote" and len(below) > 1 and not lines[below[0] + 1].strip(" \t>")  # several in one quote
        place, end = (below[0], below[0] + 1) if is_first else (below[-1], end)
    signs, words, tags = _cut_line(lines[place])
    if place > start and (said := find_attribution_line(words, is_cited, is_within=True)):
        return Quotation(form, place, end, said, place, tags=tags)
    found = cut_attribution(words, form == "quote")
    if found and place > start:
        first_signs, first_words, first_tags = _cut_line(lines[start])
        if first := cut_attribution(first_words, form == "quote"):  # each line is one
            return Quotation(form, start + 1, start + 1, first[1], start, first_signs + first[0] + first_tags)
    return Quotation(form, place + 1, end, found[1], place, signs + found[0] + tags) if found else None


def _read_below(lines: Sequence[str], end: int, form: Form, is_cited: bool) -> Quotation | None:
    """A quotation with its attribution below it, alone there."""
    place = next((place for place in range(end, min(end + 3, len(lines))) if lines[place].strip()), None)
    if place is None:
        return None
    goes_on = _is_quoted if _is_quoted(lines[place]) else _goes_on
    signs, words, tags = _cut_line(lines[place].strip(" \t>" if form == "quote" else None))
    below = line_below(lines, place + 1)
    is_of_next = place > end and _is_quoted(below)  # right above that
    if signs or is_of_next or goes_on(below):
        return None
    said = find_attribution_line(words, is_cited)
    return Quotation(form, end, place + 1, said, place, tags=tags) if said else None


def _read_above(lines: Sequence[str], start: int, end: int, form: Form) -> Quotation | None:
    """A quote with its attribution on the first line, as the title of a callout."""
    if form != "quote" or end == start + 1:
        return None
    said = find_attribution_line(lines[start].strip(" \t>"), True, is_within=True)
    return Quotation(form, end, end, said, start) if said else None


def day_of(line: str) -> str | None:
    """The day with which an item or a paragraph begins, or its first line is, as written: `- 2024-01-02 “…” — Ann`."""
    form = form_of(line)
    return _cut_day(item_words(line))[0] if form in ("item", "paragraph") else None


def as_quote(lines: Sequence[str], start: int, found: Quotation) -> list[str]:
    """The lines of a quotation as those of a quote in Markdown, and blank ones in the place of the attribution."""
    kept = list(lines[start : found.end])
    if found.said is not None:
        kept[found.place - start] = found.rest
        kept[max(found.place - start - 1, 0)] += found.tags
    if found.form == "item":
        item = ITEM.match(kept[0])
        assert item is not None
        return [f"{kept[0][: item.start('content')]}> {_cut_day(item['content'])[1]}", *kept[1:]]
    if found.form == "paragraph":
        passage = found.passage_end - start
        kept[0] = _cut_day(kept[0])[1]
        return [*(f"> {line}" if line else "" for line in kept[:passage]), *kept[passage:]]
    return kept


def _is_quoted(line: str) -> bool:
    return QUOTE.match(line) is not None


def _goes_on(line: str) -> bool:
    """Whether a line below an item or a paragraph is more of it."""
    return is_text(line) or (line[:1] in (" ", "\t") and is_text(line.strip()))


def _cut_day(words: str) -> tuple[str | None, str]:
    """The day before a passage, behind a box or none, and the rest of the line."""
    words = cut_start(BOX, words)[1]
    return (words.strip(), "") if is_day(words.strip()) else cut_first_day(words)


def _cut_line(line: str) -> tuple[str, str, str]:
    """The signs of quotes, or of an item, with which a line begins, its words, and the tags that close it."""
    item = ITEM.match(line)
    start = item.start("content") if item else len(line) - len(line.lstrip(" \t>"))
    tags = _TAGS.search(line, max(start, len(line) - _LONGEST_TAGS))
    end = tags.start() if tags else len(line)
    return line[:start], line[start:end], line[end:]
