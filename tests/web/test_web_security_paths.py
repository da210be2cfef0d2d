"""Where on the machine logs and database are stands on no page of ours, unless the user turns editor links on."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from types import ModuleType
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from datasette import hookimpl
from datasette.plugins import pm

from ingest.run import Options, Report, ingest

FOLDER = "where-nobody-looks-7c1f"
MANY = 150  # pages to visit in a short run

# Datasette's own list, which has each path as it was given to `datasette`: relative, where it was.
TOLD = {"/-/databases", "/-/databases.json"}
INSTANCE = [
    *(f"/-/{name}{suffix}" for name in ("versions", "plugins", "settings", "metadata", "databases", "actor", "threads")
      for suffix in ("", ".json")),
    "/-/patterns", "/-/nothing", "/-/search?q=x", "/nothing", "/",
]  # fmt: skip
FAULTS = [
    "/readlog/nothing",
    "/readlog/-/nothing",
    "/readlog/article/nothing",
    "/readlog/-/article/0",
    "/readlog/-/month/2025-99",
    "/readlog/-/search?q=kind:song",
    "/readlog/-/seen?url=x",
    "/readlog?sql=SELECT+nothing",
    "/readlog?sql=SELECT+load_extension('x')",
    "/readlog?sql=ATTACH+'x'+AS+x",
    "/readlog.json?sql=SELECT+fts_query(1,2)",
    "/readlog?sql=SELECT+hex(zeroblob(1000000000))",
    "/readlog/article?_where=nothing",
    "/readlog/article?_sort=nothing",
    "/readlog.db",
]
SUFFIXES = (".json", ".csv", ".md", ".atom")


@pytest.fixture
def database(tmp_path, example_log):
    """A database in a folder by a name that is nowhere else, made of logs there by their full path."""
    folder = tmp_path / FOLDER / "letters"
    folder.mkdir(parents=True)
    shutil.copy(example_log, folder)
    (folder.parent / "other.md").write_text("# 12\n\nno address\n- > x\n\nhttps://x.example/a\x07b  【`12.99`】\n")
    ingest((folder.parent,), Options(folder.parent / "readlog.db"), Report())
    return folder.parent / "readlog.db"


async def crawl(client, begin, many):
    """The answers at some addresses and at all that they link to on this server, `many` at most, breadth first."""
    waiting, answers = list(begin), {}
    while waiting and len(answers) < many:
        address = waiting.pop(0)
        if address in answers:
            continue
        answers[address] = response = await client.get(address)
        if "html" in response.headers.get("content-type", ""):
            for link in BeautifulSoup(response.text, "html.parser").select("a[href], link[href]"):
                target = urljoin(f"http://localhost{address}", link["href"]).partition("#")[0]
                if target.startswith("http://localhost/"):
                    waiting.append(target.removeprefix("http://localhost"))
        if "location" in response.headers:
            waiting.append(response.headers["location"])
    return answers


def telling(answers):
    """The addresses of the answers that say where on the machine something is."""
    return {address for address, answer in answers.items() if FOLDER in answer.text + repr(answer.headers)}


async def visit(serve, database, many):
    client = serve(database).client
    begin = ["/readlog", "/readlog/-/tables", "/readlog/log", "/readlog/diagnostic", *FAULTS, *INSTANCE]
    answers = await crawl(client, begin, many)
    assert {answer.status_code for answer in answers.values()} >= {200, 302, 400, 403, 404}
    assert sum(address.partition("?")[0].endswith(SUFFIXES) for address in answers) > 5
    assert telling(answers) == TOLD


async def test_no_page_tells_where_on_the_machine_it_is_but_datasettes_list_of_databases(serve, database):
    await visit(serve, database, MANY)


@pytest.mark.long
async def test_nor_does_one_of_many_more(serve, database):
    await visit(serve, database, 10 * MANY)


async def test_with_editor_links_it_does(serve, database):
    metadata = {"plugins": {"datasette-readlog": {"editor": "vscode://file/{path}:{line}"}}}
    answer = await serve(database, metadata=metadata).client.get("/readlog/-/problems")
    assert telling({"/readlog/-/problems": answer})


async def test_the_database_itself_does_not_know_where_it_is(database):
    assert FOLDER.encode() not in database.read_bytes()


@pytest.mark.parametrize("asked", ["*", "file", "seq, name, file AS name", "max(file)", "quote(file)"])
async def test_sql_does_not_tell_it(serve, database, asked):
    answer = await serve(database).client.get(f"/readlog.json?sql=SELECT+{asked}+FROM+pragma_database_list+AS+l")
    assert answer.status_code == 200
    assert telling({"/": answer}) == set()


@pytest.mark.parametrize("order", [{}, {"tryfirst": True}, {"trylast": True}])
async def test_an_authorizer_of_another_plugin_wins(serve, database, order):
    def hide_logs(action, name, column, *_):
        return sqlite3.SQLITE_IGNORE if (name, column) == ("log", "path") else sqlite3.SQLITE_OK

    @hookimpl(**order)
    def prepare_connection(conn):
        conn.set_authorizer(hide_logs)

    plugin = ModuleType("hiding")
    plugin.prepare_connection = prepare_connection
    pm.register(plugin)
    try:
        client = serve(database).client
        found = (await client.get("/readlog.json?_shape=arrays&sql=SELECT+path+FROM+log")).json()["rows"]
        marked = (await client.get("/readlog.json?_shape=arrays&sql=SELECT+mark('a b','b')")).json()["rows"]
    finally:
        pm.unregister(plugin)
    assert {path for [path] in found} == {None}
    assert marked == [["a [b]"]]


async def test_whom_datasette_forbids_the_instance_it_tells_nothing(serve, database):
    client = serve(database, metadata={"allow": {"id": "root"}}).client
    assert telling({path: await client.get(path) for path in TOLD}) == set()


async def test_datasettes_list_has_the_path_as_it_was_given(serve, database, monkeypatch):
    monkeypatch.chdir(database.parent)
    client = serve(Path("readlog.db")).client
    assert telling({path: await client.get(path) for path in TOLD}) == set()
