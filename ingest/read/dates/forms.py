"""From a day as it is written, in whichever form and order, to its year, month and day; `headings` reads headings.

Never asks a clock, and never completes a date: what is not written stays None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ingest.model import HeadingDate
from ingest.patterns import lazy_compile
from ingest.read.dates.date_parts import (
    CENTURY,
    CHINESE_MONTH,
    DAY,
    DAY_FIRST,
    MONTH_NAME,
    ORDINAL,
    WEEKDAY,
    WEEKDAY_BEHIND,
    YEAR,
    days_in_month,
    month_number,
    parse_date,
)
from ingest.read.lines import cut_start

_GERMAN_WEEKDAY = r"(?:(?:Mo|Di|Mi|Do|Fr|Sa|So)\b[.,]{1,2}|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag\b,?|Mittwoch\b,?)"
_WEEKDAY_FIRST = lazy_compile(rf"(?:{WEEKDAY}[,，]?\s*(?=[\d十一二三四五六七八九A-Z])|{_GERMAN_WEEKDAY}\s*(?=\d))")
_WEEKDAY_BEFORE_BRACKETS = lazy_compile(rf"{WEEKDAY}\s*[(（](?P<day>[^()（）]*\d[^()（）]*)[)）]")
_WEEKDAY_LAST = lazy_compile(rf"{WEEKDAY_BEHIND}$")
# A year of two digits stands first where that number is no month, and is no day or the last one no year of a log in
# Markdown, which is from 2004.
_YEARS_IN_FRONT = range(13, 80)
_YEARS_BEHIND = range(4, 31)
_SHORT = lazy_compile(r"(?P<short>\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<last>0[1-9]|[12]\d|3[01])")  # 23-11-02
_LONGEST_DAY = 200  # characters: blanks beyond that would be looked through again and again
_HOURS = r"\d{1,2}[:：]\d\d(?:[:：]\d\d)?"
_TIME = rf"(?:\s*(?:凌晨|清晨|早上?|上午|中午|下午|傍晚|晚上?|深夜)(?:\s*{_HOURS})?|\s+{_HOURS})?"
_ENTRY_DAY = lazy_compile(rf"(?:{YEAR}(?:[-./]|\s*年\s*))?(?P<month>\d\d?)(?:[-./]|\s*月\s*){DAY}\s*[日号]?{_TIME}")
_ZONE = r"(?:\s?(?:[+-]\d\d:?\d\d|UTC|GMT|CES?T|[A-Z]{1,2}[SD]?T))?"
_CLOCK = rf"(?:(?:上午|下午|AM|PM)?\s*\d{{1,2}}[:：]\d\d(?:[:：]\d\d)?\s*(?:AM|PM)?{_ZONE})"
_CLOCK_BEHIND = lazy_compile(rf",?\s+{_CLOCK}", re.IGNORECASE)
# Days in words, as apps and people write them, with the time of day that may stand behind them.
_WRITTEN_DAYS = tuple(
    lazy_compile(form, re.IGNORECASE)
    for form in (
        # July 31, 2017 11:11:20 PM
        rf"{MONTH_NAME}\s+{ORDINAL}(?:\s*,?\s+{YEAR})?(?:,?\s+{_CLOCK})?",
        # 12 March 2015 21:10:24 +0000, 12. März 2015, 12 de marzo de 2015
        rf"{ORDINAL}\.?\s+(?:de\s+)?{MONTH_NAME}(?:\s*,?\s+(?:de\s+)?{YEAR})?(?:,?\s+{_CLOCK})?",
        # 2013年12月24日星期二 下午09:10:24
        rf"{YEAR}\s*年\s*{CHINESE_MONTH}\s*{DAY}\s*日\s*(?:星期|周)?[一二三四五六日天]?\s*{_CLOCK}?",
        rf"{YEAR}-(?P<month>\d\d)-(?P<day>\d\d)[T ]\d\d?:\d\d[\d:.Z+-]*{_ZONE}",  # 2023-07-01T10:20:30Z
        rf"{YEAR}(?P<month>\d\d)(?P<day>\d\d)",  # 20230701
        DAY_FIRST,  # 22.12.
    )
)
_TWO_DAYS = lazy_compile(
    r"(?P<first>[^~～–—至到]{3,20}?)\s*(?:\s-\s|(?<=[\d日号])-(?=\d{1,4}[.月年])|[~～–—至到])\s*(?P<last>[^~～–—至到]{3,20})"
)
_MARKED = lazy_compile(r"【\s*+`?(?P<day>[^【】`\s](?:[^【】`]{1,38}[^【】`\s])?)`?\s*+】")
_WIKI_LINK = lazy_compile(r"#?\[\[\s*([^\s\[\]][^\[\]]*)\]\]")  # [[Jan 25th, 2025]], as outliners write days
_ANY_ORDER = lazy_compile(
    r"(?<![\d./-])(?P<first>\d{1,2})(?P<sign>[./-])(?P<second>\d{1,2})(?P=sign)"
    r"(?:(?P<year>(?:19|20)\d\d)(?![\d/-])|(?P<short>(?<=[/-])\d\d)(?![\w/-]))"
)
# A month and a day with a letter for a digit, or another sign or a blank between them.
_LIKE_DAY = lazy_compile(
    r"(?:\d{4}\s?[-./。．，,年]\s?)?(?=\w?\d)[\dlIO]{1,2}\s?[-./。．，,月]\s?\w{1,2}\s?[日号]?[.。]?" + _TIME
)


@lru_cache(maxsize=4096)
def read_day(text: str) -> HeadingDate | None:
    """The day that an entry's 【…】 gives, with or without a year; None when it gives none, or one that cannot be.

    A day of February is taken at its longest: only the year, which may stand elsewhere, can tell.

    >>> read_day("12.16 10:20")
    HeadingDate(year=None, month=12, day=16)
    >>> read_day("Monday, July 31, 2017 11:11:20 PM")
    HeadingDate(year=2017, month=7, day=31)
    >>> read_day("12. März 2015")
    HeadingDate(year=2015, month=3, day=12)
    >>> read_day("2月23日 - 3月2日")
    HeadingDate(year=None, month=3, day=2)
    """
    if len(text) > _LONGEST_DAY:
        return None
    text = _without_weekday(without_wiki_link(text))
    if found := _ENTRY_DAY.fullmatch(text):
        return parse_date(found)
    if found := next((found for form in _WRITTEN_DAYS if (found := form.fullmatch(text))), None):
        return parse_date(found)
    return _read_last_day(text)


def find_marked_day(text: str) -> str | None:
    """The day that stands in 【】 somewhere in a text, as written.

    >>> find_marked_day("一、https://example.org/ 【8.30】")
    '8.30'
    """
    return next((found["day"] for found in _MARKED.finditer(text) if read_day(found["day"])), None)


def _read_last_day(text: str) -> HeadingDate | None:
    """The last of the days over which something was read: '2月23日 - 3月2日'."""
    stretch = _TWO_DAYS.fullmatch(text)
    first, last = (read_day(stretch["first"]), read_day(stretch["last"])) if stretch else (None, None)
    if first is None or last is None:
        return None
    return last if last.year or first.month != last.month else last._replace(year=first.year)


def without_wiki_link(text: str) -> str:
    """A text without the brackets that make all of it a link of a wiki: 'Jan 25th, 2025' for '[[Jan 25th, 2025]]'."""
    text = text.strip()
    found = _WIKI_LINK.fullmatch(text)
    return found[1].strip() if found else text


def _without_weekday(text: str) -> str:
    """A day without the weekday before or behind it: '2024-05-22' for '2024-05-22 (Wed)'."""
    text = without_first_weekday(text)
    last = _WEEKDAY_LAST.search(text)
    return text[: last.start()] if last else text


def without_first_weekday(text: str) -> str:
    """A day, or a heading that begins with one, without the weekday before it, and the brackets about the day then."""
    if enclosed := _WEEKDAY_BEFORE_BRACKETS.fullmatch(text):
        return enclosed["day"].strip()
    return cut_start(_WEEKDAY_FIRST, text)[1]


def iso_day(day: HeadingDate) -> str | None:
    """The day in ISO form; None when a part of it is missing, or the year has no such day (29 February)."""
    if day.year is None or day.month is None or day.day is None or day.day > days_in_month(day.year, day.month):
        return None
    return f"{day.year}-{day.month:02}-{day.day:02}"


def read_iso_day(text: str) -> str | None:
    """The day that a text is, in ISO form; None where it is none, or not a whole one of the calendar.

    >>> read_iso_day("2025/12/22"), read_iso_day("12.22")
    ('2025-12-22', None)
    """
    day = read_day(text)
    return iso_day(day) if day else None


def with_iso_day(text: str, order: str) -> str:
    """A text with its first day such as 3/4/2025 in ISO form, where the order in the log or the day itself tells."""
    found = _ANY_ORDER.search(text)
    day = read_day_in_order(found[0], order) if found else None
    return f"{text[: found.start()]}{iso_day(day)}{text[found.end() :]}" if found and day else text


def needs_day_order(text: str) -> bool:
    """Whether a text holds a day such as 3/4/2025, of which others must tell if it begins with the day or the month."""
    return _ANY_ORDER.search(text) is not None


def find_day_order(lines: Iterable[str]) -> str:
    """In which order a log writes such days: 'mdy', 'dmy', 'ymd', or '' when none of them tells, or they contradict.

    Of days such as 23-11-12 the number that comes back is the year.

    >>> find_day_order(["3/4/2025", "3/25/2025"]), find_day_order(["23-11-12", "23-11-16"])
    ('mdy', 'ymd')
    """
    orders = set()
    short: list[HeadingDate] = []
    tells_year = False
    for line in lines:
        for found in _ANY_ORDER.finditer(line):
            first, second = int(found["first"]), int(found["second"])
            if first > 12 >= second and not _may_begin_with_year(found):
                orders.add("dmy")
            elif second > 12 >= first:
                orders.add("mdy")
            elif day := _read_short_year(found[0], "ymd"):
                short.append(day)
                tells_year = tells_year or _read_short_year(found[0]) is not None
    if orders or not short:
        return orders.pop() if len(orders) == 1 else ""
    years, days = len({day.year for day in short}), len({day.day for day in short})
    if tells_year or 2 * years <= days:
        return "ymd"
    return "dmy" if 2 * days <= years else ""


def read_day_in_order(text: str, order: str) -> HeadingDate | None:
    """The day that a text is, whichever way it is written; None when it is none, or when nothing tells which.

    With points, 3.4.2025, the day stands first where the log does not tell otherwise. `order` is what `find_day_order`
    gives for the log.

    >>> read_day_in_order("3/4/2025", "mdy")
    HeadingDate(year=2025, month=3, day=4)
    """
    text = _without_weekday(text.strip())
    found = _ANY_ORDER.match(text)
    if not found or not (found.end() == len(text) or _CLOCK_BEHIND.fullmatch(text, found.end())):
        return read_day(text)
    if short := _read_short_year(found[0], order):
        return short
    first, second = int(found["first"]), int(found["second"])
    year = int(found["year"]) if found["year"] else CENTURY + int(found["short"])
    month, day = (first, second) if second > 12 or (order == "mdy" and first <= 12) else (second, first)
    is_alike = (first == second or max(first, second) > 12) and not _may_begin_with_year(found)
    is_told = is_alike or (found["sign"] == "." and found["year"] is not None and order == "")
    is_of_calendar = 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)
    return HeadingDate(year, month, day) if is_of_calendar and (is_told or order in ("mdy", "dmy")) else None


def is_day(text: str) -> bool:
    """Whether a text is a day, in whichever order it is written."""
    return any(read_day_in_order(text, order) for order in ("mdy", "dmy"))


def read_year_in_any_order(text: str) -> HeadingDate:
    """The year of the first day such as 3/4/2025 in a text; nothing where that has only two digits."""
    found = _ANY_ORDER.search(text)
    return HeadingDate(int(found["year"])) if found and found["year"] else HeadingDate()


def _may_begin_with_year(found: re.Match[str]) -> bool:
    """Whether a day with a year of two digits may have it in front: 23-11-12 may be of 2023 and of 2012."""
    return found["short"] not in (None, "00") and int(found["first"]) > 12


def _read_short_year(text: str, order: str = "") -> HeadingDate | None:
    """The day that 23-11-02 is; None where it may as well be one of another year, and `order` does not tell."""
    if order == "dmy" or not (found := _SHORT.fullmatch(text)):
        return None
    short, month, last = (int(found[name]) for name in ("short", "month", "last"))
    if short not in _YEARS_IN_FRONT or (not order and short <= 31 and last in _YEARS_BEHIND):
        return None
    return HeadingDate(CENTURY + short, month, last) if last <= days_in_month(CENTURY + short, month) else None


def is_like_day(text: str) -> bool:
    """Whether the writer of `text` meant a day: '11.2O', '2.30', '12。3', 'Feb 30, 2024'."""
    if len(text) > _LONGEST_DAY:
        return False
    text = _without_weekday(without_wiki_link(text))
    written = next((found for form in _WRITTEN_DAYS if (found := form.fullmatch(text))), None)
    return _LIKE_DAY.fullmatch(text) is not None or (written is not None and month_number(written["month"]) is not None)
