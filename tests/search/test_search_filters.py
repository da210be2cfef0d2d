"""Filters are read apart from words, written back as they were, and mean what the help says."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_cases import read_folder
from search_tables import open_tables

from ingest.model import ExcerptKind
from ingest.search.conditions import find_articles
from ingest.search.filters import KINDS, Filter, Search, joins_filters, read_search, same_names, write_search
from ingest.search.results import search


@pytest.mark.parametrize(
    ("text", "words", "filters"),
    [
        ("内存", "内存", []),
        ("内存 tag:io_uring 锁", "内存 锁", [("tag", "io_uring", False)]),
        ('tag:"page cache"', "", [("tag", "page cache", False)]),
        ("-site:lwn.net", "", [("site", "lwn.net", True)]),
        ("NOT site:lwn.net 锁", "锁", [("site", "lwn.net", True)]),
        ("not site:lwn.net", "not", [("site", "lwn.net", False)]),
        ("TAG：茶", "", [("tag", "茶", False)]),
        # wide signs are narrow ones
        ("－site：lwn.net", "", [("site", "lwn.net", True)]),
        ("tag：“page cache” 锁", "锁", [("tag", "page cache", False)]),
        ("“锁 tag:x” －“tag:x y”", '"锁 tag:x" -"tag:x y"', []),
        ('-"锁 “tag:x y”" tag:"“大” 数据"', '-"锁  tag:x y "', [("tag", "大  数据", False)]),
        ("＂tag:x y＂", '"tag:x y"', []),
        ("锁 ｜", '锁 "|"', []),
        ("tag:a tag:a tag:b", "", [("tag", "a", False), ("tag", "b", False)]),
        ('tag:" a "', "", [("tag", "a", False)]),
        ('a tag:x"b c"', 'a "b c"', [("tag", "x", False)]),
        ('a"b tag:x -c"d', '"a b" -"c d"', [("tag", "x", False)]),
        # an operator that joins nothing is a word, and stays one where filters are written behind it
        ("锁 OR", '锁 "OR"', []),
        ("year:2025 锁 |", '锁 "|"', [("year", "2025", False)]),
        ("锁 NOT", '锁 "NOT"', []),
        ("OR 锁", "OR 锁", []),
        # words like any other
        ('"tag:x"', '"tag:x"', []),
        ('-"tag:x y" 锁', '-"tag:x y" 锁', []),
        ("tag: x", "tag: x", []),
        ('tag:""', 'tag:""', []),
        ("hashtag:x", "hashtag:x", []),
        ("body:x https://lwn.net", "body:x https://lwn.net", []),
        ("内存 -锁 OR 显存", "内存 -锁 OR 显存", []),
        # other letters that are alike without case
        ("ſite:x", "ſite:x", []),
        ("tıtle:x", "tıtle:x", []),
        # half a character
        ("tag:\ud800 a\udfff", "a\ufffd", [("tag", "\ufffd", False)]),
    ],
)
def test_read_search(text: str, words: str, filters: list[tuple[str, str, bool]]) -> None:
    assert read_search(text) == Search(words, tuple(Filter(*filter_) for filter_ in filters))


PIECES = [
    *[
        "tag:",
        "-tag:",
        "SITE：",
        "kind:quote",
        "NOT ",
        "not ",
        "OR ",
        "year:2025",
        "title:",
        "-",
        '"',
        '"',
        '""',
        " ",
        " ",
    ],
    *"“”－｜",
    *["内存", "a", "x y", ":", "\t", "\u3000", "\n", "*", "|", "\0", "\ud800", "C++", "ſite:", "'", "\\"],
]
typed = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=16).map("".join))


@given(typed)
@settings(max_examples=500)
def test_what_is_written_is_read_back(text: str) -> None:
    asked = read_search(text)
    assert read_search(write_search(asked)) == asked


@given(
    typed,
    st.sampled_from(["tag", "site"]),
    st.text(st.sampled_from('ab :内-"')).filter(lambda v: v.split('"')[0].strip()),
)
@settings(max_examples=300)
def test_a_search_can_be_narrowed_by_any_name(text: str, name: str, value: str) -> None:
    asked = read_search(text)
    written = write_search(asked._replace(filters=(*asked.filters, Filter(name, value))))
    narrowed = read_search(written)
    assert joins_filters(text) or not joins_filters(written)
    assert narrowed.words == asked.words
    assert (narrowed.filters[-1].name, narrowed.filters[:-1]) in ((name, asked.filters), (name, asked.filters[:-1]))
    assert " ".join(narrowed.filters[-1].value.split()) == " ".join(value.replace('"', " ").split())


BESIDE_OR = "OR stands between words, and filters hold for all of them; name a site, year or kind twice for either."


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("kind:quote year:2025 after:2025 before:2025-6-30 锁", []),
        ("kind:quotes", ["kind:quotes is none of quote, heading, note, reply, label, link, code, image, table."]),
        ("-kind:x", ["kind:x is none of quote, heading, note, reply, label, link, code, image, table."]),
        ("year:25", ["year:25 is no year; write year:2025, or after:2025-03 before:2025-04 for a month."]),
        (
            "year:２０２５５",
            ["year:２０２５５ is no year; write year:2025, or after:2025-03 before:2025-04 for a month."],
        ),
        ("year:٢٠٢٥", ["year:٢٠٢٥ is no year; write year:2025, or after:2025-03 before:2025-04 for a month."]),
        ("after:June", ["after:June is no day; write after:2025, after:2025-06 or after:2025-06-30."]),
        ("after:2025-02-30", ["after:2025-02-30 is no day; write after:2025, after:2025-06 or after:2025-06-30."]),
        ("after:2025-6-301", ["after:2025-6-301 is no day; write after:2025, after:2025-06 or after:2025-06-30."]),
        ("before:2025-13", ["before:2025-13 is no day; write before:2025, before:2025-06 or before:2025-06-30."]),
        ("before:٢٠٢٥", ["before:٢٠٢٥ is no day; write before:2025, before:2025-06 or before:2025-06-30."]),
        ("内" * 2_000, []),
        ("内" * 2_001, ["A search has at most 2,000 characters; this one has 2,001."]),
        ("内 " * 64, []),
        (" OR ".join(["内"] * 64), []),
        ("内 " * 65, ["A search has at most 64 words, phrases and filters; this one has 65."]),
        ('"' + "a " * 200 + '"', []),
        ("锁 OR tag:tea", [BESIDE_OR]),
        ("锁 tag:tea | 内存", [BESIDE_OR]),
        ("锁 TAG：tea ｜ 内存", [BESIDE_OR]),
        ("或 site:x.org", [BESIDE_OR]),
        ('锁 OR "tag:tea" OR 内存 tag:tea', []),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_sentence(
    database: sqlite3.Connection, text: str, faults: list[str]
) -> None:
    results = search(database, text)
    assert [str(fault) for fault in results.faults] == faults
    assert not faults or (results.total, results.articles, results.facets) == (0, (), ())


LOGS = {
    "2024.md": """
# 12

甲 内存 https://example.org/1  【`12.3`】
- > 锁一。 #tea
  >> 记内存 `page cache`

乙 内存泄漏 https://a.example.org/2  【`11.30`】
- > 锁二。
- > **题**

丙 https://notexample.org/3
- 记 #厨房
""",
    "周刊/2023.md": """
# 8

丁 https://www.lwn.net/4  【`8.30`】
- > 内存，页缓存（page cache）
""",
    "Leaf & Kettle/log.md": """
戊 Linux https://xn--bcher-kva.example.org/5
- > 锁
""",
}


@pytest.fixture(scope="module")
def database() -> Iterator[sqlite3.Connection]:
    with read_folder(LOGS) as connection:
        yield connection


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("tag:tea", "甲"),
        ("TAG:ＴＥＡ", "甲"),
        ("tag:廚房", "丙"),
        ('tag:"Page Cache"', "甲"),
        ("tag:“Page  Cache” －year:2023", "甲"),
        ("tag:tea tag:厨房", ""),
        ("-tag:tea -tag:厨房", "乙丁戊"),
        ("tag:none", ""),
        ("-tag:none", "甲乙丙丁戊"),
        ("tag:\ud800", ""),
        ("site:example.org", "甲乙戊"),
        ("site:a.example.org", "乙"),
        ("site:https://www.example.org/x", "甲乙戊"),
        ("site:Example.ORG site:lwn.net", "甲乙丁戊"),
        ("-site:example.org", "丙丁"),
        ("site:example.org -site:a.example.org", "甲戊"),
        ("site:ample.org", ""),
        ("site:http://lwn.net:8080/x", "丁"),
        ("site:xn--bcher-kva.example.org", "戊"),
        ("site:BÜCHER.example.org", "戊"),
        ("collection:周刊", "丁"),
        ("collection:週刊", "丁"),
        ("collection:周", ""),
        ('collection:"leaf & kettle"', "戊"),
        ('collection:周刊 collection:"Leaf & Kettle"', "丁戊"),
        ("-collection:周刊", "甲乙丙戊"),
        ("year:2024", "甲乙丙"),
        ("year:２０２４", "甲乙丙"),
        ("year:2024 year:2023", "甲乙丙丁"),
        ("-year:2024", "丁戊"),
        ("after:2024-12-03", "甲丙"),
        ("after:2024-12-04", "丙"),
        ("after:2024.11", "甲乙丙"),
        ("after：２０２４－１２－０４", "丙"),
        ("before:2024-12-03", "乙丙丁"),
        ("before:2024/12/3", "乙丙丁"),
        ("before:2024", "丁"),
        ("before:2024.12", "乙丁"),
        ("-before:2024", "甲乙丙戊"),
        ("after:2023-8-30 before:2023-8-31", "丁"),
        ("title:内存", "甲乙"),
        ("title:內存 -title:泄漏", "甲"),
        ('title:"甲 内存"', "甲"),
        ("title:内存 title:泄漏", "乙"),
        ("kind:heading", "乙"),
        ("kind:heading kind:note", "甲乙丙"),
        ("KIND:Note", "甲丙"),
        ("-kind:quote", "甲乙丙"),
        ("kind:quote -kind:quote", ""),
        # with words
        ("锁", "甲乙戊"),
        ("内存 -泄漏", "甲丁"),
        ("锁 -一", "乙戊"),
        ("内存 锁", "甲乙"),
        ("内存 锁 -二", "甲"),
        ("内存 -锁 | Linux", "甲乙丁戊"),
        ("锁 site:example.org -tag:tea", "乙戊"),
        ("内存 kind:note", "甲"),
        ("内存 kind:quote", "丁"),
        ("内存 kind:note -kind:note", ""),
        ("内存 锁 kind:note", "甲"),
        ("-锁 kind:quote", "丁"),
        ("-泄漏 kind:quote", "甲丁戊"),
        ("-内存 site:example.org", "戊"),
        ("内存 OR 锁 year:2023", "丁"),
        ("，。 year:2023", "丁"),
    ],
)
def test_filters_leave(database: sqlite3.Connection, text: str, titles: str) -> None:
    found = search(database, text).articles
    assert sorted(article.title[0] for article in found) == sorted(titles)


def test_without_words_the_newest_come_first_and_those_without_any_day_last(database: sqlite3.Connection) -> None:
    titles = [article.title[0] for article in search(database, "-site:none").articles]
    assert "".join(titles).replace("丙", "") == "甲乙丁戊"


def test_words_of_a_title_filter_are_marked(database: sqlite3.Connection) -> None:
    (article,) = search(database, "title:內存 锁 -title:乙").articles
    assert [article.title[start:end] for start, end in article.marks] == ["内存"]


def test_a_site_may_stand_above_more_sites_than_a_statement_takes_values() -> None:
    connection = open_tables()
    connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 50)
    connection.executemany(
        """
        INSERT INTO article(id, number, title, site, starred, struck, excerpt_count, log_id, position, line_start,
          line_end, reading)
        VALUES (?1, ?1, '', ?2, 0, 0, 0, 1, 1, 1, 1, 1)
        """,
        [(number, f"s{number}.example.org") for number in range(200)],
    )
    assert find_articles(connection, [Filter("site", "example.org")]) == set(range(200))


def test_the_kinds_of_a_filter_are_those_of_an_excerpt() -> None:
    assert get_args(ExcerptKind) == KINDS


@pytest.mark.parametrize("name", ["“双减”政策", "a “b c” d", "“x”", "＂y＂z"])
def test_a_name_in_quotes_can_be_asked_for(name: str) -> None:
    written = write_search(Search("回顾", (Filter("tag", name),)))
    asked = read_search(written)
    assert asked.words == "回顾"
    assert [same_names(filter_.value, [name]) for filter_ in asked.filters] == [[name]]
