"""Keeps what takes long to make, for the next run.

Never keeps a part of it: a run may be stopped at any time.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory


def keep(path: Path, make: Callable[[Path], object]) -> Path:
    """`path`, a file or a folder; `make` makes it at the place it is given, unless it is there."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=path.parent) as temporary:
            made = Path(temporary) / path.name
            make(made)
            made.rename(path)
    return path
