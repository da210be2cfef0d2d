"""When something was read, in one word, as lists show it: in the terminal and in files.

Never decides what a day is; that is for `read`.
"""

from __future__ import annotations


def write_when(date: str | None, first: str | None, last: str | None) -> str | None:
    """A day, or else the first and the last that it can be; None where nothing is known. Source: ISO 8601.

    >>> write_when("2025-12-22", "2025-12-22", "2025-12-22"), write_when(None, "2025-12-01", "2025-12-31")
    ('2025-12-22', '2025-12-01/2025-12-31')
    """
    return date or (f"{first}/{last}" if first and last else None)
