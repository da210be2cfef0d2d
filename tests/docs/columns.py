"""The column lists of ingest/help/tables.md, made from schema.sql and its comments.

Never opens a database; cog runs it with `-I tests/docs`.
"""

from __future__ import annotations

import re
from pathlib import Path

BAR = r"\|"  # which would end a cell, even in a code span

SCHEMA = Path(__file__).parents[2] / "schema.sql"

# What a column of this name holds, where schema.sql adds nothing of its own.
MEANINGS = {
    "id": "a number; it may change",
    "article_id": "the article",
    "excerpt_id": "the passage",
    "tag_id": "the tag",
    "log_id": "the log it stands in",
    "line": "first line, from 1",
    "line_end": "last line, inclusive",
    "line_count": "number of lines",
    "url": "as the log writes it",
    "canonical_url": "in the form in which addresses are compared",
    "text": "plain text",
    "alias": "the other word",
    "spelling": "as the log writes it",
    "name": "the word",
    "translation": "in another language",
    "abbreviation": "its short form",
    "message": "what to look at, for a person",
}


def column_table(table: str) -> str:
    """A Markdown table of the columns of `table`: name, type, and what it holds.

    Raises:
        LookupError: schema.sql lacks the table, or a column has neither comment, closed set nor entry in MEANINGS.
    """
    body = re.search(rf"^CREATE TABLE {table} \(\n(.*?)^\)", SCHEMA.read_text("utf-8"), re.M | re.S)
    if body is None:
        raise LookupError(f"schema.sql has no table {table}")
    rows = ["| column | type | what it holds |", "|---|---|---|"]
    for name, definition in re.findall(r"^  ([a-z_]+) ((?:.*\n)(?:    .*\n)*)", body[1], re.M):
        comment = re.search(r"-- (.*)", definition)
        words = re.findall(r"'([a-z-]+)'", definition.split("--")[0])
        parts = [comment[1] if comment else MEANINGS.get(name, ""), ", ".join(f"`{word}`" for word in words)]
        meaning = ": ".join(part for part in parts if part)
        if not meaning:
            raise LookupError(f"schema.sql does not say what {table}.{name} holds")
        null = "" if re.search(r"NOT NULL|PRIMARY KEY", definition) else " or null"
        rows.append(f"| `{name}` | {definition.split()[0].rstrip(',')}{null} | {meaning.replace('|', BAR)} |")
    return "\n".join(rows)
