"""What Datasette's frame says of a page, and ours says too: messages, and whose the data is."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from sample_databases import RING

PAGES = ["/readlog", f"/readlog/-/article/{RING}", "/readlog/-/nothing", "/readlog/-/search?q=ring", "/readlog/-/help"]


async def soup_of(datasette, path, **given):
    return BeautifulSoup((await datasette.client.get(path, **given)).text, "html.parser")


@pytest.mark.parametrize("path", PAGES)
async def test_a_message_is_shown_once_as_text(serve, readlog_file, path):
    datasette = serve(readlog_file)
    messages = datasette.sign([["You are now <b>logged out</b>", datasette.WARNING], ["Bye", 1]], "messages")
    response = await datasette.client.get(path, cookies={"ds_messages": messages})
    soup = BeautifulSoup(response.text, "html.parser")
    assert [one.text for one in soup.select('[role="status"]')] == ["You are now <b>logged out</b>", "Bye"]
    assert 'ds_messages=""' in response.headers["Set-Cookie"]
    assert not (await soup_of(datasette, path)).select('[role="status"]')


async def test_a_message_for_the_front_page_is_shown_where_that_leads(serve, readlog_file):
    datasette = serve(readlog_file)
    messages = datasette.sign([["You are now logged out", datasette.WARNING]], "messages")
    response = await datasette.client.get("/", cookies={"ds_messages": messages})
    assert (response.status_code, response.headers["Location"]) == (302, "/readlog")
    assert 'ds_messages=""' not in response.headers["Set-Cookie"]


SAID = {
    "license": "CC BY 4.0",
    "license_url": "https://creativecommons.org/licenses/by/4.0/",
    "source": "My <b>notes</b>",
    "about_url": "https://about.example/",
}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("metadata", [SAID, {"databases": {"readlog": SAID}}])
async def test_the_foot_says_what_the_metadata_say_of_whose_the_log_is(serve, readlog_file, path, metadata):
    foot = (await soup_of(serve(readlog_file, metadata=metadata), path)).footer
    said = [" ".join(item.text.split()) for item in foot.select(".credits li")]
    assert said == ["License: CC BY 4.0", "Source: My <b>notes</b>", "About: https://about.example/"]
    links = [(link.text, link["href"]) for link in foot.select(".credits a")]
    assert links == [(said[0], SAID["license_url"]), (said[2], SAID["about_url"])]


async def test_the_foot_says_so_in_chinese_too(serve, readlog_file):
    soup = await soup_of(serve(readlog_file, metadata=SAID), "/readlog", headers={"Accept-Language": "zh"})
    assert [item.text.strip().partition("：")[0] for item in soup.select("footer .credits li")] == [
        "许可",
        "来源",
        "关于",
    ]


@pytest.mark.parametrize("metadata", [{}, {"databases": {"other": SAID}}])
async def test_where_they_say_nothing_there_is_nothing(serve, readlog_file, metadata):
    assert not (await soup_of(serve(readlog_file, metadata=metadata), "/readlog")).select(".credits")


async def test_an_address_that_is_none_of_the_web_is_no_link(serve, readlog_file):
    metadata = {"license": "mine", "license_url": "javascript:alert(1)", "source_url": "data:text/html,x"}
    foot = (await soup_of(serve(readlog_file, metadata=metadata), "/readlog")).footer
    assert not foot.select(".credits a")
    assert [item.text.strip() for item in foot.select(".credits li")] == ["License: mine", "Source: data:text/html,x"]
