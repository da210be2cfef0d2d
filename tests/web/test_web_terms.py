"""The table of terms: to look a word up in, with where it was introduced, and the files of all of it."""

import csv
import io
import sqlite3
from contextlib import closing

import pytest
from bs4 import BeautifulSoup
from sample_databases import BIRDS, RING, add_excerpt, insert, write_readlog

from ingest.resources import read_resource

PAGE = "/readlog/-/terms"


async def page_of(datasette, path=PAGE, **parameters):
    response = await datasette.client.get(path, params=parameters or None)
    assert response.status_code == 200, response.text
    return BeautifulSoup(response.text, "html.parser")


def rows_of(soup):
    """The words of each row, without the signs of tags."""
    rows = soup.select(".terms tbody tr:not(.initial)")
    return [[cell.a.text if cell.a else "" for cell in row.select("th, td")[:3]] for row in rows]


@pytest.fixture
def words_file(tmp_path):
    path = write_readlog(tmp_path / "readlog.db")
    with closing(sqlite3.connect(path)) as conn, conn:
        for id, article in ((20, RING), (21, BIRDS)):
            add_excerpt(
                conn, id, "前" * 200 + "关系数据库（PostgreSQL，PG）" + "后" * 200, article_id=article, position=id,
                kind="quote",
            )  # fmt: skip
            insert(conn, "term", name="关系数据库", translation="PostgreSQL", abbreviation="PG", excerpt_id=id)
        insert(conn, "term", name="B 树", translation=None, abbreviation=None, excerpt_id=21)
    return path


@pytest.fixture
def long_file(tmp_path):
    path = write_readlog(tmp_path / "readlog.db")
    with closing(sqlite3.connect(path)) as conn, conn:
        for number in range(250):
            insert(conn, "term", name=f"{'词内存'[number % 3]}{number}", translation=f"w{number}", excerpt_id=2)
    return path


async def test_a_term_is_shown_with_the_passage_that_introduces_it(serve, readlog_file):
    soup = await page_of(serve(readlog_file))
    assert rows_of(soup) == [["环形缓冲区", "ring buffer", ""]]
    defined = soup.select_one(".defined")
    assert defined.mark.text == "环形缓冲区"
    assert defined.a["href"] == f"/readlog/-/article/{RING}#{RING}-2"
    assert soup.select_one(".initial th").text.strip() == "H"


async def test_each_word_leads_to_its_search_and_one_of_several_words_is_searched_as_a_phrase(serve, readlog_file):
    links = (await page_of(serve(readlog_file))).select(".terms .word")
    assert [link["href"] for link in links] == [
        "/readlog/-/search?q=%E7%8E%AF%E5%BD%A2%E7%BC%93%E5%86%B2%E5%8C%BA",
        "/readlog/-/search?q=%22ring+buffer%22",
    ]


async def test_a_word_that_is_a_tag_or_its_alias_leads_to_the_tag(serve, words_file):
    soup = await page_of(serve(words_file), q="pg")
    assert [(link["href"], link["aria-label"]) for link in soup.select(".terms .tag")] == [
        ("/readlog/-/tag/PostgreSQL", "Tag PostgreSQL")
    ] * 2
    assert [link.text for link in soup.select(".terms .tag")] == ["Tag"] * 2


async def test_a_term_of_two_passages_is_one_row_with_the_oldest_of_them_shortened(serve, words_file):
    soup = await page_of(serve(words_file), q="pg")
    (defined,) = soup.select(".defined")
    assert defined.a["href"].endswith(f"#{BIRDS}-21")
    assert defined.select_one(".count").text == "in 2 passages"
    assert defined.mark.text == "关系数据库"
    assert len(defined.p.text) < 100


async def test_latin_terms_stand_apart_from_chinese_ones(serve, words_file):
    soup = await page_of(serve(words_file))
    assert [row[0] for row in rows_of(soup)] == ["B 树", "关系数据库", "环形缓冲区"]
    assert [link["href"] for link in soup.select(".initials a")] == [
        f"{PAGE}#latin-b", f"{PAGE}#chinese-g", f"{PAGE}#chinese-h",
    ]  # fmt: skip
    for link in soup.select(".initials a"):
        assert soup.select_one(f"#{link['href'].partition('#')[2]}")


@pytest.mark.parametrize("query", ["PG", "ｐｇ", "關係", "postgre", " 数据库 "])
async def test_a_term_is_found_by_a_part_of_any_of_its_words(serve, words_file, query):
    soup = await page_of(serve(words_file), q=query)
    assert rows_of(soup) == [["关系数据库", "PostgreSQL", "PG"]]
    assert soup.select_one("#filter-q")["value"] == query.strip()


async def test_what_is_found_nowhere_leads_back_to_all(serve, words_file):
    soup = await page_of(serve(words_file), q="<b>")
    assert soup.find("a", string="All terms")["href"] == PAGE
    assert not soup.select("main b, .terms")


async def test_the_table_is_sorted_by_abbreviation_too(serve, words_file):
    soup = await page_of(serve(words_file), by="abbreviation")
    assert soup.select_one(".sorts [aria-current]").text == "Abbreviation"
    assert [row[2] for row in rows_of(soup)] == ["PG", "", ""]
    assert soup.select(".initial th")[-1].text.strip() == "Without one"


async def test_pages_show_every_term_once_and_initials_lead_to_their_page(serve, long_file):
    datasette = serve(long_file)
    found, path = [], PAGE
    while path:
        soup = await page_of(datasette, path)
        found += [row[0] for row in rows_of(soup)]
        following = soup.select_one('a[rel="next"]')
        path = following and following["href"]
    assert len(found) == len(set(found)) == 251
    for link in (await page_of(datasette)).select(".initials a"):
        path, _, anchor = link["href"].partition("#")
        assert (await page_of(datasette, path)).find(id=anchor), link


async def test_a_page_past_the_end_leads_to_the_last(serve, long_file):
    soup = await page_of(serve(long_file), page=9, q="内")
    assert soup.find("a", string="The last is page 1")["href"].startswith(f"{PAGE}?q=")


async def test_the_files_hold_all_terms_that_are_asked_for(serve, long_file):
    client = serve(long_file).client
    assert len((await client.get(f"{PAGE}.json")).json()) == 251
    (row,) = csv.DictReader(io.StringIO((await client.get(f"{PAGE}.csv?q=ring")).text, newline=""))
    assert (row["name"], row["translation"], row["abbreviation"]) == ("环形缓冲区", "ring buffer", "")
    assert row["address"] == f"http://localhost/readlog/-/article/{RING}#{RING}-2"
    lines = (await client.get(f"{PAGE}.md?q=ring")).text.splitlines()
    address = f"http://localhost/readlog/-/article/{RING}#{RING}-2"
    assert lines[-1] == f"| 环形缓冲区 | ring buffer |  | [环形缓冲区 without locks](<{address}>) |"


async def test_a_day_that_nobody_knows_is_none_in_json_but_its_bounds_are(serve, readlog_file):
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        insert(conn, "term", name="way", excerpt_id=5)
    terms = {term["name"]: term["passage"] for term in (await serve(readlog_file).client.get(f"{PAGE}.json")).json()}
    days = {name: [passage[key] for key in ("date", "date_from", "date_to")] for name, passage in terms.items()}
    assert days == {"环形缓冲区": ["2025-03-02"] * 3, "way": [None, "2025-01-01", "2025-03-01"]}


async def test_hostile_words_are_text(serve, readlog_file):
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        insert(conn, "term", name='<b>"x', translation="=1|2", excerpt_id=2)
    client = serve(readlog_file).client
    soup = await page_of(serve(readlog_file))
    assert ['<b>"x', "=1|2", ""] in rows_of(soup)
    assert not soup.select("main b")
    assert "'=1|2" in (await client.get(f"{PAGE}.csv")).text
    assert r'| \<b\>"x | \=1\|2 |' in (await client.get(f"{PAGE}.md")).text


async def test_an_empty_database_has_a_page_that_says_so_and_files_of_nothing(serve, tmp_path):
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as conn:
        conn.executescript(read_resource("schema.sql"))
    datasette = serve(tmp_path / "readlog.db")
    soup = await page_of(datasette)
    assert "introduce no terms yet" in soup.main.text
    assert not soup.select(".terms, .files, .initials")
    assert (await datasette.client.get(f"{PAGE}.json")).json() == []
