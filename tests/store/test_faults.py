"""The world around a run: odd files and places, links, killed runs, older schemas. Each case once went wrong."""

from __future__ import annotations

import contextlib
import os
import pty
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from contents import difference, make_outdated, read_contents
from nobody import NOBODY, can_be_nobody, let_others_in

from ingest.errors import DatabaseUnavailable, ReadlogError
from ingest.log import Counts
from ingest.run import Options, Report, check, ingest
from ingest.store import database
from ingest.terminal.cli import main

Build = Callable[..., Report]
LOG = "# 12\n\nA https://example.com/a  【`12.1`】\n- > one\n"
OTHER = LOG.replace("/a", "/b")


def test_a_run_after_one_that_was_killed_in_its_commit_goes_on(tmp_path: Path, build: Build, samples: Path) -> None:
    path = tmp_path / "readlog.db"
    build(samples / "notes.md")
    before = read_contents(path)
    # Pages are written back, the journal is on disk, and nobody takes it away.
    program = (
        "import os, signal, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
        "c.execute('PRAGMA cache_size = 1'); c.execute('BEGIN IMMEDIATE'); "
        "c.execute('UPDATE excerpt SET markdown = hex(zeroblob(9000))'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", program, str(path)], check=False)
    assert (tmp_path / "readlog.db-journal").stat().st_size > 512
    build(samples / "notes.md")
    assert difference(before, read_contents(path)) == {}


def test_a_first_run_that_gives_up_leaves_the_file_of_another_first_run(
    tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, path = tmp_path / "2025.md", tmp_path / "readlog.db"
    log.write_text(LOG)
    monkeypatch.setattr(database, "_WAIT_SECONDS", 0.1)
    others: list[sqlite3.Connection] = []
    connect = database._connect

    def connect_second(path: Path, mode: str) -> sqlite3.Connection:
        others.append(sqlite3.connect(path, isolation_level=None))  # between the look for a file and the lock
        others[-1].execute("BEGIN IMMEDIATE")
        return connect(path, mode)

    monkeypatch.setattr(database, "_connect", connect_second)
    with pytest.raises(DatabaseUnavailable, match="locked"):
        build(log)
    for other in others:
        other.execute("CREATE TABLE t (c)")
        other.execute("COMMIT")
        other.close()
    assert path.exists()


def test_an_encoding_is_for_logs_that_do_not_tell_theirs(tmp_path: Path, build: Build) -> None:
    (tmp_path / "2024.md").write_bytes("# 12\n\n資料庫 https://example.com/a\n".encode("big5"))
    (tmp_path / "2025.md").write_text("# 12\n\n内存管理 https://example.com/b\n", encoding="utf-8")
    build(tmp_path, encoding="big5")
    build(tmp_path, encoding="latin-1", force=True)
    assert "内存管理" in _column(tmp_path, "SELECT title FROM article")


def test_an_encoding_that_yields_half_characters_is_a_fault_of_the_log(tmp_path: Path, build: Build) -> None:
    (tmp_path / "2025.md").write_bytes(b"# 12\n\n\xff \\ud800 https://example.com/a\n")
    assert build(tmp_path / "2025.md", encoding="unicode_escape").failed


def test_a_new_schema_gives_options_only_to_the_logs_that_are_named(tmp_path: Path, build: Build) -> None:
    (tmp_path / "old.md").write_text(LOG)
    (tmp_path / "new.md").write_text(OTHER)
    build(tmp_path / "old.md", year=2010)
    make_outdated(tmp_path / "readlog.db")
    build(tmp_path / "new.md", year=2024)
    assert _column(tmp_path, "SELECT year FROM log ORDER BY path") == [2024, 2010]


def test_a_check_knows_the_options_that_an_older_schema_has_kept(tmp_path: Path, build: Build) -> None:
    (tmp_path / "old.md").write_bytes("# 11\n\n臺灣茶 https://example.com/a\n".encode("big5"))
    build(tmp_path / "old.md", encoding="big5", year=2010)
    make_outdated(tmp_path / "readlog.db")
    report = Report()
    check([tmp_path / "old.md"], Options(tmp_path / "readlog.db"), report)
    assert (report.failed, report.counts) == (False, Counts(new=1))


def test_a_new_schema_loses_nothing_of_a_log_that_cannot_be_read(tmp_path: Path, build: Build) -> None:
    (tmp_path / "2024.md").write_text(LOG)
    (tmp_path / "2025.md").write_text(OTHER)
    build(tmp_path)
    (tmp_path / "2024.md").write_bytes(b"Latin \xe4\n")
    make_outdated(tmp_path / "readlog.db")
    with contextlib.suppress(ReadlogError):  # to refuse is as good as to keep
        build(tmp_path)
    assert _column(tmp_path, "SELECT count(*) FROM article") == [2]


def test_a_new_schema_comes_though_a_log_that_was_never_read_cannot_be(tmp_path: Path, build: Build) -> None:
    (tmp_path / "2025.md").write_text(LOG)
    build(tmp_path)
    make_outdated(tmp_path / "readlog.db")
    (tmp_path / "2024.md").write_bytes(b"Latin \xe4\n")
    assert build(tmp_path).failed
    assert _column(tmp_path, "SELECT path FROM log") == ["2025.md"]
    assert _column(tmp_path, "SELECT count(*) FROM article") == [1]


def test_a_new_schema_counts_each_article_once(tmp_path: Path, build: Build) -> None:
    (tmp_path / "2025.md").write_text(LOG)
    build(tmp_path)
    make_outdated(tmp_path / "readlog.db")
    counts = build(tmp_path).counts
    assert counts.new + counts.changed + counts.unchanged == 1


def test_a_new_schema_can_be_had_without_the_logs_that_prune_forgets(tmp_path: Path, build: Build) -> None:
    (tmp_path / "2024.md").write_text(LOG)
    (tmp_path / "2025.md").write_text(OTHER)
    build(tmp_path)
    make_outdated(tmp_path / "readlog.db")
    (tmp_path / "2024.md").unlink()
    build(tmp_path, prune=True)
    assert _column(tmp_path, "SELECT path FROM log") == ["2025.md"]


def test_a_log_whose_name_is_not_utf_8_is_not_gone(tmp_path: Path) -> None:
    log = tmp_path / os.fsdecode(b"x\xff 2025.md")
    log.write_text(LOG)
    gone: list[Path] = []
    for prune in (False, False, True):
        ingest([tmp_path], Options(tmp_path / "readlog.db", prune=prune), Report(on_missing=gone.append))
    assert gone == []
    assert _column(tmp_path, "SELECT count(*) FROM article") == [1]


def test_a_folder_renamed_to_another_year_redates_its_logs(tmp_path: Path, build: Build) -> None:
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / "notes.md").write_text(LOG)
    build(tmp_path / "2024" / "notes.md", database=tmp_path / "2024" / "readlog.db")
    (tmp_path / "2024").rename(tmp_path / "2023")
    build(tmp_path / "2023" / "notes.md", database=tmp_path / "2023" / "readlog.db")
    assert _column(tmp_path / "2023", "SELECT date FROM article") == ["2023-12-01"]


def test_a_collection_does_not_depend_on_where_the_database_is(tmp_path: Path, build: Build) -> None:
    (tmp_path / "logs" / "tea").mkdir(parents=True)
    (tmp_path / "logs" / "tea" / "2025.md").write_text(LOG)
    build(tmp_path / "logs", database=tmp_path / "logs" / "tea" / "readlog.db")
    assert _column(tmp_path / "logs" / "tea", "SELECT collection FROM article") == ["tea"]


def test_ids_of_two_readings_do_not_depend_on_where_the_database_is(tmp_path: Path, build: Build) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / "2024.md").write_text(LOG)
    (tmp_path / "b" / "2025.md").write_text(LOG)
    found = []
    for folder in ("a", "b"):
        build(tmp_path / "a", tmp_path / "b", database=tmp_path / folder / "readlog.db")
        found.append(_column(tmp_path / folder, "SELECT id FROM article ORDER BY date"))
    assert found[0] == found[1]


def test_a_log_reached_through_a_link_is_the_same_log(tmp_path: Path, build: Build) -> None:
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "2025.md").write_text(LOG)
    (tmp_path / "alias").symlink_to(tmp_path / "logs")
    build(tmp_path / "logs")
    build(tmp_path / "alias")
    assert _column(tmp_path, "SELECT count(*) FROM article") == [1]


def test_the_year_of_a_path_is_that_of_the_file_itself(
    tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("2023", "logs/2022"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "logs" / "a.md").write_text(LOG)
    (tmp_path / "logs" / "2022" / "b.md").write_text(OTHER)
    (tmp_path / "2021").symlink_to(tmp_path / "logs")
    monkeypatch.chdir(tmp_path / "2023")
    build(Path("../logs"), database=tmp_path / "readlog.db")
    found = _column(tmp_path, "SELECT substr(date_from, 1, 4) FROM article ORDER BY date_from")
    assert found == [None, "2022"]
    monkeypatch.chdir(tmp_path)
    assert build(Path("2021"), database=tmp_path / "readlog.db").counts == Counts(unchanged=2)
    assert build(Path("2021"), database=tmp_path / "readlog.db", force=True).counts == Counts(unchanged=2)


def test_the_words_of_a_term_reach_the_tag_of_a_synonym_as_a_fresh_build_does(tmp_path: Path, build: Build) -> None:
    (tmp_path / "2024.md").write_text("# 12\n\nA https://example.com/a\n- > `k8s`\n")
    build(tmp_path)
    (tmp_path / "2025.md").write_text("# 12\n\nB https://example.com/b\n- > 编排器（K8s）\n")
    build(tmp_path)
    build(tmp_path, database=tmp_path / "fresh.db")
    assert difference(read_contents(tmp_path / "readlog.db"), read_contents(tmp_path / "fresh.db")) == {}
    (tmp_path / "2025.md").unlink()
    build(tmp_path, database=tmp_path / "fresh.db", prune=True)
    build(tmp_path, database=tmp_path / "again.db")
    assert difference(read_contents(tmp_path / "fresh.db"), read_contents(tmp_path / "again.db")) == {}


def test_a_database_damaged_where_it_lists_the_logs_is_reported(tmp_path: Path, build: Build, samples: Path) -> None:
    build(samples / "notes.md")
    whole = (tmp_path / "readlog.db").read_bytes()
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'log'"
        page = connection.execute(sql).fetchone()[0]
    start = (page - 1) * 4096
    (tmp_path / "readlog.db").write_bytes(whole[:start] + b"\x55" * 200 + whole[start + 200 :])
    with pytest.raises(DatabaseUnavailable, match="delete it and ingest again"):
        build(samples / "notes.md")
    with pytest.raises(DatabaseUnavailable, match="delete it and ingest again"):
        check([samples / "notes.md"], Options(tmp_path / "readlog.db"), Report())


def test_a_link_to_itself_is_one_unreadable_log(tmp_path: Path, build: Build) -> None:
    (tmp_path / "loop.md").symlink_to("loop.md")
    (tmp_path / "2025.md").write_text(LOG)
    report = build(tmp_path)
    assert report.failed
    assert report.counts.new == 1


def test_a_log_that_can_no_longer_be_read_keeps_its_articles(tmp_path: Path, build: Build) -> None:
    log = tmp_path / "2025.md"
    log.write_text(LOG)
    build(log.parent)
    log.unlink()
    log.symlink_to(log)
    report = build(log.parent)
    assert report.failed
    assert report.totals["article"] == 1


def test_a_name_too_long_for_the_file_system_is_reported(tmp_path: Path, build: Build) -> None:
    (tmp_path / "2025.md").write_text(LOG)
    with pytest.raises(ReadlogError):
        build(tmp_path / ("x" * 300))
    with pytest.raises(ReadlogError):
        build(tmp_path / "2025.md", database=tmp_path / ("x" * 300))


def test_a_named_pipe_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "2025.md").write_text(LOG)
    command = [sys.executable, "-m", "ingest", ".", "--quiet"]
    subprocess.run(command, cwd=tmp_path, timeout=20, check=False)
    assert _column(tmp_path, "SELECT count(*) FROM article") == [1]


def test_a_reader_of_the_messages_who_leaves_does_not_undo_the_run(tmp_path: Path, build: Build) -> None:
    (tmp_path / "2025.md").write_text(LOG)
    read_end, write_end = os.pipe()
    os.close(read_end)
    command = [sys.executable, "-m", "ingest", "2025.md", "--verbose"]
    subprocess.run(command, cwd=tmp_path, stderr=write_end, check=False)
    os.close(write_end)
    assert _column(tmp_path, "SELECT title FROM article") == ["A"]


@pytest.mark.skipif(not can_be_nobody(), reason="permissions do not bind this user, and it cannot become another")
def test_a_log_in_a_forbidden_folder_is_reported_and_not_gone(tmp_path: Path) -> None:
    folder = tmp_path / "logs" / "secret"
    folder.mkdir(parents=True)
    (folder / "2024.md").write_text(LOG)
    (tmp_path / "logs" / "2025.md").write_text(OTHER)
    subprocess.run([sys.executable, "-m", "ingest", "logs", "-q"], cwd=tmp_path, check=True)
    tmp_path.chmod(0o777)
    let_others_in(tmp_path)
    (tmp_path / "readlog.db").chmod(0o666)
    folder.chmod(0)
    done = subprocess.run(
        [*NOBODY, "-m", "ingest", "logs", "--prune"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    folder.chmod(0o755)
    assert "Traceback" not in done.stderr
    assert done.returncode == 1
    assert "secret" in done.stderr
    assert _column(tmp_path, "SELECT count(*) FROM article") == [2]


def test_the_cursor_comes_back_after_the_bar(tmp_path: Path) -> None:
    program = (
        "import ingest.terminal.screen as c; s = c.Screen(False, False); s.started -= 9; "
        "s.show_progress(1, 3); s.show_progress(2, 3); s.clear()"
    )
    process, terminal = pty.fork()
    if process == 0:
        os.execv(sys.executable, [sys.executable, "-c", program])
    shown = b""
    with contextlib.suppress(OSError):  # so a pseudo-terminal ends
        while part := os.read(terminal, 4096):
            shown += part
    os.waitpid(process, 0)
    assert b"reading" in shown
    assert shown.rfind(b"\x1b[?25h") > shown.rfind(b"\x1b[?25l")


def test_dash_h_is_help_under_both_names_of_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "ingest", "-h"], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("Usage: python -m ingest [OPTIONS] PATH...")
    assert CliRunner().invoke(main, ["ingest", "-h"]).output.startswith("Usage: main ingest [OPTIONS] PATH...")


def test_a_run_that_changes_nothing_writes_nothing_even_beside_an_unreadable_log(tmp_path: Path, build: Build) -> None:
    (tmp_path / "2025.md").write_text(LOG)
    (tmp_path / "2024.md").write_bytes(b"Latin \xe4\n")
    build(tmp_path)
    before = (tmp_path / "readlog.db").read_bytes()
    build(tmp_path)
    assert (tmp_path / "readlog.db").read_bytes() == before


def _column(folder: Path, sql: str) -> list[object]:
    with closing(sqlite3.connect(folder / "readlog.db")) as connection:
        return [value for (value,) in connection.execute(sql)]
