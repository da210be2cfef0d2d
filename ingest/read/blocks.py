"""From the lines of a log to its blocks: every line that is not blank has exactly one owner.

Looks at how lines begin, never inside them: what Markdown means is for markdown-it to say, entry by entry.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from typing import Literal

from ingest.diagnostics import Diagnostic, count_of, diagnose
from ingest.model import Entry, HeadingDate
from ingest.read import LONGEST_TITLE, READER
from ingest.read.dates import Heading, days_in_month, is_like_date, read_heading
from ingest.read.markdown import parse_inline
from ingest.read.rules import begin_entry

Owner = Literal["entry", "heading", "front-matter", "separator", "definition", "unread"]

# Source: CommonMark 0.31, sections 4.1 (thematic breaks), 4.2 and 4.3 (headings), 4.5 (fences), 4.6 (HTML blocks),
# 4.7 (link reference definitions), 5.1 (quotes), 5.2 (list items).
_HEADING = re.compile(r"(#{1,6})(?![^ \t])(.*)$")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")
_LIST_ITEM = re.compile(r" {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")
_BODY = re.compile(rf"[ \t>|]|!\[|{_LIST_ITEM.pattern}|`{{3}}|~{{3}}|</?[A-Za-z!][A-Za-z0-9]*(?=[\s/>-])(?!.*://)|<!--")
_RULE = re.compile(r"(?:-\s*+){3,}+$|(?:\*\s*+){3,}+$|(?:_\s*+){3,}+$")
_SEPARATOR = re.compile(r"(?=.*[^\s|>])(?::[_+-]*+[^\W_][\w+-]*+:|[^\w|>]|_)++$")
_DEFINITION = re.compile(r" {0,3}\[(?!\^)([^\]\[]+)\]:[ \t]*\S")
_LABEL = re.compile(r"\[([^\]\[]+)\]")
_CONTAINER_SIGNS = r"[\s>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t][\s>]*+)*+"
_FENCE = re.compile(rf"(?P<signs>{_CONTAINER_SIGNS})(?P<fence>`{{3,}}(?=[^`]*$)|~{{3,}})")
_HTML = re.compile(r"(?P<signs>[ \t]*)<(?P<html>!--|pre|script|style|textarea)(?=[\s>-]|$)", re.IGNORECASE)
_FRONT_MATTER_FIELD = re.compile(r"[\w][\w -]*:(?:\s|$)")

# Every entry that uses a definition has it in its hash and parses it, which one of ten megabytes would make too slow.
_LONGEST_DEFINITION = 2000


@dataclass(frozen=True, slots=True)
class Blocks:
    """A log cut up.

    `owners` says for each line, line 1 first, whose it is; None for a blank one. The lines of an entry are those it
    owns from `line_start` to `line_end`; others, such as separators, may stand among them.
    """

    owners: tuple[Owner | None, ...]
    entries: tuple[Entry, ...]
    front_matter: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Literal:
    """An open fence, comment or raw HTML: `closes` ends it, and so does a line outside its list or quote."""

    line: int
    closes: re.Pattern[str]
    in_list: bool
    in_quote: bool

    def holds(self, line: str) -> bool:
        if not line.strip():
            return True
        return not (self.in_list and line[0] not in " \t") and not (self.in_quote and not line.lstrip().startswith(">"))


def read_blocks(lines: Sequence[str]) -> Blocks:
    """The blocks of a log, and its entries with the headings in force above each."""
    front = _front_matter_length(lines)
    scanner = _Scanner(lines, front)
    for number in range(front + 1, len(lines) + 1):
        scanner.take(number)
    return scanner.finish()


def _front_matter_length(lines: Sequence[str]) -> int:
    """How many lines YAML front matter takes up at the top, its two rules included."""
    if len(lines) < 3 or lines[0].rstrip() != "---" or not _FRONT_MATTER_FIELD.match(lines[1]):
        return 0
    return next((number for number, line in enumerate(lines[1:], 2) if line.rstrip() in ("---", "...")), 0)


class _Scanner:
    """Where the scan stands: the headings in force, the entry that is open, the fence that is open."""

    def __init__(self, lines: Sequence[str], front: int) -> None:
        self.lines = lines
        self.front = front
        self.owner: list[Owner | None] = [None] * len(lines)
        self.owner[:front] = ["front-matter"] * front
        self.headings: list[tuple[int, Heading]] = []
        self.starts: list[tuple[int, str, tuple[str, ...], HeadingDate]] = []
        self.literal: _Literal | None = None
        self.in_list = False
        self.in_entry = False
        self.after_break = True  # a blank line, a heading or a separator stands above
        self.definitions: dict[str, str] = {}
        self.diagnostics: list[Diagnostic] = []

    def take(self, number: int) -> None:
        """Decides whose line `number` is."""
        line = self.lines[number - 1]
        if self.literal and not self.literal.holds(line):
            self.literal = None
        if self.literal:
            self.own(number, self.body_owner() if line.strip() else None)
            if number > self.literal.line and self.literal.closes.match(line):
                self.literal = None
        elif not line.strip():
            self.after_break = True
        elif heading := self.heading_at(number):
            self.enter_heading(number, *heading)
        elif self.owner[number - 1]:
            pass  # the underline of the heading above
        elif _is_separator(line):
            self.own(number, "separator")
            self.after_break, self.in_list = True, False
        elif self.after_break and (definition := _DEFINITION.match(line)):
            self.own(number, "definition")
            if len(line) <= _LONGEST_DEFINITION:
                self.definitions.setdefault(_fold_label(definition[1]), line)
        elif _BODY.match(line):
            self.take_body(number, line)
        else:
            self.take_text(number, line)

    def own(self, number: int, kind: Owner | None) -> None:
        self.owner[number - 1] = kind

    def body_owner(self) -> Owner:
        return "entry" if self.in_entry else "unread"

    def heading_at(self, number: int) -> tuple[int, str] | None:
        line = self.lines[number - 1]
        if found := _HEADING.match(line):
            return len(found[1]), _without_closing(found[2].strip())
        below = self.lines[number] if number < len(self.lines) else ""
        is_text = not _BODY.match(line) and not _SEPARATOR.match(line) and begin_entry(line, "") is None
        if self.after_break and is_text and _UNDERLINE.match(below):
            self.own(number + 1, "heading")
            return 1 if below[0] == "=" else 2, line
        return None

    def enter_heading(self, number: int, level: int, text: str) -> None:
        self.own(number, "heading")
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        text = _plain_heading(text)
        if len(text) > LONGEST_TITLE:
            self.diagnostics.append(diagnose("long-title", number, length=f"{len(text):,}", most=f"{LONGEST_TITLE:,}"))
            text = text[:LONGEST_TITLE]
        heading = read_heading(text)
        if heading.number is not None:
            heading = replace(heading, date=_resolve_number(heading.number, self.heading_date()), number=None)
            if heading.date == HeadingDate():
                heading = replace(heading, title=text.strip())
        if heading.date == HeadingDate() and is_like_date(text):
            self.diagnostics.append(diagnose("bad-day", number, day=text.strip()))
        self.headings.append((level, heading))
        self.in_entry, self.in_list, self.after_break = False, False, True

    def heading_date(self) -> HeadingDate:
        """The date in force: a heading replaces what it gives, and clears what is smaller."""
        date = HeadingDate()
        for _, heading in self.headings:
            own = heading.date
            if own.year is not None:
                date = own
            elif own.month is not None:
                date = replace(own, year=date.year)
            elif own.day is not None:
                date = replace(date, day=own.day)
        return date

    def take_body(self, number: int, line: str) -> None:
        self.own(number, self.body_owner())
        self.in_list = bool(_LIST_ITEM.match(line)) or (self.in_list and line[0] in " \t>")
        self.after_break = False
        if "\t" in line[: len(line) - len(line.lstrip())]:
            self.diagnostics.append(diagnose("tab", number, column=line.index("\t") + 1))
        self.open_literal(number, line)

    def open_literal(self, number: int, line: str) -> None:
        if fence := _FENCE.match(line):
            sign = fence["fence"]
            closes = re.compile(rf"[\s>]*{re.escape(sign[0])}{{{len(sign)},}}[ \t]*$")
            self.literal = _Literal(number, closes, self.in_list, ">" in fence["signs"])
        elif html := _HTML.match(line):
            closes = re.compile(r".*-->" if html["html"] == "!--" else rf".*</{html['html']}>", re.IGNORECASE)
            if not closes.match(line, html.end()):
                self.literal = _Literal(number, closes, self.in_list, False)

    def take_text(self, number: int, line: str) -> None:
        below = self.lines[number] if number < len(self.lines) else ""
        rule = begin_entry(line, below if self.after_break and _LIST_ITEM.match(below) else "")
        if rule is not None:
            sections = tuple(heading.title for _, heading in self.headings if heading.title)
            self.starts.append((number, rule, sections, self.heading_date()))
            self.in_entry, self.in_list = True, False
            self.own(number, "entry")
        else:
            # Text right below a line of an entry continues its paragraph (CommonMark 5.1, laziness).
            continues = self.in_entry and not self.after_break and self.owner[number - 2] == "entry"
            self.own(number, "entry" if continues else "unread")
        self.after_break = False

    def finish(self) -> Blocks:
        if self.literal:
            self.diagnostics.append(diagnose("unclosed-fence", self.literal.line))
        entries = tuple(self.entries())
        used = {line for entry in entries for line in entry.definitions.split("\n")}
        for number, kind in enumerate(self.owner, 1):
            if kind == "definition" and self.lines[number - 1] not in used:
                self.own(number, "unread")
        self.diagnostics += [self.unread(start, end) for start, end in self.unread_runs()]
        return Blocks(tuple(self.owner), entries, tuple(self.lines[: self.front]), tuple(self.diagnostics))

    def entries(self) -> list[Entry]:
        found = []
        ends = [*(start for start, *_ in self.starts), len(self.lines) + 1][1:]
        for (start, rule, sections, heading), end in zip(self.starts, ends, strict=True):
            last = max(number for number in range(start, end) if self.owner[number - 1] == "entry")
            mine = range(start, last + 1)
            text = "\n".join(self.lines[n - 1] if self.owner[n - 1] == "entry" else "" for n in mine)
            labels = dict.fromkeys(_fold_label(found[1]) for found in _LABEL.finditer(text))
            definitions = "\n".join(self.definitions[label] for label in labels if label in self.definitions)
            found.append(
                Entry(rule, text, start, last, sections, heading, definitions, _hash(rule, text, sections, definitions))
            )
        return found

    def unread_runs(self) -> list[tuple[int, int]]:
        """First and last lines of the stretches that nothing reads; blank lines do not part them."""
        runs: list[tuple[int, int]] = []
        last: Owner | None = None
        for number, owner in enumerate(self.owner, 1):
            if owner == "unread":
                start = runs.pop()[0] if last == "unread" else number
                runs.append((start, number))
            last = owner or last
        return runs

    def unread(self, start: int, end: int) -> Diagnostic:
        line = self.lines[start - 1]
        if _DEFINITION.match(line):
            is_long = len(line) > _LONGEST_DEFINITION
            reason = "a link definition that is too long" if is_long else "a link definition that nothing uses"
        elif _BODY.match(line):
            reason = "no article stands above"
        else:
            reason = "text without an address"
        count = sum(owner == "unread" for owner in self.owner[start - 1 : end])
        return diagnose("unread", start, end, lines=count_of(count, "line"), reason=reason)


def _fold_label(label: str) -> str:
    """The one form in which labels of link reference definitions are compared."""
    return " ".join(label.casefold().split())


@lru_cache(maxsize=4096)
def _plain_heading(markdown: str) -> str:
    """The words of a heading. Logs have few that are no dates, and dates come back every year."""
    return parse_inline(markdown).text.strip()


def _without_closing(heading: str) -> str:
    """A heading's text without the signs that may close it."""
    text = heading.rstrip("#")
    return text.rstrip() if not text or text[-1] in " \t" else heading


def _is_separator(line: str) -> bool:
    """Whether it only separates. A bare fence and the opening of a comment are signs as well, but begin something."""
    if _RULE.match(line):  # a list sign may begin one as well: '- - -'
        return True
    return _SEPARATOR.match(line) is not None and not any(form.match(line) for form in (_LIST_ITEM, _FENCE, _HTML))


def _resolve_number(number: int, above: HeadingDate) -> HeadingDate:
    """A heading that is a bare number: a day below a month, else a month; all None when it can be neither."""
    if above.month is not None and number <= days_in_month(above.year, above.month):
        return HeadingDate(day=number)
    return HeadingDate(month=number) if above.month is None and number <= 12 else HeadingDate()


def _hash(rule: str, text: str, sections: tuple[str, ...], definitions: str) -> bytes:
    """What an entry is read from. Its date in force is not part of it: dates are found file by file, not here."""
    state = blake2b(digest_size=16)
    for part in (str(READER), rule, text, definitions, *sections):
        state.update(part.encode("utf-8", "surrogatepass"))
        state.update(b"\0")
    return state.digest()
