"""`readlog verify` names each thing that rows may deny of one another, and nothing of rows that are sound."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from verifying import check_result, damage, run

from ingest.run import Report
from ingest.verify import verify

Build = Callable[..., Report]


def test_a_row_of_any_table_that_refers_to_none_is_named(folder: Path, build: Build, example_log: Path) -> None:
    build(example_log)
    path = folder / "readlog.db"
    whole = path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        references = connection.execute(
            """
            SELECT own.name, reference."from", reference."table"
            FROM sqlite_schema AS own
            JOIN pragma_foreign_key_list(own.name) AS reference
            WHERE own.type = 'table'
            """
        ).fetchall()
    assert len(references) > 12
    for table, column, other in references:
        path.write_bytes(whole)
        damage(path, f"UPDATE {table} SET {column} = 1 << 62 WHERE {column} = (SELECT max({column}) FROM {table})")
        messages = [problem.message for problem in verify(path, every_word=False).problems]
        assert any(re.fullmatch(rf"{table}: \d+ rows? whose {other} does not exist", one) for one in messages), column


NO_DAY = "1 article with days that cannot be; see 2025.md:7"
NO_LINES = "1 article beyond the lines of the log; see 2025.md:{}"

# What is changed of io_uring, of 2025-12-01 in lines 7 to 9: each denies one thing only.
DENIALS = {
    "date = NULL, date_from = '2025-11-31'": NO_DAY,
    "date = NULL, date_from = '2025-11-01', date_to = '2025-11-31'": NO_DAY,
    "date = NULL, month = '2025-13'": NO_DAY,
    "date = NULL, month_day = '11-31'": NO_DAY,
    "date_from = '2025-11-30'": NO_DAY,
    "date_to = '2025-12-02'": NO_DAY,
    "date = NULL, date_from = NULL": NO_DAY,
    "date = NULL, date_to = NULL": NO_DAY,
    "date_from = NULL, date_to = NULL": NO_DAY,
    "month = '2025-11'": NO_DAY,
    "month = NULL": NO_DAY,
    "month_day = '12-02'": NO_DAY,
    "month_day = NULL": NO_DAY,
    "line_start = 0": NO_LINES.format(0),
}


@pytest.mark.parametrize("change", DENIALS)
def test_each_thing_that_an_article_may_deny_is_found_by_itself(path: Path, change: str) -> None:
    damage(path, f"UPDATE article SET {change} WHERE title = 'io_uring'")
    check_result(run(), [DENIALS[change]])


def test_an_article_that_ends_before_it_begins_is_found(path: Path) -> None:
    damage(path, "DELETE FROM excerpt WHERE article_id = (SELECT id FROM article WHERE title = 'io_uring')")
    damage(path, "UPDATE article SET line_end = 6, excerpt_count = 0 WHERE title = 'io_uring'")
    assert NO_LINES.format(7) in run().stderr


@pytest.mark.parametrize(
    "days",
    [
        "date = NULL, date_from = '2025-01-01', date_to = '2025-12-31', month = NULL",
        "date = NULL, date_from = NULL, date_to = NULL, month = NULL, month_day = '02-29'",
    ],
)
def test_days_that_are_not_all_known_deny_nothing(path: Path, days: str) -> None:
    damage(path, f"UPDATE article SET {days}")
    assert run().exit_code == 0


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("UPDATE excerpt SET line_end = 4 WHERE id = 2", "1 excerpt beyond the lines of the article; see 2025.md:5"),
        (
            "UPDATE excerpt SET parent_id = 2 WHERE id = 1",
            "1 excerpt not below the one that it belongs to; see 2025.md:4",
        ),
        (
            "UPDATE excerpt SET parent_id = id WHERE id = 1",
            "1 excerpt not below the one that it belongs to; see 2025.md:4",
        ),
        (
            "UPDATE excerpt SET parent_id = 1 WHERE id = 2",  # at the depth of its parent
            "1 excerpt not below the one that it belongs to; see 2025.md:5",
        ),
        (
            "INSERT INTO excerpt_tag (excerpt_id, tag_id, rule, spelling) SELECT 2, max(id), 'hashtag', 'x' FROM tag",
            "1 excerpt with a tag that the article has not; see 2025.md:5",
        ),
        (
            "UPDATE excerpt SET name = article_id || '-' WHERE id = 2",
            "1 excerpt whose name is that of another article; see 2025.md:5",
        ),
        ("UPDATE log SET path_year = 1899", "1 log of a year that is none; see 2025.md:1"),
        (
            "UPDATE excerpt_block SET articles = zeroblob(length(articles))",
            "4 excerpts of another article or kind in excerpt_block; see 2025.md:4",
        ),
        (
            "UPDATE excerpt_block SET articles = zeroblob(8 * 4097), kinds = zeroblob(4097)",
            "1 row of excerpt_block that cannot be read",
        ),
        ("UPDATE excerpt_block SET id = 1", "1 row of excerpt_block that cannot be read"),
        ("UPDATE excerpt_block SET id = -1", "1 row of excerpt_block that cannot be read"),
    ],
)
def test_each_thing_that_a_row_may_deny_is_found_by_itself(path: Path, statement: str, message: str) -> None:
    damage(path, statement)
    check_result(run(), [message])


def test_a_block_beyond_all_excerpts_is_found_where_there_are_none(path: Path) -> None:
    damage(path, "DELETE FROM excerpt", "UPDATE excerpt_block SET id = 1")
    assert "1 row of excerpt_block that cannot be read" in run().stderr


def test_a_row_that_no_log_holds_has_no_place(path: Path) -> None:
    damage(path, "DELETE FROM log", "UPDATE article SET month = NULL")
    check_result(run(), ["article: 2 rows whose log does not exist", "2 articles with days that cannot be"])


def test_of_logs_the_first_by_path_is_named(path: Path, folder: Path, build: Build) -> None:
    (folder / "2024.md").write_text("A https://example.com/c\n")
    build(folder / "2024.md")
    damage(path, "UPDATE log SET year = 1")
    check_result(run(), ["2 logs of a year that is none; see 2024.md:1"])
