"""Where authors stand beside the titles of a log of books, which only most of its lines together tell.

`Title by Ann Leaf`, `Leaf "Title"`, `Title (Ann Leaf)`, `Title - Ann Leaf`, `Title, Ann Leaf`: in one line any of these
may be words of the title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.read import SEVERAL
from ingest.read.lines import BOX

# The most characters of a title and its author.
_LONGEST = 300
_MOST = 2 / 3

FIRST_NAME = r"[^\W\d_a-z\u3040-\u9fff][\w.'’-]*"
LAST_NAME = rf"(?:\s+(?:{FIRST_NAME}|&|and|de|van|von|der|la|le))"
NAME = re.compile(rf"{FIRST_NAME}{LAST_NAME}{{1,4}}")
TITLE_BEHIND = (
    r"\s*[,:，：–—-]*\s*"
    r"(?:(?P<sign>\*{1,3}|_{1,3})(?P<title>[^*_\[\]\n]+)(?P=sign)|(?P<quoted>[\"“«][^\"“”«»\[\]\n]+[\"”»]))\.?"
    r"(?P<rest>\s*(?:[,(（–—-].*)?)"
)
_NAMES = rf"{NAME.pattern}(?:(?:,|,?[ \t]+and|[ \t]+&)[ \t]+{NAME.pattern}){{0,3}}"
_IN_CHINESE = r"(?!第|原书|修订|全|套装)[\u3400-\u9fff][\u3400-\u9fff·・•]{1,19}(?<![版册卷辑集])"
_BEHIND = rf"(?P<author>{_NAMES}|{_IN_CHINESE})"
_SAID = (
    re.compile(
        rf"(?P<title>.*[^\s,])[,，]?[ \t]+[(（]?(?:by|BY|por|par|von)[ \t]+{_BEHIND}"
        r"[)）]?(?P<rest>[ \t]*(?:[(（\[,;:—–★☆⭐-].*|(?<=\s)(?:19|20)\d\d\b.*)?)$"
    ),
    re.compile(rf"(?P<author>{FIRST_NAME}{LAST_NAME}{{0,4}}|{_IN_CHINESE}\.?){TITLE_BEHIND}"),
)
_IN_BRACKETS = re.compile(
    rf"(?P<title>[^()（）]*[^\s()（）])\s*[(（](?P<author>{_NAMES}|{FIRST_NAME}|{_IN_CHINESE})[)）](?P<rest>)"
)
_BEHIND_DASH = re.compile(
    rf"(?P<title>.*\S)(?:\s+[-–—]+\s+|(?<=[\u3400-\u9fff])\s*[-–—]{{1,2}}\s*(?=[\u3400-\u9fff])){_BEHIND}"
    r"(?P<rest>(?:\s*[,，(（].*)?)"
)
_BEHIND_COMMA = re.compile(rf"(?P<title>.*\S)[,，]\s+(?P<author>{_NAMES})(?P<rest>)")
# The first says by a word or a sign that a name stands there; the others do not.
_FORMS = {"said": _SAID, "brackets": (_IN_BRACKETS,), "dash": (_BEHIND_DASH,), "comma": (_BEHIND_COMMA,)}
_QUOTED = re.compile(r"[\"“«](?P<title>[^\"“”«»]+)[\"”»]")


class Book(NamedTuple):
    """The parts of a line that is a book, as written; the title without quotation marks about it."""

    title: str
    author: str
    rest: str


def names_author(line: str) -> bool:
    """Whether a line, behind a box or not, may be a title and its author by a word or a sign: `Title by Ann Leaf`."""
    return cut_author(BOX.sub("", line, count=1), "said") is not None


def cut_author(line: str, form: str) -> Book | None:
    """The title and the author of a line of this form.

    >>> cut_author("Tea (Ann Leaf)", "brackets"), cut_author("雨中书 - 林一", "dash")
    (Book(title='Tea', author='Ann Leaf', rest=''), Book(title='雨中书', author='林一', rest=''))
    """
    found = next(filter(None, (one.fullmatch(line) for one in _FORMS[form])), None) if len(line) <= _LONGEST else None
    if not found:
        return None
    title = found["title"] or found["quoted"]
    quoted = _QUOTED.fullmatch(title)
    return Book(quoted["title"] if quoted else title, found["author"].rstrip("."), found["rest"])


def find_author_form(lines: Sequence[str]) -> str | None:
    """The form of most lines of a log that are titles, or None.

    Half of them do where a word or a sign says it; more, and with different authors, where the words alone stand there.
    """
    best, most = None, SEVERAL - 1
    for form in _FORMS:
        books = [book for line in lines if (book := cut_author(line, form))]
        are_told = 2 * len(books) >= len(lines)
        if form != "said":
            authors = {book.author for book in books}
            are_told = len(books) >= _MOST * len(lines) and 2 * len(authors) > len(books)
        if are_told and len(books) > most:
            best, most = form, len(books)
    return best
