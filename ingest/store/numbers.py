"""The dense numbers of articles and excerpts, which the search index wants small: those that are free come first.

Never asks the database; which numbers are taken is told to it.
"""

from __future__ import annotations

from collections.abc import Iterable


class Numbers:
    """Numbers in a row for the rows of an entry: of those that its log gives back, or else behind all others.

    >>> numbers = Numbers(9)
    >>> numbers.give_back([5, 4, 6, 8])
    >>> [numbers.take(2), numbers.take(1), numbers.take(2), numbers.take(1)]
    [4, 6, 10, 12]
    >>> numbers.give_back([11, 12])  # the last of all
    >>> numbers.take(3)
    11
    """

    def __init__(self, last: int) -> None:
        self.last = last
        self.free: list[range] = []  # the next to be taken stands last
        self.returned: list[int] = []

    def give_back(self, numbers: Iterable[int]) -> None:
        """Frees numbers for the rows that are written next; what is left of those before is not taken any more."""
        self.returned += numbers

    def take(self, count: int) -> int:
        """The first of `count` numbers."""
        if self.returned:
            self.free = _in_rows(self.returned)[::-1]
            self.returned = []
            if self.free[0].stop > self.last:
                self.last = self.free.pop(0).start - 1
        while self.free and len(self.free[-1]) < count:
            self.free.pop()
        if self.free:
            row = self.free.pop()
            self.free += [row[count:]] if len(row) > count else []
            return row.start
        self.last += count
        return self.last - count + 1


def _in_rows(numbers: Iterable[int]) -> list[range]:
    rows: list[range] = []
    for number in sorted(numbers):
        if rows and rows[-1].stop == number:
            rows[-1] = range(rows[-1].start, number + 1)
        else:
            rows.append(range(number, number + 1))
    return rows
