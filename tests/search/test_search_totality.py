"""Whatever is typed, a search answers; and what asks for nothing finds nothing."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from search_cases import read_folder
from search_oracle import is_searchable
from search_tables import highlight, match

from ingest.search.filters import read_search, write_search
from ingest.search.query import MAX_TERMS, NOTHING, fts_query
from ingest.search.results import search

LOGS = {
    "2024.md": """
# 12

锁 内存 Linux https://example.org/1  【`12.3`】
- > C++ 与 io_uring，内存泄漏 #tea
  >> memory leak `page cache`

or and not near https://lwn.net/2
- > OR AND NOT tag kind site 或 a b c x y

ᚠᚢᚦᚨᚱᚲ https://runes.example/3
- > ᚠᚢᚦ ᚨᚱᚲ
""",
}
# Nobody types these in what follows: the third article is found by filters only.
HIDDEN = "ᚠᚢᚦᚨᚱᚲ"

PIECES = [
    *[
        " ",
        " ",
        " ",
        " ",
        '"',
        '"',
        "-",
        "-",
        "*",
        "(",
        ")",
        "|",
        ":",
        "^",
        "{",
        "}",
        "+",
        "'",
        "\\",
        ",",
        ";",
        "/",
        ".",
    ],
    *[" OR ", " AND ", " NOT ", "NEAR(", "NOT", "OR", "或", " 或 ", "--", '-"', '"-'],
    *[
        "tag:",
        "-tag:",
        "site:",
        "kind:",
        "kind:quote",
        "-kind:note",
        "year:2024",
        "after:2024",
        "before:2025-1",
        "title:",
    ],
    *["collection：", "NOT tag:", "KIND:Note", "ſite:", "kınd:", "body:", "sym:", "rank:"],
    *["内存", "內", "锁", "C++", ".NET", "io_uring", "lock*", "a", "b", "x", "leak", "，", "。", "“", "　", "½", "㎏"],
    *[
        "\0",
        "\x01",
        "\x03",
        "\t",
        "\n",
        "\u200b",
        "\ufe0f",
        "\ud800",
        "\udfff",
        "\U00020000",
        "😀",
        "🤖",
        "e\u0301",
        "%",
        "_",
    ],
]


def random_texts(count: int, seed: int) -> Iterator[str]:
    """Mostly pieces that mean something to one parser or another; now and then any characters at all."""
    chance = random.Random(seed)
    for _ in range(count):
        size = chance.choice([1, 2, 4, 8, 16])
        if chance.random() < 0.8:
            yield "".join(chance.choices(PIECES, k=size))
        else:
            yield "".join(
                chr(chance.choice([chance.randrange(0x250), chance.randrange(0x110000)])) for _ in range(size)
            )


@contextmanager
def naming(query: str) -> Iterator[None]:
    """Any failure inside names the query."""
    try:
        yield
    except BaseException as error:
        error.add_note(f"the query was {query!r}")
        raise


def check_query(connection: sqlite3.Connection, query: str) -> None:
    match(connection, fts_query(query))
    highlight(connection, query)
    asked = read_search(query)
    assert read_search(write_search(asked)) == asked
    results = search(connection, query)
    assert results.total == len(results.articles)
    if not asked.filters:
        assert HIDDEN not in {article.title for article in results.articles}
        if fts_query(asked.words) == NOTHING:
            assert results.total == 0
    if not is_searchable(query):
        assert results.total == 0


def check_queries(count: int, seed: int) -> None:
    with read_folder(LOGS) as connection:
        for query in random_texts(count, seed):
            with naming(query):
                check_query(connection, query)


def test_no_string_raises_and_none_finds_all() -> None:
    check_queries(3_000, seed=1)


@pytest.mark.long
def test_no_string_raises_and_none_finds_all_among_many() -> None:
    check_queries(100_000, seed=2)


@pytest.mark.parametrize(
    "piece",
    ["(", '"', "-", "*", "a ", "-a ", "a OR ", "内", "C++ ", '"a" ', "tag:a ", "-tag:", "kind:quote ", "NOT ", "\n"],
)
def test_ten_thousand_characters_are_refused_with_a_sentence(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    with read_folder(LOGS) as connection:
        results = search(connection, text)
    assert str(results.faults[0]) == "A search has at most 2,000 characters; this one has 10,000."
    assert (results.total, results.articles) == (0, ())


@pytest.mark.parametrize("name", ["tag", "site", "collection", "title"])
@pytest.mark.parametrize("sign", ["", "-"])
def test_as_many_filters_as_may_be_raise_nothing_and_one_more_is_refused(name: str, sign: str) -> None:
    filters = [f"{sign}{name}:{chr(code)}" for code in range(0x4E00, 0x4E00 + MAX_TERMS)]
    with read_folder(LOGS) as connection:
        results = search(connection, " ".join(filters))
        assert (results.faults, results.total) == ((), 3 if sign else 0)
        assert search(connection, " ".join([*filters, "词"])).faults[0].code == "too-many"
