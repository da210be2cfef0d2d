"""All collections, at `/{database}/-/collections`, and those in whose names `?q=` occurs.

Never shows more than can be skimmed, and says so.
"""

from __future__ import annotations

from datasette.utils.sqlite import sqlite3

from ingest.browse.collections import read_collections
from ingest.web.page import Page
from ingest.web.visit import Variables, Visit

MOST = 300


def read(connection: sqlite3.Connection, visit: Visit) -> Variables:
    """The collections, those with the most articles first."""
    asked = visit.query.get("q", "").strip()[:100]
    found = read_collections(connection, asked)
    return {
        "asked_for": asked,
        "collections": found[:MOST],
        "total": len(found),
        "here": "collections",
    }


PAGE = Page("collections", "readlog_collections.html", read)
