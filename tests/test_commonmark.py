"""The project's parser reads what stands in a paragraph as markdown-it does, where it takes a shorter way as well."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.commonmark import _phrases, make_parser

# All signs that ASCII has, so all that Markdown knows; some in the company in which they mean something.
_PIECES = st.one_of(
    st.characters(max_codepoint=127),
    st.sampled_from(
        ["词", "word", "  ", "：", "https://e.example.org/a", "[a](b)", "![a](b)", "**b**", "&amp;", "<i>"]
    ),
)


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_phrases_are_those_of_markdown_it(text: str) -> None:
    [ours], [theirs] = make_parser().parseInline(text), _phrases().parseInline(text)
    assert [token.as_dict() for token in ours.children or ()] == [token.as_dict() for token in theirs.children or ()]
