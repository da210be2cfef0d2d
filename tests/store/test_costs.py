"""What a run need not do it does not: it reads, writes, loads and looks at no more than has changed."""

from __future__ import annotations

import gc
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from one_log import read_value
from sqlite_utils.hookspecs import hookimpl
from sqlite_utils.plugins import pm

from ingest import run
from ingest.files import Bytes, read_bytes
from ingest.log import Counts
from ingest.paths import stored_path
from ingest.read.text import Text, decode_text, split_text
from ingest.run import Options, Report, ingest
from ingest.search import places as search_places
from ingest.store import articles, places, readings, writer
from ingest.store.index import index_excerpts
from ingest.store.logs import count_all

Build = Callable[..., Report]


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


def test_logs_that_are_read_again_take_the_numbers_and_the_room_that_they_had(
    samples: Path, tmp_path: Path, build: Build
) -> None:
    sizes = []
    for is_again in (False, True, True):
        build(samples / "tree", force=is_again)
        with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
            sizes += connection.execute(
                """
                SELECT (SELECT sum(length(block)) FROM excerpt_fts_data),
                  (SELECT sum(length(block)) FROM article_fts_data),
                  (SELECT max(id) FROM excerpt), (SELECT max(number) FROM article)
                """
            )
    assert sizes[0][2:] == (2136, 624) == sizes[1][2:] == sizes[2][2:]
    assert all(again <= first + 100 for one in sizes[1:] for again, first in zip(one, sizes[0], strict=True))


def test_what_is_added_after_a_gap_in_the_numbers_has_some_of_its_own(tmp_path: Path, build: Build) -> None:
    entries = [f"T{number} https://example.com/{number}\n- > x\n" for number in range(3)]
    for name, entry in zip(("2024.md", "2025.md"), entries, strict=False):
        (tmp_path / name).write_text(f"# 12\n\n{entry}")
    build(tmp_path)
    (tmp_path / "2024.md").unlink()
    build(tmp_path, prune=True)
    (tmp_path / "2025.md").write_text("# 12\n\n" + "\n".join(entries[1:]))
    assert build(tmp_path).counts == Counts(new=1, unchanged=1)


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


def test_a_touched_file_with_the_same_text_is_not_parsed(tmp_path: Path, build: Build) -> None:
    log = tmp_path / "2025.md"
    log.write_text("# 12\n\nA https://example.com/a\n")
    build(log)
    os.utime(log, ns=(1, 1))
    report = build(log)
    assert (report.parsed, report.counts) == (0, Counts(unchanged=1))
    assert read_value(tmp_path, "SELECT mtime_ns FROM log") == 1
    os.utime(log, ns=(2, 2))
    probe = (
        "import sys; from pathlib import Path; from ingest.run import *; "
        f"ingest([Path({str(log)!r})], Options(Path({str(tmp_path / 'readlog.db')!r})), Report()); "
        "print(*sorted({'ingest.store.articles', 'ingest.search', 'ingest.read.text'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [], "what reads and writes articles takes longer to load than this run"
    assert read_value(tmp_path, "SELECT mtime_ns FROM log") == 2


def test_a_changed_file_of_the_same_size_is_read_beside_a_touched_one(tmp_path: Path, build: Build) -> None:
    (tmp_path / "2024.md").write_text("# 12\n\nA https://example.com/a\n")
    (tmp_path / "2025.md").write_text("# 12\n\nB https://example.com/b\n")
    build(tmp_path)
    (tmp_path / "2025.md").write_text("# 12\n\nC https://example.com/b\n")
    os.utime(tmp_path / "2024.md", ns=(1, 1))
    report = build(tmp_path)
    assert (report.parsed, report.counts) == (1, Counts(changed=1, unchanged=1))
    assert read_value(tmp_path, "SELECT mtime_ns FROM log WHERE path = '2024.md'") == 1


def test_statistics_are_made_again_only_when_articles_have_doubled(tmp_path: Path, build: Build) -> None:
    log = tmp_path / "2025.md"
    days = ["  【`12.1`】"] + [""] * 8
    entries = [f"T{number} https://example.com/{number}{day}\n- > a\n- > b\n- > c\n" for number, day in enumerate(days)]
    probe = (
        "import sys; from pathlib import Path; from ingest.run import *; "
        f"ingest([Path({str(log)!r})], Options(Path({str(tmp_path / 'readlog.db')!r})), Report()); "
        "print('sqlite_utils' in sys.modules)"
    )
    counted = []
    for count in (2, 3, 4, 5, 9):
        log.write_text("# 12\n\n" + "\n".join(entries[:count]))
        done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
        stat = read_value(tmp_path, "SELECT max(CAST(stat AS INTEGER)) FROM sqlite_stat1 WHERE tbl = 'article'")
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
    assert (measures, read_value(tmp_path, _MEASURE)) == ([5 << 20], 1 << 20)


def test_an_index_that_has_lost_most_of_its_texts_is_one_piece_again(tmp_path: Path, build: Build) -> None:
    log = tmp_path / "2025.md"
    entries = [f"T{number} https://example.com/{number}\n- > passage {number}\n\n" for number in range(9)]
    for count, is_one in ((9, True), (8, False), (2, True)):
        log.write_text("# 12\n\n" + "".join(entries[:count]))
        build(log)
        for table in ("article_fts", "excerpt_fts"):
            pieces = read_value(tmp_path, f"SELECT count(DISTINCT segid) FROM {table}_idx")
            assert (pieces == 1) == is_one, (table, count)


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
        assert int(str(read_value(tmp_path, f"SELECT count(*) FROM {table}"))) > 20


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
