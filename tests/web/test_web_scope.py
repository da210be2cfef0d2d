"""Which files are ours is asked of all at once, and only where the answer depends on it."""

import asyncio
import sqlite3
import threading
from contextlib import closing

import pytest
from httpx import ASGITransport, AsyncClient
from sample_databases import write_foreign, write_readlog

from ingest.web import scope
from ingest.web.scope import readlog_names, refresh_names


@pytest.mark.parametrize("path", ["/-/static/app.css", "/-/static-plugins/datasette-readlog/readlog.css"])
@pytest.mark.parametrize("base_url", ["/", "/logs/"])
async def test_static_files_wait_for_no_sql(serve, readlog_file, path, base_url):
    datasette = serve(readlog_file, settings={"num_sql_threads": 1, "base_url": base_url})
    await datasette.invoke_startup()
    begun, enough = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def keep_busy(conn):
        loop.call_soon_threadsafe(begun.set)
        enough.wait(30)

    busy = asyncio.create_task(datasette.get_database("readlog").execute_fn(keep_busy))
    await begun.wait()
    try:
        response = await asyncio.wait_for(datasette.client.get(path), 10)
    finally:
        enough.set()
        await busy
    assert response.status_code == 200
    assert response.headers["x-content-type-options"] == "nosniff"


async def test_a_database_that_goes_while_it_is_asked_is_no_fault(tmp_path, serve):
    datasette = serve(write_readlog(tmp_path / "one.db"), write_readlog(tmp_path / "two.db"))
    await datasette.invoke_startup()

    async def remove():
        datasette.remove_database("two")

    await asyncio.gather(refresh_names(datasette), remove())
    assert "one" in readlog_names(datasette)


async def test_a_file_that_is_locked_is_what_it_was_and_is_not_waited_for(serve, readlog_file, foreign_file):
    datasette = serve(readlog_file, foreign_file, settings={"num_sql_threads": 1})
    await refresh_names(datasette)
    await datasette.get_database("readlog").execute_fn(lambda conn: conn.execute("PRAGMA busy_timeout = 60000"))
    with closing(sqlite3.connect(readlog_file)) as one, closing(sqlite3.connect(foreign_file)) as other:
        one.execute("BEGIN EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        await asyncio.wait_for(refresh_names(datasette), 30)
    assert readlog_names(datasette) == {"readlog"}


async def test_the_first_request_waits_where_datasette_is_part_of_another_server(serve, readlog_file):
    transport = ASGITransport(app=serve(readlog_file).app())
    async with AsyncClient(transport=transport, base_url="http://localhost") as client:
        response = await client.get("/-/static/app.css")
    assert (response.status_code, response.headers["x-content-type-options"]) == (200, "nosniff")


async def test_the_files_are_asked_at_once(tmp_path, serve, monkeypatch):
    files = [
        write_readlog(tmp_path / "one.db"),
        write_foreign(tmp_path / "two.db"),
        write_readlog(tmp_path / "three.db"),
    ]
    datasette = serve(*files, settings={"num_sql_threads": 3})
    together, has_our_id = threading.Barrier(3), scope.has_our_id

    def meet(conn, wait_ms):
        together.wait(10)
        return has_our_id(conn, wait_ms)

    monkeypatch.setattr(scope, "has_our_id", meet)
    await refresh_names(datasette)
    assert readlog_names(datasette) == {"one", "three"}
