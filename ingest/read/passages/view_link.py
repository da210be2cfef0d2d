"""The link behind a passage by which a reader's app shows it, such as `[⤴️](address)` or `([Location 198](address))`.

It says where the passage stands and is no part of it, and it is never the address of an article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.addresses import read_address
from ingest.patterns import lazy_compile
from ingest.read.dates.forms import read_iso_day
from ingest.read.lines import ITEM, LETTER, indent_of, line_below
from ingest.read.tags import cut_tags_behind
from ingest.read.words.readers import is_readers

# Words of such links: an arrow, 'View Highlight', or a place in what was read.
_VIEW_LINK = lazy_compile(
    r"\(?\[(?:[⤴↗⬈🔗]\ufe0f?|(?:view|open)(?: in \w+)?|查看(?:原文)?"
    r"|(?P<passage>(?:view|open) (?:highlight|annotation|tweet|quote)|查看(?:划线|标注))"
    r"|(?P<location>(?:location|loc\.?|page|p\.|位置|页码?)\s*#?\d[\d-]*))\]"
    r"\(<?(?P<url>https?://[^\s()<>]+)>?(?:\s\"[^\"]*\")?\)\)?",
    re.IGNORECASE,
)
# Hypothesis': 'words — [Updated on 2022-02-24 11:31:22](https://hyp.is/…) — Group: #Public'. Without a dash before it,
# [original] is a link to an article, as people write it.
HYPOTHESIS_LINK = lazy_compile(
    r"\[(?:updated on (?P<day>\d{4}-\d\d-\d\d)(?:[\s\d:.,TZ+-]|at|[ap]\.?m\b\.?|utc|gmt)*|(?<=[—–-] \[)original)\]"
    r"\((?P<url>https://hyp\.is/[^\s()]+)\)(?:\s*[—–-]\s*Group:\s*(?P<group>#.*))?\s*$",
    re.IGNORECASE,
)
"""The link of Hypothesis to a passage, its `day` and the tag of its `group`, at the end of a line."""
BLOCK_NAME = lazy_compile(r"(?<!\s)\s+\^[\w-]+\s*$")
"""The name at the end of a line by which Obsidian links to it."""

_DASH_BEHIND = lazy_compile(r"[—–-]$")
_DEEP = 6  # columns further in, a sign may go on with the paragraph above


class ViewLink(NamedTuple):
    """Where an app shows a passage, what it says of the place, the tags behind it, and the ISO day of the marking.

    `names_passage`: its words, or a place in the page to which it leads, say that it shows no whole article.
    """

    url: str
    location: str | None
    tags: tuple[str, ...]
    names_passage: bool
    marked: str | None = None


def cut_view_link(line: str) -> tuple[str, ViewLink | None]:
    """A line of a passage without such a link at its end and the tags behind it, and what they say.

    >>> cut_view_link("> so [⤴️](https://omnivore.app/x#1) #tea")
    ('> so', ViewLink(url='https://omnivore.app/x#1', location=None, tags=('tea',), names_passage=True, marked=None))
    """
    if "https://hyp.is/" in line and (annotation := HYPOTHESIS_LINK.search(line)):
        words = _DASH_BEHIND.sub("", line[: annotation.start()].rstrip()).rstrip()
        return (words, _view_annotation(annotation)) if LETTER.search(words) else (line, None)
    found = [None, *_VIEW_LINK.finditer(line)][-1]
    if found is None or not LETTER.search(line[: found.start()]):
        return line, None
    behind, tags = cut_tags_behind(line[found.end() :])
    if LETTER.search(behind):
        return line, None
    names_passage = bool(found["passage"] or found["location"] or "#" in found["url"])
    return line[: found.start()].rstrip(), ViewLink(found["url"], found["location"], tags, names_passage)


def _view_annotation(found: re.Match[str]) -> ViewLink:
    """What the link of Hypothesis says; the name of a group may be several words, and is one tag."""
    group = found["group"] or ""
    left, tags = cut_tags_behind(group)
    if left:
        tags = (" ".join(group.lstrip("#").split()),)
    return ViewLink(found["url"], None, tags, names_passage=True, marked=read_iso_day(found["day"] or ""))


def holds_passage(line: str) -> bool:
    """Whether a line ends with the link of a reader's app to a passage, which is no article's for certain."""
    found = cut_view_link(line)[1] if "](" in line else None
    return found is not None and found.names_passage and is_readers(read_address(found.url))


def take_passage_links(lines: Sequence[str], head: int) -> tuple[list[str], dict[int, ViewLink]]:
    """The lines of an entry without such links, and these by line, from 0; the first `head` lines stay.

    So does a line that the next one goes on with: a passage has one link, at its end.
    """
    left, views = list(lines), {}
    for place, line in enumerate(lines[head:], head):
        below = line_below(lines, place + 1)
        begins = below.lstrip(" \t").startswith(">") or ITEM.match(below) is not None
        is_last = not below.strip() or (begins and indent_of(below) < indent_of(line) + _DEEP)
        if is_last and holds_passage(line):
            left[place], view = cut_view_link(line)
            if view:
                views[place] = view
    return left, views
