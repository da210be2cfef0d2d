"""What the reader emphasised, by article.

Only reads the database, through the connection it is given.
"""

from __future__ import annotations

import sqlite3
from itertools import groupby
from json import loads
from typing import NamedTuple, get_args

from ingest.browse.lines import Line, read_lines
from ingest.model import HighlightStyle
from ingest.search.conditions import write_ids
from ingest.search.marks import Marks
from ingest.search.places import read_places

STYLES = get_args(HighlightStyle)


class Highlighted(NamedTuple):
    """A passage with its highlights, in their order, and where they stand in its text."""

    name: str
    kind: str
    text: str
    line_start: int
    highlights: list[str]
    marks: Marks

    @property
    def has_more(self) -> bool:
        """Whether the passage says anything besides its highlights."""
        return any(map(str.isalnum, _without(self.text, self.marks)))


class Emphasis(NamedTuple):
    """An article with the passages in which something is emphasised."""

    article: Line
    passages: list[Highlighted]


class Highlights(NamedTuple):
    """Highlights of some articles, newest first; `total` counts all articles that have any."""

    total: int
    articles: list[Emphasis]


def read_highlights(
    connection: sqlite3.Connection, style: str | None = None, *, count: int = -1, skip: int = 0
) -> Highlights:
    """The highlights, of one style or of all, of `count` articles after the first `skip`; -1: of all."""
    [excerpts] = map(loads, connection.execute(_EXCERPTS, {"style": style}).fetchone())
    articles = {*read_places(connection).articles_of(excerpts)}
    ids: list[int] = loads(connection.execute(_NEWEST, (write_ids(articles),)).fetchone()[0])
    wanted = ids[skip:] if count < 0 else ids[skip : skip + count]
    lines = read_lines(connection, "article.id IN (SELECT value FROM json_each(?))", (write_ids(wanted),))
    rows = connection.execute(_HIGHLIGHTS, {"style": style, "ids": write_ids(line.id for line in lines)})
    passages: dict[int, list[Highlighted]] = {}
    for (article, *passage), group in groupby(rows, key=lambda row: row[:5]):
        name, kind, words, line_start = passage
        highlights = [row[5] for row in group]
        marks = find_spans(words, highlights)
        passages.setdefault(article, []).append(Highlighted(name, kind, words, line_start, highlights, marks))
    return Highlights(len(ids), [Emphasis(line, passages[line.id]) for line in lines])


def read_styles(connection: sqlite3.Connection) -> list[str]:
    """The styles that occur, in the order of `STYLES`."""
    found = {style for (style,) in connection.execute("SELECT DISTINCT style FROM highlight")}
    return [style for style in STYLES if style in found]


def find_spans(text: str, words: list[str]) -> Marks:
    """Where words stand in a text, each after the one before it; those that are not there are left out.

    >>> find_spans("甲乙甲乙", ["甲", "甲", "丙"])
    ((0, 1), (2, 3))
    """
    marks = []
    end = 0
    for word in filter(None, words):
        if (start := text.find(word, end)) >= 0:
            end = start + len(word)
            marks.append((start, end))
    return tuple(marks)


def _without(text: str, marks: Marks) -> str:
    starts = [0, *(end for _, end in marks)]
    ends = [*(start for start, _ in marks), len(text)]
    return "".join(text[start:end] for start, end in zip(starts, ends, strict=True))


_EXCERPTS = "SELECT json_group_array(excerpt_id) FROM highlight WHERE :style IS NULL OR style = :style"

_NEWEST = """
    SELECT json_group_array(id)
    FROM (
      SELECT id
      FROM article
      WHERE id IN (SELECT value FROM json_each(?))
      ORDER BY date_from DESC, position DESC, id
    )
"""

_HIGHLIGHTS = """
    SELECT article_id, name, kind, excerpt.text, line_start, highlight.text
    FROM json_each(:ids)
    CROSS JOIN excerpt ON article_id = value
    CROSS JOIN highlight ON excerpt_id = excerpt.id
    WHERE :style IS NULL OR style = :style
    ORDER BY key, excerpt.position, highlight.rowid
"""
