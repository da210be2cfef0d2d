"""Which files are logs, where they stand, and that what is read of one is what it held at one moment."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from one_log import read_ids

from ingest.errors import UnreadableLog
from ingest.files import read_bytes
from ingest.log import Counts
from ingest.run import Options, Report, ingest

Build = Callable[..., Report]


@pytest.mark.parametrize("is_longer", [False, True], ids=["at another time", "by a byte"])
@pytest.mark.parametrize("changes", [4, 5])
def test_a_log_that_changes_is_read_up_to_five_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changes: int, is_longer: bool
) -> None:
    def look(file: int) -> os.stat_result:
        status = fstat(file)
        if next(looks):
            text = log.read_text()
            log.write_text(f"{text}A" if is_longer else chr(ord(text) + 1))
            os.utime(log, ns=(0, status.st_mtime_ns + (not is_longer)))
        return status

    log = tmp_path / "2025.md"
    log.write_text("A")
    looks = iter([True, False] * changes + [False] * 2)
    fstat = os.fstat
    with monkeypatch.context() as patch:
        patch.setattr(os, "fstat", look)
        if changes < 5:
            assert read_bytes(log).data == (b"AAAAA" if is_longer else b"E")
        else:
            with pytest.raises(UnreadableLog, match="keeps changing"):
                read_bytes(log)
    assert log.read_text() == ("A" + "A" * changes if is_longer else chr(ord("A") + changes)), "no more often"


def test_a_log_is_not_read_in_the_moment_in_which_it_was_written(tmp_path: Path) -> None:
    """Another change of as many bytes in it would have the same time, and not be seen."""
    log = tmp_path / "2025.md"
    log.write_text("A")
    for _ in range(5):
        now = time.time_ns()
        os.utime(log, ns=(now, now))
        assert read_bytes(log).mtime_ns == now
        assert time.time_ns() - now >= 16_000_000, "the step of the clock of Windows, the longest"


@pytest.mark.parametrize("seconds", [-3600, 3600])
def test_a_log_that_was_not_just_written_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    log = tmp_path / "2025.md"
    log.write_text("A")
    written = time.time() + seconds
    os.utime(log, (written, written))
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    assert read_bytes(log).data == b"A"
    assert waits == []


def test_a_log_that_has_moved_behind_a_link_is_one_log(tmp_path: Path) -> None:
    notes, database = tmp_path / "notes", tmp_path / "readlog.db"
    notes.mkdir()
    log = "# 12\n\nA https://example.com/a  【`12.1`】\n- > words\n"
    for name in ("2024.md", "2025.md"):
        (notes / name).write_text(log.replace("/a", f"/{name}"))
    ingest([notes], Options(database), Report())
    before = read_ids(database)
    elsewhere = tmp_path / "elsewhere"
    notes.rename(elsewhere)
    notes.symlink_to(elsewhere)
    missing: list[Path] = []
    ingest([notes], Options(database), Report(on_missing=missing.append))
    assert missing == [notes / "2024.md", notes / "2025.md"]
    ingest([notes], Options(database, prune=True), Report())
    assert read_ids(database) == before
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT path FROM log ORDER BY path").fetchall() == [
            ("elsewhere/2024.md",), ("elsewhere/2025.md",)
        ]  # fmt: skip


def test_a_log_that_is_gone_is_forgotten_by_the_link_that_leads_to_its_folder(tmp_path: Path, build: Build) -> None:
    elsewhere, link = tmp_path / "elsewhere", tmp_path / "notes"
    elsewhere.mkdir()
    link.symlink_to(elsewhere)
    for name in ("2024.md", "2025.md"):
        (elsewhere / name).write_text(f"# 12\n\nA https://example.com/{name}\n")
    build(link)
    (elsewhere / "2024.md").unlink()
    assert build(link, prune=True).counts == Counts(unchanged=1, removed=1)


def test_a_log_behind_a_link_that_is_not_read_is_there(tmp_path: Path, build: Build) -> None:
    notes, other = tmp_path / "notes", tmp_path / "other"
    for folder in (notes / "sub", other):
        folder.mkdir(parents=True)
    (notes / "2024.md").write_text("# 12\n\nA https://example.com/a\n")
    (notes / "sub" / "2023.md").write_text("# 12\n\nB https://example.com/b\n")
    build(notes)
    before = read_ids(tmp_path / "readlog.db")
    (notes / "sub").rename(other / "sub")
    (notes / "sub").symlink_to(other / "sub")
    assert build(notes, prune=True).counts.removed == 0
    assert read_ids(tmp_path / "readlog.db") == before
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection, connection:
        connection.execute("PRAGMA user_version = 9")
    build(notes)
    assert read_ids(tmp_path / "readlog.db") == before


def test_a_log_whose_place_a_folder_has_taken_is_gone(tmp_path: Path) -> None:
    log, database = tmp_path / "notes", tmp_path / "readlog.db"
    log.write_text("# 12\n\nA https://example.com/a\n")
    ingest([log], Options(database), Report())
    log.unlink()
    log.mkdir()
    (log / "2024.md").write_text("# 12\n\nA https://example.com/a\n")
    ingest([log], Options(database, prune=True), Report())
    assert len(read_ids(database)) == 1
