"""Entry rule: a title on a line of its own, the address or addresses on the next, then perhaps a description.

A blank line may stand between them where the address is alone in its paragraph. The title may go on over lines. Where
the article was found may stand below it, as WeChat and Instapaper write it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from ingest.model import Article, Entry
from ingest.patterns import lazy_compile
from ingest.read.article import make_article
from ingest.read.dates.days import find_day, read_remark_day
from ingest.read.dates.forms import is_day
from ingest.read.lines import HOLDS_ADDRESS, is_text, without_break
from ingest.read.passages.outline import read_outline
from ingest.read.said_below import with_fields_below
from ingest.read.tags import cut_first_tags, listed_tags
from ingest.read.titles.head import read_head
from ingest.read.titles.pointers import holds_only_pointers, is_address, named_address
from ingest.read.titles.title_forms import plain_title

TAKES_PROSE = True

# It may say what it is: 'Title: words'.
_TITLE_NAME = lazy_compile(r"\A(?:title|标题|標題|题目|題目|文章|书名|書名)\s*[:：]\s*(?=\S)", re.IGNORECASE)
# An account, a site or a paper, with the day on which it brought the article.
_SOURCE = lazy_compile(
    r"(?:(?:公众号|公眾號|来源|來源|via|from)\s*[:：]?\s*)?(?P<via>(?:[^\W\d_a-z]|[\w-]+\.\w)[^。，,；;：:！!？?]{0,30}?)"
    r"(?:\s+(?P<day>(?:19|20)\d\d[-./年]\d.{2,18}))?\s*"
)
# A sentence, what goes on below, what is broken off in Markdown, or when a message was sent.
_NO_TITLE_END = lazy_compile(r"(?:[.。:：,，;；、\\]|  |\d:\d\d)$")
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


def has_two_lines(title: str, below: str) -> bool:
    """Whether the line below a title goes on with it, in small letters, or says where the article was found."""
    goes_on_below = below[:1].islower() and is_text(below) and "://" not in below and _may_be_above(title)
    return goes_on_below or cut_source(below, title) is not None


def _may_be_above(title: str) -> bool:
    """Whether a line may be a title that does not end with it."""
    return is_text(title) and "://" not in title and not title.startswith("[") and not _NO_TITLE_END.search(title)


def cut_source(line: str, title: str) -> tuple[str, str] | None:
    """Where a line between a title and its address says that the article was found, and when it came out, or ''.

    A day alone is that of the article.

    >>> cut_source("水边人 2020-09-08 10:00", "雨与井的二十年"), cut_source("e.example.org", "Why we sleep badly")
    (('水边人', '2020-09-08 10:00'), ('e.example.org', ''))
    >>> cut_source("and of the wells", "On the sea"), cut_source("雨与井", "我读过：")
    (None, None)
    """
    if not (is_text(line) and _may_be_above(title)):
        return None
    if is_day(line.strip()):
        return "", line.strip()
    found = _SOURCE.fullmatch(line)
    return (found["via"], found["day"] or "") if found else None


def read(entry: Entry) -> Article:
    """The article of the entry."""
    first, *rest = entry.lines
    more = list(takewhile(lambda line: line.strip() and not goes_on(line), rest))
    source = cut_source(more[0], first) if len(more) == 1 else None
    title = " ".join(map(without_break, [_TITLE_NAME.sub("", plain_title(first), count=1), *([] if source else more)]))
    names, title = cut_first_tags(title)
    behind = rest[len(more) :]
    blank = 1 if behind and not behind[0].strip() else 0
    addresses = [named_address(line) or without_break(line) for line in takewhile(goes_on, behind[blank:])]
    head = read_head(entry, f"{title} {' || '.join(addresses)}")
    if source and not source[0] and head.day is None:
        day, ambiguous = find_day(entry, source[1])
        head = replace(head, day=day, diagnostics=(*head.diagnostics, *ambiguous))
    elif source:
        via, day = source
        head = replace(head, via=head.via or via or None, remarks=(*filter(None, [day]), *head.remarks))
    head = replace(head, tags=(*listed_tags(names), *head.tags))
    outline = read_outline(entry, head.remarks, 1 + len(more) + blank + len(addresses))
    return make_article(entry, with_fields_below(entry, head, outline), outline)
