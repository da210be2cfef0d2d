"""Plain text of an app, in which no sign is markup: as Markdown that says the same, the addresses in it, an excerpt.

Never takes anything but a bare address for a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.addresses import read_address
from ingest.autolink import find_address
from ingest.commonmark import escape_markdown, is_too_long
from ingest.model import Excerpt, ExcerptKind, Link
from ingest.patterns import lazy_compile
from ingest.read.markdown import Inline
from ingest.read.passages.outline_passages import path_below
from ingest.read.tags import text_tags
from ingest.read.terms import find_terms

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


def plain_excerpt(
    kind: ExcerptKind,
    text: str,
    lines: tuple[int, int],
    position: int,
    parent: Excerpt | None = None,
    *,
    depth: int = 1,
    location: str | None = None,
    marked: str | None = None,
) -> Excerpt:
    """The excerpt that such a text is; `lines` are its first and its last, `depth` that of one without a parent."""
    inline = Inline(text, ())
    return Excerpt(
        position=position,
        parent=parent.position if parent else None,
        depth=parent.depth + 1 if parent else depth,
        kind=kind,
        text=text,
        markdown=plain_markdown(text),
        path=path_below(parent),
        starred=False,
        line_start=lines[0],
        line_end=lines[1],
        terms=find_terms(inline),
        tags=text_tags(inline),
        links=find_links(text),
        location=location,
        marked=marked,
    )


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
