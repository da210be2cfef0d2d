"""What a run changes: the rows of entries that are new, gone or moved, and of the logs that hold them.

Never parses anything; what has not changed is not even looked at, but for its lines and its date.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence

from sqlite_utils import Database

from ingest.diagnostics import Diagnostic
from ingest.model import Counts, Dating, KnownEntry, Log, ReadEntry
from ingest.store.articles import ArticleRows
from ingest.store.logs import log_row
from ingest.store.readings import settle_readings
from ingest.store.tags import settle_tags


class Writer:
    """One run's writing, inside a transaction that somebody else opens and commits."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.database = Database(connection, execute_plugins=False)
        self.rows = ArticleRows(connection)
        self.keys: set[str] = set()

    def known_entries(self, log: Log) -> list[KnownEntry]:
        """The entries of a log as of the last run, in its order."""
        rows = self.connection.execute(
            "SELECT id, hash, day FROM article WHERE log_id = ? ORDER BY line_start", [log.id]
        )
        return [KnownEntry(*row) for row in rows]

    def write_log(
        self, log: Log, collection: str | None, entries: Sequence[ReadEntry], diagnostics: Sequence[Diagnostic]
    ) -> Counts:
        """Writes a log that has changed: its row, its entries, and the diagnostics of the file itself."""
        log_id = self._save_log(log)
        before = {row[0]: row[1:] for row in self.connection.execute(_PLACES, [log_id])}
        kept = {entry.article_id for entry in entries if entry.article_id is not None}
        gone = [article for article in before if article not in kept]
        gone_keys = self._forget(gone)
        redated = self._move([entry for entry in entries if entry.article_id is not None], before)
        added = [entry for entry in entries if entry.article is not None]
        added_keys = []
        for entry in added:
            assert entry.article is not None
            key, is_taken = self.rows.add(log_id, collection, entry.entry, entry.article, entry.dating)
            added_keys.append(key)
            if is_taken:
                self.keys.add(key)
        if self._is_reordered(entries, before):
            rows = self.connection.execute(
                "SELECT coalesce(canonical_url, title) FROM article WHERE log_id = ?", [log_id]
            )
            self.keys.update(key for (key,) in rows)
        self._save_diagnostics(log_id, diagnostics)
        changed = sum((Counter(added_keys) & Counter(gone_keys)).values())
        return Counts(len(added) - changed, changed + redated, len(kept) - redated, len(gone) - changed)

    def remove_log(self, log: Log) -> Counts:
        """Takes a log and all that came from it out of the database."""
        articles = [row[0] for row in self.connection.execute("SELECT id FROM article WHERE log_id = ?", [log.id])]
        self._forget(articles)
        self.database.table("log").delete(log.id)
        return Counts(removed=len(articles))

    def touch_log(self, log: Log) -> None:
        """Writes only the row of a log whose text is the same."""
        self._save_log(log)

    def finish(self) -> None:
        """Settles what all logs decide together: readings of the same article, names and aliases of tags."""
        settle_readings(self.connection, self.keys)
        settle_tags(self.connection, self.rows.tags)
        self.connection.execute("PRAGMA analysis_limit = 1000")
        self.database.analyze()

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

    def _move(self, entries: Sequence[ReadEntry], before: dict[int, tuple[object, ...]]) -> int:
        """Brings the lines and dates of unchanged entries up to date; how many of them have another date now."""
        shifts, dates, redated = [], [], 0
        for entry in entries:
            assert entry.article_id is not None
            line_start, *dating = before[entry.article_id]
            assert isinstance(line_start, int)
            if shift := entry.entry.line_start - line_start:
                shifts.append((entry.article_id, shift))
            *date, position = _dating_row(entry.dating)
            redated += dating[:-1] != date
            if dating != [*date, position]:
                dates.append((*date, position, entry.article_id))
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

    def _is_reordered(self, entries: Sequence[ReadEntry], before: dict[int, tuple[object, ...]]) -> bool:
        """Whether unchanged entries have changed places among one another, or the log its direction."""
        old = {article: number for number, article in enumerate(before)}
        kept = [entry for entry in entries if entry.article_id in old]
        in_time = sorted(kept, key=lambda entry: entry.dating.position)
        numbers = [old[entry.article_id] for entry in in_time if entry.article_id is not None]
        return numbers != sorted(numbers)

    def _save_diagnostics(self, log_id: int, diagnostics: Sequence[Diagnostic]) -> None:
        table = self.database.table("diagnostic")
        table.delete_where("log_id = ? AND article_id IS NULL", [log_id])
        self.rows.add_diagnostics(log_id, None, diagnostics)


def _dating_row(dating: Dating) -> tuple[object, ...]:
    return (
        dating.date, dating.date_from, dating.date_to, dating.month, dating.month_day, dating.source, dating.position
    )  # fmt: skip


_PLACES = """
SELECT id, line_start, date, date_from, date_to, month, month_day, date_source, position
FROM article
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
