"""The terms of the logs, to look words up in, at `/{database}/-/terms`; all of them in the files.

Never explains a term: the passage does that introduces it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from datasette.utils.sqlite import sqlite3

from ingest.browse.highlights import find_spans
from ingest.browse.terms import (
    ORDERS,
    Definition,
    Initial,
    Term,
    find_tagged,
    group_terms,
    read_definitions,
    read_terms,
    sort_initial,
)
from ingest.search.fold import fold
from ingest.search.marks import Marks
from ingest.web.escapes import escape_line, write_link
from ingest.web.files import write_csv, write_json
from ingest.web.page import Page
from ingest.web.visit import Variables, Visit

_SIZE = 100  # terms on a page
_LENGTH = 90  # characters of a passage

_PLAIN = re.compile(r"\w+")  # what can be searched without quotes


class Defined(NamedTuple):
    """A term with the passage that introduces it."""

    term: Term
    definition: Definition

    @property
    def marks(self) -> Marks:
        """Where the term is in the text of the passage."""
        folded = fold(self.definition.text)
        if len(folded) != len(self.definition.text):
            return ()
        return next(filter(None, (find_spans(folded, [fold(word)]) for word in self.term.words)), ())


class Jump(NamedTuple):
    """An initial and the page that has the first of its terms."""

    initial: Initial
    page: int


def read(connection: sqlite3.Connection, visit: Visit) -> Variables:
    """The terms of a page under their initials, and on which page each initial begins; for a file all terms."""
    asked = visit.query.get("q", "").strip()
    order = visit.query.get("by", ORDERS[0])
    order = order if order in ORDERS else ORDERS[0]
    page = visit.number("page")
    initials = group_terms(read_terms(connection, asked), order)
    total = sum(len(initial.terms) for initial in initials)
    skip, size = (0, total) if visit.path.get("format") else ((page - 1) * _SIZE, _SIZE)
    shown, jumps = cut_page(initials, order, skip, size)
    terms = [term for initial in shown for term in initial.terms]
    definitions = iter(read_definitions(connection, terms))

    def listed(page: int = 1, suffix: str = "", by: str = order) -> str:
        """Where a page of the table is, or a file of all of it."""
        said = {"q": asked, "by": None if by == ORDERS[0] else by, "page": page if page > 1 else None}
        return visit.address.page("terms", suffix=suffix, **said)

    return {
        "words": asked,
        "orders": ORDERS,
        "order": order,
        "total": total,
        "groups": [(initial, [Defined(term, next(definitions)) for term in initial.terms]) for initial in shown],
        "jumps": jumps,
        "tagged": find_tagged(connection, (word for term in terms for word in term.words)),
        "found": lambda word: visit.address.search(_quote(word)),
        "page": page,
        "pages": max(1, -(-total // _SIZE)),
        "listed": listed,
        "length": _LENGTH,
        "here": "terms",
    }


def cut_page(initials: list[Initial], order: str, skip: int, size: int) -> tuple[list[Initial], list[Jump]]:
    """Of the terms under their initials `size` after the first `skip`, and the page on which each initial begins.

    Only initials that the page has terms of are put in order.
    """
    ends = [0]
    for initial in initials:
        ends.append(ends[-1] + len(initial.terms))
    shown = []
    for initial, (start, end) in zip(initials, pairwise(ends), strict=True):
        if start < skip + size and end > skip:
            terms = sort_initial(initial, order).terms
            shown.append(initial._replace(terms=terms[max(0, skip - start) : skip + size - start]))
    return shown, [Jump(initial, start // _SIZE + 1) for initial, start in zip(initials, ends, strict=False)]


def _quote(word: str) -> str:
    """What to type for a word."""
    without = word.replace('"', " ").strip()
    return without if _PLAIN.fullmatch(without) else f'"{without}"'


def _entries(variables: Variables) -> list[Defined]:
    return [entry for _, entries in variables["groups"] for entry in entries]


def _markdown(variables: Variables, visit: Visit) -> str:
    heads = [*ORDERS, "passage"]
    lines = [f"# {escape_line(visit.title)}", "", _row(heads), _row(["---"] * len(heads))]
    for term, definition in _entries(variables):
        address = visit.absolute(visit.address.passage(definition.name))
        words = [escape_line(word or "") for word in (term.name, term.translation, term.abbreviation)]
        lines.append(_row([*words, write_link(definition.title, address)]))
    return "\n".join([*lines, ""])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _json(variables: Variables, visit: Visit) -> str:
    return write_json(
        [
            {
                "name": term.name,
                "translation": term.translation,
                "abbreviation": term.abbreviation,
                "passages": len(term.excerpts),
                "passage": {
                    "name": definition.name,
                    "address": visit.absolute(visit.address.passage(definition.name)),
                    "text": definition.text,
                    "title": definition.title,
                    "date": definition.date,
                    "date_from": definition.date_from,
                    "date_to": definition.date_to,
                    "file": definition.log_path,
                    "line_start": definition.line_start,
                },
            }
            for term, definition in _entries(variables)
        ]
    )


def _csv(variables: Variables, visit: Visit) -> str:
    def where(name: str) -> str:
        return visit.absolute(visit.address.passage(name))

    header = (*ORDERS, "passages", "text", "title", "passage", "address", "file", "line_start")
    return write_csv(
        header,
        (
            (*term[:3], len(term.excerpts), of.text, of.title, of.name, where(of.name), of.log_path, of.line_start)
            for term, of in _entries(variables)
        ),
    )


PAGE = Page("terms", "readlog_terms.html", read, {"md": _markdown, "json": _json, "csv": _csv})
