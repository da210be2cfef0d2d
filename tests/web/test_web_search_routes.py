"""Where the search page is and for whom: its addresses, JSON, methods, permissions, other databases."""

import sqlite3
from contextlib import closing

import pytest
from bs4 import BeautifulSoup
from sample_databases import RING, RING_AGAIN, write_foreign, write_readlog

from ingest.search.faults import fault
from ingest.search.filters import Search
from ingest.search.results import Results
from ingest.web import search_page

PAGE = "/readlog/-/search"

ARTICLE_KEYS = (
    "id title marks url site author collection section date date_from date_to starred struck file line_start line_end "
    "passage_count passages"
).split()
PASSAGE_KEYS = "name kind text marks path starred line_start line_end".split()


async def json_of(datasette, **parameters):
    response = await datasette.client.get(f"{PAGE}.json", params=parameters)
    assert response.status_code == 200
    return response.json()


async def test_json_has_all_that_the_page_has(serve, readlog_file):
    answer = await json_of(serve(readlog_file), q="缓冲")
    assert list(answer) == "query sort page pages total articles facets suggestions errors".split()
    assert [answer[key] for key in ("query", "sort", "page", "pages", "total")] == ["缓冲", "relevance", 1, 1, 2]
    assert (answer["suggestions"], answer["errors"]) == ([], [])
    ring = next(article for article in answer["articles"] if article["id"] == RING)
    assert set(ring) == set(ARTICLE_KEYS)
    assert [ring["title"][start:end] for start, end in ring["marks"]] == ["缓冲"]
    assert (ring["file"], ring["line_start"], ring["starred"], ring["passage_count"]) == ("2025.md", 3, True, 2)
    for passage in ring["passages"]:
        assert set(passage) == set(PASSAGE_KEYS)
        assert [passage["text"][start:end] for start, end in passage["marks"]] == ["缓冲"]


async def test_each_facet_of_json_holds_the_query_that_leaves_its_count(serve, readlog_file):
    datasette = serve(readlog_file)
    facets = (await json_of(datasette, q="缓冲"))["facets"]
    assert set(facets) == {"year", "site", "collection", "tag", "kind"}
    for values in facets.values():
        for value in values:
            assert (await json_of(datasette, q=value["query"]))["total"] == value["total"]


async def test_json_of_an_empty_query_finds_nothing_and_is_no_error(serve, readlog_file):
    answer = await json_of(serve(readlog_file))
    assert (answer["query"], answer["total"], answer["pages"], answer["errors"]) == ("", 0, 0, [])


async def test_json_says_what_cannot_be_asked(serve, readlog_file):
    response = await serve(readlog_file).client.get(f"{PAGE}.json", params={"q": "kind:foo"})
    assert response.status_code == 400
    assert response.json()["errors"] == [
        "kind:foo is none of quote, heading, note, reply, label, link, code, image, table."
    ]


async def test_json_offers_no_search_beside_one_that_cannot_be_asked(serve, readlog_file):
    answer = (await serve(readlog_file).client.get(f"{PAGE}.json", params={"q": "缓冲 year:x"})).json()
    assert answer["errors"] == ["year:x is no year; write year:2025, or after:2025-03 before:2025-04 for a month."]
    assert answer["suggestions"] == []


async def test_json_offers_other_searches_where_nothing_is_found(serve, readlog_file):
    datasette = serve(readlog_file)
    offers = (await json_of(datasette, q="缓冲 dragons"))["suggestions"]
    assert offers
    for offer in offers:
        assert (await json_of(datasette, q=offer["query"]))["total"] == offer["total"]


@pytest.mark.parametrize(("size", "count"), [("7", 7), ("100000", 100), ("0", 20), ("x", 20)])
async def test_json_gives_pages_of_a_size_within_bounds(tmp_path, serve, size, count):
    datasette = serve(write_readlog(tmp_path / "readlog.db", extra_articles=130))
    answer = await json_of(datasette, q="filler", size=size)
    assert (len(answer["articles"]), answer["pages"]) == (count, -(-130 // count))


async def test_the_page_itself_has_one_size(tmp_path, serve):
    datasette = serve(write_readlog(tmp_path / "readlog.db", extra_articles=130))
    page = (await datasette.client.get(PAGE, params={"q": "filler", "size": "7"})).text
    assert len(BeautifulSoup(page, "html.parser").select(".articles h2")) == 20


async def test_the_page_leads_to_its_json(serve, readlog_file):
    datasette = serve(readlog_file)
    soup = BeautifulSoup((await datasette.client.get(PAGE, params={"q": "缓冲", "sort": "newest"})).text, "html.parser")
    address = soup.select_one('link[type="application/json"]')["href"]
    answer = (await datasette.client.get(address)).json()
    assert (answer["query"], answer["sort"], answer["total"]) == ("缓冲", "newest", 2)


@pytest.mark.parametrize("cors", [True, False])
async def test_json_may_be_read_by_other_sites_only_with_cors(serve, readlog_file, cors):
    datasette = serve(readlog_file, cors=cors)
    headers = (await datasette.client.get(f"{PAGE}.json?q=x")).headers
    assert headers.get("Access-Control-Allow-Origin") == ("*" if cors else None)
    assert "Access-Control-Allow-Origin" not in (await datasette.client.get(f"{PAGE}?q=x")).headers


async def test_the_way_to_json_may_be_read_by_other_sites_too(serve, readlog_file):
    client = serve(readlog_file, cors=True).client
    assert (await client.get("/-/search.json?q=x")).headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in (await client.get("/-/search?q=x")).headers


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}.json", f"{PAGE}?q=缓冲", f"{PAGE}.json?q=kind:foo"])
async def test_head_answers_as_get_does_without_the_body(serve, readlog_file, path):
    client = serve(readlog_file).client
    got, head = await client.get(path), await client.head(path)
    assert (head.status_code, head.headers, head.content) == (got.status_code, got.headers, b"")
    assert got.content


async def test_head_of_the_short_address_leads_where_get_does(serve, readlog_file):
    response = await serve(readlog_file).client.head("/-/search.json?q=x")
    assert (response.status_code, response.headers["Location"]) == (302, f"{PAGE}.json?q=x")


@pytest.mark.parametrize("suffix", ["", ".json", ".md", ".csv"])
async def test_a_search_that_took_too_long_may_be_tried_again(serve, readlog_file, monkeypatch, suffix):
    results = Results(Search("x", ()), faults=(fault("too-slow", limit=1000),))
    monkeypatch.setattr(search_page, "find", lambda *_: (results, (), 0))
    response = await serve(readlog_file).client.get(f"{PAGE}{suffix}?q=x")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert "The search took longer than 1,000 ms and was stopped." in response.text


async def test_what_is_found_is_given_where_there_was_no_time_for_other_searches(serve, readlog_file, monkeypatch):
    def interrupt(*arguments):
        raise sqlite3.OperationalError("interrupted")

    monkeypatch.setattr(search_page, "suggest", interrupt)
    answer = await json_of(serve(readlog_file), q="缓冲")
    assert (answer["total"], answer["suggestions"], answer["errors"]) == (2, [], [])


async def test_a_search_that_fails_is_not_said_to_have_taken_too_long(serve, readlog_file):
    with closing(sqlite3.connect(readlog_file)) as connection:
        connection.execute("DROP TABLE article_fts")
    response = await serve(readlog_file).client.get(f"{PAGE}.json?q=x")
    assert (response.status_code, response.json()) == (500, {"errors": ["The database is damaged"]})


@pytest.mark.parametrize("path", [PAGE, "/-/search"])
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
async def test_other_methods_are_refused(serve, readlog_file, path, method):
    response = await serve(readlog_file).client.request(method, path)
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("suffix", ["", ".json"])
async def test_the_short_address_leads_to_the_only_log_with_the_query_kept(serve, readlog_file, foreign_file, suffix):
    client = serve(readlog_file, foreign_file).client
    response = await client.get(f"/-/search{suffix}?q=%E7%BC%93%E5%86%B2&page=2")
    assert response.status_code == 302
    assert response.headers["Location"] == f"{PAGE}{suffix}?q=%E7%BC%93%E5%86%B2&page=2"


async def test_the_short_address_offers_the_logs_where_there_are_several(tmp_path, serve, readlog_file):
    datasette = serve(readlog_file, write_readlog(tmp_path / "letters.db"))
    response = await datasette.client.get("/-/search?q=locks")
    assert response.status_code == 404
    links = BeautifulSoup(response.text, "html.parser").select(".logs a")
    assert [(link.text, link["href"]) for link in links] == [
        ("letters", "/letters/-/search?q=locks"),
        ("readlog", "/readlog/-/search?q=locks"),
    ]
    for link in links:
        assert (await datasette.client.get(link["href"])).status_code == 200
    answer = await datasette.client.get("/-/search.json?q=locks")
    assert answer.status_code == 404
    assert answer.json()["pages"]["letters"] == "/letters/-/search.json?q=locks"


async def test_two_logs_are_searched_apart(tmp_path, serve, readlog_file):
    datasette = serve(readlog_file, write_readlog(tmp_path / "letters.db", extra_articles=3))
    found = (await datasette.client.get("/letters/-/search.json?q=filler")).json()
    assert found["total"] == 3
    assert (await json_of(datasette, q="filler"))["total"] == 0
    page = BeautifulSoup((await datasette.client.get("/letters/-/search?q=filler")).text, "html.parser")
    assert all(link["href"].startswith("/letters/-/article/") for link in page.select(".articles h2 a"))


async def test_a_log_is_found_by_the_encoded_name_of_its_file(tmp_path, serve):
    datasette = serve(write_readlog(tmp_path / "阅读 2025.06.db"))
    location = (await datasette.client.get("/-/search?q=locks")).headers["Location"]
    response = await datasette.client.get(location)
    soup = BeautifulSoup(response.text, "html.parser")
    assert soup.h1.text == "2 articles"
    for link in soup.select("header a, .articles h2 a, .sorts a"):
        assert (await datasette.client.get(link["href"])).status_code == 200, link
    assert {int(link["href"].rsplit("/")[-1]) for link in soup.select(".articles h2 a")} == {RING, RING_AGAIN}


async def test_below_a_base_url_every_address_stays_below_it(serve, readlog_file):
    datasette = serve(readlog_file, settings={"base_url": "/logs/"})
    assert (await datasette.client.get("/-/search?q=x")).headers["Location"] == f"/logs{PAGE}?q=x"
    soup = BeautifulSoup((await datasette.client.get(f"{PAGE}?q=locks")).text, "html.parser")
    addresses = [tag.get("href") or tag.get("src") or tag["action"] for tag in soup.select("[href], [src], [action]")]
    assert len(addresses) > 10
    assert all(a.startswith(("/logs/", "https://", "#", "?")) for a in addresses)


async def test_other_databases_have_no_search_page(serve, readlog_file, foreign_file):
    client = serve(readlog_file, foreign_file).client
    for name in ("foreign", "_memory", "nothing"):
        search = await client.get(f"/{name}/-/search?q=memory")
        unknown = await client.get(f"/{name}/-/nothing?q=memory")
        assert search.status_code == unknown.status_code in (400, 404)
        assert search.text == unknown.text


async def test_without_a_log_there_is_no_short_address(serve, tmp_path):
    client = serve(write_foreign(tmp_path / "foreign.db")).client
    for suffix in ("", ".json"):
        search, unknown = await client.get(f"/-/search{suffix}"), await client.get(f"/-/nothing{suffix}")
        assert search.status_code == unknown.status_code == 404
        assert search.text == unknown.text.replace("nothing", "search")


@pytest.mark.parametrize(
    "metadata",
    [
        {"allow": {"id": "root"}},
        {"databases": {"readlog": {"allow": {"id": "root"}}}},
        {"databases": {"readlog": {"tables": {"article": {"allow": {"id": "root"}}}}}},
        {"databases": {"readlog": {"tables": {"excerpt": {"allow": {"id": "root"}}}}}},
        {"databases": {"readlog": {"tables": {"tag": {"allow": {"id": "root"}}}}}},
    ],
)
async def test_who_may_not_view_what_is_searched_may_not_search(serve, readlog_file, metadata):
    datasette = serve(readlog_file, metadata=metadata)
    for suffix in ("", ".json"):
        response = await datasette.client.get(f"{PAGE}{suffix}?q=locks")
        assert response.status_code == 403
        assert "缓冲" not in response.text
        cookies = {"ds_actor": datasette.sign({"a": {"id": "root"}}, "actor")}
        assert (await datasette.client.get(f"{PAGE}{suffix}?q=locks", cookies=cookies)).status_code == 200


async def test_the_short_address_tells_nobody_of_a_log_that_they_may_not_view(tmp_path, serve, readlog_file):
    secret = write_readlog(tmp_path / "secret.db")
    datasette = serve(readlog_file, secret, metadata={"databases": {"secret": {"allow": {"id": "root"}}}})
    assert (await datasette.client.get("/-/search")).headers["Location"] == PAGE
    datasette = serve(secret, metadata={"databases": {"secret": {"allow": False}}})
    assert (await datasette.client.get("/-/search")).status_code == 404
