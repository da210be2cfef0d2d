"""The apps in which people read later: their addresses show an article to one reader, and are not its own."""

from __future__ import annotations

from ingest.model import Address

_HOSTS = frozenset(
    """app.raindrop.io cubox.cc cubox.pro feedly.com getmatter.com getpocket.com glasp.co hyp.is inoreader.com
    instapaper.com omnivore.app read.readwise.io readwise.io wallabag.it""".split()
)
# What people call a host on which they run such an app themselves.
_NAMES = frozenset({"omnivore", "wallabag"})


def is_readers(address: Address) -> bool:
    """Whether an address leads to the copy of an article that a reader's app keeps."""
    parts = address.site.split(".")
    return parts[0] in _NAMES or any(".".join(parts[place:]) in _HOSTS for place in range(min(len(parts), 4)))
