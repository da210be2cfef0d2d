"""Ids and names are made from what an article is, so that links to them outlive edits, rebuilds and machines."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from contents import read_contents

from ingest.run import Report
from ingest.store import identity

Build = Callable[..., Report]


def test_an_id_depends_on_the_address_alone(tmp_path: Path, build: Build) -> None:
    (tmp_path / "2025.md").write_text("# 12\n\nA https://example.com/a  【`12.1`】\n- > one\n- > one\n")
    build(tmp_path / "2025.md")
    before = _articles(tmp_path), _names(tmp_path)
    (tmp_path / "2025.md").write_text(
        "# 12\n\nZ https://example.com/z\n\n# 11\n\nOther title http://example.com/a/?utm_source=x\n- > one\n- > one\n"
    )
    build(tmp_path / "2025.md")
    assert _articles(tmp_path)["https://example.com/a"] == before[0]["https://example.com/a"]
    assert _names(tmp_path) == before[1]
    assert [name.split("-")[2:] for name in before[1]] == [[], ["2"]]


def test_an_article_read_twice_is_two_rows_counted_by_path_and_time(tmp_path: Path, build: Build) -> None:
    (tmp_path / "2025.md").write_text("# 12\n\nAgain https://example.com/a\n\n# 11\n\nFirst https://example.com/a\n")
    build(tmp_path / "2025.md")
    ids = _readings(tmp_path)
    assert [title for _, _, title in ids] == ["First", "Again"]
    (tmp_path / "2024.md").write_text("# 12\n\nEarlier https://example.com/a\n")
    build(tmp_path)
    now = _readings(tmp_path)
    assert [(reading, title) for _, reading, title in now] == [(1, "Earlier"), (2, "First"), (3, "Again")]
    assert [id_ for id_, _, _ in now][:2] == [id_ for id_, _, _ in ids]
    (tmp_path / "2024.md").unlink()
    build(tmp_path, prune=True)
    assert _readings(tmp_path) == ids


def test_readings_that_change_places_in_time_are_counted_anew(tmp_path: Path, build: Build) -> None:
    log = tmp_path / "2025.md"
    text = "# 1\n\nOne https://example.com/a\n- > one\n\n# 3\n\nTwo https://example.com/a\n- > two\n"
    log.write_text(text)
    build(log)
    log.write_text(text.replace("# 1", "# 5"))
    assert build(log).parsed == 0
    assert [(reading, title) for _, reading, title in _readings(tmp_path)] == [(1, "Two"), (2, "One")]
    read_contents(tmp_path / "readlog.db")  # which looks whether a search is led to them as they are now


def test_without_an_address_the_title_is_the_key(tmp_path: Path, build: Build) -> None:
    (tmp_path / "2025.md").write_text("# 12\n\nA title\n- > one\n")
    build(tmp_path / "2025.md")
    assert _readings(tmp_path)[0][0] == identity.article_id("A title", 1)


def test_without_an_address_articles_of_one_title_are_readings_of_one(tmp_path: Path, build: Build) -> None:
    (tmp_path / "2025.md").write_text("# 12\n\nA title\n- > one\n\n# 11\n\nA title\n- > two\n")
    build(tmp_path / "2025.md")
    ids = [identity.article_id("A title", reading) for reading in (1, 2)]
    assert [(id_, reading) for id_, reading, _ in _readings(tmp_path)] == [(ids[0], 1), (ids[1], 2)]


def test_ids_and_names_are_the_same_in_every_version() -> None:
    address = "https://example.com/a"
    ids = [identity.article_id(address, 1), identity.article_id(address, 2), identity.article_id(address, 1, 1)]
    assert ids == [4831861530635573, 2093073695372163, 6971367677186544]
    assert identity.article_id("茶", 1) == 7815507836130950
    assert identity.excerpt_names(7, ["内存", "b", "内存"]) == ["7-735ae47b78", "7-9350f68d6b", "7-735ae47b78-2"]


def test_ids_are_integers_that_json_keeps_exact() -> None:
    assert all(0 <= identity.article_id(str(n), 1) < 2**53 for n in range(1000))
    assert len({identity.article_id(str(n), 1) for n in range(1000)}) == 1000


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
def test_a_collision_takes_the_next_id(
    tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch, order: tuple[int, ...]
) -> None:
    monkeypatch.setattr(identity, "_BITS", 2)
    entries = [f"Title {n} https://example.com/{n}\n- > words {n}\n" for n in range(4)]
    for count in range(1, 5):
        (tmp_path / "2025.md").write_text("# 12\n\n" + "\n".join(entries[n] for n in order[:count]))
        build(tmp_path / "2025.md")
        with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
            rows = connection.execute(
                "SELECT article.id, number, name FROM article JOIN excerpt ON excerpt.article_id = article.id"
            ).fetchall()
            found = connection.execute("SELECT rowid FROM article_fts WHERE article_fts MATCH 'title'").fetchall()
        assert len(rows) == count
        assert sorted(id_ for (id_,) in found) == sorted(number for _, number, _ in rows)
        assert all(re.fullmatch(f"{id_}-[0-9a-f]{{10}}", name) for id_, _, name in rows)


@pytest.mark.parametrize(
    ("first", "second"),
    [("a/2025.md", "b/2024.md"), ("2024.md", "2025.md"), ("2025.md", "a/2024.md")],
)
def test_readings_are_counted_by_folder_then_by_file(tmp_path: Path, build: Build, first: str, second: str) -> None:
    for name in (second, first):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{name} https://example.com/a\n")
    build(tmp_path)
    assert [(reading, title) for _, reading, title in _readings(tmp_path)] == [(1, first), (2, second)]


def test_readings_in_logs_from_several_folders_are_counted_by_file(tmp_path: Path, build: Build) -> None:
    for name in ("a/2025.md", "b/2024.md"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(f"{name} https://example.com/a\n")
        build(tmp_path / name)
    assert [(reading, title) for _, reading, title in _readings(tmp_path)] == [(1, "b/2024.md"), (2, "a/2025.md")]


def test_readings_in_logs_of_one_name_are_counted_by_path(tmp_path: Path, build: Build) -> None:
    for name in ("b", "a"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "2025.md").write_text(f"{name} https://example.com/a\n")
        build(tmp_path / name)
    assert [(reading, title) for _, reading, title in _readings(tmp_path)] == [(1, "a"), (2, "b")]


def test_readings_of_one_article_whose_ids_collide_take_the_next(
    tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("articles", "readings"):
        monkeypatch.setattr(f"ingest.store.{module}.article_id", lambda key, reading, attempt=0: 1000 + attempt)
    (tmp_path / "2025.md").write_text("A https://example.com/a\n- > x\n\n" * 3)
    build(tmp_path / "2025.md")
    assert [(id_, reading) for id_, reading, _ in _readings(tmp_path)] == [(1000, 1), (1001, 2), (1002, 3)]


def _articles(folder: Path) -> dict[str, int]:
    with closing(sqlite3.connect(folder / "readlog.db")) as connection:
        return dict(connection.execute("SELECT canonical_url, id FROM article"))


def _names(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "readlog.db")) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM excerpt ORDER BY name")]


def _readings(folder: Path) -> list[tuple[int, int, str]]:
    with closing(sqlite3.connect(folder / "readlog.db")) as connection:
        return connection.execute("SELECT id, reading, title FROM article ORDER BY reading").fetchall()
