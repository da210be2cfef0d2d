"""What a log says that the rows of its entries do not: the property that nothing of a log is lost, made precise.

A letter is a letter or a digit. The letters below the first line of an entry stand in the Markdown of its excerpts, in
the order of the log, and nothing else stands there. Those of the first line stand in the title, the addresses, the day,
the source and the remarks: the parts may stand in the line in any order, but each in one piece.

Excepted are marks and markup, and only these: on the first line the star, the word that makes 【from `x`】 or (via x)
a source, what says that something was read on a day, is still to be read, or is by an author, tags and comments of
HTML, entities, the label of a link, a number glued to the title, the month before it that is in the date, and the words
of a link that only points, such as 'pdf' or an address, or of a line that is one ('Link: …'); below it the numbers of
ordered lists, and the words of an app's link to a passage, with the tags behind it.

In an entry that is an item or a paragraph, all lines above the first excerpt of the outline are what the first line is
elsewhere; a checkbox and the number of the item are marks, and so are those of items right in it, and the number of a
title on a line of its own, or of a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.model import Article, Entry
from ingest.read.dates.forms import read_day
from ingest.read.entries import MONTH_FIRST
from ingest.read.fields.properties import is_of_app, is_silent_property, read_property
from ingest.read.fields.records import read_item_record, read_record
from ingest.read.lines import BOX, ITEM, cut_start
from ingest.read.passages.view_link import take_passage_links
from ingest.read.rules import ITEM_RULES
from ingest.read.titles.before_title import cut_month
from ingest.read.titles.pointers import is_address, is_pointer, named_address
from ingest.read.titles.title_forms import plain_title, without_number
from ingest.read.words.field_names import find_role

_LETTER = re.compile(r"[^\W_]")
_LETTER_OR_BRACKET = re.compile(r"[^\W_]|[【】]")
_URL = re.compile(r"(?<![^\W_])https?://(?!/*\w+:)[\w./-]*[^\W_]", re.ASCII)
_STAR = re.compile(r"【\s*\[\s*:star:\s*\]\s*\[\s*`?\*`?\s*\]\s*】|:star2?:(?=[\s\[*_<h~\"“《])")
_TO_READ = re.compile(r"(?i:to[- ]?do|to[- ]read|unread)|LATER|[待想未][读讀]")
_TAG = re.compile(r"<!---?>|<!--.*?-->|</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>")
_COMMENT = re.compile(r"<!--(.*?)-->")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ITEM = re.compile(
    r"\s*(?:[-*+]|\d{1,9}[.)、])\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)*(?:\[[ xX]\](?:\s+|$)(?:\d{1,3}(?:[.)](?!\d)|、)\s*)?)?"
)
_MARKED_NUMBER = re.compile(r"^(?P<sign>\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?)==(?=\d)")
_EMPTY_ITEM = re.compile(r"^\s*\d{1,9}[.)](?:\s+[-*+_]+)*\s*$")
_DAY_ALONE = re.compile(r"\s*(?:【[^【】]*】\s*)+")
_GLUED_NUMBER = re.compile(r"\d{1,3}[.)、](?!\d)")
_CITED_NUMBER = re.compile(r"^[\s*]*\[\d{1,3}\][\s*]*")
_LABEL = re.compile(r"^\[([^\[\]]+)\]:", re.MULTILINE)
_REFERENCE = re.compile(r"(?<=\])\[([^\[\]]+)\]")
_PROPERTY = re.compile(r"^\s*(?:[-*+]\s)?\s*[\w.-]+::")
_DAY_TO_ORDER = re.compile(r"\d{1,2}(?P<sign>[./-])\d{1,2}(?P=sign)\d{4}")
_FIELD_NAME = re.compile(
    r"^[\s>*+-]*(?:\d{1,9}[.)]\s+)?_{0,2}(?P<name>[^\W\d][^:：*_]{0,30}?)\s*[*_]{0,2}\s*(?:::?(?!//)|：)[*_]{0,2}"
)
_NUMBERS = re.compile(r"^[\s>*+-]*(?:\d{1,9}[.)](?=\s|$)[\s>*+-]*)+")

_SAID_OF_DAY = r"(?i:(?:read|finished|completed|added|saved|accessed)(?: on)?[\s:]+|(?:阅?读完?|完)[于於][\s:：]*)"

_MOST_PLACES = 20

# The rules of the first dialect: their entries begin with one line.
ONE_LINE = ("address-line", "title-list")


def letters(text: str) -> str:
    """The letters and digits of a text."""
    return "".join(_LETTER.findall(text))


def head_and_body(entry: Entry, article: Article) -> tuple[str, list[str]]:
    """The lines of an entry that say what it is about, and those of its outline."""
    first, *rest = entry.lines
    lines = (_without_labels(first, entry.definitions), *rest)
    if entry.rule in ITEM_RULES:
        lines = tuple(_without_properties_of_apps(lines))
    if entry.rule in ONE_LINE:
        number = _GLUED_NUMBER.match(lines[0])
        # The day may stand on the next line, or one more.
        is_below = any(one.depth > 0 and one.line_start == entry.line_start + 1 for one in article.excerpts)
        first = 2 if len(lines) > 1 and _DAY_ALONE.fullmatch(lines[1]) and not is_below else 1
        if url := named_address(lines[0]):
            return url, lines[first:]
        return lines[0][number.end() if number and not article.title.startswith(number[0]) else 0 :], lines[first:]
    outline = [one.line_start - entry.line_start for one in article.excerpts if one.depth > 0]
    end = max(1, min(outline, default=len(lines)))
    start = _MARKED_NUMBER.sub(r"\g<sign>", lines[0]) if entry.rule == "list-title" else lines[0]
    item = _ITEM.match(start) if entry.rule in ITEM_RULES else None
    first = start[item.end() :] if item else start
    if entry.rule in ("text-title", "list-title"):
        first = without_number(first)
    if entry.rule == "link-paragraph":
        first = cut_start(BOX, first)[1]
    if entry.rule in ("title-address", "heading-link", "heading-title"):
        first = plain_title(first.lstrip("#").strip())
    if entry.context.startswith(MONTH_FIRST):
        first = cut_month(first)[1]
    if _is_record(entry):
        head = [_without_name(line) for line in dict.fromkeys((first, *lines[1:end]))]
        return "\n".join(head), lines[end:]
    head = [first, *(named_address(line) or _EMPTY_ITEM.sub("", line) for line in lines[1:end])]
    if (
        entry.rule == "outline-item"
    ):  # what belongs to an app, the names of properties, and the site that an address has
        site = re.compile(rf"\[(?:www\.)?{re.escape(article.address.site if article.address else '')}\]")
        head = [site.sub("", _PROPERTY.sub("", line)) for line in head if not is_silent_property(line)]
    return "\n".join(head), lines[end:]


def _without_labels(line: str, definitions: str) -> str:
    """A line without the labels of its links: in [words][label], that of a definition."""
    labels = {" ".join(label.split()).casefold() for label in _LABEL.findall(definitions)}
    return _REFERENCE.sub(lambda found: "" if found[1].casefold() in labels else found[0], line)


def _without_properties_of_apps(lines: Sequence[str]) -> Iterator[str]:
    """The lines of an entry, empty in the place of properties right below an item that an app keeps for itself."""
    yield from lines[:1]
    is_below = True
    for line in lines[1:]:
        found = read_property(line)
        yield "" if is_below and found and is_of_app(found) else line
        is_below = (is_below and found is not None) or ITEM.match(line) is not None


def _is_record(entry: Entry) -> bool:
    """Whether fields, one a line, say what the entry is."""
    if entry.rule in ("heading-title", "text-title"):
        below = next(filter(str.strip, entry.lines[1:]), "")
        return read_record(entry.lines, 1).roles > 0 and (
            entry.rule == "heading-title" or ITEM.match(below) is not None
        )
    is_item = entry.rule in ("list-link", "list-title")
    return entry.rule.endswith("-record") or (is_item and read_item_record(entry.lines)[1].is_of_article)


def _without_name(line: str) -> str:
    """A line of a record without the name of its field, which its place tells; '' where its value is a mark."""
    found = _FIELD_NAME.match(line)
    role = find_role(found["name"]) if found else None
    value = line[found.end() :].strip("<> ") if found else ""
    is_told = found and (role or is_address(value) or read_day(value))  # which need no name
    return "" if role in ("status", "number") else line[found.end() :] if found and is_told else line


def _lost_values(head: str, article: Article) -> str:
    """The letters of those values of a record that no part of its article has."""
    urls = [link.address.url for link in article.links] + ([article.address.url] if article.address else [])
    remarks = [one.markdown for one in article.excerpts if one.depth == 0]
    names = [article.title, article.author, article.via, article.day, *(link.title for link in article.links)]
    tags = "".join(tag.spelling for tag in article.tags)
    told = "\n".join(letters(part or "") for part in (*names, tags, *remarks, *urls))
    if article.day and letters(article.day) not in letters(head):  # it is in ISO form
        head = _DAY_TO_ORDER.sub("", head, count=1)
    values = [letters(line) for line in head.split("\n")]
    for url in map(letters, sorted(urls, key=len, reverse=True)):
        values = [value.replace(url, "") for value in values]
    return "".join(value for value in values if value not in told)


def lost_addresses(entry: Entry, article: Article) -> list[str]:
    """The addresses of an entry that its article does not have."""
    told = [one.address.url for one in (article, *article.links) if one.address]
    told += [one.title for one in article.links if one.title] + [tag.spelling for tag in article.tags]
    told += [f"{one.markdown} {one.source_url}" for one in article.excerpts]
    said = "\n".join([article.title, article.via or "", article.author or "", *told])
    lines = [line for line in entry.lines if not is_silent_property(line)]  # which are an outliner's own
    return [url for url in _URL.findall("\n".join(lines)) if url not in said]


def lost_letters(entry: Entry, article: Article) -> str:
    """The letters of an entry that its article does not have; '' when it has them all."""
    head, body = head_and_body(entry, article)
    said, shown = _said_and_shown(body, article)
    if _is_record(entry):
        lost = _missing("".join(letters(_NUMBERS.sub("", line)) for line in said), _rows(article, shown))
        return _lost_values(without_marks(head, article), article) + lost
    joint = " " if entry.rule in ONE_LINE else ""
    lost = _missing("".join(letters(_NUMBERS.sub("", line)) for line in said), _rows(article, shown))
    return lost_from_head(head, article, joint) + lost


def invented_letters(entry: Entry, article: Article) -> str:
    """The letters of the excerpts that the lines of the entry do not have; '' when none is made up or doubled."""
    said, shown = _said_and_shown(head_and_body(entry, article)[1], article)
    return _missing(_rows(article, shown), letters("\n".join(said)))


def _said_and_shown(body: list[str], article: Article) -> tuple[list[str], set[str]]:
    """The lines of an outline without the links of apps to passages, and the addresses of these."""
    said, views = take_passage_links(body, 0)
    shown = {view.url for view in views.values()}
    return (said, shown) if shown <= {one.source_url for one in article.excerpts} else (body, set())


def _rows(article: Article, shown: set[str]) -> str:
    """The letters of the excerpts, with the addresses at which apps show them, but for those that are known."""
    sources = ("" if one.source_url in shown else one.source_url or "" for one in article.excerpts)
    rows = zip(article.excerpts, sources, strict=True)
    return "".join(letters(one.markdown + source) for one, source in rows if one.depth > 0)


def lost_from_head(line: str, article: Article, joint: str = " ") -> str:
    """What is left of the first line when every part has taken its own out of it, addresses and longer parts first.

    `joint` takes its place; '' lets words on both sides of a part be one: in a comment, those about a 【…】 are.
    """
    line = without_marks(line, article)
    urls = [link.address.url for link in article.links] + ([article.address.url] if article.address else [])
    line = line.replace("\0", "\ufffd")  # CommonMark 0.31, section 2.3
    for url in sorted(urls, key=len, reverse=True):
        line = line.replace(url, "", 1)
    if article.day and letters(article.day) not in letters(line):
        line = re.sub(rf"(?:{_SAID_OF_DAY})?{_DAY_TO_ORDER.pattern}", "", line, count=1)
    for excerpt in article.excerpts:  # the address of a link that leads nowhere, amid the words of the title
        if excerpt.depth == 0:
            line = re.sub(rf"\]\(<?{re.escape(excerpt.markdown)}", "](", line, count=1)
    if article.day:
        without = re.sub(rf"{_SAID_OF_DAY}(?={re.escape(article.day)})", "", line, count=1)
        is_of_title = letters(article.title) in letters(line) and letters(article.title) not in letters(without)
        line = line if is_of_title else without
    if article.author:
        author = re.escape(article.author)
        line = re.sub(rf"\b(?:[Bb]y|BY|por|par|von|de|di|af|av)\s+(?=[*_\[]*{author})", "", line, count=1)
        line = re.sub(rf"(?<={author})的(?=《)", "", line, count=1)
    said_via = re.search(rf"(via|h/t|来自)[\W_]*{re.escape(article.via or '')}", line, re.IGNORECASE)
    via = f"{said_via[1] if said_via else 'from'} {article.via}" if article.via else None
    parts = [article.title, article.day, via, *(one.spelling for one in article.tags if one.rule == "hashtag")]
    parts += [article.author, *(link.title for link in article.links)]
    parts += [_without_any(excerpt.markdown, urls) for excerpt in article.excerpts if excerpt.depth == 0]
    said = [found for part in parts if part and (found := _said_letters(part))]
    for comment in map(_said_letters, _COMMENT.findall(line)):  # which are no letters of the line
        if comment in said:
            said.remove(comment)
    lefts = {_said_letters(line)}  # words that come twice may be taken in either place
    for part in sorted(said, key=len, reverse=True):
        lefts = {taken for left in lefts for taken in _without(left, part, joint)}
    return min((left.replace(" ", "") for left in lefts), key=len)


def without_marks(line: str, article: Article) -> str:
    """The first line without the words of the article's link that only point, or say that it is still to be read; and
    without the number of a citation.
    """
    if article.author:
        line = _CITED_NUMBER.sub("", line, count=1)
    if article.address:  # words that point, or are an address themselves
        url = re.escape(article.address.url).replace("://", "://|", 1).partition("|")
        own = re.compile(rf"\[{{1,2}}([^\[\]]*)\](?:[\s*_]*\])?(?=\(<?(?:{url[0]})?{url[2]}[)> ])")
        line = own.sub(lambda found: "" if is_pointer(found[1]) or is_address(found[1]) else found[0], line, count=1)
    is_unread = any(tag.rule == "unread" for tag in article.tags)
    is_marked = is_unread and len(_TO_READ.findall(line)) > (_TO_READ.match(article.title) is not None)
    return _TO_READ.sub("", line, count=1) if is_marked else line


def _without_any(text: str, urls: list[str]) -> str:
    """A remark without the addresses that are the article's as well."""
    for url in urls:
        text = text.replace(url, "", 1)
    return text


def _without(line: str, part: str, joint: str) -> set[str]:
    """The line without the part, for each place where that stands; the line itself where it stands nowhere."""
    places = [place for place in range(len(line)) if line.startswith(part, place)]
    return {line[:place] + joint + line[place + len(part) :] for place in places[:_MOST_PLACES]} or {line}


def _said_letters(markdown: str) -> str:
    """The letters of what is said, and a blank for each 【 and 】: no part stands on both sides of one by chance."""
    said = _ENTITY.sub("", _TAG.sub("", _STAR.sub("", markdown)))
    return "".join(" " if sign in "【】" else sign for sign in _LETTER_OR_BRACKET.findall(said))


def _missing(wanted: str, found: str) -> str:
    """The end of `wanted`, from its first letter on that does not stand in `found` behind those before it."""
    rest = iter(found)
    for index, letter in enumerate(wanted):
        if letter not in rest:
            return wanted[index:]
    return ""
