"""The parts of which dates are made, however they are ordered: years, months, days and weekdays as people write them.

The groups of the patterns have the names by which `parse_date` knows them.
"""

from __future__ import annotations

import re
from calendar import monthrange

from ingest.model import HeadingDate
from ingest.patterns import lazy_compile
from ingest.read.dates.months import ENGLISH, MONTHS

_CHINESE_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_MONTH_NUMBER = (
    MONTHS
    | {name[:3]: number for number, name in enumerate(ENGLISH, 1)}
    | {"sept": 9}
    | {name: number for number, name in enumerate(_CHINESE_MONTHS, 1)}
)

_TENS = {"十": 10, "二十": 20, "廿": 20, "三十": 30, "卅": 30}
_ONES = "〇一二三四五六七八九"
_CHINESE_DAY = lazy_compile(r"(?<=月)(?P<tens>[二三]?十|廿|卅)?(?P<ones>[一二三四五六七八九])?(?<!月)(?=[日号號])")

YEAR = r"(?P<year>(?:19|20)\d\d)"
MONTH_NAME = r"(?P<month>[A-Za-zÀ-ÿЀ-ӿ]{3,10})\.?"
CHINESE_MONTH = r"(?P<month>\d{1,2}|十[一二]|[一二三四五六七八九十])\s*月"
DAY = r"(?P<day>\d{1,2})"
ORDINAL = rf"{DAY}(?:st|nd|rd|th)?"

_ENGLISH_WEEKDAY = r"(?i:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b)\.?"
WEEKDAY = rf"(?:{_ENGLISH_WEEKDAY}|(?:星期|周|週|[礼禮]拜)[一二三四五六日天]|[月火水木金土日]曜日?)"

WEEKDAY_IN_BRACKETS = rf"[(（](?:{WEEKDAY}|[一二三四五六日天月火水木金土])[)）]"
"""A weekday in brackets, where one sign is enough: (日)."""

WEEKDAY_BEHIND = rf"[\s,，-]{{0,3}}(?:{WEEKDAY}|{WEEKDAY_IN_BRACKETS})"
"""A weekday behind its day."""

WEATHER = (
    r"[晴阴陰多少云雲阵陣雷大中小雨雪雾霧霾风風转轉间間到 ]{1,8}(?:[-−]?\d\d?(?:[~～/][-−]?\d\d?)?\s?(?:°C?|℃|度))?"
)
"""What a diary says of the weather, behind the day."""

DAY_FIRST = r"(?P<day>1[3-9]|2\d|3[01])\.\s?(?P<month>0?[1-9]|1[0-2])\."
"""A day of German without its year, which no month stands before: 22.12., while 3.12. may be a day of March."""

NUMBER_OF_DAY = rf"\d\d?\.[ ](?=(?i:{'|'.join(MONTHS)})\b)"
"""The number of a day before its month, which looks like that of a list: '22. ' of 22. Dezember."""

NUMBERS = r"\d{1,2}\.\d{1,2}"
"""A day such as 3.10, or a version."""

STRETCH = rf"{NUMBERS}\s*[-–—~～至到]\s*{NUMBERS}"
"""A stretch of days, or of versions."""

CENTURY = 2000
"""That of a year of two digits: logs in Markdown are no older."""


def parse_date(found: re.Match[str]) -> HeadingDate | None:
    """The parts that a form found, or None when they are no date of the calendar."""
    parts = found.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    if parts.get("short"):
        year = CENTURY + int(parts["short"])
    month = month_number(parts["month"]) if parts.get("month") else None
    if parts.get("month") and month is None:
        return None
    day = int(parts["day"]) if parts.get("day") else None
    if parts.get("number") and month is not None and int(parts["number"]) != month:
        day = int(parts["number"])
    if month is not None and day is not None and not 1 <= day <= days_in_month(year, month):
        return None
    return HeadingDate(year, month, day)


def with_day_in_figures(text: str) -> str:
    """A text, of whose days of a month those in Chinese numerals are in figures.

    >>> with_day_in_figures("五月廿七日"), with_day_in_figures("十月十日"), with_day_in_figures("一月十一号")
    ('五月27日', '十月10日', '一月11号')
    """
    if "月" not in text:
        return text
    return _CHINESE_DAY.sub(lambda day: str(_TENS.get(day["tens"], 0) + _ONES.index(day["ones"] or "〇")), text)


def month_number(text: str) -> int | None:
    """The number of a month in figures, or by its name; None when it is none."""
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= 12 else None
    return _MONTH_NUMBER.get(text.lower())


def days_in_month(year: int | None, month: int) -> int:
    """How many days the month has; 29 for a February of no known year."""
    return monthrange(2000 if year is None else year, month)[1]
