"""Nothing of readlog asks the network: not the commands, and not a server while it answers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ingest import web

# Put before each process as sitecustomize: whatever would look up a name, or reach another, ends the process.
# AF_UNIX sockets and pairs stay: an event loop wakes itself by one.
FORBID = """
import os, socket, sys

def forbid(event, arguments):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"):
        reached = arguments
    elif event in ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind"):
        if arguments[0].family == socket.AF_UNIX:
            return
        reached = arguments[1:]
    elif event in ("urllib.Request", "ftplib.connect", "http.client.connect", "smtplib.connect", "webbrowser.open"):
        reached = arguments
    else:
        return
    os.write(2, f"asked the network: {event} {reached}\\n".encode())
    os._exit(97)

sys.addaudithook(forbid)
"""

LOG = """# 2025.12

环形缓冲区 https://blog.example.org/ring?utm_source=mail  【`12.22`】
- > 大小是 2 的幂（ring buffer）。 ![image](https://img.example.org/ring.png)
  >> https://web.archive.org/web/2025/https://blog.example.org/other

Counting Perseids https://bücher.example/perseids || http://192.0.2.1/x
- > A passage.
"""

READLOG = ["-c", "from ingest.__main__ import main; main()"]  # what the command `readlog` does
COMMANDS = {
    "readlog ingest": [*READLOG, "ingest", "2025.md"],
    "readlog ingest --force": [*READLOG, "ingest", "2025.md", "--force"],
    "readlog find": [*READLOG, "find", "缓冲"],
    "readlog seen": [*READLOG, "seen", "https://blog.example.org/ring"],
    "readlog seen, of a link": [*READLOG, "seen", "https://bücher.example/perseids"],
    "readlog verify": [*READLOG, "verify", "--all"],
    **{
        f"datasette --get {path}": ["-m", "datasette", "readlog.db", "--get", path]
        for path in (
            "/readlog",
            "/readlog/-/search?q=缓冲",
            "/readlog/-/month/2025-12",
            "/readlog/-/feed.atom",
            "/readlog/-/seen?url=https://blog.example.org/ring",
            "/readlog/article.json",
            "/-/plugins.json",
        )
    },
}


# Asks for all pages that lead to one another, ours first, and prints their addresses.
CRAWL = """
import asyncio, html, re, urllib.parse
from datasette.app import Datasette

async def crawl():
    client, waiting, seen = Datasette(["readlog.db"]).client, ["/readlog"], []
    while waiting and len(seen) < 100:
        waiting.sort(key=lambda address: "/-/" not in address)
        seen.append(waiting.pop(0))
        answer = await client.get(seen[-1])
        for link in re.findall('href="([^"]*)"', answer.text):
            target = urllib.parse.urljoin(seen[-1], html.unescape(link)).partition("#")[0]
            if target.startswith("/readlog") and target not in [*seen, *waiting]:
                waiting.append(target)
    print(*seen, sep="\\n")

asyncio.run(crawl())
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("network")
    (folder / "sitecustomize.py").write_text(FORBID)
    (folder / "2025.md").write_text(LOG)
    (folder / "letters").mkdir()
    (folder / "letters" / "2024.md").write_text("# 12\n\nThe `io_uring` letters https://blog.example.org/letters\n")
    assert run(folder, "-m", "ingest", ".").returncode == 0
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A Python that ends with status 97 when it asks the network."""
    path = os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH"))))  # of the readlog that is tested
    environment = {**os.environ, "PYTHONPATH": path}
    return subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("command", COMMANDS)
def test_it_asks_no_network(folder: Path, command: str) -> None:
    result = run(folder, *COMMANDS[command])
    assert result.returncode == 0, result.stderr
    assert result.stdout


def test_no_page_asks_the_network(folder: Path) -> None:
    result = run(folder, "-c", CRAWL)
    assert result.returncode == 0, result.stderr
    asked = [address.partition("?")[0] for address in result.stdout.splitlines()]
    assert [page.path for page in web.pages.PAGES if not any(re.fullmatch(page.route, one) for one in asked)] == []


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import asyncio; asyncio.run(asyncio.open_connection('127.0.0.1', 9))",
    ],
)
def test_who_would_ask_it_is_noticed(folder: Path, code: str) -> None:
    assert run(folder, "-c", code).returncode == 97
