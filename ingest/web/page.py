"""A page of ours and its view: whom it answers, what it may cost.

Never knows what a page shows, and never answers for another database: Datasette does, as it would without us.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from datasette.utils.asgi import NotFound
from datasette.utils.sqlite import sqlite3

from ingest.browse.problems import count_warnings
from ingest.errors import OutdatedDatabase
from ingest.web.answers import View, answer_file, answer_method, render
from ingest.web.failures import answer_failure, explain_failures
from ingest.web.language import switch_language
from ingest.web.permissions import ensure_allowed
from ingest.web.snapshot import has_our_version, snapshot
from ingest.web.visit import Variables, Visit, find_name, make_visit

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request, Response

# As in Datasette's own routes, but for its old name of what is in memory, from which it leads to the new one.
DATABASE = r"/(?P<database>(?!:memory:)[^\/\.]+)"

# Datasette's views ask which format an address names; here is room for none, and so it is None.
NO_FORMAT = "(?P<format>(?!))?"


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
