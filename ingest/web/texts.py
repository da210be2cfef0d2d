"""The words of our pages in one language: what texts.toml says, with numbers and days as its readers write them.

Never makes HTML, and never asks what day it is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from ingest.resources import read_resource
from ingest.search.faults import Fault

# The languages of our pages, each by its own name.
LANGUAGES = {"en": "English", "zh": "中文"}


@cache
def catalogue() -> Mapping[str, Mapping[str, Mapping[str, str | list[str]]]]:
    """texts.toml: texts by section, key and language."""
    return tomllib.loads(read_resource("web/texts.toml"))


class Texts:
    """All texts in `language`."""

    def __init__(self, language: str) -> None:
        self.language = language

    @property
    def tag(self) -> str:
        """The language as HTML names it."""
        return {"zh": "zh-CN"}.get(self.language, self.language)

    def __call__(self, name: str, /, **values: object) -> str:
        """The text of a section and a key, filled in; one that differs for one thing and several goes by `n`.

        >>> Texts("en")("count.articles", n=1200)
        '1,200 articles'
        """
        section, _, key = name.partition(".")
        text = catalogue()[section][key][self.language]
        if isinstance(text, list):
            text = text[0 if values["n"] == 1 else 1]
        return text.format(**values)

    def fault(self, fault: Fault) -> str:
        """What is wrong with a search. In English it is what the terminal says."""
        return str(fault) if self.language == "en" else self(f"fault.{fault.code}", **fault.facts)

    def number(self, number: int) -> str:
        """A number by itself."""
        return f"{number:,}"

    def month(self, month: str) -> str:
        """A month in the form YYYY-MM.

        >>> Texts("zh").month("2025-02")
        '2025 年 2 月'
        """
        return self("days.month", **_facts(date.fromisoformat(f"{month}-01"), self))

    def day(self, day: str) -> str:
        """A day, ISO, where its month is known: by its number and the day of the week.

        >>> Texts("en").day("2025-02-04"), Texts("zh").day("2025-02-04")
        ('Tue 4', '4 日周二')
        """
        date_ = date.fromisoformat(day)
        weekday = self("days.weekdays").split()[date_.weekday()]
        return self("days.in-its-month", weekday=weekday, day=date_.day)

    def days(self, first: str | None, last: str | None) -> str:
        """The day of an article, or the days between which it lies, both in ISO form and inclusive.

        >>> Texts("en").days("2025-02-04", "2025-02-08")
        'between 4 and 8 February 2025'
        """
        if not first or not last:
            return self("days.none")
        start, end = date.fromisoformat(first), date.fromisoformat(last)
        facts = _facts(end, self)
        if start == end:
            return self("days.day", **facts)
        if start.day == 1 and (end + timedelta(days=1)).day == 1:
            if (start.month, end.month) == (1, 12):
                return self(f"days.in-year{'s' * (start.year != end.year)}", first=start.year, last=end.year)
            if (start.year, start.month) == (end.year, end.month):
                return self("days.in-month", **facts)
        # Of what both days share, English says it last and Chinese first.
        key = "day" if start.year != end.year else "day-and-month" if start.month != end.month else "day-alone"
        keys = ("day", key) if self.language == "zh" else (key, "day")
        first, last = (self(f"days.{key}", **_facts(day, self)) for key, day in zip(keys, (start, end), strict=True))
        return self("days.between", first=first, last=last)


def choose_language(asked: str | None, accepted: str) -> str:
    """The language that was asked for, or else the one of ours that a browser likes best. Source: RFC 9110, 12.5.4.

    >>> choose_language(None, "fr, zh-TW;q=0.8, en;q=0.5")
    'zh'
    """
    if asked in LANGUAGES:
        return asked
    wishes = []
    for wish in accepted.split(","):
        if match := re.fullmatch(r"\s*([a-z]+)[-\w]*\s*(?:;\s*q=([01](?:\.\d*)?))?\s*", wish, re.IGNORECASE):
            wishes.append((float(match[2] or 1), match[1].lower()))
    ours = [wish for wish in wishes if wish[1] in LANGUAGES and wish[0] > 0]
    return max(ours, key=lambda wish: wish[0])[1] if ours else "en"


def _facts(day: date, text: Texts) -> dict[str, object]:
    return {"year": day.year, "month": text("days.months").split()[day.month - 1], "m": day.month, "day": day.day}
