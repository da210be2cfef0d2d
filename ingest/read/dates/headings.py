"""What a heading says, a date or words or both, and the date that headings, each below another, have in force.

Never asks where a heading stands: which ones are open is for `in_force` to say. Never completes a date by a clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.model import HeadingDate
from ingest.patterns import lazy_compile
from ingest.read.dates.date_parts import (
    CHINESE_MONTH,
    DAY,
    DAY_FIRST,
    MONTH_NAME,
    ORDINAL,
    WEATHER,
    WEEKDAY,
    WEEKDAY_BEHIND,
    YEAR,
    days_in_month,
    month_number,
    parse_date,
    with_day_in_figures,
)
from ingest.read.dates.forms import (
    needs_day_order,
    read_day,
    with_iso_day,
    without_first_weekday,
    without_wiki_link,
)
from ingest.read.dates.months import ENGLISH, MONTHS
from ingest.read.markdown import parse_inline

_ANY_NAME = rf"(?P<month>(?i:{'|'.join(MONTHS)}|[a-z]{{3,9}}))\.?"  # only beside a year: `Mars` is no month to all
_ENGLISH_MONTH = rf"(?P<month>(?i:{'|'.join((*ENGLISH, 'sept', *(name[:3] for name in ENGLISH)))}))\.?"
_OF = r"(?:(?:of|de|del)\s+)?"

# Every form in which a date is a heading, or begins one.
_HEADINGS = tuple(
    lazy_compile(form)
    for form in (
        rf"{YEAR}[-./](?P<month>\d\d?)[-./]{DAY}",  # 2020.08.17, 2021-09-28
        rf"{YEAR}\s*年\s*{CHINESE_MONTH}\s*{DAY}\s*[日号]",  # 2024年11月5日
        rf"(?:{YEAR}|(?P<short>[0-7]\d))\s*年\s*{CHINESE_MONTH}(?:份)?",  # 2024年11月, 24年11月
        rf"{YEAR}(?:[-./\s]|\s?·)\s*{CHINESE_MONTH}(?:份)?",  # 2024.11月, 2024 · 11月
        rf"{CHINESE_MONTH}(?:份)?[\s,，]*{YEAR}年?",  # 11月 2024
        rf"{YEAR}\s*年",  # 2024年
        rf"{YEAR}(?:[-./]|\s/\s)(?P<month>\d\d?)(?![-./]?\d)",  # 2024.11, 2017/01, 2017 / 01
        rf"{YEAR}\s(?P<month>0[1-9]|1[0-2])(?!\d)",  # 2024 01
        rf"(?P<month>0?[1-9]|1[0-2])(?:[-./]|\s/\s){YEAR}",  # 08/2009
        rf"{YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",  # 20191203
        rf"{YEAR}(?P<month>0[1-9]|1[0-2])(?!\d)",  # 201912
        rf"{CHINESE_MONTH}\s*{DAY}\s*[日号]",  # 11月5日
        rf"{CHINESE_MONTH}(?:份)?",  # 12月, 十二月
        rf"{MONTH_NAME}\s+{ORDINAL}(?:\s*,)?\s+{YEAR}",  # January 5th, 2025
        rf"{ORDINAL}\.?\s+{_OF}{_ANY_NAME}(?:\s*,)?\s+{_OF}{YEAR}",  # 5th of January 2025, 5 de enero de 2025
        rf"{_ANY_NAME}\s*(?:,\s*)?{_OF}(?:{YEAR}|['’](?P<short>\d\d))",  # Apr 2021, Apr '21, enero de 2025
        rf"{YEAR}(?:\s*,)?\s+{MONTH_NAME}",  # 2021 April
        rf"(?P<number>\d{{1,2}})\.?\s+{MONTH_NAME}",  # 12. December: the month's number, or 5 January: a day
        rf"{MONTH_NAME}\s+{ORDINAL}",  # August 5
        rf"{MONTH_NAME}",  # Oct., August
        rf"{YEAR}\.?",  # 2020, 2020.
        rf"(?P<month>\d{{1,2}})[./-]{DAY}(?=$|[\s(（])",  # 12.17
        rf"{DAY_FIRST}(?=$|[\s(（])",  # 17.12.
        r"(?P<day>0?[1-9]|[12]\d|3[01])(?:\s*[日号]|st|nd|rd|th)",  # 19日, 3rd; only below a month
        r"(?P<number>\d{1,2})\.?",  # 12, 07; below a month, a day
    )
)
_WEEKDAY_BEHIND = lazy_compile(WEEKDAY_BEHIND)
_TIME_BEHIND = lazy_compile(rf"(?:{WEEKDAY_BEHIND})?(?:\s+|T)\d\d?[:：]\d\d(?:[:：]\d\d)?")
_REST = lazy_compile(r"\s*(?:$|[-–—:：|]+\s+(?!\d+$)|[—：｜]\s*(?!\d+$))")
# Words, or a picture for the weather, right behind a whole day, or behind a day and its weekday: no other end of it.
_WORDS_BEHIND = lazy_compile(r"\s+(?!(?i:to|until|through)\b|[至到])(?=[^\W\d_]|[\u2600-\u27bf\U0001f300-\U0001faff])")
_WEATHER_BEHIND = lazy_compile(rf"\s+(?={WEATHER}$)")
_BRACKETS_BEHIND = lazy_compile(r"\s*(?=[（(])")
_IN_BRACKETS = lazy_compile(r"【\s*`?(?P<words>[^【】`]+)`?\s*】")
_WIDE = str.maketrans("０１２３４５６７８９．／－", "0123456789./-")
_ISO = lazy_compile(r"(?:19|20)\d\d-\d\d(?:-\d\d)?")
_ISO_LENGTH = len("2020-08-17")
_ONLY_READINGS = lazy_compile(r"^\W*(?:papers?|articles|links|talks|论文|論文)\s+\S*$", re.IGNORECASE)
_IN_YEAR = lazy_compile(rf"\s+(?:in|en|em|im|nel)\s+(?:{_ENGLISH_MONTH}\s+)?{YEAR}$")
_IN_YEAR_LENGTH = len("  in  September  2024")
_ENGLISH_READINGS = r"(?i:reads?|readings?|books?|quotes|quotations)\b"
_CHINESE_READINGS = (
    "阅读|閱讀|読書|記録|读书|讀書|书单|書單|读过|讀過|笔记|筆記|记录|記錄|文章|书籍|清单|清單"
    "|收藏|星标|摘抄|摘录|摘錄|书摘|書摘|语录|語錄|每日一句"
)
# The year, the month or both, of what was read then: '2021 reading list', 'May 2021 reads', '2021.5 书单'.
_OF_READINGS = tuple(
    lazy_compile(form)
    for form in (
        rf"(?:{_ENGLISH_MONTH},?\s+)?{YEAR}\s+(?=(?:\w+\s+)?{_ENGLISH_READINGS})",
        rf"{_ENGLISH_MONTH}\s+(?={_ENGLISH_READINGS})",
        rf"{YEAR}[-./](?P<month>\d\d?)\s+(?={_ENGLISH_READINGS})",
        rf"{YEAR}[-./](?P<month>\d\d?)\s*(?=[\u3400-\u9fff]{{0,4}}(?:{_CHINESE_READINGS}))",
        rf"(?:{YEAR}\s*年\s*)?{CHINESE_MONTH}份?\s*(?=(?:小结|小結|总结|總結|回顾|回顧|汇总|彙總|月报|月報)$)",
        rf"(?:{YEAR}\s*(?:年度?\s*)?)?(?:{CHINESE_MONTH}份?\s*)?(?=[\u3400-\u9fff]{{0,4}}(?:{_CHINESE_READINGS}))",
    )
)
_LAST_YEAR = lazy_compile(
    rf"(?:\s+(?:(?:-|in|of|for|from)\s+)?|(?=[(（]))[(（]?(?:{_ENGLISH_MONTH}\s+)?{YEAR}\s*年?[)）]?$"
)
_LAST_MONTH = lazy_compile(rf"(?:\s+(?:-\s+)?|(?=[(（]))[(（]?{YEAR}(?:[-./]|\s?年\s?)(?P<month>\d\d?)月?[)）]?$")
_READ_ELSEWHERE = "leseliste|leídos|lecturas|lidos|leituras|lus|lectures|gelesene?|letti|letture|gelezen|прочитано"
_ARE_READ = lazy_compile(rf"\b(?:read(?:ings?)?|finished|completed|{_READ_ELSEWHERE})\b", re.IGNORECASE)
_READINGS = lazy_compile(
    rf"\b(?:read(?:ings?)?|books|quotes|quotations|journal|libros|livros|livres|bücher|libri|boeken|книги|{_READ_ELSEWHERE})\b"
    rf"|{_CHINESE_READINGS}",
    re.IGNORECASE,
)
# Where the year stands behind, and of what it is that of reading then.
_AT_END = (
    (_IN_YEAR, _ARE_READ),
    (_LAST_YEAR, _READINGS),
    (_LAST_MONTH, _READINGS),
    (_LAST_YEAR, _ONLY_READINGS),
)
# What only says that a day follows.
_DAY_NAME = lazy_compile(rf"\W*(?:(?:date|day|日期|时间|時間|{WEEKDAY})\W*)?", re.IGNORECASE)
_ONLY_WEEKDAY = lazy_compile(WEEKDAY)
_WEEK_OF = lazy_compile(r"week\s+(?P<which>of|from|beginning|starting|ending)\s*:?\s+(?=\S)", re.IGNORECASE)

# A stretch of days, weeks or months. What all days of it have in common is known of each.
_TO = r"\s*(?:[-–—~～]+|至|到|to|until|through)\s*(?=\S)"
_ENGLISH_DAY = r"\d\d?(?:st|nd|rd|th)?"
_TWICE = lazy_compile(r"(?P<chinese>\d{1,2}|十[一二]|[一二三四五六七八九十])\s?月\s*[/·|]?\s?(?P<name>[A-Za-z]{3,9})")
_SEASON = r"(?:Q[1-4]|H[12]|W\d\d?|week\s+\d\d?|spring|summer|autumn|fall|winter)"
_STRETCHES = tuple(
    lazy_compile(form, re.IGNORECASE)
    for form in (
        # 2024-03-11 – 2024-03-17, 2024.3.11-3.17
        rf"{YEAR}(?P<sign>[-./])(?P<month>\d\d?)(?P=sign)\d\d?{_TO}"
        r"(?:(?P<last_year>\d{4})(?P=sign))?(?:(?P<last>\d\d?)(?P=sign))?\d\d?",
        # 2024年3月11日-17日, 3月30日到4月5日, 2024年1-2月
        rf"(?=.*月)(?:{YEAR}\s*年\s*)?(?P<month>\d\d?)\s*月?\s*(?:\d\d?\s*[日号]?)?{_TO}"
        r"(?:(?P<last_year>\d{4})\s*年\s*)?(?:(?P<last>\d\d?)\s*月)?\s*(?:\d\d?\s*[日号])?(?<=[月日号])",
        # March 4–10, 2024; Mar 28 - Apr 3, 2024; Jan–Feb 2024; May - June
        rf"{MONTH_NAME}(?:\s+{_ENGLISH_DAY})?(?:,?\s+(?P<first_year>\d{{4}}))?{_TO}"
        rf"(?:(?P<last>[A-Za-z]{{3,9}})\.?)?\s*(?:{_ENGLISH_DAY})?(?:,?\s+{YEAR})?",
        # 4–10 March 2024, 28 March - 3 April 2024
        rf"{_ENGLISH_DAY}(?:\s+{MONTH_NAME})?{_TO}{_ENGLISH_DAY}\s+(?P<last>[A-Za-z]{{3,9}})\.?(?:,?\s+{YEAR})?",
        # 2024 Q1, 2024-W12, 2024年第12周, 2024年上半年, summer of 2024
        rf"{YEAR}\s*[-,年]?\s*(?:{_SEASON}|第.{{1,4}}(?:周|週|季度?)|[上下]半年)",
        rf"{_SEASON}\s*,?\s+(?:of\s+)?{YEAR}",
        # 12.16-12.22, 12/2-8: two days that are no versions or sections
        rf"(?P<month>\d\d?)(?P<sign>[./])(?:(?<=/)\d|[12]\d|3[01]){_TO}"
        r"(?:(?P<last>\d\d?)(?P=sign))?(?:(?<=[-/ ])\d|[12]\d|3[01])",
        rf"(?:{YEAR}\s*年\s*)?{CHINESE_MONTH}\s*[上中下]旬",  # 11月下旬
    )
)
# A week, or an issue, before the days that it has: 'Week 51 (Dec 16 – 22, 2024)', 'W48 2024-11-25 ~ 2024-12-01'.
_WEEK_NUMBER = r"(?:week\s*\d\d?|(?:(?:19|20)\d\d-)?W\d\d?|第\s*\d{1,3}\s*[周週期])"
_NAMED_STRETCH = lazy_compile(
    rf"(?P<name>{_WEEK_NUMBER})[,:：]?\s+(?P<stretch>[^()（）]+)"
    rf"|(?P<title>[^()（）]*(?:\bweek|周|週|第\s*\d{{1,3}}\s*期|#\d|{_WEEK_NUMBER})[^()（）]*)[(（](?P<days>[^()（）]+)[)）]",
    re.IGNORECASE,
)
_LONGEST_STRETCH = 60
_CLOSING = lazy_compile(r"(?<=[^\s:：#])(?:[:：][ \t]*#*|#{2,})$")
_TWO_PERIODS = lazy_compile(r"(?P<first>[^/~～–—]{4,20})[/~～–—](?P<last>[^/~～–—]{0,20})")
_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CHINESE_YEAR = lazy_compile(r"[一二][〇零○一二三四五六七八九]{3}(?=\s*年)")
_BEFORE_DAY = " \t–—:：|"
_BEFORE_TAIL = " \t-–—:：|,，·"
_TAIL = lazy_compile(rf"^(?P<title>.*\S)\s*[(（]{YEAR}[-./](?P<month>\d\d?)[-./]{DAY}[)）]$")

_LIKE_DATE = lazy_compile(
    r"\d{1,2}|\d\d-\d\d-\d\d|(?:19|20)\d\d[-./年]\d{1,2}(?:[-./月]\d{1,2})?[月日号]?|\d{1,2}[./月-]\d{1,2}[日号]?"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as a date and the words that are left; a weekday says neither.

    `number` is set instead of a month or a day when only the headings above can tell which of them it is.
    """

    date: HeadingDate
    number: int | None
    title: str

    @property
    def needs_month(self) -> bool:
        """Whether it is a number, or a day such as 19日, which is that of a month only below one."""
        return self.number is not None or (self.date.day is not None and self.date.month is None)

    def below(self, above: HeadingDate) -> Heading:
        """What a heading that needs a month says below others: a bare number is a day below a month, else a month.

        Where it can be neither, it is a title.
        """
        number = self.number or self.date.day or 0
        date = HeadingDate()
        if above.month is not None and number <= days_in_month(above.year, above.month):
            date = HeadingDate(day=number)
        elif self.number is not None and above.month is None and number <= 12:
            date = HeadingDate(month=number)
        return replace(self, date=date, number=None)


@lru_cache(maxsize=4096)
def read_heading(text: str, order: str = "") -> Heading:
    """What a heading says: '2020.08.17 - title' gives both a date and a title, 'Databases' a title only.

    A stretch of time, as '2024.3.11-3.17' or '2024 Q1', gives what all its days have in common, and is a title too.
    `order` is what `find_day_order` gives for the log.

    >>> read_heading("2024年11月5日").date
    HeadingDate(year=2024, month=11, day=5)
    >>> read_heading("12. December").date.month
    12
    >>> read_heading("2023 in review").title, read_heading("Books of 2023").title
    ('2023 in review', 'Books')
    >>> read_heading("March 4–10, 2024").date
    HeadingDate(year=2024, month=3, day=None)
    """
    text = without_wiki_link(text)
    if _ONLY_WEEKDAY.fullmatch(text):
        return Heading(HeadingDate(), None, "")
    if week := _WEEK_OF.match(text):
        return Heading(_common_to_week(read_heading(text[week.end() :], order).date, week["which"]), None, text)
    if (bracketed := _IN_BRACKETS.fullmatch(text)) and is_date(bracketed["words"]):
        return read_heading(bracketed["words"].strip(), order)
    written = with_iso_day(with_day_in_figures(text), order).translate(_WIDE)
    if year := _CHINESE_YEAR.match(written):
        written = year[0].translate(_CHINESE_DIGITS) + written[year.end() :]
    if (stretch := _read_stretch(written)) is not None:
        return Heading(stretch, None, text)
    found = _read_tail(written) or _read_heading_start(without_first_weekday(written))
    return found or Heading(HeadingDate(), None, text)


def _read_stretch(text: str) -> HeadingDate | None:
    """What all days of a stretch have in common, if anything; None where a text is none.

    >>> _read_stretch("12.16-12.22"), _read_stretch("2024-W42 (Oct 14 – Oct 20)")
    (HeadingDate(year=None, month=12, day=None), HeadingDate(year=2024, month=10, day=None))
    """
    if len(text) > _LONGEST_STRETCH:
        return None
    if (named := _NAMED_STRETCH.fullmatch(text)) and (said := _read_stretch(named["stretch"] or named["days"])):
        of_name = _read_stretch((named["name"] or named["title"]).strip())
        return said if said.year or not of_name else said._replace(year=of_name.year)
    found = next((found for form in _STRETCHES if (found := form.fullmatch(text))), None)
    parts = found.groupdict() if found else {}
    names = [parts[name] for name in ("month", "last") if parts.get(name)]
    months = [month for month in map(month_number, names) if month]
    if not found or len(months) < len(names):
        return None
    years = {int(parts[name]) for name in ("first_year", "year", "last_year") if parts.get(name)}
    if len(years) > 1 or months != sorted(months):  # over New Year
        return HeadingDate()
    return HeadingDate(years.pop() if years else None, months[0] if len(set(months)) == 1 else None)


def _common_to_week(day: HeadingDate, which: str) -> HeadingDate:
    """What all days of the week have in common that begins with a day, or ends with it."""
    if day.month is None or day.day is None:
        return day
    step = -6 if which.lower() == "ending" else 6
    if 1 <= day.day + step <= days_in_month(day.year, day.month):
        return day._replace(day=None)
    return HeadingDate(day.year) if 1 <= day.month + step // 6 <= 12 else HeadingDate()


def _read_tail(text: str) -> Heading | None:
    """A title with a day behind it: 'Links (2026-01-12)', 'Weekly notes - 2026-01-12'; no end of several days.

    A year is one only in which something was read: 'Books I read in 2024', '2024 reading list'.
    """
    if tail := _TAIL.match(text):
        date = parse_date(tail)
        return Heading(date, None, _only_title(tail["title"])) if date else None
    for form in _OF_READINGS:
        if (found := form.match(text)) and (date := parse_date(found)) and date != HeadingDate():
            return Heading(date, None, text[found.end() :].strip())
    for form, readings in _AT_END:
        found = form.search(text, max(0, len(text) - _IN_YEAR_LENGTH))
        if found and readings.search(text) and (date := parse_date(found)):
            return Heading(date, None, text[: found.start()])
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
    for form in _HEADINGS:
        found = form.match(text)
        if not found:
            continue
        parts = found.groupdict()
        time = _TIME_BEHIND.match(text, found.end()) if parts.get("year") and parts.get("day") else None
        behind = time or (_WEEKDAY_BEHIND.match(text, found.end()) if parts.keys() & {"day", "number"} else None)
        rest = _REST.match(text, (behind or found).end())
        if not rest and parts.get("month") and parts.get("day") and (parts.get("year") or behind):
            rest = _WORDS_BEHIND.match(text, (behind or found).end())
        if not rest and parts.get("month") and parts.get("day"):
            rest = _WEATHER_BEHIND.match(text, found.end())
        if not rest and parts.get("month") and (parts.get("year") or parts.get("short")):
            rest = _BRACKETS_BEHIND.match(text, found.end())
        if not rest:
            continue
        if parts.keys() == {"number"}:
            if not 1 <= int(parts["number"]) <= 31:
                return None
            return Heading(HeadingDate(), int(parts["number"]), text[rest.end() :])
        date = parse_date(found)
        if date:
            return Heading(date, None, text[rest.end() :].strip())
    return _read_named_twice(text)


def _read_named_twice(text: str) -> Heading | None:
    """A month in two languages: '七月 July'."""
    found = _TWICE.fullmatch(text)
    months = {month_number(name) for name in found.group("chinese", "name")} if found else {None}
    return Heading(HeadingDate(month=months.pop()), None, "") if len(months) == 1 and months != {None} else None


@lru_cache(maxsize=4096)
def plain_heading(markdown: str) -> str:
    """The words of a heading. Logs have few that are no dates, and dates come back every year.

    A colon says nothing there, nor do signs that close it without a blank: '已读：####'.
    """
    text = _CLOSING.sub("", parse_inline(markdown).text.strip())
    start = text.rfind("{")
    has_attributes = text.endswith("}") and text[start + 1] in "#.:"  # '## 2019-01-10 {#2019-01-10}'
    return text[:start].rstrip() if has_attributes else text


def date_in_force(dates: Iterable[HeadingDate]) -> HeadingDate:
    """The date below headings, the outermost first: each replaces what it gives, and clears what is smaller.

    >>> date_in_force([HeadingDate(2025, 11), HeadingDate(month=12), HeadingDate(day=3)])
    HeadingDate(year=2025, month=12, day=3)
    """
    date = HeadingDate()
    for own in dates:
        if own.year is not None:
            date = own
        elif own.month is not None:
            date = own._replace(year=date.year)
        elif own.day is not None:
            date = date._replace(day=own.day)
    return date


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
    return HeadingDate(first.year) if first.year == last.year else None


def _read_period(text: str) -> HeadingDate | None:
    heading = read_heading(text)
    date = heading.date
    return date if date.year and date.day is None and not heading.title else None


def is_date(text: str) -> bool:
    """Whether a heading says a date in any order, a stretch of time, a number or a weekday, and nothing else."""
    text = text.strip()
    return any(
        _is_date(read_heading(text, order), text) for order in (("mdy", "dmy") if needs_day_order(text) else ("",))
    )


def _is_date(heading: Heading, text: str) -> bool:
    is_dated = heading.date != HeadingDate() or heading.number is not None or heading.title == ""
    return is_dated and heading.title in ("", text)


def is_like_date(text: str) -> bool:
    """Whether the writer of a heading meant a date and nothing else: '2025.11.31', '13'."""
    return _LIKE_DATE.fullmatch(text.strip()) is not None
