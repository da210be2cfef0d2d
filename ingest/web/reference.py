"""The reference that travels with the package, as HTML: the Markdown of `ingest/help`, one subject a file.

Never sees a text of a log: what is rendered here is trusted, as our templates are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, pairwise
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from ingest.resources import read_resource
from ingest.web.texts import LANGUAGES

SUBJECTS = (
    "grammar", "shapes", "commands", "search", "pages", "files", "tables", "queries", "reliability", "security",
    "benchmarks", "design-notes", "zh",
)  # fmt: skip
"""The names of the files, in the order in which a newcomer would read them; the last is a short one in Chinese."""

# What may be wider than the page is scrolled, also by whoever has but keys.
_WIDE = {
    "<pre>": '<pre tabindex="0">',
    "<table>": '<div class="table" tabindex="0"><table>',
    "</table>": "</table></div>",
}
_COMMENT = "<!--"  # those of cog, which writes parts of them
_SIGNS = re.compile(r"[^\w\- ]")
_FILE = re.compile(r"([\w-]+)\.md(?=#|$)")


class Subject(NamedTuple):
    """A page of the reference. `sections` are the names and the words of its headings of the second level."""

    name: str
    language: str
    title: str
    sections: tuple[tuple[str, str], ...]
    html: Markup


@cache
def read_subject(name: str) -> Subject:
    """The page of one of `SUBJECTS`. Its links to others are relative to its own address."""
    parser = MarkdownIt("commonmark").enable("table")
    tokens = [
        token for token in parser.parse(read_resource(f"help/{name}.md")) if not token.content.startswith(_COMMENT)
    ]
    headings = list(_name_headings(tokens))
    for phrase in chain.from_iterable(token.children or () for token in tokens):
        if phrase.type == "link_open":
            phrase.attrSet("href", _FILE.sub(r"\1", str(phrase.attrs["href"])))
    html = parser.renderer.render(tokens, parser.options, {})
    for plain, wide in _WIDE.items():
        html = html.replace(plain, wide)
    sections = tuple((id_, words) for tag, id_, words in headings if tag == "h2")
    return Subject(name, name if name in LANGUAGES else "en", headings[0][2], sections, Markup(html))


def _name_headings(tokens: Sequence[Token]) -> Iterator[tuple[str, str, str]]:
    """The headings, which get names to be linked to: element, name, words."""
    for token, words in pairwise(tokens):
        if token.type == "heading_open":
            token.attrSet("id", heading_name(words.content))
            yield token.tag, heading_name(words.content), words.content.replace("`", "")


def heading_name(words: str) -> str:
    """The name by which a heading is linked to, the same as on GitHub.

    >>> heading_name("What `readlog` is, and is not")
    'what-readlog-is-and-is-not'
    """
    return _SIGNS.sub("", words).lower().replace(" ", "-")
