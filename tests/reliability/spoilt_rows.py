"""Databases whose rows hold what no run writes, a column at a time, and the pages and commands that then fail badly.

SQLite finds most of them whole. Never spoils the tables of the search index, which are FTS5's own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from bs4 import BeautifulSoup
from click.testing import CliRunner
from datasette.app import Datasette
from datasette.database import Database

from ingest.terminal.cli import main

# What a value may have become, in SQL, by the type of its column.
VALUES = {
    "TEXT": ("''", "'garbage'", "'2025-99-99'", f"'{'9' * 30}'", "CAST(x'00ff1b5b316d' AS TEXT)"),
    "INTEGER": ("0", "-1", str(1 << 62), str(-1 << 63)),
    "BLOB": ("x''", "x'ffffffffff'"),
}

ADDRESS = "https://tea.example.com/water-temperature"  # of an article, and in another

PAGES = (
    "", "/-/search?q=内存", "/-/search?q=year:2025", "/-/search?q=tag:io_uring", "/-/search?q=kind:note",
    "/-/search.json?q=内存", "/-/highlights", "/-/tags", "/-/tag/io_uring", "/-/terms", "/-/problems", "/-/today",
    "/-/feed.atom", "/-/month/2025-12", "/-/collections", "/-/collection/letters", f"/-/seen?url={ADDRESS}",
)  # fmt: skip
MORE_PAGES = (
    "/-/search?q=内存&sort=newest", "/-/search?q=site:code.example.net+collection:letters", "/-/search.md?q=内存",
    "/-/search.csv?q=内存", "/-/search.json?q=nothing-like-it", "/-/highlights.md", "/-/highlights.json",
    "/-/tags?q=io", "/-/tag/io_uring.json", "/-/terms.csv", "/-/terms?sort=abbreviation",
    "/-/today?day=2026-12-22", "/-/month/2025-12.csv", "/-/collection/letters.json", f"/-/seen.json?url={ADDRESS}",
    "/-/help",
)  # fmt: skip
COMMANDS = (
    ("find", "内存", "--json"), ("find", "year:2025", "--json"), ("seen", ADDRESS), ("verify",),
    ("ingest", "data"), ("ingest", "data", "--check", "-v"),
)  # fmt: skip
MORE_COMMANDS = (
    ("find", "内存"), ("find", "tag:io_uring", "--newest"), ("find", "site:tea.example.com", "before:2026"),
    ("find", "collection:letters", "kind:note"), ("find", "nothing-like-it"), ("seen", ADDRESS, "--json"),
    ("ingest", "data", "--force", "--prune"), ("verify", "--all"),
)  # fmt: skip

# Why a command may end with a status that is not 0.
_ANSWERS = ("error: ", "nothing found", "not in the log", '"seen": false', '"total": 0')


def columns(database: Path) -> list[tuple[str, str, list[str]]]:
    """Each table with each of its columns, and what that may have become: NULL only where the schema lets it."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(
            """
            SELECT t.name, c.name, c.type, c."notnull" OR c.pk
            FROM sqlite_schema AS t
            JOIN pragma_table_info(t.name) AS c
            WHERE t.type = 'table' AND t.name NOT LIKE '%^_fts%' ESCAPE '^'
            ORDER BY t.rowid, c.cid
            """
        ).fetchall()
    return [(table, column, [*VALUES[of], *([] if needed else ["NULL"])]) for table, column, of, needed in rows if of]


def spoil(database: Path, table: str, column: str, values: Sequence[str]) -> None:
    """Writes the values into the rows by turns; a row that would then be as another, by a key, stays as it is."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        key = {"article_tag": "tag_id", "excerpt_tag": "tag_id", "tag_alias": "tag_id"}.get(table, "rowid")
        turns = " ".join(f"WHEN {number} THEN {value}" for number, value in enumerate(values))
        connection.execute(f'UPDATE OR IGNORE {table} SET "{column}" = CASE abs({key}) % {len(values)} {turns} END')
        connection.commit()


@contextmanager
def serve() -> Iterator[Datasette]:
    """A Datasette of nothing, to which files are added: what it makes of templates, it makes once."""
    datasette = Datasette([])
    yield datasette
    if datasette.executor:
        datasette.executor.shutdown()


async def page_faults(datasette: Datasette, database: Path, pages: Sequence[str]) -> list[str]:
    """The pages of a file that are neither a page nor a sentence, those of some articles with them."""
    return [
        f"{page}: {status} {_heading(text)}"
        for page, (status, text) in (await visit_pages(datasette, database, pages)).items()
        if status not in (200, 404) and "The database is damaged" not in _heading(text)
    ]


async def visit_pages(datasette: Datasette, database: Path, pages: Sequence[str]) -> dict[str, tuple[int, str]]:
    """The status and the text of each page of a file, those of some articles with them.

    The file is served by the name of its folder, which must be a new one: Datasette keeps connections by name.
    """
    with closing(sqlite3.connect(database)) as connection:
        ids = [id_ for (id_,) in connection.execute("SELECT id FROM article ORDER BY excerpt_count DESC LIMIT 4")]
    articles = [f"/-/article/{id_}{suffix}" for id_, suffix in zip(ids, ("", "", ".md", ".json"), strict=True)]
    served = datasette.add_database(Database(datasette, path=str(database)), name=database.parent.name)
    found = {}
    for page in (*pages, *articles):
        response = await datasette.client.get(f"/{served.route}{page}")
        found[page] = response.status_code, response.text
    datasette.remove_database(served.name)
    served.close()
    return found


def _heading(text: str) -> str:
    heading = BeautifulSoup(text, "html.parser").h1
    return heading.get_text() if heading else text[:200]


def command_faults(commands: Sequence[Sequence[str]]) -> Iterator[str]:
    """The commands that end in a traceback, or do not say why they end with a status that is not 0."""
    for command in commands:
        result = CliRunner().invoke(main, command)
        if result.exception and not isinstance(result.exception, SystemExit):
            yield f"{' '.join(command)}: {result.exception!r}"
        elif result.exit_code and not any(answer in result.output for answer in _ANSWERS):
            yield f"{' '.join(command)}: status {result.exit_code}, {result.output[-200:]}"
