"""Answers a search in the terminal: what `readlog find` prints.

Imports nothing that takes long: it stands in for ripgrep, and should feel as quick.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from ingest.errors import ReadlogError, WrongSearch, describe_fault
from ingest.paths import path_as_shown
from ingest.search.marks import mark_text, shorten
from ingest.search.results import search
from ingest.store.database import ask_database, default_database
from ingest.terminal.blame import blaming_rows
from ingest.terminal.output import drop, plain, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any, NoReturn

    from ingest.search.marks import Marks
    from ingest.search.results import Article, Results, Sort
    from ingest.search.suggest import Suggestion

    Style = dict[str, tuple[str, str]]

_WIDTH = 160  # characters of a passage
_NO_WORD = ": symbols alone, or words with a minus alone, find nothing"

_PLAIN = {"title": ("", ""), "path": ("", ""), "mark": ("[", "]"), "faint": ("", "")}
_COLOURED = {
    "title": ("\x1b[1m", "\x1b[22m"),
    "path": ("\x1b[35m", "\x1b[39m"),
    "mark": ("\x1b[1;31m", "\x1b[22;39m"),
    "faint": ("\x1b[2m", "\x1b[22m"),
}


def find_and_exit(text: str, database: Path | None = None, in_colour: bool | None = None, **how: Any) -> NoReturn:
    """Run `find` and end with the status that grep has: 0 found, 1 not found, 2 could not search.

    Without `database` it is the default one; without `in_colour` the terminal decides.
    """
    # typeshed takes it for any TextIO
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    if in_colour is None:  # Source: no-color.org
        in_colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    try:
        is_found = find(text, database or default_database(), in_colour=in_colour, **how)
        sys.stdout.flush()
    except ReadlogError as error:
        write(f"error: {plain(str(error))}\n", sys.stderr)
        sys.exit(2)
    except (BrokenPipeError, KeyboardInterrupt):  # who reads has seen enough
        drop(sys.stdout)
        sys.exit(2)
    except OSError as error:
        drop(sys.stdout)
        write(f"error: what was found cannot be written: {describe_fault(error)}\n", sys.stderr)
        sys.exit(2)
    sys.exit(0 if is_found else 1)


def find(
    text: str, database: Path, *, sort: Sort = "relevance", limit: int = 20, passages: int = 3, as_json: bool = False,
    in_colour: bool = False,
) -> bool:  # fmt: skip
    """Print what `text` finds, and tell whether it finds anything. What is to be said about it goes to standard error.

    Raises:
        NoDatabase, OutdatedDatabase, ForeignDatabase, DatabaseUnavailable: as `ask_database`.
        WrongSearch: it cannot be asked.
    """
    with blaming_rows(database), ask_database(database) as connection:
        results = search(connection, text, sort=sort, size=limit, passages=passages, with_facets=as_json)
        if results.faults:
            raise WrongSearch(" ".join(map(str, results.faults)))
        suggestions: tuple[Suggestion, ...] = ()
        if as_json or not results.total:
            from ingest.search.suggest import suggest  # compiles what a search that finds something does without

            suggestions = suggest(connection, results)
    if as_json:
        _print_json(results, text, sort, limit, suggestions)
    elif results.total:
        _print_articles(results, _COLOURED if in_colour else _PLAIN, database)
    else:
        why = _NO_WORD if results.search.words and results.wants_nothing else ""
        print(f"nothing found for {plain(text) or 'an empty search'}{why}", file=sys.stderr)
        for suggestion in suggestions:
            print(f"  try {plain(suggestion.query)} ({suggestion.total:,})", file=sys.stderr)
    return results.total > 0


def _print_articles(results: Results, style: Style, database: Path) -> None:
    print("\n\n".join("\n".join(_lines(article, style, database)) for article in results.articles))
    if results.total > len(results.articles):
        sys.stdout.flush()
        print(f"{len(results.articles)} of {results.total:,} articles; -n {results.total} for all", file=sys.stderr)


def _lines(article: Article, style: Style, database: Path) -> Iterator[str]:
    """A title with its day, where it stands with its address, and its passages."""
    path = path_as_shown(article.log_path, database)
    title = _paint(style, "title", _marked(article.title, article.marks, style))
    yield f"{title}  {_paint(style, 'faint', article.when or '')}".rstrip()
    if article.url or not article.passages:
        yield f"{_place(path, article.line_start, style)} {plain(article.url or '')}".rstrip()
    for passage in article.passages:
        kind = "" if passage.kind == "quote" else _paint(style, "faint", f"{passage.kind}: ")
        text = _marked(*shorten(passage.text, passage.marks, _WIDTH), style)
        yield f"{_place(path, passage.line_start, style)} {kind}{text}"
    if more := article.passage_count - len(article.passages):
        yield _paint(style, "faint", f"  and {more} more passage{'s' if more > 1 else ''}")


def _place(path: str, line: int, style: Style) -> str:
    return _paint(style, "path", plain(f"{path}:{line}:"))


def _marked(text: str, marks: Marks, style: Style) -> str:
    before, after = style["mark"]
    return mark_text(plain(text), marks, before, after)


def _paint(style: Style, name: str, text: str) -> str:
    before, after = style[name]
    return f"{before}{text}{after}" if text else ""


def _print_json(results: Results, text: str, sort: Sort, size: int, suggestions: tuple[Suggestion, ...]) -> None:
    from json import dump

    from ingest.search.answer import json_answer

    dump(
        json_answer(results, text, sort=sort, page=1, size=size, suggestions=suggestions),
        sys.stdout,
        ensure_ascii=False,
    )
    print()
