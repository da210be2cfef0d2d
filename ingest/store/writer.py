"""What a run changes: the rows of entries that are new, gone or moved, and of the logs that hold them.

Never parses anything; what has not changed is not even looked at, but for its lines and its date.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from ingest.diagnostics import Diagnostic
from ingest.model import Article, Counts, Dating, KnownEntry, Log, ReadEntry
from ingest.store.articles import ArticleRows
from ingest.store.index import begin_indexing, end_indexing
from ingest.store.logs import log_row
from ingest.store.places import blocks_of, settle_places
from ingest.store.readings import settle_readings
from ingest.store.tags import settle_tags


class Writer:
    """One run's writing, inside a transaction that somebody else opens and commits."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.database = Database(connection, execute_plugins=False)
        self.rows = ArticleRows(connection)
        self.keys: set[str] = set()
        self.has_written = False

    def known_entries(self, log: Log) -> list[KnownEntry]:
        """The entries of a log as of the last run, in its order."""
        rows = self.connection.execute(
            "SELECT id, hash, day FROM article JOIN entry ON article_id = id WHERE log_id = ? ORDER BY line_start",
            [log.id],
        )
        return [KnownEntry(*row) for row in rows]

    def write_log(
        self,
        log: Log,
        collection: str | None,
        entries: Sequence[ReadEntry],
        diagnostics: Sequence[Diagnostic],
        tell: Callable[[float], None],
    ) -> Counts:
        """Writes a log that has changed: its row, its entries, and the diagnostics of the file itself.

        `tell` is told how much of the work is done, from 0 to 1.
        """
        self._begin()
        log_id = self._save_log(log)
        before, hashes = {}, {}
        for article, hash_, *place in self.connection.execute(_PLACES, [log_id]):
            before[article], hashes[article] = place, hash_
        kept = {entry.source.article_id: entry for entry in entries if isinstance(entry.source, KnownEntry)}
        gone = [article for article in before if article not in kept]
        gone_keys = self._forget(gone)
        redated = self._move(kept, before)
        added = [entry for entry in entries if isinstance(entry.source, Article)]
        added_keys = []
        for number, entry in enumerate(added):
            tell(number / len(added))
            added_keys.append(self._add(log_id, collection, entry))
        if _is_reordered(kept, before):
            rows = self.connection.execute(
                "SELECT coalesce(canonical_url, title) FROM article WHERE log_id = ?", [log_id]
            )
            self.keys.update(key for (key,) in rows)
        self._save_diagnostics(log_id, diagnostics)
        same = _common((hashes[article] for article in gone), (entry.entry.hash for entry in added))
        changed = _common(gone_keys, added_keys) - same
        return Counts(
            new=len(added) - changed - same,
            changed=changed + redated,
            unchanged=len(kept) - redated + same,
            removed=len(gone) - changed - same,
        )

    def remove_log(self, log: Log) -> Counts:
        """Takes a log and all that came from it out of the database."""
        self._begin()
        articles = [row[0] for row in self.connection.execute("SELECT id FROM article WHERE log_id = ?", [log.id])]
        self._forget(articles)
        self.database.table("log").delete(log.id)
        return Counts(removed=len(articles))

    def touch_log(self, log: Log) -> None:
        """Writes only the row of a log whose text is the same."""
        self._save_log(log)

    def finish(self) -> None:
        """Settles what all logs decide together, if any has changed: readings of an article, what tags are called."""
        if not self.has_written:
            return
        renamed = settle_readings(self.connection, self.keys)
        settle_places(self.connection, self.rows.blocks | blocks_of(self.connection, renamed))
        settle_tags(self.connection, self.rows.tags)
        end_indexing(self.connection)
        self.connection.execute("PRAGMA analysis_limit = 1000")
        self.database.analyze()

    def _begin(self) -> None:
        if not self.has_written:
            self.has_written = True
            begin_indexing(self.connection)

    def _save_log(self, log: Log) -> int:
        table = self.database.table("log")
        if log.id is not None:
            table.update(log.id, log_row(log))
            return log.id
        table.insert(log_row(log))
        return int(table.last_pk)

    def _forget(self, articles: Sequence[int]) -> list[str]:
        """Removes articles and all that hangs on them; their keys, whose other readings now count anew."""
        keys = self.rows.remove(articles)
        self.keys.update(keys)
        return keys

    def _add(self, log_id: int, collection: str | None, entry: ReadEntry) -> str:
        """Writes a new article; its key."""
        assert isinstance(entry.source, Article)
        key, is_taken = self.rows.add(log_id, collection, entry.entry, entry.source, entry.dating)
        if is_taken:
            self.keys.add(key)
        return key

    def _move(self, kept: Mapping[int, ReadEntry], before: Mapping[int, Sequence[Any]]) -> int:
        """Brings the lines and dates of unchanged entries up to date; how many of them have another date now."""
        shifts, dates, redated = [], [], 0
        for article, entry in kept.items():
            line_start, *dating = before[article]
            if shift := entry.entry.line_start - line_start:
                shifts.append((article, shift))
            *date, position = _dating_row(entry.dating)
            redated += dating[:-1] != date
            if dating != [*date, position]:
                dates.append((*date, position, article))
        self.connection.executemany(_DATE, dates)
        if shifts:
            self.connection.execute(
                "CREATE TEMP TABLE shifted (article_id INTEGER PRIMARY KEY, lines INTEGER NOT NULL)"
            )
            self.connection.executemany("INSERT INTO shifted VALUES (?, ?)", shifts)
            for statement in _SHIFT:
                self.connection.execute(statement)
            self.connection.execute("DROP TABLE temp.shifted")
        return redated

    def _save_diagnostics(self, log_id: int, diagnostics: Sequence[Diagnostic]) -> None:
        table = self.database.table("diagnostic")
        table.delete_where("log_id = ? AND article_id IS NULL", [log_id])
        self.rows.add_diagnostics(log_id, None, diagnostics)


def _common(some: Iterable[object], others: Iterable[object]) -> int:
    """How many the two have in common, each as often as in both."""
    return (Counter(some) & Counter(others)).total()


def _is_reordered(kept: Mapping[int, ReadEntry], before: Iterable[int]) -> bool:
    """Whether unchanged entries have changed places in time among one another, or the log its direction."""
    now = sorted(kept, key=lambda article: kept[article].dating.position)
    return now != [article for article in before if article in kept]


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
