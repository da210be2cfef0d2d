"""The canned queries of metadata.yml: all run, with parameters and without, and each finds what its title says."""

import sqlite3
from contextlib import closing

import pytest
from bs4 import BeautifulSoup
from sample_databases import BIRDS, RING, RING_AGAIN, TRAP

from ingest.web.metadata import database_section

QUERIES = database_section()["queries"]


async def rows_of(datasette, query, **params):
    response = await datasette.client.get(f"/readlog/{query}.json", params={"_shape": "array", **params})
    assert response.status_code == 200
    return response.json()


@pytest.mark.parametrize("query", QUERIES)
async def test_each_runs_without_parameters_and_has_columns(serve, readlog_file, query):
    datasette = serve(readlog_file)
    answer = (await datasette.client.get(f"/readlog/{query}.json")).json()
    assert answer["ok"]
    assert answer["columns"]
    assert (await datasette.client.get(f"/readlog/{query}")).status_code == 200


@pytest.mark.parametrize("query", QUERIES)
async def test_each_runs_whatever_is_typed(serve, readlog_file, query):
    client = serve(readlog_file).client
    for value in ["", " ", "内存", "'", '"', "%", "*", "-", "[", "x" * 2000, "2025-03"]:
        params = dict.fromkeys(("q", "tag", "word", "month", "collection", "month_day"), value)
        assert (await client.get(f"/readlog/{query}.json", params=params)).json()["ok"], value


@pytest.mark.parametrize("query", QUERIES)
async def test_each_finds_something_in_a_real_log(serve, real_file, query):
    params = {"q": "内存", "tag": "io_uring", "month_day": "12-28"}
    assert await rows_of(serve(real_file), query, **params)


@pytest.mark.parametrize("query", QUERIES)
def test_each_says_what_it_is_and_puts_its_rows_in_order(query):
    assert QUERIES[query]["title"]
    assert QUERIES[query]["description"]
    assert "ORDER BY" in QUERIES[query]["sql"]


async def test_the_title_of_its_page_is_its_own_or_else_its_name_and_no_sql(serve, readlog_file):
    own = {"databases": {"readlog": {"queries": {"mine": {"sql": "SELECT 1"}, "starred": {"title": "Sterne"}}}}}
    client = serve(readlog_file, metadata=own).client
    titles = {"articles_in_months": QUERIES["articles_in_months"]["title"], "mine": "mine", "starred": "Sterne"}
    for query, title in titles.items():
        page = BeautifulSoup((await client.get(f"/readlog/{query}")).text, "html.parser")
        assert page.title.string == f"readlog: {title}"
    page = BeautifulSoup((await client.get("/readlog?sql=SELECT+1")).text, "html.parser")
    assert page.title.string == "readlog: SELECT 1"  # as Datasette has it


def test_none_hides_a_table_or_view_by_its_name(readlog_file):
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        names = {name for (name,) in conn.execute("SELECT name FROM sqlite_master")}
    assert not names & set(QUERIES)


async def test_articles_in_months_can_be_those_of_one_collection(serve, readlog_file):
    datasette = serve(readlog_file)
    months = {row["month"]: row["articles"] for row in await rows_of(datasette, "articles_in_months")}
    assert months == {"2025-03": 1, "2024-06": 1, None: 2}
    assert [row["month"] for row in await rows_of(datasette, "articles_in_months", collection="letters")] == ["2024-06"]


async def test_articles_on_sites_can_be_those_of_a_month_or_a_year(serve, readlog_file):
    datasette = serve(readlog_file)
    sites = {row["site"]: row["articles"] for row in await rows_of(datasette, "articles_on_sites")}
    assert sites == {"blog.example.org": 2, "birds.example.org": 1, None: 1}
    for month in ("2024", "2024-06"):
        assert [row["articles"] for row in await rows_of(datasette, "articles_on_sites", month=month)] == [1]


async def test_articles_in_collections_count_what_came_through_none_too(serve, readlog_file):
    rows = await rows_of(serve(readlog_file), "articles_in_collections")
    assert [(row["collection"], row["articles"]) for row in rows] == [(None, 3), ("letters", 1)]


@pytest.mark.parametrize("tag", ["PostgreSQL", "postgresql", "PG", "pg", "postgres", " PG "])
async def test_a_tag_is_found_by_any_of_its_names_in_any_case(serve, readlog_file, tag):
    datasette = serve(readlog_file)
    (passage,) = await rows_of(datasette, "passages_of_tag", tag=tag)
    assert (passage["excerpt_id"], passage["article_id"], passage["place"]) == (4, RING, "2025.md:7")
    assert [row["article_id"] for row in await rows_of(datasette, "articles_of_tag", tag=tag)] == [RING]
    together = await rows_of(datasette, "tags_together", tag=tag)
    assert {(row["tag"], row["other"]) for row in together} == {("PostgreSQL", "C++"), ("PostgreSQL", "io_uring")}


async def test_a_tag_of_a_title_brings_all_passages_of_the_article(serve, readlog_file):
    rows = await rows_of(serve(readlog_file), "passages_of_tag", tag="c++")
    assert [row["excerpt_id"] for row in rows] == [1, 2, 3, 4]


@pytest.mark.parametrize(("q", "excerpts"), [("环形缓冲区", [2]), ("without C++", [3]), ("", []), ("nowhere", [])])
async def test_passages_for_a_term_are_found_with_title_path_and_line(serve, readlog_file, q, excerpts):
    rows = await rows_of(serve(readlog_file), "passages_for_term", q=q)
    assert [row["excerpt_id"] for row in rows] == excerpts
    for row in rows:
        assert row["title"] == "环形缓冲区 without locks"
        assert row["path"] == "一、两个队列"
        assert row["place"] == f"2025.md:{3 + row['excerpt_id']}"


async def test_undated_articles_come_with_their_bounds(serve, readlog_file):
    rows = await rows_of(serve(readlog_file), "articles_without_day")
    assert [(row["article_id"], row["date_from"], row["date_to"]) for row in rows] == [
        (BIRDS, "2025-01-01", "2025-03-01"),
        (TRAP, None, None),
    ]


async def test_each_reading_of_an_article_read_twice_is_listed_oldest_first(serve, readlog_file):
    rows = await rows_of(serve(readlog_file), "readings_of_one_article")
    assert [(row["article_id"], row["reading"]) for row in rows] == [(RING_AGAIN, 1), (RING, 2)]


async def test_cited_articles_name_the_entry_that_cites_them(serve, readlog_file):
    rows = await rows_of(serve(readlog_file), "articles_cited")
    assert {(row["article_id"], row["cited_by_id"]) for row in rows} == {(RING, BIRDS), (RING_AGAIN, BIRDS)}


async def test_tags_together_without_a_tag_are_the_commonest_pairs_each_once(serve, readlog_file):
    rows = await rows_of(serve(readlog_file), "tags_together")
    assert len(rows) == 3
    assert len({frozenset((row["tag"], row["other"])) for row in rows}) == 3


async def test_stars_are_those_of_articles_and_of_passages(serve, readlog_file):
    rows = await rows_of(serve(readlog_file), "starred")
    assert [(row["article_id"], row["excerpt_id"]) for row in rows] == [(RING, None), (RING, 2)]


@pytest.mark.parametrize("word", ["", "缓冲", "RING", "buffer"])
async def test_a_term_is_found_from_any_side(serve, readlog_file, word):
    rows = await rows_of(serve(readlog_file), "words_and_translations", word=word)
    assert [row["name"] for row in rows] == ["环形缓冲区"]


async def test_on_this_day_takes_a_day_of_any_year(serve, readlog_file):
    rows = await rows_of(serve(readlog_file), "on_this_day", month_day="06-05")
    assert [row["article_id"] for row in rows] == [RING_AGAIN]


async def test_diagnostics_read_like_a_compilers(serve, readlog_file):
    (row,) = await rows_of(serve(readlog_file), "diagnostics_by_file")
    assert (row["place"], row["code"]) == ("letters/2024.md:4:1", "missing-url")
