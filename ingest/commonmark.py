"""The Markdown parser that the reader and the pages have in common, and how much of a text it is given at most.

Never says which blocks there are: a log has lists, a passage on a page has none.
"""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ingest.autolink import link_address

# markdown-it drops what is nested deeper without a word. An item of a quoted list takes three levels, so this is
# sixty of them. Higher, and Python's own recursion limit comes first.
MAX_NESTING = 180

# The most characters of a paragraph in which phrases are looked for. markdown-it makes objects of every sign, 50 MB of
# 20,000 stars, and its work on some signs grows with their square; the longest passage of real logs has 2,000.
LONGEST_PHRASES = 20_000


def make_parser() -> MarkdownIt:
    """A parser of CommonMark with strike-through and bare addresses. HTML is recognised so that it can be left out.

    A paragraph longer than `LONGEST_PHRASES` is text, whatever signs it has.
    """
    markdown = MarkdownIt("commonmark", {"html": True, "maxNesting": MAX_NESTING})
    markdown.core.ruler.at("inline", _parse_phrases)
    return markdown


@cache
def _phrases() -> MarkdownIt:
    """The parser of what stands in a paragraph. Brackets nest less than blocks: 20 levels, the measure of markdown-it.

    An opening bracket costs time with every level, used or not.
    """
    markdown = MarkdownIt("commonmark", {"html": True}).enable("strikethrough")
    markdown.inline.ruler.before("escape", "address", link_address)
    return markdown


def _parse_phrases(state: StateCore) -> None:
    """Core rule: in place of markdown-it's own `inline`."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if is_too_long(token.content):
                token.children += _plain(token.content)
            else:
                _phrases().inline.parse(token.content, _phrases(), state.env, token.children)


def is_too_long(markdown: str) -> bool:
    """Whether a paragraph is kept as it is, because it is too long for Markdown."""
    return len(markdown) > LONGEST_PHRASES


def _plain(content: str) -> list[Token]:
    """A text as children of an `inline` token, one a line, with the breaks between them."""
    children: list[Token] = []
    for number, line in enumerate(content.split("\n")):
        if number:
            children.append(Token("softbreak", "br", 0))
        children.append(Token("text", "", 0, content=line.strip(" ")))
    return children
