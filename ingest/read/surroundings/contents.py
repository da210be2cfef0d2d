"""Which lists of links to pages nearby lead about a log or a site, as a table of contents does, and hold no articles.

Never looks at links with an address: those are articles wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import takewhile

from ingest.patterns import lazy_compile
from ingest.read import SEVERAL
from ingest.read.lines import HEADING, ITEM, heading_text
from ingest.read.surroundings.lookahead import FAR

_CONTENTS = lazy_compile(
    r"\W*(?:(?:table of )?contents|toc|index|navigation|目录|目錄|索引|目次|もくじ|índice|indice|sommaire"
    r"|inhalt(?:sverzeichnis)?|содержание|оглавление)\W*",
    re.IGNORECASE,
)

_PLACE = lazy_compile(r"[*_~]*\[(?P<words>[^\[\]]+)\]\(#[^()\s]*\)")  # a link to a place on the page


def is_place_of_contents(lines: Sequence[str], number: int) -> bool:
    """Whether a line is the item that Jekyll puts a table of contents in the place of: `* TOC` above `{:toc}`."""
    below = lines[number].lstrip() if number < len(lines) else ""
    return below.startswith(("{:toc", "{: toc")) and ITEM.match(lines[number - 1]) is not None


def names_contents(section: str) -> bool:
    """Whether the words of a heading say that a table of contents stands below.

    >>> names_contents("目录"), names_contents("Contents of my shelf")
    (True, False)
    """
    return _CONTENTS.fullmatch(section) is not None


def lead_about(first: Collection[bool], rest: Collection[bool]) -> bool:
    """Whether the links of the first list of a log lead about it: none has an address, and most others have one.

    Each tells of an entry whether it has an address.
    """
    return not any(first) and sum(rest) >= SEVERAL and 2 * sum(rest) > len(rest)


def read_headings(lines: Sequence[str]) -> frozenset[str]:
    """What the headings of a log say."""
    return frozenset(heading_text(found) for line in lines if (found := HEADING.match(line)))


def is_contents(lines: Sequence[str], number: int, headings: frozenset[str]) -> bool:
    """Whether an item links to a page nearby, and others of its list to headings of the log: they lead about."""
    if "](" not in lines[number - 1] or "://" in lines[number - 1]:
        return False
    parts = (reversed(lines[max(0, number - 1 - FAR) : number - 1]), lines[number : number + FAR])
    items = (item for part in parts for item in takewhile(bool, map(ITEM.match, part)))
    places = (_PLACE.match(item["content"]) for item in items if item)
    return any(place and place["words"].strip() in headings for place in places)
