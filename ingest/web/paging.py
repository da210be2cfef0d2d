"""A list, one page at a time; a file has all of it.

Never counts: it is told how many there are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

from ingest.web.visit import Visit

Item = TypeVar("Item")


class Paged(NamedTuple, Generic[Item]):
    """Items of a page, of `total` on `pages` pages."""

    items: list[Item]
    total: int
    page: int
    pages: int


def read_paged(
    visit: Visit, total: int, size: int, read: Callable[[int, int], list[Item]], parameter: str = "page"
) -> Paged[Item]:
    """The page that is asked for, the last where there are fewer. A file gets all.

    `read` gets as many items after so many; -1: all.
    """
    if visit.path.get("format"):
        return Paged(read(-1, 0), total, 1, 1)
    pages = max(1, -(-total // size))
    page = min(visit.number(parameter), pages)
    return Paged(read(size, (page - 1) * size), total, page, pages)
