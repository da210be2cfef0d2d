"""How much Python a call runs and how much it writes, which neither the machine nor its other work changes."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest


def count_lines(call: Callable[[], object]) -> int:
    """How many lines of Python are run by a call, and how often one returns or raises."""
    count = 0

    def trace_frame(frame: FrameType, event: str, argument: Any) -> Any:
        return trace_line

    def trace_line(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += 1
        return trace_line

    before = sys.gettrace()
    sys.settrace(trace_frame)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


def count_written_bytes(call: Callable[[], object]) -> int:
    """How many bytes a call writes to any file; skips the test where the system does not tell, as only Linux does."""
    told = Path("/proc/self/io")
    if not told.exists():
        pytest.skip("only Linux tells how much was written")

    def written() -> int:
        found = re.search(r"^wchar: (\d+)$", told.read_text(), re.MULTILINE)
        assert found
        return int(found[1])

    before = written()
    call()
    return written() - before
