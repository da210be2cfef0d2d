"""The signs of a line that all rooms know: how blocks of Markdown begin, and what an address, a link and a remark are.

Never says what a line is in its log: what Markdown means is for markdown-it to say, and whose a line is for `cut`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.patterns import lazy_compile

# Source: CommonMark 0.31, sections 4.1 (thematic breaks), 4.2 and 4.3 (headings), 4.5 (fences), 4.6 (HTML blocks),
# 4.7 (link reference definitions), 5.1 (quotes), 5.2 (list items).
# Two signs or more make a heading without the blank that CommonMark asks for: people forget it, and `##词` is no tag.
HEADING = lazy_compile(r" {0,3}(#{1,6}(?![^ \t])|#{2,6}(?=[^\W_]))(.*)$")
STRONG_LINE = lazy_compile(r"(?:\*\*|__)([^*_]+)(?:\*\*|__)[:：]?\s*$")
UNDERLINE = lazy_compile(r"(?:=+|-+)[ \t]*$")
LIST_SIGN = r"(?:[-*+]|\d{1,9}[.)])"
LIST_ITEM = lazy_compile(rf" {{0,3}}{LIST_SIGN}(?:[ \t]|$)")
BODY = lazy_compile(rf"[ \t>|]|!\[|{LIST_ITEM.pattern}|`{{3}}|~{{3}}|</?[A-Za-z!][A-Za-z0-9]*(?=[\s/>-])(?!.*://)|<!--")
PICTURE = lazy_compile(r"[ \t]*!\[[^\[\]]*\]\([^()]*\)[ \t]*$")
# Small pictures that say how a program or a person does, each a link.
BADGES = lazy_compile(
    r"(?:\[!\[[^\[\]]*\]\([^()\s]*(?:shields\.io/|licensebuttons\.net/|badge)[^()\s]*\)\]\([^()\s]*\)\s*)++$",
    re.IGNORECASE,
)
_RULE = lazy_compile(r"(?:-\s*+){3,}+$|(?:\*\s*+){3,}+$|(?:_\s*+){3,}+$")
SEPARATOR = lazy_compile(r"(?=.*[^\s|>])(?::[_+-]*+[^\W_][\w+-]*+:|[^\w|>]|_)++$")
DEFINITION = lazy_compile(r" {0,3}\[(?!\^)([^\]\[]+)\]:[ \t]*\S")
_CONTAINER_SIGNS = rf"[\s>]*+(?:{LIST_SIGN}[ \t][\s>]*+)*+"
FENCE = lazy_compile(rf"(?P<signs>{_CONTAINER_SIGNS})(?P<fence>`{{3,}}(?=[^`]*$)|~{{3,}})")
HTML = lazy_compile(r"(?P<signs>[ \t]*)<(?P<html>!--|pre|script|style|textarea)(?=[\s>-]|$)", re.IGNORECASE)

# An item of a list at any depth. `1、` is no list to Markdown, but to everybody who writes Chinese.
# A no-break blank behind the sign is typed by mistake; often none at all stands in 1.《甲》 and 1.Title. Outliners have
# headings in their items, `- ## Title`: the signs are none of its words.
_GLUED = r"(?<=\d[.)])(?=[《【「『\u3400-\u9fffA-Z]|\[(?!\^)|https?:)"
ITEM = lazy_compile(
    rf"[ \t]*(?P<sign>[-*+]|\d{{1,9}}(?:[.)]|(?P<wide>、)))(?(wide)|(?:[ \t\u00a0]|{_GLUED}))\s*"
    r"(?:#{1,6}[ \t]+(?=[^\s#]))?(?P<content>\S.*)$"
)

LETTER = lazy_compile(r"[^\W_]")
"""What words have, and signs have not: a letter or a digit of any script."""

HOLDS_ADDRESS = lazy_compile(r"(?:https?|ftp)://[^\s<>\"]", re.IGNORECASE)
"""The beginning of an address, wherever it stands in a line."""

ADDRESS_FIRST = lazy_compile(r"\s*(?:https?|ftp)://\S", re.IGNORECASE)
"""The beginning of an address with which words begin."""

QUOTE = lazy_compile(r"^ {0,3}>[ \t]?")
"""The sign of a quote, with the blank behind it. Source: CommonMark 0.31, section 5.1."""

PICTURE_FILE = r"\.(?:jpe?g|png|gif|webp|svg|bmp)"
"""The pattern of how the name of a picture ends."""

PICTURE_ADDRESS = lazy_compile(rf"{PICTURE_FILE}(?:$|[?#])", re.IGNORECASE)
"""The end of the address of a picture, which is no article's."""

PICTURES = r"(?:(?:!\[[^\[\]]*\]\([^()\s]*+(?:\s+\"[^\"]*\")?\)|!\[\[[^\[\]]*\]\]|<img\s[^<>]*+>)[ \t]*+)*+"
"""The pattern of pictures before a link, or of none."""

REMARK = lazy_compile(r"【[^【】]*】")
"""What a line says in 【】 of its article."""

BOX = lazy_compile(r"\[[ xX]\]\s+")
"""The box with which an item begins that can be ticked off."""

EMPTY_BOXES, TICKED_BOXES = "☐□⬜🔲◻", "☑✔"
"""Signs that are such a box by themselves."""

BOX_SIGN = lazy_compile(rf"(?P<box>[{EMPTY_BOXES}{TICKED_BOXES}✅])\ufe0f?[ \t]*(?![\s\d\ufe0f])")
"""Such a sign before a title, or what is ticked off."""

LINK_LABEL = r"[*_~]*\[(?![\^\[])(?=[^\[\]]*[^\W_])[^\[\]]*\]"
"""The pattern of the words of a link, in their brackets: no footnote, no page of a wiki, and none without a letter."""

IN_LABEL = r"(?:[^\[\]]|\[[^\[\]]*\])"
"""The pattern of a sign in the words of a link, or of brackets in them."""

SENTENCE_ENDS = tuple(".!?:。！？：…")
"""With what a sentence ends."""

# The line below the header of a table. Source: GitHub Flavored Markdown, "Tables (extension)".
DELIMITER_ROW = lazy_compile(r"(?=.*\|)[ \t]*(?:\|[ \t]*)?:?-+:?[ \t]*+(?:\|[ \t]*:?-+:?[ \t]*+)*+(?:\|[ \t]*)?$")


# What a program that makes pages looks for: '{% for book in books %}', '{:toc}', '[TOC]', '<!-- more -->'; and tags of
# HTML that only enclose what stands below, part it, or name the place, a value of the program between them or none.
_TAG = (
    r"</?(?:ul|ol|li|dl|div|details|center|section|table|tbody|thead|tr|td|th|p|br|hr|span|font|figure|main|header|footer"
    r"|nav|article|a)(?:\s(?:(?!://)[^<>])*+)?+/?+>"
)
# A link that leads to the top of the page, or to its contents.
_TO_TOP = (
    r"[*_~]*\[[^\[\]]{0,20}(?i:\btop\b|table of contents|返回|回到|回[页頁目顶頂]|顶部|頂部|目[录錄])[^\[\]]{0,20}\]"
    r"\(#[^()\s]*\)[*_~]*"
)
_PROGRAM = r"\{%[^{}]*%\}"
_TAGS = rf"(?:(?:{_TAG}|{_PROGRAM})\s*+)++"
_TEMPLATE = lazy_compile(
    rf"\s*+(?:{_TAGS}(?:\{{\{{[^{{}}:]*\}}\}}\s*+{_TAGS})*+"
    rf"|{_TO_TOP}\s*"
    r"|\{:[^{}]*\}\s*|\[\[?_?TOC_?\]\]?\s*|<!--\s*(?:more|truncate|toc)\s*-->\s*)$",
    re.IGNORECASE,
)


def line_below(lines: Sequence[str], number: int) -> str:
    """The line below line `number`, from 1; '' below the last."""
    return lines[number] if number < len(lines) else ""


def is_text(line: str) -> bool:
    """Whether a line is plain text, which would go on with a paragraph above."""
    return bool(line.strip()) and not BODY.match(line) and not HEADING.match(line)


def cut_start(form: re.Pattern[str], text: str) -> tuple[re.Match[str] | None, str]:
    """What of this form a text begins with, and the rest of it."""
    found = form.match(text)
    return found, text[found.end() :] if found else text


def has_box(words: str) -> bool:
    """Whether words begin with a box that can be ticked off."""
    return BOX.match(words) is not None


def is_ticked(words: str) -> bool:
    """Whether a line begins with a box that is ticked off."""
    return has_box(words) and words[1] != " "


def item_words(line: str) -> str:
    """What an item of a list says, without its sign; a line that is none as it is."""
    item = ITEM.match(line)
    return item["content"] if item else line


def ends_with_colon(line: str) -> bool:
    """Whether a line says that something follows."""
    return line.rstrip().endswith((":", "："))


def is_separator(line: str) -> bool:
    """Whether it only separates. A bare fence and the opening of a comment are signs as well, but begin something."""
    if _RULE.match(line) or _TEMPLATE.match(line):  # a list sign may begin one as well: '- - -'
        return True
    return SEPARATOR.match(line) is not None and not any(form.match(line) for form in (LIST_ITEM, FENCE, HTML))


def heading_text(found: re.Match[str]) -> str:
    """The words of a heading that `HEADING` has found, without the signs that may close it."""
    words: str = found[2].strip()
    text = words.rstrip("#")
    return text.rstrip() if not text or text[-1] in " \t" else words


def heading_words(line: str) -> str:
    """What a heading says; a line that has no sign of one as it is."""
    found = HEADING.match(line)
    return heading_text(found) if found else line


def end_of_fence(found: re.Match[str]) -> re.Pattern[str]:
    """The form of the line that closes a fence that `FENCE` has found."""
    sign = found["fence"]
    return re.compile(rf"[\s>]*{re.escape(sign[0])}{{{len(sign)},}}[ \t]*$")


def without_emphasis(words: str) -> str:
    """Words without the signs of emphasis about them, and without a colon behind."""
    return words.strip(" \t*_:：")


def without_break(line: str) -> str:
    """A line without the backslash that breaks it in Markdown."""
    return line.strip().removesuffix("\\").rstrip()


def indent_of(line: str) -> int:
    """How far a line is indented, in columns; a tab goes on to the next multiple of four."""
    return len(line[: len(line) - len(line.lstrip(" \t"))].expandtabs(4))


def without_indent(line: str, indent: int) -> str:
    """A line without as many columns of the blanks that it begins with; a tab behind them may be code."""
    if line.startswith(" " * indent):
        return line[indent:]
    return " " * max(0, indent_of(line) - indent) + line.lstrip(" \t")
