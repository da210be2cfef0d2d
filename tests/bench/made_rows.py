"""Made-up logs as rows of a database, such as reading them as Markdown would give, without the time that takes.

Never reads a log, and never indexes: that is measured by itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from made_logs import Article, Log

from ingest.search.places import BLOCK
from ingest.store.database import open_database
from ingest.store.identity import article_id, excerpt_names
from ingest.store.places import settle_places

Row = dict[str, Any]


def write_rows(database: Path, logs: Iterable[Log]) -> None:
    """A new database with the rows of `logs`. Its full-text tables are empty."""
    with open_database(database) as connection:
        tags: dict[str, int] = {}
        articles = excerpts = 0
        for number, log in enumerate(logs, 1):
            _insert(connection, "log", [_log_row(number, log)])
            for position, article in enumerate(reversed(log.articles), 1):
                articles += 1
                row = _article_row(log, article) | {"number": articles, "log_id": number, "position": position}
                _insert(connection, "article", [row])
                _insert(connection, "excerpt", _excerpt_rows(row["id"], article, excerpts))
                _insert(connection, "highlight", _highlight_rows(article, excerpts))
                _insert_tags(connection, row["id"], article, excerpts, tags)
                excerpts += len(article.passages)
        settle_places(connection, range(excerpts // BLOCK + 1))
        connection.execute("ANALYZE")


def _log_row(number: int, log: Log) -> Row:
    return {
        "id": number,
        "path": f"{log.collection}/{log.year}.md",
        "root": ".",
        "folder": log.collection,
        "path_year": log.year,
        "encoding": "utf-8",
        "dialect": "lines",
        "newest_first": 1,
        **dict.fromkeys(("line_count", "size", "mtime_ns", "digest", "reader"), 0),
    }


def _article_row(log: Log, article: Article) -> Row:
    day = article.day.isoformat()
    return {
        "id": article_id(article.url, 1),
        "title": article.title,
        "url": article.url,
        "canonical_url": article.url,
        "site": article.url.split("/")[2],
        "collection": log.collection,
        **dict.fromkeys(("date", "date_from", "date_to"), day),
        "month": day[:7],
        "month_day": day[5:],
        "date_source": "file-name",
        "excerpt_count": len(article.passages),
        "day": f"{article.day.month}.{article.day.day}",
        "reading": 1,
        **dict.fromkeys(("starred", "struck", "line_start", "line_end"), 0),
    }


def _excerpt_rows(article: int, made: Article, before: int) -> Iterator[Row]:
    """The first has the id that comes after `before`."""
    above: list[tuple[int, str]] = []  # those that the next may stand below: ids and titles
    names = excerpt_names(article, (passage.text for passage in made.passages))
    for position, (name, passage) in enumerate(zip(names, made.passages, strict=True), 1):
        del above[passage.depth - 1 :]
        yield {
            "id": before + position,
            "name": name,
            "article_id": article,
            "parent_id": above[-1][0] if above else None,
            "position": position,
            "depth": passage.depth,
            "kind": passage.kind,
            "text": passage.text,
            "markdown": passage.markdown,
            "path": " › ".join(title for _, title in above if title),
            **dict.fromkeys(("starred", "line_start", "line_end"), 0),
        }
        above.append((before + position, passage.text if passage.kind == "heading" else ""))


def _highlight_rows(made: Article, before: int) -> Iterator[Row]:
    for excerpt, passage in enumerate(made.passages, before + 1):
        for text in passage.highlights:
            yield {"excerpt_id": excerpt, "text": text, "style": "strong"}


def _insert_tags(
    connection: sqlite3.Connection, article: int, made: Article, before: int, tags: dict[str, int]
) -> None:
    """Adds what is new to `tags`, ids by name."""
    uses = [(excerpt, name) for excerpt, passage in enumerate(made.passages, before + 1) for name in passage.names]
    names = {name for _, name in uses}
    new = {name: len(tags) + number for number, name in enumerate(sorted(names - tags.keys()), 1)}
    tags |= new
    rule = {"rule": "code-span"}
    _insert(
        connection,
        "tag",
        ({"id": id_, "name": name, "kind": "term", "key": name.casefold()} for name, id_ in new.items()),
    )
    _insert(
        connection,
        "excerpt_tag",
        ({"excerpt_id": excerpt, "tag_id": tags[name], "spelling": name} | rule for excerpt, name in uses),
    )
    _insert(
        connection,
        "article_tag",
        ({"article_id": article, "tag_id": tags[name], "spelling": name} | rule for name in sorted(names)),
    )


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    for row in rows:
        marks = ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
