"""What the exports of all apps have in common: a book, whose lines may stand all over the file, and excerpts of it.

Never knows which app has written them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ingest.model import Entry, Excerpt
from ingest.read.apps.plain import plain_excerpt
from ingest.read.entries import make_entry
from ingest.read.titles.head import Head


def make_scattered(rule: str, lines: Sequence[str], spans: Sequence[tuple[int, int]]) -> Entry:
    """The entry of a book whose lines stand in these places, counted from 0, the last of each exclusive.

    Its context, such as '0+4 10+5', says of each how far it stands below the first, and how many lines it has.
    """
    first = spans[0][0]
    own = [line for start, end in spans for line in lines[start:end]]
    context = " ".join(f"{start - first}+{end - start}" for start, end in spans)
    return make_entry(rule, own, (first + 1, spans[-1][1]), context=context)


def read_scattered(entry: Entry) -> Iterator[tuple[int, int]]:
    """The number of the first line of each of these places in the log, and how many lines it has."""
    for span in entry.context.split():
        offset, length = map(int, span.split("+"))
        yield entry.line_start + offset, length


def without_nul(lines: Iterable[str]) -> list[str]:
    """The lines without the sign at which SQLite ends a text. Source of the change: CommonMark 0.31, section 2.3."""
    return [line.replace("\0", "\ufffd") for line in lines]


def remark_excerpts(entry: Entry, head: Head) -> list[Excerpt]:
    """The remarks of a head, as the first excerpts: the whole title, where it was cut."""
    place = (entry.line_start, entry.line_start)
    return [plain_excerpt("note", remark, place, position, depth=0) for position, remark in enumerate(head.remarks, 1)]
