"""Patterns that are compiled when they are first asked.

The rules of reading have hundreds, and no log asks them all. To compile them took a third of an ordinary run, since
`re` walks through each character of a class, 27,000 of `[\\u3400-\\u9fff]` (Python 3.11.7).
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, cast


class _Lazy:
    """Stands for a compiled pattern, and answers as that does."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.given = flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self.given)

    def __getattr__(self, name: str) -> Any:
        """Called for what is not there, so once for each method: from then on it is, and costs nothing more."""
        found = getattr(self.compiled, name)
        setattr(self, name, found)
        return found


def lazy_compile(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile(pattern, flags)`, but later."""
    return cast("re.Pattern[str]", _Lazy(pattern, flags))
