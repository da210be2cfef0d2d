"""The page of highlights: what was emphasised, by article, and the files of all of it."""

import csv
import io
import sqlite3
from contextlib import closing

import pytest
from bs4 import BeautifulSoup
from sample_databases import RING, add_article, add_excerpt, insert, write_readlog

from ingest.resources import read_resource

PAGE = "/readlog/-/highlights"


async def page_of(datasette, path=PAGE, **parameters):
    response = await datasette.client.get(path, params=parameters or None)
    assert response.status_code == 200, response.text
    return BeautifulSoup(response.text, "html.parser")


@pytest.fixture
def long_file(tmp_path):
    path = write_readlog(tmp_path / "readlog.db")
    with closing(sqlite3.connect(path)) as conn, conn:
        for id in range(100, 164):
            day = f"2020-01-{id % 28 + 1:02}"
            add_article(conn, id, f"Article {id}", log_id=1, position=id, date=day, date_from=day, date_to=day)
            add_excerpt(conn, id, f"前面的话 重点{id} 后面的话", article_id=id, position=1, kind="quote")
            insert(conn, "highlight", excerpt_id=id, text=f"重点{id}", style="emphasis" if id % 2 else "strong")
    return path


async def test_a_highlight_leads_to_its_passage_which_is_shown_on_demand(serve, readlog_file):
    (item,) = (await page_of(serve(readlog_file))).select(".emphasised > li")
    assert item.h2.a["href"] == f"/readlog/-/article/{RING}"
    assert [(link.text, link["href"]) for link in item.select(".highlight a")] == [
        ("without locks", f"/readlog/-/article/{RING}#{RING}-3")
    ]
    assert item.details.mark.text == "without locks"
    assert item.details.select_one(".text").text == "Written in C++ first,\nthen without locks in C."


async def test_a_passage_that_is_all_highlight_is_not_offered_again(serve, readlog_file):
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        conn.execute("UPDATE highlight SET text = 'Written in C++ first,\nthen without locks in C'")
    soup = await page_of(serve(readlog_file))
    assert soup.select_one(".highlight")
    assert not soup.select("details")


async def test_pages_show_every_article_once_newest_first(serve, long_file):
    datasette = serve(long_file)
    days, titles, path = [], [], PAGE
    while path:
        soup = await page_of(datasette, path)
        days += [time["datetime"] for time in soup.select("article time")]
        titles += [heading.text for heading in soup.select("article h2")]
        following = soup.select_one('a[rel="next"]')
        path = following and following["href"]
    assert len(titles) == len(set(titles)) == 65
    assert days == sorted(days, reverse=True)


async def test_one_style_is_shown_alone_and_kept_by_the_pages_and_files(serve, long_file):
    with closing(sqlite3.connect(long_file)) as conn, conn:
        insert(conn, "highlight", excerpt_id=3, text="in C", style="emphasis")
    soup = await page_of(serve(long_file), style="strong")
    assert [item.text for item in soup.select(".sorts li")] == ["All", "Bold", "Italic"]
    assert [words.text for words in soup.select_one(".highlights").select(".highlight")] == ["without locks"]
    assert soup.select_one(".sorts [aria-current]").text == "Bold"
    assert soup.select_one(".subject .small").text == "In 33 articles"
    assert soup.select_one('a[rel="next"]')["href"] == f"{PAGE}?style=strong&page=2"
    assert [link["href"] for link in soup.select(".files a")] == [
        f"{PAGE}.{suffix}?style=strong" for suffix in ("md", "json", "csv")
    ]


@pytest.mark.parametrize("style", ["", "bold", "' OR 1=1"])
async def test_a_style_that_is_none_is_all(serve, long_file, style):
    assert (await page_of(serve(long_file), style=style)).select_one(".subject .small").text == "In 65 articles"


async def test_a_page_past_the_end_leads_to_the_last(serve, long_file):
    soup = await page_of(serve(long_file), page=9)
    assert soup.find("a", string="The last is page 3")["href"] == f"{PAGE}?page=3"


async def test_the_files_hold_all_highlights(serve, long_file):
    client = serve(long_file).client
    value = (await client.get(f"{PAGE}.json")).json()
    assert len(value) == 65
    assert value[0]["passages"][0]["highlights"] == ["without locks"]
    rows = list(csv.DictReader(io.StringIO((await client.get(f"{PAGE}.csv")).text, newline="")))
    assert len(rows) == 65
    assert rows[0]["address"] == f"http://localhost/readlog/-/article/{RING}#{RING}-3"
    lines = (await client.get(f"{PAGE}.md")).text.splitlines()
    assert lines[0] == "# Reading log"
    assert sum(line.startswith("- ") for line in lines) == 65


async def test_in_the_files_no_highlight_is_markup_or_a_formula(serve, readlog_file):
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        conn.execute("UPDATE highlight SET text = '=1+[a](javascript:b)\n<b>'")
    client = serve(readlog_file).client
    assert r"- \=1+\[a\](javascript:b) \<b\>" in (await client.get(f"{PAGE}.md")).text.splitlines()
    rows = list(csv.DictReader(io.StringIO((await client.get(f"{PAGE}.csv")).text, newline="")))
    assert rows[0]["highlight"].startswith("'=1")
    assert not (await page_of(serve(readlog_file))).select("main b")


async def test_an_empty_database_has_a_page_that_says_so_and_files_of_nothing(serve, tmp_path):
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as conn:
        conn.executescript(read_resource("schema.sql"))
    datasette = serve(tmp_path / "readlog.db")
    soup = await page_of(datasette)
    assert "Nothing is emphasised" in soup.main.text
    assert not soup.select(".files, .pager, .sorts a[href*=style]")
    assert (await datasette.client.get(f"{PAGE}.json")).json() == []
