"""What is dated in a month, at `/{database}/-/month/YYYY-MM`, and what can be of it.

Never says that a month is none because nothing is of it.
"""

from __future__ import annotations

import re

from datasette.utils.sqlite import sqlite3

from ingest.browse.months import count_month, read_month, read_neighbours, read_possible
from ingest.web.list_files import list_files
from ingest.web.page import Page
from ingest.web.paging import read_paged
from ingest.web.visit import Variables, Visit

SIZE = 200
POSSIBLE_SIZE = 50


def read(connection: sqlite3.Connection, visit: Visit) -> Variables | None:
    """The articles of a month, and those that lie between days of which some are in it."""
    month = visit.path["month"]
    if not re.fullmatch(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])", month):
        return None
    of_month, possible = count_month(connection, month)
    return {
        "month": month,
        "lines": read_paged(
            visit, of_month, SIZE, lambda count, skip: read_month(connection, month, count=count, skip=skip)
        ),
        "possible": read_paged(
            visit,
            possible,
            POSSIBLE_SIZE,
            lambda count, skip: read_possible(connection, month, count=count, skip=skip),
            "possible",
        ),
        "month_page": lambda page: visit.address.page("month", month, page=page if page > 1 else None),
        "possible_page": lambda page: visit.address.page("month", month, possible=page if page > 1 else None),
        "file": lambda suffix: visit.address.page("month", month, suffix=suffix),
        "neighbours": read_neighbours(connection, month),
    }


PAGE = Page(
    "month/(?P<month>[^/.]+)",
    "readlog_month.html",
    read,
    list_files("month", lambda variables: {"month": variables["month"]}),
)
