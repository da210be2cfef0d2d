"""Passages away from their articles: their words, without the signs before them."""

from __future__ import annotations

import pytest

from ingest.browse.passages import strip_signs


@pytest.mark.parametrize(
    ("kind", "markdown", "words"),
    [
        ("note", "//notes：重读", "重读"),
        ("note", "//note: *again*", "*again*"),
        ("note", "// NOTES : again", "again"),
        ("quote", "【[ :star: ][`*`]】 again", "again"),
        ("note", "【[:STAR:][*]】//notes：again", "again"),
        ("note", "again //notes：again", "again //notes：again"),
        ("quote", "  again", "  again"),
        ("code", "//notes：again", "//notes：again"),
    ],
)
def test_the_signs_of_a_star_and_of_a_note_are_no_words_but_code_is(kind: str, markdown: str, words: str) -> None:
    assert strip_signs(kind, markdown) == words
