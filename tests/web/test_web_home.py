"""The first page of a readlog file, where Datasette's own has moved, and who is sent to which."""

import shlex
import sqlite3
from contextlib import closing
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sample_databases import RING, TRAP, add_article, insert, write_readlog

from ingest.resources import read_resource
from ingest.web import visit


async def page_of(datasette, path="/readlog", language="en"):
    response = await datasette.client.get(path, headers={"accept-language": language})
    assert response.status_code == 200, response.text
    return BeautifulSoup(response.text, "html.parser")


@pytest.fixture
def empty_file(tmp_path):
    path = tmp_path / "readlog.db"
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript("BEGIN;" + read_resource("schema.sql") + "COMMIT;")
    return path


@pytest.fixture
def monday(monkeypatch):
    class Monday(date):
        @classmethod
        def today(cls):
            return cls(2025, 6, 2)

    monkeypatch.setattr(visit, "date", Monday)


async def test_the_only_database_has_the_first_page_of_the_server(serve, readlog_file):
    response = await serve(readlog_file).client.get("/?_language=zh")
    assert (response.status_code, response.headers["location"]) == (302, "/readlog?_language=zh")


async def test_beside_another_database_or_log_the_first_page_of_the_server_is_datasettes(
    tmp_path, serve, readlog_file, foreign_file
):
    for others in ([foreign_file], [write_readlog(tmp_path / "other.db")]):
        response = await serve(readlog_file, *others).client.get("/")
        assert response.status_code == 200
        assert "Datasette:" in response.text


async def test_datasettes_own_memory_is_no_other_database(serve, readlog_file):
    assert (await serve(readlog_file, memory=True).client.get("/")).status_code == 302


async def test_a_first_page_of_the_users_own_is_kept(tmp_path, serve, readlog_file):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "index.html").write_text("<p>mine</p>")
    datasette = serve(readlog_file, template_dir=str(tmp_path / "templates"))
    response = await datasette.client.get("/")
    assert (response.status_code, response.text) == (200, "<p>mine</p>")
    (tmp_path / "templates" / "index.html").rename(tmp_path / "templates" / "table.html")
    assert (await datasette.client.get("/")).status_code == 302


async def test_who_may_not_see_the_log_is_not_sent_to_it(serve, readlog_file):
    datasette = serve(readlog_file, metadata={"databases": {"readlog": {"allow": False}}})
    response = await datasette.client.get("/")
    assert response.status_code == 200
    assert '"/readlog"' not in response.text
    assert (await datasette.client.get("/readlog")).status_code == 403
    assert (await datasette.client.get("/readlog/-/tables")).status_code == 403


async def test_json_of_the_server_and_of_the_file_are_datasettes(serve, readlog_file):
    client = serve(readlog_file).client
    assert "readlog" in (await client.get("/.json")).json()
    assert {"tables", "queries"} <= set((await client.get("/readlog.json")).json())
    assert (await client.get("/readlog/-/tables.json")).json().keys() == (
        await client.get("/readlog.json")
    ).json().keys()


@pytest.mark.parametrize("query", ["sql=SELECT+42+AS+answer", "_show_hidden=1", "sql="])
async def test_sql_is_still_asked_at_the_address_of_the_file(serve, readlog_file, query):
    response = await serve(readlog_file).client.get(f"/readlog?{query}")
    assert response.status_code == 200
    assert "datasette_version" in response.text or "Powered by" in response.text
    assert "<td" in response.text or "article_fts" in response.text or "Custom SQL" in response.text


async def test_datasettes_page_of_the_file_has_its_tables_and_its_links_answer(serve, readlog_file):
    datasette = serve(readlog_file)
    soup = await page_of(datasette, "/readlog/-/tables")
    assert soup.select_one("#tables") and soup.select_one("#queries")
    assert soup.select_one("form.sql")["action"] == "/readlog"
    links = {link["href"] for link in soup.select("section.content a, main a") if link["href"].startswith("/readlog")}
    assert {"/readlog/article", "/readlog?_show_hidden=1"} <= links
    for link in links:
        assert (await datasette.client.get(link)).status_code == 200, link


async def test_an_empty_log_is_told_what_to_type(serve, empty_file):
    datasette = serve(empty_file)
    soup = await page_of(datasette)
    assert soup.select_one("pre code").text == "python -m ingest notes.md"
    assert not soup.select("svg, h2")
    assert (await page_of(datasette, language="zh")).h1.text == "还没有记录"


async def test_where_several_logs_are_served_each_page_says_whose_it_is(serve, readlog_file, tmp_path):
    served = serve(readlog_file, write_readlog(tmp_path / "other.db"))
    for name in ("readlog", "other"):
        page = BeautifulSoup((await served.client.get(f"/{name}/-/tags")).text, "html.parser")
        assert page.select_one(".home a").get_text() == f"Reading log · {name}"
        assert page.title.string.endswith(f" – Reading log · {name}")


async def test_what_fills_an_empty_file_of_another_name_names_it(serve, empty_file):
    soup = await page_of(serve(empty_file.rename(empty_file.with_name("my log.db"))), "/my~20log")
    assert soup.select_one("pre code").text == "python -m ingest notes.md -d 'my log.db'"


async def test_what_fills_an_empty_file_can_be_typed_where_the_server_was_started(serve, empty_file, monkeypatch):
    below = empty_file.parent / "my logs"
    below.mkdir()
    file = empty_file.rename(below / "readlog.db")
    for folder, command, words in (
        (below, "python -m ingest notes.md", "Type this to fill"),
        (empty_file.parent, "python -m ingest notes.md -d 'my logs/readlog.db'", "Type this to fill"),
        (empty_file.parent / "elsewhere", "python -m ingest notes.md", "Type this in the folder of this database"),
        ("/", "python -m ingest notes.md", "Type this in the folder of this database"),
    ):
        Path(folder).mkdir(exist_ok=True)
        monkeypatch.chdir(folder)
        soup = await page_of(serve(file))
        assert soup.select_one("main p").text.startswith(words)
        assert soup.select_one("pre code").text == command
        arguments = shlex.split(soup.select_one("pre code").text)[4:] or ["-d", "readlog.db"]
        there = below if "folder" in words else folder
        assert (Path(there) / arguments[1]).samefile(file)


async def test_what_fills_an_empty_file_is_told_when_the_folder_of_the_server_is_gone(serve, empty_file, monkeypatch):
    gone = empty_file.parent / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    datasette = serve(empty_file)
    gone.rmdir()
    soup = await page_of(datasette)
    assert soup.select_one("main p").text.startswith("Type this in the folder of this database")
    assert soup.select_one("pre code").text == "python -m ingest notes.md"


async def test_a_single_bare_article_makes_a_page(serve, empty_file):
    with closing(sqlite3.connect(empty_file)) as conn, conn:
        insert(conn, "log", id=1, path="a.md", encoding="utf-8")
        add_article(conn, 5, "Bare", log_id=1)
    soup = await page_of(serve(empty_file))
    assert soup.h1.text == "1 article, 0 passages"
    assert [link.text for link in soup.select(".lines a")] == ["Bare"]
    assert [heading.text for heading in soup.select("h3")] == ["no date"]
    assert not soup.select(".lines .facts li")  # it would say the same once more
    assert not soup.select("svg")


async def test_the_page_says_how_much_there_is_and_when(serve, readlog_file):
    soup = await page_of(serve(readlog_file))
    assert soup.h1.text == "4 articles, 5 passages"
    assert soup.select_one(".overview .facts li").text == "June 2024 – March 2025"


@pytest.mark.parametrize(
    ("days", "span"),
    [
        (["2025-01-01/2025-12-31", "2025-03-02/2025-03-02", "2025-05-01/2025-05-31"], "March 2025 – May 2025"),
        (["2025-01-01/2025-12-31", "2025-03-02/2025-03-02"], "March 2025"),
        (["2025-01-01/2025-12-31"], "2025"),
        (["2023-01-01/2023-12-31", "2025-03-02/2025-03-02", "2026-01-01/2026-12-31"], "2023 – 2026"),
        (["2023-01-01/2025-12-31"], "2023 – 2025"),
        (["2023-12-30/2024-01-02", "2024-03-02/2024-03-02", "2024-12-30/2025-01-02"], "March 2024"),
        (["2025-03-02/2025-03-02", "2025-03-30/2025-03-30"], "March 2025"),
    ],
)
async def test_an_article_somewhere_in_a_year_makes_the_log_no_longer(serve, empty_file, days, span):
    with closing(sqlite3.connect(empty_file)) as conn, conn:
        insert(conn, "log", id=1, path="2025.md", encoding="utf-8")
        for number, (first, last) in enumerate((one.split("/") for one in days), 1):
            month = first[:7] if first[:7] == last[:7] else None
            bounds = {"date_from": first, "date_to": last, "month": month}
            add_article(conn, number, "Tea", log_id=1, collection="letters", **bounds)
    datasette = serve(empty_file)
    assert (await page_of(datasette)).select_one(".overview .facts li").text == span
    assert (await page_of(datasette, "/readlog/-/collections")).select_one(".lines .facts li:last-child").text == span


@pytest.mark.parametrize("place", ["", "/-/tags", "/-/seen", "/-/search", "/-/search?q=locks"])
async def test_the_badge_counts_warnings_and_leads_to_them_from_every_page(serve, readlog_file, place):
    badge = (await page_of(serve(readlog_file), f"/readlog{place}")).select_one("header .badge")
    assert (badge.text, badge["href"]) == ("1 problem", "/readlog/-/problems")
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        conn.execute("UPDATE diagnostic SET severity = 'note'")
    assert not (await page_of(serve(readlog_file), f"/readlog{place}")).select(".badge")


async def test_the_ways_to_months_tags_and_collections_are_above_what_is_latest(serve, readlog_file):
    soup = await page_of(serve(readlog_file))
    places = [link["href"].removeprefix("#") for link in soup.select(".jumps a")]
    assert places == ["months", "tags", "collections"]
    assert all(soup.find(id=place).name == "h2" for place in places)


async def test_the_latest_articles_stand_below_their_months(serve, readlog_file):
    soup = await page_of(serve(readlog_file))
    section = soup.select_one("section[aria-labelledby=latest]")
    assert [heading.text for heading in section.select("h3")] == [
        "March 2025", "between 1 January and 1 March 2025", "June 2024", "no date",
    ]  # fmt: skip
    assert section.select_one("h3 a")["href"] == "/readlog/-/month/2025-03"
    assert [link["href"].rsplit("/")[-1] for link in section.select(".lines a")][:1] == [str(RING)]
    assert [link["href"].rsplit("/")[-1] for link in section.select(".lines a")][-1:] == [str(TRAP)]
    assert not soup.select("b, a[href^=javascript]")


async def test_what_is_only_known_to_be_of_this_year_stands_behind_what_has_a_day_in_it(serve, empty_file):
    with closing(sqlite3.connect(empty_file)) as conn, conn:
        insert(conn, "log", id=1, path="2026.md")
        for id, (first, last) in enumerate(
            (("2026-01-01", "2026-12-31"), ("2026-02-01", "2026-02-28"), ("2026-02-20", "2026-02-20"))
        ):
            add_article(
                conn, id, f"Article {id}", log_id=1, position=9 - id, date=first if first == last else None,
                date_from=first, date_to=last, month="2026-02" if id else None,
            )  # fmt: skip
    datasette = serve(empty_file)
    for page in ("/readlog", "/readlog/-/search?q=year:2026"):
        soup = await page_of(datasette, page)
        assert [link["href"][-1] for link in soup.select(".lines a, .articles h2 a")] == ["2", "1", "0"]


async def test_years_have_their_months_with_their_numbers(serve, readlog_file):
    soup = await page_of(serve(readlog_file))
    assert [term.text.split() for term in soup.select(".years dt")] == [["2025", "2"], ["2024", "1"]]
    assert [link["href"] for link in soup.select(".years dd a")] == [
        "/readlog/-/month/2025-03",
        "/readlog/-/month/2024-06",
    ]
    assert soup.select_one(".years .unseen").text == "March 2025"
    assert "1 article is of no known year" in soup.main.text


async def test_beside_a_year_stands_how_many_articles_its_link_finds(serve, empty_file):
    with closing(sqlite3.connect(empty_file)) as conn, conn:
        insert(conn, "log", id=1, path="logs.md")
        for id, (first, last, month) in enumerate(
            [
                ("2021-05-03", "2021-05-03", "2021-05"),
                ("2021-01-01", "2021-12-31", None),  # of a year
                ("2018-01-01", "2018-12-31", None),  # of a year without months
                ("2019-07-01", "2021-02-03", None),  # of one of three years, of which one has nothing else
                ("2018-01-05", "2019-02-03", None),
                (None, None, None),
            ]
        ):
            add_article(conn, id, f"Tea {id}", log_id=1, position=id, date_from=first, date_to=last, month=month)
    datasette = serve(empty_file)
    years = (await page_of(datasette)).select(".years div")
    assert [year.dt.text.split() for year in years] == [["2021", "3"], ["2018", "2"]]
    assert [link.text for link in years[0].select("dd .unseen")] == ["May 2021"]
    assert not years[1].select("dd a")
    for year in years:
        found = (await page_of(datasette, year.dt.a["href"])).h1.text
        assert found.split()[0] == year.dt.select_one(".small").text


async def test_the_chart_is_a_named_picture_and_the_same_is_a_table(serve, readlog_file):
    soup = await page_of(serve(readlog_file))
    svg = soup.select_one("svg")
    assert (svg["role"], svg["aria-label"]) == ("img", "Articles and passages over time")
    assert not svg.select("[style]")
    rows = [[cell.text for cell in row.select("th, td")] for row in soup.select(".chart tbody tr")]
    assert rows == [
        ["March 2025", "1.33", "4.33"],
        ["February 2025", "0.33", "0.33"],
        ["January 2025", "0.33", "0.33"],
        ["June 2024", "1", "0"],
    ]
    assert [tip.text for tip in svg.select("g title")][:2] == [
        "June 2024: 1 article, 0 passages",
        "January 2025: 0.33 articles, 0.33 passages",
    ]
    assert len(svg.select("g")) == len(rows)


async def test_tags_and_collections_are_linked_with_their_numbers(serve, readlog_file):
    soup = await page_of(serve(readlog_file))
    tags = soup.select_one("section[aria-labelledby=tags]")
    assert [item.text for item in tags.select(".weights li")] == ["C++ 1", "PostgreSQL 1", "io_uring 1"]
    assert tags.select_one(".weights a")["href"] == "/readlog/-/tag/C~2B~2B"
    collections = soup.select_one("section[aria-labelledby=collections]")
    assert [item.text for item in collections.select(".weights li")] == ["letters 1"]


async def test_the_passage_of_the_day_is_that_of_its_own_page(serve, real_file, monday):
    datasette = serve(real_file)
    passage = (await page_of(datasette)).select_one(".meeting .passage")
    first = (await page_of(datasette, "/readlog/-/today")).select_one("main .passage")
    assert passage.select_one(".words").text == first.select_one(".words").text


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_every_link_answers_and_headings_are_in_order(serve, readlog_file, language):
    datasette = serve(readlog_file)
    soup = await page_of(datasette, language=language)
    levels = [int(heading.name[1]) for heading in soup.select("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert not soup.select("style, [style], script:not([src])")
    for link in {link["href"] for link in soup.select("a[href^='/'], link[rel=stylesheet]")}:
        response = await datasette.client.get(link, follow_redirects=True)
        assert response.status_code == 200, link


async def test_only_reading_is_answered(serve, readlog_file):
    client = serve(readlog_file).client
    assert (await client.post("/readlog")).status_code == 405
    response = await client.request("HEAD", "/readlog")
    assert (response.status_code, response.content) == (200, b"")


async def test_less_than_one_article_a_month_is_one_at_most(serve, empty_file):
    with closing(sqlite3.connect(empty_file)) as conn, conn:
        insert(conn, "log", id=1, path="2018.md")
        add_article(conn, 1, "Tea", log_id=1, date_from="2018-01-01", date_to="2018-12-31")
    assert "Articles, 1 at most" in (await serve(empty_file).client.get("/readlog")).text
