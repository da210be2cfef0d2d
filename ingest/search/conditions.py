"""Which articles meet the filters of a search.

Only reads the database, through the connection it is given.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from ingest.names import readable_host, tag_key
from ingest.search.filters import Filter, first_day, names_with, same_names
from ingest.search.fold import fold
from ingest.search.query import fts_query

Condition = tuple[str, list[str]]  # SQL over `article`, and its values


def find_articles(connection: sqlite3.Connection, filters: Iterable[Filter]) -> set[int] | None:
    """The ids of the articles that meet all of `filters`, which have no fault; None when there is nothing to meet.

    An article has one site, collection and year: of several, one must be met. It can have several tags, authors and
    words in its title: all must be met. Articles without a day meet a date when they can lie there.
    """
    conditions: list[Condition] = []
    either: dict[str, list[Condition]] = {}
    for wanted in filters:
        if wanted.name == "kind":
            continue  # a condition on passages
        sql, values = _condition(connection, wanted)
        if wanted.excluded:
            conditions.append((f"NOT coalesce({sql}, 0)", values))
        elif wanted.name in ("site", "collection", "year"):
            either.setdefault(wanted.name, []).append((sql, values))
        else:
            conditions.append((sql, values))
    conditions += [_join(" OR ", group) for group in either.values()]
    if not conditions:
        return None
    sql, values = _join(" AND ", conditions)
    return {id_ for (id_,) in connection.execute(f"SELECT id FROM article WHERE {sql}", values)}


def _join(operator: str, conditions: Iterable[Condition]) -> Condition:
    parts, values = zip(*conditions, strict=True)
    return operator.join(f"({sql})" for sql in parts), [value for some in values for value in some]


def _condition(connection: sqlite3.Connection, wanted: Filter) -> Condition:
    name, value = wanted.name, wanted.value
    if name == "tag":
        sql = "id IN (SELECT article_id FROM article_tag WHERE tag_id IN (SELECT value FROM json_each(?)))"
        return sql, [write_ids(find_tag_ids(connection, value))]
    if name == "title":
        return "number + 0 IN (SELECT rowid + 0 FROM article_fts WHERE article_fts MATCH ?)", [fts_query(f'"{value}"')]
    if name == "year":
        year = fold(value)
        return "date_from <= ? AND date_to >= ?", [f"{year}-12-31", f"{year}-01-01"]
    if name == "after":
        return "date_to >= ?", [first_day(value) or ""]
    if name == "before":
        return "date_from < ?", [first_day(value) or ""]
    from json import dumps  # takes longer to load than most searches take

    # site, author and collection are columns of their own name
    found = [row[0] for row in connection.execute(f"SELECT DISTINCT {name} FROM article WHERE {name} IS NOT NULL")]
    if name == "site":
        values = [site for site in found if same_names(_host(value), [site, *domains(site)])]
    elif name == "author":
        values = names_with(value, found)
    else:
        values = same_names(value, found)
    return f"{name} IN (SELECT value FROM json_each(?))", [dumps(values)]


def write_ids(ids: Iterable[int]) -> str:
    """Ids for json_each(), of which a statement can take any number. Python writes them as JSON does.

    >>> write_ids([1, 2])
    '[1, 2]'
    """
    return str(list(ids))


def find_tag_ids(connection: sqlite3.Connection, value: str) -> list[int]:
    """The ids of the tags of that name, and of those with that alias; in another script, where none has it."""
    sql = "SELECT DISTINCT tag_id FROM tag_word WHERE word COLLATE NOCASE IN (?, ?) ORDER BY tag_id"
    rows = connection.execute(sql, (value, tag_key(value))).fetchall()
    if not rows:
        names = connection.execute("SELECT word, tag_id FROM tag_word").fetchall()
        same = set(same_names(value, {name for name, _ in names}))
        rows = [(id_,) for name, id_ in names if name in same]
    return [row[0] for row in rows]


def _host(value: str) -> str:
    """What people take for a site: `https://www.lwn.net:443/` is lwn.net."""
    host = value.split("://")[-1].split("/")[0].partition(":")[0]
    return readable_host(host.removeprefix("www.") if host.count(".") > 1 else host)


def domains(site: str) -> list[str]:
    """The domains above a host: of gist.github.com, github.com and com."""
    parts = site.split(".")
    return [".".join(parts[i:]) for i in range(1, len(parts))]
