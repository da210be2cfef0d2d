"""What a log is cut into, whatever its shape: entries not yet parsed, and the owner of each of its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal, NamedTuple

from ingest.diagnostics import Diagnostic
from ingest.model import Entry, HeadingDate

Owner = Literal["entry", "heading", "front-matter", "separator", "definition", "repeated", "unread"]

AMONG_TITLES = "titles"
"""The context of an entry without an address, in a list where most have none: nothing is missing there."""

AUTHOR_FORMS = "authors: "
"""The context of one where most of the log are titles beside their authors in one form or two, which follow here."""

TAILS = "tails: "
"""The context of one where several titles of the log end alike; the names of these tails follow here."""

NUMBERED_DAYS = "days: "
"""The context of one where the numbers before the titles of the log are days."""

MONTH_FIRST = "month first"
"""The context, which begins so, of an item that names the month before its title, below a heading that gives the year.
"""

HEADER = "header: "
"""The context of a row of a table, whose header follows here."""

LABEL = "label: "
"""The context of one where the same words stand before the addresses of most of the log; these words follow here."""

BELOW_MONTH = "below a month"
"""The context of an export that stands below a heading with a month: that says when it was read, not a thought."""


class Start(NamedTuple):
    """Where an entry begins, and what is in force there. `scope` numbers the stretches between headings."""

    line: int
    rule: str
    sections: tuple[str, ...]
    heading: HeadingDate
    scope: int
    context: str = ""


def lines_from(place: int, starts: Sequence[Start], count: int) -> range:
    """The lines from one start to the next; the log has `count`."""
    return range(starts[place].line, starts[place + 1].line if place + 1 < len(starts) else count + 1)


@dataclass(frozen=True, slots=True)
class Blocks:
    """A log cut up.

    `owners` says for each line, line 1 first, whose it is; None for a blank one. The lines of an entry are those it
    owns from `line_start` to `line_end`; others, such as separators, may stand among them.
    """

    owners: tuple[Owner | None, ...]
    entries: tuple[Entry, ...]
    front_matter: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def make_entry(
    rule: str,
    lines: Sequence[str],
    place: tuple[int, int],
    sections: tuple[str, ...] = (),
    heading: HeadingDate = HeadingDate(),  # noqa: B008 (it is frozen)
    definitions: str = "",
    context: str = "",
) -> Entry:
    """An entry of these lines, with its hash; `place` are the numbers of the first and the last.

    The date in force is not part of the hash: dates are found file by file, not here.
    """
    parts = (rule, "\n".join(lines), definitions, context, *sections, "")
    digest = blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    return Entry(rule, tuple(lines), *place, sections, heading, definitions, context, digest)


def said_by_log(context: str, name: str) -> str:
    """What the context of an entry says under one of these names, if anything."""
    return next((line[len(name) :] for line in context.split("\n") if line.startswith(name)), "")
