"""The canned queries of metadata.yml: all run, with parameters and without, and each finds what its title says."""

import re
import sqlite3
import time
from contextlib import closing

import pytest
from bs4 import BeautifulSoup
from sample_databases import BIRDS, RING, RING_AGAIN, TRAP, add_article, add_excerpt, insert

from ingest.run import Options, Report, ingest
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
    months = [tuple(row.values()) for row in await rows_of(datasette, "articles_in_months")]
    assert months == [("2025-03", 1, 0, 4), ("2024-06", 1, 0, 0), (None, 2, 2, 1)]
    assert [row["month"] for row in await rows_of(datasette, "articles_in_months", collection="letters")] == ["2024-06"]


async def test_articles_on_sites_are_counted_the_most_first(serve, readlog_file):
    rows = await rows_of(serve(readlog_file), "articles_on_sites")
    assert [tuple(row.values()) for row in rows] == [
        ("blog.example.org", 2, 4, "2024-06-05", "2025-03-02"),
        (None, 1, 0, None, None),
        ("birds.example.org", 1, 1, "2025-01-01", "2025-03-01"),
    ]


async def test_articles_in_collections_count_what_came_through_none_too(serve, readlog_file):
    rows = await rows_of(serve(readlog_file), "articles_in_collections")
    assert [tuple(row.values()) for row in rows] == [
        (None, 3, 5, "2025-01-01", "2025-03-02"),
        ("letters", 1, 0, "2024-06-05", "2024-06-05"),
    ]


@pytest.mark.parametrize("query", ["articles_on_sites", "articles_in_collections"])
@pytest.mark.parametrize(
    ("month", "articles"),
    [("2024", 1), ("2024-06", 1), ("2025", 2), ("2025-01", 0), ("2025-03", 1), ("06", 0), ("", 4)]
    + [(typed, 0) for typed in ("2025-0", "202", "2025-03-02", "*", "2025-0?", "2025*", "[0-9]*")],
)
async def test_sites_and_collections_can_be_those_of_a_month_or_a_year(serve, readlog_file, query, month, articles):
    rows = await rows_of(serve(readlog_file), query, month=month)
    assert sum(row["articles"] for row in rows) == articles


@pytest.mark.parametrize("tag", ["PostgreSQL", " postgresql ", "PG", "pg", "postgres", " PG ", "ＰＧ", "ｐｇsql"])
async def test_a_tag_is_found_by_any_of_its_names_in_any_case(serve, readlog_file, tag):
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        insert(conn, "article_tag", article_id=BIRDS, tag_id=1, rule="title-name", spelling="x")
    datasette = serve(readlog_file)
    (passage,) = await rows_of(datasette, "passages_of_tag", tag=tag)
    assert (passage["excerpt_id"], passage["article_id"], passage["place"]) == (4, RING, "2025.md:7")
    assert [row["article_id"] for row in await rows_of(datasette, "articles_of_tag", tag=tag)] == [RING]
    together = await rows_of(datasette, "tags_together", tag=tag)
    assert {(row["tag"], row["other"]) for row in together} == {("PostgreSQL", "C++"), ("PostgreSQL", "io_uring")}


@pytest.mark.parametrize(
    ("tag", "found"),
    [("Tea", 2), ("tea/green", 2), ("TEA/GREEN/OLD", 1), ("green", 0), ("tea/", 0), ("tcp", 0), ("tcp/ip", 1)],
)
async def test_a_tag_finds_those_nested_in_it_but_no_other_with_a_slash(serve, readlog_file, tag, found):
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        nested = [("tea/green", "hashtag"), ("tea/green/old", "hashtag"), ("tcp/ip", "term")]
        for number, (name, kind) in enumerate(nested, 50):
            insert(conn, "tag", id=number, name=name, kind=kind, key=name)
        for article, number in ((RING, 50), (BIRDS, 51), (BIRDS, 52)):
            insert(conn, "article_tag", article_id=article, tag_id=number, rule="hashtag", spelling="x")
        assert len(conn.execute("SELECT 1 FROM tag_word WHERE tag_id = 51").fetchall()) == 2 + 3
    rows = await rows_of(serve(readlog_file), "articles_of_tag", tag=tag)
    assert len({row["article_id"] for row in rows}) == found


@pytest.mark.parametrize(
    ("rule", "found"), [("title-name", [4, 3, 2, 1]), ("title-code", [4, 3, 2, 1]), ("section-heading", [3])]
)
async def test_a_tag_of_a_title_brings_all_passages_of_the_article_each_once(serve, readlog_file, rule, found):
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        conn.execute("UPDATE article_tag SET rule = ? WHERE tag_id = 3", (rule,))
        conn.execute("UPDATE excerpt SET position = 50 - id")
        insert(conn, "excerpt_tag", excerpt_id=3, tag_id=3, rule="code-span", spelling="C++")
    rows = await rows_of(serve(readlog_file), "passages_of_tag", tag="c++")
    assert [row["excerpt_id"] for row in rows] == found


@pytest.mark.parametrize(("q", "excerpts"), [("环形缓冲区", [2]), ("without C++", [3]), ("", []), ("nowhere", [])])
async def test_passages_for_a_term_are_found_with_title_path_and_line(serve, readlog_file, q, excerpts):
    rows = await rows_of(serve(readlog_file), "passages_for_term", q=q)
    assert [row["excerpt_id"] for row in rows] == excerpts
    for row in rows:
        assert row["title"] == "环形缓冲区 without locks"
        assert row["path"] == "一、两个队列"
        assert row["place"] == f"2025.md:{3 + row['excerpt_id']}"


@pytest.mark.parametrize("query", QUERIES)
def test_none_leaves_out_rows_without_saying_so(query):
    """Datasette gives the first thousand, and says that there are more."""
    assert not re.search(r"\bLIMIT \d+\s*$", QUERIES[query]["sql"])


async def test_passages_for_a_term_are_all_there_are_the_best_first(serve, readlog_file):
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        for number in range(100, 305):
            add_excerpt(
                conn, number, f"A zebra among other words {number}", article_id=RING, position=number, kind="quote"
            )
        add_excerpt(conn, 305, "zebra, zebra", article_id=RING, position=305, kind="quote")
    rows = await rows_of(serve(readlog_file), "passages_for_term", q="zebra")
    assert (len(rows), rows[0]["excerpt_id"]) == (206, 305)


async def test_undated_articles_come_with_their_bounds_newest_first(serve, readlog_file):
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        for id, log, line in ((1, 2, 9), (2, 1, 20), (3, 1, 10)):
            add_article(conn, id, "x", log_id=log, line_start=line, date_from="2025-02-01", date_to="2025-02-28")
    rows = await rows_of(serve(readlog_file), "articles_without_day")
    assert [(row["article_id"], row["date_from"], row["date_to"]) for row in rows] == [
        (3, "2025-02-01", "2025-02-28"),
        (2, "2025-02-01", "2025-02-28"),
        (1, "2025-02-01", "2025-02-28"),
        (BIRDS, "2025-01-01", "2025-03-01"),
        (TRAP, None, None),
    ]


async def test_what_is_dated_is_one_thing_wherever_it_is_counted(serve, tmp_path):
    log = "A https://a.example  【`12.17`】\n\nB https://b.example\n\nC https://c.example  【`12.15`】\n"
    (tmp_path / "notes.md").write_text(log, encoding="utf-8")  # of no known year
    report = Report()
    ingest((tmp_path / "notes.md",), Options(tmp_path / "readlog.db"), report)
    datasette = serve(tmp_path / "readlog.db")
    assert (report.totals["article"], report.totals["dated"]) == (3, 2)
    for counts in ("articles_in_months", "article_by_month"):
        assert [row["undated"] for row in await rows_of(datasette, counts)] == [1]
    for listed in ("articles_without_day", "article_undated"):
        assert [row["title"] for row in await rows_of(datasette, listed)] == ["B"]


async def test_each_reading_of_an_article_is_listed_oldest_first_and_what_was_read_most_before_all(serve, readlog_file):
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        for reading in (1, 2, 3):
            add_article(conn, 4 - reading, "龍", log_id=1, line_start=9, reading=reading)
        for id, address in enumerate(("b", "a", "b", "a"), 10):
            url = f"https://{address}.example"
            add_article(conn, id, "龍龍", log_id=1, line_start=9, reading=2 if id < 12 else 1, canonical_url=url)
    rows = await rows_of(serve(readlog_file), "readings_of_one_article")
    assert [(row["article_id"], row["reading"], row["readings"]) for row in rows] == [
        (3, 1, 3), (2, 2, 3), (1, 3, 3), (RING_AGAIN, 1, 2), (RING, 2, 2),
        (13, 1, 2), (11, 2, 2), (12, 1, 2), (10, 2, 2),
    ]  # fmt: skip


async def test_cited_articles_name_the_entry_that_cites_them_by_their_titles(serve, readlog_file):
    last = 9 * 10**15
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        add_article(conn, last, "A", log_id=1, canonical_url="https://a.example")
        for article, url in ((last, "https://blog.example.org/ring"), (BIRDS, "https://a.example")):
            insert(conn, "link", article_id=article, url=url, canonical_url=url, position=2)
    rows = await rows_of(serve(readlog_file), "articles_cited")
    assert [(row["article_id"], row["cited_by_id"]) for row in rows] == [
        (last, BIRDS), (RING_AGAIN, last), (RING_AGAIN, BIRDS), (RING, last), (RING, BIRDS)
    ]  # fmt: skip


async def test_tags_together_without_a_tag_are_the_commonest_pairs_each_once(serve, readlog_file):
    rows = await rows_of(serve(readlog_file), "tags_together")
    assert len(rows) == 3
    assert len({frozenset((row["tag"], row["other"])) for row in rows}) == 3


@pytest.mark.parametrize("tag", ["", " "])
async def test_without_a_tag_only_the_fifty_commonest_are_looked_at(serve, readlog_file, tag):
    articles = {f"alone {number}": [f"{number}-{n}" for n in range(3)] for number in range(48)}
    articles = {"rare": ["a"]} | articles | {"one": ["a", "b"], "other": ["a", "b"], "rare too": ["a"]}
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        for table in ("tag", "tag_alias", "article_tag"):
            conn.execute(f"DELETE FROM {table}")
        for id, (name, having) in enumerate(articles.items()):
            insert(conn, "tag", id=id, name=name, kind="term", key=name)
            for article in having:
                number = int.from_bytes(article.encode(), "big")
                insert(conn, "article_tag", article_id=number, tag_id=id, rule="code-span", spelling=name)
    rows = await rows_of(serve(readlog_file), "tags_together", tag=tag)
    assert [tuple(row.values()) for row in rows] == [("one", "other", 2)]


async def test_tags_together_with_one_are_all_there_are_the_most_frequent_first(serve, readlog_file):
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        for number in range(201):
            insert(conn, "tag", id=100 + number, name=f"t{number}", kind="term", key=f"t{number}")
            insert(conn, "article_tag", article_id=RING, tag_id=100 + number, rule="code-span", spelling="x")
        for tag in (3, 300):
            insert(conn, "article_tag", article_id=BIRDS, tag_id=tag, rule="code-span", spelling="x")
    rows = await rows_of(serve(readlog_file), "tags_together", tag="C++")
    assert (len(rows), rows[0]) == (203, {"tag": "C++", "other": "t200", "articles": 2})


async def test_stars_are_those_of_articles_and_of_passages(serve, readlog_file):
    rows = await rows_of(serve(readlog_file), "starred")
    assert [(row["article_id"], row["excerpt_id"]) for row in rows] == [(RING, None), (RING, 2)]


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("", ["a log", "Redo Log", "环形缓冲区"]),
        ("缓冲", ["环形缓冲区"]),
        ("RING", ["环形缓冲区"]),
        ("buffer", ["环形缓冲区"]),
        ("log", ["a log", "Redo Log"]),
        ("write-ahead", ["a log"]),
        ("wal", ["a log"]),
        ("%", []),
    ],
)
async def test_a_term_is_found_from_any_side(serve, readlog_file, word, names):
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        insert(conn, "term", name="Redo Log", excerpt_id=3)
        insert(conn, "term", name="a log", translation="Write-Ahead Log", abbreviation="WAL", excerpt_id=4)
    rows = await rows_of(serve(readlog_file), "words_and_translations", word=word)
    assert [row["name"] for row in rows] == names


@pytest.mark.parametrize("month_day", ["06-05", " 06-05 "])
async def test_on_this_day_takes_a_day_of_any_year(serve, readlog_file, month_day):
    rows = await rows_of(serve(readlog_file), "on_this_day", month_day=month_day)
    assert [row["article_id"] for row in rows] == [RING_AGAIN]


@pytest.mark.parametrize("zone", ["EAST-14", "WEST+12"])  # at any time, the day of one of them is not that of UTC
async def test_on_this_day_is_today_where_no_day_is_given(serve, readlog_file, monkeypatch, zone):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        with closing(sqlite3.connect(readlog_file)) as conn, conn:
            conn.execute(
                "UPDATE article SET month_day = strftime('%m-%d', 'now', 'localtime') WHERE id = ?", (RING_AGAIN,)
            )
        rows = await rows_of(serve(readlog_file), "on_this_day", month_day=" ")
    finally:
        monkeypatch.undo()
        time.tzset()
    assert RING_AGAIN in [row["article_id"] for row in rows]


async def test_diagnostics_read_like_a_compilers(serve, readlog_file):
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        for line, column in ((9, 3), (2, 5), (9, 1)):
            place = {"line": line, "line_end": line, "column": column, "severity": "note"}
            insert(conn, "diagnostic", log_id=1, code="mixed-newlines", **place)
    rows = await rows_of(serve(readlog_file), "diagnostics_by_file")
    assert [(row["place"], row["code"], row["article_id"]) for row in rows] == [
        ("2025.md:2:5", "mixed-newlines", None),
        ("2025.md:9:1", "mixed-newlines", None),
        ("2025.md:9:3", "mixed-newlines", None),
        ("letters/2024.md:4:1", "missing-url", TRAP),
    ]
