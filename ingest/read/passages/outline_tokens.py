"""The block tokens of an outline: those of markdown-it, or the same in a tenth of the time where each line is an item.

Only what any reader of CommonMark sees at once is taken without markdown-it; of all else it says what it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

from ingest.commonmark import parse_phrases
from ingest.patterns import lazy_compile
from ingest.read.markdown import parse_blocks, read_definitions

# '- > passage', '- words', '>> note': below another item two blanks further in, and at most 60 levels deep. The words
# begin with nothing that begins a block.
_LINE = lazy_compile(
    r"""
    (?P<indent>(?:\ {2}){0,59})
    (?:[-*+]\ (?P<quote>>\ )?|(?P<note>>>\ ))
    (?P<words>
      (?=[^\s>\#<=|~:+\-\d`*_\[]
        |\*{1,3}[^\s*]
        |`{1,2}[^`]
        |~~[^~]
        |_{1,3}[^\s_]
        |\d+(?![\d.)])
        |\d+[.)]\S
        |\[(?!.*\]:)
      )
      [^\0\r\n]+
    )$
    """,
    re.VERBOSE,
)

# Nobody looks at the place or the level of these.
_ITEM_OPEN = Token("list_item_open", "li", 1)
_ITEM_CLOSE = Token("list_item_close", "li", -1)
_QUOTE_OPEN = Token("blockquote_open", "blockquote", 1)
_QUOTE_CLOSE = Token("blockquote_close", "blockquote", -1)


def parse_outline(lines: Sequence[str], definitions: str = "") -> list[Token]:
    """The tokens of some lines that stand for items, quotes, and what these hold, with the link reference definitions
    that the lines may use. Those that open and close lists and paragraphs may be left out.
    """
    tokens = _read_items(lines)
    if tokens is None:
        return parse_blocks("\n".join(lines), definitions)
    parse_phrases(tokens, read_definitions(definitions))
    return tokens


def _read_items(lines: Sequence[str]) -> list[Token] | None:
    """The same, but for the phrases, where each line that is not blank is an item or a note on the item above."""
    tokens: list[Token] = []
    items = quotes = 0  # how many are open
    for place, line in enumerate(lines):
        found = _LINE.match(line)
        if found is None:
            if line.strip(" \t"):
                return None
            tokens += [_QUOTE_CLOSE] * quotes
            quotes = 0
            continue
        depth = len(found["indent"]) // 2
        is_note = found["note"] is not None
        if depth > items or (is_note and (depth == 0 or (depth == items and quotes == 2))):
            return None
        if not is_note or depth < items:
            tokens += [_QUOTE_CLOSE] * quotes
            quotes = 0
        tokens += [_ITEM_CLOSE] * (items - depth)
        items = depth
        if not is_note:
            tokens.append(_ITEM_OPEN)
            items += 1
        deeper = (2 if is_note else 1 if found["quote"] else 0) - quotes
        tokens += [_QUOTE_OPEN] * deeper
        quotes += deeper
        words = Token("inline", "", 0, content=found["words"].rstrip(), map=[place, place + 1], children=[])
        tokens.append(words)
    tokens += [_QUOTE_CLOSE] * quotes
    tokens += [_ITEM_CLOSE] * items
    return tokens
