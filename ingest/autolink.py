"""Where a bare address in Markdown ends.

Knows nothing of Markdown but the signs that cannot be part of an address.
"""

from __future__ import annotations

import re

_SCHEME = re.compile(r"(?<![A-Za-z0-9])(https?|ftp)$", re.IGNORECASE)
_SCHEME_LENGTH = len(" https")

# An address ends at white space, at <>" and backquote, at full-width punctuation and brackets, and at the signs that
# close the emphasis around it. U+3000 to U+303F and U+FF00 to U+FFEF are the blocks of CJK punctuation and full width.
_REST = re.compile(r"://(?:(?!~~|\*\*)[^\s<>\"`\u2018-\u201f\u2026\u3000-\u303f\uff00-\uffef\x00-\x20])+")
_TRAILING = "?!.,:*_~';"
_ENTITY = re.compile(r"&[a-zA-Z0-9]+;$")
_ENTITY_LENGTH = len("&CounterClockwiseContourIntegral;")  # the longest that HTML has


def find_address(before: str, source: str, colon: int) -> tuple[str, str] | None:
    """The scheme that `before` ends with, and the rest of the address, which begins with the colon at that place of
    `source`; None where there is no address.

    Source: GitHub Flavored Markdown, "Autolinks (extended)", for the punctuation that an address does not end with.

    >>> find_address("see http", "see http://example.org.", 8)
    ('http', '://example.org')
    """
    scheme = _SCHEME.search(before[-_SCHEME_LENGTH:])
    rest = _REST.match(source, colon)
    if not scheme or not rest:
        return None
    tail = _trim(rest[0])
    return (scheme[0], tail) if len(tail) > len("://") else None


def _trim(url: str) -> str:
    """Without the punctuation that belongs to the sentence around it."""
    end = len(url)
    surplus = url.count(")") - url.count("(")
    while end:
        if url[end - 1] == ")" and surplus > 0:
            surplus -= 1
        elif entity := _ENTITY.search(url, max(0, end - _ENTITY_LENGTH), end):
            end = entity.start() + 1
        elif url[end - 1] not in _TRAILING:
            break
        end -= 1
    return url[:end]
