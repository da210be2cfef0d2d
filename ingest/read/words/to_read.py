"""The words by which people say that something is still to be read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.patterns import lazy_compile

_MARK = r"to[- ]?do|to[- ]read|unread|待[读讀办辦阅閱看]|想[读讀看]|未[读讀]"
_BEFORE_ADDRESS = lazy_compile(rf"\W*(?:{_MARK})\W*", re.IGNORECASE)
_THINGS = r"books|articles|papers|things|posts|blogs|links|essays|novels|stories"
_THINGS_BEHIND = r"(?:的?(?:[书書](?:[单單籍目])?|文章|[论論]文|列表|清[单單]))?"
_STATE = (
    rf"(?:(?:my |the )?(?:{_THINGS}) )?(?:(?:i )?want )?"
    r"to[- ](?:read|watch)(?: (?:later|next|soon|list|pile|queue|stack))?"
    rf"|(?:un-?read|un-?watched)(?: (?:{_THINGS}))?|to be read|tbr(?: (?:list|pile))?"
    r"|read(?: it)? later|read next|up next|backlog|(?:my )?(?:reading )?queue"
    r"|(?:por|quiero) leer|(?:para|quero) ler|à lire|zu lesen|читать"
    rf"|(?:待[读讀阅閱看]|[想未][读讀看]|(?:打算|准备|準備|计划|計劃|想要|将要)[读讀看]){_THINGS_BEHIND}"
    rf"|稍[后後]再?[读讀阅閱看][读讀]?|読みたい本?|{_MARK}"
)
# One such state, or several, one of which will do for what stands below: 'Unread / Unwatched'.
_SECTION = lazy_compile(rf"\W*(?>{_STATE})(?:\s*[/|&、]\s*(?>{_STATE}))*\W*", re.IGNORECASE)
_READ = lazy_compile(
    r"\W*(?:(?:already )?read|done|finished|completed|已?[读讀]完|已[读讀看]|[读讀]过|讀過|已?完成)\W*", re.IGNORECASE
)


def are_to_read(sections: Sequence[str]) -> bool:
    """Whether the sections of an article say that it is still to be read; the innermost that says how far it is does.

    >>> are_to_read(["To read", "Physics"]), are_to_read(["To read", "Done"])
    (True, False)
    """
    said = (is_to_read(words) for words in reversed(sections) if is_to_read(words) or _READ.fullmatch(words))
    return next(said, False)


def is_to_read(words: str) -> bool:
    """Whether a section, a status or a tag says that its articles are still to be read.

    >>> is_to_read("Unread / Unwatched"), is_to_read("想读的书"), is_to_read("How to read")
    (True, True, False)
    """
    return _SECTION.fullmatch(words) is not None


def marks_to_read(words: str) -> bool:
    """Whether words before an address are no title but such a mark: 'todo https://…'. 'Queue' may be a title."""
    return _BEFORE_ADDRESS.fullmatch(words) is not None
