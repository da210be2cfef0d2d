"""The file is ours or left alone, and holds the old data or the new, never anything between."""

from __future__ import annotations

import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from contents import difference, make_outdated, read_contents
from one_log import LOG

from ingest import APPLICATION_ID, SCHEMA_VERSION, run
from ingest.errors import DatabaseUnavailable, ForeignDatabase, MissingLog, NoDatabase
from ingest.log import Counts
from ingest.run import Options, Report, ingest
from ingest.soundness import find_first_problem
from ingest.store import database
from ingest.store.database import ask_database

Build = Callable[..., Report]


def test_the_numbers_in_the_schema_are_those_in_the_code(tmp_path: Path, log: Path, build: Build) -> None:
    build(log)
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_every_index_of_the_schema_is_there_when_a_run_is_done(tmp_path: Path, log: Path, build: Build) -> None:
    build(log)
    with closing(sqlite3.connect(":memory:")) as fresh, closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        database.create_schema(fresh)
        indexes = "SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'index' ORDER BY name"
        assert connection.execute(indexes).fetchall() == fresh.execute(indexes).fetchall()


@pytest.mark.usefixtures("size_of_run")
def test_whoever_writes_next_gathers_as_much_text_as_fts5_does_by_itself(
    tmp_path: Path, log: Path, build: Build
) -> None:
    for content in (LOG, LOG + "- > two\n"):
        log.write_text(content)
        build(log)
        with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
            kept = dict(connection.execute("SELECT k, v FROM excerpt_fts_config"))
            assert kept.get("hashsize", 1 << 20) == 1 << 20


def test_every_index_of_a_column_finds_by_it(samples: Path, tmp_path: Path, build: Build) -> None:
    """One that leaves out NULL does not, where SQLite cannot see that it has all rows."""
    build(samples / "tree")
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        schema = "\n".join(
            sql for (sql,) in connection.execute("SELECT sql FROM sqlite_schema WHERE type = 'index'") if sql
        )
        indexes = re.findall(r"INDEX (\w+) ON (\w+)\((\w+)( COLLATE NOCASE)?\)(?! WHERE starred)", schema)
        for name, table, column, collation in indexes:
            sql = f"EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE {column} = ?{collation}"
            assert name in str(connection.execute(sql, [1]).fetchall()), name
    assert len(indexes) > 15


def test_no_index_is_of_a_plain_column_but_those_of_foreign_keys(tmp_path: Path, log: Path, build: Build) -> None:
    """What is found by one, but for one value, is not in the order of the table: schema.sql says who minds."""
    build(log)
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        found = connection.execute(
            """
            SELECT index_list.name, "column".name
            FROM sqlite_schema AS "table"
            JOIN pragma_index_list("table".name) AS index_list
            JOIN pragma_index_xinfo(index_list.name) AS "column"
            WHERE "table".type = 'table' AND origin = 'c' AND coll = 'BINARY' AND key AND cid >= 0
              AND "column".name NOT IN (SELECT "from" FROM pragma_foreign_key_list("table".name))
            """
        ).fetchall()
    assert set(found) == {
        ("article_newest", "id"),
        ("article_starred", "id"),
        ("article_dated", "id"),
        ("article_dated", "month_day"),
    }


def test_a_database_of_another_program_is_refused_untouched(tmp_path: Path, log: Path, build: Build) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE article (id INTEGER)")
    before = other.read_bytes()
    with pytest.raises(ForeignDatabase, match="another program; name another file with --database"):
        build(log, database=other)
    assert other.read_bytes() == before


def test_a_database_that_another_program_makes_meanwhile_is_refused_untouched(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE article (id INTEGER)")
    before = other.read_bytes()
    with pytest.raises(ForeignDatabase, match="another program"), database.open_database(other):
        pytest.fail("it was opened")
    assert other.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_untouched(tmp_path: Path, log: Path, build: Build) -> None:
    with pytest.raises(ForeignDatabase, match="no SQLite database"):
        build(tmp_path / "2025.md", database=log)
    assert log.read_text() == LOG


def test_a_damaged_database_is_refused(samples: Path, tmp_path: Path, build: Build, log: Path) -> None:
    build(samples / "notes.md", log)
    path = tmp_path / "readlog.db"
    path.write_bytes(path.read_bytes()[:8192])
    log.write_text(LOG + "\nB https://example.com/b\n")
    with pytest.raises(DatabaseUnavailable, match="delete it and ingest again"):
        build(samples / "notes.md", log)


def test_a_newer_schema_is_refused(tmp_path: Path, log: Path, build: Build) -> None:
    build(log)
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        connection.execute("PRAGMA user_version = 999")
    with pytest.raises(ForeignDatabase, match="newer readlog"):
        build(log)


@pytest.mark.parametrize("mode", ["delete", "wal"])  # in a copy, in place
def test_an_older_schema_is_made_anew_from_every_recorded_log(
    tmp_path: Path, log: Path, build: Build, mode: str
) -> None:
    (tmp_path / "notes.md").write_text(LOG.replace("/a", "/b"))
    build(log)
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        connection.execute(f"PRAGMA journal_mode = {mode}")
    build(tmp_path / "notes.md", year=1999)
    before = read_contents(tmp_path / "readlog.db")
    make_outdated(tmp_path / "readlog.db")
    report = build(log)
    assert report.parsed == 2
    assert difference(before, read_contents(tmp_path / "readlog.db")) == {}


def test_a_new_schema_keeps_what_was_said_of_a_log_and_where_it_stood(tmp_path: Path, log: Path, build: Build) -> None:
    folder = tmp_path / "logs" / "茶"
    folder.mkdir(parents=True)
    (folder / "notes.md").write_bytes("# 12\n\n臺灣茶 https://example.com/t\n- > one\n".encode("big5"))
    build(tmp_path / "logs", encoding="big5", dialect="document", year=1999)
    before = read_contents(tmp_path / "readlog.db")
    assert before["log"][0][1:7] == ("logs", "茶", 1999, None, "big5", "big5")
    assert "document" in before["log"][0]
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION - 1}")
    log.write_text("")
    build(log)
    after = read_contents(tmp_path / "readlog.db")
    assert after["log"].pop(0)[0] == log.name
    assert difference(before, after) == {}


def test_tables_views_and_indexes_of_ones_own_stay(tmp_path: Path, log: Path, build: Build) -> None:
    own = [
        ('my "own" table', 'CREATE TABLE "my ""own"" table" (mood TEXT CHECK (mood IN (\'good\', \'bad\')))'),
        ('my "own" index', 'CREATE INDEX "my ""own"" index" ON "my ""own"" table" (mood)'),
        ('my "own" view', 'CREATE VIEW "my ""own"" view" AS SELECT title FROM article'),
    ]
    build(log)
    with closing(sqlite3.connect(tmp_path / "readlog.db", isolation_level=None)) as connection:
        for _, sql in own:
            connection.execute(sql)
        connection.execute("""INSERT INTO "my ""own"" table" VALUES ('good')""")
    log.write_text("")
    build(log)
    log.write_text(LOG)
    build(log)  # into no articles, without the indexes
    make_outdated(tmp_path / "readlog.db")
    assert build(log).counts == Counts(new=1)
    with ask_database(tmp_path / "readlog.db") as connection:
        assert find_first_problem(connection) is None
        assert connection.execute("SELECT name, sql FROM sqlite_schema WHERE name LIKE 'my%'").fetchall() == own
        assert connection.execute('SELECT * FROM "my ""own"" table", "my ""own"" view"').fetchall() == [("good", "A")]


def test_a_file_without_tables_is_a_database_yet_to_be_made(tmp_path: Path, log: Path, build: Build) -> None:
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        connection.execute("VACUUM")  # as `datasette --create` does
    assert (tmp_path / "readlog.db").stat().st_size > 0
    with pytest.raises(NoDatabase), ask_database(tmp_path / "readlog.db"):
        pass
    assert build(log).counts == Counts(new=1)


@pytest.mark.parametrize("column", ["id", "number"])
def test_a_table_of_ones_own_that_refers_to_ours_is_said_to(
    tmp_path: Path, log: Path, build: Build, column: str
) -> None:
    build(log)
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection, connection:
        connection.execute(f"CREATE TABLE mine (article INTEGER REFERENCES article({column}))")
        connection.execute(f"INSERT INTO mine SELECT {column} FROM article")
    log.write_text("# 12\n\nB https://example.com/b\n")
    with pytest.raises(DatabaseUnavailable, match="a table of your own refers to its rows; keep it in another file"):
        build(log)


def test_an_older_schema_with_a_log_missing_is_refused_untouched(tmp_path: Path, log: Path, build: Build) -> None:
    (tmp_path / "notes.md").write_text(LOG)
    build(log, tmp_path / "notes.md")
    make_outdated(tmp_path / "readlog.db")
    (tmp_path / "notes.md").unlink()
    before = (tmp_path / "readlog.db").read_bytes()
    with pytest.raises(MissingLog, match=r"notes\.md"):
        build(log)
    with pytest.raises(MissingLog, match="name those that are gone with --prune"):  # which forgets what is named
        ingest([log], Options(tmp_path / "readlog.db", prune=True), Report())
    assert (tmp_path / "readlog.db").read_bytes() == before
    ingest([log, tmp_path / "notes.md"], Options(tmp_path / "readlog.db", prune=True), Report())
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        assert connection.execute("SELECT path FROM log").fetchall() == [(log.name,)]


@pytest.mark.usefixtures("size_of_run")
def test_a_run_that_fails_halfway_leaves_no_trace(tmp_path: Path, log: Path, build: Build) -> None:
    def fail(path: Path, diagnostics: object) -> None:
        raise RuntimeError("halfway")

    with pytest.raises(RuntimeError):
        ingest([log], Options(tmp_path / "readlog.db"), Report(on_log=fail))
    assert (tmp_path / "readlog.db").stat().st_size == 0
    build(log)
    before = (tmp_path / "readlog.db").read_bytes()
    log.write_text(LOG + "\nB https://example.com/b\n")
    with pytest.raises(RuntimeError):
        ingest([log], Options(tmp_path / "readlog.db"), Report(on_log=fail))
    assert (tmp_path / "readlog.db").read_bytes() == before


@pytest.mark.usefixtures("size_of_run")
def test_what_is_committed_is_synced_beside_a_journal_on_the_disk(
    tmp_path: Path, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that is killed does not tell whether it is: only a machine that loses its power does."""
    connect, whole = database._connect, database._whole
    opened: list[sqlite3.Connection] = []
    found: set[tuple[object, ...]] = set()

    def open_one(path: Path, mode: str) -> sqlite3.Connection:
        opened.append(connect(path, mode))
        return opened[-1]

    def look(act: Callable[[], object]) -> Callable[[], None]:
        found.add(tuple(opened[0].execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "journal_mode")))
        return whole(act)

    monkeypatch.setattr(database, "_connect", open_one)
    monkeypatch.setattr(database, "_whole", look)
    ingest([log], Options(tmp_path / "readlog.db"), Report())
    assert found == {(2, "delete")}, "2 is FULL"


@pytest.mark.usefixtures("size_of_run")
def test_a_killed_run_leaves_the_old_data_whole(samples: Path, tmp_path: Path, build: Build) -> None:
    path = tmp_path / "readlog.db"
    build(samples / "notes.md")
    before = read_contents(path)
    # Killed when every row is written and only the commit is missing.
    program = (
        "import os, signal; from pathlib import Path; from ingest.run import *; "
        "from ingest.store import writer; done = writer.Writer.finish; "
        "writer.Writer.finish = lambda self: (done(self), os.kill(os.getpid(), signal.SIGKILL)); "
        f"from ingest import run; run.LARGE_RUN = {run.LARGE_RUN}; "
        f"ingest([Path({str(samples / 'tree')!r})], Options(Path({str(path)!r})), Report())"
    )
    killed = subprocess.run([sys.executable, "-c", program], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert difference(before, read_contents(path)) == {}
    assert build(samples / "tree").counts.new == 624


def test_a_database_that_is_named_as_a_log_is_goes_on(tmp_path: Path, log: Path, build: Build) -> None:
    build(log)
    (tmp_path / "readlog.db").rename(tmp_path / "base.txt")
    log.write_text(LOG + "\nB https://example.com/b\n")
    assert build(log, database=tmp_path / "base.txt").counts == Counts(new=1, unchanged=1)


def test_a_folder_that_does_not_exist_is_reported(tmp_path: Path, log: Path, build: Build) -> None:
    with pytest.raises(DatabaseUnavailable, match="look at its folder"):
        build(log, database=tmp_path / "missing" / "readlog.db")


def test_plain_sqlite_reads_every_table_and_view(tmp_path: Path, samples: Path, build: Build) -> None:
    build(samples / "notes.md", year=2025)
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
        ]
        for name in names:
            connection.execute(f'SELECT * FROM "{name}"').fetchall()
        assert {"article", "excerpt", "read_twice", "cited_by", "tag_pair"} <= set(names)


def test_the_index_of_real_logs_is_hardly_larger_than_their_text(samples: Path, tmp_path: Path, build: Build) -> None:
    build(samples / "tree")
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        sizes = [
            connection.execute(f"SELECT sum(length(CAST({column} AS BLOB))) FROM {table}").fetchone()[0]
            for column, table in (
                ("title", "article"),
                ("text", "excerpt"),
                ("block", "article_fts_data"),
                ("block", "excerpt_fts_data"),
            )
        ]
    titles, texts, title_index, text_index = sizes
    assert 0.5 * texts < text_index < 1.5 * texts
    assert title_index < 2 * titles  # by large numbers it would be more than three times as large


def test_an_article_is_below_the_innermost_heading_and_has_the_tags_of_its_passages_but_for_their_stars(
    tmp_path: Path, log: Path, build: Build
) -> None:
    passages = "- > `IO_URING` `Epoll`\n  >> 【[ :star: ][`*`]】 //notes：https://example.com/b https://example.com/c\n"
    log.write_text(f"# 茶\n\n## 红茶\n\n关于 io_uring https://example.com/a\n{passages}")
    build(log)
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        assert connection.execute("SELECT section, site FROM article").fetchall() == [("红茶", "example.com")]
        tags = connection.execute("SELECT rule, spelling FROM article_tag ORDER BY spelling").fetchall()
        headings = [("section-heading", "红茶"), ("section-heading", "茶")]
        assert tags == [("code-span", "Epoll"), ("title-name", "io_uring"), *headings]
        assert connection.execute("SELECT count(*) FROM excerpt_tag WHERE rule = 'star'").fetchone() == (1,)
        links = connection.execute("SELECT position, url FROM link ORDER BY position").fetchall()
        assert links == [(1, "https://example.com/b"), (2, "https://example.com/c")]
