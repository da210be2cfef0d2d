"""The help of the commands, as the documentation shows it.

Prints nothing itself; cog runs it with `-I tests/docs`.
"""

from __future__ import annotations

from click.testing import CliRunner

from ingest.terminal.cli import main


def help_text(command: str) -> str:
    """What a command prints for `--help` on a screen of 100 columns, as a block of Markdown."""
    name = "python -m ingest" if command == "ingest" else f"readlog {command}"
    result = CliRunner().invoke(
        main.commands[command], ["--help"], prog_name=name, terminal_width=100, catch_exceptions=False
    )
    return f"```\n{result.output.strip()}\n```\n"
