"""Logs with odd names, in odd places, or taken away while a run reads: the others are read all the same."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from contextlib import chdir, closing
from pathlib import Path
from typing import Any

import pytest
from commands import LOG, OTHER, complaint, run_apart, run_here, titles

from ingest import run
from ingest.errors import UnreadableLog
from ingest.files import LogFile, find_logs, read_bytes
from ingest.paths import path_on_disk
from ingest.run import Options, Report, ingest
from ingest.terminal.output import plain

Change = Callable[[Path], object]

NAMES = {
    "blanks": "two  words.md",
    "a line break": "new\nline.md",
    "Chinese": "阅读 笔记.md",
    "not UTF-8": os.fsdecode(b"x\xff\xfe.md"),
    "255 bytes": "x" * 252 + ".md",
    "an option": "--prune.md",
    "quotes": "a'b\"c`d$e.md",
    "a terminal's command": "\x1b[31mred.md",
    "right to left": "\u202egnp.md",
    "what looks like an escape": "\\x41\\.md",
    "signs of an address": "q?#%41 &.md",
}


def replace_by_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def replace_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def replace_by_device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def replace_by_loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


CHANGES: dict[Change, str] = {
    Path.unlink: "no such file or directory",
    replace_by_folder: "is a directory",
    replace_by_pipe: "no longer a file",
    replace_by_device: "no longer a file",
    replace_by_loop: "too many levels of symbolic links",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_whatever_its_name_a_log_is_read_and_named_on_one_line(tmp_path: Path, name: str) -> None:
    log = tmp_path / "logs" / name
    log.parent.mkdir()
    log.write_text(f"{LOG}\nNo address\n- > x\n")
    status, _, said = run_here(tmp_path, "ingest", "logs")
    assert status == 0
    assert [line for line in said.splitlines() if not line.startswith(("logs/", "    hint: "))] == []
    shown = plain(f"logs/{name}")
    assert f"{shown}:6:1: warning: no URL after the title; kept without a link [missing-url]" in said
    assert "\x1b" not in said
    assert "\u202e" not in said
    _, found, _ = run_here(tmp_path, "find", "内存")
    assert len(found.splitlines()) == 3
    assert f"{shown}:3: https://example.com/a" in found
    assert run_here(tmp_path, "seen", "https://example.com/a")[1].startswith(f"{shown}:3: A")
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        (stored,) = connection.execute("SELECT path FROM log").fetchone()
    assert path_on_disk(stored, tmp_path / "readlog.db") == log
    status, _, said = run_here(tmp_path, "ingest", "logs")
    assert (status, said) == (0, "")
    log.unlink()
    (log.parent / "2025.md").write_text(OTHER)
    *_, said = run_here(tmp_path, "ingest", "logs")
    assert len(said.splitlines()) == 1
    assert "the file is gone" in said


# A journal has a longer name.
@pytest.mark.parametrize("name", [f"{name}.db" for name in NAMES.values() if len(name) < 200])
def test_whatever_its_name_a_database_is_named_on_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "2025.md").write_text(LOG)
    missing = complaint(run_here(tmp_path, "find", "-d", name, "内存"), 2)
    assert missing.startswith(f"error: {plain(name)}: no such database")
    status, printed, _ = run_here(tmp_path, "ingest", "2025.md", f"--database={name}")
    assert (status, len(printed.splitlines())) == (0, 1)
    assert printed.startswith(f"{plain(name)}: 1 article ")
    status, printed, _ = run_here(tmp_path, "verify", f"--database={name}")
    assert (status, len(printed.splitlines())) == (0, 1)


def test_a_path_that_begins_like_an_option_follows_two_hyphens(tmp_path: Path) -> None:
    (tmp_path / "-v.md").write_text(LOG)
    assert run_here(tmp_path, "ingest", "-v.md")[0] == 2
    assert run_here(tmp_path, "ingest", "--", "-v.md")[0] == 0
    assert titles(tmp_path / "readlog.db") == ["A"]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_log_that_changes_into_something_else_before_it_is_read_keeps_its_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    for number in range(3):
        (tmp_path / f"{2020 + number}.md").write_text(LOG.replace("A", f"A{number}").replace("/a", f"/{number}"))
    options = Options(tmp_path / "readlog.db")
    ingest([tmp_path], options, Report())
    for number in range(3):
        (tmp_path / f"{2020 + number}.md").write_text(OTHER.replace("B", f"B{number}").replace("/b", f"/b{number}"))

    def find_and_change(*arguments: Any) -> list[LogFile]:
        found = find_logs(*arguments)
        change(tmp_path / "2021.md")
        return found

    monkeypatch.setattr(run, "find_logs", find_and_change)
    faults: list[tuple[str, str]] = []
    report = Report(on_fault=lambda path, message: faults.append((path.name, message)))
    ingest([tmp_path], options, report)
    assert report.failed
    assert faults == [("2021.md", CHANGES[change])]
    assert titles(tmp_path / "readlog.db") == ["A1", "B0", "B2"]


def test_a_log_that_keeps_changing_is_read_whole_or_refused(tmp_path: Path) -> None:
    log = tmp_path / "2025.md"
    log.write_text("x" * 1_000_000)
    write = "import sys\nf = open(sys.argv[1], 'ab', 0)\nfor _ in range(200_000): f.write(b'y' * 999)"
    command = [sys.executable, "-c", write]
    with subprocess.Popen([*command, str(log)]) as writer:
        while log.stat().st_size == 1_000_000:
            pass
        try:
            found = read_bytes(log)
            assert (len(found.data), found.data[-1:]) == (found.size, b"y")
        except UnreadableLog as error:
            assert str(error) == "it keeps changing while it is read; run again when it is saved"
        writer.kill()
    assert read_bytes(log).size == log.stat().st_size


def test_no_more_is_read_of_a_log_that_grows_than_it_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "2025.md"
    log.write_text(LOG)

    def grow(seconds: float) -> None:
        if log.stat().st_size == 1 << 28:
            raise RuntimeError("it is read once more")
        os.truncate(log, 1 << 28)

    monkeypatch.setattr(time, "sleep", grow)
    tracemalloc.start()
    with pytest.raises(RuntimeError, match="once more"):
        read_bytes(log)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1 << 20


def test_a_file_that_holds_more_than_its_size_is_never_at_rest(tmp_path: Path) -> None:
    (tmp_path / "2025.md").symlink_to("/proc/version")
    with pytest.raises(UnreadableLog, match="keeps changing"):
        read_bytes(tmp_path / "2025.md")


def test_links_lead_to_logs_but_not_round_in_circles(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "2024.md").write_text(LOG)
    logs = tmp_path / "logs"
    (logs / "below").mkdir(parents=True)
    (logs / "below" / "2025.md").write_text(OTHER)
    (logs / "below" / "up").symlink_to("..")
    (logs / "again.md").symlink_to("below/2025.md")  # the same log, which counts once
    (logs / "out.md").symlink_to("../elsewhere/2024.md")
    (logs / "nowhere.md").symlink_to("missing.md")
    (logs / "pipe.md").symlink_to("/dev/zero")
    status, _, said = run_apart(tmp_path, "ingest", "logs", "-q")
    assert (status, said) == (1, "logs/nowhere.md: error: no such file or directory\n")
    assert titles(tmp_path / "readlog.db") == ["A", "B"]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda path: path.symlink_to(path.name),
            "too many levels of symbolic links; name a file or a folder that can be read",
        ),
        (os.mkfifo, "neither a file nor a folder; name a log, or a folder of logs"),
        (lambda path: path.symlink_to("/dev/zero"), "neither a file nor a folder; name a log, or a folder of logs"),
        (lambda path: path.symlink_to("missing"), "no such file or folder; name one that is there"),
        (
            lambda path: path.mkdir(),
            "no *.md, *.markdown or *.txt file in this folder; name a log, or a folder that has some",
        ),
    ],
)
def test_a_path_that_can_be_no_log_is_refused(tmp_path: Path, make: Change, message: str) -> None:
    make(tmp_path / "2025.md")
    assert complaint(run_apart(tmp_path, "ingest", "2025.md"), 1) == f"error: 2025.md: {message}"
    assert not (tmp_path / "readlog.db").exists()


def test_a_folder_too_deep_to_be_reached_does_not_keep_the_others_from_being_read(tmp_path: Path) -> None:
    (tmp_path / "2025.md").write_text(LOG)
    with chdir(tmp_path):
        for _ in range(20):
            Path("d" * 250).mkdir()
            os.chdir("d" * 250)
        Path("2024.md").write_text(OTHER)
    try:
        status, _, said = run_here(tmp_path, "ingest", ".", "-q")
    finally:
        shutil.rmtree(tmp_path / ("d" * 250))
    assert status == 1
    assert said.endswith(": error: file name too long\n")
    assert titles(tmp_path / "readlog.db") == ["A"]
