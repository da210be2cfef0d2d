"""From where a paragraph of an outline stands and what it says to the kind of excerpt that it is.

Never sees more of the outline than it is told.
"""

from __future__ import annotations

import re

from ingest.model import ExcerptKind
from ingest.patterns import lazy_compile
from ingest.read import LONGEST_TITLE
from ingest.read.lines import LETTER, ends_with_colon
from ingest.read.markdown import Inline

_REPLIES = lazy_compile(
    r"[^。，]{0,8}(?:回复|评论|留言|讨论|repl(?:y|ies)|comments?|discussion)[^。，]{0,8}", re.IGNORECASE
)
_SENTENCE_END = lazy_compile(r"[。；;，,.…]$|[。；]")
_NUMBER = lazy_compile(
    r"""第[一二三四五六七八九十百\d]+[章节部篇讲课步]         # 第三章
    |[一二三四五六七八九十]{1,3}\s*[、.．:：]               # 一、
    |\d{1,2}(?:\.\d{1,2}){1,4}[\s.、:：]?(?!\d)              # 1.1
    |[（(]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[)）]  # (2)
    |[⑴-⒇㈠-㈩]                                             # ⑶
    |(?:part|chapter|section|step|appendix)\s+[\dIVX一二三四五六七八九十]+\b  # Part 3""",
    re.VERBOSE | re.IGNORECASE,
)
# How long a heading can be: marked as one by strong print, by a number, or only by what stands below it. A word of
# letters counts as two Chinese characters.
_STRONG_LENGTH, _NUMBERED_LENGTH, _PARENT_LENGTH = 80, 40, 30
_LENGTH = lazy_compile(r"(?P<word>[A-Za-z0-9_]+)|[^\s]")


def find_kind(inline: Inline, quotes: int, is_parent: bool, is_note: bool, in_replies: bool) -> ExcerptKind:
    """What a paragraph is, by its place and its words.

    `quotes` is how many quote signs stand before it; `is_parent`, whether items of a list stand below it; `is_note`,
    whether it begins with `//notes：`; `in_replies`, whether it stands below a label such as 回复.
    """
    text = inline.text.strip()
    if inline.of("image") and not inline.without("image").strip():
        return "image"
    if is_note:
        return "note"
    links = inline.of("link")
    if links and (not LETTER.search(inline.without("link")) or (quotes == 0 and not _is_within(inline))):
        return "link"
    if in_replies and quotes:
        return "reply"
    if quotes == 1:
        return "heading" if _is_heading(inline, is_parent) else "quote"
    is_label = is_parent or ends_with_colon(text) or announces_replies(text)
    if quotes == 0 and is_label and len(text) <= LONGEST_TITLE:  # the path of all below it has its words
        return "label"
    return "reply" if in_replies else "note"


def announces_replies(text: str) -> bool:
    """Whether a label says that other people's words follow."""
    return _REPLIES.fullmatch(text.strip(" :：")) is not None


def _is_within(inline: Inline) -> bool:
    """Whether the first link stands amid a sentence: words are before it and behind it, and its own are no address."""
    first = inline.of("link")[0]
    before, label, behind = inline.text[: first.start], inline.words(first), inline.text[first.end :]
    return all(map(LETTER.search, (before, behind))) and "://" not in label


def _is_heading(inline: Inline, is_parent: bool) -> bool:
    """Whether a quoted paragraph is a section title: wholly strong, numbered, or short with others below it."""
    text = inline.text.strip()
    if not text or "\n" in text or _SENTENCE_END.search(text):
        return False
    emphasis = [span.kind for span in inline.of("strong", "em") if len(inline.words(span)) >= len(text)]
    length = sum(2 if found["word"] else 1 for found in _LENGTH.finditer(text))
    return (
        (emphasis == ["strong"] and length <= _STRONG_LENGTH)
        or (_NUMBER.match(text) is not None and length <= _NUMBERED_LENGTH)
        or (is_parent and length <= _PARENT_LENGTH)
    )
