"""No page asks the database once a row."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest
from sample_databases import RING, write_readlog

from ingest.web.addresses import Addresses
from ingest.web.pages import PAGES, home
from ingest.web.texts import Texts
from ingest.web.visit import Visit

# The help says nothing of the log, and asks nothing.
ASKING = [page for page in PAGES if not page.path.startswith("help")]

PATHS = {"id": str(RING), "month": "2025-03", "database": "5"}


def count_statements(path, page, datasette):
    visit = Visit(
        path={**PATHS, "name": "letters" if page.path.startswith("collection") else "C++"},
        query={"url": "https://example.org/x"},
        text=Texts("en"),
        address=Addresses(datasette, "5"),
        title="log",
        today=date(2026, 1, 2),
        editor=lambda path, line: None,
        absolute=str,
    )
    asked: list[str] = []
    with closing(sqlite3.connect(path)) as connection:
        connection.set_trace_callback(asked.append)
        assert page.read(connection, visit) is not None
    return len(asked)


@pytest.mark.parametrize("page", [home.PAGE, *ASKING], ids=lambda page: page.path or "home")
def test_forty_more_articles_take_hardly_more_statements(serve, tmp_path, page):
    few, many = (write_readlog(tmp_path / f"{count}.db", extra_articles=count) for count in (5, 45))
    datasette = serve(few)
    before = count_statements(few, page, datasette)
    assert 0 < before <= count_statements(many, page, datasette) < before + 10
