"""What an item of a list is, where no entry is open above it: an article, or the heading of those nested in it.

Looks at the item and what is nested in it; which items stand beside it, `company` looks at later.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.model import HeadingDate
from ingest.patterns import lazy_compile
from ingest.read.authors import names_author
from ingest.read.headings import is_date, read_heading
from ingest.read.lines import ends_with_colon, line_below, without_emphasis
from ingest.read.lookahead import (
    holds_books,
    holds_entries,
    nests_address,
    nests_dates,
    nests_items,
    stands_among_dates,
)
from ingest.read.prose import is_quoted_title
from ingest.read.records import read_item_record
from ingest.read.rules import ITEM_RULES, find_rule
from ingest.read.sections import is_group, is_list_name

_HEADING = lazy_compile(r"[ \t]*[-*+][ \t]+#{1,6}[ \t]")
_NAME_ALONE = lazy_compile(r"\w{1,20}[:：]\s*$")


def item_rule(lines: Sequence[str], number: int, content: str) -> str | None:
    """The rule by which an item may be an entry. A name behind which nothing stands is none: `Tip:`."""
    rule = find_rule(ITEM_RULES, content, line_below(lines, number))
    if rule in (None, "list-title") and read_item_record(lines, number - 1)[1].is_of_article:
        return "list-link"
    if rule != "list-title":
        return rule
    is_name = _NAME_ALONE.match(content) or (_HEADING.match(lines[number - 1]) and is_list_name(content))
    if is_name and not nests_items(lines, number):
        return None
    return "list-link" if not _names_many(content) and nests_address(lines, number) else rule


def is_heading(
    lines: Sequence[str], number: int, content: str, rule: str | None, date: HeadingDate, is_beside_month: bool
) -> bool:
    """Whether an item, which may be an entry by a rule, names those nested in it; `date` is in force above it.

    A month beside others is a heading even if nothing is nested in it.
    """
    if rule not in (None, "list-title"):
        return False
    is_book = is_quoted_title(content) or names_author(content)
    if not is_book and (holds_entries(lines, number) or nests_dates(lines, number) or holds_books(lines, number)):
        return True
    if is_group(content) or is_list_name(content):
        return nests_items(lines, number)
    content = without_emphasis(content)
    if not is_date(content):
        return False
    if date.year is not None:
        return is_beside_month or nests_items(lines, number)
    own = read_heading(content).date
    return (own.year or own.month) is not None and stands_among_dates(lines, number)


def _names_many(content: str) -> bool:
    """Whether an item names what is nested below it, however little that is: it ends with a colon, or is a date."""
    return ends_with_colon(content) or is_date(without_emphasis(content))
