"""Which articles a search finds, by its definition, slowly: every article is looked at, every passage read.

Never imports ingest.search, and asks SQLite only for plain rows: it is what `search()` is compared with.

An alternative finds an article when each of its wanted words is in the title or in a passage without any excluded word,
and the title holds no excluded word. Of the passages that were found those count that are of a kind that is asked for.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple

from search_oracle import finds, is_searchable, marked_with_symbols, simplify

KINDS = {"quote", "heading", "note", "reply", "label", "link", "code", "image", "table"}

TITLE, PASSAGE, SCATTERED = range(3)


class Wanted(NamedTuple):
    """Words of a search that stand together."""

    text: str
    is_excluded: bool = False
    is_prefix: bool = False

    def is_in(self, text: str) -> bool:
        return finds(self.text, text, prefix=self.is_prefix)


class Condition(NamedTuple):
    """A filter."""

    name: str
    value: str
    is_excluded: bool = False


class Asked(NamedTuple):
    """A search: alternatives of words, and filters."""

    alternatives: tuple[tuple[Wanted, ...], ...] = ()
    conditions: tuple[Condition, ...] = ()


class Passage(NamedTuple):
    """An excerpt."""

    id: int
    kind: str
    text: str


class Article(NamedTuple):
    """An article with all by which it can be found; `tags` are names and aliases."""

    id: int
    title: str
    site: str | None
    collection: str | None
    date_from: str | None
    date_to: str | None
    position: int
    tags: frozenset[str]
    passages: tuple[Passage, ...]


class Finding(NamedTuple):
    """Where the words stand, and the ids of the passages that are shown for them."""

    place: int
    passages: frozenset[int]


def read_articles(connection: sqlite3.Connection) -> dict[int, Article]:
    """All articles of a database, by id."""
    excerpts = connection.execute("SELECT article_id, id, kind, text FROM excerpt ORDER BY article_id, id").fetchall()
    passages = {id_: tuple(Passage(*row[1:]) for row in rows) for id_, rows in groupby(excerpts, itemgetter(0))}
    tags = connection.execute(
        "SELECT article_id, name FROM article_tag JOIN tag ON tag.id = tag_id "
        "UNION SELECT article_id, alias FROM article_tag JOIN tag_alias USING (tag_id) ORDER BY 1"
    ).fetchall()
    names = {id_: frozenset(name for _, name in rows) for id_, rows in groupby(tags, itemgetter(0))}
    rows = connection.execute("SELECT id, title, site, collection, date_from, date_to, position FROM article")
    return {row[0]: Article(*row, names.get(row[0], frozenset()), passages.get(row[0], ())) for row in rows}


def find_articles(asked: Asked, articles: Iterable[Article]) -> dict[int, Finding]:
    """What a search finds, by the id of the article."""
    kinds = _kinds(asked.conditions)
    has_words = any(_wanted(alternative) for alternative in asked.alternatives)
    if not has_words and not asked.conditions:
        return {}
    found = {}
    for article in articles:
        if not _meets_all(article, asked.conditions):
            continue
        if has_words:
            findings = [finding for terms in asked.alternatives if (finding := _find(article, terms))]
        else:
            findings = _find_without_words(article, asked, is_listed=kinds is not None)
        passages = frozenset(
            passage.id
            for passage in article.passages
            if (kinds is None or passage.kind in kinds) and any(passage.id in f.passages for f in findings)
        )
        if findings and (passages or kinds is None):
            found[article.id] = Finding(min(finding.place for finding in findings), passages)
    return found


def marked_by(asked: Asked, text: str) -> set[int]:
    """The places in `text` of all words that are wanted, wherever they stand."""
    wanted = [term for alternative in asked.alternatives for term in _wanted(alternative)]
    return {place for term in wanted for place in marked_with_symbols(term.text, text, prefix=term.is_prefix)}


def newest_first(articles: Iterable[Article]) -> list[int]:
    """Articles without any day are last; of one day, what stands later in the log is newer."""
    by_id = sorted(articles, key=attrgetter("id"))  # sorting in reverse keeps the order of equals
    newest = sorted(by_id, key=lambda article: (article.date_from or "", article.position), reverse=True)
    return [article.id for article in newest]


def _wanted(terms: Iterable[Wanted]) -> list[Wanted]:
    return [term for term in terms if not term.is_excluded and is_searchable(term.text)]


def _find(article: Article, terms: tuple[Wanted, ...]) -> Finding | None:
    wanted, excluded = _wanted(terms), [term for term in terms if term.is_excluded]
    counting = [passage for passage in article.passages if not _holds_any(passage.text, excluded)]
    if not wanted or _holds_any(article.title, excluded):
        return None
    if not all(term.is_in(article.title) or any(term.is_in(p.text) for p in counting) for term in wanted):
        return None
    whole = frozenset(p.id for p in counting if all(term.is_in(p.text) for term in wanted))
    some = frozenset(p.id for p in counting if _holds_any(p.text, wanted))
    in_title = all(term.is_in(article.title) for term in wanted)
    return Finding(TITLE if in_title else PASSAGE if whole else SCATTERED, whole or some)


def _find_without_words(article: Article, asked: Asked, *, is_listed: bool) -> list[Finding]:
    """The article, unless its title holds an excluded word; its passages are listed where a kind is asked for."""
    excluded = [term for alternative in asked.alternatives for term in alternative if term.is_excluded]
    if _holds_any(article.title, excluded):
        return []
    listed = (p.id for p in article.passages if is_listed and not _holds_any(p.text, excluded))
    return [Finding(SCATTERED, frozenset(listed))]


def _holds_any(text: str, terms: Iterable[Wanted]) -> bool:
    return any(term.is_in(text) for term in terms)


def _kinds(conditions: Iterable[Condition]) -> set[str] | None:
    """The kinds that are asked for; None when there is no such filter."""
    named = [condition for condition in conditions if condition.name == "kind"]
    wanted = {_folded(condition.value) for condition in named if not condition.is_excluded}
    unwanted = {_folded(condition.value) for condition in named if condition.is_excluded}
    return (wanted or KINDS) - unwanted if named else None


def _meets_all(article: Article, conditions: Iterable[Condition]) -> bool:
    """All must be met; of several sites, collections or years, one."""
    either: dict[str, list[bool]] = {}
    for condition in conditions:
        if condition.name == "kind":
            continue
        is_met = _meets(article, condition.name, condition.value)
        if condition.is_excluded and is_met:
            return False
        if not condition.is_excluded:
            group = condition.name if condition.name in ("site", "collection", "year") else str(condition)
            either.setdefault(group, []).append(is_met)
    return all(map(any, either.values()))


def _meets(article: Article, name: str, value: str) -> bool:
    if name == "title":
        return finds(value, article.title)
    if name == "tag":
        return _folded(value) in map(_folded, article.tags)
    if name == "collection":
        return article.collection is not None and _folded(value) == _folded(article.collection)
    if name == "site":
        host = re.sub(r"^(\w+://)?(www\.)?|/.*$", "", _folded(value))
        return article.site is not None and f".{article.site}".endswith(f".{host}")
    if article.date_from is None or article.date_to is None:
        return False
    day = "-".join(part.zfill(2) for part in re.split("[-./]", _folded(value)))
    if name == "year":
        return article.date_from[:4] <= day <= article.date_to[:4]
    first = (day + "-01-01")[:10]
    return article.date_to >= first if name == "after" else article.date_from < first


@cache
def _folded(name: str) -> str:
    """A name without case, width, script, and what a filter cannot say: quotes, and blanks in a row."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace('"', " ")
    return " ".join("".join(map(simplify, plain)).split())
