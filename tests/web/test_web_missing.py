"""Addresses of a readlog file where there is nothing, and the one that lacks its suffix."""

import pytest
from bs4 import BeautifulSoup


@pytest.mark.parametrize(
    "place", ["nothing", "nothing/at/all", "", "article/x", "tags.md", "month/2025-03/02", "a.b.c"]
)
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_where_there_is_nothing_a_page_of_ours_says_so_and_leads_home(serve, readlog_file, place, language):
    response = await serve(readlog_file).client.get(f"/readlog/-/{place}", headers={"accept-language": language})
    assert response.status_code == 404
    soup = BeautifulSoup(response.text, "html.parser")
    assert soup.h1.text == {"en": "There is no such page", "zh": "没有这个页面"}[language]
    assert soup.select_one("main a")["href"] == "/readlog"
    assert soup.select("#readlog-q, footer")


@pytest.mark.parametrize("place", ["nothing", "tags", "article/1", "tag/none", "month/x", "collection/none"])
async def test_where_there_is_nothing_json_says_so_in_json(serve, readlog_file, place):
    response = await serve(readlog_file).client.get(f"/readlog/-/{place}.json")
    assert response.status_code == 404
    assert response.json() == {"errors": ["There is no such page"]}


async def test_the_feed_is_found_without_its_suffix(serve, readlog_file):
    response = await serve(readlog_file).client.get("/readlog/-/feed")
    assert (response.status_code, response.headers["location"]) == (302, "/readlog/-/feed.atom")


@pytest.mark.parametrize("place", ["feed", "nothing", "nothing/at/all"])
async def test_nothing_is_written_to_where_there_is_nothing(serve, readlog_file, place):
    assert (await serve(readlog_file).client.post(f"/readlog/-/{place}")).status_code == 405


@pytest.mark.parametrize("base_url", ["/", "/at/home/"])
@pytest.mark.parametrize(
    "path",
    [
        "readlog/-/today",
        "readlog/-/tag/C~2B~2B",
        "readlog/-/search",
        "readlog/-/search.json",
        "readlog/-/tables",
        "readlog/-/nothing",
        "readlog/-/no/such/thing",
        "-/search",
        "readlog",
    ],
)
async def test_a_slash_too_many_leads_to_the_address_without_it_as_it_does_on_datasettes_pages(
    serve, readlog_file, base_url, path
):
    response = await serve(readlog_file, settings={"base_url": base_url}).client.get(f"/{path}/?q=a%20b")
    assert (response.status_code, response.headers["Location"]) == (302, f"{base_url}{path}?q=a%20b")
