"""The reference as pages: all of it, with links that lead somewhere."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from ingest.resources import PACKAGE
from ingest.web.reference import SUBJECTS, read_subject


def test_every_file_of_the_reference_is_a_subject():
    assert sorted(SUBJECTS) == sorted(path.stem for path in (PACKAGE / "help").glob("*.md"))


@pytest.mark.parametrize("name", SUBJECTS)
async def test_all_of_a_subject_is_on_its_page(serve, readlog_file, name):
    response = await serve(readlog_file).client.get(f"/readlog/-/help/{name}")
    assert response.status_code == 200
    page = BeautifulSoup(response.text, "html.parser").find(class_="subject")
    assert page["lang"] == ("zh" if name == "zh" else "en")
    source = (PACKAGE / "help" / f"{name}.md").read_text("utf-8")
    source = re.sub(r"(?s)<!--.*?-->|(?m:^`{3,}\w+$)|\*\*", "", source)
    # Words of letters alone: signs of Markdown part others.
    said = set(re.findall(r"[A-Za-z]+|[一-鿿]+", page.get_text() + str([a["href"] for a in page.find_all("a")])))
    assert {word for word in re.findall(r"[A-Za-z]+|[一-鿿]+", source) if word != "md"} - said == set()
    assert not page.find_all(["script", "style", "img"]) and not page.find_all(style=True)


@pytest.mark.parametrize("name", SUBJECTS)
async def test_its_links_lead_to_pages_and_to_headings(serve, readlog_file, name):
    links = BeautifulSoup(read_subject(name).html, "html.parser").find_all("a")
    for href in {link["href"] for link in links if not link["href"].startswith("https://")}:
        subject, _, heading = href.partition("#")
        there = BeautifulSoup(read_subject(subject or name).html, "html.parser")
        assert not heading or there.find(id=heading), href


async def test_the_list_leads_to_every_section(serve, readlog_file):
    client = serve(readlog_file).client
    page = BeautifulSoup((await client.get("/readlog/-/help")).text, "html.parser")
    links = [link["href"] for link in page.select(".subjects a")]
    assert len(links) == len(set(links)) > len(SUBJECTS)
    for href in links:
        path, _, heading = href.partition("#")
        there = BeautifulSoup((await client.get(path)).text, "html.parser")
        assert there.find(id=heading) if heading else there.h1


@pytest.mark.parametrize(("language", "first"), [("en", "grammar"), ("zh", "zh")])
async def test_what_is_in_the_language_of_the_page_comes_first(serve, readlog_file, language, first):
    response = await serve(readlog_file).client.get("/readlog/-/help", headers={"Accept-Language": language})
    subjects = BeautifulSoup(response.text, "html.parser").select(".subjects > li")
    assert [subject["lang"] for subject in subjects].count("zh") == 1
    assert subjects[0]["lang"] == language
    assert subjects[0].a["href"].endswith(f"/-/help/{first}")


async def test_there_is_no_help_on_anything_else(serve, readlog_file):
    client = serve(readlog_file).client
    for name in ("nothing", "..", "search.md", "~2E~2E~2Fschema"):
        assert (await client.get(f"/readlog/-/help/{name}")).status_code == 404
