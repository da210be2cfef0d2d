"""metadata.yml, served for every attached readlog file whatever its name: all that Datasette 1.0 would change.

Never speaks for another database, and never overrules what the user's own metadata says.
"""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml
from datasette import hookimpl

from ingest.resources import read_resource
from ingest.web.scope import readlog_names

if TYPE_CHECKING:
    from datasette.app import Datasette

Section = dict[str, Any]

# What Datasette looks for when it asks for all tables of a database at once, a dozen times a page (0.65.5).
_ASKED_OF_ALL = {"allow", "facet_size"}


@cache
def database_section() -> Section:
    """The `database:` part of metadata.yml: what Datasette's own format says below the name of a database."""
    section: Section = yaml.safe_load(read_resource("metadata.yml"))["database"]
    return section


@cache
def database_section_as_json() -> str:
    """The same, for fresh copies: to read JSON takes a third of the time of `copy.deepcopy`."""
    return json.dumps(database_section())


@cache
def answered_keys() -> frozenset[str]:
    """The keys that the file answers at any level, and the one below which all of it stands.

    Datasette asks for `allow` some two hundred times a page; a question that cannot be answered must cost nothing.
    """
    section = database_section()
    return frozenset({"databases", *section}.union(*section["tables"].values(), *section["queries"].values()))


def section_beside(own: Section, key: str | None = None, table: str | None = None) -> Section:
    """A fresh section, without the keys that would contradict the user's when Datasette merges the two key by key.

    `own` is what the user says of the same database. A query under a name of ours is another query. Fresh, because
    Datasette merges in place; and only what answers the question for `key` of the database or of `table`, because it
    asks some hundred times a page.
    """
    section: Section = json.loads(database_section_as_json()) if key is None else deepcopy(part_for(key, table))
    for name, theirs in own.get("tables", {}).items():
        drop_contradictions(section.get("tables", {}).get(name, {}), theirs)
    for name, query in own.get("queries", {}).items():
        if isinstance(query, str) or "sql" in query:
            section.get("queries", {}).pop(name, None)
    return section


def drop_contradictions(ours: Section, theirs: Section) -> None:
    """Leave out of the section of a table what about sorting would be an error to Datasette beside the user's.

    It sorts by one column, `sort` or `sort_desc`, and only by one of the `sortable_columns`.
    """
    sorts = {"sort", "sort_desc"}
    allowed = theirs.get("sortable_columns")
    for key in ours.keys() & sorts:
        if theirs.keys() & sorts or (allowed is not None and ours[key] not in allowed):
            del ours[key]
    column = theirs.get("sort") or theirs.get("sort_desc")
    if column and column not in ours.get("sortable_columns", (column,)):
        del ours["sortable_columns"]


def part_for(key: str, table: str | None) -> Section:
    """What of the section stands under `key`, for the database and for `table`."""
    section = database_section()
    if key == "tables":
        tables = section["tables"].items()
        return {"tables": {name: {one: of[one] for one in _ASKED_OF_ALL & of.keys()} for name, of in tables}}
    part = {key: section[key]} if key in section else {}
    if table is not None and key in section["tables"].get(table, {}):
        part["tables"] = {table: {key: section["tables"][table][key]}}
    return part


@hookimpl
def get_metadata(datasette: Datasette, key: str | None, database: str | None, table: str | None) -> Section:
    """The sections of the readlog files; Datasette lays the user's own metadata over them."""
    names = readlog_names(datasette)
    if not names or (key is not None and key not in answered_keys()):
        return {}
    own = datasette._metadata_local.get("databases", {})
    if database is None or key is None:
        return {"databases": {name: section_beside(own.get(name, {})) for name in names}}
    return {"databases": {database: section_beside(own.get(database, {}), key, table)}} if database in names else {}
