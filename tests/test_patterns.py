"""Patterns are compiled when a log first asks them, and all of them can be."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import ingest.read
from ingest.patterns import _Lazy, lazy_compile

LOG = Path(__file__).parent / "data" / "2025.md"


def test_a_lazy_pattern_answers_as_a_compiled_one() -> None:
    pattern = lazy_compile(r"(?P<word>\w+)", 0)
    assert "compiled" not in vars(pattern)
    assert pattern.fullmatch("环形")["word"] == "环形"
    assert pattern.sub("x", "a b") == "x x"
    assert (pattern.pattern, pattern.groups) == (r"(?P<word>\w+)", 1)
    assert "match" not in vars(pattern)
    assert vars(pattern)["sub"] == pattern.compiled.sub, "the second time it is there"


def test_every_pattern_of_the_reader_can_be_compiled() -> None:
    for module in pkgutil.walk_packages(ingest.read.__path__, "ingest.read."):
        importlib.import_module(module.name)
    patterns = [one for one in gc.get_objects() if type(one) is _Lazy]
    assert len(patterns) > 300
    assert all(one.compiled for one in patterns)


def test_a_log_compiles_only_what_it_asks(tmp_path: Path) -> None:
    """Most of what this one asks looks ahead for shapes that it does not have."""
    probe = (
        "import gc; from pathlib import Path; from ingest.run import *; from ingest.patterns import _Lazy; "
        f"ingest([Path({str(LOG)!r})], Options(Path({str(tmp_path / 'readlog.db')!r})), Report()); "
        "made = [one for one in gc.get_objects() if type(one) is _Lazy]; "
        "print(sum('compiled' in vars(one) for one in made), len(made))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    asked, made = map(int, done.stdout.split())
    assert 2 * asked < made
