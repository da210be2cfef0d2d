"""Whether all that a log says can be read again, asked of a few letters: marks, rare letters put into words of the log.

A word with a mark in it is none that a rule knows, so an article must have it, wherever it stands, unless its place
tells what it says. Files that are taken whole are for the tests of their rules.
"""

from __future__ import annotations

import re
from random import Random

from letters import head_text, row_text, said_lines
from reading import Reading

from ingest.read.rules import FILE_RULES

MARKS = "".join(map(chr, range(0x1200, 0x1240)))  # of Ethiopia's script: letters without case, with one form each
_MARK = re.compile(f"[{MARKS}]")
_WORD = re.compile(r"[^\W_]+")


def put_marks(chance: Random, text: str, most: int) -> str:
    """A text with up to `most` marks, and no more than there are, each in a word of its own or at either end of it."""
    words = list(_WORD.finditer(text))
    chosen = chance.sample(words, min(most, len(words), len(MARKS)))
    for word, mark in zip(sorted(chosen, key=re.Match.start, reverse=True), MARKS, strict=False):
        place = chance.choice((word.start(), (word.start() + word.end()) // 2, word.end()))
        text = text[:place] + mark + text[place:]
    return text


def mark_faults(reading: Reading) -> list[str]:
    """The marks of an entry that its article does not have, or only in an excerpt of other lines, or in two of them."""
    faults = []
    records = ((entry, article) for entry, article, _ in reading.records() if entry.rule not in FILE_RULES)
    for entry, article in records:
        head = head_text(article)
        outline = [one for one in article.excerpts if one.depth > 0]
        rows = [*map(row_text, outline)]
        for number, line in enumerate(said_lines(entry, article), entry.line_start):
            for mark in _MARK.findall(line):
                found = [one for one, row in zip(outline, rows, strict=True) if mark in row]
                is_here = any(one.line_start <= number <= one.line_end for one in found)
                if not (is_here or mark in head):
                    faults.append(f"{number}: {mark} is lost from {line!r}")
                elif len(found) > 1:
                    faults.append(f"{number}: {mark} is in {len(found)} excerpts")
    return faults
