"""Whether an address is in the log, at `/{database}/-/seen?url=…`.

Never asks the network: what an address redirects to, nobody here knows.
"""

from __future__ import annotations

from datasette.utils.sqlite import sqlite3

from ingest.addresses import read_typed_address
from ingest.browse.seen import find_seen, seen_answer
from ingest.errors import NoAddress
from ingest.web.files import write_json
from ingest.web.frame import Page, Variables, Visit


def read(connection: sqlite3.Connection, visit: Visit) -> Variables:
    """The form, and what the log has of the address that was typed into it."""
    url = visit.query.get("url", "").strip()
    variables: Variables = {"url": url, "canonical_url": None, "seen": None, "fault": None, "here": "seen"}
    if not url:
        return variables
    try:
        canonical_url = read_typed_address(url).canonical_url
    except NoAddress as error:
        return variables | {"fault": str(error)}
    return variables | {"canonical_url": canonical_url, "seen": find_seen(connection, canonical_url)}


def _json(variables: Variables, visit: Visit) -> str:
    return write_json(seen_answer(*(variables[name] for name in ("url", "canonical_url", "seen", "fault"))))


PAGE = Page("seen", "readlog_seen.html", read, {"json": _json})
