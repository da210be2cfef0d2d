"""From a passage to the terms it introduces: a Chinese word with its translation or abbreviation in brackets.

Mines only what is marked off on both sides; where a Chinese word begins inside a sentence is not for it to guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.model import Term
from ingest.patterns import lazy_compile
from ingest.read.markdown import Inline

_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff]"
_ABC = r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_LATIN = rf"[{_ABC}][{_ABC}0-9.+/#&' _-]{{0,199}}"  # as long as any, and no longer: (a/a/a/… could be parted anywhere
_CHINESE_FIRST = lazy_compile(
    rf"(?<!{_HAN})(?P<name>{_HAN}{{2,12}})\s*[（(]\s*(?P<a>{_LATIN})(?:[，,、/:：;；]\s*(?P<b>{_LATIN}))?[）)]"
)
_LATIN_FIRST = lazy_compile(
    rf"(?<![{_ABC}0-9])(?P<a>[{_ABC}][{_ABC}0-9+/#&'_-]{{0,40}}(?: [{_ABC}0-9]{{1,40}}){{0,3}})"
    rf"\s*[（(]\s*(?P<name>{_HAN}{{2,12}})\s*[）)]"
)
# What occurs in sentences and hardly in terms: a Chinese word that no sign marks off may have a sentence before it.
_SENTENCE = lazy_compile(
    r"[的了在是就也都已被将把从由做等或即称叫那这其它该而可却]|没有|例如|特别|目前|^[和与及对为使用如到通个种些所]"
)
_UNMARKED_LENGTH = 8
# In 甲（A）和乙（B） the second word is as well marked off as the first.
_AFTER_BRACKET = lazy_compile(r"(?<=[）)])[和与及]")
_BRACKETED = lazy_compile(r"[（(][^（(）)]*[）)]")
_ABBREVIATION = lazy_compile(r"(?=.*[A-Z].*[A-Z])[A-Za-z][A-Za-z0-9+/#&.-]{1,9}")


def find_terms(inline: Inline) -> tuple[Term, ...]:
    """The terms of a passage, in order, each once.

    The name ends where the bracket opens, and begins where a code span or emphasis begins, where no Chinese character
    stands before it, or where 和 does that follows a bracket.
    """
    if "(" not in inline.text and "（" not in inline.text:  # most texts; what follows looks at every character
        return ()
    text = _mark_off(inline)
    found = list(_read(_CHINESE_FIRST, text)) + list(_read(_LATIN_FIRST, text))
    return tuple(dict.fromkeys(term for _, term in sorted(found, key=lambda pair: pair[0])))


def _mark_off(inline: Inline) -> str:
    """The text with a sign that no word holds where a word must begin: at code spans and emphasis, not within brackets;
    and behind a bracket that `and` follows.
    """
    edges = [0, *sorted({span.start for span in inline.of("code_inline", "em", "strong")}), len(inline.text)]
    marked = "\0".join(inline.text[start:end] for start, end in pairwise(edges))
    marked = _BRACKETED.sub(lambda found: found[0].replace("\0", ""), marked)
    return _AFTER_BRACKET.sub(lambda found: found[0] + "\0", marked)


def _read(form: re.Pattern[str], text: str) -> Iterator[tuple[int, Term]]:
    for found in form.finditer(text):
        marked = text[found.start() - 1 : found.start()] == "\0"
        if not marked and (len(found["name"]) > _UNMARKED_LENGTH or _SENTENCE.search(found["name"])):
            continue
        words = [word.strip() for key, word in found.groupdict().items() if key != "name" and word]
        abbreviation = next((word for word in words if _ABBREVIATION.fullmatch(word)), None)
        translation = next((word for word in words if word != abbreviation), None)
        yield found.start(), Term(found["name"], translation, abbreviation)
