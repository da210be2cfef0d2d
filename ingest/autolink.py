"""Bare addresses in Markdown, which are links: where each ends, and the rule for markdown-it that makes it one.

Never decides what an address is for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

_SCHEME = re.compile(r"(?<![A-Za-z0-9])(https?|ftp)$", re.IGNORECASE)
_SCHEME_LENGTH = len(" https")

# An address ends at white space, at <>" and backquote, at full-width punctuation and brackets, at the signs that close
# the emphasis around it, and at what cannot be seen: U+200B and its like, and the marks of direction. U+3000 to U+303F
# and U+FF00 to U+FFEF are the blocks of CJK punctuation and full width.
UNSEEN = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
_UNSEEN_SIGN = re.compile(f"[{UNSEEN}]")
_REST = re.compile(rf"://(?:(?!~~|\*\*)[^\s<>\"`{UNSEEN}\u2018-\u201f\u2026\u3000-\u303f\uff00-\uffef\x00-\x20])+")
_TRAILING = "?!.,:*_~';"
_BRACKETS = (("(", ")"), ("[", "]"), ("{", "}"))
# Where the address of a page ends behind which people glue words: Chinese, or a bracket that is not closed in it.
_GLUED = re.compile(
    r"(?:\.(?:html?|pdf|aspx?|php|jsp)|/\d{5,})(?=[\u3400-\u9fff][^/?#&=]{0,200}$|\([^()]{0,200}$)", re.IGNORECASE
)
_ENTITY = re.compile(r"&[a-zA-Z0-9]+;$")
_ENTITY_LENGTH = len("&CounterClockwiseContourIntegral;")  # the longest that HTML has


def link_address(state: StateInline, silent: bool) -> bool:
    """Inline rule: a bare address becomes a link whose text is the address, and whose token has the info `bare`.

    What cannot be seen behind it is no text.
    """
    if state.linkLevel > 0 or state.src[state.pos] != ":":
        return False
    found = find_address(state.pending, state.src, state.pos)
    if found is None:
        return False
    scheme, tail = found
    if not silent:
        state.pending = state.pending[: -len(scheme)]
        state.push("link_open", "a", 1).attrs = {"href": scheme + tail}
        state.tokens[-1].info = "bare"
        state.push("text", "", 0).content = scheme + tail
        state.push("link_close", "a", -1)
    state.pos += len(tail)
    while _UNSEEN_SIGN.match(state.src, state.pos):
        state.pos += 1
    return True


def find_address(before: str, source: str, colon: int) -> tuple[str, str] | None:
    """The scheme that `before` ends with, and the rest of the address, which begins with the colon at that place of
    `source`; None where there is no address.

    Source: GitHub Flavored Markdown, "Autolinks (extended)", for the punctuation that an address does not end with.

    >>> find_address("see http", "see http://example.org.", 8)
    ('http', '://example.org')
    """
    scheme = _SCHEME.search(before[-_SCHEME_LENGTH:])
    rest = _REST.match(source, colon) if scheme else None
    if not scheme or not rest:
        return None
    tail = _trim(rest[0])
    return (scheme[0], tail) if len(tail) > len("://") else None


def _trim(url: str) -> str:
    """Without the punctuation that belongs to the sentence around it."""
    if glued := _GLUED.search(url):
        url = url[: glued.end()]
    end = len(url)
    surplus = {closing: url.count(closing) - url.count(opening) for opening, closing in _BRACKETS}
    while end:
        if surplus.get(url[end - 1], 0) > 0:
            surplus[url[end - 1]] -= 1
        elif entity := _ENTITY.search(url, max(0, end - _ENTITY_LENGTH), end):
            end = entity.start() + 1
        elif url[end - 1] not in _TRAILING:
            break
        end -= 1
    return url[:end]
