"""`readlog verify` finds every kind of damage and names it, cries no wolf, and leaves the file as it is."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ingest.cli import main
from ingest.run import Report
from ingest.soundness import find_first_problem
from ingest.store import database
from ingest.store.index import index_excerpts, unindex_excerpts
from ingest.verify import fill_copy, verify

Build = Callable[..., Report]
Damage = Callable[[sqlite3.Connection], object]

LOG = """# 12

环形缓冲区 https://example.com/a  【`12.2`】
- > 内存管理
- > 用 C++ 写锁

io_uring https://example.com/b  【`12.1`】
- > 内存泄漏
  - > **page cache**
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("READLOG_DATABASE", raising=False)
    return tmp_path


@pytest.fixture
def path(folder: Path, build: Build) -> Path:
    """A database of LOG, which is `2025.md`."""
    (folder / "2025.md").write_text(LOG)
    build(folder / "2025.md")
    return folder / "readlog.db"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["verify", *arguments], catch_exceptions=False)


def damage(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    """What is in a folder: the bytes of each file and when they were written."""
    return {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.iterdir()}


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (KeyboardInterrupt, "stopped; nothing was changed\n"),
        (MemoryError, "error: readlog.db: there is not enough memory to check it; end other programs\n"),
    ],
)
def test_a_check_that_cannot_go_on_says_why(
    path: Path, monkeypatch: pytest.MonkeyPatch, fault: type[BaseException], told: str
) -> None:
    def fail(*arguments: object) -> None:
        raise fault

    monkeypatch.setattr("ingest.verify.compare_words", fail)
    result = run()
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", told)


def test_a_sound_database_is_said_to_be_so_in_a_line(path: Path) -> None:
    result = run()
    assert result.exit_code == 0
    assert result.stderr == ""
    line = r"readlog\.db: sound: 4 passages and 2 titles, \d+ words found where a scan finds them; \d+\.\d s\n"
    assert re.fullmatch(line, result.stdout)


def test_every_word_can_be_searched(path: Path) -> None:
    few, all_ = verify(path, every_word=False), verify(path, every_word=True)
    assert (few.problems, all_.problems) == ([], [])
    assert all_.words >= len("内存管理用写锁泄漏") + len("环形缓冲区") + 6 + 4 + 6 > few.words
    assert f"4 passages and 2 titles, all {all_.words} words found" in run("--all").stdout


def test_real_logs_give_sound_databases(folder: Path, samples: Path, example_log: Path, build: Build) -> None:
    build(example_log, samples / "notes.md", samples / "tree")
    for options in ([], ["--all"]):
        assert run(*options).stderr == ""


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
    "words in the index that no text holds": (add_words_in_index, [FINDS + "c in 1; see 2025.md:4"]),
    "an excerpt of another kind than a search knows": (
        "UPDATE excerpt SET kind = 'note' WHERE id = 2",
        ["1 excerpt of another article or kind in excerpt_block; see 2025.md:5"],
    ),
    "days that are none": (
        "UPDATE article SET date = '2025-02-30'",
        ["2 articles with a day that is none; see 2025.md:3"],
    ),
    "a month that is none": (
        "UPDATE article SET month = '2025-13' WHERE title = 'io_uring'",
        ["1 article with a day that is none; see 2025.md:7"],
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


def check_result(result: Result, lines: list[str]) -> None:
    """Each problem is a line, and what to do another."""
    assert (result.exit_code, result.stdout) == (1, "")
    hint = "    hint: delete it and ingest the logs again: they hold everything"
    patterns = [*(f"readlog\\.db: error: {line}" for line in lines), re.escape(hint)]
    assert len(result.stderr.splitlines()) == len(patterns), result.stderr
    for line, pattern in zip(result.stderr.splitlines(), patterns, strict=True):
        assert re.fullmatch(pattern, line)


def overwrite(path: Path, start: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(data)


def test_pages_that_were_overwritten_are_damage(path: Path, folder: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'excerpt_kind'").fetchone()
    overwrite(path, (page - 1) * 4096, b"\x55" * 200)
    before = state(folder)
    check_result(run(), ["the file is damaged: .+"])
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


def test_rows_that_are_sound_are_no_problem(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert find_first_problem(connection) is None


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


def test_a_comment_in_the_schema_may_change(path: Path) -> None:
    damage(
        path,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, '-- plain', '-- only text') WHERE name = 'excerpt'",
    )
    with closing(sqlite3.connect(path)) as connection:
        assert "-- only text" in connection.execute("SELECT group_concat(sql) FROM sqlite_schema").fetchone()[0]
    assert run().exit_code == 0


def test_a_place_is_named_from_where_the_user_is(path: Path, folder: Path, build: Build) -> None:
    (folder / "databases").mkdir()
    build(folder / "2025.md", database=folder / "databases" / "other.db")
    damage(folder / "databases" / "other.db", "UPDATE excerpt SET line_start = 1 WHERE id = 2")
    (line, _) = run("-d", "databases/other.db").stderr.splitlines()
    assert line.endswith("lines of the article; see 2025.md:1")


def test_what_a_log_that_is_gone_has_left_is_not_to_be_deleted(folder: Path, build: Build) -> None:
    for name in ("2023.md", "2024.md", "2025.md"):
        (folder / name).write_text(LOG)
    build(folder)
    damage(folder / "readlog.db", "DROP VIEW tag_pair")
    (folder / "2024.md").unlink()
    hint = "    hint: delete it and ingest the logs again: they hold everything; but "
    left = ", and only this database has what came from there"
    assert run().stderr.splitlines()[-1] == f"{hint}2024.md is gone{left}"
    (folder / "2025.md").unlink()
    assert run().stderr.splitlines()[-1] == f"{hint}2024.md is gone, with 1 more{left}"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing.db", "no such database; make it with `readlog ingest`, or name another with -d"),
        ("empty.db", "no such database; make it with `readlog ingest`, or name another with -d"),
        ("missing/readlog.db", "no such database; make it with `readlog ingest`, or name another with -d"),
        ("2025.md", "no SQLite database; name another file with --database"),
        ("other.db", "a database of another program; name another file with --database"),
        ("newer.db", "made by a newer readlog; update this one, or name another file with --database"),
        ("older.db", "made by an older readlog; ingest again to bring it up to date"),
        ("nothing.db", "no such database; make it with `readlog ingest`, or name another with -d"),
    ],
)
def test_what_cannot_be_checked_is_said_in_a_line(path: Path, folder: Path, name: str, message: str) -> None:
    (folder / "empty.db").touch()
    damage(folder / "other.db", "CREATE TABLE article (id INTEGER)")
    damage(folder / "nothing.db", "CREATE TABLE t (c)", "DROP TABLE t")
    for other, version in (("newer.db", 999), ("older.db", 0)):
        shutil.copy(path, other)
        damage(folder / other, f"PRAGMA user_version = {version}")
    before = state(folder)
    result = run("-d", name)
    assert (result.exit_code, result.output) == (1, f"error: {name}: {message}\n")
    assert state(folder) == before


def test_a_wrong_command_line_is_status_2(folder: Path) -> None:
    assert run("--nonsense").exit_code == 2
    assert run("readlog.db").exit_code == 2
    assert run("-d", str(folder)).exit_code == 2


def test_a_locked_database_is_said_to_be_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_ASKER_WAIT_SECONDS", 0.01)
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        result = run()
    assert (result.exit_code, result.output) == (
        1,
        "error: readlog.db: database is locked: another program is using it; try again when it is done\n",
    )


def test_a_copy_waits_for_a_lock_no_longer_than_it_may(path: Path) -> None:
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as holder,
        closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as snapshot,
        closing(sqlite3.connect("", isolation_level=None)) as copy,
    ):
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            fill_copy(copy, snapshot)


def test_who_writes_meanwhile_neither_waits_nor_is_seen(path: Path) -> None:
    shares: list[float] = []
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as writer:

        def write(share: float) -> None:
            writer.execute("UPDATE excerpt SET text = ? WHERE id = 1", [str(share)])
            shares.append(share)

        assert verify(path, every_word=True, tell=write).problems == []
    assert len(shares) > 30
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] <= 1
    assert verify(path, every_word=False).problems != []


def test_a_transaction_that_is_not_yet_committed_is_not_seen(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM excerpt")
        assert run().exit_code == 0


def test_a_file_in_wal_mode_is_left_as_it_is(path: Path, folder: Path) -> None:
    damage(path, "PRAGMA journal_mode = WAL")
    before = state(folder)
    assert run().exit_code == 0
    assert state(folder) == before


NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


def bound_python() -> list[str]:
    """A Python that permissions bind; empty if there is none. Root needs to become another for that."""
    if os.getuid() != 0:
        return [sys.executable]
    python = [*NOBODY, sys.executable]
    can = shutil.which("setpriv") and subprocess.run([*python, "-c", "import ingest"], capture_output=True, check=False)
    return python if can and can.returncode == 0 else []


@pytest.mark.skipif(not bound_python(), reason="permissions do not bind this user, and it cannot become another")
def test_a_read_only_file_in_a_read_only_folder_is_checked(path: Path, folder: Path) -> None:
    for above in folder.parents[:2]:
        above.chmod(0o711)
    path.chmod(0o444)
    folder.chmod(0o555)
    before = state(folder)
    program = "from ingest.cli import main; main(['verify'])"
    write = "open('readlog.db', 'r+')"
    try:
        done, refused = (
            subprocess.run([*bound_python(), "-c", code], cwd=folder, capture_output=True, text=True, check=False)
            for code in (program, write)
        )
    finally:
        folder.chmod(0o755)
    assert "PermissionError" in refused.stderr
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("readlog.db: sound: 4 passages and 2 titles, ")
    assert state(folder) == before
