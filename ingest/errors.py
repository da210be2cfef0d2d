"""Faults outside the log: no such file, not our database, disk full. Each is one line for the user, never a traceback.

What is wrong inside a log is a diagnostic, not an exception.
"""

from __future__ import annotations


class ReadlogError(Exception):
    """The family. The message is in lower case, holds the value, and says what to do."""


class UnreadableLog(ReadlogError):
    """A file cannot be read as text. Its old rows stay; the other files are still written."""


class NoSuchPath(ReadlogError):
    """A PATH on the command line does not exist, or holds no log."""


class ForeignDatabase(ReadlogError):
    """The database file belongs to another program, or is no database. It is left untouched."""


class NoDatabase(ReadlogError):
    """There is no database file to look into."""


class WrongSearch(ReadlogError):
    """A search that cannot be asked: too long, or with a filter that can find nothing."""


class NoAddress(ReadlogError):
    """What was typed is no address of the web."""


class DatabaseUnavailable(ReadlogError):
    """SQLite cannot read or write the file: locked, full, read-only, damaged."""


class DamagedDatabase(DatabaseUnavailable):
    """What is in the file is no longer what was written."""


class NotEnoughMemory(ReadlogError):
    """The system gives no more memory."""


class OutdatedDatabase(ReadlogError):
    """The schema is an older one, so that only ingest can read the file."""


class MissingLog(ReadlogError):
    """The schema has changed, and a log that would have to be read again is gone."""


class MissingResource(ReadlogError):
    """A file of the package itself is not where it should be."""


def describe_fault(error: OSError) -> str:
    """What the system says is wrong, in lower case."""
    return (error.strerror or str(error)).lower()
