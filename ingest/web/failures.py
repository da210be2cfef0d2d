"""What a page says where the readlog file cannot be read, or not in time.

Never hides what is wrong with a page itself: that is Datasette's to tell.
"""

from __future__ import annotations

import json
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from datasette.database import QueryInterrupted
from datasette.utils.sqlite import sqlite3
from jinja2 import TemplateError

from ingest.errors import OutdatedDatabase
from ingest.soundness import find_first_problem, is_interrupt
from ingest.web.answers import View, answer_file, render
from ingest.web.language import read_texts
from ingest.web.snapshot import snapshot
from ingest.web.texts import Texts
from ingest.web.visit import Variables, Visit, find_name, make_visit

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Database
    from datasette.utils.asgi import Request, Response

_RETRY_SECONDS = "5"

# What our pages may raise over rows that are not as `ingest` writes them.
_ODD = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, TemplateError)


def explain_failures(view: View) -> View:
    """The view of a page, which says what is wrong where the readlog file cannot be read, or not in time."""

    @wraps(view)
    async def explained(request: Request, datasette: Datasette, send: Any) -> Response | None:
        try:
            response = await view(request, datasette, send)
        except (sqlite3.DatabaseError, QueryInterrupted, OutdatedDatabase, *_ODD) as error:
            name, text = find_name(datasette, request), read_texts(request)
            if name is None:
                raise
            limit = datasette.setting("sql_time_limit_ms")
            failure = describe_failure(error, text, limit)
            if failure is None and not await is_odd(datasette.get_database(name), limit):
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


# Of each file when it had last changed, how large it was then, and whether its rows were odd: a page that fails is
# asked for again, and looking through a large file takes as long as it may.
_odd: WeakKeyDictionary[Database, tuple[tuple[int, int], bool]] = WeakKeyDictionary()


async def is_odd(database: Database, limit: int) -> bool:
    """Whether the rows of a readlog file are not as `ingest` writes them, as far as `limit` ms tell."""
    file = Path(database.path).stat()
    state = (file.st_mtime_ns, file.st_size)
    known, answer = _odd.get(database, (None, False))
    if known != state:
        answer = await database.execute_fn(lambda conn: has_odd_rows(conn, limit))
        _odd[database] = state, answer
    return answer


def has_odd_rows(conn: sqlite3.Connection, limit: int) -> bool:
    """Whether the rows of a readlog file are not as `ingest` writes them; not, where `limit` ms do not tell."""
    try:
        with snapshot(conn, limit):
            return find_first_problem(conn) is not None
    except sqlite3.OperationalError as error:
        if is_interrupt(error):
            return False
        raise
