"""The Markdown parser that the reader and the pages have in common, how much of a text it is given at most, and the
signs that a text needs which is no Markdown.

Never says which blocks there are: a log has lists, a passage on a page has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore, text_join
from markdown_it.rules_inline import StateInline, autolink, html_inline, link
from markdown_it.token import Token
from markdown_it.utils import EnvType

from ingest.autolink import link_address

# markdown-it drops what is nested deeper without a word. An item of a quoted list takes three levels, so this is
# sixty of them. Higher, and Python's own recursion limit comes first.
MAX_NESTING = 180

# The most characters of a paragraph in which phrases are looked for. markdown-it makes objects of every sign, 50 MB of
# 20,000 stars, and its work on some signs grows with their square; the longest passage of real logs has 2,000.
LONGEST_PHRASES = 20_000

# What CommonMark and its tables would read as markup: anywhere, and at the beginning of a line.
_MARKUP = re.compile(r"[\\`*\[\]<>~|]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
_BEGINNING = re.compile(r"^(?:(?=[-+=#])|\d+(?=[.)](?:\s|$)))", re.MULTILINE)
_INDENT = re.compile(r"^[^\S\n]+", re.MULTILINE)

# What a phrase, an address or a line break begins with. Half of all paragraphs have none of these signs.
_PHRASE_SIGNS = re.compile(r"[\n\\`*_~\[<&:]")


class _Parser(MarkdownIt):
    """A parser that leaves addresses as they are written."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 (markdown-it's name)
        """The address; only a blank in it, which `<…>` allows, would end it elsewhere."""
        return url.replace(" ", "%20")

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 (markdown-it's name)
        """What is shown of an address between < and >: all of it."""
        return link


def make_parser() -> MarkdownIt:
    """A parser of CommonMark with strike-through and bare addresses. HTML is recognised so that it can be left out.

    A paragraph longer than `LONGEST_PHRASES` is text, whatever signs it has.
    """
    markdown = _Parser("commonmark", {"html": True, "maxNesting": MAX_NESTING})
    markdown.core.ruler.at("inline", _parse_phrases)
    return markdown


@cache
def _phrases() -> MarkdownIt:
    """The parser of what stands in a paragraph. Brackets nest less than blocks: 20 levels, the measure of markdown-it.

    An opening bracket costs time with every level, used or not.
    """
    markdown = _Parser("commonmark", {"html": True}).enable("strikethrough")
    markdown.inline.ruler.before("escape", "address", _with_end(link_address))
    markdown.inline.ruler.at("link", _with_end(link))
    markdown.inline.ruler.at("autolink", _with_end(autolink))
    markdown.inline.ruler.at("html_inline", _with_end(html_inline))
    return markdown


def _with_end(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """The rule of a link, which also tells where in the Markdown it ends: `meta["end"]` of the token that closes it."""

    def parse(state: StateInline, silent: bool) -> bool:
        count = len(state.tokens)
        is_link = rule(state, silent)
        if is_link and len(state.tokens) > count:
            state.tokens[-1].meta["end"] = state.pos
        return is_link

    return parse


def parse_phrases(tokens: list[Token], env: EnvType) -> None:
    """Gives block tokens the children that the parser would give them; `env` holds the definitions of links."""
    state = StateCore("", _phrases(), env, tokens)
    _parse_phrases(state)
    text_join(state)


def _parse_phrases(state: StateCore) -> None:
    """Core rule: in place of markdown-it's own `inline`."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if is_too_long(token.content):
                token.children += _plain(token.content)
            elif _PHRASE_SIGNS.search(token.content):
                _phrases().inline.parse(token.content, _phrases(), state.env, token.children)
            elif token.content:
                token.children.append(Token("text", "", 0, content=token.content))


def is_too_long(markdown: str) -> bool:
    """Whether a paragraph is kept as it is, because it is too long for Markdown."""
    return len(markdown) > LONGEST_PHRASES


def escape_markdown(text: str) -> str:
    r"""A text of any number of lines as Markdown that reads as this text.

    >>> print(escape_markdown("# *p of io_uring\n2) <b>"))
    \# \*p of io_uring
    2\) \<b\>
    """
    return _BEGINNING.sub(r"\g<0>\\", _INDENT.sub("", _MARKUP.sub(r"\\\g<0>", text)))


def _plain(content: str) -> list[Token]:
    """A text as children of an `inline` token, one a line, with the breaks between them."""
    children: list[Token] = []
    for number, line in enumerate(content.split("\n")):
        if number:
            children.append(Token("softbreak", "br", 0))
        children.append(Token("text", "", 0, content=line.strip(" ")))
    return children
