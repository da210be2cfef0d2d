"""The two forms of a made-up log are one log, and the benchmark that is made with it runs."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from costs import percentile
from made_files import write_logs
from made_logs import make_logs, take_excerpts
from made_rows import write_rows

HAN = "[\u4e00-\u9fff]"
ROWS = """
    SELECT title, url, canonical_url, site, collection, date, month_day, date_source, article.position,
      excerpt_count, excerpt.position, depth, kind, text, markdown, excerpt.path, parent_id IS NULL, excerpt.name
    FROM article LEFT JOIN excerpt ON excerpt.article_id = article.id
    ORDER BY article.id, excerpt.position
"""
TAGS = """
    SELECT excerpt.name, tag.name FROM excerpt JOIN excerpt_tag ON excerpt_id = excerpt.id JOIN tag ON tag_id = tag.id
    ORDER BY 1, 2
"""
HIGHLIGHTS = """
    SELECT excerpt.name, highlight.text, style FROM highlight JOIN excerpt ON excerpt.id = excerpt_id ORDER BY 1
"""


def test_a_seed_has_the_same_logs_every_time() -> None:
    assert list(islice(make_logs(7), 20)) == list(islice(make_logs(7), 20)) != list(islice(make_logs(8), 20))


def test_the_markdown_reads_as_the_rows_that_are_written(tmp_path: Path, build: Callable[..., object]) -> None:
    write_logs(tmp_path / "logs", make_logs(), 300_000)
    folder = tmp_path / "logs" / "folder"
    files = len(list(folder.rglob("*.md")))
    write_rows(tmp_path / "rows.db", islice(make_logs(), files))
    build(folder)
    for sql in (ROWS, TAGS, HIGHLIGHTS):
        assert read(tmp_path / "readlog.db", sql) == read(tmp_path / "rows.db", sql)


def test_the_benchmark_runs_and_nothing_is_missed_or_added() -> None:
    command = [sys.executable, str(Path(__file__).with_name("measure.py")), "--logs", "--ingest", "--excerpts", "300"]
    done = subprocess.run([*command, "--queries", "2"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    tables = dict(re.findall(r"### (.*), 300 excerpts.*\n\n((?:\|.*\n)+)", done.stdout))
    assert len(tables) == 6
    assert "had the status" not in done.stdout
    found = [row.strip("|").split("|") for row in tables["Rows found beside a scan"].splitlines()[2:]]
    assert len(found) == 7 and {(recall.strip(), precision.strip()) for *_, recall, precision in found} == {("1", "1")}
    assert sum(int(rows.replace(",", "")) for _, _, rows, *_ in found) > 100


def test_words_come_as_often_as_in_real_logs(samples: Path, build: Callable[..., object], tmp_path: Path) -> None:
    """Of the words that a reader may look up, the 50th and the 95th in a hundred stand in about as many passages."""
    build(samples / "tree")
    real = [text for (text,) in read(tmp_path / "readlog.db", "SELECT text FROM excerpt")]
    articles = [article for log in take_excerpts(make_logs(), len(real)) for article in log.articles]
    made = [passage.text for article in articles for passage in article.passages]
    for pattern, percent in ((HAN, 50), (HAN, 95), (HAN * 2, 95), (HAN * 3, 95), ("[A-Za-z0-9_]{2,}", 95)):
        assert 0.4 < share(made, pattern, percent) / share(real, pattern, percent) < 2.5, (pattern, percent)


def share(texts: list[str], pattern: str, percent: int) -> float:
    """The share of `texts` that hold the word which so many per cent of all words in them are no more common than."""
    words = [re.findall(f"(?=({pattern}))", text) for text in texts]
    holders = Counter(word for some in words for word in set(some))
    return percentile([holders[word] / len(texts) for some in words for word in some], percent)


def read(database: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(sql).fetchall()
