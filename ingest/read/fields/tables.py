"""From a line of a table to its cells, as GitHub's Markdown parts them, with the names of their columns.

Never looks at what a cell says.
"""

from __future__ import annotations

from functools import lru_cache

from markdown_it.rules_block.table import escapedSplit

from ingest.patterns import lazy_compile
from ingest.read.markdown import parse_inline
from ingest.read.words.field_names import Field, Role, find_role

# Every entry of a table has its header in its hash, which a header of megabytes would make too slow.
_LONGEST_HEADER = 2000


_EMPTY = lazy_compile(r"\s*[-–—]+\s*")  # what people write where there is nothing


def split_row(line: str) -> list[str]:
    r"""The cells of a row, with or without pipes at its ends. Only a backslash makes a pipe part of a cell.

    >>> split_row(r"| a | `b\|c` | |")
    ['a', '`b|c`', '']
    """
    cells = escapedSplit(line.strip())
    if cells[:1] == [""]:
        cells = cells[1:]
    if cells[-1:] == [""]:
        cells = cells[:-1]
    return ["" if _EMPTY.fullmatch(cell) else cell.strip() for cell in cells]


@lru_cache(maxsize=64)
def read_columns(header: str) -> tuple[str, ...]:
    """The names of a table's columns as plain text; none of a header that is too long for one."""
    if len(header) > _LONGEST_HEADER:
        return ()
    return tuple(parse_inline(cell).text.strip() for cell in split_row(header))


@lru_cache(maxsize=64)
def column_roles(header: str) -> frozenset[Role | None]:
    """What the columns of a table are for."""
    return frozenset(map(find_role, read_columns(header)))


def read_row(header: str, line: str) -> list[Field]:
    """The cells of a row with the names of their columns; '' for those beyond the last."""
    names, cells = read_columns(header), split_row(line)
    return [Field(names[place] if place < len(names) else "", cell) for place, cell in enumerate(cells)]
