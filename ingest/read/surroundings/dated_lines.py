"""Which lines of a log are titles without an address by the days before them: `2024-01-09 Waves and wells`.

Only a look at the whole log can tell: such a line may as well be a note on the article above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.patterns import lazy_compile
from ingest.read import NEARLY_ALL, SEVERAL
from ingest.read.dates.days import are_days, cut_first_day, cut_numbered_day, is_past
from ingest.read.fields.front_matter import read_front_matter
from ingest.read.lines import BODY, HEADING, LETTER, UNDERLINE, line_below
from ingest.read.literals import outside_fences
from ingest.read.surroundings.parts import cut_parts
from ingest.read.titles.title_forms import may_be_title
from ingest.read.words.sections import is_group, is_part, says_read

# What was done on that day with what the line names, or that it is a title.
_READ = lazy_compile(r"[重再]?[读讀看听聽弃棄]|.*《|(?:(?:re-?)?read|finished|listened|watched)\b", re.IGNORECASE)
# That nothing was read on that day, or why.
_IDLE = lazy_compile(
    r"(?:[\s，,、;；:：。.!！~～…—-]*+"
    r"(?:(?:今天|今日|昨天|一天|一整天|整天|全天|基本|完全|又|都|还是|因为|因|太|有点|很|在家)*+"
    r"(?:[没沒](?:有)?(?:[读看讀](?:书|書|完|什么|东西|进去)?|时间(?:[读看](?:书)?)?|空|心情|进度)(?:了)?"
    r"|[未不无無](?:读|看书|阅读)|休息(?:[一半两]天|日)?|加班|出差|生病|感冒|请假|忙|累|困|断更|停更|跳过|无)了?"
    r"|nothing(?: read)?(?: today)?|no reading(?: today)?|(?:did(?:n['’]t| not) read)(?: anything)?(?: today)?"
    r"|(?:too )?(?:busy|tired|sick|ill)(?: today)?|rest(?: day)?|day off|off|skipped|skip|on leave|none|n/a))++"
    r"[\s。.!！~～…)）]*+",
    re.IGNORECASE,
)
# How good it was, behind all else.
_RATING = lazy_compile(r"[\s.。,，]*(?:\d{1,2}(?:\.\d)?\s*/\s*\d{1,2}|[★☆⭐\ufe0f]+)\s*$")
_PART = lazy_compile(
    r"[^《]*第.{1,4}[章节節回]|(?:chapter|part|section)\s+\d|\d[\d.]*\s*(?:分|小时|小時|页|頁|章|h\b|min|pages?\b)",
    re.IGNORECASE,
)

_DIGIT = lazy_compile(r"\d")
_NEAR = 20  # in so many characters each day has one


def find_dated_lines(lines: Sequence[str], start: int, is_of_reading: bool) -> frozenset[int]:
    """The numbers of the lines without an address that begin with a day and words, where these are titles.

    They are, where several lines of the log begin so, nearly all of them with what may be a title, each with another;
    and so do all that hold an address, but for what is nested in others. That these were read, half of them say or have
    an address, or else a heading, or what the log is called: `is_of_reading`.
    """
    dated, beside = _find_dated(lines, start)
    titles = {
        number: words
        for number, words in dated.items()
        if not (_heads_address(lines, number) or _IDLE.fullmatch(words))
    }
    said = sum(_READ.match(words) is not None for words in titles.values())
    is_said = is_of_reading or 2 * (said + beside) >= len(titles) + beside
    may_be = {words for words in titles.values() if may_be_title(_RATING.sub("", words)) and not _names_part(words)}
    is_log = len(titles) + beside >= SEVERAL and len(may_be) >= max(1, NEARLY_ALL * len(titles))
    if is_log and (is_said or any(says_read(part.words) for part in cut_parts(lines, start))):
        return frozenset(titles)
    return frozenset()


def find_idle(lines: Sequence[str], start: int) -> frozenset[int]:
    """The numbers of the lines that say, of a day, that nothing was read, or why: `1.9 没读，加班`."""
    return frozenset(number for number, words in _find_dated(lines, start)[0].items() if _IDLE.fullmatch(words))


def heads_dated_lines(lines: Sequence[str]) -> bool:
    """Whether front matter without an address, whose title says that things were read, stands above such lines."""
    front = read_front_matter(lines)
    is_of_reading = says_read(front.title or "") and not any("://" in line for line in lines[: front.length])
    return is_of_reading and bool(find_dated_lines(lines, front.length, is_of_reading=True))


def _find_dated(lines: Sequence[str], start: int) -> tuple[dict[int, str], int]:
    """The words behind the days with which lines without an address begin, and how many such lines have one.

    So do their paragraphs begin, and all lines with addresses, else there are none. A number is a day where all such
    numbers of the log are.
    """
    dated: dict[int, str] = {}
    numbered: list[str] = []
    beside = 0
    begins = False  # the paragraph with a day
    above = ""
    for place, line in outside_fences(lines, start):
        is_apart = not above.strip() or HEADING.match(above) or UNDERLINE.match(above)
        above = line
        if line[:1] in ("", " ", "\t", ">"):
            continue
        day, rest = _cut_day(line)
        if day and not cut_first_day(line)[0]:
            numbered.append(line)
        begins = day is not None if is_apart else begins
        if "://" in line and not day:
            return {}, 0
        if "://" in line:
            beside += 1
        elif begins and day and LETTER.search(rest):
            dated[place + 1] = rest
    return (dated, beside) if not numbered or are_days(numbered) else ({}, 0)


def _cut_day(line: str) -> tuple[str | None, str]:
    """The day with which a line begins that is neither a heading nor of a list, or the number, and the rest of it."""
    if not _DIGIT.search(line, 0, _NEAR) or BODY.match(line) or HEADING.match(line):
        return None, line
    day, rest = cut_first_day(line)
    if day and is_past(day):
        return None, line
    return (day, rest) if day else cut_numbered_day(line)


def _names_part(words: str) -> bool:
    """Whether words are no title, but name a group of what was read, a part of one text, or how much of it: '30 页'."""
    return is_group(words) or is_part(words) or _PART.match(words) is not None


def _heads_address(lines: Sequence[str], number: int) -> bool:
    """Whether a list, or what is indented, begins right below a line with an address."""
    below = line_below(lines, number)
    return "://" in below and BODY.match(below) is not None
