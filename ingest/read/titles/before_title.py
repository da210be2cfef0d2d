"""What stands before the title of an article in its line: a box, the day, stars, its kind, its tags, its author.

The one place that knows in which order: what asks how a line begins asks here. Finds no title, and no address.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ingest.patterns import lazy_compile
from ingest.read.dates.date_parts import NUMBER_OF_DAY
from ingest.read.dates.days import cut_day, cut_numbered_day
from ingest.read.dates.headings import read_heading
from ingest.read.dates.periods import cut_period, may_hold_period
from ingest.read.entries import MONTH_FIRST, NUMBERED_DAYS, said_by_log
from ingest.read.lines import BOX, IN_LABEL, cut_start
from ingest.read.titles.authors import cut_author_before_link
from ingest.read.titles.pointers import is_pointer
from ingest.read.words.field_names import Field, day_rank, is_published
from ingest.read.words.to_read import marks_to_read

_NUMBER_BEHIND_BOX = lazy_compile(rf"(?!{NUMBER_OF_DAY})" r"\d{1,3}(?:[.)](?!\d)|、)\s*(?=\S)")
_MONTH = lazy_compile(r"(?P<month>[^\W\d_]{3,9}\.?|\d{1,2}月)[:：][ \t]*(?=\S)")
# '(published: 2025-01-02, read: 2025-01-03) [title](address)', and one of these days.
_NAMED_DAYS = lazy_compile(r"[(（](?P<said>[^()（）\[\]]{8,80})[)）]\s*(?=[*_~\"“《]*\[)")
_NAMED_DAY = lazy_compile(r"\s*(?P<name>[^\W\d][^:：]{0,20})[:：]\s*(?P<day>[^:：]+?)\s*$")
_BETWEEN_DAYS = lazy_compile(r"[、，,;；]")
# The time of a day, behind it.
_CLOCK = lazy_compile(r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?[ \t]+(?=\S)")
# Without the day, which stands above, before what is no word of a title with it.
_CLOCK_ALONE = lazy_compile(rf"{_CLOCK.pattern}(?=[*_~]*[\[《]|<?https?:)")
# How good it was, in stars or thumbs: '【:+1:】'.
_RATING = lazy_compile(r"(?:(?:[⭐🌟★☆]\ufe0f?){2,5}[ \t]+|【(?::[+\w-]+:)+】[ \t]*)(?=\S)")
_STAR = lazy_compile(r"(?::star2?:|[⭐🌟★]\ufe0f?)(?:[ \t]+(?=\S)|(?=[\[*_<h~\"“《]))")
# What stands before a link and says what kind of thing it is, where it came out, or how far it was read:
# 'Article: [title](address)', '`done` [title](address)', '[PDF] [title](address)'.
_STATE = r"done|finished|reading|read|to[- ]?do|to[- ]read|unread|[在已待想未][读讀]|[读讀]完"
# How far something is, before a title whose address is bare, or none: 'TODO title', '待读：title', '【在读】title'.
_TASK = lazy_compile(
    r"(?:(?:TODO|LATER|DOING|DONE)[ \t]+|(?i:to[- ]?do|to[- ]read|unread|[待想未][读讀])[ \t]*[:：][ \t]*"
    rf"|(?:【(?i:{_STATE})】|\[(?i:{_STATE})\][ \t])[ \t]*)(?=\S)(?!\[|<|https?://)"
)
_KIND = lazy_compile(
    r"(?:\[(?P<enclosed>[^\[\]()^]{2,20})\](?:\s*[:：])?\s+"
    r"|\*\*(?P<strong>[^*\[\]]{1,24})(?:[:：]\*\*|\*\*\s?[:：])\s*"
    rf"|(?P<sign>`|\*\*)(?P<state>(?i:{_STATE}))(?P=sign)\s*"
    r"|(?P<kind>\w{1,20}|(?i:to[- ](?:do|read)))\s?[:：]\s*"
    r"|(?P<venue>[A-Za-z][A-Za-z&-]{1,14}[ ]?['‘’ ][ ]?\d\d(?:\d\d)?)\s*[,，:：]?\s*"
    r"|(?P<capital>DONE|TODO|READ|READING|WIP|[已待在想][读讀看]|[读讀看听]过|[读讀看听]完|重[读讀]|Read|Re-?read|Finished|Skimmed|Watched)\s+)"
    rf"(?=[*_~\"“《]*\[(?P<words>{IN_LABEL}+)(?:\]\(|$))"
)
# '#reading #[[slow reading]] [title](address)'.
_TAGS = lazy_compile(
    r"(?:#(?:\[\[[^\[\]]+\]\]|(?=[^\s#\[\]()]*[^\W\d_])[^\s#\[\]()]++)[ \t]+)++(?=[*_~\"“《]*\[(?!\[))"
)
_LABEL = lazy_compile(r"[*_~\"“《]*\[(?P<words>[^\[\]]+)\]\(")
_KINDS = ("enclosed", "strong", "state", "kind", "venue", "capital")


class BeforeTitle(NamedTuple):
    """What stands before a title, in this order and as written, None for what does not; and all that is behind it.

    The day is that of reading, and may stand behind all else as well.
    """

    box: str | None
    month: int | None
    named_days: str | None
    day: str | None
    clock: str | None
    rating: str | None
    star: str | None
    period: str | None
    task: str | None
    kind: str | None
    tags: str | None
    author: str | None
    rest: str

    @property
    def is_unread(self) -> bool:
        """Whether any of it says that the article is still to be read."""
        return self.box == "[ ]" or any(map(_marks_to_read, (self.task, self.kind)))

    @property
    def remarks(self) -> tuple[str, ...]:
        """What it says of the article in words that have no other place."""
        states = (words for words in (self.task, self.kind) if not _marks_to_read(words))
        return tuple(filter(None, (self.named_days, self.clock, self.period, *states, self.rating)))


@lru_cache(maxsize=64)  # each rule asks of the same line
def cut_before_title(markdown: str, context: str = "") -> BeforeTitle:
    """A line, or a paragraph, taken apart; the context of an entry tells what else is a month or a day there.

    >>> cut = cut_before_title("[ ] 2021-05-18 ★★★ Article: [t](https://example.org/)")
    >>> cut.day, cut.rating, cut.kind, cut.is_unread, cut.rest
    ('2021-05-18', '★★★', 'Article', True, '[t](https://example.org/)')
    """
    box, rest = _cut(BOX, markdown)
    if box:
        _, rest = _cut(_NUMBER_BEHIND_BOX, rest)
    month, rest = cut_month(rest) if context.startswith(MONTH_FIRST) else (None, rest)
    named_days, day, rest = _cut_named_days(rest)
    clock = None
    if not named_days:
        day, clock, rest = cut_clock(*cut_day(rest), context)
    rating, rest = _cut(_RATING, rest)
    star, rest = _cut(_STAR, rest)
    period, rest = cut_period(rest)
    task, rest = cut_task(rest)
    kind, rest = _cut_kind(rest)
    tags, rest = _cut_tags(rest)
    author, rest = cut_author_before_link(rest)
    return BeforeTitle(box, month, named_days, day, clock, rating, star, period, task, kind, tags, author, rest)


def cut_clock(day: str | None, rest: str, context: str, is_of_line: bool = False) -> tuple[str | None, str | None, str]:
    """The day that was cut, or else the number that the log says is one; the time of it, and what is behind both.

    `is_of_line`: an address stands behind whatever words follow, so that a time before them is one.
    """
    if not day and said_by_log(context, NUMBERED_DAYS):
        day, rest = cut_numbered_day(rest)
    clock, rest = _cut(_CLOCK if day or is_of_line else _CLOCK_ALONE, rest)
    return day, clock, rest


def cut_task(markdown: str) -> tuple[str | None, str]:
    """What says how far a title has been read that stands behind it, and the paragraph without.

    >>> cut_task("【待读】茶经"), cut_task("【译】茶经")
    (('【待读】', '茶经'), (None, '【译】茶经'))
    """
    return _cut(_TASK, markdown)


def _cut_tags(markdown: str) -> tuple[str | None, str]:
    """The hashtags before a link whose words are a title, and the paragraph without them."""
    tags, rest = _cut(_TAGS, markdown)
    label = _LABEL.match(rest) if tags else None
    return (None, markdown) if label and is_pointer(label["words"]) else (tags, rest)


def period_before_title(markdown: str) -> str | None:
    """The stretch of time before a title alone, which is asked of every entry."""
    return cut_before_title(markdown).period if may_hold_period(markdown) else None


def cut_month(markdown: str) -> tuple[int | None, str]:
    """The month that is named before a title, and the title.

    >>> cut_month("Apr: Rings"), cut_month("Tea: Rings")
    ((4, 'Rings'), (None, 'Tea: Rings'))
    """
    found, rest = cut_start(_MONTH, markdown)
    month = read_heading(found["month"]).date.month if found else None
    return (month, rest) if month else (None, markdown)


def _marks_to_read(words: str | None) -> bool:
    return words is not None and (words == "LATER" or marks_to_read(words))


def _cut(form: re.Pattern[str], text: str) -> tuple[str | None, str]:
    found, rest = cut_start(form, text)
    return found and found[0].strip(), rest


def _cut_kind(markdown: str) -> tuple[str | None, str]:
    """What stands before a link and is neither title nor day, and the paragraph without it."""
    found = _KIND.match(markdown)
    if not found or is_pointer(found["words"]):  # behind which nothing but an address stands
        return None, markdown
    return next(found[name] for name in _KINDS if found[name]), markdown[found.end() :]


def _cut_named_days(markdown: str) -> tuple[str | None, str | None, str]:
    """The days that stand in brackets before a link, each with its name; that of reading; and what is behind them."""
    found = _NAMED_DAYS.match(markdown)
    parts = [_NAMED_DAY.match(part) for part in _BETWEEN_DAYS.split(found["said"])] if found else []
    fields = [Field(part["name"], part["day"]) for part in parts if part and cut_day(part["day"]) == (part["day"], "")]
    if not found or len(fields) < len(parts) or any(field.role != "day" for field in fields):
        return None, None, markdown
    read = [field.value for field in sorted(fields, key=day_rank) if not is_published(field)]
    return found["said"], read[0] if read else None, markdown[found.end() :]
