"""The command line: options in, messages and an exit status out.

Holds no logic of its own: a run is `ingest.run`, and what is shown of it `ingest.terminal.screen`.
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest import __version__
from ingest.diagnostics import count_of
from ingest.errors import ReadlogError
from ingest.read import DIALECTS
from ingest.run import Options
from ingest.terminal.screen import Screen, run_and_exit, shown

if TYPE_CHECKING:
    from ingest.verify import Findings

_CONTEXT = {"help_option_names": ["-h", "--help"]}


class _FileOrFolder(click.Path):
    """A path. Whether it can be read is not asked: of several, one that cannot is no reason to leave out the others."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; an empty name, as of a variable that is not set, would be that of the current folder."""
        if value == "":
            self.fail("an empty name; name a log, or a folder of logs", param, ctx)
        return super().convert(value, param, ctx)


_FILE_OR_FOLDER = _FileOrFolder(readable=False, path_type=Path)
_DATABASE = click.Path(readable=False, path_type=Path)


def _known_encoding(context: click.Context, option: click.Parameter, name: str | None) -> str | None:
    """The name of an encoding, once Python knows it for one of texts."""
    with contextlib.suppress(UnicodeError):
        try:
            b"x".decode("utf-8" if name is None else name)
        except LookupError as error:
            raise click.BadParameter(f"no encoding is called {name!r}; name one such as gb18030 or big5") from error
    return name


class _SearchCommand(click.Command):
    """A command whose arguments are a search, in which `-word` leaves a word out.

    Only what is written as an option of the command is one, such as `-n 5` or `-n5`, and `--word`, up to `--`.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parts options from words, which click would look through for the letters of options: `-linux` has an n."""
        named = {name: option for option in self.get_params(ctx) for name in option.opts if name[0] == "-"}
        options: list[str] = []
        words: list[str] = []
        rest = iter(args)
        for arg in rest:
            option = named.get(arg) or (named.get(arg[:2]) if arg[2:].isdecimal() else None)
            if arg == "--":
                words += rest
            elif option or arg.startswith("--"):
                takes_next = option is not None and arg in option.opts and not getattr(option, "is_flag", False)
                options += [arg, *(value := list(islice(rest, takes_next)))]
                if len(value) < takes_next:
                    raise click.BadOptionUsage(arg, f"Option {arg!r} requires an argument.", ctx)
            else:
                words.append(arg)
        left = super().parse_args(ctx, [*options, "--", *words])
        ctx.params["query"] = " ".join(ctx.params["query"])
        return left


@click.group(context_settings=_CONTEXT)
@click.version_option(__version__, prog_name="readlog")
def main() -> None:
    """Turn a reading log kept in Markdown into a database for Datasette."""


def _database_option(what: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option(
        "-d", "--database", type=_DATABASE, metavar="FILE", default="readlog.db", show_default=True,
        envvar="READLOG_DATABASE", show_envvar=True, help=f"The database file {what}.",
    )  # fmt: skip


@main.command("ingest", short_help="Read logs into a database.", context_settings=_CONTEXT)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=_FILE_OR_FOLDER)
@_database_option("to make or to bring up to date")
@click.option(
    "--year", type=click.IntRange(1900, 2099), metavar="YYYY",
    help="The year of logs that name none themselves. It is kept with each log until given anew.",
)  # fmt: skip
@click.option(
    "--encoding", metavar="NAME", callback=_known_encoding,
    help="The encoding of logs that are not UTF-8 and do not tell, such as big5. Kept likewise.",
)  # fmt: skip
@click.option(
    "--dialect", metavar="NAME", type=click.Choice(["auto", *DIALECTS]),
    help=f"The shape of the logs, where it is mistaken: {', '.join(DIALECTS)}, or auto. Kept likewise.",
)  # fmt: skip
@click.option("--check", "only_check", is_flag=True, help="Say what is odd in the logs, and write nothing.")
@click.option("--force", is_flag=True, help="Read everything again, changed or not, as below the PATHs given now.")
@click.option("--prune", is_flag=True, help="Forget logs that are gone from the PATHs given.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Print each log as it is read, and all its diagnostics.")
@click.version_option(__version__, prog_name="readlog")
def ingest_command(
    paths: tuple[Path, ...], database: Path, year: int | None, encoding: str | None, dialect: str | None,
    only_check: bool, force: bool, prune: bool, quiet: bool, verbose: bool,
) -> None:  # fmt: skip
    """Read logs into a database.

    A PATH is a log, or a folder of logs: *.md, *.markdown and *.txt at any depth, hidden ones skipped. Only what has
    changed since the last run is read, and if nothing has, nothing is written. What is odd in a log is printed with
    its file and line, and kept in the table `diagnostic`.

    The last line counts the articles, of which those are dated to which the log gives a day, be its year known or
    not; excerpts, which are passages and notes; tags; and what this run changed.

    The exit status is 1 when a file could not be read or the database not be written, 2 when the command line is
    wrong, else 0.
    """
    run_and_exit(paths, Options(database, year, encoding, dialect, force, prune), only_check, quiet, verbose)


@main.command("find", _SearchCommand, short_help="Search the logs.", context_settings=_CONTEXT)
@click.argument("query", nargs=-1, required=True, metavar="QUERY...")
@_database_option("to search")
@click.option("--newest", is_flag=True, help="Newest articles first, not best first.")
@click.option(
    "-n", "--limit", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="Show at most N articles."
)
@click.option(
    "-p", "--passages", type=click.IntRange(0), default=3, show_default=True, metavar="N",
    help="Show at most N passages of each.",
)  # fmt: skip
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print what the search page gives as JSON; where it could not search, nothing.",
)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
    help="Colour; without it, what was found stands in brackets.")  # fmt: skip
def find_command(
    query: str, database: Path, newest: bool, limit: int, passages: int, as_json: bool, color: str
) -> None:
    """Search the logs for articles and passages.

    \b
    QUERY is what the search page takes:
      内存 泄漏           both, anywhere in an article
      内存 OR 显存        either
      内存 -泄漏          the first without the second
      '"page cache"'      a phrase; quoted twice, because the shell takes one pair off
      'lock*'             words that begin so
      tag:io_uring site:lwn.net author:NAME collection:NAME kind:note
      year:2025 after:2025-06 before:2026 title:内核

    Prints each article with its day, the line that it stands on with its address, and its best passages, each as
    file:line: text. The exit status is 0 when something is found, 1 when nothing is, 2 when it could not search.
    """
    from ingest.terminal.find import find_and_exit

    find_and_exit(
        query, database, {"always": True, "never": False}.get(color), sort="newest" if newest else "relevance",
        limit=limit, passages=passages, as_json=as_json,
    )  # fmt: skip


@main.command("seen", short_help="Tell whether an address is in the log.", context_settings=_CONTEXT)
@click.argument("url")
@_database_option("to look into")
@click.option(
    "--json", "as_json", is_flag=True, help="Print what the page gives as JSON; where it could not look, nothing."
)
def seen_command(url: str, database: Path, as_json: bool) -> None:
    """Tell whether an address is in the log.

    Addresses are compared without what does not tell pages apart: tracking parameters, http or https, an archive
    (web.archive.org, archive.today) around them. Prints each article of that address with its day, then those that
    mention it, as file:line: title.

    The exit status is 0 when the log has it, 1 when it does not, 2 when it could not look.
    """
    from ingest.terminal.seen import answer_seen

    screen = Screen(False, False)
    try:
        is_seen, answer = answer_seen(url, database, as_json)
    except ReadlogError as error:
        screen.say(f"error: {error}")
        sys.exit(2)
    for line in answer.split("\n"):
        screen.say(line, err=not is_seen and not as_json)
    sys.exit(0 if is_seen else 1)


@main.command("verify", short_help="Check a database.", context_settings=_CONTEXT)
@_database_option("to check")
@click.option("--all", "every_word", is_flag=True, help="Search for every word of the logs; else for some of them.")
def verify_command(database: Path, every_word: bool) -> None:
    """Check that a database is sound.

    Looks at the file, at its rows, and whether a search finds what a scan of the texts finds. Writes nothing.

    The exit status is 0 when all is well, 1 when something is wrong or the file cannot be read, 2 when the command line
    is wrong.
    """
    from ingest.verify import verify

    started = time.monotonic()
    screen = Screen(False, False, "checking")
    try:
        findings = verify(database, every_word, lambda share: screen.show_progress(int(1000 * share), 1000))
    except ReadlogError as error:
        screen.say(f"error: {error}")
        sys.exit(1)
    except KeyboardInterrupt:
        screen.say("stopped; nothing was changed")
        sys.exit(1)
    finally:
        screen.clear()
    for problem in findings.problems:
        place = f"; see {shown(Path(problem.log))}:{problem.line}" if problem.log else ""
        screen.say(f"{database}: error: {problem.message}{place}")
    if findings.problems:
        screen.say(_verify_hint(findings))
        sys.exit(1)
    screen.say(_verify_summary(findings, database, every_word, time.monotonic() - started), err=False)


def _verify_summary(findings: Findings, database: Path, every_word: bool, seconds: float) -> str:
    words = f"{'all ' if every_word else ''}{count_of(findings.words, 'word')}"
    return (
        f"{database}: sound: {count_of(findings.passages, 'passage')} and {count_of(findings.titles, 'title')}, "
        f"{words} found where a scan finds them; {seconds:.1f} s"
    )


def _verify_hint(findings: Findings) -> str:
    hint = "    hint: delete it and ingest the logs again: they hold everything"
    if not findings.gone:
        return hint
    others = f", with {len(findings.gone) - 1:,} more" if len(findings.gone) > 1 else ""
    return f"{hint}; but {shown(findings.gone[0])} is gone{others}, and only this database has what came from there"
