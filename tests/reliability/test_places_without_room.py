"""A disk that is full, a folder or a file that may not be written: the old database is whole, and a line says why."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import LOG, OTHER, complaint, run_apart, run_here, titles
from nobody import NOBODY, can_be_nobody, let_others_in

from ingest.run import LARGE_RUN
from ingest.store import database
from ingest.verify import verify

KB = 1024

FULL = (
    "error: readlog.db: database or disk is full: a disk is full, that of the database or of temporary files "
    "($SQLITE_TMPDIR, $TMPDIR); nothing was changed"
)
REFUSED = (
    "error: readlog.db: disk I/O error: the system refused; perhaps the disk is full, or a limit is reached; "
    "nothing was changed"
)


@pytest.fixture
def folder(tmp_path: Path, example_log: Path) -> Path:
    """A folder with a database, and a log that is not yet in it."""
    shutil.copy(example_log.with_name("2024.md"), tmp_path)
    assert run_here(tmp_path, "ingest", "2024.md")[0] == 0
    shutil.copy(example_log, tmp_path)
    return tmp_path


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 600 KB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=600k", "none", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a disk cannot be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_write_that_the_system_refuses_changes_nothing_wherever_it_falls(folder: Path) -> None:
    grow_until_done(folder, steps=6)


@pytest.mark.long
def test_a_write_that_the_system_refuses_changes_nothing_at_eighty_sizes(folder: Path) -> None:
    grow_until_done(folder, steps=80)


def grow_until_done(folder: Path, steps: int) -> None:
    """Runs with a limit on the size of files that is higher each time; the last one is enough."""
    database = folder / "readlog.db"
    shutil.copytree(folder, folder / "undisturbed")
    assert run_here(folder / "undisturbed", "ingest", "2024.md", "2025.md")[0] == 0
    needed = (folder / "undisturbed" / "readlog.db").stat().st_size
    before = database.read_bytes()
    for step in range(steps):
        result = run_apart(folder, "ingest", "2025.md", largest_file=step * needed // steps)
        assert complaint(result, 1) in (FULL, REFUSED)
        assert verify(database, every_word=False).problems == []  # which rolls back what was begun
        assert database.read_bytes() == before
    assert run_apart(folder, "ingest", "2025.md", largest_file=needed)[0] == 0
    assert titles(database) == titles(folder / "undisturbed" / "readlog.db")


@pytest.fixture
def large_log(folder: Path) -> str:
    """A log in the folder that is written in a copy."""
    (folder / "2026.md").write_text(f"{OTHER}\n- > {'word ' * (LARGE_RUN // 4)}\n")
    return "2026.md"


def test_a_large_run_that_the_system_refuses_in_the_copy_changes_nothing(folder: Path, large_log: str) -> None:
    before = (folder / "readlog.db").read_bytes()
    assert complaint(run_apart(folder, "ingest", large_log, largest_file=LARGE_RUN // 2), 1) in (FULL, REFUSED)
    assert (folder / "readlog.db").read_bytes() == before
    assert titles(folder / "readlog.db")


@pytest.mark.parametrize("largest", [0, LARGE_RUN], ids=["in the journal", "in the file"])
def test_a_large_run_that_the_system_refuses_when_it_is_brought_in_changes_nothing(
    folder: Path, large_log: str, monkeypatch: pytest.MonkeyPatch, largest: int
) -> None:
    """The copy, which may be as large, is whole by then: the limit comes after it."""
    before = (folder / "readlog.db").read_bytes()
    copy, copied = database._copy, []

    def limit_and_copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
        copied.append(target)
        if len(copied) == 2:  # there, and now back
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, limits[1]))
        copy(source, target)

    monkeypatch.setattr(database, "_copy", limit_and_copy)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        result = run_here(folder, "ingest", large_log)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert len(copied) == 2
    assert complaint(result, 1) in (FULL, REFUSED)
    assert titles(folder / "readlog.db")  # which rolls back what was begun
    assert (folder / "readlog.db").read_bytes() == before


@pytest.mark.parametrize("free", [0, 8 * KB, 60 * KB, 250 * KB])
def test_a_full_disk_leaves_the_old_database_whole(folder: Path, disk: Path, free: int) -> None:
    database = shutil.copy(folder / "readlog.db", disk / "readlog.db")
    before = Path(database).read_bytes()
    status = os.statvfs(disk)
    (disk / "ballast").write_bytes(bytes(status.f_bavail * status.f_frsize - free))
    logs = [os.path.relpath(folder / name, disk) for name in ("2024.md", "2025.md")]
    assert complaint(run_apart(disk, "ingest", *logs), 1) in (FULL, REFUSED)
    assert verify(disk / "readlog.db", every_word=False).problems == []
    assert (disk / "readlog.db").read_bytes() == before
    assert "io_uring" in run_here(disk, "find", "io_uring")[1]


def test_a_first_run_on_a_full_disk_leaves_nothing_that_is_in_the_way(folder: Path, disk: Path) -> None:
    status = os.statvfs(disk)
    (disk / "ballast").write_bytes(bytes(status.f_bavail * status.f_frsize - 100 * KB))
    log = os.path.relpath(folder / "2025.md", disk)
    assert complaint(run_apart(disk, "ingest", log), 1) in (FULL, REFUSED)
    (disk / "ballast").unlink()
    assert run_here(disk, "ingest", log)[0] == 0
    assert verify(disk / "readlog.db", every_word=True).problems == []


def test_a_database_on_a_disk_that_is_read_only_is_read_and_not_written(folder: Path, disk: Path) -> None:
    (disk / "2025.md").write_text(LOG)
    assert run_here(disk, "ingest", "2025.md")[0] == 0
    (disk / "2025.md").write_text(LOG + OTHER)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    for command in (("find", "内存"), ("seen", "https://example.com/a"), ("verify",), ("ingest", "2025.md", "--check")):
        assert run_here(disk, *command)[0] == 0
    assert complaint(run_here(disk, "ingest", "2025.md"), 1) in (
        "error: readlog.db: attempt to write a readonly database: it cannot be written; look at its permissions and "
        "those of its folder",
        "error: readlog.db: unable to open database file: it cannot be opened; look at its folder and permissions",
    )
    assert titles(disk / "readlog.db") == ["A"]
    message = "error: new.db: unable to open database file: it cannot be opened; look at its folder and permissions"
    assert complaint(run_here(disk, "ingest", "2025.md", "-d", "new.db"), 1) == message


@pytest.fixture
def nobodys(tmp_path: Path) -> Path:
    """A folder with a database and a log that has changed since, which anybody may read and only we may write."""
    if not can_be_nobody():
        pytest.skip("permissions do not bind this user, and it cannot become another")
    let_others_in(tmp_path)
    tmp_path.chmod(0o755)
    (tmp_path / "2025.md").write_text(LOG)
    assert run_here(tmp_path, "ingest", "2025.md")[0] == 0
    return tmp_path


def test_who_may_not_write_can_ask_and_run_on_logs_that_have_not_changed(nobodys: Path) -> None:
    for command in (("find", "内存"), ("seen", "https://example.com/a"), ("verify",), ("ingest", "2025.md")):
        status, printed, said = run_apart(nobodys, *command, user=NOBODY)
        assert (status, said) == (0, "")
        assert printed


@pytest.mark.parametrize("may_write_file", [False, True])
def test_who_may_not_write_the_file_or_its_folder_is_told_so(nobodys: Path, may_write_file: bool) -> None:
    (nobodys / "readlog.db").chmod(0o666 if may_write_file else 0o644)
    (nobodys / "2025.md").write_text(LOG + OTHER)
    before = (nobodys / "readlog.db").read_bytes()
    line = complaint(run_apart(nobodys, "ingest", "2025.md", user=NOBODY), 1)
    assert line.startswith("error: readlog.db: ")
    assert line.endswith(("look at its permissions and those of its folder", "look at its folder and permissions"))
    assert (nobodys / "readlog.db").read_bytes() == before
    line = complaint(run_apart(nobodys, "ingest", "2025.md", "-d", "new.db", user=NOBODY), 1)
    assert line.endswith("it cannot be opened; look at its folder and permissions")


def test_who_may_not_read_the_database_is_told_so(nobodys: Path) -> None:
    (nobodys / "readlog.db").chmod(0o600)
    for command, status in {("find", "内存"): 2, ("verify",): 1, ("ingest", "2025.md"): 1}.items():
        line = complaint(run_apart(nobodys, *command, user=NOBODY), status)
        assert line.endswith("it cannot be opened; look at its folder and permissions")


def test_a_log_that_may_not_be_read_keeps_its_rows_and_the_others_are_read(nobodys: Path) -> None:
    nobodys.chmod(0o777)
    (nobodys / "readlog.db").chmod(0o666)
    (nobodys / "2025.md").write_text(LOG + OTHER)
    (nobodys / "2025.md").chmod(0)
    (nobodys / "2026.md").write_text(OTHER.replace("B", "C"))
    status, _, said = run_apart(nobodys, "ingest", "2025.md", "2026.md", "-q", user=NOBODY)
    assert (status, said) == (1, "2025.md: error: permission denied\n")
    assert titles(nobodys / "readlog.db") == ["A", "C"]
