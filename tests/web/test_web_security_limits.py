"""What SQL over a readlog file may take: 400 and a sentence for more, in a server that stays small."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import closing
from urllib.parse import urlencode

import pytest
from real_server import run_server
from sample_databases import RING, write_readlog

from ingest.web.limits import COLUMNS, VALUE, set_limits, weigh_rows

MANY = "WITH RECURSIVE many(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM many LIMIT 100000)"
ROOM = 400  # MB that a server may take for what it refuses: some values, and the rows of one answer, twice

BOMBS = {
    "hex": "SELECT hex(randomblob(200000000))",
    "randomblob": "SELECT randomblob(2000000000)",
    "zeroblob": "SELECT zeroblob(1000000000)",
    "zeroblob measured": "SELECT length(hex(zeroblob(1000000000)))",
    "quote": "SELECT quote(zeroblob(20000000))",
    "char": "SELECT replace(hex(zeroblob(10000)), '0', hex(zeroblob(10000)))",
    "concatenation": "WITH RECURSIVE a(a) AS (VALUES (1) UNION ALL SELECT a || a FROM a LIMIT 40) SELECT max(a) FROM a",
    "group_concat": f"{MANY} SELECT group_concat(hex(zeroblob(1000))) FROM many",
    "json_group_array": f"{MANY} SELECT json_group_array(hex(zeroblob(1000))) FROM many",
    "json_object": "SELECT json_object('a', hex(zeroblob(10000000)), 'b', hex(zeroblob(10000000)))",
    "many rows": f"{MANY} SELECT zeroblob(30000000) FROM many",
    "many long rows": f"{MANY} SELECT hex(zeroblob(1000000)) FROM many",
    "wide row": f"SELECT {', '.join(5 * ['zeroblob(30000000)'])}",
    "2000 columns": f"SELECT {', '.join(2000 * ['zeroblob(30000000)'])}",
    "marks": "SELECT mark(replace(hex(zeroblob(2000)), '00', 'ring '), 'ring', hex(zeroblob(10000000)), '')",
    "marks of a long text": (
        "SELECT hex(zeroblob(30000000)), mark(replace(hex(zeroblob(15500000)), '00', 'a '), 'a', '', '')"
    ),
    "deep": f"SELECT {1500 * '('}1{1500 * ')'}",
    "unions": " UNION ALL ".join(600 * ["SELECT 1"]),
    "pattern": f"SELECT 'x' LIKE '{6000 * '%x'}'",
    "endless": "WITH RECURSIVE many(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM many) SELECT max(n) FROM many",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("limits")
    write_readlog(folder / "readlog.db")
    with run_server(folder, "readlog.db") as server:
        yield server


def ask(server, path, **query):
    """The status and the body of the answer."""
    try:
        address = f"http://127.0.0.1:{server.port}{path}?{urlencode(query)}"
        with urllib.request.urlopen(address, timeout=60) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_with_a_sentence_by_a_server_that_stays_small(server, bomb):
    before = server.peak
    status, body = ask(server, "/readlog.json", sql=BOMBS[bomb])
    assert status == 400
    assert json.loads(body)["error"]
    assert server.peak - before < ROOM


def test_the_server_is_small_after_all_bombs_and_answers(server):
    for sql in BOMBS.values():
        status, body = ask(server, "/readlog", sql=sql)
        assert status == 400
        assert "<!DOCTYPE html>" in body and "Traceback" not in body
    assert server.peak < 2 * ROOM
    assert ask(server, f"/readlog/-/article/{RING}")[0] == 200


def test_printf_makes_nothing_that_is_too_long(server):
    """SQLite before 3.46 answers NULL."""
    before = server.peak
    status, body = ask(server, "/readlog.json", sql="SELECT printf('%.*c', 50000000, 'x')")
    assert status == 400 or json.loads(body)["rows"] == [[None]]
    assert server.peak - before < ROOM


@pytest.mark.parametrize("suffix", ["", ".json", ".csv"])
def test_a_bomb_in_the_address_of_a_table_is_refused_too(server, suffix):
    status, body = ask(server, f"/readlog/article{suffix}", _where="length(hex(zeroblob(1000000000))) > 1")
    assert status == 400
    assert "string or blob too big" in body


@pytest.mark.parametrize("bomb", ["hex", "many rows", "endless"])
def test_no_bomb_is_a_fault_of_the_server_in_csv(server, bomb):
    """Datasette gives 200 and nothing for SQL that fails, as CSV."""
    status, body = ask(server, "/readlog.csv", sql=BOMBS[bomb])
    assert status == 400 or not body.strip()


async def test_a_line_of_ten_megabytes_is_read_whole(serve, readlog_file):
    text = "环形缓冲区" * (10_000_000 // len("环形缓冲区".encode()))
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        conn.execute("UPDATE excerpt SET text = ?, markdown = ? WHERE id = 2", (text, f"> {text}"))
    client = serve(readlog_file).client
    [row] = (await client.get("/readlog/excerpt.json?id=2&_shape=array")).json()
    assert row["text"] == text
    assert (await client.get("/readlog/excerpt/2")).status_code == 200
    article = await client.get(f"/readlog/-/article/{RING}.json")
    assert article.status_code == 200
    assert text in article.text


@pytest.mark.parametrize("suffix", ["", ".json", ".md"])
async def test_a_page_of_too_much_is_refused_with_a_sentence(serve, readlog_file, suffix):
    text = "词" * (VALUE // len("词".encode()) - 10)
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        conn.execute("UPDATE excerpt SET text = ?, markdown = ? WHERE id = 2", (text, f"> {text}"))
    response = await serve(readlog_file).client.get(f"/readlog/-/article/{RING}{suffix}")
    assert response.status_code == 400
    assert "larger than the server may read" in response.text


def test_all_rows_of_one_cursor_are_weighed_together():
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.row_factory = weigh_rows(10)
        three = "SELECT 'abc', 1 UNION ALL SELECT x'010203', 2.5 UNION ALL SELECT NULL, ?"
        assert [row[0] for row in conn.execute(three, ("四个汉字",))] == ["abc", b"\1\2\3", None]
        with pytest.raises(sqlite3.DataError, match="rows too big"):
            conn.execute(three, ("五个汉字!",)).fetchall()
        assert len(conn.execute(three, ("四个汉字",)).fetchall()) == 3


@pytest.mark.parametrize(
    ("within", "beyond"),
    [
        (f"length(zeroblob({32 << 20}))", f"length(zeroblob({(32 << 20) + 1}))"),
        (", ".join("1" * 125), ", ".join("1" * 126)),  # 100 and those of `article`
        (f"'x' LIKE '{8000 * 'x'}'", f"'x' LIKE '{8001 * 'x'}'"),
    ],
    ids=["a value", "columns", "a pattern"],
)
async def test_what_the_help_promises_is_the_limit(serve, readlog_file, within, beyond):
    client = serve(readlog_file).client
    assert (await client.get("/readlog.json", params={"sql": f"SELECT {within}"})).status_code == 200
    assert (await client.get("/readlog.json", params={"sql": f"SELECT {beyond}"})).status_code == 400


def test_the_rows_of_an_answer_may_take_as_much_as_the_help_promises():
    with closing(sqlite3.connect(":memory:")) as conn:
        set_limits(conn)
        [row] = conn.execute(f"SELECT {', '.join(4 * [f'zeroblob({32 << 20})'])}")  # 128 MB
        assert sum(map(len, row)) == 128 << 20
        with pytest.raises(sqlite3.DataError, match="over 128 MB together"):
            conn.execute(f"SELECT {', '.join(4 * [f'zeroblob({32 << 20})'])}, 'x'").fetchone()


async def test_four_tables_joined_are_within_the_limit_of_columns(serve, readlog_file):
    sql = "SELECT * FROM article, excerpt, log, diagnostic LIMIT 1"
    answer = (await serve(readlog_file).client.get("/readlog.json", params={"sql": sql})).json()
    assert answer["ok"] and 50 < len(answer["columns"]) <= COLUMNS


async def test_a_wide_table_of_the_users_own_is_served_with_the_rest(serve, readlog_file):
    names = [f"c{number}" for number in range(220)]
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        conn.execute(f"CREATE TABLE wide ({', '.join(names)})")
        conn.execute("INSERT INTO wide (c219) VALUES ('last')")
    client = serve(readlog_file).client
    [row] = (await client.get("/readlog/wide.json?_shape=array")).json()
    assert row["c219"] == "last" and row.keys() == {"rowid", *names}
    for address in ("/readlog", "/readlog/-/tables", "/readlog/wide", "/readlog/wide/1", f"/readlog/-/article/{RING}"):
        assert (await client.get(address)).status_code == 200, address


async def test_a_wide_table_that_comes_while_the_file_is_served_is_served_too(serve, readlog_file):
    client = serve(readlog_file).client
    assert (await client.get("/readlog")).status_code == 200
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        conn.execute(f"CREATE TABLE wide ({', '.join(f'c{number}' for number in range(120))})")
    assert (await client.get("/readlog/wide")).status_code == 200
    assert (await client.get("/readlog")).status_code == 200


async def test_other_databases_have_sqlites_own_limits(serve, readlog_file, foreign_file):
    client = serve(readlog_file, foreign_file).client
    sql = f"SELECT length(zeroblob({VALUE + 1})) AS n"
    assert (await client.get("/readlog.json", params={"sql": sql})).status_code == 400
    assert (await client.get("/foreign.json", params={"sql": sql})).json()["rows"] == [[VALUE + 1]]
    table = await client.get("/foreign/article.json", params={"_where": "zeroblob(2000000000) IS NULL"})
    assert table.status_code == 500  # as it always was


@pytest.mark.parametrize("first", ["ingest.web", "datasette.app", "datasette.cli", "datasette.views.base"])
def test_datasettes_own_answer_to_faults_is_there_whatever_is_imported_first(first):
    count = "len(pm.hook.handle_exception.get_hookimpls())"
    code = f"import {first}, datasette.app; from datasette.plugins import pm; print({count})"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "2\n"


async def test_rows_have_names_and_places_as_datasette_wants_them(serve, readlog_file):
    database = serve(readlog_file).get_database("readlog")
    [row] = await database.execute("SELECT 1 AS one, 'two' AS two")
    assert isinstance(row, sqlite3.Row)
    assert (row["one"], row[1], tuple(row)) == (1, "two", (1, "two"))
