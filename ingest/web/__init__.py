"""The Datasette plugin: the hooks, gathered where Datasette looks for them. All of them act on readlog files alone.

Never holds logic, and never writes to a database.
"""

from ingest.web.answers import own_template_vars
from ingest.web.appearance import extra_css_urls, render_cell
from ingest.web.functions import prepare_connection
from ingest.web.guard import asgi_wrapper, startup
from ingest.web.metadata import get_metadata
from ingest.web.routes import register_routes
from ingest.web.search_box import extra_js_urls, extra_template_vars, filters_from_request
from ingest.web.statuses import handle_exception

__all__ = [
    "asgi_wrapper",
    "extra_css_urls",
    "extra_js_urls",
    "extra_template_vars",
    "filters_from_request",
    "get_metadata",
    "handle_exception",
    "own_template_vars",
    "prepare_connection",
    "register_routes",
    "render_cell",
    "startup",
]
