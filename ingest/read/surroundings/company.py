"""Which items without an address are articles: what only the company tells in which such an item stands.

Decides for the titles of lists alone whether they stay, by what stands below the same heading and in the whole log;
never what begins an entry, nor what an item says: entries with an address stay whatever stands beside them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import groupby, takewhile

from ingest.patterns import lazy_compile
from ingest.read import SEVERAL
from ingest.read.entries import MONTH_FIRST, Owner, Start
from ingest.read.lines import item_words
from ingest.read.rules import ITEM_RULES
from ingest.read.titles.before_title import cut_before_title
from ingest.read.titles.line_head import DATED_TITLE
from ingest.read.titles.title_forms import is_quoted_title, is_sentence
from ingest.read.words.sections import is_group, is_notes, says_books, says_notes, says_read

# The most characters that the title of a book has, in a log of several.
_LONGEST_BOOK = 160
# What parts a title from what is said about it.
_PARTING = lazy_compile(r"\s[-–—]+\s")
_STAR_SIGN = (":star:", ":star2:")
_STRONG_END = lazy_compile(r"[^\s*_][*_]{1,2}\.$")

# A title in strong print, and the fewest characters that tell it from a name.
_STRONG = lazy_compile(
    r"(?P<sign>\*\*|__)(?P<title>[^*_]{2,200}?)"
    r"(?:[:：](?P=sign)|(?P=sign)\s*(?:$|[:：—–,，(（-]))"
)
_SHORTEST_STRONG = 12


def find_items_alone(
    lines: Sequence[str], owner: Sequence[Owner | None], starts: Sequence[Start], is_of_books: bool
) -> set[int]:
    """The places, among the starts, of items without an address where no other item below the same heading has one.

    Not those that a heading, the log itself, or the signs of a title say were read, and that stand among enough others.
    """
    titles = [start for start in starts if start.rule == "list-title"]
    scopes = {start.scope for start in starts if start.rule in ITEM_RULES and start.rule != "list-title"}
    books = _find_books(lines, owner, titles, is_of_books)
    are_several = len(books) >= SEVERAL or (is_of_books and _is_all(owner, starts, books))
    said = _scopes_that_say_so(starts, books) if is_of_books else set()
    of_books = _scopes_of_books(lines, titles, books, are_several, said)
    alone = {
        place
        for place, start in enumerate(starts)
        if start.rule == "list-title" and start.scope not in scopes | of_books
    }
    leads = _find_leads(owner, [start for start in titles if start.scope in of_books - scopes], books)
    return alone | {place for place, start in enumerate(starts) if start in leads}


def _find_leads(owner: Sequence[Owner | None], titles: Sequence[Start], books: Collection[Start]) -> set[Start]:
    """Those of the titles that stand above the books of their scope, several of them, with a blank line between.

    None of them may be a book: they are sentences, of what the writer wants to know.
    """
    leads: set[Start] = set()
    for _, group in groupby(titles, lambda start: start.scope):
        here = list(group)
        above = list(takewhile(lambda start: start not in books, here))
        if 1 < len(above) < len(here) and owner[here[len(above)].line - 2] is None:
            leads.update(above)
    return leads


def _find_books(
    lines: Sequence[str], owner: Sequence[Owner | None], titles: Sequence[Start], is_of_books: bool
) -> set[Start]:
    """Those of the titles of which a heading, the log itself, or the signs of a title say that they were read."""
    are_strong = _are_strong(lines, titles)
    signed = [
        start
        for start in titles
        if _is_quoted(lines, start) or (are_strong and (is_of_books or any(map(says_read, start.sections))))
    ]
    plain = [
        start
        for start in titles
        if _is_title(lines, start) and not _is_noted(start) and (is_of_books or _is_read(start))
    ]
    if not is_of_books and _stand_in_text(lines, owner, plain):
        plain = []
    return {*signed, *plain}


def _is_all(owner: Sequence[Owner | None], starts: Sequence[Start], books: Collection[Start]) -> bool:
    """Whether a log holds these books and nothing else at all, or below headings several."""
    first = starts[0].line if starts else 1
    if "heading" in owner:
        return "unread" not in owner and len(books) == len(starts) > 1
    return {*owner[first - 1 :]} <= {None, "entry"} and len(books) == len(starts)


def _scopes_that_say_so(starts: Sequence[Start], books: Collection[Start]) -> set[int]:
    """The scopes of books whose own heading says how far they were read, in a log of several others with addresses."""
    others = sum(start.rule != "list-title" for start in starts)
    headed = (
        start for start in books if start.sections and (says_read(words := start.sections[-1]) or is_group(words))
    )
    return {start.scope for start in headed} if others >= SEVERAL else set()


def _scopes_of_books(
    lines: Sequence[str], titles: Sequence[Start], books: Collection[Start], are_several: bool, said: Collection[int]
) -> set[int]:
    """The scopes in which several books stand, or nothing but books, if those of the log `are_several` or these `said`.

    Where half of a list names groups, such as `Done`, it tells what words mean.
    """
    here = Counter(start.scope for start in books)
    all_here = Counter(start.scope for start in titles)
    groups = Counter(start.scope for start in titles if _names_group(lines, start))
    return {
        scope
        for scope, count in here.items()
        if (count >= SEVERAL or ((are_several or scope in said) and count == all_here[scope]))
        and 2 * groups[scope] < all_here[scope]
    }


def _stand_in_text(lines: Sequence[str], owner: Sequence[Owner | None], starts: Sequence[Start]) -> bool:
    """Whether more sentences than items stand between the first of them and the last: they are points of a text."""
    between = range(starts[0].line - 1, starts[-1].line) if starts else range(0)
    return sum(owner[place] == "unread" and is_sentence(lines[place]) for place in between) > len(starts)


def _is_title(lines: Sequence[str], start: Start) -> bool:
    """Whether an item is no more than a title, or one and what is said about it."""
    line = lines[start.line - 1].rstrip().removesuffix("==")
    words = item_words(line)
    if dated := DATED_TITLE.match(words):
        words = dated["title"].rstrip()
    is_closed = words.endswith(_STAR_SIGN) or _STRONG_END.search(words) is not None
    title = _PARTING.split(words, maxsplit=1)[0]
    return 0 < len(title) <= _LONGEST_BOOK and (words[-1] not in ".。:：;；=" or is_closed)


def _are_strong(lines: Sequence[str], titles: Sequence[Start]) -> bool:
    """Whether several items, and no others are there, begin with a title in strong print each, whatever is behind it.

    Short words, or the same again, are the names of what is said about one thing: `**Method**: …`.
    """
    found = [_STRONG.match(_words_of(lines, start)) for start in titles]
    words = {match["title"] for match in found if match and len(match["title"]) >= _SHORTEST_STRONG}
    return len(words) == len(titles) >= SEVERAL


def _is_quoted(lines: Sequence[str], start: Start) -> bool:
    """Whether an item is a title in the signs of one."""
    return is_quoted_title(_words_of(lines, start).strip("~"))


def _words_of(lines: Sequence[str], start: Start) -> str:
    """The words of an item, without what stands before its title."""
    return cut_before_title(item_words(lines[start.line - 1]), start.context).rest


def _names_group(lines: Sequence[str], start: Start) -> bool:
    """Whether an item is a word for how far something was read, or what it is."""
    return is_group(item_words(lines[start.line - 1]))


def _is_noted(start: Start) -> bool:
    """Whether an item stands right below a heading that says nothing but that it is of notes."""
    return start.sections != () and is_notes(start.sections[-1])


def _is_read(start: Start) -> bool:
    """Whether a heading says that an item was read, or the item says in which month of the year above.

    Among notes only one that says that books stand below.
    """
    says = says_books if any(map(says_notes, start.sections)) else says_read
    return start.context == MONTH_FIRST or any(says(words) and not says_notes(words) for words in start.sections)
