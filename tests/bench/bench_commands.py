"""Compares `readlog find` with ripgrep on the same logs, once as many small files and once as one, in fresh processes.

Never compares runs of different minutes: the two take turns.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from statistics import median

from costs import Cost, print_table, run
from kept import keep
from made_files import write_logs
from made_logs import SEED, make_logs
from made_queries import draw_queries

CLASSES = ("one character", "two characters", "three or four", "five to eight", "Latin word", "nothing found")
QUERIES = 3  # of each class
TIMES = 5

_PYTHON = sys.executable
_READLOG = str(Path(sys.executable).parent / "readlog")
Rows = Iterator[tuple[object, ...]]


def compare_find(kept: Path, size: int) -> None:
    """Prints all tables for `size` MB of logs."""
    logs = keep(kept / f"logs-{size}", lambda path: write_logs(path, make_logs(), size * 1_000_000))
    folder, file = logs / "folder", logs / "file.md"
    print_table(
        f"Ingest, {size} MB of logs", ("logs", "CPU s", "peak memory, MB", "database, MB"), map(_ingest, (folder, file))
    )
    print_table(
        f"`readlog find` and `rg -n`, {size} MB of logs, ms of CPU and of wall time",
        ("logs", "queries", "find", "rg", "ratio", "find, wall", "rg, wall", "ratio", "`python -c pass`", "target"),
        (row for logs in (folder, file) for row in _compare(logs, "at most 2.5" if size <= 10 else "below 1")),
    )  # fmt: skip


def _ingest(logs: Path) -> tuple[object, ...]:
    database = logs.with_suffix(".db")
    cost = None
    if not database.exists() or not database.stat().st_size:  # a run that was stopped leaves it empty
        cost = run([_PYTHON, "-m", "ingest", str(logs), "-d", str(database), "--quiet"])
    size = database.stat().st_size / 1e6
    return (logs.name, cost.cpu, cost.memory, size) if cost else (logs.name, "kept", "", size)


def _compare(logs: Path, target: str) -> Rows:
    database = logs.with_suffix(".db")
    with closing(sqlite3.connect(database)) as connection:
        queries = draw_queries(connection, Random(SEED), QUERIES)
    for name in CLASSES:
        # The others are drawn from the text, so a status of 1 would be a fault.
        statuses = (0, 1) if name == "nothing found" else (0,)
        costs: dict[str, list[Cost]] = {"find": [], "rg": [], "python": []}
        for query in queries[name] * TIMES:
            costs["find"].append(run([_READLOG, "find", query.text, "-d", str(database)], statuses))
            costs["rg"].append(run(["rg", "-n", "-F", query.text, str(logs)], statuses))
            costs["python"].append(run([_PYTHON, "-c", "pass"]))
        cpu, wall = (
            {command: median(getattr(cost, of) for cost in found) * 1000 for command, found in costs.items()}
            for of in ("cpu", "wall")
        )
        yield (
            logs.name, name, cpu["find"], cpu["rg"], cpu["find"] / cpu["rg"],
            wall["find"], wall["rg"], wall["find"] / wall["rg"], cpu["python"], target,
        )  # fmt: skip
