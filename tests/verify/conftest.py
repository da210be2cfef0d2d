"""What tests of `readlog verify` share: a folder, and in it a small log and its database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from verifying import LOG

from ingest.run import Report

Build = Callable[..., Report]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("READLOG_DATABASE", raising=False)
    return tmp_path


@pytest.fixture
def path(folder: Path, build: Build) -> Path:
    """A database of LOG, which is `2025.md`."""
    (folder / "2025.md").write_text(LOG)
    build(folder / "2025.md")
    return folder / "readlog.db"
