"""In which language a page answers, and how its reader switches to another.

Never holds a text: those are in `texts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from datasette.utils.asgi import Response

from ingest.web.texts import LANGUAGES, Texts, choose_language

if TYPE_CHECKING:
    from datasette.utils.asgi import Request

_COOKIE = "readlog_language"
_YEAR = 365 * 24 * 60 * 60


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


def switch_address(request: Request, language: str) -> str:
    """The address of the same page that switches to a language."""
    return f"?{urlencode([*_said_beside_language(request), ('_language', language)])}"


def _said_beside_language(request: Request) -> list[tuple[str, str]]:
    return [(key, value) for key in request.args for value in request.args.getlist(key) if key != "_language"]
