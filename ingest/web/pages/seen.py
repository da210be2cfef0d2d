"""Whether an address is in the log, at `/{database}/-/seen?url=…`.

Never asks the network: what an address redirects to, nobody here knows.
"""

from __future__ import annotations

from datasette.utils.sqlite import sqlite3

from ingest.addresses import read_typed_address
from ingest.browse.seen import count_seen, read_mentions, read_seen, seen_answer
from ingest.errors import NoAddress
from ingest.web.files import write_json
from ingest.web.page import Page
from ingest.web.paging import read_paged
from ingest.web.visit import Variables, Visit

SIZE = 100


def read(connection: sqlite3.Connection, visit: Visit) -> Variables:
    """The form, and what the log has of the address that was typed into it."""
    url = visit.query.get("url", "").strip()
    variables: Variables = {"url": url, "canonical_url": None, "fault": None, "here": "seen"}
    if not url:
        return variables
    try:
        canonical_url = read_typed_address(url).canonical_url
    except NoAddress as error:
        return variables | {"fault": str(error)}
    of_address, mentioning = count_seen(connection, canonical_url)
    return variables | {
        "canonical_url": canonical_url,
        "articles": read_paged(
            visit, of_address, SIZE, lambda count, skip: read_seen(connection, canonical_url, count=count, skip=skip)
        ),
        "mentions": read_paged(
            visit,
            mentioning,
            SIZE,
            lambda count, skip: read_mentions(connection, canonical_url, count=count, skip=skip),
            "mentions",
        ),
        "articles_page": lambda page: visit.address.page("seen", url=url, page=page if page > 1 else None),
        "mentions_page": lambda page: visit.address.page("seen", url=url, mentions=page if page > 1 else None),
    }


def _json(variables: Variables, visit: Visit) -> str:
    articles, mentions = (variables[name].items if name in variables else [] for name in ("articles", "mentions"))
    return write_json(seen_answer(variables["url"], variables["canonical_url"], articles, mentions, variables["fault"]))


PAGE = Page("seen", "readlog_seen.html", read, {"json": _json})
