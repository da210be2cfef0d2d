"""Checks that a database is sound: its file, its rows, and that a search finds what a scan of the texts finds.

Never writes to the file, and never searches it: all is asked of a copy that only this process sees.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from ingest.errors import DamagedDatabase, NotEnoughMemory
from ingest.files import is_gone
from ingest.paths import path_on_disk
from ingest.soundness import (
    SEARCHED,
    Problem,
    count_texts,
    find_broken_references,
    find_contradictions,
    find_damage,
    find_misplaced,
    find_odd_logs,
    find_unmatched_rows,
)
from ingest.store.database import ask_database
from ingest.verify.scan import Characters
from ingest.verify.schema import find_damaged_index, find_other_schema
from ingest.verify.words import compare_words

_CACHE_KIB = 262_144  # the copy of a larger file goes to a temporary one
_ROWS = 0.2  # of the work, how much is done before words are searched


@dataclass(slots=True)
class Findings:
    """How much was looked at, and what is wrong; `gone` are the logs that could not be ingested again."""

    passages: int = 0
    titles: int = 0
    words: int = 0
    problems: list[Problem] = field(default_factory=list)
    gone: list[Path] = field(default_factory=list)


def verify(path: Path, every_word: bool, tell: Callable[[float], None] = lambda share: None) -> Findings:
    """What is wrong with a database, and how much was looked at; `tell` gets the share of the work that is done.

    A sample of the words in the texts is searched, or with `every_word` all of them.

    Raises:
        NotEnoughMemory: there is none left for a copy.
        NoDatabase, OutdatedDatabase, ForeignDatabase, DatabaseUnavailable: as `ask_database`.
    """
    findings = Findings()
    try:
        with ask_database(path) as snapshot, closing(sqlite3.connect("", isolation_level=None)) as copy:
            fill_copy(copy, snapshot)
            for problem in _find_problems(copy, every_word, findings, tell):
                log = problem.log and str(path_on_disk(problem.log, path))
                findings.problems.append(problem._replace(log=log))
            if findings.problems:
                findings.gone = _gone_logs(copy, path)
    except DamagedDatabase as error:
        findings.problems.append(Problem(f"the file is damaged: {error.__cause__}"))
    except MemoryError as error:
        raise NotEnoughMemory(f"{path}: there is not enough memory to check it; end other programs") from error
    return findings


def fill_copy(copy: sqlite3.Connection, snapshot: sqlite3.Connection) -> None:
    """Copies a database to `copy`, which is in memory, or in a temporary file if it is large.

    FTS5 checks itself only where it may write, and a run of ingest should not wait until all words are searched.
    """
    copy.text_factory = lambda data: data.decode("utf-8", "replace")
    copy.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    snapshot.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # backup() would wait for a lock for ever
    snapshot.backup(copy)
    snapshot.execute("ROLLBACK")  # who writes need not wait


def _find_problems(
    copy: sqlite3.Connection, every_word: bool, findings: Findings, tell: Callable[[float], None]
) -> Iterator[Problem]:
    """All that is wrong; where the file or the schema is not whole, nothing else is looked at."""
    for find in (find_damage, find_other_schema, find_damaged_index):
        problems = [*find(copy)]
        yield from problems
        if problems:
            return
    yield from find_broken_references(copy)
    yield from find_contradictions(copy)
    yield from find_odd_logs(copy)
    yield from find_misplaced(copy)
    sizes = [count_texts(copy, searched) for searched in SEARCHED]
    findings.passages, findings.titles = sizes
    characters = Characters(copy)
    done = _ROWS
    for searched, size in zip(SEARCHED, sizes, strict=True):
        part = (1 - _ROWS) * size / max(1, sum(sizes))

        def tell_part(share: float, done: float = done, part: float = part) -> None:
            tell(done + share * part)

        yield from find_unmatched_rows(copy, searched)
        words, problems = compare_words(copy, searched, characters, every_word, tell_part)
        findings.words += words
        yield from problems
        done += part


def _gone_logs(copy: sqlite3.Connection, path: Path) -> list[Path]:
    """The recorded logs whose files are gone, as far as they can be told."""
    try:
        stored = [log for (log,) in copy.execute("SELECT path FROM log ORDER BY path")]
    except sqlite3.DatabaseError:
        return []
    return [file for file in (path_on_disk(log, path) for log in stored) if is_gone(file)]
