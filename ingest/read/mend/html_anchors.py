"""From links in HTML that go over several lines to the one line of Markdown that says the same.

A link on one line is none of these: Markdown knows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.patterns import lazy_compile
from ingest.read.lines import LETTER
from ingest.read.literals import outside_fences

_OPENING = lazy_compile(
    r"\s*<a\s(?:[^<>]*\s)?href=(?P<quote>[\"']?)(?P<url>https?://[^\s\"'<>]+)(?P=quote)(?:\s[^<>]*)?>(?P<words>(?:(?!</a>).)*)$",
    re.IGNORECASE,
)
_CLOSING = lazy_compile(r"(?P<words>(?:(?!<a\s|</a>).)*)</a>\s*$", re.IGNORECASE)
_OTHER_LINK = lazy_compile(r"<a\s|</a>", re.IGNORECASE)
_MORE = lazy_compile(r"<(?:img\b|!--)", re.IGNORECASE)  # than words
_TAG = lazy_compile(r"<[^<>]*>")
_MOST = 8  # lines


def find_anchors(lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The places of the first and the last lines of links that go over several, and the link in Markdown.

    Links without words, and those that hold pictures or comments, are left as they are.
    """
    if not any("<" in line and _OPENING.match(line) for line in lines):
        return
    for place, line in outside_fences(lines):
        opening = _OPENING.match(line) if "<" in line else None
        closing = _find_closing(lines, place) if opening else None
        if opening is None or closing is None:
            continue
        end, last = closing
        html = " ".join([opening["words"], *lines[place + 1 : end], last])
        words = " ".join(_TAG.sub(" ", html).split())
        if LETTER.search(words) and not _MORE.search(html):
            yield place, end, f"[{words}]({opening['url']})"


def _find_closing(lines: Sequence[str], place: int) -> tuple[int, str] | None:
    """The place of the line that closes the link opened at `place`, and what it says; None if another is between."""
    for end in range(place + 1, min(place + _MOST, len(lines))):
        if closing := _CLOSING.match(lines[end]):
            return end, closing["words"]
        if _OTHER_LINK.search(lines[end]):
            return None
    return None
