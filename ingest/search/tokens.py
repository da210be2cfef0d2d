"""Turns a text into what the full-text tables index: pairs of CJK characters, and names for words with symbols.

Never looks at the database: the tables, and the views that keep marks in step with these tokens, are in schema.sql.
"""

from __future__ import annotations

import re
from operator import add

from ingest.search.fold import CJK_RUN, fold
from ingest.search.radicals import SUPPLEMENT

# Emoji are set apart too, one a token: unicode61 knows those before 2012 as symbols and takes the rest for letters,
# which would glue them to the word beside them.
APART = re.compile(f"{CJK_RUN.pattern}|[\U0001f000-\U0001faff]")

# unicode61 takes radicals for symbols: they are token characters of the tables.
RADICALS = "".join([*SUPPLEMENT, *map(chr, range(0x2F00, 0x2FD6))])

# A full stop before a word, the word, and the symbol behind it. In paired text, where a run has a blank on both sides.
SYMBOL_WORD = re.compile(r"((?<!\.)\.(?=[^\W\d_]))?([^\W_]+)(\+\+|#)?")
_SYMBOL_NAMES = {".": "点", "++": "加加", "#": "井"}


def index_row(text: str) -> tuple[str, str]:
    """What goes into the two columns of a full-text table for `text`: its words, and its words with symbols.

    Tokens of the first stand in the order of the text, one a word and one a CJK character.

    >>> index_row("C++内存管理")
    ('c++ 内存 存管 管理 理 ', 'c加加')
    """
    paired = pair_characters(fold(text))
    return paired, " ".join(symbol_words(paired))


def pair_characters(folded: str) -> str:
    """`folded` with each run of CJK characters replaced by its overlapping pairs and, to close it, its last character.

    Source: Lucene's CJKBigramFilter; the last character alone keeps one token a character.

    >>> pair_characters("linux内核的")
    'linux 内核 核的 的 '
    """
    return APART.sub(_pair_run, folded)


def symbol_words(paired: str) -> list[str]:
    """A token for each word of `paired` that unicode61 would cut: one after a single full stop, one before `++` or `#`.

    Each is the word and the symbol's Chinese name. No token of the text itself mixes scripts, so neither column ever
    answers for the other.

    >>> symbol_words("c++20, c#, asp.net, 3.14")
    ['c加加', 'c井', 'net点']
    """
    if "." not in paired and "#" not in paired and "++" not in paired:  # most texts; what follows looks at every word
        return []
    return [
        word + _SYMBOL_NAMES[symbol]
        for before, word, after in SYMBOL_WORD.findall(paired)
        for symbol in (before, after)
        if symbol
    ]


def _pair_run(run: re.Match[str]) -> str:
    characters = run[0]
    return f" {' '.join((*map(add, characters, characters[1:]), characters[-1]))} "
