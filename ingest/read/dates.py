"""From the text of a heading, a file name or a 【…】 to the parts of a date.

Never asks a clock, and never completes a date: what is not written stays None.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ingest.model import HeadingDate
from ingest.read.months import ENGLISH, MONTHS

_CHINESE_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_MONTH_NUMBER = (
    MONTHS
    | {name[:3]: number for number, name in enumerate(ENGLISH, 1)}
    | {"sept": 9}
    | {name: number for number, name in enumerate(_CHINESE_MONTHS, 1)}
)

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NAME = r"(?P<month>[A-Za-z]{3,9})\.?"
_ANY_NAME = rf"(?P<month>(?i:{'|'.join(MONTHS)}|[a-z]{{3,9}}))\.?"  # only beside a year: `Mars` is no month to all
_OF = r"(?:(?:of|de|del)\s+)?"
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
        rf"{_YEAR}(?:[-./]|\s/\s)(?P<month>\d\d?)(?![-./]?\d)",  # 2024.11, 2017/01, 2017 / 01
        rf"(?P<month>0?[1-9]|1[0-2])(?:[-./]|\s/\s){_YEAR}",  # 08/2009
        rf"{_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",  # 20191203
        rf"{_YEAR}(?P<month>0[1-9]|1[0-2])(?!\d)",  # 201912
        rf"{_CHINESE}\s*{_DAY}\s*[日号]",  # 11月5日
        rf"{_CHINESE}(?:份)?",  # 12月, 十二月
        rf"{_NAME}\s+{_ORDINAL}\s*,?\s+{_YEAR}",  # January 5th, 2025
        rf"{_ORDINAL}\.?\s+{_OF}{_ANY_NAME}\s*,?\s+{_OF}{_YEAR}",  # 5th of January 2025, 5 de enero de 2025
        rf"{_ANY_NAME}\s*,?\s*{_OF}(?:{_YEAR}|['’](?P<short>\d\d))",  # Apr 2021, Apr '21, enero de 2025
        rf"{_YEAR}\s*,?\s+{_NAME}",  # 2021 April
        rf"(?P<number>\d{{1,2}})\.?\s+{_NAME}",  # 12. December: the month's number, or 5 January: a day
        rf"{_NAME}\s+{_ORDINAL}",  # August 5
        rf"{_NAME}",  # Oct., August
        rf"{_YEAR}\.?",  # 2020, 2020.
        rf"(?P<month>\d{{1,2}})[./-]{_DAY}(?=$|\s)",  # 12.17
        r"(?P<number>\d{1,2})\.?",  # 12, 07; below a month, a day
    )
)
_ENGLISH_WEEKDAY = r"(?i:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b)\.?"
_WEEKDAY = rf"(?:{_ENGLISH_WEEKDAY}|(?:星期|周|週|礼拜)[一二三四五六日天])"
_WEEKDAY_FIRST = re.compile(rf"{_WEEKDAY}[,，]?\s*(?=[\d十一二三四五六七八九A-Z])")
_WEEKDAY_LAST = re.compile(rf"[\s,，-]{{0,3}}[(（]?{_WEEKDAY}[)）]?$")
_WEEKDAY_BEHIND = re.compile(rf"[\s,，-]{{0,3}}[(（]?{_WEEKDAY}[)）]?")
_REST = re.compile(r"\s*(?:$|[-–—:：|]+\s+(?!\d+$)|[—：]\s*(?!\d+$))")
_SHORT = re.compile(r"(?P<short>\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<last>0[1-9]|[12]\d|3[01])")  # 23-11-02
_ISO = re.compile(r"(?:19|20)\d\d-\d\d(?:-\d\d)?")
_ISO_LENGTH = len("2020-08-17")
_IN_YEAR = re.compile(rf"\s+in\s+{_YEAR}$")
_IN_YEAR_LENGTH = len("  in  2024")
_CHINESE_READINGS = "阅读|閱讀|读书|讀書|书单|書單"
_OF_YEAR = re.compile(
    rf"{_YEAR}(?:\s+(?=(?:\w+\s+)?(?i:read(?:ings?)?|books?)\b)"
    rf"|\s*(?:年度?)?\s*(?=[\u3400-\u9fff]{{0,4}}(?:{_CHINESE_READINGS})))"
)
_LAST_YEAR = re.compile(rf"\s+[(（]?{_YEAR}\s*年?[)）]?$")
_ARE_READ = re.compile(r"\b(?:read(?:ings?)?|finished|completed)\b", re.IGNORECASE)
_READINGS = re.compile(rf"\b(?:read(?:ings?)?|books|journal)\b|{_CHINESE_READINGS}", re.IGNORECASE)
# What only says that a day follows.
_DAY_NAME = re.compile(rf"\W*(?:date|day|日期|时间|時間|{_WEEKDAY})?\W*", re.IGNORECASE)

# A stretch of days, weeks or months. What all days of it have in common is known of each.
_TO = r"\s*(?:[-–—~～]+|至|到|to|until|through)\s*(?=\S)"
_ENGLISH_DAY = r"\d\d?(?:st|nd|rd|th)?"
_SEASON = r"(?:Q[1-4]|H[12]|W\d\d?|week\s+\d\d?|spring|summer|autumn|fall|winter)"
_STRETCHES = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # 2024-03-11 – 2024-03-17, 2024.3.11-3.17
        rf"{_YEAR}(?P<sign>[-./])(?P<month>\d\d?)(?P=sign)\d\d?{_TO}"
        r"(?:(?P<last_year>\d{4})(?P=sign))?(?:(?P<last>\d\d?)(?P=sign))?\d\d?",
        # 2024年3月11日-17日, 3月30日到4月5日, 2024年1-2月
        rf"(?=.*月)(?:{_YEAR}\s*年\s*)?(?P<month>\d\d?)\s*月?\s*(?:\d\d?\s*[日号]?)?{_TO}"
        r"(?:(?P<last_year>\d{4})\s*年\s*)?(?:(?P<last>\d\d?)\s*月)?\s*(?:\d\d?\s*[日号])?(?<=[月日号])",
        # March 4–10, 2024; Mar 28 - Apr 3, 2024; Jan–Feb 2024; May - June
        rf"{_NAME}(?:\s+{_ENGLISH_DAY})?(?:,?\s+(?P<first_year>\d{{4}}))?{_TO}"
        rf"(?:(?P<last>[A-Za-z]{{3,9}})\.?)?\s*(?:{_ENGLISH_DAY})?(?:,?\s+{_YEAR})?",
        # 4–10 March 2024, 28 March - 3 April 2024
        rf"{_ENGLISH_DAY}(?:\s+{_NAME})?{_TO}{_ENGLISH_DAY}\s+(?P<last>[A-Za-z]{{3,9}})\.?(?:,?\s+{_YEAR})?",
        # 2024 Q1, 2024-W12, 2024年第12周, 2024年上半年, summer of 2024
        rf"{_YEAR}\s*[-,年]?\s*(?:{_SEASON}|第.{{1,3}}(?:周|週|季度?)|[上下]半年)",
        rf"{_SEASON}\s*,?\s+(?:of\s+)?{_YEAR}",
    )
)
_LONGEST_STRETCH = 60
_TWO_PERIODS = re.compile(r"(?P<first>[^/~～–—]{4,20})[/~～–—](?P<last>[^/~～–—]{0,20})")
_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile(r"[一二][〇零○一二三四五六七八九]{3}(?=\s*年)")
_LONGEST_DAY = 200  # characters: blanks beyond that would be looked through again and again
_BEFORE_DAY = " \t–—:：|"
_BEFORE_TAIL = " \t-–—:：|,，·"
_TAIL = re.compile(rf"^(?P<title>.*\S)\s*[(（]{_YEAR}[-./](?P<month>\d\d?)[-./]{_DAY}[)）]$")

_LIKE_DATE = re.compile(
    r"\d{1,2}|\d\d-\d\d-\d\d|(?:19|20)\d\d[-./年]\d{1,2}(?:[-./月]\d{1,2})?[月日号]?|\d{1,2}[./月-]\d{1,2}[日号]?"
)

_TIME = r"(?:\s+\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?"
_ENTRY_DAY = re.compile(rf"(?:{_YEAR}(?:[-./]|\s*年\s*))?(?P<month>\d\d?)(?:[-./]|\s*月\s*){_DAY}\s*[日号]?{_TIME}")
_ZONE = r"(?:\s?(?:[+-]\d\d:?\d\d|UTC|GMT|CES?T|[A-Z]{1,2}[SD]?T))?"
_CLOCK = rf"(?:(?:上午|下午|AM|PM)?\s*\d{{1,2}}[:：]\d\d(?:[:：]\d\d)?\s*(?:AM|PM)?{_ZONE})"
# Days in words, as apps and people write them, with the time of day that may stand behind them.
_WRITTEN_DAYS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # July 31, 2017 11:11:20 PM
        rf"{_NAME}\s+{_ORDINAL}(?:\s*,?\s+{_YEAR})?(?:,?\s+{_CLOCK})?",
        # 12 March 2015 21:10:24 +0000
        rf"{_ORDINAL}\s+{_NAME}(?:\s*,?\s+{_YEAR})?(?:,?\s+{_CLOCK})?",
        # 2013年12月24日星期二 下午09:10:24
        rf"{_YEAR}\s*年\s*{_CHINESE}\s*{_DAY}\s*日\s*(?:星期|周)?[一二三四五六日天]?\s*{_CLOCK}?",
        rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)[T ]\d\d?:\d\d[\d:.Z+-]*{_ZONE}",  # 2023-07-01T10:20:30Z
        rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)",  # 20230701
    )
)
_WIKI_LINK = re.compile(r"#?\[\[\s*([^\s\[\]][^\[\]]*)\]\]")  # [[Jan 25th, 2025]], as outliners write days
_ANY_ORDER = re.compile(
    r"(?<![\d./-])(?P<first>\d{1,2})(?P<sign>[./-])(?P<second>\d{1,2})(?P=sign)"
    r"(?:(?P<year>(?:19|20)\d\d)(?![\d/-])|(?P<short>(?<=[/-])\d\d)(?![\w/-]))"
)
# A year of two digits is of this century. It stands first where the others cannot be days of a log in Markdown, which
# is from 2004; the last number that may be a year by that.
_CENTURY = 2000
_LAST_CENTURY = 80
_SHORT_YEARS = range(4, 31)
_LIKE_DAY = re.compile(r"(?:\d{4}[-./年])?\d{1,2}[-./月]\w{1,2}日?" + _TIME)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as a date and the words that are left: each of them may be missing, one of them is not.

    `number` is set instead of a month or a day when only the headings above can tell which of them it is.
    """

    date: HeadingDate
    number: int | None
    title: str


@lru_cache(maxsize=4096)
def read_heading(text: str, order: str = "") -> Heading:
    """What a heading says: '2020.08.17 - title' gives both a date and a title, 'Databases' a title only.

    A stretch of time, as '2024.3.11-3.17' or '2024 Q1', gives what all its days have in common, and is a title too.
    `order` is what `find_day_order` gives for the log.

    >>> read_heading("2024年11月5日").date
    HeadingDate(year=2024, month=11, day=5)
    >>> read_heading("12. December").date.month
    12
    >>> read_heading("2023 in review").title
    '2023 in review'
    >>> read_heading("March 4–10, 2024").date
    HeadingDate(year=2024, month=3, day=None)
    """
    text = without_wiki_link(text)
    written = _in_iso_form(text, order) if needs_day_order(text) else text
    if year := _CHINESE_YEAR.match(written):
        written = year[0].translate(_CHINESE_DIGITS) + written[year.end() :]
    if (stretch := _read_stretch(written)) is not None:
        return Heading(stretch, None, text)
    found = _read_tail(written) or _read_heading_start(_without_first_weekday(written))
    return found or Heading(HeadingDate(), None, text)


def _in_iso_form(text: str, order: str) -> str:
    """A heading with its first day such as 3/4/2025 in ISO form, where the order in the log or the day itself tells."""
    found = _ANY_ORDER.search(text)
    day = read_day_in_order(found[0], order) if found else None
    return f"{text[: found.start()]}{iso_day(day)}{text[found.end() :]}" if found and day else text


def _read_stretch(text: str) -> HeadingDate | None:
    """What all days of a stretch have in common, if anything; None where a text is none."""
    if len(text) > _LONGEST_STRETCH:
        return None
    found = next((found for form in _STRETCHES if (found := form.fullmatch(text))), None)
    parts = found.groupdict() if found else {}
    names = [parts[name] for name in ("month", "last") if parts.get(name)]
    months = [month for month in map(_month, names) if month]
    if not found or len(months) < len(names):
        return None
    years = {int(parts[name]) for name in ("first_year", "year", "last_year") if parts.get(name)}
    if len(years) > 1 or months != sorted(months):  # over New Year
        return HeadingDate()
    return HeadingDate(years.pop() if years else None, months[0] if len(set(months)) == 1 else None)


def _read_tail(text: str) -> Heading | None:
    """A title with a day behind it: 'Links (2026-01-12)', 'Weekly notes - 2026-01-12'; no end of several days.

    A year is one only in which something was read: 'Books I read in 2024', '2024 reading list'.
    """
    if tail := _TAIL.match(text):
        date = _date(tail)
        return Heading(date, None, _only_title(tail["title"])) if date else None
    if year := _OF_YEAR.match(text):
        return Heading(HeadingDate(int(year["year"])), None, text[year.end() :].strip())
    for form, readings in ((_IN_YEAR, _ARE_READ), (_LAST_YEAR, _READINGS)):
        if (year := form.search(text, max(0, len(text) - _IN_YEAR_LENGTH))) and readings.search(text):
            return Heading(HeadingDate(int(year["year"])), None, text[: year.start()])
    before, written = text[:-_ISO_LENGTH], text[-_ISO_LENGTH:]
    title = before.rstrip(_BEFORE_TAIL)
    if not title or before[-1] not in _BEFORE_DAY or not _ISO.fullmatch(written) or _ISO.search(title):
        return None
    day = read_day(written)
    return Heading(day, None, _only_title(title)) if day else None


def _only_title(text: str) -> str:
    """What stands before a day, unless it only says that one follows: a sign, or 'Date:'."""
    return "" if _DAY_NAME.fullmatch(text) else text


def _read_heading_start(text: str) -> Heading | None:
    """A heading that is a date, or begins with one."""
    if short := _read_short(text):
        return Heading(short, None, "")
    for form in _HEADINGS:
        found = form.match(text)
        if not found:
            continue
        weekday = _WEEKDAY_BEHIND.match(text, found.end()) if found.groupdict().keys() & {"day", "number"} else None
        rest = (weekday and _REST.match(text, weekday.end())) or _REST.match(text, found.end())
        if not rest:
            continue
        parts = found.groupdict()
        if parts.keys() == {"number"}:
            if not 1 <= int(parts["number"]) <= 31:
                return None
            return Heading(HeadingDate(), int(parts["number"]), text[rest.end() :])
        date = _date(found)
        if date:
            return Heading(date, None, text[rest.end() :].strip())
    return None


@lru_cache(maxsize=4096)
def read_day(text: str) -> HeadingDate | None:
    """The day that an entry's 【…】 gives, with or without a year; None when it gives none, or one that cannot be.

    A day of February is taken at its longest: only the year, which may stand elsewhere, can tell.

    >>> read_day("12.16 10:20")
    HeadingDate(year=None, month=12, day=16)
    >>> read_day("Monday, July 31, 2017 11:11:20 PM")
    HeadingDate(year=2017, month=7, day=31)
    """
    if len(text) > _LONGEST_DAY:
        return None
    text = _without_weekday(without_wiki_link(text))
    if found := _ENTRY_DAY.fullmatch(text):
        return _date(found)
    return next((_date(found) for form in _WRITTEN_DAYS if (found := form.fullmatch(text))), None)


def read_period(text: str) -> HeadingDate | None:
    """The year, or the month of a year, that a text is; None when it is neither.

    Of a stretch, as `2020-12/2021-01`, it is what both ends have in common; one that is still to come says nothing.

    >>> read_period("May 2021"), read_period("May")
    (HeadingDate(year=2021, month=5, day=None), None)
    >>> read_period("2021-10/2021-11"), read_period("2020-12/?")
    (HeadingDate(year=2021, month=None, day=None), HeadingDate(year=2020, month=12, day=None))
    """
    if (whole := _read_period(text)) is not None or not (stretch := _TWO_PERIODS.fullmatch(text)):
        return whole
    first, last = _read_period(stretch["first"]), _read_period(stretch["last"])
    if first is None or last is None:
        return first if stretch["last"].strip(" ?？") == "" else None
    if first.year != last.year:
        return None
    return HeadingDate(first.year, first.month if first.month == last.month else None)


def _read_period(text: str) -> HeadingDate | None:
    heading = read_heading(text)
    date = heading.date
    return date if date.year and date.day is None and not heading.title and heading.number is None else None


def without_wiki_link(text: str) -> str:
    """A text without the brackets that make all of it a link of a wiki: 'Jan 25th, 2025' for '[[Jan 25th, 2025]]'."""
    text = text.strip()
    found = _WIKI_LINK.fullmatch(text)
    return found[1].strip() if found else text


def _without_weekday(text: str) -> str:
    """A day without the weekday before or behind it: '2024-05-22' for '2024-05-22 (Wed)'."""
    text = _without_first_weekday(text)
    last = _WEEKDAY_LAST.search(text)
    return text[: last.start()] if last else text


def _without_first_weekday(text: str) -> str:
    found = _WEEKDAY_FIRST.match(text)
    return text[found.end() :] if found else text


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
        for found in _ANY_ORDER.finditer(line):
            first, second = int(found["first"]), int(found["second"])
            if first > 12 >= second and not _may_begin_with_year(found):
                orders.add("dmy")
            elif second > 12 >= first:
                orders.add("mdy")
    return orders.pop() if len(orders) == 1 else ""


def read_day_in_order(text: str, order: str) -> HeadingDate | None:
    """The day that a text is, whichever way it is written; None when it is none, or when nothing tells which.

    `order` is what `find_day_order` gives for the log.

    >>> read_day_in_order("3/4/2025", "mdy")
    HeadingDate(year=2025, month=3, day=4)
    """
    found = _ANY_ORDER.fullmatch(_without_weekday(text.strip()))
    if not found:
        return read_day(text)
    if not order and (short := _read_short(found[0])):
        return short
    first, second = int(found["first"]), int(found["second"])
    year = int(found["year"]) if found["year"] else _CENTURY + int(found["short"])
    month, day = (first, second) if second > 12 or (order == "mdy" and first <= 12) else (second, first)
    is_told = order or ((first == second or max(first, second) > 12) and not _may_begin_with_year(found))
    is_day = is_told and 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)
    return HeadingDate(year, month, day) if is_day else None


def read_year_in_any_order(text: str) -> HeadingDate:
    """The year of the first day such as 3/4/2025 in a text; nothing where that has only two digits."""
    found = _ANY_ORDER.search(text)
    return HeadingDate(int(found["year"])) if found and found["year"] else HeadingDate()


def _may_begin_with_year(found: re.Match[str]) -> bool:
    """Whether a day with a year of two digits may have it in front: 23-11-12 may be of 2023 and of 2012."""
    return found["short"] is not None and int(found["first"]) > 12 and 1 <= int(found["short"]) <= 31


def _read_short(text: str) -> HeadingDate | None:
    """The day that 23-11-02 is; None where it may as well be one of another year."""
    found = _SHORT.fullmatch(text)
    if (
        not found
        or not 12 < int(found["short"]) < _LAST_CENTURY
        or (int(found["short"]) <= 31 and int(found["last"]) in _SHORT_YEARS)
    ):
        return None
    year, month, day = _CENTURY + int(found["short"]), int(found["month"]), int(found["last"])
    return HeadingDate(year, month, day) if day <= days_in_month(year, month) else None


def is_date(text: str) -> bool:
    """Whether a heading says a date in any order, a stretch of time, or a number that may be one, and nothing else."""
    text = text.strip()
    return any(
        _is_date(read_heading(text, order), text) for order in (("mdy", "dmy") if needs_day_order(text) else ("",))
    )


def _is_date(heading: Heading, text: str) -> bool:
    is_dated = heading.date != HeadingDate() or heading.number is not None
    return is_dated and heading.title in ("", text)


def is_like_date(text: str) -> bool:
    """Whether the writer of a heading meant a date and nothing else: '2025.11.31', '13'."""
    return _LIKE_DATE.fullmatch(text.strip()) is not None


def is_like_day(text: str) -> bool:
    """Whether the writer of `text` meant a day: '11.2O', '2.30'."""
    return _LIKE_DAY.fullmatch(text.strip()) is not None


def days_in_month(year: int | None, month: int) -> int:
    """How many days the month has; 29 for a February of no known year."""
    return monthrange(2000 if year is None else year, month)[1]


def _date(found: re.Match[str]) -> HeadingDate | None:
    """The parts that a form found, or None when they are no date of the calendar."""
    parts = found.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    if parts.get("short"):
        year = _CENTURY + int(parts["short"])
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
