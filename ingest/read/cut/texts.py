"""What a line of text is, in the first column and below no list: an article, or the name of the list below it.

Looks at the line and at what stands next to it, only near by. Is told which rule has the entry that is open above.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from ingest.patterns import lazy_compile
from ingest.read import SEVERAL
from ingest.read.dates.days import cut_first_day
from ingest.read.fields.page import read_line_field
from ingest.read.fields.records import is_above_record, read_titled
from ingest.read.lines import (
    BADGES,
    BODY,
    HOLDS_ADDRESS,
    IN_LABEL,
    ITEM,
    LIST_ITEM,
    STRONG_LINE,
    ends_with_colon,
    has_box,
    indent_of,
    is_text,
    line_below,
    without_emphasis,
)
from ingest.read.rules import ITEM_RULES, TEXT_RULES, find_rule, has_more_lines, title_address, title_list
from ingest.read.surroundings.lookahead import FAR, NEAR, next_text
from ingest.read.titles.before_title import cut_before_title
from ingest.read.titles.pointers import is_address, is_pointer
from ingest.read.titles.title_forms import (
    is_numbered,
    is_quoted_title,
    is_sentence,
    may_be_label,
    may_be_title,
    plain_title,
)
from ingest.read.words.field_names import find_role
from ingest.read.words.sections import is_group, names_books, names_kind

# So far a list may be indented that belongs to no item.
_MARGIN = 3
_DEEP = 100  # in columns

_MANY = 8  # addresses, more than one article has
_STOPS = tuple(".。…:：")

# Who said what stands above: '-- [Ann](address)'.
_ATTRIBUTION = lazy_compile(r"(?:--|—{1,2}|―{1,2})[ \t]*\[[^\[\]]+\]\([^()\s]*\)[ \t]*$")

# An item that begins with a title of its own: a link with words, or words, a colon and an address.
_TITLED_ITEM = lazy_compile(
    r"[*_~\"“‘《「『(（]*"
    rf"(?:\[(?P<link>{IN_LABEL}++)\]\(|(?P<words>[^:：\[\]]*[^\W_])[ \t]*[:：][ \t]*<?https?://)"
)

# '[Go] [title](address)'.
_BRACKETED_KIND = lazy_compile(r"\[[^\[\]()^\d]{2,20}\][ \t]+\[[^\[\]]")

# An article of which the lines of a title belong to another.
_MAY_STAND_ABOVE = (None, "title-address", "address-line")


def text_rule(lines: Sequence[str], number: int, after_break: bool, above: str | None) -> str | None:
    """The rule by which text may begin an entry; `above` is that of the open one."""
    line = lines[number - 1]
    if BADGES.match(line) or (_ATTRIBUTION.match(line) and _is_below_saying(lines, number)):
        return None
    if (after_break or STRONG_LINE.match(line)) and is_above_record(lines, number):
        return "text-record"
    is_apart = after_break or (above is not None and has_more_lines(above))
    rule = find_rule(TEXT_RULES, line, line_below(lines, number) if is_apart else "")
    if rule == "title-list" and _names_list(lines, number):  # a sentence about the list
        return None
    if rule == "title-address" and _heads_addresses(lines, number):  # each an article
        return None
    may_be_titled = after_break and (rule is None or line.endswith("]()")) and above in _MAY_STAND_ABOVE
    if may_be_titled and (_is_above_lone_address(lines, number) or _end_of_title(lines, number) > number):
        return "title-address"
    if rule is None and title_list.begins_dated(line):
        return "title-list" if after_break or title_list.begins_dated(lines[number - 2]) else None
    return rule


def is_numbered_title(lines: Sequence[str], number: int, above: str | None) -> bool:
    """Whether an item set apart is a title, numbered, the address of which stands alone in the next paragraph."""
    line = lines[number - 1]
    is_apart = line[0].isdecimal() and above in _MAY_STAND_ABOVE
    return is_apart and ITEM.match(line) is not None and _is_above_lone_address(lines, number)


def lines_of_title(lines: Sequence[str], number: int, rule: str) -> Sequence[int]:
    """The lines below the first of a title that are the rest of it, and what is said of it, where nothing else tells.

    The rest of a title and its address, its addresses, or its record.
    """
    if rule == "text-title":
        below = range(number + 1, len(lines) + 1)
        return list(takewhile(lambda later: title_address.goes_on(lines[later - 1]), below))
    if rule == "text-record":
        record = range(number + 1, number + 1 + read_titled(lines, number - 1)[1].length)
        return [later for later in record if lines[later - 1].strip()]
    if rule != "title-address":
        return ()
    end = _end_of_title(lines, number)
    if end > number:
        return range(number + 1, end + 2)
    return () if line_below(lines, number).strip() else (number + 2,)


def is_label(lines: Sequence[str], number: int, above: str | None, is_of_books: bool, is_beside_label: bool) -> bool:
    """Whether text names the list of articles below it, which it does not within an article of another shape.

    A label that is in force above makes it likely. Below a paragraph that is an article, only a kind is one.
    """
    line = lines[number - 1]
    if above not in (None, *ITEM_RULES, *TEXT_RULES) or BODY.match(line) or ITEM.match(line) or not may_be_label(line):
        return False
    words = without_emphasis(line)
    if names_kind(words) and (_heads_link(lines, number) or (is_beside_label and _list_below(lines, number))):
        return True
    if above in TEXT_RULES:
        return False
    if _names_list(lines, number, is_beside_label) or _heads_tasks(lines, number):
        return True
    is_section = is_group(words) or names_books(words) or (is_of_books and is_numbered(line))
    return is_section and _heads_titles(lines, number)


def begin_alike(*lines: str) -> bool:
    """Whether lines that begin entries do it in one way: with a word in brackets and a link, or with a day."""
    return all(map(_BRACKETED_KIND.match, lines)) or all(cut_first_day(line)[0] for line in lines)


def is_of_book(line: str, is_near: bool) -> bool:
    """Whether a line below a book in a paragraph is an item that belongs to it: a field does, and a note near by."""
    is_item = LIST_ITEM.match(line) is not None
    return is_item and ((is_near and "://" not in line) or read_line_field(line) is not None)


def _heads_addresses(lines: Sequence[str], number: int) -> bool:
    """Whether several addresses stand right below a line of which more than one has a remark in 【】 behind it."""
    below = takewhile(lambda line: "://" in line and line[:1] not in (" ", "\t"), islice(lines, number, number + NEAR))
    return sum("【" in line for line in below) > 1


def _is_below_saying(lines: Sequence[str], number: int) -> bool:
    """Whether text without an address stands above a line, a blank line between them, and nothing right below it."""
    above = next((line for line in reversed(lines[max(0, number - 1 - NEAR) : number - 1]) if line.strip()), "")
    is_apart = not lines[number - 2].strip() and not line_below(lines, number).strip()
    return is_apart and "://" not in above and is_text(above)


def _is_above_lone_address(lines: Sequence[str], number: int) -> bool:
    """Whether a line may be a title, and the paragraph below it is an address alone, with no other below that."""
    later = next_text(lines, number)
    if later != number + 2 or not is_address(lines[later - 1]) or not may_be_title(plain_title(lines[number - 1])):
        return False
    after = next_text(lines, later)
    return after == later or (after > later + 1 and not is_address(lines[after - 1]))


def _end_of_title(lines: Sequence[str], number: int) -> int:
    """The number of the last line of a title that goes on over lines, above its address; `number` where it does not.

    Only the last of them is broken off, as Markdown has it, with a backslash or two blanks; or it is one of two.
    """
    below, address = line_below(lines, number), line_below(lines, number + 1)
    if title_address.goes_on(address) and title_address.has_two_lines(lines[number - 1], below):
        return number + 1
    for later in range(number, min(number + NEAR, len(lines))):
        line, below = lines[later - 1], lines[later]
        if "://" in line or not is_text(line):
            break
        if line.endswith(("\\", "  ")):
            return later if title_address.goes_on(below) else number
    return number


def _names_list(lines: Sequence[str], number: int, is_beside_label: bool = False) -> bool:
    """Whether the list next below a line of text is one of articles, so that the line is none, but their section.

    Most items have titles of their own, the first among them; and there are two titles, or the one is longer than the
    line, or the line is a sentence, ends with a colon, or has company. With a colon a title may also stand before a
    bare address, in all of them. It is above several addresses alone if a stop or a colon ends it, for a title may be
    a question, and above many in any case.
    """
    items = _list_below(lines, number)
    addresses = sum(map(is_address, items))
    if addresses == len(items):
        return addresses >= (SEVERAL if lines[number - 1].rstrip(" \t*_").endswith(_STOPS) else _MANY)
    is_followed = ends_with_colon(lines[number - 1].rstrip(" \t*_"))
    if is_followed and all(map(_is_titled_address, items)):
        return True
    titles = [_title_of(content) for content in items]
    titled = [title for title in titles if title]
    if not titled or titles[0] is None or 2 * len(titled) <= len(items):
        return False
    line = without_emphasis(lines[number - 1])
    return len(titled) > 1 or len(titled[0]) > len(line) or is_followed or is_beside_label or is_sentence(line)


def _heads_titles(lines: Sequence[str], number: int) -> bool:
    """Whether all items of the list next below a line of text may be titles without addresses."""
    items = _list_below(lines, number)
    return bool(items) and all(find_rule(ITEM_RULES, content, "") == "list-title" for content in items)


def _heads_link(lines: Sequence[str], number: int) -> bool:
    """Whether the list next below a line of text begins with an article that has an address."""
    first = next(iter(_list_below(lines, number)), "")
    return find_rule(ITEM_RULES, first, "") == "list-link"


def _heads_tasks(lines: Sequence[str], number: int) -> bool:
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


def _is_titled_address(content: str) -> bool:
    """Whether an item is a title before a bare address; words that only point are none."""
    rest = cut_before_title(content).rest
    address = HOLDS_ADDRESS.search(rest)
    words = rest[: address.start()].strip(" \t<:：") if address else ""
    is_title = words != "" and "](" not in words and not is_pointer(words) and find_role(words) is None
    return is_title and find_rule(ITEM_RULES, content, "") == "list-link"


def _title_of(content: str) -> str | None:
    """The title of its own with which an item begins."""
    rest = cut_before_title(content).rest
    found = _TITLED_ITEM.match(rest)
    if found is None:
        return content if rest.startswith("《") or is_quoted_title(content) else None
    words: str = found["link"] or found["words"]
    return None if is_pointer(words) or (found["words"] and find_role(words)) else words
