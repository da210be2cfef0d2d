"""What the tests of search share: the databases they open are closed after each module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from search_tables import close_tables


@pytest.fixture(autouse=True, scope="module")
def closed_tables() -> Iterator[None]:
    yield
    close_tables()
