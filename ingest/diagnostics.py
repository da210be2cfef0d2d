"""The catalogue of what deserves the writer's attention in a log, and the form in which it is printed.

Never decides whether something is wrong: the rooms that notice it do. Codes are stable words that users may rely on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from string import Formatter
from typing import Literal, NamedTuple

Severity = Literal["warning", "note"]

_SOURCE_LENGTH = 500
_SOURCE_BEFORE = 400


class Code(NamedTuple):
    """One kind of diagnostic: how grave it is, its message (a format string), and what the writer can do about it."""

    severity: Severity
    message: str
    hint: str = ""


_SHAPES = "an article is a line such as TITLE https://example.org/a; Help on the served pages has all shapes"

CODES: dict[str, Code] = {
    "ambiguous-day": Code(
        "warning",
        "nothing in the log tells whether {day} begins with the day or the month; kept without a date",
        "write it as 2025-03-04, or one day of the log as 2025-03-25",
    ),
    "bad-day": Code(
        "warning",
        "{day!r} is no day of the calendar; kept as written",
        "write month.day, as in 12.17; a heading may have year.month, as in 2025.12",
    ),
    "control-character": Code("warning", "control character {code_point} in the text", "delete it: it cannot be seen"),
    "day-outside-heading": Code(
        "warning",
        "the day {day} is not in {heading}, which stands above; kept as written",
        "mend the day, or move the entry below its heading",
    ),
    "day-outside-file": Code(
        "warning",
        "the day {day} is not in {year}, the year of the file; kept as written",
        "mend the day, or move the entry to the file of its year",
    ),
    "guessed": Code(
        "note",
        "{articles} by a guess: the log is called one of what was read, or holds quotes, and no rule finds any",
        "if they are none, leave the file out or rename it; if they are, a heading such as # Books says so",
    ),
    "heading-address": Code(
        "note",
        "this heading is no article, and its address is kept nowhere",
        "if it is one, write TITLE URL, and no other articles below it; if not, write the address in an item below it",
    ),
    "introduction": Code(
        "note",
        "{lines} of introduction, about no single article",
        "nothing need be done; words about an article stand below it, as an item of a list",
    ),
    "long-text": Code(
        "warning",
        "a paragraph of {length} characters; Markdown is read up to {most}, and this one kept as plain text",
        "part it with blank lines",
    ),
    "long-title": Code(
        "warning",
        "a title of {length} characters; cut after {most}",
        "write less in the title, and the rest below it",
    ),
    "many-links": Code(
        "note",
        "{links} in the list below this article are taken for its further links",
        "if they are articles, let no title stand above them: a heading, or words that end with a colon",
    ),
    "missing-url": Code(
        "warning",
        "no URL after the title; kept without a link",
        "write the URL behind the title, if there is one",
    ),
    "month-order": Code(
        "note", "month {month} stands out of order; no year was changed", "move it, or name its year, as in 2025-03"
    ),
    "mostly-unread": Code(
        "warning",
        "{lines} of this log are not read, more than are: it may be of a shape that readlog does not know",
        "--check --verbose shows them; " + _SHAPES,
    ),
    "no-year": Code(
        "warning",
        "no year for {articles}: a month and day at most",
        "give it with --year, or name the file after it, as in 2025.md",
    ),
    "repeated": Code(
        "note",
        "a block of links stands here again and again: {articles} left out",
        "if they are articles, keep each of them once",
    ),
    "repeated-clipping": Code(
        "note",
        "{clippings} of a passage that another one marks again or marks more of; the longest, then the latest is kept",
        "nothing need be done; deleting the others from the file ends this note",
    ),
    "repeated-export": Code(
        "note",
        "a book that was exported on line {other} already; both exports are kept, as two readings",
        "an export holds all notes up to its day: if the book was read once, delete the one with fewer",
    ),
    "tab": Code(
        "note",
        "a tab where blanks were meant; Markdown counts it as up to four",
        "indent with blanks, two for each level",
    ),
    "unclosed-fence": Code(
        "warning",
        "a code fence is never closed; all below it is taken for code",
        "end the code with a line of the same signs",
    ),
    "unread": Code("warning", "{lines} not read: {reason}", _SHAPES),
    "unparsed": Code("warning", "nested too deep for Markdown; kept as plain text", "indent it less"),
    "year-boundary": Code(
        "note",
        "month {month} follows month {previous}: taken for {year}",
        "name the year on a heading, if that is wrong",
    ),
}


class Diagnostic(NamedTuple):
    """Something at a place of a log. Lines and column are 1-based; `line_end` is inclusive.

    `source` is the text of `line`, of a long one the part about the column; '' until `quote_lines` has seen the log.
    """

    code: str
    line: int
    line_end: int
    column: int
    message: str
    source: str = ""

    @property
    def severity(self) -> Severity:
        """How grave it is: a warning is about what was read otherwise than meant, perhaps; a note about form."""
        return CODES[self.code].severity

    @property
    def hint(self) -> str:
        """What the writer can do about it, or ''."""
        return CODES[self.code].hint


def count_of(number: int, noun: str) -> str:
    """A number with its noun: '1 line', '1,000 lines'."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def diagnose(code: str, line: int, line_end: int | None = None, column: int = 1, **facts: object) -> Diagnostic:
    """The diagnostic `code` at `line`, its message filled in with `facts`."""
    return Diagnostic(code, line, line_end or line, column, CODES[code].message.format(**facts))


def quote_lines(diagnostics: Iterable[Diagnostic], lines: Sequence[str], first: int = 1) -> tuple[Diagnostic, ...]:
    """The diagnostics, each with its source; `lines` are those of the log from the one that is numbered `first`."""
    return tuple(found._replace(source=quote_line(lines[found.line - first], found.column)) for found in diagnostics)


def quote_line(line: str, column: int = 1) -> str:
    """What of a line is kept as the source of a diagnostic at this column, from 1."""
    first = column - 1 - place_in_source(column)
    return line[first : first + _SOURCE_LENGTH]


def place_in_source(column: int) -> int:
    """Where in the source of a diagnostic its column is, from 0. It depends on nothing else."""
    return min(column - 1, _SOURCE_BEFORE)


def read_facts(code: str, message: str) -> dict[str, str] | None:
    """What `diagnose` filled into the message of a diagnostic; None when it is not of this code.

    >>> read_facts("month-order", "month 3 stands out of order; no year was changed")
    {'month': '3'}
    """
    form = CODES[code].message if code in CODES else ""
    parts = ((re.escape(text), name) for text, name, _, _ in Formatter().parse(form))
    found = re.fullmatch("".join(f"{text}(?P<{name}>.*)" if name else text for text, name in parts), message, re.DOTALL)
    return found and found.groupdict()


def format_diagnostic(path: str, diagnostic: Diagnostic, with_hint: bool = True) -> str:
    """One line in the form of compilers, with the hint below it where there is one.

    >>> print(format_diagnostic("notes.md", diagnose("missing-url", 41)))
    notes.md:41:1: warning: no URL after the title; kept without a link [missing-url]
        hint: write the URL behind the title, if there is one
    """
    place = f"{path}:{diagnostic.line}:{diagnostic.column}"
    line = f"{place}: {diagnostic.severity}: {diagnostic.message} [{diagnostic.code}]"
    return f"{line}\n    hint: {diagnostic.hint}" if with_hint and diagnostic.hint else line
