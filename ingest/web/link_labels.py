"""Link references: which brackets in the Markdown of a passage lead somewhere, by what the log says of its links.

Never sees a definition: a log has them in other lines, and only the addresses that they gave are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it.token import Token

from ingest.browse.article import Link
from ingest.web.markdown import parser

_ADDRESS = re.compile(r"\w+://")
_LABEL = "\0"  # before a label that stands for an address; markdown-it takes it out of all that it reads


class _Everything(dict[str, dict[str, str]]):
    """Definitions of every label."""

    def get(self, label: str, default: Any = None) -> dict[str, str]:
        return {"href": _LABEL + label, "title": ""}


def find_definitions(markdown: str, links: Sequence[Link]) -> dict[str, str]:
    """The addresses of the labels that a passage uses, by its links in their order; other brackets are its words.

    >>> find_definitions("[a][1] and [b]", [Link("https://example.org/", "a", "1-x", 2, None, False)])
    {'1': 'https://example.org/'}
    """
    found: dict[str, str] = {}
    waiting = iter(links)
    following = next(waiting, None)
    for address, words in _read_links(markdown):
        if following is None:
            break
        if address.startswith(_LABEL):
            if following.title != (None if _ADDRESS.match(words) else words):
                continue
            found.setdefault(address.removeprefix(_LABEL), following.url)
        elif address != following.url:
            continue
        following = next(waiting, None)
    return found


def _read_links(markdown: str) -> Iterator[tuple[str, str]]:
    """The address and the words of each link that there is if every label is one."""
    for block in parser().parse(markdown, {"references": _Everything()}):
        children = block.children or []
        for place, token in enumerate(children):
            if token.type == "link_open":
                yield str(token.attrs.get("href", "")), _words(children, place + 1)


def _words(tokens: Sequence[Token], start: int) -> str:
    """The words from the token at `start` up to the end of a link."""
    words = ""
    for token in map(tokens.__getitem__, range(start, len(tokens))):
        if token.type == "link_close":
            break
        words += " " if token.type == "softbreak" else token.content
    return words
