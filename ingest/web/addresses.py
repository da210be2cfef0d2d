"""Where our pages of one readlog file are, and Datasette's own beside them: addresses from the root of the server.

Never asks whether there is such a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from datasette.utils import tilde_encode

if TYPE_CHECKING:
    from datasette.app import Datasette


class Addresses:
    """The addresses of the readlog file that is attached as `name`."""

    def __init__(self, datasette: Datasette, name: str) -> None:
        self._urls = datasette.urls
        self.name = name

    def home(self) -> str:
        """The first page."""
        return str(self._urls.database(self.name))

    def page(self, *parts: object, suffix: str = "", **query: object) -> str:
        """A page of ours: its name, then what it is about. What is None or empty in `query` goes without saying."""
        path = "/".join(tilde_encode(str(part)) for part in parts)
        said = [(key, value) for key, value in query.items() if value not in (None, "")]
        return f"{self.home()}/-/{path}{suffix}{'?' if said else ''}{urlencode(said)}"

    def search(self, text: str = "") -> str:
        """What a search finds."""
        return self.page("search", q=text)

    def article(self, id_: int) -> str:
        """An article with its passages."""
        return self.page("article", id_)

    def passage(self, name: str) -> str:
        """A passage, in its place on the page of its article: its permanent link."""
        return f"{self.page('article', name.partition('-')[0])}#{name}"

    def tag(self, name: str) -> str:
        """What has a tag."""
        return self.page("tag", name)

    def mark(self, name: str) -> str:
        """What has a mark: a tag of another kind may be called so too."""
        return self.page("tag", name, kind="mark")

    def collection(self, name: str) -> str:
        """What came through a collection."""
        return self.page("collection", name)

    def month(self, month: str) -> str:
        """What is dated in a month, YYYY-MM."""
        return self.page("month", month)

    def tables(self) -> str:
        """Datasette's own page of the file: its tables, its queries, and SQL."""
        return self.page("tables")

    def table(self, table: str, **query: object) -> str:
        """Datasette's own page of a table or a query."""
        return f"{self._urls.table(self.name, table)}{'?' if query else ''}{urlencode(query)}"

    def row(self, table: str, id_: object) -> str:
        """Datasette's own page of a row."""
        return str(self._urls.row(self.name, table, tilde_encode(str(id_))))
