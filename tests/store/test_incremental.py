"""A run over a log that has grown or was edited leaves the same database as a build from nothing."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from contents import difference, read_contents
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from one_log import read_ids, read_value

from ingest import run
from ingest.diagnostics import quote_line
from ingest.log import Counts
from ingest.read.text import read_text
from ingest.reader_version import BESIDE_READ, reader_version, reading_modules
from ingest.resources import PACKAGE
from ingest.run import Options, Report, ingest
from ingest.search import places as search_places
from ingest.store import articles, places

Build = Callable[..., Report]


def test_each_day_of_a_real_log_equals_a_build_from_nothing(
    samples: Path, tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "2025.md"
    ids: dict[str, int] = {}
    days = sorted((samples / "history").iterdir())
    assert len(days) == 23
    for number, day in enumerate(days):
        monkeypatch.setattr(run, "LARGE_RUN", -1 if number % 2 else 1 << 60)  # a large run is written in a copy
        log.write_bytes(day.read_bytes())
        build(log)
        build(log, database=tmp_path / f"fresh-{day.stem}.db")
        contents = read_contents(tmp_path / "readlog.db")
        assert difference(contents, read_contents(tmp_path / f"fresh-{day.stem}.db")) == {}, day.name
        now = {address: id_ for id_, address in read_ids(tmp_path / "readlog.db")}
        assert ids.items() <= now.items(), day.name
        ids = now


def test_only_what_changed_is_parsed(samples: Path, tmp_path: Path, build: Build) -> None:
    log = tmp_path / "2025.md"
    parsed = []
    for day in sorted((samples / "history").iterdir()):
        log.write_bytes(day.read_bytes())
        report = build(log)
        assert report.parsed == report.counts.new + report.counts.changed
        parsed.append(report.parsed)
    assert parsed == [1, 1, 2] + [1] * 20


def test_an_edit_above_moves_lines_and_nothing_else(tmp_path: Path, build: Build) -> None:
    log = tmp_path / "2025.md"
    log.write_text("# 12\n\nA https://example.com/a  【`12.1`】\n- > one\n")
    build(log)
    before = read_contents(tmp_path / "readlog.db")
    log.write_text("# 12\n\nB https://example.com/b  【`12.2`】\n\nA https://example.com/a  【`12.1`】\n- > one\n")
    report = build(log)
    assert (report.parsed, report.counts) == (1, Counts(new=1, unchanged=1))
    after = read_contents(tmp_path / "readlog.db")
    [old], [new] = before["excerpt"], after["excerpt"]
    assert [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]] == [(4, 6), (4, 6)]


@pytest.mark.parametrize(("above", "below"), [("\n", ""), ("", "\nC https://example.com/c  【`11.30`】\n")])
def test_what_stands_around_articles_of_two_logs_moves_them(
    tmp_path: Path, build: Build, above: str, below: str
) -> None:
    logs = [tmp_path / "a.md", tmp_path / "b.md"]
    text = "B https://example.com/b  【`12.2`】\n- > x\n\nA https://example.com/a  【`12.1`】\n- > y\n"
    for around in (text, f"{above}{text}{below}"):
        for log in logs:
            log.write_text(around)
        build(*logs)
    build(*logs, database=tmp_path / "fresh.db")
    assert difference(read_contents(tmp_path / "readlog.db"), read_contents(tmp_path / "fresh.db")) == {}
    assert read_value(tmp_path, "SELECT count(DISTINCT log_id) FROM diagnostic WHERE code = 'no-year'") == 2


@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_search_is_led_from_excerpts_at_the_edges_of_blocks_too(
    tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    for module in (articles, places, search_places):
        monkeypatch.setattr(module, "BLOCK", size)
    log = tmp_path / "2025.md"
    passages = "- > one\n- > two\n- > three\n- > four\n"
    both = f"# 2\n\nA https://example.com/a\n{passages}\n# 3\n\nB https://example.com/a\n{passages}"
    for text in (both, both.replace("# 2", "# 4"), both[: both.index("# 3")], "# 1\n\nA https://example.com/a\n"):
        log.write_text(text)
        build(log)
        read_contents(tmp_path / "readlog.db")  # which looks whether a search is led to them as they are now
        missing = f"SELECT count(*) FROM excerpt WHERE id / {size} NOT IN (SELECT id FROM excerpt_block)"
        unused = f"SELECT count(*) FROM excerpt_block WHERE id NOT IN (SELECT id / {size} FROM excerpt)"
        assert (read_value(tmp_path, missing), read_value(tmp_path, unused)) == (0, 0)


def test_an_entry_without_what_tells_of_changes_is_read_again(tmp_path: Path, build: Build) -> None:
    log = tmp_path / "2025.md"
    log.write_text("# 12\n\nA https://example.com/a\n- > one\n\nB https://example.com/b\n- > two\n")
    build(log)
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection, connection:
        connection.execute("DELETE FROM entry WHERE article_id = (SELECT id FROM article WHERE title = 'A')")
    log.write_text("# 12\n\nB https://example.com/b\n- > two\n\nC https://example.com/c\n")
    assert build(log).counts == Counts(new=1, unchanged=1, removed=1)
    build(log, database=tmp_path / "fresh.db")
    assert difference(read_contents(tmp_path / "readlog.db"), read_contents(tmp_path / "fresh.db")) == {}


def test_an_article_that_stands_twice_has_changed_twice(tmp_path: Path, build: Build) -> None:
    log = tmp_path / "2025.md"
    entry = "A https://example.com/a\n- > one\n"
    log.write_text(f"# 12\n\n{entry}\n# 11\n\n{entry}")
    build(log)
    log.write_text(log.read_text().replace("one", "two"))
    assert build(log).counts == Counts(changed=2)


def test_what_is_new_is_written_behind_all_where_an_earlier_run_left_a_gap(tmp_path: Path, build: Build) -> None:
    log = tmp_path / "2025.md"
    for titles in ("ABC", "AC", "ACD"):
        log.write_text("\n".join(f"{title} https://example.com/{title}\n- > {title} alone\n" for title in titles))
        build(log)
    build(log, database=tmp_path / "fresh.db")
    assert difference(read_contents(tmp_path / "readlog.db"), read_contents(tmp_path / "fresh.db")) == {}


def test_what_was_taken_out_is_not_found_by_its_words(tmp_path: Path, build: Build) -> None:
    log = tmp_path / "2025.md"
    for word in ("walrus", "gopher"):
        log.write_text(f"# 12\n\n{word} https://example.com/{word}\n- > {word} and more\n")
        build(log)
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        for table in ("article_fts", "excerpt_fts"):
            sql = f"SELECT count(*) FROM {table} WHERE {table} MATCH ?"
            assert [connection.execute(sql, [word]).fetchone()[0] for word in ("walrus", "gopher")] == [0, 1]


def test_what_is_read_again_with_another_day_has_changed(tmp_path: Path, build: Build) -> None:
    log = tmp_path / "notes.md"
    log.write_text("A https://example.com/a  【`12.1`】\n\nB https://example.com/b  【`12.2`】\n")
    build(log, year=2020)
    assert build(log, year=2021, force=True).counts == Counts(changed=2)
    assert build(log, force=True).counts == Counts(unchanged=2)


def test_force_reads_everything_and_changes_nothing(samples: Path, tmp_path: Path, build: Build) -> None:
    build(samples / "notes.md")
    before = read_contents(tmp_path / "readlog.db")
    report = build(samples / "notes.md", force=True)
    assert (report.parsed, report.counts) == (27, Counts(unchanged=27))
    assert difference(before, read_contents(tmp_path / "readlog.db")) == {}


def test_when_a_rule_of_reading_changes_everything_is_read_again_once(
    samples: Path, tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(samples / "notes.md")
    monkeypatch.setattr("ingest.run.reader_version", lambda: 1)
    report = build(samples / "notes.md")
    assert (report.parsed, report.counts) == (27, Counts(unchanged=27))
    assert build(samples / "notes.md").parsed == 0


def test_the_version_of_the_reader_is_made_from_all_modules_that_read() -> None:
    modules = [Path(module) for module in reading_modules()]
    assert {*modules} == {*(PACKAGE / "read").rglob("*.py"), *(PACKAGE / name for name in BESIDE_READ)}
    texts = (module.read_text(encoding="utf-8") for module in modules)
    used = {f"{name}.py" for text in texts for name in re.findall(r"^\s*from ingest\.(\w+) import", text, re.M)}
    assert used - {"read.py", "errors.py"} == set(BESIDE_READ), "errors only say that a log cannot be read"


def test_the_version_of_the_reader_is_the_same_wherever_its_modules_are_listed_in_another_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    version, scandir = reader_version.__wrapped__(), os.scandir
    monkeypatch.setattr(os, "scandir", lambda folder: reversed(list(scandir(folder))))
    assert reader_version.__wrapped__() == version


def test_a_new_year_redates_without_parsing(samples: Path, tmp_path: Path, build: Build) -> None:
    build(samples / "notes.md")
    report = build(samples / "notes.md", year=2025)
    assert (report.parsed, report.counts) == (0, Counts(changed=27))
    build(samples / "notes.md", year=2025, database=tmp_path / "fresh.db")
    assert difference(read_contents(tmp_path / "readlog.db"), read_contents(tmp_path / "fresh.db")) == {}
    assert read_value(tmp_path, "SELECT count(date) FROM article") == 18
    build(samples / "notes.md")
    assert read_value(tmp_path, "SELECT count(date) FROM article") == 18, "the year is kept with the log"


# Entries as people edit them: few addresses, so that some repeat within a log and between logs.
_ADDRESSES = st.sampled_from(
    ["https://example.com/a", "https://example.com/b?utm_source=x", "https://example.com/b", ""]
)
_TITLES = st.sampled_from(["提交队列 io_uring", "Notes on `epoll`", "内存与锁", "Kafka 与 PG", "kafka 与 Postgres"])
_DAYS = st.sampled_from(["", "  【`12.1`】", "  【`12.24`】", "  【`1.31`】", "  【`2.30`】"])
_BODIES = st.sampled_from(
    [
        "",
        "- > 一句话，`io_uring` 与 `IO_URING`",
        "- > **标题**\n  * > 提交队列（Submission Queue，SQ）\n    >> //notes：#读书 好",
        "- 回复：\n  * > 是吗\n- https://example.com/a",
        "- > 一句话，`io_uring` 与 `IO_URING`\n- > 一句话，`io_uring` 与 `IO_URING`",
    ]
)


def _entry(title: str, address: str, day: str, body: str) -> str:
    """An entry; one without an address needs a list to be one."""
    return f"{title} {address}{day}\n{body}" if address else f"{title}{day}\n{body or '- > x'}"


_ENTRIES = st.builds(_entry, _TITLES, _ADDRESSES, _DAYS, _BODIES)
_HEADINGS = st.sampled_from(["# 12", "# 11", "# 2024.01", "## 茶", "# 01", "***"])
_LOGS = st.lists(st.one_of(_ENTRIES, _ENTRIES, _ENTRIES, _HEADINGS), max_size=8)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["a/2024.md", "b/notes.md"]), _LOGS), min_size=2, max_size=5))
def test_any_sequence_of_edits_equals_a_build_from_nothing(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, list[str]]]
) -> None:
    folder = tmp_path_factory.mktemp("logs")
    for number, (name, parts) in enumerate(edits):
        log = folder / name
        log.parent.mkdir(exist_ok=True)
        log.write_text("\n\n".join(parts) + "\n")
        ingest([folder], Options(folder / "readlog.db"), Report())
        ingest([folder], Options(folder / f"fresh-{number}.db"), Report())
        found = difference(read_contents(folder / "readlog.db"), read_contents(folder / f"fresh-{number}.db"))
        assert found == {}, number


def test_diagnostics_keep_the_line_that_they_are_about_and_are_told_by_it(tmp_path: Path, build: Build) -> None:
    log = tmp_path / "2025.md"
    entry = "A\n- > one\n\nwhat is this\n"
    log.write_text(f"# 12\n\n{entry}")
    build(log)
    log.write_text(f"# 12\n\nB https://example.com/b  【`13.45`】\n\n{entry}")
    told: list[tuple[int, str, str]] = []
    report = Report(on_log=lambda path, found: told.extend((one.line, one.code, one.source) for one in found))
    ingest([log], Options(tmp_path / "readlog.db"), report)
    assert report.parsed == 1
    build(log, database=tmp_path / "fresh.db")
    assert difference(read_contents(tmp_path / "readlog.db"), read_contents(tmp_path / "fresh.db")) == {}
    assert told == [
        (3, "bad-day", "B https://example.com/b  【`13.45`】"),
        (5, "missing-url", "A"),
        (8, "unread", "what is this"),
    ]


@pytest.mark.parametrize("logs", ["notes.md", "others", "tree"])
def test_a_diagnostic_has_its_line_as_its_source(samples: Path, tmp_path: Path, build: Build, logs: str) -> None:
    build(samples / logs)
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        rows = connection.execute(
            """SELECT log.path, line, "column", source FROM diagnostic JOIN log ON log.id = log_id"""
        ).fetchall()
    assert rows
    for path, line, column, source in rows:
        lines = read_text((tmp_path / path).read_bytes()).lines
        assert source == quote_line(lines[line - 1], column)


@pytest.mark.parametrize(
    ("entry", "term"),
    [
        ("【[ :star: ][`*`]】 T https://example.com/t", "starred（星标）"),
        ("~~T https://example.com/t~~", "struck（删除线）"),
        ("- [ ] [T](https://example.com/t)", "unread（未读）"),
    ],
)
def test_what_a_log_says_of_a_word_is_no_other_name_of_a_mark(
    tmp_path: Path, build: Build, entry: str, term: str
) -> None:
    log, more = tmp_path / "2024.md", tmp_path / "more.md"
    log.write_text(f"{entry}\n")
    more.write_text(f"U https://example.com/u\n- > 这里说{term}是一个词。\n")
    build(log)
    build(more)
    assert read_value(tmp_path, "SELECT count(*) FROM term") == 1
    assert read_value(tmp_path, "SELECT count(*) FROM tag_alias") == 0
    build(log, more, database=tmp_path / "fresh.db")
    assert difference(read_contents(tmp_path / "readlog.db"), read_contents(tmp_path / "fresh.db")) == {}


@pytest.mark.parametrize(
    "text",
    [
        " Title: S\n Author: Jane Doe\n Date: 2024-13-45\n\n > a passage\n",
        " Book (A)\n - Your Highlight on page 1 | Location 1-2 | Added on Nonday, Xuly 45, 2017 11:11:20 PM\n\n words\n"
        " ==========\n",
    ],
)
def test_what_a_problem_shows_of_its_line_is_that_of_a_fresh_start(tmp_path: Path, build: Build, text: str) -> None:
    log = tmp_path / "n.md"
    log.write_text(text)
    build(log)
    log.write_text(re.sub("(?m)^ ", "", text))
    build(log)
    build(log, database=tmp_path / "fresh.db")
    assert difference(read_contents(tmp_path / "readlog.db"), read_contents(tmp_path / "fresh.db")) == {}
