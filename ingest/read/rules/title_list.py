"""Entry rule: a title in the first column, with a list right below it and no address of its own.

The first item that is an address gives the article its own, and its day; the others are links as everywhere.
"""

from __future__ import annotations

from dataclasses import replace

from ingest.model import Article, Entry
from ingest.read.article import make_article
from ingest.read.dates.forms import find_marked_day, without_wiki_link
from ingest.read.dates.headings import is_date, read_heading
from ingest.read.lines import LIST_ITEM, REMARK
from ingest.read.passages.outline import read_outline
from ingest.read.said_below import address_below, day_below
from ingest.read.titles.head import read_head
from ingest.read.titles.title_forms import may_be_title
from ingest.read.words.sections import names_kind

LINES_WITH_DAYS = 2


def begins(line: str, below: str) -> bool:
    """Whether a list follows at once. A day is no title, nor a month, nor the name of a kind.

    Nor is a label, `Key:`, unless an address stands right below.
    """
    if LIST_ITEM.match(below) is None or (line.rstrip(" \t*_").endswith((":", "：")) and "://" not in below):
        return False
    words = line.strip("【】` *_:：")
    if names_kind(words):
        return False
    date = read_heading(words).date
    return date.day is None and not (date.month is not None and is_date(words))


def begins_dated(line: str) -> bool:
    """Whether a line is a title and its day in 【】, with other 【…】 behind it or none: an article without an address.

    >>> begins_dated("茶经 【`12.18`】 【重读】"), begins_dated("茶经 【重读】")
    (True, False)
    """
    title, sign, remarks = line.partition("【")
    is_title = sign != "" and title.strip() != "" and may_be_title(title.rstrip())
    return is_title and not REMARK.sub("", sign + remarks).strip() and find_marked_day(sign + remarks) is not None


def read(entry: Entry) -> Article:
    """The article of the entry; the address is that of its line, prose as it is, or else an item of the list."""
    head = read_head(entry, without_wiki_link(entry.lines[0]))
    outline = read_outline(entry, head.remarks)
    if not head.address and not head.day:
        head = replace(head, day=day_below(outline))
    return make_article(entry, head, outline, address_below)
