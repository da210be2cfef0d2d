"""What stands below a line of a log, or in all of it, as far as it decides what the line is.

All numbers of lines are counted from 1, and all looks go only so far, so that reading stays linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile, islice, takewhile

from ingest.patterns import lazy_compile
from ingest.read import NEARLY_ALL, SEVERAL
from ingest.read.days import cut_day
from ingest.read.fields import find_role
from ingest.read.lines import (
    BODY,
    BOX,
    DEFINITION,
    DELIMITER_ROW,
    FENCE,
    HEADING,
    ITEM,
    STRONG_LINE,
    UNDERLINE,
    ends_with_colon,
    heading_text,
    indent_of,
    is_text,
    line_below,
    without_emphasis,
)
from ingest.read.link_head import are_links, has_box
from ingest.read.pointers import AUTHOR_LINE, is_address, is_pointer
from ingest.read.prose import is_quoted_title, is_sentence, may_be_title, plain_title
from ingest.read.records import is_above_record, names_title, read_record
from ingest.read.rules import HEADING_RULES, ITEM_RULES, ROW_RULES, TEXT_RULES, find_rule, title_address

FAR = 40
"""So many lines below an item or a heading tell whether it is the heading of entries."""
_NEAR = 3  # so many, if one is its address

_PLACE = lazy_compile(r"[*_~]*\[(?P<words>[^\[\]]+)\]\(#[^()\s]*\)")  # a link to a place on the page

# So far a list may be indented that belongs to no item.
_MARGIN = 3
_DEEP = 100  # in columns

_MANY = 8  # addresses, more than one article has
_STOPS = tuple(".。…:：")
_MOST = 0.5  # the share that tells it of a list below a line in strong print

_LONGEST_FROM = 2000  # characters of such an address
_FROM = lazy_compile(r"\w[ \t]*[:：][ \t]*<?https?://[^\s<>]+>?\s*$", re.IGNORECASE)
_TASK = lazy_compile(r"(?!.*://)[-*+][ \t]+\[[ xX]\][ \t]")

WITHOUT_ADDRESS = (None, "list-title", "title-list")
"""What stands for a rule of entries that may have no address, or for none."""

# An item that begins with a title of its own: a link with words, or words, a colon and an address.
_TITLED_ITEM = lazy_compile(
    rf"(?:{BOX.pattern})?[*_~\"“‘《「『(（]*"
    r"(?:\[(?P<link>(?:[^\[\]]|\[[^\[\]]*\])++)\]\(|(?P<words>[^:：\[\]]*[^\W_])[ \t]*[:：][ \t]*<?https?://)"
)


def heads_addresses(lines: Sequence[str], number: int) -> bool:
    """Whether several addresses stand right below a line of which more than one has a remark in 【】 behind it."""
    below = takewhile(lambda line: "://" in line and line[:1] not in (" ", "\t"), islice(lines, number, number + _NEAR))
    return sum("【" in line for line in below) > 1


def is_below_saying(lines: Sequence[str], number: int) -> bool:
    """Whether text without an address stands above a line, a blank line between them, and nothing right below it."""
    above = next((line for line in reversed(lines[max(0, number - 1 - _NEAR) : number - 1]) if line.strip()), "")
    is_apart = not lines[number - 2].strip() and not line_below(lines, number).strip()
    return is_apart and "://" not in above and is_text(above)


def is_underlined(lines: Sequence[str], number: int) -> bool:
    """Whether a line of text, with a break above it, is a heading by the line below it."""
    below = line_below(lines, number)
    if below[:1] not in ("=", "-") or not UNDERLINE.match(below):
        return False
    return is_text(lines[number - 1]) and (number == 1 or not lines[number - 2].strip())


def next_text(lines: Sequence[str], number: int) -> int:
    """The number of the next line near below that is not blank; `number` itself where there is none."""
    near = range(number + 1, min(number + _NEAR, len(lines)) + 1)
    return next((place for place in near if lines[place - 1].strip()), number)


def is_above_entry(lines: Sequence[str], number: int) -> bool:
    """Whether the next line that is not blank begins an entry with an address, or one by its record."""
    place = next_text(lines, number)
    line, below = lines[place - 1], line_below(lines, place)
    if item := ITEM.match(line):
        return find_rule(ITEM_RULES, item["content"], below) not in WITHOUT_ADDRESS
    if place == number or BODY.match(line):
        return False
    return find_rule(TEXT_RULES, line, below) not in WITHOUT_ADDRESS or is_above_record(lines, place)


def is_amid_list(lines: Sequence[str], number: int) -> bool:
    """Whether the list of articles above a line goes on below it: no item follows that is a passage of the line."""
    item = ITEM.match(lines[next_text(lines, number) - 1])
    return item is None or find_rule(ITEM_RULES, item["content"], "") is not None


def is_above_lone_address(lines: Sequence[str], number: int) -> bool:
    """Whether a line may be a title, and the paragraph below it is an address alone, with no other below that."""
    place = next_text(lines, number)
    if place != number + 2 or not is_address(lines[place - 1]) or not may_be_title(plain_title(lines[number - 1])):
        return False
    after = next_text(lines, place)
    return after == place or (after > place + 1 and not is_address(lines[after - 1]))


def end_of_title(lines: Sequence[str], number: int) -> int:
    """The number of the last line of a title that goes on over lines, above its address; `number` where it does not.

    Only the last of them is broken off, as Markdown has it, with a backslash or two blanks.
    """
    for place in range(number, min(number + _NEAR, len(lines))):
        line, below = lines[place - 1], lines[place]
        if "://" in line or not is_text(line):
            break
        if line.endswith(("\\", "  ")):
            return place if title_address.goes_on(below) else number
    return number


def find_heading_rule(lines: Sequence[str], number: int, level: int, text: str) -> str | None:
    """The rule by which a heading is an article, and not the heading of the entries below it."""
    address = next_text(lines, number)
    if address < len(lines) and AUTHOR_LINE.match(lines[address - 1]):
        address += 1
    rule = find_rule(HEADING_RULES, text, lines[address - 1])
    if rule:
        return None if heads_entries(lines, number, level, text, address) else rule
    return "heading-record" if _heads_record(lines, number, level) else None


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
    for place in range(number + 1, min(end + FAR, len(lines)) + 1):
        if names_title(lines[place - 1]):
            titles += 1
            if titles > 1:
                return False
        if found := HEADING.match(lines[place - 1]):
            if len(found[1]) <= level:
                break
            is_link = find_rule(HEADING_RULES, found[2], line_below(lines, place)) is not None
            if is_link or read_record(lines, place).is_of_article:
                return False
    return record.says_much or not heads_entries(lines, end, level, "://")


def heads_entries(lines: Sequence[str], number: int, level: int, text: str, address: int = 0) -> bool:
    """Whether entries stand below a heading, but for the line `address`, which may be its own.

    A heading that is a link itself heads at least two of them, and each begins with a link.
    """
    is_link = "://" in text
    wanted = 2 if is_link else 1
    for place in range(number + 1, min(number + FAR, len(lines)) + 1):
        line = lines[place - 1]
        if (found := HEADING.match(line)) and len(found[1]) <= level:
            return False
        if is_underlined(lines, place) and (1 if line_below(lines, place)[0] == "=" else 2) <= level:
            return False
        rule = None
        if (item := ITEM.match(line)) and (is_link or place != address):
            rule = find_rule(ITEM_RULES, item["content"], line_below(lines, place))
        elif place != address and not BODY.match(line) and not DEFINITION.match(line):
            rule = find_rule(TEXT_RULES, line, "")
        wanted -= rule not in (None, "list-title", *(["address-line"] if is_link else []))
        if wanted == 0:
            return True
    return False


def names_list(lines: Sequence[str], number: int) -> bool:
    """Whether the list next below a line of text is one of articles, so that the line is none, but their section.

    Most items have titles of their own, the first among them, and nearly all of the rest are addresses alone, unless
    the line is in strong print or several have titles; and there are two titles, or the one is longer than the line, or
    the line is a sentence. It is above several addresses alone if a stop or a colon ends it, for a title may be a
    question, and above many in any case.
    """
    items = _list_below(lines, number)
    addresses = sum(map(is_address, items))
    if addresses == len(items):
        return addresses >= (SEVERAL if lines[number - 1].rstrip(" \t*_").endswith(_STOPS) else _MANY)
    titles = [_title_of(content) for content in items]
    titled = [title for title in titles if title]
    told = len(titled) + addresses
    wanted = _MOST if STRONG_LINE.match(lines[number - 1]) or len(titled) >= SEVERAL else NEARLY_ALL
    if not titled or titles[0] is None or 2 * len(titled) <= len(items) or told < wanted * len(items):
        return False
    line = without_emphasis(lines[number - 1])
    return len(titled) > 1 or len(titled[0]) > len(line) or is_sentence(line)


def heads_titles(lines: Sequence[str], number: int) -> bool:
    """Whether all items of the list next below a line of text may be titles without addresses."""
    items = _list_below(lines, number)
    return bool(items) and all(find_rule(ITEM_RULES, content, "") == "list-title" for content in items)


def heads_tasks(lines: Sequence[str], number: int) -> bool:
    """Whether all items of the list next below a line of text are boxes without addresses."""
    items = _list_below(lines, number)
    return bool(items) and all(has_box(content) and "://" not in content for content in items)


def _list_below(lines: Sequence[str], number: int) -> list[str]:
    """The first items of the list next below a line; in the place of one that ends with a colon those nested in it."""
    first = next_text(lines, number)
    if first == number or indent_of(lines[first - 1]) > _MARGIN or not ITEM.match(lines[first - 1]):
        return []
    return list(islice(_items_of(lines, first), FAR))


def _items_of(lines: Sequence[str], first: int) -> Iterator[str]:
    """The items of the list whose first is on line `first`, as `_list_below` takes them."""
    outer = inner = indent_of(lines[first - 1])
    for line in filter(str.strip, map(lines.__getitem__, range(first - 1, len(lines)))):
        indent, item = indent_of(line), ITEM.match(line)
        if indent <= outer:
            if item is None:
                return
            inner = outer
            if ends_with_colon(item["content"]):
                inner = _DEEP
                continue
        if item and indent <= inner:
            inner = indent
            yield item["content"]


def end_of_fenced_list(lines: Sequence[str], number: int) -> int | None:
    """The number of the line that closes the bare fence on line `number`, if articles alone, as items, stand in it."""
    fence, found = lines[number - 1].rstrip(), 0
    if not FENCE.match(fence) or fence.strip("`~"):  # which names a language, or is indented
        return None
    for place in range(number + 1, len(lines) + 1):
        line = lines[place - 1].rstrip()
        if line == fence:
            return place if found > 1 else None
        item = ITEM.match(line)
        if line and (item is None or find_rule(ITEM_RULES, item["content"], "") != "list-link"):
            return None
        found += bool(line)
    return None


def _title_of(content: str) -> str | None:
    """The title of its own with which an item begins."""
    found = _TITLED_ITEM.match(content)
    if found is None:
        is_dated = cut_day(content)[1].startswith("《")
        return content if is_dated or is_quoted_title(content) else None
    words: str = found["link"] or found["words"]
    return None if is_pointer(words) or (found["words"] and find_role(words)) else words


def read_headings(lines: Sequence[str]) -> frozenset[str]:
    """What the headings of a log say."""
    return frozenset(heading_text(found) for line in lines if (found := HEADING.match(line)))


def is_contents(lines: Sequence[str], number: int, headings: frozenset[str]) -> bool:
    """Whether an item links to a page nearby, and others of its list to headings of the log: they lead about."""
    if "](" not in lines[number - 1] or "://" in lines[number - 1]:
        return False
    parts = (reversed(lines[max(0, number - 1 - FAR) : number - 1]), lines[number : number + FAR])
    items = (item for part in parts for item in takewhile(bool, map(ITEM.match, part)))
    places = (_PLACE.match(item["content"]) for item in items if item)
    return any(place and place["words"].strip() in headings for place in places)


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
