"""What has a tag, at `/{database}/-/tag/NAME`: a name or an alias, in any case and width.

Never shows a passage for the tag of its article: it must have the tag itself.
"""

from __future__ import annotations

from typing import Any

from datasette.utils.sqlite import sqlite3

from ingest.browse.months import read_bounds
from ingest.browse.tags import (
    OF_TAG,
    Tag,
    find_tags,
    read_aliases,
    read_companions,
    read_rules,
    read_tagged,
    read_tagged_passages,
)
from ingest.web.chart import draw_chart
from ingest.web.list_files import list_files
from ingest.web.page import Page
from ingest.web.paging import read_paged
from ingest.web.visit import Variables, Visit

SIZE = 50
PASSAGES_SIZE = 10
COMPANIONS = 20


def read(connection: sqlite3.Connection, visit: Visit) -> Variables | None:
    """The tag with its articles and passages. A name of several tags is that of `?kind=`, or of the busiest."""
    found = find_tags(connection, visit.path["name"])
    kind = visit.query.get("kind")
    tag = next((tag for tag in found if tag.kind == kind), found[0] if found else None)
    if tag is None:
        return None

    def tagged(page: int = 1, passages: int = 1, suffix: str = "") -> str:
        """The address of pages of the articles and the passages, without what goes without saying."""
        said = {"kind": tag.kind if tag != found[0] else None, "page": page, "passages": passages}
        return visit.address.page("tag", tag.name, suffix=suffix, **{k: v for k, v in said.items() if v != 1})

    return {
        "tag": tag,
        "name": tag.name,
        "others": [other for other in found if other != tag],
        "aliases": read_aliases(connection, tag.id),
        "rules": read_rules(connection, tag.id),
        "companions": read_companions(connection, tag.id, COMPANIONS),
        "chart": draw_chart(read_bounds(connection, OF_TAG, (tag.id,)), visit.today),
        "lines": read_paged(
            visit, tag.articles, SIZE, lambda count, skip: read_tagged(connection, tag.id, count=count, skip=skip)
        ),
        "passages": read_paged(
            visit,
            tag.passages,
            PASSAGES_SIZE,
            lambda count, skip: read_tagged_passages(connection, tag.id, count=count, skip=skip),
            "passages",
        ),
        "articles_page": lambda page: tagged(page, visit.number("passages")),
        "passages_page": lambda page: tagged(visit.number("page"), page),
        "file": lambda suffix: tagged(suffix=suffix),
        "here": "tags",
    }


def _value(variables: Variables) -> dict[str, Any]:
    tag: Tag = variables["tag"]
    return {"tag": tag.name, "kind": tag.kind, "aliases": variables["aliases"], "passage_count": tag.passages}


PAGE = Page("tag/(?P<name>[^/.]+)", "readlog_tag.html", read, list_files("name", _value))
