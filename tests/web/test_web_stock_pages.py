"""Datasette's own pages over a readlog file: all answer, page by page, in the order that metadata.yml gives."""

import sqlite3
from contextlib import closing

import pytest
from bs4 import BeautifulSoup
from sample_databases import RING, write_readlog


def names_in(path):
    with closing(sqlite3.connect(path)) as conn, conn:
        return [row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]


async def test_every_table_and_view_answers_in_html_and_json(serve, real_file):
    client = serve(real_file).client
    for name in names_in(real_file):
        for suffix in ("", ".json"):
            assert (await client.get(f"/readlog/{name}{suffix}")).status_code == 200, name


async def test_a_search_of_a_column_that_would_find_nothing_is_refused(serve, readlog_file):
    client = serve(readlog_file).client
    response = await client.get("/readlog/article.json?_search_title=C")
    assert (response.status_code, "?_search=" in response.json()["error"]) == (400, True)
    assert (await client.get("/readlog/excerpt.json?_search_body=ring")).status_code == 200
    assert (await client.get("/readlog/article.json?_search=C&_searchmode=escaped")).status_code == 200


async def test_no_database_is_said_to_be_attached_after_a_search(serve, readlog_file):
    datasette = serve(readlog_file, settings={"num_sql_threads": 1})
    await datasette.client.get("/readlog/-/search?q=zyzzyva")
    assert await datasette.get_database("readlog").attached_databases()  # or there is nothing to hide
    assert "attached" not in (await datasette.client.get("/readlog/-/tables")).text


async def test_every_row_page_that_a_table_page_links_to_answers(serve, real_file):
    client = serve(real_file).client
    for name in ("article", "excerpt", "tag", "log", "link", "article_tag"):
        soup = BeautifulSoup((await client.get(f"/readlog/{name}")).text, "html.parser")
        links = soup.select("td.type-pk a")
        assert links
        for link in links:
            assert (await client.get(link["href"])).status_code == 200


async def test_index_and_tables_of_the_search_index_are_kept_out_of_the_list(serve, readlog_file):
    answer = (await serve(readlog_file).client.get("/readlog.json")).json()
    hidden = {table["name"] for table in answer["tables"] if table["hidden"]}
    assert {name for name in names_in(readlog_file) if "_fts" in name} <= hidden
    assert not hidden & {"article", "excerpt", "tag", "log"}


async def test_titles_and_column_descriptions_are_shown(serve, readlog_file):
    soup = BeautifulSoup((await serve(readlog_file).client.get("/readlog/article")).text, "html.parser")
    assert soup.h1.text.strip() == "Articles"
    terms = [term.text for term in soup.select("dl.column-descriptions dt")]
    assert {"title", "date_from", "line_start"} <= set(terms)


async def test_facets_count_collections_sites_and_months(serve, readlog_file):
    answer = (await serve(readlog_file).client.get("/readlog/article.json")).json()
    facets = {
        name: {result["value"]: result["count"] for result in facet["results"]}
        for name, facet in answer["facet_results"].items()
    }
    assert facets == {
        "collection": {"letters": 1},
        "site": {"blog.example.org": 2, "birds.example.org": 1},
        "month": {"2025-03": 1, "2024-06": 1},
    }


async def test_the_facet_of_article_tags_shows_the_names_of_tags(serve, readlog_file):
    answer = (await serve(readlog_file).client.get("/readlog/article_tag.json")).json()
    labels = [result["label"] for result in answer["facet_results"]["tag_id"]["results"]]
    assert sorted(labels) == ["C++", "PostgreSQL", "io_uring"]


async def test_articles_come_newest_first_and_those_without_any_date_last(serve, readlog_file):
    rows = (await serve(readlog_file).client.get("/readlog/article.json?_shape=array")).json()
    assert rows[0]["id"] == RING
    assert [row["date_from"] for row in rows] == ["2025-03-02", "2025-01-01", "2024-06-05", None]


@pytest.mark.parametrize("table", ["article", "excerpt", "article_tag"])
async def test_paging_shows_every_row_once(tmp_path, serve, table):
    path = write_readlog(tmp_path / "readlog.db", extra_articles=400)
    client = serve(path).client
    seen, url = [], f"/readlog/{table}.json?_size=30"
    while url:
        answer = (await client.get(url.removeprefix("http://localhost"))).json()
        seen += [tuple(row) for row in answer["rows"]]
        url = answer["next_url"]
    with closing(sqlite3.connect(path)) as conn, conn:
        count = conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    assert (len(seen), len(set(seen))) == (count, count)
