"""The first page of a readlog file, at `/{database}`.

Never shows all that there is: it leads there.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from datasette.utils.sqlite import sqlite3

from ingest.browse.collections import count_collections, rank_collections
from ingest.browse.home import read_overview
from ingest.browse.lines import Line, read_newest_lines
from ingest.browse.months import Bounds, Month, read_bounds, read_months
from ingest.browse.tags import rank_all_tags
from ingest.browse.today import todays_passages
from ingest.web.chart import draw_chart
from ingest.web.page import Page
from ingest.web.visit import Variables, Visit

LATEST = 40
RANKED = 20


class Group(NamedTuple):
    """Articles of one month, or without one between the same days; all of these are None where nothing is known."""

    month: str | None
    first: str | None
    last: str | None
    articles: list[Line]


class Year(NamedTuple):
    """A year, with how many articles a search for it finds, and the months in it that some are known to be of."""

    year: str
    articles: int
    months: list[Month]


def read(connection: sqlite3.Connection, visit: Visit) -> Variables:
    """What is new, what to meet again, and the ways into the rest."""
    overview = read_overview(connection)
    if not overview.articles:
        command, is_here = _write_command(connection)
        return {"overview": overview, "command": command, "is_here": is_here}
    bounds = read_bounds(connection)
    return {
        "overview": overview,
        "passages": todays_passages(connection, visit.today, count=1),
        "groups": group_lines(read_newest_lines(connection, LATEST)),
        "years": group_months(read_months(connection), bounds),
        "chart": draw_chart(bounds, visit.today),
        "tags": rank_all_tags(connection, RANKED),
        "collections": rank_collections(connection, RANKED),
        "collection_count": count_collections(connection),
    }


def _write_command(connection: sqlite3.Connection) -> tuple[str, bool]:
    """What fills this file from a log, and whether it does where the server was started, or else in the file's folder.

    Of a file that is not below the folder of the server, no page says where it is; nor where that is the root, from
    which services are started: its path would be the whole one.
    """
    file = next(Path(file) for _, schema, file in connection.execute("PRAGMA database_list") if schema == "main")
    here = _server_folder()
    is_here = here != here.parent and file.is_relative_to(here)
    name = str(file.relative_to(here)) if is_here else file.name
    return "python -m ingest notes.md" + (f" -d {shlex.quote(name)}" if name != "readlog.db" else ""), is_here


def _server_folder() -> Path:
    """The folder in which the server was started; the root, when it is gone."""
    try:
        return Path.cwd()
    except OSError:
        return Path("/")


def group_lines(lines: Iterable[Line]) -> list[Group]:
    """Articles that follow one another, by what is known of their days."""

    def key(line: Line) -> tuple[str | None, str | None, str | None]:
        return (line.month, None, None) if line.month else (None, line.date_from, line.date_to)

    return [Group(*when, list(articles)) for when, articles in groupby(lines, key)]


def group_months(months: Iterable[Month], bounds: Iterable[Bounds]) -> list[Year]:
    """The years that articles are known to be of, newest first, with their months in order.

    An article that can be of several years counts in each of them, as it is found by each.
    """
    spans = [(span.first[:4], span.last[:4], span.articles) for span in bounds]
    of_year = {year: list(some) for year, some in groupby(sorted(months), lambda month: month.month[:4])}
    return [
        Year(year, sum(articles for first, last, articles in spans if first <= year <= last), of_year.get(year, []))
        for year in sorted({first for first, last, _ in spans if first == last}, reverse=True)
    ]


PAGE = Page("", "readlog_home.html", read)
