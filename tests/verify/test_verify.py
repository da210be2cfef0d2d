"""`readlog verify` cries no wolf, says why it cannot check, and leaves the file as it is."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from nobody import NOBODY, can_be_nobody, let_others_in
from verifying import LOG, damage, run, state
from work import count_written_bytes

from ingest.run import Report
from ingest.store import database
from ingest.verify import Findings, fill_copy, verify

Build = Callable[..., Report]


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


def test_a_database_of_nothing_is_sound(folder: Path, build: Build) -> None:
    (folder / "2025.md").touch()
    build(folder / "2025.md")
    assert run().stdout.startswith("readlog.db: sound: 0 passages and 0 titles, ")


def test_every_word_can_be_searched(path: Path) -> None:
    few, all_ = verify(path, every_word=False), verify(path, every_word=True)
    assert (few.problems, all_.problems) == ([], [])
    assert all_.words >= len("内存管理用写锁泄漏") + len("环形缓冲区") + 6 + 4 + 6 > few.words
    assert f"4 passages and 2 titles, all {all_.words} words found" in run("--all").stdout


def test_real_logs_give_sound_databases(folder: Path, samples: Path, example_log: Path, build: Build) -> None:
    build(example_log, samples / "notes.md", samples / "tree")
    for options in ([], ["--all"]):
        assert run(*options).stderr == ""


def test_a_comment_in_the_schema_may_change(path: Path) -> None:
    damage(
        path,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, '-- plain', char(10) || '-- only text') WHERE name = 'excerpt'",
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


def test_a_log_is_gone_from_beside_the_database_not_from_where_the_user_is(
    folder: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "2025.md").write_text(LOG)
    build(folder)
    damage(folder / "readlog.db", "DROP VIEW tag_pair")
    (folder / "elsewhere").mkdir()
    monkeypatch.chdir(folder / "elsewhere")
    assert run("-d", "../readlog.db").stderr.splitlines()[-1].endswith("they hold everything")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing.db", "no such database; make it with `readlog ingest LOG`, or name another with --database"),
        ("empty.db", "no such database; make it with `readlog ingest LOG`, or name another with --database"),
        ("missing/readlog.db", "no such database; make it with `readlog ingest LOG`, or name another with --database"),
        ("2025.md", "no SQLite database; name another file with --database"),
        ("other.db", "a database of another program; name another file with --database"),
        ("newer.db", "made by a newer readlog; update this one, or name another file with --database"),
        (".", "a folder; name a file with --database"),
        ("older.db", "made by an older readlog; ingest again to bring it up to date"),
        ("nothing.db", "no such database; make it with `readlog ingest LOG`, or name another with --database"),
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


@pytest.mark.parametrize(("cache", "is_in_a_file"), [(1_000, True), (262_144, False)])
def test_the_copy_of_a_large_file_is_in_a_file(
    path: Path, monkeypatch: pytest.MonkeyPatch, cache: int, is_in_a_file: bool
) -> None:
    damage(path, "CREATE TABLE filling AS SELECT zeroblob(10000000)")
    monkeypatch.setattr("ingest.verify._CACHE_KIB", cache)
    found: list[Findings] = []
    written = count_written_bytes(lambda: found.append(verify(path, every_word=False)))
    assert found[0].problems == []
    assert (written > 8_000_000) == is_in_a_file


def test_who_writes_meanwhile_neither_waits_nor_is_seen(path: Path) -> None:
    shares: list[float] = []
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as writer:

        def write(share: float) -> None:
            writer.execute("UPDATE excerpt SET text = ? WHERE id = 1", [str(share)])
            shares.append(share)

        assert verify(path, every_word=True, tell=write).problems == []
    assert len(shares) > 30
    assert shares == sorted(shares)
    assert shares[-1] <= 1
    assert max(after - before for before, after in pairwise([0, *shares, 1])) < 0.25
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


def bound_python() -> list[str]:
    """A Python that permissions bind; empty if there is none. Root needs to become another for that."""
    if os.getuid() != 0:
        return [sys.executable]
    return NOBODY if can_be_nobody() else []


@pytest.mark.skipif(not bound_python(), reason="permissions do not bind this user, and it cannot become another")
def test_a_read_only_file_in_a_read_only_folder_is_checked(path: Path, folder: Path) -> None:
    let_others_in(folder)
    path.chmod(0o444)
    folder.chmod(0o555)
    before = state(folder)
    program = "from ingest.terminal.cli import main; main(['verify'])"
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
