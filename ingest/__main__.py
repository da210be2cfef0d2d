"""Where a command begins: `python -m ingest`, which is `readlog ingest`, and `readlog` itself.

Holds no command; those are in `cli`.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    """The command `readlog`. A plain search is answered before click is loaded, which takes longer than the search."""
    if search := read_plain_search(sys.argv[1:]):
        from ingest.find import find_and_exit

        find_and_exit(*search)
    from ingest.cli import main as commands

    commands(prog_name="readlog")


def read_plain_search(arguments: list[str]) -> tuple[str, Path | None] | None:
    """The text and the database of `find WORD... [-d DB]`; None for all that needs `cli` to be understood.

    >>> read_plain_search(["find", "内存", "锁", "-d", "my.db"])
    ('内存 锁', PosixPath('my.db'))
    """
    command, words, database = arguments[:1], arguments[1:], None
    if words[-2:-1] == ["-d"]:
        *words, _, database = words
    if command != ["find"] or not words or any(word.startswith("-") for word in words):
        return None
    return " ".join(words), Path(database) if database else None


if __name__ == "__main__":
    from ingest.cli import ingest_command

    ingest_command(prog_name="python -m ingest")
