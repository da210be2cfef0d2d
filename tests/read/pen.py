"""What a log in any shape has to tell, and the pen that writes it: days, headings, titles, and blank lines.

Knows no shape: those are in `shapes`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from logs import Draw, Row, Words, Writer

_MONTHS = "January February March April May June July August September October November December".split()
_CHINESE_MONTHS = "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月".split()

DAY_FORMS: tuple[Callable[[date], str], ...] = (
    date.isoformat,
    lambda day: f"{day:%Y/%m/%d}",
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day:%Y.%m.%d}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{_MONTHS[day.month - 1]} {day.day}, {day.year}",
    lambda day: f"{_MONTHS[day.month - 1][:3]} {day.day}{_ordinal(day.day)}, {day.year}",
    lambda day: f"{day.day} {_MONTHS[day.month - 1]} {day.year}",
)
MONTH_FORMS: tuple[Callable[[date], str], ...] = (
    lambda day: f"{day:%Y-%m}",
    lambda day: f"{day:%Y/%m}",
    lambda day: f"{day.year}年{day.month}月",
    lambda day: f"{_MONTHS[day.month - 1]} {day.year}",
    lambda day: f"{_MONTHS[day.month - 1][:3]} {day.year}",
    lambda day: f"{_MONTHS[day.month - 1][:3]} '{day:%y}",
)
STRETCH_FORMS: tuple[Callable[[date], str], ...] = (
    lambda day: f"{day:%Y.%m}.01-{day:%m}.28",
    lambda day: f"{day:%Y-%m}-01 ~ {day:%Y-%m}-28",
    lambda day: f"{day.year}年{day.month}月1日-28日",
    lambda day: f"{_MONTHS[day.month - 1]} 1–28, {day.year}",
)
MONTHS_OF_A_YEAR: tuple[Callable[[date], str], ...] = (
    lambda day: f"{day:%m}",
    lambda day: f"{day.month}月",
    lambda day: _CHINESE_MONTHS[day.month - 1],
    lambda day: _MONTHS[day.month - 1],
    lambda day: _MONTHS[day.month - 1][:3] + ".",
)
DAYS_OF_A_MONTH: tuple[Callable[[date], str], ...] = (
    lambda day: f"{day.day}",
    lambda day: f"{day:%d}",
    lambda day: f"{day.month}月{day.day}日",
    lambda day: f"{_MONTHS[day.month - 1]} {day.day}",
    lambda day: f"{day.month}.{day.day}",
)

_TO_READ = ("To read", "todo", "TO READ", "待读", "想读", "Read later")

_TITLES = """How to build a B-tree|Why <T>s fail|What's new in SQLite 3.45?|Don't – really – do it!|C++: the good parts
100% of `fsync`s fail|A/B testing|E = mc²|“核心”是什么？|Re: [PATCH 0/3] io_uring|TODO: nothing|为什么不用 mmap？！
Copy-on-write & friends|深入理解 Linux 内核（一）|#1 in a series|The (un)reasonable web|Show HN: tea|《庄子》札记
1.5 million rows|Ask a friend…|2021 in review|May the source be with you|[译] 零拷贝|Part 9|x > y|`main()`""".replace(
    "\n", "|"
).split("|")


@dataclass(frozen=True, slots=True)
class Told:
    """An article that has to be read.

    `places` are, by position, the location, the address and the day of the passages of which an app says them.
    `day` is the true day. `within` is what the log tells of it, as the beginning of an ISO day: '' for nothing.
    """

    line_start: int
    title: str
    url: str | None
    day: date
    within: str
    unread: bool
    struck: bool
    sections: tuple[str, ...]
    links: tuple[tuple[str, str | None], ...]
    rows: tuple[Row, ...]
    author: str | None = None
    via: str | None = None
    starred: bool = False
    places: tuple[tuple[int, str | None, str | None, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class ShapedLog:
    """A log and what it says; `name` is that of its file."""

    lines: tuple[str, ...]
    told: tuple[Told, ...]
    shapes: tuple[str, ...]
    name: str = "notes.md"


def _ordinal(day: int) -> str:
    return "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


class ShapeWriter(Writer):
    """A log in the making, newest article first. `day` is the day of the article that is written next."""

    def __init__(self, draw: Draw[object]) -> None:
        super().__init__(draw)
        self.told: list[Told] = []
        self.day = date(2024, 11, 28)
        self.within = 0  # how much of the day the headings tell: 0, 4, 7 or 10 characters of the ISO day
        self.unread = False
        self.places: list[tuple[int, str | None, str | None, str | None]] = []
        self.headings: list[tuple[int, str]] = []

    def form(self, forms: tuple[Callable[[date], str], ...]) -> str:
        """The day in one of these forms."""
        return forms[self.number(0, len(forms) - 1)](self.day)

    def title(self) -> Words:
        """A title as people give it, without anything that a link's text cannot hold."""
        if self.maybe():
            return self.words()
        text = self.pick(*_TITLES)
        plain = text.replace("`", "")
        return Words(text.replace("<", "\\<"), plain)

    def blank(self, least: int = 0) -> None:
        """Blank lines, as many as people leave."""
        self.lines += [self.pick("", "", "", "  ", "\t")] * self.number(least, least + 1)

    def pass_days(self) -> None:
        """The next article is older, or of the same day."""
        self.day -= timedelta(self.number(0, 3))

    def head(self, level: int, name: str, text: str) -> None:
        """A heading with number signs; `name` is the section that it makes, '' for a date."""
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        self.headings.append((level, name))
        self.sections = tuple(name for _, name in self.headings if name)
        self.unread = any(name in _TO_READ for name in self.sections)
        self.lines.append(f"{'#' * level} {text}{self.pick('', '', ' ', ' ' + '#' * level)}")
        self.blank()

    def tell(self, **facts: object) -> None:
        """Takes down the article that was begun."""
        told = Told(
            0, "", None, self.day, self.day.isoformat()[: self.within], self.unread, False, self.sections, (), ()
        )
        self.told.append(replace(told, rows=tuple(self.rows), places=tuple(self.places), **facts))  # type: ignore[arg-type]
        self.places = []

    def written_day(self) -> str:
        form = "{0.month}.{0.day}" if self.within >= 4 and self.maybe() else "{0:%Y-%m-%d}"
        return form.format(self.day)

    def part(self, shapes: dict[str, Callable[[ShapeWriter], None]], has_heading: bool) -> str:
        """Writes a heading and some articles in one of these shapes below it."""
        if has_heading:
            self.blank(1)
            self.within = 0
            kind = self.pick("words", "words", "unread", "year", "month", "day", "stretch")
            if kind == "words":
                name = self.words(1)
                self.head(1, name.text, name.markdown)
            elif kind == "unread":
                name = self.pick(*_TO_READ)
                self.head(1, name, name)
            else:
                self.dated_heading(kind)
        shape = self.pick(*shapes)
        shapes[shape](self)
        return shape

    def dated_heading(self, kind: str) -> None:
        """A heading with a date, or headings with the parts of one below each other."""
        self.within = {"year": 4, "month": 7, "day": 10, "stretch": 7}[kind]
        if kind == "stretch":
            text = self.form(STRETCH_FORMS)
            self.head(1, text, text)
        elif kind == "year":
            self.head(1, "", f"{self.day.year}{self.pick('', '年')}")
        elif kind == "month" and self.maybe():
            self.head(1, "", f"{self.day.year}")
            self.head(2, "", self.form(MONTHS_OF_A_YEAR))
        elif kind == "month":
            self.head(1, "", self.form(MONTH_FORMS))
        elif self.maybe():
            self.head(1, "", self.form(DAY_FORMS))
        else:
            self.head(2, "", self.form(MONTH_FORMS))
            self.head(3, "", self.form(DAYS_OF_A_MONTH))

    def next_day(self) -> None:
        """Goes back in time, as far as the headings in force let it."""
        before = self.day
        self.pass_days()
        if self.within and self.day.isoformat()[: self.within] != before.isoformat()[: self.within]:
            self.day = before
