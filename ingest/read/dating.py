"""From the days and headings of a log's entries to the date of each, or the days between which it lies.

Sees a whole log at once and none of its lines; never asks a clock, and repairs nothing that the log says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ingest.diagnostics import Diagnostic, count_of, diagnose
from ingest.model import DateSource, Dating, Entry, HeadingDate
from ingest.patterns import lazy_compile
from ingest.read.dates.date_parts import days_in_month
from ingest.read.dates.forms import iso_day, needs_day_order, read_day, read_year_in_any_order
from ingest.read.dates.headings import read_period
from ingest.read.log_year import LogYear

_YEAR_DAYS = 12 * 31  # for comparing distances; months are taken as equal
_NAMED_YEAR = lazy_compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


class DatedEntry(NamedTuple):
    """What an entry gives to its dating: the day on its line as written, the headings in force, and where it stands.

    `years` are all that its sections name, whether they date it or not. `is_of_app`: an app has written the day, which
    says when the passages were marked, and not when the writer of the log came to them.
    """

    day: str | None
    heading: HeadingDate
    line: int
    years: frozenset[int] = frozenset()
    is_of_app: bool = False


@dataclass(frozen=True, slots=True)
class LogDating:
    """The dating of each entry, in the order of the log. `newest_first`: the log grows at the top."""

    entries: tuple[Dating, ...]
    newest_first: bool
    diagnostics: tuple[Diagnostic, ...]


@lru_cache(maxsize=1024)
def _named_years(sections: tuple[str, ...]) -> frozenset[int]:
    """The years that sections name.

    >>> _named_years(("Best of 2020", "Tea"))
    frozenset({2020})
    """
    return frozenset(int(year) for section in sections for year in _NAMED_YEAR.findall(section))


def dated_entry(entry: Entry, day: str | None) -> DatedEntry:
    """What an entry gives to its dating, whose article has this day."""
    return DatedEntry(day, entry.heading, entry.line_start, _named_years(entry.sections), entry.rule == "weread")


class _Known(NamedTuple):
    """What is known of an entry's date: `given` by its own day, else by its headings.

    `is_ordered`: its neighbours say more of it. Of a day of which nothing tells the month they may say the wrong thing.
    """

    given: HeadingDate
    source: DateSource | None
    is_ordered: bool


def date_entries(entries: Sequence[DatedEntry], year: LogYear) -> LogDating:
    """The dating of every entry of a log.

    An entry without a day of its own lies between the nearest entries that have one, and within its heading; where
    its neighbours contradict each other, the heading alone counts. The day of an app that lies outside of the heading
    is that of its entry all the same, and says nothing of others.
    """
    entries, apart = _set_apart(entries, year)
    days = [_read_own(entry.day) for entry in entries]
    newest_first = _is_newest_first(entries, days, year)
    diagnostics: list[Diagnostic] = []
    years = _years(entries, days, year, newest_first, diagnostics)
    if year.day and _holds_for_all(year.day, entries, days):
        entries = [entry._replace(heading=_day_within(entry.heading, year.day)) for entry in entries]
    known = [_known(*facts) for facts in zip(entries, days, years, strict=True)]
    exact = [iso_day(facts.given) for facts in known]
    for entry, day, facts in zip(entries, days, known, strict=True):
        if day:
            diagnostics += _contradictions(entry, day, facts, year)
    bounds = _bounds(known, exact, newest_first)
    undated = [entry.line for entry, facts in zip(entries, known, strict=True) if _lacks_year(facts.given)]
    if undated:
        diagnostics.insert(0, diagnose("no-year", undated[0], articles=count_of(len(undated), "article")))
    places = range(len(entries), 0, -1) if newest_first else range(1, len(entries) + 1)
    for place, day in apart.items():
        known[place], exact[place] = _Known(day, "entry", is_ordered=False), iso_day(day)
        bounds[place] = (exact[place], exact[place])
    datings = (_dating(*facts) for facts in zip(known, exact, bounds, places, strict=True))
    return LogDating(tuple(datings), newest_first, tuple(diagnostics))


def _set_apart(entries: Sequence[DatedEntry], year: LogYear) -> tuple[list[DatedEntry], dict[int, HeadingDate]]:
    """The entries, without the days of apps that lie outside of their headings or the file; and these, by place."""
    kept, apart = list(entries), {}
    for place, entry in enumerate(entries):
        day = _read_own(entry.day) if entry.is_of_app else None
        if day and (_is_outside_heading(entry, day) or _is_outside_file(entry, day, year)):
            kept[place], apart[place] = entry._replace(day=None), day
    return kept, apart


def _is_newest_first(entries: Sequence[DatedEntry], days: Sequence[HeadingDate | None], log: LogYear) -> bool:
    """Whether the log runs back in time: so it does where that is the shorter way, in days from entry to entry.

    A step between two days of no known year goes forward over New Year as well as back, whichever the log does.
    """
    back = forth = 0
    before: tuple[int, int, int] | None = None
    for entry, day in zip(entries, days, strict=True):
        parts = day or entry.heading
        if not parts.month:
            continue
        year = (day.year if day else None) or entry.heading.year or (log.year if log.fixed else None) or 0
        now = (year, parts.month, parts.day or 0)
        if before:
            is_exact = now[2] and before[2]
            step = (now[1] - before[1]) * 31 + (now[2] - before[2] if is_exact else 0)
            if year and before[0]:
                step += (year - before[0]) * _YEAR_DAYS
                back, forth = back + max(step, 0), forth + max(-step, 0)
            else:
                back, forth = back + (-step) % _YEAR_DAYS, forth + step % _YEAR_DAYS
        if now[2] or before is None or now[:2] != before[:2]:  # a day says more than its month
            before = now
    return back <= forth


def _years(
    entries: Sequence[DatedEntry],
    days: Sequence[HeadingDate | None],
    log: LogYear,
    newest_first: bool,
    diagnostics: list[Diagnostic],
) -> list[LogYear]:
    """The year of each entry. A month that steps the wrong way round is a year boundary unless the year is fixed."""
    years = []
    current, previous = log.year, None
    for entry, day in zip(entries, days, strict=True):
        month = entry.heading.month or (day.month if day else None)
        if day and day.year:
            years.append(LogYear(day.year, "entry", fixed=True))
            continue
        if entry.heading.year:
            years.append(LogYear(entry.heading.year, "heading", fixed=True))
            continue
        if month and previous and (month > previous if newest_first else month < previous):
            if log.fixed:
                diagnostics.append(diagnose("month-order", entry.line, month=month))
            elif current:
                current += -1 if newest_first else 1
                diagnostics.append(diagnose("year-boundary", entry.line, month=month, previous=previous, year=current))
        previous = month or previous
        years.append(LogYear(current, log.source, log.fixed))
    return years


def _read_own(day: str | None) -> HeadingDate | None:
    """The day that an entry gives, or the month or the year in which it lies."""
    if not day:
        return None
    found = read_day(day) or read_period(day) or read_year_in_any_order(day)
    return found if found != HeadingDate() else None


def _holds_for_all(log: HeadingDate, entries: Sequence[DatedEntry], days: Sequence[HeadingDate | None]) -> bool:
    """Whether the day or the month of a log is that of all entries which do not give their own.

    No day is, if half of them do, or one does that is of another year. The days of apps are not asked.
    """
    pairs = [(entry, day) for entry, day in zip(entries, days, strict=True) if not (entry.is_of_app and day)]
    if log.day:
        own = [day for entry, day in pairs if entry.day]
        is_of_year = all(day and day.year in (None, log.year) for day in own)
        is_told_above = any(entry.heading.month or entry.heading.year or entry.years - {log.year} for entry in entries)
        return is_of_year and not is_told_above and 2 * len(own) < len(entries)
    told = (day or entry.heading for entry, day in pairs)
    return all(parts.month in (None, log.month) and parts.year in (None, log.year) for parts in told)


def _day_within(heading: HeadingDate, day: HeadingDate) -> HeadingDate:
    """The day of the log, unless a heading says more, or names another year."""
    return heading if heading.month or (heading.year and heading.year != day.year) else day


def _known(entry: DatedEntry, day: HeadingDate | None, year: LogYear) -> _Known:
    is_ordered = not (entry.day and needs_day_order(entry.day))
    heading = entry.heading
    if day:
        given = HeadingDate(year.year, day.month, day.day)
    else:
        given = HeadingDate(heading.year or year.year, heading.month, heading.day)
    return _Known(given, year.source, is_ordered)


def _contradictions(entry: DatedEntry, day: HeadingDate, facts: _Known, log: LogYear) -> Iterable[Diagnostic]:
    if facts.given.year and day.day and iso_day(facts.given) is None:
        yield diagnose("bad-day", entry.line, day=entry.day)
    elif _is_outside_heading(entry, day):
        above = "-".join(f"{part:02}" for part in entry.heading if part)
        yield diagnose("day-outside-heading", entry.line, day=entry.day, heading=above)
    elif _is_outside_file(entry, day, log):
        yield diagnose("day-outside-file", entry.line, day=entry.day, year=log.year)


def _is_outside_heading(entry: DatedEntry, day: HeadingDate) -> bool:
    return any(above and own and above != own for above, own in zip(entry.heading, day, strict=True))


def _is_outside_file(entry: DatedEntry, day: HeadingDate, log: LogYear) -> bool:
    return bool(log.fixed and day.year and day.year != log.year and not entry.heading.year)


def _lacks_year(given: HeadingDate) -> bool:
    """Whether only the year is missing. Where there is no day and no month either, none was meant."""
    return given.year is None and (given.month is not None or given.day is not None)


def _bounds(
    known: Sequence[_Known], exact: Sequence[str | None], newest_first: bool
) -> list[tuple[str | None, str | None]]:
    """First and last day that each entry can have."""
    above = _nearest(exact)
    below = _nearest(exact[::-1])[::-1]
    older, newer = (below, above) if newest_first else (above, below)
    bounds: list[tuple[str | None, str | None]] = []
    for facts, day, from_, to in zip(known, exact, older, newer, strict=True):
        if day:
            bounds.append((day, day))
            continue
        first, last = _span(facts.given.year, facts.given.month)
        if first is None or last is None:
            bounds.append((None, None))
        elif not facts.is_ordered:
            bounds.append((first, last))
        else:
            low, high = max(first, from_ or first), min(last, to or last)
            bounds.append((low, high) if low <= high else (first, last))
    return bounds


def _nearest(exact: Sequence[str | None]) -> list[str | None]:
    """For each entry, the exact day of the last one before it that has one."""
    found: list[str | None] = []
    last: str | None = None
    for day in exact:
        found.append(last)
        last = day or last
    return found


@lru_cache(maxsize=4096)
def _span(year: int | None, month: int | None) -> tuple[str | None, str | None]:
    """The first and last day of a year or a month of one."""
    if year is None:
        return None, None
    first, last = month or 1, month or 12
    return date(year, first, 1).isoformat(), date(year, last, days_in_month(year, last)).isoformat()


def _dating(facts: _Known, day: str | None, bounds: tuple[str | None, str | None], position: int) -> Dating:
    given = facts.given
    low, high = bounds
    month = low[:7] if low and high and low[:7] == high[:7] else None
    month_day = f"{given.month:02}-{given.day:02}" if given.month and given.day else None
    return Dating(day, low, high, month, month_day, facts.source if given.year else None, position)
