"""Which lines of a log are titles without an address by the days before them: `2024-01-09 Waves and wells`.

Only a look at the whole log can tell: such a line may as well be a note on the article above it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.patterns import lazy_compile
from ingest.read import NEARLY_ALL, SEVERAL
from ingest.read.dates.days import are_days, cut_first_day, cut_numbered_day
from ingest.read.lines import BODY, HEADING, LETTER, heading_words, line_below
from ingest.read.literals import outside_fences
from ingest.read.titles.title_forms import may_be_title
from ingest.read.words.sections import is_group, is_part, says_read

# What was done on that day with what the line names, or that it is a title.
_READ = lazy_compile(r"[重再]?[读讀看听聽弃棄]|.*《|(?:(?:re-?)?read|finished|listened|watched)\b", re.IGNORECASE)
# How good it was, behind all else.
_RATING = lazy_compile(r"[\s.。,，]*(?:\d{1,2}(?:\.\d)?\s*/\s*\d{1,2}|[★☆⭐\ufe0f]+)\s*$")

_SIGN = lazy_compile(r"[\s,，:：、]")


def find_dated_lines(lines: Sequence[str], start: int, is_of_reading: bool) -> frozenset[int]:
    """The numbers of the lines that begin with a day and words, where those without an address are titles.

    They are, where several lines of the log begin so, nearly all of them with what may be a title, each with another;
    and so do all that hold an address, but for what is nested in others. That these were read, half of them say, an
    address in one, a heading, or what the log is called: `is_of_reading`.
    """
    texts = {place + 1: line for place, line in outside_fences(lines, start) if line[:1] not in ("", " ", "\t", ">")}
    dated = _find_dated(texts)
    dated = {number: words for number, words in dated.items() if not _is_above_address(number, dated, lines)}
    titles = [words for words in dated.values() if "://" not in words]
    said = sum(_READ.match(words) is not None for words in titles)
    is_said = is_of_reading or len(titles) < len(dated) or 2 * said >= len(titles)
    is_said = is_said or any(HEADING.match(line) and says_read(heading_words(line)) for line in texts.values())
    may_be = {words for words in titles if may_be_title(_RATING.sub("", words)) and not _names_part(words)}
    is_log = len(dated) >= SEVERAL and len(may_be) >= max(1, NEARLY_ALL * len(titles))
    return frozenset(dated if is_said and is_log else ())


def _find_dated(texts: Mapping[int, str]) -> dict[int, str]:
    """The words behind the days with which lines begin, if so do their paragraphs, and all lines with addresses.

    A number is a day where all such numbers of the log are.
    """
    dated: dict[int, str] = {}
    numbered = []
    begins = False  # the paragraph with a day
    for number, line in texts.items():
        is_text = not (BODY.match(line) or HEADING.match(line))
        day, rest = cut_first_day(line) if is_text else (None, line)
        if is_text and not day:
            day, rest = cut_numbered_day(line)
            numbered += [line] if day else []
        if number - 1 not in texts or HEADING.match(texts[number - 1]):
            begins = day is not None
        if begins and day and LETTER.search(rest):
            dated[number] = rest
        elif "://" in line:
            return {}
    return dated if not numbered or are_days(numbered) else {}


def _names_part(words: str) -> bool:
    """Whether words are no title, but name a group of what was read, or begin with the name of a part: '第一章，雨'."""
    return is_group(words) or is_part(_SIGN.split(words, maxsplit=1)[0])


def _is_above_address(number: int, dated: Mapping[int, str], lines: Sequence[str]) -> bool:
    """Whether an address stands right below such a line, and no other of them."""
    return number + 1 not in dated and "://" in line_below(lines, number)
