"""What a run changes: the rows of entries that are new, gone or moved, and of the logs that hold them.

Never parses anything; what has not changed is not even looked at, but for its lines and its date.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ingest.diagnostics import Diagnostic
from ingest.model import Article, Counts, Dating, Entry, KnownEntry, Log, PlacedArticle
from ingest.store.logs import save_log

if TYPE_CHECKING:
    from sqlite_utils import Database

    from ingest.store.articles import ArticleRows


class Writer:
    """One run's writing, inside a transaction that somebody else opens and commits.

    What writes articles is imported with the first log that has changed: it takes longer than to see that none has.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.keys: set[str] = set()
        self.has_written = False

    @cached_property
    def rows(self) -> ArticleRows:
        """The rows of articles, and the index of their words, which is begun with them."""
        from ingest.store.articles import ArticleRows
        from ingest.store.index import begin_indexing

        self.has_written = True
        begin_indexing(self.connection)
        return ArticleRows(self.connection)

    @cached_property
    def database(self) -> Database:
        """The same connection as sqlite-utils has it, which takes as long to import as a small run takes."""
        from sqlite_utils import Database

        return Database(self.connection, execute_plugins=False)

    def known_entries(self, log: Log) -> list[KnownEntry]:
        """The entries of a log as of the last run, in its order."""
        rows = self.connection.execute(
            "SELECT id, hash, day FROM article JOIN entry ON article_id = id WHERE log_id = ? ORDER BY line_start",
            [log.id],
        )
        return [KnownEntry(*row) for row in rows]

    def open_log(self, log: Log, collection: str | None, kept: Collection[int]) -> LogWriter:
        """Begins to write a log that has changed; of its articles only those of `kept` are in it still."""
        return LogWriter(self, save_log(self.connection, log), collection, kept)

    def remove_log(self, log: Log) -> Counts:
        """Takes a log and all that came from it out of the database."""
        articles = [row[0] for row in self.connection.execute("SELECT id FROM article WHERE log_id = ?", [log.id])]
        self.forget(articles)
        self.database.table("log").delete(log.id)
        return Counts(removed=len(articles))

    def finish(self) -> None:
        """Settles what all logs decide together, if any has changed: readings of an article, what tags are called."""
        if not self.has_written:
            return
        from ingest.store.index import end_indexing
        from ingest.store.places import blocks_of, settle_places
        from ingest.store.readings import settle_readings
        from ingest.store.tags import settle_tags

        renamed = settle_readings(self.connection, self.keys)
        settle_places(self.connection, self.rows.blocks | blocks_of(self.connection, renamed))
        settle_tags(self.connection, self.rows.tags)
        end_indexing(self.connection)
        self.connection.execute("PRAGMA analysis_limit = 1000")
        self.database.analyze()

    def forget(self, articles: Sequence[int]) -> list[str]:
        """Removes articles and all that hangs on them; their keys, whose other readings now count anew."""
        keys = self.rows.remove(articles)
        self.keys.update(keys)
        return keys


class LogWriter:
    """The writing of one log: its new entries one by one, then what is known of all only at its end."""

    def __init__(self, writer: Writer, log_id: int, collection: str | None, kept: Collection[int]) -> None:
        self.writer = writer
        self.log_id = log_id
        self.collection = collection
        self.before: dict[int, Sequence[Any]] = {}  # where the kept ones were, and when, in the order of time
        gone: dict[int, bytes] = {}
        for article, hash_, *place in writer.connection.execute(_PLACES, [log_id]):
            if article in kept:
                self.before[article] = place
            else:
                gone[article] = hash_
        self.gone_hashes = list(gone.values())
        self.gone_keys = writer.forget(list(gone))
        self.added_hashes: list[bytes] = []
        self.added_keys: list[str] = []

    def add(self, entry: Entry, article: Article) -> int:
        """Writes a new article, but for its date; its id."""
        id_, key, is_taken = self.writer.rows.add(self.log_id, self.collection, entry, article)
        if is_taken:
            self.writer.keys.add(key)
        self.added_hashes.append(entry.hash)
        self.added_keys.append(key)
        return id_

    def close(self, log: Log, articles: Sequence[PlacedArticle], diagnostics: Sequence[Diagnostic]) -> Counts:
        """Writes the places and dates of all articles of the log, its row, and the diagnostics of the file itself."""
        save_log(self.writer.connection, replace(log, id=self.log_id))
        self.writer.rows.flush()
        redated = self._place(articles)
        kept = [placed for placed in articles if placed.article_id in self.before]
        if self._is_reordered(kept):
            rows = self.writer.connection.execute(
                "SELECT coalesce(canonical_url, title) FROM article WHERE log_id = ?", [self.log_id]
            )
            self.writer.keys.update(key for (key,) in rows)
        self.writer.database.table("diagnostic").delete_where("log_id = ? AND article_id IS NULL", [self.log_id])
        self.writer.rows.add_diagnostics(self.log_id, None, diagnostics)
        self.writer.rows.flush()
        same = _common(self.gone_hashes, self.added_hashes)
        changed = _common(self.gone_keys, self.added_keys) - same
        return Counts(
            new=len(self.added_keys) - changed - same,
            changed=changed + redated,
            unchanged=len(kept) - redated + same,
            removed=len(self.gone_keys) - changed - same,
        )

    def _place(self, articles: Sequence[PlacedArticle]) -> int:
        """Brings lines and dates up to date; how many articles of the last run have another date now."""
        connection = self.writer.connection
        shifts, dates, redated = [], [], 0
        for placed in articles:
            *date, position = _dating_row(placed.dating)
            if known := self.before.get(placed.article_id):
                line_start, *dating = known
                if shift := placed.line_start - line_start:
                    shifts.append((placed.article_id, shift))
                redated += dating[:-1] != date
                if dating == [*date, position]:
                    continue
            dates.append((*date, position, placed.article_id))
        connection.executemany(_DATE, dates)
        if shifts:
            connection.execute("CREATE TEMP TABLE shifted (article_id INTEGER PRIMARY KEY, lines INTEGER NOT NULL)")
            connection.executemany("INSERT INTO shifted VALUES (?, ?)", shifts)
            for statement in _SHIFT:
                connection.execute(statement)
            connection.execute("DROP TABLE temp.shifted")
        return redated

    def _is_reordered(self, kept: Sequence[PlacedArticle]) -> bool:
        """Whether unchanged entries have changed places in time among one another, or the log its direction."""
        now = [placed.article_id for placed in sorted(kept, key=lambda placed: placed.dating.position)]
        return now != list(self.before)


def _common(some: Iterable[object], others: Iterable[object]) -> int:
    """How many the two have in common, each as often as in both."""
    return (Counter(some) & Counter(others)).total()


def _dating_row(dating: Dating) -> tuple[object, ...]:
    return (
        dating.date, dating.date_from, dating.date_to, dating.month, dating.month_day, dating.source, dating.position
    )  # fmt: skip


_PLACES = """
SELECT id, hash, line_start, date, date_from, date_to, month, month_day, date_source, position
FROM article
JOIN entry ON article_id = id
WHERE log_id = ?
ORDER BY position
"""

_DATE = """
UPDATE article
SET date = ?, date_from = ?, date_to = ?, month = ?, month_day = ?, date_source = ?, position = ?
WHERE id = ?
"""

_SHIFT = (
    """
    UPDATE article
    SET line_start = line_start + shifted.lines, line_end = line_end + shifted.lines
    FROM temp.shifted
    WHERE article.id = shifted.article_id
    """,
    """
    UPDATE excerpt
    SET line_start = line_start + shifted.lines, line_end = line_end + shifted.lines
    FROM temp.shifted
    WHERE excerpt.article_id = shifted.article_id
    """,
    """
    UPDATE diagnostic
    SET line = line + shifted.lines, line_end = line_end + shifted.lines
    FROM temp.shifted
    WHERE diagnostic.article_id = shifted.article_id
    """,
)
