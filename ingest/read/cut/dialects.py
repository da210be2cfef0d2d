"""From the lines of a log to its blocks: the one place where the shape of a whole log is chosen.

A log is of a dialect that takes it whole, such as an app's export, or it is read line by line, in which shapes may mix.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.diagnostics import count_of, diagnose
from ingest.read import LINES
from ingest.read.cut.blocks import read_blocks
from ingest.read.entries import Blocks
from ingest.read.mend.slips import mend_slips
from ingest.read.rules import FILE_RULES
from ingest.read.surroundings.books import heads_papers
from ingest.read.surroundings.dated_lines import heads_dated_lines
from ingest.read.surroundings.quotations import heads_quotations

MUCH = 20
"""So many lines that nothing reads, and more than are read, are told of the log, besides where they stand."""


def find_dialect(lines: Sequence[str]) -> str:
    """The dialect of a log, by its own content."""
    name = next((name for name, rule in FILE_RULES.items() if rule.recognises(lines)), LINES)
    is_list = name != LINES and any(heads(lines) for heads in (heads_papers, heads_quotations, heads_dated_lines))
    return LINES if is_list else name


def cut_log(lines: Sequence[str], given: str | None = None, name: str = "") -> tuple[str, Sequence[str], Blocks]:
    """The dialect of a log, which may be given, its lines as they were meant, and its blocks.

    `name` is that of its file, without the ending.
    """
    lines = mend_slips(lines)
    dialect = given or find_dialect(lines)
    blocks = read_blocks(lines, name) if dialect == LINES else FILE_RULES[dialect].cut(lines, name)
    unread = blocks.owners.count("unread")
    if blocks.entries and unread >= MUCH and unread > blocks.owners.count("entry"):
        told = diagnose("mostly-unread", blocks.owners.index("unread") + 1, lines=count_of(unread, "line"))
        blocks = replace(blocks, diagnostics=(told, *blocks.diagnostics))
    return dialect, lines, blocks
