"""The rooms of the house stay apart: no import runs back up (design, 'The straight line')."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import ingest

PACKAGE = Path(ingest.__file__).parent

# What a room may import of ours, beside itself.
FLOOR_1 = {
    "ingest", "addresses", "autolink", "commonmark", "model", "diagnostics", "errors", "names", "patterns", "resources",
}  # fmt: skip
ALLOWED = {
    "read": FLOOR_1,
    "search": {"ingest", "model", "names", "when"},
    "browse": {"ingest", "model", "autolink", "names", "diagnostics", "search", "when"},
    "store": FLOOR_1 | {"log", "paths", "search"},
    "web": FLOOR_1 | {"browse", "paths", "search", "soundness"},
    "soundness": {"diagnostics", "search"},
    "addresses": {"autolink", "errors", "model", "names"},
    "model": {"diagnostics"},
    "diagnostics": set(),
    "errors": set(),
    "autolink": set(),
    "commonmark": {"autolink"},
    "log": set(),
    "names": set(),
    "patterns": set(),
    "paths": set(),
    "when": set(),
    "resources": {"errors"},
    "files": {"errors", "paths"},
    "reader_version": {"resources"},
    "run": FLOOR_1 | {"files", "log", "paths", "read", "reader_version", "store"},
    "verify": FLOOR_1 | {"files", "paths", "search", "soundness", "store"},
    "terminal": FLOOR_1 | {"browse", "paths", "read", "run", "search", "soundness", "store", "verify"},
    "__main__": {"errors", "run", "store", "terminal"},
    "__init__": set(),
}

# The rooms of `read`, folders all but three that are the rules' alone; each may import the ground and those before it.
READ_GROUND = {"entries", "file_names", "html_tags", "lines", "literals", "markdown", "tags", "terms", "text"}
READ = (
    "words", "dates", "titles", "fields", "passages", "apps", "said_below", "item", "article", "rules", "mend",
    "surroundings", "cut",
)  # fmt: skip
# What reads a whole log, which none of them may import.
READ_LOG = {"dating", "log_reader", "log_year"}


def _imports(path: Path) -> set[str]:
    """The modules and packages of ours that a file imports, by the first name below `ingest`; others by their own."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""] if node.module != "ingest" else [f"ingest.{alias.name}" for alias in node.names]
        else:
            continue
        found.update(names)
    return found


FILES = sorted(PACKAGE.rglob("*.py"))


def test_there_are_files_to_look_at() -> None:
    assert len(FILES) > 20


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_what_it_may(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    ours = {name.split(".")[1] for name in _imports(path) if name.startswith("ingest.")}
    ours = {name for name in ours if (PACKAGE / f"{name}.py").exists() or (PACKAGE / name).is_dir()}
    assert ours <= ALLOWED[room] | {room}


def _imports_of_read(room: str) -> set[str]:
    """The rooms and the ground of `read` that a room of it imports, beside itself."""
    read = PACKAGE / "read"
    paths = [read / f"{room}.py", *(read / room).glob("*.py")]
    names = {name for path in paths if path.exists() for name in _imports(path) if name.startswith("ingest.read.")}
    return {name.split(".")[2] for name in names} - {room}


def test_the_rooms_of_read_are_all_in_their_order() -> None:
    found = {path.stem for path in (PACKAGE / "read").iterdir() if path.suffix == ".py" or any(path.glob("*.py"))}
    assert {*READ_GROUND, *READ, *READ_LOG, "__init__"} == found


@pytest.mark.parametrize("room", READ)
def test_a_room_of_read_imports_only_from_those_before_it(room: str) -> None:
    of_rules = set() if room in ("item", "rules") else {"said_below", "item", "article"}
    assert _imports_of_read(room) <= {*READ_GROUND, *READ[: READ.index(room)]} - of_rules


@pytest.mark.parametrize("module", sorted(READ_GROUND))
def test_the_ground_of_read_stands_on_nothing_of_it(module: str) -> None:
    assert _imports_of_read(module) <= READ_GROUND


@pytest.mark.parametrize(
    ("module", "rooms"),
    [
        ("sqlite3", {"browse", "run", "search", "soundness", "store", "verify", "web"}),
        ("sqlite_utils", {"store"}),
        ("url_normalize", {"addresses"}),
        ("markdown_it", {"autolink", "commonmark", "read", "web"}),
        ("datasette", {"web"}),
        ("click", {"__main__", "terminal", "web"}),
        # How long things take, how old a file is; never what day it is.
        ("time", {"files", "store", "terminal", "web"}),
    ],
)
def test_a_library_is_used_in_its_room_only(module: str, rooms: set[str]) -> None:
    users = {
        path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for path in FILES
        if any(name == module or name.startswith(f"{module}.") for name in _imports(path))
    }
    assert users <= rooms
    assert users


def test_only_pages_are_told_the_day() -> None:
    for path in FILES:
        if path == PACKAGE / "web" / "visit.py":
            continue  # for the passages of today
        text = path.read_text()
        assert "today(" not in text, path
        assert "now(" not in text, path
