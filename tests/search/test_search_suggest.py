"""What is offered beside a search: other words for the same thing, and what comes near when nothing is found."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ingest.run import Options, Report, ingest
from ingest.search.results import count_articles, search
from ingest.search.suggest import suggest

LOG = """\
# 12

两个队列 https://vwx.example.org/queues
- > 提交队列（Submission Queue，SQ）和完成队列（Completion Queue，CQ）取回结果。
- > 完成队列满了怎么办？

PostgreSQL 的内存管理 https://example.org/pg
- > 共享缓冲区与 memory context。
- > `PG` 的锁。

Kubernetes https://lwn.net/k8s
- > 调度与内存。
"""


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    folder = tmp_path_factory.mktemp("suggest")
    (folder / "2025.md").write_text(LOG, "utf-8")
    ingest([folder / "2025.md"], Options(folder / "readlog.db"), Report())
    with closing(sqlite3.connect(folder / "readlog.db")) as connection:
        yield connection


def offers(connection: sqlite3.Connection, text: str) -> list[tuple[str, str, int]]:
    return [tuple(suggestion) for suggestion in suggest(connection, search(connection, text))]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        # translations and abbreviations of the log, also where something is found; synonyms of its tags
        ("CQ", [('"Completion Queue"', "other-word", 1), ("完成队列", "other-word", 1)]),
        ("完成队列", [("CQ", "other-word", 1), ('"Completion Queue"', "other-word", 1)]),
        ("submission queue", [("SQ", "other-word", 1), ("提交队列", "other-word", 1)]),
        ("postgres", [("PostgreSQL", "other-word", 1), ("PG", "other-word", 1)]),
        ("ＰＧ", [("PostgreSQL", "other-word", 1)]),
        ("k8s", [("Kubernetes", "other-word", 1)]),
        # words of the index that are spelled alike
        ("memroy", [("memory", "spelling", 1)]),
        ("emmory", [("memory", "spelling", 1)]),
        ("kubernets", [("kubernetes", "spelling", 1)]),
        ("内村管理", [("内存管理", "spelling", 1), ("管理", "part", 1)]),
        ("共享缓充区", [("共享缓冲区", "spelling", 1), ("共享缓", "part", 1)]),
        ("memroy -锁", [("memory -锁", "spelling", 1)]),
        ("memroy contxt", [("memory context", "spelling", 1)]),
        ("contxt 内村管理 -锁", [("context 内存管理 -锁", "spelling", 1)]),
        ("memroy -kubernets", [("memory -kubernets", "spelling", 1)]),
        ("内存 -CQ", []),
        # parts
        ("内存管理学", [("内存管理", "part", 1)]),
        ("内存xyz", [("内存", "part", 2)]),
        # fewer words, fewer filters
        (
            "调度 内存 完成队列",
            [
                ("调度 内存", "without-word", 1),
                ("内存", "without-word", 2),
                ("调度", "without-word", 1),
                ("完成队列", "without-word", 1),
            ],
        ),
        ("调度 光合作用 鸟类学", [("调度", "without-word", 1)]),
        ("调度 光合作用", [("调度", "without-word", 1)]),
        ("调度 完成队列 光合作用", [("调度", "without-word", 1), ("完成队列", "without-word", 1)]),
        (
            "调度 内存 光合作用 -队列",
            [
                ("调度 内存 -队列", "without-word", 1),
                ("内存 -队列", "without-word", 2),
                ("调度 -队列", "without-word", 1),
            ],
        ),
        ("内存 site:news.example.com", [("内存", "without-filters", 2)]),
        ("内存 site:lwn.net year:2025", []),
        # names that the log has
        ("内存 site:example.com", [("内存 site:example.org", "spelling", 1), ("内存", "without-filters", 2)]),
        ("tag:Postgrsql", [("tag:PostgreSQL", "spelling", 1)]),
        ("tag:kube", [("tag:Kubernetes", "spelling", 1)]),
        ("tag:k", []),
        ("tag:ku", []),
        ("tag:postgr", [("tag:PostgreSQL", "spelling", 1)]),
        ("site:abc.example.org", []),
        ("-tag:Postgrsql site:lwm.net", [("-tag:Postgrsql site:lwn.net", "spelling", 1)]),
        ("tag:kube year:2025 kind:quote", [("tag:Kubernetes year:2025 kind:quote", "spelling", 1)]),
        ("tag:kube year:2025 kind:quote -tag:x", []),  # each filter would take a look at all names
        # what is never searched makes no other search
        ("调度 - 光合作用", [("调度", "without-word", 1)]),
        # nothing comes near
        ("zzzzzz", []),
        ("光合", []),
        ("", []),
        ("-", []),
        ('"', []),
        ("kind:foo", []),
    ],
)
def test_a_search_offers(connection: sqlite3.Connection, text: str, offered: list[tuple[str, str, int]]) -> None:
    assert offers(connection, text) == offered


def test_a_misspelt_name_of_an_author_or_a_collection_is_put_right(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE article SET author = 'Ada Lovelace', collection = 'Weekly' WHERE site = 'lwn.net'")
    try:
        assert offers(connection, "author:Lovelase") == []  # too far from the whole name
        assert offers(connection, 'author:"Ada Lovelase"') == [('author:"Ada Lovelace"', "spelling", 1)]
        assert offers(connection, "collection:WEEK") == [("collection:Weekly", "spelling", 1)]
    finally:
        connection.rollback()


def test_of_names_that_hold_what_is_asked_the_shortest_comes_first(connection: sqlite3.Connection) -> None:
    for site, name in (("lwn.net", "A weekly of 茶馆"), ("example.org", "Weekly news"), ("vwx.example.org", "Weekly")):
        connection.execute("UPDATE article SET collection = ? WHERE site = ?", (name, site))
    try:
        assert [query for query, _, _ in offers(connection, "collection:week")] == [
            "collection:Weekly",
            'collection:"Weekly news"',
            'collection:"A weekly of 茶馆"',
        ]
        assert offers(connection, "collection:茶") == [('collection:"A weekly of 茶馆"', "spelling", 1)]
        # a name that the log has is meant as it is
        assert offers(connection, "调度 collection:Weekly") == [("调度", "without-filters", 1)]
    finally:
        connection.rollback()


def test_the_more_frequent_spelling_comes_first_and_not_all_are_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = " ".join(f"w{number}" for number in range(60))
    log = f"题 https://example.org/a\n- > 新茶壶\n- > 新茶杯\n- > 旧茶杯\n- > 用 Go 写\n- > {words}\n"
    (tmp_path / "2025.md").write_text(log, "utf-8")
    ingest([tmp_path / "2025.md"], Options(tmp_path / "readlog.db"), Report())
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        assert [query for query, _, _ in offers(connection, "新茶碗")][:2] == ["新茶杯", "新茶壶"]
        assert offers(connection, "golang") == [("Go", "other-word", 1)]  # no tag here: it is in the table of synonyms
        tried: list[str] = []
        monkeypatch.setattr(
            "ingest.search.suggest.count_articles",
            lambda _, text: tried.append(text) or count_articles(connection, text),
        )
        assert offers(connection, f"{words} 光合")[0] == (words, "without-word", 1)
        assert len(tried) < 70  # each word alone, and few searches that have all but one


def test_at_most_five_searches_are_offered_each_once(tmp_path: Path) -> None:
    terms = "".join(f"- > {name}队列（Ring Buffer）\n- > {name}队列（Ring Buffer，RB）\n" for name in "提完请空满新")
    (tmp_path / "2025.md").write_text(f"两个 https://example.org/a\n{terms}", "utf-8")
    ingest([tmp_path / "2025.md"], Options(tmp_path / "readlog.db"), Report())
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        found = [query for query, _, _ in offers(connection, "ring buffer")]
    assert len(found) == len(set(found)) == 5


@pytest.mark.parametrize(
    "text", ["CQ", "postgres", "memroy", "内村管理", "内存管理学", "调度 光合作用", "内存 year:1999"]
)
def test_an_offer_finds_what_it_promises(connection: sqlite3.Connection, text: str) -> None:
    promised = offers(connection, text)
    assert promised
    assert [total for _, _, total in promised] == [search(connection, query).total for query, _, _ in promised]


def test_nothing_is_left_behind(connection: sqlite3.Connection) -> None:
    suggest(connection, search(connection, "memroy"))
    assert connection.execute("SELECT count(*) FROM sqlite_temp_schema").fetchone() == (0,)
    assert not connection.in_transaction
