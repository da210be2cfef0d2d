"""The search box on stock pages of a readlog file, and on the index page when only one is attached; and which search
of a table would find nothing.

Never changes a page of another database: `base.html` adds nothing where there is nothing to search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from datasette import hookimpl
from datasette.views.base import DatasetteError

from ingest.web.addresses import Addresses
from ingest.web.permissions import may_read
from ingest.web.scope import readlog_names
from ingest.web.texts import Texts

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request


def is_own_page(view_name: str | None) -> bool:
    """Whether a page is one of ours, which has a box and style sheets of its own, and not one of Datasette's."""
    return view_name is not None and view_name.startswith("readlog_")


async def searched_name(
    datasette: Datasette, request: Request | None, database: str | None, view_name: str | None
) -> str | None:
    """The readlog file that the box on a stock page searches; None when it has no box, or nobody would answer it."""
    names = readlog_names(datasette)
    if database is None and view_name == "index" and len(names) == 1:
        [database] = names
    if request is None or database is None or database not in names or is_own_page(view_name):
        return None
    return database if await may_read(datasette, request, database) else None


@hookimpl
async def extra_template_vars(
    datasette: Datasette, request: Request | None, database: str | None, view_name: str | None
) -> dict[str, Any]:
    """`readlog_search`, where the box leads, `readlog_tables`, and its words; not defined on pages without one.

    No other database is attached to a readlog file, though Datasette takes for one what SQLite has for temporary tables
    since a search looked for others like it.
    """
    is_stock_home = view_name == "database" and database in readlog_names(datasette)
    variables: dict[str, Any] = {"attached_databases": []} if is_stock_home else {}
    name = await searched_name(datasette, request, database, view_name)
    if name is not None:  # stock pages speak English
        address = Addresses(datasette, name)
        variables |= {
            "readlog_search": address.search(),
            "readlog_tables": address.tables(),
            "readlog_text": Texts("en"),
        }
    return variables


@hookimpl
def filters_from_request(datasette: Datasette, request: Request, database: str, table: str) -> None:
    """Refuse `_search_title=` and the like on the table of articles, where Datasette would find nothing.

    It looks for the rowids of the index in the table, whose own are others. Raises: DatasetteError.
    """
    asked = [name for name in request.args if name.startswith("_search_")]
    if asked and table == "article" and database in readlog_names(datasette):
        raise DatasetteError(f"{asked[0]} finds nothing here; search with ?_search=", title="Search", status=400)


@hookimpl
async def extra_js_urls(
    datasette: Datasette, request: Request | None, database: str | None, view_name: str | None
) -> list[dict[str, Any]]:
    """The script of the `/` key, on pages that have the box."""
    if await searched_name(datasette, request, database, view_name) is None:
        return []
    return [{"url": datasette.urls.static_plugins("datasette-readlog", "readlog.js"), "module": True}]
