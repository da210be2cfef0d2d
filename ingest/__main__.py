"""Where a command begins: `python -m ingest`, which is `readlog ingest`, and `readlog` itself.

Holds no command; those are in `terminal`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from ingest.terminal.output import drop, write

if TYPE_CHECKING:
    import click


COMMANDS = ("find", "ingest", "seen", "verify")
"""Of `readlog`: some type them behind `python -m ingest`, which is one of them."""


def main() -> None:
    """The command `readlog`. Who stops it, while its modules are loaded or later, sees a line and no traceback."""
    command, *arguments = sys.argv[1:] or [""]
    _open_streams()
    _check_folder(command)
    try:
        _run(command, arguments)
    except KeyboardInterrupt:
        _stop(_status_of_fault(command))


def _status_of_fault(command: str) -> int:
    """The exit status of a command that could not do its work: that of grep where 1 means that nothing is found."""
    return 2 if command in ("find", "seen") else 1


def _check_folder(command: str) -> None:
    """Ends a command in a folder that has been deleted, from which no path leads anywhere."""
    try:
        Path.cwd()
    except OSError:
        write("error: the current folder is gone; change to one that is there\n", sys.stderr)
        sys.exit(_status_of_fault(command))


def _run(command: str, arguments: list[str]) -> None:
    """Runs a command. A plain search or run is done before click is loaded, which takes longer than either."""
    if command == "find" and (words := read_plain(arguments)):
        from ingest.terminal.find import find_and_exit

        find_and_exit(" ".join(words.arguments), words.database)
    if command == "ingest":
        _run_if_plain(arguments)
    from ingest.terminal.cli import main as commands

    _run_with_click(commands, "readlog", _status_of_fault(command))


def _run_with_click(command: click.Command, name: str, status_of_fault: int) -> NoReturn:
    """Runs a command as click does by itself, but for an interrupt, of which click knows no status, and full disks."""
    import click

    from ingest.errors import describe_fault

    try:
        sys.exit(command.main(prog_name=name, standalone_mode=False) or 0)
    except click.Abort as error:
        raise KeyboardInterrupt from error
    except click.ClickException as error:
        try:
            error.show()
        except OSError:
            drop(sys.stderr)
        sys.exit(error.exit_code)
    except OSError as error:  # of the help, or the version
        drop(sys.stdout)
        write(f"error: what was asked for cannot be written: {describe_fault(error)}\n", sys.stderr)
        sys.exit(status_of_fault)


def _open_streams() -> None:
    """Opens those of the three streams that are closed, as a service may start a command: what is said is dropped.

    No file that is opened later, be it the database, gets the number of one.
    """
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        if number > 0:
            stream = open(number, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 (as long as the process)
            setattr(sys, ("stdout", "stderr")[number - 1], stream)
    os.close(number)


def _stop(status: int) -> NoReturn:
    write("stopped; nothing was changed\n", sys.stderr)
    sys.exit(status)


class Plain(NamedTuple):
    """A command with no option but `-d DB`, behind its arguments."""

    arguments: list[str]
    database: Path | None


def read_plain(arguments: list[str]) -> Plain | None:
    """The arguments and the database of `ARGUMENT... [-d DB]`; None for all that needs click to be understood.

    >>> read_plain(["内存", "锁", "-d", "my.db"])
    Plain(arguments=['内存', '锁'], database=PosixPath('my.db'))
    """
    database = None
    if arguments[-2:-1] == ["-d"]:
        *arguments, _, database = arguments
    if "" in (*arguments, database) or not arguments or any(argument.startswith("-") for argument in arguments):
        return None
    return Plain(arguments, Path(database) if database else None)


def _check_paths(arguments: list[str]) -> None:
    """Ends a run whose first PATH is the name of another command, and of nothing that is there."""
    name = arguments[0] if arguments else ""
    if name in COMMANDS and not os.path.lexists(name):
        write(f"error: {name}: no such file or folder; for the command, type: readlog {name}\n", sys.stderr)
        sys.exit(1)


def _run_if_plain(arguments: list[str]) -> None:
    if plain := read_plain(arguments):
        from ingest.run import Options
        from ingest.store.database import default_database
        from ingest.terminal.screen import run_and_exit

        run_and_exit(list(map(Path, plain.arguments)), Options(plain.database or default_database()))


if __name__ == "__main__":
    _open_streams()
    _check_folder("ingest")
    _check_paths(sys.argv[1:])
    try:
        _run_if_plain(sys.argv[1:])
        from ingest.terminal.cli import ingest_command

        _run_with_click(ingest_command, "python -m ingest", 1)
    except KeyboardInterrupt:
        _stop(1)
