"""The help of the command, as README.md shows it.

Prints nothing itself; cog runs it with `-I tests/docs`.
"""

from __future__ import annotations

from click.testing import CliRunner

from ingest.cli import ingest_command


def help_text() -> str:
    """What `python -m ingest --help` prints on a screen of 100 columns, as a block of Markdown."""
    result = CliRunner().invoke(
        ingest_command, ["--help"], prog_name="python -m ingest", terminal_width=100, catch_exceptions=False
    )
    return f"```\n{result.output.strip()}\n```\n"
