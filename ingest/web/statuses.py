"""The status of an answer where SQL over a readlog file fails: whose fault it is, and what to do.

Never answers for any other database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from datasette import hookimpl
from datasette.utils.sqlite import sqlite3

from ingest.web.guard import find_database
from ingest.web.scope import readlog_names

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request


@hookimpl
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Any:
    """The status that says whose fault it is, where Datasette, for tables and for CSV, says 500.

    400: whoever asks wants too much; 503: another program writes, which is soon over, or the file is gone.
    """
    # Not above: Datasette registers this module of its own as a plugin when it has been read, and it reads plugins.
    from datasette.database import QueryInterrupted
    from datasette.handle_exception import handle_exception as answer_stock
    from datasette.views.base import DatasetteError

    if find_database(datasette, request.scope) not in readlog_names(datasette):
        return None
    if isinstance(exception, sqlite3.DataError):
        error = DatasetteError(str(exception), title="Too big", status=400)
    elif isinstance(exception, QueryInterrupted):
        error = DatasetteError("The SQL took too long; ask for less of it.", title="SQL Interrupted", status=400)
    elif isinstance(exception, sqlite3.OperationalError) and "locked" in str(exception):
        error = DatasetteError("The database is being written; try again in a moment.", title="Locked", status=503)
    elif isinstance(exception, sqlite3.OperationalError) and "unable to open" in str(exception):
        error = DatasetteError(
            "The database cannot be opened; ingest the logs again and restart Datasette.", title="Gone", status=503
        )
    else:
        return None
    return answer_stock(datasette, request, error)
