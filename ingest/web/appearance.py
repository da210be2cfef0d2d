"""How values of a readlog file look on stock pages: addresses, references and titles are links, text has a measure.

Never changes what JSON and CSV say, and never makes a link of anything but http and https.
"""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from typing import TYPE_CHECKING, Any

from datasette import hookimpl
from datasette.utils import truncate_url
from markupsafe import Markup

from ingest.web.addresses import Addresses
from ingest.web.presentation import ADDRESS
from ingest.web.scope import readlog_names
from ingest.web.search_box import is_own_page, searched_name

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

# Stock table pages follow foreign keys; row pages, views and queries do not, so columns are known by their names.
ROW_OF = {
    "article_id": "article",
    "cited_by_id": "article",
    "excerpt_id": "excerpt",
    "parent_id": "excerpt",
    "tag_id": "tag",
    "log_id": "log",
}


@hookimpl
def render_cell(
    row: Mapping[str, Any], value: Any, column: str, table: str | None, database: str, datasette: Datasette
) -> Markup | Awaitable[Markup | None] | None:
    """A link for an address, the title of an article, or the id of a row; None leaves the cell to Datasette.

    On table pages the value of a foreign key is a dict with its label: that is Datasette's to show. Long texts are
    shortened as Datasette's setting says, on the page of a row too, which this hook cannot tell from others.
    """
    if database not in readlog_names(datasette):
        return None
    if isinstance(value, str) and ADDRESS.fullmatch(value):
        # noreferrer: what somebody reads and searches for stays out of other sites' logs
        link = Markup('<a href="{}" rel="noreferrer noopener">{}</a>')
        return link.format(value, truncate_url(value, datasette.setting("truncate_cells_html")))
    if isinstance(value, int) and column in ROW_OF:
        return Markup('<a href="{}">{}</a>').format(datasette.urls.row(database, ROW_OF[column], str(value)), value)
    if isinstance(value, str) and column == "title":
        if (article := _find_article(row, table)) is not None:
            return _link_title(datasette, database, article, value)
        columns = row.keys()
        if table is None and "id" in columns and isinstance(row["id"], int):  # on the page of a query
            return _link_own_title(datasette, database, row["id"], value)
    return None


async def _link_own_title(datasette: Datasette, database: str, id_: int, title: str) -> Markup | None:
    """The link of a title beside an `id`, where that is the article's; it could be that of anything."""
    sql = "SELECT 1 FROM article WHERE id = ? AND title = ?"
    found = await datasette.get_database(database).execute_fn(lambda conn: conn.execute(sql, (id_, title)).fetchone())
    return _link_title(datasette, database, id_, title) if found else None


def _link_title(datasette: Datasette, database: str, article: int, title: str) -> Markup:
    words = _truncate(title, datasette.setting("truncate_cells_html"))
    return Markup('<a href="{}">{}</a>').format(Addresses(datasette, database).article(article), words)


def _truncate(text: str, length: int) -> str:
    """A text as Datasette shortens it, which does not shorten what it is given as a link; 0 is no limit."""
    return f"{text[:length]}…" if 0 < length < len(text) else text


def _find_article(row: Mapping[str, Any], table: str | None) -> int | None:
    """The id of the article whose title a row has; a link has a title of its own."""
    columns = row.keys()  # SQLite's own rows, asked themselves, look among their values
    name = "id" if table == "article" else "article_id"
    id_ = row[name] if table != "link" and name in columns else None
    return id_ if isinstance(id_, int) else None


@hookimpl
async def extra_css_urls(
    datasette: Datasette, request: Request | None, database: str | None, view_name: str | None
) -> list[str]:
    """The style sheet, on Datasette's pages of readlog files, and on others that have the search box."""
    is_ours = database in readlog_names(datasette) and not is_own_page(view_name)
    if not is_ours and await searched_name(datasette, request, database, view_name) is None:
        return []
    return [datasette.urls.static_plugins("datasette-readlog", "readlog.css")]
