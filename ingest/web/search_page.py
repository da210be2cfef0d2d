"""The search page of a readlog file and the same as files, at `/{database}/-/search` and, for short, at `/-/search`.

Never searches itself, and never answers for another database: Datasette does, as it would without us.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from datasette.database import QueryInterrupted
from datasette.utils.asgi import Response
from datasette.utils.sqlite import sqlite3

from ingest.browse.problems import count_warnings
from ingest.errors import OutdatedDatabase
from ingest.search.answer import count_pages, json_answer, narrow
from ingest.search.faults import fault
from ingest.search.filters import Search, read_search, write_search
from ingest.search.results import Results, Sort, search
from ingest.search.suggest import Suggestion, suggest
from ingest.soundness import is_interrupt
from ingest.web.addresses import Addresses
from ingest.web.answers import answer_file, answer_method, file_headers, render
from ingest.web.failures import explain_failures
from ingest.web.files import write_json
from ingest.web.language import read_texts, switch_language
from ingest.web.permissions import ensure_allowed, may_read
from ingest.web.scope import readlog_names
from ingest.web.search_files import write_markdown, write_table
from ingest.web.snapshot import has_our_version, snapshot
from ingest.web.visit import Visit, find_name, make_visit, read_number

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

SIZE = 20
LARGEST_SIZE = 100

# What can be typed, and the key of the text that says what it finds. Each is a link that searches it.
EXAMPLES = {
    "内存": "run",
    "内存 泄漏": "both",
    "内存 OR 显存": "either",
    "内存 -泄漏": "without",
    '"page cache"': "phrase",
    "lock*": "prefix",
    "C++": "symbols",
    "tag:io_uring": "tag",
    "site:github.com": "site",
    "collection:letters": "collection",
    "内存 kind:note": "kind",
    "year:2025": "year",
    "after:2024-06": "after",
    "before:2025": "before",
    "title:内存": "in-title",
}


class Asked(NamedTuple):
    """What a request asks for; what it does not say, or says wrongly, is as it is here."""

    text: str = ""
    sort: Sort = "relevance"
    page: int = 1
    size: int = SIZE


# The same page in other forms, by the suffix of its address; JSON has its own, which the terminal gives too.
FILES: dict[str, Callable[[Results, Asked, Visit], str]] = {
    "md": lambda results, asked, visit: write_markdown(
        results, asked.text, lambda article: visit.absolute(visit.address.article(article))
    ),
    "csv": lambda results, asked, visit: write_table(results),
}


@explain_failures
async def answer_search(request: Request, datasette: Datasette, send: Any) -> Response:
    """The search page of the database that the address names.

    Raises: datasette.Forbidden, when the actor may not view what is searched.
    """
    from datasette.views.row import RowView  # not above: Datasette's views import its plugins

    name = find_name(datasette, request)
    if name is None:
        return await RowView.as_view(datasette)(request, send)
    if request.method not in ("GET", "HEAD"):
        return answer_method(datasette, request)
    await ensure_allowed(datasette, request, name)
    if (switched := switch_language(request)) is not None:
        return switched
    suffix = request.url_vars["format"]
    asked = read_asked(request, LARGEST_SIZE if suffix else None)
    limit = datasette.setting("sql_time_limit_ms")
    results, suggestions, warnings = await datasette.get_database(name).execute_fn(
        lambda conn: find(conn, asked, limit)
    )
    is_slow = any(one.code == "too-slow" for one in results.faults)
    status = 503 if is_slow else 400 if results.faults else 200
    if suffix == "json":
        text, sort, page, size = asked
        answer = json_answer(results, text, sort=sort, page=page, size=size, suggestions=suggestions)
        return answer_file(datasette, request, write_json(answer), suffix, status)
    visit = make_visit(datasette, request, name)
    if suffix:
        body = "\n".join(map(str, results.faults)) or FILES[suffix](results, asked, visit)
        return answer_file(datasette, request, body, suffix, status)
    variables = {"warnings": warnings} | page_variables(visit.address, asked, results, suggestions)
    return await render(datasette, request, "readlog_search.html", visit, variables, status)


async def find_search(request: Request, datasette: Datasette, send: Any) -> Response:
    """The way to the search page of the only readlog file, or to those of all."""
    from datasette.views.table import TableView

    names = [name for name in sorted(readlog_names(datasette)) if await _may_lead_to(datasette, request, name)]
    if not names:
        return await TableView.as_view(datasette)(request, send)
    if request.method not in ("GET", "HEAD"):
        return answer_method(datasette, request)
    suffix = request.url_vars["format"]
    query = f"?{request.query_string}" if request.query_string else ""
    ending = f".{suffix}" if suffix else ""
    pages = {name: f"{Addresses(datasette, name).search()}{ending}{query}" for name in names}
    if len(names) == 1:
        return Response.redirect(pages[names[0]], headers=file_headers(datasette) if suffix else {})
    if suffix == "json":
        answer = {"pages": pages, "errors": [read_texts(request)("search.choose")]}
        return answer_file(datasette, request, write_json(answer), suffix, 404)
    return await render(datasette, request, "readlog_choose.html", None, {"pages": pages}, 404)


async def _may_lead_to(datasette: Datasette, request: Request, name: str) -> bool:
    """Whether somebody may be led to the search page of a file: one that cannot be asked now says why by itself."""
    try:
        return await may_read(datasette, request, name)
    except (sqlite3.DatabaseError, QueryInterrupted):
        return True


def read_asked(request: Request, largest_size: int | None) -> Asked:
    """What the query string asks for; the size of a page only up to `largest_size`."""
    args, default = request.args, Asked()
    return Asked(
        args.get("q") or default.text,
        "newest" if args.get("sort") == "newest" else default.sort,
        read_number(args.get("page"), default.page),
        min(read_number(args.get("size"), default.size), largest_size) if largest_size else default.size,
    )


def find(conn: sqlite3.Connection, asked: Asked, limit: int) -> tuple[Results, tuple[Suggestion, ...], int]:
    """What is found within `limit` milliseconds, other searches beside it, and how many problems the logs have.

    Raises: OutdatedDatabase.
    """
    results = None
    warnings = 0
    suggestions: tuple[Suggestion, ...] = ()
    text, sort, page, size = asked
    try:
        with snapshot(conn, limit):
            if not has_our_version(conn):
                raise OutdatedDatabase
            warnings = count_warnings(conn)
            results = search(conn, text, sort=sort, page=page, size=size)
            if text.strip() and not results.faults:
                suggestions = suggest(conn, results)
    except sqlite3.OperationalError as error:
        if not is_interrupt(error):
            raise
        if results is None:
            results = Results(read_search(text), faults=(fault("too-slow", limit=limit),))
    return results, suggestions, warnings


def page_variables(
    addresses: Addresses, asked: Asked, results: Results, suggestions: tuple[Suggestion, ...]
) -> dict[str, Any]:
    """The variables of readlog_search.html."""

    def searched(text: str = asked.text, sort: Sort = asked.sort, page: int = 1, suffix: str = "") -> str:
        """The address of a search, without what goes without saying."""
        said = zip(("q", "sort", "page"), (text, sort, page), Asked(), strict=False)
        return addresses.page("search", suffix=suffix, **{key: value for key, value, usual in said if value != usual})

    words, filters = results.search
    chosen = [
        (write_search(Search("", (one,))), write_search(Search(words, tuple(f for f in filters if f != one))))
        for one in filters
    ]
    return {
        "asked": asked,
        "results": results,
        "chosen": chosen,
        "narrowings": narrow(results),
        "pages": count_pages(results, asked.size),
        "suggestions": suggestions,
        "searched": searched,
        "page_address": lambda page: searched(page=page),
        "examples": EXAMPLES,
    }
