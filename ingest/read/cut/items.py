"""What an item of a list is, where no entry is open above it: an article, or the heading of those nested in it.

Looks at the item, what is nested in it and the dates beside it; at other items beside it `company` looks later.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.model import HeadingDate
from ingest.patterns import lazy_compile
from ingest.read import NEARLY_ALL, SEVERAL
from ingest.read.apps.douban import find_shelf_line
from ingest.read.dates.headings import is_date, read_heading
from ingest.read.fields.page import read_line_field
from ingest.read.fields.properties import line_below_item
from ingest.read.fields.records import read_item_record
from ingest.read.lines import BODY, ITEM, ends_with_colon, indent_of, without_emphasis
from ingest.read.rules import ITEM_RULES, find_rule
from ingest.read.surroundings.lookahead import FAR, WITHOUT_ADDRESS, next_text
from ingest.read.titles.authors import cut_author
from ingest.read.titles.before_title import cut_before_title
from ingest.read.titles.bylines import read_byline
from ingest.read.titles.link_head import begins_with_link
from ingest.read.titles.pointers import holds_only_pointers, is_address, points
from ingest.read.titles.title_forms import is_quoted_title
from ingest.read.words.field_names import is_reference
from ingest.read.words.sections import is_group, is_list_name

_HEADING = lazy_compile(r"[ \t]*[-*+][ \t]+#{1,6}[ \t]")
_NAME_ALONE = lazy_compile(r"\w{1,20}[:：]\s*$")


def item_rule(lines: Sequence[str], number: int, content: str) -> str | None:
    """The rule by which an item may be an entry. A name behind which nothing stands is none: `Tip:`."""
    rule = find_rule(ITEM_RULES, content, line_below_item(lines, number))
    if rule in (None, "list-title") and (
        read_item_record(lines, number - 1)[1].is_of_article or find_shelf_line(lines[number - 1 : number + FAR])
    ):
        return "list-link"
    if rule != "list-title":
        return rule
    is_name = _NAME_ALONE.match(content) or (_HEADING.match(lines[number - 1]) and is_list_name(content))
    if is_name and not _nests_items(lines, number):
        return None
    is_own = not _names_many(content) and (
        _nests_address(lines, number) or (not _names_list(content) and _nests_address_first(lines, number))
    )
    return "list-link" if is_own else rule


def is_heading(
    lines: Sequence[str], number: int, content: str, rule: str | None, date: HeadingDate, is_beside_month: bool
) -> bool:
    """Whether an item, which may be an entry by a rule, names those nested in it; `date` is in force above it.

    A month beside others is a heading even if nothing is nested in it.
    """
    if rule not in (None, "list-title"):
        return False
    is_book = is_quoted_title(content) or _names_author(content)
    if not is_book and (_holds_entries(lines, number) or _nests_dates(lines, number) or _holds_books(lines, number)):
        return True
    if _names_list(content):
        return _nests_items(lines, number)
    content = without_emphasis(content)
    if not is_date(content):
        return False
    if date.year is not None:
        return is_beside_month or _nests_items(lines, number)
    own = read_heading(content).date
    return (own.year or own.month) is not None and _stands_among_dates(lines, number)


def _names_list(content: str) -> bool:
    return is_group(content) or is_list_name(content)


def _names_many(content: str) -> bool:
    """Whether an item names what is nested below it, however little that is: it ends with a colon, or is a date."""
    return ends_with_colon(content) or is_date(without_emphasis(content))


def _holds_entries(lines: Sequence[str], number: int) -> bool:
    """Whether one of the items nested in the item on line `number` is an entry with an address."""
    return any(
        find_rule(ITEM_RULES, content, line_below_item(lines, later)) not in WITHOUT_ADDRESS
        for later, content in _nested_items(lines, number)
    )


def _holds_books(lines: Sequence[str], number: int) -> bool:
    """Whether the items nested in the item on line `number` say that they are books: each has the signs of a title, or
    one of several names its author and few others do not; so may the only one near, where what is nested in it goes on.
    """
    nested = [(indent_of(lines[later - 1]), content) for later, content in _nested_items(lines, number)]
    items = [content for indent, content in nested if indent <= nested[0][0]]
    named = sum(
        is_quoted_title(content) or (_names_author(content) and not ends_with_colon(content)) for content in items
    )
    is_told = named > 1 or (named == 1 and _nests_far(lines, number))
    return (named > 0 and all(map(is_quoted_title, items))) or (is_told and named >= NEARLY_ALL * len(items))


def _names_author(content: str) -> bool:
    """Whether an item may be a title and its author by a word or a sign: `Title by Ann Leaf`."""
    return cut_author(cut_before_title(content).rest, ["said"]) is not None


def _nests_far(lines: Sequence[str], number: int) -> bool:
    """Whether what is nested in the item on line `number` goes on beyond all lines near below it."""
    indent, near = indent_of(lines[number - 1]), lines[number : number + FAR + 1]
    return len(near) > FAR and all(indent_of(line) > indent for line in near if line.strip())


def _nests_items(lines: Sequence[str], number: int) -> bool:
    """Whether items are nested in the item on line `number`."""
    return next(_nested_items(lines, number), None) is not None


def _nests_dates(lines: Sequence[str], number: int) -> bool:
    """Whether a date below which items are nested is the first item nested in the item on line `number`."""
    later, content = next(_nested_items(lines, number), (number, ""))
    return is_date(without_emphasis(content)) and _nests_items(lines, later)


def _stands_among_dates(lines: Sequence[str], number: int) -> bool:
    """Whether all items of the list in which an item stands are dates near by, and hold others: two, or one several."""
    indent = indent_of(lines[number - 1])
    dates = nested = 0
    above = reversed(lines[max(0, number - 1 - FAR) : number - 1])
    for part in (above, lines[number - 1 : number - 1 + FAR]):
        for line in part:
            item = ITEM.match(line)
            if line.strip() and (indent_of(line) < indent or (indent_of(line) == indent and not item)):
                break
            if item and indent_of(line) == indent:
                if not is_date(without_emphasis(item["content"])):
                    return False
                dates += 1
            elif item:
                nested += 1
    return nested >= (2 if dates > 1 else SEVERAL) and _nests_items(lines, number)


def _nests_address(lines: Sequence[str], number: int) -> bool:
    """Whether an address that is nested as an item in the item on line `number` is its own.

    It is, where all that is nested there is an address, or a line that begins with a link that only points, beside who
    wrote the article; or where one right below is named as that of the article, and no item there is an article itself.
    A paragraph in the item may be nothing but its address too, or links that only point; the title above may go on over
    two lines.
    """
    below = next_text(lines, number)
    goes_on = below == number + 1 and not BODY.match(lines[number].lstrip()) and "://" not in lines[number]
    below = next_text(lines, below) if goes_on else below
    line = lines[below - 1] if number < below <= len(lines) else ""
    is_nested = indent_of(line) > indent_of(lines[number - 1]) and not ITEM.match(line)
    if is_nested and (is_address(line) or holds_only_pointers(line)):
        return True
    items = [(indent_of(lines[later - 1]), content) for later, content in _nested_items(lines, number)]
    others = [content for _, content in items if not read_byline(content)]
    if len(others) == 1 and (is_address(others[0]) or points(others[0])):
        return True
    outer = [content for indent, content in items if indent <= items[0][0] and not BODY.match(content)]
    fields = [field for content in outer if "://" in content and (field := read_line_field(content))]
    named = [is_reference(field) for field in fields if field.role == "address"]
    return (named.count(False) == 1 or named == [True]) and not any(map(begins_with_link, outer))


def _nests_address_first(lines: Sequence[str], number: int) -> bool:
    """Whether the first of the items nested in the item on line `number` is an address alone, and no other has one."""
    first, *others = [content for _, content in _nested_items(lines, number)] or [""]
    return is_address(first) and not any("://" in content for content in others)


def _nested_items(lines: Sequence[str], number: int) -> Iterator[tuple[int, str]]:
    """The items nested in the item on line `number`, with the numbers of their lines."""
    indent = indent_of(lines[number - 1])
    for later, line in enumerate(lines[number : number + FAR], number + 1):
        if line.strip() and indent_of(line) <= indent:
            return
        if item := ITEM.match(line):
            yield later, item["content"]
