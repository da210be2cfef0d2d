"""From titles, passages and sections to the tags they use: which words are worth finding again.

Never sees more than one entry: which spelling of a tag is shown is for all logs to decide, in the store.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from unicodedata import normalize

from ingest.model import TagRule, TagUse
from ingest.names import fold_name, tag_key
from ingest.patterns import lazy_compile
from ingest.read.lines import LETTER
from ingest.read.markdown import Inline

# Words of titles that are written with a capital or in capitals, and yet name no technology.
_ORDINARY = frozenset(
    """a an and are as at be bug bugs but by can code day days demo do faq for from get go good how i if in into is it
    its let list me my new no not note notes of ok on one or other our out over part pro read so some than that the
    their then they this to tv up use using via vs was we what when where which who why will with you your ceo cto dba
    app top web vip bgm pdf ppt mp4 bit case data database double feat feature final free group hello idle lane like
    online order packet preview query server slot startup store sum survey system systems table trace transaction two
    value workshop world boxes bounding""".split()
)
# Names that an English title does not set apart from its other words.
_KNOWN = frozenset(
    """android bazel bpftrace ceph clang clojure cmake debian django docker emacs erlang firefox ftrace gnome golang
    gradle grafana haskell jenkins jq kafka kotlin kubernetes linux lua mongo nginx numpy ocaml podman postgres
    prometheus qt redis sqlite systemd terraform tmux ubuntu unix valgrind vim vue""".split()
)
# Names that are words as well: only a capital tells.
_CAPITALISED = frozenset(
    """ada bash chrome curl elixir excel fedora flask git helm java julia lisp maven node oracle pandas perl prolog
    python rails react ruby rust scala scheme spark svelte swift wayland windows zig""".split()
)

_CJK = lazy_compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_BETWEEN_TAGS = lazy_compile(r"[,，、;；]| (?=#|\[\[)|(?<=\]\]) |(?<=\w)(?=#\w)")
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_IN_WORD = rf"{_LATIN}0-9_\u0300-\u036f"
_WORD = lazy_compile(
    rf"(?<![{_IN_WORD}.])(?:\.(?=NET\b))?[{_LATIN}][{_IN_WORD}]*(?:[-.][{_IN_WORD}]+)*(?:\+\+|#(?![A-Za-z0-9]))?"
)
_HYPHENATED = lazy_compile(r"[A-Za-z]?[a-z]+(?:-[a-z]+)+")
_HOST = lazy_compile(r"^www\.|\w\.(?:com|org|net|edu|gov|cn|io|dev)$")
_VERSION = lazy_compile(r"v?\d+(?:\.\d+)*", re.IGNORECASE)
_HASHTAG = lazy_compile(r"(?<![\w/&#])#(?:(?=\d*[^\W\d])(\w[\w-]*(?:/\w[\w-]*)*)|\[\[(?=[^\[\]]*[^\W_])([^\[\]]+)\]\])")
_TAG = r"#(?:(?=\d*[^\W\d])([\w/-]+)|\[\[(?=[^\[\]]*[^\W_])([^\[\]]+)\]\])"
_TAG_FIRST = lazy_compile(rf"{_TAG}[ \t]+(?=\S)")
_TAG_BEHIND = lazy_compile(rf"(?<!\S){_TAG}(?=\s|$)")

_AMOUNT = lazy_compile(
    r"(?=.*[\d十百千万亿一二三四五六七八九两零半几])[约近超上共前后第每几多数十百千万亿一二三四五六七八九两零〇半\d\s.,，:：/~～\-–—+×x*^=<>≥≤%$¥￥€£]+"
    r"(?:多|余)?\s*(?:[KMGTP]?i?B(?:/s)?|[KMGT]?bps|[KMGT]?Hz|[nuµm]?s|ms|min|h|[cmk]?m|k?g|[KMWw]|QPS|TPS|核|核心"
    r"|年代?|月份?|日|号|天|周|小时|分钟?|秒|毫秒|微秒|倍|个|次|条|行|元|块|美元|人|章|页|期|级|层|种|位|字节|公里|千米|米|度)?",
    re.IGNORECASE,
)
_COUNTED = lazy_compile(
    r"\d[\d.,]*\s+\D{1,8}$|\d[\d.,]*\s*(?:[\u3400-\u9fff]|(?:cycles?|bits?|cores?|rows?)$|\w?$)|(?:0x)?(?=\w*\d)[0-9a-f]{7,}(?:ul)?$"
)
_SENTENCE = lazy_compile(r"[。；！？!?;…“”《》<>{}\"]|[，,](?=.*[，,])|[.,，] |[=|&]|://")
_SHELL = lazy_compile(r"[$#%>]\s|sudo\s|\./|~/|/\w+/|\w+\s+--?\w", re.IGNORECASE)
_LONGEST_CODE = 200
_EDGES = " \u00a0，,。：:“”‘’\"'"
_DOTTED = lazy_compile(r"\.[A-Za-z]")  # .NET
_BRACKETS = lazy_compile(r"\s*[（(][^（）()]*[）)]\s*")


def title_tags(title: Inline) -> tuple[TagUse, ...]:
    """Technology names in a title, its code spans and hashtags. An address that stands for a title names nothing."""
    links = tuple(span for span in title.of("link") if "://" in title.words(span))
    prose = Inline(title.text, (*title.of("code_inline"), *links)).hide("code_inline", "link")
    names = (_use(name, "title-name") for name in _find_names(prose))
    return _once((*names, *text_tags(title, "title-code")))


def text_tags(inline: Inline, rule: TagRule = "code-span") -> tuple[TagUse, ...]:
    """The code spans of a text that name something, and its hashtags."""
    is_tagged = "#" in inline.text
    if not (inline.spans or is_tagged):  # as in most texts
        return ()
    names = (_name(inline.words(span)) for span in inline.of("code_inline"))
    terms = (_use(name, rule) for name in names if name)
    if not is_tagged:
        return _once(terms)
    shown = inline.hide("code_inline", "link")
    found = (found for found in _HASHTAG.finditer(inline.text) if shown[found.start()] == "#")
    tags = (_use(one[1] or " ".join(one[2].split()), "hashtag") for one in found)
    return _once((*terms, *tags))


def listed_tags(words: Iterable[str]) -> tuple[TagUse, ...]:
    """One tag a word, where a log lists tags as such: those of a field, not of a text."""
    return _once(_use(word, "hashtag") for word in words if fold_name(word))


def cut_tags_behind(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without the hashtags at its end, and these.

    >>> cut_tags_behind("so it is  #tea #[[green tea]]")
    ('so it is', ('tea', 'green tea'))
    """
    end, tags = len(text), []
    for found in reversed(list(_TAG_BEHIND.finditer(text))):
        if text[found.end() : end].strip():
            break
        tags.append(found[1] or " ".join(found[2].split()))
        end = found.start()
    return text[:end].rstrip(), tuple(reversed(tags))


def cut_first_tags(text: str) -> tuple[tuple[str, ...], str]:
    """The hashtags with which a text begins, and the words behind them.

    >>> cut_first_tags("#tea/green #[[slow reading]] on wells"), cut_first_tags("#tea")
    ((('tea/green', 'slow reading'), 'on wells'), ((), '#tea'))
    """
    tags: list[str] = []
    while found := _TAG_FIRST.match(text):
        tags.append(found[1] or " ".join(found[2].split()))
        text = text[found.end() :]
    return tuple(tags), text


def split_tags(text: str) -> list[str]:
    """The names in a list of tags, however it is written.

    >>> split_tags("#a #[[b c]], d e、f"), split_tags("#a#b"), split_tags("C#, [[d]] [[e]]")
    (['a', 'b c', 'd e', 'f'], ['a', 'b'], ['C#', 'd', 'e'])
    >>> split_tags("缓存 CPU 并发"), split_tags("green tea")
    (['缓存', 'CPU', '并发'], ['green tea'])
    """
    parts = _BETWEEN_TAGS.split(" ".join(text.split()))
    if len(parts) == 1 and _CJK.search(text):  # in which blanks stand in no name
        parts = text.split()
    return [name for part in parts if LETTER.search(name := part.strip().lstrip("#").strip("[] "))]


def section_tags(sections: Iterable[str]) -> tuple[TagUse, ...]:
    """One tag a section heading in force."""
    return _once(_use(section, "section-heading") for section in sections if fold_name(section))


def mark_tag(rule: TagRule) -> TagUse:
    """The tag of what is starred ('star'), struck out ('strike'), or still to be read ('unread')."""
    name = {"star": "starred", "strike": "struck"}.get(rule, rule)
    return TagUse(f"mark:{name}", name, rule)


@lru_cache(maxsize=4096)
def _use(spelling: str, rule: TagRule) -> TagUse:
    return TagUse(tag_key(spelling), spelling, rule)


def _once(uses: Iterable[TagUse]) -> tuple[TagUse, ...]:
    found: dict[str, TagUse] = {}
    for use in uses:
        found.setdefault(use.key, use)
    return tuple(found.values())


def _find_names(title: str) -> Iterator[str]:
    """Latin words that name a technology.

    In a Chinese title any Latin word is one, unless it is an ordinary word or a number; in an English title a word in
    which a capital, a digit or a sign stands elsewhere than at the beginning, and those known to be names.
    """
    is_chinese = _CJK.search(title) is not None
    is_shouted = title.upper() == title and not is_chinese
    for found in _WORD.finditer(title):
        word = found[0].rstrip(".-")
        folded = word.casefold()
        if len(word) < 2 or folded in _ORDINARY or _VERSION.fullmatch(word) or _HOST.search(folded):
            continue
        if folded in _KNOWN or (folded in _CAPITALISED and word != folded):
            yield word
        elif not _HYPHENATED.fullmatch(word):
            is_marked = word[1:] != word[1:].lower() or not normalize("NFC", word).isalpha()
            if is_chinese or (is_marked and not is_shouted):
                yield word


@lru_cache(maxsize=4096)
def _name(code: str) -> str | None:
    """The name that a code span gives, or None: amounts, dates, sentences and shell lines name nothing.

    A translation in brackets is left out: `提交队列（SQ）` gives 提交队列.
    """
    if len(code) > _LONGEST_CODE:
        return None
    name = _BRACKETS.sub("", code).strip(_EDGES).rstrip(_EDGES + ".")
    name = name if _DOTTED.match(name) else name.lstrip(_EDGES + ".")
    wide = len(_CJK.findall(name))
    if not (wide or re.search(r"[A-Za-z]", name)) or (len(name) < 2 and not wide):
        return None
    if wide > 16 or len(name) > 48 or len(name.split()) > 4:
        return None
    if _AMOUNT.fullmatch(name) or _COUNTED.match(name) or _SENTENCE.search(name) or _SHELL.search(name):
        return None
    return name
