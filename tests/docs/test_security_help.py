"""The promises of security.md are held by the tests that it names."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_test_that_a_promise_names_is_there() -> None:
    text = (ROOT / "ingest" / "help" / "security.md").read_text()
    files = re.findall(r"`(tests/\S+\.py)`", text)
    tests = re.findall(r"`(test_\w+)`", text)
    assert len(files) >= 5 and len(tests) >= 15
    sources = "".join((ROOT / file).read_text() for file in files)
    assert [test for test in tests if f"def {test}(" not in sources] == []
