"""What the command prints, and with which status it ends, as a user types it."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ingest import __version__
from ingest.__main__ import COMMANDS
from ingest.terminal.cli import ingest_command, main

LOG = "# 12\n\n一 https://example.com/a  【`12.1`】\n- > one\n\nTwo https://example.com/b\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ingest(*arguments: str) -> Result:
    return CliRunner().invoke(ingest_command, arguments, catch_exceptions=False)


def test_the_last_line_says_what_there_is_and_what_to_type_next(folder: Path) -> None:
    (folder / "2025.md").write_text(LOG)
    result = ingest("2025.md")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert re.fullmatch(
        r"readlog\.db: 2 articles \(1 dated\), 1 excerpt, 0 tags; "
        r"2 new, 0 changed, 0 unchanged, 0 removed; \d+\.\d s\. "
        r"Next: datasette readlog\.db\n",
        result.stdout,
    )
    (folder / "2025.md").write_text(LOG.replace("Two", "Zwei").replace("一", "二") + "\nThree https://example.com/c\n")
    assert "; 1 new, 2 changed, 0 unchanged, 0 removed; " in ingest("2025.md").stdout
    (folder / "2025.md").write_text(LOG[: LOG.index("\nTwo")])
    assert "; 0 new, 1 changed, 0 unchanged, 2 removed; " in ingest("2025.md").stdout


def test_the_last_line_says_what_to_do_where_no_log_gave_an_article(folder: Path) -> None:
    (folder / "2024.md").write_text("# Reading\n\nno address\n")
    told = " s. No article was read: one is a line such as TITLE https://example.org/a or - [TITLE](URL)"
    assert told in ingest("2024.md").stdout
    assert told in ingest("2024.md").stdout
    assert "nothing written. No article was read: " in ingest("--check", "2024.md").stdout
    (folder / "2025.md").write_text(LOG)
    assert "Next: datasette" in ingest(".").stdout
    assert "No article" not in ingest("--check", ".").stdout
    (folder / "2025.md").unlink()
    assert "Next: datasette" in ingest("2025.md", "--prune").stdout


def test_a_dialect_that_was_given_and_read_nothing_is_named(folder: Path) -> None:
    (folder / "2025.md").write_text(LOG)
    told = "No article was read as kindle, the --dialect that was given and is kept; --dialect auto forgets it\n"
    assert ingest("2025.md", "--dialect", "kindle").stdout.endswith(told)
    assert ingest("2025.md").stdout.endswith(told)
    assert "2 new" in ingest("2025.md", "--dialect", "auto").stdout


def test_a_file_name_is_quoted_where_the_shell_needs_it(folder: Path) -> None:
    (folder / "2025.md").write_text(LOG)
    assert ingest("2025.md", "-d", "my log.db").stdout.endswith("Next: datasette 'my log.db'\n")
    assert (folder / "my log.db").exists()


def test_no_name_of_a_file_commands_a_terminal(folder: Path) -> None:
    name = "a\x1b[31m\u202eb\nc: error: d.md"
    (folder / name).write_text("# 12\n\nno address\n- > x\n")
    for arguments in (("--check", "."), ("--verbose", "."), (name, "gone\x07.md"), (".", "--verbose")):
        result = ingest(*arguments)
        assert not re.search("[\0-\x09\x0b-\x1f\x7f-\x9f\u202e]", result.output)
        assert not re.search("^c: error", result.output, re.MULTILINE)
    assert "a [31m b c: error: d.md:3:1: warning" in ingest("--check", ".").stderr


def test_the_real_log_lacks_a_year_and_is_told_so_once(samples: Path) -> None:
    result = ingest(str(samples / "notes.md"))
    assert result.stdout.startswith("readlog.db: 27 articles (18 dated), 30 excerpts, ")
    assert result.stderr.splitlines() == [
        f"{samples / 'notes.md'}:4:1: warning: no year for 27 articles: a month and day at most [no-year]",
        "    hint: give it with --year, or name the file after it, as in 2025.md",
    ]
    assert ingest(str(samples / "notes.md"), "--year", "2025").stderr == ""


def test_diagnostics_of_one_kind_are_folded(folder: Path) -> None:
    (folder / "2025.md").write_text("# 12\n\n" + "".join(f"Title {n}\n- > x\n\n" for n in range(9)))
    lines = ingest("2025.md").stderr.splitlines()
    first, *others = (
        f"2025.md:{line}:1: warning: no URL after the title; kept without a link [missing-url]" for line in (3, 6, 9)
    )
    assert lines == [
        first,
        "    hint: write the URL behind the title, if there is one",
        *others,
        "2025.md: 6 more of [missing-url]; --check --verbose shows them",
    ]
    assert len(ingest("2025.md", "--force", "--verbose").stderr.splitlines()) == 11
    assert ingest("2025.md", "--force", "--quiet").output == ""


def test_check_writes_nothing(folder: Path) -> None:
    (folder / "notes.md").write_text(LOG)
    result = ingest("--check", "notes.md")
    assert (result.exit_code, list(folder.glob("*.db"))) == (0, [])
    assert "[no-year]" in result.stderr
    assert re.fullmatch(r"2 articles read in \d+\.\d s, nothing written\n", result.stdout)
    ingest("notes.md", "--year", "2025")
    before = (folder / "readlog.db").read_bytes()
    assert ingest("--check", "notes.md").stderr == "", "the year that is kept with the log counts"
    assert (folder / "readlog.db").read_bytes() == before


def test_an_unreadable_file_keeps_its_rows_and_the_others_are_written(folder: Path) -> None:
    (folder / "2024.md").write_text(LOG)
    ingest(".")
    (folder / "2024.md").write_bytes("Latin ä\n".encode("latin-1"))
    (folder / "2025.md").write_text("# 12\n\nC https://example.com/c\n")
    result = ingest(".")
    assert result.exit_code == 1
    assert result.stderr == "2024.md: error: line 1 is not UTF-8; name its encoding with --encoding\n"
    assert result.stdout.startswith("readlog.db: 3 articles")
    assert ingest(".", "--encoding", "latin-1").exit_code == 0


def test_an_encoding_is_kept_with_the_log(folder: Path) -> None:
    (folder / "2025.md").write_bytes("# 12\n\n資料庫 https://example.com/a\n".encode("big5"))
    assert ingest("2025.md").exit_code == 1
    assert ingest("2025.md", "--encoding", "big5").exit_code == 0
    (folder / "2025.md").write_bytes("# 12\n\n資料庫 https://example.com/b\n".encode("big5"))
    assert ingest("2025.md").exit_code == 0
    with closing(sqlite3.connect("readlog.db")) as connection:
        assert connection.execute("SELECT title, encoding FROM article JOIN log ON log.id = log_id").fetchall() == [
            ("資料庫", "big5")
        ]


def test_a_log_that_is_gone_stays_until_prune(folder: Path) -> None:
    (folder / "2024.md").write_text(LOG)
    (folder / "2025.md").write_text("# 12\n\nC https://example.com/c\n")
    ingest(".")
    (folder / "2024.md").unlink()
    result = ingest(".")
    assert result.stdout.startswith("readlog.db: 3 articles")
    assert (
        result.stderr
        == "2024.md: warning: the file is gone or has moved; its articles stay until it is named with --prune\n"
    )
    assert ingest(".", "--prune").stdout.startswith(
        "readlog.db: 1 article (0 dated), 0 excerpts, 0 tags; 0 new, 0 changed, 1 unchanged, 2 removed"
    )
    assert ingest(".").stderr == ""


def test_a_mistyped_path_is_told_before_anything_is_written(folder: Path) -> None:
    (folder / "2025.md").write_text(LOG)
    for arguments in (["typo.md", "--prune"], ["2025.md", "typo.md", "--prune"]):
        result = ingest(*arguments)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == "error: typo.md: no such file or folder, and none on record; name one that is there\n"
        assert not (folder / "readlog.db").exists()
    ingest("2025.md")
    (folder / "2025.md").write_text(LOG + "\n")
    assert ingest("2025.md", "typo.md", "--prune").exit_code == 1


def test_a_log_that_is_not_named_stays(folder: Path) -> None:
    (folder / "2024.md").write_text(LOG)
    (folder / "2025.md").write_text("# 12\n\nC https://example.com/c\n")
    ingest(".")
    assert ingest("2025.md").stdout.startswith(
        "readlog.db: 3 articles (1 dated), 1 excerpt, 0 tags; 0 new, 0 changed, 1 unchanged"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.md"], "error: missing.md: no such file or folder; name one that is there\n"),
        (
            ["empty"],
            "error: empty: no *.md, *.markdown or *.txt file in this folder; name a log, or a folder that has some\n",
        ),
        (["2025.md", "-d", "2025.md"], "error: 2025.md: no SQLite database; name another file with --database\n"),
    ],
)
def test_a_fault_outside_the_log_is_one_line(folder: Path, arguments: list[str], message: str) -> None:
    (folder / "empty").mkdir()
    (folder / "2025.md").write_text(LOG)
    result = ingest(*arguments)
    assert (result.exit_code, result.stderr) == (1, message)


def test_a_wrong_command_line_is_status_2() -> None:
    assert ingest().exit_code == 2
    assert ingest("x.md", "--year", "25").exit_code == 2
    assert ingest("x.md", "--nonsense").exit_code == 2
    assert "no encoding is called ''" in ingest("x.md", "--encoding", "").stderr
    assert "no encoding is called 'klingon'" in ingest("x.md", "--encoding", "klingon").stderr


def test_folders_are_walked_and_hidden_ones_skipped(folder: Path) -> None:
    for name in ("a/b/2025.md", "a/2024.markdown", "c.txt", ".hidden/2023.md", "a/.draft.md", "a/picture.png"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"# 12\n\nT https://example.com/{name}\n")
    (folder / "loop").symlink_to(folder)
    ingest(".")
    with closing(sqlite3.connect("readlog.db")) as connection:
        paths = [path for (path,) in connection.execute("SELECT path FROM log ORDER BY path")]
    assert paths == ["a/2024.markdown", "a/b/2025.md", "c.txt"]


def test_the_nearest_folder_that_is_no_year_is_the_collection(folder: Path) -> None:
    for name in ("logs/深度Linux/2025--2029/2025.md", "logs/2024/notes.md", "logs/a/b/notes.md"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"# 12\n\nT https://example.com/{name}\n")
    ingest("logs")
    with closing(sqlite3.connect("readlog.db")) as connection:
        rows = connection.execute(
            "SELECT folder, collection, month, date_source FROM article JOIN log ON log.id = log_id"
        )
        assert sorted(rows, key=str) == [
            ("2024", None, "2024-12", "folder"),
            ("a/b", "b", None, None),
            ("深度Linux/2025--2029", "深度Linux", "2025-12", "file-name"),
        ]


def test_the_highest_path_that_a_log_was_read_below_gives_its_collection(folder: Path) -> None:
    (folder / "logs" / "tea").mkdir(parents=True)
    (folder / "logs" / "tea" / "2025.md").write_text("# 12\n\nT https://example.com/t\n- > wet\n")

    def collection_after(*arguments: str) -> tuple[str | None, str]:
        summary = ingest(*arguments).stdout
        assert CliRunner().invoke(main, ["verify", "--all"]).exit_code == 0
        with closing(sqlite3.connect("readlog.db")) as connection:
            return connection.execute("SELECT collection FROM article").fetchone()[0], summary.split("; ")[1]

    assert collection_after("logs/tea") == (None, "1 new, 0 changed, 0 unchanged, 0 removed")
    assert collection_after("logs/tea/2025.md", "logs")[0] == "tea"
    same = "0 new, 0 changed, 1 unchanged, 0 removed"
    assert collection_after("logs/tea/2025.md") == ("tea", same)
    assert collection_after("logs/tea/2025.md", "--force") == (None, same)


def test_a_link_to_a_log_decides_nothing_where_its_own_folder_is_read(folder: Path) -> None:
    (folder / "logs" / "starred" / "deep").mkdir(parents=True)
    (folder / "logs" / "2025.md").write_text("# 12\n\nT https://example.com/t\n")
    (folder / "logs" / "starred" / "deep" / "t.md").symlink_to("../../2025.md")

    def row_after(*paths: str) -> tuple[str, str, str | None]:
        assert ingest(*paths).exit_code == 0
        with closing(sqlite3.connect("readlog.db")) as connection:
            return connection.execute("SELECT root, folder, collection FROM log, article").fetchone()

    assert row_after("logs/starred") == ("logs/starred", "deep", "deep")
    assert row_after("logs/starred/deep/t.md") == ("logs/starred", "deep", "deep")
    for paths in (["logs/starred", "logs/2025.md", "logs"], ["logs/starred"], ["logs/2025.md"]):
        assert row_after(*paths) == ("logs", "", None)
    Path("readlog.db").unlink()
    assert row_after("logs/2025.md") == ("logs/2025.md", "", None)
    assert row_after("logs") == ("logs", "", None)


def test_paths_with_odd_names_are_read(folder: Path) -> None:
    names = [os.fsencode("空 格.md"), b"new\nline.md", b"not-utf8-\xff.md"]
    for name in names:
        (folder / os.fsdecode(name)).write_text(f"# 12\n\nT https://example.com/{len(name)}\n")
    assert ingest(".", "--year", "2025").exit_code == 0
    assert ingest(".").stdout.startswith(
        "readlog.db: 3 articles (0 dated), 0 excerpts, 0 tags; 0 new, 0 changed, 3 unchanged"
    )


def test_both_spellings_of_the_command_are_one(folder: Path) -> None:
    (folder / "2025.md").write_text(LOG)
    module = subprocess.run([sys.executable, "-m", "ingest", "2025.md"], capture_output=True, text=True, check=True)
    assert module.stdout.startswith("readlog.db: 2 articles")
    group = CliRunner().invoke(main, ["ingest", "2025.md"])
    assert group.stdout.startswith("readlog.db: 2 articles")
    for command in ([sys.executable, "-m", "ingest", "--version"],):
        assert __version__ in subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_who_types_another_command_behind_the_module_is_told_how(folder: Path, command: str) -> None:
    def run(*arguments: str) -> str:
        module = [sys.executable, "-m", "ingest", *arguments]
        return subprocess.run(module, capture_output=True, text=True, check=False).stderr

    told = f"error: {command}: no such file or folder; for the command, type: readlog {command}\n"
    assert run(command, "--all") == run(command) == told
    (folder / command).mkdir()
    assert run(command).startswith(f"error: {command}: no *.md")


def test_all_commands_are_known_behind_the_module() -> None:
    assert {*COMMANDS} == {*main.commands}


def test_no_year_comes_from_the_clock(folder: Path) -> None:
    (folder / "notes.md").write_text(LOG)
    ingest("notes.md")
    with closing(sqlite3.connect("readlog.db")) as connection:
        connection.row_factory = sqlite3.Row
        rows = [dict(row) for row in connection.execute("SELECT * FROM article WHERE day = '12.1'")]
    assert [row["month_day"] for row in rows] == ["12-01"]
    assert {rows[0][name] for name in ("date", "month", "date_from", "date_to", "date_source")} == {None}


def test_a_dialect_is_told_by_the_log_overruled_and_kept(folder: Path) -> None:
    log = folder / "ring.md"
    log.write_text("---\ntitle: How a ring wraps\nurl: https://blog.example.org/ring\n---\n- https://example.org/a\n")

    def read(*arguments: str) -> tuple[str, str | None, list[str]]:
        assert ingest("ring.md", "--year", "2025", *arguments).exit_code == 0
        with closing(sqlite3.connect(folder / "readlog.db")) as connection:
            titles = [title for (title,) in connection.execute("SELECT title FROM article ORDER BY title")]
            [(dialect, given)] = connection.execute("SELECT dialect, dialect_given FROM log")
        return dialect, given, titles

    told = ("document", None, ["How a ring wraps"])
    overruled = ("lines", "lines", ["https://example.org/a"])
    assert read() == told
    assert read("--dialect", "lines") == overruled
    assert read() == overruled
    assert read("--force") == overruled
    assert read("--dialect", "auto") == told
    assert read("--dialect", "kindle")[2] == []
    assert "ring.md:1:1: warning:" in ingest("ring.md", "--check", "--dialect", "kindle").stderr
    assert ingest("ring.md", "--dialect", "klingon").exit_code == 2


def test_a_plain_run_prints_the_same_and_loads_no_command_line(tmp_path: Path) -> None:
    (tmp_path / "2025.md").write_text("# 12\n\nA https://example.com/a\n")
    plain = [sys.executable, "-m", "ingest", "2025.md", "-d", "my.db"]
    first, full = (
        subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        for command in (plain, [*plain, "--force"])
    )
    assert first.stdout.startswith("my.db: 1 article (0 dated), 0 excerpts, ")
    assert full.stdout.startswith("my.db: 1 article (0 dated), 0 excerpts, ")
    code = """
import sys
from ingest.__main__ import main
sys.argv[:] = ["readlog", "ingest", "2025.md", "-d", "my.db"]
try:
    main()
finally:
    slow = {"click", "sqlite_utils", "markdown_it", "datasette", "ingest.model", "ingest.read.dates.forms"}
    print(sorted(slow & set(sys.modules)))
"""
    again = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert again.stdout.splitlines()[1:] == ["[]"]
    assert "0 new, 0 changed, 1 unchanged" in again.stdout


@pytest.mark.parametrize("wrong", [["--no-such-option"], ["2025.md", "--year"], ["-d"], []])
def test_what_is_no_plain_run_is_explained(tmp_path: Path, wrong: list[str]) -> None:
    command = [sys.executable, "-m", "ingest", *wrong]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Error: " in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(("command", "status"), [("ingest", 1), ("verify", 1), ("find", 2), ("seen", 2)])
def test_a_command_that_is_stopped_before_it_has_begun_says_so(command: str, status: int) -> None:
    code = (
        "from ingest import __main__ as begin\n"
        "def stop(command, arguments): raise KeyboardInterrupt\n"
        "begin._run = stop\n"
        "begin.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code, command, "x"], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (status, "", "stopped; nothing was changed\n")


def test_a_run_without_memory_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> None:
        raise MemoryError

    (folder / "2025.md").write_text(LOG)
    monkeypatch.setattr("ingest.terminal.screen.ingest", fail)
    result = ingest("2025.md")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "error: readlog.db: there is not enough memory, and nothing was changed; "
        "end other programs, or part the longest log\n"
    )


def test_a_run_that_could_read_no_log_does_not_lead_to_an_empty_database(folder: Path) -> None:
    (folder / "2025.md").write_bytes(b"T \xe9\xe8 x")
    result = ingest("2025.md")
    assert result.exit_code == 1
    assert result.stderr == "2025.md: error: line 1 is not UTF-8; name its encoding with --encoding\n"
    assert result.stdout.endswith(" s. No article was read: mend what is said above, and run again\n")
    result = ingest("2025.md", "--encoding", "ascii")
    assert result.stderr == "2025.md: error: it is not ascii; name its own encoding with --encoding\n"


def test_a_run_that_is_stopped_says_so(tmp_path: Path) -> None:
    (tmp_path / "2025.md").write_text("# 12\n\nA https://example.com/a\n")
    code = """
import signal
from pathlib import Path
from ingest.run import Options
from ingest.terminal.screen import Screen, run_and_exit
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background of a script ignores it
Screen.show_log = lambda *_: signal.raise_signal(signal.SIGINT)
run_and_exit([Path("2025.md")], Options(Path("readlog.db")))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "stopped; the database is as it was\n")
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as database:
        assert database.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_what_the_output_cannot_write_is_written_as_an_escape(tmp_path: Path) -> None:
    (tmp_path / "日志.md").write_text("# 12\n\nA https://example.com/a\n")
    done = subprocess.run(
        [sys.executable, "-m", "ingest", "日志.md", "-d", "库.db"], cwd=tmp_path, capture_output=True, text=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"}, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert done.stdout.startswith("\\u5e93.db: 1 article")
