"""Plain texts as a line of Markdown, or as a link, that reads as these texts.

Never knows what they are part of.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from ingest.commonmark import escape_markdown

_DELIMITER = re.compile(r"[<>\\]")  # of an address


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
