"""What was emphasised in the logs and nothing else, at `/{database}/-/highlights`; all of it in the files.

Never shows a passage whole before it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from datasette.utils.sqlite import sqlite3

from ingest.browse.highlights import STYLES, Emphasis, read_highlights, read_styles
from ingest.browse.lines import line_value
from ingest.web.escapes import escape_line, write_link
from ingest.web.files import write_csv, write_json
from ingest.web.page import Page
from ingest.web.visit import Variables, Visit

_SIZE = 30  # articles on a page


def read(connection: sqlite3.Connection, visit: Visit) -> Variables:
    """The highlights of a page of articles; for a file those of all."""
    style = visit.query.get("style")
    style = style if style in STYLES else None
    page = visit.number("page")
    if visit.path.get("format"):
        found = read_highlights(connection, style)
    else:
        found = read_highlights(connection, style, count=_SIZE, skip=(page - 1) * _SIZE)

    def highlighted(page: int = 1, suffix: str = "", style: str | None = style) -> str:
        """Where a page of the highlights is, or a file of all."""
        return visit.address.page("highlights", suffix=suffix, style=style, page=page if page > 1 else None)

    return {
        "total": found.total,
        "articles": found.articles,
        "styles": read_styles(connection),
        "style": style,
        "page": page,
        "pages": max(1, -(-found.total // _SIZE)),
        "highlighted": highlighted,
        "here": "highlights",
    }


def _markdown(variables: Variables, visit: Visit) -> str:
    return "\n".join([f"# {escape_line(visit.title)}", *_markdown_lines(variables["articles"], visit), ""])


def _markdown_lines(articles: list[Emphasis], visit: Visit) -> Iterator[str]:
    for of in articles:
        page = visit.absolute(visit.address.article(of.article.id))
        yield f"\n## {write_link(of.article.title, page)}\n"
        for passage in of.passages:
            yield from (f"- {escape_line(words)}" for words in passage.highlights)


def _json(variables: Variables, visit: Visit) -> str:
    return write_json(
        [
            line_value(of.article)
            | {
                "passages": [
                    {
                        "name": passage.name,
                        "address": visit.absolute(visit.address.passage(passage.name)),
                        "highlights": passage.highlights,
                        "text": passage.text,
                        "line_start": passage.line_start,
                    }
                    for passage in of.passages
                ]
            }
            for of in variables["articles"]
        ]
    )


def _csv(variables: Variables, visit: Visit) -> str:
    def where(name: str) -> str:
        return visit.absolute(visit.address.passage(name))

    header = ("highlight", "title", "date", "passage", "address", "file", "line_start")
    return write_csv(
        header,
        (
            (words, line.title, line.date, passage.name, where(passage.name), line.log_path, passage.line_start)
            for line, passages in variables["articles"]
            for passage in passages
            for words in passage.highlights
        ),
    )


PAGE = Page("highlights", "readlog_highlights.html", read, {"md": _markdown, "json": _json, "csv": _csv})
