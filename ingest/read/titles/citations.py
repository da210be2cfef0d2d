"""Titles that are cited as papers are, with several authors, and where and when they came out.

`Ann Leaf, Bo Ort: Title. Venue 2011`, `Ann Leaf and Bo Ort. 2011. Title. Venue`, `A. Leaf, B. Ort, "Title," Venue`,
`Title. Ann Leaf, Bo Ort. Venue 2011`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.patterns import lazy_compile
from ingest.read.titles.persons import JOINT, PERSON

_YEAR = r"(?:19|20)\d\d"
_NUMBER = r"(?:\[\d{1,3}\][ \t]*)?"
_AUTHORS = (
    rf"(?P<authors>{PERSON}(?:(?:{JOINT}{PERSON}){{1,40}}(?:,?[ \t]+et al)?|,?[ \t]+et al)(?<![\s.][A-Z]))"
    rf"(?:[.,]?[ \t]+[(\[]?(?P<year>{_YEAR})[)\]]?)?\s*"
)
_CITATIONS = tuple(
    lazy_compile(_NUMBER + form, re.DOTALL)
    for form in (
        rf"{_AUTHORS}\.?[.,:]?\s*[“\"](?P<title>[^“”\"]{{8,300}}?)(?P<stop>[.,?!]?)[”\"][.,]?\s*(?P<venue>.*)",
        rf"{_AUTHORS}[.:]\s*(?P<title>(?=[^\s“\"]).{{8,300}}?)(?:(?P<stop>[.?!])\s+(?P<venue>\S.*)|\.?$)",
        rf"(?P<title>(?=[^\s“\"]).{{8,300}}?)(?P<stop>[.?!])\s+{_AUTHORS}[.,]\s+(?P<venue>.*)",
    )
)
_SAYS_YEAR = lazy_compile(rf"\b{_YEAR}\b|arxiv", re.IGNORECASE)


class Citation(NamedTuple):
    """Where in a text the title stands, its authors, and where and when it came out, as written."""

    start: int
    end: int
    authors: str
    place: str


def read_citation(text: str) -> Citation | None:
    """The parts of a title that is cited with several authors and a year, or as a preprint; None of any other.

    >>> read_citation("Ann Leaf, Bo Ort: Rings in Rain. Proc. Water 2011: 10-34")
    Citation(start=18, end=31, authors='Ann Leaf, Bo Ort', place='Proc. Water 2011: 10-34')
    """
    forms = _CITATIONS if _SAYS_YEAR.search(text) else ()
    found = next(filter(None, (form.match(text) for form in forms)), None)
    if not found or not (found["year"] or _SAYS_YEAR.search(found["venue"] or "")):
        return None
    place = " ".join(filter(None, (found["year"], found["venue"])))
    return Citation(found.start("title"), found.end("title") + (found["stop"] in ("?", "!")), found["authors"], place)
