"""What stands behind the title of an article in its line: its author, days, tags, sources and stars.

Finds no address, and cuts from a title only what the line or the log says is none: titles are for `link_head` to find.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ingest.addresses import read_address
from ingest.model import Entry, Link
from ingest.patterns import lazy_compile
from ingest.read.dates.days import cut_bracketed_day, cut_day, find_day, has_year, read_remark_day
from ingest.read.dates.headings import read_period
from ingest.read.entries import AUTHOR_FORMS, TAILS, said_by_log
from ingest.read.lines import LETTER, cut_start
from ingest.read.markdown import Inline, Span, parse_inline
from ingest.read.tags import cut_tags_behind, listed_tags
from ingest.read.titles.authors import TITLE_BEHIND, Book, cut_author, cut_author_who_wrote, plain_line
from ingest.read.titles.bylines import BY, cut_byline
from ingest.read.titles.head import NOTHING, Head, read_head, without_parting
from ingest.read.titles.persons import NAMES, PERSONS, is_name, without_stop
from ingest.read.titles.tails import cut_tails
from ingest.read.titles.title_forms import without_note
from ingest.read.words.to_read import marks_to_read

# A month behind an author, and perhaps a remark in brackets: when the book was read, for it came out in a year.
_MONTH = lazy_compile(
    r"(?:(?:19|20)\d\d\s*年\s*(?:1[0-2]|0?[1-9])\s*月|(?:19|20)\d\d[-/.](?:1[0-2]|0[1-9]))(?=$|\s*[(（])"
)
_SAYS_VIA = r"(?:(?:via|h/t)(?=[\s:：\[])|来自|來自|转自)"
_VIA = lazy_compile(
    rf"[(（]?{_SAYS_VIA}\s*[:：]?\s*"
    r"(?P<via>\S[^()（）\n]{0,80}(?:\((?:[^()]|\([^()]*\))*+\))?)[)）]?[.。]?",
    re.IGNORECASE,
)
# What is said behind that: 'via [Ann](address), worth it'; but more such names, with a capital, of a site, or short.
_NAME = r"(?:[A-Z@][\w.'-]*+(?:[ \t][A-Z][\w.'-]*+)*+|[\w-]++(?:\.[a-z]{2,})++|[\u3400-\u9fff]{2,3})"
_BEHIND_VIA = lazy_compile(
    rf"(?P<via>(?i:{_SAYS_VIA})(?:\[[^\[\]]*\]\([^()\s]*\)|[^\[\]()（）\n,，。;；])++)"
    rf"(?:[，。；]|[,;](?=\s))[ \t]*(?P<rest>(?!{_NAME}(?:[,，][ \t]*{_NAME})*+$)\S.*)",
    re.DOTALL,
)
# What follows an emphasised or quoted title: its author, or a remark.
_EMPHASISED = lazy_compile(
    r"(?:(?P<sign>\*{1,3}|_{1,3})(?P<title>[^*_\[\]\n]+)(?P=sign)|(?P<quoted>[\"“][^\"“”\[\]\n]+[\"”]))\s*"
    r"(?P<joint>[,，(]|[-–—]+(?=\s)|(?:by|por|par|von)(?=\s))\s*(?P<rest>\S.*)",
    re.DOTALL,
)
_AUTHOR = lazy_compile(
    r"(?P<author>[^\W\d_](?:&#?\w{1,31};|[^,，;；:：()（）\[\]*`—–\n]){1,60}?)\.?"
    r"(?P<rest>\s*(?:[,，;；:：(（—–].*|\s-+\s.*)?)",
    re.DOTALL,
)
# 'Ann Leaf. *Title*.', 'Ann Leaf "Title"'.
_AUTHOR_FIRST = lazy_compile(rf"(?P<author>{PERSONS}){TITLE_BEHIND}")
# '"Title", Ann Leaf', '"Title" de Ann Leaf y Bo Ort'.
_QUOTED_AUTHOR = lazy_compile(rf"[\"“](?P<title>[^\"“”]+)[\"”],?\s+(?:{BY}|de\s+)?(?P<author>{NAMES})\.?")
_SAYS_BY = lazy_compile(r"[(（*_]*(?:by|par|por|von)\s", re.IGNORECASE)
_STAR = lazy_compile(r"[⭐🌟★]\ufe0f?")
_MARK_BEHIND = lazy_compile(
    rf"(?:^|\s)(?P<mark>{_STAR.pattern}|[(（]{_SAYS_VIA}[^()（）]{{1,80}}(?:\([^()]*\))?[)）])$", re.IGNORECASE
)
# What parts more that is said behind an author who stands behind a bar: 'Title / Ann Leaf / 2025-01-02 / 4'.
_BARS = " /|｜／"
_BAR = lazy_compile(r"\s*[|｜／]\s*|\s+/\s+")
_BRACKETS = " ()（）[]【】"


def with_day_beside(entry: Entry, head: Head) -> Head:
    """A head with the day that is all of its first remark, or with a month alone; or with a day, one with a year, that
    stands right behind the link, before the comment.
    """
    if head.day or not head.remarks:
        return head
    if said := read_remark_day(head.remarks[0]):
        day, ambiguous = find_day(entry, said[0])
        remarks = (*filter(None, [said[1]]), *head.remarks[1:])
        return replace(head, day=day, remarks=remarks, diagnostics=(*ambiguous, *head.diagnostics))
    period = read_period(words := head.remarks[0].strip(_BRACKETS))
    if period and period.month:
        return replace(head, day=words, remarks=head.remarks[1:])
    written, rest = cut_day(head.remarks[0])
    day, ambiguous = find_day(entry, written) if written and has_year(written) else (None, ())
    if day is None:
        return head
    remarks = (*([] if NOTHING.fullmatch(rest) else [rest]), *head.remarks[1:])
    return replace(head, day=day, remarks=remarks, diagnostics=(*ambiguous, *head.diagnostics))


def with_day_in_title(entry: Entry, head: Head) -> Head:
    """A head without the day, one with a year or in brackets, with which the title of a line ends."""
    title = head.title.text
    if head.day or not any(map(str.isdecimal, title)):
        return head
    written, rest = cut_day(title)
    if not written or not has_year(written):
        written, rest = cut_bracketed_day(title)
    if not written or not rest or not head.title.text.startswith(rest):
        return head
    day, ambiguous = find_day(entry, written)
    return replace(head, day=day, title=head.title.cut(0, len(rest)), diagnostics=(*ambiguous, *head.diagnostics))


def read_remarks(entry: Entry, head: Head) -> Head:
    """A head with what its remarks say besides words: the tags behind them, its author, where it was found, a star."""
    remarks: list[str] = []
    for remark in head.remarks:
        words, marks, names = _cut_marks(remark)
        head = replace(head, tags=(*head.tags, *listed_tags(names)))
        head = replace(head, unread=head.unread or (remark[:1] in ("(", "（") and marks_to_read(remark)))
        for part in filter(None, (words, *marks)):
            if _STAR.fullmatch(part):
                head = replace(head, starred=True)
            elif head.via is None and (said := _read_via(entry, part)):
                via, rest = said
                head = replace(head, via=via.text.strip(), links=(*head.links, *_read_links(via)))
                remarks += (span.value for span in via.of("comment") if span.value)  # an address that leads nowhere
                remarks += filter(None, [rest])
            elif head.author is None and (written := _read_author_behind(entry, part)):
                author, links, rest = written
                head = replace(head, author=author, links=(*head.links, *links))
                remarks += filter(None, [rest])
            else:
                remarks.append(part if marks else remark)
    return replace(head, remarks=tuple(remarks))


def _cut_marks(remark: str) -> tuple[str, list[str], tuple[str, ...]]:
    """A remark without what stands at its end, in any order: a star or `(via x)`, which come next, and tags."""
    marks: list[str] = []
    words, names = cut_tags_behind(remark)
    while found := _MARK_BEHIND.search(words):
        marks.append(found["mark"])
        words, more = cut_tags_behind(words[: found.start()])
        names = (*more, *names)
    return words, marks, names


def _read_author_behind(entry: Entry, words: str) -> tuple[str, tuple[Link, ...], str] | None:
    """Who wrote an article, as `by Ann Leaf` says, the links in that, and the rest of the words."""
    if said := cut_byline(words):
        return said[0], (), without_parting(said[1])
    inline = parse_inline(words, entry.definitions) if _SAYS_BY.match(words) else None
    said = cut_byline(inline.text) if inline else None
    if inline is None or said is None or LETTER.search(said[1]):
        return None
    nowhere = " ".join(span.value for span in inline.of("comment"))  # addresses that lead nowhere from here
    return said[0], _read_links(inline), nowhere


def _read_via(entry: Entry, words: str) -> tuple[Inline, str] | None:
    """Where an article was found, as `via Ann` says, and the rest of the words; None where nothing does."""
    more = _BEHIND_VIA.fullmatch(words)
    found = _VIA.fullmatch(more["via"] if more else words)
    via = parse_inline(found["via"], entry.definitions) if found else None
    return (via, more["rest"] if more else "") if via and LETTER.search(via.text) else None


def read_book(entry: Entry, head: Head, line: str) -> Head:
    """The head of a line without an address, with the author behind an emphasised title, and what it was rated.

    Emphasis, quotation marks or a rating say where such a title ends: `*Title*, Ann Leaf`, `"Title" by Ann Leaf`; or
    else the log, where several titles have the same form, such as `Title (Ann Leaf)` or `Title (1999)`.
    """
    alike = said_by_log(entry.context, TAILS).split()
    line, tails = cut_tails(line, alike) if not head.diagnostics else (line, ())
    head = replace(head, unread=head.unread or any(map(marks_to_read, tails)))
    said = _EMPHASISED.match(line)
    is_whole = said is not None and said["joint"] != "(" and is_name(without_stop(said["rest"]))
    if not is_whole and (book := _cut_book(entry, line)):
        title, behind = cut_tails(book.title, alike)
        return _with_book(entry, head, book._replace(title=title), (*behind, *tails))
    if first := _AUTHOR_FIRST.fullmatch(line):
        title = first["title"] or first["quoted"][1:-1]
        return _with_book(entry, head, Book(title, without_stop(first["author"]), first["rest"]), tails)
    if not said:
        if not tails:
            return head
        titled = read_head(entry, line)
        return replace(titled, unread=head.unread, remarks=(*titled.remarks, *tails, *head.remarks))
    titled = read_head(entry, said["title"] or said["quoted"][1:-1])
    author = _AUTHOR.fullmatch(said["rest"]) if said["joint"] != "(" else None
    if is_whole:
        rest, name = "", without_stop(said["rest"])
    elif author and (said["joint"].isalpha() or is_name(author["author"].strip())):
        rest, name = without_parting(author["rest"]), parse_inline(author["author"]).text.strip()
    else:
        joint = f"{said['joint']} " if said["joint"].isalpha() else "(" if said["joint"] == "(" else ""
        rest, name = joint + said["rest"], None
    kept = [remark for remark in head.remarks if remark not in line]
    remarks = (*titled.remarks, *filter(None, [rest]), *tails, *kept)
    return replace(titled, author=name, unread=head.unread, remarks=remarks)


def is_beside_author(entry: Entry, line: str) -> bool:
    """Whether a line is a title and its author in the form that most of the log have."""
    return _cut_book(entry, cut_tails(line, said_by_log(entry.context, TAILS).split())[0]) is not None


def with_author_in_title(entry: Entry, head: Head) -> Head:
    """A head whose title, of a link or a cell, is without its author and its tails, as the log tells where it ends.

    Some tell it by themselves: `"Title", Ann Leaf`, `Title (Leaf et al. 2019)`.
    """
    alike, forms = (said_by_log(entry.context, name).split() for name in (TAILS, AUTHOR_FORMS))
    text = head.title.text
    words, tails = cut_tails(text, alike)
    book = cut_author(words, forms) or _cut_sure(words) if head.author is None else None
    title, behind = cut_tails(book.title, alike) if book else (words, ())
    if title == text:
        return head
    start = text.index(title)
    remarks = (*filter(None, [without_parting(book.rest).strip() if book else ""]), *behind, *tails)
    return replace(
        head,
        title=head.title.cut(start, start + len(title)),
        author=book.author if book else head.author,
        unread=head.unread or any(map(marks_to_read, (*behind, *tails))),
        remarks=(*remarks, *head.remarks),
    )


def _cut_sure(words: str) -> Book | None:
    """The author of a title where no other title need tell, behind quotation marks, or with others, `(Leaf et al.)`."""
    if " et al" in words and (cited := cut_author(words, ["said"])):
        return cited
    found = _QUOTED_AUTHOR.fullmatch(words)
    return Book(found["title"], without_stop(found["author"]), "") if found and is_name(found["author"]) else None


def _cut_book(entry: Entry, line: str) -> Book | None:
    forms = said_by_log(entry.context, AUTHOR_FORMS).split()
    has_note = without_note(line) != line  # behind a title in strong print, which holds its author
    plain = plain_line(line)
    return None if has_note else cut_author(plain, forms) or cut_author_who_wrote(plain)


def _with_book(entry: Entry, head: Head, book: Book, tails: Iterable[str]) -> Head:
    """The head of a title and its author, with what stands behind both, and these tails."""
    titled = read_head(entry, book.title)
    rest = without_parting(book.rest).strip()
    found, rest = cut_start(_MONTH, rest)
    day = found and found[0]
    said = list(filter(None, _BAR.split(rest.strip(_BARS)))) if rest.startswith(tuple(_BARS)) else [rest]
    if not day and said and cut_day(said[0]) == (said[0], ""):  # another one is that on which the book came out
        day = said.pop(0)
    remarks = (*titled.remarks, *filter(None, said), *tails, *head.remarks)
    return replace(titled, author=book.author, day=day, unread=head.unread, remarks=remarks)


def _read_links(inline: Inline) -> tuple[Link, ...]:
    """The links of a text, and the images of which the address is known."""
    return tuple(read_link(inline, link) for link in inline.of("link", "image") if link.value)


def read_link(inline: Inline, link: Span) -> Link:
    """A link with its words, if they are more than its address."""
    words = inline.words(link).strip()
    return Link(read_address(link.value), words if words and words != link.value else None)
