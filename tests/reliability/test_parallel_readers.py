"""Who reads while ingest runs gets no error, waits little, and sees what is new as soon as the run is over.

The long form: `pytest -m long tests/reliability/test_parallel_readers.py`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pytest
from made_files import write_logs
from made_logs import make_logs
from parallel_readers import Readings, ask_each, ingest_and_ask, pages_of, reading, run_ingest, serve, time_reader

Show = Callable[..., None]


async def test_readers_get_no_error_and_nothing_stale_while_ingest_runs(tmp_path: Path, show: Show) -> None:
    await read_while_ingesting(tmp_path, 100_000, 8, 6, show)


@pytest.mark.long
async def test_fifty_readers_get_no_error_and_nothing_stale_in_a_hundred_runs(tmp_path: Path, show: Show) -> None:
    await read_while_ingesting(tmp_path, 300_000, 50, 100, show)


async def test_one_reader_gets_no_error_during_a_rebuild(tmp_path: Path, show: Show) -> None:
    await read_while_rebuilding(tmp_path, 100_000, show)


@pytest.mark.long
async def test_one_reader_gets_no_error_during_a_rebuild_of_ten_megabytes(tmp_path: Path, show: Show) -> None:
    await read_while_rebuilding(tmp_path, 10_000_000, show)


async def read_while_ingesting(folder: Path, size: int, readers: int, runs: int, show: Show) -> None:
    log, database, text = await make_database(folder, size)
    with serve(database) as address:
        async with reading(address, readers, pages_of(database)) as readings:
            stale = [await ingest_and_ask(address, log, database, text, number) for number in range(runs)]
    header = ("readers", "runs", "answers", "median wait, s", "longest wait, s", "errors", "stale")
    row = (readers, runs, *describe(readings), sum(map(len, stale)))
    show(f"Readers during runs, {size // 1000:,} KB", header, [row])
    assert readings.errors == [], readings.errors
    assert [pages for pages in stale if pages] == []


async def read_while_rebuilding(folder: Path, size: int, show: Show) -> None:
    log, database, text = await make_database(folder, size)
    pages = pages_of(database)
    with serve(database) as address:
        await ask_each(address, pages)

        async def run_five_times() -> None:
            for number in range(5):
                await ingest_and_ask(address, log, database, text, number)

        work = {
            "nothing": lambda: asyncio.sleep(1),
            "five ordinary runs": run_five_times,
            "a rebuild": lambda: run_ingest(log, database, "--force"),
        }
        found = {name: await time_reader(address, pages, call) for name, call in work.items()}
    header = ("during", "answers", "median wait, s", "longest wait, s", "errors")
    show(f"One reader, {size // 1000:,} KB", header, ((name, *describe(one)) for name, one in found.items()))
    assert [one.errors for one in found.values() if one.errors] == []


async def make_database(folder: Path, size: int) -> tuple[Path, Path, str]:
    """A log of `size` bytes, its database, and its text."""
    write_logs(folder / "made", make_logs(7), size)
    log, database = folder / "made" / "file.md", folder / "readlog.db"
    await run_ingest(log, database)
    return log, database, log.read_text("utf-8")


def describe(readings: Readings) -> Iterator[object]:
    """How many answers there were, the median and the longest wait for one, and how many were errors."""
    yield len(readings.seconds)
    yield median(readings.seconds)
    yield max(readings.seconds)
    yield len(readings.errors)
