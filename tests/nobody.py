"""Another user, whom permissions bind; only root can be that, and only where others may start this Python."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest

NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", sys.executable]
"""The Python of that user, a command to be gone on with."""


@cache
def can_be_nobody() -> bool:
    """Whether we can be that user."""
    if os.getuid() != 0 or not shutil.which("setpriv"):
        return False
    return subprocess.run([*NOBODY, "-c", "import ingest"], capture_output=True, check=False).returncode == 0


def let_others_in(folder: Path) -> None:
    """Lets other users pass to a folder below that of temporary files; skips the test where they still cannot."""
    top = Path(tempfile.gettempdir())
    for above in folder.parents:
        if top in above.parents:
            above.chmod(0o711)
    if subprocess.run([*NOBODY, "-c", "import os, sys; os.stat(sys.argv[1])", folder], check=False).returncode:
        pytest.skip(f"another user cannot reach {folder}")
