"""The parts of a log, each a heading and what stands below it, and what a part holds beside words.

Never decides what is a book: it only says what a heading announces, and which lines stand alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.read.dates.headings import is_date
from ingest.read.lines import BODY, HEADING, ITEM, heading_text, is_separator, item_words
from ingest.read.literals import outside_fences
from ingest.read.rules import ITEM_RULES, TEXT_RULES, find_rule, table_row
from ingest.read.surroundings.lookahead import is_underlined
from ingest.read.titles.pointers import is_address
from ingest.read.titles.prose import is_sentence_with_link
from ingest.read.titles.title_forms import is_sentence, may_be_title
from ingest.read.words.field_names import says_of_title
from ingest.read.words.sections import names_books, names_notes, says_books


@dataclass(slots=True)
class Part:
    """A heading, level 0 being the file itself, and what stands below it up to the next one.

    `is_of_books` tells whether it, or one above it, says that books stand below, and `is_list`, whether it says
    nothing else.
    """

    number: int
    level: int
    words: str
    above: Part | None
    is_of_books: bool
    is_list: bool
    lines: list[tuple[int, str]] = field(default_factory=list)

    @property
    def texts(self) -> list[tuple[int, str]]:
        """The lines that are not blank, with their numbers."""
        return [(number, line) for number, line in self.lines if line.strip()]

    @property
    def first(self) -> str:
        """The first of these lines; '' where there is none."""
        return next((line for _, line in self.lines if line.strip()), "")


def cut_parts(lines: Sequence[str], start: int, is_of_books: bool = False, is_list: bool = False) -> list[Part]:
    """The parts of a log below front matter of `start` lines; the first of them is the log itself, above all headings.

    `is_of_books` and `is_list` tell what the log says of itself.
    """
    part = Part(0, 0, "", None, is_of_books, is_list)
    parts = [part]
    for place, line in outside_fences(_with_signs(lines), start):
        if found := HEADING.match(line):
            level = len(found[1])
            above: Part | None = part
            while above is not None and above.level >= level:
                above = above.above
            words = heading_text(found)
            is_of_notes = names_notes(words)
            holds_books = is_of_notes or says_books(words) or (above is not None and above.is_of_books)
            holds_nothing_else = is_of_notes or names_books(words) or (above is not None and above.is_list)
            part = Part(place + 1, level, words, above, holds_books, holds_nothing_else)
            parts.append(part)
        elif not is_separator(line):
            part.lines.append((place + 1, line))
    return parts


def _with_signs(lines: Sequence[str]) -> list[str]:
    """The lines with a sign before each heading that is one by the line below it, which is left empty."""
    signed = list(lines)
    for place, line in enumerate(lines):
        if is_underlined(lines, place + 1):
            signed[place : place + 2] = [f"{'#' if lines[place + 1][0] == '=' else '##'} {line}", ""]
    return signed


def parts_above(part: Part) -> Iterator[Part]:
    """The parts that a part stands below, the nearest first."""
    while part.above is not None:
        part = part.above
        yield part


def begins_with_address(part: Part) -> bool:
    """Whether the first line of a part holds an address, and is no sentence with a link, nor begins with a picture."""
    is_beside = is_sentence_with_link(part.first) or item_words(part.first).startswith("![")
    return "://" in part.first and not is_beside


def holds_address(part: Part) -> bool:
    """Whether an entry with an address stands right below a heading, or the heading holds one itself."""
    for _, line in part.lines:
        item = ITEM.match(line)
        rule = find_rule(ITEM_RULES, item["content"], "") if item and not says_of_title(item["content"]) else None
        if not item and not BODY.match(line):
            rule = find_rule(TEXT_RULES, line, "")
        if rule not in (None, "list-title"):
            return True
    return "://" in part.words


def holds_list(part: Part) -> bool:
    """Whether a list other than one of fields stands right below a heading."""
    return not all(says_of_title(item["content"]) for _, line in part.lines if (item := ITEM.match(line)))


def holds_table(part: Part) -> bool:
    """Whether a table stands right below a heading."""
    return any(line.startswith("|") for _, line in part.lines)


def holds_rows(part: Part) -> bool:
    """Whether a table of articles begins right below a heading."""
    header, *rows = [line for _, line in part.texts] or [""]
    return header.startswith("|") and any(table_row.is_article(header, row) for row in rows)


def lines_apart(part: Part) -> Iterator[tuple[int, str]]:
    """The lines of a part that are a paragraph each, but for an address below, with their numbers."""
    lines = ["", *(line for _, line in part.lines), ""]
    for place, (number, line) in enumerate(part.lines, 1):
        below = lines[place + 1]
        if line.strip() and not lines[place - 1].strip() and (not below.strip() or is_address(below)):
            yield number, line


def lone_lines(part: Part) -> list[tuple[int, str]]:
    """The paragraphs of a part, if all but links are one line each that may be a title."""
    found = []
    blank = part.number
    texts = part.texts
    for number, line in texts:
        if number == blank + 1 and blank != part.number:  # a paragraph of two lines
            return []
        blank = number
        if line.startswith("["):
            continue
        if is_date(line) or (number == texts[0][0] and is_sentence(line)):  # above those that follow, or about them
            continue
        if BODY.match(line) or not may_be_title(line):
            return []
        found.append((number, line))
    return found
