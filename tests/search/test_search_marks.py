"""highlight() and snippet() mark the characters that were searched for, and no others."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_oracle import marked, units
from search_tables import add_excerpts, highlight, mark_query, open_tables


@pytest.mark.parametrize(
    ("query", "text", "shown"),
    [
        ("内存", "讲内存管理，内存", "讲[内存]管理，[内存]"),
        ("锁", "自旋锁与锁", "自旋[锁]与[锁]"),
        ("缓冲区", "环形缓冲区", "环形[缓冲区]"),
        ("内内", "内内内存", "[内内内]存"),
        ("Linux内核", "说 Linux 内核态", "说 [Linux 内核]态"),
        ("内核Linux", "新内核，Linux", "新[内核，Linux]"),
        ("io_uring", "用io_uring写", "用[io_uring]写"),
        ("C++", "用 C++ 写", "用 [C]++ 写"),
        ("文件", "一个⽂件", "一个[⽂件]"),
        ("内存", "內存與内存", "[內存]與[内存]"),
        ("發", "理髮、发展、發", "理[髮]、[发]展、[發]"),
        ("执行緒", "多執行緒", "多[執行緒]"),
        ("PG", "½ ㎏ ＰＧ库", "½ ㎏ [ＰＧ]库"),
        ("内存", "🤖ChatGPT 的内存", "🤖ChatGPT 的[内存]"),
        ("內", "內\ufe00存", "[內]\ufe00存"),
        ("内存 锁", "锁住内存", "[锁]住[内存]"),
        ("内存 锁", "内存而已", "[内存]而已"),
        ("内存 -锁", "锁住内存", "锁住[内存]"),
        ("锁 | 内存", "锁住内存", "[锁]住[内存]"),
    ],
)
def test_highlight_marks(query: str, text: str, shown: str) -> None:
    connection = open_tables()
    add_excerpts(connection, [text])
    assert highlight(connection, query)[1].replace("\2", "[").replace("\3", "]") == shown


def test_snippet_gives_clean_text_around_the_marks() -> None:
    connection = open_tables()
    add_excerpts(connection, ["前" * 400 + "，Linux 的内存管理，" + "后" * 400])
    sql = """
        SELECT replace(snippet(excerpt_fts, 0, '[', ']', '…', 10), char(8203), '')
        FROM excerpt_fts
        WHERE excerpt_fts MATCH ?
    """
    assert connection.execute(sql, (mark_query("内存"),)).fetchone() == ("…前前，Linux 的[内存]管理，后后…",)


alphabet = [
    *"内內存管的⽂文发髮，。 -½㎏",
    "𠀀",
    "か",
    "한",
    "é",
    "Ｐ",
    "pg",
    "C++",
    "2",
    "🤖",
    "😀",
    "\u200b",
    "\ufe00",
]
texts = st.lists(st.sampled_from(alphabet), min_size=1, max_size=40).map("".join)


@given(texts, st.integers(0, 39), st.integers(1, 6))
@settings(deadline=None, max_examples=300)
def test_highlight_marks_what_the_oracle_marks(text: str, start: int, size: int) -> None:
    query = text[start : start + size]
    if not units(query) or query.split() != [query] or query.startswith("-") or "🤖" in query:
        return
    connection = open_tables()
    add_excerpts(connection, [text])
    expected = marked(query, text)
    unit_places = {place for unit in units(text) for place in unit.places}
    shown = [(character, place in expected) for place, character in enumerate(text) if place in unit_places]
    for highlighted in highlight(connection, query).values():
        assert read_marks(highlighted) == shown
    connection.close()


def read_marks(highlighted: str) -> list[tuple[str, bool]]:
    """Each character that belongs to a word or a run, and whether it stands between marks."""
    text = highlighted.replace("\2", "").replace("\3", "")
    in_units = {place for unit in units(text) for place in unit.places}
    marks: list[tuple[str, bool]] = []
    place, inside = 0, False
    for character in highlighted:
        if character in "\2\3":
            inside = character == "\2"
            continue
        if place in in_units:
            marks.append((character, inside))
        place += 1
    return marks
