"""From a paragraph that holds a link to its parts: title, address, day, other links, and the writer's comment.

Items of lists and paragraphs are read alike: `- [ ] 2021/05/18 - [title](address) — comment`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple
from unicodedata import category

from ingest.addresses import read_address
from ingest.commonmark import is_too_long
from ingest.model import Entry
from ingest.patterns import lazy_compile
from ingest.read import NEARLY_ALL, SEVERAL
from ingest.read.dates.days import find_day
from ingest.read.dates.forms import find_marked_day
from ingest.read.lines import ADDRESS_FIRST, LETTER, PICTURES, has_box
from ingest.read.markdown import COMMENT, Inline, Span, parse_inline
from ingest.read.tags import listed_tags, split_tags
from ingest.read.titles.authors import QUOTED
from ingest.read.titles.before_title import cut_before_title
from ingest.read.titles.beside import (
    read_link,
    read_remarks,
    with_author_in_title,
    with_day_beside,
    with_day_in_title,
)
from ingest.read.titles.head import NOTHING, Head, cut_title, mend_links, plain_head, read_head, without_parting
from ingest.read.titles.line_head import read_line_head
from ingest.read.titles.pointers import is_pointer

_OPENING = lazy_compile(r"[\s*_~\"“‘《「『(（]*")
_CLOSING = str.maketrans("“‘《「『(（", "”’》」』)）")
_LINK_FIRST = lazy_compile(rf"{_OPENING.pattern}(?:!?\[[^\]]|<?https?://|{PICTURES}\[[^\]])", re.IGNORECASE)
_PICTURE = lazy_compile(rf"(?=!\[){PICTURES}$")
# What stands behind a link beside which no prose is.
_APART = lazy_compile(r"\W*$|[\s)）]*[.。;；|]")
# The end of a line whose words do not go on below.
_ENDS_LINE = lazy_compile(r"[)）\]]*[ \t]*\n(?![ \t]*[a-z,，;；])")
# A title behind a link that only points, and what parts it from a comment.
_TITLE_BEHIND = lazy_compile(r"[ \t]+[\"“《]?[^\W_]")
_COMMENT_SIGN = lazy_compile(r"(?<!\s)(?:\s+[-–—|]+\s+|\s*[:：]\s+)|：|——")
# A link at the beginning that a blank parts by mistake: '[Title] (address)'.
_PARTED_LINK = lazy_compile(r"(?P<label>\[[^\[\]]+\])[ \t]+(?=\((?:https?|ftp)://)")
# So many of the links may stand within another, which they follow as a bare address.
_INNER = 4
_DAY_BESIDE = lazy_compile(r"(?<=\))[ \t]?【[^【】]{3,20}】(?=[ \t]*[^\s【])")
_OUTER_LABEL = lazy_compile(r"\[(.+)\]\($", re.DOTALL)


def read_link_head(entry: Entry, markdown: str) -> Head:
    """The parts of a paragraph, whichever of them it has. A 【…】 is read as in every other entry."""
    if is_too_long(markdown):
        return cut_title(entry, plain_head(markdown))
    before = cut_before_title(mend_links(markdown), entry.context)
    parted = _PARTED_LINK.match(before.rest)
    rest = parted["label"] + before.rest[parted.end() :] if parted else before.rest
    day, ambiguous = find_day(entry, before.day) if before.day else (None, ())
    words, groups = _cut_groups(rest)
    inline = parse_inline(words, entry.definitions)
    links = inline.outermost("link")
    found = _part_links(inline, links) if links else None
    if found and _is_title(inline, found.own):
        head = _with_groups(entry, _from_link(entry, words, inline, found), groups)
    else:
        head = read_line_head(entry, rest)
        head = head if day else with_day_in_title(entry, head)
    if before.author:
        head = replace(head, author=before.author, title=_without_quotes(head.title))
    head = with_author_in_title(entry, head)
    head = read_remarks(entry, head if day else with_day_beside(entry, head))
    other = head.day if day and head.day != day else None  # one more day: none is lost
    return replace(
        head,
        remarks=(*filter(None, [other]), *before.remarks, *head.remarks),
        tags=(*listed_tags(split_tags(before.tags or "")), *head.tags),
        day=day or head.day,
        starred=head.starred or before.star is not None,
        unread=head.unread or before.is_unread,
        diagnostics=(*ambiguous, *head.diagnostics),
    )


def begins_with_link(markdown: str) -> bool:
    """Whether a line may begin with a link, whatever stands before its title."""
    if "[" not in markdown and "://" not in markdown:
        return False
    return _LINK_FIRST.match(cut_before_title(markdown).rest) is not None


def are_links(items: Sequence[str]) -> bool:
    """Whether the items of a list, without their signs, are several, of which nearly all begin with a link.

    Pictures are no items of such a list.
    """
    items = [item for item in items if not _PICTURE.match(item)]
    links = sum(map(begins_with_link, items))
    return links >= SEVERAL and links >= NEARLY_ALL * len(items)


def is_task(markdown: str) -> bool:
    """Whether a line is a checkbox and a link: an article to be ticked off, wherever it stands."""
    return has_box(markdown) and "://" in markdown and begins_with_link(markdown)


def is_wrapped(markdown: str) -> bool:
    """Whether a line begins with a link that a line below it completes."""
    return begins_with_link(markdown) and (markdown.count("[") > markdown.count("]") or markdown.endswith("]("))


def _cut_groups(markdown: str) -> tuple[str, str]:
    """A paragraph without the 【…】 that close it, and these; with them the day in the first right behind a link."""
    beside = _DAY_BESIDE.search(markdown)
    day = beside[0] if beside and find_marked_day(beside[0]) else ""
    if beside and day:
        markdown = markdown[: beside.start()] + markdown[beside.end() :]
    end = len(markdown.rstrip())
    while markdown.endswith("】", 0, end) and (start := markdown.rfind("【", 0, end)) >= 0:
        if "】" in markdown[start : end - 1]:  # which closes none
            break
        end = len(markdown[:start].rstrip())
    return markdown[:end], day + markdown[end:]


def _with_groups(entry: Entry, head: Head, groups: str) -> Head:
    """A head with what the 【…】 behind it say, which is what they say in every other entry."""
    if not groups or not head.address:
        return head
    said = read_head(entry, f"{head.address.url} {groups}")
    return replace(
        head,
        links=(*head.links, *said.links),
        remarks=(*head.remarks, *said.remarks),
        day=said.day,
        via=said.via,
        starred=said.starred,
        diagnostics=(*head.diagnostics, *said.diagnostics),
    )


class _Links(NamedTuple):
    """The link that a paragraph is about, those in its words, and those behind it."""

    own: Span
    inner: Sequence[Span]
    others: Sequence[Span]


def _part_links(inline: Inline, links: Sequence[Span]) -> _Links:
    """The links of a paragraph, parted.

    Markdown takes the inner one of `[words [inner](address) words](address)` for the link; people mean the outer one.
    """
    for place, link in enumerate(links[1:_INNER], 1):
        if label := _OUTER_LABEL.match(inline.text[: link.start]):
            own = Span(*label.span(1), "link", link.value, link.source_end + 1)
            return _Links(own, links[:place], links[place + 1 :])
    return _Links(links[0], (), links[1:])


def _is_title(inline: Inline, link: Span) -> bool:
    """Whether the words of the link are a title, and no words stand before it but those of images."""
    label = inline.words(link)
    before = inline.hide("image")[: link.start]
    return bool(LETTER.search(label)) and not ADDRESS_FIRST.match(label) and not LETTER.search(before)


def _without_quotes(title: Inline) -> Inline:
    """A title without the quotation marks about all of it."""
    return title.cut(1, len(title.text) - 1) if QUOTED.fullmatch(title.text) else title


def _from_link(entry: Entry, markdown: str, inline: Inline, links: _Links) -> Head:
    """The head of a paragraph that begins with a link: its words are the title.

    Links right behind it are other addresses; all from the first word on is the comment, with the links in it.
    """
    own, inner, others = links
    last = own
    beside = [read_link(inline, link) for link in inner]
    ends = [*(other.start for other in others[1:]), len(inline.text)]
    for link, end in zip(others, ends, strict=False):
        is_apart = _ENDS_LINE.match(markdown, link.source_end) or _APART.match(inline.text[link.end : end])
        if LETTER.search(inline.text[last.end : link.start]) or not is_apart:
            break
        beside.append(read_link(inline, link))
        last = link
    behind = markdown[last.source_end :]
    said = [span for span in inline.of("comment", "image") if span.value]
    # One without words at the end of the link stands in it, or right behind it.
    within = [one for one in said if one.end <= last.end and (one.start < last.end or one.value not in behind)]
    # The words of an image are the title's; its address is kept as a link.
    beside += (read_link(inline, span) for span in within if span.kind == "image")
    end = behind.rfind("-->") + len("-->")  # behind which none is closed
    hidden = {found[0]: found[1].strip() for found in COMMENT.finditer(behind, 0, end)}
    hidden = {written: words for written, words in hidden.items() if any(span.value == words for span in said)}
    asides = [*(span.value for span in within if span.kind == "comment"), *hidden.values()]
    comment = COMMENT.sub(lambda found: "" if found[0] in hidden else found[0], behind[:end]) + behind[end:]
    comment = _without_signs(comment, _opening(markdown)) if last is own else _without_signs(comment.lstrip(" )）"), "")
    label = inline.words(own)
    title = inline.cut(own.start + len(label) - len(label.lstrip()), own.start + len(label.rstrip()))
    if is_pointer(label) and _TITLE_BEHIND.match(inline.text, last.end):
        sign = _COMMENT_SIGN.search(comment)
        title = parse_inline(comment[: sign.start()] if sign else comment, entry.definitions)
        asides += (span.value for span in title.of("comment") if span.value)
        beside += [read_link(title, span) for span in title.of("link", "image") if span.value]
        comment = comment[sign.end() :] if sign else ""
    return cut_title(
        entry,
        Head(
            title=title,
            address=read_address(own.value),
            links=tuple(beside),
            remarks=(*_symbols(inline.text[: own.start]), *([] if NOTHING.fullmatch(comment) else [comment]), *asides),
            struck=any(span.start <= own.start and own.end <= span.end for span in inline.of("s")),
        ),
    )


def _symbols(text: str) -> list[str]:
    """What a text says without words: ❌, ✅."""
    found = "".join(sign for sign in text if category(sign) == "So")
    return [found] if found else []


def _opening(markdown: str) -> str:
    """The signs that a paragraph opens before its link, such as those of strong print."""
    found = _OPENING.match(markdown)
    return found[0].strip() if found else ""


def _without_signs(comment: str, opening: str) -> str:
    """A comment without the signs that part it from the link; `opening` are those before the link, to be closed."""
    closing = opening[::-1].translate(_CLOSING)
    if comment.startswith(closing):
        return without_parting(comment[len(closing) :]).rstrip()
    return opening + without_parting(comment).rstrip()
