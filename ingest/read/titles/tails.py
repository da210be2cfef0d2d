"""What ends the line of a title and is no part of it: what it was rated, how far it was read, when it came out.

Some say so themselves, `(4/5)` and `(done)`; others only where several titles of a log end alike: `Title 4/5`,
`Title (1999)`, `Title *`, `Title 💡`, `Title @library`. A mark may stand before several titles as well: `~Title`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from ingest.patterns import lazy_compile
from ingest.read import SEVERAL

_SCORE = r"\d{1,2}(?:\.\d{1,2})?\s*/\s*(?:5|10)"
_STATE = (
    r"done|started|finished|completed?|repeat|(?:currently |re-?|still |un)?read(?:ing)?|to[- ]read|in progress"
    r"|ongoing|ing|abandoned|dnf|did not finish|unfinished|half[- ]read|wip"
    r"|[在已未待想重正再][读讀看]|[已未没沒]?[读讀看]完|[读讀看]了(?:一半|一部分)|正在[读讀看]|[弃棄][读讀]?|已?完成"
)
_TAIL = lazy_compile(
    r"(?<!\s)(?:\s*(?:(?:[★☆⭐½]\ufe0f?){2,6}|(?::star2?:\s*){1,5}|[✅✔☑❌]\ufe0f?)"
    rf"|\s*[(（](?:\d(?:\.\d)?[- ]stars?|{_SCORE}|{_STATE})[)）]"
    rf"|\s+[-–—]+\s+{_SCORE}"
    r"|(?<=[》\u3400-\u9fff])\s+(?:[已在未待想][读讀]|[读讀翻看]完了?|已[读讀看]完|完成|[弃棄][读讀]))\s*$",
    re.IGNORECASE,
)
_LONGEST = 80  # characters
# Those that are told by several titles that end alike.
_ALIKE = {
    "score": lazy_compile(rf"(?<!\s)\s+{_SCORE}\s*$"),
    "year": lazy_compile(
        r"(?<!\s)(?:\s*[(（](?:1[5-9]|20)\d\d年?[)）]|,\s+(?:1[5-9]|20)\d\d|\s+`(?:1[5-9]|20)\d\d`)\s*$"
    ),
    "mark": lazy_compile(r"(?<!\s)(?:\s+\\?[*+!†‡]{1,3}|(?<![*\s])\\?[*†‡]{1,3}|(?<=[^\W\d_]{2})\+)\s*$"),
    "emoji": lazy_compile(r"(?<!\s)(?:\s*[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?)+\s*$"),
    "sign": lazy_compile(r"\\?[~+*!†‡?✓✔√×✗](?=[^\W_][^~*]*$)"),
    "place": lazy_compile(r"(?<!\s)\s+@\s*[^\W\d][^\s@]{1,30}\s*$"),
}


def cut_tails(line: str, alike: Collection[str] = ()) -> tuple[str, tuple[str, ...]]:
    """A line without its tails, and these as they stand there; `alike` is what `find_tails` gives for the log.

    >>> cut_tails("Tea (done) ★★★"), cut_tails("Tea (1999)"), cut_tails("Tea (1999)", ["year"])
    (('Tea', ('(done)', '★★★')), ('Tea (1999)', ()), ('Tea', ('(1999)',)))
    """
    tails: list[str] = []
    forms = (_TAIL, *(form for name, form in _ALIKE.items() if name in alike))
    while found := next(filter(None, (_find(form, line) for form in forms)), None):
        tails.append(found[0].strip(" \t-–—,\\"))
        line = line[: found.start()] + line[found.end() :]
    return line, tuple(reversed(tails))


def find_tails(titles: Iterable[str], are_links: bool) -> tuple[str, ...]:
    """The names of the tails with which several titles of a log end; marks in the words of links are words of these."""
    rest = [cut_tails(title)[0] for title in titles]
    names = ("score", "year") if are_links else _ALIKE
    return tuple(name for name in names if sum(_find(_ALIKE[name], title) is not None for title in rest) >= SEVERAL)


def _find(form: re.Pattern[str], line: str) -> re.Match[str] | None:
    """Such a tail of a line; none that is all of it, nor the second sign of emphasis."""
    if form is _ALIKE["sign"]:
        return form.match(line)
    end = line[-1:]
    if form is not _ALIKE["place"] and end.isascii() and end.isalpha():  # as most lines end, and no other tail
        return None
    found = form.search(line, max(0, len(line) - _LONGEST))
    before = line[: found.start()] if found else ""
    return found if before.strip() and not (found and "*" in found[0] and "*" in before) else None
