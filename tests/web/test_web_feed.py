"""The feed: it is Atom, says nothing that changes by itself, and what a log holds stays text in it."""

import sqlite3
from contextlib import closing
from datetime import date
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from sample_databases import BIRDS, RING, TRAP, add_article, add_excerpt, insert, write_readlog

from ingest.resources import read_resource
from ingest.web import visit

PAGE = "/readlog/-/feed.atom"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


async def feed_of(datasette, path=PAGE, **headers):
    response = await datasette.client.get(path, headers=headers)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def entries_of(feed):
    return {int(entry.find("a:id", ATOM).text.rsplit("/", 1)[1]): entry for entry in feed.findall("a:entry", ATOM)}


def link_of(element, rel):
    found = element.find(f'a:link[@rel="{rel}"]', ATOM)
    return None if found is None else found.get("href")


def text_of(element, name):
    found = element.find(f"a:{name}", ATOM)
    return None if found is None else found.text


async def test_it_has_all_that_atom_asks_for(serve, real_file):
    feed = await feed_of(serve(real_file))
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    assert text_of(feed, "id") == "tag:readlog,2025:feed/readlog"
    assert feed.find("a:author/a:name", ATOM).text
    entries = feed.findall("a:entry", ATOM)
    assert len(entries) == 30
    assert len({text_of(entry, "id") for entry in entries}) == 30
    updated = [text_of(entry, "updated") for entry in entries]
    assert updated == sorted(updated, reverse=True)
    assert text_of(feed, "updated") == updated[0]
    for entry in entries:
        assert entry.find("a:title", ATOM) is not None
        assert link_of(entry, "alternate").startswith("http://localhost/readlog/-/article/")


async def test_an_entry_is_an_article_with_its_passages(serve, readlog_file):
    entry = entries_of(await feed_of(serve(readlog_file)))[RING]
    assert text_of(entry, "id") == f"tag:readlog,2025:article/{RING}"
    assert text_of(entry, "title") == "环形缓冲区 without locks"
    assert entry.find("a:title", ATOM).get(LANGUAGE) == "zh-CN"
    assert text_of(entry, "updated") == text_of(entry, "published") == "2025-03-02T00:00:00Z"
    assert link_of(entry, "alternate") == f"http://localhost/readlog/-/article/{RING}"
    assert link_of(entry, "related") == "https://blog.example.org/ring?utm_source=mail"
    content = entry.find("a:content", ATOM)
    assert content.get("type") == "html"
    html = BeautifulSoup(content.text, "html.parser")
    assert [element.name for element in html.find_all(recursive=False)] == ["h3", "blockquote", "blockquote", "p"]
    assert html.p.text == "和 PG 的 WAL 缓冲比较。"
    assert html.select("blockquote")[1].contents[1].name == "br"
    assert [element["lang"] for element in html.find_all(lang=True)] == ["zh-CN", "zh-CN", "en", "zh-CN"]


async def test_an_article_without_a_day_is_as_new_as_it_is_at_least_or_else_older_than_all(serve, readlog_file):
    feed = await feed_of(serve(readlog_file))
    entries = entries_of(feed)
    assert (text_of(entries[BIRDS], "updated"), text_of(entries[BIRDS], "published")) == ("2025-01-01T00:00:00Z", None)
    assert text_of(entries[TRAP], "updated") == "1970-01-01T00:00:00Z"
    assert list(entries)[-1] == TRAP


async def test_nothing_in_it_is_newer_than_today(serve, readlog_file, monkeypatch):
    class Day(date):
        @classmethod
        def today(cls):
            return cls(2026, 3, 4)

    monkeypatch.setattr(visit, "date", Day)
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        this_year = {"date_from": "2026-01-01", "date_to": "2026-12-31"}
        day, slip = ({"date": day, "date_from": day, "date_to": day} for day in ("2026-03-02", "2062-03-03"))
        for id, bounds in ((91, this_year), (92, day), (93, slip)):
            add_article(conn, id, f"Article {id}", log_id=1, position=id, **bounds)
    feed = await feed_of(serve(readlog_file))
    assert text_of(feed, "updated") == "2026-03-02T00:00:00Z"
    entries = entries_of(feed)
    assert list(entries)[:3] == [93, 92, 91]
    updated = [text_of(entries[id], "updated")[:10] for id in (93, 92, 91)]
    assert updated == ["2026-03-02", "2026-03-02", "2026-01-01"]  # not today: each day would bring it as new again
    assert [text_of(entries[id], "published") for id in (93, 92)] == [None, "2026-03-02T00:00:00Z"]


async def test_what_a_log_holds_stays_text(serve, readlog_file):
    with closing(sqlite3.connect(readlog_file)) as conn:
        add_article(
            conn, 77, "]]>&amp;<x>\x00\x1b\ufffe", url="https://example.org/?a=1&b=<\x01", collection='"<\x02',
            log_id=1, position=9, date_from="2026-01-01",
        )  # fmt: skip
        add_excerpt(conn, 90, "<script>alert(1)</script>\x08 & ]]>", article_id=77, position=1, kind="quote")
        add_excerpt(conn, 91, "if (a < b)\n  c;\x0b", article_id=77, position=2, kind="code")
        conn.commit()
    entry = entries_of(await feed_of(serve(readlog_file)))[77]
    assert text_of(entry, "title") == "]]>&amp;<x>"
    assert link_of(entry, "related") == "https://example.org/?a=1&b=<"
    html = BeautifulSoup(text_of(entry, "content"), "html.parser")
    assert not html.select("script")
    assert [element.text for element in html.find_all(recursive=False)] == [
        "<script>alert(1)</script> & ]]>",
        "if (a < b)\n  c;",
    ]


async def test_an_address_that_may_not_be_a_link_is_none(serve, readlog_file):
    assert link_of(entries_of(await feed_of(serve(readlog_file)))[TRAP], "related") is None


async def test_it_is_the_same_for_everybody_and_at_any_time(serve, readlog_file, monkeypatch):
    client = serve(readlog_file).client
    english, chinese = await client.get(PAGE), await client.get(PAGE, headers={"Accept-Language": "zh"})
    assert english.text == chinese.text
    assert "Accept-Language" not in english.headers.get("Vary", "")


@pytest.mark.parametrize(
    ("settings", "start"),
    [({"base_url": "/logs/"}, "http://localhost/logs/"), ({"force_https_urls": True}, "https://")],
)
async def test_addresses_are_those_by_which_the_server_is_reached(serve, readlog_file, settings, start):
    feed = await feed_of(serve(readlog_file, settings=settings))
    links = [link for link in feed.iter(f"{{{ATOM['a']}}}link") if link.get("rel") != "related"]
    assert len(links) > 4
    assert all(link.get("href").startswith(start) for link in links)


async def test_an_empty_log_has_an_empty_feed(serve, tmp_path):
    path = tmp_path / "readlog.db"
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript(read_resource("schema.sql"))
    feed = await feed_of(serve(path))
    assert (text_of(feed, "updated"), feed.findall("a:entry", ATOM)) == ("1970-01-01T00:00:00Z", [])


async def test_a_bare_article_is_an_entry(serve, tmp_path):
    path = tmp_path / "readlog.db"
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript(read_resource("schema.sql"))
        insert(conn, "log", id=1, path="a.md")
        insert(conn, "article", id=1, log_id=1, title="")
        conn.commit()
    entry = entries_of(await feed_of(serve(path)))[1]
    assert entry.find("a:content", ATOM) is None


async def test_every_page_leads_to_it(serve, readlog_file):
    datasette = serve(readlog_file)
    soup = BeautifulSoup((await datasette.client.get("/readlog/-/problems")).text, "html.parser")
    assert soup.select_one('link[type="application/atom+xml"]')["href"] == PAGE


async def test_there_is_no_feed_but_the_file(serve, readlog_file, tmp_path):
    client = serve(readlog_file).client
    assert (await client.get(PAGE.replace(".atom", ".json"))).status_code == 404
    response = await client.head(PAGE)
    assert (response.status_code, response.content) == (200, b"")


async def test_an_article_with_very_many_passages_gives_the_first(serve, tmp_path):
    path = write_readlog(tmp_path / "readlog.db")
    with closing(sqlite3.connect(path)) as conn:
        for number in range(300):
            add_excerpt(conn, 100 + number, f"p{number}", article_id=TRAP, position=number + 1, kind="quote")
        conn.commit()
    html = BeautifulSoup(text_of(entries_of(await feed_of(serve(path)))[TRAP], "content"), "html.parser")
    assert [element.text for element in html.select("blockquote")][:2] == ["p0", "p1"]
    assert len(html.select("blockquote")) == 200
