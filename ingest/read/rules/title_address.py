"""Entry rule: a title on a line of its own, the address or addresses on the next, then perhaps a description."""

from __future__ import annotations

import re
from itertools import takewhile

from ingest.model import Article, Entry
from ingest.read.article import make_article
from ingest.read.head import read_head
from ingest.read.outline import read_outline

TAKES_PROSE = True

_ADDRESS = re.compile(r"\s*<?((?:https?|ftp)://[^\s<>]+)>?\s*$", re.IGNORECASE)
_HOLDS_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s<>\"]|\]\(", re.IGNORECASE)


def begins(line: str, below: str) -> bool:
    """Whether the line holds no address, and the one below is nothing else."""
    return _ADDRESS.match(below) is not None and _HOLDS_ADDRESS.search(line) is None


def goes_on(line: str) -> bool:
    """Whether the line is another address of the entry above."""
    return _ADDRESS.match(line) is not None


def read(entry: Entry) -> Article:
    """The article of the entry."""
    title, *rest = entry.text.split("\n")
    urls = [found[1] for found in takewhile(bool, map(_ADDRESS.match, rest)) if found]
    head = read_head(entry, f"{title} {' || '.join(urls)}")
    return make_article(entry, head, read_outline(entry, head.remarks, 1 + len(urls)), head.address)
