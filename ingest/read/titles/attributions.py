"""Who is quoted, and from what: `—— 荀子《劝学》` or `— Ann Leaf, *Tea*, p. 12`, below the words or behind them.

Reads one line, or the end of one; whether a log is one of quotations, many of them together tell.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.patterns import lazy_compile
from ingest.read.dates.days import cut_day, has_year
from ingest.read.dates.forms import find_marked_day
from ingest.read.lines import LETTER, REMARK, cut_start
from ingest.read.titles.authors import cut_author
from ingest.read.titles.persons import NAMES, PERSONS, is_name

_LONGEST = 120  # of an attribution, in characters
_TITLE = r"《[^《》]{1,80}》"
_TAKEN_FROM = r"(?:摘自|出自|引自|选自|選自|节选自|節選自|来自)[:：]?"
# On a line of its own behind a dash or a word. One short dash is the sign of an item as well.
_LINE = lazy_compile(
    rf"(?:(?:[—―－–~～]|--)[-—―－–]*|{_TAKEN_FROM}|(?:来源|作者)[:：]|(?i:from|source|by):?[ \t])[ \t]*(?P<said>.*\S)"
)
_ITEM_LINE = lazy_compile(r"-[ \t]*(?P<said>[^\s-].*)")
# Behind the words, on their line.
_BEHIND_DASH = lazy_compile(r"(?P<words>.*[^\s—―])(?:[ \t]*[—―]+|[ \t]+(?:–|--?))[ \t]*(?P<said>[^\s—―][^—―]*)")
_IN_BRACKETS = lazy_compile(
    rf"(?P<words>.*\S)[ \t]*[(（【〔](?P<said>[^()（）【】〔〕《》]{{0,20}}{_TITLE}[^()（）【】〔〕《》]{{0,20}})"
    r"[)）】〕]"
)
_NAMED = lazy_compile(
    r"(?P<words>.*[。！？…”」』])[ \t]*[(（【〔](?P<said>(?!节选|節選|原文|译文|譯文|大意|待续|未完|下同|同上)"
    r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]+[·・•][\u3400-\u9fff·・•]{1,12})[)）】〕]"
    rf"|(?P<quoted>[\"“].*[\"”])[ \t]*[(](?P<person>{PERSONS})[)]"
)
# Before them: '林一《水边》：“…”'.
_BEFORE = lazy_compile(
    rf"(?P<said>[\u3400-\u9fff·・•]{{0,12}}{_TITLE})[ \t]*[:：][ \t]*(?=[“「『\"].*[^\W_].*[”」』\"]$)"
)
_LINKED = lazy_compile(r"<?https?://[^\s<>]+>?|\[[^\[\]]+\]\(<?https?://[^\s()]+\)")
# What a title would end with as well tells a sentence only if the passage is as long as few titles are.
_SENTENCE_END = lazy_compile(r"[.!。！…][”’」』\"'）)]*$")
_QUESTION_END = lazy_compile(r"[?？][”’」』\"']*$")
_CLOSED = tuple('”」』"')
_LONG = 24  # where a Chinese character counts twice
_CITE = lazy_compile(
    r"<(?P<tag>cite|footer|small)>(?:[—―–-]+[ \t]*)?(?P<said>[^<>]*[^\s<>])\s*</(?P=tag)>", re.IGNORECASE
)
_FROM = lazy_compile(rf"{_TAKEN_FROM}[ \t]*")
_EMPHASIS = lazy_compile(r"(?P<sign>[*_]{1,3})(?P<words>[^*_].*)(?P=sign)")
_SENTENCE = lazy_compile(r"[。！？；!?;]|[a-z]{3}\.[ \t]+[a-z]")
_MAY_BEGIN = lazy_compile(r"[^a-z]|(?i:anon|unknown|https?://|attributed to )|the [A-Z]")
_ADDRESS = lazy_compile(r"<?(https?://[^\s<>（）]+)>?")
_LINK = lazy_compile(r"!?\[([^\[\]]*)\]\(<?([^()\s<>]+)>?\)")

_CHINESE = lazy_compile(r"[\u3400-\u9fff]")
_ONE_NAME = lazy_compile(r"[\u3400-\u9fff·・•]{2,12}")
_NAMES = lazy_compile(NAMES)
_QUOTED = lazy_compile(rf"(?P<author>[^《》]*)(?P<title>{_TITLE})(?P<place>.*)")
_NAMED_TITLE = lazy_compile(rf"(?:[(（\[【〔].{{1,3}}[)）\]】〕][ \t]*)?[\u3400-\u9fff·・•]{{2,12}}{_TITLE}")
_AUTHOR_BEHIND = lazy_compile(
    r"(?!序|自序|前言|后记|後記|节选|節選|跋|引)[(（]?(?:by[ \t]+)?(?P<author>[\u3400-\u9fff·・•]{2,12}?)[)）]?"
    r"(?:[ \t]*[著编編])?(?P<place>$|(?<=[著编編])[ \t,，].*)"
)
_COMMA = lazy_compile(rf"(?P<author>{PERSONS}),[ \t]+(?P<title>[^\W\d_a-z].*?)(?P<place>,[ \t].*)?")
_BESIDE_YEAR = lazy_compile(rf"(?P<author>{PERSONS})(?:,[ \t]+(?=\d)|[ \t]+(?=[(（]\d))(?P<place>.+)")
# Where in a book, which names none.
_PLACE = lazy_compile(
    r"第\s?[\d一二三四五六七八九十百零〇]+\s?[章节節回卷篇页頁集则則部讲講]|[上中下]?[篇卷册章]"
    r"|[pP]{1,2}\.?[ \t]?\d|(?i:page|chap|ch\.|vol|loc)|[§\d]"
)
# The same source as above.
_SAME = lazy_compile(r"(?:同上|同前|ibid(?:em)?\b\.?|idem\b)(?=$|[\s,，、:：])", re.IGNORECASE)
_BESIDE = " \t,，、·•.:：|/-—–"


class Attribution(NamedTuple):
    """What an attribution says: a title, or else who said it; `place` is where in the book, as written, or ''."""

    title: str
    author: str | None
    place: str
    day: str | None
    urls: tuple[str, ...]


def find_attribution_line(line: str, is_cited: bool, is_within: bool = False) -> str | None:
    """What a line says that is an attribution and nothing else; None of any other.

    Without a dash it is one only of a passage that `is_cited` by its signs, and names a person or a book, or is a link.
    `is_within`: it is the last line of the passage, in which `-` is no sign of a list if a name or a title follows.

    >>> find_attribution_line("—— 荀子《劝学》", False), find_attribution_line("- Ann Leaf", True, True)
    ('荀子《劝学》', 'Ann Leaf')
    >>> find_attribution_line("by 阿山", False), find_attribution_line("摘自《水边》", False)
    ('阿山', '《水边》')
    >>> find_attribution_line("- Ann Leaf", True), find_attribution_line("— and so on.", False)
    (None, None)
    >>> find_attribution_line("https://e.example.org/", True), find_attribution_line("https://e.example.org/", False)
    ('https://e.example.org/', None)
    """
    line = _plain(line) if len(line) <= 2 * _LONGEST else ""
    if found := _LINE.fullmatch(line) or _CITE.fullmatch(line):
        return found["said"] if _may_be_said(found["said"]) else None
    if not is_cited:
        return None
    if _LINKED.fullmatch(line):
        return line
    found = _ITEM_LINE.fullmatch(line) if is_within else None
    said = found["said"] if found else line
    is_told = _is_sure(said) or (is_within and _NAMED_TITLE.fullmatch(said) is not None)
    return said if is_told else None


def cut_attribution(line: str, is_quoted: bool) -> tuple[str, str] | None:
    """The words of a line, and what an attribution behind them says, or one before them with a colon; None for none.

    `is_quoted`: the words are a quote; else they have to be a sentence, for `Title — Ann Leaf` is a book.

    >>> cut_attribution("学而时习之。——《论语》", False), cut_attribution("Be brief. — Ann Leaf", False)
    (('学而时习之。', '《论语》'), ('Be brief.', 'Ann Leaf'))
    >>> cut_attribution("他走了——永远地走了", True), cut_attribution("温故而知新（《论语·为政》）", True)
    (None, ('温故而知新', '《论语·为政》'))
    >>> cut_attribution("Be Brief — Ann Leaf", False), cut_attribution("Be Brief — Ann Leaf", True)
    (None, ('Be Brief', 'Ann Leaf'))
    """
    line = line.rstrip()
    if before := _BEFORE.match(line):
        return line[before.end() :], before["said"]
    start, end = line[: -2 * _LONGEST], line[-2 * _LONGEST :]
    found = _IN_BRACKETS.fullmatch(end) or _NAMED.fullmatch(end) or _BEHIND_DASH.fullmatch(end)
    parts = found.groupdict() if found else {}
    said = _plain(parts.get("person") or parts.get("said") or "")
    if not _may_be_said(said):
        return None
    words = start + (parts.get("quoted") or parts["words"])
    is_sure = "《" in said or _is_sure(said)
    if is_quoted:
        is_told = is_sure or _SENTENCE_END.search(words) or words.endswith(_CLOSED)
    else:
        is_told = _SENTENCE_END.search(words) or ((is_sure or words.endswith(_CLOSED)) and _is_sentence(words))
    return (words, said) if is_told else None


def read_attribution(said: str) -> Attribution:
    """The parts of an attribution. A day is that of reading in 【】, or with its year.

    >>> read_attribution("荀子《劝学》")
    Attribution(title='劝学', author='荀子', place='', day=None, urls=())
    >>> read_attribution("Ann Leaf, *Tea*, p. 12")
    Attribution(title='Tea', author='Ann Leaf', place='p. 12', day=None, urls=())
    >>> read_attribution("林一 https://example.org/ 【`3.11`】")
    Attribution(title='林一', author='林一', place='', day='3.11', urls=('https://example.org/',))
    """
    day = find_marked_day(said)
    said = REMARK.sub("", said) if day else said
    if day is None and (whole := cut_day(said))[0] and has_year(whole[0]):
        day, said = whole
    words = cut_start(_FROM, _LINK.sub(r"\1", said))[1]
    bare = _ADDRESS.findall(words)
    urls = (*(url for _, url in _LINK.findall(said)), *bare)
    words = (_ADDRESS.sub("", words).strip(_BESIDE) or bare[0]) if bare else words
    title, author, place = _parts(_plain(words))
    if author == title and _LINKED.fullmatch(said):  # the words of a link are those of a page
        author = None
    return Attribution(title, author, place, day, urls)


def source_of(said: str | None) -> Attribution | None:
    """What an attribution says but for the place in the book: what all passages of one source have in common."""
    return read_attribution(said)._replace(place="") if said else None


def is_of_source(said: str | None, source: Attribution | None) -> bool:
    """Whether an attribution is of the source of the one above, or says so.

    >>> is_of_source("同上，第二章", source_of("林一《水边》")), is_of_source("林一", source_of("林一《水边》"))
    (True, False)
    """
    is_same = said is not None and source is not None and _SAME.match(said) is not None
    return is_same or (said is not None and source_of(said) == source)


def _parts(words: str) -> tuple[str, str | None, str]:
    if found := _SAME.match(words):
        return found[0], None, words[found.end() :].strip(_BESIDE)
    if found := _QUOTED.fullmatch(words):
        author, place = found["author"].strip(_BESIDE).removesuffix("的"), found["place"].strip(_BESIDE)
        behind = None if author or _PLACE.match(place) else _AUTHOR_BEHIND.fullmatch(place)
        if behind or (not author and _is_person(place)):
            author, place = (behind["author"], behind["place"].strip(_BESIDE)) if behind else (place, "")
        return found["title"][1:-1], author or None, place
    if book := cut_author(words, ("said",)):
        return _plain(book.title), book.author, book.rest.strip(_BESIDE)
    if found := _BESIDE_YEAR.fullmatch(words):
        return found["author"], found["author"], found["place"]
    if found := _COMMA.fullmatch(words):
        return found["title"], found["author"], (found["place"] or "").strip(_BESIDE)
    return words, words if _is_person(words) or _ONE_NAME.fullmatch(words) else None, ""


def _may_be_said(said: str) -> bool:
    """Whether words may name a person or a book: they are short, no sentence, and more than a place in a book."""
    words = _LINK.sub(r"\1", said)
    if len(words) > _LONGEST or not LETTER.search(words):
        return False
    return not (_SENTENCE.search(words) or _PLACE.match(words)) and _MAY_BEGIN.match(words) is not None


def _is_sure(said: str) -> bool:
    """Whether words are a name, or the title of a book by its signs, with a name or none."""
    if not _may_be_said(said):
        return False
    words = _plain(_LINK.sub(r"\1", said))
    title, author, place = _parts(words)
    is_title = author is None and title != words and (place == "" or _PLACE.match(place) is not None)
    return is_title or (author is not None and _is_person(author))


def _is_sentence(words: str) -> bool:
    """Whether words that end without a stop are a question, or longer than a title in quotation marks mostly is."""
    length = len(words) + len(_CHINESE.findall(words))
    return _QUESTION_END.search(words) is not None or (length >= _LONG and words.endswith(_CLOSED))


def _is_person(words: str) -> bool:
    return _NAMES.fullmatch(words) is not None and is_name(words)


def _plain(words: str) -> str:
    """Words without emphasis about them."""
    words = words.strip()
    found = _EMPHASIS.fullmatch(words)
    return found["words"].strip() if found else words
