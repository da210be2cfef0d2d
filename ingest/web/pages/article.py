"""An article: what the log says about it and its passages, at `/{database}/-/article/{id}`.

Never holds SQL, and never makes HTML.
"""

from __future__ import annotations

from itertools import chain, groupby
from typing import Any

from datasette.utils.sqlite import sqlite3

from ingest.browse.article import (
    Article,
    Node,
    find_others,
    read_article,
    read_citations,
    read_links,
    read_neighbours,
    read_outline,
    read_readings,
    read_tags,
    walk_outline,
)
from ingest.browse.lines import line_value
from ingest.browse.related import read_related
from ingest.web.article_markdown import write_article
from ingest.web.files import passage_value, write_csv, write_json
from ingest.web.page import Page
from ingest.web.visit import Variables, Visit

_LARGEST_ID = 2**63 - 1  # that SQLite can hold

_OF_ARTICLE = ("article", "title", "url", "date", "date_from", "date_to", "file")
_OF_PASSAGE = (
    "name", "kind", "depth", "text", "markdown", "path", "starred", "line_start", "line_end", "location", "source_url",
    "marked",
)  # fmt: skip


def read(connection: sqlite3.Connection, visit: Visit) -> Variables | None:
    """The article whose id is in the address, and all that stands near it."""
    id_ = int(visit.path["id"][:20])
    article = read_article(connection, id_) if id_ <= _LARGEST_ID else None
    if article is None:
        return None
    nodes = read_outline(connection, id_)
    tags = read_tags(connection, id_)
    links = read_links(connection, id_)
    earlier, later = read_neighbours(connection, article)
    return {
        "article": article,
        "nodes": nodes,
        "steps": walk_outline(nodes),
        "tags": {kind: list(of_kind) for kind, of_kind in groupby(tags, key=lambda tag: tag.kind)},
        "links": find_others(links),
        "all_links": links,
        "earlier": earlier,
        "later": later,
        "readings": read_readings(connection, article),
        "citations": read_citations(connection, article),
        "related": read_related(connection, article, tags),
        "file": lambda suffix: visit.address.page("article", article.id, suffix=suffix),
    }


def write_markdown(variables: Variables, visit: Visit) -> str:
    """The entry as a log of its own."""
    tags = chain.from_iterable(variables["tags"].values())
    codes = [tag.spelling for tag in tags if tag.rule == "title-code"]
    return write_article(variables["article"], variables["nodes"], variables["all_links"], codes)


def write_values(variables: Variables, visit: Visit) -> str:
    """All that the page says, as JSON. The keys are in `ingest/help/files.md`."""
    article: Article = variables["article"]
    value = _article_value(article)
    names = {node.id: node.name for node in variables["nodes"]}
    value["tags"] = [
        {"name": tag.name, "kind": tag.kind, "spelling": tag.spelling}
        for tags in variables["tags"].values()
        for tag in tags
    ]
    value["links"] = [
        {name: value for name, value in link._asdict().items() if name != "is_own"} for link in variables["links"]
    ]
    value["passages"] = [_node_value(node) | {"parent": names.get(node.parent)} for node in variables["nodes"]]
    value["earlier"], value["later"] = (
        line and line_value(line) for line in (variables["earlier"], variables["later"])
    )
    value["readings"] = [line_value(line) for line in variables["readings"]]
    value["cited_by"] = [citation._asdict() for citation in variables["citations"]]
    value["related"] = [line_value(related.line) | {"shared": list(related.shared)} for related in variables["related"]]
    return write_json(value)


def write_rows(variables: Variables, visit: Visit) -> str:
    """A row a passage, as CSV; of an article without one, a row that says nothing of a passage."""
    article: Article = variables["article"]
    said = _article_value(article) | {"article": article.id}
    nodes: list[Node] = variables["nodes"]
    passages = [_node_value(node) | {"starred": int(node.starred)} for node in nodes] or [dict.fromkeys(_OF_PASSAGE)]
    rows = ([*(said[name] for name in _OF_ARTICLE), *(one[name] for name in _OF_PASSAGE)] for one in passages)
    return write_csv((*_OF_ARTICLE, *_OF_PASSAGE), rows)


def _article_value(article: Article) -> dict[str, Any]:
    left_out = {"log_id", "position", "day"}
    value = {key: value for key, value in article._asdict().items() if key not in left_out}
    value["file"] = value.pop("log_path")
    return value | {name: bool(value[name]) for name in ("starred", "struck", "unread")}


def _node_value(node: Node) -> dict[str, Any]:
    """`marked` is the ISO day on which the passage was marked; the article has a date of its own."""
    said = {"location": node.location, "source_url": node.source_url, "marked": node.marked}
    return passage_value(node) | said | {"depth": node.depth}


PAGE = Page(
    "article/(?P<id>[0-9]+)",
    "readlog_article.html",
    read,
    {"md": write_markdown, "json": write_values, "csv": write_rows},
)
