"""A file that is locked or damaged: our pages say so, and whether to try again."""

from __future__ import annotations

import json
import shutil
import sqlite3
from asyncio import gather
from contextlib import closing
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from jinja2 import TemplateError
from sample_databases import write_readlog

from ingest import soundness
from ingest.web.failures import describe_failure
from ingest.web.pages import home
from ingest.web.texts import Texts

PAGES = (
    "/readlog",
    "/readlog/-/search?q=ring",
    "/readlog/-/highlights",
    "/readlog/-/feed.atom",
    "/readlog/-/search.md?q=x",
)
LOCKED = {
    "en": ("The log is being read into the database at this moment", "Reload the page in a few seconds."),
    "zh": ("正在把记录写入数据库", "请过几秒刷新页面。"),
}
DAMAGED = {
    "en": ("The database is damaged", "Delete the file and ingest the logs again: they hold everything."),
    "zh": ("数据库已损坏", "请删除数据库文件，重新读取记录：内容都在记录里。"),
}


@pytest.fixture
async def impatient(serve, readlog_file):
    """A Datasette that does not wait for locks."""
    datasette = serve(readlog_file, settings={"num_sql_threads": 1})
    assert (await datasette.client.get("/readlog")).status_code == 200
    await datasette.get_database("readlog").execute_fn(lambda conn: conn.execute("PRAGMA busy_timeout = 0"))
    return datasette


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_while_the_file_is_locked_pages_say_that_it_is_being_written(impatient, readlog_file, language):
    with closing(sqlite3.connect(readlog_file, isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        for page in PAGES:
            response = await impatient.client.get(page, headers={"Accept-Language": language})
            assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
            assert read_page(response) == LOCKED[language]
        writer.execute("ROLLBACK")
    assert (await impatient.client.get("/readlog/-/search?q=ring")).status_code == 200


async def test_pages_wait_five_seconds_for_a_lock(serve, readlog_file, foreign_file):
    datasette = serve(readlog_file, foreign_file)
    for name in ("readlog", "foreign"):
        assert (await datasette.client.get(f"/{name}")).status_code == 200
        assert (await datasette.get_database(name).execute("PRAGMA busy_timeout")).single_value() == 5000


async def test_the_first_request_hears_that_the_file_is_locked(serve, readlog_file):
    servers = {page: serve(readlog_file) for page in ("", "/article", "/article.csv", "/-/tags", "/-/search?q=ring")}
    for datasette in servers.values():
        await datasette.invoke_startup()
    with closing(sqlite3.connect(readlog_file, isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        answers = await gather(*(one.client.get(f"/readlog{page}") for page, one in servers.items()))
        writer.execute("ROLLBACK")
    assert {page: answer.status_code for page, answer in zip(servers, answers, strict=True)} == dict.fromkeys(
        servers, 503
    )


@pytest.fixture(params=[1, 999])
def outdated(request, serve, readlog_file):
    """A Datasette of a file whose tables are those of another version."""
    with closing(sqlite3.connect(readlog_file)) as connection:
        connection.execute("DROP TABLE diagnostic")
        connection.execute(f"PRAGMA user_version = {request.param}")
    return serve(readlog_file)


@pytest.mark.parametrize("page", PAGES)
async def test_pages_say_that_another_version_made_the_file_and_not_to_wait(outdated, page):
    response = await outdated.client.get(page)
    assert (response.status_code, read_page(response)) == (
        500,
        ("Another version of readlog made this database", "Ingest the logs again: they hold everything."),
    )
    assert "Retry-After" not in response.headers


async def test_a_search_in_json_of_a_file_of_another_version_says_so_in_json(outdated):
    response = await outdated.client.get("/readlog/-/search.json?q=ring")
    assert (response.status_code, response.json()) == (
        500,
        {"errors": ["Another version of readlog made this database"]},
    )


@pytest.mark.parametrize("page", ["/readlog/-/help", "/readlog/-/help/reliability"])
async def test_the_help_is_there_for_a_file_of_another_version_too(outdated, page):
    response = await outdated.client.get(page)
    assert response.status_code == 200
    assert BeautifulSoup(response.text, "html.parser").main.h1


@pytest.mark.parametrize("page", ["", "/-/tags", "/-/search?q=ring"])
async def test_a_file_that_was_deleted_is_told_to_be_gone(serve, readlog_file, page):
    datasette = serve(readlog_file)
    await datasette.invoke_startup()
    readlog_file.unlink()
    answer = await datasette.client.get(f"/readlog{page}")
    assert answer.status_code in (200, 503)  # 200 through a connection that was open
    assert "Traceback" not in answer.text


async def test_a_file_that_was_empty_has_all_functions_and_limits_once_it_is_filled(serve, tmp_path):
    file = tmp_path / "readlog.db"
    file.touch()
    client = serve(file).client
    for _ in range(6):  # connections of several threads
        await gather(*(client.get("/readlog.json?sql=SELECT+1") for _ in range(4)))
    write_readlog(file)
    asked = "/readlog.json?_shape=array&sql=SELECT+fts_query('ring')+AS+q"
    answers = await gather(*(client.get(asked) for _ in range(8)))
    assert {answer.text for answer in answers} == {'[{"q": "\\"ring\\""}]'}
    assert (await client.get("/readlog.json?sql=SELECT+length(hex(zeroblob(300000000)))")).status_code == 400


async def test_a_server_that_starts_while_the_file_is_locked_says_so_and_knows_it_later(serve, readlog_file):
    datasette = serve(readlog_file)
    with closing(sqlite3.connect(readlog_file, isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        assert (await datasette.client.get("/readlog/-/search")).status_code in (500, 503)
        writer.execute("ROLLBACK")
    assert (await datasette.client.get("/readlog/-/search")).status_code == 200


async def test_while_the_file_is_locked_a_search_in_json_says_so_in_json(impatient, readlog_file):
    with closing(sqlite3.connect(readlog_file, isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        response = await impatient.client.get("/readlog/-/search.json?q=ring")
        writer.execute("ROLLBACK")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert json.loads(response.text) == {"errors": [LOCKED["en"][0]]}


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_damaged_file_is_said_to_be_damaged(serve, readlog_file, language):
    whole = readlog_file.read_bytes()
    with closing(sqlite3.connect(readlog_file)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'article'").fetchone()
    start = (page - 1) * 4096
    readlog_file.write_bytes(whole[:start] + b"\x55" * 4096 + whole[start + 4096 :])
    datasette = serve(readlog_file)
    for path in ("/readlog", "/readlog/-/collections"):
        response = await datasette.client.get(path, headers={"Accept-Language": language})
        assert response.status_code == 500
        assert "Retry-After" not in response.headers
        assert read_page(response) == DAMAGED[language]


@pytest.mark.parametrize("statement", ["UPDATE article SET date = NULL, date_from = 'x'", "UPDATE tag SET kind = 'x'"])
async def test_a_file_with_rows_that_no_run_writes_is_said_to_be_damaged(serve, real_file, tmp_path, statement):
    path = Path(shutil.copy(real_file, tmp_path))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(statement)
    response = await serve(path).client.get("/readlog/-/tag/io_uring" if "tag" in statement else "/readlog")
    assert response.status_code == 500
    assert read_page(response) == DAMAGED["en"]


ENDLESS = "WITH RECURSIVE many(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM many) SELECT max(n) FROM many"


@pytest.mark.parametrize("sql", ["SELECT 1", ENDLESS], ids=["sound", "larger than the time"])
async def test_a_page_that_fails_looks_through_the_file_once_and_not_for_longer_than_sql_may_take(
    serve, real_file, tmp_path, monkeypatch, sql
):
    asked = []

    def look(connection):
        asked.append(sql)
        return iter(connection.execute(sql).fetchall()[1:])

    monkeypatch.setattr(home, "read_overview", lambda connection: [][0])
    monkeypatch.setattr(soundness, "find_damage", look)
    path = Path(shutil.copy(real_file, tmp_path))
    client = serve(path, settings={"sql_time_limit_ms": 500}).client
    for _ in range(3):
        response = await client.get("/readlog")
        assert response.status_code == 500
        assert "damaged" not in response.text
    assert len(asked) == 1
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("CREATE TABLE mine (x)")
    assert (await client.get("/readlog")).status_code == 500
    assert len(asked) == 2


@pytest.mark.parametrize(
    "error", [ZeroDivisionError(), AttributeError(), KeyError(), TypeError(), ValueError(), TemplateError()], ids=repr
)
async def test_whatever_a_page_trips_over_in_such_a_file_is_damage(serve, readlog_file, monkeypatch, error):
    def trip(connection):
        raise error

    monkeypatch.setattr(home, "read_overview", trip)
    with closing(sqlite3.connect(readlog_file, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE article SET date_from = 'x'")
    response = await serve(readlog_file).client.get("/readlog")
    assert (response.status_code, read_page(response)) == (500, DAMAGED["en"])


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("database is locked", "page.locked"),
        ("database table is locked", "page.locked"),
        ("unable to open database file", "page.gone"),
        ("disk I/O error", "page.gone"),
        ("database disk image is malformed", "page.damaged"),
        ("file is not a database", "page.damaged"),
        ("Could not decode to UTF-8 column 'title' with text '\udcff'", "page.damaged"),
        ("no such table: article", None),
    ],
)
def test_what_sqlite_says_of_a_file_is_told_without_another_look_at_it(message, told):
    text = Texts("en")
    failure = describe_failure(sqlite3.DatabaseError(message), text, 1000)
    assert (failure and failure[1]) == (told and {"failure": text(told), "advice": text(f"{told}-advice")})


async def test_a_page_that_takes_too_long_is_stopped_and_says_how_to_give_it_more_time(serve, real_file, monkeypatch):
    def count(connection):
        connection.execute(
            "WITH RECURSIVE n AS (SELECT 1 UNION ALL SELECT 1 FROM n LIMIT 20000000) SELECT count(*) FROM n"
        )

    monkeypatch.setattr(home, "read_overview", count)
    response = await serve(real_file, settings={"sql_time_limit_ms": 50}).client.get("/readlog")
    assert response.status_code == 503
    assert read_page(response) == (
        "This page took longer than 50 ms and was stopped",
        "Reload it, or start Datasette with more time: --setting sql_time_limit_ms 250",
    )


async def test_a_mistake_of_ours_is_not_laid_at_the_door_of_a_sound_file(serve, real_file, monkeypatch):
    monkeypatch.setattr(home, "read_overview", lambda connection: [][0])
    response = await serve(real_file).client.get("/readlog")
    assert response.status_code == 500
    assert "damaged" not in response.text


def read_page(response):
    page = BeautifulSoup(response.text, "html.parser").main
    return page.h1.get_text(), page.p.get_text()
