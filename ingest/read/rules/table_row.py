"""Entry rule: a row of a table of articles, such as `| [title](address) | 2025-03-04 | comment |`.

Its columns are known by their names, as `field_names` has them, and by what the cell says where the name says nothing.
"""

from __future__ import annotations

import re
from itertools import chain, dropwhile, takewhile

from ingest.model import Article, Entry
from ingest.patterns import lazy_compile
from ingest.read.article import make_article
from ingest.read.dates.days import cut_day
from ingest.read.entries import HEADER, said_by_log
from ingest.read.fields.filling import fill_head
from ingest.read.fields.tables import column_roles, read_columns, read_row
from ingest.read.lines import DELIMITER_ROW, LETTER
from ingest.read.passages.outline import read_outline
from ingest.read.titles.link_head import read_link_head
from ingest.read.titles.pointers import is_pointer
from ingest.read.titles.title_forms import is_quoted_title
from ingest.read.words.field_names import Field, find_role, names_thing

_ADDRESS = lazy_compile(r"(?:https?|ftp)://[^\s<>\"|]", re.IGNORECASE)
_NOTHING = lazy_compile(r"null|none|n/a|无|無", re.IGNORECASE)
_SAY_NOTHING = frozenset((None, "number"))  # of what the rows are about
_BESIDE = ("author", "tags")  # what has links and is no title
_BREAK = lazy_compile(r"<br ?/?>", re.IGNORECASE)
_ONLY_LINK = lazy_compile(r"\s*\[([^\[\]]*)\]\([^()]*\)\s*")
_LABEL = lazy_compile(r"(?<!!)\[([^\[\]]*)\]\(")


def begins(header: str, row: str) -> bool:
    """Whether the row, in a table of articles, is one: it shows so, or has words in its first cell and in another.

    Such a row only lacks its address. One whose first cell is empty goes on with the row above, but for that of a day.
    """
    if is_article(header, row):
        return True
    cells = list(dropwhile(lambda field: field.role == "day" and not field.value.strip(), read_row(header, row)))
    says = [LETTER.search(cell.value) is not None and not _NOTHING.fullmatch(cell.value) for cell in cells]
    first, *others = says or [False]
    return _is_row(header, row) and first and any(others)


def is_article(header: str, row: str) -> bool:
    """Whether the row has an address, a 《title》, or one in a column of titles, or the first beside one of authors."""
    if not _is_row(header, row):
        return False
    if _ADDRESS.search(row) or ("《" in row and any(map(_is_quoted, read_row(header, row)))):
        return True
    roles = column_roles(header)
    role = "title" if "title" in roles else None
    is_told = "author" in roles or (role == "title" and (len(roles - _SAY_NOTHING) > 1 or not _names_things(header)))
    return is_told and any(field.role == role and LETTER.search(field.value) for field in read_row(header, row))


def read(entry: Entry) -> Article:
    """The article of the row. A row below it that begins none goes on with its notes."""
    header = said_by_log(entry.context, HEADER)
    line, *below = entry.lines
    row = [_unnamed_pointer(field) for field in read_row(header, line) if field.value]
    title = _find_title(row)
    more = list(takewhile(lambda line: "|" in line, below))
    fields = [field for field in row if field is not title]
    for cell in (cell for line in more for cell in read_row(header, line)):
        fields.append(Field("", cell.value) if cell.role == "title" else cell)
    head = read_link_head(entry, _BREAK.sub(" ", title.value) if title else "")
    head = fill_head(entry, head, fields)
    outline = read_outline(entry, head.remarks, 1 + len(more))
    needs_address = "address" in column_roles(header) or not is_article(header, line)
    return make_article(entry, head, outline, needs_address=needs_address)


def _names_things(header: str) -> bool:
    """Whether all titles of a table may be names of anything."""
    return all(map(names_thing, (name for name in read_columns(header) if find_role(name) == "title")))


def _is_row(header: str, row: str) -> bool:
    return bool(read_columns(header)) and row.strip() != header.strip() and not DELIMITER_ROW.match(row)


def _is_day(text: str) -> bool:
    return cut_day(text) == (text.strip(), "")


def _is_quoted(field: Field) -> bool:
    """Whether a cell is a title in the signs of one, where nothing says that it is for something else."""
    return field.role in (None, "title") and is_quoted_title(field.value)


def _unnamed_pointer(field: Field) -> Field:
    """The field of a cell; without its name where that is of titles, and all it holds is a link such as `[pdf](…)`."""
    label = _ONLY_LINK.fullmatch(field.value) if field.role == "title" else None
    return Field("", field.value) if label and not _is_title(label[1]) else field


def _is_title(label: str) -> bool:
    return LETTER.search(label) is not None and not is_pointer(label)


def _is_titled(cell: str) -> bool:
    """Whether a cell is words and a bare address behind them, with which it ends."""
    address = _ADDRESS.search(cell)
    words, behind = (cell[: address.start()], cell[address.start() :]) if address else ("", "")
    return LETTER.search(words) is not None and "[" not in words and len(behind.split()) == 1


def _find_title(row: list[Field]) -> Field | None:
    """The field of a row with the title: by its name, else the first with a link or an address, or the first words."""
    named = (field for field in row if field.role == "title")
    labelled = ((field, label) for field in row if (label := _LABEL.search(field.value)))
    linked = (field for field, label in labelled if field.role not in _BESIDE and _is_title(label[1]))
    quoted = filter(_is_quoted, row)
    unnamed = [field for field in row if field.role is None and LETTER.search(field.value)]
    titled = (field for field in unnamed if _is_titled(field.value))
    free = (field for field in unnamed if not (_ADDRESS.search(field.value) or _is_day(field.value)))
    addressed = (field for field in row if _ADDRESS.search(field.value))
    return next(chain(named, linked, quoted, titled, free, addressed), None)
