"""How the files of our pages are given to other sites, to disks and to caches: as Datasette gives its own."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from sample_databases import RING

from ingest.web.pages import PAGES

PATHS = {
    "article": f"article/{RING}",
    "collection": "collection/letters",
    "month": "month/2025-03",
    "tag": "tag/C~2B~2B",
}
FILES = [
    *(f"{PATHS.get(name := page.path.partition('/')[0], name)}.{suffix}" for page in PAGES for suffix in page.files),
    *(f"search.{suffix}" for suffix in ("json", "md", "csv")),
]
ASKED = {"Origin": "https://a.example", "Access-Control-Request-Headers": "authorization"}


@pytest.mark.parametrize("file", FILES)
async def test_a_browser_that_asks_for_another_site_is_let_read_a_file_as_it_is_one_of_datasettes(
    serve, readlog_file, file
):
    client = serve(readlog_file, cors=True).client
    ours = await client.options(f"/readlog/-/{file}", headers=ASKED)
    stock = await client.options("/readlog/article.json", headers=ASKED)
    assert (ours.status_code, ours.text) == (stock.status_code, stock.text) == (200, "ok")
    names = [name for name in stock.headers if name.startswith("access-control-")]
    assert "access-control-allow-headers" in names
    assert [ours.headers[name] for name in names] == [stock.headers[name] for name in names]


@pytest.mark.parametrize("file", FILES)
async def test_without_cors_it_is_not(serve, readlog_file, file):
    response = await serve(readlog_file).client.options(f"/readlog/-/{file}", headers=ASKED)
    assert not [name for name in response.headers if name.startswith("access-control-")]


async def test_the_short_address_of_a_search_may_be_asked_for_too(serve, readlog_file):
    response = await serve(readlog_file, cors=True).client.options("/-/search.json", headers=ASKED)
    assert (response.status_code, response.headers["Access-Control-Allow-Origin"]) == (200, "*")


@pytest.mark.parametrize("page", ["", "/-/today", "/-/search", f"/-/article/{RING}"])
async def test_pages_are_for_no_other_site(serve, readlog_file, page):
    response = await serve(readlog_file, cors=True).client.options(f"/readlog{page}", headers=ASKED)
    assert response.status_code == 405
    assert not [name for name in response.headers if name.startswith("access-control-")]


@pytest.mark.parametrize("file", FILES)
async def test_a_file_is_saved_under_its_name_where_that_is_asked_for(serve, readlog_file, file):
    client = serve(readlog_file).client
    saved = await client.get(f"/readlog/-/{file}?_dl=1")
    shown = await client.get(f"/readlog/-/{file}")
    name = file.replace("/", "-")
    assert saved.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert saved.content == shown.content
    assert "Content-Disposition" not in shown.headers


async def test_the_name_of_a_saved_file_ends_where_it_is_quoted(serve, readlog_file):
    with closing(sqlite3.connect(readlog_file)) as connection, connection:
        connection.execute("""UPDATE article SET collection = 'x";y=内'""")
    client = serve(readlog_file).client
    saved = await client.get('/readlog/-/collection/x";y=内.json?_dl=1')
    assert saved.headers["Content-Disposition"] == 'attachment; filename="collection-x-22-y-E5-86-85.json"'
    missing = await client.get("/readlog/-/collection/x.json?_dl=1")
    assert (missing.status_code, "Content-Disposition" in missing.headers) == (404, False)


@pytest.mark.parametrize("file", [file for file in FILES if file.endswith(".json")])
async def test_json_is_of_the_type_of_datasettes(serve, readlog_file, file):
    client = serve(readlog_file).client
    ours, stock = await client.get(f"/readlog/-/{file}"), await client.get("/readlog/article.json")
    assert ours.headers["Content-Type"] == stock.headers["Content-Type"]


@pytest.mark.parametrize("ttl", [600, 0])
@pytest.mark.parametrize("file", FILES)
async def test_a_file_may_be_kept_as_long_as_datasettes_json_may(serve, readlog_file, file, ttl):
    client = serve(readlog_file, settings={"default_cache_ttl": ttl}).client
    ours, stock = await client.get(f"/readlog/-/{file}"), await client.get("/readlog/article.json")
    assert ours.headers["Cache-Control"] == stock.headers["Cache-Control"] == (f"max-age={ttl}" if ttl else "no-cache")


@pytest.mark.parametrize(
    "path", ["", "/-/today", "/-/search?q=x", "/-/nothing.json", "/-/search.json?q=year:x", "/-/search.md?q=kind:x"]
)
async def test_neither_pages_nor_errors_may_be_kept(serve, readlog_file, path):
    response = await serve(readlog_file, settings={"default_cache_ttl": 600}).client.get(f"/readlog{path}")
    assert "Cache-Control" not in response.headers


async def test_no_cache_is_asked_where_datasette_asks_none(serve, readlog_file):
    response = await serve(readlog_file, cache_headers=False).client.get("/readlog/-/search.json?q=x")
    assert "Cache-Control" not in response.headers
