"""Entry rule: a title on a line of its own, the address or addresses on the next, then perhaps a description.

A blank line may stand between them where the address is alone in its paragraph. The title may go on over lines.
"""

from __future__ import annotations

import re
from itertools import takewhile

from ingest.model import Article, Entry
from ingest.patterns import lazy_compile
from ingest.read.article import make_article
from ingest.read.dates.days import read_remark_day
from ingest.read.lines import HOLDS_ADDRESS, without_break
from ingest.read.passages.outline import read_outline
from ingest.read.said_below import with_fields_below
from ingest.read.titles.head import read_head
from ingest.read.titles.pointers import holds_only_pointers, is_address, named_address
from ingest.read.titles.title_forms import plain_title

TAKES_PROSE = True

# It may say what it is: 'Title: words'.
_TITLE_NAME = lazy_compile(r"\A(?:title|标题|標題|题目|題目|文章|书名|書名)\s*[:：]\s*(?=\S)", re.IGNORECASE)
_REMARKED = lazy_compile(r"(?P<address>[^【]++)(?:【[^【】]*】\s*+)++")


def begins(line: str, below: str) -> bool:
    """Whether the line holds no address, and the one below is nothing else, or only links that point."""
    return goes_on(below) and "](" not in line and HOLDS_ADDRESS.search(line) is None


def goes_on(line: str) -> bool:
    """Whether the line is another address of the entry above, or links that only point: `[paper](…) [code](…)`.

    What stands in 【】 behind an address, or a day, is about the article.
    """
    if "://" not in line:
        return False
    remarked = _REMARKED.fullmatch(line)
    if named_address(remarked["address"] if remarked else line) is not None or holds_only_pointers(line):
        return True
    address, _, behind = line.strip().partition(" ")
    return is_address(address) and read_remark_day(behind) is not None


def read(entry: Entry) -> Article:
    """The article of the entry."""
    first, *rest = entry.lines
    more = list(takewhile(lambda line: line.strip() and not goes_on(line), rest))
    title = " ".join(map(without_break, [_TITLE_NAME.sub("", plain_title(first), count=1), *more]))
    behind = rest[len(more) :]
    blank = 1 if behind and not behind[0].strip() else 0
    addresses = [named_address(line) or without_break(line) for line in takewhile(goes_on, behind[blank:])]
    head = read_head(entry, f"{title} {' || '.join(addresses)}")
    outline = read_outline(entry, head.remarks, 1 + len(more) + blank + len(addresses))
    return make_article(entry, with_fields_below(entry, head, outline), outline)
