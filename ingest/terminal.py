"""A text of a log as a terminal may be shown it.

Never prints, and never asks what terminal it is.
"""

from __future__ import annotations

import re

# What would move the cursor, change colours or the direction of writing, or cannot be written at all.
_CONTROL = re.compile("[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def plain(text: str) -> str:
    """The text, with a blank for each character that commands a terminal."""
    return _CONTROL.sub(" ", text)
