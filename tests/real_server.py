"""A real `datasette` in a process of its own, on this machine only.

Never lives longer than its block.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import NamedTuple

PATIENCE = 30  # seconds until a server must have begun


class Server(NamedTuple):
    """Where a server listens, and its process."""

    port: int
    pid: int

    @property
    def peak(self) -> int:
        """The most memory that the process has held so far, in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM"))


@contextmanager
def run_server(folder: Path, *arguments: str) -> Iterator[Server]:
    """A server that was given `arguments`, in `folder`, where what it says goes into server.log."""
    command = [sys.executable, "-m", "datasette", *arguments, "--host", "127.0.0.1", "--port", "0"]
    log = folder / "server.log"
    with log.open("wb") as said:
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said)
    try:
        yield Server(_read_port(process, log), process.pid)
    finally:
        process.terminate()
        process.wait()


def _read_port(process: subprocess.Popen[bytes], log: Path) -> int:
    deadline = monotonic() + PATIENCE
    while process.poll() is None and monotonic() < deadline:
        _, _, address = log.read_text("utf-8").partition("running on http://127.0.0.1:")
        if " " in address:
            return int(address.split()[0])
        sleep(0.02)
    raise RuntimeError(f"datasette did not start: {log.read_text('utf-8')}")
