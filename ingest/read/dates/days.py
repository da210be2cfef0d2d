"""Which words of an entry are its day, and what is wrong with it; `forms` knows how days are written.

Where days such as 3/4/2025 need the rest of the log to be understood, the log has told the entry (its context).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.diagnostics import Diagnostic, diagnose
from ingest.model import Entry, HeadingDate
from ingest.patterns import lazy_compile
from ingest.read import NEARLY_ALL, SEVERAL
from ingest.read.dates.date_parts import NUMBERS, STRETCH, WEEKDAY, WEEKDAY_BEHIND, WEEKDAY_IN_BRACKETS
from ingest.read.dates.forms import is_day, iso_day, needs_day_order, read_day, read_day_in_order, without_wiki_link
from ingest.read.lines import LETTER, cut_start

# Where a day may end before the rest of a paragraph, and begin behind it: at a sign, or at what it is enclosed in.
_BEHIND_DAY = lazy_compile(
    r"[ \t]*\n|\s*(?:(?!,\s*(?:19|20)\d\d\b)[-–—:：|,，]+(?:\s+|$)|[—：|])"
    r"|\s+(?=(?:\w{1,20}[:：]\s*)?[\[<*_~\"“‘《]|(?i:https?:))"
    r"|(?<=[)）】\]`*])(?!\()\s*|$"
)
_BEFORE_DAY = lazy_compile(
    r"\s*(?:[-–—|,，:：@]\s+|，)|\s+@(?=\d)|(?<=[)>])\s+|\s*(?=[(（【`]|\*\*|\[\[)"
    r"|\s+(?=(?:✅\ufe0f?\s?)?(?:19|20)\d\d(?:(?P<sign>[-./])\d\d?(?P=sign)\d\d?|年\d\d?月\d\d?[日号])$)"
)
# Before the day on which a task is due, or begins, which is not that of reading.
_DUE = lazy_compile(r"(?:[📅🗓⏳🛫⏰❌]\ufe0f?|\b(?:due|deadline|scheduled)[:：]?|截止[于到日期]{0,2}[:：]?)[ \t(（]*$")
# What may be said of a day: that it is the one on which something was read; added or done, by a sign of Obsidian Tasks.
_SAID = (
    r"(?:[➕✅]\ufe0f?\s*|(?i:(?:last )?read|finished|completed|added|saved|accessed)(?: on)?\s*:?\s+"
    r"|(?:[阅閱]?[读讀完]{1,2}|添加|收藏)[于於]\s*[:：]?\s*)?"
)
_SAID_OF_DAY = lazy_compile(_SAID)
_DAY = lazy_compile(
    rf"(?P<open>\*\*|__|【`?|[`(（]|#?\[\[?)?{_SAID}"
    rf"(?P<day>[^\[\]()（）【】*`<>]{{3,40}}(?:{WEEKDAY_IN_BRACKETS})?)(?(open)(?:\*\*|__|`?】|[`)）]|\]\]?)):?"
)
_EMPHASISED = lazy_compile(r"(?P<sign>[*_]{1,2})(?P<words>[(（].*[)）])(?P=sign)")
_VERSION = lazy_compile(rf"{STRETCH}|{NUMBERS}")
# Right before a link or a 《title》 such a number is a day, and two are a stretch of days; 1.2 is that of a section.
_MONTH_DAY = r"(?:0?[1-9]|1[0-2])\.(?:0?[1-9]|[12]\d|3[01])"
_SHORT_DAY = lazy_compile(
    rf"(?P<day>(?!\d\.\d\b){_MONTH_DAY}(?:\s?[-–—~～至到]\s?{_MONTH_DAY})?)"
    r"\s*(?:[-–—:：]\s*|\s)(?=[*_~]*[\[《]|<?(?i:https?:))"
)
# Before other words it is one where the titles of the log have such numbers, and these count no sections.
# So is a day with the name of its month, `Dec 22`.
_NAMED = r"[A-Za-zÀ-ÿ]{3,10}\.?[ ]\d\d?(?:st|nd|rd|th)?|\d\d?(?:st|nd|rd|th|\.)?[ ][A-Za-zÀ-ÿ]{3,10}"
_NUMBER = lazy_compile(
    rf"(?P<written>(?:0?[1-9]|1[0-2])(?P<sign>[./-])(?:0?[1-9]|[12]\d|3[01])(?![./\d-])|{_NAMED})[ \t]*"
    r"(?=[^\W\d_《“\"])"
)
_COUNTING = (".", "-")  # signs in the numbers of sections
# What is a day before whatever words, by its year, its signs or its weekday: 2024-03-04 Tea, Mon 3/4 Tea.
_SURE_DAY = (
    r"(?:19|20)\d\d(?:(?P<sign>[-./])\d\d?(?P=sign)\d\d?|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d))"
    r"|\d\d?(?P<slash>[./-])\d\d?(?P=slash)(?:19|20)\d\d(?!\d)"
    rf"|(?:(?:19|20)\d\d\s?年\s?)?\d\d?\s?月\s?\d\d?\s?[日号]|(?:{_NAMED})(?:,\s?|\s)(?:19|20)\d\d(?!\d)"
)
_ANY_DAY = rf"(?:\d\d?[./-]\d\d?(?![./\d-])|{_NAMED})"
_WHOLE_DAY = lazy_compile(
    rf"(?P<day>(?:{WEEKDAY}[,，]?\s?)?(?:{_SURE_DAY})(?:{WEEKDAY_BEHIND})?|{WEEKDAY}[,，]?\s?{_ANY_DAY}|{_ANY_DAY}{WEEKDAY_BEHIND})"
    r"(?:[ \t]+(?=\S)|(?<=[)）])(?=\S)|(?=《))"
)
# Behind an address, or in brackets at the end of a title, a number is one where no version, rating, page or part of
# something is written so: 12.20, 3/18.
_SURE_NUMBER = lazy_compile(r"(?:0\d|1[0-2])[.-]\d\d?|(?!\d/\d$)\d\d?/\d\d?")
_ANY_NUMBER = lazy_compile(r"\d\d?[./-]\d\d?")
_AGAIN = lazy_compile(
    r"(?<![\s，,、])[\s，,、]*(?P<words>[重再又初二三四][读讀]|[一二三四五\d]刷|[读讀看][完毕畢]|重[温溫看]|(?i:re-?read|read|finished|done))$"
)
# A day of which more is said: 【`3.20` 重读】, 【12.17 晚，地铁上】.
_OF_READING = r"(?P<{}>`|[重再又]?[读讀看](?![不到看])|开始|補|补|[一二三四五\d]刷)"
_FIRST_DAY = lazy_compile(
    r"(?P<code>`)?(?P<day>[^`，,、；;]{3,20}?)(?(code)`)\s*"
    rf"(?:(?P<joint>[，,、；;])\s*{_OF_READING.format('then')}?|{_OF_READING.format('at_once')})"
)
_REMARK = lazy_compile(r"(?P<open>[(（\[〔「])?(?P<words>[^()（）\[\]〔〕「」]+)(?(open)[)）\]〕」])")
_IN_BRACKETS = lazy_compile(r"(?<!\s)\s*[(（](?P<words>[^()（）]{3,40})[)）]$")
# A number of the second half of a month: 9/11 and 11/12 are often something else in a title.
_LATE_NUMBER = lazy_compile(r"(?:0\d|1[0-2])[./-](?:1[6-9]|[23]\d)")
_AROUND = " \t,，、;；。:：|–—-"
_LONGEST_DAY = 60
_DIGIT = lazy_compile(r"\d")
_YEAR = lazy_compile(r"(?:19|20)\d\d")
_BEFORE_WEB = lazy_compile(r"(?<!\d)19[0-8]\d(?!\d)")
# What readers say of an article behind its link, "4/5" or "8/10", is no day.
_RATING = lazy_compile(r"[(（]?(?:[0-5]\s*/\s*5|(?:\d|10)\s*/\s*10)(?!\d)[)）]?[\s.。]*")
# With a day behind it or before it, which is no stretch of days then: "4/5 — Mar 10th, 2023".
_RATED_DAY = lazy_compile(rf"{_RATING.pattern}[-–—]+\s.*\w|.*\w\s+[-–—]+\s+{_RATING.pattern}")
# What counts the parts of something.
_PART = lazy_compile(r"[(（](?:[12]/[2-9]|3/[3-9]|4/[4-9]|5/[5-9])[)）]")


def find_day(entry: Entry, text: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The day that a text is, as an article keeps it: as written, but in ISO form where only the log tells its order.

    A day whose order nothing tells is diagnosed, and kept as written. None where the text is no day.
    """
    written = cut_start(_SAID_OF_DAY, without_wiki_link(text))[1]
    day = read_day_in_order(written, entry.context.rpartition("\n")[2])
    if day:
        return (iso_day(day) if needs_day_order(written) else written), ()
    if needs_day_order(written) and read_day_in_order(written, "mdy") and read_day_in_order(written, "dmy"):
        return written, (diagnose("ambiguous-day", line_of(entry, written), day=written),)
    return None, ()


def line_of(entry: Entry, words: str) -> int:
    """The line of an entry on which words stand; its first where they stand on none as they are."""
    lines = (number for number, line in enumerate(entry.lines, entry.line_start) if words in line)
    return next(lines, entry.line_start)


def cut_day(markdown: str) -> tuple[str | None, str]:
    """The day that stands before all else, or behind it, as written, and the paragraph without it.

    >>> cut_day("May 18, 2021: [t](https://example.org/)")
    ('May 18, 2021', '[t](https://example.org/)')
    >>> cut_day("12.1 [t](https://example.org/)")
    ('12.1', '[t](https://example.org/)')
    >>> cut_day("2021-05-18 words https://example.org/")
    ('2021-05-18', 'words https://example.org/')
    >>> cut_day("[t](https://example.org/) — good (2021/5/18)")
    ('2021/5/18', '[t](https://example.org/) — good')
    >>> cut_day("[t](https://example.org/) — the end of it, 1945-08-15")
    (None, '[t](https://example.org/) — the end of it, 1945-08-15')
    """
    if not _DIGIT.search(markdown):  # which is seen sooner than all else
        return None, markdown
    day, rest = cut_first_day(markdown)
    if day:
        return day, rest
    rest = markdown.rstrip(" \t.。")
    first = max(0, len(rest) - _LONGEST_DAY)
    for found in _BEFORE_DAY.finditer(rest, first):
        behind = rest[found.end() :]
        is_another = _RATING.fullmatch(behind) or is_past(behind) or _DUE.search(rest, 0, found.end())
        if not is_another and (day := _only_day(behind)):
            return day, rest[: found.start()]
    return None, markdown


def cut_first_day(markdown: str) -> tuple[str | None, str]:
    """The day that stands before all else, as written, and the paragraph without it."""
    start = markdown[:_LONGEST_DAY]
    if found := _SHORT_DAY.match(start):
        return found["day"], markdown[found.end() :]
    for found in reversed(list(_BEHIND_DAY.finditer(start))):
        rest = markdown[found.end() :]
        if (day := _only_day(start[: found.start()])) and not (_VERSION.fullmatch(day) and LETTER.match(rest)):
            return day, rest
    if (found := _WHOLE_DAY.match(start)) and (day := _only_day(found["day"])):
        return day, markdown[found.end() :]
    return None, markdown


def read_remark_day(remark: str) -> tuple[str, str] | None:
    """The day that a remark is, as written, and the words that say how it was read then; None where it says more.

    >>> read_remark_day("（12.18）"), read_remark_day("12月16日 重读"), read_remark_day("3.12")
    (('12.18', ''), ('12月16日', '重读'), None)
    """
    if len(remark) > _LONGEST_DAY or not _DIGIT.search(remark):
        return None
    remark = remark.strip(_AROUND)
    found = _REMARK.fullmatch(remark)
    words = found["words"].strip() if found else remark
    again = _AGAIN.search(words)
    said, written = cut_start(_SAID_OF_DAY, words[: again.start()] if again else words)
    is_told = (said and said[0]) or not _ANY_NUMBER.fullmatch(written) or _SURE_NUMBER.fullmatch(written)
    day = written if _ANY_NUMBER.fullmatch(written) and is_day(written) else _only_day(written)
    if day is None or not is_told or _RATING.fullmatch(written):
        return None
    return day, again["words"] if again else ""


def cut_bracketed_day(title: str) -> tuple[str | None, str]:
    """The day in brackets with which a title ends, as written, and the title without it; no number that may be a part.

    >>> cut_bracketed_day("Tea（12.22）"), cut_bracketed_day("Linux (6.12)")
    (('12.22', 'Tea'), (None, 'Linux (6.12)'))
    """
    found = _IN_BRACKETS.search(title, max(0, len(title) - _LONGEST_DAY))
    said = read_remark_day(found["words"]) if found and found.start() else None
    if not found or not said or said[1] or (_ANY_NUMBER.fullmatch(said[0]) and not _LATE_NUMBER.fullmatch(said[0])):
        return None, title
    return said[0], title[: found.start()]


def find_first_day(remark: str) -> str | None:
    """The day with which a remark begins that says more of it, as written.

    >>> find_first_day("`3.20` 重读"), find_first_day("12.17 晚，地铁上"), find_first_day("3.10，可用")
    ('3.20', '12.17 晚', None)
    """
    found = _FIRST_DAY.match(remark)
    if not found or not read_day(found["day"]) or _RATING.fullmatch(found["day"]):
        return None
    is_of_reading = found["then"] or (found["at_once"] and found["code"])
    is_sure = not _ANY_NUMBER.fullmatch(found["day"]) or (found["joint"] and _SURE_NUMBER.fullmatch(found["day"]))
    return found["day"] if is_of_reading or is_sure else None


def cut_numbered_day(markdown: str) -> tuple[str | None, str]:
    """The number before all else that is a day where `are_days` says so of the log, and the paragraph without it."""
    found, rest = cut_start(_NUMBER, markdown)
    return (found["written"], rest) if found and read_day(found["written"]) else (None, markdown)


def are_days(titles: Sequence[str]) -> bool:
    """Whether the numbers before nearly all titles of a log, `4.27 Tea`, are days, and those of no sections.

    Sections are counted from 1, and one by one.

    >>> are_days(["4.27 Tea", "4.30 Rain", "6.4 Snow"]), are_days(["1.1 Tea", "1.2 Rain", "2.1 Snow"])
    (True, False)
    >>> are_days(["Apr 1 Tea", "Apr 2 Rain", "Apr 3 Snow"])
    True
    """
    numbers = [number for title in titles if (number := _NUMBER.match(title)) and read_day(number["written"])]
    if len(numbers) < max(SEVERAL, NEARLY_ALL * len(titles)):
        return False
    days = [day for number in numbers if number["sign"] in _COUNTING and (day := read_day(number["written"]))]
    counted = sum(
        day.day == (1 if day.month != above.month else (above.day or 0) + 1)
        for above, day in pairwise([HeadingDate(), *days])
    )
    return 2 * counted < len(numbers)


def without_numbered_days(titles: list[str]) -> list[str]:
    """The titles of a log without the numbers before them, if these are days."""
    return [cut_numbered_day(title)[1] for title in titles] if are_days(titles) else titles


def is_past(day: str) -> bool:
    """Whether a day as written is before the web, so that something happened on it that words tell of."""
    return _BEFORE_WEB.search(day) is not None


def has_year(day: str) -> bool:
    """Whether a day as written names its year."""
    return _YEAR.search(day) is not None


def _only_day(text: str) -> str | None:
    """The day that a text is, without what encloses it. A number such as 3.10 is one only in 【…】 and `…`, and none
    such as (1/2), which counts parts.
    """
    if not _DIGIT.search(text):
        return None
    text = text.strip()
    if _PART.fullmatch(text):
        return None
    emphasised = _EMPHASISED.fullmatch(text)
    found = _DAY.fullmatch(emphasised["words"] if emphasised else text)
    day = found["day"].strip(" :：,，") if found else ""
    if not found or _RATED_DAY.fullmatch(day) or (_VERSION.fullmatch(day) and found["open"] not in ("【", "【`", "`")):
        return None
    return day if is_day(day) else None
