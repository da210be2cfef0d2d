"""From a list of links in the front matter of a file that holds nothing else to an outline with properties.

Where text stands below, such a list is what that text refers to, and no log.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.patterns import lazy_compile
from ingest.read.fields.front_matter import TITLE_KEYS, unquoted
from ingest.read.lines import indent_of, is_separator
from ingest.read.words.field_names import find_role, fold_key

_LIST = lazy_compile(r"(?:links?|items|articles?|readings?|posts|papers|books|entries|链接|文章|书单)[ \t]*:\s*$", re.I)
_FIELD = lazy_compile(r"(?P<signs>[ \t]*(?:-[ \t]+)?)(?P<name>[^\W\d_][\w-]*):[ \t]+(?P<value>\S.*)$")
_ADDRESS = lazy_compile(r"[\"']?(?:https?|ftp)://\S", re.IGNORECASE)


def read_front_links(lines: Sequence[str], length: int) -> dict[int, str]:
    """The lines of such lists by their numbers, as `- title:: …` and `  url:: …`; front matter has `length` lines."""
    if any(line.strip() and not is_separator(line) for line in lines[length:]):
        return {}
    read: dict[int, str] = {}
    records: list[dict[int, str]] | None = None  # of the list that is open
    for number, line in enumerate(lines[:length], 1):
        base = indent_of(next(iter(records[0].values()))) if records else indent_of(line)
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if records is not None and line.lstrip().startswith("- ") and indent_of(line) == base:
            records.append({number: line})
        elif records and indent_of(line) > base:
            records[-1][number] = line
        else:
            if records and all(map(_is_link, records)):
                read |= {place: _as_property(written[base:]) for one in records for place, written in one.items()}
            records = [] if _LIST.match(line) else None
    return read


def _is_link(record: Mapping[int, str]) -> bool:
    fields = [found for line in record.values() if (found := _FIELD.match(line))]
    is_titled = any(fold_key(found["name"]) in TITLE_KEYS for found in fields)
    return is_titled and any(
        find_role(found["name"]) == "address" and _ADDRESS.match(found["value"]) for found in fields
    )


def _as_property(line: str) -> str:
    found = _FIELD.match(line)
    return f"{found['signs']}{found['name']}:: {unquoted(found['value'])}" if found else line
