"""Which lists of links to pages nearby lead about a log or a site, as a table of contents does, and hold no articles.

Never looks at links with an address: those are articles wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from ingest.patterns import lazy_compile
from ingest.read import SEVERAL

_CONTENTS = lazy_compile(
    r"\W*(?:(?:table of )?contents|toc|index|navigation|目录|目錄|索引|目次|もくじ|índice|indice|sommaire"
    r"|inhalt(?:sverzeichnis)?|содержание|оглавление)\W*",
    re.IGNORECASE,
)


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
