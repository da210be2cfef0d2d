"""The forms in which our pages can be taken away: CSV and JSON, and what a passage and an article are in them.

Never asks the database, and never makes HTML.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from ingest.browse.article import Node
from ingest.browse.passages import Passage

# A spreadsheet takes a cell that begins so for a formula; the wide forms too, where people write Chinese. Some pass
# over blanks and what cannot be seen before it. Source: OWASP, CSV Injection.
_FORMULA = re.compile("[\t\r\n]|[\\s\0-\x1f\x7f-\x9f\u200b-\u200f\u2060\ufeff]*[-=+@＝＋－＠]")


def write_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV; no cell is a formula to a spreadsheet. Source: RFC 4180."""
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow(header)
    writer.writerows([guard_cell(cell) for cell in row] for row in rows)
    return file.getvalue()


def guard_cell(cell: object) -> object:
    """The cell, with a ' in front of a text that a spreadsheet would take for a formula.

    >>> guard_cell("=1+1"), guard_cell("1+1"), guard_cell(-1)
    ("'=1+1", '1+1', -1)
    """
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def write_json(value: object) -> str:
    """A value as JSON, to be read by people too."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def passage_value(passage: Passage | Node) -> dict[str, Any]:
    """A passage in JSON, and a row of CSV: `path` is the titles above it, lines are 1-based and inclusive."""
    return {
        "name": passage.name,
        "kind": passage.kind,
        "text": passage.text,
        "markdown": passage.markdown,
        "path": passage.path,
        "starred": bool(passage.starred),
        "line_start": passage.line_start,
        "line_end": passage.line_end,
    }
