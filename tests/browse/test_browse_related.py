"""Which articles are near to one, and why."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from ingest.browse import related
from ingest.browse.article import read_article, read_tags
from ingest.browse.related import Related, read_related
from ingest.resources import read_resource


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.executescript(read_resource("schema.sql"))
    connection.execute(
        "INSERT INTO log VALUES (1, 'a.md', '', '', NULL, NULL, '', NULL, 'lines', NULL, 1, 1, 1, 1, '', 1)"
    )
    yield connection
    connection.close()


def add(connection: sqlite3.Connection, id_: int, *tags: str, terms: tuple[str, ...] = (), url: str = "") -> None:
    """An article; of two, the one with the greater id is the newer."""
    connection.execute(
        """
        INSERT INTO article (id, number, title, canonical_url, starred, struck, excerpt_count, log_id, position,
          line_start, line_end, reading)
        VALUES (?1, ?1, ?2, ?3, 0, 0, 0, 1, ?1, 1, 1, 1)
        """,
        (id_, f"title {id_}", url or f"https://example.org/{id_}"),
    )
    for tag in tags:
        connection.execute("INSERT OR IGNORE INTO tag (name, kind, key) VALUES (?, 'term', ?)", (tag, tag))
        connection.execute(
            "INSERT INTO article_tag SELECT ?, id, 'code-span', name FROM tag WHERE name = ?", (id_, tag)
        )
    for position, term in enumerate(terms):
        cursor = connection.execute(
            "INSERT INTO excerpt VALUES (NULL, ?, ?, NULL, ?, 1, 'quote', '', '', '', 0, 1, 1, NULL, NULL, NULL)",
            (f"{id_}-{term}", id_, position),
        )
        connection.execute("INSERT INTO term VALUES (?, NULL, NULL, ?)", (term, cursor.lastrowid))


def near(connection: sqlite3.Connection, id_: int) -> list[Related]:
    article = read_article(connection, id_)
    assert article is not None
    return read_related(connection, article, read_tags(connection, id_))


def test_what_is_rare_counts_more_than_what_is_common(connection: sqlite3.Connection) -> None:
    add(connection, 1, "common", "rare")
    add(connection, 2, "common")
    add(connection, 3, "rare")
    for id_ in range(10, 20):
        add(connection, id_, "common")
    found = near(connection, 1)
    assert [(one.line.id, one.shared) for one in found[:2]] == [(3, ("rare",)), (19, ("common",))]
    assert len(found) == 5


def test_what_is_shared_is_named_the_rarest_first(connection: sqlite3.Connection) -> None:
    add(connection, 1, "a", "b", "c")
    add(connection, 2, "a", "b")
    add(connection, 3, "a")
    add(connection, 4)
    assert [(one.line.id, one.shared) for one in near(connection, 1)] == [(2, ("b", "a")), (3, ("a",))]


def test_terms_count_too_and_not_twice_where_they_are_tags(connection: sqlite3.Connection) -> None:
    add(connection, 1, "wal", terms=("WAL", "检查点"))
    add(connection, 2, "wal", terms=("WAL",))
    add(connection, 3, terms=("检查点", "检查点2"))
    add(connection, 4)
    assert {one.line.id: one.shared for one in near(connection, 1)} == {2: ("wal",), 3: ("检查点",)}


def test_other_readings_of_the_article_are_not_related_to_it(connection: sqlite3.Connection) -> None:
    add(connection, 1, "a", url="https://example.org/same")
    add(connection, 2, "a", url="https://example.org/same")
    add(connection, 3)
    assert near(connection, 1) == []


def test_what_all_articles_have_makes_none_related(connection: sqlite3.Connection) -> None:
    add(connection, 1, "a")
    add(connection, 2, "a")
    assert near(connection, 1) == []


def test_an_article_without_tags_has_none(connection: sqlite3.Connection) -> None:
    add(connection, 1)
    assert near(connection, 1) == []


def test_very_common_tags_are_not_looked_at(connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(related, "COMMON", 3)
    for id_ in range(1, 8):
        add(connection, id_, "everywhere", *(["rare"] if id_ < 3 else []))
    assert [one.line.id for one in near(connection, 1)] == [2]
    assert near(connection, 1)[0].shared == ("rare",)
