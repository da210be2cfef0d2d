"""The rows of articles, their excerpts, and all that hangs on these: written and removed whole.

Never changes a row that stands; which articles to write or to remove is for the caller to know.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from ingest.diagnostics import Diagnostic
from ingest.model import Article, Dating, Entry, Excerpt, Link, TagUse
from ingest.search import index_row
from ingest.store.identity import article_id, excerpt_names
from ingest.store.tags import TouchedTags


class ArticleRows:
    """The bulk of a run's writing. It knows the next free ids, and which tags were touched."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.tags = TouchedTags(connection)
        self.next_excerpt: int = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM excerpt").fetchone()[0]
        self.provisional = 0

    def add(
        self, log_id: int, collection: str | None, entry: Entry, article: Article, dating: Dating
    ) -> tuple[str, bool]:
        """Writes an article; its key, and whether its id is provisional because another article has it."""
        address = article.address
        key = address.canonical_url if address else article.title
        id_ = article_id(key, 1)
        is_taken = self.connection.execute("SELECT 1 FROM article WHERE id = ?", [id_]).fetchone() is not None
        if is_taken:
            self.provisional -= 1
            id_ = self.provisional
        self.connection.execute(
            _ARTICLE,
            (
                id_, article.title, address and address.url, address and address.canonical_url,
                (address and address.site) or None, collection, entry.sections[-1] if entry.sections else None,
                dating.date, dating.date_from, dating.date_to, dating.month, dating.month_day, dating.source,
                article.author, article.via, article.starred, article.struck, len(article.excerpts), log_id,
                dating.position, entry.line_start, entry.line_end, article.day, 1,
            ),
        )  # fmt: skip
        self.connection.execute("INSERT INTO entry VALUES (?, ?)", (id_, entry.hash))
        self.connection.execute(
            "INSERT INTO article_fts(rowid, title, sym) VALUES (?, ?, ?)", (id_, *index_row(article.title))
        )
        self._add_excerpts(id_, article.excerpts)
        self._add_links(id_, article)
        self._add_tags(id_, article)
        self.add_diagnostics(log_id, id_, article.diagnostics)
        self.next_excerpt += len(article.excerpts)
        return key, is_taken

    def add_diagnostics(self, log_id: int, article: int | None, diagnostics: Sequence[Diagnostic]) -> None:
        """Writes diagnostics of an entry, or of the file where `article` is None."""
        rows = (
            (log_id, article, found.line, found.line_end, found.column, found.severity, found.code, found.message)
            for found in diagnostics
        )
        self.connection.executemany("INSERT INTO diagnostic VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def remove(self, articles: Sequence[int]) -> list[str]:
        """Removes articles and all that hangs on them; the keys that they had."""
        keys = []
        for id_ in articles:
            row = self.connection.execute(
                "SELECT title, coalesce(canonical_url, title) FROM article WHERE id = ?", [id_]
            )
            title, key = row.fetchone()
            keys.append(key)
            self.tags.touch_article(id_)
            unindex(self.connection, "article_fts(article_fts, rowid, title, sym)", [(id_, title)])
            excerpts = self.connection.execute("SELECT id, text FROM excerpt WHERE article_id = ?", [id_]).fetchall()
            unindex(self.connection, "excerpt_fts(excerpt_fts, rowid, body, sym)", excerpts)
            self.connection.execute("DELETE FROM article WHERE id = ?", [id_])
        return keys

    def _add_excerpts(self, article: int, excerpts: Sequence[Excerpt]) -> None:
        base = self.next_excerpt - 1
        names = excerpt_names(article, (excerpt.text for excerpt in excerpts))
        self.connection.executemany(
            "INSERT INTO excerpt VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    base + excerpt.position, name, article, base + excerpt.parent if excerpt.parent else None,
                    excerpt.position, excerpt.depth, excerpt.kind, excerpt.text, excerpt.markdown,
                    " › ".join(excerpt.path), excerpt.starred, excerpt.line_start, excerpt.line_end,
                )
                for name, excerpt in zip(names, excerpts, strict=True)
            ),
        )  # fmt: skip
        self.connection.executemany(
            "INSERT INTO excerpt_fts(rowid, body, sym) VALUES (?, ?, ?)",
            ((base + excerpt.position, *index_row(excerpt.text)) for excerpt in excerpts),
        )
        self.connection.executemany(
            "INSERT INTO highlight VALUES (?, ?, ?)",
            (
                (base + excerpt.position, found.text, found.style)
                for excerpt in excerpts
                for found in excerpt.highlights
            ),
        )
        terms = [(base + excerpt.position, term) for excerpt in excerpts for term in excerpt.terms]
        self.connection.executemany(
            "INSERT INTO term VALUES (?, ?, ?, ?)",
            ((term.name, term.translation, term.abbreviation, id_) for id_, term in terms),
        )
        self.tags.touch_words(
            word for _, term in terms for word in (term.name, term.translation, term.abbreviation) if word
        )

    def _add_links(self, article: int, parts: Article) -> None:
        base = self.next_excerpt - 1
        rows: Iterator[tuple[int | None, Link]] = (
            *((None, link) for link in parts.links),
            *((base + excerpt.position, link) for excerpt in parts.excerpts for link in excerpt.links),
        ).__iter__()
        self.connection.executemany(
            "INSERT INTO link VALUES (?, ?, ?, ?, ?, ?)",
            (
                (article, excerpt, link.address.url, link.address.canonical_url, link.title, position)
                for position, (excerpt, link) in enumerate(rows, 1)
            ),
        )

    def _add_tags(self, article: int, parts: Article) -> None:
        """An article has the tags of its excerpts as well, but for their marks: these say nothing of the article."""
        base = self.next_excerpt - 1
        own: dict[str, TagUse] = {}
        for use in parts.tags:
            own.setdefault(use.key, use)
        for excerpt in parts.excerpts:
            for use in excerpt.tags:
                if use.rule != "star":
                    own.setdefault(use.key, use)
        self.connection.executemany(
            "INSERT INTO article_tag VALUES (?, ?, ?, ?)",
            ((article, self.tags.id_of(use.key, use.spelling), use.rule, use.spelling) for use in own.values()),
        )
        self.connection.executemany(
            "INSERT INTO excerpt_tag VALUES (?, ?, ?, ?)",
            (
                (base + excerpt.position, self.tags.id_of(use.key, use.spelling), use.rule, use.spelling)
                for excerpt in parts.excerpts
                for use in excerpt.tags
            ),
        )


def unindex(connection: sqlite3.Connection, columns: str, rows: Iterable[tuple[int, str]]) -> None:
    """Takes texts out of an index. Source: FTS5, "The 'delete' Command", which wants the very tokens that went in."""
    connection.executemany(
        f"INSERT INTO {columns} VALUES ('delete', ?, ?, ?)", ((id_, *index_row(text)) for id_, text in rows)
    )


_ARTICLE = f"INSERT INTO article VALUES ({', '.join('?' * 24)})"
