"""The search page of a readlog file and the same as JSON, at `/{database}/-/search` and, for short, at `/-/search`.

Never searches itself, and never answers for another database: Datasette does, as it would without us.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from datasette import hookimpl
from datasette.utils import add_cors_headers, sqlite_timelimit, tilde_decode
from datasette.utils.asgi import Response
from datasette.utils.sqlite import sqlite3

from ingest.search.answer import count_pages, json_answer, narrow
from ingest.search.filters import Search, read_search, write_search
from ingest.search.results import Results, Sort, search
from ingest.search.suggest import Suggestion, suggest
from ingest.web import presentation, wording
from ingest.web.scope import readlog_names
from ingest.web.search_box import search_path

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

SIZE = 20
LARGEST_SIZE = 100

# All that a search tells something of. Who may not view one of them may not search.
TABLES = ("article", "excerpt", "tag", "tag_alias", "article_tag", "log", "term")

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Asked(NamedTuple):
    """What a request asks for; what it does not say, or says wrongly, is as it is here."""

    text: str = ""
    sort: Sort = "relevance"
    page: int = 1
    size: int = SIZE


@hookimpl(trylast=True)  # another plugin may have a page at /-/search
def register_routes() -> list[tuple[str, Any]]:
    """Routes in the shape of Datasette's own, of a row and of a table, to which other databases are passed on."""
    return [
        (r"/(?P<database>[^\/\.]+)/(?P<table>-)/(?P<pks>search)(\.(?P<format>json))?$", answer_search),
        (r"/(?P<database>-)/(?P<table>search)(\.(?P<format>json))?$", find_search),
    ]


async def answer_search(request: Request, datasette: Datasette, send: Any) -> Response:
    """The search page of the database that the address names.

    Raises: datasette.Forbidden, when the actor may not view what is searched.
    """
    from datasette.views.row import RowView  # not above: Datasette's views import its plugins

    route = tilde_decode(request.url_vars["database"])
    name = next((db.name for db in datasette.databases.values() if db.route == route), None)
    if name not in readlog_names(datasette):
        return await RowView.as_view(datasette)(request, send)
    if request.method not in ("GET", "HEAD"):
        return _refuse_method()
    for table in TABLES:
        permissions = [("view-table", (name, table)), ("view-database", name), "view-instance"]
        await datasette.ensure_permissions(request.actor, permissions)
    is_json = request.url_vars["format"] is not None
    asked = read_asked(request, LARGEST_SIZE if is_json else None)
    limit = datasette.setting("sql_time_limit_ms")
    results, suggestions = await datasette.get_database(name).execute_fn(lambda conn: find(conn, asked, limit))
    status = 400 if results.faults else 200
    if is_json:
        text, sort, page, size = asked
        answer = json_answer(results, text, sort=sort, page=page, size=size, suggestions=suggestions)
        return _reply_json(datasette, request, answer, status)
    context = page_context(datasette, name, asked, results, suggestions)
    html = await datasette.render_template("readlog_search.html", context, request, "readlog_search")
    return _without_body(request, Response.html(html, status, dict(HEADERS)))


async def find_search(request: Request, datasette: Datasette, send: Any) -> Response:
    """The way to the search page of the only readlog file, or to those of all."""
    from datasette.views.table import TableView

    names = [name for name in sorted(readlog_names(datasette)) if await _may_view(datasette, request, name)]
    if not names:
        return await TableView.as_view(datasette)(request, send)
    if request.method not in ("GET", "HEAD"):
        return _refuse_method()
    is_json = request.url_vars["format"] is not None
    query = f"?{request.query_string}" if request.query_string else ""
    pages = {name: f"{search_path(datasette, name)}{'.json' * is_json}{query}" for name in names}
    if len(names) == 1:
        return Response.redirect(pages[names[0]], headers=_cors(datasette) if is_json else {})
    if is_json:
        return _reply_json(datasette, request, {"pages": pages, "errors": [wording.SEVERAL_LOGS]}, 404)
    context = {"pages": pages, "several_logs": wording.SEVERAL_LOGS}
    html = await datasette.render_template("readlog_choose.html", context, request, "readlog_choose")
    return _without_body(request, Response.html(html, 404, dict(HEADERS)))


def read_asked(request: Request, largest_size: int | None) -> Asked:
    """What the query string asks for; the size of a page only up to `largest_size`."""
    args, default = request.args, Asked()
    return Asked(
        args.get("q") or default.text,
        "newest" if args.get("sort") == "newest" else default.sort,
        _read_number(args.get("page"), default.page),
        min(_read_number(args.get("size"), default.size), largest_size) if largest_size else default.size,
    )


def find(conn: sqlite3.Connection, asked: Asked, limit: int) -> tuple[Results, tuple[Suggestion, ...]]:
    """What is found within `limit` milliseconds, and other searches beside it.

    It all comes from one state of the file: what `ingest` writes meanwhile is not mixed in.
    """
    results = None
    suggestions: tuple[Suggestion, ...] = ()
    text, sort, page, size = asked
    factory, conn.row_factory = conn.row_factory, None  # the search compares rows, which sqlite3.Row cannot
    try:
        conn.execute("BEGIN")
        with sqlite_timelimit(conn, limit):
            results = search(conn, text, sort=sort, page=page, size=size)
            if text.strip() and not results.faults:
                suggestions = suggest(conn, results)
    except sqlite3.OperationalError as error:
        if not _is_interrupt(error):
            raise
        if results is None:
            results = Results(read_search(text), faults=(wording.say_too_slow(limit),))
    finally:
        conn.rollback()
        conn.row_factory = factory
    return results, suggestions


def page_context(
    datasette: Datasette, name: str, asked: Asked, results: Results, suggestions: tuple[Suggestion, ...]
) -> dict[str, Any]:
    """The variables of readlog_search.html."""
    path = search_path(datasette, name)

    def address(text: str = asked.text, sort: Sort = asked.sort, page: int = 1, suffix: str = "") -> str:
        """The address of a search, without what goes without saying."""
        said = zip(("q", "sort", "page"), (text, sort, page), Asked(), strict=False)
        return f"{path}{suffix}?{urlencode([(key, value) for key, value, default in said if value != default])}"

    words, filters = results.search
    chosen = [
        (write_search(Search("", (one,))), write_search(Search(words, tuple(f for f in filters if f != one))))
        for one in filters
    ]
    return {
        "database": name,
        "title": datasette.metadata("title", database=name) or name,
        "asked": asked,
        "results": results,
        "chosen": chosen,
        "narrowings": narrow(results),
        "pages": count_pages(results, asked.size),
        "suggestions": suggestions,
        "address": address,
        "presentation": presentation,
        "wording": wording,
    }


def _is_interrupt(error: sqlite3.OperationalError) -> bool:
    """Whether time ran out. While SQLite opens a full-text table its message is another, and pysqlite3 has no code."""
    return str(error) == "interrupted" or getattr(error, "sqlite_errorcode", None) == 9


def _read_number(value: str | None, default: int) -> int:
    return int(value) if value and re.fullmatch("[1-9][0-9]{0,5}", value) else default


async def _may_view(datasette: Datasette, request: Request, name: str) -> bool:
    visible, _ = await datasette.check_visibility(request.actor, permissions=[("view-database", name), "view-instance"])
    return bool(visible)


def _cors(datasette: Datasette) -> dict[str, str]:
    headers: dict[str, str] = {}
    if datasette.cors:
        add_cors_headers(headers)
    return headers


def _reply_json(datasette: Datasette, request: Request, answer: dict[str, Any], status: int) -> Response:
    return _without_body(request, Response.json(answer, status, _cors(datasette)))


def _without_body(request: Request, response: Response) -> Response:
    if request.method == "HEAD":
        response.body = b""
    return response


def _refuse_method() -> Response:
    return Response.text("Method not allowed", status=405, headers={"Allow": "GET, HEAD"})
