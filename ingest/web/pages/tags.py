"""All tags, at `/{database}/-/tags`, and those that begin with `?q=`.

Never shows more of a kind than can be skimmed, and says so.
"""

from __future__ import annotations

from itertools import groupby

from datasette.utils.sqlite import sqlite3

from ingest.browse.tags import Ranked, rank_tags
from ingest.web.page import Page
from ingest.web.visit import Variables, Visit

MOST = 200  # of a kind

# What people browse by comes first; marks are a handful, and not words.
KINDS = ("topic", "hashtag", "term", "section", "mark")


def read(connection: sqlite3.Connection, visit: Visit) -> Variables:
    """The tags by kind, those with the most articles first."""
    asked = visit.query.get("q", "").strip()[:100]
    by_kind = {kind: list(tags) for kind, tags in groupby(rank_tags(connection, MOST, asked), _kind)}
    return {"asked_for": asked, "kinds": {kind: by_kind[kind] for kind in KINDS if kind in by_kind}, "here": "tags"}


def _kind(tag: Ranked) -> str:
    return tag.kind


PAGE = Page("tags", "readlog_tags.html", read)
