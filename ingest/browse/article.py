"""One article: what the log says about it, its outline, and what stands near it in the log.

Only reads the database, through the connection it is given.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from ingest.browse.lines import Line, read_lines
from ingest.browse.passages import SIGNS, strip_signs

MANY = 50  # how many articles a list beside an article has at most


class Article(NamedTuple):
    """An article. Days are ISO; lines are 1-based and inclusive; what the log does not say is None."""

    id: int
    title: str
    url: str | None
    canonical_url: str | None
    site: str | None
    collection: str | None
    section: str | None
    date: str | None
    date_from: str | None
    date_to: str | None
    month: str | None
    month_day: str | None
    day: str | None
    author: str | None
    via: str | None
    starred: bool
    struck: bool
    unread: bool
    log_id: int
    log_path: str
    position: int
    line_start: int
    line_end: int


class Node(NamedTuple):
    """A node of the outline; `parent` is the id of the one above it. Lines are 1-based and inclusive.

    Of a passage that an app exported, `location` is where it stands in what was read, `source_url` where the app shows
    it, and `marked` the ISO day on which it was marked.
    """

    id: int
    parent: int | None
    name: str
    kind: str
    depth: int
    text: str
    markdown: str
    path: str
    starred: bool
    line_start: int
    line_end: int
    location: str | None
    source_url: str | None
    marked: str | None

    @property
    def words(self) -> str:
        """The Markdown without the signs before it, of a star and of a note."""
        return strip_signs(self.kind, self.markdown)

    @property
    def has_star_sign(self) -> bool:
        """Whether the Markdown itself says that it is starred."""
        signs = SIGNS.match(self.markdown)
        return signs is not None and signs["star"] is not None


class Step(NamedTuple):
    """A node, met on a walk through the outline. `level` counts the titles above it, from 0.

    `closed` are the nodes with others below them that end here, innermost first: for each, whether it is a title.
    """

    node: Node
    level: int
    is_title: bool
    has_children: bool
    closed: tuple[bool, ...]


class Tag(NamedTuple):
    """A tag of an article; `spelling` is how the log writes it, and `rule` what made it."""

    id: int
    name: str
    kind: str
    key: str
    spelling: str
    rule: str


class Link(NamedTuple):
    """An address in an entry: where it stands, the article of the log that has it for its own, and whether this has."""

    url: str
    title: str | None
    passage: str | None
    line: int | None
    article: int | None
    is_own: bool


class Citation(NamedTuple):
    """An article whose entry holds the address of another, and the passage where, unless it is the entry line."""

    article: int
    title: str
    passage: str | None


def read_article(connection: sqlite3.Connection, id_: int) -> Article | None:
    """The article with that id."""
    row = connection.execute(_ARTICLE, (id_,)).fetchone()
    return Article._make(row) if row else None


def read_outline(connection: sqlite3.Connection, id_: int) -> list[Node]:
    """The outline of an article, in the order of the log."""
    return [Node._make(row) for row in connection.execute(_OUTLINE, (id_,))]


def walk_outline(nodes: list[Node]) -> list[Step]:
    """The nodes one after the other, each before those below it; no recursion, as a log may nest deeply."""
    ids = {node.id for node in nodes}
    below: dict[int | None, list[Node]] = {}
    for node in nodes:
        below.setdefault(node.parent if node.parent in ids else None, []).append(node)
    steps = []
    waiting: list[tuple[Node, int, tuple[bool, ...]]] = [(node, 0, ()) for node in reversed(below.get(None, []))]
    while waiting:
        node, level, ending = waiting.pop()
        children = below.get(node.id, [])
        is_title = node.kind in ("heading", "label")
        steps.append(Step(node, level, is_title, bool(children), () if children else ending))
        for child in reversed(children):
            is_last = child is children[-1]
            waiting.append((child, level + is_title, (is_title, *ending) if is_last else ()))
    return steps


def read_tags(connection: sqlite3.Connection, id_: int) -> list[Tag]:
    """The tags of an article but for its marks, by kind and name."""
    return [Tag._make(row) for row in connection.execute(_TAGS, (id_,))]


def read_links(connection: sqlite3.Connection, id_: int) -> list[Link]:
    """The addresses in an entry behind the first, in order, as often as they stand there."""
    return [Link._make(row) for row in connection.execute(_LINKS, (id_,))]


def find_others(links: Iterable[Link]) -> list[Link]:
    """The addresses besides the article's own, each once, in order."""
    found: dict[str, Link] = {}
    for link in links:
        if not link.is_own:
            found.setdefault(link.url, link)
    return list(found.values())


def read_neighbours(connection: sqlite3.Connection, article: Article) -> tuple[Line | None, Line | None]:
    """The articles before and after one in the time of its log; at an end of it, the next of its collection's logs.

    Those logs follow one another by the first day of each.
    """
    here = {"log": article.log_id, "position": article.position, "collection": article.collection}
    ids: tuple[int | None, int | None] = connection.execute(_NEIGHBOURS, here).fetchone()
    lines = {line.id: line for line in read_lines(connection, "article.id IN (?, ?)", ids)}
    earlier, later = (lines.get(id_ or 0) for id_ in ids)
    return earlier, later


def read_readings(connection: sqlite3.Connection, article: Article) -> list[Line]:
    """The other entries of the same article, newest first."""
    key = article.canonical_url or article.title
    return read_lines(
        connection, "coalesce(canonical_url, title) = ? AND article.id <> ?", (key, article.id), count=MANY
    )


def read_citations(connection: sqlite3.Connection, article: Article) -> list[Citation]:
    """The articles whose entries hold the address of this one, each once, newest first."""
    rows = connection.execute(_CITATIONS, (article.canonical_url, MANY))
    return [Citation(*row) for *row, _ in rows]


_ARTICLE = """
    SELECT article.id, title, url, canonical_url, site, collection, section, date, date_from, date_to, month, month_day,
      day, author, via, starred, struck, EXISTS (
        SELECT 1
        FROM article_tag
        JOIN tag ON tag.id = tag_id
        WHERE article_id = article.id AND key = 'mark:unread'
      ), log_id, log.path, position, line_start, line_end
    FROM article
    JOIN log ON log.id = log_id
    WHERE article.id = ?
"""
_OUTLINE = """
    SELECT id, parent_id, name, kind, depth, text, markdown, path, starred, line_start, line_end, location,
      source_url, marked
    FROM excerpt
    WHERE article_id = ?
    ORDER BY position
"""
_TAGS = """
    SELECT tag.id, name, kind, key, spelling, rule
    FROM article_tag
    JOIN tag ON tag.id = tag_id
    WHERE article_id = ? AND kind <> 'mark'
    ORDER BY kind, name COLLATE NOCASE
"""
_LINKS = """
    SELECT link.url, link.title, excerpt.name, excerpt.line_start, (
      SELECT min(other.id)
      FROM article AS other
      WHERE other.canonical_url = link.canonical_url COLLATE NOCASE AND other.canonical_url = link.canonical_url
    ), link.canonical_url IS article.canonical_url
    FROM link
    JOIN article ON article.id = link.article_id
    LEFT JOIN excerpt ON excerpt.id = excerpt_id
    WHERE link.article_id = ?
    ORDER BY link.position
"""
_NEIGHBOUR = """
    SELECT id
    FROM article
    WHERE log_id + 0 = :log AND position + 0 {before} :position
    ORDER BY position + 0 {backwards}
    LIMIT 1
"""
_OF_NEXT_LOG = """
    SELECT (SELECT id FROM article WHERE log_id + 0 = +log.id ORDER BY position + 0 {backwards} LIMIT 1)
    FROM log
    CROSS JOIN article AS first ON first.log_id + 0 = +log.id AND first.position + 0 = 1
    WHERE first.collection IS :collection AND (coalesce(first.date_from, ''), path) {before} (
      SELECT coalesce(date_from, ''), path
      FROM log
      JOIN article ON log_id + 0 = +log.id AND article.position + 0 = 1
      WHERE log.id = :log
    )
    ORDER BY coalesce(first.date_from, '') {backwards}, path {backwards}
    LIMIT 1
"""
# The second part of each is looked for only where there is no first.
_ON_ONE_SIDE = f"coalesce(({_NEIGHBOUR}), ({_OF_NEXT_LOG}))"
_NEIGHBOURS = f"""
    SELECT {_ON_ONE_SIDE.format(before="<", backwards="DESC")}, {_ON_ONE_SIDE.format(before=">", backwards="ASC")}
"""
# The first place in each.
_CITATIONS = """
    SELECT article.id, article.title, excerpt.name, min(link.position)
    FROM link
    JOIN article ON article.id = link.article_id
    LEFT JOIN excerpt ON excerpt.id = excerpt_id
    WHERE link.canonical_url = ?1 COLLATE NOCASE AND link.canonical_url = ?1 AND article.canonical_url IS NOT ?1
    GROUP BY article.id
    ORDER BY article.date_from DESC, article.position DESC, article.id
    LIMIT ?
"""
