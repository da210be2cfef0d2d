"""From the bytes of a log to model objects: pure functions that touch no file, no clock and no database."""

READER = 2
"""The version of the reading rules. It is part of every entry's hash: raising it makes ingest read everything again."""
