"""The rows of articles, their excerpts, and all that hangs on these: written in batches, and removed whole.

Never changes a row that stands; which articles to write or to remove is for the caller to know.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from ingest.diagnostics import Diagnostic
from ingest.model import Article, Entry, Excerpt, Link, TagUse
from ingest.search.places import BLOCK
from ingest.store.identity import article_id, excerpt_names
from ingest.store.index import index_excerpts, index_titles, unindex_excerpts, unindex_titles
from ingest.store.numbers import Numbers
from ingest.store.tags import TouchedTags

# So many articles and excerpts are written at once: SQLite is asked less often, and little waits in memory.
_BATCH = 1_000

# The columns of the rows that are written here, table by table: each after those that it refers to.
_COLUMNS = {
    "article": (
        "id", "number", "title", "url", "canonical_url", "site", "collection", "section", "author", "via", "starred",
        "struck", "excerpt_count", "log_id", "position", "line_start", "line_end", "day", "reading",
    ),
    "entry": ("article_id", "hash"),
    "excerpt": (
        "id", "name", "article_id", "parent_id", "position", "depth", "kind", "text", "markdown", "path", "starred",
        "line_start", "line_end", "location", "source_url", "marked",
    ),
    "highlight": ("excerpt_id", "text", "style"),
    "term": ("name", "translation", "abbreviation", "excerpt_id"),
    "link": ("article_id", "excerpt_id", "url", "canonical_url", "title", "position"),
    "article_tag": ("article_id", "tag_id", "rule", "spelling"),
    "excerpt_tag": ("excerpt_id", "tag_id", "rule", "spelling"),
    "diagnostic": (
        "log_id", "article_id", "line", "line_end", "column", "severity", "code", "message", "source",
    ),
}  # fmt: skip
_INSERTS = {
    table: f"""INSERT INTO {table} ("{'", "'.join(columns)}") VALUES ({", ".join("?" * len(columns))})"""
    for table, columns in _COLUMNS.items()
}


class ArticleRows:
    """The bulk of a run's writing. It knows which numbers are free, and which tags and blocks were touched."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.tags = TouchedTags(connection)
        self.article_numbers = Numbers(connection.execute("SELECT coalesce(max(number), 0) FROM article").fetchone()[0])
        self.excerpt_ids = Numbers(connection.execute("SELECT coalesce(max(id), 0) FROM excerpt").fetchone()[0])
        self.provisional = 0
        self.waiting: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _COLUMNS}
        self.waiting_articles: set[int] = set()
        self.waiting_titles: list[tuple[int, str]] = []
        self.waiting_texts: list[tuple[int, str]] = []
        self.blocks: set[int] = set()  # of excerpts that came or went
        self.removed = 0  # excerpts

    def add(self, log_id: int, collection: str | None, entry: Entry, article: Article) -> tuple[int, str, bool]:
        """Takes an article, which has no date yet; its id, its key, and whether the id is provisional.

        It is, when another article has the one that it should have.
        """
        address = article.address
        key = address.canonical_url if address else article.title
        id_ = article_id(key, 1)
        is_taken = (
            id_ in self.waiting_articles
            or self.connection.execute("SELECT 1 FROM article WHERE id = ?", [id_]).fetchone() is not None
        )
        if is_taken:
            self.provisional -= 1
            id_ = self.provisional
        url, canonical_url, site = (address.url, address.canonical_url, address.site) if address else (None, None, None)
        section = entry.sections[-1] if entry.sections else None
        number = self.article_numbers.take(1)
        self.waiting["article"].append(
            (
                id_, number, article.title, url, canonical_url, site or None, collection, section,
                article.author, article.via, article.starred, article.struck, len(article.excerpts), log_id, 0,
                entry.line_start, entry.line_end, article.day, 1,
            )
        )  # fmt: skip
        self.waiting["entry"].append((id_, entry.hash))
        self.waiting_articles.add(id_)
        self.waiting_titles.append((number, article.title))
        # The id of an excerpt is its position counted on from a number.
        before = self.excerpt_ids.take(len(article.excerpts)) - 1 if article.excerpts else 0
        excerpts = [(before + excerpt.position, excerpt) for excerpt in article.excerpts]
        self.blocks.update(excerpt // BLOCK for excerpt, _ in excerpts)
        self._add_excerpts(id_, before, excerpts)
        self._add_links(id_, article.links, excerpts)
        self._add_tags(id_, article.tags, excerpts)
        self.add_diagnostics(log_id, id_, article.diagnostics)
        if self._is_much():
            self.flush()
        return id_, key, is_taken

    def flush(self) -> None:
        """Writes the rows that wait; their words may wait for those of other logs."""
        for table, rows in self.waiting.items():
            if rows:
                self.connection.executemany(_INSERTS[table], rows)
                rows.clear()
        self.waiting_articles.clear()
        if self._is_much():
            self.index()

    def index(self) -> None:
        """Writes the words that wait."""
        index_titles(self.connection, self.waiting_titles)
        index_excerpts(self.connection, self.waiting_texts)
        self.waiting_titles.clear()
        self.waiting_texts.clear()

    def _is_much(self) -> bool:
        return len(self.waiting_titles) + len(self.waiting_texts) > _BATCH

    def add_diagnostics(self, log_id: int, article: int | None, diagnostics: Sequence[Diagnostic]) -> None:
        """Writes diagnostics of an entry, or of the file where `article` is None."""
        self.waiting["diagnostic"] += (
            (
                log_id, article, found.line, found.line_end, found.column, found.severity, found.code, found.message,
                found.source,
            )
            for found in diagnostics
        )  # fmt: skip

    def remove(self, articles: Sequence[int]) -> list[str]:
        """Removes articles and all that hangs on them; the keys that they had."""
        keys = []
        for id_ in articles:
            number, title, key = self.connection.execute(_TITLE_AND_KEY, [id_]).fetchone()
            keys.append(key)
            self.tags.touch_article(id_)
            unindex_titles(self.connection, [(number, title)])
            texts = self.connection.execute("SELECT id, text FROM excerpt WHERE article_id = ?", [id_]).fetchall()
            self.blocks.update(excerpt // BLOCK for excerpt, _ in texts)
            unindex_excerpts(self.connection, texts)
            self.connection.execute("DELETE FROM article WHERE id = ?", [id_])
            self.article_numbers.give_back([number])
            self.excerpt_ids.give_back(excerpt for excerpt, _ in texts)
            self.removed += len(texts)
        return keys

    def _add_excerpts(self, article: int, before: int, excerpts: Sequence[tuple[int, Excerpt]]) -> None:
        names = excerpt_names(article, (excerpt.text for _, excerpt in excerpts))
        self.waiting["excerpt"] += (
            (
                id_, name, article, before + one.parent if one.parent else None, one.position, one.depth, one.kind,
                one.text, one.markdown, " › ".join(one.path), one.starred, one.line_start, one.line_end, one.location,
                one.source_url, one.marked,
            )
            for name, (id_, one) in zip(names, excerpts, strict=True)
        )  # fmt: skip
        self.waiting_texts += ((id_, excerpt.text) for id_, excerpt in excerpts)
        self.waiting["highlight"] += (
            (id_, found.text, found.style) for id_, excerpt in excerpts for found in excerpt.highlights
        )
        terms = [(id_, term) for id_, excerpt in excerpts for term in excerpt.terms]
        self.waiting["term"] += ((term.name, term.translation, term.abbreviation, id_) for id_, term in terms)
        for _, term in terms:
            self.tags.touch_words([term.name, term.translation, term.abbreviation])

    def _add_links(self, article: int, own: Sequence[Link], excerpts: Sequence[tuple[int, Excerpt]]) -> None:
        links: list[tuple[int | None, Link]] = [(None, link) for link in own]
        links += [(id_, link) for id_, excerpt in excerpts for link in excerpt.links]
        self.waiting["link"] += (
            (article, excerpt, link.address.url, link.address.canonical_url, link.title, position)
            for position, (excerpt, link) in enumerate(links, 1)
        )

    def _add_tags(self, article: int, own: Sequence[TagUse], excerpts: Sequence[tuple[int, Excerpt]]) -> None:
        """An article has the tags of its excerpts as well, but for their marks: these say nothing of the article."""
        uses: dict[str, TagUse] = {}
        inherited = (use for _, excerpt in excerpts for use in excerpt.tags if use.rule != "star")
        for use in (*own, *inherited):
            uses.setdefault(use.key, use)
        self.waiting["article_tag"] += (
            (article, self.tags.id_of(use), use.rule, use.spelling) for use in uses.values()
        )
        self.waiting["excerpt_tag"] += (
            (id_, self.tags.id_of(use), use.rule, use.spelling) for id_, excerpt in excerpts for use in excerpt.tags
        )


_TITLE_AND_KEY = "SELECT number, title, coalesce(canonical_url, title) FROM article WHERE id = ?"
