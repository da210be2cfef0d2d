"""Marker marks what highlight() marks over the views of schema.sql, and the symbols of C++ and the like besides."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import takewhile
from unicodedata import combining

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_oracle import marked_with_symbols
from search_tables import add_excerpts, highlight, open_tables

from ingest.search import marks as search_marks
from ingest.search.marks import Marker, Marks, mark_text


@pytest.mark.parametrize(
    ("query", "text", "shown"),
    [
        ("内存", "讲内存管理，内存", "讲[内存]管理，[内存]"),
        ("内存", "讲內存管理", "讲[內存]管理"),
        ("髮", "發展、头发、理髮", "[發]展、头[发]、理[髮]"),
        ("内内", "内内内存", "[内内内]存"),
        ("管理 内存", "内存管理", "[内存管理]"),
        ("内存 -泄漏 | 锁", "锁住内存泄漏", "[锁]住[内存]泄漏"),
        ("Linux内核", "说 Linux 内核态", "说 [Linux 内核]态"),
        ("lock*", "locks, unlock, LOCKING", "[locks], unlock, [LOCKING]"),
        ('"page cache"', "page cache，page", "[page cache]，page"),
        ("内存", "泄漏", "泄漏"),
        ("-内存", "内存", "内存"),
        ("", "内存", "内存"),
        ("内存", "", ""),
        # what is not seen, or counts as more or fewer
        ("内存", "内\u200b存 \u200b内存\u200b", "内\u200b存 \u200b[内存]\u200b"),
        ("内存", "\x02\x01内存\x02 \x03内存", "\x02\x01[内存]\x02 \x03[内存]"),
        ("内存", "内\0存 a\0内存", "内\0存 a\0[内存]"),
        ("内存", "😀内存🤖内存👨‍👩‍👧内存", "😀[内存]🤖[内存]👨‍👩‍👧[内存]"),
        ("\U00020000", "a\U00020000b", "a[\U00020000]b"),
        ("内存", "½㎏㍿⑶™内存ﬁ", "½㎏㍿⑶™[内存]ﬁ"),
        ("文件", "一个⽂件", "一个[⽂件]"),
        ("café", "un cafe\u0301, CAFÉ", "un [cafe\u0301], [CAFÉ]"),
        ("viet", "tiếng Việt", "tiếng [Việt]"),
        ("が", "か\u3099内", "[か\u3099]内"),
        ("内存", "ｶ\u3099ß内存", "ｶ\u3099ß[内存]"),
        ("한", "\u1112\u1161\u11ab", "[\u1112\u1161\u11ab]"),
        # words with symbols
        ("C++", "用C++写，不用C", "用[C++]写，不用C"),
        ("c++", "C++20 与 C#", "[C++]20 与 C#"),
        ("Ｃ＋＋", "C++", "[C++]"),
        ("C++", "Ｃ＋＋", "[Ｃ＋＋]"),
        ("C#", "C# 与 C", "[C#] 与 C"),
        (".NET", "ASP.NET 与 net", "ASP[.NET] 与 net"),
        (".NET", "等...NET，.NET", "等...NET，[.NET]"),
        ("C", "C++ 与 C", "[C]++ 与 [C]"),
        ("C C++", "C++ 与 C", "[C++] 与 [C]"),
        ("C++ 锁C", "锁C++", "[锁C++]"),
        ("C++ | (C)", "C 与 C++", "[C] 与 [C++]"),
        (".NET | n*", "net 与 .NET", "[net] 与 [.NET]"),
        ("C++ C#", "C++、C# 与 C", "[C++]、[C#] 与 C"),
        ("C++ 内存", "C内存，C++内存", "C[内存]，[C++内存]"),
        ("C++高并发", "C++ 高并发，C 高并发", "[C++ 高并发]，[C 高并发]"),
        ("C++高并发", "C 高并发", "C 高并发"),
    ],
)
def test_find_marks(query: str, text: str, shown: str) -> None:
    (marks,) = Marker().find_marks([text], query)
    assert mark_text(text, marks) == shown


NASTY = [
    *["\u1112\u1161\u11ab", "한", "か\u3099", "が", "ｶﾞ", "ー", "e\u0301", "é", "a\u0323\u0301", "\u0301", "\u3099"],
    *["\u200b", "\u200d", "\ufeff", "\u00ad", "\ufe0f", "\U000e0100", "\x01", "\x02", "\x03", "\x0b", "\x7f", "\u2028"],
    *["😀", "🤖", "👨‍👩‍👧", "🇨🇳", "☃", "½", "㎏", "㍿", "⑶", "™", "ﬁ", "①", "²", "⽂", "⺟", "ß", "ſ", "İ", "ǆ"],
    *["\U00020000", "\U0002f800", "\uf900", "\ue000", "कि", "ไทย", "العربية", "〇", "々", "・", "，", " ", "_", "-"],
]
PLAIN = [*"内內存存发發髮文理", "内存", "Linux", "pg", "ＰＧ", "2", "a", "b"]
texts = st.lists(st.one_of(st.sampled_from(PLAIN), st.sampled_from(NASTY)), max_size=25).map("".join)
queries = st.lists(st.one_of(st.sampled_from(PLAIN), st.sampled_from([" ", *NASTY])), max_size=5).map("".join)


def without_joints(highlighted: str) -> str:
    """Neighbouring marks as one, each with what combines with its last character."""
    first, *others = highlighted.replace("\u200b", "").split("\x0f")
    for other in others:
        accents = "".join(takewhile(combining, other))
        first += f"{accents}\x0f{other[len(accents) :]}"
    return first.replace("\x0f\x0e", "")


def check_against_highlight(rows: list[str], asked: list[str]) -> None:
    connection, marker = open_tables(), Marker()
    add_excerpts(connection, rows)
    for query in asked:
        native = highlight(connection, query, "\x0e", "\x0f")
        found = marker.find_marks(rows, query)
        for number, (text, marks) in enumerate(zip(rows, found, strict=True), 1):
            flat = [place for mark in marks for place in mark]
            assert flat == sorted(set(flat))
            assert all(0 <= place <= len(text) for place in flat)
            expected = without_joints(native.get(number, text))
            assert without_joints(mark_text(text, marks, "\x0e", "\x0f")) == expected, (query, text)
    connection.close()


@given(st.lists(texts, min_size=1, max_size=12), st.lists(queries, min_size=1, max_size=4))
@settings(deadline=None)
def test_marks_are_those_of_highlight(rows: list[str], asked: list[str]) -> None:
    check_against_highlight(rows, asked)


@pytest.mark.long
@given(st.lists(texts, min_size=1, max_size=12), st.lists(queries, min_size=1, max_size=4))
@settings(deadline=None, max_examples=5_000)
def test_marks_are_those_of_highlight_in_many_texts(rows: list[str], asked: list[str]) -> None:
    check_against_highlight(rows, asked)


_symbols = st.sampled_from(
    ["C", "c", "C++", "C#", ".NET", "NET", "..NET", "＋＋", "++", "#", ".", " ", "内", "，", "2"]
)


@given(st.lists(_symbols, max_size=12).map("".join), st.sampled_from(["C++", "c#", ".net", "C", "NET", "Ｃ＋＋"]))
@settings(deadline=None, max_examples=300)
def test_symbols_are_marked_where_the_word_has_them(text: str, query: str) -> None:
    (marks,) = Marker().find_marks([text], query)
    assert {place for start, end in marks for place in range(start, end)} == marked_with_symbols(query, text)


@given(st.lists(texts, max_size=8), st.lists(queries, max_size=4))
@settings(deadline=None)
def test_a_batch_is_marked_as_each_text_alone(rows: list[str], asked: list[str]) -> None:
    marker = Marker()
    for query in asked:
        assert marker.find_marks(rows, query) == [Marker().find_marks([text], query)[0] for text in rows]


_spoken = [*"内內存存发發髮文理，😀", "内存", " Linux ", " pg ", "ＰＧ", " 2", " C++", ".NET ", "か\u3099", "half word"]


@given(st.lists(st.sampled_from(_spoken), max_size=60).map("".join), st.lists(queries, max_size=4))
@settings(deadline=None)
def test_a_long_text_is_marked_piece_by_piece_as_it_would_be_whole(text: str, asked: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for query in asked:
            whole = Marker().find_marks([text], query)
            patch.setattr(search_marks, "_PIECE", 12)
            assert Marker().find_marks([text], query) == whole
            patch.undo()


@pytest.mark.parametrize(
    ("query", "text", "marks"),
    [
        ("内存", "词" * 4_999 + "内存" + "词" * 100, ((4_999, 5_001),)),
        ("nux", "词" * 4_998 + "Linux" + "词" * 100, ()),
        ("nux", "a " * 2_499 + "Linux" + " a" * 100, ()),
        ("Li", "词" * 5_002 + "Linux" + "词" * 100, ()),
    ],
)
def test_no_word_is_cut_where_a_long_text_is(query: str, text: str, marks: Marks) -> None:
    assert Marker().find_marks([text], query) == [marks]


def test_a_batch_leaves_nothing_to_the_next() -> None:
    marker = Marker()
    assert marker.find_marks(["锁住内存", "内存"], "内存") == [((2, 4),), ((0, 2),)]
    assert marker.find_marks(["锁住"], "内存") == [()]


def test_a_marker_may_end_on_another_thread_than_it_began() -> None:
    with ThreadPoolExecutor() as pool:
        marker = pool.submit(Marker).result()
    del marker


@pytest.mark.parametrize(("query", "text", "number"), [("词", "词" * 100_000, 1), ("a", "a," * 50_000, 50_000)])
def test_marks_of_a_text_take_time_in_proportion_to_its_length(
    monkeypatch: pytest.MonkeyPatch, query: str, text: str, number: int
) -> None:
    pieces = []
    whole = Marker._find_marks
    monkeypatch.setattr(
        Marker, "_find_marks", lambda self, texts, query: pieces.extend(texts) or whole(self, texts, query)
    )
    (marks,) = Marker().find_marks([text], query)
    assert (len(marks), sum(end - start for start, end in marks)) == (number, text.count(query))
    assert max(map(len, pieces)) < 6_000
    assert sum(map(len, pieces)) < 101_000


@pytest.mark.parametrize(
    ("marks", "width", "shown"),
    [
        ([], 4, "0123…"),
        ([(1, 2)], 20, "0[1]23456789abcdefghij"),
        ([(1, 2)], 40, "0[1]23456789abcdefghij"),
        ([(19, 20)], 8, "…cdefghi[j]"),
        ([(0, 1), (5, 6), (8, 9)], 6, "[0]1234[5]…"),
        ([(10, 11), (12, 13), (17, 18)], 8, "…[a]b[c]defg[h]…"),
        ([(6, 8), (10, 11), (12, 13), (14, 15)], 8, "…89[a]b[c]d[e]f…"),
        ([(10, 11), (16, 19)], 8, "…89[a]bcdef…"),
        # a mark is not cut
        ([(10, 19)], 8, "…89[abcdefghi]…"),
        ([(0, 1), (4, 9), (10, 11), (12, 13), (14, 15)], 8, "…[45678]9[a]b…"),
    ],
)
def test_what_is_left_of_a_text_holds_the_most_marks(marks: list[tuple[int, int]], width: int, shown: str) -> None:
    assert mark_text(*search_marks.shorten("0123456789abcdefghij", tuple(marks), width)) == shown


def test_a_text_is_shortened_around_most_of_its_marks_however_many_it_has() -> None:
    marks = [(place, place + 1) for place in range(0, 400_000, 10)]  # each beside each other would take minutes
    crowded = tuple(sorted([*marks, (200_003, 200_004), (200_006, 200_007)]))
    text, kept = search_marks.shorten("词" * 400_000, crowded, 16)
    assert (len(text), kept) == (18, ((5, 6), (8, 9), (11, 12), (15, 16)))
