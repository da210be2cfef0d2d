"""Lists of articles as Markdown, as JSON and as CSV.

Never asks the database, and never says a word of its own: files have no language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ingest.browse.lines import Line, line_value
from ingest.browse.passages import Passage
from ingest.commonmark import escape_markdown
from ingest.web.addresses import Addresses
from ingest.web.escapes import escape_line, write_link
from ingest.web.files import passage_value, write_csv, write_json
from ingest.web.presentation import is_address
from ingest.web.visit import Variables, Visit

_COLUMNS = (
    "id", "title", "url", "site", "collection", "date", "date_from", "date_to", "month", "starred", "struck",
    "passage_count", "file", "line_start",
)  # fmt: skip


def list_files(
    title: str, value: Callable[[Variables], dict[str, Any]]
) -> Mapping[str, Callable[[Variables, Visit], str]]:
    """The files of a page, by suffix: its title is the variable `title`, and `value` says what JSON has beside lists.

    The lists are the variables `lines` and, where the page has them, `possible` and `passages`.
    """

    def markdown(variables: Variables, visit: Visit) -> str:
        blocks = [f"# {escape_line(str(variables[title]))}"]
        blocks += ["\n".join(_item(line, visit.address) for line in lines) for lines in _lines(variables).values()]
        blocks += [_quote(passage, visit) for passage in _passages(variables)]
        return "\n\n".join(block for block in blocks if block) + "\n"

    def json(variables: Variables, visit: Visit) -> str:
        lists = {name: [line_value(line) for line in lines] for name, lines in _lines(variables).items()}
        if "passages" in variables:
            lists["passages"] = [{"article": one.article} | passage_value(one) for one in _passages(variables)]
        return write_json(value(variables) | lists)

    def csv(variables: Variables, visit: Visit) -> str:
        return write_csv(_COLUMNS, (_row(line) for lines in _lines(variables).values() for line in lines))

    return {"md": markdown, "json": json, "csv": csv}


def _lines(variables: Variables) -> dict[str, list[Line]]:
    names = {"articles": "lines", "possible": "possible"}
    return {name: variables[list_].items for name, list_ in names.items() if list_ in variables}


def _passages(variables: Variables) -> list[Passage]:
    return variables["passages"].items if "passages" in variables else []


def _row(line: Line) -> list[object]:
    value = line_value(line)
    return [int(value[name]) if isinstance(value[name], bool) else value[name] for name in _COLUMNS]


def _item(line: Line, address: Addresses) -> str:
    url = line.url if line.url and is_address(line.url) else address.article(line.id)
    facts = (line.when, line.site, line.collection)
    return " · ".join((f"- {write_link(line.title, url)}", *(escape_line(fact) for fact in facts if fact)))


def _quote(passage: Passage, visit: Visit) -> str:
    text = "\\\n> ".join(escape_markdown(passage.text).split("\n"))
    return f"> {text}\n>\n> — {write_link(passage.title, visit.address.passage(passage.name))}"
