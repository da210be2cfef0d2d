"""Who may read the pages of a readlog file: whoever may view all that they tell of, as Datasette's permissions have it.

Never keeps an answer for longer than a request.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from datasette.utils.asgi import Forbidden

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

# All that pages tell something of. Who may not view one of them may not see a page.
TABLES = (
    "article", "excerpt", "tag", "article_tag", "excerpt_tag", "tag_alias", "highlight", "term", "link", "log",
    "diagnostic",
)  # fmt: skip

# What was answered, by the name of the file: a page asks, and so do its search box and its style sheet, and of each
# table Datasette asks SQL.
_answers: WeakKeyDictionary[Request, dict[str, bool]] = WeakKeyDictionary()


async def may_read(datasette: Datasette, request: Request, name: str) -> bool:
    """Whether whoever asks may view all that our pages of the readlog file `name` tell of.

    Raises: sqlite3.DatabaseError or QueryInterrupted, when SQL does not say how a table is spelled.
    """
    answers = _answers.setdefault(request, {})
    if name not in answers:
        answers[name] = await _ask(datasette, request, name)
    return answers[name]


async def ensure_allowed(datasette: Datasette, request: Request, name: str) -> None:
    """Raises: datasette.Forbidden, when whoever asks may not read the readlog file `name`."""
    if not await may_read(datasette, request, name):
        raise Forbidden("You do not have permission to view this reading log")


async def _ask(datasette: Datasette, request: Request, name: str) -> bool:
    """As `datasette.ensure_permissions` would: what nobody says of a table is said of the file, or of the server."""
    actor = request.actor
    server = await datasette.permission_allowed(actor, "view-instance", default=True)
    file = await datasette.permission_allowed(actor, "view-database", name, default=server)
    for table in TABLES:
        if not await datasette.permission_allowed(actor, "view-table", (name, table), default=file):
            return False
    return True
