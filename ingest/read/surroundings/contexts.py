"""What a whole log tells its entries: that titles have no addresses, stand beside authors in one form, or end alike.

It stands in the context of an entry, and so in its hash. Decides nothing about which lines begin entries.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.patterns import lazy_compile
from ingest.read import SEVERAL
from ingest.read.dates.days import are_days, cut_numbered_day, without_numbered_days
from ingest.read.dates.forms import find_marked_day, read_day
from ingest.read.entries import AMONG_TITLES, AUTHOR_FORMS, HEADER, LABEL, NUMBERED_DAYS, TAILS, Start, lines_from
from ingest.read.fields.tables import read_row
from ingest.read.lines import HEADING, IN_LABEL, heading_text, item_words
from ingest.read.rules import BOOK_RULES, ITEM_RULES
from ingest.read.rules.address_line import label_of
from ingest.read.titles.authors import cut_author, find_author_forms, plain_line
from ingest.read.titles.before_title import cut_before_title
from ingest.read.titles.tails import cut_tails, find_tails
from ingest.read.titles.title_forms import without_note
from ingest.read.words.to_read import marks_to_read

# The rules of entries that may have no address where others of their list have none.
_OF_LISTS = frozenset((*ITEM_RULES, "link-paragraph"))

# Those of entries that may be titles without an address.
_TITLES = ("list-title", "list-link", "link-paragraph", *BOOK_RULES)

# Those of entries whose titles may be the words of links.
_LINKS = ("list-link", "link-paragraph", "heading-link")

# Those of entries that are titles before addresses.
_BEFORE_ADDRESSES = ("address-line", "list-link")

_ADDRESS = lazy_compile(r"(?:https?|ftp)://", re.IGNORECASE)
_PARTING = " \t,，:：<([-–—"  # a title from its address
_LINKED = lazy_compile(rf"(?<!!)\[(?P<words>{IN_LABEL}+)\]\(<?(?:https?|ftp)://", re.IGNORECASE)


def with_contexts(lines: Sequence[str], starts: Sequence[Start], is_of_books: bool) -> list[Start]:
    """The starts of a log, each with what its entry has to know of the others; `is_of_books` is what the log says."""
    return _by_label(lines, _by_number(lines, _by_form(lines, _among_titles(lines, starts, is_of_books))))


def _among_titles(lines: Sequence[str], starts: Sequence[Start], is_of_books: bool) -> list[Start]:
    """The starts; those of a log of books, or of several, or of a list of several, in which most have no address, say
    so in their context.
    """
    places = [place for place, start in enumerate(starts) if start.rule in _OF_LISTS]
    bare = {
        place
        for place in places
        if not any("://" in lines[number - 1] for number in lines_from(place, starts, len(lines)))
    }
    here, all_here = (Counter(starts[place].scope for place in some) for some in (bare, places))
    is_log = (is_of_books or len(bare) >= SEVERAL) and 2 * len(bare) > len(places)
    scopes = {scope for scope, count in here.items() if is_log or (count >= SEVERAL and 2 * count > all_here[scope])}
    return [
        _with_context(start, AMONG_TITLES) if place in bare and start.scope in scopes else start
        for place, start in enumerate(starts)
    ]


def _by_form(lines: Sequence[str], starts: Sequence[Start]) -> list[Start]:
    """The starts; titles of a log of which most stand beside their authors in one form, or several end alike, or nearly
    all begin with days that are numbers, say it in their context: those without an address, and those with one.
    """
    bare = {
        start.line: _words_of(lines[start.line - 1], start.context)
        for start in starts
        if start.rule in _TITLES and "://" not in lines[start.line - 1]
    }
    linked = {start.line: title for start in starts if (title := _title_of(start, lines[start.line - 1]))}
    said = dict.fromkeys(bare, _form_of([*bare.values()], are_links=False))
    said |= dict.fromkeys(linked, _form_of([*linked.values()], are_links=True))
    return [_with_context(start, said[start.line]) if said.get(start.line) else start for start in starts]


def _title_of(start: Start, line: str) -> str:
    """The title of a line that has an address: the words of its link, or those before the address; or a cell."""
    if start.rule == "table-row":
        row = read_row(start.context.removeprefix(HEADER), line)
        return next((field.value for field in row if field.role == "title"), "")
    if start.rule not in _LINKS or "://" not in line:
        return ""
    found = _LINKED.search(line)
    if found:
        return found["words"].strip()
    return _ADDRESS.split(_words_of(line, start.context), maxsplit=1)[0].strip(_PARTING)


def _form_of(titles: list[str], are_links: bool) -> str:
    """What the contexts of such titles say."""
    if len(titles) < SEVERAL:
        return ""
    are_numbered = not are_links and are_days(titles)
    titles = without_numbered_days(titles) if are_numbered else titles
    tails = find_tails(titles, are_links)
    titles = [plain_line(cut_tails(title, tails)[0]) for title in titles]
    forms = find_author_forms(titles, are_links)
    tails += find_tails((book.title for title in titles if (book := cut_author(title, forms))), are_links)
    said = [AUTHOR_FORMS + " ".join(forms)] if forms else []
    said += [TAILS + " ".join(tails)] if tails else []
    said += [NUMBERED_DAYS + "month.day"] if are_numbered else []
    return "\n".join(said)


def _by_number(lines: Sequence[str], starts: Sequence[Start]) -> list[Start]:
    """The starts; if nearly all titles before bare addresses begin with days that are numbers, they say so of each.

    Those of versions, `6.12 Kernel`, are none: the day stands in 【】 as well, or the heading names another month.
    """
    titled = {
        start.line: item_words(lines[start.line - 1])
        for start in starts
        if start.rule in _BEFORE_ADDRESSES and _ADDRESS.search(lines[start.line - 1])
    }
    titled |= {
        start.line: heading_text(heading)
        for start in starts
        if start.rule == "heading-link" and (heading := HEADING.match(lines[start.line - 1]))
    }
    if not are_days([*titled.values()]):
        return list(starts)
    for start in starts:
        number = cut_numbered_day(titled.get(start.line, ""))[0]
        day = read_day(number) if number else None
        if day and (find_marked_day(lines[start.line - 1]) or start.heading.month not in (None, day.month)):
            return list(starts)
    return [_with_context(start, NUMBERED_DAYS + "month.day") if start.line in titled else start for start in starts]


def _by_label(lines: Sequence[str], starts: Sequence[Start]) -> list[Start]:
    """The starts; if the same words stand before the addresses of most of the lines, these say so in their context.

    Words that mark what is still to be read say so of each.
    """
    labels = Counter(label_of(lines[start.line - 1]) for start in starts if start.rule == "address-line")
    label, count = labels.most_common(1)[0] if labels else ("", 0)
    if not label or marks_to_read(label) or count < SEVERAL or 2 * count <= labels.total():
        return list(starts)
    return [_with_context(start, LABEL + label) if start.rule == "address-line" else start for start in starts]


def _words_of(line: str, context: str) -> str:
    """A line that is a title, without the signs of a list or a heading, and what stands before it."""
    if heading := HEADING.match(line):
        return heading_text(heading)
    return without_note(cut_before_title(item_words(line), context).rest.rstrip())


def _with_context(start: Start, context: str) -> Start:
    return start._replace(context="\n".join(filter(None, (start.context, context))))
