"""From the text of a heading, a file name or a 【…】 to the parts of a date.

Never asks a clock, and never completes a date: what is not written stays None.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.model import HeadingDate

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip
_CHINESE_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_MONTH_NUMBER = (
    {name: number for number, name in enumerate(_MONTHS, 1)}
    | {name[:3]: number for number, name in enumerate(_MONTHS, 1)}
    | {"sept": 9}
    | {name: number for number, name in enumerate(_CHINESE_MONTHS, 1)}
)

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NAME = r"(?P<month>[A-Za-z]{3,9})\.?"
_CHINESE = r"(?P<month>\d{1,2}|十[一二]|[一二三四五六七八九十])\s*月"
_DAY = r"(?P<day>\d{1,2})"
_ORDINAL = rf"{_DAY}(?:st|nd|rd|th)?"

# Every form in which a date is a heading, or begins one. Months stand in `_MONTH_NUMBER`.
_HEADINGS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}[-./](?P<month>\d\d?)[-./]{_DAY}",  # 2020.08.17, 2021-09-28
        rf"{_YEAR}\s*年\s*{_CHINESE}\s*{_DAY}\s*[日号]",  # 2024年11月5日
        rf"{_YEAR}\s*年\s*{_CHINESE}(?:份)?",  # 2024年11月
        rf"{_YEAR}\s*年",  # 2024年
        rf"{_YEAR}[-./](?P<month>\d\d?)(?![-./]?\d)",  # 2024.11, 2017/01
        rf"{_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",  # 20191203
        rf"{_YEAR}(?P<month>0[1-9]|1[0-2])(?!\d)",  # 201912
        rf"{_CHINESE}\s*{_DAY}\s*[日号]",  # 11月5日
        rf"{_CHINESE}(?:份)?",  # 12月, 十二月
        rf"{_NAME}\s+{_ORDINAL}\s*,?\s+{_YEAR}",  # January 5th, 2025
        rf"{_ORDINAL}\s+{_NAME}\s*,?\s+{_YEAR}",  # 5 January 2025
        rf"{_NAME}\s*,?\s*{_YEAR}",  # Apr 2021
        rf"{_YEAR}\s*,?\s+{_NAME}",  # 2021 April
        rf"(?P<number>\d{{1,2}})\.?\s+{_NAME}",  # 12. December: the month's number, or 5 January: a day
        rf"{_NAME}\s+{_ORDINAL}",  # August 5
        rf"{_NAME}",  # Oct., August
        rf"{_YEAR}\.?",  # 2020, 2020.
        rf"(?P<month>\d{{1,2}})[./-]{_DAY}(?=$|\s)",  # 12.17
        r"(?P<number>\d{1,2})\.?",  # 12, 07; below a month, a day
    )
)
_REST = re.compile(r"\s*(?:$|[-–—:：|]+\s+(?!\d+$)|[—：]\s*(?!\d+$))")
_TAIL = re.compile(rf"^(?P<title>.*\S)\s*[(（]{_YEAR}[-./](?P<month>\d\d?)[-./]{_DAY}[)）]$")

_LIKE_DATE = re.compile(r"\d{1,2}|(?:19|20)\d\d[-./年]\d{1,2}(?:[-./月]\d{1,2})?[月日号]?|\d{1,2}[./月-]\d{1,2}[日号]?")

_TIME = r"(?:\s+\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?"
_ENTRY_DAY = re.compile(rf"(?:{_YEAR}(?:[-./]|\s*年\s*))?(?P<month>\d\d?)(?:[-./]|\s*月\s*){_DAY}\s*[日号]?{_TIME}")
_CLOCK = r"(?:(?:上午|下午|AM|PM)?\s*\d{1,2}[:：]\d\d(?:[:：]\d\d)?\s*(?:AM|PM)?)"
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
# Days in words, as apps and people write them, with the weekday and the time of day that may stand about them.
_WRITTEN_DAYS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # Monday, July 31, 2017 11:11:20 PM
        rf"{_WEEKDAY}{_NAME}\s+{_ORDINAL}(?:\s*,?\s+{_YEAR})?(?:,?\s+{_CLOCK})?",
        # Thursday, 12 March 2015 21:10:24
        rf"{_WEEKDAY}{_ORDINAL}\s+{_NAME}(?:\s*,?\s+{_YEAR})?(?:,?\s+{_CLOCK})?",
        # 2013年12月24日星期二 下午09:10:24
        rf"{_YEAR}\s*年\s*{_CHINESE}\s*{_DAY}\s*日\s*(?:星期|周)?[一二三四五六日天]?\s*{_CLOCK}?",
        rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)[T ]\d\d:\d\d[\d:.Z+-]*",  # 2023-07-01T10:20:30Z
        rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)",  # 20230701
    )
)
_WIKI_LINK = re.compile(r"#?\[\[([^\[\]]*)\]\]")  # [[Jan 25th, 2025]], as outliners write days
_ANY_ORDER = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)(?![\d/-])")
_LIKE_DAY = re.compile(r"(?:\d{4}[-./年])?\d{1,2}[-./月]\w{1,2}日?" + _TIME)
_FILE_NAME = re.compile(rf"{_YEAR}(?:[-._]?(?P<month>0[1-9]|1[0-2])(?:[-._]?(?P<day>0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as a date and the words that are left: each of them may be missing, one of them is not.

    `number` is set instead of a month or a day when only the headings above can tell which of them it is.
    """

    date: HeadingDate
    number: int | None
    title: str


def read_heading(text: str) -> Heading:
    """What a heading says: '2020.08.17 - title' gives both a date and a title, 'Databases' a title only.

    >>> read_heading("2024年11月5日").date
    HeadingDate(year=2024, month=11, day=5)
    >>> read_heading("12. December").date.month
    12
    >>> read_heading("2023 in review").title
    '2023 in review'
    """
    text = without_wiki_link(text)
    if tail := _TAIL.match(text):
        date = _date(tail)
        if date:
            return Heading(date, None, tail["title"])
    for form in _HEADINGS:
        found = form.match(text)
        rest = found and _REST.match(text, found.end())
        if not found or not rest:
            continue
        parts = found.groupdict()
        if parts.keys() == {"number"}:
            if not 1 <= int(parts["number"]) <= 31:
                break
            return Heading(HeadingDate(), int(parts["number"]), text[rest.end() :])
        date = _date(found)
        if date:
            return Heading(date, None, text[rest.end() :].strip())
    return Heading(HeadingDate(), None, text)


def read_day(text: str) -> HeadingDate | None:
    """The day that an entry's 【…】 gives, with or without a year; None when it gives none, or one that cannot be.

    A day of February is taken at its longest: only the year, which may stand elsewhere, can tell.

    >>> read_day("12.16 10:20")
    HeadingDate(year=None, month=12, day=16)
    >>> read_day("Monday, July 31, 2017 11:11:20 PM")
    HeadingDate(year=2017, month=7, day=31)
    """
    text = without_wiki_link(text)
    if found := _ENTRY_DAY.fullmatch(text):
        return _date(found)
    return next((_date(found) for form in _WRITTEN_DAYS if (found := form.fullmatch(text))), None)


def without_wiki_link(text: str) -> str:
    """A text without the brackets that make all of it a link of a wiki: 'Jan 25th, 2025' for '[[Jan 25th, 2025]]'."""
    text = text.strip()
    found = _WIKI_LINK.fullmatch(text)
    return found[1].strip() if found else text


def iso_day(day: HeadingDate) -> str | None:
    """The day in ISO form; None when a part of it is missing, or the year has no such day (29 February)."""
    if day.year is None or day.month is None or day.day is None or day.day > days_in_month(day.year, day.month):
        return None
    return f"{day.year}-{day.month:02}-{day.day:02}"


def needs_day_order(text: str) -> bool:
    """Whether a text holds a day such as 3/4/2025, of which others must tell if it begins with the day or the month."""
    return _ANY_ORDER.search(text) is not None


def find_day_order(lines: Iterable[str]) -> str:
    """In which order a log writes such days: 'mdy', 'dmy', or '' when none of them tells, or they contradict.

    >>> find_day_order(["3/4/2025", "3/25/2025"])
    'mdy'
    """
    orders = set()
    for line in lines:
        for first, _, second, _ in _ANY_ORDER.findall(line):
            if int(first) > 12 >= int(second):
                orders.add("dmy")
            elif int(second) > 12 >= int(first):
                orders.add("mdy")
    return orders.pop() if len(orders) == 1 else ""


def read_day_in_order(text: str, order: str) -> HeadingDate | None:
    """The day that a text is, whichever way it is written; None when it is none, or when nothing tells which.

    `order` is what `find_day_order` gives for the log.

    >>> read_day_in_order("3/4/2025", "mdy")
    HeadingDate(year=2025, month=3, day=4)
    """
    found = _ANY_ORDER.fullmatch(text.strip())
    if not found:
        return read_day(text)
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    month, day = (first, second) if second > 12 or (order == "mdy" and first <= 12) else (second, first)
    is_told = order or first == second or max(first, second) > 12
    return HeadingDate(year, month, day) if is_told and month <= 12 and 1 <= day <= days_in_month(year, month) else None


def is_like_date(text: str) -> bool:
    """Whether the writer of a heading meant a date and nothing else: '2025.11.31', '13'."""
    return _LIKE_DATE.fullmatch(text.strip()) is not None


def is_like_day(text: str) -> bool:
    """Whether the writer of `text` meant a day: '11.2O', '2.30'."""
    return _LIKE_DAY.fullmatch(text.strip()) is not None


def read_file_name(stem: str) -> HeadingDate:
    """The date that a file name without its ending gives: '2025', '2024-11'; all None when it gives none."""
    found = _FILE_NAME.fullmatch(stem)
    return (found and _date(found)) or HeadingDate()


def days_in_month(year: int | None, month: int) -> int:
    """How many days the month has; 29 for a February of no known year."""
    return monthrange(2000 if year is None else year, month)[1]


def _date(found: re.Match[str]) -> HeadingDate | None:
    """The parts that a form found, or None when they are no date of the calendar."""
    parts = found.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    month = _month(parts["month"]) if parts.get("month") else None
    if parts.get("month") and month is None:
        return None
    day = int(parts["day"]) if parts.get("day") else None
    if parts.get("number") and month is not None and int(parts["number"]) != month:
        day = int(parts["number"])
    if month is not None and day is not None and not 1 <= day <= days_in_month(year, month):
        return None
    return HeadingDate(year, month, day)


def _month(text: str) -> int | None:
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= 12 else None
    return _MONTH_NUMBER.get(text.lower())
