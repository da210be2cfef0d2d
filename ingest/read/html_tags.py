"""Which tags are HTML, and which are words in pointed brackets: `Box<T>`, `#include <vector>`, `<branch>`."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.patterns import lazy_compile

_TAG = lazy_compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<more>[^>]*)>")

# Those that people format notes with. What makes a page, such as <template> or <input>, is written about.
_ALONE = frozenset("br col hr img li p source td th tr wbr".split())
_FORMATS = _ALONE | frozenset(
    "a abbr acronym address article aside audio b bdi bdo big blockquote caption center cite code colgroup data dd del "
    "details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header i iframe ins kbd label main mark "
    "math nav nobr noscript ol picture pre q rp rt ruby s samp section small span strike strong sub summary sup svg "
    "table tbody tfoot thead time tt u ul var video".split()
)


def is_html(tag: str) -> bool:
    """Whether what stands in pointed brackets is a tag of HTML, or a comment.

    >>> is_html("<sup>"), is_html("</font>"), is_html("<vector>"), is_html("<?php echo 1 ?>")
    (True, True, False, False)
    """
    found = _TAG.fullmatch(tag)
    return found["name"].lower() in _FORMATS if found else tag.startswith("<!--")


def find_words(tags: Sequence[str]) -> set[int]:
    """The places of those of a paragraph's tags that are words: no HTML, or opened and never closed.

    >>> find_words(["<b>", "</b>", "<vector>", "<S>", "<br>"])
    {2, 3}
    """
    found = [_TAG.fullmatch(tag) for tag in tags]
    closed = {tag["name"].lower() for tag in found if tag and tag["end"]} | _ALONE
    return {
        place
        for place, tag in enumerate(found)
        if not is_html(tags[place])
        or (tag and not tag["end"] and not tag["more"] and tag["name"].lower() not in closed)
    }
