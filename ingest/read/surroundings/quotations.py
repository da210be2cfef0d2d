"""Whether the lines of a log are quotations that say who is quoted, and where each of them stands.

Never asks what else was found in the log: that `cut` knows.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.read import SEVERAL
from ingest.read.dates.headings import is_date
from ingest.read.fields.front_matter import read_front_matter
from ingest.read.lines import HEADING, LETTER, is_separator, without_emphasis
from ingest.read.literals import outside_fences
from ingest.read.passages.quotation import FORMS, Form, Quotation, day_of, form_of, read_quotation
from ingest.read.titles.attributions import is_of_source, source_of
from ingest.read.titles.title_forms import may_be_title
from ingest.read.words.field_names import find_role

# How many of one form say who is quoted: items and paragraphs may be anything else.
_SHARES: dict[Form, float] = {"quote": 1 / 2, "item": 2 / 3, "paragraph": 2 / 3}


def find_quotations(lines: Sequence[str], front: int) -> dict[int, int]:
    """The numbers of the first lines of the quotations of a log, each with that of its last; of another log, none.

    Several say who is quoted, and so do most of each form; half of what is written, and more, stands in them. Those of
    one source that follow one another are one. Front matter takes up `front` lines.
    """
    found: dict[int, Quotation] = {}
    for form in FORMS:
        taken = {place for start, one in found.items() for place in range(start, one.end)}
        of_form = _find_of_form(lines, front, form)
        found |= {start: one for start, one in of_form.items() if start not in taken}
    said = sum(one.said is not None for one in found.values())
    held = sum(_is_written(line) for start, one in found.items() for line in lines[start : one.end])
    is_log = said >= SEVERAL and 2 * held > sum(map(_is_written, lines[front:]))
    return _joined(lines, dict(sorted(found.items()))) if is_log else {}


def heads_quotations(lines: Sequence[str]) -> bool:
    """Whether front matter that names neither an author nor an address stands above quotations."""
    front = read_front_matter(lines)
    is_of_one = any(find_role(name) in ("address", "author") for name in front.fields)
    return front.length > 0 and not is_of_one and bool(find_quotations(lines, front.length))


def _find_of_form(lines: Sequence[str], front: int, form: Form) -> dict[int, Quotation]:
    """The quotations of a form, by their places, if enough of them say who is quoted."""
    found: dict[int, Quotation] = {}
    end = 0
    for place, line in outside_fences(lines, front):
        if place >= end and form_of(line) == form:
            found[place] = one = read_quotation(lines, place)
            end = one.end
    found = {start: one for start, one in found.items() if one.said or _says_much(lines[start : one.end])}
    if form == "paragraph" and found and _is_title(lines, min(found), found[min(found)]):
        del found[min(found)]
    said = sum(one.said is not None for one in found.values())
    return found if said >= max(1, _SHARES[form] * len(found)) else {}


def _is_title(lines: Sequence[str], place: int, first: Quotation) -> bool:
    """Whether the first paragraph of a log is its title: one line, which is no sentence, with nothing that is cited."""
    return first.said is None and first.end == place + 1 and may_be_title(lines[place])


def _says_much(lines: Sequence[str]) -> bool:
    """Whether lines that name no source are a passage all the same."""
    return _is_written(lines[0]) and any(map(LETTER.search, lines))


def _is_written(line: str) -> bool:
    """Whether a line has words of its own: it is no heading, no date and no sign."""
    return bool(line.strip()) and not (HEADING.match(line) or is_separator(line) or is_date(without_emphasis(line)))


def _joined(lines: Sequence[str], found: dict[int, Quotation]) -> dict[int, int]:
    """First and last lines by number, one for those of the same source between which nothing stands."""
    ends: dict[int, int] = {}
    first, above = 0, None
    for place, one in found.items():
        if not (above and _follows(lines, above, place, one)):
            first = place + 1
        ends[first] = one.end
        above = one
    return ends


def _follows(lines: Sequence[str], above: Quotation, place: int, one: Quotation) -> bool:
    """Whether a quotation is of the source of the one above, and right below it: of quotes, behind a blank line."""
    is_apart = (above.end < place or one.form != "quote") and day_of(lines[place]) is None
    is_next = is_apart and not any(map(str.strip, lines[above.end : place]))
    return is_next and is_of_source(one.said, source_of(above.said))
