"""A real server over the logs that ship with the project, and the addresses of every page that it has.

Never serves beyond this machine, and never lives longer than its block.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from datasette.utils import tilde_encode

from ingest.run import Options, Report, ingest

LOGS = Path(__file__).parents[1] / "data"
COLLECTION = "来信 Letters"

# Every page, and every face of the search page, with its place below that of the database.
PAGES = {
    "home": "",
    "article": "/-/article/{full}",
    "bare-article": "/-/article/{bare}",
    "month": "/-/month/2025-12",
    "tags": "/-/tags",
    "tag": "/-/tag/io_uring",
    "collections": "/-/collections",
    "collection": f"/-/collection/{tilde_encode(COLLECTION)}",
    "highlights": "/-/highlights",
    "terms": "/-/terms",
    "today": "/-/today",
    "problems": "/-/problems",
    "seen": "/-/seen",
    "help": "/-/help",
    "help-search": "/-/help/search",
    "help-shapes": "/-/help/shapes",
    "search": "/-/search",
    "found": f"/-/search?q={quote('锁')}",
    "nothing": f"/-/search?q={quote('锁 zyzzyva year:2025')}",
    "faulty": "/-/search?q=kind:song",
    "missing": "/-/nothing",
}

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 360, "height": 740}

# Debian's name comes first. A container has no sandbox of its own to give, and nothing but our own pages is opened.
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER_OPTIONS = ("--no-sandbox",)


def find_browser() -> str | None:
    """The path of an installed Chromium; None where there is none."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def write_database(folder: Path) -> Path:
    """A database of the logs, in a folder. The older one came through a collection."""
    (folder / COLLECTION).mkdir()
    shutil.copy(LOGS / "2024.md", folder / COLLECTION)
    shutil.copy(LOGS / "2025.md", folder)
    ingest([folder], Options(folder / "readlog.db"), Report())
    return folder / "readlog.db"


@contextmanager
def serve(database: Path) -> Iterator[str]:
    """The address, without a slash at its end, of a `datasette` in a process of its own, at a port that was free."""
    command = [sys.executable, "-m", "datasette", str(database), "--host", "127.0.0.1", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        said = []
        try:
            for line in process.stderr:
                said.append(line)
                if "running on " in line:
                    yield line.split("running on ")[1].split()[0].rstrip("/")
                    break
            else:
                raise RuntimeError(f"datasette did not start: {''.join(said)}")
        finally:
            process.terminate()


def read_addresses(database: Path) -> dict[str, str]:
    """The addresses of `PAGES` in a database."""
    with closing(sqlite3.connect(database)) as conn:
        ((full,),) = conn.execute("SELECT id FROM article ORDER BY excerpt_count DESC, id LIMIT 1")
        ((bare,),) = conn.execute("SELECT id FROM article WHERE excerpt_count = 0 ORDER BY id LIMIT 1")
    return {name: f"/readlog{path.format(full=full, bare=bare)}" for name, path in PAGES.items()}
