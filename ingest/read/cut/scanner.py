"""One scan of the lines of a log: each gets an owner, and what begins an entry is noted with the headings in force.

Looks at how lines begin, never inside them: what Markdown means is for markdown-it to say, entry by entry.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from operator import attrgetter

from ingest.diagnostics import Diagnostic, diagnose
from ingest.model import Entry, HeadingDate
from ingest.read import LONGEST_TITLE
from ingest.read.apps.cards import Card, read_card
from ingest.read.apps.weread_exports import Exports, is_signature
from ingest.read.cut.in_force import LABEL_LEVEL, LIST_LEVEL, STRONG_LEVEL, HeadingsInForce
from ingest.read.cut.items import is_heading, item_rule
from ingest.read.cut.line_heading import LineHeading, find_line_heading
from ingest.read.cut.starts import cut_entries, fold_label, owner_in_front, tell_unread, why_unusable
from ingest.read.cut.texts import begin_alike, is_numbered_title, is_of_book, lines_of_title, text_rule
from ingest.read.dates.headings import is_date, plain_heading
from ingest.read.dates.periods import with_period
from ingest.read.entries import BELOW_MONTH, HEADER, MONTH_FIRST, Blocks, Owner, Start, make_entry
from ingest.read.fields.properties import is_silent_property
from ingest.read.lines import (
    BODY,
    DEFINITION,
    DELIMITER_ROW,
    ITEM,
    LIST_ITEM,
    PICTURE,
    ends_with_colon,
    has_box,
    indent_of,
    is_separator,
    item_words,
    line_below,
)
from ingest.read.literals import Literal, find_literal
from ingest.read.mend.as_read import LinesAsRead
from ingest.read.mend.html_lists import SUMMARY_LEVEL
from ingest.read.mend.html_tables import ends_table
from ingest.read.rules import (
    HEADING_RULES,
    ITEM_RULES,
    QUOTATION_RULES,
    RECORD_RULES,
    ROW_RULES,
    TEXT_RULES,
    find_rule,
    has_more_lines,
    takes_prose,
)
from ingest.read.rules.weread import tell_repeats
from ingest.read.surroundings.books import Books
from ingest.read.surroundings.contents import is_contents, is_place_of_contents, read_headings
from ingest.read.surroundings.introductions import introduction_with_link, is_of_items
from ingest.read.surroundings.lookahead import (
    begins_rows,
    end_of_fenced_list,
    find_heading_rule,
    introduces_tasks,
    is_amid_list,
    is_list_of_links,
    next_text,
)
from ingest.read.surroundings.siblings import find_siblings
from ingest.read.titles.before_title import cut_before_title, period_before_title
from ingest.read.titles.link_head import is_task
from ingest.read.titles.prose import begins_below_item, has_link_within, is_sentence_with_link, is_unfinished

# Below an entry of these rules, lists and tables in the first column are its own.
_OF_HEADINGS = {*HEADING_RULES, "heading-record", "heading-title"}
_WITH_BODY = {*_OF_HEADINGS, *RECORD_RULES, *TEXT_RULES, *QUOTATION_RULES}

_LIST_ENDS = ("</ul>", "</ol>")


class Scanner:
    """Where the scan stands: the headings in force; the entry, the lists, the table and the fence that are open."""

    def __init__(
        self, lines: Sequence[str], copy: list[str] | None, front: int, books: Books, exports: Exports
    ) -> None:
        self.as_read = LinesAsRead(lines, copy, books.is_whole)
        self.books = books
        self.exports = exports
        self.front = front
        self.owner: list[Owner | None] = [None] * len(lines)
        self.owner[:front] = map(owner_in_front, lines[:front])
        self.scope = 0
        self.starts: list[Start] = []
        self.exported: list[Entry] = []
        self.rule: str | None = None  # of the entry that is open
        self.items: list[tuple[int, bool]] = []  # the open items: indentation, and whether what is nested is their own
        self.level = 0  # of the heading that is the entry that is open
        self.table: str | None = None  # the header of the open table whose rows are entries
        self.last_table: str | None = None  # the same, behind a blank line
        self.literal: Literal | None = None
        self.card_end = 0  # the number of the last line of the card that is the open entry
        self.in_list = False
        self.after_break = True  # a blank line, a heading or a separator stands above
        self.definitions: dict[str, str] = {}
        self.diagnostics: list[Diagnostic] = []
        self.headings = HeadingsInForce(lines, self.diagnostics)

    @property
    def lines(self) -> Sequence[str]:
        """The lines of the log, as they are read by now."""
        return self.as_read.lines

    def take(self, number: int) -> None:
        """Decides whose line `number` is; those of a card or an export are taken with its first."""
        if number <= self.card_end:
            return
        if number in self.exports.ends:
            self.take_export(number, self.exports.ends[number])
            return
        if number in self.books.quotations:
            self.take_quotation(number, self.books.quotations[number])
            return
        line = self.as_read.read(number, self.rule, self.after_break, self.literal is not None)
        if self.literal and not self.literal.holds(line):
            self.literal = None
        if self.literal:
            self.own(number, self.body_owner() if line.strip() else None)
            if self.literal.closes.match(line):
                self.literal = None
        elif card := self.card_at(number, line):
            self.take_card(number, card)
        elif not line.strip():
            self.take_blank(number)
        elif heading := self.heading_at(number):
            if heading.is_underlined:
                self.own(number + 1, "heading")
            self.take_heading(number, heading.level, heading.text)
        elif self.owner[number - 1]:
            pass  # the underline of the heading above, or of a table, or the address of a heading
        elif not (self.take_row(number, line) or self.take_sign(number, line)):
            self.take_words(number, line)

    def take_sign(self, number: int, line: str) -> bool:
        """Whether the line says nothing of an article by itself: it parts others, or defines an address for them."""
        if self.rule is None and self.items and is_silent_property(line):
            self.own(number, "separator")  # of an item that is the heading of those below it
        elif is_signature(line):
            self.own(number, "unread")  # of no export: articles stand between, and it is no note on the last of them
        elif is_separator(line) or is_place_of_contents(self.lines, number):
            self.own(number, "separator")
            self.after_break, self.in_list = True, False
            if self.rule in ITEM_RULES and line.startswith(_LIST_ENDS):
                self.rule, self.items = None, []
        elif self.after_break and (definition := DEFINITION.match(line)):
            self.own(number, "definition")
            if why_unusable(line) is None:
                self.definitions.setdefault(fold_label(definition[1]), line)
        else:
            return False
        return True

    def take_words(self, number: int, line: str) -> None:
        """A line that is an item, of the body of an article, or text."""
        if self.rule == "text-title" and is_of_book(line, self.in_list or not self.after_break):
            self.take_body(number, line)
        elif self.after_break and is_numbered_title(self.lines, number, self.rule):
            self.take_text(number, line)
        elif (self.rule not in _WITH_BODY or self.ends_here(line)) and (item := ITEM.match(line)):
            self.take_item(number, line, item["content"])
        elif BODY.match(line) and number not in self.books.paragraphs:
            self.take_body(number, line)
        else:
            self.take_text(number, line)

    def take_blank(self, number: int) -> None:
        """A line without words: one of Markdown, or one that is read with the row of a table in HTML above it."""
        written, is_quoted = self.as_read.written[number - 1], self.as_read.is_quoted
        is_read_above = not is_quoted and bool(written.strip())
        if is_read_above and ends_table(written):
            self.headings.leave(SUMMARY_LEVEL)  # those among its rows
        if is_read_above and self.rule in ROW_RULES:
            self.own(number, "entry")
            return
        self.own(number, "separator" if is_quoted or is_read_above else None)
        self.after_break, self.table = True, None
        if self.rule in ROW_RULES:
            self.rule = None

    def own(self, number: int, kind: Owner | None) -> None:
        """Gives a line to its owner; None: it is blank, or taken for that."""
        self.owner[number - 1] = kind

    def body_owner(self) -> Owner:
        """Whose a line is that begins nothing."""
        return "entry" if self.rule else "unread"

    def begin(self, number: int, rule: str, context: str = "", date: HeadingDate | None = None) -> None:
        """Begins an entry on line `number`; `date` is in force, or else that of the headings above."""
        date = date or with_period(self.headings.date, period_before_title(item_words(self.lines[number - 1])))
        self.starts.append(Start(number, rule, self.headings.sections, date, self.scope, context))
        self.own(number, "entry")
        self.rule, self.card_end = rule, 0
        self.after_break = False

    def card_at(self, number: int, line: str) -> Card | None:
        """The card that begins on a line, but for one in an article of another shape."""
        is_apart = self.rule in (None, *ITEM_RULES) or self.card_end > 0
        return read_card(self.lines, number) if is_apart and line[:1] in ("`", "~") else None

    def take_card(self, number: int, card: Card) -> None:
        """A card: an article with what it says of it; its other fields are for the app."""
        self.headings.leave(LABEL_LEVEL)
        self.items, self.in_list = [], False
        self.as_read.put(card.lines)
        self.begin(number, "link-paragraph")
        for later in range(number + 1, card.end + 1):
            sign: Owner | None = "separator" if self.lines[later - 1].strip() else None
            self.own(later, "entry" if later in card.lines else sign)
        self.card_end, self.after_break = card.end, True

    def take_export(self, number: int, end: int) -> None:
        """An export of an app: an article, which ends with it. Its lines are blank until all others have an owner."""
        self.headings.leave(LABEL_LEVEL)
        self.literal, self.table = None, None
        self.items, self.in_list = [], False
        lines = [self.exports.lines[later] for later in range(number, end + 1)]
        context = BELOW_MONTH if self.headings.date.month is not None else ""
        sections, date = self.headings.sections, self.headings.date
        self.exported.append(make_entry("weread", lines, (number, end), sections, date, context=context))
        self.rule, self.card_end, self.after_break = None, end, True

    def take_quotation(self, number: int, end: int) -> None:
        """A quotation: an article, with what stands below it."""
        self.begin(number, "quotation")
        self.owner[number - 1 : end] = ["entry" if line.strip() else None for line in self.lines[number - 1 : end]]
        self.card_end, self.after_break = end, True

    def heading_at(self, number: int) -> LineHeading | None:
        """The heading that a line is."""
        return find_line_heading(self.lines, number, self.after_break, self.rule, self.headings, self.books)

    def take_heading(self, number: int, level: int, text: str) -> None:
        """A heading: of the article that is open above it, an article itself, or what is in force below it."""
        if self.rule in _OF_HEADINGS and level > self.level:
            self.own(number, "entry")
            self.after_break, self.in_list = True, False
            return
        rule = None
        if level < STRONG_LEVEL and not is_date(plain_heading(text)[:LONGEST_TITLE]):
            rule = self.heading_rule(number, level, text)
        if rule:
            self.headings.leave(level)
            self.scope += 1
            self.items, self.in_list = [], False
            self.begin(number, rule)
            self.level, self.after_break = level, True
            below = next_text(self.lines, number)
            if has_more_lines(rule, self.lines[below - 1]):
                self.own(below, "entry")
                self.in_list = ITEM.match(self.lines[below - 1]) is not None
        else:
            self.enter_heading(number, level, text)

    def heading_rule(self, number: int, level: int, text: str) -> str | None:
        """The rule by which a heading is an article."""
        if number in self.books.headings:
            return "heading-title"
        rule = find_heading_rule(self.lines, number, level, text)
        return "heading-link" if rule is None and number in self.siblings else rule

    @cached_property
    def siblings(self) -> frozenset[int]:
        """The lines that `find_siblings` finds."""
        return find_siblings(self.lines, self.front)

    def enter_heading(self, number: int, level: int, text: str) -> None:
        """A heading: it is in force from now on."""
        self.own(number, "heading")
        heading = self.headings.enter(number, level, text)
        if level < LIST_LEVEL or heading.title:  # the dates of one list part no items from their company
            self.scope += 1
        self.rule, self.in_list, self.after_break, self.last_table = None, False, True, None
        if level < LIST_LEVEL:
            self.items = []

    def take_row(self, number: int, line: str) -> bool:
        """Whether the line belongs to a table whose rows are entries: its header, or a row."""
        is_nested = bool(self.items) and line[0] in " \t"
        if "|" not in line or self.rule in _WITH_BODY or is_nested:
            self.table = None
            return False
        is_header = DELIMITER_ROW.match(line_below(self.lines, number)) is not None
        if is_header:
            self.last_table = None
        elif self.table is None and self.rule is None and line.startswith("|"):
            self.table = self.last_table  # people leave blank lines in their tables
        if self.table is not None:
            if rule := find_rule(ROW_RULES, self.table, line):
                self.begin(number, rule, HEADER + self.table)
            else:  # the header once more, or what goes on with the row above
                is_repeated = line.strip() == self.table.strip() or DELIMITER_ROW.match(line)
                self.own(number, "heading" if is_repeated else self.body_owner())
            return True
        if is_header and begins_rows(self.lines, number):
            self.own(number, "heading")
            self.own(number + 1, "heading")
            self.table = self.last_table = line
            self.rule, self.items, self.after_break = None, [], False
            self.headings.leave(LABEL_LEVEL)
            return True
        return False

    def ends_here(self, line: str) -> bool:
        """Whether a list that a blank line sets apart from the article above is one of articles."""
        return self.after_break and not self.in_list and line[0] not in " \t" and self.is_list

    @cached_property
    def is_list(self) -> bool:
        """Whether the log is a list of links."""
        return is_list_of_links(self.lines)

    @cached_property
    def headings_of_log(self) -> frozenset[str]:
        """The words of all headings of the log."""
        return read_headings(self.lines)

    def take_item(self, number: int, line: str, content: str) -> None:
        """An item of a list: of the entry that is open above it, an entry itself, or the heading of those below."""
        indent = indent_of(line)
        slip = has_box(content) and "://" in content  # one blank nests nothing in Markdown; a note may have it
        while self.items and self.items[-1][0] >= indent - slip:
            self.items.pop()
        if self.items and self.items[-1][1] and not is_task(content):
            self.take_body(number, line)
            return
        level = LIST_LEVEL + len(self.items)
        is_beside_month = self.headings.has_month(level)
        self.headings.leave(level)
        leads_about = is_contents(self.lines, number, self.headings_of_log)
        rule = None if leads_about else item_rule(self.lines, number, content)
        if is_heading(self.lines, number, content, rule, self.headings.date, is_beside_month):
            self.enter_heading(number, level, content.rstrip(" \t:："))
            self.items.append((indent, False))
        elif rule:
            date = self.headings.date
            has_year_only = rule == "list-title" and date.year is not None and date.month is None
            month = cut_before_title(content, MONTH_FIRST).month if has_year_only else None
            self.begin(number, rule, MONTH_FIRST if month else "", date._replace(month=month) if month else None)
            self.items.append((indent, True))
            self.in_list = True
        else:  # all that is nested in it is no article either
            self.rule = None
            self.items.append((indent, True))
            self.take_body(number, line)

    def take_body(self, number: int, line: str) -> None:
        """A line that begins nothing: of the open entry, or of none."""
        self.own(number, self.body_owner())
        self.in_list = bool(LIST_ITEM.match(line)) or (self.in_list and line[0] in " \t>")
        self.after_break = self.rule is None and PICTURE.match(line) is not None
        if "\t" in line[: len(line) - len(line.lstrip())] and self.rule not in ITEM_RULES:
            self.diagnostics.append(diagnose("tab", number, column=line.index("\t") + 1))
        if self.rule is None and (end := end_of_fenced_list(self.lines, number)):
            self.own(number, "separator")
            self.own(end, "separator")
        else:
            self.literal = find_literal(number, line, self.in_list)

    def take_text(self, number: int, line: str) -> None:
        """A line of text in the first column."""
        # Text right below a line of an entry continues its paragraph (CommonMark 5.1, laziness).
        continues = self.rule is not None and not self.after_break and self.owner[number - 2] == "entry"
        rule = text_rule(self.lines, number, self.after_break, self.rule)
        takes_it = self.rule is not None and (takes_prose(self.rule) or self.stands_alone(line))
        takes_it = takes_it and not begin_alike(line, self.lines[self.starts[-1].line - 1])
        above = self.lines[number - 2] if number > 1 and not self.after_break else ""
        may_introduce = rule and not self.starts and self.after_break and self.is_of_items
        if number in self.books.paragraphs:
            self.begin(number, "text-title")
            for later in lines_of_title(self.lines, number, "text-title"):
                self.own(later, "entry")
        elif may_introduce and (count := introduction_with_link(self.lines, number)):
            for later in range(number, number + count):
                self.own(later, "unread")
        elif self.rule in (None, "link-paragraph") and is_unfinished(above) and not BODY.match(above):
            self.own(number, self.body_owner())
        elif number in self.books.idle or (
            self.books.is_whole and introduces_tasks(line, line_below(self.lines, number))
        ):
            self.own(number, "unread")
            self.rule, self.items = None, []
        elif self.rule in _OF_HEADINGS or (continues and self.goes_on(number, line, rule)):
            self.own(number, "entry")
        elif rule is not None and continues and self.rule in ITEM_RULES and is_amid_list(self.lines, number):
            self.begin(number, "list-link")
        elif rule is not None and not (takes_it and (has_link_within if continues else is_sentence_with_link)(line)):
            self.headings.leave(LABEL_LEVEL)
            self.items, self.in_list = [], False
            self.begin(number, rule)
            for later in lines_of_title(self.lines, number, rule):
                self.own(later, "entry")
        elif continues or takes_it:
            self.own(number, "entry")
        else:
            self.own(number, "unread")
            if self.rule not in _WITH_BODY:
                self.rule, self.items = None, []
        self.after_break = False

    @cached_property
    def is_of_items(self) -> bool:
        """Whether the articles of the log are items of lists."""
        return is_of_items(self.lines)

    def stands_alone(self, text: str) -> bool:
        """Whether the entry is a numbered item set apart from all others, as a paragraph is, and the text no label."""
        if self.rule not in ITEM_RULES or len(self.items) != 1 or ends_with_colon(text):
            return False
        first = self.starts[-1].line
        item = ITEM.match(self.lines[first - 1])
        is_apart = first == 1 or self.owner[first - 2] in (None, "heading")
        return item is not None and item["sign"][0].isdecimal() and is_apart

    def goes_on(self, number: int, line: str, rule: str | None) -> bool:
        """Whether the line, which may begin an entry, is one more of those in which this one says what it is about."""
        above = number - 1
        if self.rule in ITEM_RULES:
            return rule is None or not begins_below_item(self.lines[self.starts[-1].line - 1 : number])
        if self.rule is None or not has_more_lines(self.rule, line):
            return False
        return self.starts[-1].line == above or has_more_lines(self.rule, self.lines[above - 1])

    def finish(self) -> Blocks:
        """The blocks, when all lines have been taken."""
        if self.literal:
            self.diagnostics.append(diagnose("unclosed-fence", self.literal.line))
        entries, left = cut_entries(self.lines, self.owner, self.starts, self.definitions, self.books.is_whole)
        entries = sorted([*entries, *self.exported], key=attrgetter("line_start"))
        for number, line in self.exports.lines.items():
            self.own(number, "entry" if line.strip() else None)
        told = [*left, *tell_unread(self.lines, self.owner, entries, self.front), *tell_repeats(self.exported)]
        front = tuple(self.lines[: self.front])
        return Blocks(tuple(self.owner), tuple(entries), front, (*self.diagnostics, *told))
