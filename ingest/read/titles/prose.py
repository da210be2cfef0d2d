"""Whether a line is running text that happens to hold a link: such a link is no article.

Only links with words of their own count: behind a bare address stand the words that belong to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.patterns import lazy_compile
from ingest.read.lines import IN_LABEL, SENTENCE_ENDS
from ingest.read.titles.before_title import cut_before_title
from ingest.read.titles.pointers import holds_only_pointers, is_address, is_pointer
from ingest.read.titles.title_forms import may_be_title

# A link in Markdown's own form; where exactly it ends does not matter here.
_LINK = lazy_compile(rf"\[{IN_LABEL}*+\]\((?:<[^<>]*>|(?:[^()\s]|\([^()\s]*\))*+)\)")
_WORDS = lazy_compile(r"[^\W_]+")
_MARKS = lazy_compile(r"【[^【】]*】|https?://\S+")
_FEW = 2
_MANY = 3
_SENTENCE_WORDS = 12
_ENCLOSING = ("(", "（", "[", "【")
# The end of a link that a line above begins, and a kind of thing that is named before the link to it.
_LINK_END = lazy_compile(r"[^\[\]]*\]\(")
_NAMED_KIND = lazy_compile(r"[^\w\[]*[^\W_]{1,20}[ \t]*[:：][ \t]*(?=\[)")
_SENTENCE_END = lazy_compile(r"[a-z]{3}\.\s+[^\W_a-z]")
# Before a link that points from a title, and behind it: an emphasised title and its author; a remark, or none.
_EMPHASISED = lazy_compile(r"(?P<sign>\*{1,3}|_{1,3})[^*_]+(?P=sign)[ \t]*(?:[-–—,，(（]|by\b)")
_REMARK_END = lazy_compile(r"[*_]{0,2}[)）\]]?[\s.。]*$")
_POINTED_END = lazy_compile(r"[)）\]]?\s*(?:[`(（\[,，:：;；—–|-]|by\b|$)")
_BRACKETED_END = lazy_compile(r"\s*[(（][^()（）\[\]]{2,200}[)）][\s.。]*$")
_SET_APART = lazy_compile(r"`[^`]+`|\d\.\d|[＜<〈{][^＜<〈{}〉>＞]+[}〉>＞]")
# Words with which no sentence ends.
_UNFINISHED = lazy_compile(
    r"(?:\s(?:an?|the|and|or|but|in|of|to|for|with|by|from|into|than|as|is|are|was|were|my|your|his|their|its)"
    r"|[A-Za-z],)$"
)
_UNFINISHED_LENGTH = len(" from ")
_CHINESE_ENDS = ("。", "！", "？")
_IN_CHINESE = lazy_compile(r"[\u3400-\u9fff]$")
# What leads to a bare address in a sentence, and goes on behind it: `见 https://… 的说明。`
_WITHIN_SENTENCE = lazy_compile(
    r"[见見看在自从從到是如像用由][ \t]{0,3}(?:https?|ftp)://\S{1,500}[ \t]{1,3}[的里裡上中这這那说說讲講提]"
)
_GOES_ON = tuple(":：,，、;；([（→")
_LINK_FIRST = lazy_compile(r"[*_~]*(?:\[|<?(?:https?|ftp)://)", re.IGNORECASE)
_ADDRESS_LAST = lazy_compile(r"(?:\]\([^\s()]+\)|://[^\s()]+|】)$")


def begins_with_sentence(line: str) -> bool:
    """Whether a whole sentence stands before the first link of a line, and no bare address.

    One of English is none where the link only points, and no other begins: 'Ann. Title of a paper. [pdf](address)'.
    """
    link = _LINK.search(line)
    if link is None or "://" in (before := line[: link.start()]):
        return False
    is_about_link = not is_pointer(_words_of(link)) or is_unfinished(before)
    return "。" in before or (is_about_link and _SENTENCE_END.search(before) is not None)


def ends_with_address(line: str) -> bool:
    """Whether a line is a sentence of many words that its address ends, with the sign behind it."""
    before, _, behind = line.rstrip().partition("://")
    return (
        behind.endswith((".", "。")) and not re.search(r"\s", behind) and len(_WORDS.findall(before)) > _SENTENCE_WORDS
    )


def has_address_within(line: str) -> bool:
    """Whether a sentence leads to a bare address, and goes on behind it: `见 https://… 的说明`."""
    return _WITHIN_SENTENCE.search(line) is not None


def is_footnote(line: str) -> bool:
    """Whether a line begins with the sign of a footnote: `[^1]`, or an asterisk that Markdown leaves alone."""
    return line.startswith(("[^", "\\*", "†", "‡"))


def is_unfinished(line: str) -> bool:
    """Whether a line breaks off within a sentence of English, after a comma or a word such as `the`."""
    return _UNFINISHED.search(line.rstrip()[-_UNFINISHED_LENGTH:]) is not None


def begins_below_item(lines: Sequence[str]) -> bool:
    """Whether the last of the lines, text right below those of an item, is an article of its own.

    To CommonMark (0.31, section 5.1) it is more of the item. It is not where that has an address already and breaks off
    nowhere, and either it ends with one, or with what is nested in it, or the text begins with one.
    """
    *item, line = lines
    above = item[-1].rstrip()
    is_open = is_unfinished(above) or above.endswith(_GOES_ON) or not any("://" in one for one in item)
    if is_open or line.startswith(_ENCLOSING[:2]) or holds_only_pointers(line):
        return False
    is_complete = above[0] in " \t" or _ADDRESS_LAST.search(above) is not None
    return _LINK_FIRST.match(line) is not None or (is_complete and not has_link_within(line))


def has_link_within(line: str) -> bool:
    """Whether words stand before the first link of a line."""
    return bool(_words_about_link(line)[0])


def is_sentence_with_link(line: str) -> bool:
    """Whether words stand before the first link of a line, and it ends as a sentence does."""
    return line.rstrip().endswith(SENTENCE_ENDS) and has_link_within(line)


def is_pointed(line: str) -> bool:
    """Whether a line begins with a title, and a link points from it: in brackets, in code, or behind emphasis.

    >>> is_pointed("Tea ([audio](https://e.example.org/)) `again`")
    True
    """
    link = _LINK.search(line)
    if find_remark_link(line):
        return True
    before = line[: link.start()] if link else ""
    words = before.rstrip(" (（[")
    if link is None or len(words) == len(before) or not may_be_title(words) or words[0].islower():
        return False
    end = _POINTED_END if before[-1] in _ENCLOSING else _BRACKETED_END
    return is_pointer(_words_of(link)) and end.match(line, link.end()) is not None


def find_remark_link(line: str) -> re.Match[str] | None:
    """The one link of a line that points from the title before it, but with words of its own: they are a remark.

    It closes the line, and its words are in code, in signs such as ＜＞, or a rating, or the title is emphasised.
    """
    link = _LINK.search(line)
    before = line[: link.start()] if link else ""
    if link is None or "://" in before or "://" not in link[0] or not _REMARK_END.match(line, link.end()):
        return None
    is_set_apart = _SET_APART.fullmatch(_words_of(link)) is not None and may_be_title(before.rstrip())
    is_emphasised = _EMPHASISED.match(before) is not None
    return link if is_emphasised or (is_set_apart and not is_pointer(_words_of(link))) else None


def is_prose(line: str, below: str = "") -> bool:
    """Whether words stand before the first link of a line, and more than a few of them behind it.

    They may stand on the line below, if it goes on in small letters.

    Many words before a link of few, which are no title, are prose as well, and in Chinese, which parts no words, any in
    a sentence; one word and a colon before it are none, nor is who wrote it.
    """
    if _NAMED_KIND.match(line):
        return False
    if end := _LINK_END.match(line):
        return len(_WORDS.findall(line[end.end() :].partition(")")[2])) > _FEW
    if "](" not in line:  # the most lines by far
        return False
    before, _ = _words_about_link(cut_before_title(line).rest)
    _, behind = _words_about_link(line)
    if behind and below[:1].islower() and not is_address(below):
        behind += _WORDS.findall(below)
    is_named = all(word.isdecimal() for word in before)  # by the number of a section, or a day
    is_many = len(behind) > _FEW or (len(before) > _MANY and _is_name(line)) or _is_sentence_in_chinese(line)
    return not is_named and is_many


def _is_sentence_in_chinese(line: str) -> bool:
    """Whether a line is a sentence in Chinese, and leads right into its first link, which does not only point."""
    link = _LINK.search(line) if line.rstrip().endswith(_CHINESE_ENDS) else None
    if link is None or is_pointer(_words_of(link)):
        return False
    return _IN_CHINESE.search(line, 0, link.start()) is not None


def _is_name(line: str) -> bool:
    """Whether the words of the first link of a line are one or two that say more than what it leads to."""
    link = _LINK.search(line)
    if link is None or "://" not in link[0].rpartition("](")[2] or line[: link.start()].endswith(_ENCLOSING):
        return False
    words = _words_of(link)
    return 0 < len(_WORDS.findall(words)) <= _FEW and not is_pointer(words)


def _words_of(link: re.Match[str]) -> str:
    return link[0][1:].rpartition("](")[0]


def _words_about_link(line: str) -> tuple[list[str], list[str]]:
    """The words before the first link of a line, and those behind it; none without a link."""
    link = _LINK.search(line)
    if link is None:
        return [], []
    parts = line[: link.start()], _LINK.sub("", line[link.end() :])
    before, behind = (_WORDS.findall(_MARKS.sub("", part)) for part in parts)
    return before, behind
