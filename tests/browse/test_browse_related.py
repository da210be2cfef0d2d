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
            (f"{id_}-{position}", id_, position),
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
    add(connection, 1, "wal", terms=("WAL", "检查点", "Redo Log"))
    add(connection, 2, "wal", terms=("WAL", "别的"))
    add(connection, 3, terms=("检查点", "检查点2"))
    add(connection, 4, terms=("redo log", "别的"))
    assert {one.line.id: one.shared for one in near(connection, 1)} == {2: ("wal",), 3: ("检查点",), 4: ("Redo Log",)}


def test_an_article_has_a_term_once_however_often_it_introduces_it(connection: sqlite3.Connection) -> None:
    add(connection, 1, terms=("检查点",))
    add(connection, 2, terms=("检查点", "检查点"))
    add(connection, 3)
    assert [one.line.id for one in near(connection, 1)] == [2]


@pytest.mark.parametrize("url", ["https://example.org/same", None])
def test_other_readings_of_the_article_are_not_related_to_it(connection: sqlite3.Connection, url: str | None) -> None:
    add(connection, 1, "a")
    add(connection, 2, "a")
    add(connection, 3)
    connection.execute("UPDATE article SET canonical_url = ?, title = 'Same' WHERE id < 3", (url,))
    assert near(connection, 1) == []


def test_other_readings_of_the_article_take_the_place_of_none(connection: sqlite3.Connection) -> None:
    for id_ in range(1, 5):
        add(connection, id_, *"abcdef", url="https://example.org/same")
    for number in range(5):
        add(connection, 10 + number, *"abcdef"[number:])
    add(connection, 20)
    assert [one.line.id for one in near(connection, 1)] == [10, 11, 12, 13, 14]


def test_what_all_articles_have_makes_none_related(connection: sqlite3.Connection) -> None:
    add(connection, 1, "a")
    add(connection, 2, "a")
    assert near(connection, 1) == []


def test_an_article_without_tags_has_none(connection: sqlite3.Connection) -> None:
    add(connection, 1)
    assert near(connection, 1) == []


def test_very_common_tags_and_terms_are_not_looked_at(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(related, "COMMON", 3)
    for id_ in range(1, 8):
        terms = ("some term", "term") if id_ < 4 else ("term",)
        add(connection, id_, "everywhere", *(["rare"] if id_ < 3 else []), terms=terms)
    assert [(one.line.id, one.shared) for one in near(connection, 1)] == [
        (2, ("rare", "some term")),
        (3, ("some term",)),
    ]


def test_the_rarest_are_looked_at_and_only_so_many(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(connection, 1, "a", "b", terms=("c", "d"))
    add(connection, 2, "a", terms=("c",))
    add(connection, 3, "a", "b")
    add(connection, 4, terms=("c", "d"))
    add(connection, 5)
    assert {one.line.id for one in near(connection, 1)} == {2, 3, 4}
    monkeypatch.setattr(related, "MANY_ARTICLES", 4)
    assert [one.line.id for one in near(connection, 1)] == [4, 3]
    monkeypatch.setattr(related, "MANY_ARTICLES", 3)
    assert [one.line.id for one in near(connection, 1)] == [3]
    monkeypatch.setattr(related, "MANY_TAGS", 1)
    monkeypatch.setattr(related, "MANY_ARTICLES", 99)
    assert [one.shared for one in near(connection, 1)] == [("a", "c"), ("c",), ("a",)]
