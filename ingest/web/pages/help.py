"""The reference, at `/{database}/-/help`, and each of its subjects below.

Never says anything of the log.
"""

from __future__ import annotations

from datasette.utils.sqlite import sqlite3

from ingest.web.page import Page
from ingest.web.reference import SUBJECTS, read_subject
from ingest.web.visit import Variables, Visit


def read_all(connection: sqlite3.Connection, visit: Visit) -> Variables:
    """The subjects, with their sections; those in the language of the page come first."""
    subjects = sorted(map(read_subject, SUBJECTS), key=lambda subject: subject.language != visit.text.language)
    return {"subjects": subjects, "here": "help"}


def read_one(connection: sqlite3.Connection, visit: Visit) -> Variables | None:
    """One subject."""
    name = visit.path["subject"]
    return {"subject": read_subject(name), "here": "help"} if name in SUBJECTS else None


PAGE = Page("help", "readlog_help.html", read_all, reads_log=False)
SUBJECT_PAGE = Page("help/(?P<subject>[^/.]+)", "readlog_help_subject.html", read_one, reads_log=False)
