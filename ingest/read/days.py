"""The day that an entry gives, in whichever form it stands there, and what is wrong with it.

Where days such as 3/4/2025 need the rest of the log to be understood, the log has told the entry (its context).
"""

from __future__ import annotations

from ingest.diagnostics import Diagnostic, diagnose
from ingest.model import Entry
from ingest.read.dates import iso_day, needs_day_order, read_day_in_order, without_wiki_link


def find_day(entry: Entry, text: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The day that a text is, as an article keeps it: as written, but in ISO form where only the log tells its order.

    A day whose order nothing tells is diagnosed, and kept as written. None where the text is no day.
    """
    written = without_wiki_link(text)
    day = read_day_in_order(written, entry.context.rpartition("\n")[2])
    if day:
        return (iso_day(day) if needs_day_order(written) else written), ()
    if needs_day_order(written) and read_day_in_order(written, "mdy") and read_day_in_order(written, "dmy"):
        return written, (diagnose("ambiguous-day", entry.line_start, day=written),)
    return None, ()
