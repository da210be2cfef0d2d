"""Plain texts as Markdown that reads as these texts.

Never knows what they are part of.
"""

from __future__ import annotations

import re
from urllib.parse import quote

# What CommonMark and its tables would read as markup: anywhere, and at the beginning of a line.
_MARKUP = re.compile(r"[\\`*\[\]<>~|]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
_BEGINNING = re.compile(r"^(?:(?=[-+=#])|\d+(?=[.)](?:\s|$)))", re.MULTILINE)
_INDENT = re.compile(r"^[^\S\n]+", re.MULTILINE)
_DELIMITER = re.compile(r"[<>\\\s]")  # of an address


def escape_markdown(text: str) -> str:
    r"""A text of any number of lines.

    >>> print(escape_markdown("# *p of io_uring\n2) <b>"))
    \# \*p of io_uring
    2\) \<b\>
    """
    return _BEGINNING.sub(r"\g<0>\\", _INDENT.sub("", _MARKUP.sub(r"\\\g<0>", text)))


def escape_line(text: str) -> str:
    """A text as one line."""
    return escape_markdown(" ".join(text.split()))


def write_link(text: str, url: str) -> str:
    """A link with a text as its words.

    >>> write_link("a]b", "https://example.org/(x")
    '[a\\\\]b](<https://example.org/(x>)'
    """
    address = _DELIMITER.sub(lambda found: quote(found[0]), url)
    return f"[{escape_line(text)}](<{address}>)"
