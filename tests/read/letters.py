"""What the log says and the rows of an entry do not have, or the other way round: that nothing is lost, made precise.

A letter is a letter or a digit. Those in the lines of the excerpts of an entry stand in the Markdown of these, in the
order of the log, and nothing else stands there; of a quotation they are counted, for its source stands behind its
passage. Excepted are the numbers of ordered lists, the words of an app's link
to a passage with the tags behind it, and the properties that an app keeps for itself. Of any line, the addresses and
the days are read, and a word of it if it is long. What else becomes of lines above the excerpts is for `marks` to ask.
"""

from __future__ import annotations

import re
from collections import Counter

from reading import Reading

from ingest.model import Article, Entry, Excerpt
from ingest.read.fields.page import read_line_field
from ingest.read.fields.properties import is_silent_property, read_property
from ingest.read.lines import QUOTE, item_words
from ingest.read.passages.view_link import take_passage_links

_LETTER = re.compile(r"[^\W_]")
_ADDRESS = re.compile(r"(?<![^\W_])(?<![\u1200-\u137f])(?<!\\)https?://(?!/*\w+:)[\w./-]*[^\W_]", re.ASCII)
_ADDRESS_OR_DAY = re.compile(rf"{_ADDRESS.pattern}|(?<![\w-])\d{{4}}-\d\d-\d\d(?![\w-])", re.ASCII)
_IN_TAG = r"[^<>\"'\n]|\n(?![ \t]*\n)"  # which ends with its paragraph
_TAG = re.compile(rf"</?[A-Za-z](?![\w.+-]*:|[^<>\s]*@)(?:(?:{_IN_TAG}|\"[^\"]*\"|'[^']*')*|(?:{_IN_TAG}|[\"'])*)>")
_TARGET = re.compile(r"\s(?:href|src)\s*=\s*(?![\"']?(?:#|javascript:))(\"[^\"]*\"|'[^']*'|[^\s\"'<>]+)", re.IGNORECASE)
_TOLD = re.compile(r"\[![^\[\]]*\]|(?<=\]\()#[^\s()]*|^\s*\[//\]: #.*|\{[#.:][^{}]*\}\s*$|^[\s>*+-]*[^\s:]+::\s*$")
_LONG_WORD = re.compile(r"[^\W_]{2,}")
_LONG_LINE = 10  # in letters: no list of words that only point is as long
_NUMBERS = re.compile(r"^[\s>*+-]*(?:\d{1,9}[.)](?=\s|$)[\s>*+-]*)+")


_SAID_OF = re.compile(
    r"的(?=《)|(?:摘|出|来|引)自|来源|作者|同上|[著编](?=\s|$)|\[[xX]\]|\b(?:from|source|by|par|por|von|ibid)\b",
    re.IGNORECASE,
)


# Words of links that only point, longer than a line may be of which no word is told.
_POINTING = re.compile(
    r"\[(?:在 ?\S{1,12} ?[中里上](?:查看|打开|阅读)"
    r"|(?:open|view|read) (?:in|on) [a-z]+|(?:read|view) original)\](?=\()",
    re.IGNORECASE,
)


def letters(text: str) -> str:
    """The letters and digits of a text."""
    return "".join(_LETTER.findall(text))


def said_lines(entry: Entry, article: Article) -> list[str]:
    """The lines of an entry without what is told by its place.

    Told are the names of fields that a rule knows, or that hold the article's address; HTML but for links and pictures;
    what kind a callout is of; the place on the page to which a link leads; the properties that an app keeps for itself;
    comments of Markdown.
    """

    def addresses(tag: re.Match[str]) -> str:
        places = {place for found in _TARGET.finditer(tag[0]) for place in range(*found.span(1))}
        return "".join(sign if sign == "\n" or place in places else " " for place, sign in enumerate(tag[0]))

    lines = _TAG.sub(addresses, "\n".join(entry.lines)).split("\n")  # a tag may go over several
    return [_without_names(line, article) for line in lines]


def _without_names(line: str, article: Article) -> str:
    if is_silent_property(item_words(line)):
        return ""
    field = read_line_field(QUOTE.sub("", line)) or read_property(line)
    own = article.address.url.removeprefix("https://") if article.address else "\n"
    if field and (field.role or own in field.value):
        line = field.value
    return _TOLD.sub("", line)


def head_text(article: Article) -> str:
    """What an article has from the lines above its outline."""
    said = [article.title, article.author or "", article.via or "", article.day or ""]
    said += [one.address.url for one in (article, *article.links) if one.address]
    said += [link.title or "" for link in article.links] + [tag.spelling for tag in article.tags]
    return "\n".join([*said, *(row_text(one) for one in article.excerpts if one.depth == 0)])


def row_text(excerpt: Excerpt) -> str:
    """What an excerpt has from its lines."""
    said = [excerpt.markdown, excerpt.source_url or "", excerpt.location or "", excerpt.marked or ""]
    said += [tag.spelling for tag in excerpt.tags]
    return "\n".join([*said, *(f"{link.address.url} {link.title}" for link in excerpt.links)])


def _all_text(article: Article) -> str:
    return "\n".join([head_text(article), *map(row_text, article.excerpts)])


def lost_addresses(entry: Entry, article: Article) -> list[str]:
    """The addresses and the days of an entry that its article does not have."""
    told = _all_text(article)
    return [found for found in _ADDRESS_OR_DAY.findall("\n".join(said_lines(entry, article))) if found not in told]


def untold_addresses(reading: Reading) -> list[str]:
    """The lines with an address that is in no row, if they are of no entry and no diagnostic is about them.

    Excepted are the addresses that an app or a program keeps for itself, in front matter or a card.
    """
    told = {number for one in reading.diagnostics for number in range(one.line, one.line_end + 1)}
    said = "\n".join(map(_all_text, reading.articles))
    others = [
        (number, line)
        for number, (line, owner) in enumerate(zip(reading.lines, reading.blocks.owners, strict=True), 1)
        if owner not in ("entry", "repeated", "front-matter", "separator") and number not in told
    ]
    return [f"{number}: {line}" for number, line in others if any(one not in said for one in _ADDRESS.findall(line))]


def lost_lines(entry: Entry, article: Article) -> list[str]:
    """The long lines of an entry of which its article has no word."""
    told = _all_text(article)
    lines = (_POINTING.sub(" ", line) for line in said_lines(entry, article))
    words = ((line, _LONG_WORD.findall(_ADDRESS_OR_DAY.sub(" ", line))) for line in lines)
    return [line for line, own in words if sum(map(len, own)) > _LONG_LINE and not any(word in told for word in own)]


def lost_letters(entry: Entry, article: Article) -> str:
    """The letters of the lines of excerpts that these do not have; '' when they have them all."""
    if entry.rule == "quotation":
        said = letters("".join(_SAID_OF.sub("", _NUMBERS.sub("", line)) for line in said_lines(entry, article)))
        told = _all_text(article) + len(article.excerpts) * head_text(article)  # all passages may say the same of it
        return "".join((Counter(said) - Counter(letters(told))).elements())
    lines = ["" if is_silent_property(line) else line for line in _outline(entry, article)]
    said, shown = _said_and_shown(lines, article)
    return _missing("".join(letters(_NUMBERS.sub("", line)) for line in said), _rows(article, shown))


def invented_letters(entry: Entry, article: Article) -> str:
    """The letters of the excerpts that their lines do not have; '' when none is made up or doubled."""
    if entry.rule == "quotation":
        rows = Counter(letters("".join(one.markdown for one in article.excerpts)))
        return "".join((rows - Counter(letters("\n".join(entry.lines)))).elements())
    said, shown = _said_and_shown(_outline(entry, article), article)
    return _missing(_rows(article, shown), letters("\n".join(said)))


def _outline(entry: Entry, article: Article) -> list[str]:
    """The lines of an entry from its first excerpt on."""
    start = min((one.line_start for one in article.excerpts if one.depth > 0), default=entry.line_end + 1)
    return list(entry.lines[start - entry.line_start :])


def _said_and_shown(lines: list[str], article: Article) -> tuple[list[str], set[str]]:
    """The lines of an outline without the links of apps to passages, and the addresses of these."""
    said, views = take_passage_links(lines, 0)
    shown = {view.url for view in views.values()}
    return (said, shown) if shown <= {one.source_url for one in article.excerpts} else (lines, set())


def _rows(article: Article, shown: set[str]) -> str:
    """The letters of the excerpts, with the addresses at which apps show them, but for those that are known."""
    sources = ("" if one.source_url in shown else one.source_url or "" for one in article.excerpts)
    rows = zip(article.excerpts, sources, strict=True)
    return "".join(letters(one.markdown + source) for one, source in rows if one.depth > 0)


def _missing(wanted: str, found: str) -> str:
    """The end of `wanted`, from its first letter on that does not stand in `found` behind those before it."""
    rest = iter(found)
    for index, letter in enumerate(wanted):
        if letter not in rest:
            return wanted[index:]
    return ""
