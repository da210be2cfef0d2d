"""`python -m ingest` and `datasette readlog.db`, with no flag, in processes of their own."""

import json
import re
import socket
import subprocess
import sys
import urllib.request
from urllib.parse import quote

import pytest

LOG = "# 12\n\n讲内存的文章 https://blog.example.org/memory  【`12.1`】\n- > 一段讲内存管理的话\n- > 另一段\n"


@pytest.fixture
def folder(tmp_path):
    """A folder with a log, and the database that ingest made of it."""
    (tmp_path / "2025.md").write_text(LOG)
    ingest(tmp_path)
    return tmp_path


def ingest(folder):
    subprocess.run([sys.executable, "-m", "ingest", "2025.md"], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def address(folder):
    """Where a real server serves the database."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "datasette", "readlog.db", "--port", str(port)],
        cwd=folder,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    for line in process.stderr:
        if "running on" in line:
            break
    else:
        pytest.fail("datasette did not start")
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.stderr.close()
    process.wait()


def get(url):
    with urllib.request.urlopen(url, timeout=30) as response:
        return response.read().decode("utf-8")


def search(address, table, words):
    return json.loads(get(f"{address}/readlog/{table}.json?_shape=array&_search={quote(words)}"))


def test_bare_datasette_serves_titles_queries_and_search(address):
    assert "Passages of a tag" in get(f"{address}/readlog/-/tables")
    assert re.search(r"<h1>\s*Articles", get(f"{address}/readlog/article"))
    assert [row["text"] for row in search(address, "excerpt", "内存")] == ["一段讲内存管理的话"]
    assert get(f"{address}/-/static-plugins/datasette-readlog/readlog.css").strip()


def test_a_new_ingest_shows_without_a_restart(address, folder):
    for number in range(5):
        title = f"Just read {number}"
        assert title not in get(f"{address}/readlog/article")
        (folder / "2025.md").write_text(f"# 12\n\n{title} https://example.com/{number}\n\n{LOG}")
        ingest(folder)
        assert title in get(f"{address}/readlog/article")
        assert [row["title"] for row in search(address, "article", title)] == [title]
    assert search(address, "article", "Just read 0") == []
