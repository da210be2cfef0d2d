"""A text of a log as a terminal may be shown it, and how it gets there.

Never asks what terminal it is.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

# What would move the cursor, change colours or the direction of writing, or cannot be written at all.
_CONTROL = re.compile("[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


# How Python keeps a byte of a file name that is not UTF-8.
_BYTE = re.compile("[\udc80-\udcff]")


def plain(text: str) -> str:
    """The text on one line, with a blank for each character that commands a terminal.

    A byte of a file name that is not UTF-8 becomes an escape, as the database has it.
    """
    return _CONTROL.sub(" ", _BYTE.sub(lambda found: f"\\x{ord(found[0]) - 0xDC00:x}", text))


def write(text: str, stream: TextIO) -> None:
    """Prints a text, with escapes for what the stream's encoding does not know.

    A reader who has left, or a full disk behind the stream, is no reason to stop.
    """
    encoding = stream.encoding or "utf-8"
    try:
        print(text.encode(encoding, "backslashreplace").decode(encoding), end="", file=stream, flush=True)
    except OSError:
        drop(stream)


def drop(stream: TextIO) -> None:
    """Lets go what waits to be printed, so that Python does not try once more when it ends."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
