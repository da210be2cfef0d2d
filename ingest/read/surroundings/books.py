"""Which headings and paragraphs of a log are books without an address: what only a look at the whole log can tell.

Says nothing where neither a heading, nor the title of the file, nor its name says that the log is one of books, but of
headings such as 《Title》, which say it themselves.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby, pairwise, takewhile
from types import MappingProxyType
from typing import NamedTuple

from ingest.patterns import lazy_compile
from ingest.read import NEARLY_ALL, SEVERAL
from ingest.read.dates.days import without_numbered_days
from ingest.read.dates.forms import without_wiki_link
from ingest.read.dates.headings import is_date
from ingest.read.fields.front_matter import read_front_matter
from ingest.read.fields.records import find_records, says_of_book
from ingest.read.lines import BODY, BOX_SIGN, STRONG_LINE, cut_start, ends_with_colon, item_words, without_emphasis
from ingest.read.surroundings.lookahead import is_underlined
from ingest.read.surroundings.parts import (
    Part,
    begins_with_address,
    cut_parts,
    holds_address,
    holds_list,
    holds_rows,
    holds_table,
    lines_apart,
    lone_lines,
    parts_above,
)
from ingest.read.titles.below_title import cut_line_below
from ingest.read.titles.bylines import BY
from ingest.read.titles.persons import ANY_NAMES
from ingest.read.titles.title_forms import is_quoted_title, may_be_title
from ingest.read.words.field_names import says_of_title
from ingest.read.words.sections import is_group, is_part, names_books, names_notes, says_books, says_read

# The most characters of a line that is a title, where other lines follow at once.
_LONGEST_LINE = 60

# What people write behind the title of a book: who wrote it, or how good it was; or the brackets around a title.
_BOOK = lazy_compile(
    rf".*\S(?:[ \t]+[-–—]+[ \t]+|——|[ \t]+[(（]?{BY}|:[ \t]+(?=\S+[ \t]+\S+$))"
    rf"{ANY_NAMES}[)）]?(?:[ \t]*[(（\[★☆⭐].*)?$"
    rf"|.*\S[ \t]*[(（]{ANY_NAMES},[ \t]+(?:19|20)\d\d[)）]$"
    r"|.*(?:[★☆⭐]\ufe0f?){2,}|\W*《[^《》]+》|(?P<sign>\*{1,2}|_{1,2})[^*_]+(?P=sign)[ \t]*(?:[,，(-]|by\b)"
)
# What a text ends with, and a log of notes on several as well.
_BACK_MATTER = lazy_compile(
    r"\W*(?:references|bibliography|appendix|引用|[参參]考(?:[文資资][献獻料])?|附录|附錄|致谢)\W*", re.IGNORECASE
)

# As long as hardly any name of a part is: four words, or ten characters of Chinese.
_LONG = lazy_compile(r"(?:\S++\s++){3}\S|(?:[^\u3400-\u9fff]*+[\u3400-\u9fff]){10}")

# A line in strong print, or not, that is 《Title》 with a number before it and little behind it.
_QUOTED_LINE = lazy_compile(
    r"(?!.*://)(?:\*\*|<b>|<strong>)?(?:\d{1,3}[.、)]?[ \t]*)?(?:《[^《》]{1,80}》[ \t]*){1,4}[^《》。！？]{0,30}$"
)


# One that has a title in strong print, and at most an author behind it.
_STRONG_TITLE = lazy_compile(
    rf"(?:\*\*|__|<b>|<strong>)(?P<title>[^*_<>]{{2,80}}[^*_<>:：])(?:\*\*|__|</b>|</strong>)"
    rf"(?:[ \t]*(?:[-–—,，]|[(（]?by)[ \t]*{ANY_NAMES}[)）]?)?[ \t]*$"
)


# An item that says who wrote what stands above it.
_AUTHOR = r"(?:\*\*)?(?:作者|authors?)(?:\*\*)?[ \t]*[:：]"
_AUTHOR_FIELD = lazy_compile(rf"(?:[-*+][ \t]+)?{_AUTHOR}", re.IGNORECASE)
# '注：针对国外书籍', what is said of a list.
_REMARK = lazy_compile(r"(?:注意?|说明|說明|备注|備註|note|ps|nb)[ \t]*[:：]", re.IGNORECASE)
# 'c陷阱与缺陷', whose small letter begins a title.
_CHINESE_FIRST = lazy_compile(r"[a-z]{1,12}[\u3400-\u9fff]")


class Books(NamedTuple):
    """The numbers of the lines of headings and of paragraphs that are books, and whether the whole log is of books.

    Among paragraphs, lines that are `idle` say that nothing was read. A log of `quotations` is another: these are the
    numbers of their first lines, each with that of the last.
    """

    headings: frozenset[int] = frozenset()
    paragraphs: frozenset[int] = frozenset()
    is_whole: bool = False
    idle: frozenset[int] = frozenset()
    quotations: Mapping[int, int] = MappingProxyType({})


def find_books(lines: Sequence[str], start: int, title: str, name: str) -> Books:
    """The books of a log whose front matter takes up `start` lines; `title` is its title, `name` that of its file."""
    is_whole = names_books(name) or says_books(title)
    is_of_notes = names_notes(name) or names_notes(title)
    if not (is_whole or is_of_notes) and not any(_may_name_books(lines, place) for place in range(len(lines))):
        return Books()
    is_list = is_of_notes or names_books(name) or names_books(title)
    parts = cut_parts(lines, start, is_whole or is_of_notes, is_list)
    if is_list and (bare := find_bare_lines(parts)):
        return Books(paragraphs=frozenset(bare), is_whole=is_whole)
    paragraphs = _find_print(parts)
    if paragraphs and set(paragraphs) < set(lines_alone := list(_find_paragraphs(parts))):
        paragraphs = lines_alone
    headings = _find_quoted(parts)
    if not headings and (records := find_records(_below_books(parts))):
        headings = sorted({*records, *_find_headings(parts)})
    paragraphs = paragraphs or ([] if headings else _find_recorded(parts))
    if not (headings or paragraphs):
        headings = _find_papers(parts, is_of_notes) or list(_find_headings(parts))
    paragraphs = paragraphs or ([] if headings else list(_find_paragraphs(parts)))
    return Books(frozenset(headings), frozenset(paragraphs), is_whole)


def heads_papers(lines: Sequence[str]) -> bool:
    """Whether front matter without an address has the title of notes on papers, and headings are several of these."""
    front = read_front_matter(lines)
    if not names_notes(front.title or "") or any("://" in value for value in chain(*front.fields.values())):
        return False
    return _find_papers(cut_parts(lines, front.length, True, True), True) != []


def find_bare_lines(parts: Sequence[Part]) -> list[int]:
    """The lines of a log that may be a title each, if it has hardly anything else but headings, half as many of these.

    Lines of a text that is broken by hand go on with a small letter, but not all of them. Where each title has a line
    below it that says more of it, the others are.
    """
    texts = [text for part in parts for text in part.texts]
    below = _lines_below_titles(texts)
    found = [(number, line) for number, line in texts if not (number in below or is_date(line) or says_of_book(line))]
    headings = sum(part.first != "" for part in parts[1:])
    is_list = len(found) >= max(SEVERAL, 2 * headings) and not any(BODY.match(line) for _, line in found)
    are_small = all(line[0].islower() for _, line in found)
    titles = [number for number, line in found if _may_be_line(line, are_small)] if is_list else []
    return titles if len(titles) >= max(SEVERAL, NEARLY_ALL * len(found)) else []


def _lines_below_titles(lines: Sequence[tuple[int, str]]) -> frozenset[int]:
    """The second lines of paragraphs, if nearly all have two, the first of which is a title by the other.

    It alone is in strong print, or the other is a day or an author, or both.
    """
    numbers = {number for number, _ in lines}
    pairs = [
        (number, line, below)
        for (number, line), (_, below) in pairwise(lines)
        if number - 1 not in numbers and number + 1 in numbers and number + 2 not in numbers
    ]
    told = [
        number + 1 for number, line, below in pairs if STRONG_LINE.match(line.rstrip()) or cut_line_below(below).is_told
    ]
    is_told = len(told) >= max(SEVERAL, NEARLY_ALL * (len(lines) - len(told)))
    return frozenset(told if is_told else ())


def _may_be_line(line: str, are_small: bool = False) -> bool:
    """Whether a line may be a title, and begins no words that go on with those of the line above.

    A small letter tells that it does, unless all titles of the log begin with one.
    """
    return (
        may_be_title(without_wiki_link(line))
        and not _REMARK.match(line)
        and (are_small or not line[0].islower() or _CHINESE_FIRST.match(line) is not None)
    )


def _may_name_books(lines: Sequence[str], place: int) -> bool:
    """Whether a line holds a title in the signs of one, or says who wrote it, or is a heading that says that books or
    notes stand below.
    """
    line = lines[place]
    is_heading = line.startswith("#") or is_underlined(lines, place + 1)
    return (
        "《" in line
        or _AUTHOR_FIELD.match(line) is not None
        or (is_heading and (says_books(line) or names_notes(line)))
    )


def _find_quoted(parts: Sequence[Part]) -> list[int]:
    """The headings of the one level on which several are titles in the signs of one, and hold no entries.

    In a list of books so are the others of this level, if no more have no such signs.
    """
    quoted = [part for part in parts[1:] if is_quoted_title(part.words)]
    levels = Counter(part.level for part in quoted)
    level = next((level for level in sorted(levels) if levels[level] > 1), 0)
    beside = [part for part in parts[1:] if part.level == level and part.is_list and may_be_book(part.words)]
    found = [part for part in quoted if part.level == level]
    if 2 * len(found) >= len(beside) and not any(is_part(part.words) for part in beside):
        found += [part for part in beside if not is_quoted_title(part.words)]
    return [part.number for part in found if not (holds_address(part) or holds_table(part))]


def _find_papers(parts: Sequence[Part], is_of_notes: bool) -> list[int]:
    """The headings of notes on papers: those of a level of which most are as long as titles of papers, and few others.

    Below them stands what people like: lists, tables and parts of a text, which may have long headings too.
    """
    levels: dict[int, list[Part]] = {}
    for part in parts[1:]:
        if is_of_notes or any(names_notes(above.words) for above in parts_above(part)):
            levels.setdefault(part.level, []).append(part)
    for level in sorted(levels):
        found = levels[level]
        apart = [part for part in chain(*levels.values()) if all(above.level != level for above in parts_above(part))]
        long, all_long = (sum(_LONG.match(part.words) is not None for part in some) for some in (found, apart))
        words = without_numbered_days([part.words for part in found])
        titles = sum(map(may_be_book, words))
        are_titles = titles >= NEARLY_ALL * len(found) and not any(map(is_part, words))
        if 2 * long > len(found) > 1 and 3 * long > 2 * all_long and are_titles:
            are_lists = any(begins_with_address(part) or holds_rows(part) for part in found)
            return [] if are_lists else [part.number for part in found]
    return []


def _below_books(parts: Sequence[Part]) -> Iterator[tuple[int, str, list[str]]]:
    """The headings below one that says that books stand there, with their words, and the lines below them.

    So are those right above who wrote them, if nothing below has an address: then they are articles by their records.
    """
    for part in parts[1:]:
        is_written = _AUTHOR_FIELD.match(part.first) is not None
        is_told = is_written and not any("://" in line for _, line in part.lines)
        if is_told or (part.above and part.above.is_of_books):
            yield part.number, part.words, [line for _, line in part.lines]


def _find_headings(parts: Sequence[Part]) -> Iterator[int]:
    """The headings of the one level that are books, where several of it are, and nothing speaks against it.

    Where most name an author or a rating, all below is about them. Else a list of books must be announced, and only
    prose or nothing may stand below, and no other heading: lists would be those of books, and headings the parts of one
    text.
    """
    if any(is_part(part.words) for part in parts[1:]):
        return
    above = {part.above.number for part in parts if part.above}
    below: dict[int, list[Part]] = {}
    for part in parts[1:]:
        if part.above and part.above.is_of_books and may_be_book(part.words):
            below.setdefault(part.level, []).append(part)
    for level in sorted(below):
        found = below[level]
        if any(holds_address(part) or holds_table(part) for part in found):
            continue
        told = sum(_tells_book(part) for part in found)
        is_prose = not any(map(holds_list, found))
        is_told = 2 * told > len(found) if len(found) >= SEVERAL else told == len(found)
        is_plain = is_prose and all(
            part.is_list and part.number not in above and not says_read(part.words) for part in found
        )
        if (is_told and (is_prose or len(found) >= SEVERAL)) or (is_plain and len(found) >= SEVERAL):
            yield from (part.number for part in found)
            return


def may_be_book(words: str) -> bool:
    """Whether a heading may be a title: it names neither a day nor a group or a list of titles."""
    words = without_wiki_link(words)
    names_part = is_date(words) or is_group(words) or says_books(words) or _BACK_MATTER.fullmatch(words)
    return may_be_title(words) and not names_part


def _tells_book(part: Part) -> bool:
    """Whether a heading names an author or a rating, or a field below it does."""
    return _BOOK.match(part.words) is not None or says_of_title(item_words(part.first))


def _find_paragraphs(parts: Sequence[Part]) -> Iterator[int]:
    """The paragraphs of one line that are books: no others stand in their part, and most name an author or a rating.

    Before these, the lines of a log that has nothing else below headings of lists of books; behind them, the lines of
    such a list that are short each, as titles are.
    """
    top, *rest = parts
    if rest and not lone_lines(top) and all(part.is_list for part in rest) and (bare := find_bare_lines(parts)):
        yield from bare
        return
    found = [one for part in parts if part.is_of_books for one in lone_lines(part)]
    told = sum(any(map(_BOOK.match, (line, line.strip("*_ ")))) for _, line in found)
    if len(found) >= SEVERAL and 2 * told >= len(found):
        yield from (number for number, _ in found)
    else:
        yield from (number for part in parts if part.is_list for number in _bare_lines(part))


def _bare_lines(part: Part) -> list[int]:
    """The lines of a part beside its lists, if they are several that may be titles, and short, and nothing else."""
    if part.words and not (says_read(part.words) or is_group(part.words) or is_date(part.words)):
        return []
    others = (BODY.match, is_date, says_of_book)
    found = [(number, line) for number, line in part.texts if not any(says(line) for says in others)]
    is_list = all(len(line) <= _LONGEST_LINE and _may_be_line(line) for _, line in found)
    return [number for number, _ in found] if is_list and len(found) >= SEVERAL else []


def _find_print(parts: Sequence[Part]) -> list[int]:
    """The lines that are several titles in the signs of one, or, set apart in a list of books, in strong print."""
    quoted = [number for part in parts for number in _quoted_lines(part)]
    if len(quoted) > 1:
        return quoted
    strong = [
        (number, found["title"])
        for part in parts
        if part.is_of_books
        for number, line in lines_apart(part)
        if (found := _STRONG_TITLE.match(line)) and not is_group(found["title"])
    ]
    if len(strong) < SEVERAL or any(is_part(title) for _, title in strong):
        return []
    return [number for number, _ in strong]


def _find_recorded(parts: Sequence[Part]) -> list[int]:
    """The lines of text that are several titles by the fields right below each, its author first; two of books."""
    found: list[tuple[int, str, list[str]]] = []
    for part in parts:
        for (number, line), (_, below) in pairwise([*part.texts, (0, "")]):
            title = without_emphasis(line)
            if _AUTHOR_FIELD.match(below) and not BODY.match(line) and may_be_title(title):
                found.append((number, title, []))
            elif found:
                found[-1][2].append(line)
    records = find_records(one for one in found if not any("://" in line for line in one[2]))
    return records if len(records) >= (2 if any(part.is_of_books for part in parts) else SEVERAL) else []


def _is_quoted_line(line: str) -> bool:
    """Whether a line is a title in the signs of one, behind a box or none, or a box stands before whatever words."""
    box, words = cut_start(BOX_SIGN, line.rstrip())
    return _QUOTED_LINE.match(words) is not None or (box is not None and may_be_title(words))


def _quoted_lines(part: Part) -> Iterator[int]:
    """The lines that are titles in the signs of one, with which paragraphs begin.

    A day or a month may stand above them, and a line that ends with a colon.
    """
    if not any("《" in line for _, line in part.lines):
        return
    for is_between, lines in groupby(part.lines, lambda found: not found[1].strip() or is_date(found[1])):
        paragraph = [] if is_between else list(lines)
        if len(paragraph) > 2 and ends_with_colon(paragraph[0][1]):
            del paragraph[0]
        titles = list(takewhile(lambda found: _is_quoted_line(found[1]), paragraph))
        if any("《" in line for _, line in titles):
            yield from (number for number, _ in titles)
