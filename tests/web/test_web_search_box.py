"""The search box: on every page of a readlog file, on no page of another, and a plain form without a script."""

import pytest
from bs4 import BeautifulSoup
from sample_databases import RING, write_readlog

SCRIPT = "/-/static-plugins/datasette-readlog/readlog.js"
PAGES = (
    "/readlog",
    "/readlog/article",
    f"/readlog/article/{RING}",
    "/readlog/excerpt?_search=locks",
    "/readlog/article_by_month",
    "/readlog/starred",
    "/readlog?sql=SELECT+1",
    "/readlog/-/tables",
    "/readlog/-/search",
)


async def soup_of(datasette, path):
    return BeautifulSoup((await datasette.client.get(path)).text, "html.parser")


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_of_a_log_has_one_box_that_searches_it(serve, readlog_file, path):
    datasette = serve(readlog_file)
    soup = await soup_of(datasette, path)
    (form,) = soup.select('header form[role="search"]')
    assert (form["action"], form.get("method", "get")) == ("/readlog/-/search", "get")
    assert form.select_one('input[type="search"]#readlog-q')["name"] == "q"
    assert form.select_one("label")["for"] == "readlog-q"
    assert len(soup.select("#readlog-q")) == 1
    assert len(soup.select(f'script[type="module"][src="{SCRIPT}"]')) == 1


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_of_a_log_leads_to_its_tables_from_its_head(serve, readlog_file, path):
    soup = await soup_of(serve(readlog_file), path)
    (link,) = [link for link in soup("a") if link.text == "Tables and SQL"]
    assert link["href"] == "/readlog/-/tables" and link.find_parent("header")


async def test_the_script_and_the_style_of_the_box_are_served(serve, readlog_file):
    client = serve(readlog_file).client
    script = await client.get(SCRIPT)
    assert "javascript" in script.headers["content-type"]
    assert 'getElementById("readlog-q")' in script.text
    assert ".readlog-search" in (await client.get(SCRIPT.replace(".js", ".css"))).text


async def test_pages_of_other_databases_have_no_box(serve, readlog_file, foreign_file):
    client = serve(readlog_file, foreign_file).client
    for path in ("/foreign", "/foreign/article", "/foreign/article/1", "/foreign?sql=SELECT+1", "/-/versions"):
        text = (await client.get(path)).text
        assert "<html" in text
        assert "readlog" not in text


async def test_the_index_page_has_no_box_where_it_could_search_either_of_two_logs(tmp_path, serve, readlog_file):
    datasette = serve(readlog_file, write_readlog(tmp_path / "letters.db"))
    assert not (await soup_of(datasette, "/")).select("#readlog-q")
    assert (await soup_of(datasette, "/letters"))("form")[0]["action"] == "/letters/-/search"


async def test_a_page_that_fails_is_whole(serve, readlog_file):
    client = serve(readlog_file).client
    for path in ("/readlog/nothing", "/readlog/article/1", "/nothing"):
        response = await client.get(path)
        assert response.status_code == 404
        assert "</html>" in response.text


@pytest.mark.parametrize(
    ("template", "path"), [("base.html", "/readlog/article"), ("readlog_search.html", "/readlog/-/search")]
)
async def test_a_template_of_the_user_wins(tmp_path, serve, readlog_file, template, path):
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / template).write_text("<p>mine</p>{% block content %}{% endblock %}")
    datasette = serve(readlog_file, template_dir=str(folder))
    assert (await datasette.client.get(path)).text.startswith("<p>mine</p>")


async def test_a_page_template_of_the_user_has_the_box_too(tmp_path, serve, readlog_file):
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "row.html").write_text('{% extends "default:row.html" %}{% block content %}mine{% endblock %}')
    soup = await soup_of(serve(readlog_file, template_dir=str(folder)), f"/readlog/article/{RING}")
    assert soup.select_one("section.content").text.strip() == "mine"
    assert soup.select("#readlog-q")
