"""What stands right below a title and says of it, field by field, what it is: the record of an article.

`### Title`, then `- **Author**: …` and `- **Link**: …`. One that has an address says it by itself; of a log of books
one such heading says little, several with the same names all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

from ingest.patterns import lazy_compile
from ingest.read.dates.headings import is_date
from ingest.read.fields.page import read_line_field
from ingest.read.lines import (
    ITEM,
    PICTURE_ADDRESS,
    QUOTE,
    STRONG_LINE,
    indent_of,
    is_text,
    item_words,
    line_below,
    without_break,
)
from ingest.read.titles.bylines import read_byline
from ingest.read.titles.pointers import is_address
from ingest.read.titles.title_forms import may_be_title, plain_title
from ingest.read.words.field_names import Field, gives_address, is_rating
from ingest.read.words.sections import is_group

_ENOUGH = 2  # names in a record, records, and things that one says of an article
_MOST = 24  # lines of a record
_MARGIN = 3
_OF_LINK = frozenset(("author", "day", "tags", "note", "status"))  # what a field says of a link that needs no address
_OF_BOOK = frozenset(("author", "day", "tags", "status", "address", "source"))  # and of a book, in a line below it
_ONLY_ADDRESS = lazy_compile(
    r"(?:\[(?P<words>https?://[^\s\[\]]+)\]\()?<?(?P<url>https?://[^\s<>]+?)>?(?(words)\))", re.IGNORECASE
)
_SUBJECTS = frozenset(("re", "fwd", "fw", "aw", "回复", "答复", "转发"))  # 'Re: [PATCH] …', the title of a mail


class Record(NamedTuple):
    """The fields of a record, in the order of its lines, how many lines it takes up, and if its title is a field."""

    fields: tuple[Field, ...]
    length: int
    is_titled: bool = False

    @property
    def has_address(self) -> bool:
        """Whether a field is the address of an article, or of where it was found."""
        return any(map(gives_address, self.fields))

    @property
    def roles(self) -> int:
        """How many things the fields say of an article, what the reader thinks of it among them."""
        roles = (field.role or (is_rating(field.name) and "rating") for field in self.fields)
        return len({role for role in roles if role})

    @property
    def is_of_article(self) -> bool:
        """Whether the fields say by themselves that they are of an article: one is its title, or its address."""
        return (self.has_address or self.is_titled) and self.roles + self.is_titled >= _ENOUGH

    @property
    def says_enough(self) -> bool:
        """Whether the fields say more than a note may, even if a blank line parts them from the title."""
        return self.roles >= _ENOUGH

    @property
    def says_much(self) -> bool:
        """Whether the fields say more than those of a list may, such as its day and where it was found."""
        return self.roles > _ENOUGH


def read_record(lines: Sequence[str], start: int = 0, is_apart: bool = True, end: int | None = None) -> Record:
    """The record that begins behind the first `start` lines: one field a line, as items, in a quote or neither.

    Blank lines may stand before its fields and between them where it `is_apart` from the title. It ends with the first
    `end` lines. A field below which something is nested is none of it. `by Ann Leaf` and an address alone are fields
    too.
    """
    fields: list[Field] = []
    length = 0
    for place in range(start, min(start + _MOST, len(lines) if end is None else end)):
        text = QUOTE.sub("", lines[place], count=1)
        if is_apart and not text.strip():
            continue
        below = QUOTE.sub("", line_below(lines, place + 1), count=1)
        is_above_nested = ITEM.match(text) and below.strip() and indent_of(below) > indent_of(text)
        field = _read_field(text) if indent_of(text) <= _MARGIN and not is_above_nested else None
        if field is None:
            break
        fields.append(field)
        length = place + 1 - start
    return Record(tuple(_with_address(fields)), length)


def _with_address(fields: list[Field]) -> list[Field]:
    """The fields; where none is called an address, the first that is nothing but one is: `简介：https://…`."""
    if any(map(gives_address, fields)):
        return fields
    place = next((place for place, field in enumerate(fields) if _is_address(field)), None)
    return [Field("url", one.value, one.name) if number == place else one for number, one in enumerate(fields)]


def _is_address(field: Field) -> bool:
    found = _ONLY_ADDRESS.fullmatch(field.value.strip())
    return found is not None and not PICTURE_ADDRESS.search(found["url"])


def read_titled(lines: Sequence[str], start: int = 0) -> tuple[str, Record]:
    """The title behind the first `start` lines, which may be a field itself, and the record right below it.

    Where the title is one, blank lines may stand below each field, and the next title begins another record.
    """
    line = lines[start]
    field = read_line_field(line)
    if field is None or field.role != "title":
        return line.strip(), read_record(lines, start + 1, is_apart=False)
    others = (place for place in range(start + 1, min(start + _MOST, len(lines))) if names_title(lines[place]))
    is_apart = start + 1 < len(lines) and not lines[start + 1].strip()
    return field.value, read_record(lines, start + 1, is_apart, next(others, None))._replace(is_titled=True)


def says_of_book(line: str) -> bool:
    """Whether a line is a field that says something of the title above it, its rating among this."""
    field = read_line_field(line)
    is_said = field is not None and (field.role in _OF_BOOK or is_rating(field.name))
    return is_said and "《" not in line


def names_title(line: str) -> bool:
    """Whether a line is a field that is the title of an article."""
    field = read_line_field(line)
    return field is not None and field.role == "title"


def read_item_record(lines: Sequence[str], start: int = 0) -> tuple[str, Record]:
    """The same where an item of a list stands there: its record are the other lines of its paragraph."""
    below = takewhile(lambda line: line.strip() and not ITEM.match(line), lines[start + 1 : start + _MOST])
    return read_titled([item_words(lines[start]), *map(str.strip, below)])


def is_record_of_link(record: Record, below: str, is_titled: bool = False) -> bool:
    """Whether a record right below a link, or an address, is of that, and takes up all the rest of its paragraph.

    `below` is the line below the record. An address alone says nothing of it but another one, and a title is another
    article, unless it `is_titled` so.
    """
    if not record.length or record.is_titled:
        return False
    goes_on = below.strip() and not (ITEM.match(below) or below.lstrip().startswith(">"))
    roles = {field.role for field in record.fields}
    return not goes_on and ("title" not in roles or is_titled) and not roles.isdisjoint(_OF_LINK)


def is_above_record(lines: Sequence[str], number: int) -> bool:
    """Whether a line of text is a title, and right below it stands the record of an article."""
    line = lines[number - 1]
    if "://" in line or not is_text(line):
        return False
    title, record = read_titled(lines, number - 1)
    is_field = not record.is_titled and _read_field(title) is not None
    if not record.is_of_article or is_field:
        return False
    return STRONG_LINE.match(title) is not None or may_be_title(plain_title(title))


def find_records(parts: Iterable[tuple[int, str, Sequence[str]]]) -> list[int]:
    """The numbers of those headings, of all that are given with their words and the lines below them."""
    found = {
        number: names
        for number, words, lines in parts
        if not (is_date(words) or is_group(words)) and len(names := _field_names(lines)) >= _ENOUGH
    }
    here = Counter(name for names in found.values() for name in names)
    told = [number for number, names in found.items() if sum(here[name] > 1 for name in names) >= _ENOUGH]
    return told if len(told) >= _ENOUGH else []


def _field_names(lines: Sequence[str]) -> frozenset[str]:
    """The names of the fields of a record; none where it says of no article anything, or other items stand below it."""
    record = read_record(lines)
    others = any(ITEM.match(line) and line[0] not in " \t" for line in lines[record.length :])
    return frozenset() if others or not record.roles else frozenset(field.key for field in record.fields)


def _read_field(line: str) -> Field | None:
    text = without_break(line)
    if author := read_byline(text):
        return Field("author", author)
    if is_address(text):
        return Field("url", text)
    field = read_line_field(text)
    return None if field and field.key in _SUBJECTS else field
