"""A run over a log that has grown or was edited leaves the same database as a build from nothing."""

from __future__ import annotations

import gc
import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from contents import difference, read_contents
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils.hookspecs import hookimpl
from sqlite_utils.plugins import pm

from ingest import run
from ingest.diagnostics import quote_line
from ingest.errors import UnreadableLog
from ingest.files import Bytes, read_bytes
from ingest.log import Counts
from ingest.paths import stored_path
from ingest.read.text import Text, decode_text, read_text, split_text
from ingest.reader_version import BESIDE_READ, reader_version, reading_modules
from ingest.resources import PACKAGE
from ingest.run import Options, Report, ingest
from ingest.search import places as search_places
from ingest.store import articles, places, readings, writer
from ingest.store.index import index_excerpts
from ingest.store.logs import count_all

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
        now = {address: id_ for id_, address in _ids(tmp_path / "readlog.db")}
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


def test_what_a_run_without_a_change_counts_is_counted_by_indexes(samples: Path, tmp_path: Path, build: Build) -> None:
    build(samples / "tree")
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        asked: list[str] = []
        connection.set_trace_callback(asked.append)
        count_all(connection)
        connection.set_trace_callback(None)
        steps = [step for sql in asked for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert [step for step in steps if "article" in step or "excerpt" in step]
    assert [step for step in steps if step.startswith(("SCAN", "SEARCH")) and "COVERING INDEX" not in step] == [
        "SCAN CONSTANT ROW"
    ]


def test_what_moves_is_found_without_a_look_at_the_other_logs(samples: Path, tmp_path: Path, build: Build) -> None:
    build(samples / "tree")
    connection = sqlite3.connect(tmp_path / "readlog.db")
    connection.execute(writer._MOVED)
    plans = [connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall() for statement in writer._MOVE]
    assert len(plans) == 4
    assert [scan for plan in plans for *_, scan in plan if scan.startswith("SCAN")] == ["SCAN temp.moved"] * 4
    connection.close()


def test_a_run_on_unchanged_files_writes_nothing_and_parses_nothing(
    samples: Path, tmp_path: Path, build: Build
) -> None:
    build(samples / "tree")
    database = tmp_path / "readlog.db"
    before, stat = database.read_bytes(), database.stat()
    probe = (
        "import sys; from pathlib import Path; from ingest.run import *; "
        f"report = Report(); ingest([Path({str(samples / 'tree')!r})], Options(Path({str(database)!r})), report); "
        "heavy = {'markdown_it', 'sqlite_utils', 'datasette', 'url_normalize', 'dataclasses', 'hashlib', 'signal', "
        "'threading', 'ingest.model', 'ingest.store.writer'}; "
        "print(report.counts.unchanged, report.parsed, *sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["624", "0"]
    assert database.read_bytes() == before
    assert database.stat().st_mtime_ns == stat.st_mtime_ns


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


def test_touched_files_with_the_same_text_are_read_and_nothing_is_written(tmp_path: Path, build: Build) -> None:
    log, database = tmp_path / "2025.md", tmp_path / "readlog.db"
    log.write_text("# 12\n\nA https://example.com/a\n")
    build(log)
    before, stat = database.read_bytes(), database.stat()
    os.utime(log, ns=(1, 1))
    probe = (
        "import sys; from pathlib import Path; from ingest.run import *; "
        f"report = Report(); ingest([Path({str(log)!r})], Options(Path({str(database)!r})), report); "
        "print(report.counts.unchanged, report.parsed, *sorted({'ingest.store.writer', 'ingest.read.text'} & "
        "set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "0"], "and what reads and writes articles is not loaded"
    assert database.read_bytes() == before
    assert database.stat().st_mtime_ns == stat.st_mtime_ns


def test_a_changed_file_of_the_same_size_is_read_beside_a_touched_one(tmp_path: Path, build: Build) -> None:
    """The run writes anyway: the time of the touched one is noted, and the next run need not read it."""
    (tmp_path / "2024.md").write_text("# 12\n\nA https://example.com/a\n")
    (tmp_path / "2025.md").write_text("# 12\n\nB https://example.com/b\n")
    build(tmp_path)
    (tmp_path / "2025.md").write_text("# 12\n\nC https://example.com/b\n")
    os.utime(tmp_path / "2024.md", ns=(1, 1))
    report = build(tmp_path)
    assert (report.parsed, report.counts) == (1, Counts(changed=1, unchanged=1))
    assert _value(tmp_path, "SELECT mtime_ns FROM log WHERE path = '2024.md'") == 1


def test_statistics_are_made_again_only_when_articles_have_doubled(tmp_path: Path, build: Build) -> None:
    log, titles = tmp_path / "2025.md", [f"T{number} https://example.com/{number}\n" for number in range(9)]
    probe = (
        "import sys; from pathlib import Path; from ingest.run import *; "
        f"ingest([Path({str(log)!r})], Options(Path({str(tmp_path / 'readlog.db')!r})), Report()); "
        "print('sqlite_utils' in sys.modules)"
    )
    counted = []
    for count in (2, 3, 4, 5, 9):
        log.write_text("# 12\n\n" + "\n".join(titles[:count]))
        done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
        stat = _value(tmp_path, "SELECT max(CAST(stat AS INTEGER)) FROM sqlite_stat1 WHERE tbl = 'article'")
        counted.append((stat, done.stdout.strip()))
    assert counted == [(2, "True"), (2, "False"), (2, "False"), (5, "True"), (5, "False")]


def test_a_run_loads_no_plugins_of_sqlite_utils(tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    class Plugin:
        @hookimpl
        def prepare_connection(self, conn: sqlite3.Connection) -> None:
            prepared.append(conn)

    prepared: list[sqlite3.Connection] = []
    plugin = Plugin()
    pm.register(plugin)
    try:
        for name in ("2024.md", "2025.md"):
            (tmp_path / name).write_text("# 12\n\nA https://example.com/a\n")
        build(tmp_path)
        (tmp_path / "2024.md").unlink()
        assert build(tmp_path, prune=True).counts.removed == 1
    finally:
        pm.unregister(plugin)
    assert prepared == []


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


def test_what_is_read_again_with_another_day_has_changed(tmp_path: Path, build: Build) -> None:
    log = tmp_path / "notes.md"
    log.write_text("A https://example.com/a  【`12.1`】\n\nB https://example.com/b  【`12.2`】\n")
    build(log, year=2020)
    assert build(log, year=2021, force=True).counts == Counts(changed=2)
    assert build(log, force=True).counts == Counts(unchanged=2)


def test_a_run_makes_no_cycles_of_objects_so_that_none_need_be_searched_for(
    samples: Path, tmp_path: Path, build: Build
) -> None:
    build(samples / "tree")  # which loads what it needs
    gc.collect()
    gc.disable()
    try:
        build(samples / "tree", force=True)
        assert gc.collect() == 0
        build(samples / "tree")
        assert not gc.isenabled(), "it was off before"
    finally:
        gc.enable()


def test_nothing_searches_for_cycles_while_a_run_reads(tmp_path: Path) -> None:
    log, is_on = tmp_path / "2025.md", []
    log.write_text("# 12\n\nA https://example.com/a\n")
    ingest(
        [log], Options(tmp_path / "readlog.db"), Report(on_progress=lambda done, total: is_on.append(gc.isenabled()))
    )
    assert is_on == [False] * len(is_on) != []
    assert gc.isenabled()


def test_indexes_are_made_at_the_end_of_a_first_run_and_stay_in_others(
    tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(self: writer.Writer) -> None:
        rows = self.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")
        found.append({name for (name,) in rows})
        finish(self)

    def find_key(*arguments: object) -> list[int]:
        connection = arguments[0]
        assert isinstance(connection, sqlite3.Connection)
        assert connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'article_key'").fetchone(), "it is asked"
        return settle(*arguments)

    found: list[set[str]] = []
    finish, settle = writer.Writer.finish, readings.settle_readings
    monkeypatch.setattr(writer.Writer, "finish", look)
    monkeypatch.setattr(readings, "settle_readings", find_key)
    log = tmp_path / "2025.md"
    for text in ("# 12\n\nA https://example.com/a\n", "# 12\n\nB https://example.com/b\n"):
        log.write_text(text)
        build(log)
    first, second = found
    assert first == {"article_log", "diagnostic_log"}
    assert len(second) > 20


def test_a_run_gathers_more_words_than_other_writers_and_gives_them_their_measure_back(
    tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(self: writer.Writer) -> None:
        measures.extend(self.connection.execute(_MEASURE).fetchone())
        finish(self)

    measures: list[object] = []
    finish = writer.Writer.finish
    monkeypatch.setattr(writer.Writer, "finish", look)
    (tmp_path / "2025.md").write_text("# 12\n\nA https://example.com/a\n")
    build(tmp_path / "2025.md")
    assert (measures, _value(tmp_path, _MEASURE)) == ([5 << 20], 1 << 20)


_MEASURE = "SELECT v FROM excerpt_fts_config WHERE k = 'hashsize'"


def test_an_edit_settles_the_tags_and_the_blocks_that_it_touches(
    samples: Path, tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(self: writer.Writer) -> None:
        self.connection.set_trace_callback(asked.append)
        finish(self)
        self.connection.set_trace_callback(None)

    for module in (articles, places, search_places):
        monkeypatch.setattr(module, "BLOCK", 100)
    log = tmp_path / "2025.md"
    log.write_text("# 12\n\nA https://example.com/a\n- > `io_uring` and much more\n")
    build(log, samples / "tree")
    asked: list[str] = []
    finish = writer.Writer.finish
    monkeypatch.setattr(writer.Writer, "finish", look)
    log.write_text(log.read_text().replace("much", "no"))
    assert build(log, samples / "tree").counts.changed == 1
    assert len([sql for sql in asked if sql.startswith("UPDATE tag ")]) == 1
    assert len([sql for sql in asked if sql.startswith("INSERT INTO excerpt_block ")]) <= 2
    for table in ("tag", "excerpt_block"):
        assert int(str(_value(tmp_path, f"SELECT count(*) FROM {table}"))) > 20


def test_of_a_log_a_thousand_passages_wait_and_the_longest_article(
    tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    def add(self: articles.ArticleRows, *arguments: Any) -> tuple[int, str, bool]:
        added = write(self, *arguments)
        waiting.append(max(len(self.waiting["excerpt"]), len(self.waiting_titles) + len(self.waiting_texts)))
        return added

    waiting: list[int] = []
    write = articles.ArticleRows.add
    monkeypatch.setattr(articles.ArticleRows, "add", add)
    entry = "A https://example.com/{}\n" + "- > one\n" * 100
    (tmp_path / "2025.md").write_text("# 12\n\n" + "\n".join(map(entry.format, range(25))))
    assert build(tmp_path / "2025.md").totals["excerpt"] == 2500
    assert 900 < max(waiting) <= 1000
    (tmp_path / "2024.md").write_text("# 12\n\nB https://example.com/b\n" + "- > one\n" * 3000)
    waiting.clear()
    build(tmp_path / "2024.md")
    assert waiting == [0], "what is more than that is written at once"


def test_a_log_is_in_memory_only_once_while_its_entries_are_read(
    tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Held(bytes):
        def __del__(self) -> None:
            left.append("bytes")

    class HeldText(str):
        def __del__(self) -> None:
            left.append("text")

    class HeldLines(Text):
        def __del__(self) -> None:
            left.append("lines")

    def read(path: Path) -> Bytes:
        found = read_bytes(path)
        return found._replace(data=Held(found.data))

    def decode(data: bytes, encoding: str | None) -> tuple[str, str]:
        decoded, name = decode_text(bytes(data), encoding)
        return HeldText(decoded), name

    def split(decoded: str, encoding: str) -> Text:
        text = split_text(decoded, encoding)
        return HeldLines(text.lines, text.encoding, text.diagnostics)

    left: list[str] = []
    monkeypatch.setattr(run, "read_bytes", read)
    monkeypatch.setattr("ingest.read.text.decode_text", decode)
    monkeypatch.setattr("ingest.read.text.split_text", split)
    log = tmp_path / "2025.md"
    log.write_text("# 12\n\nA https://example.com/a\n- > one\n")
    found: list[list[str]] = []
    ingest([log], Options(tmp_path / "readlog.db"), Report(on_progress=lambda done, total: found.append(sorted(left))))
    assert found[0] == ["bytes", "lines", "text"]


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
    assert _value(tmp_path, "SELECT count(date) FROM article") == 18
    build(samples / "notes.md")
    assert _value(tmp_path, "SELECT count(date) FROM article") == 18, "the year is kept with the log"


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


def _ids(database: Path) -> list[tuple[int, str]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("SELECT id, url FROM article").fetchall()


def _value(folder: Path, sql: str) -> object:
    with closing(sqlite3.connect(folder / "readlog.db")) as connection:
        return connection.execute(sql).fetchone()[0]


def test_diagnostics_keep_the_line_that_they_are_about(tmp_path: Path, build: Build) -> None:
    log = tmp_path / "2025.md"
    entry = "A\n- > one\n\nwhat is this\n"
    log.write_text(f"# 12\n\n{entry}")
    build(log)
    log.write_text(f"# 12\n\nB https://example.com/b  【`13.45`】\n\n{entry}")
    report = build(log)
    assert report.parsed == 1
    build(log, database=tmp_path / "fresh.db")
    assert difference(read_contents(tmp_path / "readlog.db"), read_contents(tmp_path / "fresh.db")) == {}
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        rows = connection.execute("SELECT line, code, source FROM diagnostic ORDER BY line").fetchall()
    assert rows == [
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


def test_what_a_run_can_do_once_is_not_done_for_each_file(
    tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        (tmp_path / f"{2000 + number}.md").write_text(f"# 12\nT https://e.example.org/{number}\n- > a\n")
    placed: list[str] = []
    indexed: list[int] = []
    monkeypatch.setattr(run, "stored_path", lambda *paths: placed.append(paths[0]) or stored_path(*paths))
    monkeypatch.setattr(
        articles,
        "index_excerpts",
        lambda connection, rows: indexed.append(len(rows)) or index_excerpts(connection, rows),
    )
    build(tmp_path)
    assert len(placed) == 2 * 20  # each file and the folder
    assert indexed == [20]
    placed.clear()
    (tmp_path / "2001.md").write_text("# 12\nT https://e.example.org/other\n")
    build(tmp_path)
    assert len(placed) == 20


def test_a_log_that_has_moved_behind_a_link_is_one_log(tmp_path: Path) -> None:
    notes, database = tmp_path / "notes", tmp_path / "readlog.db"
    notes.mkdir()
    log = "# 12\n\nA https://example.com/a  【`12.1`】\n- > words\n"
    for name in ("2024.md", "2025.md"):
        (notes / name).write_text(log.replace("/a", f"/{name}"))
    ingest([notes], Options(database), Report())
    before = _ids(database)
    elsewhere = tmp_path / "elsewhere"
    notes.rename(elsewhere)
    notes.symlink_to(elsewhere)
    missing: list[Path] = []
    ingest([notes], Options(database), Report(on_missing=missing.append))
    assert missing == [notes / "2024.md", notes / "2025.md"]
    ingest([notes], Options(database, prune=True), Report())
    assert _ids(database) == before
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
    before = _ids(tmp_path / "readlog.db")
    (notes / "sub").rename(other / "sub")
    (notes / "sub").symlink_to(other / "sub")
    assert build(notes, prune=True).counts.removed == 0
    assert _ids(tmp_path / "readlog.db") == before
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection, connection:
        connection.execute("PRAGMA user_version = 9")
    build(notes)
    assert _ids(tmp_path / "readlog.db") == before


def test_a_log_whose_place_a_folder_has_taken_is_gone(tmp_path: Path) -> None:
    log, database = tmp_path / "notes", tmp_path / "readlog.db"
    log.write_text("# 12\n\nA https://example.com/a\n")
    ingest([log], Options(database), Report())
    log.unlink()
    log.mkdir()
    (log / "2024.md").write_text("# 12\n\nA https://example.com/a\n")
    ingest([log], Options(database, prune=True), Report())
    assert len(_ids(database)) == 1


@pytest.mark.parametrize(
    ("entry", "term"),
    [
        ("【[ :star: ][`*`]】 T https://example.com/t", "星标（starred）"),
        ("~~T https://example.com/t~~", "删除线（struck）"),
        ("- [ ] [T](https://example.com/t)", "未读（unread）"),
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
