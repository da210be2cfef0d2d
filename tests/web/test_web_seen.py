"""The page that tells whether an address is in the log: what it answers, as a page and as JSON."""

import sqlite3
from contextlib import closing

import pytest
from bs4 import BeautifulSoup
from sample_databases import BIRDS, RING, RING_AGAIN, TRAP, add_article, insert

from ingest.resources import read_resource

PAGE = "/readlog/-/seen"


async def page_of(datasette, url=None, **headers):
    response = await datasette.client.get(PAGE, params={"url": url} if url is not None else None, headers=headers)
    assert response.status_code == 200, response.text
    return BeautifulSoup(response.text, "html.parser")


async def json_of(datasette, url):
    response = await datasette.client.get(f"{PAGE}.json", params={"url": url})
    assert response.status_code == 200
    return response.json()


@pytest.mark.parametrize("url", ["https://blog.example.org/ring", "http://blog.example.org/ring/?utm_source=x#a"])
async def test_an_address_is_found_in_whatever_form_it_is_typed(serve, readlog_file, url):
    soup = await page_of(serve(readlog_file), url)
    assert soup.select_one(".seen-answer strong").text == "Yes, it is in the log."
    assert soup.select_one(".seen-address").text == "https://blog.example.org/ring"
    links = [link["href"] for link in soup.select(".seen-articles .lines p a")]
    assert links == [f"/readlog/-/article/{id_}" for id_ in (RING, RING_AGAIN)]
    (mention,) = soup.select(".seen-mentions .lines > li")
    assert mention.a["href"] == f"/readlog/-/article/{BIRDS}"
    assert mention.select_one(".place").text == "2025.md:12"
    assert soup.select_one("#seen-url")["value"] == url


async def test_an_address_that_is_only_mentioned_is_told_apart(serve, readlog_file):
    with closing(sqlite3.connect(readlog_file)) as conn:
        link = {"url": "https://x.example/", "canonical_url": "https://x.example", "title": "<b>词", "position": 9}
        insert(conn, "link", article_id=RING, **link)
        conn.commit()
    soup = await page_of(serve(readlog_file), "x.example")
    assert soup.select_one(".seen-answer strong").text == "Not by itself, but others mention it."
    assert [fact.text for fact in soup.select(".seen-mentions .facts li")] == ["<b>词", "2 March 2025", "2025.md:3"]
    assert not soup.select("main b")


@pytest.mark.parametrize("article", [RING, TRAP])  # with an address of its own and without
async def test_an_article_that_mentions_it_often_is_listed_once_with_the_first_place(serve, readlog_file, article):
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        for position, (place, url) in {9: (4, "x"), 5: (3, "x"), 7: (2, "x"), 1: (1, "y")}.items():
            link = {"url": f"https://{url}.example/", "canonical_url": f"https://{url}.example", "title": f"{position}"}
            insert(conn, "link", article_id=article, excerpt_id=place, position=position, **link)
    (mention,) = (await json_of(serve(readlog_file), "x.example"))["mentioned_in"]
    assert (mention["id"], mention["line"], mention["words"]) == (article, 6, "5")


async def test_an_address_that_is_not_in_the_log_is_said_so(serve, readlog_file):
    soup = await page_of(serve(readlog_file), "https://example.org/no")
    assert soup.select_one(".seen-answer strong").text == "No, it is not in the log."
    assert not soup.select(".lines")


@pytest.mark.parametrize("url", ["foo", "javascript:alert(1)", "<script>alert(1)</script>", '" autofocus x="', "a b"])
async def test_a_text_that_is_no_address_gets_a_sentence(serve, readlog_file, url):
    datasette = serve(readlog_file)
    soup = await page_of(datasette, url)
    assert soup.select_one("#seen-fault").text == "This is no address. One looks like https://example.org/page"
    field = soup.select_one("#seen-url")
    assert (field["value"], field["aria-describedby"]) == (url, "seen-fault")
    assert "autofocus" not in field.attrs
    assert not soup.select("main script")
    answer = await json_of(datasette, url)
    assert (answer["seen"], answer["canonical_url"]) == (False, None)
    assert answer["errors"] == [f"{url!r} is no address; one looks like https://example.org/page"]


@pytest.mark.parametrize("url", [None, "", "  "])
async def test_without_an_address_there_is_the_form_alone(serve, readlog_file, url):
    soup = await page_of(serve(readlog_file), url)
    assert soup.select_one(".find")["action"] == PAGE
    assert not soup.select(".seen-answer")


async def test_json_has_the_keys_that_are_documented(serve, readlog_file):
    answer = await json_of(serve(readlog_file), "https://blog.example.org/ring?utm_medium=y")
    assert list(answer) == "url canonical_url seen articles mentioned_in errors".split()
    assert (answer["seen"], answer["canonical_url"]) == (True, "https://blog.example.org/ring")
    assert [article["id"] for article in answer["articles"]] == [RING, RING_AGAIN]
    assert (answer["articles"][0]["file"], answer["articles"][0]["starred"]) == ("2025.md", True)
    (mention,) = answer["mentioned_in"]
    assert (mention["id"], mention["line"], mention["words"]) == (BIRDS, 12, None)


async def test_json_without_an_address_says_that_nothing_was_asked(serve, readlog_file):
    answer = (await serve(readlog_file).client.get(f"{PAGE}.json")).json()
    assert (answer["url"], answer["seen"], answer["errors"]) == ("", False, [])


@pytest.mark.parametrize("cors", [True, False])
async def test_other_sites_may_read_json_only_with_cors(serve, readlog_file, cors):
    headers = (await serve(readlog_file, cors=cors).client.get(f"{PAGE}.json?url=a.org")).headers
    assert headers.get("Access-Control-Allow-Origin") == ("*" if cors else None)


async def test_an_article_that_mentions_itself_is_no_mention(serve, readlog_file):
    with closing(sqlite3.connect(readlog_file)) as conn:
        canonical_url = "https://birds.example.org/way"
        insert(conn, "link", article_id=BIRDS, url=canonical_url, canonical_url=canonical_url, position=2)
        conn.commit()
    answer = await json_of(serve(readlog_file), "https://birds.example.org/way")
    assert (len(answer["articles"]), answer["mentioned_in"]) == (1, [])


async def test_of_many_a_page_shows_a_hundred_at_a_time_and_leads_to_the_others(serve, readlog_file):
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        for id in range(1, 236):
            own = {"canonical_url": "https://x.example"} if id <= 105 else {}
            add_article(conn, id, f"Article {id}", log_id=1, position=100 + id, **own)
            if not own:
                insert(
                    conn, "link", article_id=id, url="https://x.example/", canonical_url="https://x.example", position=1
                )
    datasette = serve(readlog_file)
    soup = await page_of(datasette, "x.example")
    assert [heading.text for heading in soup.select("main section h2")][:2] == [
        "105 articles", "Mentioned in 130 articles",
    ]  # fmt: skip
    assert [len(soup.select(f"{part} .lines > li")) for part in (".seen-articles", ".seen-mentions")] == [100, 100]
    navigations = soup.select("nav")
    names = [it.get("aria-label") or soup.find(id=it["aria-labelledby"]).text for it in navigations]
    assert len(set(names)) == len(names) == 5  # who jumps from one to another hears which it is
    for part, left in ((".seen-articles", 5), (".seen-mentions", 30)):
        there = soup.select_one(f"{part} [rel=next]")["href"]
        following = BeautifulSoup((await datasette.client.get(there)).text, "html.parser")
        shown, others = ({link["href"] for link in page.select(f"{part} .lines p a")} for page in (soup, following))
        assert (len(others), shown & others) == (left, set())
    answer = await json_of(datasette, "x.example")
    assert (len(answer["articles"]), len(answer["mentioned_in"])) == (105, 130)


async def test_an_empty_database_has_seen_nothing(serve, tmp_path):
    path = tmp_path / "readlog.db"
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript(read_resource("schema.sql"))
    datasette = serve(path)
    assert (await json_of(datasette, "https://example.org/"))["seen"] is False
    assert (await page_of(datasette, "https://example.org/")).select_one(".seen-answer")


async def test_the_page_speaks_chinese(serve, readlog_file):
    soup = await page_of(serve(readlog_file), "https://blog.example.org/ring", **{"Accept-Language": "zh"})
    assert soup.select_one(".seen-answer strong").text == "读过，记录里有。"
    assert soup.h1.text == "读过吗？"
