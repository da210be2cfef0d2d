"""Folding makes spellings one, and never changes how many tokens SQLite sees."""

from __future__ import annotations

import sqlite3
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_tables import add_excerpts, find, open_tables

from ingest.search import fold, index_row
from ingest.search.fold import kind


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＰＧ　Ｓｑｌ", "pg sql"),
        ("Straße", "strasse"),
        ("ΟΔΟΣ", "οδοσ"),
        ("ﬁle m² ① 𝐀ᴬ", "file m2 1 aa"),
        ("ᾷ", "ᾶι"),
        ("⽂件", "文件"),
        ("⻓⻑ ⺠ ⻢ ⺀", "长长 民 马 ⺀"),
        ("\uf900 \u8c48", "岂 岂"),
        ("執行緒 內存", "执行绪 内存"),
        ("髮 發 发 乾", "发 发 发 干"),
        ("漢字", "汉字"),
        ("ｶｰ", "カー"),
        ("か\u3099", "が"),
        ("e\u0301", "é"),
        ("½ ㎏ ㍿ ⑶ ™", "½ ㎏ ㍿ ⑶ ™"),
        ("½x™e\u0301", "½x™é"),
        ("ｶﾞ ｶ\u3099", "カﾞ ガ"),
        ("\u1112\u1161\u11ab", "한"),
        ("\u1112\u1161\u11ab\u1100\u116e\u11a8", "\u1112\u1161\u11ab\u1100\u116e\u11a8"),
        ("カ\u3099ス e\u0301 α\u0313β、か\u3099", "ガス é α\u0313β、が"),
        ("", ""),
        ("内\ud800存", "内\ud800存"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def count_tokens(connection: sqlite3.Connection, sql: str) -> dict[int, int]:
    """The number of tokens that the tokenizer of excerpt_fts makes of each text that `sql` selects."""
    (ddl,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'excerpt_fts'").fetchone()
    connection.execute("DROP TABLE IF EXISTS counted")
    connection.execute("DROP TABLE IF EXISTS token")
    connection.execute(f"CREATE VIRTUAL TABLE counted USING fts5(body, {ddl[ddl.index('tokenize=') :]}")
    connection.execute("CREATE VIRTUAL TABLE token USING fts5vocab(counted, 'instance')")
    connection.execute(f"INSERT INTO counted(rowid, body) {sql}")
    return dict(connection.execute("SELECT doc, count(*) FROM token GROUP BY doc"))


def check_alignment(texts: list[str]) -> None:
    connection = open_tables()
    add_excerpts(connection, texts)
    connection.execute("CREATE TEMP TABLE indexed (id INTEGER PRIMARY KEY, body TEXT)")
    connection.executemany("INSERT INTO indexed VALUES (?, ?)", enumerate((index_row(text)[0] for text in texts), 1))
    assert count_tokens(connection, "SELECT * FROM indexed") == count_tokens(
        connection, "SELECT id, body FROM excerpt_spaced"
    )
    connection.close()


# NUL ends a string for the functions of SQL; a lone surrogate cannot be stored.
characters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")


@given(st.lists(st.text(characters), min_size=1, max_size=10))
@settings(deadline=None)
def test_the_index_has_as_many_tokens_as_the_spaced_text(texts: list[str]) -> None:
    check_alignment(texts)


@given(
    st.lists(
        st.text(st.sampled_from("\u1112\u1161\u11ab한か\u3099\uff76\uff9ea\u0301\u0313α½①㎏⽂文豈內𠁞内🤖😀+.")),
        max_size=10,
    )
)
@settings(deadline=None)
def test_marks_that_combine_move_no_token(texts: list[str]) -> None:
    check_alignment(texts)


def test_every_character_of_the_cjk_blocks_moves_no_token() -> None:
    blocks = [range(0x2E80, 0xA000), range(0xF900, 0xFB00), range(0xFE00, 0x10000), range(0x1F000, 0x1FB00)]
    check_alignment([f"a{chr(c)}b {chr(c)} 内{chr(c)}存" for block in blocks for c in block])


@pytest.mark.long
def test_no_character_moves_a_token() -> None:
    codes = [*range(1, 0xD800), *range(0xE000, 0x40000), *range(0xE0000, 0xE0200)]
    check_alignment([f"a{chr(c)}b {chr(c)} 内{chr(c)}存" for c in codes])


def test_diacritics_are_the_marks_that_a_search_passes_over() -> None:
    marks = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Mn"]
    connection = open_tables()
    add_excerpts(connection, [f"x{mark}x" for mark in marks])
    assert [marks[number - 1] for number in find(connection, "xx")] == [mark for mark in marks if kind(mark) == "D"]
    connection.close()


@pytest.mark.parametrize(
    ("kinds", "characters"),
    [
        ("C", "内㐀\U00020000豈々〇⽂あアｱーㄅ가힣ㅋ"),
        ("W", "aé2²½Ω\ue000\u1112"),
        ("D", "\u0301\u0323"),
        ("S", "，。 +_🤖\ufe0f\u200b・"),
    ],
)
def test_kind(kinds: str, characters: str) -> None:
    assert {character: kind(character) for character in characters} == dict.fromkeys(characters, kinds)
