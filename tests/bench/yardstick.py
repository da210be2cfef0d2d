"""Parses a Markdown file and drops the result: what reading a log costs at least. A large file goes in pieces of 1 MB.

Never reads a log as readlog does.
"""

from __future__ import annotations

import sys
from pathlib import Path

from markdown_it import MarkdownIt

_PIECE = 1_000_000  # bytes


def main() -> None:
    parser = MarkdownIt("commonmark")
    with Path(sys.argv[1]).open("rb") as file:
        for lines in iter(lambda: file.readlines(_PIECE), []):
            parser.parse(b"".join(lines).decode())


if __name__ == "__main__":
    main()
