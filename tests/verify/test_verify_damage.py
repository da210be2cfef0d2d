"""`readlog verify` names every kind of damage to a file, its schema, its rows and its index."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from verifying import check_result, damage, run, state

from ingest.run import Report
from ingest.soundness import find_first_problem
from ingest.store.index import index_excerpts, unindex_excerpts
from ingest.verify import verify

Build = Callable[..., Report]
Damage = Callable[[sqlite3.Connection], object]


def remove_from_index(connection: sqlite3.Connection) -> None:
    unindex_excerpts(connection, [(1, "内存管理")])


def remove_with_other_words(connection: sqlite3.Connection) -> None:
    unindex_excerpts(connection, [(1, "显存")])


def add_to_index(connection: sqlite3.Connection) -> None:
    index_excerpts(connection, [(99, "显存")])


def add_words_in_index(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO excerpt_fts(rowid, body, sym) VALUES (1, 'c 显存 存', 'c井')")


def change_title(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE article SET title = 'io_wait' WHERE title = 'io_uring'")


MISSES = r"a search misses passages, for \d+ of \d+ words: "
FINDS = r"a search finds passages without the word, for \d+ of \d+ words: "

# What was done, and what is said of it.
DAMAGE: dict[str, tuple[str | Damage, list[str]]] = {
    "a row taken out of the index": (remove_from_index, ["excerpt_fts lacks 1 passage; see 2025.md:4"]),
    "a row taken out by other words": (
        remove_with_other_words,
        ["excerpt_fts lacks 1 passage; see 2025.md:4"],
    ),
    "a row changed without the index": (
        "UPDATE excerpt SET text = '内存分配' WHERE id = 1",
        [MISSES + "分配? in 0 of 1; see 2025.md:4", FINDS + "存管 in 1; see 2025.md:4"],
    ),
    "rows changed without the index": (
        "UPDATE excerpt SET text = replace(text, '内存', '显存')",
        [MISSES + "显存? in 0 of 2; see 2025.md:4", FINDS + "内存? in 2; see 2025.md:4"],
    ),
    "a character changed without the index": (
        "UPDATE excerpt SET text = '用 C++ 写琐' WHERE id = 2",
        [MISSES + "(写琐|琐) in 0 of 1; see 2025.md:5", FINDS + "(写锁|锁) in 1; see 2025.md:5"],
    ),
    "a symbol changed without the index": (
        "UPDATE excerpt SET text = '用 C# 写锁' WHERE id = 2",
        [MISSES + "c# in 0 of 1; see 2025.md:5", FINDS + r"c\+\+ in 1; see 2025.md:5"],
    ),
    "a title changed without the index": (
        change_title,
        [
            r"a search misses titles, for 1 of \d+ words: wait in 0 of 1; see 2025.md:7",
            r"a search finds titles without the word, for 1 of \d+ words: uring in 1; see 2025.md:7",
        ],
    ),
    "a row of the index without a passage": (add_to_index, ["excerpt_fts has 1 passage that excerpt has not"]),
    "a word repeated without the index": (
        "UPDATE excerpt SET text = '内存，内存管理' WHERE id = 1",
        ["excerpt_fts counts 2 words otherwise than the passages: 内存 2 times, not 3"],
    ),
    "a character at an end without the index": (
        "UPDATE excerpt SET text = '内存管理，内' WHERE id = 1",
        ["excerpt_fts counts 1 word otherwise than the passages: 内 0 times, not 1"],
    ),
    "a character at another end without the index": (
        "UPDATE excerpt SET text = '内存管理，理' WHERE id = 1",
        ["excerpt_fts counts 1 word otherwise than the passages: 理 1 time, not 2"],
    ),
    "words in the index that no text holds": (add_words_in_index, [FINDS + "c in 1; see 2025.md:4"]),
    "an excerpt of another kind than a search knows": (
        "UPDATE excerpt SET kind = 'note' WHERE id = 2",
        ["1 excerpt of another article or kind in excerpt_block; see 2025.md:5"],
    ),
    "days that are none": (
        "UPDATE article SET date = '2025-02-30'",
        ["2 articles with days that cannot be; see 2025.md:3"],
    ),
    "a passage that was marked on a day that is none": (
        "UPDATE excerpt SET marked = '2025-02-30' WHERE id = 2",
        ["1 excerpt marked on a day that cannot be; see 2025.md:5"],
    ),
    "a month that is none": (
        "UPDATE article SET month = '2025-13' WHERE title = 'io_uring'",
        ["1 article with days that cannot be; see 2025.md:7"],
    ),
    "a log of a year that is none": ("UPDATE log SET year = 20255", ["1 log of a year that is none; see 2025.md:1"]),
    "a block that cannot be read": (
        "UPDATE excerpt_block SET kinds = x'00'",
        ["1 row of excerpt_block that cannot be read"],
    ),
    "an excerpt far beyond all others, with its block": (
        lambda connection: connection.executescript(
            "UPDATE excerpt SET id = 1 << 62 WHERE id = 4; UPDATE excerpt_block SET id = (1 << 62) / 4096"
        ),
        [
            "1 row of excerpt_block that cannot be read",
            "excerpt_fts lacks 1 passage; see 2025.md:9",
            "excerpt_fts has 1 passage that excerpt has not",
        ],
    ),
    "a block that lacks excerpts": (
        "UPDATE excerpt_block SET articles = substr(articles, 1, 16), kinds = substr(kinds, 1, 2)",
        ["3 excerpts of another article or kind in excerpt_block; see 2025.md:5"],
    ),
    "an excerpt deleted, with one below it": (
        "DELETE FROM excerpt WHERE id = 3",
        [
            "excerpt: 1 row whose excerpt does not exist",
            "1 article whose excerpt_count is wrong; see 2025.md:7",
            "excerpt_fts has 1 passage that excerpt has not",
        ],
    ),
    "an article deleted": (
        "DELETE FROM article WHERE title = 'io_uring'",
        [
            "entry: 1 row whose article does not exist",
            "excerpt: 2 rows whose article does not exist",
            "article_tag: 1 row whose article does not exist",
            "article_fts has 1 title that article has not",
        ],
    ),
    "days that deny each other": (
        "UPDATE article SET date_from = '2025-12-31', date = NULL WHERE title = 'io_uring'",
        ["1 article with days that cannot be; see 2025.md:7"],
    ),
    "an entry deleted": (
        "DELETE FROM entry WHERE article_id = (SELECT id FROM article WHERE title = 'io_uring')",
        ["1 article without what tells whether it has changed; see 2025.md:7"],
    ),
    "an excerpt with a name that leads nowhere": (
        "UPDATE excerpt SET name = 'zzz' WHERE id = 2",
        ["1 excerpt whose name is that of another article; see 2025.md:5"],
    ),
    "an article beyond its log": (
        "UPDATE article SET line_end = 10 WHERE title = 'io_uring'",
        ["1 article beyond the lines of the log; see 2025.md:7"],
    ),
    "an excerpt before its article": (
        "UPDATE excerpt SET line_start = 1 WHERE id = 2",
        ["1 excerpt beyond the lines of the article; see 2025.md:1"],
    ),
    "excerpts beyond their articles": (
        "UPDATE excerpt SET line_end = 99",
        ["4 excerpts beyond the lines of the article; see 2025.md:4"],
    ),
    "an excerpt below one of another article": (
        "UPDATE excerpt SET parent_id = 1 WHERE id = 4",
        ["1 excerpt not below the one that it belongs to; see 2025.md:9"],
    ),
    "an excerpt where another is": (
        "UPDATE excerpt SET position = 1 WHERE id = 2",
        ["1 excerpt at the place of another; see 2025.md:5"],
    ),
    "articles where another is": (
        "UPDATE article SET position = 1",
        ["1 article at the place of another; see 2025.md:7"],
    ),
    "FTS5's rebuild": (
        "INSERT INTO excerpt_fts(excerpt_fts) VALUES ('rebuild')",
        ["excerpt_fts holds single CJK characters, as FTS5's rebuild leaves it: nothing longer is found"],
    ),
    "an index emptied": (
        "INSERT INTO excerpt_fts(excerpt_fts) VALUES ('delete-all')",
        ["excerpt_fts lacks 4 passages; see 2025.md:4"],
    ),
    "a part of the index deleted": (
        "DELETE FROM excerpt_fts_data WHERE id > 10",
        ["the index excerpt_fts is damaged: database disk image is malformed"],
    ),
    "a part of the index of titles deleted": (
        "DELETE FROM article_fts_data WHERE id > 10",
        ["the index article_fts is damaged: database disk image is malformed"],
    ),
    "a column of somebody else": (
        "ALTER TABLE article ADD COLUMN rating TEXT",
        ["the schema is not as ingest makes it: article differs"],
    ),
    "views gone": (
        lambda connection: connection.executescript("DROP VIEW tag_pair; DROP VIEW cited_by; DROP VIEW read_twice"),
        ["the schema is not as ingest makes it: read_twice is gone, and 2 more"],
    ),
    "the full-text table replaced": (
        lambda connection: connection.executescript(
            "DROP TABLE excerpt_fts; CREATE VIRTUAL TABLE excerpt_fts USING fts5(text, content='excerpt')"
        ),
        ["the schema is not as ingest makes it: excerpt_fts differs"],
    ),
    "a table gone": (
        "DROP TABLE log",
        ["the schema is not as ingest makes it: log is gone"],
    ),
}


@pytest.mark.parametrize("options", [[], ["--all"]], ids=["sample", "all"])
@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_named(path: Path, folder: Path, name: str, options: list[str]) -> None:
    done, lines = DAMAGE[name]
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        done(connection) if callable(done) else connection.execute(done)
    before = state(folder)
    check_result(run(*options), lines)
    assert state(folder) == before


def overwrite(path: Path, start: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(data)


def test_pages_that_were_overwritten_are_damage(path: Path, folder: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'excerpt_article'").fetchone()
    overwrite(path, (page - 1) * 4096, b"\x55" * 200)
    before = state(folder)
    check_result(run(), [r"the file is damaged: (?!\*\*\*).+"])  # by SQLite there is a line above it
    assert state(folder) == before


@pytest.mark.parametrize("new", ["内存泄洪".encode(), b"\xff" * 12], ids=["other text", "no text"])
def test_texts_that_were_overwritten_are_damage(path: Path, new: bytes) -> None:
    whole = path.read_bytes()
    assert whole.count("内存泄漏".encode()) > 1, "its text and its Markdown"
    path.write_bytes(whole.replace("内存泄漏".encode(), new))
    found = FINDS + "(内存|泄漏) in 1; see 2025.md:8"
    check_result(run(), [found] if b"\xff" in new else [MISSES + "泄洪 in 0 of 1; see 2025.md:8", found])


def test_the_first_problem_is_found_in_the_rows_without_going_through_all_pages(path: Path) -> None:
    damage(path, "PRAGMA ignore_check_constraints = ON", "UPDATE excerpt SET kind = 'odd'")
    asked: list[str] = []
    with closing(sqlite3.connect(path)) as connection:
        connection.set_trace_callback(asked.append)
        problem = find_first_problem(connection)
    assert problem is not None
    assert problem.message == "excerpt: 4 rows with a kind that is none"
    assert not any("integrity_check" in statement for statement in asked)


def test_a_page_that_was_overwritten_is_the_first_problem(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:8192] = bytes(4096)
    path.write_bytes(data)
    with closing(sqlite3.connect(path)) as connection:
        problem = find_first_problem(connection)
    assert problem is not None
    assert problem.message.startswith("the file is damaged: ")


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("DELETE FROM log", "article: 2 rows whose log does not exist"),
        ("UPDATE article SET line_end = 10 WHERE position = 1", "1 article beyond the lines of the log"),
        ("UPDATE log SET year = 20255", "1 log of a year that is none"),
        ("DELETE FROM excerpt_block", "4 excerpts of another article or kind in excerpt_block"),
        ("UPDATE excerpt SET kind = CAST(x'ff' AS TEXT) WHERE id = 2", "excerpt: 1 row with a kind that is none"),
    ],
)
def test_the_first_problem_is_whatever_is_wrong_with_the_rows(path: Path, statement: str, message: str) -> None:
    damage(path, "PRAGMA ignore_check_constraints = ON", statement)
    with closing(sqlite3.connect(path)) as connection:
        problem = find_first_problem(connection)
    assert problem is not None
    assert problem.message == message


def test_a_text_that_cannot_be_decoded_is_the_first_problem(path: Path) -> None:
    damage(path, "UPDATE log SET path = CAST(x'ff' AS TEXT), year = 1")
    with closing(sqlite3.connect(path)) as connection:
        problem = find_first_problem(connection)
    assert problem is not None
    assert problem.message.startswith("the file is damaged: ")


def test_rows_that_are_sound_are_no_problem(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert find_first_problem(connection) is None


@pytest.mark.parametrize(("where", "more"), [("id = 2", ""), ("id > 2", ", and 1 more"), ("TRUE", ", and 3 more")])
def test_of_all_that_sqlite_says_of_a_file_the_first_is_told_and_how_much_more(
    path: Path, where: str, more: str
) -> None:
    damage(path, "PRAGMA ignore_check_constraints = ON", f"UPDATE excerpt SET kind = 'odd' WHERE {where}")
    check_result(run(), [f"the file is damaged: CHECK constraint failed in excerpt{more}"])


def test_a_schema_with_a_name_that_is_no_text_is_damage(path: Path) -> None:
    data = path.read_bytes().replace(b"tableexcerptexcerpt", b"tableexcer\xfftexcerpt")
    path.write_bytes(data.replace(b"CREATE TABLE excerpt ", b"CREATE TABBY excerpt "))
    with closing(sqlite3.connect(path)) as connection:
        problem = find_first_problem(connection)
    assert problem is not None
    assert problem.message.startswith("the file is damaged: ")
    check_result(run(), ["the file is damaged: .*can't decode byte 0xff.*"])


def test_a_schema_that_cannot_be_read_is_damage(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE excerpt ", b"CREATE TABBY excerpt "))
    check_result(run(), [r"the file is damaged: malformed database schema \(excerpt\).*"])


@pytest.mark.parametrize("size", [5000, 8192, -4096])
def test_a_truncated_file_is_damage(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])
    check_result(run(), ["the file is damaged: database disk image is malformed"])


def test_a_row_without_its_first_character_is_found(folder: Path, example_log: Path, build: Build) -> None:
    build(example_log)
    with closing(sqlite3.connect("readlog.db", isolation_level=None)) as connection:
        rows = connection.execute("SELECT id, text FROM excerpt").fetchall()
        assert len(rows) > 30
        for id_, text in rows[::8]:
            less = re.sub(r"\w", "", text, count=1)
            connection.execute("UPDATE excerpt SET text = ? WHERE id = ?", [less, id_])
            assert verify(folder / "readlog.db", every_word=False).problems, text
            connection.execute("UPDATE excerpt SET text = ? WHERE id = ?", [text, id_])
    assert verify(folder / "readlog.db", every_word=False).problems == []
