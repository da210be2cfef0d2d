"""What a run changes: the rows of entries that are new, gone or moved, and of the logs that hold them.

Never parses anything; what has not changed is not even looked at, but for its lines and its date.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from ingest.diagnostics import Diagnostic
from ingest.log import Counts, Log
from ingest.store.database import drop_indexes
from ingest.store.logs import save_log

if TYPE_CHECKING:
    from sqlite_utils import Database

    from ingest.model import Article, Entry, KnownEntry, PlacedArticle
    from ingest.store.articles import ArticleRows


# The indexes that each log asks while it is read and written. The others cost half the time in one piece, at the end.
_USED = frozenset({"article_log", "diagnostic_log"})


class Writer:
    """One run's writing, inside a transaction that somebody else opens and commits.

    What writes articles is imported with the first log that has changed: it takes longer than to see that none has.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.keys: set[str] = set()
        self.has_written = False
        self.postponed: list[str] = []  # indexes to be made when all rows are there

    @cached_property
    def rows(self) -> ArticleRows:
        """The rows of articles, and the index of their words, which is begun with them."""
        from ingest.store.articles import ArticleRows
        from ingest.store.index import begin_indexing

        self.has_written = True
        begin_indexing(self.connection)
        if self.connection.execute("SELECT 1 FROM article").fetchone() is None:
            self.postponed = drop_indexes(self.connection, _USED)
        return ArticleRows(self.connection)

    @cached_property
    def database(self) -> Database:
        """The same connection as sqlite-utils has it, which takes as long to import as a small run takes."""
        from sqlite_utils import Database

        return Database(self.connection, execute_plugins=False)

    def known_entries(self, log: Log) -> list[KnownEntry]:
        """The entries of a log as of the last run, in its order."""
        from ingest.model import Dating, KnownEntry

        rows = self.connection.execute(_KNOWN, [log.id])
        entries = (KnownEntry(id_, hash_, day, line, Dating(*dating)) for id_, hash_, day, line, *dating in rows)
        return sorted(entries, key=lambda entry: entry.line_start)

    def open_log(
        self, log: Log, collection: str | None, known: Iterable[KnownEntry], kept: Collection[int]
    ) -> LogWriter:
        """Begins to write a log that has changed; of its `known` articles only those of `kept` are in it still."""
        return LogWriter(self, save_log(self.connection, log), collection, known, kept)

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
        from ingest.store.index import end_indexing, merge_index
        from ingest.store.places import blocks_of, settle_places
        from ingest.store.readings import settle_readings
        from ingest.store.tags import settle_tags

        self.rows.index()
        for statement in self.postponed:
            self.connection.execute(statement)
        renamed = settle_readings(self.connection, self.keys)
        settle_places(self.connection, self.rows.blocks | blocks_of(self.connection, renamed))
        settle_tags(self.connection, self.rows.tags)
        if 2 * self.rows.removed > self.connection.execute("SELECT count(*) FROM excerpt").fetchone()[0]:
            merge_index(self.connection)
        end_indexing(self.connection)
        if self._has_outgrown_statistics():
            self.connection.execute("PRAGMA analysis_limit = 1000")
            self.database.analyze()

    def _has_outgrown_statistics(self) -> bool:
        """Whether there are more than twice the articles of which SQLite has its statistics, or it has none.

        `PRAGMA optimize` waits for ten times as many; to load sqlite-utils takes a sixth of a run after an edit.
        """
        if self.connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'").fetchone() is None:
            return True
        counted, found = self.connection.execute(_COUNTED).fetchone()
        return bool(found > 2 * (counted or 0))

    def forget(self, articles: Sequence[int]) -> list[str]:
        """Removes articles and all that hangs on them; their keys, whose other readings now count anew."""
        keys = self.rows.remove(articles)
        self.keys.update(keys)
        return keys


class LogWriter:
    """The writing of one log: its new entries one by one, then what is known of all only at its end."""

    def __init__(
        self, writer: Writer, log_id: int, collection: str | None, known: Iterable[KnownEntry], kept: Collection[int]
    ) -> None:
        self.writer = writer
        self.log_id = log_id
        self.collection = collection
        in_time = sorted(known, key=lambda entry: entry.dating.position)
        self.before = {entry.article_id: entry for entry in in_time if entry.article_id in kept}
        gone = [entry for entry in in_time if entry.article_id not in kept]
        self.gone_texts = [(entry.hash, entry.dating[:-1]) for entry in gone]
        self.gone_keys = writer.forget([entry.article_id for entry in gone])
        self.added: dict[int, bytes] = {}  # the hash of each new article
        self.added_keys: list[str] = []

    def add(self, entry: Entry, article: Article) -> int:
        """Writes a new article, but for its date; its id."""
        id_, key, is_taken = self.writer.rows.add(self.log_id, self.collection, entry, article)
        if is_taken:
            self.writer.keys.add(key)
        self.added[id_] = entry.hash
        self.added_keys.append(key)
        return id_

    def close(self, log: Log, articles: Sequence[PlacedArticle], diagnostics: Sequence[Diagnostic]) -> Counts:
        """Writes the places and dates of all articles of the log, its row, and the diagnostics of the file itself."""
        save_log(self.writer.connection, log._replace(id=self.log_id))
        self.writer.rows.flush()
        redated = self._place(articles)
        kept = [placed for placed in articles if placed.article_id in self.before]
        if self._is_reordered(kept):
            self.writer.keys.update(key for (key,) in self.writer.connection.execute(_READ_AGAIN))
        self.writer.connection.execute("DELETE FROM diagnostic WHERE log_id = ? AND article_id IS NULL", [self.log_id])
        self.writer.rows.add_diagnostics(self.log_id, None, diagnostics)
        self.writer.rows.flush()
        added = (placed for placed in articles if placed.article_id in self.added)
        same = _common(self.gone_texts, ((self.added[placed.article_id], placed.dating[:-1]) for placed in added))
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
        moves, dates, redated = [], [], 0
        for article, line_start, dating in articles:
            known = self.before.get(article)
            lines = line_start - known.line_start if known else 0
            places = 0
            if known and dating[:-1] == known.dating[:-1]:
                places = dating.position - known.dating.position
            else:
                dates.append((*dating, article))
                redated += known is not None
            if lines or places:
                moves.append((article, lines, places))
        connection.executemany(_DATE, dates)
        if moves:
            connection.execute(_MOVED)
            connection.executemany("INSERT INTO moved VALUES (?, ?, ?)", moves)
            for statement in _MOVE:
                connection.execute(statement)
            connection.execute("DROP TABLE temp.moved")
        return redated

    def _is_reordered(self, kept: Sequence[PlacedArticle]) -> bool:
        """Whether unchanged entries have changed places in time among one another, or the log its direction."""
        now = [placed.article_id for placed in sorted(kept, key=lambda placed: placed.dating.position)]
        return now != list(self.before)


def _common(some: Iterable[object], others: Iterable[object]) -> int:
    """How many the two have in common, each as often as in both."""
    return (Counter(some) & Counter(others)).total()


_KNOWN = """
SELECT id, coalesce(hash, x''), day, line_start, date, date_from, date_to, month, month_day, date_source, position
FROM article
LEFT JOIN entry ON article_id = id
WHERE log_id = ?
"""

# The keys of articles that were read more than once before this run.
_READ_AGAIN = "SELECT coalesce(canonical_url, title) FROM article WHERE reading > 1"

# A statistic begins with the number of rows.
_COUNTED = """
SELECT max(CAST(stat AS INTEGER)), (SELECT count(*) FROM article)
FROM sqlite_stat1
WHERE tbl = 'article'
"""

_DATE = """
UPDATE article
SET date = ?, date_from = ?, date_to = ?, month = ?, month_day = ?, date_source = ?, position = ?
WHERE id = ?
"""

# By how many lines of its log an article has moved, and by how many places in time.
_MOVED = """
CREATE TEMP TABLE moved (
  article_id INTEGER PRIMARY KEY,
  lines INTEGER NOT NULL,
  places INTEGER NOT NULL
)
"""

# The unary plus has SQLite begin with what has moved: of a temporary table it knows no size, and would go through all
# excerpts of all logs.
_MOVE = (
    """
    UPDATE article
    SET position = position + moved.places
    FROM temp.moved
    WHERE moved.places <> 0 AND article.id = +moved.article_id
    """,
    """
    UPDATE article
    SET line_start = line_start + moved.lines, line_end = line_end + moved.lines
    FROM temp.moved
    WHERE moved.lines <> 0 AND article.id = +moved.article_id
    """,
    """
    UPDATE excerpt
    SET line_start = line_start + moved.lines, line_end = line_end + moved.lines
    FROM temp.moved
    WHERE moved.lines <> 0 AND excerpt.article_id = +moved.article_id
    """,
    """
    UPDATE diagnostic
    SET line = line + moved.lines, line_end = line_end + moved.lines
    FROM temp.moved
    WHERE moved.lines <> 0 AND diagnostic.article_id = +moved.article_id
    """,
)
