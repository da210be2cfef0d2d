"""What `readlog find` prints, and with which status it ends, as a user types it."""

from __future__ import annotations

import json
import os
import pty
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ingest.search.filters import NAMES
from ingest.terminal.cli import main

LOG = """\
# 12

环形缓冲区为什么爱用 2 的幂 https://blog.example.org/ring-buffers  【`12.22`】
- > 大小是 2 的幂，取余就变成一次按位与。
  >> 缓冲区满了要等。
- > 另一段，与此无关。

Locks https://example.org/locks
- > 缓冲一次加锁。
- > 缓冲两次加锁。
- > 缓冲三次加锁，C++ 也要。
- > 缓冲四次加锁。
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a log, its database, and the user in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("READLOG_DATABASE", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    (tmp_path / "2025.md").write_text(LOG)
    assert CliRunner().invoke(main, ["ingest", "2025.md"]).exit_code == 0
    return tmp_path


def find(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["find", *arguments])


def readlog(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, which is how a plain search takes its short cut."""
    code = "import sys; from ingest.__main__ import main; sys.argv[0] = 'readlog'; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False, **options
    )


FOUND = """\
环形[缓冲]区为什么爱用 2 的幂  2025-12-22
2025.md:3: https://blog.example.org/ring-buffers
2025.md:5: note: [缓冲]区满了要等。

Locks  2025-12-01/2025-12-22
2025.md:8: https://example.org/locks
2025.md:9: [缓冲]一次加锁。
2025.md:10: [缓冲]两次加锁。
2025.md:12: [缓冲]四次加锁。
  and 1 more passage
"""


def test_titles_come_with_their_passages_and_each_line_with_its_place() -> None:
    result = find("缓冲")
    assert (result.exit_code, result.stdout, result.stderr) == (0, FOUND, "")


def test_a_plain_search_prints_the_same_and_loads_no_command_line(folder: Path) -> None:
    assert readlog("find", "缓冲").stdout == FOUND
    code = """
import sys
from contextlib import closing, suppress
from ingest.__main__ import main
sys.argv[:] = ["readlog", "find", "缓冲"]
try:
    main()
finally:
    loaded = {"click", "dataclasses", "sqlite_utils", "markdown_it", "datasette", "difflib"} & set(sys.modules)
    print(sorted(loaded), file=sys.stderr)
"""
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr == "[]\n"


@pytest.mark.parametrize(
    ("arguments", "status", "error"),
    [
        (["显卡"], 1, "nothing found for 显卡\n"),
        (["缓冲区溢出"], 1, "nothing found for 缓冲区溢出\n  try 缓冲区 (1)\n"),
        (["--", "-缓冲"], 1, "nothing found for -缓冲: symbols alone, or words with a minus alone, find nothing\n"),
        (["！"], 1, "nothing found for ！: symbols alone, or words with a minus alone, find nothing\n"),
        (["kind:foo"], 2, "error: kind:foo is none of quote, heading, note, "),
        (["x" * 10_000], 2, "error: A search has at most 2,000 characters; this one has 10,000.\n"),
    ],
)
def test_what_is_not_found_is_said_on_standard_error(arguments: list[str], status: int, error: str) -> None:
    by_click, plain = find(*arguments), readlog("find", *arguments)
    assert (by_click.exit_code, by_click.stdout, by_click.stderr) == (status, "", plain.stderr)
    assert (plain.returncode, plain.stdout) == (status, "")
    assert plain.stderr.startswith(error)
    assert plain.stderr.endswith("\n")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (
            None,
            "error: readlog.db: no such database; make it with `readlog ingest LOG`, or name another with --database\n",
        ),
        (
            b"",
            "error: readlog.db: no such database; make it with `readlog ingest LOG`, or name another with --database\n",
        ),
        (b"no database at all, but long enough to look into it" * 9, "error: readlog.db: no SQLite database; "),
    ],
)
def test_a_database_that_cannot_be_searched_is_status_2(folder: Path, content: bytes | None, error: str) -> None:
    (folder / "readlog.db").unlink()
    if content is not None:
        (folder / "readlog.db").write_bytes(content)
    for result in (readlog("find", "缓冲"), readlog("find", "缓冲", "--json")):
        assert (result.returncode, result.stdout) == (2, "")
        assert result.stderr.startswith(error)
        assert len(result.stderr.splitlines()) == 1


def test_options_choose_order_and_number() -> None:
    assert find("加锁", "OR", "缓冲区", "--newest", "-p", "0").stdout.splitlines()[0].startswith("环形[缓冲区]")
    result = find("缓冲", "-n", "1", "-p", "1")
    assert result.stdout.splitlines()[0] == "环形[缓冲]区为什么爱用 2 的幂  2025-12-22"
    assert result.stderr == "1 of 2 articles; -n 2 for all\n"
    assert find("缓冲", "-n", "0").exit_code == 2


def test_a_word_can_be_left_out_without_quotes_and_a_mistyped_option_is_told() -> None:
    assert find("缓冲", "-幂").stdout.startswith("Locks")
    assert find("缓冲", "-加锁", "--color", "never").stdout.startswith("环形")
    result = find("缓冲", "--newst")
    assert result.exit_code == 2
    assert "No such option" in result.stderr
    assert find().exit_code == 2


@pytest.mark.parametrize("word", ["-linux", "-docker", "-html", "-site:lwn.net", "-author:knuth", "-p99x", "-newest"])
def test_no_letter_of_a_word_that_is_left_out_is_an_option(word: str) -> None:
    for arguments in (["缓冲", word], [word, "缓冲"], ["缓冲", word, "-n1"], ["-n", "1", "缓冲", word]):
        assert json.loads(find(*arguments, "--json").stdout)["query"].split() == [
            a for a in arguments if a in ("缓冲", word)
        ]
    assert "requires an argument" in find("缓冲", word, "-n").stderr


def test_the_help_names_every_filter() -> None:
    shown = find("--help").stdout
    assert [name for name in NAMES if f" {name}:" not in shown] == []


def test_nothing_is_an_option_behind_two_dashes() -> None:
    assert find("--", "缓冲", "-幂").stdout.startswith("Locks")
    assert find("缓冲", "-幂", "--", "--newest").stderr.startswith("nothing found for 缓冲 -幂 --newest\n")
    assert find("--newst", "--", "缓冲").exit_code == 2


def test_json_is_what_the_page_gives(folder: Path) -> None:
    answer = json.loads(find("缓冲", "--json", "-n", "1").stdout)
    assert (answer["query"], answer["total"], answer["pages"]) == ("缓冲", 2, 2)
    (article,) = answer["articles"]
    assert (article["title"], article["marks"], article["file"]) == ("环形缓冲区为什么爱用 2 的幂", [[2, 4]], "2025.md")
    assert [passage["line_start"] for passage in article["passages"]] == [5]
    assert answer["facets"]["kind"][0] == {"value": "note", "total": 1, "query": "缓冲 kind:note"}
    nothing = find("缓冲区溢出", "--json")
    assert nothing.exit_code == 1
    assert json.loads(nothing.stdout)["suggestions"] == [{"query": "缓冲区", "reason": "part", "total": 1}]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["kind:song"], "error: kind:song is none of quote, "),
        (["年" * 2001], "error: A search has at most 2,000 characters; "),
        (["缓冲", "-d", "no.db"], "error: no.db: no such database; "),
        (["缓冲", "-d", "2025.md"], "error: 2025.md: no SQLite database; "),
    ],
)
def test_json_of_what_could_not_be_asked_is_none_and_why_is_said(arguments: list[str], error: str) -> None:
    for options in ([], ["--json"]):
        result = readlog("find", *arguments, *options)
        assert (result.returncode, result.stdout) == (2, "")
        assert result.stderr.startswith(error)
        assert len(result.stderr.splitlines()) == 1


def test_colour_is_for_terminals_and_for_those_who_ask() -> None:
    assert "\x1b" not in readlog("find", "缓冲").stdout
    coloured = find("缓冲", "--color", "always").stdout
    assert coloured.startswith("\x1b[1m环形\x1b[1;31m缓冲\x1b[22;39m")
    assert "[缓冲]" not in coloured


@pytest.mark.parametrize(
    ("environment", "is_coloured"),
    [({}, True), ({"NO_COLOR": ""}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
@pytest.mark.parametrize("options", [[], ["--newest"]])
def test_what_was_found_is_red_on_a_terminal_that_shows_colours(
    environment: dict[str, str], is_coloured: bool, options: list[str]
) -> None:
    terminal, end = pty.openpty()
    code = "from ingest.__main__ import main; main()"
    run = subprocess.Popen(
        [sys.executable, "-c", code, "find", "缓冲", *options], stdout=end, stderr=subprocess.PIPE,
        env={**os.environ, "TERM": "xterm", **environment},
    )  # fmt: skip
    os.close(end)
    shown = b""
    with suppress(OSError):  # which Linux raises where the other end is closed
        while part := os.read(terminal, 65536):
            shown += part
    os.close(terminal)
    assert run.communicate()[1] == b""
    assert run.returncode == 0
    assert ("\x1b[1;31m缓冲\x1b[22;39m".encode() in shown, "[缓冲]".encode() in shown) == (is_coloured, not is_coloured)


def test_what_the_output_cannot_write_is_written_as_an_escape() -> None:
    result = readlog("find", "缓冲", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert (result.returncode, result.stderr) == (0, "")
    assert "\\u73af\\u5f62[\\u7f13\\u51b2]\\u533a" in result.stdout


def test_what_a_log_holds_cannot_command_the_terminal(folder: Path) -> None:
    (folder / "2025.md").write_text(
        "# 12\n\n标题\x1b[2J\u202e https://example.org/\x1b[31ma\n- > 缓冲\x07\x9b31m 后\n", "utf-8"
    )
    CliRunner().invoke(main, ["ingest", "2025.md"])
    shown = find("缓冲").stdout
    assert "[缓冲]" in shown
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(shown)


def test_paths_lead_from_where_the_user_stands_to_the_log(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "below").mkdir()
    monkeypatch.chdir(folder / "below")
    assert "\n../2025.md:9: " in find("缓冲", "-d", "../readlog.db").stdout
    monkeypatch.setenv("READLOG_DATABASE", str(folder / "readlog.db"))
    assert "\n../2025.md:9: " in find("缓冲").stdout
    assert "\n../2025.md:9: " in readlog("find", "缓冲").stdout


def test_who_reads_may_leave(folder: Path) -> None:
    more = "".join(f"\nT{n} https://example.org/{n}\n- > 缓冲{'长' * 200}\n" for n in range(2000))
    (folder / "2025.md").write_text(LOG + more)
    CliRunner().invoke(main, ["ingest", "2025.md"])
    for options in ("", "-n 3000"):
        process = subprocess.run(
            f'"{sys.executable}" -c "from ingest.__main__ import main; main()" find 缓冲 {options} | head -n 1',
            shell=True, capture_output=True, text=True, check=True, env={**os.environ},
        )  # fmt: skip
        assert process.stdout.startswith("环形[缓冲]区")
        assert process.stderr in ("", "20 of 2,002 articles; -n 2002 for all\n")


def test_a_database_of_an_older_readlog_is_not_searched_in_vain(folder: Path) -> None:
    with closing(sqlite3.connect("readlog.db")) as connection:
        connection.execute("PRAGMA user_version = 1")
    for result in (readlog("find", "缓冲"), readlog("find", "缓冲", "--json")):
        assert (result.returncode, result.stdout) == (2, "")
        assert result.stderr == "error: readlog.db: made by an older readlog; ingest again to bring it up to date\n"
