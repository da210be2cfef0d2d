"""What stands below a line of a log, or in all of it, as far as it decides what the line is.

All numbers of lines are counted from 1. Looks go only so far, or to what ends a list, so that reading stays linear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile, takewhile

from ingest.patterns import lazy_compile
from ingest.read.dates.forms import find_marked_day
from ingest.read.dates.headings import is_date, read_heading
from ingest.read.fields.properties import line_below_item
from ingest.read.fields.records import is_above_record, names_title, read_record
from ingest.read.lines import (
    BODY,
    DEFINITION,
    DELIMITER_ROW,
    FENCE,
    HEADING,
    ITEM,
    UNDERLINE,
    heading_text,
    is_text,
    line_below,
)
from ingest.read.rules import HEADING_RULES, ITEM_RULES, ROW_RULES, TEXT_RULES, find_rule
from ingest.read.titles.link_head import are_links, begins_with_link
from ingest.read.titles.pointers import AUTHOR_LINE, holds_only_pointers, is_address, is_pointer

FAR = 40
"""So many lines below an item or a heading tell whether it is the heading of entries."""

NEAR = 3
"""So many, if one is its address."""

WITHOUT_ADDRESS = (None, "list-title", "title-list")
"""What stands for a rule of entries that may have no address, or for none."""

_LINK_WITHIN = lazy_compile(r"\w[ \t]*\[(?P<words>[^\[\]]+)\]\([^()\s]*\)[ \t]*[^\W_]")
_LONGEST_FROM = 2000  # characters of an address from which a list is
_FROM = lazy_compile(r"\w[ \t]*[:：][ \t]*<?https?://[^\s<>]+>?\s*$", re.IGNORECASE)
_TASK = lazy_compile(r"(?!.*://)[-*+][ \t]+\[[ xX]\][ \t]")


def is_underlined(lines: Sequence[str], number: int) -> bool:
    """Whether a line of text, with a break above it, is a heading by the line below it."""
    below = line_below(lines, number)
    if below[:1] not in ("=", "-") or not UNDERLINE.match(below):
        return False
    return is_text(lines[number - 1]) and (number == 1 or not lines[number - 2].strip())


def next_text(lines: Sequence[str], number: int) -> int:
    """The number of the next line near below that is not blank; `number` itself where there is none."""
    near = range(number + 1, min(number + NEAR, len(lines)) + 1)
    return next((later for later in near if lines[later - 1].strip()), number)


def is_above_entry(lines: Sequence[str], number: int) -> bool:
    """Whether the next line that is not blank begins an entry with an address, or one by its record."""
    later = next_text(lines, number)
    line = lines[later - 1]
    if item := ITEM.match(line):
        return find_rule(ITEM_RULES, item["content"], line_below_item(lines, later)) not in WITHOUT_ADDRESS
    if later == number or BODY.match(line):
        return False
    return find_rule(TEXT_RULES, line, line_below(lines, later)) not in WITHOUT_ADDRESS or is_above_record(lines, later)


def is_amid_list(lines: Sequence[str], number: int) -> bool:
    """Whether the list of articles above a line goes on below it: no item follows that is a passage of the line."""
    item = ITEM.match(lines[next_text(lines, number) - 1])
    return item is None or find_rule(ITEM_RULES, item["content"], "") is not None


def find_heading_rule(lines: Sequence[str], number: int, level: int, text: str) -> str | None:
    """The rule by which a heading is an article, and not the heading of the entries below it."""
    address = next_text(lines, number)
    if address < len(lines) and AUTHOR_LINE.match(lines[address - 1]):
        address += 1
    has_record = _heads_record(lines, number, level)
    if has_record and "://" not in text and read_record(lines, number).says_much:
        return "heading-record"
    rule = find_rule(HEADING_RULES, text, lines[address - 1])
    if rule:
        within = None if begins_with_link(text) else _LINK_WITHIN.search(text)
        is_about = within is not None and not is_pointer(within["words"])
        heads = is_about and heads_entries(lines, number, level, "")  # words about a link head a single entry as well
        heads = heads or heads_entries(lines, number, level, text, address) or _heads_lines(lines, number, level, text)
        return None if heads or _heads_months(lines, number, level) else rule
    return "heading-record" if has_record else None


def _heads_record(lines: Sequence[str], number: int, level: int) -> bool:
    """Whether the record of an article stands right below a heading, and it is none above others.

    Fields with two titles are others, whose records these are. Where the record says little, two entries below it tell
    that it is about them, as it is that of a week.
    """
    record = read_record(lines, number)
    if not record.is_of_article:
        return False
    end = number + record.length
    titles = 0
    for later in range(number + 1, min(end + FAR, len(lines)) + 1):
        if names_title(lines[later - 1]):
            titles += 1
            if titles > 1:
                return False
        if found := HEADING.match(lines[later - 1]):
            if len(found[1]) <= level:
                break
            is_link = find_rule(HEADING_RULES, found[2], line_below(lines, later)) is not None
            if is_link or read_record(lines, later).is_of_article:
                return False
    return record.says_much or not heads_entries(lines, end, level, "://")


def _heads_lines(lines: Sequence[str], number: int, level: int, text: str) -> bool:
    """Whether a title and its address stand in a line below a heading with an address, unless this is that of a link
    and the line has no day in 【】.
    """
    for line in lines[number : number + FAR] if "://" in text else ():
        if (found := HEADING.match(line)) and len(found[1]) <= level:
            return False
        is_line = "://" in line and not (BODY.match(line) or is_address(line))
        is_told = is_line and ("](" not in text or find_marked_day(line) is not None)
        if is_told and find_rule(TEXT_RULES, line, "") == "address-line":
            return True
    return False


def _heads_months(lines: Sequence[str], number: int, level: int) -> bool:
    """Whether the next heading below is a month or a year, as those of a log are; a day may be that of a passage.

    Below the first level, or a link, it may be that of a passage as well where no entries stand below it.
    """
    near = range(number + 1, min(number + FAR, len(lines)) + 1)
    later = next((later for later in near if HEADING.match(lines[later - 1])), 0)
    found = HEADING.match(lines[later - 1]) if later else None
    if found is None or len(found[1]) <= level or not is_date(heading_text(found)):
        return False
    date = read_heading(heading_text(found)).date
    if date.day is not None or (date.year or date.month) is None:
        return False
    is_of_log = level == 1 and not lines[number - 1].lstrip("# ").startswith("[")
    return is_of_log or heads_entries(lines, later, len(found[1]), "")


def heads_entries(lines: Sequence[str], number: int, level: int, text: str, address: int = 0) -> bool:
    """Whether entries stand below a heading, but for the line `address`, which may be its own.

    A heading that is a link itself heads at least two of them, and each begins with a link.
    """
    is_link = "://" in text
    wanted = 2 if is_link else 1
    for later in range(number + 1, min(number + FAR, len(lines)) + 1):
        line = lines[later - 1]
        if (found := HEADING.match(line)) and len(found[1]) <= level:
            return False
        if is_underlined(lines, later) and (1 if line_below(lines, later)[0] == "=" else 2) <= level:
            return False
        rule = None
        if (item := ITEM.match(line)) and (is_link or later != address):
            rule = find_rule(ITEM_RULES, item["content"], line_below_item(lines, later))
        elif later != address and not BODY.match(line) and not DEFINITION.match(line):
            is_its = later == address + 1 and holds_only_pointers(line)  # one more of its addresses
            rule = None if is_its else find_rule(TEXT_RULES, line, "")
        wanted -= rule not in (None, "list-title", *(["address-line"] if is_link else []))
        if wanted == 0:
            return True
    return False


def end_of_fenced_list(lines: Sequence[str], number: int) -> int | None:
    """The number of the line that closes the bare fence on line `number`, if articles alone, as items, stand in it."""
    fence, found = lines[number - 1].rstrip(), 0
    if not FENCE.match(fence) or fence.strip("`~"):  # which names a language, or is indented
        return None
    for later in range(number + 1, len(lines) + 1):
        line = lines[later - 1].rstrip()
        if line == fence:
            return later if found > 1 else None
        item = ITEM.match(line)
        if line and (item is None or find_rule(ITEM_RULES, item["content"], "") != "list-link"):
            return None
        found += bool(line)
    return None


def begins_rows(lines: Sequence[str], header: int) -> bool:
    """Whether one of the rows right below the header of a table, or a blank line, shows that they are articles."""
    below = dropwhile(lambda line: not line.strip(), lines[header + 1 : header + 1 + FAR])
    rows = list(takewhile(lambda line: "|" in line, below))
    is_other = len(rows) > 1 and DELIMITER_ROW.match(rows[1]) is not None  # a table below one without rows
    return not is_other and any(rule.is_article(lines[header - 1], row) for row in rows for rule in ROW_RULES.values())


def introduces_tasks(line: str, below: str) -> bool:
    """Whether a line says where the boxes without addresses right below it are from: 'Books from: address'."""
    return _FROM.search(line, max(0, len(line) - _LONGEST_FROM)) is not None and _TASK.match(below) is not None


def is_list_of_links(lines: Sequence[str]) -> bool:
    """Whether nearly all items in the first column of a log begin with a link."""
    return are_links(
        [item["content"] for line in lines if line[:1] not in ("", " ", "\t") and (item := ITEM.match(line))]
    )
