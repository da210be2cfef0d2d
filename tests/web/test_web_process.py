"""`datasette readlog.db`, with no flag, in a process of its own."""

import json
import re
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from urllib.parse import quote

import pytest
from sample_databases import add_article


@pytest.fixture
def address(readlog_file):
    """Where a real server serves the readlog file."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "datasette", readlog_file.name, "--port", str(port)],
        cwd=readlog_file.parent,
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


def test_bare_datasette_serves_titles_queries_and_search(address):
    assert "Passages of a tag" in get(f"{address}/readlog")
    assert re.search(r"<h1>\s*Articles", get(f"{address}/readlog/article"))
    found = json.loads(get(f"{address}/readlog/excerpt.json?_shape=array&_search={quote('内存')}"))
    assert [row["id"] for row in found] == [2]
    assert get(f"{address}/-/static-plugins/datasette-readlog/readlog.css").strip()


def test_a_new_ingest_shows_without_a_restart(address, readlog_file):
    assert "Just read" not in get(f"{address}/readlog/article")
    with sqlite3.connect(readlog_file) as conn:
        add_article(conn, 12345, "Just read", log_id=1)
    conn.close()
    assert "Just read" in get(f"{address}/readlog/article")
    (found,) = json.loads(get(f"{address}/readlog/article.json?_shape=array&_search=just+read"))
    assert found["id"] == 12345
