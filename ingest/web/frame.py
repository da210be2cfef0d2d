"""What all our pages share: whom they answer and in which language, what they may cost, what goes with them.

Never knows what a page shows, and never answers for another database: Datasette does, as it would without us.
"""

from __future__ import annotations

import json
import os
import re
from asyncio import sleep
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from time import thread_time
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urlencode

from datasette import hookimpl
from datasette.database import QueryInterrupted
from datasette.utils import add_cors_headers, tilde_decode
from datasette.utils.asgi import NotFound, Response
from datasette.utils.sqlite import sqlite3
from jinja2 import TemplateError
from markupsafe import Markup

from ingest import SCHEMA_VERSION
from ingest.browse.problems import count_warnings
from ingest.errors import OutdatedDatabase
from ingest.paths import path_on_disk
from ingest.soundness import find_first_problem
from ingest.web import presentation
from ingest.web.addresses import Addresses
from ingest.web.guard import OWN_POLICY
from ingest.web.markdown import render_markdown
from ingest.web.metadata import database_section
from ingest.web.permissions import ensure_allowed
from ingest.web.scope import readlog_names
from ingest.web.texts import LANGUAGES, Texts, choose_language

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

HEADERS = {"Content-Security-Policy": OWN_POLICY, "Vary": "Accept-Language"}

TYPES = {
    "md": "text/markdown; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
}

# As in Datasette's own routes, but for its old name of what is in memory, from which it leads to the new one.
DATABASE = r"/(?P<database>(?!:memory:)[^\/\.]+)"

# Datasette's views ask which format an address names; here is room for none, and so it is None.
NO_FORMAT = "(?P<format>(?!))?"

_NO_NAME = re.compile("[^A-Za-z0-9~_-]+")  # what the name of a file can do without

_SAID = "readlog_said"  # where a request keeps what its page says
_COOKIE = "readlog_language"
_YEAR = 365 * 24 * 60 * 60
_RETRY_SECONDS = "5"

# What our pages may raise over rows that are not as `ingest` writes them.
ODD = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, TemplateError)

Variables = dict[str, Any]
View = Callable[..., Awaitable["Response | None"]]


@dataclass(frozen=True, slots=True)
class Visit:
    """What a request asks of a page: `path` and `query` are its named values, decoded. `today` is the server's day."""

    path: Mapping[str, str]
    query: Mapping[str, str]
    text: Texts
    address: Addresses
    title: str
    today: date
    editor: Callable[[str, int], str | None]
    absolute: Callable[[str], str]  # an address with the name of the server, as a feed needs it
    apart: str = ""  # what stands behind the title where several logs have ours
    credits: Sequence[tuple[str, str, str]] = ()

    @property
    def heading(self) -> str:
        """The title of the log, in the reader's language where it is ours and not the user's own."""
        return (self.text("page.log") if self.title == database_section()["title"] else self.title) + self.apart

    def number(self, name: str, default: int = 1) -> int:
        """A number from 1 on of the query; `default`, where it says none."""
        return read_number(self.query.get(name), default)


class Page(NamedTuple):
    """A page at `/{database}/-/{path}`, where `path` is a regular expression whose named groups go into `Visit.path`.

    `read` gives the variables of the template, None when there is nothing at that address. `files` write the same
    variables in other forms, by the suffix of the address; without a template there is nothing but the files. A page
    that reads no log is there for a file of another version too.
    """

    path: str
    template: str
    read: Callable[[sqlite3.Connection, Visit], Variables | None]
    files: Mapping[str, Callable[[Variables, Visit], str]] = {}  # never written
    reads_log: bool = True

    @property
    def route(self) -> str:
        """In the shape of Datasette's own route for a row, to which other databases are passed on."""
        suffixes = f"(\\.(?P<format>{'|'.join(self.files)})){'?' if self.template else ''}" if self.files else NO_FORMAT
        path = f"(?P<pks>{self.path})" if "/" not in self.path else self.path
        return f"{DATABASE}/(?P<table>-)/{path}{suffixes}$"


def page_view(page: Page, stock: Callable[[Datasette], View] | None = None) -> View:
    """The view of a page. Databases that are not ours go to `stock`, or nowhere."""

    @explain_failures
    async def view(request: Request, datasette: Datasette, send: Any) -> Response | None:
        name = find_name(datasette, request)
        if name is None:
            if stock is not None:
                return await stock(datasette)(request, send)
            raise NotFound("404")
        if request.method not in ("GET", "HEAD"):
            return answer_method(datasette, request)
        await ensure_allowed(datasette, request, name)
        if (switched := switch_language(request)) is not None:
            return switched
        visit = make_visit(datasette, request, name)
        limit = datasette.setting("sql_time_limit_ms")
        suffix = request.url_vars.get("format")

        def read(conn: sqlite3.Connection) -> Variables | str | None:
            """What the template shows; of a file its whole text, which may take as long to write as to read."""
            with snapshot(conn, limit):
                is_ours = has_our_version(conn)
                if page.reads_log and not is_ours:
                    raise OutdatedDatabase
                variables = page.read(conn, visit)
                warnings = count_warnings(conn) if is_ours else 0
            if variables is None:
                return None
            return page.files[suffix](variables, visit) if suffix else {"warnings": warnings} | variables

        found = await datasette.get_database(name).execute_fn(read)
        if found is None:
            missing = {"failure": visit.text("page.missing"), "advice": visit.text("page.missing-advice")}
            return await answer_failure(datasette, request, visit, missing, 404)
        if isinstance(found, str):
            return answer_file(datasette, request, found, suffix)
        return await render(datasette, request, page.template, visit, found)

    return view


def explain_failures(view: View) -> View:
    """The view of a page, which says what is wrong where the readlog file cannot be read, or not in time."""

    @wraps(view)
    async def explained(request: Request, datasette: Datasette, send: Any) -> Response | None:
        try:
            response = await view(request, datasette, send)
        except (sqlite3.DatabaseError, QueryInterrupted, OutdatedDatabase, *ODD) as error:
            name, text = find_name(datasette, request), read_texts(request)
            if name is None:
                raise
            failure = describe_failure(error, text, datasette.setting("sql_time_limit_ms"))
            if failure is None and not await datasette.get_database(name).execute_fn(has_odd_rows):
                raise
            status, variables = failure or describe_damage(text)
            response = await answer_failure(datasette, request, make_visit(datasette, request, name), variables, status)
        if response is not None and response.status == 503:
            response.headers["Retry-After"] = _RETRY_SECONDS
        return response

    return explained


async def answer_failure(
    datasette: Datasette, request: Request, visit: Visit, variables: Variables, status: int
) -> Response:
    """The answer that says what is wrong, by the variables of readlog_failure.html; in JSON where that is asked for."""
    if request.url_vars.get("format") == "json":
        return answer_file(datasette, request, json.dumps({"errors": [variables["failure"]]}), "json", status)
    return await render(datasette, request, "readlog_failure.html", visit, variables, status)


def describe_failure(error: Exception, text: Texts, limit: int) -> tuple[int, Variables] | None:
    """A status, and the variables of readlog_failure.html; None when it is not the file that is at fault."""
    if isinstance(error, OutdatedDatabase):
        return 500, {"failure": text("page.other-version"), "advice": text("page.other-version-advice")}
    if isinstance(error, QueryInterrupted):  # of Datasette's own SQL, which asks for permissions
        error = error.e
    if not isinstance(error, sqlite3.DatabaseError):
        return None
    if is_interrupt(error):
        return 503, {"failure": text("page.slow", limit=limit), "advice": text("page.slow-advice", limit=5 * limit)}
    if isinstance(error, sqlite3.DataError):  # what set_limits sets
        return 400, {"failure": text("page.large"), "advice": text("page.large-advice")}
    if "locked" in str(error):
        return 503, {"failure": text("page.locked"), "advice": text("page.locked-advice")}
    if any(word in str(error) for word in ("unable to open", "disk I/O")):
        return 503, {"failure": text("page.gone"), "advice": text("page.gone-advice")}
    if any(word in str(error) for word in ("malformed", "not a database", "decode")):
        return describe_damage(text)
    return None


def describe_damage(text: Texts) -> tuple[int, Variables]:
    """A status, and the variables of readlog_failure.html, for a file that is no longer as it was written."""
    return 500, {"failure": text("page.damaged"), "advice": text("page.damaged-advice")}


def has_odd_rows(conn: sqlite3.Connection) -> bool:
    """Whether the rows of a readlog file are not as `ingest` writes them."""
    with snapshot(conn):
        return find_first_problem(conn) is not None


def find_name(datasette: Datasette, request: Request) -> str | None:
    """The name of the readlog file that the address names; None when it names another database, or none."""
    route = tilde_decode(request.url_vars["database"])
    name = next((db.name for db in datasette.databases.values() if db.route == route), None)
    return name if name in readlog_names(datasette) else None


def make_visit(datasette: Datasette, request: Request, name: str) -> Visit:
    """What is asked of a page of the readlog file `name`."""
    config = datasette.plugin_config("datasette-readlog", database=name) or {}
    file = Path(datasette.get_database(name).path or "")
    title = datasette.metadata("title", database=name) or name
    is_one_of_several = title == database_section()["title"] and len(readlog_names(datasette)) > 1
    return Visit(
        path={key: _decode(value) for key, value in request.url_vars.items() if value is not None},
        query={key: request.args[key] for key in request.args},
        text=read_texts(request),
        address=Addresses(datasette, name),
        title=title,
        apart=f" · {name}" if is_one_of_several else "",
        credits=read_credits(datasette, name),
        today=date.today(),
        editor=lambda path, line: write_editor_link(config.get("editor"), path_on_disk(path, file), line),
        absolute=lambda address: str(datasette.absolute_url(request, address)),
    )


def read_credits(datasette: Datasette, name: str) -> list[tuple[str, str, str]]:
    """What the user's metadata say of whose a log is: what that is, in which words, and at which address, if any."""
    credits = []
    for kind in ("license", "source", "about"):
        words, url = (str(datasette.metadata(key, database=name) or "") for key in (kind, f"{kind}_url"))
        if words or url:
            credits.append((kind, words or url, url))
    return credits


def write_editor_link(template: str | None, path: Path, line: int) -> str | None:
    """The address that opens an editor at a line, by the user's own template; None while there is no template.

    >>> write_editor_link("vscode://file/{path}:{line}", Path("/logs/2025 a.md"), 3)
    'vscode://file//logs/2025%20a.md:3'
    """
    if not template:
        return None
    return template.replace("{path}", quote(os.fsencode(path))).replace("{line}", str(line))


def read_texts(request: Request) -> Texts:
    """The texts in the language of a request: the one that was switched to, or that the browser likes best."""
    return Texts(choose_language(request.cookies.get(_COOKIE), request.headers.get("accept-language", "")))


def switch_language(request: Request) -> Response | None:
    """The way back to the page from the switch, `?_language=`, which is kept in a cookie; None when nobody switches."""
    asked = request.args.get("_language")
    if asked not in LANGUAGES:
        return None
    said = _said_beside_language(request)
    response = Response.redirect(f"{request.path}{'?' if said else ''}{urlencode(said)}")
    response.set_cookie(_COOKIE, asked, max_age=_YEAR, httponly=True, samesite="lax")
    return response


@contextmanager
def snapshot(conn: sqlite3.Connection, limit: int | None = None) -> Iterator[None]:
    """All that is read within comes from one state of the file, in plain tuples, and takes `limit` ms at most.

    Only the time of this thread counts: of fifty readers at once, each would use up that of the others.
    """
    factory, conn.row_factory = conn.row_factory, None
    if limit is not None:
        end = thread_time() + limit / 1000
        conn.set_progress_handler(lambda: thread_time() >= end, 1000 if limit >= 50 else 1)  # as Datasette does
    try:
        conn.execute("BEGIN")
        yield
    finally:
        conn.set_progress_handler(None, 0)
        conn.rollback()
        conn.row_factory = factory


def has_our_version(conn: sqlite3.Connection) -> bool:
    """Whether the tables of a readlog file are those that our pages read."""
    return bool(conn.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,))


def is_interrupt(error: sqlite3.DatabaseError) -> bool:
    """Whether time ran out. While SQLite opens a full-text table its message is another, and pysqlite3 has no code."""
    return str(error) == "interrupted" or getattr(error, "sqlite_errorcode", None) == 9


async def render(
    datasette: Datasette, request: Request, template: str, visit: Visit | None, variables: Variables, status: int = 200
) -> Response:
    """A page of ours, as HTML; without a visit, it is about no file."""
    context: Variables = {"visit": visit, "text": read_texts(request), "presentation": presentation}
    context |= {"render": render_in_turn, "warnings": 0, "here": None, "asked": None}
    context["languages"] = [(language, name, switch_address(request, language)) for language, name in LANGUAGES.items()]
    if visit is not None:
        context |= {"address": visit.address, "readlog_search": visit.address.search(), "readlog_text": visit.text}
    request.scope[_SAID] = {template: context | variables}
    told = {"database": visit and visit.address.name}
    html = await datasette.render_template(template, told, request, template.removesuffix(".html"))
    return without_body(request, Response.html(html, status, dict(HEADERS)))


@hookimpl(specname="extra_template_vars", trylast=True)  # the last is laid over all others, and over what a view says
def own_template_vars(template: str, request: Request | None) -> Variables:
    """The variables of a page of ours, for its template alone; nothing for others, such as that of an error."""
    said: Variables = request.scope.get(_SAID, {}).get(template, {}) if request else {}
    return said


async def render_in_turn(markdown: str) -> Markup:
    """A passage as HTML, once others had their turn: a page may have thousands, and templates run in the event loop."""
    await sleep(0)
    return render_markdown(markdown)


def switch_address(request: Request, language: str) -> str:
    """The address of the same page that switches to a language."""
    return f"?{urlencode([*_said_beside_language(request), ('_language', language)])}"


def _said_beside_language(request: Request) -> list[tuple[str, str]]:
    return [(key, value) for key in request.args for value in request.args.getlist(key) if key != "_language"]


def without_body(request: Request, response: Response) -> Response:
    """The answer, without what HEAD does not want."""
    if request.method == "HEAD":
        response.body = b""
    return response


def answer_method(datasette: Datasette, request: Request) -> Response:
    """The answer to whoever does not want to read: the refusal, but for a browser that asks whether another site may.

    It asks so before a request with a token; the answer is that of Datasette's own files.
    """
    if request.method == "OPTIONS" and request.url_vars.get("format"):
        return Response.text("ok", headers=file_headers(datasette))
    return Response.text("Method not allowed", status=405, headers={"Allow": "GET, HEAD"})


def read_number(value: str | None, default: int) -> int:
    """A number from 1 to 999,999; `default` for anything else."""
    return int(value) if value and re.fullmatch("[1-9][0-9]{0,5}", value) else default


def answer_file(datasette: Datasette, request: Request, body: str, suffix: str, status: int = 200) -> Response:
    """The answer that is a file, to be kept as long as Datasette's JSON, and saved where `?_dl=1` asks for it."""
    headers = file_headers(datasette)
    if datasette.cache_headers and status == 200:
        seconds = datasette.setting("default_cache_ttl")
        headers["Cache-Control"] = f"max-age={seconds}" if seconds else "no-cache"
    if request.args.get("_dl") and status == 200:
        name = _NO_NAME.sub("-", request.path.rpartition("/-/")[2].removesuffix(f".{suffix}"))
        headers["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    return without_body(request, Response(body, status, headers, TYPES[suffix]))


def file_headers(datasette: Datasette) -> dict[str, str]:
    """The headers of a file, the same in every language. Other sites may read it where Datasette lets them."""
    headers = {key: value for key, value in HEADERS.items() if key != "Vary"}
    if datasette.cors:
        add_cors_headers(headers)
    return headers


def _decode(value: str) -> str:
    """A value of an address, as `Addresses` encodes it, or as a browser does what is typed."""
    return str(tilde_decode(value.replace("%", "~")))
