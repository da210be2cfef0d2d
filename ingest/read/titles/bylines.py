"""Who wrote an article, where a word says it: `by Ann Leaf`, behind a link or on a line of its own."""

from __future__ import annotations

import re

from ingest.patterns import lazy_compile
from ingest.read.titles.persons import ANY_NAMES, NAMES, without_stop

BY = r"(?:[Bb]y|BY|par|por|von)[ \t]+"
_BYLINE = lazy_compile(
    rf"[(（]?{BY}(?P<author>{NAMES})[)）]?(?P<rest>[.。]?|\s*[,，;；:：(（—–].*|\s+-+\s.*|[.。]\s.*)",
    re.DOTALL,
)
_LINE = lazy_compile(rf"[*_(（ \t]*{BY}(?P<author>{ANY_NAMES})[.。]?[*_)） \t]*")
_LINE_BEGIN = lazy_compile(rf"[*_(（ \t]*{BY}")  # to compile all names takes longer than to read a short log
_WIKI_SIGNS = lazy_compile(r"\[\[|\]\]")


def cut_byline(words: str) -> tuple[str, str] | None:
    """The author whom words behind a link name first, and the rest of them.

    >>> cut_byline("by Ann Leaf - so good"), cut_byline("by the sea")
    (('Ann Leaf', ' - so good'), None)
    """
    found = _BYLINE.fullmatch(words)
    return (without_stop(found["author"]), found["rest"]) if found else None


def read_byline(line: str) -> str | None:
    """The author whom a line names, and nothing else, be it by one word; the name may be a page of a wiki.

    >>> read_byline("*by [[Ann Leaf]] and [[Bo Ort]]*"), read_byline("By Plato"), read_byline("by the sea")
    ('Ann Leaf and Bo Ort', 'Plato', None)
    """
    plain = _WIKI_SIGNS.sub("", line)
    found = _LINE.fullmatch(plain) if _LINE_BEGIN.match(plain) else None
    return without_stop(found["author"]) if found else None
