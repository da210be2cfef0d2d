"""metadata.yml reaches every readlog file and nothing else, and the user's own metadata wins."""

import sqlite3
from contextlib import closing

import pytest
from bs4 import BeautifulSoup
from datasette.database import Database
from sample_databases import RING, add_article, write_readlog

from ingest.web.metadata import database_section
from ingest.web.scope import readlog_names, refresh_names


def schema_columns(path):
    """Every table and view of the schema with its columns; what FTS5 keeps for itself is left out."""
    with closing(sqlite3.connect(path)) as conn, conn:
        rows = conn.execute("SELECT name, type, sql FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
        virtual = [name for name, _, sql in rows if sql.startswith("CREATE VIRTUAL")]
        return {
            name: [row[1] for row in conn.execute(f"PRAGMA table_info([{name}])")]
            for name, _, _ in rows
            if not any(name.startswith(f"{fts}_") for fts in virtual)
        }


def test_every_table_view_and_column_is_described_and_nothing_else_is(readlog_file):
    tables = database_section()["tables"]
    assert {name: list(table["columns"]) for name, table in tables.items()} == schema_columns(readlog_file)
    for table in tables.values():
        assert table["title"]
        assert table["description"]
        assert all(table["columns"].values())


def test_facets_and_sort_orders_name_columns(readlog_file):
    columns = schema_columns(readlog_file)
    for name, table in database_section()["tables"].items():
        named = [
            *table.get("facets", []),
            *(table[key] for key in ("sort", "sort_desc", "label_column") if key in table),
        ]
        assert set(named) <= set(columns[name])


@pytest.mark.parametrize("name", ["readlog.db", "my log.db", "笔记.db", "a.b+c%d.sqlite"])
async def test_any_file_name_gets_the_metadata(tmp_path, serve, name):
    datasette = serve(write_readlog(tmp_path / name))
    (database,) = [db for db in datasette.databases.values() if db.name != "_internal"]
    response = await datasette.client.get(datasette.urls.table(database.name, "article"))
    assert response.status_code == 200
    assert BeautifulSoup(response.text, "html.parser").h1.text.strip() == "Articles"


async def test_each_key_of_a_table_and_of_the_database_is_answered_by_itself(serve, readlog_file):
    datasette, section = serve(readlog_file), database_section()
    await refresh_names(datasette)
    for name, table in section["tables"].items():
        for key in table:
            assert datasette.metadata(key, database="readlog", table=name, fallback=False) == table[key]
        assert datasette.metadata("about", database="readlog", table=name, fallback=False) is None
    for key in section.keys() - {"tables"}:
        assert datasette.metadata(key, database="readlog", fallback=False) == section[key]
    assert {**datasette.metadata(database="readlog", fallback=False)} == section


async def test_of_all_tables_at_once_only_what_datasette_asks_for_is_answered(serve, readlog_file):
    datasette = serve(readlog_file, metadata={"databases": {"readlog": {"tables": {"article": {"allow": False}}}}})
    await refresh_names(datasette)
    tables = datasette.metadata("tables", database="readlog")
    assert tables.keys() == database_section()["tables"].keys()
    assert tables["article"] == {"allow": False, "facet_size": 12}
    assert tables["term"] == {}
    assert (await datasette.client.get("/readlog/article")).status_code == 403
    assert (await datasette.client.get("/readlog/tag")).status_code == 200


async def test_two_readlog_files_at_once_both_get_it(tmp_path, serve):
    datasette = serve(write_readlog(tmp_path / "one.db"), write_readlog(tmp_path / "two.db"))
    for name in ("one", "two"):
        response = await datasette.client.get(f"/{name}/-/tables")
        assert "Passages of a tag" in response.text
        assert BeautifulSoup(response.text, "html.parser").h1.text.strip() == "Reading log"


async def test_a_file_attached_later_gets_it_and_a_detached_one_is_forgotten(tmp_path, serve, readlog_file):
    datasette = serve(readlog_file)
    await datasette.client.get("/readlog")
    later = type(datasette.get_database("readlog"))(datasette, path=str(write_readlog(tmp_path / "later.db")))
    datasette.add_database(later)
    assert "Passages of a tag" in (await datasette.client.get("/later/-/tables")).text
    datasette.remove_database("readlog")
    await datasette.client.get("/later")
    assert set(datasette.metadata()["databases"]) == {"later"}


async def test_a_file_attached_under_another_address_has_its_pages_there(serve, readlog_file):
    datasette = serve()
    datasette.add_database(Database(datasette, path=str(readlog_file)), name="readlog", route="log")
    statuses = [(await datasette.client.get(f"/{route}/-/today")).status_code for route in ("log", "readlog")]
    assert statuses == [200, 404]


async def test_a_file_that_becomes_a_readlog_file_below_a_running_server_gets_it(tmp_path, serve):
    path = tmp_path / "new.db"
    sqlite3.connect(path).close()
    path.touch()
    datasette = serve(path)
    assert "Passages of a tag" not in (await datasette.client.get("/new")).text
    write_readlog(path)
    assert "Passages of a tag" in (await datasette.client.get("/new/-/tables")).text


async def test_a_readlog_file_that_becomes_another_database_loses_it(serve, readlog_file):
    datasette = serve(readlog_file)
    assert "Passages of a tag" in (await datasette.client.get("/readlog/-/tables")).text
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        conn.execute("PRAGMA application_id = 42")
    assert "Passages of a tag" not in (await datasette.client.get("/readlog")).text


async def test_a_locked_readlog_file_is_still_known_for_one(serve, readlog_file):
    datasette = serve(readlog_file, settings={"num_sql_threads": 1})
    await refresh_names(datasette)
    await datasette.get_database("readlog").execute("PRAGMA busy_timeout = 0")
    writer = sqlite3.connect(readlog_file, isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    await refresh_names(datasette)
    writer.close()
    assert readlog_names(datasette) == {"readlog"}


async def test_without_a_readlog_file_there_is_no_metadata_of_ours(serve, foreign_file):
    datasette = serve(foreign_file, memory=True)
    assert (await datasette.client.get("/-/metadata.json")).json() == {}
    assert (await datasette.client.get("/_memory?sql=select+1")).status_code == 200


async def test_the_users_metadata_wins_key_by_key(serve, readlog_file):
    theirs = {"title": "Was ich las", "tables": {"article": {"title": "Artikel", "columns": {"title": "Titel"}}}}
    datasette = serve(readlog_file, metadata={"title": "Home", "databases": {"readlog": theirs}})
    await datasette.client.get("/")
    metadata = datasette.metadata()
    ours = database_section()
    assert metadata["title"] == "Home"
    assert metadata["databases"]["readlog"]["title"] == "Was ich las"
    assert metadata["databases"]["readlog"]["description"] == ours["description"]
    article = metadata["databases"]["readlog"]["tables"]["article"]
    assert article["title"] == "Artikel"
    assert article["columns"] == ours["tables"]["article"]["columns"] | {"title": "Titel"}
    assert article["sort_desc"] == "date_from"


@pytest.mark.parametrize("theirs", [{"sort": "title"}, {"sort_desc": "title"}])
@pytest.mark.parametrize("table", ["article", "tag", "excerpt"])
async def test_a_sort_order_of_the_user_replaces_ours_whichever_way_it_runs(serve, readlog_file, table, theirs):
    theirs = theirs if table == "article" else dict.fromkeys(theirs, "id")
    datasette = serve(readlog_file, metadata={"databases": {"readlog": {"tables": {table: theirs}}}})
    response = await datasette.client.get(f"/readlog/{table}.json?_shape=array")
    assert response.status_code == 200
    ((key, column),) = theirs.items()
    values = [row[column] for row in response.json()]
    assert values == sorted(values, reverse=key == "sort_desc")
    assert "500" not in (await datasette.client.get(f"/readlog/{table}")).text[:200]


@pytest.mark.parametrize(
    ("table", "theirs", "first"),
    [
        ("article", {"sortable_columns": ["title"]}, {"sort": None, "sort_desc": None}),
        ("tag", {"sortable_columns": ["kind"]}, {"sort": None}),
        ("log", {"sortable_columns": []}, {"sort": None}),
        ("term", {"sortable_columns": ["translation"]}, {"sort": None}),
        ("tag_alias", {"sortable_columns": ["tag_id"]}, {"sort": None}),
        ("article", {"sortable_columns": ["title", "date_from"]}, {"sort_desc": "date_from"}),
        ("tag_alias", {"sort": "tag_id"}, {"sort": "tag_id", "sortable_columns": None}),
        ("tag_alias", {"sort_desc": "alias"}, {"sort_desc": "alias", "sortable_columns": ["alias"]}),
        ("tag_alias", {"sort": None}, {"sort": None, "sortable_columns": ["alias"]}),
    ],
)
async def test_whatever_the_user_lets_sort_a_table_is_shown(serve, readlog_file, table, theirs, first):
    datasette = serve(readlog_file, metadata={"databases": {"readlog": {"tables": {table: theirs}}}})
    for suffix in ("", ".json"):
        assert (await datasette.client.get(f"/readlog/{table}{suffix}")).status_code == 200
    answered = {key: datasette.metadata(key, database="readlog", table=table, fallback=False) for key in first}
    assert answered == first
    assert {key: datasette.table_metadata("readlog", table).get(key) for key in first} == first


async def test_a_users_table_that_is_not_in_the_schema_does_no_harm(serve, readlog_file):
    theirs = {"tables": {"mine": {"sort": "x"}, "article": {}}, "queries": {"mine": "SELECT 1 AS one"}}
    datasette = serve(readlog_file, metadata={"databases": {"readlog": theirs}})
    assert (await datasette.client.get("/readlog/-/tables")).status_code == 200
    assert (await datasette.client.get("/readlog/mine.json?_shape=array")).json() == [{"one": 1}]


async def test_queries_of_the_user_stay_beside_ours_and_replace_those_of_the_same_name(serve, readlog_file):
    theirs = {
        "mine": {"sql": "SELECT 1 AS one"},
        "starred": {"sql": "SELECT 2 AS two"},
        "articles_cited": {"title": "Zitiert"},
    }
    datasette = serve(readlog_file, metadata={"databases": {"readlog": {"queries": theirs}}})
    await datasette.client.get("/")
    queries = await datasette.get_canned_queries("readlog", None)
    assert queries["mine"]["sql"] == "SELECT 1 AS one"
    assert queries["starred"] == {"sql": "SELECT 2 AS two", "name": "starred"}
    assert queries["articles_cited"]["title"] == "Zitiert"
    assert "cited_by" in queries["articles_cited"]["sql"]
    assert "passages_of_tag" in queries


async def test_serving_pages_leaves_the_section_as_the_file_has_it(tmp_path, serve, readlog_file):
    before = repr(database_section())
    theirs = {"title": "Mine", "queries": {"starred": {"title": "Mine"}}}
    datasette = serve(readlog_file, metadata={"databases": {"readlog": theirs}})
    for path in ("/readlog", "/readlog/-/tables", "/readlog/article", f"/readlog/article/{RING}", "/readlog/starred"):
        assert (await datasette.client.get(path)).status_code == 200
    assert repr(database_section()) == before


async def test_a_new_ingest_shows_at_once(serve, readlog_file):
    datasette = serve(readlog_file)
    assert "Just read" not in (await datasette.client.get("/readlog/article")).text
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        add_article(conn, 12345, "Just read", log_id=1)
    assert "Just read" in (await datasette.client.get("/readlog/article")).text
    assert len((await datasette.client.get("/readlog/article.json?_search=just")).json()["rows"]) == 1
