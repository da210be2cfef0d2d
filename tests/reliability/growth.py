"""Measures how work grows with hostile logs: CPU time of each command and page at a size, twice and four times it.

Each run is a fresh process. Prints a table, and says which of the work grew faster than a straight line. Run it with
`python tests/reliability/growth.py`; `--all` has every sign at every place, which takes hours.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

from hostile_logs import MANY, PLACES, SIGNS, Maker, long_line

STEPS = 4, 2, 1  # the size is divided by these
MOST = 2.6  # times the work for twice the log, at most
LEAST = 0.5  # seconds; what takes less is not compared
LIMIT = 900  # seconds of processor time for a command or for all pages
MEMORY = 8 << 30  # bytes that a process may ask for

_PLACES = ("title", "address", "passage", "code", "comment", "row", "highlight", "clipping")
_SIGNS = "* [ ` < & \\ | 【 （ ![ ~~ http:// a. : 词".split()
_TOO_LARGE = "larger than the server may read"  # said with status 400, as Datasette's own limits are
_WORD = "x OR title OR 词"  # in what is long in most of them


@dataclass(frozen=True, slots=True)
class Work:
    """What a log of one size took: CPU seconds of each command and each page, and the most memory of ingest in MB."""

    size: int
    seconds: dict[str, float]
    memory: float
    faults: tuple[str, ...]


def cases(every: bool) -> dict[str, tuple[Maker, bool]]:
    """The logs by name; whether their size is that of a line, in characters, or a number of things."""
    places, signs = (PLACES, SIGNS) if every else (_PLACES, _SIGNS)
    lines = {f"{place}: {sign}": (long_line(place, sign), True) for place in places for sign in signs}
    return lines | {name: (make, False) for name, make in MANY.items()}


def measure(make: Maker, size: int) -> Work:
    """The work of a log of that size, the whole way: into a database, found in it, and shown."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        log, database = folder / "2025.md", folder / "readlog.db"
        log.write_text(make(size), encoding="utf-8", newline="")
        bytes_ = log.stat().st_size
        seconds, faults = {}, []
        readlog = [sys.executable, "-c", "from ingest.__main__ import main; main()"]
        seconds["ingest"], memory, said = _run([*readlog, "ingest", str(log), "-d", str(database)], folder)
        faults += said
        seconds["again"], _, said = _run([*readlog, "ingest", str(log), "-d", str(database)], folder)
        faults += said
        seconds["find"], _, said = _run([*readlog, "find", *_WORD.split(), "-d", str(database)], folder)
        faults += said
        _, _, said = _run([sys.executable, __file__, "--pages", str(database)], folder)
        faults += said
        for line in (folder / "out").read_text().splitlines():
            page, cpu, status = json.loads(line)
            seconds[page] = cpu
            if status not in (200, 404, 503):  # 503: it was too much, and a sentence says so
                faults.append(f"{page}: status {status}")
    return Work(bytes_, seconds, memory, tuple(faults))


def _run(command: Sequence[str], folder: Path) -> tuple[float, float, list[str]]:
    """CPU seconds and MB of a command, and what was wrong with it; what it prints goes to `out`."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    with (folder / "out").open("wb") as out, (folder / "errors").open("wb") as errors:
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=errors, preexec_fn=limit)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    said = (folder / "errors").read_text(errors="replace")
    faults = [f"traceback, {said.splitlines()[-1]}"] if "Traceback" in said else []
    if process.returncode != (1 if "find" in command else 0) and process.returncode != 0:
        faults.append(f"{command[3]}: exit status {process.returncode}, {said[-200:].strip()}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, faults


async def show_pages(database: Path) -> None:
    """Prints each page of a database as JSON: its name, the CPU seconds that it takes, its status."""
    from datasette.app import Datasette

    with closing(sqlite3.connect(database)) as connection:
        largest = connection.execute("SELECT id FROM article ORDER BY line_end - line_start DESC, id").fetchone()
        month = connection.execute("SELECT max(month) FROM article").fetchone()[0]
    article = f"/-/article/{largest[0]}" if largest else "/-/today"
    datasette = Datasette([str(database)])
    await datasette.invoke_startup()
    for page in (
        "", article, *(f"{article}.{form}" for form in ("md", "json", "csv") if largest), "/-/highlights", "/-/tags",
        "/-/terms", "/-/problems", "/-/today", "/-/feed.atom", f"/-/month/{month}", f"/-/search?q={quote(_WORD)}",
    ):  # fmt: skip
        start = time.process_time()
        response = await datasette.client.get(f"/{database.stem}{page}")
        spent = time.process_time() - start
        name = page.replace(article, "article").removeprefix("/-/").partition("/")[0].partition("?")[0] or "home"
        status = 503 if _TOO_LARGE in response.text else response.status_code
        print(json.dumps((name, round(spent, 3), status)), flush=True)


def growths(works: Sequence[Work]) -> dict[str, list[float]]:
    """For each piece of work, how often more of it there is at each size than at the one before, by the size in bytes.

    A log of twice as many things may have a little more than twice the bytes.
    """
    found = {}
    for name in works[-1].seconds:
        seconds = [(work.seconds.get(name, 0.0), work.size) for work in works]
        found[name] = [
            later / max(LEAST, before) / (size / 2 / size_before)
            for (before, size_before), (later, size) in pairwise(seconds)
        ]
    return found


def row(name: str, works: Sequence[Work]) -> list[object]:
    """What the table says of a case."""
    last, grown = works[-1], growths(works)
    pages = {page: seconds for page, seconds in last.seconds.items() if page not in ("ingest", "again", "find")}
    slowest = max(pages, key=lambda page: pages[page], default="")
    too_fast = [f"{what} {max(times):.1f} ×" for what, times in grown.items() if max(times) > MOST]
    ratios = " ".join(f"{later.seconds['ingest'] / before.seconds['ingest']:.1f}" for before, later in pairwise(works))
    return [
        name, f"{last.size / 1e6:.1f}", f"{last.seconds['ingest']:.1f}", ratios, f"{last.memory:.0f}",
        f"{last.seconds['again']:.1f}", f"{last.seconds['find']:.1f}", f"{pages.get(slowest, 0):.1f} {slowest}",
        "; ".join((*too_fast, *(fault for work in works for fault in work.faults))),
    ]  # fmt: skip


HEADER = ["log", "MB", "ingest, s", "× per doubling", "memory, MB", "again, s", "find, s", "slowest page, s", "wrong"]


def rows(names: Sequence[str], size: int, count: int, every: bool = False) -> Iterator[list[object]]:
    """A row a case, as they are measured."""
    known = cases(every)
    for name in names or known:
        make, is_line = known[name]
        works = [measure(make, (size if is_line else count) // step) for step in STEPS]
        yield row(name, works)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=10_000_000, help="characters of the longest line (10,000,000)")
    parser.add_argument("--count", type=int, default=100_000, help="how many of anything there are at most (100,000)")
    parser.add_argument("--all", action="store_true", help="every sign at every place")
    parser.add_argument("--pages", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("cases", nargs="*", metavar="CASE", help="which logs (all)")
    options = parser.parse_args()
    if options.pages:
        asyncio.run(show_pages(options.pages))
        return
    print(f"| {' | '.join(HEADER)} |\n|{'---|' * len(HEADER)}", flush=True)
    wrong = 0
    for cells in rows(options.cases, options.size, options.count, options.all):
        wrong += bool(cells[-1])
        print(f"| {' | '.join(str(cell).replace('|', '&#124;') for cell in cells)} |", flush=True)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
