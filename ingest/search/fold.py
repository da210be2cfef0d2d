"""Folds a text to the form in which it is indexed and searched: composed, and variants, case and width as one.

Never changes how many words the tokenizer sees in a text, so the n-th word stays the n-th and marks fall where they
should.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from ingest.search.radicals import SUPPLEMENT
from ingest.search.simplified import SIMPLIFIED

# Every character that is a token of its own in the index: Han with its extensions, compatibility forms and radicals
# (which text copied from a PDF has in place of characters: U+2F42 for 文), kana, bopomofo, hangul. Symbols between
# these blocks are left out, because unicode61 drops them. The views in schema.sql set the same characters apart.
CJK = (
    "\u2e81-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u3005-\u3007\u3041-\u3098\u309d-\u309f\u30a1-\u30fa\u30fc-\u318e\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)

# The combining marks that unicode61 takes as part of a word and then drops; any other mark ends the word.
# Source: sqlite3Fts5UnicodeIsdiacritic() in SQLite's fts5_unicode2.c.
_DIACRITICS = "\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331"

Kind = Literal["C", "W", "D", "S"]

CJK_RUN = re.compile(f"[{CJK}]+")
_PIECE = re.compile(rf"[{CJK}][^\w\s]*|[^{CJK}\s]+")  # a character of its own with its marks, or words in one run
_DIACRITIC = re.compile(f"[{_DIACRITICS}]")
_WORD = re.compile("C|W[WD]*")
# What may stand for a character of each kind: as many words as before, and the words around it left alone.
_SAME_WORDS = {"C": re.compile("C"), "W": re.compile("W[WD]*"), "D": re.compile("D"), "S": re.compile("S[SD]*")}


def fold(text: str) -> str:
    """`text` in NFKC, without case and in simplified characters, as far as that keeps its words.

    NFKC would make two words of ½ and one of ㎏, where the tokenizer sees one and none in the text itself: such a
    character stays as it is. Characters that are one in simplified Chinese, as 髮 and 發 are 发, are one.

    Source: Unicode Standard Annex 15 (NFKC), Unicode section 3.13 (case folding).

    >>> fold("ＰＧ 與 Straße ½")
    'pg 与 strasse ½'
    """
    folded = text.translate(_FOLDED)
    return folded if unicodedata.is_normalized("NFC", folded) else _PIECE.sub(_compose, folded)


def fold_in_place(text: str) -> str | None:
    """`text` folded, where each character stays one and where it stands; None where one does not."""
    folded = text.translate(_FOLDED)
    return folded if len(folded) == len(text) and unicodedata.is_normalized("NFC", folded) else None


def kind(character: str) -> Kind:
    """How the tokenizer takes a character: C a token of its own, W part of a word, D a diacritic in one, S neither.

    unicode61 knows Unicode as of version 6.1 and takes what was assigned later for W. Only letters and numbers are W
    here: the two differ on young symbols, emoji above all.

    Source: SQLite's FTS5 documentation, section 4.3.1 (categories L*, N* and Co).
    """
    if CJK_RUN.match(character):
        return "C"
    category = unicodedata.category(character)
    if category[0] in "LN" or category == "Co":
        return "W"
    return "D" if _DIACRITIC.match(character) else "S"


class _Folded(dict[int, str]):
    """A table for `str.translate` that is filled as characters occur, by their code points."""

    def __missing__(self, code_point: int) -> str:
        character = chr(code_point)
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).casefold())
        folded = SUPPLEMENT.get(folded, folded)
        folded = SIMPLIFIED.get(folded, folded)
        kinds = "".join(map(kind, folded))
        self[code_point] = folded if _SAME_WORDS[kind(character)].fullmatch(kinds) else character
        return self[code_point]


_FOLDED = _Folded()


def _compose(piece: re.Match[str]) -> str:
    composed = unicodedata.normalize("NFC", piece[0])
    return composed if _count_words(composed) == _count_words(piece[0]) else piece[0]


def _count_words(text: str) -> int:
    return len(_WORD.findall("".join(map(kind, text))))
