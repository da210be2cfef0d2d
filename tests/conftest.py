"""What all tests share: the real logs, and a run of the real command."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from ingest.run import Options, Report, ingest

sys.path.insert(0, str(Path(__file__).parent))

ROOT = Path(__file__).parents[1]


def pytest_configure(config: pytest.Config) -> None:
    """The tests say of one commit the same each time; it is for the long ones to look for new examples.

    They interrupt runs as Ctrl-C does, which a shell that starts them in the background has switched off.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    settings.register_profile("repeatable", derandomize=True, deadline=None)
    settings.load_profile("repeatable" if "not long" in config.option.markexpr else "default")


@pytest.fixture(scope="session")
def samples() -> Path:
    """Real logs. They stand beside the checkout, for reading only."""
    folder = ROOT.parent / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip("the real logs are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def example_log() -> Path:
    """The log that ships with the project."""
    return ROOT / "tests" / "data" / "2025.md"


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., Report]:
    """Ingests PATHs into a database, by default tmp_path/readlog.db, and returns the report."""

    def build(*paths: Path, database: Path = tmp_path / "readlog.db", **options: object) -> Report:
        report = Report()
        ingest(paths, Options(database, **options), report)
        return report

    return build
