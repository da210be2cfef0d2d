"""The year of a log, and perhaps its day, as its path and its front matter give them.

Never looks at an entry.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

from ingest.model import DateSource, HeadingDate
from ingest.patterns import lazy_compile
from ingest.read.dates.forms import read_day, without_wiki_link
from ingest.read.fields.front_matter import read_front_matter
from ingest.read.file_names import path_year, read_file_name

# A file is made long before its last entry, and changed long after.
_DAY_KEYS = frozenset(("date", "published", "publish date", "publishdate", "pubdate", "date published", "日期"))
_FRONT_MATTER_KEYS = _DAY_KEYS | {"year", "created"}
_YEAR = lazy_compile(r"(?:19|20)\d\d\b")


class LogYear(NamedTuple):
    """The year of a log and what gave it. `fixed`: all of the log lies in it; otherwise only its first entry need.

    `day` is the day or the month of the whole log, where its front matter or its name gives one: a day counts where
    no heading means one, and hardly an entry another, a month where nothing else contradicts it.
    """

    year: int | None
    source: DateSource | None
    fixed: bool
    day: HeadingDate | None = None


def find_year(path: str, front_matter: Sequence[str], option: int | None) -> LogYear:
    """The year of a log where its headings and entries name none: of its path, its front matter, or `--year`."""
    day, year = _find_front_date(front_matter)
    own, source = path_year(path)
    if own:
        named = read_file_name(PurePath(path).stem)
        return LogYear(own, source, fixed=True, day=(day if own == year else None) or (named if named.month else None))
    if year:
        return LogYear(year, "front-matter", fixed=False, day=day)
    return LogYear(option, "option" if option is not None else None, fixed=False)


def _find_front_date(front_matter: Sequence[str]) -> tuple[HeadingDate | None, int | None]:
    """The first day or year that front matter gives: the day, where it is a whole one, and the year."""
    for key, values in read_front_matter(front_matter).fields.items():
        if key in _FRONT_MATTER_KEYS and values:
            written = without_wiki_link(values[0])
            day, year = read_day(written), _YEAR.match(written)
            if day and day.year:
                return (day if key in _DAY_KEYS else None), day.year
            if year:
                return None, int(year[0])
    return None, None
