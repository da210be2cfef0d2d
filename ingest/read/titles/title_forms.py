"""What a line of words looks like, whatever stands around it: a title, the name of a list, or a sentence.

Never looks at a link that leads somewhere: `prose` does.
"""

from __future__ import annotations

from ingest.patterns import lazy_compile
from ingest.read.lines import IN_LABEL, without_emphasis
from ingest.read.titles.before_title import cut_before_title

# What may be a title: it begins with a word, and neither ends as a sentence does nor holds the end of one.
_LONGEST = 120
_TITLE = lazy_compile(r"[*_~=\"“‘«„《「『【(（'`]*\.?[^\W_]")
_SENTENCE = lazy_compile(r".*(?:[.:;,!?…。：；，！？]\s*$|[a-z]{3}[.!?]\s+[^\W_a-z]|[。；！？])")
# 《Title》, behind a number or a day; no words of a sentence follow at once.
_QUOTED_TITLE = lazy_compile(
    r"(?:\d[\d./年月日、-]{0,10}[ \t]*)?[*_~=\[]*《[^《》]{1,80}》[*_~=\]]*(?=$|[\s(（\[【★☆⭐,，。:：;；—–-])"
)
# '[1. Title]()', a link that leads nowhere, or a number before a title.
_PLAIN_TITLE = lazy_compile(
    r"(?P<open>\[)?(?:(?:\d{1,3}[.、)](?!\d)|[一二三四五六七八九十]{1,3}、)[ \t]*)?"
    rf"(?P<words>(?(open){IN_LABEL}++|.*))(?(open)\]\(\))[ \t]*$"
)
_STRONG = lazy_compile(r"(\*\*|__)(?P<title>[^*_]*[^*_:：])(?:[:：]\1|\1\s*[:：])\s*\S")
_NUMBER = lazy_compile(r"(?<![^>*])\d{1,3}[.、)]?[ \t]*(?=《)")
# An author with whom a line ends that is no sentence.
_LAST_AUTHOR = lazy_compile(r"(?:,?\s+et al|\s(?:[A-Z]\.)*[A-Z]|\s[JS]r)\.$")
# What may be the name of a list: few words, without a link, a remark, or the signs of a title.
_LONGEST_LABEL = 40
_MOST_WORDS = 5
_LABEL = lazy_compile(r"[*_“「\"]*[^\W_](?:(?!\]\(|://)[^【】《》>|])*$")
_NUMBERED = lazy_compile(r"[*_]*[（(]?[一二三四五六七八九十]{1,3}[)）、.]")


def may_be_title(words: str) -> bool:
    """Whether a line may be a title: short, without an address, and no sentence."""
    if len(words) > _LONGEST or "://" in words or "{{" in words:
        return False
    words = _LAST_AUTHOR.sub("", words)
    return _TITLE.match(words) is not None and _SENTENCE.match(words) is None


def may_be_label(line: str) -> bool:
    """Whether a line may name the list below it: a few words, in strong print or not, with a colon behind or none.

    >>> may_be_label("Blogs"), may_be_label("**论文：**"), may_be_label("I liked these.")
    (True, True, False)
    """
    words = without_emphasis(line)
    is_short = len(line) <= _LONGEST_LABEL and len(words.split()) <= _MOST_WORDS
    return is_short and _LABEL.match(line) is not None and _SENTENCE.match(words) is None


def is_numbered(line: str) -> bool:
    """Whether a line begins with a number of a section: `一、`."""
    return _NUMBERED.match(line) is not None


def is_quoted_title(words: str) -> bool:
    """Whether words begin with a title in the signs of one, and go on, if at all, with what is said about it.

    >>> is_quoted_title("《茶经》 陆羽"), is_quoted_title("《茶经》里说水")
    (True, False)
    """
    return "《" in words and _QUOTED_TITLE.match(cut_before_title(words).rest) is not None


def plain_title(line: str) -> str:
    """A line that may be a title, without a number before it, or a link about it that leads nowhere.

    >>> plain_title("[1. Tea]()"), plain_title("2、Tea"), plain_title("Tea")
    ('Tea', 'Tea', 'Tea')
    """
    found = _PLAIN_TITLE.match(line)
    return found["words"] if found else line


def without_note(words: str) -> str:
    """A title in strong print without what is said of it behind a colon: `**Title**: good`."""
    found = _STRONG.match(words)
    return found["title"] if found else words


def without_number(words: str) -> str:
    """Words without the number of a title in the signs of one, which may stand in strong print: `**3.《Title》**`."""
    return _NUMBER.sub("", words, count=1)


def is_sentence(line: str) -> bool:
    """Whether a line of words ends as a sentence does, or holds the end of one."""
    return "://" not in line and _TITLE.match(line) is not None and _SENTENCE.match(line) is not None
