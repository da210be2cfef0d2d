"""The words by which people say that something is still to be read."""

from __future__ import annotations

import re

from ingest.patterns import lazy_compile

_MARK = r"to[- ]?do|to[- ]read|unread|待[读讀办辦阅閱看]|想[读讀看]|未[读讀]"
_BEFORE_ADDRESS = lazy_compile(rf"\W*(?:{_MARK})\W*", re.IGNORECASE)
_SECTION = lazy_compile(
    rf"\W*(?:{_MARK}|(?:(?:books|articles|papers|things) )?(?:(?:i )?want )?to[- ]read|to be read|tbr"
    r"|read(?: it)? later|read next|up next|backlog|(?:reading )?queue"
    r"|(?:por|quiero) leer|(?:para|quero) ler|à lire|zu lesen|читать"
    r"|(?:打算|准备|準備|计划|計劃|想要|将要)[读讀看](?:的[书書])?|稍[后後]再?[读讀阅閱看][读讀]?|読みたい本?)\W*",
    re.IGNORECASE,
)


def is_to_read(words: str) -> bool:
    """Whether a section, a status or a tag says that its articles are still to be read."""
    return _SECTION.fullmatch(words) is not None


def marks_to_read(words: str) -> bool:
    """Whether words before an address are no title but such a mark: 'todo https://…'. 'Queue' may be a title."""
    return _BEFORE_ADDRESS.fullmatch(words) is not None
