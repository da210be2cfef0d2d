"""Datasette's pages of a table, sorted by a column: rows equal in it come by primary key, so that none is lost.

Datasette says so in SQL from the second page on; for the first it is our schema that has to see to it.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from ingest.run import Options, Report, ingest

TABLES = ("article", "excerpt", "tag", "article_tag", "excerpt_tag", "tag_alias", "term", "link", "diagnostic", "log")


@pytest.fixture(scope="module")
def large_file(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    path = tmp_path_factory.mktemp("large") / "readlog.db"
    ingest((samples / "tree", samples / "others"), Options(path), Report())
    return path


async def read_page(serve_: Any, table: str, **asked: Any) -> Any:
    query = urlencode({"_shape": "objects", "_nofacet": 1, "_nocount": 1, "_size": 150, **asked})
    return (await serve_.client.get(f"/readlog/{table}.json?{query}")).json()


def commonest(path: Path, table: str) -> list[dict[str, Any]]:
    """A filter for each column: its commonest value, if several rows have it."""
    with closing(sqlite3.connect(path)) as connection:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        counted = f'SELECT "{{0}}", count(*) FROM {table} WHERE "{{0}}" IS NOT NULL GROUP BY 1 ORDER BY 2 DESC LIMIT 1'
        found = [(column, connection.execute(counted.format(column)).fetchone()) for column in columns]
    return [{f"{column}__exact": row[0]} for column, row in found if row and row[1] > 1]


@pytest.mark.parametrize("table", TABLES)
async def test_rows_equal_in_the_column_sorted_by_come_by_primary_key(serve, large_file, table):
    datasette = serve(large_file)
    first = await read_page(datasette, table)
    keys = first["primary_keys"] or ["rowid"]
    allowed = datasette.table_metadata("readlog", table).get("sortable_columns") or first["columns"]
    searches = [{"_search": "PG"}] if table in ("article", "excerpt") else []
    for asked in ({}, *searches, *commonest(large_file, table)):
        for column in allowed:
            for order in ("_sort", "_sort_desc"):
                rows = (await read_page(datasette, table, **asked, **{order: column}))["rows"]
                for one, other in pairwise(rows):
                    if one[column] == other[column]:
                        assert [one[key] for key in keys] < [other[key] for key in keys], (asked, order, column)


@pytest.mark.parametrize(
    ("table", "asked"),
    [
        ("article", {}),
        ("article", {"_search": "PG"}),
        ("article", {"_search": "的", "_sort_desc": "starred"}),
        ("article", {"struck": 0, "_sort_desc": "site"}),
        ("excerpt", {"_search": "的", "_sort": "kind"}),
        ("article", {"month__gte": "2015-01", "_sort": "site"}),
        ("article", {"collection__notblank": 1, "_sort_desc": "collection"}),
        ("article", {"canonical_url__notblank": 1, "_sort_desc": "canonical_url"}),
        ("article", {"month_day__not": "12-17", "_sort_desc": "month_day"}),
        ("excerpt", {"kind__in": "quote,note", "_sort": "position"}),
        ("link", {"canonical_url__gt": "https://g", "_sort": "title"}),
    ],
)
async def test_the_pages_of_a_table_have_each_row_once(serve, large_file, table, asked):
    datasette = serve(large_file)
    ids, following = [], None
    while True:
        page = await read_page(datasette, table, **asked, _size=20, _nocount="", _next=following or "")
        ids += [row.get("id", row.get("rowid")) for row in page["rows"]]
        following = page["next"]
        if following is None:
            break
    assert len(set(ids)) == len(ids) == page["filtered_table_rows_count"] > 20
