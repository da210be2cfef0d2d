"""Tells a database that is not as readlog writes it from a mistake in readlog, once something has gone wrong.

Imports what looks for it only then: commands that answer at once start with this.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import DamagedDatabase, NotEnoughMemory, ReadlogError


@contextmanager
def blaming_rows(path: Path) -> Iterator[None]:
    """A block that works on the rows of a database. An exception that nobody foresaw passes if these are sound.

    Raises:
        DamagedDatabase: in its place, if they are not.
        NotEnoughMemory: there is none left.
    """
    try:
        yield
    except (ReadlogError, OSError):
        raise
    except MemoryError as error:
        raise NotEnoughMemory(
            f"{path}: there is not enough memory, and nothing was changed; end other programs, or part the longest log"
        ) from error
    except Exception as error:
        if problem := _find_first_problem(path):
            raise DamagedDatabase(f"{path}: {problem}; delete it and ingest again, the logs hold everything") from error
        raise


def _find_first_problem(path: Path) -> str | None:
    """The first thing wrong with the rows of a database, None if they are sound or cannot be looked at."""
    from ingest.soundness import find_first_problem
    from ingest.store.database import ask_database

    try:
        with ask_database(path) as snapshot:
            problem = find_first_problem(snapshot)
    except ReadlogError:
        return None
    return problem and problem.message
