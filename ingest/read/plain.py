"""Plain text of an app, in which no sign is markup: as Markdown that says the same, and the addresses in it.

Never takes anything but a bare address for a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.addresses import read_address
from ingest.autolink import find_address
from ingest.commonmark import escape_markdown, is_too_long
from ingest.model import Link
from ingest.patterns import lazy_compile

_SCHEME = lazy_compile(r"(?<![A-Za-z0-9])(?:https?|ftp)(?=://)", re.IGNORECASE)


def plain_markdown(text: str) -> str:
    r"""The text as Markdown; as it is where nobody will look for signs in it, because it is too long.

    >>> print(plain_markdown("2 * 3, see https://example.org/~a*b."))
    2 \* 3, see <https://example.org/~a*b>.
    """
    if is_too_long(text):
        return text
    parts, end = [], 0
    for start, address in _find_addresses(text):
        parts.append(_escape(text[end:start], begins=not end))
        end = start + len(address)
        # A sign that follows would need a backslash, and that would be a part of the address.
        is_apart = end == len(text) or text[end].isspace()
        parts.append(address if is_apart else f"<{address}>")
    return "".join([*parts, _escape(text[end:], begins=not end)])


def find_links(text: str) -> tuple[Link, ...]:
    """The bare addresses in the text, in order."""
    return tuple(Link(read_address(address), None) for _, address in _find_addresses(text))


def _escape(text: str, *, begins: bool) -> str:
    """A text without addresses as Markdown without any; whether it begins a line, or goes on behind an address."""
    words = escape_markdown(text) if begins else escape_markdown(f".{text}")[1:]
    return _SCHEME.sub(r"\g<0>\\", words)


def _find_addresses(text: str) -> Iterator[tuple[int, str]]:
    """Where each address begins, and the address."""
    end = 0
    while found := _SCHEME.search(text, end):
        end = found.end()
        if address := find_address(found[0], text, end):
            yield found.start(), "".join(address)
            end += len(address[1])
