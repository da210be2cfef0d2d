"""From the first line of an entry to its parts: title, addresses, day, remarks and marks.

Decides nothing about the outline below it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.addresses import read_address
from ingest.commonmark import is_too_long
from ingest.diagnostics import Diagnostic, diagnose
from ingest.model import Address, Entry, Link, TagUse
from ingest.patterns import lazy_compile
from ingest.read import LONGEST_TITLE
from ingest.read.dates.date_parts import STRETCH
from ingest.read.dates.days import find_day, find_first_day, read_remark_day
from ingest.read.dates.forms import is_like_day, read_day
from ingest.read.lines import LETTER
from ingest.read.markdown import Inline, Span, parse_inline
from ingest.read.titles.citations import read_citation
from ingest.read.titles.pointers import is_address, is_pointer
from ingest.read.words.to_read import marks_to_read

STAR = lazy_compile(r"\s*【\s*\[\s*:star:\s*\]\s*\[\*\]\s*】\s*")

# The signs that part a title from what is said about it, such as ' - ', ' -> ', '：' and ' // '.
_PARTING = lazy_compile(
    r"(?:\s++|(?:[-=]*>|[→⇒])(?=\s|$)|[-–—－:,.;|·•#~]++(?=\s|$)|[—：，。；、｜|]++|//(?!\s*notes?\b))*+", re.IGNORECASE
)

# What is left of a comment that says nothing.
NOTHING = lazy_compile(r"[\s)\]）」》”’\"'*_~.。,，;；]*")

_GROUP = lazy_compile(r"【([^【】]*)】")
# What is left where an address ends a sentence, or stands in quotation marks.
_PUNCTUATION = lazy_compile(r"[\s.,;:!?'\"()\[\]|，。；：！？、…“”‘’（）《》]*")
# What an address may stand in, or be parted by, is neither title nor remark.
_OPENING = " \t(（[《「"
_CLOSING = lazy_compile(r"^(?:[\s)）\]》」，,、；;。.：]|:(?![\w+-]+:))+")
# What stands between a title and a link that only points, or between two of these.
_ENCLOSING = ("[", "(", "（")
_BEFORE_POINTER = " \t[(（-–—:：,，|/·"
_BESIDE_POINTER = " \t[]()（）|/,，;；·"
_PAIRS = {'"': '"', "”": "“", "’": "‘", "》": "《", "】": "【", ")": "(", "）": "（", "]": "["}
# Slips of the pen.
_TURNED_LINK = lazy_compile(r"\[((?:https?|ftp)://[^\s\[\]]+)\]\((?=[^()]*[^\W_])([^()<>\"'/:#.?=&]+)\)")
_DOUBLED_LINK = lazy_compile(r"(\[[^\[\]]+\])\(\[([^\[\]]+)\]\(((?:https?|ftp)://[^\s()]+)\)\)")
# What a day may stand in besides 【】.
_VERSIONS = lazy_compile(STRETCH)
_QUOTES = "`'\"‘’“”"
_BRACKETED = lazy_compile(
    r"(?P<open>[【「『〔〖［\[(（])?\s*(?P<day>[^/]{3,20}?)\s*(?(open)[】」』〕〗］\])）]?|[】」』〕〗］\])）])"
)
# As outliners embed what an address leads to, and name it.
_EMBEDDED = lazy_compile(
    r"\{\{\s*+(?:\[\[\s*+)?(?:video|youtube|vimeo|bilibili|pdf|tweet|twitter|embed)(?:\s*+\]\])?+:?\s++"
    r"(?P<url>https?://[^\s{}]+)\s*\}\}"
    r"|(?P<open>\[)?(?(open)|\()(?:url|link)::\s+(?P<address>https?://[^\s\[\]()]+)\s*(?(open)\]|\))",
    re.IGNORECASE,
)
_FIRST_WORDS = 80  # in characters
_VIA = lazy_compile(r"from\s*[:：]?\s*(?P<via>\S.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Head:
    """The parts of an entry's first line. `remarks` are Markdown, without the brackets around them."""

    title: Inline
    address: Address | None = None
    links: tuple[Link, ...] = ()
    remarks: tuple[str, ...] = ()
    day: str | None = None
    via: str | None = None
    starred: bool = False
    struck: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()
    unread: bool = False
    author: str | None = None
    tags: tuple[TagUse, ...] = ()


def read_head(entry: Entry, line: str) -> Head:
    """The parts of the `line` that stands for the entry's first, whichever of them it has.

    A 【…】 before the address belongs to the title, but for the star; one behind it says something about the article.
    A title that is too long for one is cut, and a remark as well; so is all of a line that is too long for Markdown.
    """
    if is_too_long(line):
        return cut_title(entry, plain_head(line))
    return cut_title(entry, _without_citation(_read_parts(entry, mend_links(line))))


def _without_citation(head: Head) -> Head:
    """The head with the title alone, where authors and place are cited around it."""
    if (cited := read_citation(head.title.text)) is None:
        return head
    return replace(
        head,
        title=head.title.cut(cited.start, cited.end),
        author=" ".join(cited.authors.split()),
        remarks=(cited.place, *head.remarks),
    )


def mend_links(markdown: str) -> str:
    """Markdown with the links as they were meant that are none to Markdown.

    >>> mend_links("[https://example.org/](The Title)"), mend_links("[Tea]([Page](https://example.org/))")
    ('[The Title](https://example.org/)', '[Tea](https://example.org/) Page')
    >>> mend_links("{{video https://example.org/}}"), mend_links("[url:: https://example.org/] Tea")
    ('https://example.org/', 'https://example.org/ Tea')
    """
    markdown = markdown.replace("](#)", "]()")  # which leads nowhere
    if "{{" in markdown or ":: " in markdown:
        markdown = _EMBEDDED.sub(lambda found: found["url"] or found["address"], markdown)
    return _DOUBLED_LINK.sub(r"\1(\3) \2", _TURNED_LINK.sub(r"[\2](\1)", markdown))


def cut_title(entry: Entry, head: Head) -> Head:
    """The head, its title cut where it is too long for one; the whole of it is kept as a remark."""
    if len(head.title.text) <= LONGEST_TITLE:
        return head
    length, most = f"{len(head.title.text):,}", f"{LONGEST_TITLE:,}"
    return replace(
        head,
        title=head.title.cut(0, LONGEST_TITLE),
        remarks=(head.title.text, *head.remarks),
        diagnostics=(diagnose("long-title", entry.line_start, length=length, most=most), *head.diagnostics),
    )


def plain_head(line: str) -> Head:
    """The head of a line of which nothing is known but its words."""
    return Head(Inline(line.strip(), ()))


def first_words(text: str) -> str:
    """A title for what has none: the first words of its text, as they fit on a line.

    >>> first_words("雨"), first_words("Rain " * 20)
    ('雨', 'Rain Rain Rain Rain Rain Rain Rain Rain Rain Rain Rain Rain Rain Rain Rain Rain…')
    """
    words = " ".join(text[: 2 * _FIRST_WORDS].split())
    if len(words) <= _FIRST_WORDS:
        return words
    start = words[:_FIRST_WORDS]
    return f"{start.rpartition(' ')[0] or start}…"


def without_parting(words: str) -> str:
    """Words without the signs with which they begin that part them from the title.

    >>> without_parting(" — so good"), without_parting("-ish")
    ('so good', '-ish')
    """
    return _PARTING.sub("", words, count=1)


def _read_parts(entry: Entry, line: str) -> Head:
    inline = parse_inline(line, entry.definitions)
    text = inline.text
    star = STAR.match(text)
    start = star.end() if star else 0
    groups = list(_GROUP.finditer(text))
    addresses = [span for span in inline.of("link") if not any(_inside(span, group) for group in groups)]
    if not addresses and (linked := [group for group in groups if _is_link(group, inline)]):
        addresses = [span for span in inline.of("link") if any(_inside(span, group) for group in linked)]
        groups = [group for group in groups if group not in linked]
    if unread := bool(addresses) and marks_to_read(text[start : addresses[0].start]):
        start = addresses[0].start
    border = addresses[0].end if addresses else _trailing_groups(text, groups, start)
    remarks = _Remarks(entry)
    for group, source in zip(groups, _find_sources(groups, line, entry.definitions), strict=True):
        if group.start() >= border or (addresses and _is_day_before(group, text[: addresses[0].start])):
            remarks.take(group, source)
    words = _blank(text, remarks.groups)
    (title_start, title_end), links, rest = _split(words, start, addresses)
    remarks.found += [
        *remarks.without_day(rest, inline, border),
        *(span.value for span in inline.of("comment") if span.value and not remarks.keeps(span)),
    ]
    shown = [span for span in inline.of("link", "image") if span.kind == "image" or span not in addresses]
    for span in shown:  # its words are the title's, or say where the article was found; its address is kept as a link
        if span.value and not remarks.keeps(span):
            links += (Link(read_address(span.value), inline.words(span).strip() or None),)
    own_words = inline.words(addresses[0]) if addresses else ""
    if is_address(own_words) and own_words != addresses[0].value:
        links += (Link(read_address(own_words), None),)
    struck = any(span.start <= title_start and title_end <= span.end for span in inline.of("s"))
    return Head(
        title=inline.cut(title_start, title_end),
        address=read_address(addresses[0].value) if addresses else None,
        links=links,
        remarks=tuple(remarks.found),
        day=remarks.day or remarks.first_day,
        via=remarks.via,
        starred=star is not None or remarks.starred,
        struck=struck,
        diagnostics=tuple(remarks.diagnostics),
        unread=unread,
    )


class _Remarks:
    """What the 【…】 of a line say: a day, a source, a star, or words of the writer."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.groups: list[re.Match[str]] = []
        self.kept: list[re.Match[str]] = []  # those that are `found` with their links
        self.found: list[str] = []
        self.day: str | None = None
        self.first_day: str | None = None  # of which more is said
        self.via: str | None = None
        self.starred = False
        self.diagnostics: list[Diagnostic] = []

    def take(self, group: re.Match[str], source: str | None) -> None:
        self.groups.append(group)
        content = group[1].strip()
        written, ambiguous = find_day(self.entry, content.strip(_QUOTES))  # one of them may have no other
        if self.day is None and written:
            self.day = written
            self.diagnostics += ambiguous
        elif self.via is None and (via := _VIA.fullmatch(content)):
            self.via = via["via"].strip()
        elif STAR.fullmatch(group[0]):
            self.starred = True
        elif content:
            if first := find_first_day(source or content):
                self.first_day = self.first_day or first
            elif is_like_day(content) and not read_day(content):
                self.diagnostics.append(
                    diagnose("bad-day", self.entry.line_start, column=group.start() + 1, day=content)
                )
            self.found.append(source or content)
            if source:
                self.kept.append(group)

    def keeps(self, span: Span) -> bool:
        """Whether what was found has the span, as it has its Markdown."""
        return any(_inside(span, group) for group in self.kept)

    def without_day(self, rest: Sequence[str], inline: Inline, border: int) -> list[str]:
        """The words behind an address without one that is a day: in code and brackets, with its month named, or alone.

        One of the brackets may be forgotten.
        """
        code = {inline.words(span) for span in inline.of("code_inline") if span.start >= border}
        kept: list[str] = []
        for word in rest:
            found = _BRACKETED.fullmatch(word)
            written = found["day"] if found else word
            is_set_apart = found is not None and written in code and not _VERSIONS.fullmatch(written)
            if self.day is None and (is_set_apart or "月" in word) and read_day(written):
                self.day = written
            elif self.day is None and written not in code and (said := read_remark_day(word)):
                self.day, ambiguous = find_day(self.entry, said[0])
                self.diagnostics += ambiguous
                kept += filter(None, said[1:])
            else:
                kept.append(word)
        return kept


def _find_sources(groups: Sequence[re.Match[str]], line: str, definitions: str) -> Iterator[str | None]:
    """The Markdown of what stands in each 【…】.

    None, where the line does not say the words as often as they are shown: the target of a link may have such signs.
    """
    shown = [group[1].strip() for group in groups]
    said: dict[str, list[str]] = {}
    for markdown in map(str.strip, _GROUP.findall(line) if groups else ()):
        for words in {markdown.replace("`", ""), parse_inline(markdown, definitions).text.strip()}:
            said.setdefault(words, []).append(markdown)
    times = Counter(shown)
    sources = {words: iter(found) for words, found in said.items() if len(found) == times[words]}
    return (next(sources[words]) if words in sources else None for words in shown)


def _split(words: str, start: int, addresses: Sequence[Span]) -> tuple[tuple[int, int], tuple[Link, ...], list[str]]:
    """Where the title stands, the links behind it with their titles, and the words that are left over.

    `words` is the line with its remarks blanked out, so that positions stay.
    """
    if not addresses:
        return _trim(words, start, len(words)), (), []
    own, *others = addresses
    gaps = [(left.end, right.start) for left, right in zip(addresses, others, strict=False)]
    tail = (addresses[-1].end, len(words))
    points = is_pointer(words[own.start : own.end]) and LETTER.search(words[start : own.start]) is not None
    is_enclosed = words[: own.start].rstrip()[-1:] in _ENCLOSING and LETTER.search(words[start : own.start]) is not None
    label = [] if points or not is_enclosed or _is_bare(words, own) else [words[own.start : own.end]]
    points = points or is_enclosed
    title = _trim(words, start, own.start if points or _is_bare(words, own) else own.end)
    if points:
        title = (title[0], title[0] + len(words[slice(*title)].rstrip(_BEFORE_POINTER)))
    if title[0] == title[1]:  # the address comes first: the title is what follows it, up to a || with an address
        after = gaps[0] if gaps else tail
        end = words.rfind("||", *after) if gaps else -1
        behind = _PARTING.match(words, after[0])
        title = _trim(words, behind.end() if behind else after[0], after[1] if end < 0 else end)
        if gaps:
            gaps[0] = (title[1] if end < 0 else end, after[1])
        else:
            tail = (len(words), len(words))
    opening = _OPENING + _PAIRS.get(words[own.end : own.end + 1], "")
    title = _trim(words, title[0], title[0] + len(words[slice(*title)].rstrip(opening)))
    if _closes(words, *title):
        title = (title[0], title[1] + 1)
        tail = (max(tail[0], title[1]), tail[1])
    if title[0] == title[1]:
        title = (own.start, own.end)
    links, rest = [], label
    for span, gap in zip(others, gaps, strict=True):
        *left, name = words[slice(*gap)].split("||")
        rest += left
        name = name.strip(_BESIDE_POINTER) if points else name
        name = without_parting(name)
        name = name if words[span.start : span.end] == span.value else f"{name} {words[span.start : span.end]}"
        links.append(Link(read_address(span.value), name.strip() or None))
    rest += words[slice(*tail)].split("||")
    return title, tuple(links), [_CLOSING.sub("", word).strip() for word in rest if not _PUNCTUATION.fullmatch(word)]


def _trim(words: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of some words without the blanks about it; of nothing but blanks, an empty one."""
    part = words[start:end]
    first = start + len(part) - len(part.lstrip())
    return first, max(first, start + len(part.rstrip()))


def _closes(words: str, start: int, end: int) -> bool:
    """Whether the sign behind a title closes what was opened in it: `"title` and `《title` want one more."""
    sign, title = words[end : end + 1], words[start:end]
    opening = _PAIRS.get(sign)
    if opening is None:
        return False
    return title.count(sign) % 2 == 1 if opening == sign else title.count(opening) > title.count(sign)


def _is_bare(words: str, link: Span) -> bool:
    """Whether the words of a link are an address, as in a bare one, and no title."""
    return re.fullmatch(r"(?:https?|ftp)://\S+", words[link.start : link.end].strip(), re.IGNORECASE) is not None


def _inside(span: Span, group: re.Match[str]) -> bool:
    return group.start() < span.start and span.end < group.end()


def _is_link(group: re.Match[str], inline: Inline) -> bool:
    """Whether there is nothing in a 【…】 but a link."""
    return any(inline.words(span).strip() == group[1].strip() for span in inline.of("link"))


def _trailing_groups(text: str, groups: Sequence[re.Match[str]], start: int) -> int:
    """Where the 【…】 that close a line without an address begin; its end when a title does not stand before them."""
    border = len(text)
    for group in reversed(groups):
        if text[group.end() : border].strip() or not text[start : group.start()].strip():
            break
        border = group.start()
    return border


def _is_day_before(group: re.Match[str], before: str) -> bool:
    """Whether it is a day that stands right before the address."""
    return read_day(group[1]) is not None and group.start() > 0 and not before[group.end() :].strip()


def _blank(text: str, groups: Sequence[re.Match[str]]) -> str:
    characters = list(text)
    for group in groups:
        characters[group.start() : group.end()] = " " * len(group[0])
    return "".join(characters)
