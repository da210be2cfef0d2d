"""Which headings of a log of books are books because a record stands below each: fields whose names come back.

`### Title`, then `- **author**: …` and `- **added**: …`: one such heading says little, several with the same names all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.read.headings import is_date
from ingest.read.lines import ITEM
from ingest.read.sections import is_group

_SEVERAL = 2  # names in a record, and records
_STRONG_FIELD = re.compile(r"(?:\*\*|__)(?P<name>[^*_:：]{1,24})(?:(?:\*\*|__)[ \t]*[:：]|[:：](?:\*\*|__))[ \t]*\S")


def find_records(parts: Iterable[tuple[int, str, Sequence[str]]]) -> list[int]:
    """The numbers of those headings, of all that are given with their words and the lines below them."""
    found = {
        number: names
        for number, words, lines in parts
        if not (is_date(words) or is_group(words)) and len(names := _field_names(lines)) >= _SEVERAL
    }
    here = Counter(name for names in found.values() for name in names)
    told = [number for number, names in found.items() if sum(here[name] > 1 for name in names) >= _SEVERAL]
    return told if len(told) >= _SEVERAL else []


def _field_names(lines: Sequence[str]) -> frozenset[str]:
    """The names of the fields with which the lines below a heading begin; none where other items stand there."""
    texts = [line for line in lines if line.strip()]
    if not texts or not ITEM.match(texts[0]):
        return frozenset()
    items = (ITEM.match(line) for line in texts if line[0] not in " \t")
    fields = [_STRONG_FIELD.match(item["content"]) for item in items if item]
    return frozenset(field["name"].strip().casefold() for field in fields if field) if all(fields) else frozenset()
