"""The ordered tables of entry rules: the shapes in which people keep what they read, one module a shape.

Every rule has `read(entry)`, which makes the article. How entries of its shape are found depends on the table in which
it stands; the first rule of a table that says yes has the line, or the file:

- `FILE_RULES` take a whole log or nothing of it. `recognises(lines)` says whether the log is one of theirs, and
  `cut(lines, name)` cuts it up; `name` is that of its file, without the ending. `--dialect` names one of them, or
  `lines`, which is all the others. Entries of `weread` stand in logs that are read line by line as well.
- `TEXT_RULES` are asked for lines in the first column that are plain text. `begins(line, below)` says whether the line
  begins an entry; `below` is the next line, or '' when `line` continues a paragraph.
- `HEADING_RULES` are asked for headings that are no dates and head no entries. `begins(heading, below)` is given the
  words of the heading, and the next line that is not blank.
- `RECORD_RULES` are those of headings and titles with a record right below them. `records` tells which have one.
- `BOOK_RULES` are those of headings and paragraphs in a log of books. `books` tells which of them are titles.
- `QUOTATION_RULES` has that of the passages of a log of quotations. `quotations` tells where each begins.
- `ITEM_RULES` are asked for the items of lists that belong to no entry. `begins(content, below)` is given the words
  behind the sign, and the next line.
- `ROW_RULES` are asked for tables that belong to no entry. `is_article(header, row)` says whether `row`, a row of the
  table with this header, shows that the rows are articles, and `begins(header, row)` whether it is an entry then; the
  header is the `context` of the entry.

A rule that has `TAKES_PROSE = True` owns the paragraphs below its entry, which would be unread otherwise. A rule of
`TEXT_RULES` or `HEADING_RULES` whose entries begin with more than one line has `goes_on(line)`, which says whether the
line is such a one. Beside the rules lies `document_signs`, by which `document` recognises its files.

One of whose lines only the first so many may have a day such as 3/4/2025 has their number, `LINES_WITH_DAYS`.

Where a rule is not as others, modules of other folders go by its name: `grep` for that of a shape like yours.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

from ingest.model import Article, Entry
from ingest.read.rules import (
    address_line,
    apple_books,
    document,
    heading_link,
    heading_record,
    heading_title,
    kindle,
    link_paragraph,
    list_link,
    list_title,
    outline_item,
    quotation,
    table_row,
    text_record,
    text_title,
    title_address,
    title_list,
    weread,
)

FILE_RULES: dict[str, ModuleType] = {
    "kindle": kindle,
    "apple-books": apple_books,
    "weread": weread,
    "document": document,
}
TEXT_RULES: dict[str, ModuleType] = {
    "title-address": title_address,
    "link-paragraph": link_paragraph,
    "address-line": address_line,
    "title-list": title_list,
}
HEADING_RULES: dict[str, ModuleType] = {"heading-link": heading_link}
RECORD_RULES: dict[str, ModuleType] = {"heading-record": heading_record, "text-record": text_record}
BOOK_RULES: dict[str, ModuleType] = {"heading-title": heading_title, "text-title": text_title}
QUOTATION_RULES: dict[str, ModuleType] = {"quotation": quotation}
ITEM_RULES: dict[str, ModuleType] = {"outline-item": outline_item, "list-link": list_link, "list-title": list_title}
ROW_RULES: dict[str, ModuleType] = {"table-row": table_row}

RULES: dict[str, ModuleType] = {
    **FILE_RULES,
    **TEXT_RULES,
    **HEADING_RULES,
    **RECORD_RULES,
    **BOOK_RULES,
    **QUOTATION_RULES,
    **ITEM_RULES,
    **ROW_RULES,
}


def find_rule(rules: dict[str, ModuleType], *facts: str) -> str | None:
    """The name of the first of these rules by which an entry begins, or None."""
    return next((name for name, rule in rules.items() if rule.begins(*facts)), None)


def takes_prose(rule: str) -> bool:
    """Whether paragraphs below an entry of this rule belong to it."""
    return getattr(RULES[rule], "TAKES_PROSE", False)


def lines_with_days(rule: str, lines: Sequence[str]) -> Sequence[str]:
    """The lines of an entry of this rule that may have days such as 3/4/2025."""
    return lines[: getattr(RULES[rule], "LINES_WITH_DAYS", None)]


def has_more_lines(rule: str, line: str | None = None) -> bool:
    """Whether entries of this rule begin with more than one line; given one, whether it is such a line."""
    goes_on = getattr(RULES[rule], "goes_on", None)
    return goes_on is not None and (line is None or goes_on(line))


def read_entry(entry: Entry) -> Article:
    """The article that an entry records."""
    article: Article = RULES[entry.rule].read(entry)
    return article
