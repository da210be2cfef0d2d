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
from ingest.read.lines import ITEM, QUOTE, is_text, line_below
from ingest.read.titles.attributions import cut_attribution, find_attribution_line

Form = Literal["quote", "item", "paragraph"]
FORMS: tuple[Form, ...] = get_args(Form)

_SIGNS = lazy_compile(r"[ \t>]*")
_ONLY_TAGS = lazy_compile(r"[\s>]*(?:#\w\S*+[\s>]*+)*+$")  # or nothing


class Quotation(NamedTuple):
    """Where it stands, by places in its lines: the passage ends before `passage_end`, all of it before `end`.

    `said` is the attribution as written, None for none; it stands in the line at `place`, behind `rest`.
    """

    form: Form
    passage_end: int
    end: int
    said: str | None = None
    place: int = 0
    rest: str = ""


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
    place = next(place for place in reversed(range(start, end)) if place == start or not _ONLY_TAGS.match(lines[place]))
    signs, words = _cut_signs(lines[place])
    if place > start and (said := find_attribution_line(words, form == "quote")):
        return Quotation(form, place, end, said, place)
    if found := cut_attribution(words):
        first, first_words = _cut_signs(lines[start])
        if form == "quote" and place > start and (said_first := cut_attribution(first_words)):  # each line is one
            return Quotation(form, start + 1, start + 1, said_first[1], start, first + said_first[0])
        return Quotation(form, end, end, found[1], place, signs + found[0])
    below = next((place for place in range(end, min(end + 3, len(lines))) if lines[place].strip()), end)
    if below < len(lines) and not _goes_on(line_below(lines, below + 1)):
        words = lines[below].strip(" \t>" if form == "quote" else None)
        if said := find_attribution_line(words, False):
            return Quotation(form, end, below + 1, said, below)
    return Quotation(form, end, end)


def as_quote(lines: Sequence[str], start: int, found: Quotation) -> list[str]:
    """The lines of a quotation as those of a quote in Markdown, and blank ones in the place of the attribution."""
    kept = list(lines[start : found.end])
    if found.said is not None:
        kept[found.place - start] = found.rest
    if found.form == "item":
        item = ITEM.match(kept[0])
        assert item is not None
        return [f"{kept[0][: item.start('content')]}> {item['content']}", *kept[1:]]
    if found.form == "paragraph":
        passage = found.passage_end - start
        return [*(f"> {line}" for line in kept[:passage]), *kept[passage:]]
    return kept


def _is_quoted(line: str) -> bool:
    return QUOTE.match(line) is not None


def _goes_on(line: str) -> bool:
    """Whether a line below an item or a paragraph is more of it."""
    return is_text(line) or (line[:1] in (" ", "\t") and is_text(line.strip()))


def _cut_signs(line: str) -> tuple[str, str]:
    """The signs of quotes, or of an item, with which a line begins, and its words."""
    found = ITEM.match(line) or _SIGNS.match(line)
    assert found is not None
    end = found.start("content") if "content" in found.re.groupindex else found.end()
    return line[:end], line[end:]
