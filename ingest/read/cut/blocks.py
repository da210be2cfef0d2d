"""From the lines of a log to its blocks: every line that is not blank has exactly one owner.

Scans the lines once, and once more for each kind of books that the log may be a list of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from ingest.diagnostics import count_of, diagnose
from ingest.read.apps.douban import find_shelved
from ingest.read.apps.weread_exports import Exports, take_exports
from ingest.read.cut.in_force import TITLE_LEVEL
from ingest.read.cut.scanner import Scanner
from ingest.read.entries import Blocks
from ingest.read.fields.front_links import read_front_links
from ingest.read.fields.front_matter import FrontMatter, read_front_matter
from ingest.read.mend.html_tables import read_html
from ingest.read.surroundings.books import Books, find_books
from ingest.read.surroundings.dated_lines import find_dated_lines, find_idle
from ingest.read.surroundings.guesses import guess_books, guess_quoted
from ingest.read.surroundings.quotations import find_quotations
from ingest.read.words.sections import is_called_read

_UNREAD = 1 / 8  # of the lines of a log, to ask whether it is one of quotations


def read_blocks(lines: Sequence[str], name: str = "") -> Blocks:
    """The blocks of a log that is read line by line, and its entries with the headings in force above each.

    `name` is that of its file, without the ending: it may say that the log is one of books.
    """
    front = read_front_matter(lines)
    title, length = front.title or "", front.length
    exports = take_exports(lines, length)
    lines = exports.around
    copy = read_html(lines, length)
    books = find_books(copy or lines, length, title, name)
    if not (books.headings or books.paragraphs):
        if paragraphs := find_shelved(lines, length):
            books = books._replace(paragraphs=paragraphs)
        elif paragraphs := find_dated_lines(lines, length, is_called_read(title, name)):
            books = books._replace(paragraphs=paragraphs, idle=find_idle(lines, length))
    blocks = _scan(lines, copy, front, books, exports)
    if quotations := _find_quotations(lines, length, blocks):
        return _scan(lines, read_html(lines, length), front, Books(quotations=quotations), exports)
    if len(blocks.entries) > len(exports.ends):
        return blocks
    for books in chain(guess_books(lines, length, title, name), guess_quoted(lines, length)):
        guess = _scan(lines, read_html(lines, length), front, books, exports)
        if guessed := [entry for entry in guess.entries if entry.line_start not in exports.ends]:
            told = diagnose("guessed", guessed[0].line_start, articles=count_of(len(guessed), "article"))
            return replace(guess, diagnostics=(told, *guess.diagnostics))
    return blocks


def _find_quotations(lines: Sequence[str], front: int, blocks: Blocks) -> dict[int, int]:
    """The quotations of a log, if most of them were given to no entry, or all entries are only what they are from.

    To look for them takes a while: so much of the log has to be unread, or all articles titles without addresses.
    """
    unread, blank = blocks.owners.count("unread"), blocks.owners.count(None)
    is_read = unread < _UNREAD * (len(lines) - blank)
    if is_read and any(entry.rule != "text-title" for entry in blocks.entries):
        return {}
    found = find_quotations(lines, front)
    held = {number for start, end in found.items() for number in range(start + 1, end + 1)}
    orphans = sum(blocks.owners[start - 1] != "entry" for start in found)
    are_told = 2 * orphans > len(found) or held.issuperset(entry.line_start for entry in blocks.entries)
    return found if are_told else {}


def _scan(lines: Sequence[str], copy: list[str] | None, front: FrontMatter, books: Books, exports: Exports) -> Blocks:
    """The blocks of a log, of whose lines `copy` has those that are read otherwise than they are written."""
    scanner = Scanner(lines, copy, front.length, books, exports)
    if front.title:
        scanner.enter_heading(1, TITLE_LEVEL, front.title)
        scanner.own(1, "front-matter")
    scanner.as_read.put(links := read_front_links(lines, front.length))
    for number in links:
        scanner.own(number, None)
    for number in [*links, *range(front.length + 1, len(lines) + 1)]:
        scanner.take(number)
    return scanner.finish()
