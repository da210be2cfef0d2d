"""What a log in any shape has to tell, and the pen that writes it: days, headings, titles, introductions, blank lines.

Knows no shape: those are in `shapes`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from days_written import (
    BEFORE,
    BEFORE_LINK,
    BEHIND,
    DAY_FORMS,
    DAYS_OF_A_MONTH,
    HEADING_DAY_FORMS,
    LONG_DAY_FORMS,
    MONTH_FORMS,
    MONTHS_OF_A_YEAR,
    SAID_BEHIND,
    SEASON_FORMS,
    STRETCH_FORMS,
    YEAR_FORMS,
    Form,
)
from hypothesis import strategies as st
from logs import Draw, Row, Words, Writer

Choice = TypeVar("Choice")

_TO_READ = ("To read", "todo", "TO READ", "待读", "想读", "Read later", "Books to read", "Por leer", "À lire", "TBR")
_INTRODUCTIONS = (
    "These are the things that I read, and what I kept of them.",
    "这里是我读过的文章，按时间排列，随手更新。",
    "Newest first. Suggestions are welcome, as always!",
)

_NUMBERED = re.compile(r"\d+[.)] ")  # which is an item of a list, where no sign is before it
YEAR = re.compile(r"(?:19|20)\d\d")

_TITLES = """How to build a B-tree|Why <T>s fail|What's new in SQLite 3.45?|Don't – really – do it!|C++: the good parts
100% of `fsync`s fail|A/B testing|E = mc²|“核心”是什么？|Re: [PATCH 0/3] io_uring|Todo lists|为什么不用 mmap？！
Copy-on-write & friends|深入理解 Linux 内核（一）|#1 in a series|The (un)reasonable web|Show HN: tea|《庄子》札记
1.5 million rows|Ask a friend…|2021 in review|May the source be with you|[译] 零拷贝|Part 9|x > y|`main()`""".replace(
    "\n", "|"
).split("|")


@dataclass(frozen=True, slots=True)
class Told:
    """An article that has to be read.

    `places` are, by position, the location, the address and the day of the passages of which an app says them.
    `day` is the true day. `within` is what the log tells of it, as the beginning of an ISO day: '' for nothing.
    `tags` are the names that the log lists as tags of the article, beside those in its title and its passages.
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
    tags: tuple[str, ...] = ()
    places: tuple[tuple[int, str | None, str | None, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class ShapedLog:
    """A log and what it says; `name` is that of its file, `introductions` the lines about no article, `contents` those
    that lead about the log.

    `is_order_told`: it says by its days whether it goes back in time; all who read it take it for one that does else.
    """

    lines: tuple[str, ...]
    told: tuple[Told, ...]
    shapes: tuple[str, ...]
    name: str = "notes.md"
    introductions: tuple[int, ...] = ()
    is_order_told: bool = True
    contents: tuple[int, ...] = ()


class ShapeWriter(Writer):
    """A log in the making. `day` is the day of the article that is written next.

    `step` says whether the log goes back in time or forth. `all_within` is how much of the day something about the
    whole log tells, such as the name of its file: 0, 4, 7 or 10 characters of the ISO day; all of its days lie there.
    """

    def __init__(self, draw: Draw[object]) -> None:
        super().__init__(draw)
        self.told: list[Told] = []
        self.day = date.fromisoformat(self.pick("2024-11-28", "2024-11-28", "2023-03-05", "2025-01-04", "2021-12-30"))
        self.step = timedelta(-1 if self.number(0, 2) else 1)
        self.all_within = 0
        self.within = 0  # how much of the day the headings tell
        self.held = 0  # how much of it has to stay the same up to the next heading, whether they tell it or not
        self.slashes = self.pick("{0.month}/{0.day}/{0.year}", "{0.day}/{0.month}/{0.year}", "{0:%d.%m.%Y}")
        self.is_order_told = False
        self.is_mixed = False  # of several shapes
        self.places: list[tuple[int, str | None, str | None, str | None]] = []
        self.headings: list[tuple[int, str]] = []
        self.introductions: list[int] = []
        self.contents: list[int] = []
        self.shapes: list[str] = []  # those of the parts
        self.name = "notes.md"

    def one_in(self, count: int) -> bool:
        """True once in so many draws."""
        return self.number(1, count) == count

    def permuted(self, choices: Sequence[Choice]) -> list[Choice]:
        """All of these in any order."""
        permuted = self.draw(st.permutations(choices))
        assert isinstance(permuted, list)
        return permuted

    def form(self, forms: Sequence[Form]) -> str:
        """The day in one of these forms."""
        return forms[self.number(0, len(forms) - 1)](self.day)

    def day_form(self) -> Form:
        """One of the forms of days for a list or a table: people keep to it."""
        forms = LONG_DAY_FORMS if self.maybe() else DAY_FORMS
        choice = self.number(0, len(forms))
        return forms[choice] if choice < len(forms) else self.in_slashes

    def in_slashes(self, day: date) -> str:
        """The day as 11/28/2024 or 28/11/2024, once a day of the log has told which of them is meant."""
        self.is_order_told = self.is_order_told or day.day > 12
        return self.slashes.format(day) if self.is_order_told else day.isoformat()

    def before(self, day: str, is_link: bool = True) -> str:
        """A day before an article."""
        return self.pick(*(BEFORE_LINK if is_link else BEFORE)).format(day)

    def behind(self, day: str) -> str:
        """A day behind an article."""
        return self.pick(*BEHIND, *SAID_BEHIND).format(day)

    def title(self) -> Words:
        """A title as people give it, without anything that a link's text cannot hold."""
        if self.maybe():
            return self.words()
        text = self.pick(*_TITLES)
        plain = text.replace("`", "")
        return Words(text.replace("<", "\\<"), plain)

    def whole_title(self) -> Words:
        """One without brackets of its own that would end it before a comma."""
        title = self.title()
        return Words("Rings drain", "Rings drain") if "》，" in title.text else title

    def author(self) -> str | None:
        """Who wrote an article, where the log says so."""
        return self.pick("Ann Leaf", "Jon Marsh", "张三", "O'Neil") if self.maybe() else None

    def blank(self, least: int = 0) -> None:
        """Blank lines, as many as people leave."""
        self.lines += [self.pick("", "", "", "  ", "\t")] * self.number(least, least + 1)

    def comments(self, comments: Sequence[str], start: int) -> None:
        """Takes down what is said beside the article that begins on line `start`."""
        for comment in comments:
            self.row(None, 0, "note", comment, start, len(self.lines))

    def head(self, level: int, name: str, text: str) -> None:
        """A heading; `name` is the section that it makes, '' for a date."""
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        self.headings.append((level, name))
        self.sections = tuple(name for _, name in self.headings if name)
        if level <= 2 and not _NUMBERED.match(text) and self.one_in(6):
            if self.lines and self.lines[-1].strip():
                self.lines.append("")
            self.lines += [text, ("===" if level == 1 else "---") * self.number(1, 3)]
        else:
            self.lines.append(f"{'#' * level} {text}{self.pick('', '', ' ', ' ' + '#' * level)}")
        self.blank()

    @property
    def unread(self) -> bool:
        """Whether the innermost section that says how far its articles are says that they are still to be read."""
        said = (name in _TO_READ for name in reversed(self.sections) if name in (*_TO_READ, "已读"))
        return next(said, False)

    def unread_with(self, box: str) -> bool:
        """Whether an item with this box, or none, is still to be read: its box goes before its section."""
        return "[ ]" in box or (not box and self.unread)

    def introduce(self) -> None:
        """Sentences about the log, or the part of it that begins here."""
        self.lines += [self.pick(*_INTRODUCTIONS), ""]
        self.introductions.append(len(self.lines) - 1)

    def tell(self, **facts: object) -> None:
        """Takes down the article that was begun."""
        within = self.day.isoformat()[: max(self.within, self.all_within)]
        told = Told(0, "", None, self.day, within, self.unread, False, self.sections, (), ())
        self.told.append(replace(told, rows=tuple(self.rows), places=tuple(self.places), **facts))  # type: ignore[arg-type]
        self.places = []

    def written_day(self) -> str:
        is_year_known = max(self.within, self.all_within) >= 4
        return ("{0.month}.{0.day}" if is_year_known and self.maybe() else "{0:%Y-%m-%d}").format(self.day)

    def part(
        self, shapes: Mapping[str, Callable[[ShapeWriter], None]], has_heading: bool, headed: Container[str] = ()
    ) -> None:
        """Writes a heading and some articles in one of these shapes below it; the `headed` ones write their own."""
        before, shape = self.shapes[-1:], self.pick(*shapes)
        if has_heading:
            self.blank(1)
            self.within = self.held = 0
            if self.is_dated and self.one_in(8) and not any(name in headed for name in (shape, *before)):
                self.strong_day()
            else:
                self.section()
        self.shapes.append(shape)
        shapes[shape](self)

    def section(self) -> None:
        """A heading for what follows, or several of them, and perhaps words about it."""
        dated = ("year", "month", "day", "stretch", "season") if self.is_dated else ()
        kind = self.pick("words", "words", "unread", *dated)
        if kind in ("words", "unread"):
            name = self.words(1)
            if kind == "unread" or (YEAR.search(name.text) and not self.is_dated):  # it would name another year
                to_read = self.pick(*_TO_READ)
                name = Words(to_read, to_read)
            self.head(1, name.text, name.markdown)
        else:
            self.dated_heading(kind)
        if self.one_in(8):
            self.introduce()

    def strong_day(self) -> None:
        """A day in strong print on a line of its own: it stands below the headings with signs."""
        self.within = self.held = 10
        self.lines += [f"**{self.form(DAY_FORMS)}**{self.pick('', ':', '：')}", ""]

    def dated_heading(self, kind: str) -> None:
        """A heading with a date, or headings with the parts of one below each other."""
        self.within = {"year": 4, "month": 7, "day": 10, "stretch": 7, "season": 4}[kind]
        self.held = 10 if kind == "season" else self.within
        if kind in ("stretch", "season"):
            text = self.form(STRETCH_FORMS if kind == "stretch" else SEASON_FORMS)
            self.head(1, text, text)
        elif kind == "year":
            self.head(1, "", self.form(YEAR_FORMS))
        elif kind == "month" and self.all_within >= 4 and self.maybe():
            self.head(1, "", self.form(MONTHS_OF_A_YEAR))
        elif kind == "month" and self.maybe():
            self.head(1, "", self.form(YEAR_FORMS))
            self.head(2, "", self.form(MONTHS_OF_A_YEAR))
        elif kind == "month":
            self.head(1, "", self.form(MONTH_FORMS))
        elif self.maybe():
            self.head(1, "", self.form(HEADING_DAY_FORMS))
        else:
            self.head(2, "", self.form(MONTH_FORMS))
            self.head(3, "", self.form(DAYS_OF_A_MONTH))

    def next_day(self) -> None:
        """Goes to the next article, of the same day or up to three days on, as far as the dates in force let it."""
        before, self.rows = self.day, []
        self.day += self.step * self.number(0, 3)
        for within in (self.within, self.held, self.all_within):
            if self.day.isoformat()[:within] != before.isoformat()[:within]:
                self.day = before
