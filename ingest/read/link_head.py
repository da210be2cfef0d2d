"""From a paragraph that holds a link to its parts: title, address, day, other links, and the writer's comment.

Items of lists and paragraphs are read alike: `- [ ] 2021/05/18 - [title](address) — comment`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from unicodedata import category

from ingest.addresses import read_address
from ingest.commonmark import is_too_long
from ingest.model import Entry
from ingest.patterns import lazy_compile
from ingest.read import NEARLY_ALL, SEVERAL
from ingest.read.authors import QUOTED, cut_author_before_link
from ingest.read.beside import (
    cut_kind,
    cut_named_days,
    read_link,
    read_remarks,
    with_author_in_title,
    with_day_beside,
    with_day_in_title,
)
from ingest.read.dates import find_marked_day
from ingest.read.days import cut_day, cut_numbered_day, find_day
from ingest.read.entries import NUMBERED_DAYS, said_by_log
from ingest.read.head import NOTHING, PARTING, Head, cut_title, mend_links, plain_head, read_head
from ingest.read.line_head import read_line_head
from ingest.read.lines import ADDRESS_FIRST, LETTER, cut_start
from ingest.read.markdown import Inline, Span, parse_inline
from ingest.read.periods import cut_period
from ingest.read.pointers import is_pointer
from ingest.read.to_read import marks_to_read

_CHECKBOX = lazy_compile(r"\[(?P<sign>[ xX])\]\s+(?:\d{1,3}(?:[.)](?!\d)|、)\s*)?(?=\S)")
_STAR_SIGN = lazy_compile(r"\A(?::star2?:|[⭐🌟★]\ufe0f?)(?:[ \t]+(?=\S)|(?=[\[*_<h~\"“《]))")
# How good it was, in stars or thumbs: '【:+1:】'.
_STARS = lazy_compile(r"\A(?:(?:[⭐🌟★☆]\ufe0f?){2,5}[ \t]+|【(?::[+\w-]+:)+】[ \t]*)(?=\S)")
_OPENING = lazy_compile(r"[\s*_~\"“‘《「『(（]*")
_CLOSING = str.maketrans("“‘《「『(（", "”’》」』)）")
_LINK_FIRST = lazy_compile(rf"{_OPENING.pattern}(?:!?\[[^\]]|<?https?://)", re.IGNORECASE)
# What stands behind a link beside which no prose is.
_APART = lazy_compile(r"\W*$|[\s)）]*[.。;；|]")
# The end of a line whose words do not go on below.
_ENDS_LINE = lazy_compile(r"[)）\]]*[ \t]*\n(?![ \t]*[a-z,，;；])")
# A title behind a link that only points, and what parts it from a comment.
_TITLE_BEHIND = lazy_compile(r"[ \t]+[\"“《]?[^\W_]")
_COMMENT_SIGN = lazy_compile(r"(?<!\s)(?:\s+[-–—|]+\s+|\s*[:：]\s+)|：|——")
# A link at the beginning that a blank parts by mistake: '[Title] (address)'.
_PARTED_LINK = lazy_compile(r"(?P<label>\[[^\[\]]+\])[ \t]+(?=\((?:https?|ftp)://)")
# How far something is, as outliners write it before a title.
_TASK = lazy_compile(r"(?P<state>TODO|LATER|DOING|DONE)[ \t]+(?=\S)(?!\[|<|https?://)")
# The time of a day, behind it.
_CLOCK = lazy_compile(r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?[ \t]+(?=\S)")
# So many of the links may stand within another, which they follow as a bare address.
_INNER = 4
_DAY_BESIDE = lazy_compile(r"(?<=\))[ \t]?【[^【】]{3,20}】(?=[ \t]*[^\s【])")
_OUTER_LABEL = lazy_compile(r"\[(.+)\]\($", re.DOTALL)
_COMMENT = lazy_compile(r"<!--(.*?)-->", re.DOTALL)


def read_link_head(entry: Entry, markdown: str) -> Head:
    """The parts of a paragraph, whichever of them it has. A 【…】 is read as in every other entry."""
    if is_too_long(markdown):
        return cut_title(entry, plain_head(markdown))
    markdown = mend_links(markdown)
    checkbox, rest = cut_start(_CHECKBOX, markdown)
    named, written, rest = cut_named_days(rest)
    if not named:
        written, rest = cut_day(rest)
    if not written and said_by_log(entry, NUMBERED_DAYS):
        written, rest = cut_numbered_day(rest)
    clock, rest = cut_start(_CLOCK, rest) if written else (None, rest)
    stars, rest = cut_start(_STARS, rest)
    star, rest = cut_start(_STAR_SIGN, rest)
    period, rest = cut_period(rest)
    task, rest = cut_start(_TASK, rest)
    kind, rest = cut_kind(parted["label"] + rest[parted.end() :] if (parted := _PARTED_LINK.match(rest)) else rest)
    author, rest = cut_author_before_link(rest)
    is_unread = marks_to_read(kind or "") or (task is not None and task["state"] not in ("DONE", "DOING"))
    day, ambiguous = find_day(entry, written) if written else (None, ())
    words, groups = _cut_groups(rest)
    inline = parse_inline(words, entry.definitions)
    links = inline.outermost("link")
    own, inner, others = _find_own(inline, links) if links else (None, (), ())
    if own and _is_title(inline, own):
        head = _with_groups(entry, _from_link(entry, words, inline, own, inner, others), groups)
    else:
        head = read_line_head(entry, rest)
        head = head if day else with_day_in_title(entry, head)
    if author:
        head = replace(head, author=author, title=_without_quotes(head.title))
    head = with_author_in_title(entry, head)
    head = read_remarks(entry, head if day else with_day_beside(entry, head))
    other = head.day if day and head.day != day else None  # one more day: none is lost
    state = None if task is None or is_unread else task["state"]
    time, rating = (found and found[0].strip() for found in (clock, stars))
    said = (other, named, time, period, state, None if is_unread else kind, rating)
    return replace(
        head,
        remarks=(*filter(None, said), *head.remarks),
        day=day or head.day,
        starred=head.starred or star is not None,
        unread=head.unread or is_unread or (checkbox is not None and checkbox["sign"] == " "),
        diagnostics=(*ambiguous, *head.diagnostics),
    )


def begins_with_link(markdown: str) -> bool:
    """Whether a line may begin with a link, behind a checkbox, a day or a star."""
    if "[" not in markdown and "://" not in markdown:
        return False
    named, _, rest = cut_named_days(cut_start(_CHECKBOX, markdown)[1])
    rest = rest if named else cut_day(rest)[1]
    rest = cut_period(_STAR_SIGN.sub("", _STARS.sub("", rest, count=1), count=1))[1]
    return _LINK_FIRST.match(cut_kind(rest)[1]) is not None


def are_links(items: Sequence[str]) -> bool:
    """Whether the items of a list, without their signs, are several, of which nearly all begin with a link."""
    links = sum(map(begins_with_link, items))
    return links >= SEVERAL and links >= NEARLY_ALL * len(items)


def has_box(markdown: str) -> bool:
    """Whether a line begins with a checkbox."""
    return _CHECKBOX.match(markdown) is not None


def is_task(markdown: str) -> bool:
    """Whether a line is a checkbox and a link: an article to be ticked off, wherever it stands."""
    return has_box(markdown) and "://" in markdown and begins_with_link(markdown)


def is_wrapped(markdown: str) -> bool:
    """Whether a line begins with a link that a line below it completes."""
    return begins_with_link(markdown) and (markdown.count("[") > markdown.count("]") or markdown.endswith("]("))


def _cut_groups(markdown: str) -> tuple[str, str]:
    """A paragraph without the 【…】 that close it, and these; with them the day in one right behind its link."""
    beside = _DAY_BESIDE.search(markdown)
    if beside and find_marked_day(beside[0]):
        words, groups = _cut_groups(markdown[: beside.start()] + markdown[beside.end() :])
        return words, beside[0] + groups
    end = len(markdown.rstrip())
    while markdown.endswith("】", 0, end) and (start := markdown.rfind("【", 0, end)) >= 0:
        if "】" in markdown[start : end - 1]:  # which closes none
            break
        end = len(markdown[:start].rstrip())
    return markdown[:end], markdown[end:]


def _with_groups(entry: Entry, head: Head, groups: str) -> Head:
    """A head with what the 【…】 behind it say, which is what they say in every other entry."""
    if not groups or not head.address:
        return head
    said = read_head(entry, f"{head.address.url} {groups}")
    return replace(
        head,
        remarks=(*head.remarks, *said.remarks),
        day=said.day,
        via=said.via,
        starred=said.starred,
        diagnostics=(*head.diagnostics, *said.diagnostics),
    )


def _find_own(inline: Inline, links: Sequence[Span]) -> tuple[Span, Sequence[Span], Sequence[Span]]:
    """The link that the paragraph is about, those in its words, and those behind it.

    Markdown takes the inner one of `[words [inner](address) words](address)` for the link; people mean the outer one.
    """
    for place, link in enumerate(links[1:_INNER], 1):
        if label := _OUTER_LABEL.match(inline.text[: link.start]):
            own = Span(*label.span(1), "link", link.value, link.source_end + 1)
            return own, links[:place], links[place + 1 :]
    return links[0], (), links[1:]


def _is_title(inline: Inline, link: Span) -> bool:
    """Whether the words of the link are a title, and no words stand before it."""
    label = inline.words(link)
    return (
        bool(LETTER.search(label)) and not ADDRESS_FIRST.match(label) and not LETTER.search(inline.text[: link.start])
    )


def _without_quotes(title: Inline) -> Inline:
    """A title without the quotation marks about all of it."""
    return title.cut(1, len(title.text) - 1) if QUOTED.fullmatch(title.text) else title


def _from_link(
    entry: Entry, markdown: str, inline: Inline, own: Span, inner: Sequence[Span], others: Sequence[Span]
) -> Head:
    """The head of a paragraph that begins with a link: its words are the title.

    Links right behind it are other addresses; all from the first word on is the comment, with the links in it.
    """
    last = own
    beside = [read_link(inline, link) for link in inner]
    ends = [*(other.start for other in others[1:]), len(inline.text)]
    for link, end in zip(others, ends, strict=False):
        is_apart = _ENDS_LINE.match(markdown, link.source_end) or _APART.match(inline.text[link.end : end])
        if LETTER.search(inline.text[last.end : link.start]) or not is_apart:
            break
        beside.append(read_link(inline, link))
        last = link
    # The words of an image are the title's; its address is kept as a link.
    beside += [read_link(inline, image) for image in inline.of("image") if image.end <= last.end]
    said = [span for span in inline.of("comment") if span.value]
    behind = markdown[last.source_end :]
    end = behind.rfind("-->") + len("-->")  # behind which none is closed
    hidden = {found[0]: found[1].strip() for found in _COMMENT.finditer(behind, 0, end)}
    hidden = {written: words for written, words in hidden.items() if any(span.value == words for span in said)}
    asides = [*(span.value for span in said if span.start < last.end), *hidden.values()]
    comment = _COMMENT.sub(lambda found: "" if found[0] in hidden else found[0], behind[:end]) + behind[end:]
    comment = _without_signs(comment, _opening(markdown)) if last is own else _without_signs(comment.lstrip(" )）"), "")
    label = inline.words(own)
    title = inline.cut(own.start + len(label) - len(label.lstrip()), own.start + len(label.rstrip()))
    if is_pointer(label) and _TITLE_BEHIND.match(inline.text, last.end):
        sign = _COMMENT_SIGN.search(comment)
        title = parse_inline(comment[: sign.start()] if sign else comment, entry.definitions)
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
        return PARTING.sub("", comment[len(closing) :], count=1).rstrip()
    return opening + PARTING.sub("", comment, count=1).rstrip()
