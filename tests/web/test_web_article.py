"""The page of an article: what the log says, the outline as it was written, and where it leads."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from sample_databases import BIRDS, RING, RING_AGAIN, TRAP, add_article, add_excerpt, insert, write_readlog

from ingest.resources import read_resource
from ingest.run import Options, Report, ingest

TEA = "https://tea.example.com/six-kinds"


async def page_of(datasette, id_, status=200, **headers):
    response = await datasette.client.get(f"/readlog/-/article/{id_}", headers=headers)
    assert response.status_code == status, response.text
    return BeautifulSoup(response.text, "html.parser")


async def id_of(datasette, url):
    sql = "select id from article where url = :url order by date_to desc"
    answer = await datasette.client.get("/readlog.json", params={"sql": sql, "url": url, "_shape": "arrayfirst"})
    return answer.json()[0]


def facts_of(soup):
    return [" ".join(fact.text.split()) for fact in soup.select(".about .facts li")]


def section_of(soup, heading):
    return soup.find("h2", string=heading).parent


async def test_the_title_leads_to_the_address_and_facts_follow(serve, readlog_file):
    soup = await page_of(serve(readlog_file), RING)
    assert soup.h1.text == "★ 环形缓冲区 without locks"
    assert soup.h1["lang"] == "zh-CN"
    assert soup.h1.a["href"] == "https://blog.example.org/ring?utm_source=mail"
    assert set(soup.h1.a["rel"]) == {"noreferrer", "noopener"}
    assert facts_of(soup) == ["2 March 2025", "blog.example.org", "2025.md:3–9"]
    assert soup.title.text == "环形缓冲区 without locks – Reading log"


async def test_the_site_leads_to_all_that_was_read_there(serve, readlog_file):
    datasette = serve(readlog_file)
    (site,) = [link for link in (await page_of(datasette, RING)).select(".about .facts a") if "blog" in link.text]
    found = BeautifulSoup((await datasette.client.get(site["href"])).text, "html.parser")
    assert [link["href"].rsplit("/")[-1] for link in found.select(".articles h2 a")] == [str(RING), str(RING_AGAIN)]


async def test_the_same_in_chinese(serve, readlog_file):
    soup = await page_of(serve(readlog_file), RING, **{"accept-language": "zh-CN"})
    assert facts_of(soup)[0] == "2025 年 3 月 2 日"
    assert "lang" not in soup.h1.attrs
    assert section_of(soup, "被引用")


async def test_an_honest_interval_stands_where_the_day_is_not_known(serve, readlog_file):
    datasette = serve(readlog_file)
    assert facts_of(await page_of(datasette, BIRDS))[0] == "between 1 January and 1 March 2025"
    assert facts_of(await page_of(datasette, TRAP))[0] == "no date"


async def test_a_hostile_title_and_address_are_text(serve, readlog_file):
    soup = await page_of(serve(readlog_file), TRAP)
    assert soup.h1.text == "<b>不是标题</b>"
    assert "javascript:alert(1)" in soup.select_one(".about").text
    assert not soup.select('b, [href^="javascript:"]')
    assert "No passages were kept from it." in soup.text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://files.example.org/ring"])
async def test_no_link_of_its_own_leads_anywhere_but_to_the_web(serve, readlog_file, url):
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        conn.execute("UPDATE article SET url = ? WHERE id = ?", (url, RING))
        conn.execute("UPDATE excerpt SET source_url = ?, markdown = ? WHERE id = 3", (url, f"{url} [a]({url}) <{url}>"))
        insert(conn, "link", article_id=RING, position=1, url=url, canonical_url=url, excerpt_id=2)
    soup = await page_of(serve(readlog_file), RING)
    assert {urlsplit(tag["href"]).scheme for tag in soup.select("[href]")} == {""}
    assert section_of(soup, "Other addresses").li.text.split()[0] == url


async def test_the_outline_is_nested_as_it_was_written(serve, readlog_file):
    soup = await page_of(serve(readlog_file), RING)
    (heading,) = soup.select(".outline > li")
    assert heading.select_one("details[open] > summary > h2").text == "一、两个队列"
    quotes = heading.select(":scope > details > ul > li")
    assert [quote["id"] for quote in quotes] == [f"{RING}-2", f"{RING}-3"]
    assert quotes[0].select_one("blockquote > .star")["aria-label"] == "starred"
    assert "first,<br/>\nthen" in str(quotes[1].blockquote)
    (note,) = quotes[1].select(":scope > ul > li")
    assert note.select_one(".words").text == "reader’s note: 和 PG 的 WAL 缓冲比较。"


async def test_a_passage_has_a_permanent_link_that_says_file_and_lines(serve, real_file):
    datasette = serve(real_file)
    soup = await page_of(datasette, await id_of(datasette, "https://kernel.example.org/io-uring-letter"))
    passages = soup.select(".outline li")
    assert len(passages) == 11
    for passage in passages:
        link = passage.select_one(":scope > .where a")
        assert link["href"] == f"#{passage['id']}"
        assert link["title"] == "Permanent link"
    assert "2025.md:11–17" in [link.text.rpartition("/")[2] for link in soup.select(".outline .where a")]
    assert soup.select_one("pre code").text.startswith("struct io_uring ring;\n")


async def test_highlights_and_code_are_shown_and_the_signs_of_a_note_are_not(serve, real_file):
    datasette = serve(real_file)
    soup = await page_of(datasette, await id_of(datasette, "https://db.example.org/write-ahead-logging"))
    assert "所以读不挡写，写也不挡读" in [mark.text for mark in soup.select(".outline em strong")]
    assert "1000 页" in [code.text for code in soup.select(".outline code")]
    starred = [star.parent for star in soup.select(".outline .star")]
    assert [words.text for words in starred] == ["reader’s note: ★ 容器里挂的网络盘也算。"]
    replies = [words.text for words in soup.select(".reply > blockquote")]
    assert len(replies) == 6
    assert all(words.startswith("others’ reply: ") for words in replies)


@pytest.mark.parametrize("template", [None, "vscode://file/{path}:{line}"])
async def test_the_editor_opens_at_the_lines_only_where_somebody_names_one(serve, readlog_file, template):
    plugins = {"plugins": {"datasette-readlog": {"editor": template}}} if template else {}
    soup = await page_of(serve(readlog_file, metadata=plugins), RING)
    folder = readlog_file.parent
    links = [link["href"] for link in soup.select("a.edit")]
    assert links == ([f"vscode://file/{folder}/2025.md:{line}" for line in (3, 4, 5, 6, 7)] if template else [])
    assert {link.text for link in soup.select("a.edit")} <= {"✎Open in the editor"}


async def test_tags_are_kept_apart_by_kind(serve, readlog_file):
    soup = await page_of(serve(readlog_file), RING)
    assert [tag.text for tag in section_of(soup, "In code").select("li")] == ["io_uring", "PostgreSQL"]
    (topic,) = section_of(soup, "Topics").select("a")
    assert topic["href"] == "/readlog/-/tag/C~2B~2B"


async def test_cited_by_leads_to_the_passage_and_the_citing_article_back(serve, readlog_file):
    datasette = serve(readlog_file)
    (link,) = section_of(await page_of(datasette, RING), "Cited by").select("a")
    assert link["href"] == f"/readlog/-/article/{BIRDS}#{BIRDS}-5"
    soup = await page_of(datasette, BIRDS)
    assert soup.find(id=f"{BIRDS}-5")
    out, back, line = section_of(soup, "Other addresses").select("a")
    assert out["href"] == "https://blog.example.org/ring"
    assert back["href"] in (f"/readlog/-/article/{RING}", f"/readlog/-/article/{RING_AGAIN}")
    assert line["href"] == f"#{BIRDS}-5"


async def test_the_other_readings_of_an_article_are_one_link_away(serve, readlog_file):
    datasette = serve(readlog_file)
    (link,) = section_of(await page_of(datasette, RING), "Also entered").select("a")
    assert (link.text, link["href"]) == ("5 June 2024", f"/readlog/-/article/{RING_AGAIN}")
    (link,) = section_of(await page_of(datasette, RING_AGAIN), "Also entered").select("a")
    assert link["href"] == f"/readlog/-/article/{RING}"


async def test_before_and_after_go_through_the_whole_log_in_its_time(serve, real_file):
    datasette = serve(real_file)
    path, days = f"/readlog/-/article/{await id_of(datasette, 'https://blog.example.org/keeping-a-log')}", []
    for _ in range(100):
        soup = BeautifulSoup((await datasette.client.get(path)).text, "html.parser")
        days.append(soup.time["datetime"] if soup.select_one(".about time") else None)
        following = soup.select_one('.neighbours a[rel="next"]')
        if not following:
            break
        back = BeautifulSoup((await datasette.client.get(following["href"])).text, "html.parser")
        assert back.select_one('.neighbours a[rel="prev"]')["href"] == path
        path = following["href"]
    dated = [day for day in days if day]
    assert len(days) == int(
        (await datasette.client.get("/readlog.json?sql=select+count(*)+from+article&_shape=arrayfirst")).json()[0]
    )
    assert dated == sorted(dated)


async def test_at_the_end_of_a_file_the_next_of_its_collection_goes_on(serve, tmp_path):
    folder = tmp_path / "logs"
    logs = {
        "letters/2023.md": "# 12\n\nLast of 2023 https://example.org/2 【`12.2`】\n\nFirst https://example.org/1\n",
        "letters/2024--2029/2024.md": "# 3\n\nAll of 2024 https://example.org/3 【`3.1`】\n",
        "letters/2025.md": "# 1\n\nFirst of 2025 https://example.org/4 【`1.1`】\n",
        "else/2024.md": "# 2\n\nElsewhere https://example.org/5 【`2.2`】\n",
    }
    for name, words in logs.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(words, encoding="utf-8")
    ingest((folder,), Options(tmp_path / "readlog.db"), Report())
    datasette = serve(tmp_path / "readlog.db")
    path, titles = f"/readlog/-/article/{await id_of(datasette, 'https://example.org/1')}", []
    while path:
        soup = BeautifulSoup((await datasette.client.get(path)).text, "html.parser")
        titles.append(soup.h1.text)
        before, after = (soup.select_one(f'.neighbours a[rel="{rel}"]') for rel in ("prev", "next"))
        assert (before is None) == (len(titles) == 1)
        path = after and after["href"]
    assert titles == ["First", "Last of 2023", "All of 2024", "First of 2025"]
    alone = await page_of(datasette, await id_of(datasette, "https://example.org/5"))
    assert not alone.select(".neighbours")


async def test_related_articles_say_what_they_share(serve, real_file):
    datasette = serve(real_file)
    soup = await page_of(datasette, await id_of(datasette, TEA))
    nearest = section_of(soup, "Related").select("li")
    assert 0 < len(nearest) <= 5
    assert "茶" in nearest[0].select_one(".small").text


async def test_the_stock_page_and_the_files_are_one_link_away(serve, readlog_file):
    datasette = serve(readlog_file)
    links = {
        link.text: link["href"] for link in section_of(await page_of(datasette, RING), "Take it along").select("a")
    }
    assert list(links) == ["Markdown", "JSON", "CSV", "As a row of the table"]
    for link in links.values():
        assert (await datasette.client.get(link)).status_code == 200
    assert links["As a row of the table"] == f"/readlog/article/{RING}"


@pytest.mark.parametrize("id_", [1, 0, "9" * 19, "9" * 400])
async def test_an_article_that_is_not_there_is_missing_in_our_style(serve, readlog_file, id_):
    soup = await page_of(serve(readlog_file), id_, status=404)
    assert soup.h1.text == "There is no such page"


async def test_an_empty_database_has_no_article_and_one_with_a_bare_article_has_its_page(serve, tmp_path):
    path = tmp_path / "readlog.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(read_resource("schema.sql"))
    datasette = serve(path)
    await page_of(datasette, 1, status=404)
    with closing(sqlite3.connect(path)) as connection, connection:
        insert(connection, "log", id=1, path="2025.md")
        insert(connection, "article", id=1, title="", log_id=1)
    soup = await page_of(datasette, 1)
    assert not soup.select(".neighbours, .outline")


async def test_headings_are_in_order_whatever_the_outline_is(serve, tmp_path):
    path = write_readlog(tmp_path / "readlog.db")
    with closing(sqlite3.connect(path)) as connection, connection:
        add_article(connection, 7, "Deep", log_id=1, position=9, line_start=50)
        for number in range(1, 300):
            add_excerpt(
                connection, 100 + number, f"{number}", article_id=7, parent_id=99 + number if number > 1 else None,
                position=number, depth=number, kind="heading" if number % 2 else "quote", line_start=50 + number,
            )  # fmt: skip
    soup = await page_of(serve(path), 7)
    levels = [int(heading.name[1]) for heading in soup.select("h1, h2, h3, h4, h5, h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(soup.select(".outline li")) == 299
    assert soup.find(id="7-399").find_parents("li")[0]["id"] == "7-398"


async def test_nothing_on_the_page_comes_from_elsewhere_or_is_inline(serve, real_file):
    datasette = serve(real_file)
    for url in ("https://sky.example.org/eclipse-2025-09", TEA):
        soup = await page_of(datasette, await id_of(datasette, url))
        assert not soup.select("style, [style], script:not([src]), [onclick], iframe, img")
        for tag in soup.select('script, link[rel="stylesheet"]'):
            assert (await datasette.client.get(tag.get("src") or tag["href"])).status_code == 200


async def test_every_id_is_there_once_and_every_fragment_leads_somewhere(serve, real_file):
    datasette = serve(real_file)
    soup = await page_of(datasette, await id_of(datasette, TEA))
    ids = [tag["id"] for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    assert {link["href"][1:] for link in soup.select('a[href^="#"]')} <= set(ids)
