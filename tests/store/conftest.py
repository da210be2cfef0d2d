"""What the tests of the store share: a log of one article, and runs that count as small or as large."""

from __future__ import annotations

from pathlib import Path

import pytest
from one_log import LOG

from ingest import run


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "2025.md"
    path.write_text(LOG)
    return path


@pytest.fixture(params=["small", "large"])
def size_of_run(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes every run count as small, written in place, or as large, written in a copy."""
    monkeypatch.setattr(run, "LARGE_RUN", -1 if request.param == "large" else 1 << 60)
