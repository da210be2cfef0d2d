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
    "blame": {"errors", "soundness", "store"},
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
    "terminal": set(),
    "resources": {"errors"},
    "files": {"errors", "paths"},
    "reader_version": {"resources"},
    "run": FLOOR_1 | {"files", "log", "paths", "read", "reader_version", "store"},
    "verify": FLOOR_1 | {"files", "paths", "search", "soundness", "store"},
    "cli": FLOOR_1 | {"find", "read", "run", "screen", "seen", "terminal", "verify"},
    "screen": {"blame", "diagnostics", "errors", "run", "terminal"},
    "find": {"blame", "errors", "paths", "search", "store", "terminal"},
    "seen": {"addresses", "blame", "browse", "errors", "paths", "store", "terminal"},
    "__main__": {"cli", "errors", "find", "run", "screen", "store", "terminal"},
    "__init__": set(),
}

# The folders of `read`; each may import from those before it. Beside them lie the ground and the line itself.
READ = ("words", "dates", "titles", "fields", "passages", "apps", "rules", "mend", "surroundings", "cut")


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


def test_the_folders_of_read_are_all_in_their_order() -> None:
    assert {*READ} == {path.parent.name for path in (PACKAGE / "read").glob("*/*.py")}


@pytest.mark.parametrize("folder", READ)
def test_a_folder_of_read_imports_only_from_those_before_it(folder: str) -> None:
    later = READ[READ.index(folder) + 1 :]
    for path in (PACKAGE / "read" / folder).glob("*.py"):
        names = {name.removeprefix("ingest.read.").split(".")[0] for name in _imports(path) if "ingest.read." in name}
        assert not names & {*later, "log_reader", "log_year", "dating"}, path


@pytest.mark.parametrize(
    ("module", "rooms"),
    [
        ("sqlite3", {"browse", "run", "search", "soundness", "store", "verify", "web"}),
        ("sqlite_utils", {"store"}),
        ("url_normalize", {"addresses"}),
        ("markdown_it", {"autolink", "commonmark", "read", "web"}),
        ("datasette", {"web"}),
        ("click", {"__main__", "cli", "screen", "web"}),
        # How long things take, how old a file is; never what day it is.
        ("time", {"cli", "files", "screen", "store", "web"}),
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
