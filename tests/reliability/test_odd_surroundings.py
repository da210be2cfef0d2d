"""A command whose streams are closed or lead to a full disk, whose folder is gone, or which is stopped at the last."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from commands import LOG, OTHER, complaint, run_apart, run_here, titles

from ingest import run
from ingest.store import database

COMMANDS = {
    "ingest": (["ingest", "2025.md"], 0),
    "find": (["find", "内存"], 0),
    "find nothing": (["find", "nothing"], 1),
    "seen": (["seen", "https://example.com/a"], 0),
    "verify": (["verify"], 0),
    "a wrong command": (["nonsense"], 2),
}
_UNREAD = "\nNo address\n- > x\n"  # of which ingest says something


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "2025.md").write_text(LOG)
    assert run_here(tmp_path, "ingest", "2025.md")[0] == 0
    (tmp_path / "2025.md").write_text(LOG + _UNREAD)
    return tmp_path


_READLOG = "from ingest.__main__ import main; main()"


def shell(folder: Path, command: Sequence[str], redirection: str, before: str = "") -> subprocess.CompletedProcess[str]:
    """A command in a shell, behind another, its streams led elsewhere. What it writes waits, as it does by itself."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    line = f'{before} exec "$0" -c "{_READLOG}" "$@" {redirection}'
    return subprocess.run(
        ["sh", "-c", line, sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True,
        timeout=50, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("streams", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_does_its_work_whose_streams_are_closed(folder: Path, name: str, streams: str) -> None:
    command, status = COMMANDS[name]
    done = shell(folder, command, streams)
    assert done.returncode == status
    assert "Traceback" not in done.stdout + done.stderr
    if name == "ingest":
        assert titles(folder / "readlog.db") == ["A", "No address"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_what_cannot_be_written_is_no_answer(folder: Path) -> None:
    for command in (["find", "内存"], ["find", "内存", "--json"]):
        done = shell(folder, command, "> /dev/full")
        assert (done.returncode, done.stderr) == (
            2, "error: what was found cannot be written: no space left on device\n"
        )  # fmt: skip
    for command, status in ((["find", "--help"], 2), (["ingest", "--help"], 1), (["--version"], 1)):
        done = shell(folder, command, "> /dev/full")
        assert (done.returncode, done.stderr) == (
            status, "error: what was asked for cannot be written: no space left on device\n"
        )  # fmt: skip
    for command in (["find", "nothing"], ["find", "kind:song"], ["find", "内存", "-d", "no.db"], ["ingest", "--bogus"]):
        assert shell(folder, command, "2> /dev/full").returncode == 2
    (folder / "gone").mkdir()
    assert shell(folder / "gone", ["find", "内存"], "2> /dev/full", before="rmdir ../gone;").returncode == 2
    assert shell(folder, ["ingest", "2025.md"], "> /dev/full 2> /dev/full").returncode == 0
    assert titles(folder / "readlog.db") == ["A", "No address"]


@pytest.mark.parametrize("command", [["find", "内存"], ["seen", "https://example.com/a"], ["ingest", "x.md"]])
def test_a_folder_that_is_gone_is_told_in_a_line(folder: Path, command: list[str]) -> None:
    (folder / "gone").mkdir()
    done = shell(folder / "gone", [*command, "-d", str(folder / "readlog.db")], "", before="rmdir ../gone;")
    assert done.returncode == (1 if command[0] == "ingest" else 2)
    assert done.stderr == "error: the current folder is gone; change to one that is there\n"


def test_a_folder_whose_logs_are_all_gone_is_one_still(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "2025.md").write_text(LOG)
    run_here(tmp_path, "ingest", "logs")
    (tmp_path / "logs" / "2025.md").unlink()
    status, printed, said = run_here(tmp_path, "ingest", "logs")
    assert (status, printed[:21], len(said.splitlines())) == (0, "readlog.db: 1 article", 1)
    status, printed, said = run_here(tmp_path, "ingest", "logs", "--prune")
    assert (status, said, "1 removed" in printed) == (0, "", True)
    assert "no *.md" in complaint(run_here(tmp_path, "ingest", "logs", "--prune"), 1)


def test_what_may_be_a_slip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "2025.md").write_text(LOG)
    (tmp_path / "empty.md").write_text("")
    status, _, said = run_apart(tmp_path, "ingest", "")
    assert (status, said.splitlines()[-1]) == (
        2, "Error: Invalid value for 'PATH...': an empty name; name a log, or a folder of logs"
    )  # fmt: skip
    for name in ("empty.md", "new.markdown", "new.txt"):
        told = complaint(run_here(tmp_path, "ingest", "2025.md", "-d", name), 1)
        assert told == f"error: {name}: named as a log is; name another file with --database"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2025.md", "empty.md"]


@pytest.mark.parametrize("is_large", [False, True], ids=["in place", "in a copy"])
def test_a_run_that_is_stopped_at_the_last_is_whole_and_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch, is_large: bool
) -> None:
    whole, stopped = database._whole, []

    def stop(act):
        def act_and_stop():
            act()
            stopped.append(act)
            signal.raise_signal(signal.SIGINT)

        return whole(act_and_stop)

    monkeypatch.setattr(database, "_whole", stop)
    monkeypatch.setattr(run, "LARGE_RUN", -1 if is_large else 1 << 60)
    status, printed, said = run_here(folder, "ingest", "2025.md", "-q")
    assert len(stopped) == 1 + is_large, "in the commit, and when a copy is brought in"
    assert (status, printed, said) == (0, "", "")
    assert titles(folder / "readlog.db") == ["A", "No address"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_one_that_is_stopped_while_it_waits_is_not(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "LARGE_RUN", 1 << 60)
    whole = database._whole
    monkeypatch.setattr(database, "_whole", lambda act: whole(lambda: (signal.raise_signal(signal.SIGINT), act())))
    with closing(sqlite3.connect(folder / "readlog.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM article").fetchall()
        assert complaint(run_here(folder, "ingest", "2025.md"), 1) == "stopped; the database is as it was"
    assert titles(folder / "readlog.db") == ["A"]


@pytest.mark.parametrize(
    "text",
    [
        '---\ntitle: "\\UFFFFFFFF"\nurl: https://e.example.org/t\n---\n# T\n',
        '---\ntitle: "a\\uD800b"\nauthor: "\\uDCFF"\ntags: ["\\uD800x"]\nurl: https://e.org\n---\n# Highlights\n- a\n',
        f'+++\ntitle = "T"\nn = 0x{5000 * "F"}\n+++\n# 12\n',
    ],
    ids=["no character", "halves of characters", "a long number"],
)
def test_no_front_matter_keeps_other_logs_from_being_read(tmp_path: Path, text: str) -> None:
    for name, log in (("a.md", text), ("b.md", OTHER)):
        (tmp_path / name).write_text(log)
    status, printed, _ = run_here(tmp_path, "ingest", ".")
    assert (status, printed[:10]) == (0, "readlog.db")
    assert "B" in titles(tmp_path / "readlog.db")
