"""Outlines that are read without markdown-it's blocks say what they say with them."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

from ingest.read.entries import make_entry
from ingest.read.markdown import parse_blocks
from ingest.read.passages.outline import outline_tokens
from ingest.read.passages.outline_tokens import _read_items, parse_outline

_SIGNS = ("- > ", "- > ", "- ", "* > ", "+ ", ">> ", ">> ", "> ", "- >", "1. ", "")
# What begins blocks and phrases, and what looks like it.
_PIECES = (
    "词 ¦词 ¦word ¦**b**¦`c`¦_d_¦~~e~~¦[a](b)¦https://e.example.org/a¦1. ¦1) ¦3.14¦2020.¦٣. ¦[a]: b¦[x] ¦***"
    "¦* *¦---¦==¦-|-¦|¦:¦: ¦```¦~~~¦``¦# ¦#¦> ¦- ¦+ ¦* ¦_ _¦<i>¦<¦!¦\\¦&amp;¦ ¦  ¦\t¦\u3000¦\xa0¦\0"
).split("¦")
_INDENTS = st.one_of(st.sampled_from(("", "", "  ", "  ", "    ", "      ")), st.sampled_from((" ", "   ", "\t")))
_WORDS = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=3).map("".join)
_LINES = st.one_of(
    st.tuples(_INDENTS, st.sampled_from(_SIGNS), _WORDS).map("".join), st.sampled_from(("", "  ", "\t", "\u3000"))
)
# Mostly what is read so: few signs, and words that begin no block.
_PLAIN_LINES = st.tuples(
    st.sampled_from(("", "", "  ", "    ")), st.sampled_from(_SIGNS[:7]), st.sampled_from(_PIECES[:15])
).map("".join)

_SEEN = ("list_item_open", "list_item_close", "blockquote_open", "blockquote_close", "inline")
_UNSEEN = ("bullet_list_open", "bullet_list_close", "paragraph_open", "paragraph_close")


def _as_seen(tokens: Sequence[Token]) -> list[object]:
    """Tokens as far as the excerpts go by them."""
    assert {token.type for token in tokens} <= {*_SEEN, *_UNSEEN}
    return [
        (token.type, token.info, token.content, token.map, [child.as_dict() for child in token.children or ()])
        if token.type == "inline"
        else (token.type, token.info)
        for token in tokens
        if token.type in _SEEN
    ]


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.lists(_LINES, max_size=6), st.lists(_PLAIN_LINES, max_size=8)))
def test_outline_has_the_blocks_that_markdown_it_finds(lines: list[str]) -> None:
    if _read_items(lines) is not None:
        assert _as_seen(parse_outline(lines)) == _as_seen(parse_blocks("\n".join(lines)))


def test_items_notes_and_what_is_nested_in_them_are_read_at_once() -> None:
    assert _read_items(["", "- > a", "  >> b", "  * > `c`", "    - **d**", "", "- 3.14", "", "  >> e"]) is not None


def test_what_may_be_another_block_is_left_to_markdown_it() -> None:
    for line in ("- > # a", "- > 1. a", "- > ```", "- [a]: b", "- >a", "   - a", "1. a", "a", "- <b>", ">> a", "* **"):
        assert _read_items([line]) is None, line


def test_tokens_are_let_go_as_excerpts_are_made_of_them() -> None:
    lines = ["", "- > a", "  >> b", "- c", "", "```", "d", "```", "", "| e |", "| - |", "| f |", "", "<div>g</div>"]
    tokens = parse_outline(lines)
    outline = outline_tokens(make_entry("address-line", lines, (1, len(lines))), lines, tokens, (), 1)
    assert [one.text for one in outline.excerpts] == ["a", "b", "c", "d", "e\nf", "g"]
    assert {token.content for token in tokens if token.type == "inline" and token.content not in ("e", "f")} <= {""}
    assert not any(token.type in ("fence", "html_block", "list_item_open") for token in tokens)
