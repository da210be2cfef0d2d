"""A scan finds in any text what a search of the index finds; where the two differ, `readlog verify` says so."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.run import Report
from ingest.search.fold import kind
from ingest.soundness import SEARCHED
from ingest.store.database import create_schema
from ingest.store.index import index_excerpts, unindex_excerpts
from ingest.verify.scan import END, Characters, read_text, scan_rows
from ingest.verify.words import compare_words, count_indexed, draw_words

Build = Callable[..., Report]
PASSAGES = SEARCHED[0]

# Where Unicode of SQLite and of Python differ, where folding changes the number of words, and what names a symbol.
ODD = [
    *"内存管⽂々ー한か\u3099ｶé\u0301\u0323\u1112\u1161\u11ab½①㎏™ß₽🤖😀٣ǡйς\0\n\u200b\ufe00\U000e0100\U00020000",
    *"aC2+#._-/ ，。　",
    *("C++", "C#", ".NET", "asp.net", "3.14", "io_uring", "或", "OR", "-x", "內", "加加"),
]
# Letters that were marks in Unicode 6.1: with a symbol behind one, the index has the bare name of the symbol.
NEW_TAI_LUE = [*map(chr, range(0x19B0, 0x19CA)), "\u1cf2", "\u1cf3"]
any_character = st.characters(exclude_categories=["Cs"], exclude_characters=NEW_TAI_LUE)
texts = st.lists(st.sampled_from(ODD) | any_character, max_size=25).map("".join)


def tables(rows: list[str]) -> sqlite3.Connection:
    """A database of excerpts, numbered from 1, and of no log; they are indexed as `store` does."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    create_schema(connection)
    connection.execute("BEGIN")
    for number, text in enumerate(rows, 1):
        connection.execute(
            """
            INSERT INTO excerpt(
              id, name, article_id, position, depth, kind, text, markdown, path, starred, line_start, line_end
            )
            VALUES (:number, :number, 1, :number, 1, 'quote', :text, '', '', 0, 1, 1)
            """,
            {"number": number, "text": text},
        )
        index_excerpts(connection, [(number, text)])
    connection.execute("COMMIT")
    return connection


def compare(connection: sqlite3.Connection, *, every_word: bool = False) -> list[str]:
    _, problems = compare_words(connection, PASSAGES, Characters(connection), every_word, lambda share: None)
    return [problem.message for problem in problems]


def test_another_order_of_words_in_the_index_is_found_by_the_sample() -> None:
    rows = ["内存管理", "环形缓冲", "零拷贝读", "写时复制", "无锁队列", "页缓存区", "上下文切", "缺页异常"]
    with closing(tables(rows)) as connection:
        connection.execute("BEGIN")
        unindex_excerpts(connection, enumerate(rows, 1))
        for number, row in enumerate(rows, 1):
            a, b, c, d = row
            body = f"{c}{d} {b}{c} {a}{b} {d}"
            connection.execute("INSERT INTO excerpt_fts(rowid, body, sym) VALUES (?, ?, '')", [number, body])
        connection.execute("COMMIT")
        (problem,) = compare(connection)
        assert problem.startswith("a search misses passages, for ")


def test_the_sample_is_the_same_every_time_and_has_words_of_every_sort(
    samples: Path, tmp_path: Path, build: Build
) -> None:
    build(samples / "tree")
    with closing(sqlite3.connect(tmp_path / "readlog.db", isolation_level=None)) as connection:
        characters = Characters(connection)
        drawn = draw_words(connection, PASSAGES, characters)
        assert draw_words(connection, PASSAGES, characters) == drawn
    sizes = {len(word) for word in drawn if kind(word[0]) == "C"}
    assert sizes == set(range(1, 9))
    assert {"c++", "linux"} <= drawn


def test_the_sample_has_the_words_with_symbols_however_few_they_are() -> None:
    symbol_words = {f"{letter}{symbol}" for letter in "abcdef" for symbol in ("++", "#")} | {".net", ".h"}
    with closing(tables(["锁"] * 1500 + sorted(symbol_words))) as connection:
        assert symbol_words <= draw_words(connection, PASSAGES, Characters(connection))


def test_words_that_are_not_drawn_are_searched_where_the_counts_differ() -> None:
    with closing(tables([*["锁"] * 4, "写锁", "io", *["锁"] * 1496])) as connection:
        connection.execute("UPDATE excerpt SET text = '写琐' WHERE id = 5")
        connection.execute("UPDATE excerpt SET text = 'uring' WHERE id = 6")
        characters = Characters(connection)
        assert draw_words(connection, PASSAGES, characters) == {"锁"}
        _, problems = compare_words(connection, PASSAGES, characters, False, lambda share: None)
    assert [problem.message for problem in problems] == [
        "a search misses passages, for 3 of 6 words: uring in 0 of 1",
        "a search finds passages without the word, for 3 of 6 words: io in 1",
    ]


@given(st.lists(texts, max_size=6), st.booleans())
@example(["🄀C++ .x🄀y"], True)
@example(["₽C++"], True)
@example(["x" * 1001 + "++"], True)
@example(["a\U0001faffb c\U0001fb00d"], True)
@example(["\u1100\u0300\u1161"], True)
@example(["\u0301C++ x\u0301y++ y"], True)
@settings(deadline=None)
def test_no_text_makes_a_database_unsound(rows: list[str], every_word: bool) -> None:
    with closing(tables(rows)) as connection:
        assert compare(connection, every_word=every_word) == []


@given(st.lists(texts, min_size=1, max_size=6), texts, st.booleans())
@settings(deadline=None)
def test_no_other_text_passes_for_the_one_that_is_indexed(rows: list[str], other: str, every_word: bool) -> None:
    with closing(tables(rows)) as connection:
        characters = Characters(connection)
        counts = [scan_rows([(1, text)], characters, ()).counts for text in (rows[0], other)]
        connection.execute("DROP TABLE temp.probe_term")
        connection.execute("DROP TABLE temp.probe")
        connection.execute("UPDATE excerpt SET text = ? WHERE id = 1", [other])
        assert bool(compare(connection, every_word=every_word)) is (counts[0] != counts[1])


@pytest.mark.parametrize(
    ("text", "runs", "words", "symbol_words"),
    [
        ("内存，管理", ["内存", "管理"], [], []),
        ("Linux内核2万行", ["内核", "万行"], ["linux", "2"], []),
        ("io_uring", [], ["io", "uring"], []),
        ("ＰＧ 與 Straße", ["与"], ["pg", "strasse"], []),
        ("un Café, cafe\u0301, tiếng", [], ["un", "cafe", "cafe", "tieng"], []),
        ("й ά ǡ", [], ["й", "ά", "ǡ"], []),
        ("C++20、Notepad++", [], ["c", "20", "notepad"], ["c++", "notepad++"]),
        ("C#与F#", ["与"], ["c", "f"], ["c#", "f#"]),
        (".NET, ASP.NET 3.5", [], ["net", "asp", "net", "3", "5"], [".net", ".net"]),
        (".NET6 与 F2#", ["与"], ["net6", "f2"], [".net6", "f2#"]),
        ("等...Next B+树", ["等", "树"], ["next", "b"], []),
        ("🤖ChatGPT 100₽", [], ["chatgpt"], []),
        ("x" * 1000, [], ["x" * 1000], []),
        ("x" * 1001, [], [], []),
        ("", [], [], []),
    ],
)
def test_a_text_holds(text: str, runs: list[str], words: list[str], symbol_words: list[str]) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        held = read_text(text, Characters(connection))
    assert held.runs == "".join(run + END for run in runs)
    assert (held.words, held.symbol_words) == (words, symbol_words)


def test_the_index_counts_as_the_scan_does(samples: Path, tmp_path: Path, build: Build) -> None:
    build(samples / "notes.md")
    with closing(sqlite3.connect(tmp_path / "readlog.db", isolation_level=None)) as connection:
        characters = Characters(connection)
        for searched in SEARCHED:
            rows = connection.execute(f"SELECT id, {searched.column} FROM {searched.table} ORDER BY id")
            counts = scan_rows(rows, characters, ()).counts
            indexed = count_indexed(connection, searched, characters)
            assert len(indexed) > 50
            assert {piece: count for piece, count in counts.items() if piece[0] != END} == indexed


def test_the_scan_owes_nothing_to_the_tokens_of_the_index() -> None:
    sources = [file.read_text() for file in Path(compare_words.__code__.co_filename).parent.glob("*.py")]
    assert len(sources) > 3
    for source in sources:
        assert not re.search(r"index_row|pair_characters|symbol_words\(folded\)|search\.tokens import", source)
