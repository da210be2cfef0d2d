"""Traditional characters are folded as OpenCC folds them, one by one, and never in a way that would move a mark."""

from __future__ import annotations

import unicodedata

import pytest
from search_oracle import simplify
from search_tables import add_excerpts, find, open_tables

from ingest.search.fold import fold, kind
from ingest.search.simplified import SIMPLIFIED


def test_the_table_is_what_opencc_makes_of_every_character() -> None:
    characters = (chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    # What NFKC changes, such as the characters for compatibility, is looked up afterwards.
    plain = (character for character in characters if unicodedata.is_normalized("NFKC", character))
    assert {c: simple for c in plain if (simple := simplify(c)) != c} == SIMPLIFIED


def test_every_character_of_the_table_is_folded_once_and_for_all() -> None:
    for traditional, simple in SIMPLIFIED.items():
        assert (fold(traditional), fold(simple)) == (simple, simple)
        assert (kind(traditional), kind(simple)) == ("C", "C")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("內存", "内存"),
        ("執行", "执行"),
        ("髮", "发"),
        ("發", "发"),
        ("髮", "發"),
        ("環形緩衝區", "环形缓冲区"),
        ("記憶體", "记忆体"),
        ("乾隆", "干隆"),
        ("裏", "裡"),
        ("Linux內核", "ＬＩＮＵＸ 内核"),
        ("\uf9d8", "律"),  # for compatibility
        ("\uf900", "岂"),  # for compatibility, and traditional
    ],
)
def test_both_scripts_find_each_other(one: str, other: str) -> None:
    connection = open_tables()
    add_excerpts(connection, [f"说{one}的", f"说{other}的"])
    assert find(connection, one) == find(connection, other) == [1, 2]


@pytest.mark.parametrize(("one", "other"), [("執行緒", "线程"), ("軟體", "软件"), ("核心", "内核"), ("著", "着")])
def test_other_words_for_the_same_thing_stay_two(one: str, other: str) -> None:
    connection = open_tables()
    add_excerpts(connection, [one, other])
    assert (find(connection, one), find(connection, other)) == ([1], [2])
