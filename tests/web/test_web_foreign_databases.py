"""A database of another program, served beside a readlog file, looks and searches as if the plugin were not there."""

import re
import sqlite3
from urllib.parse import quote

import pytest
from datasette.plugins import pm
from datasette.views.row import RowView

import ingest.web

PAGES = [
    "/foreign",
    "/foreign.json",
    "/foreign/article",
    "/foreign/article.json",
    "/foreign/article/2",
    "/foreign/page?_labels=on",
    "/foreign/page/1",
    "/foreign?sql=SELECT+url,+id+AS+article_id+FROM+article",
    "/foreign/article?_search=" + quote("内存管理"),
    "/foreign/article?_search=" + quote("内存管"),
    "/foreign/article?_search=" + quote("内存"),
    "/foreign/article?_search=emor",
    "/foreign/page?_search=leaking",
    "/foreign/page?_search=" + quote('"leak" -never'),
    "/foreign/page.json?_search=lock",
    "/foreign/starred",
    "/foreign/page_fts?_col=body&_search=allocators",
    "/foreign/-/search?q=memory",
    "/foreign/-/search.json?q=memory",
    "/foreign/-/tables",
    "/foreign/-/tables.json",
    "/foreign/-/tags",
    "/foreign/-/tags?q=a",
    "/foreign/-/collections",
    "/foreign/-/month/2025-01",
    "/foreign/-/month/2025-01.json",
    "/foreign/-/tag/C~2B~2B",
    "/foreign/-/collection/letters.csv",
    "/foreign/-/nothing",
    "/foreign/-/nothing.json",
    "/foreign/-/nothing/at/all",
    "/foreign/-/feed",
    "/foreign/-/",
    "/foreign?_show_hidden=1",
    "/foreign.db",
    "/-",
    "/-/versions",
    "/-/versions.json",
    "/-/settings.json",
    "/nowhere",
    "/:memory:",
    "/:memory:?sql=SELECT+1",
    "/:memory:.json?sql=SELECT+1",
    "/:memory:/-/tables",
    "/:memory:/-/seen",
    "/:memory:/-/nothing/at/all",
]

# Datasette leaves out of a page what takes too long: on a busy machine, two answers would differ by that.
PATIENT = {"facet_suggest_time_limit_ms": 10_000, "facet_time_limit_ms": 10_000, "sql_time_limit_ms": 10_000}


@pytest.fixture
def unplugged():
    """The plugin out of Datasette for a while, as if it were not installed."""

    def unplug():
        pm.unregister(ingest.web, "readlog")

    yield unplug
    if not pm.has_plugin("readlog"):
        pm.register(ingest.web, "readlog")


def without_times(text):
    return re.sub(r"(Queries took |\"query_ms\": )[\d.]+", r"\1", text)


async def answers(datasette):
    got = {page: await datasette.client.get(page) for page in PAGES}
    return {
        page: (response.status_code, response.headers.get("location"), without_times(response.text))
        for page, response in got.items()
    }


def test_datasette_finds_the_plugin_by_its_entry_point():
    assert pm.has_plugin("readlog")
    assert pm.get_plugin("readlog") is ingest.web


async def test_every_page_is_the_same_byte_for_byte(serve, readlog_file, foreign_file, unplugged):
    with_plugin = serve(readlog_file, foreign_file, settings=PATIENT)
    assert "Passages of a tag" in (await with_plugin.client.get("/readlog/-/tables")).text
    after = await answers(with_plugin)
    unplugged()
    before = await answers(serve(readlog_file, foreign_file, settings=PATIENT))
    assert after == before
    assert {status for status, *_ in before.values()} == {200, 301, 302, 400, 403, 404}


async def test_a_foreign_trigram_table_is_searched_in_its_own_way(serve, readlog_file, foreign_file):
    client = serve(readlog_file, foreign_file).client
    found = (await client.get("/foreign/article.json?_shape=array&_search=" + quote("内存管理"))).json()
    assert [row["id"] for row in found] == [1]


async def test_a_file_that_is_no_database_fails_as_it_would_without_the_plugin(
    tmp_path, serve, readlog_file, unplugged
):
    broken = tmp_path / "broken.db"
    broken.write_text("This is no database at all, and longer than the header of one. " * 3, encoding="utf-8")
    paths = ("/broken", "/-/versions.json", "/readlog/article")
    after = [await serve(readlog_file, broken).client.get(path) for path in paths]
    unplugged()
    before = [await serve(readlog_file, broken).client.get(path) for path in paths]
    assert [response.status_code for response in after] == [500, 500, 500]
    assert [response.text for response in after] == [response.text for response in before]


async def test_what_goes_wrong_in_it_is_for_datasette_to_tell(serve, readlog_file, foreign_file, monkeypatch):
    async def fail(request, send):
        raise sqlite3.DatabaseError("database disk image is malformed")

    monkeypatch.setattr(RowView, "as_view", lambda datasette: fail)
    response = await serve(readlog_file, foreign_file).client.get("/foreign/-/tags")
    assert response.status_code == 500
    assert "database disk image is malformed" in response.text
