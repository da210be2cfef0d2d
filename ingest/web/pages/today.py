"""Passages to meet again, and what was read on this day, at `/{database}/-/today`.

Never shows one person other passages than the next: the day chooses.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from datasette.utils.sqlite import sqlite3

from ingest.browse.today import DRAWS, has_other_passages, read_earlier_years, todays_passages
from ingest.web.page import Page
from ingest.web.visit import Variables, Visit

_ARTICLES = 10  # of a year: the others are on the page of the month


def read(connection: sqlite3.Connection, visit: Visit) -> Variables:
    """The passages of a day, today's or that of `?day=`, and its articles in earlier years."""
    day = read_day(visit.query.get("day"), visit.today)
    draw = visit.number("draw")
    draw = draw if draw <= DRAWS else 1
    asked = None if day == visit.today else day.isoformat()
    return {
        "day": day.isoformat(),
        "is_today": asked is None,
        "passages": todays_passages(connection, day, draw),
        "has_others": has_other_passages(connection, day),
        "years": read_earlier_years(connection, day),
        "most": _ARTICLES,
        "before": _link(visit, day, -1),
        "after": _link(visit, day, 1),
        "another": visit.address.page("today", day=asked, draw=draw % DRAWS + 1 if draw < DRAWS else None),
        "here": "today",
    }


def read_day(value: str | None, today: date) -> date:
    """The day that is written YYYY-MM-DD; `today` for anything else.

    >>> read_day("2025-02-30", date(2025, 3, 4)).isoformat()
    '2025-03-04'
    """
    try:
        return date.fromisoformat(value) if value and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else today
    except ValueError:
        return today


def _link(visit: Visit, day: date, days: int) -> tuple[str, str] | None:
    """The day so many days away, and where it is; None where the calendar or time has not got so far."""
    try:
        there = day + timedelta(days=days)
    except OverflowError:
        return None
    if days > 0 and there > visit.today:
        return None
    asked = None if there == visit.today else there.isoformat()
    return there.isoformat(), visit.address.page("today", day=asked)


PAGE = Page("today", "readlog_today.html", read)
