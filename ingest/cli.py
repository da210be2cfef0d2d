"""The command line: options in, messages and an exit status out.

Holds no logic of its own; a run is `ingest.run`.
"""

from __future__ import annotations

import contextlib
import shlex
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from ingest import __version__
from ingest.diagnostics import Diagnostic, count_of, format_diagnostic
from ingest.errors import ReadlogError
from ingest.run import Options, Report, check, ingest

_SHOWN_A_CODE = 3


_CONTEXT = {"help_option_names": ["-h", "--help"]}


def _known_encoding(context: click.Context, option: click.Parameter, name: str | None) -> str | None:
    """The name of an encoding, once Python knows it for one of texts."""
    with contextlib.suppress(UnicodeError):
        try:
            b"x".decode(name or "utf-8")
        except LookupError as error:
            raise click.BadParameter(f"no encoding is called {name!r}") from error
    return name


@click.group(context_settings=_CONTEXT)
@click.version_option(__version__, prog_name="readlog")
def main() -> None:
    """Turn a reading log kept in Markdown into a database for Datasette."""


@main.command("ingest", short_help="Read logs into a database.", context_settings=_CONTEXT)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option(
    "-d", "--database", type=click.Path(dir_okay=False, path_type=Path), default="readlog.db", show_default=True,
    help="The database file to make or to bring up to date.",
)  # fmt: skip
@click.option(
    "--year", type=click.IntRange(1900, 2099), metavar="YYYY",
    help="The year of logs that name none themselves. It is kept with each log until given anew.",
)  # fmt: skip
@click.option(
    "--encoding", metavar="NAME", callback=_known_encoding,
    help="The encoding of logs that are not UTF-8 and do not tell, such as big5. Kept likewise.",
)  # fmt: skip
@click.option("--check", "only_check", is_flag=True, help="Say what is odd in the logs, and write nothing.")
@click.option("--force", is_flag=True, help="Read everything again, changed or not.")
@click.option("--prune", is_flag=True, help="Forget logs that are gone from the PATHs given.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Print each log as it is read, and all its diagnostics.")
@click.version_option(__version__, prog_name="readlog")
def ingest_command(
    paths: tuple[Path, ...], database: Path, year: int | None, encoding: str | None, only_check: bool, force: bool,
    prune: bool, quiet: bool, verbose: bool,
) -> None:  # fmt: skip
    """Read logs into a database.

    A PATH is a log, or a folder of logs: *.md, *.markdown and *.txt at any depth, hidden ones skipped. Only what has
    changed since the last run is read, and if nothing has, nothing is written. What is odd in a log is printed with
    its file and line, and kept in the table `diagnostic`.

    The exit status is 1 when a file could not be read, else 0; 2 when the command line is wrong.
    """
    started = time.monotonic()
    screen = _Screen(quiet, verbose)
    report = Report(screen.show_log, screen.show_fault, screen.show_missing, screen.show_progress)
    options = Options(database, year, encoding, force, prune)
    try:
        (check if only_check else ingest)(paths, options, report)
    except ReadlogError as error:
        screen.say(f"error: {error}")
        sys.exit(1)
    finally:
        screen.clear()
    if not quiet:
        seconds = time.monotonic() - started
        screen.say(_check_summary(report, seconds) if only_check else _summary(report, database, seconds), err=False)
    sys.exit(1 if report.failed else 0)


def _summary(report: Report, database: Path, seconds: float) -> str:
    counts, totals = report.counts, {table: count_of(number, table) for table, number in report.totals.items()}
    return (
        f"{database}: {totals['article']} ({report.totals['dated']:,} dated), {totals['excerpt']}, {totals['tag']}; "
        f"{counts.new:,} new, {counts.changed:,} changed, {counts.unchanged:,} unchanged, {counts.removed:,} removed; "
        f"{seconds:.1f} s. Next: datasette {shlex.quote(str(database))}"
    )


def _check_summary(report: Report, seconds: float) -> str:
    return f"{count_of(report.counts.new, 'article')} read in {seconds:.1f} s, nothing written"


class _Screen:
    """What the user sees while a run goes on: diagnostics on standard error, and a bar if it takes long."""

    def __init__(self, quiet: bool, verbose: bool) -> None:
        self.quiet = quiet
        self.verbose = verbose
        self.started = time.monotonic()
        self.bar: Any = None
        self.hinted: set[str] = set()

    def show_log(self, path: Path, diagnostics: Sequence[Diagnostic]) -> None:
        if self.quiet:
            return
        if self.verbose:
            self.say(f"{path}: read")
        seen: Counter[str] = Counter()
        for found in diagnostics:
            seen[found.code] += 1
            if self.verbose or seen[found.code] <= _SHOWN_A_CODE:
                self.say(format_diagnostic(str(path), found, with_hint=found.code not in self.hinted))
                self.hinted.add(found.code)
        for code, count in seen.items():
            if not self.verbose and count > _SHOWN_A_CODE:
                self.say(f"{path}: {count - _SHOWN_A_CODE} more of [{code}]; --check --verbose shows them")

    def show_fault(self, path: Path, message: str) -> None:
        self.say(f"{path}: error: {message}")

    def show_missing(self, path: Path) -> None:
        if not self.quiet:
            here = Path.cwd()
            shown = path.relative_to(here) if path.is_relative_to(here) else path
            self.say(f"{shown}: warning: the file is gone; its articles stay until it is named with --prune")

    def show_progress(self, done: int, total: int) -> None:
        if self.quiet or not sys.stderr.isatty() or time.monotonic() - self.started < 1:
            return
        if self.bar is None:
            self.bar = click.progressbar(length=total, label="reading", file=sys.stderr)
        self.bar.update(done - self.bar.pos)

    def clear(self) -> None:
        """Takes the bar off the screen, and gives back the cursor that click hides."""
        if self.bar is not None:
            self.bar = None
            self._write("\r\x1b[K\x1b[?25h", err=True)

    def say(self, line: str, *, err: bool = True) -> None:
        """Prints a line, in place of the bar."""
        self.clear()
        self._write(f"{line}\n", err)

    def _write(self, text: str, err: bool) -> None:
        """A reader who has left, or a full disk behind the pipe, is no reason to undo a run."""
        with contextlib.suppress(OSError):
            click.echo(text, nl=False, err=err)
