"""The stretch of time that people write before a title where others write the day: `2015`, `2019-02_Week3`.

Never reads a single day: that is for `days`.
"""

from __future__ import annotations

from ingest.model import HeadingDate
from ingest.patterns import lazy_compile
from ingest.read.dates.date_parts import CHINESE_MONTH, YEAR, parse_date
from ingest.read.lines import IN_LABEL

_WEEK = r"(?:(?i:weeks?|wk|w)[-_ ]?\d{1,2}\b|第\d{1,2}[周週期])"
_BEHIND = lazy_compile(rf"[ \t]+(?=[*_~\"“]*(?:《|\[{IN_LABEL}++(?:\]\(|$)))")
_END = lazy_compile(r"[\d年月周週期][ \t]+[*_~\"“]*[\[《]")
_FORMS = tuple(
    lazy_compile(form)
    for form in (
        rf"{YEAR}(?:[-./_]?(?P<month>0[1-9]|1[0-2]))?(?:[-_ ]?{_WEEK})?",
        rf"{YEAR}年(?:{CHINESE_MONTH})?(?:\s?{_WEEK})?",
        rf"{CHINESE_MONTH}(?:\s?{_WEEK})?",
        _WEEK,
    )
)


def cut_period(markdown: str) -> tuple[str | None, str]:
    """The stretch of time that stands before the title of a paragraph, and the paragraph without it.

    >>> cut_period("201902_Week3 [Tea](https://example.org/)"), cut_period("1984 by Orwell")
    (('201902_Week3', '[Tea](https://example.org/)'), (None, '1984 by Orwell'))
    """
    for form in _FORMS if markdown[:1].isalnum() and may_hold_period(markdown) else ():
        found = form.match(markdown)
        behind = _BEHIND.match(markdown, found.end()) if found else None
        if found and behind and parse_date(found):
            return found[0], markdown[behind.end() :]
    return None, markdown


def may_hold_period(markdown: str) -> bool:
    """Whether a paragraph holds what may end a period, and behind it a title: that of a link, or in its signs."""
    return ("[" in markdown or "《" in markdown) and _END.search(markdown) is not None


def with_period(date: HeadingDate, period: str | None) -> HeadingDate:
    """A date in force, with what the period says of the year and the month where it gives none."""
    found = next(filter(None, (form.fullmatch(period) for form in _FORMS)), None) if period else None
    said = parse_date(found) if found else None
    if said is None or any(own and above and own != above for own, above in zip(said[:2], date[:2], strict=True)):
        return date
    return HeadingDate(date.year or said.year, date.month or said.month, date.day)
