"""Today's page: five passages for everybody, those of another day, and the day in earlier years."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest
from bs4 import BeautifulSoup
from sample_databases import add_article, add_excerpt, write_readlog

from ingest.resources import read_resource
from ingest.web import visit

PAGE = "/readlog/-/today"
WORDS = "一段值得在今天再读一遍的摘录，不长也不短。"


class Today(date):
    @classmethod
    def today(cls):
        return date(2025, 3, 4)


@pytest.fixture(autouse=True)
def _calendar(monkeypatch):
    monkeypatch.setattr(visit, "date", Today)


@pytest.fixture
def long_file(tmp_path):
    path = write_readlog(tmp_path / "readlog.db")
    with closing(sqlite3.connect(path)) as conn, conn:
        for id in range(100, 140):
            day = f"{1990 + id % 30}-03-04"
            dated = {"date": day, "date_from": day, "date_to": day, "month": day[:7], "month_day": day[5:]}
            add_article(conn, id, f"Article {id}", log_id=1, excerpt_count=1, **dated)
            add_excerpt(conn, id, f"{WORDS}{id}", article_id=id, position=1, kind="quote", line_start=id)
    return path


async def page_of(datasette, path=PAGE, **parameters):
    response = await datasette.client.get(path, params=parameters or None)
    assert response.status_code == 200, response.text
    return BeautifulSoup(response.text, "html.parser")


def texts_of(soup):
    return [text.text for text in soup.select(".meeting .words")]


async def test_five_passages_are_shown_the_same_to_everybody(serve, long_file):
    first, again = [await page_of(serve(long_file)) for _ in range(2)]
    assert len(set(texts_of(first))) == 5
    assert texts_of(first) == texts_of(again)
    assert first.select_one(".day time")["datetime"] == "2025-03-04"


async def test_another_five_are_others(serve, long_file):
    datasette = serve(long_file)
    soup = await page_of(datasette)
    link = soup.select_one(".another a")
    assert link["href"] == f"{PAGE}?draw=2"
    assert not set(texts_of(soup)) & set(texts_of(await page_of(datasette, link["href"])))


async def test_each_passage_leads_to_its_place(serve, long_file):
    for figure in (await page_of(serve(long_file))).select(".meeting figure"):
        id = figure.select_one(".words").text.removeprefix(WORDS)
        assert figure.select_one("figcaption a")["href"].endswith(f"#{id}-{id}")
        assert figure.select_one("figcaption a").text == f"Article {id}"


async def test_another_day_is_asked_for_and_its_draws_keep_it(serve, long_file):
    datasette = serve(long_file)
    soup = await page_of(datasette, day="2024-02-29")
    assert soup.select_one(".day time")["datetime"] == "2024-02-29"
    assert texts_of(soup) != texts_of(await page_of(datasette))
    assert soup.select_one(".another a")["href"] == f"{PAGE}?day=2024-02-29&draw=2"
    before, today, after = (cell.a["href"] for cell in soup.select(".pager p"))
    assert (before, today, after) == (f"{PAGE}?day=2024-02-28", PAGE, f"{PAGE}?day=2024-03-01")


async def test_today_leads_to_yesterday_and_to_no_tomorrow(serve, long_file):
    links = [link["href"] for link in (await page_of(serve(long_file))).select(".pager a")]
    assert links == [f"{PAGE}?day=2025-03-03"]


@pytest.mark.parametrize(
    "day", ["", "x", "2025-02-30", "20250301", "2025-W10-1", "٢٠٢٥-٠٣-٠١", "2025-03-01 ", "0000-01-01"]
)
async def test_a_day_that_is_none_is_today(serve, long_file, day):
    assert (await page_of(serve(long_file), day=day)).select_one(".day time")["datetime"] == "2025-03-04"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
async def test_the_ends_of_the_calendar_are_days_too(serve, long_file, day):
    assert len(texts_of(await page_of(serve(long_file), day=day))) == 5


@pytest.mark.parametrize("draw", ["0", "-1", "x", "999999", "1.5"])
async def test_a_draw_that_is_none_is_the_first(serve, long_file, draw):
    datasette = serve(long_file)
    assert texts_of(await page_of(datasette, draw=draw)) == texts_of(await page_of(datasette))


async def test_the_day_in_earlier_years_is_shown_by_year_and_where_there_is_none_nothing_is(serve, long_file):
    datasette = serve(long_file)
    years = [int(heading.text) for heading in (await page_of(datasette)).select(".earlier h3")]
    assert years == sorted(years, reverse=True)
    assert len(years) == 30
    assert not (await page_of(datasette, day="2025-03-05")).select(".earlier")


async def test_headings_are_in_order(serve, long_file):
    levels = [int(heading.name[1]) for heading in (await page_of(serve(long_file))).select("h1, h2, h3, h4")]
    assert levels[:3] == [1, 2, 3]


async def test_an_empty_database_has_a_page_that_says_so(serve, tmp_path):
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as conn:
        conn.executescript(read_resource("schema.sql"))
    soup = await page_of(serve(tmp_path / "readlog.db"))
    assert "no passage to meet again" in soup.main.text
    assert not soup.select(".meeting, .another, .earlier")


@pytest.mark.parametrize(("articles", "passages", "shown"), [(4, 1, [4]), (5, 1, [5]), (7, 1, [5, 2]), (3, 2, [3, 3])])
async def test_others_are_offered_on_each_draw_where_there_are_any(serve, long_file, articles, passages, shown):
    """Of an article, one passage a draw: a draw of fewer than five need not be the only one."""
    with closing(sqlite3.connect(long_file)) as conn, conn:
        conn.execute("DELETE FROM excerpt WHERE article_id >= ?", (100 + articles,))
        conn.execute("UPDATE article SET excerpt_count = 0 WHERE id >= ?", (100 + articles,))
        for id in range(100, 100 + articles) if passages == 2 else ():
            add_excerpt(conn, id + 100, f"{WORDS}{id}, more", article_id=id, position=2, kind="quote")
    datasette = serve(long_file)
    pages = [await page_of(datasette, draw=draw) for draw in range(1, len(shown) + 1)]
    assert [len(page.select(".meeting > li")) for page in pages] == shown
    assert [bool(page.select(".another")) for page in pages] == [len(shown) > 1] * len(shown)


async def test_what_a_passage_says_is_never_markup(serve, tmp_path):
    path = write_readlog(tmp_path / "readlog.db")
    with closing(sqlite3.connect(path)) as conn, conn:
        add_article(conn, 7, "<i>x</i>", log_id=1, excerpt_count=1)
        add_excerpt(conn, 9, f"<script>alert(1)</script>{WORDS}", article_id=7, position=1, kind="quote")
    soup = await page_of(serve(path))
    assert f"<script>alert(1)</script>{WORDS}" in texts_of(soup)
    assert not soup.select("main script, main i")


async def test_the_page_speaks_chinese_too(serve, long_file):
    response = await serve(long_file).client.get(PAGE, headers={"accept-language": "zh"})
    soup = BeautifulSoup(response.text, "html.parser")
    assert soup.h1.text == "今日回顾"
    assert soup.select_one(".another a").text == "再看五段"
