"""The help on search tells the truth: its SQL runs and finds what the text around it says."""

from __future__ import annotations

import re
import sqlite3

import pytest
from search_tables import ROOT, add_excerpts, open_tables

from ingest.search import fts_query, index_row
from ingest.web.functions import marking_function

HELP = (ROOT / "ingest" / "help" / "search.md").read_text(encoding="utf-8")
STATEMENTS = [part.strip() for block in re.findall(r"```sql\n(.*?)```", HELP, re.DOTALL) for part in block.split(";")]


@pytest.fixture
def tables() -> sqlite3.Connection:
    connection = open_tables()
    connection.execute(
        """
        INSERT INTO article(id, number, title, starred, struck, excerpt_count, log_id, position, line_start, line_end,
          reading)
        VALUES (1, 1, '内存管理', 0, 0, 1, 1, 1, 1, 1, 1)
        """
    )
    body, sym = index_row("内存管理")
    connection.execute("INSERT INTO article_fts (rowid, title, sym) VALUES (1, ?, ?)", (body, sym))
    add_excerpts(
        connection, ["讲内存管理，锁", "Linux 内核", "Linux 内核与驱动", "用 C++ 和 .NET", "内存管理 page cache"]
    )
    connection.execute("UPDATE excerpt SET article_id = 1")
    connection.create_function("fts_query", 1, fts_query, deterministic=True)
    connection.create_function("mark", 2, marking_function(), deterministic=True)
    return connection


@pytest.mark.parametrize("statement", [statement for statement in STATEMENTS if statement])
def test_a_statement_of_the_help_finds_something(tables: sqlite3.Connection, statement: str) -> None:
    rows = tables.execute(statement).fetchall()
    assert rows
    assert rows != [(0,)]


def test_the_worked_example_leaves_out_what_it_excludes(tables: sqlite3.Connection) -> None:
    (statement,) = (statement for statement in STATEMENTS if "excerpt_fts MATCH fts_query" in statement)
    assert [text for *_, text in tables.execute(statement)] == ["讲[内存管理]，锁"]


def test_a_snippet_of_the_help_is_clean_and_marked(tables: sqlite3.Connection) -> None:
    (statement,) = (statement for statement in STATEMENTS if "snippet" in statement)
    assert ("讲[内存管理]，锁",) in tables.execute(statement).fetchall()
