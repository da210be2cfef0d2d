"""What in the logs deserves the writer's attention, at `/{database}/-/problems`.

Never mends a log.
"""

from __future__ import annotations

from typing import NamedTuple

from datasette.utils.sqlite import sqlite3

from ingest.browse.problems import Place, Problem, read_problems
from ingest.diagnostics import CODES, read_facts
from ingest.search.marks import Marks, shorten
from ingest.web.page import Page
from ingest.web.texts import Texts
from ingest.web.visit import Variables, Visit

_LENGTH = 160  # characters of a line in the log

# What cannot be seen, as a sign that can: the pictures of control characters, and an arrow for the tab.
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x09: "→", 0x7F: "␡"}


class Shown(NamedTuple):
    """A place as the page shows it. `message` is '' when the group has it; `marks` are of the character it is about."""

    place: Place
    message: str
    source: str
    marks: Marks
    editor: str | None


class Group(NamedTuple):
    """All of one code, as the page shows it. `message` is that of all its places; '' when they differ."""

    problem: Problem
    title: str
    message: str
    hint: str
    places: list[Shown]


def read(connection: sqlite3.Connection, visit: Visit) -> Variables:
    """The problems by their code, each with its places."""
    return {"groups": [_group(problem, visit) for problem in read_problems(connection)], "here": "problems"}


def _group(problem: Problem, visit: Visit) -> Group:
    code = problem.code
    places = [_show(place, code, visit) for place in problem.places]
    is_common = bool(places) and read_facts(code, problem.places[0].message) == {}
    return Group(
        problem,
        _title(visit.text, code),
        places[0].message if is_common else "",
        _hint(visit.text, code),
        [shown._replace(message="") for shown in places] if is_common else places,
    )


def _show(place: Place, code: str, visit: Visit) -> Shown:
    character = place.source[place.mark : place.mark + 1]
    # At the beginning of a line it is the line that is meant, unless nobody could see what stands there.
    is_meant = character and (place.column > 1 or ord(character) in _PICTURES)
    marks: Marks = ((place.mark, place.mark + 1),) if is_meant else ()
    source, marks = shorten(place.source.translate(_PICTURES), marks, _LENGTH)
    message = _message(visit.text, code, place.message)
    return Shown(place, message, source, marks, visit.editor(place.log_path, place.line))


def _message(text: Texts, code: str, message: str) -> str:
    """The message in the language of the page; in English where that has none."""
    facts = read_facts(code, message)
    if text.language == "en" or facts is None:
        return message
    return text(f"problem.{code}", **{name: _fact(name, value) for name, value in facts.items()})


def _fact(name: str, value: str) -> str:
    """What was filled into a message, without the English about it."""
    return value.partition(" ")[0] if name in ("articles", "clippings", "lines", "links") else value.strip("'\"")


def _title(text: Texts, code: str) -> str:
    return text(f"problem-title.{code}") if code in CODES else code


def _hint(text: Texts, code: str) -> str:
    if code not in CODES:
        return ""
    return CODES[code].hint if text.language == "en" else text(f"problem-hint.{code}")


PAGE = Page("problems", "readlog_problems.html", read)
