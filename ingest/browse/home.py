"""What the first page tells of a log as a whole.

Never says what any of it is called: the pages do.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from ingest.browse.lines import SPAN


class Overview(NamedTuple):
    """How much the log has. `first` and `last` are YYYY-MM or YYYY; `without_year` could be of any."""

    articles: int
    passages: int
    first: str | None
    last: str | None
    without_year: int


def read_overview(connection: sqlite3.Connection) -> Overview:
    """How much there is of everything."""
    return Overview._make(connection.execute(_OVERVIEW).fetchone())


_OVERVIEW = f"""
    SELECT count(*), coalesce(sum(excerpt_count), 0), {SPAN},
      coalesce(sum(date_to IS NULL), 0)
    FROM article
"""
