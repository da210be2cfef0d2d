"""The headings in force at a line of a log: of which day and which section the articles below them are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from ingest.diagnostics import Diagnostic, diagnose
from ingest.model import HeadingDate
from ingest.read import LONGEST_TITLE
from ingest.read.dates.forms import find_day_order, needs_day_order, read_year_in_any_order
from ingest.read.dates.headings import Heading, date_in_force, is_date, is_like_date, plain_heading, read_heading

TITLE_LEVEL = 0
"""The level of the title that front matter gives. Headings with a sign follow, 1 to 6."""

STRONG_LEVEL = 7
"""That of a date in strong print, or on a line of its own."""

KIND_LEVEL = 8
"""That of a line of text that names the kind of articles that are paragraphs below it."""

LABEL_LEVEL = 9
"""That of a line of text that names the list of articles below it."""

LIST_LEVEL = 10
"""That of an item that only names what is nested in it; those nested deeper follow."""


class HeadingsInForce:
    """The headings above the line that is read, the outermost first; what is wrong with them goes to `diagnostics`."""

    def __init__(self, lines: Sequence[str], diagnostics: list[Diagnostic]) -> None:
        self.lines = lines
        self.diagnostics = diagnostics
        self.headings: list[tuple[int, Heading]] = []

    @property
    def date(self) -> HeadingDate:
        """What they say of the day, together."""
        return date_in_force(heading.date for _, heading in self.headings)

    @property
    def sections(self) -> tuple[str, ...]:
        """What those that are no dates say."""
        return tuple(heading.title for _, heading in self.headings if heading.title)

    def has_month(self, level: int | None = None) -> bool:
        """Whether one of this level names a month, or one with a sign."""
        return any(
            heading.date.month is not None
            for above, heading in self.headings
            if (above < STRONG_LEVEL if level is None else above == level)
        )

    def has_label(self) -> bool:
        """Whether one is a line of text that names what stands below it."""
        return any(level in (KIND_LEVEL, LABEL_LEVEL) for level, _ in self.headings)

    def leave(self, level: int) -> None:
        """Ends those of this level, and those below it."""
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()

    def enter(self, number: int, level: int, text: str) -> Heading:
        """The heading on line `number`, which is in force from now on."""
        self.leave(level)
        text = plain_heading(text)
        if len(text) > LONGEST_TITLE:
            self.diagnostics.append(diagnose("long-title", number, length=f"{len(text):,}", most=f"{LONGEST_TITLE:,}"))
            text = text[:LONGEST_TITLE]
        heading = read_heading(text, self._day_order if needs_day_order(text) else "")
        if heading.needs_month:
            heading = heading.below(self.date)
            if heading.date == HeadingDate():
                heading = replace(heading, title=text.strip())
        if self._is_of_another_year(heading):
            heading = Heading(HeadingDate(), None, text.strip())
        if heading.date == HeadingDate() and needs_day_order(text) and is_date(text):
            self.diagnostics.append(diagnose("ambiguous-day", number, day=text.strip()))
            heading = replace(heading, date=read_year_in_any_order(text))
        elif heading.date == HeadingDate() and is_like_date(text):
            self.diagnostics.append(diagnose("bad-day", number, day=text.strip()))
        self.headings.append((level, heading))
        return heading

    def _is_of_another_year(self, heading: Heading) -> bool:
        """Whether a heading gives a year beside words, below another year: `Papers 2017` came out then."""
        own, above = heading.date, self.date.year
        return heading.title != "" and own.month is None and own.year not in (None, above) and above is not None

    @cached_property
    def _day_order(self) -> str:
        """In which order days such as 3/4/2025 stand in the log."""
        return find_day_order(self.lines)
