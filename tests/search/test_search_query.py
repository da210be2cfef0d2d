"""Any string in, a valid MATCH out: the golden table, what the operators mean, and what no string may do."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_tables import add_excerpts, find, highlight, mark_query, match, open_tables

from ingest.search import fts_query
from ingest.search.query import MAX_TERMS, NOTHING, Term, count_terms, parse_query, write_query, write_words

GOLDEN = [
    # words and runs
    ("锁", '"锁" *'),
    ("内存", '"内存"'),
    ("环形缓冲区", '"环形 形缓 缓冲 冲区"'),
    ("内存 管理", '"内存" AND "管理"'),
    ("内存　管理", '"内存" AND "管理"'),
    ("Linux", '"linux"'),
    ("ＰＧ", '"pg"'),
    ("內存", '"内存"'),
    ("髮", '"发" *'),
    ("io_uring", '"io_uring"'),
    ("Linux内核", '"linux 内核"'),
    ("Linux核", '"linux 核" *'),
    ("内核Linux", '"内核 核 linux"'),
    ("2万", '"2 万" *'),
    ("内存，管理。", '"内存 存 , 管理"'),
    # words with symbols
    ("C++", '"c" AND "c加加"'),
    ("C++高并发", '"c++ 高并 并发" AND "c加加"'),
    ("用C++", '"用 c" AND "c加加"'),
    ("C#", '"c" AND "c井"'),
    (".NET", '"net" AND "net点"'),
    ("B+树", '"b+ 树" *'),
    # operators
    ("锁 OR lock", '"锁" * OR "lock"'),
    ("锁 | lock", '"锁" * OR "lock"'),
    ("锁 或 lock", '"锁" * OR "lock"'),
    ("内存 泄漏 OR leak", '"内存" AND "泄漏" OR "leak"'),
    ("内存 -管理", '"内存" NOT ("管理")'),
    ("内存 NOT\t 管理", '"内存" NOT ("管理")'),
    ("内存 -， -管理", '"内存" NOT ("管理")'),
    ("-管理 内存 -C++ 泄漏", '"内存" AND "泄漏" NOT ("管理" OR "c" AND "c加加")'),
    ('"linux 内核" 锁', '"linux 内核" AND "锁" *'),
    ('内存 -"page cache"', '"内存" NOT ("page cache")'),
    ("lock*", '"lock" *'),
    ("io_ur*", '"io_ur" *'),
    ("asp.ne*", '"asp.ne" *'),
    ("内存*", '"内存"'),
    ("a*b C++* io_*", '"a*b" AND "c" AND "c加加" AND "io"'),
    ("内\u0301", '"内" *'),
    # literal: operators out of place, FTS5's own words, lower case, what the index does not know
    ("OR", '"or"'),
    ("或", '"或" *'),
    ("OR 锁", '"or" AND "锁" *'),
    ("a OR OR b", '"a" OR "or" AND "b"'),
    ("a AND OR b", '"a" AND "or" AND "b"'),
    ("锁 OR", '"锁" * AND "or"'),
    ("内存 NOT", '"内存" AND "not"'),
    ("a or b", '"a" AND "or" AND "b"'),
    ("a|b", '"a|b"'),
    ("a AND b NEAR c", '"a" AND "b" AND "near" AND "c"'),
    ("AND 锁 AND", '"and" AND "锁" * AND "and"'),
    ("--force x-y", '"force" AND "x-y"'),
    ("tag:内存", '"tag: 内存"'),
    ("body:x {sym}:y ^z", '"body:x" AND "sym}:y" AND "z"'),
    ('"内存 管理', '"内存" AND "管理"'),
    ('a"b c"', '"a b" AND "c"'),
    ("内存 + *", '"内存"'),
    ("a\0b 内\ud800存 c\udfffd", '"a b" AND "内 存" * AND "c d"'),
    # nothing to find
    ("", '""'),
    (" \t\n", '""'),
    ('""', '""'),
    ("，。！", '""'),
    ("😀", '""'),
    ("-内存", '""'),
    ("-内存 OR 锁", '"锁" *'),
]


@pytest.mark.parametrize(("text", "fts"), GOLDEN)
def test_a_query_becomes(text: str, fts: str) -> None:
    assert fts_query(text) == fts


@pytest.mark.parametrize(
    ("text", "fts"),
    [
        ("锁", '"锁" *'),
        ("内存", '"内存 存" *'),
        ("环形缓冲区", '"环形 形缓 缓冲 冲区 区" *'),
        ("Linux内核", '"linux 内核 核" *'),
        ("内核Linux", '"内核 核 linux"'),
        ("内存 泄漏", '"内存 存" * OR "泄漏 漏" *'),
        ("内存 C++ | lock*", '"内存 存" * OR "c" AND "c加加" OR "lock" *'),
        ("内存 -管理", '"内存 存" *'),
        ("-内存", '""'),
        ("，。", '""'),
        ("", '""'),
    ],
)
def test_a_query_for_marks_asks_for_any_word_with_its_last_character(text: str, fts: str) -> None:
    assert mark_query(text) == fts


TEXTS = ["内存管理", "内存泄漏", "锁与 lock", "memory leak", "io_uring", "locking 内存"]


@pytest.fixture(scope="module")
def tables() -> Iterator[sqlite3.Connection]:
    connection = open_tables()
    add_excerpts(connection, TEXTS)
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("内存 管理", [1]),
        ("内存 | leak", [1, 2, 4, 6]),
        ("内存 泄漏 OR memory leak", [2, 4]),
        ("内存 -泄漏", [1, 6]),
        ("内存 NOT 泄漏 NOT lock", [1, 6]),
        ("内存 -泄漏 -lock* -管理", []),
        ("lock", [3]),
        ("lock*", [3, 6]),
        ('"memory leak"', [4]),
        ('"leak memory"', []),
        ("-内存", []),
        ("-内存 OR 锁", [3]),
        ("io_ur*", [5]),
    ],
)
def test_operators_mean_what_the_help_says(tables: sqlite3.Connection, query: str, numbers: list[int]) -> None:
    assert find(tables, query) == numbers


PIECES = [
    *"内存內髮锁或\"*-+|()^:{}[],.#\\'\0 \t　",
    "OR",
    "NOT",
    "AND",
    "NEAR(",
    " OR ",
    " NOT ",
    " -",
    "C++",
    "lock*",
    "\ud800",
    "𠀀",
    "\ufe00",
    "½",
    "＂",
]
strings = st.one_of(st.text(), st.text(st.characters()), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


def check_query(connection: sqlite3.Connection, query: str) -> None:
    assert set(find(connection, query)) <= set(match(connection, mark_query(query)))
    highlight(connection, query)


@pytest.mark.parametrize("query", ["节＂笡", "a＂b", "＂a b＂", "-＂a", "a＂*"])
def test_a_wide_quotation_mark_ends_no_phrase(tables: sqlite3.Connection, query: str) -> None:
    check_query(tables, query)


@given(strings)
@settings(deadline=None, max_examples=1_500)
def test_no_string_raises(tables: sqlite3.Connection, query: str) -> None:
    check_query(tables, query)


@pytest.mark.long
@given(strings)
@settings(deadline=None, max_examples=100_000)
def test_no_string_raises_among_many(tables: sqlite3.Connection, query: str) -> None:
    check_query(tables, query)


@given(st.text("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~，。、；：？！（）【】《》“”…— \t\n\0\u200b\ufe0f\ud800"))
def test_punctuation_finds_nothing(tables: sqlite3.Connection, query: str) -> None:
    assert find(tables, query) == []


@pytest.mark.parametrize(
    "piece", ["(", '"', "-", "*", "a ", "-a ", "a OR ", "a NOT ", "内", "内 ", "a-", "C++ ", '"a" ', "NOT "]
)
def test_ten_thousand_characters_raise_nothing(tables: sqlite3.Connection, piece: str) -> None:
    check_query(tables, piece * (10_000 // len(piece)))


@pytest.mark.parametrize(
    "query",
    ["--1*", "OR*", 'a"b*', '"ab*', "b -a*", "b NOT --a*", "C++x*", '"-a"', 'NOT"x', '"NOT\tx"', '"lock*"', '"ab* NOT'],
)
def test_what_is_written_again_asks_for_the_same(query: str) -> None:
    assert fts_query(write_words(parse_query(query))) == fts_query(query) != NOTHING


@given(strings)
@settings(deadline=None)
def test_what_is_written_again_always_asks_for_the_same(query: str) -> None:
    assert fts_query(write_words(parse_query(query))) == fts_query(query)


@pytest.mark.parametrize("name", ["a “b” c", "a＂b", 'a "b"', "NOT", "OR", "AND", "-a", "lock*"])
def test_a_name_is_written_as_the_term_that_it_is(name: str) -> None:
    query = ((Term("x"), Term(name), Term("page cache", prefix=True)),)
    turned = [f"x {b} {a} page cachet" for a, _, b in [name.rpartition(" ")] if a]
    connection = open_tables()
    add_excerpts(connection, [f"x {name} page cachet", f"x {name} cachet page", "x page cachet", name, *turned])
    assert find(connection, write_words(query)) == match(connection, write_query(query)) == [1]
    connection.close()


def test_a_query_is_read_up_to_its_limits() -> None:
    assert fts_query("a " * 100).count('"a"') == 64
    assert fts_query("内" * 3_000) == f'"{" ".join(["内内"] * 1_999)}"'


def test_a_long_sentence_is_found_whole() -> None:
    chance = random.Random(1)
    sentence = "".join(chance.choices("内存管理锁的环形缓冲区", k=1_500))
    connection = open_tables()
    add_excerpts(connection, [f"前{sentence}后", sentence[:-1]])
    assert find(connection, sentence) == [1]
    connection.close()


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("“page cache”", '"page cache"'),
        ("＂page cache＂ ｜ 显存", '"page cache" | 显存'),
        ("内存 －泄漏", "内存 -泄漏"),
        ("lock＊", "lock*"),
    ],
)
def test_wide_signs_are_narrow_ones(wide: str, narrow: str) -> None:
    assert parse_query(wide) == parse_query(narrow)
    assert fts_query(wide) == fts_query(narrow)


def test_what_joins_words_is_not_counted_as_one() -> None:
    words = [f"w{number}" for number in range(MAX_TERMS + 1)]
    assert count_terms(" OR ".join(words)) == count_terms(" AND ".join(words)) == MAX_TERMS + 1
    assert [[term.text for term in terms] for terms in parse_query(" OR ".join(words))] == [
        [w] for w in words[:MAX_TERMS]
    ]
    assert parse_query(" | ".join(words[:MAX_TERMS])) == parse_query(" OR ".join(words[:MAX_TERMS]))


@pytest.mark.parametrize(
    "text", ["或 " * 900, "OR " * 600, "OR x " * 64, "a OR " * 70, "a AND " * 70, "a OR OR " * 40, "a " * 64 + "OR"]
)
def test_no_more_words_are_read_than_the_most(text: str) -> None:
    assert sum(map(len, parse_query(text))) == MAX_TERMS
