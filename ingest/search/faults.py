"""The catalogue of what makes a search impossible to ask, in sentences that say what to type instead.

Never decides whether a search is at fault: the modules that notice it do.
"""

from __future__ import annotations

from typing import NamedTuple

FAULTS = {
    "too-long": "A search has at most {most:,} characters; this one has {number:,}.",
    "too-many": "A search has at most {most} words, phrases and filters; this one has {number}.",
    "either-filter": "OR stands between words, and filters hold for all of them; "
    "name a site, year or kind twice for either.",
    "unknown-kind": "kind:{value} is none of {kinds}.",
    "no-year": "year:{value} is no year; write year:2025, or after:2025-03 before:2025-04 for a month.",
    "no-day": "{name}:{value} is no day; write {name}:2025, {name}:2025-06 or {name}:2025-06-30.",
    "too-slow": "The search took longer than {limit:,} ms and was stopped. Rarer words make it quicker.",
}


class Fault(NamedTuple):
    """One fault: a stable word of `FAULTS`, and what its sentence is filled in with."""

    code: str
    facts: dict[str, object]

    def __str__(self) -> str:
        """The sentence."""
        return FAULTS[self.code].format(**self.facts)


def fault(code: str, **facts: object) -> Fault:
    """The fault `code`.

    >>> str(fault("no-year", value="next"))
    'year:next is no year; write year:2025, or after:2025-03 before:2025-04 for a month.'
    """
    return Fault(code, facts)
