"""Cards: the fences in which apps for notes keep a link with its title and a picture, as `cardlink` of Obsidian.

    ```cardlink
    url: https://example.org/ring
    title: "How a ring wraps"
    description: "The remainder becomes a mask."
    ```

Never decides whether a card belongs to an article above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,})\s?(?:cardlink|embed|bookmark|link-?preview)\s*$", re.IGNORECASE)
_FIELD = re.compile(r"(?P<name>[A-Za-z]{2,20}):\s*(?P<quote>[\"']?)(?P<value>\S.*?)(?P=quote)\s*$")
_ADDRESS = re.compile(r"[A-Za-z][\w+.-]*://[^\s<>]+$")
_MOST_LINES = 20


class Card(NamedTuple):
    """The number of the line that closes a card, and what its lines are read as, by their numbers."""

    end: int
    lines: dict[int, str]


def read_card(lines: Sequence[str], number: int) -> Card | None:
    """The card that begins on line `number`, in the form of a paragraph: its link, and what it says about that.

    >>> read_card(["```embed", "title: Tea", "url: https://example.org/tea", "```"], 1)
    Card(end=4, lines={1: '[Tea](<https://example.org/tea>)'})
    """
    fence = _FENCE.match(lines[number - 1])
    if fence is None:
        return None
    fields: dict[str, tuple[int, str]] = {}
    for place, line in enumerate(lines[number : number + _MOST_LINES], number + 1):
        if line.strip() == fence["fence"]:
            return _read_fields(fields, number, place)
        if found := _FIELD.match(line):
            fields.setdefault(found["name"].lower(), (place, found["value"]))
    return None


def _read_fields(fields: dict[str, tuple[int, str]], number: int, end: int) -> Card | None:
    if not {"title", "url"} <= fields.keys() or not _ADDRESS.match(fields["url"][1]):
        return None
    title = re.sub(r"[\[\]]", r"\\\g<0>", fields["title"][1])
    lines = {number: f"[{title}](<{fields['url'][1]}>)"}
    if "description" in fields:
        place, words = fields["description"]
        lines[place] = words
    return Card(end, lines)
