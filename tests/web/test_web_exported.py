"""What an app exported shows where it stands in what was read; an article that is to be read says so."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from ingest.run import Options, Report, ingest

CLIPPINGS = """\
Tea and Stars (Doe, Jane)
- Your Highlight on page 3 | Location 45-46 | Added on Monday, July 31, 2017 11:11:20 PM

A *passage* of words
==========
"""
HIGHLIGHTS = """\
---
title: How a ring wraps
author: Jane Doe
url: https://blog.example.org/ring
---
# How a ring wraps

## Highlights

- The remainder becomes a mask. ([View Highlight](https://read.readwise.io/read/1))
"""
LIST = "- [ ] [Counting Perseids](https://sky.example.org/perseids)\n"


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """A database of two exports and a list."""
    for name, text in (("My Clippings.txt", CLIPPINGS), ("ring.md", HIGHLIGHTS), ("list.md", LIST)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    ingest([tmp_path], Options(tmp_path / "readlog.db"), Report())
    return tmp_path / "readlog.db"


async def _page(datasette, title):
    found = await datasette.client.get(f"/readlog/-/search.json?q=title:{title}")
    [article] = found.json()["articles"]
    address = f"/readlog/-/article/{article['id']}"
    return address, BeautifulSoup((await datasette.client.get(address)).text, "html.parser")


async def test_a_clipping_says_its_place_and_its_day_and_its_book_the_author(serve, exported):
    datasette = serve(exported)
    address, soup = await _page(datasette, "Tea")
    assert soup.select_one(".outline .words").text.strip() == "A *passage* of words"
    assert [fact.text for fact in soup.select(".outline .facts li")] == ["page 3 | Location 45-46", "31 July 2017"]
    [author] = [fact.a for fact in soup.select(".about .facts li") if "Doe" in fact.text]
    found = BeautifulSoup((await datasette.client.get(author["href"])).text, "html.parser")
    assert [heading.text.strip() for heading in found.select(".articles h2")] == ["Tea and Stars"]
    value = (await datasette.client.get(f"{address}.json")).json()
    [passage] = value["passages"]
    assert (value["author"], value["unread"]) == ("Doe, Jane", False)
    assert (passage["location"], passage["marked"]) == ("page 3 | Location 45-46", "2017-07-31")
    [row] = csv.DictReader(StringIO((await datasette.client.get(f"{address}.csv")).text))
    assert (row["location"], row["marked"], row["date"]) == ("page 3 | Location 45-46", "2017-07-31", "2017-07-31")


async def test_a_highlight_leads_to_the_app_that_shows_it(serve, exported):
    _, soup = await _page(serve(exported), "ring")
    links = [link["href"] for link in soup.select(".outline .facts a")]
    assert links == ["https://read.readwise.io/read/1"]
    assert not soup.select(f".beside a[href='{links[0]}']")


async def test_an_article_to_be_read_leads_to_all_of_them(serve, exported):
    datasette = serve(exported)
    _, soup = await _page(datasette, "Perseids")
    [mark] = [fact.a for fact in soup.select(".about .facts li") if fact.text == "to read"]
    listed = BeautifulSoup((await datasette.client.get(mark["href"])).text, "html.parser")
    assert "Counting Perseids" in listed.text
    assert "Tea and Stars" not in listed.text


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("author:doe", {"Tea and Stars", "How a ring wraps"}),
        ('author:"ＤＯＥ, jane"', {"Tea and Stars"}),
        ("author:jane author:doe,", {"Tea and Stars"}),
        ("-author:doe", {"Counting Perseids"}),
        ("author:roe", set()),
        ("author:doe mask", {"How a ring wraps"}),
    ],
)
async def test_an_author_is_found_by_any_part_of_the_name(serve, exported, query, titles):
    found = (await serve(exported).client.get("/readlog/-/search.json", params={"q": query})).json()
    assert {article["title"] for article in found["articles"]} == titles
