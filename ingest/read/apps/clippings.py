"""A clipping of Kindle's `My Clippings.txt`: what its lines say, in the English and Chinese of all its generations,
and in other languages so far as `clipping_words` knows them.

Never looks at a second clipping: which of them belong together is for `clipping_places` to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from ingest.model import ExcerptKind
from ingest.patterns import lazy_compile
from ingest.read.apps.clipping_words import LOCATION, PAGE, Metadata, iso_foreign_day, read_foreign_line
from ingest.read.dates.forms import iso_day, read_day

# What stands about words: white space of every width, and the byte-order marks that Kindle writes before a title.
_BLANK = "".join(character for character in map(chr, range(0x3001)) if character.isspace()) + "\u200b\ufeff"

# Kindle's words for a clipping. Source: `My Clippings.txt` of Kindles from 2009 to 2024.
_WORDS = (
    r"(?P<word>Highlight|Note|Bookmark|(?:Article\s+)?Clip(?:ping)?(?:\s+This\s+Article)?"
    r"|标注|標註|笔记|筆記|书签|書籤|文章剪[切贴]|剪[切贴]文章|剪[切贴])"
)
_NOTES = frozenset(("note", "笔记", "筆記"))
_HIGHLIGHTS = frozenset(("highlight", "标注", "標註"))
_FORMS = tuple(
    lazy_compile(form, re.IGNORECASE)
    for form in (
        # - 您在第 12 页（位置 #180-181）的标注
        rf"-\s*[您你]在(?P<place>.*)的\s*{_WORDS}$",
        # - Your Highlight on page 3, - Highlight Loc. 12-13, - 我的标注 位置 #465-466
        rf"-\s*(?:Your\s+|[我您你]的)?{_WORDS}(?![A-Za-z])\s*(?:(?:on|at|in)\s)?(?P<place>.*)$",
    )
)
_ADDED = lazy_compile(r"Added on|已?添加[于至]|新增[於于至]", re.IGNORECASE)
_PLACES = lazy_compile(r"(?:unnumbered\s+)?page|loc|位置|第\s*[0-9]", re.IGNORECASE)

_RANGE = r"\s*+#?\s*+([0-9]{1,9})(?:\s*+[-–—]\s*+#?([0-9]{1,9}))?"
_LOCATION = lazy_compile(rf"(?:\bloc(?:ations?|\.)?|位置){_RANGE}", re.IGNORECASE)
_PAGE = lazy_compile(rf"(?:\bpages?|第){_RANGE}", re.IGNORECASE)

_ZONE = lazy_compile(r"(?: (?:GMT|UTC)[0-9:+-]*| Greenwich Mean Time)$")  # GMT+00:59
_SHORT_YEAR = lazy_compile(r"^(.{0,20}[0-9]{1,2} [A-Za-z]{3,9}) ([0-9]{2}) (?=[0-9]{1,2}:)")  # 5 December 12 06:48:00

_LONGEST_DAY = 100

# A library that puts its name into the titles of its files.
_LIBRARY = lazy_compile(r"z-?lib(?:rary)?(?:\.[a-z]{2,3})?", re.IGNORECASE)
_MOST_BRACKETS = 4  # that are looked at: a line may be long

_OPENING, _CLOSING = "(（", ")）"


class Place(NamedTuple):
    """A stretch of a book: its numbers, first and last, and what they count."""

    counts: Literal["location", "page"]
    start: int
    end: int


class Clipping(NamedTuple):
    """A passage, a note or a bookmark.

    `kind` is that of the excerpt which it becomes; a clipping without words, such as a bookmark, is a label, and its
    text the app's word for it, or '' of a highlight, whose words are missing. `location` and `day` are as written, None
    where they are missing. Lines are absolute.
    """

    kind: ExcerptKind
    text: str
    location: str | None
    place: Place | None
    day: str | None
    line_start: int
    line_end: int


def is_clipping(lines: Sequence[str]) -> bool:
    """Whether the lines, which neither begin nor end with a blank one, are a clipping: a title, and words of Kindle."""
    return len(lines) > 1 and _read_metadata(lines) is not None


def begins_clipping(title: str, below: str) -> bool:
    """Whether two lines begin a clipping for certain, though no separator stands above; in English and Chinese only."""
    line = trim(below)
    known = _read_known(line) if line.startswith("-") and trim(title) else None
    return known is not None and known.day is not None


def read_clipping(lines: Sequence[str], line_start: int) -> Clipping:
    """What the lines of a clipping say, which stand in the log from `line_start` on."""
    found = _read_metadata(lines)
    assert found is not None  # `is_clipping` has said so
    text = trim("\n".join(lines[2:]))
    kind: ExcerptKind = "label" if not text else "note" if found.is_note else "quote"
    place = _read_place(found.location) if found.location else None
    line_end = line_start + len(lines) - 1
    word = "" if found.word.lower() in _HIGHLIGHTS else found.word
    return Clipping(kind, text or word, found.location, place, found.day, line_start, line_end)


def trim(text: str) -> str:
    """The text without the white space and the byte-order marks about it; of a title line, what tells books apart."""
    return text.strip(_BLANK)


def split_author(line: str) -> tuple[str, str | None]:
    """The title of a book and its author, who stands in the last brackets of a title line; None where none do.

    The name of the library that a file is from, and the author once more, are no part of either.

    >>> split_author("Voyager (Outlander, Book 3) (Gabaldon, Diana)")
    ('Voyager (Outlander, Book 3)', 'Gabaldon, Diana')
    >>> split_author("The Tea Classic (Lu Yu) (Z-Library) (Lu Yu)")
    ('The Tea Classic', 'Lu Yu')
    """
    title, author = trim(line), None
    for _ in range(_MOST_BRACKETS):
        before, last = _split_brackets(title)
        if last is None or not (author in (None, last) or _LIBRARY.fullmatch(last)):
            break
        title, author = before, author if _LIBRARY.fullmatch(last) else last
    return title, author


def _split_brackets(line: str) -> tuple[str, str | None]:
    """A line before its last brackets, and what stands in them; None where it does not end with any."""
    depth = 0
    for place in range(len(line) - 1, 0, -1):
        depth += (line[place] in _CLOSING) - (line[place] in _OPENING)
        if depth == 0:
            title, author = trim(line[:place]), trim(line[place + 1 : -1])
            return (title, author) if title and author else (line, None)
    return line, None


def iso_date(day: str) -> str | None:
    """The ISO day of what stands behind 'Added on'; None when it is none.

    >>> iso_date("Wednesday, 5 December 12 06:48:00 GMT+00:59")
    '2012-12-05'
    """
    if len(day) > _LONGEST_DAY:
        return None
    found = read_day(day) or read_day(_SHORT_YEAR.sub(r"\1 20\2 ", _ZONE.sub("", day)))
    return iso_day(found) if found else iso_foreign_day(day)


def _read_metadata(lines: Sequence[str]) -> Metadata | None:
    """What the second line says; in a language without a table only where a blank line or nothing follows."""
    line = trim(lines[1])
    if line.startswith("-") and (known := _read_known(line)):
        return known
    return read_foreign_line(line) if len(lines) == 2 or not trim(lines[2]) else None


def _read_known(line: str) -> Metadata | None:
    added = _ADDED.search(line)
    head = line[: added.start()].rstrip(_BLANK + "|｜") if added else line
    found = next((found for form in _FORMS if (found := form.match(head))), None)
    if not found:
        return None
    location = found["place"].strip(_BLANK + "|｜")
    if not added and not _PLACES.match(location):
        return None
    day = line[added.end() :].strip(_BLANK + ":：") if added else ""
    return Metadata(found["word"], found["word"].lower() in _NOTES, location or None, day or None)


def _read_place(location: str) -> Place | None:
    """Where a clipping stands in its book, by location if it has one, else by page."""
    if found := _LOCATION.search(location) or LOCATION.search(location):
        return Place("location", *_read_range(found))
    if found := _PAGE.search(location) or PAGE.search(location):
        return Place("page", *_read_range(found))
    return None


def _read_range(found: re.Match[str]) -> tuple[int, int]:
    """First and last number. Of the last, the figures that it shares with the first may be left out: 1150-51."""
    first, last = found[1], found[2] or found[1]
    end = int(last) if int(last) >= int(first) else int(first[: -len(last)] + last)
    return int(first), max(int(first), end)
