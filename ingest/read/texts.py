"""What a line of text is, in the first column and below no list: an article, or the name of the list below it.

Is told which rule has the entry that is open above, and never asks what else stands there.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.read.lines import ATTRIBUTION, BADGES, BODY, ITEM, STRONG_LINE, line_below, without_emphasis
from ingest.read.lookahead import (
    end_of_title,
    heads_addresses,
    heads_tasks,
    heads_titles,
    is_above_lone_address,
    is_below_saying,
    names_list,
)
from ingest.read.prose import is_numbered, may_be_label
from ingest.read.records import is_above_record, read_titled
from ingest.read.rules import ITEM_RULES, TEXT_RULES, find_rule, has_more_lines
from ingest.read.sections import is_group, names_books

# An article of which the lines of a title belong to another.
_MAY_STAND_ABOVE = (None, "title-address")


def text_rule(lines: Sequence[str], number: int, after_break: bool, above: str | None) -> str | None:
    """The rule by which text may begin an entry; `above` is that of the open one."""
    line = lines[number - 1]
    if BADGES.match(line) or (ATTRIBUTION.match(line) and is_below_saying(lines, number)):
        return None
    if (after_break or STRONG_LINE.match(line)) and is_above_record(lines, number):
        return "text-record"
    is_apart = after_break or (above is not None and has_more_lines(above))
    rule = find_rule(TEXT_RULES, line, line_below(lines, number) if is_apart else "")
    if rule == "title-list" and names_list(lines, number):  # a sentence about the list
        return None
    if rule == "title-address" and heads_addresses(lines, number):  # each an article
        return None
    may_be_titled = after_break and (rule is None or line.endswith("]()")) and above in _MAY_STAND_ABOVE
    if may_be_titled and (is_above_lone_address(lines, number) or end_of_title(lines, number) > number):
        return "title-address"
    return rule


def is_numbered_title(lines: Sequence[str], number: int, above: str | None) -> bool:
    """Whether an item set apart is a title, numbered, the address of which stands alone in the next paragraph."""
    line = lines[number - 1]
    is_apart = line[0].isdecimal() and above in _MAY_STAND_ABOVE
    return is_apart and ITEM.match(line) is not None and is_above_lone_address(lines, number)


def lines_of_title(lines: Sequence[str], number: int, rule: str) -> Sequence[int]:
    """The lines below the first of a title that are the rest of it, and what is said of it, where nothing else tells.

    The rest of a title and its address, or its record.
    """
    if rule == "text-record":
        record = range(number + 1, number + 1 + read_titled(lines, number - 1)[1].length)
        return [place for place in record if lines[place - 1].strip()]
    if rule != "title-address":
        return ()
    end = end_of_title(lines, number)
    if end > number:
        return range(number + 1, end + 2)
    return () if line_below(lines, number).strip() else (number + 2,)


def is_label(lines: Sequence[str], number: int, above: str | None, is_of_books: bool) -> bool:
    """Whether text names the list of articles below it, which it does not within an article of another shape."""
    line = lines[number - 1]
    if above not in (None, *ITEM_RULES) or BODY.match(line) or ITEM.match(line) or not may_be_label(line):
        return False
    if names_list(lines, number) or heads_tasks(lines, number):
        return True
    words = without_emphasis(line)
    is_section = is_group(words) or names_books(words) or (is_of_books and is_numbered(line))
    return is_section and heads_titles(lines, number)
