"""The lines of a log as they are read, where that is otherwise than they are written: HTML, cards, quotes.

Never decides whose a line is, nor what it means.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.read.lines import ITEM, STRONG_LINE
from ingest.read.link_head import begins_with_link
from ingest.read.prose import is_quoted_title, may_be_title

_QUOTED = re.compile(r" {0,3}>[ \t]?(?P<words>.*)$")


class LinesAsRead:
    """The lines of a log, of which `copy` has those that are read otherwise than they are written, if there are any.

    They change while the log is scanned: `lines` are those of now.
    """

    def __init__(self, written: Sequence[str], copy: list[str] | None) -> None:
        self.written = written
        self.copy = copy  # none until a line is read otherwise: most logs need none
        self.lines = copy or written
        self.is_quoted = self.has_quoted = False  # the list, or one above, is a quote as a whole

    def put(self, read: Mapping[int, str]) -> None:
        """Puts what lines, by their numbers, are read as in their places."""
        if read:
            self.lines = self.copy = list(self.lines) if self.copy is None else self.copy
            for number, line in read.items():
                self.copy[number - 1] = line

    def restore(self, number: int) -> None:
        """Puts a line as it is written back in its place."""
        if self.copy:
            self.copy[number - 1] = self.written[number - 1]

    def unquoted(self, number: int, may_begin: bool, is_of_books: bool) -> str:
        """The line, without the sign of a quote in a list of articles that is a quote as a whole: `> - [title](…)`.

        `may_begin` tells whether such a list may begin here. In a log of books its items may be in strong print.
        """
        found = _QUOTED.match(self.lines[number - 1])
        if found and not self.is_quoted and may_begin and (item := ITEM.match(found["words"])):
            strong = STRONG_LINE.match(item["content"]) if is_of_books else None
            is_title = is_quoted_title(item["content"]) or (strong is not None and may_be_title(strong[1]))
            self.is_quoted = is_title or begins_with_link(item["content"])
        self.is_quoted = self.is_quoted and found is not None
        self.has_quoted = self.has_quoted or self.is_quoted
        if found and self.is_quoted:
            self.put({number: found["words"]})
        return self.lines[number - 1]
