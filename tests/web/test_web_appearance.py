"""Addresses and references are links on stock pages, hostile text is text, and long text keeps its lines."""

import sqlite3
from contextlib import closing

import pytest
from bs4 import BeautifulSoup
from sample_databases import BIRDS, RING, TRAP


async def soup_of(datasette, path):
    response = await datasette.client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.text, "html.parser")


@pytest.mark.parametrize(
    "path",
    [
        "/readlog/article",
        f"/readlog/article/{BIRDS}",
        "/readlog?sql=SELECT+url+FROM+article",
        "/readlog/articles_without_day",
    ],
)
async def test_addresses_are_links_that_tell_no_referrer(serve, readlog_file, path):
    soup = await soup_of(serve(readlog_file), path)
    link = soup.select_one('td.col-url a[href="https://birds.example.org/way"]')
    assert set(link["rel"]) == {"noreferrer", "noopener"}
    assert link.text == "https://birds.example.org/way"


@pytest.mark.parametrize(
    "value",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://a.example b",
        "ftp://a.example",
        "x https://a.example",
        "//a.example",
        "",
    ],
)
async def test_nothing_but_a_whole_http_address_is_a_link(serve, readlog_file, value):
    datasette = serve(readlog_file)
    response = await datasette.client.get("/readlog", params={"sql": "SELECT :value AS url", "value": value})
    cell = BeautifulSoup(response.text, "html.parser").select_one("td.col-url")
    assert cell.text.strip() == value
    assert not cell.find("a")


async def test_a_hostile_address_and_title_are_shown_as_text(serve, readlog_file):
    datasette = serve(readlog_file)
    for path in ("/readlog/article", f"/readlog/article/{TRAP}", "/readlog/diagnostics_by_file"):
        soup = await soup_of(datasette, path)
        assert not soup.select('a[href^="javascript:"]')
        assert "<b>不是标题</b>" in [cell.text for cell in soup.select("td.col-title")]


async def test_an_address_with_markup_in_it_is_escaped(serve, readlog_file):
    sql = "SELECT 'https://a.example/\"><script>alert(1)</script>' AS url"
    response = await serve(readlog_file).client.get("/readlog", params={"sql": sql})
    soup = BeautifulSoup(response.text, "html.parser")
    assert soup.select_one("td.col-url a")["href"] == 'https://a.example/"><script>alert(1)</script>'
    assert not soup.select("td script")


async def test_foreign_keys_show_the_title_the_text_the_path_and_the_tag(serve, readlog_file):
    datasette = serve(readlog_file)
    shown = {
        "/readlog/excerpt": ("td.col-article_id a", "环形缓冲区 without locks"),
        "/readlog/excerpt?_sort=id": ("td.col-parent_id a", "一、两个队列"),
        "/readlog/article": ("td.col-log_id a", "2025.md"),
        "/readlog/article_tag": ("td.col-tag_id a", "io_uring"),
    }
    for path, (selector, label) in shown.items():
        assert label in [link.text for link in (await soup_of(datasette, path)).select(selector)]


@pytest.mark.parametrize(
    ("path", "selector"),
    [
        ("/readlog/cited_by", "td.col-article_id a"),
        ("/readlog/cited_by", "td.col-cited_by_id a"),
        ("/readlog/cited_by", "td.col-excerpt_id a"),
        ("/readlog/article_undated", "td.col-log_id a"),
        ("/readlog/excerpt/2", "td.col-parent_id a"),
        ("/readlog?sql=SELECT+tag_id+FROM+tag_alias", "td.col-tag_id a"),
        ("/readlog/passages_of_tag?tag=PG", "td.col-article_id a"),
        ("/readlog/passages_of_tag?tag=PG", "td.col-excerpt_id a"),
    ],
)
async def test_references_lead_to_their_row_where_datasette_knows_no_foreign_key(serve, readlog_file, path, selector):
    datasette = serve(readlog_file)
    link = (await soup_of(datasette, path)).select_one(selector)
    assert (await datasette.client.get(link["href"])).status_code == 200
    assert link["href"].endswith("/" + link.text)


@pytest.mark.parametrize(
    "path",
    [
        "/readlog/article",
        f"/readlog/article/{TRAP}",
        "/readlog/article_undated",
        "/readlog/articles_without_day",
        "/readlog?sql=SELECT+title,+id+AS+article_id+FROM+article",
        "/readlog?sql=SELECT+*+FROM+article",
        "/readlog?sql=SELECT+title,+id+FROM+article",
    ],
)
async def test_the_title_of_an_article_leads_to_its_own_page(serve, readlog_file, path):
    datasette = serve(readlog_file)
    soup = await soup_of(datasette, path)
    (link,) = [link for link in soup.select("td.col-title a") if link.text == "<b>不是标题</b>"]
    assert link["href"] == f"/readlog/-/article/{TRAP}"
    assert len(soup.select(f'td a[href="{link["href"]}"]')) == 1
    assert (await datasette.client.get(link["href"])).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/readlog/link",
        "/readlog/link/1",
        "/readlog?sql=SELECT+title,+'x'+AS+article_id+FROM+article",
        "/readlog?sql=SELECT+title,+1+AS+id+FROM+article",
        "/readlog?sql=SELECT+title,+title+AS+id+FROM+article",
        f"/readlog?sql=SELECT+'Ring'+AS+title,+{RING}+AS+id",
        "/readlog?sql=SELECT+NULL+AS+title,+1+AS+article_id",
    ],
)
async def test_a_title_that_is_of_no_article_leads_nowhere(serve, readlog_file, path):
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        conn.execute("UPDATE link SET title = 'Ring'")
    cells = (await soup_of(serve(readlog_file), path)).select("td.col-title")
    assert cells and not [cell for cell in cells if cell.a]


async def test_lines_are_shown_as_they_are(serve, readlog_file):
    soup = await soup_of(serve(readlog_file), f"/readlog/article/{RING}")
    assert [soup.select_one(f"td.col-line_{end}").text for end in ("start", "end")] == ["3", "9"]


async def test_the_lines_of_a_passage_stay_apart(serve, readlog_file):
    soup = await soup_of(serve(readlog_file), "/readlog/excerpt/3")
    assert soup.select_one("td.col-text").text == "Written in C++ first,\nthen without locks in C."


async def test_json_and_csv_hold_plain_values(serve, readlog_file):
    client = serve(readlog_file).client
    rows = (await client.get("/readlog/article.json?_shape=array&_sort=position")).json()
    assert {row["url"] for row in rows} >= {"https://birds.example.org/way", "javascript:alert(1)"}
    assert "<a " not in (await client.get("/readlog/article.csv")).text


async def test_the_style_sheet_is_on_our_pages_and_is_served(serve, readlog_file, foreign_file):
    datasette = serve(readlog_file, foreign_file)
    for path in ("/readlog/-/tables", "/readlog/article", f"/readlog/article/{RING}", "/readlog/starred"):
        (sheet,) = [
            link["href"]
            for link in (await soup_of(datasette, path)).select('link[rel="stylesheet"]')
            if "readlog" in link["href"]
        ]
    assert "column-descriptions" in (await datasette.client.get(sheet)).text
    for path in ("/foreign", "/foreign/article", "/-/versions", "/readlog", "/readlog/-/today"):
        assert "readlog.css" not in (await datasette.client.get(path)).text


@pytest.mark.parametrize("path", ["/readlog/article", "/readlog?sql=SELECT+id+AS+article_id,+title,+url+FROM+article"])
async def test_cells_are_as_short_as_datasettes_setting_says_and_lead_where_they_did(serve, readlog_file, path):
    soup = await soup_of(serve(readlog_file, settings={"truncate_cells_html": 12}), path)
    urls, titles = soup.select("td.col-url a"), soup.select("td.col-title a")
    assert ("https://bir…", "https://birds.example.org/way") in [(link.text, link["href"]) for link in urls]
    assert ("How birds fi…", f"/readlog/-/article/{BIRDS}") in [(link.text, link["href"]) for link in titles]
    assert "<b>不是标题</b>" in [link.text for link in titles]  # twelve characters


async def test_a_setting_of_0_leaves_cells_whole(serve, readlog_file):
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        conn.execute("UPDATE article SET title = ?, url = ?", ("x" * 3000, f"https://a.example/{'y' * 3000}"))
    for setting, length in ((0, 3000), (2048, 2048)):
        soup = await soup_of(serve(readlog_file, settings={"truncate_cells_html": setting}), "/readlog/article")
        assert soup.select_one("td.col-title a").text.count("x") == length
        assert (soup.select_one("td.col-url a").text.count("y") == length) is (setting == 0)
