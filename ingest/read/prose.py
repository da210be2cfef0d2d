"""Whether a line is running text that happens to hold a link: such a link is no article.

Only links with words of their own count: behind a bare address stand the words that belong to it.
"""

from __future__ import annotations

import re

# A link in Markdown's own form; where exactly it ends does not matter here.
_LINK = re.compile(r"\[(?:[^\[\]]|\[[^\[\]]*\])*+\]\((?:<[^<>]*>|(?:[^()\s]|\([^()\s]*\))*+)\)")
_WORDS = re.compile(r"[^\W_]+")
_MARKS = re.compile(r"【[^【】]*】|https?://\S+")
_FEW = 2
_SENTENCE_ENDS = tuple(".!?:。！？：…")


def has_link_within(line: str) -> bool:
    """Whether words stand before the first link of a line."""
    return bool(_words_about_link(line)[0])


def is_sentence_with_link(line: str) -> bool:
    """Whether words stand before the first link of a line, and it ends as a sentence does."""
    return line.rstrip().endswith(_SENTENCE_ENDS) and has_link_within(line)


def is_prose(line: str) -> bool:
    """Whether words stand before the first link of a line, and more than a few of them behind it."""
    before, behind = _words_about_link(line)
    return bool(before) and len(behind) > _FEW


def _words_about_link(line: str) -> tuple[list[str], list[str]]:
    """The words before the first link of a line, and those behind it; none without a link."""
    link = _LINK.search(line)
    parts = (line[: link.start()], _LINK.sub("", line[link.end() :])) if link else ("", "")
    before, behind = (_WORDS.findall(_MARKS.sub("", part)) for part in parts)
    return before, behind
