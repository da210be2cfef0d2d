"""The forms in which people write days, months and stretches of time, as data: each makes a text of a day.

Forms that depend on what else a log says, such as 3/4/2025, are drawn by the pen (`pen.ShapeWriter`).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date

Form = Callable[[date], str]

MONTHS = "January February March April May June July August September October November December".split()
_CHINESE_MONTHS = "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月".split()
_SPANISH = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
_GERMAN = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_CHINESE_WEEKDAYS = "一二三四五六日"
_JAPANESE_WEEKDAYS = "月火水木金土日"


def ordinal(day: int) -> str:
    """The end of a day's number in English."""
    return "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _last(day: date) -> int:
    """The last day of the month."""
    return monthrange(day.year, day.month)[1]


DAY_FORMS: tuple[Form, ...] = (
    date.isoformat,
    lambda day: f"{day:%Y/%m/%d}",
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day:%Y.%m.%d}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{MONTHS[day.month - 1]} {day.day}, {day.year}",
    lambda day: f"{MONTHS[day.month - 1][:3]} {day.day}{ordinal(day.day)}, {day.year}",
    lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    lambda day: f"{day.day}{ordinal(day.day)} {MONTHS[day.month - 1][:3]} {day.year}",
)
# With what many people add to a day.
LONG_DAY_FORMS: tuple[Form, ...] = (
    *DAY_FORMS,
    lambda day: f"{day.isoformat()} {WEEKDAYS[day.weekday()][:3]}",
    lambda day: f"{WEEKDAYS[day.weekday()]}, {MONTHS[day.month - 1]} {day.day}, {day.year}",
    lambda day: f"{day.year}年{day.month}月{day.day}日 星期{_CHINESE_WEEKDAYS[day.weekday()]}",
    lambda day: f"{day.year}年{day.month:02}月{day.day:02}日",
    lambda day: f"{day.isoformat()}（周{_CHINESE_WEEKDAYS[day.weekday()]}）",
    lambda day: f"{day:%Y/%m/%d} ({WEEKDAYS[day.weekday()][:3]})",
    lambda day: f"{day.year}年{day.month}月{day.day}日({_JAPANESE_WEEKDAYS[day.weekday()]})",
)
# Of headings, which may say it in more languages.
HEADING_DAY_FORMS: tuple[Form, ...] = (
    *LONG_DAY_FORMS,
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"{day.isoformat()} ({WEEKDAYS[day.weekday()]})",
    lambda day: f"[[{day.isoformat()}]]",
    lambda day: f"[[{MONTHS[day.month - 1][:3]} {day.day}{ordinal(day.day)}, {day.year}]]",
    lambda day: f"{day.day} de {_SPANISH[day.month - 1]} de {day.year}",
    lambda day: f"{day.day}. {_GERMAN[day.month - 1]} {day.year}",
)
MONTH_FORMS: tuple[Form, ...] = (
    lambda day: f"{day:%Y-%m}",
    lambda day: f"{day:%Y/%m}",
    lambda day: f"{day:%Y.%m}",
    lambda day: f"{day:%m/%Y}",
    lambda day: f"{day.year}年{day.month}月",
    lambda day: f"{MONTHS[day.month - 1]} {day.year}",
    lambda day: f"{MONTHS[day.month - 1]}, {day.year}",
    lambda day: f"{MONTHS[day.month - 1][:3]} {day.year}",
    lambda day: f"{MONTHS[day.month - 1][:3]} '{day:%y}",
    lambda day: f"{_SPANISH[day.month - 1]} de {day.year}",
    lambda day: f"{_GERMAN[day.month - 1]} {day.year}",
)
YEAR_FORMS: tuple[Form, ...] = (lambda day: f"{day.year}", lambda day: f"{day.year}年")
STRETCH_FORMS: tuple[Form, ...] = (
    lambda day: f"{day:%Y.%m}.01-{day:%m}.{_last(day)}",
    lambda day: f"{day:%Y-%m}-01 ~ {day:%Y-%m}-{_last(day)}",
    lambda day: f"{day.year}年{day.month}月1日-{_last(day)}日",
    lambda day: f"{MONTHS[day.month - 1]} 1–{_last(day)}, {day.year}",
)
SEASON_FORMS: tuple[Form, ...] = (
    lambda day: f"{day.year} Q{(day.month + 2) // 3}",
    lambda day: f"Q{(day.month + 2) // 3} {day.year}",
    lambda day: f"{day.year}年{'上' if day.month < 7 else '下'}半年",
    lambda day: f"{day.year} W{day.isocalendar().week:02}",
)
MONTHS_OF_A_YEAR: tuple[Form, ...] = (
    lambda day: f"{day:%m}",
    lambda day: f"{day.month}月",
    lambda day: _CHINESE_MONTHS[day.month - 1],
    lambda day: MONTHS[day.month - 1],
    lambda day: MONTHS[day.month - 1][:3] + ".",
    lambda day: f"{day.month}. {MONTHS[day.month - 1]}",
)
DAYS_OF_A_MONTH: tuple[Form, ...] = (
    lambda day: f"{day.day}",
    lambda day: f"{day:%d}",
    lambda day: f"{day.day}日",
    lambda day: f"{day.day}{ordinal(day.day)}",
    lambda day: f"{day.month}月{day.day}日",
    lambda day: f"{MONTHS[day.month - 1]} {day.day}",
    lambda day: f"{day.month}.{day.day}",
    lambda day: day.isoformat(),
)

# What stands about a day that is written before an article, and behind one.
BEFORE = ("{} - ", "{} — ", "{}: ", "**{}** ", "**{}**: ", "({}) ", "[[{}]] ", "`{}` ", "{}：", "{} | ")
BEFORE_LINK = (*BEFORE, "{} ")
BEHIND = (" ({})", "（{}）", " — {}", " - {}", ", {}", " `{}`", " [[{}]]", "  【`{}`】", "  【{}】", " | {}", " @ {}")
SAID_BEHIND = (" (read {})", "（读于{}）", " - finished on {}", " (Read on {})", "（阅读于 {}）", " — completed {}")
