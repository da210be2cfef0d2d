"""Where a command begins: `python -m ingest`, which is `readlog ingest`, and `readlog` itself.

Holds no command; those are in `cli`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple, NoReturn


def main() -> None:
    """The command `readlog`. Who stops it, while its modules are loaded or later, sees a line and no traceback."""
    command, *arguments = sys.argv[1:] or [""]
    try:
        _run(command, arguments)
    except KeyboardInterrupt:
        _stop(2 if command in ("find", "seen") else 1)


def _run(command: str, arguments: list[str]) -> None:
    """Runs a command. A plain search or run is done before click is loaded, which takes longer than either."""
    if command == "find" and (words := read_plain(arguments)):
        from ingest.find import find_and_exit

        find_and_exit(" ".join(words.arguments), words.database)
    if command == "ingest":
        _run_if_plain(arguments)
    from ingest.cli import main as commands

    commands(prog_name="readlog")


def _stop(status: int) -> NoReturn:
    print("stopped; nothing was changed", file=sys.stderr)
    sys.exit(status)


class Plain(NamedTuple):
    """A command with no option but `-d DB`, behind its arguments."""

    arguments: list[str]
    database: Path | None


def read_plain(arguments: list[str]) -> Plain | None:
    """The arguments and the database of `ARGUMENT... [-d DB]`; None for all that needs `cli` to be understood.

    >>> read_plain(["内存", "锁", "-d", "my.db"])
    Plain(arguments=['内存', '锁'], database=PosixPath('my.db'))
    """
    database = None
    if arguments[-2:-1] == ["-d"]:
        *arguments, _, database = arguments
    if not arguments or any(argument.startswith("-") for argument in arguments) or database == "":
        return None
    return Plain(arguments, Path(database) if database else None)


def _run_if_plain(arguments: list[str]) -> None:
    if plain := read_plain(arguments):
        from ingest.run import Options
        from ingest.screen import run_and_exit
        from ingest.store.database import default_database

        run_and_exit(list(map(Path, plain.arguments)), Options(plain.database or default_database()))


if __name__ == "__main__":
    try:
        _run_if_plain(sys.argv[1:])
        from ingest.cli import ingest_command

        ingest_command(prog_name="python -m ingest")
    except KeyboardInterrupt:
        _stop(1)
