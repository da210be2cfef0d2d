"""Addresses without words of their own: alone on a line, named ('Link: address'), or behind words that only point.

Such words, as in `Title [[paper](address)] [[code](address)]`, are never a title; what stands before the link is.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.patterns import lazy_compile

_WORDS = (
    r"(?:paper|pdf|doi|arxiv(?::? ?\d{4}\.\d{4,5})?"
    r"|(?:(?:paper|pdf|article|code)[- ])?link|url"
    r"|code|github|repo|blog|post|article|original|source|slides|video|audio|audiobook"
    r"|web ?site|web ?page|site|project page|(?:click )?here|click here for [a-z ]{1,30}|read (?:it|more)"
    r"|在 ?[^\s\[\]]{1,12} ?[中里上](?:查看|打开|阅读)|(?:open|view|read) (?:in|on) [a-z]{2,20}|(?:read|view) original"
    r"|goodreads|amazon|youtube|spotify|wikipedia|豆瓣|微信读书|官网|视频"
    r"|(?:阅读|閱讀|查看)?原文(?:链接|連結|地址)?|链接|連結|鏈接|网址|網址|介绍|介紹|论文|論文|代码|(?:书籍|图书|書籍|圖書)(?:信息|資訊|链接)|详情|詳情)"
)
TARGET = r"(?:https?|ftp)://(?:[^\s()<>]|\([^\s()<>]*\))++"
"""The pattern of an address in the brackets of a link; it may have brackets of its own."""

AUTHOR_LINE = lazy_compile(r"作者\s*[:：]\s*(?P<author>\S.{0,60}?)\s*$")
"""A line above the address, as Chinese sites write both below what is copied from them."""

_POINTER = lazy_compile(rf"\W*{_WORDS}\W*", re.IGNORECASE)
_LINE = lazy_compile(
    rf"[ \t]*(?:>[ \t]*)?(?:[\[(（]?\[(?:[ *_]*{_WORDS}[ *_:：]*|https?://[^\s\[\]]*)\]"
    rf"\(<?{TARGET}>?\)[\])）]?"
    r"(?:[ \t]*[|/,，·;；、\\][ \t]*|[ \t]+|$))++",
    re.IGNORECASE,
)
_LINK = rf"\[(?P<inner>\[)?[ *_]*{_WORDS}[ *_:：]*\](?(inner)\])\(<?{TARGET}>?\)"
_POINTING = lazy_compile(rf"[\s|>]*{_LINK}", re.IGNORECASE)
# The last may be a link to the writer's own notes.
_CLOSING = lazy_compile(
    rf"{_LINK}(?P<notes>(?:\s*\[+[^\[\]]{{1,20}}\]+\((?!\w+:)[^()\s]*\))?)[\s.。)）]*$", re.IGNORECASE
)
_LONGEST_CLOSING = 500  # characters
_ADDRESS = lazy_compile(r"\s*<?(?:https?|ftp)://[^\s<>]+>?\s*", re.IGNORECASE)
_NAMED_ADDRESS = lazy_compile(
    r"\s*(?:>\s*)?(?:(?:link|url|source|原文|链接|連結|鏈接|网址|網址|地址|来源|來源)\s*[:：]\s*)?<?(?P<url>(?:https?|ftp)://[^\s<>【]+)>?\s*",
    re.IGNORECASE,
)

# A line that begins with such a link, or with such a word and an address, and says more.
_NAME = rf"(?:原文(?:链接|連結|地址|网址|網址)|文章(?:链接|地址)|地址|来源|來源|出处|出處|{_WORDS})"
_POINTED_LINE = lazy_compile(
    rf"[ \t]*(?:>[ \t]*)?(?:{_LINK}|{_NAME}(?:[ \t]*[:：][ \t]*|[ \t]+)"
    rf"(?:(?P<named>\[https?://[^\s\[\]]+\]\(<?{TARGET}>?\))|<?(?P<url>(?:https?|ftp)://[^\s<>【，。；、）」』]+(?<![,.;:!?]))>?))"
    r"(?P<rest>.*)$",
    re.IGNORECASE,
)
_BEHIND_POINTER = " \t,，.。;；:：|/·—–-"


class PointedLine(NamedTuple):
    """The link, in Markdown, with which a line points at something, and what it says behind it."""

    link: str
    rest: str


def is_pointer(words: str) -> bool:
    """Whether the words of a link say nothing but what it leads to: 'paper', 'PDF', '链接'."""
    return _POINTER.fullmatch(words) is not None


def closes_with_pointer(line: str) -> bool:
    """Whether the last words of a line, behind others, are a link that only points: `《Tea》: old [豆瓣](address)`."""
    found = _CLOSING.search(line, max(0, len(line) - _LONGEST_CLOSING))
    return found is not None and line[: found.start()].strip() != ""


def without_pointer(line: str) -> str:
    """A line without the link that only points with which it closes.

    >>> without_pointer("Venue 2018 [[pdf]](https://example.org/)"), without_pointer("Venue 2018")
    ('Venue 2018', 'Venue 2018')
    """
    found = _CLOSING.search(line, max(0, len(line) - _LONGEST_CLOSING))
    return (line[: found.start()].rstrip() + found["notes"]).strip() if found else line


def points(line: str) -> bool:
    """Whether a line begins with a link that only points: '| [Source](address) | read twice'."""
    return _POINTING.match(line) is not None


def is_address(line: str) -> bool:
    """Whether a line is an address and nothing else."""
    return _ADDRESS.fullmatch(line) is not None


def cut_pointed_line(line: str) -> PointedLine | None:
    """The parts of a line that begins with an address and does nothing but point by it; None for any other line.

    >>> cut_pointed_line("[原文](https://e.example.org/) 是甲写的")
    PointedLine(link='[原文](https://e.example.org/)', rest='是甲写的')
    >>> cut_pointed_line("Source: https://e.example.org/, by Ann")
    PointedLine(link='https://e.example.org/', rest='by Ann')
    >>> cut_pointed_line("[Tea](https://e.example.org/) by Ann")
    """
    found = _POINTED_LINE.match(line)
    if not found:
        return None
    link = found["named"] or found["url"] or line[: found.start("rest")].strip(" \t>")
    return PointedLine(link, found["rest"].strip().lstrip(_BEHIND_POINTER))


def holds_only_pointers(line: str) -> bool:
    """Whether a line is nothing but links with such words, or with their own addresses for words."""
    return _LINE.fullmatch(line) is not None


def named_address(line: str) -> str | None:
    """The address that a line is, which may say so before it; None where the line says more, or is none.

    >>> named_address("Source: <https://example.org/a>"), named_address("Tea: https://example.org/a")
    ('https://example.org/a', None)
    """
    found = _NAMED_ADDRESS.fullmatch(line)
    return found["url"] if found else None
