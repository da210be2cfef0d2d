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
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ingest.patterns import lazy_compile

_FENCE = lazy_compile(r"(?P<fence>`{3,}|~{3,})\s?(?:cardlink|embed|bookmark|link-?preview)\s*$", re.IGNORECASE)
_FIELD = lazy_compile(r"(?P<name>[A-Za-z]{2,20}):[ \t]*(?P<value>.*)$")
# What Markdown may take for more than a sign.
_SIGN = lazy_compile(r"[\\`*_\[\]<&~]|^[->#+=|]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
# What an app shows a card with.
_FOR_APP = frozenset(
    ("host", "image", "favicon", "icon", "logo", "thumbnail", "aspectratio", "width", "height", "parser")
)
_ADDRESS = lazy_compile(r"[A-Za-z][\w+.-]*://[^\s<>]+$")
_MOST_LINES = 20


class Card(NamedTuple):
    """The number of the line that closes a card, and what its lines are read as, by their numbers.

    Those that are not among them are fields for the app, and signs.
    """

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
    fields: dict[str, str] = {}
    said: dict[int, str] = {}
    for place, line in enumerate(lines[number : number + _MOST_LINES], number + 1):
        if line.strip() == fence["fence"]:
            link = _link(fields)
            return Card(place, {number: link, **said}) if link else None
        found = _FIELD.match(line)
        name = found["name"].lower() if found else ""
        value = _plain(found["value"].strip()) if found else ""
        if name in ("title", "url") and name not in fields:
            fields[name] = value
        elif name == "description":
            said |= {place: value if "://" in value else _in_markdown(value)} if value else {}
        elif line.strip() and name not in _FOR_APP:  # a field that goes on, or words of the writer's
            said[place] = line.strip()
    return None


def _link(fields: Mapping[str, str]) -> str | None:
    if not fields.get("title") or not _ADDRESS.match(fields.get("url", "")):
        return None
    return f"[{_in_markdown(fields['title'])}](<{fields['url']}>)"


def _in_markdown(text: str) -> str:
    """Plain text as Markdown that says the same."""
    return _SIGN.sub(r"\\\g<0>", text)


def _plain(value: str) -> str:
    """What a value of YAML says: without its quotes, and what stands for signs in them."""
    if len(value) > 1 and value[0] == value[-1] == '"':
        return re.sub(r"\\([\"\\/])", r"\1", value[1:-1]).strip()
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'").strip()
    return value
