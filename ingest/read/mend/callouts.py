"""The quotes of apps as those of the log: Obsidian's callouts, `> [!quote] Title`, and Logseq's `#+BEGIN_QUOTE`.

Never looks at what stands in one, but for articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from ingest.patterns import lazy_compile
from ingest.read.fields.front_matter import front_matter_length
from ingest.read.lines import HEADING, ITEM, LIST_SIGN, indent_of
from ingest.read.literals import outside_fences

_CALLOUT = lazy_compile(
    rf"(?P<before>[ \t]*(?:{LIST_SIGN}[ \t]+)?(?:>[ \t]?){{0,9}})>[ \t]?\[!(?P<kind>[\w-]{{1,20}})\][-+]?[ \t]*"
    r"(?P<title>.*)$"
)
_PASSAGES = frozenset(("quote", "cite", "abstract", "summary"))
_ORG_QUOTE = lazy_compile(
    r"(?P<margin>[ \t]*)(?P<item>[-*+][ \t]+)?#\+(?:(?P<begins>BEGIN)|END)_QUOTE[ \t]*$", re.IGNORECASE
)
_SIGNS = lazy_compile(r"[ \t]*(?:>[ \t]?)*")


def find_callouts(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines of callouts, from 0, as those of quotes: what is no passage has `>>`, a title is a line of its own.

    One that holds articles, below no other, is a quote like any other.
    """
    if not any("[!" in line for line in lines):
        return
    is_below_none = True
    opened: list[tuple[int, int]] = []  # callouts: the depth of each, in signs of a quote, and how many it adds
    for place, line in outside_fences(lines, front_matter_length(lines)):
        found = _CALLOUT.match(line)
        if line.strip() and not line.startswith(">"):
            is_below_none = HEADING.match(line) is not None
        if found and is_below_none and found["before"] == "" and _holds_articles(lines, place):
            found = None
        depth = found["before"].count(">") + 1 if found else _depth_of(line)
        while opened and opened[-1][0] > (depth - 1 if found else depth):
            opened.pop()
        added = sum(signs for _, signs in opened)
        if found:
            opened.append((depth, 0 if found["kind"].lower() in _PASSAGES else 1))
            signs, title = ">" * (1 + opened[-1][1]), found["title"].rstrip()
            before = found["before"].replace(">", ">" * (1 + added), 1)
            yield place, f"{before}{signs}" + (f" {title}  " if title else "")  # which break it off
        elif added:
            yield place, line.replace(">", ">" * (1 + added), 1)


def find_org_quotes(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines of such quotes that are closed, from 0, behind the sign of a quote, and this alone at both ends."""
    if not any("#+" in line for line in lines):
        return
    margin, quote = "", list[tuple[int, str]]()  # of the open quote: what stands before its lines, and these
    for place, line in outside_fences(lines):
        found = _ORG_QUOTE.match(line)
        if found and found["begins"]:
            item = found["item"] or ""
            margin, quote = found["margin"] + " " * len(item), [(place, f"{found['margin']}{item}>")]
        elif quote:
            quote.append((place, f"{margin}> {'' if found else line.strip()}".rstrip()))
            if line.strip() and (indent_of(line) < indent_of(margin) or HEADING.match(line)):
                quote = []  # of an item above, or of another section: it was never closed
            elif found:
                yield from quote
                quote = []


def _holds_articles(lines: Sequence[str], callout: int) -> bool:
    """Whether items with addresses stand in the callout that begins at a place, from 0."""
    rest = map(lines.__getitem__, range(callout + 1, len(lines)))
    below = takewhile(lambda line: line.startswith(">") and "[!" not in line, rest)
    return any("://" in line and ITEM.match(line[1:]) for line in below)


def _depth_of(line: str) -> int:
    found = _SIGNS.match(line)
    return found[0].count(">") if found else 0
