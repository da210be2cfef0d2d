"""Measures and prints tables: ingest beside parsing, the index, queries, pages, and `readlog find` beside ripgrep.

Never fails on a figure: targets stand beside them. Run it with `python tests/bench/measure.py`.
"""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import tempfile
from pathlib import Path

from bench_commands import compare_find
from bench_ingest import measure_ingest
from bench_pages import measure_pages
from bench_queries import measure_queries
from made_logs import SEED


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--excerpts", type=int, nargs="*", default=[10_000, 100_000, 1_000_000], metavar="N")
    parser.add_argument("--logs", type=int, nargs="*", default=[10, 100], metavar="MB")
    parser.add_argument("--ingest", type=float, nargs="*", default=[0.01, 1, 10, 100], metavar="MB")
    parser.add_argument("--queries", type=int, default=40, metavar="N", help="queries of each class (40)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where what is made stays, and is not made again")
    options = parser.parse_args()
    python, system = platform.python_version(), f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    print(f"Python {python}, SQLite {sqlite3.sqlite_version}, {system}. Logs are made from seed {SEED}.")
    with tempfile.TemporaryDirectory() as temporary:
        kept = (options.keep or Path(temporary)).absolute()
        kept.mkdir(parents=True, exist_ok=True)
        # Commands first, while this process is small: see costs.run.
        if options.ingest:
            measure_ingest(kept, options.ingest)
        for size in options.logs:
            compare_find(kept, size)
        for size in options.excerpts:
            measure_pages(measure_queries(kept, size, options.queries), f"{size:,} excerpts")


if __name__ == "__main__":
    main()
