"""Answers in the terminal whether an address is in the log: what `readlog seen` prints.

Never asks the network, and never writes to the database.
"""

from __future__ import annotations

import json
from pathlib import Path

from ingest.addresses import read_typed_address
from ingest.browse.lines import Line
from ingest.browse.seen import Mention, read_mentions, read_seen, seen_answer
from ingest.paths import path_as_shown
from ingest.store.database import ask_database
from ingest.terminal.blame import blaming_rows
from ingest.terminal.output import plain


def answer_seen(text: str, database: Path, as_json: bool) -> tuple[bool, str]:
    """Whether the address that was typed is in the log, and what to print.

    Raises:
        NoAddress: it is none.
        NoDatabase, OutdatedDatabase, ForeignDatabase, DatabaseUnavailable: as `ask_database`.
    """
    canonical_url = read_typed_address(text).canonical_url
    with blaming_rows(database), ask_database(database) as connection:
        articles, mentions = read_seen(connection, canonical_url), read_mentions(connection, canonical_url)
    answer = seen_answer(text, canonical_url, articles, mentions)
    if as_json:
        return answer["seen"], json.dumps(answer, ensure_ascii=False)
    return answer["seen"], "\n".join(_lines(articles, mentions, database)) or f"not in the log: {canonical_url}"


def _lines(articles: list[Line], mentions: list[Mention], database: Path) -> list[str]:
    """A line an article, which an editor can jump to."""
    return [
        *(f"{_place(article, article.line_start, database)}: {_title(article)}" for article in articles),
        *(f"{_place(one.article, one.line, database)}: mentioned in: {_title(one.article)}" for one in mentions),
    ]


def _place(article: Line, line: int, database: Path) -> str:
    return plain(f"{path_as_shown(article.log_path, database)}:{line}")


def _title(article: Line) -> str:
    """The title with its day, or the days between which that lies."""
    return plain(f"{article.title}  {article.when or ''}".rstrip())
