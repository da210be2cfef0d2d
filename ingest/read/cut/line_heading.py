"""Which line of a log is a heading, by its own form and what stands next to it.

Never decides what is in force below a heading, nor whether it is an article itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from ingest.patterns import lazy_compile
from ingest.read.cut.in_force import KIND_LEVEL, LABEL_LEVEL, STRONG_LEVEL, HeadingsInForce
from ingest.read.cut.texts import is_label
from ingest.read.dates.date_parts import WEATHER
from ingest.read.dates.headings import is_date, read_heading
from ingest.read.lines import (
    BODY,
    HEADING,
    ITEM,
    SEPARATOR,
    STRONG_LINE,
    UNDERLINE,
    heading_text,
    is_text,
    line_below,
    without_emphasis,
)
from ingest.read.rules import ITEM_RULES, TEXT_RULES, find_rule
from ingest.read.surroundings.books import Books
from ingest.read.surroundings.lookahead import FAR, is_above_entry, next_text
from ingest.read.words.sections import names_kind

_LONGEST_DATE = 60
_LONGEST_KIND = 24
_ENCLOSED = lazy_compile(r"(?:【\s*`?|`)(?P<words>[^【】`]+?)(?:`?\s*】|`)")
_WEATHER = lazy_compile(WEATHER)


class LineHeading(NamedTuple):
    """A heading, and whether the line below is its underline."""

    level: int
    text: str
    is_underlined: bool = False


def find_line_heading(
    lines: Sequence[str],
    number: int,
    after_break: bool,
    rule: str | None,
    above: HeadingsInForce,
    books: Books,
) -> LineHeading | None:
    """The heading that line `number` is, below an entry of `rule`, or of none, and below the headings `above`.

    Dates on lines of their own need no blank line above them where one is in force already, nor do names of kinds.
    """
    line = lines[number - 1]
    if (found := HEADING.match(line)) and (line[0] == "#" or (after_break and _heads_list(lines, number, rule))):
        return LineHeading(len(found[1]), heading_text(found))
    below = line_below(lines, number)
    if after_break or above.has_month(STRONG_LEVEL):
        date = _find_date(lines, number, below, above, books)
        if date and (after_break or _is_above_article(lines, number, books) or _is_another(date, above)):
            return LineHeading(STRONG_LEVEL, date)
    is_kind = len(line) <= _LONGEST_KIND and is_text(line) and not ITEM.match(line) and names_kind(line)
    is_apart = after_break or (is_kind and above.has_label())
    if is_apart and is_label(lines, number, rule, books.is_whole, above.has_label()):
        words = without_emphasis(line)
        return LineHeading(STRONG_LEVEL if is_date(words) else LABEL_LEVEL, words)
    if is_kind and rule in (None, *ITEM_RULES, *TEXT_RULES) and is_above_entry(lines, number):
        return LineHeading(KIND_LEVEL, without_emphasis(line))
    if not after_break:
        return None
    is_title = not BODY.match(line) and not SEPARATOR.match(line)
    if UNDERLINE.match(below) and is_title and find_rule(TEXT_RULES, line, "") is None:
        return LineHeading(1 if below[0] == "=" else 2, line, is_underlined=True)
    return None


def _heads_list(lines: Sequence[str], number: int, rule: str | None) -> bool:
    """Whether an indented heading is that of entries: a date, or below no other shape, and above one of them."""
    is_apart = rule is None or rule in ITEM_RULES or is_date(lines[number - 1].strip(" #"))
    return is_apart and is_above_entry(lines, number)


def _find_date(lines: Sequence[str], number: int, below: str, above: HeadingsInForce, books: Books) -> str | None:
    """The date that a line is and nothing else: above entries, or in strong print and no text below.

    Where one is a heading so, the next are, whatever stands below.
    """
    line = lines[number - 1]
    if (found := STRONG_LINE.match(line)) and is_date(found[1]):
        return found[1] if not is_text(below) or _is_above_article(lines, number, books) else None
    if _is_date_line(line, above) and not UNDERLINE.match(below):
        return _words_of(line) if above.has_month(STRONG_LEVEL) or _is_above_article(lines, number, books) else None
    return None


def _is_above_article(lines: Sequence[str], number: int, books: Books) -> bool:
    """Whether a line stands above an entry, as lines tell, or in its paragraph; or above a quotation or a book, as the
    whole log does.
    """
    below = next_text(lines, number)
    if is_above_entry(lines, number) or below in books.quotations or below in books.paragraphs:
        return True
    paragraph = takewhile(lambda later: lines[later - 1].strip(), range(number + 1, min(number + FAR, len(lines))))
    return any(is_above_entry(lines, later) and line_below(lines, later).strip() for later in paragraph)


def _is_another(text: str, above: HeadingsInForce) -> bool:
    """Whether a date is a day or a month, and another one than that which is in force."""
    own, date = read_heading(text).date, above.date
    is_alike = (own.day is None) == (date.day is None)
    return own.month is not None and is_alike and (own.month, own.day) != (date.month, date.day)


def _is_date_line(line: str, above: HeadingsInForce) -> bool:
    """Whether plain text is a date and nothing else. A bare number is one, a day, only in a month."""
    if len(line) > _LONGEST_DATE or "://" in line or BODY.match(line):
        return False
    text = _words_of(line)
    heading = read_heading(text)
    if heading.needs_month:
        return above.has_month()
    is_of_month = heading.date.month in (above.date.month, None) or heading.date.year is not None
    is_day = is_date(text) or (heading.date.day is not None and _WEATHER.fullmatch(heading.title) is not None)
    return is_day and (is_of_month or not _ENCLOSED.fullmatch(line.strip()))


def _words_of(line: str) -> str:
    """What a line says, without the colon behind it, or what a day may stand in: 【`1.28`】."""
    text = line.strip().rstrip(":：")
    found = _ENCLOSED.fullmatch(text)
    return found["words"] if found else text
