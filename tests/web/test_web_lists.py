"""The pages of months, tags and collections: what they list, under which names they answer, and their files."""

import csv
import sqlite3
from contextlib import closing
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from datasette.utils import tilde_encode
from markdown_it import MarkdownIt
from sample_databases import BIRDS, RING, RING_AGAIN, add_article, add_excerpt, insert, write_readlog

from ingest.resources import read_resource
from ingest.run import Options, Report, ingest

NAMES = ["C++", ".NET", "a/b", "深度", "two  words", "100%", "%41", "a~b", "?#&", "<b>", '"', "..", "a.md", "é\u0301"]


async def page_of(datasette, path, status=200, language="en"):
    response = await datasette.client.get(path, headers={"accept-language": language})
    assert response.status_code == status, response.text
    return BeautifulSoup(response.text, "html.parser")


def ids_of(soup, place="main"):
    return [int(link["href"].rsplit("/", 1)[1]) for link in soup.select(f"{place} .lines p a")]


@pytest.fixture
def connection(readlog_file):
    with closing(sqlite3.connect(readlog_file)) as conn:
        yield conn


def tag_articles(conn, tag, number, **values):
    """A tag with so many articles of one day each."""
    insert(conn, "tag", id=tag, kind="term", **values)
    for n in range(number):
        day = f"2023-01-{n % 28 + 1:02}"
        add_article(
            conn,
            tag * 1000 + n,
            f"Filler {n}",
            log_id=1,
            position=n,
            date=day,
            date_from=day,
            date_to=day,
            month="2023-01",
        )
        insert(conn, "article_tag", article_id=tag * 1000 + n, tag_id=tag, rule="code-span", spelling="x")
    conn.commit()


async def test_a_month_has_its_articles_and_apart_from_them_those_that_can_be_of_it(serve, readlog_file):
    datasette = serve(readlog_file)
    march = await page_of(datasette, "/readlog/-/month/2025-03")
    assert march.h1.text == "March 2025"
    assert ids_of(march) == [RING, BIRDS]
    assert ids_of(march, ".possible") == [BIRDS]
    february = await page_of(datasette, "/readlog/-/month/2025-02")
    assert ids_of(february) == ids_of(february, ".possible") == [BIRDS]
    assert ids_of(await page_of(datasette, "/readlog/-/month/2024-06")) == [RING_AGAIN]
    assert "Nothing is dated in this month." in february.main.text


@pytest.mark.parametrize(
    ("month", "is_possible"), [("2025-01", False), ("2025-02", True), ("2025-03", True), ("2025-04", False)]
)
async def test_an_article_can_be_of_the_months_of_all_its_days(serve, readlog_file, connection, month, is_possible):
    connection.execute("UPDATE article SET date_from = '2025-02-28' WHERE id = ?", (BIRDS,))
    connection.commit()
    page = await page_of(serve(readlog_file), f"/readlog/-/month/{month}")
    assert (BIRDS in ids_of(page, ".possible")) == is_possible


async def test_a_list_of_a_month_says_the_day_alone(serve, readlog_file, connection):
    add_article(connection, 77, "Somewhere in it", log_id=1, position=9, date_from="2025-03-01", date_to="2025-03-31",
                month="2025-03")  # fmt: skip
    connection.commit()

    async def facts(language):
        soup = await page_of(serve(readlog_file), "/readlog/-/month/2025-03", language=language)
        return [item.select(".facts li")[-1:] for item in soup.select("main > section:not(.possible) .lines > li")]

    assert [[fact.text for fact in last] for last in await facts("en")] == [["Sun 2"], []]
    assert [[fact.text for fact in last] for last in await facts("zh")] == [["2 日周日"], []]


async def test_a_month_leads_to_the_months_beside_it_that_have_articles(serve, readlog_file, connection):
    for id, month in enumerate(("2023-01", "2023-02")):
        add_article(connection, id, "x", log_id=1, month=month)
    connection.commit()
    datasette = serve(readlog_file)
    soup = await page_of(datasette, "/readlog/-/month/2025-03")
    assert soup.select_one('a[rel="prev"]')["href"] == "/readlog/-/month/2024-06"
    assert not soup.select('a[rel="next"]')
    soup = await page_of(datasette, "/readlog/-/month/2023-01")
    assert not soup.select('a[rel="prev"]')
    assert soup.select_one('a[rel="next"]')["href"] == "/readlog/-/month/2023-02"
    soup = await page_of(datasette, "/readlog/-/month/2024-09")
    assert soup.select_one('a[rel="prev"]')["href"] == "/readlog/-/month/2024-06"
    assert soup.select_one('a[rel="next"]')["href"] == "/readlog/-/month/2025-03"


@pytest.mark.parametrize(
    "month", ["2025-13", "2025-00", "0000-01", "2025", "2025-3", "march", "２０２５-03", "2025-03-01"]
)
async def test_what_is_no_month_is_no_page(serve, readlog_file, month):
    await page_of(serve(readlog_file), f"/readlog/-/month/{tilde_encode(month)}", 404)


@pytest.mark.parametrize("month", ["0001-01", "9999-12", "2024-02"])
async def test_every_month_is_a_page(serve, readlog_file, month):
    await page_of(serve(readlog_file), f"/readlog/-/month/{month}")


@pytest.mark.parametrize("name", NAMES)
async def test_a_tag_and_a_collection_of_any_name_are_found_from_their_lists(serve, readlog_file, connection, name):
    connection.execute("DELETE FROM tag")
    insert(connection, "tag", id=9, name=name, kind="term", key=f"key of {name}")
    insert(connection, "article_tag", article_id=RING, tag_id=9, rule="code-span", spelling=name)
    connection.execute("UPDATE article SET collection = ? WHERE id = ?", (name, RING))
    connection.commit()
    datasette = serve(readlog_file)
    for list_, page in (("tags", "tag"), ("collections", "collection")):
        links = (await page_of(datasette, f"/readlog/-/{list_}")).select("main a")
        (link,) = [link for link in links if link.text == name]
        soup = await page_of(datasette, link["href"])
        assert soup.h1.text == name
        assert ids_of(soup) == [RING]
        for suffix in ("md", "json", "csv"):
            (file,) = [one["href"] for one in soup.select(".files a") if one["href"].endswith(f".{suffix}")]
            assert (await datasette.client.get(file)).status_code == 200
        assert page in link["href"]


async def test_an_address_that_a_browser_encodes_is_the_same_page(serve, readlog_file):
    datasette = serve(readlog_file)
    assert (await page_of(datasette, "/readlog/-/tag/C%2B%2B")).h1.text == "C++"
    assert (await page_of(datasette, "/readlog/-/collection/%6Cetters")).h1.text == "letters"


@pytest.mark.parametrize("name", ["PG", "pg", "ＰＧ", "Postgres", "postgresql"])
async def test_an_alias_in_any_case_leads_to_its_tag(serve, readlog_file, name):
    soup = await page_of(serve(readlog_file), f"/readlog/-/tag/{tilde_encode(name)}")
    assert soup.h1.text == "PostgreSQL"
    assert soup.select_one('link[rel="canonical"]')["href"] == "/readlog/-/tag/PostgreSQL"


async def test_a_tag_says_its_other_names_what_made_it_and_what_it_goes_with(serve, readlog_file):
    soup = await page_of(serve(readlog_file), "/readlog/-/tag/PostgreSQL")
    about = {row.dt.text: [item.text for item in row.select("li")] for row in soup.select(".about > div")}
    assert about == {
        "Also written": ["PG", "Postgres"],
        "How it got there": ["in a code span of a passage 1"],
        "Goes with": ["C++ 1", "io_uring 1"],
    }


async def test_a_tag_shows_the_passages_that_have_it_themselves(serve, readlog_file):
    datasette = serve(readlog_file)
    (passage,) = (await page_of(datasette, "/readlog/-/tag/io_uring")).select(".quoted .words")
    assert passage.text.startswith("★ 环形缓冲区")
    assert not (await page_of(datasette, "/readlog/-/tag/C~2B~2B")).select(".quoted")


async def test_a_passage_is_written_away_from_its_article_as_it_is_there(serve, real_file):
    datasette = serve(real_file)
    code = set()
    for figure in (await page_of(datasette, "/readlog/-/tag/io_uring")).select(".quoted .passage.quote"):
        path, _, name = figure.select_one("figcaption a")["href"].partition("#")
        there = (await page_of(datasette, path)).find(id=name).select_one(".words")
        words = figure.select_one(".words")
        assert str(words) == str(there)
        code |= {span.text for span in words.select("code")}
    assert "io_uring" in code


async def test_a_name_of_two_tags_leads_from_one_to_the_other(serve, readlog_file, connection):
    insert(connection, "tag", id=9, name="io_uring", kind="mark", key="mark:io_uring")
    insert(connection, "article_tag", article_id=BIRDS, tag_id=9, rule="star", spelling="x")
    connection.commit()
    datasette = serve(readlog_file)
    soup = await page_of(datasette, "/readlog/-/tag/io_uring")
    assert ids_of(soup) == [RING]
    other = await page_of(datasette, soup.find("dt", string="The same name is also").parent.a["href"])
    assert ids_of(other) == [BIRDS]
    file = other.select_one(".files a")["href"]
    assert "How birds" in (await datasette.client.get(file)).text


@pytest.mark.parametrize(("number", "on_the_last"), [(120, 20), (100, 50)])
async def test_pages_of_a_tag_show_every_article_once_and_a_file_all_of_them(
    serve, readlog_file, connection, number, on_the_last
):
    tag_articles(connection, 9, number, name="many", key="many")
    datasette = serve(readlog_file)
    seen, path = [], "/readlog/-/tag/many"
    while path:
        soup = await page_of(datasette, path)
        seen += ids_of(soup)
        following = soup.select_one('a[rel="next"]')
        path = following and following["href"].partition("#")[0]
    assert len(seen) == len(set(seen)) == number
    answer = (await datasette.client.get("/readlog/-/tag/many.json")).json()
    assert [article["id"] for article in answer["articles"]] == seen
    assert len(ids_of(await page_of(datasette, "/readlog/-/tag/many?page=99"))) == on_the_last


async def test_passages_have_pages_of_their_own_beside_those_of_the_articles(serve, readlog_file, connection):
    tag_articles(connection, 9, 60, name="many", key="many")
    for number in range(20, 35):
        add_excerpt(connection, number, f"Passage {number}", article_id=9000, position=number, kind="quote")
        insert(connection, "excerpt_tag", excerpt_id=number, tag_id=9, rule="code-span", spelling="x")
    connection.commit()
    datasette = serve(readlog_file)
    soup = await page_of(datasette, "/readlog/-/tag/many?page=2")
    assert len(ids_of(soup)) == 10
    (following,) = soup.select('section[aria-labelledby="passages"] a[rel="next"]')
    soup = await page_of(datasette, following["href"].partition("#")[0])
    assert (len(ids_of(soup)), len(soup.select(".quoted > li"))) == (10, 5)


async def test_the_files_of_a_tag_have_all_its_passages(serve, readlog_file, connection):
    tag_articles(connection, 9, 1, name="many", key="many")
    for number in range(20, 1220):
        add_excerpt(connection, number, f"Passage {number}", article_id=9000, position=number, kind="quote")
        insert(connection, "excerpt_tag", excerpt_id=number, tag_id=9, rule="code-span", spelling="x")
    connection.commit()
    client = serve(readlog_file).client
    assert len((await client.get("/readlog/-/tag/many.json")).json()["passages"]) == 1200
    assert (await client.get("/readlog/-/tag/many.md")).text.count("> Passage ") == 1200


async def test_the_files_of_a_list_say_what_it_says(serve, readlog_file):
    client = serve(readlog_file).client
    answer = (await client.get("/readlog/-/tag/PG.json")).json()
    assert (answer["tag"], answer["kind"], answer["aliases"]) == ("PostgreSQL", "term", ["PG", "Postgres"])
    assert [article["id"] for article in answer["articles"]] == [RING]
    assert [(passage["article"], passage["kind"]) for passage in answer["passages"]] == [(RING, "note")]
    month = (await client.get("/readlog/-/month/2025-03.json")).json()
    assert ([one["id"] for one in month["articles"]], [one["id"] for one in month["possible"]]) == ([RING], [BIRDS])
    rows = list(csv.DictReader(StringIO((await client.get("/readlog/-/month/2025-03.csv")).text)))
    assert rows[0].keys() == month["articles"][0].keys()
    assert [(row["id"], row["starred"], row["date"]) for row in rows] == [
        (str(RING), "1", "2025-03-02"),
        (str(BIRDS), "0", ""),
    ]
    markdown = (await client.get("/readlog/-/collection/letters.md")).text
    assert markdown.splitlines()[0] == "# letters"
    assert "- [环形缓冲区 without locks](<https://blog.example.org/ring?utm_source=mail>) · 2024-06-05" in markdown


async def test_names_facts_and_passages_are_texts_in_markdown(serve, readlog_file, connection):
    insert(connection, "tag", id=9, kind="term", name="*a* <b>", key="*a* <b>")
    insert(connection, "article_tag", article_id=RING, tag_id=9, rule="code-span", spelling="x")
    insert(connection, "excerpt_tag", excerpt_id=2, tag_id=9, rule="code-span", spelling="x")
    connection.execute("UPDATE article SET site = '*s*', collection = '[c](x)' WHERE id = ?", (RING,))
    connection.execute("UPDATE excerpt SET text = '# <i> *q*' || char(10) || '- x' WHERE id = 2")
    connection.commit()
    response = await serve(readlog_file).client.get(f"/readlog/-/tag/{tilde_encode('*a* <b>')}.md")
    html = BeautifulSoup(MarkdownIt().render(response.text), "html.parser")
    assert html.h1.text == "*a* <b>"
    assert html.li.text.endswith(" · 2025-03-02 · *s* · [c](x)")
    assert html.blockquote.p.text == "# <i> *q*\n- x"


async def test_an_address_that_may_not_be_a_link_is_none_in_markdown(serve, readlog_file, connection):
    connection.execute("UPDATE article SET url = 'javascript:alert(1)' WHERE id = ?", (RING_AGAIN,))
    connection.commit()
    markdown = (await serve(readlog_file).client.get("/readlog/-/collection/letters.md")).text
    assert f"- [环形缓冲区 without locks](</readlog/-/article/{RING_AGAIN}>) · 2024-06-05" in markdown


async def test_all_tags_stand_by_kind_the_busiest_first(serve, readlog_file, connection):
    tag_articles(connection, 9, 3, name="busy", key="busy")
    soup = await page_of(serve(readlog_file), "/readlog/-/tags")
    assert [heading.text for heading in soup.select("h2")] == ["Topics 1", "Terms in code 3"]
    assert [item.text for item in soup.select("section:nth-of-type(2) .weights li")] == [
        "busy 3", "PostgreSQL 1", "io_uring 1",
    ]  # fmt: skip
    assert soup.select_one('header [aria-current="page"]').text == "Tags"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("io", ["io_uring"]),
        ("POST", ["PostgreSQL"]),
        ("pg", ["PostgreSQL"]),
        ("ｃ", ["C++"]),
        ("%", []),
        ("_", []),
        ("\\", []),
        ("/\\", ["C++"]),
        ("Éla", ["C++"]),
    ],
)
async def test_tags_are_found_by_how_one_of_their_names_begins(serve, readlog_file, connection, typed, found):
    for alias in ("Élan", "/\\"):
        insert(connection, "tag_alias", alias=alias, tag_id=3)
    connection.commit()
    response = await serve(readlog_file).client.get("/readlog/-/tags", params={"q": typed})
    soup = BeautifulSoup(response.text, "html.parser")
    assert [link.text for link in soup.select(".weights a")] == found
    assert soup.select_one("#filter-q")["value"] == typed
    assert ("No tag begins with that." in soup.text) == (not found)


async def test_more_tags_than_can_be_skimmed_are_said_to_be_more(serve, readlog_file, connection):
    for number in range(10, 260):
        insert(connection, "tag", id=number, name=f"t{number}", kind="topic", key=f"t{number}")
        insert(connection, "article_tag", article_id=RING, tag_id=number, rule="title-name", spelling="x")
    connection.commit()
    datasette = serve(readlog_file)
    soup = await page_of(datasette, "/readlog/-/tags")
    assert "The 200 most frequent of 251." in soup.main.text
    assert [link.text for link in (await page_of(datasette, "/readlog/-/tags?q=t259")).select(".weights a")] == ["t259"]


async def test_collections_say_how_much_and_when(serve, readlog_file, connection):
    connection.execute("UPDATE article SET collection = '深度' WHERE id IN (?, ?)", (RING, BIRDS))
    connection.commit()
    datasette = serve(readlog_file)
    soup = await page_of(datasette, "/readlog/-/collections")
    assert [item.text.split("\n") for item in soup.select(".lines > li > p")] == [["深度"], ["letters"]]
    assert [fact.text for fact in soup.select_one(".lines .facts").select("li")] == [
        "2 articles", "5 passages", "March 2025",
    ]  # fmt: skip
    soup = await page_of(datasette, f"/readlog/-/collection/{tilde_encode('深度')}")
    assert [fact.text for fact in soup.select(".subject .facts li")] == ["Collection", "2 articles", "5 passages"]
    assert ids_of(await page_of(datasette, "/readlog/-/collection/letters")) == [RING_AGAIN]
    soup = await page_of(datasette, "/readlog/-/collections?q=LETT")
    assert [link.text for link in soup.select(".lines a")] == ["letters"]


@pytest.mark.parametrize("page", ["tag/nothing", "collection/nothing", "collection/a", "tag/nothing.csv"])
async def test_what_nothing_has_is_no_page(serve, readlog_file, page):
    assert (await serve(readlog_file).client.get(f"/readlog/-/{page}")).status_code == 404


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_lists_of_an_empty_log_say_so(tmp_path, serve, language):
    path = tmp_path / "readlog.db"
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript("BEGIN;" + read_resource("schema.sql") + "COMMIT;")
    datasette = serve(path)
    for page in ("tags", "tags?q=x", "collections", "collections?q=x", "month/2025-01"):
        soup = await page_of(datasette, f"/readlog/-/{page}", language=language)
        assert soup.main.p
        assert not soup.select(".files, .lines, .weights")


async def test_all_pages_answer_for_the_log_of_the_project(serve, real_file):
    datasette = serve(real_file)
    for list_ in ("tags", "collections"):
        for link in (await page_of(datasette, f"/readlog/-/{list_}", language="zh")).select("main a")[:40]:
            await page_of(datasette, link["href"], language="zh")


async def test_a_hostile_title_is_text_in_lists(tmp_path, serve):
    path = write_readlog(tmp_path / "readlog.db")
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("UPDATE article SET collection = '<script>'")
    soup = await page_of(serve(path), f"/readlog/-/collection/{tilde_encode('<script>')}")
    assert not soup.select("b, main script, a[href^=javascript]")


async def test_links_to_a_mark_lead_to_the_mark_and_not_to_a_word_of_its_name(serve, tmp_path):
    (tmp_path / "2025.md").write_text(
        "# 12\n\n- [ ] [A](https://a.example.org/1)\n\nB https://a.example.org/2\n- > `unread`\n"
    )
    ingest((tmp_path / "2025.md",), Options(tmp_path / "readlog.db"), Report())
    datasette = serve(tmp_path / "readlog.db")
    titles = []
    for link in (await page_of(datasette, "/readlog/-/tags")).select(".weights a"):
        titles += [line.text for line in (await page_of(datasette, link["href"])).select(".lines p > a")]
    assert sorted(titles) == ["A", "B"]
