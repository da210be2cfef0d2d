"""The newest articles with their passages, as a feed tells of them.

Only reads the database, through the connection it is given.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from ingest.browse.lines import Line, read_newest_lines
from ingest.browse.passages import Passage, read_passages
from ingest.search.conditions import write_ids

_ARTICLES = 30
_PASSAGES = 200  # of one article


class Entry(NamedTuple):
    """An article and its first passages, in the order of the log."""

    article: Line
    passages: list[Passage]


def read_newest(connection: sqlite3.Connection) -> list[Entry]:
    """The newest articles; those without a day that could be known come last."""
    articles = read_newest_lines(connection, _ARTICLES)
    ids = connection.execute(_FIRST, (write_ids(line.id for line in articles), _PASSAGES))
    passages: dict[int, list[Passage]] = {line.id: [] for line in articles}
    for passage in read_passages(connection, [id_ for (id_,) in ids]):
        passages[passage.article].append(passage)
    return [Entry(line, passages[line.id]) for line in articles]


_FIRST = """
    SELECT excerpt.id
    FROM json_each(?)
    CROSS JOIN excerpt ON excerpt.article_id = value
    WHERE excerpt.position <= ?
    ORDER BY excerpt.article_id, excerpt.position
"""
