"""How the golden pairs get their expected halves: `pytest tests/read --update-golden`; then read the diff."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what is read now into tests/read/golden")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether to write the expected files instead of comparing with them. Without the option when all tests run."""
    return bool(request.config.getoption("--update-golden", default=False))
