"""Measures the pages of the reading room, as a browser gets them, on a database of so many excerpts.

Never asks for a page of search: those are measured class by class. Nor for terms and problems, of which rows that are
made up have none: an empty page says nothing of a full one.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import median
from urllib.parse import quote

from costs import cpu_ms, percentile, print_table

# One row each: the busiest there is, and one that is as most are.
_ARTICLES = "SELECT id FROM article ORDER BY excerpt_count DESC LIMIT 20"
_COMMON_ARTICLES = "SELECT id FROM article WHERE excerpt_count BETWEEN 3 AND 8 ORDER BY id LIMIT 20"
_TAGS = """
    SELECT name FROM tag JOIN article_tag ON tag_id = tag.id GROUP BY tag_id ORDER BY count(*) DESC LIMIT 20
"""
_COLLECTIONS = "SELECT collection FROM article GROUP BY collection ORDER BY count(*) DESC LIMIT 20"
_MONTHS = "SELECT month FROM article GROUP BY month ORDER BY count(*) DESC LIMIT 20"
_ADDRESSES = "SELECT url FROM article WHERE url IS NOT NULL ORDER BY id LIMIT 20"


def measure_pages(database: Path, size: str) -> None:
    """Prints a row a kind of page."""
    print_table(
        f"The pages of the reading room, {size}, CPU ms",
        ("page", "median", "p95", "slowest", "target of p95"),
        _measure(database),
    )


def _measure(database: Path) -> Iterator[tuple[object, ...]]:
    from datasette.app import Datasette  # large: see costs.run

    datasette = Datasette([str(database)])
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection, asyncio.Runner() as runner:

        def open_page(address: str) -> None:
            response = runner.run(datasette.client.get(address))
            assert response.status_code == 200, (address, response.status_code)

        open_page(f"/{database.stem}")  # the first request does what no other does
        for name, addresses in _addresses(connection, f"/{database.stem}").items():
            costs = [cpu_ms(lambda a=address: open_page(a), times=3) for address in addresses]
            yield name, median(costs), percentile(costs, 95), max(costs), "150"


def _addresses(connection: sqlite3.Connection, home: str) -> dict[str, list[str]]:
    def of_all(page: str, sql: str, suffix: str = "") -> list[str]:
        return [f"{home}/-/{page}{quote(str(value), safe='')}{suffix}" for (value,) in connection.execute(sql)]

    return {
        "home": [home],
        "article, three to eight passages": of_all("article/", _COMMON_ARTICLES),
        "article, the longest": of_all("article/", _ARTICLES),
        "tag, the most frequent": of_all("tag/", _TAGS),
        "collection": of_all("collection/", _COLLECTIONS),
        "month": of_all("month/", _MONTHS),
        "seen": of_all("seen?url=", _ADDRESSES),
        "today": [f"{home}/-/today?day=2025-03-{day:02}" for day in range(1, 21)],
        **{
            name: [f"{home}/-/{page}"]
            for name, page in {
                "tags": "tags", "collections": "collections", "highlights": "highlights", "feed": "feed.atom",
            }.items()
        },
    }  # fmt: skip
