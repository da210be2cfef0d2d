"""The line in which Douban says of a book when it was read: `2025-01-02 读过 ★★★★ 标签: 水 井`, copied from a shelf.

It stands below the title and the imprint; the comment follows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ingest.patterns import lazy_compile
from ingest.read.lines import ITEM, is_text, line_below
from ingest.read.words.field_names import Field

_RATING_AND_TAGS = r"(?P<rating>[★☆]{1,5})?\s*(?:(?:标签|標籤)[:：]\s*(?P<tags>\S.*?))?\s*"
_SHELF = lazy_compile(
    r"\s*(?P<day>(?:19|20)\d\d-\d\d?-\d\d?)\s+(?P<state>[读讀看听聽玩][过過]|[在想][读讀看听聽玩])(?:\s+|$)"
    + _RATING_AND_TAGS
)
_MORE = lazy_compile(r"\s*(?=\S)" + _RATING_AND_TAGS)
_CENTURIES = frozenset(("19", "20"))
_NEAR = 4  # lines, the title among them


class ShelfLine(NamedTuple):
    """Where it stands, below the imprint; all lines, blank in its place; and what it says."""

    place: int
    lines: list[str]
    fields: list[Field]


def find_shelved(lines: Sequence[str], start: int) -> frozenset[int]:
    """The numbers of the lines that are titles, since that line stands near below, in the same paragraph: two or more.

    The first `start` lines are front matter.
    """
    titles = set()
    for place in [place for place, line in enumerate(lines) if line[:2] in _CENTURIES and _SHELF.fullmatch(line)]:
        near = range(place, max(place - _NEAR, start - 1), -1)
        first = next((above for above in near if above == start or not is_text(lines[above - 1])), place)
        titles |= {first + 1} if first < place and is_text(lines[first]) else set()
    return frozenset(titles if len(titles) > 1 else ())


def find_shelf_line(lines: Sequence[str]) -> int:
    """The place of that line near below the first of these lines, in the same paragraph; 0 where there is none."""
    for place, line in enumerate(lines[1:_NEAR], 1):
        if _SHELF.fullmatch(line):
            return place
        if not line.strip() or ITEM.match(line):
            break
    return 0


def read_shelf_line(lines: Sequence[str]) -> ShelfLine | None:
    """That line near below the first of these lines, a title, in the same paragraph; None where there is none.

    The rating and the tags may stand on the next line.
    """
    place = find_shelf_line(lines)
    found = _SHELF.fullmatch(lines[place]) if place else None
    if not found:
        return None
    more = None if found["rating"] or found["tags"] else _MORE.fullmatch(line_below(lines, place + 1))
    said = more or found
    fields = [Field("date", found["day"]), Field("status" if found["state"][0] == "想" else "", found["state"])]
    fields += [Field("", said["rating"])] if said["rating"] else []
    fields += [Field("tags", ", ".join(said["tags"].split()))] if said["tags"] else []
    end = place + 1 + (more is not None)
    return ShelfLine(place, [*lines[:place], *[""] * (end - place), *lines[end:]], fields)
