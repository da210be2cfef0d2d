"""From the lines of a log to its blocks: the one place where the shape of a whole log is chosen.

A log is of a dialect that takes it whole, such as an app's export, or it is read line by line, in which shapes may mix.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.read import DIALECTS
from ingest.read.blocks import read_blocks
from ingest.read.books import heads_papers
from ingest.read.entries import Blocks
from ingest.read.rules import FILE_RULES
from ingest.read.slips import mend_slips

LINES = DIALECTS[0]


def find_dialect(lines: Sequence[str]) -> str:
    """The dialect of a log, by its own content."""
    lines = mend_slips(lines)
    name = next((name for name, rule in FILE_RULES.items() if rule.recognises(lines)), LINES)
    return LINES if name != LINES and heads_papers(lines) else name


def cut_log(lines: Sequence[str], dialect: str, name: str = "") -> Blocks:
    """The blocks of a log of this dialect; `name` is that of its file, without the ending."""
    lines = mend_slips(lines)
    if dialect == LINES:
        return read_blocks(lines, name)
    blocks: Blocks = FILE_RULES[dialect].cut(lines, name)
    return blocks
