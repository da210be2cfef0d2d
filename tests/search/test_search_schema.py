"""The full-text part of schema.sql: how tools find it, and what its tables and views hold to."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import unicodedata
from contextlib import closing
from hashlib import blake2b
from pathlib import Path

import pytest
import sqlite_utils
from datasette.utils import detect_fts
from search_tables import ROOT, add_excerpts, find, highlight, open_tables, remove_from_index

from ingest import SCHEMA_VERSION
from ingest.search import index_row
from ingest.search.conditions import _condition
from ingest.search.evidence import _TITLE_RANKS, _TITLES
from ingest.search.filters import KINDS, Filter
from ingest.search.fold import CJK

SCHEMA = (ROOT / "schema.sql").read_text(encoding="utf-8")


def search_tables(connection: sqlite3.Connection) -> dict[str, str]:
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
    return {name: fts for name in names if not re.search("_fts", name) and (fts := detect_fts(connection, name))}


def test_datasette_finds_a_search_table_for_excerpts_and_is_told_of_that_for_articles() -> None:
    assert search_tables(open_tables()) == {"excerpt": "excerpt_fts"}


def test_sqlite_utils_searches_no_table_by_the_wrong_key() -> None:
    database = sqlite_utils.Database(open_tables())
    assert database.table("excerpt").detect_fts() == "excerpt_fts"
    assert database.table("article").detect_fts() is None
    assert database.table("tag").detect_fts() is None


def test_the_blocks_count_kinds_as_the_schema_lists_them() -> None:
    listed = re.search(
        r"CHECK \(kind IN\s*\(([^)]*)\)",
        SCHEMA[SCHEMA.index("CREATE TABLE excerpt (") :],
    )
    assert listed
    assert tuple(re.findall(r"'(\w+)'", listed[1])) == KINDS


def test_the_schema_loads_in_a_plain_shell(tmp_path: Path) -> None:
    shell = shutil.which("sqlite3")
    if shell is None:
        pytest.skip("no sqlite3 shell here")
    subprocess.run([shell, "-bail", tmp_path / "new.db"], input=SCHEMA, encoding="utf-8", check=True)
    with closing(sqlite3.connect(tmp_path / "new.db")) as connection:
        assert search_tables(connection)["excerpt"] == "excerpt_fts"


def test_the_schema_loads_statement_by_statement_in_one_transaction() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("BEGIN")
        statement = ""
        for line in SCHEMA.splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                connection.execute(statement)
                statement = ""
        assert statement.strip() == ""
        assert search_tables(connection)["excerpt"] == "excerpt_fts"
        connection.execute("ROLLBACK")
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 512, 5_100, 65_535, 65_536, 65_537, 140_000])
def test_the_views_space_every_cjk_character_and_change_nothing_else(size: int) -> None:
    text = ("内存io_uring，𠀀か한 🤖⽂é\n" * 8_000)[:size]
    connection = open_tables()
    add_excerpts(connection, [text])
    (body,) = connection.execute("SELECT body FROM excerpt_spaced WHERE id = 1").fetchone()
    assert body == re.sub(f"[{CJK}🤖]", "\u200b\\g<0>\u200b", text)


def test_the_views_look_a_row_up_by_its_key() -> None:
    plan = open_tables().execute("EXPLAIN QUERY PLAN SELECT id, body, sym FROM excerpt_spaced WHERE id = 1")
    steps = [step for *_, step in plan]
    assert any(re.match("SEARCH excerpt USING INTEGER PRIMARY KEY", step) for step in steps)
    assert not any(re.match("SCAN (excerpt|article)", step) for step in steps)


def test_titles_are_searched_and_marked_in_their_own_table() -> None:
    connection = open_tables()
    connection.execute(
        """
        INSERT INTO article(id, number, title, starred, struck, excerpt_count, log_id, position, line_start, line_end,
          reading)
        VALUES (9007199254740991, 7, '内存管理', 0, 0, 0, 1, 1, 1, 1, 1)
        """
    )
    connection.execute("INSERT INTO article_fts(rowid, title, sym) VALUES (7, '内存 存管 管理 理', '')")
    sql = "SELECT rowid, highlight(article_fts, 0, '[', ']') FROM article_fts WHERE article_fts MATCH '\"存管 管\" *'"
    ((number, title),) = connection.execute(sql)
    assert (number, title.replace("\u200b", "")) == (7, "内[存管]理")


def test_a_row_is_found_until_its_old_tokens_are_deleted() -> None:
    connection = open_tables()
    texts = ["内存管理", "C++ 与内存", "锁"]
    add_excerpts(connection, texts)
    remove_from_index(connection, 2, texts[1])
    assert [find(connection, query) for query in ("内存", "存", "C++", "c", "锁")] == [[1], [1], [], [], [3]]
    assert list(highlight(connection, "内存")) == [1]
    connection.execute("DELETE FROM excerpt WHERE id = 2")
    add_excerpts(connection, ["显存"], start=2)
    assert highlight(connection, "显存") == {2: "\2显存\3"}
    assert find(connection, "内存") == [1]


def test_the_index_is_sound_in_itself_and_differs_from_its_content_by_design() -> None:
    connection = open_tables()
    add_excerpts(connection, ["内存管理", "锁"])
    remove_from_index(connection, 1, "内存管理")
    connection.execute("INSERT INTO excerpt_fts(excerpt_fts) VALUES ('integrity-check')")
    connection.execute("INSERT INTO excerpt_fts(excerpt_fts, rank) VALUES ('integrity-check', 0)")
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with pytest.raises(sqlite3.DatabaseError, match="malformed"):
        connection.execute("INSERT INTO excerpt_fts(excerpt_fts, rank) VALUES ('integrity-check', 1)")


def test_rebuild_would_lose_every_word_of_two_characters() -> None:
    connection = open_tables()
    add_excerpts(connection, ["内存管理"])
    assert find(connection, "内存") == [1]
    connection.execute("INSERT INTO excerpt_fts(excerpt_fts) VALUES ('rebuild')")
    assert find(connection, "内存") == []


def test_nobody_rebuilds_the_index() -> None:
    sources = [*ROOT.glob("ingest/**/*.py"), *ROOT.glob("*.yml")]
    assert sources
    assert [
        path.name
        for path in sources
        if re.search(r"""['"]rebuild['"]|rebuild_fts|enable_fts""", path.read_text(encoding="utf-8"))
    ] == []


def test_own_queries_go_by_the_number_of_an_article() -> None:
    connection = open_tables()
    article = "SELECT 1 FROM article WHERE " + _condition(connection, Filter("title", "x", excluded=False))[0]
    for sql in (_TITLES, _TITLE_RANKS, article):
        plan = [step for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {sql}", ["x"])]
        assert any("INDEX article_number" in step for step in plan), plan


def test_other_words_in_the_index_are_another_schema() -> None:
    """What a readlog has indexed, the next one takes out by the same words, or makes anew as the schema is another.

    Where this fails, raise SCHEMA_VERSION, then mend the digest. The characters are those of Unicode 3.2, which no
    newer Python folds otherwise.
    """
    known = [chr(code) for code in range(0x110000) if unicodedata.ucd_3_2_0.category(chr(code)) not in ("Cn", "Cs")]
    texts = ["".join(known[start : start + 64]) for start in range(0, len(known), 64)]
    texts += ["".join(f"{sign}a 中{sign}" for sign in text) for text in texts[:64]]
    texts += ["C++ 与 .NET、node.js：内存管理（page cache）2,048 KB", "Élan x-y_z 3.14 ａｂ ㎏ ½ ⽂件"]
    digest = blake2b("\n".join(" ".join(index_row(text)) for text in texts).encode(), digest_size=8).hexdigest()
    assert (SCHEMA_VERSION, digest) == (14, "c1c5b625f0581f8b")
