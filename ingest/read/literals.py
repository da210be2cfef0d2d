"""Stretches of a log in which no line begins anything: fences of code, comments and raw HTML, up to their ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.read.lines import FENCE, HTML, end_of_fence


@dataclass(frozen=True, slots=True)
class Literal:
    """An open fence, comment or raw HTML: `closes` ends it, and so does a line outside its list or quote."""

    line: int
    closes: re.Pattern[str]
    in_list: bool
    in_quote: bool

    def holds(self, line: str) -> bool:
        """Whether the line still stands in its list or its quote."""
        if not line.strip():
            return True
        return not (self.in_list and line[0] not in " \t") and not (self.in_quote and not line.lstrip().startswith(">"))


def find_literal(number: int, line: str, in_list: bool) -> Literal | None:
    """What line `number` opens, in a list or not, and does not close."""
    if fence := FENCE.match(line):
        return Literal(number, end_of_fence(fence), in_list, ">" in fence["signs"])
    if html := HTML.match(line):
        closes = re.compile(r".*-->" if html["html"] == "!--" else rf".*</{html['html']}>", re.IGNORECASE)
        return None if closes.match(line, html.end()) else Literal(number, closes, in_list, False)
    return None


def outside_fences(lines: Sequence[str], start: int = 0) -> Iterator[tuple[int, str]]:
    """The lines that stand in no fence, with their places, from 0."""
    closes: re.Pattern[str] | None = None
    for place in range(start, len(lines)):
        line = lines[place]
        if closes:
            closes = None if closes.match(line) else closes
        elif fence := FENCE.match(line):
            closes = end_of_fence(fence)
        else:
            yield place, line
