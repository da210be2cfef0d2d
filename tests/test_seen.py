"""What `readlog seen` prints, and with which status it ends."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ingest.terminal.cli import main

LOG = """\
# 12

环形缓冲区\x1b[2J https://blog.example.org/ring?utm_source=mail  【`12.22`】
- > 大小是 2 的幂。
- [后文](https://other.example.org/next/)

Locks https://example.org/locks || https://other.example.org/next
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a log, its database, and the user in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("READLOG_DATABASE", raising=False)
    (tmp_path / "2025.md").write_text(LOG)
    assert CliRunner().invoke(main, ["ingest", "2025.md"]).exit_code == 0
    return tmp_path


def seen(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["seen", *arguments])


def test_an_article_is_printed_with_its_place_and_its_day() -> None:
    result = seen("http://blog.example.org/ring/?fbclid=1")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "2025.md:3: 环形缓冲区 [2J  2025-12-22\n"


def test_a_day_that_is_not_known_is_printed_as_its_bounds() -> None:
    assert seen("example.org/locks").stdout == "2025.md:7: Locks  2025-12-01/2025-12-22\n"


def test_articles_that_mention_it_are_printed_with_the_place_of_that() -> None:
    result = seen("https://other.example.org/next")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "2025.md:5: mentioned in: 环形缓冲区 [2J  2025-12-22",
        "2025.md:7: mentioned in: Locks  2025-12-01/2025-12-22",
    ]


def test_all_of_many_are_printed(folder: Path) -> None:
    others = "".join(f"\nT{n} https://example.org/{n} || https://other.example.org/next\n" for n in range(128))
    (folder / "2025.md").write_text(LOG + others)
    assert CliRunner().invoke(main, ["ingest", "2025.md"]).exit_code == 0
    assert len(seen("https://other.example.org/next").stdout.splitlines()) == 130
    assert len(json.loads(seen("https://other.example.org/next", "--json").stdout)["mentioned_in"]) == 130


def test_what_is_not_in_the_log_is_said_on_standard_error() -> None:
    result = seen("https://example.org/?utm_source=x")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "not in the log: https://example.org\n")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["foo"], "error: 'foo' is no address; one looks like https://example.org/page\n"),
        (
            ["a.org", "-d", "no.db"],
            "error: no.db: no such database; make it with `readlog ingest LOG`, or name another",
        ),
        (["a.org", "-d", "2025.md"], "error: 2025.md: no SQLite database; "),
    ],
)
def test_what_cannot_be_looked_up_is_status_2(arguments: list[str], error: str) -> None:
    for options in ([], ["--json"]):
        result = seen(*arguments, *options)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(error)
        assert len(result.stderr.splitlines()) == 1
    assert seen().exit_code == 2


def test_a_database_of_an_older_readlog_is_not_asked() -> None:
    with closing(sqlite3.connect("readlog.db")) as connection:
        connection.execute("PRAGMA user_version = 3")
    assert (seen("a.org").exit_code, seen("a.org").stderr) == (
        2,
        "error: readlog.db: made by an older readlog; ingest again to bring it up to date\n",
    )


def test_json_says_the_same_and_says_it_too_when_there_is_nothing() -> None:
    answer = json.loads(seen("https://other.example.org/next#top", "--json").stdout)
    assert list(answer) == "url canonical_url seen articles mentioned_in errors".split()
    assert (answer["canonical_url"], answer["seen"]) == ("https://other.example.org/next", True)
    assert [(one["file"], one["line"], one["words"]) for one in answer["mentioned_in"]] == [
        ("2025.md", 5, "后文"),
        ("2025.md", 7, None),
    ]
    nothing = seen("https://example.org/", "--json")
    assert nothing.exit_code == 1
    assert json.loads(nothing.stdout)["seen"] is False


def test_json_has_letters_of_any_script_as_they_are() -> None:
    assert "环形缓冲区" in seen("https://blog.example.org/ring", "--json").stdout


def test_each_article_is_one_line_whatever_the_database_says_and_one_without_a_day_ends_with_its_title(
    folder: Path,
) -> None:
    with closing(sqlite3.connect(folder / "readlog.db")) as connection, connection:
        connection.execute(
            "UPDATE article SET title = ?, date = NULL, date_from = NULL, date_to = NULL", ("a\x1b[2J\nb",)
        )
        connection.execute("UPDATE log SET path = ?", ("b\nc.md",))
    for address in ("https://example.org/locks", "https://other.example.org/next"):
        printed = seen(address).stdout
        assert "\x1b" not in printed
        assert all(line.endswith(": a [2J b") for line in printed.splitlines())
