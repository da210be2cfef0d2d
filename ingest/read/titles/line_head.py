"""From a paragraph that begins with words to its parts: what of them is the title, and what is said of it.

Each form in which people write such a title is asked in turn, the surest first; the whole of the words is the last.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from ingest.addresses import read_address
from ingest.model import Entry
from ingest.patterns import lazy_compile
from ingest.read.dates.days import cut_day, find_day
from ingest.read.dates.headings import read_period
from ingest.read.lines import ADDRESS_FIRST, LETTER
from ingest.read.markdown import Inline, parse_inline
from ingest.read.titles.beside import is_beside_author, read_book
from ingest.read.titles.head import Head, read_head, without_parting
from ingest.read.titles.pointers import closes_with_pointer, is_pointer, without_pointer
from ingest.read.titles.prose import find_remark_link

_TITLE_END = lazy_compile(r"(?<=[^\s—])\s*(?:[:：,，、;；→]|—{1,3})$|(?<!\s)\s+(?:-{1,3}|[–|=]|[-=]+>)$")
_LINE_BREAK = lazy_compile(r"\\?\n")
# '**Title:** a comment', in which a link may stand.
_STRONG_TITLE = lazy_compile(
    r"(?P<sign>\*\*|__)(?P<title>[^*_\n]*[^*_\n:：])(?:[:：](?P=sign)|(?P=sign)\s*[:：])\s*(?P<comment>\S.*)", re.DOTALL
)
# '**Title** — where it came out · [arXiv](address)'.
_STRONG_FIRST = lazy_compile(
    r"(?P<sign>\*\*|__)(?P<title>[^*_\n]+)(?P=sign)\s+[-–—]+\s+"
    r"(?P<comment>(?=[^\[\n]{0,40}[^\W_])[^\[\n]{0,80}\[(?P<words>[^\[\]]+)\]\(.*)",
    re.DOTALL,
)
# Behind the short name of a paper: '**Tea**: "On Tea and Rain". Venue [[pdf]](address)'.
_QUOTED_FIRST = lazy_compile(r"[“\"](?P<title>(?:(?!://)[^“”\"\n]){12,300}?)[.,]?[”\"][\s.,;:]*(?P<rest>.*)", re.DOTALL)
# '《Title》, a comment' and '《Title》 Author', without an address; 'after 《Title》' is a title as well.
_QUOTED_TITLE = lazy_compile(
    r"(?P<title>(?:[^《》\n]{0,20}(?=《[^《》\n]+》\s*[，,。；;：:]))?《[^《》\n]+》)"
    r"(?:\s*[，,。；;：:]\s*(?=\S)|(?=[^《》]+$)(?:\s*[—–-]+\s*|\s+|(?=[(（★☆⭐])))(?P<comment>.+)",
    re.DOTALL,
)
DATED_TITLE = lazy_compile(
    r"(?P<title>[^\s—–-](?:[^—–\n。；-]|[—–-](?![—–-]{0,3}[ \t]?(?:19|20)\d\d)){0,80}+)"
    r"(?:[—–]{1,3}|-{2,4}|(?<=\s)-)[ \t]?"
    r"(?P<day>(?:19|20)\d\d(?:\d{4}(?!\d)|(?P<sign>[-./])\d\d?(?P=sign)\d\d?))\s*(?P<comment>.*)",
    re.DOTALL,
)
"""'Title——20250102 a comment', a title, the day when it was read, and what the writer says of it."""

# 'Title - May 2021 - a comment', the same with a month.
_MONTH_TITLE = lazy_compile(
    r"(?P<title>\S[^\n]{1,200}?)\s[-–—]+\s(?P<day>[^\W\d]{3,9}\.?,? (?:19|20)\d\d)(?:\s[-–—]+\s(?P<comment>.+))?$",
    re.DOTALL,
)

# '[Title] - a comment', whose brackets hold no link, before an address or none.
_BRACKETED = lazy_compile(r"\[(?P<title>[^\[\]]{3,200})\](?:\s*[-–—:：]+\s+(?P<comment>[^\[\]]+))?")
_BARE_END = lazy_compile(r"(?<!\s)\s+(?:(?:https?|ftp)://\S++\s*+)++$", re.IGNORECASE)

# '[[books/Tea.md|Tea]]', a page of a wiki.
_WIKI_LINK = lazy_compile(r"\[\[(?P<page>[^\[\]|\n]+)(?:\|(?P<words>[^\[\]\n]+))?\]\](?!\()")
# '[Tea]({{< relref "tea.md" >}})', a page that a template names.
_TEMPLATE_LINK = lazy_compile(r"(?<!!)\[(?P<words>[^\[\]]+)\]\((?P<page>\{\{[^{}]*\}\}|\{%[^{}]*%\})\)")
# '[Tea](./tea.md) a comment with a [link](address)': a page of the writer's own comes first.
_PAGE_FIRST = lazy_compile(
    r"\[(?=[^\[\]]*[^\W_])(?P<words>[^\[\]]*+)\]\((?P<page>\.{0,2}/[^\s()]+)\)(?=\s+[^\W_].*\]\()", re.DOTALL
)
# A line that a link in brackets closes, behind words: 'Title ([link](address))<br>'.
_POINTED_LINE = lazy_compile(
    r"(?=[^\[\]()（）]*[^\W_])(?P<line>[^\[\]()（）]*+[\[(（]\[[^\[\]]+\]\([^()\s]+\)[\])）])\s*+(?:(?:<br\s*/?>|\\)\s*)?$",
    re.IGNORECASE,
)
# The end of a title without an address, whose line is broken; the tag may stand below.
_BROKEN_LINE = lazy_compile(r"(?P<line>.*\S)(?: {2,}|\\|<br\s*/?>[ \t]*)$", re.IGNORECASE)
_BREAK_BELOW = lazy_compile(r"\n[ \t]*(<br\s*/?>)[ \t]*", re.IGNORECASE)
# An address, and on the line below what it says, in quotation marks.
_QUOTED_BELOW = lazy_compile(r"(?P<line>\s*<?(?:https?|ftp)://[^\n]*\S)[ \t]*\n[ \t]*[\"“「『]", re.IGNORECASE)
_BEFORE_LINK = " \t([（☞→»>-–—:：,，;；·|"
_MANY = 3  # words before a link; a comment has so many
# The rules of entries in which the comment has a place of its own.
_WITH_PLACE = ("table-row", "heading-link")


def read_line_head(entry: Entry, markdown: str) -> Head:
    """The head of a paragraph that begins with words, or with an address that has no others."""
    markdown = _BREAK_BELOW.sub(r"\1\n", markdown)
    for whole in (_above_comment, _before_remark_link, _on_own_page):
        if head := whole(entry, markdown):
            return head
    markdown, pages = _cut_pages(markdown)
    head = read_head(entry, _LINE_BREAK.sub(" ", markdown))
    found = None if head.author else next(filter(None, (form(entry, head, markdown) for form in _FORMS)), None)
    head = found or _whole(head)
    return replace(head, remarks=(*head.remarks, *pages))


def is_titled(markdown: str) -> bool:
    """Whether a line has a strong title and a comment, in which several words stand before a link: no address of it."""
    strong = _STRONG_TITLE.match(markdown)
    if not strong or "](" in strong["title"] or cut_day(strong["title"])[1] == "":  # which is a day, and no title
        return False
    before, link, _ = strong["comment"].partition("](")
    return bool(link) and not closes_with_pointer(markdown) and len(before.rpartition("[")[0].split()) >= _MANY


def without_title_end(title: Inline) -> Inline:
    """A title without the sign that parts it from its address."""
    return title.cut(0, len(_TITLE_END.sub("", title.text)))


def _above_comment(entry: Entry, markdown: str) -> Head | None:
    """A title on the first line, which a link in brackets closes, or a break, or an address above what it says."""
    first, _, rest = markdown.partition("\n")
    if not rest:
        return None
    broken = _BROKEN_LINE.match(first) if "://" not in markdown else None
    above = _POINTED_LINE.match(first) or broken or _QUOTED_BELOW.match(markdown)
    if not above:
        return None
    head = read_line_head(entry, above["line"])
    return replace(head, remarks=(*head.remarks, rest))


def _before_remark_link(entry: Entry, markdown: str) -> Head | None:
    """A title before the link about it, whose words are a remark unless they only point."""
    link = find_remark_link(markdown)
    inline = parse_inline(link[0], entry.definitions) if link else None
    target = inline.outermost("link") if inline else None
    if not link or not inline or not target or (target[0].start, target[0].end) != (0, len(inline.text)):
        return None  # it is no link to Markdown, or less of one
    before, sign = markdown[: link.start()], markdown[link.end() :].strip()
    head = read_line_head(entry, before.removesuffix(sign).rstrip(_BEFORE_LINK))
    words, _, _ = link[0][1:].rpartition("](")
    remarks = [] if is_pointer(words) else [words]
    return replace(head, address=read_address(target[0].value), remarks=(*head.remarks, *remarks))


def _on_own_page(entry: Entry, markdown: str) -> Head | None:
    """A title that is a page of the writer's own, with a comment that holds a link."""
    page = _PAGE_FIRST.match(markdown)
    if not page:
        return None
    titled = read_head(entry, page["words"])
    return replace(titled, remarks=(*titled.remarks, markdown[page.end() :].strip(), page["page"]))


def _cut_pages(markdown: str) -> tuple[str, list[str]]:
    """A paragraph with the words of links to pages of a wiki, or that a template names, in their places; the pages."""
    pages: list[str] = []
    for form in (_WIKI_LINK, _TEMPLATE_LINK):
        pages += [found["page"] for found in form.finditer(markdown) if found["words"]]
        markdown = form.sub(lambda found: found["words"] or found["page"], markdown)
    return markdown, pages


def _dated(entry: Entry, head: Head, markdown: str) -> Head | None:
    """A title, the day or the month in which it was read, and a comment."""
    found = None if head.address else DATED_TITLE.match(markdown) or _MONTH_TITLE.match(markdown)
    if not found:
        return None
    day, ambiguous = find_day(entry, found["day"])
    day = day or (found["day"] if read_period(found["day"]) else None)
    if not day:
        return None
    titled = read_head(entry, found["title"])
    remarks = (*titled.remarks, *filter(None, [found["comment"]]))
    return replace(titled, day=day, remarks=remarks, diagnostics=(*titled.diagnostics, *ambiguous))


def _beside_author(entry: Entry, head: Head, markdown: str) -> Head | None:
    """A title beside its author, in the form that most of the log have."""
    return read_book(entry, head, markdown) if not head.address and is_beside_author(entry, markdown) else None


def _in_brackets(entry: Entry, head: Head, markdown: str) -> Head | None:
    """A title in brackets, but where they hold a link, and what follows them."""
    found = _BRACKETED.fullmatch(_BARE_END.sub("", markdown))
    if not found:
        return None
    titled = read_head(entry, found["title"])
    if titled.address or parse_inline(f"[{found['title']}]", entry.definitions).of("link"):
        return head
    remarks = (*titled.remarks, *filter(None, [found["comment"]]))
    return replace(titled, address=head.address, links=head.links, remarks=remarks)


def _behind_short_name(entry: Entry, head: Head, markdown: str) -> Head | None:
    """The title of a paper, in quotation marks behind its short name."""
    strong = _STRONG_TITLE.match(markdown) if closes_with_pointer(markdown) else None
    quoted = _QUOTED_FIRST.match(strong["comment"]) if strong else None
    if not strong or not quoted:
        return None
    titled = read_head(entry, quoted["title"])
    rest = quoted["rest"]
    if head.address and head.address.url in rest and rest.count("://") == 1:  # its own
        rest = without_pointer(rest)
    return replace(titled, address=head.address, remarks=(strong["title"], *titled.remarks, *filter(None, [rest])))


def _marked(entry: Entry, head: Head, markdown: str) -> Head | None:
    """A title in strong print, or in the signs of one, before a comment."""
    is_pointed = closes_with_pointer(markdown)
    pointed = _STRONG_FIRST.match(markdown)
    said = _STRONG_TITLE.match(markdown) or (pointed if pointed and is_pointer(pointed["words"]) else None)
    if not said and entry.rule not in _WITH_PLACE and (is_pointed or not head.address):
        said = _QUOTED_TITLE.match(markdown)
    if not said or "](" in said["title"]:
        return None
    begins_with_words = (is_pointed or LETTER.match(said["comment"])) and not ADDRESS_FIRST.match(said["comment"])
    if head.address and not begins_with_words:
        return None
    titled = read_head(entry, said["title"])
    address = None if is_titled(markdown) else head.address
    return replace(titled, address=address, remarks=(*titled.remarks, said["comment"]))


def _book(entry: Entry, head: Head, markdown: str) -> Head | None:
    """A title without an address, of which emphasis or a rating may tell the end."""
    return None if head.address else read_book(entry, head, markdown)


def _whole(head: Head) -> Head:
    """The words before an address; where they are but a sign such as ⏫, or nothing, the address is the title."""
    title = without_title_end(head.title)
    remarks = [without_parting(remark) for remark in head.remarks]
    if head.address and not LETTER.search(title.text):
        remarks = [*filter(None, [title.text]), *remarks]
        title = Inline(head.address.url, ())
    return replace(head, title=title, remarks=tuple(remarks))


# In the order in which they are asked; none of a title that is a citation, which names its author already.
_FORMS: tuple[Callable[[Entry, Head, str], Head | None], ...] = (
    _dated,
    _beside_author,
    _in_brackets,
    _behind_short_name,
    _marked,
    _book,
)
