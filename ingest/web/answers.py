"""What goes out: a page as HTML, a file, a refusal, each with its headers.

Never knows what a page shows.
"""

from __future__ import annotations

import re
from asyncio import sleep
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from datasette import hookimpl
from datasette.utils import add_cors_headers
from datasette.utils.asgi import Response
from markupsafe import Markup

from ingest.web import presentation
from ingest.web.guard import OWN_POLICY
from ingest.web.language import read_texts, switch_address
from ingest.web.markdown import render_markdown
from ingest.web.texts import LANGUAGES
from ingest.web.visit import Variables, Visit

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

View = Callable[..., Awaitable["Response | None"]]

HEADERS = {"Content-Security-Policy": OWN_POLICY, "Vary": "Accept-Language"}

TYPES = {
    "md": "text/markdown; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
}

_NO_NAME = re.compile("[^A-Za-z0-9~_-]+")  # what the name of a file can do without

_SAID = "readlog_said"  # where a request keeps what its page says


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


def answer_method(datasette: Datasette, request: Request) -> Response:
    """The answer to whoever does not want to read: the refusal, but for a browser that asks whether another site may.

    It asks so before a request with a token; the answer is that of Datasette's own files.
    """
    if request.method == "OPTIONS" and request.url_vars.get("format"):
        return Response.text("ok", headers=file_headers(datasette))
    return Response.text("Method not allowed", status=405, headers={"Allow": "GET, HEAD"})


def without_body(request: Request, response: Response) -> Response:
    """The answer, without what HEAD does not want."""
    if request.method == "HEAD":
        response.body = b""
    return response
