"""What a search finds is what a scan of the same column finds, over generated and over real texts."""

from __future__ import annotations

import random
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_oracle import finds
from search_tables import add_excerpts, find, highlight, mark_query, match, open_tables

CJK = [
    *"内內存管理锁鎖的环環形文⽂发發髮々〇ー",
    "か",
    "ガ",
    "한",
    "국",
    "\U00020000",
    "\U0002a6d6",
    "\uf900",
    "\u8c48",
    "ｶ",
]
WORDS = [
    "io",
    "uring",
    "Linux",
    "linux",
    "ＰＧ",
    "pg",
    "C++",
    "c",
    "C#",
    ".NET",
    "asp.net",
    "2",
    "2万",
    "é",
    "e",
    "Straße",
]
SYMBOLS = [*" \n　，。、；（）【】“”·_-+#./&~…", "\u200b", "\ufe00", "\U000e0100", "😀", "½", "㎏", "™"]

texts = st.lists(
    st.one_of(st.sampled_from(CJK), st.sampled_from(CJK), st.sampled_from(WORDS), st.sampled_from(SYMBOLS)),
    max_size=30,
).map("".join)


def is_plain(query: str) -> bool:
    """Nothing in `query` is an operator; of quotation marks two are one, whatever their form."""
    is_quoted = sum(query.count(mark) for mark in "“”＂") > 1
    return query.split() == [query] and not query.startswith("-") and query != "或" and not is_quoted


@st.composite
def texts_with_queries(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Some texts, and strings of one to eight characters cut out of them."""
    rows = draw(st.lists(texts, min_size=1, max_size=8))
    source = "".join(rows) or "内"
    cuts = st.tuples(st.integers(0, len(source) - 1), st.integers(1, 8))
    queries = [source[start : start + size] for start, size in draw(st.lists(cuts, min_size=1, max_size=12))]
    return rows, [query for query in queries if is_plain(query)]


def check_recall(rows: list[str], queries: list[str]) -> None:
    connection = open_tables()
    add_excerpts(connection, rows)
    for query in queries:
        expected = [number for number, text in enumerate(rows, 1) if finds(query, text)]
        assert find(connection, query) == expected, query
        assert match(connection, mark_query(query)) == expected, query
        assert sorted(highlight(connection, query)) == expected, query
    connection.close()


@given(texts_with_queries())
@settings(deadline=None)
def test_a_search_finds_what_a_scan_finds(case: tuple[list[str], list[str]]) -> None:
    check_recall(*case)


@pytest.mark.long
@given(texts_with_queries())
@settings(deadline=None, max_examples=5_000)
def test_a_search_finds_what_a_scan_finds_in_many_texts(case: tuple[list[str], list[str]]) -> None:
    check_recall(*case)


def read_sample_lines(samples: Path, step: int) -> list[str]:
    files = sorted(path for path in samples.rglob("*") if path.suffix in {".md", ".txt"})
    lines = chain.from_iterable(path.read_text(encoding="utf-8").splitlines() for path in files[::step])
    return [line.strip() for line in lines if line.strip()]


def cut_queries(lines: list[str], count: int) -> list[str]:
    """Strings of 1, 2, 3 and 5 characters out of real lines, and whole words between spaces."""
    chance = random.Random(2)
    queries: list[str] = []
    while len(queries) < count:
        line = chance.choice(lines)
        start = chance.randrange(len(line))
        query = chance.choice([line[start : start + chance.choice([1, 2, 3, 5])], chance.choice(line.split())])
        if is_plain(query) and '"' not in query and "*" not in query:
            queries.append(query)
    return queries


def test_a_search_finds_what_a_scan_finds_in_real_logs(samples: Path) -> None:
    lines = read_sample_lines(samples, step=6)
    assert len(lines) > 500
    check_recall(lines, [*cut_queries(lines, 150), "内存", "锁", "环形缓冲区", "io_uring", "C++"])


@pytest.mark.long
def test_a_search_finds_what_a_scan_finds_in_all_real_logs(samples: Path) -> None:
    lines = read_sample_lines(samples, step=1)
    check_recall(lines, cut_queries(lines, 1_000))


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("内存管理", "内存管理", True),
        ("内存管理", "内存，管理", False),
        ("内存管理", "内存 管理", False),
        ("内存管理", "内存Linux管理", False),
        ("内存管理", "内存存管管理", False),
        ("管理", "讲内存管理", True),
        ("管理", "讲内存管理。", True),
        ("理", "讲内存管理", True),
        ("理", "讲内存管，理", True),
        ("Linux内核", "Linux 内核", True),
        ("Linux内核", "linux内核态", True),
        ("Linux内核", "Linux的内核", False),
        ("内核Linux", "说内核 Linux", True),
        ("内核Linux", "内核态 Linux", False),
        ("用Linux的", "用Linux的人", True),
        ("2万", "共2万行", True),
        ("2万", "共12万行", False),
        ("万2", "三万2千", True),
        ("PG", "用ＰＧ的", True),
        ("ＰＧ", "用pg的", True),
        ("pg", "pgsql", False),
        ("uring", "io_uring", True),
        ("io_uring", "io-uring", True),
        ("io_uring", "uring io", False),
        ("C++", "用C++写", True),
        ("C++", "C++20", True),
        ("C++", "用C写", False),
        ("C++高并发", "C++ 高并发", True),
        ("C++高并发", "C 高并发", False),
        ("C#", "(C#)", True),
        ("F#", "C#", False),
        (".NET", "ASP.NET Core", True),
        (".NET", "the net", False),
        ("3.14", "3-14", True),
        ("文件", "⽂件", True),
        ("⽂件", "文件", True),
        ("\uf900", "豈有此理", True),
        ("內存", "内存", True),
        ("内存", "內存", True),
        ("執行", "执行", True),
        ("执行", "並行執行", True),
        ("髮", "發", True),
        ("发", "理髮與發展", True),
        ("發", "头发", True),
        ("執行緒", "线程", False),
        ("Linux內核", "linux 内核", True),
        ("\U00020000内", "\U00020000内", True),
        ("\U00020000内", "\U00020001内", False),
        ("葛城", "葛\U000e0100城", False),
        ("内存", "内\u200b存", False),
        ("ガ", "か\u3099ガ", True),
        ("が", "か\u3099", True),
        ("ガス", "ｶ\u3099ス", True),
        ("页面", "官网⻚面", True),
        ("車馬", "⻋⻢很慢", True),
        ("⺠主", "民主", True),
        ("风险", "⻔户，⻛险", True),
        ("⽂件", "文件", True),
        ("ガス", "カ\u3099ス α\u0313β", True),
        ("ｶ", "カ", True),
        ("한국", "한국어", True),
        ("café", "CAFE\u0301", True),
        ("cafe", "un café", True),
        ("tieng viet", "tiếng Việt", True),
        ("strasse", "Straße", True),
        ("½", "½ 杯", True),
        ("ChatGPT", "🤖ChatGPT", True),
    ],
)
def test_a_search_finds(query: str, text: str, found: bool) -> None:
    connection = open_tables()
    add_excerpts(connection, [text])
    assert bool(find(connection, query)) is found
