"""Kindle's words for a note, a bookmark, a place and a day in other languages than English and Chinese.

The shape of a clipping needs no language: these words only tell what kind it is, where it stands, and when it was made.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.model import HeadingDate
from ingest.patterns import lazy_compile
from ingest.read.dates.forms import iso_day
from ingest.read.dates.months import MONTHS


class _Words(NamedTuple):
    """What Kindle says in a language: one word, or several parted by a blank."""

    note: str
    bookmark: str
    location: str
    page: str


_LANGUAGES = {
    "de": _Words("notiz", "lesezeichen", "position", "seite"),
    "es": _Words("nota", "marcador", "posición", "página"),
    "fr": _Words("note", "signet", "emplacement", "page"),
    "it": _Words("nota", "segnalibro", "posizione", "pagina"),
    "ja": _Words("メモ", "ブックマーク", "位置no.", "ページ"),
    "ko": _Words("메모", "북마크", "위치", "페이지"),
    "nl": _Words("notitie", "bladwijzer", "locatie", "pagina"),
    "pt": _Words("nota", "marcador", "posição", "página"),
    "ru": _Words("заметка", "закладка", "месте позиция позиции", "странице страница стр"),
}
_PLACE_SIGNS = r"\.?\s*+#?\s*+"
_RANGE = rf"{_PLACE_SIGNS}(?P<first>[0-9]{{1,9}})(?:\s*+[-–—]\s*+(?P<last>[0-9]{{1,9}}))?"


def _any_of(field: str) -> str:
    words = dict.fromkeys(word for language in _LANGUAGES.values() for word in getattr(language, field).split())
    return "|".join(rf"(?<!\w){re.escape(word)}" for word in sorted(words, key=len, reverse=True))


_NOTE = lazy_compile(rf"(?:{_any_of('note')})(?!\w)|メモ|메모", re.IGNORECASE)
_BOOKMARK = lazy_compile(rf"(?:{_any_of('bookmark')})(?!\w)|ブックマーク|북마크", re.IGNORECASE)
LOCATION = lazy_compile(rf"(?:{_any_of('location')}){_RANGE}", re.IGNORECASE)
"""A location, its numbers in the groups `first` and `last`."""
PAGE = lazy_compile(rf"(?:{_any_of('page')}){_RANGE}", re.IGNORECASE)
"""A page, likewise. That of Japanese and Korean stands behind its number, and is left alone."""

_SHAPE = lazy_compile(r"[-–—]\s(?P<head>[^|｜]+(?:[|｜][^|｜]*){0,2}?)[|｜](?=[^|｜]*[0-9])(?P<day>[^|｜]*)$")
_DAYS = (
    lazy_compile(
        rf"(?<!\d)(?P<day>\d\d?)\.?\s+(?:de\s+)?(?P<name>{'|'.join(MONTHS)})\s+(?:de\s+)?(?P<year>\d{{4}})", re.I
    ),
    lazy_compile(r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d\d?)\s*[月월]\s*(?P<day>\d\d?)\s*[日일]"),
)


class Metadata(NamedTuple):
    """The second line of a clipping: Kindle's word for it, whether it is a note, its place and its day, as written."""

    word: str
    is_note: bool
    location: str | None
    day: str | None


def read_foreign_line(line: str) -> Metadata | None:
    """What the line says; None where it has not the shape `- WORDS 3 | … | DAY`."""
    found = _SHAPE.match(line)
    if not found or not re.search("[0-9]", found["head"]):
        return None
    kind = re.split(r"[|｜]", found["head"])[0]
    note, bookmark = _NOTE.search(kind), _BOOKMARK.search(kind)
    said = note or bookmark
    word = said[0] if said else re.split("[0-9]", kind)[0].strip()
    return Metadata(word or kind.strip(), note is not None, found["head"].strip(), found["day"].strip())


def iso_foreign_day(text: str) -> str | None:
    """The ISO day that stands somewhere in a text in one of these languages.

    >>> iso_foreign_day("Hinzugefügt am Dienstag, 3. August 2021 23:24:53")
    '2021-08-03'
    """
    for form in _DAYS:
        if found := form.search(text):
            parts = found.groupdict()
            month = MONTHS[parts["name"].lower()] if "name" in parts else int(parts["month"])
            is_month = 1 <= month <= 12 and int(parts["day"]) >= 1
            return iso_day(HeadingDate(int(parts["year"]), month, int(parts["day"]))) if is_month else None
    return None
