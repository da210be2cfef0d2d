"""What a request asks of a page, and of which readlog file.

Never reads the file: that is for the page.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from datasette.utils import tilde_decode

from ingest.paths import path_on_disk
from ingest.web.addresses import Addresses
from ingest.web.language import read_texts
from ingest.web.metadata import database_section
from ingest.web.scope import readlog_names
from ingest.web.texts import Texts

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

Variables = dict[str, Any]
"""What a page shows, by the names under which its template knows it."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What a request asks of a page: `path` and `query` are its named values, decoded. `today` is the server's day."""

    path: Mapping[str, str]
    query: Mapping[str, str]
    text: Texts
    address: Addresses
    title: str
    today: date
    editor: Callable[[str, int], str | None]
    absolute: Callable[[str], str]  # an address with the name of the server, as a feed needs it
    apart: str = ""  # what stands behind the title where several logs have ours
    credits: Sequence[tuple[str, str, str]] = ()

    @property
    def heading(self) -> str:
        """The title of the log, in the reader's language where it is ours and not the user's own."""
        return (self.text("page.log") if self.title == database_section()["title"] else self.title) + self.apart

    def number(self, name: str, default: int = 1) -> int:
        """A number from 1 on of the query; `default`, where it says none."""
        return read_number(self.query.get(name), default)


def make_visit(datasette: Datasette, request: Request, name: str) -> Visit:
    """What is asked of a page of the readlog file `name`."""
    config = datasette.plugin_config("datasette-readlog", database=name) or {}
    file = Path(datasette.get_database(name).path or "")
    title = datasette.metadata("title", database=name) or name
    is_one_of_several = title == database_section()["title"] and len(readlog_names(datasette)) > 1
    return Visit(
        path={key: _decode(value) for key, value in request.url_vars.items() if value is not None},
        query={key: request.args[key] for key in request.args},
        text=read_texts(request),
        address=Addresses(datasette, name),
        title=title,
        apart=f" · {name}" if is_one_of_several else "",
        credits=read_credits(datasette, name),
        today=date.today(),
        editor=lambda path, line: write_editor_link(config.get("editor"), path_on_disk(path, file), line),
        absolute=lambda address: str(datasette.absolute_url(request, address)),
    )


def find_name(datasette: Datasette, request: Request) -> str | None:
    """The name of the readlog file that the address names; None when it names another database, or none."""
    route = tilde_decode(request.url_vars["database"])
    name = next((db.name for db in datasette.databases.values() if db.route == route), None)
    return name if name in readlog_names(datasette) else None


def read_number(value: str | None, default: int) -> int:
    """A number from 1 to 999,999; `default` for anything else.

    >>> [read_number(value, 7) for value in ("1", "999999", "1000000", "0", "01", "1x", "٣", "", None)]
    [1, 999999, 7, 7, 7, 7, 7, 7, 7]
    """
    return int(value) if value and re.fullmatch("[1-9][0-9]{0,5}", value) else default


def read_credits(datasette: Datasette, name: str) -> list[tuple[str, str, str]]:
    """What the user's metadata say of whose a log is: what that is, in which words, and at which address, if any."""
    credits = []
    for kind in ("license", "source", "about"):
        words, url = (str(datasette.metadata(key, database=name) or "") for key in (kind, f"{kind}_url"))
        if words or url:
            credits.append((kind, words or url, url))
    return credits


def write_editor_link(template: str | None, path: Path, line: int) -> str | None:
    """The address that opens an editor at a line, by the user's own template; None while there is no template.

    >>> write_editor_link("vscode://file/{path}:{line}", Path("/logs/2025 a.md"), 3)
    'vscode://file//logs/2025%20a.md:3'
    >>> write_editor_link("{path}", Path("/\\udcff.md"), 3)  # as Python has a name that is not UTF-8
    '/%FF.md'
    """
    if not template:
        return None
    return template.replace("{path}", quote(os.fsencode(path))).replace("{line}", str(line))


def _decode(value: str) -> str:
    """A value of an address, as `Addresses` encodes it, or as a browser does what is typed."""
    return str(tilde_decode(value.replace("%", "~")))
