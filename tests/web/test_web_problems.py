"""The page of problems: what it says of each place in a log, in both languages, and what a hostile line can do."""

import sqlite3
from contextlib import closing

import pytest
from bs4 import BeautifulSoup
from sample_databases import TRAP, insert, write_readlog

from ingest.diagnostics import CODES, diagnose
from ingest.resources import read_resource
from ingest.run import Options, Report, ingest
from ingest.web.texts import catalogue

PAGE = "/readlog/-/problems"
CHINESE = {"Accept-Language": "zh-CN"}
EDITOR = {"plugins": {"datasette-readlog": {"editor": "vscode://file/{path}:{line}"}}}


async def page_of(datasette, **headers):
    response = await datasette.client.get(PAGE, headers=headers)
    assert response.status_code == 200, response.text
    return BeautifulSoup(response.text, "html.parser")


def add_problem(path, code, **values):
    found = diagnose(code, values.get("line", 1), **values.pop("facts", {}))
    row = {"severity": found.severity, "code": code, "message": found.message, "log_id": 1, "line": 1, "column": 1}
    with closing(sqlite3.connect(path)) as conn:
        insert(conn, "diagnostic", **row | values)
        conn.commit()


@pytest.fixture
def bare_file(tmp_path):
    path = tmp_path / "readlog.db"
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript(read_resource("schema.sql"))
    return path


async def test_each_place_is_shown_with_its_line_its_message_and_its_article(serve, readlog_file):
    soup = await page_of(serve(readlog_file))
    assert [title.text for title in soup.select("h2")] == ["Articles without an address"]
    (place,) = soup.select(".places > li")
    assert place.select_one(".place").text == "letters/2024.md:4:1"
    assert place.select_one(".source").text == "<b>不是标题</b> javascript:alert(1)"
    assert place.select_one(".source")["lang"] == "zh-CN"
    facts = place.select(".facts li")
    assert [fact.text for fact in facts] == ["<b>不是标题</b>"]
    assert soup.select_one(".message").text == "no URL after the title; kept without a link"
    assert place.select_one(".facts a")["href"] == f"/readlog/-/article/{TRAP}"
    assert soup.select_one(".hint").text.split(maxsplit=3)[3] == CODES["missing-url"].hint
    assert not place.select("b, .place a")


async def test_warnings_come_before_notes_and_frequent_ones_first(serve, readlog_file):
    for line in range(3):
        add_problem(readlog_file, "tab", line=line)
    add_problem(readlog_file, "unread", facts={"lines": "1 line", "reason": "x"})
    add_problem(readlog_file, "unread", facts={"lines": "1 line", "reason": "x"})
    soup = await page_of(serve(readlog_file))
    assert [code.text for code in soup.select(".problem p > code")] == ["unread", "missing-url", "tab"]
    kinds = soup.select(".problem-kinds a")
    assert [soup.select_one(kind["href"]).text for kind in kinds] == [kind.text for kind in kinds]


@pytest.mark.parametrize("metadata", [EDITOR, {"databases": {"readlog": EDITOR}}])
async def test_an_editor_can_be_opened_at_the_line(serve, readlog_file, metadata):
    (link,) = (await page_of(serve(readlog_file, metadata=metadata))).select(".place a")
    assert link["href"] == f"vscode://file/{readlog_file.parent}/letters/2024.md:4"


async def test_a_log_without_problems_is_praised(serve, bare_file):
    soup = await page_of(serve(bare_file))
    assert soup.select_one(".problems-none").text == "Nothing in the logs needs your attention. Well kept!"
    assert not soup.select("h2")


async def test_of_many_places_a_hundred_are_shown_and_the_others_are_one_link_away(serve, readlog_file):
    with closing(sqlite3.connect(readlog_file)) as conn:
        conn.executemany(
            "INSERT INTO diagnostic VALUES (1, NULL, ?, 1, 1, 'note', 'tab', 'a tab', 'line')",
            [(n,) for n in range(150)],
        )
        conn.commit()
    datasette = serve(readlog_file)
    section = (await page_of(datasette)).select(".problem")[1]
    assert "150 places" in section.text
    assert len(section.select(".places > li")) == 100
    link = section.select("a")[-1]
    assert link.text == "All 150 as a table"
    rows = (await datasette.client.get(link["href"].replace("diagnostic?", "diagnostic.json?"))).json()
    assert rows["filtered_table_rows_count"] == 150


async def test_what_cannot_be_seen_is_shown_as_a_sign(serve, readlog_file):
    add_problem(readlog_file, "tab", source="\t- > x")
    add_problem(readlog_file, "control-character", column=3, source="ab\x07c", facts={"code_point": "U+0007"})
    shown = {
        source.text: source.mark.text for source in (await page_of(serve(readlog_file))).select(".source:has(mark)")
    }
    assert shown == {"→- > x": "→", "ab␇c": "␇"}


async def test_a_long_line_is_cut_about_the_column(serve, readlog_file):
    source = "长" * 400 + "X" + "尾" * 99
    add_problem(readlog_file, "bad-day", column=1000, source=source, facts={"day": "13.45"})
    (shown,) = (await page_of(serve(readlog_file))).select(".source:has(mark)")
    assert shown.mark.text == "X"
    assert len(shown.text) < 200


@pytest.mark.parametrize("code", [*CODES, "of-another-version"])
async def test_every_code_is_told_in_both_languages(serve, readlog_file, code):
    names = "day code_point heading year month previous reason length most other".split()
    counts = {"articles": "18 articles", "clippings": "2 clippings", "lines": "3 lines", "links": "12 links"}
    facts = dict.fromkeys(names, "<13>") | counts
    if code in CODES:
        add_problem(readlog_file, code, line=9, source="<i>", facts=facts)
    else:
        add_problem(readlog_file, "tab", line=9, message="<i>?", source="<i>")
        with closing(sqlite3.connect(readlog_file)) as conn:
            conn.execute("UPDATE diagnostic SET code = ? WHERE code = 'tab'", [code])
            conn.commit()
    english = await page_of(serve(readlog_file))
    chinese = await page_of(serve(readlog_file), **CHINESE)
    for soup in (english, chinese):
        assert not soup.select("main i")
        assert soup.select_one(f'.problem:-soup-contains("{code}") .places')
    if code in CODES:
        title = catalogue()["problem-title"][code]["zh"]
        section = next(one for one in chinese.select(".problem") if one.h2.text == title)
        assert catalogue()["problem-hint"][code]["zh"] in section.text
        assert not {"article", "line", "kept"} & set(section.select(".message, .facts li")[0].text.split())


async def test_the_problems_of_a_log_are_those_that_ingest_tells(serve, tmp_path):
    log = tmp_path / "2025.md"
    log.write_text(
        "# 12\n\nA title\n- > <script>alert(1)</script>\n\n【`11.2O`】 B https://example.org/b\n\nloose words\n"
    )
    told = []
    database = tmp_path / "readlog.db"
    ingest((log,), Options(database), Report(lambda path, found: told.extend(found)))
    soup = await page_of(serve(database))
    assert len(told) == 2
    assert not soup.select("main script")
    assert sorted(place.text for place in soup.select(".place")) == sorted(
        f"2025.md:{found.line}:{found.column}" for found in told
    )


async def test_a_database_of_a_hundred_articles_and_no_source_is_shown(serve, tmp_path):
    datasette = serve(write_readlog(tmp_path / "readlog.db", extra_articles=3))
    assert (await page_of(datasette)).h1.text == "Problems"
