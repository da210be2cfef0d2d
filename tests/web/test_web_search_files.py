"""A page of results as Markdown and as CSV: the same as the page, and no text in it is markup or a formula."""

import csv
import sqlite3
from contextlib import closing
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from sample_databases import RING, add_article, add_excerpt, write_readlog

from ingest.commonmark import escape_markdown

PAGE = "/readlog/-/search"


async def text_of(datasette, suffix, status=200, **parameters):
    response = await datasette.client.get(f"{PAGE}.{suffix}", params=parameters)
    assert response.status_code == status
    assert response.headers["content-type"] == f"text/{'markdown' if suffix == 'md' else 'csv'}; charset=utf-8"
    return response.text


async def rows_of(datasette, **parameters):
    return list(csv.DictReader(StringIO(await text_of(datasette, "csv", **parameters), newline="")))


def html_of(markdown):
    return BeautifulSoup(MarkdownIt().render(markdown), "html.parser")


async def test_markdown_has_the_articles_and_passages_of_the_page(serve, readlog_file):
    markdown = await text_of(serve(readlog_file), "md", q="缓冲", sort="newest")
    assert markdown.split("\n\n")[:6] == [
        "# 缓冲",
        "## [环形缓冲区 without locks](<https://blog.example.org/ring?utm_source=mail>)",
        "2025-03-02 · blog.example.org · 2025.md:3",
        "和 PG 的 WAL 缓冲比较。",
        "> 环形缓冲区（ring buffer）放在共享内存里，io_uring 用了两个。",
        "## [环形缓冲区 without locks](<https://blog.example.org/ring?utm_source=mail>)",
    ]


async def test_an_article_without_an_address_leads_to_its_page(serve, readlog_file):
    html = html_of(await text_of(serve(readlog_file), "md", q="不是标题"))
    assert html.h2.text == "<b>不是标题</b>"
    assert html.h2.a["href"].startswith("http://localhost/readlog/-/article/")


async def test_csv_has_a_row_a_passage(serve, readlog_file):
    rows = await rows_of(serve(readlog_file), q="缓冲", sort="newest")
    assert [(row["file"], row["line"], row["kind"]) for row in rows] == [
        ("2025.md", "7", "note"),
        ("2025.md", "5", "quote"),
        ("letters/2024.md", "", ""),
    ]
    assert rows[1]["text"] == "环形缓冲区（ring buffer）放在共享内存里，io_uring 用了两个。"
    assert (rows[1]["title"], rows[1]["date"], rows[1]["name"]) == (
        "环形缓冲区 without locks",
        "2025-03-02",
        f"{RING}-2",
    )


async def test_size_and_page_choose_what_is_in_a_file(serve, tmp_path):
    datasette = serve(write_readlog(tmp_path / "readlog.db", extra_articles=45))
    everything = await rows_of(datasette, q="filler", size=100)
    second = await rows_of(datasette, q="filler", size=10, page=2)
    assert (len(everything), second) == (45, everything[10:20])
    assert (await text_of(datasette, "md", q="filler", size=10, page=2)).count("\n## ") == 10


@pytest.mark.parametrize(("code", "fence"), [("dragon()", "```"), ("dragon `x`", "```"), ("dragon ```` `x`", "`````")])
async def test_code_stands_within_a_longer_fence_than_it_has(serve, readlog_file, code, fence):
    with closing(sqlite3.connect(readlog_file)) as conn:
        add_excerpt(conn, 90, code, article_id=RING, position=9, kind="code")
        conn.commit()
    assert f"\n\n{fence}\n{code}\n{fence}\n" in await text_of(serve(readlog_file), "md", q="dragon")


async def test_hostile_texts_stay_texts(serve, readlog_file):
    with closing(sqlite3.connect(readlog_file)) as conn:
        add_article(conn, 77, "=dragon [x](y) <img>\n# h", url="https://e.org/<a>\\)>b", log_id=1, line_start=8)
        add_excerpt(conn, 90, "+dragon\n\n# no\n    code\n```\n<b>", article_id=77, position=1, kind="quote")
        add_excerpt(conn, 91, "dragon ```` `x`", article_id=77, position=2, kind="code")
        conn.commit()
    datasette = serve(readlog_file)
    html = html_of(await text_of(datasette, "md", q="dragon"))
    assert html.h2.text == "=dragon [x](y) <img> # h"
    assert html.h2.a["href"] == "https://e.org/%3Ca%3E%5C)%3Eb"
    assert len(html.select("h1, h2, pre, img, b")) == 3
    assert "<b>" in html.blockquote.text
    assert html.pre.text == "dragon ```` `x`\n"
    rows = await rows_of(datasette, q="dragon")
    assert {row["title"][:2] for row in rows} == {"'="}
    assert {row["text"][:2] for row in rows} == {"'+", "dr"}


async def test_what_was_searched_and_the_facts_of_an_article_are_texts_too(serve, readlog_file):
    facts = {"site": "*a*.example", "collection": "[b](x) <i>", "date": "2025-03-04"}
    with closing(sqlite3.connect(readlog_file)) as conn:
        conn.execute("UPDATE log SET path = '<u>_2025_.md' WHERE id = 1")
        add_article(conn, 77, "dragon", log_id=1, line_start=8, **facts)
        add_excerpt(conn, 90, "dragon\n# one more", article_id=77, position=1, kind="reply")
        conn.commit()
    query = "dragon OR *[<img>](x)* \n # h"
    html = html_of(await text_of(serve(readlog_file), "md", q=query))
    assert html.h1.text == " ".join(query.split())
    assert html.h2.find_next("p").text == "2025-03-04 · *a*.example · [b](x) <i> · <u>_2025_.md:8"
    assert html.blockquote.text.split("\n") == ["", "dragon", "# one more", ""]
    assert not html.select("img, em, i, u, p a")


@given(st.text(alphabet="ab 1\\`*_[]<>&#;~-+=.)!|\n\t环", max_size=30))
def test_escaped_text_reads_as_itself(text):
    html = html_of(escape_markdown(text))
    assert not html.find_all(lambda tag: tag.name not in ("p",))
    assert html.text.split() == text.split()


async def test_what_cannot_be_searched_is_said(serve, readlog_file):
    for suffix in ("md", "csv"):
        assert (await text_of(serve(readlog_file), suffix, status=400, q="kind:foo")).startswith("kind:foo is none of ")


@pytest.mark.parametrize("suffix", ["md", "csv"])
async def test_nothing_found_and_nothing_asked_are_empty_files(serve, readlog_file, suffix):
    for query in ("", "dragons"):
        assert (await text_of(serve(readlog_file), suffix, q=query)).count("\n") == 1


@pytest.mark.parametrize("suffix", ["md", "csv"])
async def test_the_short_address_leads_to_the_file(serve, readlog_file, suffix):
    response = await serve(readlog_file).client.get(f"/-/search.{suffix}?q=x")
    assert response.headers["Location"] == f"{PAGE}.{suffix}?q=x"


async def test_the_page_leads_to_its_files(serve, readlog_file):
    datasette = serve(readlog_file)
    soup = BeautifulSoup((await datasette.client.get(PAGE, params={"q": "缓冲"})).text, "html.parser")
    links = soup.select("main > .small:last-of-type a")
    assert [link.text for link in links] == ["Markdown", "CSV", "JSON"]
    for link in links:
        response = await datasette.client.get(link["href"])
        assert response.status_code == 200
        assert "without locks" in response.text
