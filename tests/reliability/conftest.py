"""What the harnesses share: the logs of the benchmark, the user of the tests of the store, tables that are seen."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

for folder in ("bench", "read", "search", "store", "web"):
    sys.path.insert(0, str(Path(__file__).parents[1] / folder))

Show = Callable[[str, Sequence[str], Iterable[Sequence[object]]], None]


@pytest.fixture
def show(capsys: pytest.CaptureFixture[str]) -> Show:
    """Prints a table past pytest, which would keep it to itself."""

    from costs import print_table

    def show(title: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        with capsys.disabled():
            print_table(title, header, rows)

    return show
