"""What the path of a log says of its date. Every run asks it, so that it imports little."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING

from ingest.patterns import lazy_compile

if TYPE_CHECKING:
    from ingest.model import DateSource, HeadingDate

# 2025, 2024-11, 2024-11-05, 20241105, 2024-3-5; with words behind it only where it is a whole day: 2024-11-05-tea.
_FILE_NAME = lazy_compile(
    r"((?:19|20)\d\d)(?:[-._]?(0[1-9]|1[0-2])(?:[-._]?(0[1-9]|[12]\d|3[01])(?:[-_ ][^\W\d].*)?)?)?"
)
_SHORT_DAY = lazy_compile(r"((?:19|20)\d\d)([-._])(\d\d?)\2(\d\d?)(?=$|[-_ ][^\W\d])")
_YEAR_FOLDER = lazy_compile(r"(?:19|20)\d\d")


def read_file_name(stem: str) -> HeadingDate:
    """The date that a file name without its ending gives: '2025', '2024-11'; all None when it gives none."""
    from ingest.model import HeadingDate

    return HeadingDate(*_read_parts(stem))


def _read_parts(stem: str) -> tuple[int | None, int | None, int | None]:
    found = _FILE_NAME.fullmatch(_SHORT_DAY.sub(_with_two_digits, stem, count=1))
    year, month, day = (int(part) if part else None for part in found.groups()) if found else (None, None, None)
    try:
        date(year or 1, month or 1, day or 1)
    except ValueError:
        return None, None, None
    return year, month, day


def _with_two_digits(found: re.Match[str]) -> str:
    """A day of a file name with a month and a day of two digits each."""
    return f"{found[1]}-{found[3]:0>2}-{found[4]:0>2}"


def path_year(path: str) -> tuple[int | None, DateSource | None]:
    """The year that a path names, and what in it: the file name, else the nearest folder that is exactly a year.

    >>> path_year("notes/2025--2029/2026.md"), path_year("2025/tea.md")
    ((2026, 'file-name'), (2025, 'folder'))
    """
    parts = PurePath(path)
    if year := _read_parts(parts.stem)[0]:
        return year, "file-name"
    folder = next((name for name in reversed(parts.parts[:-1]) if _YEAR_FOLDER.fullmatch(name)), None)
    return (int(folder), "folder") if folder else (None, None)
