"""The words of a heading, and the date that headings, each below another, have in force.

Never asks where a heading stands: which ones are open is for `blocks` to say.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ingest.model import HeadingDate
from ingest.read.dates import days_in_month
from ingest.read.markdown import parse_inline


@lru_cache(maxsize=4096)
def plain_heading(markdown: str) -> str:
    """The words of a heading. Logs have few that are no dates, and dates come back every year."""
    text = parse_inline(markdown).text.strip()
    start = text.rfind("{")
    has_attributes = text.endswith("}") and text[start + 1] in "#.:"  # '## 2019-01-10 {#2019-01-10}'
    return text[:start].rstrip() if has_attributes else text


def date_in_force(dates: Iterable[HeadingDate]) -> HeadingDate:
    """The date below headings, the outermost first: each replaces what it gives, and clears what is smaller.

    >>> date_in_force([HeadingDate(2025, 11), HeadingDate(month=12), HeadingDate(day=3)])
    HeadingDate(year=2025, month=12, day=3)
    """
    date = HeadingDate()
    for own in dates:
        if own.year is not None:
            date = own
        elif own.month is not None:
            date = own._replace(year=date.year)
        elif own.day is not None:
            date = date._replace(day=own.day)
    return date


def resolve_number(number: int, above: HeadingDate) -> HeadingDate:
    """A heading that is a bare number: a day below a month, else a month; all None when it can be neither."""
    if above.month is not None and number <= days_in_month(above.year, above.month):
        return HeadingDate(day=number)
    return HeadingDate(month=number) if above.month is None and number <= 12 else HeadingDate()
