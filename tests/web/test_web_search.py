"""The search page of a readlog file: what it shows, what it says when it cannot, and where its links lead."""

import re
import sqlite3
from contextlib import closing
from itertools import pairwise
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from bs4 import BeautifulSoup
from sample_databases import BIRDS, RING, RING_AGAIN, TRAP, add_article, add_excerpt, write_readlog

from ingest.web.search_page import Asked, find

PAGE = "/readlog/-/search"


async def page_of(datasette, query=None, status=200, path=PAGE, **parameters):
    if query is not None:
        parameters["q"] = query
    response = await datasette.client.get(path, params=parameters or None)
    assert response.status_code == status, response.text
    return BeautifulSoup(response.text, "html.parser")


def count_of(soup):
    return int(re.match(r"[\d,]+", soup.h1.text)[0].replace(",", ""))


def ids_of(soup):
    return [int(link["href"].rsplit("/", 1)[1]) for link in soup.select(".articles h2 a")]


def query_of(link):
    """What an address asks for."""
    return {name: values[0] for name, values in parse_qs(urlsplit(link["href"]).query).items()}


@pytest.fixture
def long_file(tmp_path):
    return write_readlog(tmp_path / "readlog.db", extra_articles=45)


async def test_an_article_is_found_by_its_title_and_by_its_passages(serve, readlog_file):
    soup = await page_of(serve(readlog_file), "缓冲")
    assert soup.h1.text == "2 articles"
    assert set(ids_of(soup)) == {RING, RING_AGAIN}
    assert [mark.text for mark in soup.select("h2 mark")] == ["缓冲", "缓冲"]
    assert [mark.text for mark in soup.select(".passage mark")] == ["缓冲", "缓冲"]


async def test_one_article_is_not_articles(serve, readlog_file):
    assert (await page_of(serve(readlog_file), "birds")).h1.text == "1 article"


async def test_a_passage_says_what_it_is_and_where_it_stands(serve, readlog_file):
    datasette = serve(readlog_file)
    (passage,) = (await page_of(datasette, "WAL")).select(".passage")
    facts = [fact.text.strip() for fact in passage.select(".facts li")]
    assert facts == ["reader’s note", "一、两个队列", ":7"]  # of the file that stands above it
    link = passage.select_one(".place a")
    assert link["aria-label"] == "2025.md:7"
    assert link["href"] == f"/readlog/-/article/{RING}#{RING}-4"
    soup = await page_of(datasette, path=link["href"])
    assert "和 PG 的 WAL 缓冲比较。" in soup.find(id=f"{RING}-4").text


async def test_a_plain_quote_is_not_called_one_and_a_star_is_said(serve, readlog_file):
    (passage,) = (await page_of(serve(readlog_file), "io_uring")).select(".passage")
    assert passage.blockquote["lang"] == "zh-CN"
    assert passage.select_one(".star")["aria-label"] == "starred"
    assert not passage.select(".kind")


async def test_only_text_with_chinese_characters_is_said_to_be_chinese(serve, readlog_file):
    (passage,) = (await page_of(serve(readlog_file), "locks kind:quote")).select(".passage")
    assert "lang" not in passage.blockquote.attrs
    assert passage.blockquote.text == "Written in C++ first,\nthen without locks in C."


async def test_the_facts_of_an_article_are_its_day_its_site_its_collection_and_its_lines(serve, readlog_file):
    datasette = serve(readlog_file)
    again, ring = (await page_of(datasette, "title:缓冲", sort="newest")).select("article")[::-1]
    assert [fact.text.strip() for fact in ring.select(":scope > .facts > li")] == [
        "2 March 2025",
        "blog.example.org ↗",
        "2025.md:3",
    ]
    assert again.select_one(".facts").text.split() == "5 June 2024 blog.example.org ↗ letters letters/2024.md:1".split()
    assert ring.time["datetime"] == "2025-03-02"
    link = ring.select_one(".facts a")
    assert link["href"] == "https://blog.example.org/ring?utm_source=mail"
    assert set(link["rel"]) == {"noreferrer", "noopener"}


async def test_who_wrote_an_article_is_said_and_one_that_was_struck_out_is_struck_out(serve, readlog_file):
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        conn.execute("UPDATE article SET author = 'Doe, <Jane>', struck = 1 WHERE id = ?", (RING,))
    datasette = serve(readlog_file)
    ring, again = (await page_of(datasette, "title:缓冲", sort="newest")).select("article")
    assert ring.select_one("h2 a > s > mark").text == "缓冲"
    assert ring.select_one(".facts li").text == "Doe, <Jane>"
    assert not again.select("s")
    found = (await datasette.client.get(f"{PAGE}.json?q=title:缓冲&sort=newest")).json()["articles"]
    assert [(one["author"], one["struck"]) for one in found] == [("Doe, <Jane>", True), (None, False)]


async def test_days_between_which_an_article_lies_are_said_and_none_are_said_to_be_missing(serve, readlog_file):
    datasette = serve(readlog_file)
    assert "between 1 January and 1 March 2025" in (await page_of(datasette, "birds")).select_one(".facts").text
    trap = (await page_of(datasette, "不是标题")).select_one(".facts")
    assert [fact.text for fact in trap.select("li")] == ["no date", "letters/2024.md:4"]


async def test_a_hostile_title_is_text_and_a_hostile_address_no_link(serve, readlog_file):
    soup = await page_of(serve(readlog_file), "<b>不是标题</b>")
    assert soup.h2.text.strip() == "<b>不是标题</b>"
    assert ids_of(soup) == [TRAP]
    assert not soup.select('b, a[href^="javascript:"]')
    assert soup.select_one("#readlog-q")["value"] == "<b>不是标题</b>"


@pytest.mark.parametrize("query", ['"><script>alert(1)</script>', "kind:<script>alert(1)</script>"])
async def test_what_is_typed_never_becomes_markup(serve, readlog_file, query):
    response = await serve(readlog_file).client.get(PAGE, params={"q": query})
    soup = BeautifulSoup(response.text, "html.parser")
    assert soup.select_one("#readlog-q")["value"] == query
    assert [script.get("src") for script in soup.select("script")] == ["/-/static-plugins/datasette-readlog/readlog.js"]


async def test_a_long_passage_is_shortened_around_its_mark(tmp_path, serve):
    path = write_readlog(tmp_path / "readlog.db")
    with closing(sqlite3.connect(path)) as conn, conn:
        add_excerpt(
            conn, 9, "前" * 900 + "水杉" + "后" * 900, article_id=BIRDS, position=2, kind="quote", line_start=13
        )
    (text,) = (await page_of(serve(path), "水杉")).select(".text")
    assert text.mark.text == "水杉"
    assert 250 < len(text.text) < 350
    assert re.fullmatch("…前+水杉后+…", text.text)


async def test_the_best_passages_are_shown_and_the_others_are_one_link_away(tmp_path, serve):
    path = write_readlog(tmp_path / "readlog.db")
    with closing(sqlite3.connect(path)) as conn, conn:
        for id in range(10, 15):
            add_excerpt(conn, id, f"水杉 {id}", article_id=BIRDS, position=id, kind="quote", line_start=id)
    soup = await page_of(serve(path), "水杉")
    assert len(soup.select(".passage")) == 3
    assert soup.select_one(".more a").text == "2 more passages"
    assert soup.select_one(".more a")["href"] == f"/readlog/-/article/{BIRDS}"


async def test_newest_first_goes_by_the_day(serve, real_file):
    days = [
        time["datetime"] for time in (await page_of(serve(real_file), "的", sort="newest")).select(".articles time")
    ]
    assert len(days) > 5
    assert days == sorted(days, reverse=True)


async def test_the_order_is_chosen_by_a_link_and_kept_by_the_box(serve, real_file):
    datasette = serve(real_file)
    soup = await page_of(datasette, "内存")
    best, newest = soup.select(".sorts a")
    assert (best.get("aria-current"), newest.get("aria-current")) == ("true", None)
    assert (query_of(best), query_of(newest)) == ({"q": "内存"}, {"q": "内存", "sort": "newest"})
    assert not soup.select('.readlog-search [name="sort"]')
    soup = await page_of(datasette, path=newest["href"])
    assert soup.select_one(".sorts [aria-current]").text == "Newest first"
    assert soup.select_one('.readlog-search [name="sort"]')["value"] == "newest"


async def test_there_is_no_order_to_choose_where_there_are_no_words(serve, readlog_file):
    assert not (await page_of(serve(readlog_file), "kind:note")).select(".sorts")


@pytest.mark.parametrize("sort", ["relevance", "newest"])
async def test_paging_shows_every_article_once(serve, long_file, sort):
    datasette = serve(long_file)
    seen, numbers, path = [], [], f"{PAGE}?q=filler&sort={sort}"
    while path:
        soup = await page_of(datasette, path=path)
        seen += ids_of(soup)
        numbers.append(soup.select_one(".pager p:nth-child(2)").text)
        following = soup.select_one('a[rel="next"]')
        path = following and following["href"]
    assert count_of(soup) == len(seen) == len(set(seen)) == 45
    assert numbers == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]


async def test_the_way_back_leads_to_the_address_without_a_page(serve, long_file):
    soup = await page_of(serve(long_file), "filler", page=2)
    assert query_of(soup.select_one('a[rel="prev"]')) == {"q": "filler"}
    assert query_of(soup.select_one('a[rel="next"]')) == {"q": "filler", "page": "3"}
    assert soup.select_one(".articles")["start"] == "21"


async def test_a_page_past_the_end_leads_to_the_last(serve, long_file):
    datasette = serve(long_file)
    soup = await page_of(datasette, "filler", page=99)
    assert count_of(soup) == 45
    assert "There is no page 99." in soup.main.text
    last = await page_of(datasette, path=soup.find("a", string="The last is page 3")["href"])
    assert len(ids_of(last)) == 5


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "1.5", "²", "9" * 5000, "1\0"])
async def test_a_page_that_is_none_is_the_first(serve, long_file, page):
    assert (await page_of(serve(long_file), "filler", page=page)).select_one(".pager").text.split()[:2] == ["Page", "1"]


async def test_a_sort_that_is_none_is_by_relevance(serve, readlog_file):
    soup = await page_of(serve(readlog_file), "缓冲", sort="' OR 1=1")
    assert soup.select_one(".sorts [aria-current]").text == "Best first"


@pytest.mark.parametrize(
    "query", ["内存", "的", "water tea", "茶 OR 候鸟", "io_uring 内核", "kind:note", "-锁 year:2025"]
)
async def test_each_facet_leads_to_as_many_articles_as_it_promises(serve, real_file, query):
    datasette = serve(real_file)
    links = (await page_of(datasette, query)).select(".facets li")
    assert len(links) > 3
    for item in links:
        narrowed = await page_of(datasette, path=item.a["href"])
        assert count_of(narrowed) == int(item.span.text), item.text
        assert query_of(item.a)["q"].startswith(query)


async def test_a_chosen_filter_is_removed_by_its_link_and_its_facet_is_not_offered_again(serve, readlog_file):
    datasette = serve(readlog_file)
    soup = await page_of(datasette, "缓冲 year:2025 -tag:PG", sort="newest")
    assert "year" not in [heading["id"].removeprefix("facet-") for heading in soup.select(".facets h2")]
    assert [query_of(link) for link in soup.select(".chosen a")] == [
        {"q": "缓冲 -tag:PG", "sort": "newest"},
        {"q": "缓冲 year:2025", "sort": "newest"},
    ]
    assert [link.text for link in soup.select(".chosen a")] == ["Remove year:2025 ×", "Remove -tag:PG ×"]


async def test_facets_can_be_folded_without_a_script(serve, readlog_file):
    soup = await page_of(serve(readlog_file), "缓冲")
    assert soup.select_one("details.facets > summary").text == "Narrow down"
    assert [heading.text for heading in soup.select("details h2")] == [
        "Year",
        "Site",
        "Collection",
        "Tag",
        "Kind of passage",
    ]


async def test_without_a_query_the_page_teaches_by_examples_that_can_be_searched(serve, readlog_file):
    datasette = serve(readlog_file)
    soup = await page_of(datasette)
    assert soup.h1.text == "What to type"
    links = soup.select(".examples a")
    assert {"内存", "内存 OR 显存", '"page cache"', "lock*", "C++"} <= {link.text for link in links}
    assert {"tag", "site", "collection", "kind", "year", "after", "before", "title"} <= {
        name for link in links for name in re.findall(r"(\w+):", link.text)
    }
    for link in links:
        assert query_of(link) == {"q": link.text}
        assert (await page_of(datasette, path=link["href"])).select_one("#readlog-q")["value"] == link.text


@pytest.mark.parametrize("query", ["", "   ", "\u3000"])
async def test_an_empty_query_is_none(serve, readlog_file, query):
    assert (await page_of(serve(readlog_file), query)).h1.text == "What to type"


async def test_an_address_that_no_words_hold_is_looked_up_where_addresses_are(serve, readlog_file):
    datasette = serve(readlog_file)
    soup = await page_of(datasette, " https://birds.example.org/way?utm_source=x ")
    assert "Nothing in this log has" not in soup.main.text
    (link,) = [link for link in soup.select("main a") if link.text == "Is this address in the log?"]
    found = BeautifulSoup((await datasette.client.get(link["href"])).text, "html.parser")
    assert "Yes, it is in the log." in found.main.text
    assert "Is this address" not in (await page_of(datasette, "zyzzyva birds.example.org")).main.text


async def test_nothing_found_is_said_and_something_near_is_offered(serve, readlog_file):
    datasette = serve(readlog_file)
    soup = await page_of(datasette, "缓冲 without dragons")
    assert soup.h1.text == "0 articles"
    assert "Nothing in this log has all of that." in soup.main.text
    offers = soup.select(".suggestions li")
    assert offers
    for offer in offers:
        found = await page_of(datasette, path=offer.a["href"])
        assert re.search(r"· (\d+) article", offer.span.text)[1] == str(count_of(found))


@pytest.mark.parametrize(
    ("query", "is_said"),
    [
        ("-locks", True),
        ("NOT locks", True),
        ("***", True),
        ("，。 -x", True),
        ("zyzzyva", False),
        ("-locks year:1999", False),
    ],
)
async def test_a_search_without_a_word_to_look_for_is_said_to_be_one(serve, readlog_file, query, is_said):
    soup = await page_of(serve(readlog_file), query)
    assert soup.h1.text == "0 articles"
    assert ("There is no word here to look for" in soup.main.text) == is_said
    assert ("Nothing in this log has" in soup.main.text) != is_said


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("a" * 10_000, "at most 2,000 characters; this one has 10,000"),
        ("内 " * 70, "at most 64 words"),
        ("缓冲 kind:foo", "kind:foo is none of"),
        ("year:soon", "year:soon is no year"),
        ("after:2025-13", "after:2025-13 is no day"),
    ],
)
async def test_what_cannot_be_asked_is_said_with_the_box_still_there(serve, readlog_file, query, said):
    soup = await page_of(serve(readlog_file), query, status=400)
    assert said in soup.select_one(".faults").text
    assert soup.select_one("#readlog-q")["value"] == query
    assert not soup.select(".articles")


@pytest.mark.parametrize(
    "query",
    [
        "%00",
        "%01%1F",
        "%ED%A0%80",
        "%FF%FE",
        quote("😀"),
        quote("\u200b"),
        "%22",
        "*",
        "-x",
        "NOT",
        quote("，。"),
        "AND+OR",
    ],
)
@pytest.mark.parametrize("suffix", ["", ".json"])
async def test_odd_characters_are_answered_and_never_find_every_row(serve, readlog_file, query, suffix):
    response = await serve(readlog_file).client.get(f"{PAGE}{suffix}?q={query}")
    assert response.status_code == 200
    total = response.json()["total"] if suffix else count_of(BeautifulSoup(response.text, "html.parser"))
    assert total == 0


async def test_a_search_that_takes_too_long_is_stopped_and_says_so(serve, readlog_file):
    datasette = serve(readlog_file)
    database = datasette.get_database("readlog")
    await datasette.invoke_startup()
    for _ in range(2):  # a table that SQLite has yet to open is stopped in another way
        results, offers, _ = await database.execute_fn(lambda conn: find(conn, Asked("locks"), limit=0))
        assert [str(fault)[:33] for fault in results.faults] == ["The search took longer than 0 ms "]
        assert (results.search.words, results.total, offers) == ("locks", 0, ())
        assert count_of(await page_of(datasette, "locks")) == 2


async def test_headings_are_in_order_and_landmarks_are_there(serve, real_file):
    soup = await page_of(serve(real_file), "内存")
    levels = [int(heading.name[1]) for heading in soup.select("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert soup.html["lang"] == "en"
    assert soup.select_one("header") and soup.select_one("main") and soup.select_one('form[role="search"]')
    assert all(nav.get("aria-label") for nav in soup.select("nav"))
    assert soup.select_one('label[for="readlog-q"]')


async def test_nothing_on_the_page_comes_from_elsewhere_or_is_inline(serve, real_file):
    datasette = serve(real_file)
    response = await datasette.client.get(PAGE, params={"q": "内存"})
    soup = BeautifulSoup(response.text, "html.parser")
    assert "'unsafe-inline'" not in response.headers["Content-Security-Policy"]
    assert not soup.select("style, [style], script:not([src]), [onclick], iframe, img")
    resources = [tag.get("src") or tag["href"] for tag in soup.select('script, link[rel="stylesheet"]')]
    assert len(resources) == 2
    for resource in resources:
        assert resource.startswith("/-/static-plugins/")
        assert (await datasette.client.get(resource)).status_code == 200


async def test_the_other_pages_are_one_link_away(serve, readlog_file):
    datasette = serve(readlog_file)
    links = {link["href"] for link in (await page_of(datasette)).select("header a, footer a")}
    pages = "today highlights tags terms problems seen feed.atom tables".split()
    assert {"/readlog", *(f"/readlog/-/{page}" for page in pages)} <= links
    for link in links - {"?_language=en", "?_language=zh"}:
        assert (await datasette.client.get(link)).status_code == 200, link


async def test_every_link_of_a_page_of_results_answers(serve, real_file):
    datasette = serve(real_file)
    links = {link["href"] for link in (await page_of(datasette, "锁")).select("a") if link["href"].startswith("/")}
    assert len(links) > 20
    for link in links:
        assert (await datasette.client.get(link)).status_code == 200, link


async def test_a_searching_connection_is_left_as_datasette_wants_it(serve, readlog_file):
    datasette = serve(readlog_file, settings={"num_sql_threads": 1})
    await page_of(datasette, "缓冲")
    await page_of(datasette, "没有的词")
    rows = (await datasette.client.get("/readlog/log.json?_shape=objects")).json()["rows"]
    assert [row["path"] for row in rows] == ["2025.md", "letters/2024.md"]
    with closing(sqlite3.connect(readlog_file)) as conn, conn:
        add_article(conn, 77, "水杉", log_id=1)
    assert ids_of(await page_of(datasette, "水杉")) == [77]
