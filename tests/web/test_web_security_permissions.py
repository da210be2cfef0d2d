"""Whom Datasette's permissions keep from a table, a file or the server, our pages tell nothing of it either."""

from __future__ import annotations

import sqlite3

import pytest
from bs4 import BeautifulSoup
from datasette.app import Datasette
from datasette.database import QueryInterrupted
from sample_databases import RING, write_readlog

ROOT = {"allow": {"id": "root"}}
TABLES = (
    "article", "excerpt", "tag", "article_tag", "excerpt_tag", "tag_alias", "highlight", "term", "link", "log",
    "diagnostic",
)  # fmt: skip
PAGES = [
    *("", f"/-/article/{RING}", "/-/month/2025-03", "/-/tags", "/-/tag/PG", "/-/collections", "/-/collection/letters"),
    *("/-/today", "/-/highlights", "/-/terms", "/-/problems", "/-/seen?url=x.org", "/-/search?q=ring"),
    *("/-/feed.atom", f"/-/article/{RING}.md", "/-/tag/PG.json", "/-/search.csv?q=ring", "/-/search.json?q=ring"),
]


WHOLE = [ROOT, {"databases": {"readlog": ROOT}}]
ONE = [{"databases": {"readlog": {"tables": {table: ROOT}}}} for table in TABLES]
STOCK = ["/readlog", "/readlog/-/tables", "/readlog/tag", "/readlog/tag/1", "/readlog/starred", "/readlog?sql=SELECT+1"]


def cookies_of(datasette):
    return {"ds_actor": datasette.sign({"a": {"id": "root"}}, "actor")}


@pytest.mark.parametrize("metadata", [*WHOLE, *ONE], ids=["server", "file", *TABLES])
async def test_a_page_is_for_whom_may_view_all_that_it_tells_of(serve, readlog_file, metadata):
    datasette = serve(readlog_file, metadata=metadata)
    for page in PAGES[metadata in ONE :]:
        response = await datasette.client.get(f"/readlog{page}")
        assert response.status_code == 403, page
        assert "缓冲" not in response.text
    for page in PAGES:
        response = await datasette.client.get(f"/readlog{page}", cookies=cookies_of(datasette))
        assert response.status_code == 200, page


@pytest.mark.parametrize("metadata", ONE, ids=TABLES)
async def test_from_whom_a_table_is_kept_the_file_is_shown_as_datasette_shows_it(serve, readlog_file, metadata):
    datasette = serve(readlog_file, metadata=metadata)
    [table] = metadata["databases"]["readlog"]["tables"]
    response = await datasette.client.get("/", follow_redirects=True)
    assert (response.status_code, response.url.path) == (200, "/readlog")
    links = {link["href"] for link in BeautifulSoup(response.text, "html.parser").select("a[href]")}
    assert {f"/readlog/{name}" for name in TABLES if name != table} <= links
    assert f"/readlog/{table}" not in links
    assert "缓冲" not in response.text
    assert (await datasette.client.post("/readlog")).status_code == 405


@pytest.mark.parametrize("kept", ["highlight", "diagnostic"])
async def test_datasettes_pages_have_a_search_box_for_whom_it_would_answer_only(serve, readlog_file, kept):
    datasette = serve(readlog_file, metadata={"databases": {"readlog": {"tables": {kept: ROOT}}}})
    for page in STOCK:
        closed = await datasette.client.get(page)
        open_ = await datasette.client.get(page, cookies=cookies_of(datasette))
        assert (closed.status_code, open_.status_code) == (200, 200), page
        assert ["readlog-q" in response.text for response in (closed, open_)] == [False, True], page
        assert ["datasette-readlog/readlog.js" in response.text for response in (closed, open_)] == [False, True], page


@pytest.mark.parametrize("metadata", [WHOLE[1], *ONE], ids=["file", *TABLES])
async def test_the_first_page_of_the_server_has_no_box_of_a_file_whose_pages_are_closed(
    serve, readlog_file, foreign_file, metadata
):
    datasette = serve(readlog_file, foreign_file, metadata=metadata)
    closed = await datasette.client.get("/")
    open_ = await datasette.client.get("/", cookies=cookies_of(datasette))
    assert (closed.status_code, open_.status_code) == (200, 200)
    for word in ("readlog-q", "datasette-readlog/readlog.css", "datasette-readlog/readlog.js"):
        assert word in open_.text
        assert word not in closed.text
    assert ("/readlog" in closed.text) is (metadata in ONE)
    assert (await datasette.client.get("/-/search?q=x")).status_code == 404


async def test_the_short_address_of_the_search_leads_to_the_log_that_is_open(tmp_path, serve, readlog_file):
    datasette = serve(readlog_file, write_readlog(tmp_path / "letters.db"), metadata=ONE[0])
    response = await datasette.client.get("/-/search?q=x")
    assert (response.status_code, response.headers["location"]) == (302, "/letters/-/search?q=x")
    assert (await datasette.client.get("/-/search?q=x", cookies=cookies_of(datasette))).status_code == 404


@pytest.fixture
def asked(monkeypatch):
    """The permissions that Datasette is asked for, in order."""
    found, allowed = [], Datasette.permission_allowed

    async def note(self, actor, action, resource=None, default=False):
        found.append((action, resource))
        return await allowed(self, actor, action, resource, default)

    monkeypatch.setattr(Datasette, "permission_allowed", note)
    return found


@pytest.mark.parametrize("page", PAGES)
async def test_a_page_asks_each_permission_once(serve, readlog_file, asked, page):
    assert (await serve(readlog_file).client.get(f"/readlog{page}")).status_code == 200
    assert len(asked) == len(set(asked)) == len(TABLES) + 2


@pytest.mark.parametrize("page", ["/readlog/tag", "/readlog/tag/1", "/readlog/starred"])
async def test_the_search_box_asks_each_permission_once(serve, readlog_file, asked, page):
    assert "readlog-q" in (await serve(readlog_file).client.get(page)).text
    assert [asked.count(("view-table", ("readlog", table))) for table in TABLES if table != "tag"] == [1] * 10


@pytest.mark.parametrize("path", ["/readlog", "/readlog/-/help", "/readlog/-/search.json?q=x", "/-/search?q=x"])
async def test_a_permission_that_takes_too_long_is_explained(serve, readlog_file, monkeypatch, path):
    async def interrupt(*arguments, **options):
        raise QueryInterrupted(sqlite3.OperationalError("interrupted"), "SELECT 1", {})

    datasette = serve(readlog_file)
    monkeypatch.setattr(Datasette, "permission_allowed", interrupt)
    response = await datasette.client.get(path, follow_redirects=True)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert "This page took longer than 1,000 ms and was stopped" in response.text


async def test_while_the_file_is_locked_the_short_addresses_lead_to_its_pages_which_say_so(serve, readlog_file):
    datasette = serve(readlog_file, settings={"num_sql_threads": 1})
    assert (await datasette.client.get("/readlog")).status_code == 200
    await datasette.get_database("readlog").execute_fn(lambda conn: conn.execute("PRAGMA busy_timeout = 0"))
    writer = sqlite3.connect(readlog_file, isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    for path in ("/", "/-/search?q=x"):
        response = await datasette.client.get(path, follow_redirects=True)
        assert (response.status_code, response.headers["Retry-After"]) == (503, "5"), path
    writer.close()
