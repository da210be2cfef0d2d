"""The headers by which a browser distrusts pages of a readlog file, and their absence from those of other databases."""

from __future__ import annotations

import pytest
from datasette import hookimpl
from datasette.utils.asgi import Response
from other_plugins import another_plugin
from sample_databases import RING

from ingest.web.guard import OWN_POLICY, STOCK_POLICY, asgi_wrapper

OWN = [
    "/readlog",
    f"/readlog/-/article/{RING}",
    "/readlog/-/article/1",
    f"/readlog/-/article/{RING}.md",
    "/readlog/-/month/2025-03",
    "/readlog/-/month/2025-03.csv",
    "/readlog/-/tags",
    "/readlog/-/tag/C~2B~2B.json",
    "/readlog/-/collections",
    "/readlog/-/collection/letters",
    "/readlog/-/today",
    "/readlog/-/highlights",
    "/readlog/-/terms",
    "/readlog/-/problems",
    "/readlog/-/seen?url=x",
    "/readlog/-/feed.atom",
    "/readlog/-/search?q=C",
    "/readlog/-/search.md?q=C",
    "/readlog/-/search.json?q=C",
    "/readlog/-/search.json?q=kind:song",
    "/readlog/-/nothing",
]
STOCK = [
    "/",
    "/readlog.json",
    "/readlog.db",  # forbidden while it can be written
    "/readlog?sql=SELECT+1",
    "/readlog?sql=SELECT+nothing",
    "/readlog/-/tables",
    "/readlog/nothing",
    "/readlog/article",
    "/readlog/article.csv?_stream=1",
    f"/readlog/article/{RING}",
    "/readlog/starred",
    "/readlog/-/today?_language=zh",
]
INSTANCE = ["/-/databases", "/-/metadata.json", "/-/static/app.css", "/-/nothing", "/nowhere", "/%72eadlog"]
FOREIGN = ["/foreign", "/foreign.json", "/foreign/article", "/foreign/nothing", "/foreign/-/tags", "/_memory"]

LIGHT = {"x-frame-options": "DENY", "x-content-type-options": "nosniff", "referrer-policy": "no-referrer"}
NAMES = [*LIGHT, "content-security-policy"]


LOADED = ("child", "connect", "font", "frame", "img", "manifest", "media", "object", "script", "style", "worker")


def read_policy(policy):
    """What a policy allows, by directive. What it does not say of things to load, its default says."""
    said = {name: set(sources) for name, *sources in map(str.split, policy.split(";"))}
    return {f"{kind}-src": said["default-src"] for kind in LOADED} | said


async def headers_of(client, path):
    response = await client.get(path)
    assert response.status_code in (200, 302, 400, 403, 404)
    # not [name]: the same header twice would be joined by a comma
    return {name: response.headers[name] for name in NAMES if name in response.headers}


def test_our_policy_allows_style_sheets_and_scripts_of_this_server_and_nothing_within_a_page():
    allowed = read_policy(OWN_POLICY)
    ours = {"style-src", "script-src", "img-src", "connect-src", "form-action"}
    assert {name for name, sources in allowed.items() if sources != {"'none'"}} == ours
    assert [allowed[name] for name in ours] == [{"'self'"}] * len(ours)
    assert {"base-uri", "frame-ancestors"} < allowed.keys()  # of which no default speaks


def test_the_policy_of_datasettes_pages_allows_what_stands_within_them_and_nothing_from_elsewhere():
    allowed = read_policy(STOCK_POLICY)
    within = {name: sources - {"'self'"} for name, sources in allowed.items() if sources > {"'self'"}}
    assert within == {"style-src": {"'unsafe-inline'"}, "script-src": {"'unsafe-inline'"}, "img-src": {"data:"}}
    assert {name for name, sources in allowed.items() if sources == {"'none'"}} == {
        "object-src", "base-uri", "frame-ancestors",
    }  # fmt: skip
    assert allowed["form-action"] == {"'self'"}
    assert all("'self'" in sources or sources == {"'none'"} for sources in allowed.values())


@pytest.mark.parametrize("path", OWN, ids=str)
async def test_our_own_pages_hold_no_script_or_style_within(serve, readlog_file, foreign_file, path):
    client = serve(readlog_file, foreign_file).client
    assert await headers_of(client, path) == LIGHT | {"content-security-policy": OWN_POLICY}
    assert "unsafe" not in OWN_POLICY


@pytest.mark.parametrize("path", STOCK)
async def test_datasettes_pages_of_a_readlog_file_load_nothing_from_elsewhere(serve, readlog_file, foreign_file, path):
    client = serve(readlog_file, foreign_file).client
    assert await headers_of(client, path) == LIGHT | {"content-security-policy": STOCK_POLICY}
    assert "http" not in STOCK_POLICY


@pytest.mark.parametrize("path", INSTANCE)
async def test_pages_of_the_whole_server_may_load_what_they_like(serve, readlog_file, foreign_file, path):
    assert await headers_of(serve(readlog_file, foreign_file).client, path) == LIGHT


async def test_other_databases_keep_the_headers_they_always_had(serve, readlog_file, foreign_file):
    beside, alone = serve(readlog_file, foreign_file, memory=True), serve(foreign_file, memory=True)
    for path in FOREIGN:
        headers = await headers_of(beside.client, path)
        assert headers == await headers_of(alone.client, path), path
        assert "content-security-policy" not in headers and "x-frame-options" not in headers


async def test_a_page_to_choose_a_log_from_is_ours(serve, tmp_path, readlog_file):
    second = tmp_path / "second.db"
    second.write_bytes(readlog_file.read_bytes())
    client = serve(readlog_file, second).client
    assert await headers_of(client, "/-/search?q=x") == LIGHT | {"content-security-policy": OWN_POLICY}


async def test_below_a_base_url_the_databases_are_still_told_apart(serve, readlog_file, foreign_file):
    client = serve(readlog_file, foreign_file, settings={"base_url": "/at/home/"}).client
    assert (await headers_of(client, "/readlog/article"))["content-security-policy"] == STOCK_POLICY
    assert (await headers_of(client, "/readlog"))["content-security-policy"] == OWN_POLICY
    assert "content-security-policy" not in await headers_of(client, "/foreign/article")


async def test_a_name_that_an_address_must_encode_is_known(serve, tmp_path, readlog_file):
    odd = tmp_path / "日志 a.b.db"
    odd.write_bytes(readlog_file.read_bytes())
    datasette = serve(odd)
    [name] = [name for name in datasette.databases if not name.startswith("_")]
    path = datasette.urls.table(name, "article")
    assert (await headers_of(datasette.client, path))["content-security-policy"] == STOCK_POLICY


@pytest.mark.parametrize("scope", [{"type": "lifespan"}, {"type": "websocket", "headers": []}])
async def test_what_asks_for_no_page_is_left_alone(serve, readlog_file, scope):
    datasette, passed = serve(readlog_file), []

    async def app(*given):
        passed.append(given)

    await datasette.client.get("/")
    await asgi_wrapper(datasette)(app)(scope, "receive", "send")
    assert passed == [(scope, "receive", "send")]


async def test_what_another_plugin_says_is_kept(serve, readlog_file):
    class Permissive:
        __name__ = "permissive"

        @hookimpl
        def register_routes(self):
            return [(r"/readlog/-/map$", lambda: Response.html("", headers={"content-security-policy": "img-src *"}))]

    with another_plugin(Permissive()):
        headers = await headers_of(serve(readlog_file).client, "/readlog/-/map")
    assert headers == LIGHT | {"content-security-policy": "img-src *"}


async def test_what_answers_before_datasette_gets_the_headers_and_is_not_asked_by_whom_we_refuse(serve, readlog_file):
    class Early:
        __name__ = "early"
        asked = 0

        @hookimpl
        def asgi_wrapper(self):
            async def answer(scope, receive, send):
                self.asked += 1
                await Response.html("early").asgi_send(send)

            return lambda app: answer

    with another_plugin(early := Early()):
        client = serve(readlog_file).client
        assert (await client.get("/readlog")).text == "early"
        assert await headers_of(client, "/readlog") == LIGHT | {"content-security-policy": STOCK_POLICY}
        assert early.asked == 2
        assert (await client.get("/readlog", headers={"Host": "evil.example"})).status_code == 400
        assert early.asked == 2
