"""What the user sees of a run: messages, a bar where it takes long, and an exit status.

Imports click for the bar alone: it takes longer to load than a run without a change.
"""

from __future__ import annotations

import shlex
import sys
import time
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from ingest.diagnostics import Diagnostic, count_of, format_diagnostic
from ingest.errors import ReadlogError
from ingest.run import Options, Report, check, ingest
from ingest.terminal.blame import blaming_rows
from ingest.terminal.output import plain, write

_SHOWN_A_CODE = 3
_NOTHING_READ = "No article was read: one is a line such as TITLE https://example.org/a or - [TITLE](URL)"


def run_and_exit(
    paths: Sequence[Path], options: Options, only_check: bool = False, quiet: bool = False, verbose: bool = False
) -> NoReturn:
    """Ingests or checks the logs; the exit status is 1 when one of them could not be read, else 0."""
    started = time.monotonic()
    screen = Screen(quiet, verbose)
    on_wait = partial(screen.show_wait, options.database)
    report = Report(screen.show_log, screen.show_fault, screen.show_missing, screen.show_progress, on_wait)
    try:
        with blaming_rows(options.database):
            (check if only_check else ingest)(paths, options, report)
    except ReadlogError as error:
        screen.say(f"error: {error}")
        sys.exit(1)
    except KeyboardInterrupt:
        screen.say("stopped; the database is as it was")
        sys.exit(1)
    finally:
        screen.clear()
    if not quiet:
        seconds = time.monotonic() - started
        summary = _check_summary(report, seconds) if only_check else _summary(report, options.database, seconds)
        screen.say(summary, err=False)
    sys.exit(1 if report.failed else 0)


def _summary(report: Report, database: Path, seconds: float) -> str:
    counts, totals = report.counts, {table: count_of(number, table) for table, number in report.totals.items()}
    return (
        f"{database}: {totals['article']} ({report.totals['dated']:,} dated), {totals['excerpt']}, {totals['tag']}; "
        f"{counts.new:,} new, {counts.changed:,} changed, {counts.unchanged:,} unchanged, {counts.removed:,} removed; "
        f"{seconds:.1f} s. {_next_step(report, database)}"
    )


def _next_step(report: Report, database: Path) -> str:
    """What to do after a run: look at the articles, or, where the logs gave none, see why."""
    if report.failed and not report.totals["article"]:
        return "No article was read: mend what is said above, and run again"
    return _nothing_read(report) or f"Next: datasette {shlex.quote(str(database))}"


def _nothing_read(report: Report) -> str:
    """What may be the reason, where the logs of the run could be read and none of them has an article; else ''."""
    counts = report.counts
    if not report.logs or report.failed or counts.new or counts.changed or counts.unchanged:
        return ""
    if report.dialects:
        names = " and ".join(sorted(report.dialects))
        return f"No article was read as {names}, the --dialect that was given and is kept; --dialect auto forgets it"
    return _NOTHING_READ


def _check_summary(report: Report, seconds: float) -> str:
    summary = f"{count_of(report.counts.new, 'article')} read in {seconds:.1f} s, nothing written"
    return ". ".join(filter(None, [summary, _nothing_read(report)]))


def shown(path: Path) -> Path:
    """A path as it is from the current folder, if it is below it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


class Screen:
    """What the user sees while a run goes on: diagnostics on standard error, and a bar if it takes long."""

    def __init__(self, quiet: bool, verbose: bool, doing: str = "reading") -> None:
        self.quiet = quiet
        self.verbose = verbose
        self.doing = doing
        self.started = time.monotonic()
        self.bar: Any = None
        self.hinted: set[str] = set()

    def show_log(self, path: Path, diagnostics: Sequence[Diagnostic]) -> None:
        """Prints what is odd in a log that was read: all of it, or the first few of each code."""
        if self.quiet:
            return
        if self.verbose:
            self.say(f"{path}: read")
        seen: Counter[str] = Counter()
        for found in diagnostics:
            seen[found.code] += 1
            if self.verbose or seen[found.code] <= _SHOWN_A_CODE:
                text = format_diagnostic(plain(str(path)), found, with_hint=found.code not in self.hinted)
                for line in text.split("\n"):
                    self.say(line)
                self.hinted.add(found.code)
        for code, count in seen.items():
            if not self.verbose and count > _SHOWN_A_CODE:
                self.say(f"{path}: {count - _SHOWN_A_CODE} more of [{code}]; --check --verbose shows them")

    def show_fault(self, path: Path, message: str) -> None:
        """Prints why a file could not be read."""
        self.say(f"{path}: error: {message}")

    def show_missing(self, path: Path) -> None:
        """Prints that the file of a log is gone."""
        if not self.quiet:
            what = "the file is gone or has moved; its articles stay until it is named with --prune"
            self.say(f"{shown(path)}: warning: {what}")

    def show_wait(self, database: Path, what: str) -> None:
        """Prints that another program has to be waited for."""
        if not self.quiet:
            self.say(f"{database}: waiting for another program that {what} it; after a minute it is given up")

    def show_progress(self, done: int, total: int) -> None:
        """Moves the bar, once a run has taken a second."""
        if self.quiet or not sys.stderr.isatty() or time.monotonic() - self.started < 1:
            return
        if self.bar is None:
            import click

            self.bar = click.progressbar(length=total, label=self.doing, file=sys.stderr)
        self.bar.update(done - self.bar.pos)

    def clear(self) -> None:
        """Takes the bar off the screen, and gives back the cursor that click hides."""
        if self.bar is not None:
            self.bar = None
            write("\r\x1b[K\x1b[?25h", sys.stderr)

    def say(self, line: str, *, err: bool = True) -> None:
        """Prints a line, in place of the bar. A file's name may hold what commands a terminal."""
        self.clear()
        write(f"{plain(line)}\n", sys.stderr if err else sys.stdout)
