"""Reads the filters of a search, such as `tag:io_uring` and `after:2024`, apart from its words, and writes them back.

Never runs SQL: what a filter means to the tables is in `conditions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from ingest.search.faults import Fault, fault
from ingest.search.fold import fold
from ingest.search.query import OR, narrow_signs

# As ExcerptKind in `model`, which takes longer to load than a search takes; a test holds them equal.
KINDS = ("quote", "heading", "note", "reply", "label", "link", "code", "image", "table")
NAMES = ("tag", "site", "author", "collection", "kind", "year", "after", "before", "title")

_PHRASE = re.compile('"[^"]*"')
_BLANK = str.maketrans("“”＂", "   ")
# Of narrow signs. A phrase is taken whole, so that what stands in quotes is never a filter.
_PIECE = re.compile(
    rf'(?P<excluded>-|(?-i:NOT)\s+)?(?:(?P<name>{"|".join(NAMES)})[:：](?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+))'
    r'|(?P<phrase>"[^"]*")|(?P<word>\S+))',
    re.IGNORECASE,
)
_SURROGATE = re.compile("[\ud800-\udfff]")  # of half a character, which SQLite cannot take
_DAY = re.compile(r"([0-9]{4})(?:[-./]([0-9]{1,2})(?:[-./]([0-9]{1,2}))?)?")


class Filter(NamedTuple):
    """A condition on articles. `value` is as typed; `excluded`: those that meet it are not wanted."""

    name: str
    value: str
    excluded: bool = False


class Search(NamedTuple):
    """What a search box says: words for the index, and filters, all of which an article must meet."""

    words: str
    filters: tuple[Filter, ...] = ()


def read_search(text: str) -> Search:
    """The words and filters of `text`. A name without a value is a word, and so is all in quotes.

    >>> read_search('内存 site:lwn.net -tag:"page cache" "tag:x"')
    Search(words='内存 "tag:x"', filters=(Filter(name='site', value='lwn.net', excluded=False), \
Filter(name='tag', value='page cache', excluded=True)))
    """
    words, filters = [], []
    for piece in _pieces(_SURROGATE.sub("\ufffd", text)):
        name, value = (piece["name"] or "").lower(), (piece["quoted"] or piece["bare"] or "").strip()
        if name in NAMES and value:  # ſite without case is a site to `re`
            filters.append(Filter(name, value, piece["excluded"] is not None))
        elif piece["word"] is None or '"' not in piece["word"]:
            words.append(piece[0])
        elif word := piece["word"].replace('"', " ").strip():  # a quote astray would take in the filters behind it
            words.append(f'{piece["excluded"] or ""}"{word}"')
    if words and words[-1] in OR | {"NOT"}:  # it joins nothing, nor shall it filters written behind it
        words[-1] = f'"{words[-1]}"'
    return Search(" ".join(words), tuple(dict.fromkeys(filters)))


def _pieces(text: str) -> Iterator[re.Match[str]]:
    """The pieces of `text`, its signs narrow. In narrow quotes wide ones, of a name perhaps, end nothing: no name is
    found by its quotes."""
    return _PIECE.finditer(narrow_signs(_PHRASE.sub(lambda found: found[0].translate(_BLANK), text)))


def write_search(search: Search) -> str:
    """What a person would type for `search`: `read_search` of it gives it back.

    >>> write_search(Search("内存", (Filter("tag", "page cache"),)))
    '内存 tag:"page cache"'
    """
    return " ".join(filter(None, [search.words, *map(_write_filter, search.filters)]))


def _write_filter(filter_: Filter) -> str:
    value = narrow_signs(filter_.value).replace('"', " ")
    if re.search(r"\s", value):
        value = f'"{value}"'
    return f"{'-' if filter_.excluded else ''}{filter_.name}:{value}"


def find_fault(filter_: Filter) -> Fault | None:
    """What is wrong with a filter that can find nothing; None when it can be asked."""
    name, value = filter_.name, filter_.value
    if name == "kind" and value.lower() not in KINDS:
        return fault("unknown-kind", value=value, kinds=", ".join(KINDS))
    if name == "year" and not re.fullmatch("[0-9]{4}", fold(value)):
        return fault("no-year", value=value)
    if name in ("after", "before") and first_day(value) is None:
        return fault("no-day", name=name, value=value)
    return None


def joins_filters(text: str) -> bool:
    """Whether an OR stands beside a filter, which no alternative can be."""
    pieces = list(_pieces(text))
    beside = [pair for pair in pairwise(pieces) if any(piece[0] in OR for piece in pair)]
    return any((piece["name"] or "").lower() in NAMES for pair in beside for piece in pair)


def first_day(value: str) -> str | None:
    """The first day, in ISO form, of the year, month or day that `value` names; None when it names none.

    >>> first_day("2025"), first_day("2025.6")
    ('2025-01-01', '2025-06-01')
    """
    match = _DAY.fullmatch(fold(value))
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1)).isoformat()
    except ValueError:  # the calendar has no such day
        return None


def same_names(value: str, names: Iterable[str]) -> list[str]:
    """Those of `names` that are `value`, but for case, width, script and the quotes that a filter cannot hold."""
    wanted = bare_name(value)
    return [name for name in names if bare_name(name) == wanted]


def names_with(value: str, names: Iterable[str]) -> list[str]:
    """Those of `names` that hold `value`, which is a part of them, such as a surname; but for the same things."""
    wanted = bare_name(value)
    return [name for name in names if wanted in bare_name(name)]


def bare_name(name: str) -> str:
    """A name as filters compare it: without case, width, script, and the quotes that they cannot hold."""
    return " ".join(fold(narrow_signs(name)).replace('"', " ").split())
