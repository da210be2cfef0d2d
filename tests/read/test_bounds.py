"""Dates against a log whose true days are known: what is shown is exact, and what is hidden lies within its bounds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading import read_log

SETTINGS = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))


@dataclass(frozen=True, slots=True)
class DiaryLog:
    """A log in order of time, one article a day or fewer; `shown` says which of the true days it writes down."""

    text: str
    front_matter: str
    days: tuple[date, ...]
    shown: tuple[bool, ...]


@st.composite
def diaries(draw: Callable[[st.SearchStrategy[int]], int], most_steps: int = 60, one_year: bool = False) -> DiaryLog:
    """A log that grows at either end. It begins with a week of daily entries, which tells at which."""
    newest_first = draw(st.integers(0, 1)) == 1
    day = date(2023, 6, 15)
    days = [day := day + timedelta(1) for _ in range(7)]
    for _ in range(draw(st.integers(0, 12))):
        days.append(day := day + timedelta(draw(st.integers(0, most_steps))))
    days = [day for day in days if not one_year or day.year == 2023]
    shown = [number < 7 or draw(st.integers(0, 1)) == 1 for number in range(len(days))]
    if newest_first:
        days, shown = days[::-1], shown[::-1]
    lines, month = list[str](), 0
    for number, (day, is_shown) in enumerate(zip(days, shown, strict=True)):
        if day.month != month:
            lines.append(f"# {day.month:02}")
            month = day.month
        lines.append(f"T https://e.example.org/{number}" + f"  【`{day.month}.{day.day}`】" * is_shown)
    return DiaryLog("\n".join(lines), f"---\nyear: {days[0].year}\n---\n", tuple(days), tuple(shown))


@SETTINGS
@given(diaries())
def test_true_day_lies_within_the_bounds_across_years(log: DiaryLog) -> None:
    datings = read_log(log.front_matter + log.text).dating.entries
    for day, is_shown, dating in zip(log.days, log.shown, datings, strict=True):
        assert dating.date == (day.isoformat() if is_shown else None)
        assert dating.date_from is not None
        assert dating.date_to is not None
        assert dating.date_from <= day.isoformat() <= dating.date_to
        assert dating.date_from[:7] == dating.date_to[:7] == dating.month


@SETTINGS
@given(diaries())
def test_positions_follow_the_true_days(log: DiaryLog) -> None:
    datings = read_log(log.front_matter + log.text).dating.entries
    ordered = sorted(zip((dating.position for dating in datings), log.days, strict=True))
    assert [position for position, _ in ordered] == list(range(1, len(log.days) + 1))
    assert [day for _, day in ordered] == sorted(log.days)


@SETTINGS
@given(diaries(one_year=True))
def test_file_named_after_its_year_dates_the_same_without_front_matter(log: DiaryLog) -> None:
    named = read_log(log.text, "2023.md").dating.entries
    found = read_log(log.front_matter + log.text).dating.entries
    assert [(one.date, one.date_from, one.date_to) for one in named] == [
        (one.date, one.date_from, one.date_to) for one in found
    ]
    assert {one.source for one in named} == {"file-name"}


@SETTINGS
@given(diaries())
def test_log_without_a_year_keeps_month_and_day_and_no_date(log: DiaryLog) -> None:
    reading = read_log(log.text)
    for day, is_shown, dating in zip(log.days, log.shown, reading.dating.entries, strict=True):
        assert dating.month_day == (f"{day.month:02}-{day.day:02}" if is_shown else None)
        assert (dating.date, dating.date_from, dating.date_to, dating.month) == (None, None, None, None)
    assert [one.code for one in reading.diagnostics].count("no-year") == 1
