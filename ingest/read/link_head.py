"""From a paragraph that holds a link to its parts: title, address, day, other links, and the writer's comment.

Items of lists and paragraphs are read alike: `- [ ] 2021/05/18 - [title](address) — comment`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.addresses import read_address
from ingest.commonmark import is_too_long
from ingest.model import Entry, Link
from ingest.read.dates import read_day_in_order
from ingest.read.days import find_day
from ingest.read.head import PARTING, Head, cut_title, plain_head, read_head
from ingest.read.markdown import Inline, Span, parse_inline

_CHECKBOX = re.compile(r"\[(?P<sign>[ xX])\][ \t]+(?=\S)")
_STAR_SIGN = re.compile(r"\A(?::star2?:|[⭐🌟★]\ufe0f?)[ \t]*(?=[\[*_<h])")
_OPENING = re.compile(r"[\s*_~\"“‘《「(（]*")
_CLOSING = str.maketrans("“‘《「(（", "”’》」)）")
_LINK_FIRST = re.compile(rf"{_OPENING.pattern}(?:!?\[[^\]]|<?https?://)", re.IGNORECASE)
_BARE = re.compile(r"\s*\w+://")
_WORD = re.compile(r"[^\W_]")
# What stands behind a link beside which no prose is.
_APART = re.compile(r"\W*$|[\s)）]*[.。;；|]")
_TITLE_END = re.compile(r"(?<=\S)\s*[:：—]$|\s+[-–|]$")
_LINE_BREAK = re.compile(r"\\?\n")
# '**Title:** a comment', without an address.
_STRONG_TITLE = re.compile(
    r"(?P<sign>\*\*|__)(?P<title>[^*_\n]*[^*_\n:：])(?:[:：](?P=sign)|(?P=sign)\s*[:：])\s*(?P<comment>\S.*)", re.DOTALL
)
_NOTHING = re.compile(r"[\s)\]）」》”’\"'*_~.。,，;；]*")
# So many of the links may stand within another, which they follow as a bare address.
_INNER = 4
_OUTER_LABEL = re.compile(r"\[(.+)\]\($", re.DOTALL)
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)

# Where a day may end before the rest of a paragraph, and begin behind it: at a sign, or at what it is enclosed in.
_BEHIND_DAY = re.compile(
    r"\s*(?:[-–—:：|,，]+(?:\s+|$)|[—：|])|\s+(?=[\[<*_~\"“‘《]|(?i:https?:))|(?<=[)）】\]`*])(?!\()\s*|$"
)
_BEFORE_DAY = re.compile(r"\s*[-–—|,，:：@]\s+|(?<=[)>])\s+|\s*(?=[(（【`]|\*\*|\[\[)")
_DAY = re.compile(
    r"(?P<open>\*\*|__|【`?|[`(（]|#?\[\[?)?(?P<day>[^\[\]()（）【】*`<>]{3,40})(?(open)(?:\*\*|__|`?】|[`)）]|\]\]?)):?"
)
_VERSION = re.compile(r"\d{1,2}\.\d{1,2}")
# Right before a link such a number is a day; 1.2 is the number of a section.
_SHORT_DAY = re.compile(
    r"(?P<day>(?!\d\.\d\b)(?:0?[1-9]|1[0-2])\.(?:0?[1-9]|[12]\d|3[01]))\s*(?:[-–—:：]\s*|\s)(?=[*_~]*\[|<?(?i:https?:))"
)
_LONGEST_DAY = 60
# What readers say of an article behind its link, "4/5" or "8/10", is no day.
_RATING = re.compile(r"(?:[0-5]\s*/\s*5|(?:\d|10)\s*/\s*10)(?!\d)[\s.。]*")


def read_link_head(entry: Entry, markdown: str) -> Head:
    """The parts of a paragraph, whichever of them it has. A 【…】 is read as in every other entry."""
    if is_too_long(markdown):
        return plain_head(markdown)
    checkbox = _CHECKBOX.match(markdown)
    written, rest = cut_day(markdown[checkbox.end() :] if checkbox else markdown)
    star = _STAR_SIGN.match(rest)
    rest = rest[star.end() :] if star else rest
    day, ambiguous = find_day(entry, written) if written else (None, ())
    words, groups = _cut_groups(rest)
    inline = parse_inline(words, entry.definitions)
    links = inline.outermost("link")
    own, inner, others = _find_own(inline, links) if links else (None, (), ())
    if own and _is_title(inline, own):
        head = _with_groups(entry, _from_link(entry, words, inline, own, inner, others), groups)
    else:
        head = _from_line(entry, rest)
    return replace(
        head,
        day=day or head.day,
        starred=head.starred or star is not None,
        unread=head.unread or (checkbox is not None and checkbox["sign"] == " "),
        diagnostics=(*ambiguous, *head.diagnostics),
    )


def begins_with_link(markdown: str) -> bool:
    """Whether a line may begin with a link, behind a checkbox, a day or a star."""
    if "[" not in markdown and "://" not in markdown:
        return False
    checkbox = _CHECKBOX.match(markdown)
    rest = cut_day(markdown[checkbox.end() :] if checkbox else markdown)[1]
    return _LINK_FIRST.match(_STAR_SIGN.sub("", rest, count=1)) is not None


def is_task(markdown: str) -> bool:
    """Whether a line is a checkbox and a link: an article to be ticked off, wherever it stands."""
    return _CHECKBOX.match(markdown) is not None and "://" in markdown and begins_with_link(markdown)


def is_wrapped(markdown: str) -> bool:
    """Whether a line begins with a link that a line below it completes."""
    return begins_with_link(markdown) and (markdown.count("[") > markdown.count("]") or markdown.endswith("]("))


def cut_day(markdown: str) -> tuple[str | None, str]:
    """The day that stands before all else, or behind it, as written, and the paragraph without it.

    >>> cut_day("May 18, 2021: [t](https://example.org/)")
    ('May 18, 2021', '[t](https://example.org/)')
    >>> cut_day("12.1 [t](https://example.org/)")
    ('12.1', '[t](https://example.org/)')
    >>> cut_day("[t](https://example.org/) — good (2021/5/18)")
    ('2021/5/18', '[t](https://example.org/) — good')
    """
    start = markdown[:_LONGEST_DAY]
    if found := _SHORT_DAY.match(start):
        return found["day"], markdown[found.end() :]
    for found in reversed(list(_BEHIND_DAY.finditer(start))):
        if day := _only_day(start[: found.start()]):
            return day, markdown[found.end() :]
    rest = markdown.rstrip(" \t.。")
    first = max(0, len(rest) - _LONGEST_DAY)
    for found in _BEFORE_DAY.finditer(rest, first):
        behind = rest[found.end() :]
        if not _RATING.fullmatch(behind) and (day := _only_day(behind)):
            return day, rest[: found.start()]
    return None, markdown


def _only_day(text: str) -> str | None:
    """The day that a text is, without what encloses it. A number such as 3.10 is one only in 【…】 and `…`."""
    found = _DAY.fullmatch(text.strip())
    day = found["day"].strip(" :：,，") if found else ""
    if not found or (_VERSION.fullmatch(day) and found["open"] not in ("【", "【`", "`")):
        return None
    return day if any(read_day_in_order(day, order) for order in ("mdy", "dmy")) else None


def _cut_groups(markdown: str) -> tuple[str, str]:
    """A paragraph without the 【…】 that close it, and these."""
    end = len(markdown.rstrip())
    while markdown.endswith("】", 0, end) and (start := markdown.rfind("【", 0, end)) >= 0:
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
    label = inline.text[link.start : link.end]
    return bool(_WORD.search(label)) and not _BARE.match(label) and not _WORD.search(inline.text[: link.start])


def _from_line(entry: Entry, markdown: str) -> Head:
    """The head of a paragraph that begins with words, or with an address that has no others."""
    head = read_head(entry, _LINE_BREAK.sub(" ", markdown))
    if not head.address and (strong := _STRONG_TITLE.match(markdown)):
        titled = read_head(entry, strong["title"])
        return replace(titled, remarks=(*titled.remarks, strong["comment"]))
    title = head.title.cut(0, len(_TITLE_END.sub("", head.title.text)))
    if not title.text and head.address:
        title = Inline(head.address.url, ())
    return replace(head, title=title, remarks=tuple(PARTING.sub("", remark, count=1) for remark in head.remarks))


def _from_link(
    entry: Entry, markdown: str, inline: Inline, own: Span, inner: Sequence[Span], others: Sequence[Span]
) -> Head:
    """The head of a paragraph that begins with a link: its words are the title.

    Links right behind it are other addresses; all from the first word on is the comment, with the links in it.
    """
    last = own
    beside = [_read_link(inline, link) for link in inner]
    ends = [*(other.start for other in others[1:]), len(inline.text)]
    for link, end in zip(others, ends, strict=False):
        if _WORD.search(inline.text[last.end : link.start]) or not _APART.match(inline.text[link.end : end]):
            break
        beside.append(_read_link(inline, link))
        last = link
    # The words of an image are the title's; its address is kept as a link.
    beside += [_read_link(inline, image) for image in inline.of("image") if image.end <= last.end]
    said = [span for span in inline.of("comment") if span.value]
    behind = markdown[last.source_end :]
    hidden = {found[0]: found[1].strip() for found in _COMMENT.finditer(behind)}
    hidden = {written: words for written, words in hidden.items() if any(span.value == words for span in said)}
    asides = [*(span.value for span in said if span.start < last.end), *hidden.values()]
    comment = _COMMENT.sub(lambda found: "" if found[0] in hidden else found[0], behind)
    comment = _without_signs(comment, _opening(markdown)) if last is own else _without_signs(comment.lstrip(" )）"), "")
    label = inline.text[own.start : own.end]
    return cut_title(
        entry,
        Head(
            title=inline.cut(own.start + len(label) - len(label.lstrip()), own.start + len(label.rstrip())),
            address=read_address(own.value),
            links=tuple(beside),
            remarks=(*([] if _NOTHING.fullmatch(comment) else [comment]), *asides),
            day=None,
            via=None,
            starred=False,
            struck=any(span.start <= own.start and own.end <= span.end for span in inline.of("s")),
            diagnostics=(),
        ),
    )


def _read_link(inline: Inline, link: Span) -> Link:
    words = inline.text[link.start : link.end].strip()
    return Link(read_address(link.value), words if words and words != link.value else None)


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
