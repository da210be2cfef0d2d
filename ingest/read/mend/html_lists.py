"""From lists and headings that are written in HTML to the Markdown that says the same, each on its own line.

Touches nothing in a fence or in an item of Markdown. Whether such a line is one of an entry is for `as_read` to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile

from ingest.patterns import lazy_compile
from ingest.read.lines import HEADING, ITEM, LETTER
from ingest.read.literals import outside_fences

_ATTRIBUTES = r"(?:\s[^<>]*)?>"
_HEADING = lazy_compile(
    rf"\s*(?:<details{_ATTRIBUTES}\s*)?<(?P<tag>h(?P<level>[1-6])|summary){_ATTRIBUTES}(?P<words>.*)</(?P=tag)>\s*$",
    re.IGNORECASE,
)
SUMMARY_LEVEL = 6
"""The level of a `<summary>`: all headings may stand above it."""
_DEEPEST = 50  # lists nested deeper, which nobody writes, would make the copy far larger than the log
_LIST = lazy_compile(rf"<(?P<end>/?)[ou]l{_ATTRIBUTES}", re.IGNORECASE)
_ITEM = lazy_compile(rf"<(?P<end>/?)li{_ATTRIBUTES}", re.IGNORECASE)
_PART = lazy_compile(r"<[^<>]*>|[^<]+|<")
_EDGE = lazy_compile(rf"</?(?:ul|ol|li|p|div|span){_ATTRIBUTES}$|\s+$", re.IGNORECASE)
_PRINT = lazy_compile(rf"<(?P<tag>b|strong|i|em|cite){_ATTRIBUTES}(?P<words>[^<>*]+)</(?P=tag)>", re.IGNORECASE)
_SIGNS = {"b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*"}
_LINK = lazy_compile(
    rf"<a\s(?:[^<>]*\s)?href=(?P<quote>[\"']?)(?P<url>[^\s\"'<>]+)(?P=quote){_ATTRIBUTES}(?P<words>[^<>\[\]]+)</a>",
    re.IGNORECASE,
)
_TAG = lazy_compile(r"<(?!a\s)[^<>]*>", re.IGNORECASE)


def read_html_lists(lines: Sequence[str], start: int) -> list[str] | None:
    """The lines, items and headings in HTML among them as those of Markdown; None where there are none.

    The first `start` lines are left as they are. Tags on a line of their own stay, as far in as the item about them.
    """
    if not any("<" in line and (_LIST.search(line) or _HEADING.match(line)) for line in lines):
        return None
    copy = list(lines)
    depth = 0  # of lists
    is_begun: bool | None = None  # whether the item that is open has words; None where none is open
    is_nested = False  # in an item of Markdown
    after_break = True
    for place, line in outside_fences(lines, start):
        is_inside = depth == 0 and is_nested and (line[:1] in (" ", "\t") or not after_break)
        after_break = not line.strip()
        if after_break or is_inside:
            continue
        if HEADING.match(line):  # a list that nobody has closed
            depth, is_begun = 0, None
        lists, items = list(_LIST.finditer(line)), list(_ITEM.finditer(line))
        opens = [found.start() for found in lists if not found["end"]]
        begins = [found.start() for found in items if not found["end"]]
        if depth == 0 and not (opens and line.lstrip().startswith("<")):
            is_nested = ITEM.match(line) is not None
            heading = _HEADING.match(line)
            if heading and (words := in_markdown(heading["words"])):
                copy[place] = f"{'#' * int(heading['level'] or SUMMARY_LEVEL)} {words}"
            continue
        outer = sum(opened < min(begins, default=len(line)) for opened in opens)
        indent = "  " * min(depth + outer - 1, _DEEPEST)
        depth = max(0, depth + 2 * len(opens) - len(lists))
        is_begun = False if begins else is_begun
        if is_begun is not None and len(begins) < 2 and (words := in_markdown(line)):
            copy[place] = f"{indent}{'  ' if is_begun else '- '}{words}"
            is_begun = True
        elif line.lstrip().startswith("<"):
            copy[place] = indent + line.lstrip()
        if len(items) > len(begins):
            is_begun = None
    return copy


def in_markdown(html: str) -> str:
    """A line without the tags about its words; '' where it has none, and no link begins that goes on below.

    >>> in_markdown('<li class="x"><a href="https://e.example.org/">Tea</a>, <b>twice</b></li>')
    '[Tea](https://e.example.org/), **twice**'
    """
    parts = list(dropwhile(_EDGE.match, _PART.findall(html)))
    text = "".join(reversed(list(dropwhile(_EDGE.match, reversed(parts))))).strip()
    text = _PRINT.sub(lambda found: _about(found["words"], _SIGNS[found["tag"].lower()]), text)
    text = _LINK.sub(lambda found: _about(found["words"], "[", f"]({found['url']})"), text)
    return text if LETTER.search(_TAG.sub("", text)) else ""


def _about(words: str, before: str, behind: str = "") -> str:
    """Words with signs right about them, the same on both sides where one is given, and the blanks outside."""
    stripped = words.strip()
    return words.replace(stripped, f"{before}{stripped}{behind or before}", 1) if stripped else words
