"""The link behind a passage by which a reader's app shows it, such as `[⤴️](address)` or `([Location 198](address))`.

It says where the passage stands and is no part of it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.read.tags import cut_tags_behind

# Words of such links: an arrow, 'View Highlight', or a place in what was read.
_VIEW_LINK = re.compile(
    r"\(?\[(?:[⤴↗⬈🔗]\ufe0f?|(?:view|open)(?: (?:highlight|annotation|tweet|quote|in \w+))?|查看(?:原文|划线|标注)?"
    r"|(?P<location>(?:location|loc\.?|page|p\.|位置|页码?)\s*#?\d[\d-]*))\]"
    r"\(<?(?P<url>https?://[^\s()<>]+)>?(?:\s\"[^\"]*\")?\)\)?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]")


class ViewLink(NamedTuple):
    """Where an app shows a passage, what it says of the place, and the tags behind it."""

    url: str
    location: str | None
    tags: tuple[str, ...]


def cut_view_link(line: str) -> tuple[str, ViewLink | None]:
    """A line of a passage without such a link at its end and the tags behind it, and what they say.

    >>> cut_view_link("> so it is [⤴️](https://omnivore.app/me/x#1) #tea")
    ('> so it is', ViewLink(url='https://omnivore.app/me/x#1', location=None, tags=('tea',)))
    """
    found = None
    for found in _VIEW_LINK.finditer(line):  # noqa: B007 (the last one)
        pass
    if found is None or not _WORD.search(line[: found.start()]):
        return line, None
    behind, tags = cut_tags_behind(line[found.end() :])
    if _WORD.search(behind):
        return line, None
    return line[: found.start()].rstrip(), ViewLink(found["url"], found["location"], tags)
