"""The blocks that lead a search from excerpts to their articles: written once a run, where an excerpt has changed.

Never decides where an excerpt belongs: the table says so.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from ingest.search.places import BLOCK, pack_block


def blocks_of(connection: sqlite3.Connection, articles: Iterable[int]) -> set[int]:
    """The blocks that hold excerpts of the articles."""
    return {
        block
        for article in articles
        for (block,) in connection.execute(f"SELECT DISTINCT id / {BLOCK} FROM excerpt WHERE article_id = ?", [article])
    }


def settle_places(connection: sqlite3.Connection, blocks: Iterable[int]) -> None:
    """Writes blocks as the excerpts are now; one that has none is removed."""
    for block in sorted(blocks):
        first = block * BLOCK
        rows = connection.execute(
            "SELECT id, article_id, kind FROM excerpt WHERE id BETWEEN ? AND ? ORDER BY id", [first, first + BLOCK - 1]
        ).fetchall()
        connection.execute("DELETE FROM excerpt_block WHERE id = ?", [block])
        if rows:
            connection.execute(
                "INSERT INTO excerpt_block (id, articles, kinds) VALUES (?, ?, ?)", [block, *pack_block(rows)]
            )
