"""Patterns are compiled when a log first asks them, and all of them can be."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re
import signal
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

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


# What means something to a log, and a line that is nothing but it, over and over, up to what no pattern expects.
_PIECES = (
    " ¦  ¦\t¦\n¦- ¦* ¦1. ¦# ¦> ¦>>¦```¦---¦|¦|-¦[¦]¦(¦)¦[a](¦![¦<¦</¦<br>¦<br />¦<a b>¦<!--¦-->¦**¦*¦_¦`¦~~¦\\\\¦&amp;"
    "¦【¦】¦《¦》¦（¦）¦「¦，¦。¦：¦——¦·¦//¦||¦ - ¦, ¦: ¦a¦A¦Ann ¦Leaf, ¦by ¦and ¦of ¦词¦林¦1¦12¦12.¦2025¦2025-¦年¦月"
    "¦日¦http://¦a.b¦/¦#a ¦:a:¦a:: ¦unread/¦待读、¦{{a}}¦{% a %}¦\"¦'¦“¦”¦★¦½¦e\u0301¦\u200b¦\u3000"
).split("¦")
_ENDS = ("", "!", "<", "\n", "】", "://x")


def _patterns() -> dict[str, re.Pattern[str]]:
    """The patterns of all modules, by where they are."""
    found = {}
    for module in pkgutil.walk_packages(ingest.__path__, "ingest."):
        if module.name != "ingest.__main__":
            for name, value in vars(importlib.import_module(module.name)).items():
                pattern = value.compiled if type(value) is _Lazy else value
                if isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str):
                    found[f"{module.name}.{name}"] = pattern
    return found


def test_no_pattern_tries_all_ways_through_what_comes_again_and_again() -> None:
    """Thirty times would be a thousand million ways."""

    def stop(number: int, frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    try:
        for name, pattern in _patterns().items():
            for piece, end in product(_PIECES, _ENDS):
                text = piece * 30 + end
                signal.alarm(20)
                try:
                    pattern.search(text), pattern.match(text), pattern.fullmatch(text)
                except TimeoutError:
                    pytest.fail(f"{name} over {piece!r} and {end!r}")
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


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
