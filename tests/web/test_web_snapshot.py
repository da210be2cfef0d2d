"""What a page reads is one state of the file, and takes so much time of its own thread."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from threading import Thread
from time import thread_time

import pytest
from sample_databases import insert

from ingest import soundness
from ingest.soundness import find_first_problem, is_interrupt
from ingest.web.snapshot import snapshot

COUNT = "SELECT count(*) FROM log"
SMALL_WORK = "WITH RECURSIVE few(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM few LIMIT 2000) SELECT max(n) FROM few"


def work(seconds):
    """Use up this much time of the thread that calls."""
    end = thread_time() + seconds
    while thread_time() < end:
        pass


def have_another_work(seconds):
    other = Thread(target=work, args=(seconds,))
    other.start()
    other.join()


@pytest.fixture
def connection(readlog_file):
    with closing(sqlite3.connect(readlog_file)) as connection:
        connection.create_function("work", 1, work)
        connection.create_function("have_another_work", 1, have_another_work)
        yield connection


def test_what_is_written_meanwhile_is_seen_afterwards(connection, readlog_file):
    with closing(sqlite3.connect(readlog_file, timeout=0, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")  # or the writer would have to wait
        with snapshot(connection):
            before = connection.execute(COUNT).fetchall()
            insert(writer, "log", id=3, path="new.md")
            assert connection.execute(COUNT).fetchall() == before
        assert connection.execute(COUNT).fetchall() != before


def test_the_time_of_others_does_not_count(connection):
    with snapshot(connection, 200):
        connection.execute(f"SELECT have_another_work(0.3), ({SMALL_WORK})").fetchall()


@pytest.mark.parametrize("limit", [10, 60])
def test_its_own_time_does(connection, limit):
    with pytest.raises(sqlite3.OperationalError) as raised, snapshot(connection, limit):
        connection.execute(f"SELECT work(0.1), ({SMALL_WORK})").fetchall()
    assert is_interrupt(raised.value)


def test_that_time_ran_out_is_known_by_the_code_too():
    error = sqlite3.OperationalError("SQL logic error")
    assert not is_interrupt(error)
    error.sqlite_errorcode = sqlite3.SQLITE_INTERRUPT
    assert is_interrupt(error)


def test_a_file_is_not_called_damaged_where_time_ran_out(connection, monkeypatch):
    def look(connection):
        raise sqlite3.OperationalError("interrupted")  # as pysqlite3 does, without a code

    monkeypatch.setattr(soundness, "find_unlisted", look)
    with pytest.raises(sqlite3.OperationalError):
        find_first_problem(connection)


def test_afterwards_the_connection_is_as_before_and_has_no_limit(connection):
    connection.row_factory = sqlite3.Row
    with snapshot(connection, 10):
        assert type(connection.execute(COUNT).fetchone()) is tuple
    assert not connection.in_transaction
    [row] = connection.execute(f"SELECT work(0.1), ({SMALL_WORK}) AS n")
    assert row["n"] == 2000
