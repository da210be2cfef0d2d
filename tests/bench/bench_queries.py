"""Measures the index and what is asked of it, in this process, on a database of so many excerpts.

Never searches what it has not committed, and changes nothing after that.
"""

from __future__ import annotations

import asyncio
import resource
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from statistics import median

from costs import cpu_ms, percentile, print_table
from kept import keep
from made_logs import SEED, make_logs, take_excerpts
from made_queries import Query, draw_queries
from made_rows import write_rows

from ingest.search import fold, fts_query
from ingest.search.results import search
from ingest.store.database import open_database
from ingest.store.index import begin_indexing, end_indexing, index_excerpts, index_titles

Queries = dict[str, list[Query]]
Rows = Iterator[tuple[object, ...]]


def measure_queries(kept: Path, excerpts: int, number: int) -> Path:
    """Prints all tables, `number` queries in each class; the database that they are about."""
    rows = keep(kept / f"rows-{excerpts}.db", lambda path: write_rows(path, take_excerpts(make_logs(), excerpts)))
    database = Path(shutil.copy(rows, kept / f"indexed-{excerpts}.db"))
    size = f"{excerpts:,} excerpts"
    print_table(f"Index, {size}", ("what", "figure", "target"), _measure_index(database))
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        queries = draw_queries(connection, Random(SEED), number)
        print_table(
            f"Counting rows, {size}, CPU ms",
            ("queries", "rows", "index", "p95", "LIKE", "p95", "LIKE ÷ index", "p5", "target"),
            _compare_counts(connection, queries),
        )
        print_table(
            f"Rows found beside a scan, {size}",
            ("queries", "number", "rows", "recall", "precision"),
            _compare_rows(connection, queries),
        )
        _measure_ranking(connection, queries, size)
    _measure_pages(database, queries, size)
    return database


def _measure_index(database: Path) -> Rows:
    """Fills the full-text tables of a database that has all other rows."""
    before = database.stat().st_size
    with open_database(database) as connection:
        counts = [connection.execute(sql).fetchone() for sql in _TEXT_SIZES]
    rows, size = (sum(column) for column in zip(*counts, strict=True))

    def index() -> None:
        with open_database(database) as connection:
            begin_indexing(connection)
            index_titles(connection, connection.execute("SELECT number, title FROM article"))
            index_excerpts(connection, connection.execute("SELECT id, text FROM excerpt"))
            end_indexing(connection)

    seconds = cpu_ms(index) / 1000
    yield "text, with titles, MB", size / 1e6, ""
    yield "index ÷ text", (database.stat().st_size - before) / size, "at most 1.5"
    with open_database(database) as connection:
        yield "tables that copy the text", connection.execute(_COPIES).fetchone()[0], "0"
    yield "rows indexed a second", rows / seconds, ""
    yield "MB of text indexed a second", size / 1e6 / seconds, ""
    yield "peak memory of all so far, MB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, ""


_TEXT_SIZES = (
    "SELECT count(*), sum(length(CAST(title AS BLOB))) FROM article",
    "SELECT count(*), sum(length(CAST(text AS BLOB))) FROM excerpt",
)
# FTS5 keeps the texts of a table that has content of its own in a table of this name.
_COPIES = "SELECT count(*) FROM sqlite_schema WHERE name LIKE '%^_content' ESCAPE '^'"


def _compare_counts(connection: sqlite3.Connection, queries: Queries) -> Rows:
    for name, drawn in queries.items():
        rows = [_count_indexed(connection, query) for query in drawn]
        index = [cpu_ms(lambda q=query: _count_indexed(connection, q), times=3) for query in drawn]
        scan = [cpu_ms(lambda q=query: _count_scanned(connection, q)) for query in drawn]
        ratios = [slow / fast for slow, fast in zip(scan, index, strict=True)]
        yield (
            name, int(median(rows)), median(index), percentile(index, 95), median(scan), percentile(scan, 95),
            median(ratios), percentile(ratios, 5), "at least 20",
        )  # fmt: skip


def _count_indexed(connection: sqlite3.Connection, query: Query) -> int:
    sql = "SELECT count(*) FROM excerpt_fts WHERE excerpt_fts MATCH ?"
    count: int = connection.execute(sql, [fts_query(query.text)]).fetchone()[0]
    return count


def _count_scanned(connection: sqlite3.Connection, query: Query) -> int:
    condition = (" OR " if query.is_either else " AND ").join(["text LIKE ?"] * len(query.parts))
    patterns = [f"%{part}%" for part in query.parts]
    count: int = connection.execute(f"SELECT count(*) FROM excerpt WHERE {condition}", patterns).fetchone()[0]
    return count


def _compare_rows(connection: sqlite3.Connection, queries: Queries) -> Rows:
    """The rows of the index beside those that hold the characters, for the queries whose meaning that is."""
    texts = {id_: fold(text) for id_, text in connection.execute("SELECT id, text FROM excerpt")}
    sql = "SELECT rowid FROM excerpt_fts WHERE excerpt_fts MATCH ?"
    for name, drawn in queries.items():
        chinese = [query for query in drawn if query.is_chinese]
        rows = right = meant = 0
        for query in chinese:
            found = {id_ for (id_,) in connection.execute(sql, [fts_query(query.text)])}
            wanted = {id_ for id_, text in texts.items() if query.finds(text)}
            rows, right, meant = rows + len(found), right + len(found & wanted), meant + len(wanted)
        if chinese:
            yield name, len(chinese), rows, right / meant if meant else 1.0, right / rows if rows else 1.0


def _measure_ranking(connection: sqlite3.Connection, queries: Queries, size: str) -> None:
    print_table(
        f"The first 20 results with their snippets, {size}, CPU ms",
        ("queries", "median", "p95", "slowest", "which", "target of p95"),
        _measure_each(lambda text: search(connection, text, with_facets=False), queries, {"one character": "50"}, "15"),
    )


def _measure_pages(database: Path, queries: Queries, size: str) -> None:
    from datasette.app import Datasette  # large: see costs.run

    datasette = Datasette([str(database)])
    failed: Counter[int] = Counter()
    with asyncio.Runner() as runner:

        def open_page(text: str) -> int:
            page = datasette.client.get(f"/{database.stem}/-/search", params={"q": text})
            status: int = runner.run(page).status_code
            failed[status] += status != 200
            return status

        open_page("nothing")  # the first request does what no other does
        failed.clear()
        print_table(
            f"The page of search, {size}, CPU ms",
            ("queries", "median", "p95", "slowest", "which", "target of p95"),
            _measure_each(open_page, queries, {}, "150"),
        )
    # Datasette gives a page a second of wall time: what took longer has been stopped, and its cost is cut.
    for status, number in (+failed).items():
        print(f"\n{number} of these pages had the status {status}.")


def _measure_each(call: Callable[[str], object], queries: Queries, targets: dict[str, str], target: str) -> Rows:
    for name, drawn in queries.items():
        costs = {query.text: cpu_ms(lambda q=query: call(q.text), times=3) for query in drawn}
        slowest = max(costs, key=lambda text: costs[text])
        low, high = median(costs.values()), percentile(list(costs.values()), 95)
        yield name, low, high, costs[slowest], f"`{slowest}`", targets.get(name, target)
