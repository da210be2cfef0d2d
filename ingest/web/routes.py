"""Which address leads to which of our pages, and where Datasette's own page of a readlog file has moved.

Never answers a request: the views do.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from datasette import hookimpl
from datasette.utils.asgi import Forbidden, Response

from ingest.web.addresses import Addresses
from ingest.web.answers import View
from ingest.web.page import DATABASE, NO_FORMAT, Page, page_view
from ingest.web.pages import PAGES, home
from ingest.web.scope import readlog_names
from ingest.web.search_page import answer_search, find_search
from ingest.web.visit import find_name

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

# What the forms and links of Datasette's page of a database say, which lead to its address and not to where it moved.
_STOCK = ("sql", "_show_hidden")

# What stands where there is nothing.
_MISSING = Page("", "readlog_failure.html", lambda connection, visit: None)


@hookimpl(trylast=True)  # another plugin may have a page at the same address
def register_routes() -> list[tuple[str, Any]]:
    """Routes in the shape of Datasette's own, of a row and of a table, to which other databases are passed on."""
    return [
        (rf"/{NO_FORMAT}$", find_home),
        (f"{DATABASE}{NO_FORMAT}$", answer_home),
        (rf"{DATABASE}/(?P<table>-)/(?P<pks>tables)(\.(?P<format>\w+))?$", answer_tables),
        (rf"{DATABASE}/(?P<table>-)/(?P<pks>search)(\.(?P<format>json|md|csv))?$", answer_search),
        (f"{DATABASE}/(?P<table>-)/(?P<pks>feed){NO_FORMAT}$", find_feed),
        (r"/(?P<database>-)/(?P<table>search)(\.(?P<format>json|md|csv))?$", find_search),
        *((page.route, page_view(page, None if "/" in page.path else _row_view)) for page in PAGES),
        (rf"{DATABASE}/(?P<table>-)/(?P<pks>[^\/]+?)(\.(?P<format>\w+))?$", page_view(_MISSING, _row_view)),
        (rf"{DATABASE}/-/(.*[^\/])?$", page_view(_MISSING)),  # Datasette takes a last slash away
    ]


async def find_home(request: Request, datasette: Datasette, send: Any) -> Response | None:
    """The way to the first page of the only database; to the list, where that is closed or the list a user's own.

    No table is asked for: whom one is kept from finds Datasette's page of the database there.
    """
    own = [name for name in datasette.databases if name not in ("_internal", "_memory")]
    is_ours = len(own) == 1 and own[0] in readlog_names(datasette) and request.method in ("GET", "HEAD")
    if is_ours and not _has_own_index(datasette):
        permissions = [("view-database", own[0]), "view-instance"]
        is_visible, _ = await datasette.check_visibility(request.actor, permissions=permissions)
        if is_visible:
            query = f"?{request.query_string}" if request.query_string else ""
            return Response.redirect(f"{Addresses(datasette, own[0]).home()}{query}")
    from datasette.views.index import IndexView  # not above: Datasette's views import its plugins. So below.

    return await cast(View, IndexView.as_view(datasette))(request, send)


def _has_own_index(datasette: Datasette) -> bool:
    """Whether the template of the list of databases is another than Datasette's: the user's, or that of a plugin."""
    found, stock = (datasette.jinja_env.get_template(name).filename for name in ("index.html", "default:index.html"))
    return bool(found != stock)


async def answer_home(request: Request, datasette: Datasette, send: Any) -> Response | None:
    """The first page of a readlog file; Datasette's, where SQL is asked for or a table is kept from whoever asks."""
    if not any(name in request.args for name in _STOCK):
        with suppress(Forbidden):
            return await _home(request, datasette, send)
    return await _database_view(datasette)(request, send)


async def answer_tables(request: Request, datasette: Datasette, send: Any) -> Response | None:
    """Datasette's own page of a readlog file."""
    stock = _row_view if find_name(datasette, request) is None else _database_view
    return await stock(datasette)(request, send)


async def find_feed(request: Request, datasette: Datasette, send: Any) -> Response | None:
    """The way to the feed for whoever does not know its suffix."""
    name = find_name(datasette, request)
    if name is None or request.method not in ("GET", "HEAD"):
        return await page_view(_MISSING, _row_view)(request, datasette, send)
    return Response.redirect(Addresses(datasette, name).page("feed", suffix=".atom"))


def _database_view(datasette: Datasette) -> View:
    from datasette.views.database import DatabaseView

    return cast(View, DatabaseView.as_view(datasette))


def _row_view(datasette: Datasette) -> View:
    from datasette.views.row import RowView

    return cast(View, RowView.as_view(datasette))


_home = page_view(home.PAGE, _database_view)
