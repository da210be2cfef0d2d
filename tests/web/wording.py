"""What templates and Python ask of the catalogue of texts, and the words that templates have of their own.

Never renders a template.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, NavigableString
from jinja2 import Environment, nodes

import ingest

WEB = Path(ingest.__file__).parent / "web"
TEMPLATES = sorted((WEB / "templates").glob("*.html"))
MODULES = sorted(WEB.rglob("*.py"))

# What in a template may ask for a text: `text` itself, and the name it goes by on stock pages.
ASKERS = {"text", "readlog_text"}
CALLERS = {"text", "visit.text", "self"}  # the last within Texts
KEY = re.compile(r"[a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*")

# Attributes whose value a visitor reads or hears.
SPOKEN = ("alt", "aria-description", "aria-label", "aria-roledescription", "content", "placeholder", "title")

_ENVIRONMENT = Environment()
_HOLE = "qqzz"  # stands for what is filled in


def asked_by_template(path: Path) -> Iterator[str]:
    """The keys that a template asks for; `*` stands for what is known only when it is rendered."""
    tree = _ENVIRONMENT.parse(path.read_text("utf-8"))
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in ASKERS:
            yield from _values(call.args[0])


def _values(node: nodes.Node) -> Iterator[str]:
    match node:
        case nodes.Const():
            yield str(node.value)
        case nodes.CondExpr():
            yield from _values(node.expr1)
            yield from _values(node.expr2) if node.expr2 else ()
        case nodes.Concat():
            yield "".join(str(child.value) if isinstance(child, nodes.Const) else "*" for child in node.nodes)
        case _:
            yield "*"


def asked_by_module(path: Path) -> Iterator[str]:
    """The keys that a module asks for, likewise, and whatever else in it has the form of a key."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.JoinedStr():
                found = "".join(part.value if isinstance(part, ast.Constant) else "*" for part in node.values)
                if re.fullmatch(r"[a-z*-]+\.[a-z*-]+", found):
                    yield found
            case ast.Constant(value=str(value)) if KEY.fullmatch(value):
                yield value


def called_by_module(path: Path) -> Iterator[str]:
    """The keys that a module asks for in as many words."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) in CALLERS:
            for asked in ast.walk(node.args[0]) if isinstance(node.args[0], ast.IfExp) else [node.args[0]]:
                if isinstance(asked, ast.Constant) and isinstance(asked.value, str):
                    yield asked.value


def words_of_template(path: Path) -> Iterator[str]:
    """Texts between the tags of a template, and in attributes that are read out; not what is typed into a machine."""
    soup = BeautifulSoup(_without_jinja(path.read_text("utf-8")), "html.parser")
    for node in soup.find_all(string=True):
        if type(node) is NavigableString and node.parent.name not in ("code", "kbd"):
            yield node
    for element in soup.find_all(True):
        if element.get("name") not in ("viewport", "color-scheme"):  # these speak to the browser
            yield from (element[name] for name in SPOKEN if name in element.attrs)


def _without_jinja(source: str) -> str:
    """The HTML of a template. Where it prints something stands a hole, with the words that it prints itself."""
    pieces, inside = [], None
    for _, kind, value in _ENVIRONMENT.lex(source):
        if kind == "data":
            pieces.append(value)
        elif kind == "variable_begin":
            inside = []
        elif kind == "variable_end" and inside is not None:
            (output,) = _ENVIRONMENT.parse(f"{{{{{''.join(inside)}}}}}").find_all(nodes.Output)
            pieces += [_HOLE, *(f" {value} ".replace("*", "") for child in output.nodes for value in _values(child))]
            inside = None
        elif inside is not None:
            inside.append(value)
    return "".join(pieces)


def letters_of(words: str) -> set[str]:
    """What is spelled in letters, but for what is filled in."""
    return set(re.findall(r"[^\W\d_]+", words.replace(_HOLE, " ")))
