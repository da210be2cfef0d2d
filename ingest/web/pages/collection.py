"""What came through a collection, at `/{database}/-/collection/NAME`.

Never tells collections of one name in different folders apart: the log does not.
"""

from __future__ import annotations

from typing import Any

from datasette.utils.sqlite import sqlite3

from ingest.browse.collections import find_collection, read_collection
from ingest.browse.months import read_bounds
from ingest.web.chart import draw_chart
from ingest.web.list_files import list_files
from ingest.web.page import Page
from ingest.web.paging import read_paged
from ingest.web.visit import Variables, Visit

SIZE = 50


def read(connection: sqlite3.Connection, visit: Visit) -> Variables | None:
    """The collection with its articles."""
    name = visit.path["name"]
    collection = find_collection(connection, name)
    if collection is None:
        return None
    return {
        "collection": collection,
        "name": name,
        "chart": draw_chart(read_bounds(connection, "collection = ?", (name,)), visit.today),
        "lines": read_paged(
            visit,
            collection.articles,
            SIZE,
            lambda count, skip: read_collection(connection, name, count=count, skip=skip),
        ),
        "articles_page": lambda page: visit.address.page("collection", name, page=page if page > 1 else None),
        "file": lambda suffix: visit.address.page("collection", name, suffix=suffix),
        "here": "collections",
    }


def _value(variables: Variables) -> dict[str, Any]:
    return {"collection": variables["name"]}


PAGE = Page("collection/(?P<name>[^/.]+)", "readlog_collection.html", read, list_files("name", _value))
