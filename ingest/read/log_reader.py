"""One log, from its text to its dated articles: the straight line. An entry is let go before the next one is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.diagnostics import quote_line, quote_lines
from ingest.model import Article, Entry
from ingest.read import LINES
from ingest.read.cut.dialects import cut_log
from ingest.read.dating import DatedEntry, LogDating, date_entries, dated_entry
from ingest.read.log_year import find_year
from ingest.read.rules import read_entry
from ingest.read.text import Text


class LogReader:
    """A log that is cut into entries, then read entry by entry, then dated.

    An entry is let go when it has been read: a log may be large. What its date needs is left in `_dated`, its first
    line in `_firsts`. `_lines` are those that were cut, of a log that is taken whole, whose entries may be put together
    from all over it.
    """

    def __init__(self, text: Text, dialect: str | None = None, name: str = "") -> None:
        """Cuts the log. Its dialect may be given; `name` is that of its file, without the ending."""
        self.dialect, lines, blocks = cut_log(text.lines, dialect, name)
        self.encoding = text.encoding
        self.line_count = len(text.lines)
        self._entries = list(reversed(blocks.entries))
        self._lines: Sequence[str] = () if self.dialect == LINES else lines
        self._front_matter = blocks.front_matter
        self._diagnostics = quote_lines((*text.diagnostics, *blocks.diagnostics), text.lines)
        self._dated: list[DatedEntry] = []
        self._firsts: dict[int, str] = {}

    def hashes(self) -> Iterator[bytes]:
        """The hashes of the entries that are yet to come."""
        return (entry.hash for entry in reversed(self._entries))

    def entries(self) -> Iterator[Entry]:
        """The entries, in their order. Each is to be read, or passed over."""
        while self._entries:
            yield self._entries.pop()

    def read(self, entry: Entry) -> Article:
        """The article of an entry."""
        article = read_entry(entry)
        self.pass_over(entry, article.day)
        if not article.diagnostics:
            return article
        lines, first = (self._lines, 1) if self._lines else (entry.lines, entry.line_start)
        return replace(article, diagnostics=quote_lines(article.diagnostics, lines, first))

    def pass_over(self, entry: Entry, day: str | None) -> None:
        """Takes an entry for read, whose article is known to have this day."""
        self._dated.append(dated_entry(entry, day))
        first = self._lines[entry.line_start - 1] if self._lines else entry.lines[0]
        self._firsts[entry.line_start] = quote_line(first)

    def lines(self) -> Iterator[int]:
        """Where the entries that have been read begin."""
        return (entry.line for entry in self._dated)

    def date(self, path: str, year: int | None) -> LogDating:
        """The dates of the entries, when all have been read, and the faults of the log apart from its articles'.

        The log stands at `path`, and `year` is that of a log that names none itself.
        """
        dating = date_entries(self._dated, find_year(path, self._front_matter, year))
        told = (found._replace(source=self._firsts[found.line]) for found in dating.diagnostics)
        return replace(dating, diagnostics=(*self._diagnostics, *told))
