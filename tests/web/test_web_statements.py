"""No page asks the database once a row."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest
from sample_databases import RING, add_article, add_excerpt, insert, write_readlog

from ingest.web.addresses import Addresses
from ingest.web.pages import PAGES, home
from ingest.web.texts import Texts
from ingest.web.visit import Visit

# The help says nothing of the log, and asks nothing.
ASKING = [page for page in PAGES if not page.path.startswith("help")]

PATHS = {"id": str(RING), "month": "2025-03", "database": "5"}
ADDRESS = {"canonical_url": "https://example.org/x"}


def write_log(path, count):
    """A readlog file with so many more articles of which every page has something to show."""
    write_readlog(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        (ring,) = connection.execute("SELECT canonical_url FROM article WHERE id = ?", (RING,)).fetchone()
        for number in range(count):
            article, excerpt, tag = 10 + number, 100 + 2 * number, 10 + number
            day = ("2025-03-02", "2024-01-02")[number % 2]
            dated = dict.fromkeys(("date", "date_from", "date_to"), day) | {"month": day[:7], "month_day": day[5:]}
            own = ({}, ADDRESS, {"canonical_url": ring})[number % 3]
            collection = ("letters", f"letters {number}")[number % 4 == 0]
            add_article(
                connection, article, f"More {number}", log_id=2, position=10 + number, excerpt_count=1,
                collection=collection, **own, **dated,
            )  # fmt: skip
            for id_, owner in ((excerpt, article), (excerpt + 1, RING)):
                place = {"article_id": owner, "position": 10 + number, "depth": 1, "kind": "quote"}
                add_excerpt(connection, id_, f"队列{number}（queue {number}）", **place)
                insert(connection, "highlight", excerpt_id=id_, text=f"queue {number}", style="strong")
                insert(connection, "term", name=f"队列{number}", translation=f"queue {number}", excerpt_id=id_)
                for position, address in enumerate((ring, ADDRESS["canonical_url"], f"https://example.org/{number}")):
                    link = {"excerpt_id": id_, "url": address, "canonical_url": address, "position": position}
                    insert(connection, "link", article_id=owner, **link)
            insert(connection, "tag", id=tag, name=f"queue{number}", kind="term", key=f"queue{number}")
            for id_ in (tag, 3):  # C++
                insert(connection, "article_tag", article_id=article, tag_id=id_, rule="code-span", spelling="x")
                insert(connection, "excerpt_tag", excerpt_id=excerpt, tag_id=id_, rule="code-span", spelling="x")
            problem = {"severity": "warning", "code": "missing-url", "message": "no URL", "source": "More"}
            insert(connection, "diagnostic", log_id=2, article_id=article, line=number, column=1, **problem)
    return path


def read_page(path, page, datasette):
    """What a page shows, and how many statements it asks for that."""
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
        shown = page.read(connection, visit)
    return shown, len(asked)


@pytest.mark.parametrize("page", [home.PAGE, *ASKING], ids=lambda page: page.path or "home")
def test_forty_more_articles_take_hardly_more_statements(serve, tmp_path, page):
    few, many = (write_log(tmp_path / f"{count}.db", count) for count in (5, 45))
    datasette = serve(few)
    (less, before), (more, after) = (read_page(path, page, datasette) for path in (few, many))
    assert len(repr(more)) > len(repr(less)), "there is more to show"
    assert 0 < before <= after < before + 10
