"""A database that is locked, damaged, missing or somebody else's: every command says so in a line, and leaves it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from commands import ASKING, LOG, OTHER, complaint, run_apart, run_here, titles

from ingest.run import LARGE_RUN

LOCKED = "error: readlog.db: database is locked: another program is using it; try again when it is done"
Damage = Callable[[bytes], bytes]

MALFORMED = "database disk image is malformed: it is damaged; delete it and ingest again, the logs hold everything"
FOREIGN = "no SQLite database; name another file with --database"
MISSING = "no such database; make it with `readlog ingest LOG`, or name another with --database"

# What has become of the file, and what all commands say of it.
DAMAGE: dict[str, tuple[Damage, str]] = {
    "its head overwritten": (lambda whole: b"\x55" * 100 + whole[100:], FOREIGN),
    "all zeros": (lambda whole: bytes(len(whole)), FOREIGN),
    "a text": (lambda whole: b"hello\n" * 400, FOREIGN),
    "one byte": (lambda whole: b"S", FOREIGN),
    "half a head": (lambda whole: whole[:50], MALFORMED),
    "its first page overwritten": (lambda whole: whole[:100] + b"\x55" * 3900 + whole[4000:], MALFORMED),
    "cut in the middle": (lambda whole: whole[: len(whole) // 2 // 4096 * 4096], MALFORMED),
    "cut within a page": (lambda whole: whole[: len(whole) // 2 + 77], MALFORMED),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a log, and the database of it."""
    (tmp_path / "2025.md").write_text(LOG)
    assert run_here(tmp_path, "ingest", "2025.md")[0] == 0
    return tmp_path


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_database_is_said_to_be_so_and_is_left(folder: Path, name: str) -> None:
    damage, message = DAMAGE[name]
    path = folder / "readlog.db"
    path.write_bytes(damage(path.read_bytes()))
    before = path.read_bytes()
    (folder / "2025.md").write_text(LOG + OTHER)
    for command, status in {**ASKING, ("ingest", "2025.md"): 1}.items():
        line = complaint(run_here(folder, *command), status)
        if command == ("verify",) and message == MALFORMED:
            assert line == "readlog.db: error: the file is damaged: database disk image is malformed"
        else:
            assert line == f"error: readlog.db: {message}"
    assert path.read_bytes() == before


def test_a_text_that_is_none_is_damage(folder: Path) -> None:
    path = folder / "readlog.db"
    path.write_bytes(path.read_bytes().replace("内存".encode(), b"\xff" * 6))
    assert "it is damaged; delete it and ingest again" in complaint(run_here(folder, "find", "one"), 2)
    assert "damaged" in complaint(run_here(folder, "verify"), 1)


def test_an_index_of_a_newer_sqlite_is_not_to_be_rebuilt_by_hand(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "readlog.db")) as connection, connection:
        connection.execute("UPDATE excerpt_fts_config SET v = 9 WHERE k = 'version'")
    said = complaint(run_here(folder, "find", "one"), 2)
    assert said.endswith("(found 9, expected 4): it is damaged; delete it and ingest again, the logs hold everything")


def test_a_schema_with_a_name_that_is_no_text_is_damage(folder: Path) -> None:
    path = folder / "readlog.db"
    whole = path.read_bytes().replace(b"CREATE TABLE excerpt ", b"CREATE TABBY excerpt ")
    path.write_bytes(whole.replace(b"tableexcerptexcerpt", b"tableexc\xffrptexcerpt"))
    for command, status in ASKING.items():
        assert "damaged" in complaint(run_here(folder, *command), status)


@pytest.mark.parametrize("filler", [b"\x55", b"\0"], ids=["ink", "zeros"])
def test_pages_damaged_in_the_middle_are_found_by_verify_and_before_a_commit(folder: Path, filler: bytes) -> None:
    path = folder / "readlog.db"
    whole = path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'excerpt'").fetchone()
    start = (page - 1) * 4096
    path.write_bytes(whole[:start] + filler * 4096 + whole[start + 4096 :])
    before = path.read_bytes()
    (folder / "2025.md").write_text(LOG + OTHER)
    assert complaint(run_here(folder, "verify"), 1).startswith("readlog.db: error: the file is damaged: ")
    assert complaint(run_here(folder, "ingest", "2025.md"), 1) == f"error: readlog.db: {MALFORMED}"
    assert complaint(run_here(folder, "find", "内存"), 2) == f"error: readlog.db: {MALFORMED}"
    assert path.read_bytes() == before


def test_a_damaged_database_is_made_again_once_it_is_deleted(folder: Path) -> None:
    (folder / "readlog.db").write_bytes((folder / "readlog.db").read_bytes()[:8192])
    (folder / "readlog.db").unlink()
    assert run_here(folder, "ingest", "2025.md")[0] == 0
    assert titles(folder / "readlog.db") == ["A"]


@pytest.mark.parametrize("is_empty", [False, True])
def test_a_database_that_is_not_there_is_asked_for_and_not_made(tmp_path: Path, is_empty: bool) -> None:
    if is_empty:
        (tmp_path / "readlog.db").touch()
    for command, status in ASKING.items():
        assert complaint(run_here(tmp_path, *command), status) == f"error: readlog.db: {MISSING}"
    assert [path.stat().st_size for path in tmp_path.iterdir()] == [0] * is_empty


def test_a_database_of_another_program_is_refused_and_left(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "other.db")) as connection:
        connection.execute("CREATE TABLE article (id INTEGER)")
    before = (folder / "other.db").read_bytes()
    message = "error: other.db: a database of another program; name another file with --database"
    for command, status in {**ASKING, ("ingest", "2025.md"): 1}.items():
        assert complaint(run_here(folder, *command, "-d", "other.db"), status) == message
    assert (folder / "other.db").read_bytes() == before


def test_a_database_is_neither_a_pipe_nor_a_device(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    for name in ("pipe", "/dev/zero"):
        message = f"error: {name}: a pipe or a device; name a file with --database"
        for command, status in {("find", "内存"): 2, ("ingest", "2025.md"): 1}.items():
            assert complaint(run_apart(folder, *command, "-d", name), status) == message


def test_who_asks_a_locked_database_soon_hears_that_it_is_locked(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "readlog.db", isolation_level=None)) as holder, ThreadPoolExecutor() as pool:
        holder.execute("BEGIN EXCLUSIVE")
        asked = [(pool.submit(run_apart, folder, *command), status) for command, status in ASKING.items()]
        assert {complaint(answer.result(), status) for answer, status in asked} == {LOCKED}
        holder.execute("ROLLBACK")
    assert run_here(folder, "find", "内存")[0] == 0


def test_a_run_waits_for_a_long_reader_and_succeeds(folder: Path) -> None:
    (folder / "2025.md").write_text(LOG + OTHER)
    with closing(sqlite3.connect(folder / "readlog.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM article").fetchone()
        run = _start(folder, "2025.md")
        _await_writer(folder / "readlog.db")
        assert reader.execute("SELECT group_concat(title) FROM article").fetchone() == ("A",)
        reader.execute("ROLLBACK")
    assert run.wait(50) == 0
    assert titles(folder / "readlog.db") == ["A", "B"]


def test_of_two_runs_at_once_one_waits_and_both_succeed(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{2020 + number}.md").write_text(LOG.replace("A", f"A{number}").replace("/a", f"/{number}"))
    first = [_start(tmp_path, f"{2020 + number}.md") for number in range(3)]  # all make the file
    assert [run.wait(50) for run in first] == [0] * 3
    assert titles(tmp_path / "readlog.db") == ["A0", "A1", "A2"]
    for number in range(3):
        (tmp_path / f"{2020 + number}.md").write_text(OTHER.replace("/b", f"/b{number}"))
    again = [_start(tmp_path, f"{2020 + number}.md") for number in range(3)]
    assert [run.wait(50) for run in again] == [0] * 3
    assert titles(tmp_path / "readlog.db") == ["B"] * 3


# What another program does, by how much the log grows, and what the run says of it.
IN_THE_WAY = [
    ("BEGIN EXCLUSIVE", "SELECT 1", 1, "writes to"),
    ("BEGIN IMMEDIATE", "SELECT 1", 1, "writes to"),
    ("BEGIN", "SELECT count(*) FROM article", 1, "reads"),
    ("BEGIN", "SELECT count(*) FROM article", LARGE_RUN, "reads"),
]


@pytest.mark.parametrize(("begin", "ask", "size", "what"), IN_THE_WAY)
@pytest.mark.parametrize("is_stopped", [False, True], ids=["until it can", "until it is stopped"])
def test_a_run_that_waits_says_for_what(
    folder: Path, is_stopped: bool, begin: str, ask: str, size: int, what: str
) -> None:
    (folder / "2025.md").write_text(f"{LOG}{OTHER}```\n{'x' * size}\n```\n")
    with closing(sqlite3.connect(folder / "readlog.db", isolation_level=None)) as other:
        other.execute(begin)
        other.execute(ask).fetchone()
        command = [sys.executable, "-m", "ingest", "2025.md"]
        with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
            assert run.stderr is not None
            first = run.stderr.readline()
            if is_stopped:
                run.send_signal(signal.SIGINT)
                run.wait(20)  # of the minute that it would wait; the other is not yet done
            other.execute("ROLLBACK")
            _, said = run.communicate(timeout=50)
    line = f"readlog.db: waiting for another program that {what} it; after a minute it is given up\n"
    assert first == line
    told = (1, "stopped; the database is as it was\n", ["A"]) if is_stopped else (0, "", ["A", "B"])
    assert (run.returncode, said, titles(folder / "readlog.db")) == told


def _start(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "ingest", "--quiet", *arguments], cwd=folder)


# A process of its own: SQLite lets the connections of one process share a lock.
_ASK_UNTIL_LOCKED = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
while True:
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
"""


def _await_writer(database: Path) -> None:
    """Returns once a run waits for the readers to leave: from then on, it lets no new ones in."""
    command = [sys.executable, "-c", _ASK_UNTIL_LOCKED, str(database)]
    asked = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert "database is locked" in asked.stderr
