"""Entry rule: a line that holds an address, such as `TITLE URL  【`12.17`】`, or `2025-12-17 TITLE URL`.

The first address is the article's own; others, wherever they stand, are links.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.model import Article, Entry
from ingest.read.article import make_article
from ingest.read.dates import needs_day_order
from ingest.read.days import cut_day, has_year
from ingest.read.head import read_head
from ingest.read.link_head import without_title_end
from ingest.read.outline import read_outline
from ingest.read.prose import begins_with_sentence, ends_with_address, is_footnote, is_prose

_HOLDS_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s<>\"]", re.IGNORECASE)
# A tag of HTML, but for a link: the address in it is that of an image, or of a style.
_TAG = re.compile(r"<(?!a\s|https?:|ftp:)[A-Za-z][^<>]*>", re.IGNORECASE)

# The number of a list, glued to the title: `1.甲 https://…`.
_NUMBER = re.compile(r"\d{1,3}[.)、](?=[《【「『“\u3400-\u9fffA-Z])")


def begins(line: str, below: str) -> bool:
    """Whether the line holds an address, and is no prose about one."""
    is_sentence = is_prose(line, below) or begins_with_sentence(line) or ends_with_address(line)
    return _HOLDS_ADDRESS.search(_TAG.sub("", line)) is not None and not (is_sentence or is_footnote(line))


def read(entry: Entry) -> Article:
    """The article of the entry. Without an address after all (it stood in a code span) it is kept without a link."""
    line = entry.lines[0]
    number = _NUMBER.match(line)
    line = line[number.end() :] if number else line
    day, rest = cut_day(line) if has_year(line) else (None, line)
    is_whole = day is not None and has_year(day) and not needs_day_order(day)
    head = read_head(entry, rest if is_whole else line)
    head = replace(head, title=without_title_end(head.title), day=day if is_whole else head.day)
    return make_article(entry, head, read_outline(entry, head.remarks), head.address)
