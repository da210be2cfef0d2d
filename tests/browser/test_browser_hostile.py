"""A log that says what no page may do, in a real browser: no page, feed or file runs a script, or asks elsewhere."""

from __future__ import annotations

import csv
import re
import sqlite3
from contextlib import closing, suppress
from io import StringIO
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from datasette.utils import tilde_encode
from hostile import ingest_logs, inspect, listen, read_payloads, write_logs
from markdown_it import MarkdownIt
from playwright.sync_api import Error
from real_server import run_server

from ingest import web

PAYLOADS = read_payloads()
SEARCHED = {"/readlog/-/search": {"q": "hit"}}
SHARP = ("<img src=x onerror=hit(1)>", '" onmouseover="hit(1)')  # wherever a text or an attribute lets them through
BREAKING = [payload for payload in PAYLOADS if re.search(r"[\r\n\x85\\]|%0|~0|//", payload)]  # lines, and addresses

PAGES = [
    "/",
    "/readlog",
    "/readlog/-/tags",
    "/readlog/-/collections",
    "/readlog/-/today",
    "/readlog/-/highlights",
    "/readlog/-/terms",
    "/readlog/-/problems",
    "/readlog/-/seen",
    "/readlog/-/help",
    "/readlog/-/help/security",
    "/readlog/-/month/2025-12",
    "/readlog/-/search?q=hit",
    "/readlog/-/search?q=stranger.example&sort=newest",
    "/readlog/-/search?q=kind:%3Cscript%3Ehit(1)%3C/script%3E",
]
STOCK = [
    "/readlog/-/tables",
    "/readlog?sql=SELECT+*+FROM+article,+excerpt+LIMIT+50",
    "/readlog?sql=SELECT+name+AS+%22%3Cscript%3Ealert(1)%3C/script%3E%22+FROM+tag",
    "/readlog?sql=SELECT+%3Cscript%3Ehit(1)",
    "/readlog/nothing%3Cscript%3Ehit(1)%3C~2Fscript%3E",
]
# What a spreadsheet takes for a formula, whatever it passes over before the sign.
FORMULA = re.compile("[\\s\\0-\x20\x7f-\xa0\u200b\ufeff]*[-=+@＝＋－＠]|[\t\r\n]")
NUMBER = re.compile(r"-?\d+(\.\d+)?")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    write_logs(folder, PAYLOADS)
    return ingest_logs(folder)


@pytest.fixture(scope="module")
def server(hostile):
    """In place of the one over the logs that ship with the project."""
    with run_server(hostile.parent, "readlog.db") as server:
        yield f"http://127.0.0.1:{server.port}"


@pytest.fixture
def page(enter, complaints):
    page = enter()
    page.set_default_timeout(60_000)  # an article of all payloads is long
    listen(page.context, complaints)
    return page


@pytest.fixture(scope="module")
def select(hostile):
    """The rows of a query."""
    with closing(sqlite3.connect(hostile)) as conn:
        yield lambda sql: conn.execute(sql).fetchall()


@pytest.fixture(scope="module")
def everything(select):
    """The id of the article that has all payloads."""
    [(id_,)] = select("SELECT id FROM article WHERE title = 'Everything at once'")
    return id_


def visit(page, addresses):
    """Go to each address and look; it answers, and not with a failure of the server."""
    faults = []
    for address in addresses:
        response = page.goto(address, wait_until="load")
        assert response.status < 500, address
        faults += inspect(page)
    assert faults == []


def own_addresses(select, articles="", tags=""):
    """Our pages of every article, tag and collection, or of those that meet a condition."""
    for (id_,) in select(f"SELECT id FROM article {articles}"):
        yield f"/readlog/-/article/{id_}"
    for (name,) in select(f"SELECT name FROM tag {tags}"):
        yield f"/readlog/-/tag/{tilde_encode(name)}"
    for (name,) in select(f"SELECT DISTINCT collection FROM article {articles}"):
        if name is not None:
            yield f"/readlog/-/collection/{tilde_encode(name)}"


def sharp_addresses(select):
    """Those of what is called by a payload that does something wherever it is let through, one payload a time."""
    for payload in SHARP:
        names = " OR ".join(f"{column} = '{payload}'" for column in ("title", "author", "via", "section"))
        yield from own_addresses(select, f"WHERE {names}", f"WHERE name = '{payload}'")


def stock_addresses(select):
    """Datasette's pages of every table, view and canned query, with all that it adds to them."""
    for (name,) in select("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%'"):
        yield f"/readlog/{tilde_encode(name)}"
        yield f"/readlog/{tilde_encode(name)}?_size=max&_labels=on"
    for table in ("article", "excerpt", "tag", "log", "diagnostic"):
        yield f"/readlog/{table}/1"
    yield "/readlog/article?_facet=title&_facet=url&_facet=section&_facet_size=max"
    yield "/readlog/excerpt?_facet=text&_facet=kind&_search=hit&_sort=text"


def reflecting_addresses(payloads):
    """Pages that say again what their address says."""
    for payload in payloads:
        said = quote(payload, safe="")
        yield f"/readlog/-/search?q={said}"
        yield f"/readlog/-/seen?url={said}"
        yield f"/readlog/-/terms?q={said}"
        yield f"/readlog/-/tag/{tilde_encode(payload)}"
        yield f"/readlog/-/collection/{said}"
        yield f"/readlog/article?_search={said}"
        if "\0" not in payload:  # to Datasette, that is a fault of its own in SQL
            yield f"/readlog/article?_where={said}"
        yield f"/readlog/{tilde_encode(payload)}"


def test_there_are_payloads_of_every_kind():
    assert len(PAYLOADS) >= 150
    assert len({*PAYLOADS}) == len(PAYLOADS)
    assert f"a log of {len(PAYLOADS)} attacks" in (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    for part in (
        "<script",
        "onerror=",
        "javascript:",
        "data:",
        "vbscript:",
        "<svg",
        "style=",
        "\u202e",
        "&#",
        "{{",
        "\0",
    ):
        assert any(part in payload for payload in PAYLOADS), part


def test_every_payload_is_in_the_database(select):
    missing = {*PAYLOADS} - said_in(select("SELECT markdown FROM excerpt"))
    assert len(missing) < 20, missing


# Where a log has its own words; no payload is a whole address, and only some can be a name.
PLACES = {
    "titles": "SELECT title FROM article",
    "authors": "SELECT author FROM article",
    "sources": "SELECT via FROM article",
    "addresses": "SELECT url FROM article",
    "titles of links": "SELECT title FROM link",
    "sections": "SELECT section FROM article",
    "collections": "SELECT collection FROM article",
    "files": "SELECT path FROM log",
    "tags": "SELECT name FROM tag",
    "highlights": "SELECT text FROM highlight",
    **{
        f"passages, {kind}": f"SELECT text FROM excerpt WHERE kind = '{kind}'"
        for kind in ("quote", "heading", "note", "link", "code", "table")
    },
}


@pytest.mark.parametrize("place", PLACES)
def test_payloads_stand_in_every_place_of_the_database(select, place):
    assert len(said_in(select(PLACES[place]))) > len(PAYLOADS) / 4


def said_in(rows):
    """The payloads that the values hold, but for their blanks."""
    whole = re.sub(r"\s+", " ", "\n".join(value or "" for (value,) in rows))
    return {payload for payload in PAYLOADS if " ".join(payload.replace("\0", "\ufffd").split()) in whole}


UNSAFE = {
    "hit on": "<script>hit(1)</script>",
    "hit on ": "<img src=/-/static/x onerror=hit(1)>",
    "dialog 1": "<script>alert(1)</script>",
    "asked for": "<img src=//stranger.example/x.png>",
    "asked for ": "<style>@import '//stranger.example/x.css'</style>",
    "handler:": "<p onclick=hit(1)>x</p>",
    "address:": "<a href=javascript:hit(1)>x</a>",
    "address: ": "<form action=//stranger.example/><button>x</button></form>",
    "element:": "<iframe srcdoc=x></iframe>",
    "element: ": "<meta http-equiv=refresh content=1000>",
    "page within:": "<p srcdoc=x>x</p>",
    "style:": "<p style='color: red; --x: hit'>x</p>",
    "words within:": "<script>var x = '\"hit';</script>",
    "picture:": "<svg><text>hit</text></svg>",
}


@pytest.mark.parametrize(("sign", "html"), UNSAFE.items(), ids=UNSAFE.values())
def test_an_unsafe_page_is_noticed(page, complaints, sign, html):
    noticed = inspect_html(page, html) + complaints
    complaints.clear()
    assert any(sign.strip() in one for one in noticed), noticed


@pytest.mark.parametrize("address", PAGES)
def test_our_pages_do_nothing_that_a_log_says(page, address):
    visit(page, [address])


def test_an_article_of_all_payloads_does_nothing(page, everything):
    visit(page, [f"/readlog/-/article/{everything}"])
    assert page.locator("#content").inner_text().count("hit(1)") > len(PAYLOADS) / 2  # it says them all


def test_pages_of_articles_tags_and_collections_do_nothing(page, select):
    visit(page, [*sharp_addresses(select), *[*own_addresses(select)][::120]])


@pytest.mark.parametrize("address", STOCK)
def test_datasettes_pages_do_nothing_that_a_log_says(page, address):
    visit(page, [address])


def test_datasettes_pages_of_tables_do_nothing_that_a_log_says(page, select):
    visit(page, [*stock_addresses(select)][::9])


def test_pages_that_say_again_what_is_asked_do_nothing(page):
    visit(page, [*reflecting_addresses(PAYLOADS)][::150])


@pytest.mark.long
def test_every_page_does_nothing(page, select):
    visit(page, own_addresses(select))
    visit(page, stock_addresses(select))
    visit(page, reflecting_addresses(PAYLOADS))


def list_addresses(select):
    """Our pages that are lists, and so are files too."""
    yield from ("/readlog/-/highlights", "/readlog/-/terms", "/readlog/-/month/2025-12", "/readlog/-/search")
    yield from [address for address in own_addresses(select) if "/article/" not in address][::200]


def read_files(page, addresses, suffix):
    """The files with this suffix: their text, by address."""
    answers = {address: page.request.get(f"{address}.{suffix}", params=SEARCHED.get(address)) for address in addresses}
    for address, answer in answers.items():
        assert answer.status == 200, address
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "html" not in answer.headers["content-type"]
    return {address: answer.text() for address, answer in answers.items()}


def inspect_html(page, html):
    """What is wrong with a page that has this HTML, where nothing of it is forbidden."""
    answer = {"body": f"<!DOCTYPE html><meta charset=utf-8>{html}", "content_type": "text/html"}
    page.route("**/readlog/shown", lambda route: route.fulfill(**answer), times=1)
    page.goto("/readlog/shown", wait_until="load")
    return inspect(page)


def test_markdown_files_do_nothing_where_all_html_is_let_through(page, select):
    """Nor where links lead wherever they say. The file of an article is not among them: it is as the log writes it."""
    lenient = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    lenient.validateLink = lambda url: True
    for address, text in read_files(page, list_addresses(select), "md").items():
        assert inspect_html(page, lenient.render(text)) == [], address


def test_feeds_do_nothing_where_their_html_is_shown(page):
    response = page.request.get("/readlog/-/feed.atom")
    assert response.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.body())
    contents = feed.findall(".//{http://www.w3.org/2005/Atom}content")
    assert contents
    for link in feed.iter("{http://www.w3.org/2005/Atom}link"):
        assert link.get("href", "").startswith(("http://", "https://"))
    assert inspect_html(page, "".join(content.text or "" for content in contents)) == []


def test_files_opened_in_the_browser_do_nothing(page, everything):
    files = ["feed.atom", "highlights.json", *(f"article/{everything}.{suffix}" for suffix in ("json", "md", "csv"))]
    for address in (f"/readlog/-/{file}" for file in files):
        with suppress(Error):  # it may be kept, and not shown
            page.goto(address, wait_until="load")


def test_no_cell_of_our_csv_is_a_formula(page, select, everything):
    addresses = [*list_addresses(select), f"/readlog/-/article/{everything}"]
    for address, text in read_files(page, addresses, "csv").items():
        cells = [cell for row in csv.reader(StringIO(text, newline="")) for cell in row]
        assert len(cells) > 10, address
        assert [cell for cell in cells if FORMULA.match(cell) and not NUMBER.fullmatch(cell)] == [], address


@pytest.mark.parametrize("address", ["/-/search?q={}", "/readlog?_language=zh&q={}", "/readlog/article/?x={}"])
def test_no_address_adds_a_header_or_leads_elsewhere(page, address):
    for payload in BREAKING:
        answer = page.request.get(address.format(quote(payload, safe="")), max_redirects=0)
        assert answer.status == 302
        assert "x-hit" not in answer.headers
        assert re.match("/(?!/)", answer.headers["location"]), payload


def test_every_page_of_ours_is_visited():
    visited = {address.partition("?")[0] for address in PAGES}
    visited |= {"/readlog/-/article/1", "/readlog/-/tag/x", "/readlog/-/collection/x", "/readlog/-/feed.atom"}
    for one in web.pages.PAGES:
        assert any(re.fullmatch(one.route, address) for address in visited), one.path
