"""A real Datasette that is asked by many at once while ingest runs: what is answered, and who waits how long.

Never retries: an answer that is an error is one.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

import httpx
import pytest

_ENTRY = "# 2031.01\n\nJustread{n} https://added.example.org/{n}  【`1.2`】\n- > 一段新加的话，讲内存屏障 {n}\n\n"
_PAGES = (
    "/readlog",
    "/readlog/-/search?q=内存",
    "/readlog/-/search.json?q=锁",
    "/readlog/-/highlights",
    "/readlog/-/article/{article}",
    "/readlog/article.json?_shape=array&_size=5",
    "/readlog/-/feed.atom",
)
_TIMEOUT_SECONDS = 120


@dataclass(slots=True)
class Readings:
    """What readers got: seconds that each answer took, and the errors, each with its status, address and heading."""

    seconds: list[float] = field(default_factory=list)
    errors: list[tuple[int, str, str]] = field(default_factory=list)


@contextmanager
def serve(database: Path) -> Iterator[str]:
    """The address of a Datasette of its own that serves the database, without an option but the port."""
    command = [sys.executable, "-m", "datasette", database.name, "--port", "0"]
    with subprocess.Popen(
        command, cwd=database.parent, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stderr
        running = next((line for line in server.stderr if "running on" in line), None)
        if running is None:
            pytest.fail("datasette did not start")
        yield running.split("running on ")[1].split()[0]
        server.terminate()


@asynccontextmanager
async def reading(address: str, readers: int, pages: tuple[str, ...]) -> AsyncIterator[Readings]:
    """What `readers` get who ask for one page after the other until the block ends."""
    readings, is_over = Readings(), asyncio.Event()

    async def read(first: int) -> None:
        async with httpx.AsyncClient(base_url=address, timeout=_TIMEOUT_SECONDS) as client:
            for page in islice(cycle(pages), first, None):
                if is_over.is_set():
                    return
                start = time.perf_counter()
                response = await client.get(page)
                readings.seconds.append(time.perf_counter() - start)
                if response.status_code != 200:
                    heading = re.search("<h1>(.*?)</h1>", response.text, re.DOTALL)
                    readings.errors.append((response.status_code, page, heading[1] if heading else ""))

    async with asyncio.TaskGroup() as group:
        for number in range(readers):
            group.create_task(read(number))
        yield readings
        is_over.set()


async def ask_each(address: str, pages: tuple[str, ...]) -> None:
    """Asks for each page once: the first answer of its kind takes longer, whatever else goes on."""
    async with httpx.AsyncClient(base_url=address, timeout=_TIMEOUT_SECONDS) as client:
        for page in pages:
            await client.get(page)


async def ingest_and_ask(address: str, log: Path, database: Path, text: str, number: int) -> list[str]:
    """Adds an entry at the top of a log whose other text is `text`; the addresses that do not show it afterwards."""
    log.write_text(_ENTRY.format(n=number) + text, "utf-8")
    await run_ingest(log, database)
    stale = []
    async with httpx.AsyncClient(base_url=address, timeout=_TIMEOUT_SECONDS) as client:
        for page in ("/readlog", f"/readlog/-/search?q=Justread{number}", "/readlog/article?_sort_desc=date_from"):
            response = await client.get(page)
            if f"Justread{number}</" not in response.text.replace("</mark>", ""):
                stale.append(f"{page}: {response.status_code}")
    return stale


async def run_ingest(log: Path, database: Path, *options: str) -> None:
    """A run in a process of its own.

    Raises: subprocess.CalledProcessError, when it fails.
    """
    command = [sys.executable, "-m", "ingest", "--quiet", str(log), "-d", str(database), *options]
    process = await asyncio.create_subprocess_exec(*command)
    if status := await process.wait():
        raise subprocess.CalledProcessError(status, command)


async def time_reader(address: str, pages: tuple[str, ...], work: Callable[[], Awaitable[object]]) -> Readings:
    """What one reader gets while something is done."""
    async with reading(address, 1, pages) as readings:
        await work()
    return readings


def pages_of(database: Path) -> tuple[str, ...]:
    """The addresses that are asked for."""
    with closing(sqlite3.connect(database)) as connection:
        sql = "SELECT id FROM article ORDER BY excerpt_count DESC LIMIT 1"
        (article,) = connection.execute(sql).fetchone()
    return tuple(page.format(article=article) for page in _PAGES)
