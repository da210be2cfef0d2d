"""Who reads, writes or waits beside a run, and how much of what it writes is in memory meanwhile."""

from __future__ import annotations

import itertools
import os
import signal
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from contents import make_outdated
from one_log import LOG
from work import count_written_bytes

from ingest import SCHEMA_VERSION, run
from ingest.errors import DatabaseUnavailable, ForeignDatabase
from ingest.log import Counts
from ingest.run import Options, Report, ingest
from ingest.store import database

Build = Callable[..., Report]


def test_a_thread_can_run_it(tmp_path: Path, log: Path, build: Build) -> None:
    with ThreadPoolExecutor() as threads:
        assert threads.submit(build, log).result().counts.new == 1
    assert build(log).counts == Counts(unchanged=1), "it was committed"


@pytest.mark.usefixtures("size_of_run")
def test_who_listens_to_interrupts_goes_on_to_do_so(tmp_path: Path, log: Path, build: Build) -> None:
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: heard.append(number))
    try:
        build(log)
        signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)
    assert heard == [signal.SIGINT]
    assert build(log).counts == Counts(unchanged=1)


@pytest.mark.usefixtures("size_of_run")
def test_a_database_in_wal_mode_is_written_beside_an_idle_reader(tmp_path: Path, log: Path, build: Build) -> None:
    build(log)
    with closing(sqlite3.connect(tmp_path / "readlog.db", isolation_level=None)) as reader:
        reader.execute("PRAGMA journal_mode = WAL")
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM article").fetchone() == (1,)
        log.write_text(LOG + "\nB https://example.com/b\n")
        assert build(log).counts.new == 1
        assert reader.execute("SELECT count(*) FROM article").fetchone() == (1,)
        reader.execute("COMMIT")
        assert reader.execute("SELECT count(*) FROM article").fetchone() == (2,)
        assert reader.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.usefixtures("size_of_run")
def test_others_read_the_old_rows_and_cannot_write_until_the_run_is_over(
    tmp_path: Path, log: Path, build: Build
) -> None:
    build(log)
    log.write_text(LOG + "\nB https://example.com/b\n")
    path = tmp_path / "readlog.db"
    seen = []
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:

        def look(log: Path, diagnostics: object) -> None:
            seen.append(other.execute("SELECT title FROM article ORDER BY title").fetchall())
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")

        ingest([log], Options(path), Report(on_log=look))
        assert seen == [[("A",)]]
        assert other.execute("SELECT title FROM article ORDER BY title").fetchall() == [("A",), ("B",)]
        other.execute("BEGIN IMMEDIATE")


@pytest.mark.parametrize("apart", [False, True])
def test_others_read_while_less_is_written_than_64_mb(tmp_path: Path, log: Path, build: Build, apart: bool) -> None:
    build(log)
    path = tmp_path / "readlog.db"
    with closing(sqlite3.connect(path, timeout=0)) as other, database.open_database(path, apart) as connection:
        connection.execute("CREATE TABLE filling AS SELECT zeroblob(60000000)")  # of 2 MB that the cache has
        assert other.execute("SELECT title FROM article").fetchall() == [("A",)]


@pytest.mark.parametrize("apart", [False, True])
def test_what_is_written_beyond_that_waits_in_a_file(tmp_path: Path, log: Path, build: Build, apart: bool) -> None:
    build(log)
    path = tmp_path / "readlog.db"
    with database.open_database(path, apart) as connection:
        fill = "CREATE TABLE filling AS SELECT zeroblob(80000000)"
        written = count_written_bytes(lambda: connection.execute(fill))
        assert written > (70_000_000 if apart else 10_000_000), "it is not in memory"
        connection.execute("DROP TABLE filling")


def test_nobody_writes_before_a_large_run_has_brought_in_what_it_wrote(
    tmp_path: Path, log: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(log)
    log.write_text(LOG + "\nB https://example.com/b\n")
    path = tmp_path / "readlog.db"
    monkeypatch.setattr(run, "LARGE_RUN", -1)
    refused: list[str] = []
    copy = database._copy

    def try_to_write_and_copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
            with pytest.raises(sqlite3.OperationalError) as told:
                other.execute("BEGIN IMMEDIATE")
            refused.append(str(told.value))
        copy(source, target)

    monkeypatch.setattr(database, "_copy", try_to_write_and_copy)
    build(log)
    assert refused == ["database is locked"] * 2, "there and back"
    assert sorted(tmp_path.glob("readlog.db*")) == [path], "the journal is gone"


def test_a_run_that_fails_gives_back_its_lock_though_rows_are_still_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "readlog.db"
    with pytest.raises(RuntimeError), database.open_database(path) as connection:
        rows = connection.execute("SELECT name FROM sqlite_schema")
        assert next(rows)
        raise RuntimeError
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")


def test_what_reads_much_text_is_a_large_run(
    tmp_path: Path, log: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it is new, or old and read anew: in place, it would be more than the cache holds."""
    copies: list[Path] = []
    copied = database._copied
    monkeypatch.setattr(database, "_copied", lambda *given: (copies.append(given[1]), copied(*given))[1])

    def is_large(*paths: Path, **options: object) -> bool:
        copies.clear()
        build(*paths, **options)
        return bool(copies)

    big, few, path = tmp_path / "big.md", 100, tmp_path / "readlog.db"
    big.write_text("B https://example.com/b\n" + "- > many words\n" * 20)
    monkeypatch.setattr(run, "LARGE_RUN", few)
    assert len(LOG) < few < big.stat().st_size / 3
    assert is_large(big)
    assert not is_large(log), "a small log beside a large one"
    log.write_text(LOG + "\nC https://example.com/c\n")
    assert not is_large(log, big), "a small edit"
    assert is_large(log, big, force=True)
    assert not is_large(log, force=True)
    with monkeypatch.context() as patch:
        patch.setattr("ingest.run.reader_version", lambda: 1)
        assert is_large(log, big), "by new rules"
    make_outdated(path)
    assert is_large(log), "a new schema, for which all logs are read again"
    log.write_text(LOG + "\nC https://example.com/c\n" + "- > many words\n" * 20)
    assert is_large(log, big), "much is added"
    log.write_text(LOG)
    assert is_large(log, big), "much is gone"


def test_a_large_run_gives_up_when_somebody_reads_for_too_long(
    tmp_path: Path, log: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(log)
    log.write_text(LOG + "\nB https://example.com/b\n")
    path = tmp_path / "readlog.db"
    before = path.read_bytes()
    monkeypatch.setattr(run, "LARGE_RUN", -1)
    monkeypatch.setattr(database, "_WAIT_SECONDS", 0.2)
    monkeypatch.setattr(database, "_STEP_SECONDS", 0.05)
    copied: list[sqlite3.Connection] = []
    copy = database._copy
    monkeypatch.setattr(database, "_copy", lambda source, target: (copied.append(target), copy(source, target)))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM article").fetchone()
        with pytest.raises(DatabaseUnavailable, match="another program is using it"):
            build(log)
    assert 3 <= len(copied) <= 6, "there and back, and back again after each step that it has waited"
    assert path.read_bytes() == before
    assert build(log).counts.new == 1


def test_a_second_ingest_waits_for_the_first(tmp_path: Path, log: Path, build: Build) -> None:
    build(log)
    holder = sqlite3.connect(tmp_path / "readlog.db", isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.3, lambda: holder.execute("COMMIT"))
    release.start()
    log.write_text(LOG + "\nB https://example.com/b\n")
    assert build(log).counts.new == 1
    release.join()
    holder.close()


def test_what_another_run_did_before_this_one_had_the_lock_is_known_to_it(
    tmp_path: Path, log: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_after_another(*given: Any) -> Any:
        monkeypatch.setattr(run, "open_database", open_)
        assert build(log).counts == Counts(new=1)
        return open_(*given)

    open_ = run.open_database
    monkeypatch.setattr(run, "open_database", open_after_another)
    report = build(log)
    assert (report.parsed, report.counts) == (0, Counts(unchanged=1))


def test_a_database_that_stays_locked_is_reported(
    tmp_path: Path, log: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(log)
    monkeypatch.setattr(database, "_WAIT_SECONDS", 0.1)
    log.write_text(LOG + "\nB https://example.com/b\n")
    holder = sqlite3.connect(tmp_path / "readlog.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseUnavailable, match="another program is using it"):
        build(log)
    holder.close()
    assert build(log).counts.new == 1


@pytest.mark.usefixtures("size_of_run")
@pytest.mark.parametrize(
    ("is_there", "made"),
    [(False, "CREATE TABLE log (id, path)"), (True, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")],
    ids=["another program", "a newer readlog"],
)
def test_a_file_that_others_have_made_theirs_during_a_wait_is_left(
    tmp_path: Path, log: Path, build: Build, monkeypatch: pytest.MonkeyPatch, is_there: bool, made: str
) -> None:
    monkeypatch.setattr(database, "_STEP_SECONDS", 5)
    path = tmp_path / "readlog.db"
    if is_there:
        build(log)
        log.write_text(LOG + "\nB https://example.com/b\n")
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("CREATE TABLE precious AS SELECT 'x' AS said")
        other.execute(made)
        threading.Timer(0.3, other.execute, ["COMMIT"]).start()
        with pytest.raises(ForeignDatabase):
            build(log)
        assert other.execute("SELECT said FROM precious").fetchall() == [("x",)]
        assert other.execute("SELECT count(*) FROM log").fetchone() == (is_there,)


@pytest.mark.usefixtures("size_of_run")
@pytest.mark.parametrize("moment", [number / 100 for number in range(10)])
def test_an_interrupt_at_any_moment_of_a_wait_ends_it(
    tmp_path: Path, log: Path, build: Build, monkeypatch: pytest.MonkeyPatch, moment: float
) -> None:
    """SQLite waits in C, where Python hears of none, and goes on to raise what the wait has come to."""
    build(log)
    log.write_text(LOG + "\nB https://example.com/b\n")
    monkeypatch.setattr(database, "_WAIT_SECONDS", 2)
    monkeypatch.setattr(database, "_SILENCE_SECONDS", 0)
    monkeypatch.setattr(database, "_STEP_SECONDS", 0.03)
    path = tmp_path / "readlog.db"
    timer = threading.Timer(moment, lambda: os.kill(os.getpid(), signal.SIGINT))
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM article").fetchone() == (1,)
        with pytest.raises(KeyboardInterrupt):
            ingest([log], Options(path), Report(on_wait=lambda what: timer.start()))
        timer.join()
        assert reader.execute("SELECT count(*) FROM article").fetchone() == (1,)


def test_a_run_waits_for_a_minute_and_who_asks_for_five_seconds(
    tmp_path: Path, log: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(log)
    path = tmp_path / "readlog.db"
    seconds = itertools.count()  # a look at the clock takes one of them
    told: list[int] = []
    monkeypatch.setattr(database, "time", SimpleNamespace(monotonic=lambda: next(seconds)))
    monkeypatch.setattr(database, "_STEP_SECONDS", 0)
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseUnavailable, match="locked"):
            ingest([log], Options(path), Report(on_wait=lambda what: told.append(next(seconds))))
        assert told == [3], "it says so after a second or two"
        start = next(seconds)
        assert 60 < start < 65
        with pytest.raises(DatabaseUnavailable, match="locked"), database.ask_database(path):
            pass
        assert 5 < next(seconds) - start < 9
