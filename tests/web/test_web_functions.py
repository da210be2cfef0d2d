"""fts_query, mark and escape_fts on connections to readlog files, and the search boxes that rest on them."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from datasette.plugins import pm
from sample_databases import BIRDS, RING, RING_AGAIN

import ingest.web
from ingest.search import fts_query

README = Path(__file__).parents[2] / "README.md"


async def one_value(datasette, sql, **params):
    row = (await datasette.get_database("readlog").execute(sql, params)).first()
    return row[0]


@pytest.mark.parametrize("function", ["fts_query", "escape_fts"])
@pytest.mark.parametrize(
    ("value", "text"),
    [("内存管理", "内存管理"), ("", ""), (12, "12"), (1.5, "1.5"), (b"\xe9\x94\x81", "锁"), (b"\xff", "\ufffd")],
)
async def test_any_value_becomes_the_match_expression_of_its_text(serve, readlog_file, function, value, text):
    datasette = serve(readlog_file)
    assert await one_value(datasette, f"SELECT {function}(:value)", value=value) == fts_query(text)


@pytest.mark.parametrize("function", ["fts_query", "escape_fts"])
async def test_a_null_query_finds_nothing_and_raises_nothing(serve, readlog_file, function):
    sql = f"SELECT count(*) FROM excerpt_fts WHERE excerpt_fts MATCH {function}(NULL)"
    assert await one_value(serve(readlog_file), sql) == 0


@pytest.mark.parametrize(
    ("table", "words", "ids"),
    [
        ("article", "环形缓冲区", {RING, RING_AGAIN}),
        ("article", "locks", {RING, RING_AGAIN}),
        ("article", "birds -locks", {BIRDS}),
        ("article", "鸟", set()),
        ("excerpt", "内存", {2}),
        ("excerpt", "锁", set()),
        ("excerpt", "缓冲", {2, 4}),
        ("excerpt", "io_uring", {2}),
        ("excerpt", "C++", {3}),
        ("excerpt", "WAL OR 队列", {1, 4}),
        ("excerpt", '"without locks"', {3}),
        ("excerpt", "!?", set()),
        ("excerpt", '"', set()),
    ],
)
async def test_the_stock_search_box_finds(serve, readlog_file, table, words, ids):
    datasette = serve(readlog_file)
    response = await datasette.client.get(f"/readlog/{table}.json?_shape=array&_search={quote(words)}")
    assert {row["id"] for row in response.json()} == ids


async def test_the_search_box_of_a_single_column_reads_queries_alike(serve, readlog_file):
    datasette = serve(readlog_file)
    response = await datasette.client.get(f"/readlog/excerpt.json?_shape=array&_search_body={quote('环形缓冲区')}")
    assert [row["id"] for row in response.json()] == [2]


async def test_the_box_reads_queries_alike_whichever_plugin_datasette_met_first(serve, readlog_file):
    pm.unregister(name="readlog")
    pm.register(ingest.web, "readlog")
    assert await one_value(serve(readlog_file), "SELECT escape_fts('内存管理')") == fts_query("内存管理")


async def test_raw_search_mode_is_left_to_the_user(serve, readlog_file):
    datasette = serve(readlog_file)
    path = "/readlog/excerpt.json?_shape=array&_searchmode=raw&_search="
    assert (await datasette.client.get(path + quote("缓冲区"))).json() == []
    found = (await datasette.client.get(path + quote('"缓冲 冲区"'))).json()
    assert [row["id"] for row in found] == [2]


async def test_search_pages_offer_the_search_box(serve, readlog_file):
    datasette = serve(readlog_file)
    for table in ("article", "excerpt"):
        assert 'type="search"' in (await datasette.client.get(f"/readlog/{table}")).text


async def test_connections_to_other_databases_keep_datasettes_functions(serve, readlog_file, foreign_file):
    datasette = serve(readlog_file, foreign_file, memory=True)
    for name in ("foreign", "_memory"):
        database = datasette.get_database(name)
        assert (await database.execute("SELECT escape_fts('内存管理')")).first()[0] == '"内存管理"'
        with pytest.raises(sqlite3.OperationalError, match="no such function: fts_query"):
            await database.execute("SELECT fts_query('x')", log_sql_errors=False)


async def test_a_locked_file_does_not_leave_a_connection_without_functions(serve, readlog_file):
    datasette = serve(readlog_file, settings={"num_sql_threads": 1})
    writer = sqlite3.connect(readlog_file, isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    database = datasette.get_database("readlog")
    connect = database.connect

    def impatient(write=False):
        conn = connect(write)
        conn.execute("PRAGMA busy_timeout = 0")
        return conn

    database.connect = impatient
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        await database.execute("SELECT 1", log_sql_errors=False)
    writer.execute("ROLLBACK")
    writer.close()
    assert await one_value(datasette, "SELECT fts_query('a')") == fts_query("a")


@pytest.mark.parametrize(
    ("sql", "marked"),
    [
        ("mark('讲内存管理', '内存')", "讲[内存]管理"),
        ("mark('講內存管理', '内存 C++')", "講[內存]管理"),
        ("mark('讲内存管理', '内存', '<', '>>')", "讲<内存>>管理"),
        ("mark('用 C++ 写', 'c++ -写')", "用 [C++] 写"),
        ("mark('讲内存管理', 'tag:x !?')", "讲内存管理"),
        ("mark('讲内存管理', NULL)", "讲内存管理"),
        ("mark('', '内存')", ""),
        ("mark(12.5, '12')", "[12].5"),
        ("mark(NULL, '内存')", None),
        ("length(mark(replace(hex(zeroblob(60000)), '00', 'a '), 'a'))", 120_000 + 2 * 50_000),
        ("substr(mark(replace(hex(zeroblob(33334)), '00', 'ab '), 'a*'), -13)", "[ab] [ab] ab "),
        ("mark(x'ff', '内存')", "\ufffd"),
        ("mark('讲内存管理', '内存', 1, NULL)", "讲1内存管理"),
        ("mark('讲内存管理', '内存', '', '')", "讲内存管理"),
        ("substr(mark(replace(hex(zeroblob(50000)), '00', ' a'), 'a'), -8)", " [a] [a]"),
    ],
)
async def test_mark_shows_what_a_query_finds_in_a_text(serve, readlog_file, sql, marked):
    assert await one_value(serve(readlog_file), f"SELECT {sql}") == marked


async def test_the_sql_of_the_readme_finds_something_as_it_stands(serve, real_file):
    statements = re.findall(r"^```sql\n(.+?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert len(statements) == 2
    database = serve(real_file).get_database("readlog")
    for statement in statements:
        assert (await database.execute(statement)).rows
    with closing(sqlite3.connect(real_file)) as plain:
        assert plain.execute(statements[1]).fetchall()
