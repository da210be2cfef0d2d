"""Where authors stand beside the titles of a log of books, which only most of its lines together tell.

`Title by Ann Leaf`, `Leaf "Title"`, `Title (Ann Leaf)`, `Title - Ann Leaf`, `Title / Ann Leaf`, `Title, Ann Leaf`,
`Title  林一`, `Ann Leaf - Title`, `《Title》 林一`: in one line any of these may be words of the title, or of a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ingest.patterns import lazy_compile
from ingest.read import NEARLY_ALL, SEVERAL
from ingest.read.titles.bylines import BY
from ingest.read.titles.persons import (
    A_COUNTRY,
    ANY_NAMES,
    IN_CHINESE,
    JOINT,
    NAMES,
    PERSONS,
    WORD,
    is_name,
    is_sure_name,
    without_stop,
)

# The most characters of a title and its author.
_LONGEST = 300
# The shares of a log that tell: where a word says it, where it can hardly be anything but names, and else.
_FEW, _HALF, _MOST = 1 / 4, 1 / 2, 2 / 3
# What stands in brackets behind a title, and is no person.
_NO_NAME = lazy_compile(
    r"(?i:\b(?:audio|book|books|edition|volume|vol|part|series|novel|trilogy|graphic|club|version|story|stories|essays?"
    r"|poems?|illustrated|revised|the|press|publish\w*)\b)|[版册卷辑集部章节]$|系列|书局|書局|书店|書店|出版|大学|大學|印书馆|译林|三联"
)

TITLE_BEHIND = (
    r"\.?\s*[,:，：–—-]*\s*"
    r"(?:(?P<sign>\*{1,3}|_{1,3})(?P<title>[^*_\[\]\n]+)(?P=sign)|(?P<quoted>[\"“«][^\"“”«»\[\]\n]+[\"”»]))\.?"
    r"(?P<rest>\s*(?:[,(（–—-].*)?)"
)
_BEHIND = rf"(?P<author>{NAMES})"
_LAST_NAMES = rf"{WORD}(?:{JOINT}{WORD}){{0,3}}"
_SAID = (
    lazy_compile(
        rf"(?P<title>.*[^\s,，])(?:[,，]?[ \t]+|，)[(（]?{BY}{_BEHIND}"
        r"[)）]?(?P<rest>[ \t]*(?:[(（\[,，;:—–★☆⭐-].*|(?<=\s)(?:(?:19|20)\d\d|aka|a\.k\.a\.?)\b.*)?)$"
    ),
    lazy_compile(rf"(?P<author>{ANY_NAMES}){TITLE_BEHIND}"),
    lazy_compile(
        rf"(?P<title>.*[^\s(（])\s*[(（](?P<author>(?:{PERSONS}|{_LAST_NAMES})(?:\s+et al\.?)?|{IN_CHINESE})"
        r"(?P<rest>(?:(?<=et al)|(?<=et al\.))(?:[,，]?\s*'?\d{2,4})?|[,，]\s*(?:1[5-9]|20)\d\d)[)）]"
    ),
)
_IN_BRACKETS = lazy_compile(
    rf"(?P<title>[^()（）\[\]]*[^\s()（）\[\]])\s*[(（\[](?P<author>{ANY_NAMES})[)）\]](?P<rest>)"
)
_BEHIND_DASH = lazy_compile(
    rf"(?P<title>.*\S)(?:\s+[-–—]+\s+|(?<=[\u3400-\u9fff])\s*[-–—]{{1,3}}\s*(?=[\u3400-\u9fff])){_BEHIND}"
    r"(?P<rest>(?:\s*[,，(（].*|\s+[-–—]+\s.*)?)"
)
_BEHIND_BAR = lazy_compile(
    rf"(?P<title>[^|｜/／]*[^\s|｜/／])(?:\s+[|/]\s+|\s*[｜／]\s*|(?<=[\u3400-\u9fff])[|/](?=[\u3400-\u9fff])){_BEHIND}"
    r"(?P<rest>(?:\s*[|｜/／,，(（].*)?)"
)
_BEHIND_BLANKS = lazy_compile(rf"(?P<title>.*\S)[ \t\u3000]{{2,}}{_BEHIND}(?P<rest>)")
_BEHIND_COMMA = lazy_compile(
    rf"(?P<title>.*\S)(?:[,，]|(?<![^\w][A-Z])\.)\s+(?:(?:de|di|af|av)\s+)?(?P<author>{PERSONS})(?P<rest>)"
)
_BEHIND_OF = lazy_compile(rf"(?P<title>.*[^\s,])\s+(?:de|di|af|av)\s+(?P<author>{PERSONS})(?P<rest>)")
_BEHIND_TITLE = lazy_compile(
    rf"(?P<title>《[^《》]{{1,80}}》)\s*[-–—/|、·(（\[]*\s*{_BEHIND}(?:\s*[著编]|[)）\]])?"
    r"(?P<rest>(?:[\s,，。；;(（/|].*)?)"
)
# 'by' in Chinese, which a title has in 名著 and its like.
_WRITTEN = lazy_compile(
    rf"(?P<title>《[^《》]{{1,80}}》)\s*[-–—/|、·(（\[]*\s*(?P<author>{PERSONS}|{A_COUNTRY}(?:(?![由书書本])[\u3400-\u9fff·・•]){{2,12}}?)"
    r"\s*(?<![名巨专專原遗遺论論显顯译譯的])等?(?:[编編合]著|主[编編]|[著编編])[)）\]]?(?P<rest>(?:[\s,，。；;(（/|].*)?)"
)
_OF_TITLE = lazy_compile(
    rf"(?P<author>{IN_CHINESE}(?<!的))(?:的|\s*)(?P<title>《[^《》]{{1,80}}》)(?P<rest>(?:[\s,，。；;(（].*)?)"
)
_BEFORE_TITLE = lazy_compile(rf"(?P<author>{PERSONS})(?:\s+[-–—]+\s+|:\s+)(?P<title>\S.*)(?P<rest>)")
# 'Ann Leaf, [Title](address)'.
_LINK_BEHIND_COMMA = r"[,，][ \t]+(?=[\"“*_]{0,3}\[[^\[\]]+\]\()"
_BEFORE_LINK = lazy_compile(rf"(?P<author>{PERSONS}){_LINK_BEHIND_COMMA}")
_MAY_NAME = lazy_compile(_LINK_BEHIND_COMMA)  # to compile all names takes longer than to read a short log
# The first says by a word or a sign that a name stands there; the others do not.
_FORMS = {
    "said": _SAID,
    "names-in-brackets": (_IN_BRACKETS,),
    "brackets": (_IN_BRACKETS,),
    "dash": (_BEHIND_DASH,),
    "bar": (_BEHIND_BAR,),
    "blanks": (_BEHIND_BLANKS,),
    "comma": (_BEHIND_COMMA,),
    "of": (_BEHIND_OF,),
    "quoted": (_OF_TITLE, _BEHIND_TITLE),
    "before": (_BEFORE_TITLE,),
}
# Which titles of links are asked for a form, a quarter or nearly all: only these have the sign that parts it.
_FORMS_OF_LINKS = {
    "said": (_FEW, lazy_compile(r"\b(?:by|BY|por|par|von)\b|(?:[,，]\s*(?:1[5-9]|20)\d\d|\set al\b.*)[)）]")),
    "names-in-brackets": (NEARLY_ALL, lazy_compile(r"[(（]")),
    "dash": (NEARLY_ALL, lazy_compile(r"[-–—]")),
    "comma": (NEARLY_ALL, lazy_compile(r"[,，]")),
    "before": (NEARLY_ALL, lazy_compile(r"[-–—:]\s")),
}
_SITE = lazy_compile("知乎(?:专栏)?|简书|少数派|博客园|掘金|豆瓣|虎嗅|维基百科|百度百科|微信公众号|.+[网网報报社刊]")
_CHINESE = lazy_compile(r"[\u3400-\u9fff]")
# What `plain_line` leaves out.
_LINE_END = lazy_compile(r"\s*\n\s*")
_OWN_PAGE = lazy_compile(r"(?<!!)\[([^\[\]]+)\]\((?:\1|(?!\w+:)[^()\s]*)\)")
_STRONG = lazy_compile(r"^(\*\*|__)(?!\s)([^*_]+)\1$")
_TAG = lazy_compile(r"</?(?:small|sub|sup|b|i|em|strong|u|span|font)(?:\s[^<>]*)?>", re.IGNORECASE)
QUOTED = lazy_compile(r"[\"“«](?P<title>[^\"“”«»]+)[\"”»]")
"""Words in quotation marks."""


class Book(NamedTuple):
    """The parts of a line that is a book, as written; the title without quotation marks about it."""

    title: str
    author: str
    rest: str


def plain_line(line: str) -> str:
    """A title as one line, without strong print of all of it, links to pages of the writer's own, and tags of print.

    >>> plain_line("[Tea - 林一](/tea.md), <small>good</small>")
    'Tea - 林一, good'
    """
    return _STRONG.sub(r"\2", _TAG.sub("", _OWN_PAGE.sub(r"\1", _LINE_END.sub(" ", line))))


def cut_author(line: str, forms: Iterable[str]) -> Book | None:
    """The title and the author of a line of the first of these forms that it has.

    >>> cut_author("Tea (Ann Leaf)", ["dash", "brackets"]), cut_author("雨中书 - 林一", ["dash"])
    (Book(title='Tea', author='Ann Leaf', rest=''), Book(title='雨中书', author='林一', rest=''))
    """
    return next(filter(None, (_cut_author(line, form) for form in forms)), None)


def _cut_author(line: str, form: str) -> Book | None:
    found = next(filter(None, (one.fullmatch(line) for one in _FORMS[form])), None) if len(line) <= _LONGEST else None
    if not found or (form in ("names-in-brackets", "quoted") and not is_name(found["author"])):
        return None
    if form in ("names-in-brackets", "bar") and _NO_NAME.search(found["author"]):
        return None
    title = found["title"] or found["quoted"]
    quoted = QUOTED.fullmatch(title)
    return Book(quoted["title"] if quoted else title, without_stop(found["author"]), found["rest"])


def cut_author_who_wrote(line: str) -> Book | None:
    """The title and the author of a line that says so itself, in any log.

    >>> cut_author_who_wrote("《雨中书》林一等著（精装）"), cut_author_who_wrote("《雨中书》传世名著")
    (Book(title='《雨中书》', author='林一', rest='（精装）'), None)
    """
    found = _WRITTEN.fullmatch(line) if len(line) <= _LONGEST and "》" in line else None
    return Book(found["title"], without_stop(found["author"]), found["rest"]) if found else None


def cut_author_before_link(markdown: str) -> tuple[str | None, str]:
    """The author who stands before a link, behind a comma, and the paragraph without.

    >>> cut_author_before_link("Ann Leaf, [Tea](https://example.org/)")
    ('Ann Leaf', '[Tea](https://example.org/)')
    """
    found = _BEFORE_LINK.match(markdown) if _MAY_NAME.search(markdown) else None
    return (found["author"], markdown[found.end() :]) if found else (None, markdown)


def find_author_forms(titles: Sequence[str], are_links: bool) -> list[str]:
    """The form of most titles of a log, and that of nearly all of the others, if any.

    A quarter tells where a word or a sign says it; half and more, with different authors, where only names stand there.
    Titles behind names, where subtitles stand too, have to be nearly all, and one name to come back or be a sure one.
    Behind words of links the name of a site stands as often: nearly all have to have the form, with different names.
    A title that stands there again tells nothing more.
    """
    titles = list(dict.fromkeys(titles))
    if (found := _find_form(titles, are_links)) is None:
        return []
    others = [title for title in titles if not _cut_author(title, found)]
    other = _find_form(others, are_links)
    return [found, other] if other else [found]


def _find_form(titles: Sequence[str], are_links: bool) -> str | None:
    told: list[tuple[int, int, str]] = []
    for form in _may_be_of_links(titles) if are_links else _FORMS:
        authors = [book.author for title in titles if (book := _cut_author(title, form))]
        sure = sum(is_sure_name(author) for author in authors)
        are_told = _are_told_of_links if are_links else _are_told
        if len(authors) >= SEVERAL and are_told(form, authors, sure, titles):
            told.append((len(authors), sure, form))
    return max(told, key=lambda one: one[:2])[2] if told else None


def _may_be_of_links(titles: Sequence[str]) -> Iterator[str]:
    """The forms that words of links may have, by the signs in them: to ask all of all links would take too long."""
    for form, (share, sign) in _FORMS_OF_LINKS.items():
        if sum(sign.search(title) is not None for title in titles) >= share * len(titles):
            yield form


def _are_told_of_links(form: str, authors: Sequence[str], sure: int, titles: Sequence[str]) -> bool:
    """Whether so many words of links have this form that they are titles and authors.

    What stands there in Chinese is as often the name of a site.
    """
    share, _ = _FORMS_OF_LINKS[form]
    sites = sum(_SITE.fullmatch(author) is not None for author in authors)
    are_names = 2 * len(set(authors)) > len(authors) > 2 * sites
    is_told = form == "said" or (are_names and (form != "before" or sure > 0))
    return is_told and len(authors) >= share * len(titles)


def _are_told(form: str, authors: Sequence[str], sure: int, lines: Sequence[str]) -> bool:
    """Whether so many of the lines, of those in the writing of these names, have this form that they are authors.

    `sure` of them can be nothing else.
    """
    written = {_CHINESE.match(author) is not None for author in authors}
    if len(written) == 1:  # titles in another writing say nothing
        lines = [line for line in lines if (_CHINESE.search(line) is not None) in written]
    different = len(set(authors))
    if form == "before":
        return len(authors) >= NEARLY_ALL * len(lines) and (sure > 0 or different < len(authors))
    if form == "quoted":  # which takes no other words than names
        return True
    if form == "said":
        return len(authors) >= _FEW * len(lines)
    are_names = form == "names-in-brackets" or sure >= NEARLY_ALL * len(authors)
    return 2 * different > len(authors) >= (_HALF if are_names else _MOST) * len(lines)
