"""The lines of a log as they are read, where that is otherwise than they are written: HTML, cards, boxes, quotes.

Never decides whose a line is, nor what it means.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.patterns import lazy_compile
from ingest.read.dates.headings import is_date
from ingest.read.lines import ITEM, QUOTE, STRONG_LINE, cut_start, has_box
from ingest.read.mend.html_lists import SUMMARY_LEVEL
from ingest.read.rules import ITEM_RULES, ROW_RULES
from ingest.read.titles.link_head import begins_with_link
from ingest.read.titles.title_forms import is_quoted_title, may_be_title

_MARGIN = 4
_INDENTED = lazy_compile(r"(?P<margin> {1,3})(?P<words>(?=[^\s>|<`~].*://).*)$")


class LinesAsRead:
    """The lines of a log, of which `copy` has those that are read otherwise than they are written, if there are any.

    They change while the log is scanned: `lines` are those of now.
    """

    def __init__(self, written: Sequence[str], copy: list[str] | None, is_of_books: bool) -> None:
        self.written = written
        self.copy = copy  # none until a line is read otherwise: most logs need none
        self.lines = copy or written
        self.is_of_books = is_of_books
        self.may_indent = True  # no item stands above to which what is indented may belong
        self.margin = ""  # the blanks before the last line that was read without them
        self.is_quoted = self.has_quoted = False  # the list, or one above, is a quote as a whole

    def put(self, read: Mapping[int, str]) -> None:
        """Puts what lines, by their numbers, are read as in their places."""
        if read:
            self.lines = self.copy = list(self.lines) if self.copy is None else self.copy
            for number, line in read.items():
                self.copy[number - 1] = line

    def read(self, number: int, rule: str | None, after_break: bool, is_literal: bool) -> str:
        """What line `number` is read as, below an entry of `rule` or of none, in a fence or the like if `is_literal`.

        The lines above it have been asked for. A box without the sign of a list is an item.
        """
        if self.copy and _holds_html(self.copy[number - 1], rule, after_break, is_literal):
            self.copy[number - 1] = self.written[number - 1]
        line = self.lines[number - 1]
        if line[:1] == "[" and (rule is None or rule in ITEM_RULES) and not is_literal and has_box(line):
            self.put({number: f"- {line}"})
            return self.lines[number - 1]
        if line[:1] not in ("", " "):
            self.margin = ""
            self.may_indent = not ITEM.match(line)
        elif line and after_break and not is_literal and self.may_indent and (rule is None or self.margin):
            line = self._outdented(number)
        may_be_quoted = rule is None or (self.has_quoted and rule in ITEM_RULES and after_break)
        if self.is_quoted or (may_be_quoted and ">" in line[:_MARGIN]):
            return self._unquoted(number, not is_literal)
        return line

    def _outdented(self, number: int) -> str:
        """The line, without the blanks before text that holds an address, which are none to Markdown (CommonMark 4.8).

        Only below such a line does text with as many stand beside it, and not below it.
        """
        found = _INDENTED.match(self.lines[number - 1])
        if found and self.margin in ("", found["margin"]) and not ITEM.match(self.lines[number - 1]):
            self.margin = found["margin"]
            self.put({number: found["words"]})
        return self.lines[number - 1]

    def _unquoted(self, number: int, may_begin: bool) -> str:
        """The line, without the sign of a quote in a list of articles that is a quote as a whole: `> - [title](…)`.

        `may_begin` tells whether such a list may begin here. In a log of books its items may be in strong print.
        """
        sign, words = cut_start(QUOTE, self.lines[number - 1])
        if sign and not self.is_quoted and may_begin and (item := ITEM.match(words)):
            strong = STRONG_LINE.match(item["content"]) if self.is_of_books else None
            is_title = is_quoted_title(item["content"]) or (strong is not None and may_be_title(strong[1]))
            self.is_quoted = is_title or begins_with_link(item["content"])
        self.is_quoted = self.is_quoted and sign is not None
        self.has_quoted = self.has_quoted or self.is_quoted
        if self.is_quoted:
            self.put({number: words})
        return self.lines[number - 1]


def _holds_html(line: str, rule: str | None, after_break: bool, is_literal: bool) -> bool:
    """Whether HTML that is read as this line is that of the open entry, or of a fence, and stays as it is written.

    A heading set apart ends an entry, as one of Markdown does; the summary of a part that is folded only if a date.
    """
    level = len(line) - len(line.lstrip("#")) if after_break else 0
    is_apart = level > 0 and (level < SUMMARY_LEVEL or is_date(line[level:].strip()))
    return is_literal or not (is_apart or rule in (None, *ITEM_RULES, *ROW_RULES))
