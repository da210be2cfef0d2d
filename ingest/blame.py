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
        from ingest.verify import find_first_problem_in

        if problem := find_first_problem_in(path):
            raise DamagedDatabase(f"{path}: {problem}; delete it and ingest again, the logs hold everything") from error
        raise
