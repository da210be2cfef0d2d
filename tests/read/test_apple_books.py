"""Passages copied from Apple Books: how a file of them is told from other logs, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from clippings_written import owner_faults
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading import read_lines, read_log

from ingest.read.dialects import find_dialect
from ingest.read.rules import apple_books

SETTINGS = settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
LINE = "T https://e.example.org/1\n- > a\n"


def copied(words: str = "“雨停了。”", title: str = "山中来信", author: str = "林远\n") -> str:
    """A passage with its source."""
    return f"{words}\n\n摘录来自\n{title}\n{author}此材料可能受版权保护。\n\n"


@pytest.mark.parametrize(
    "log",
    [
        f"{LINE}\n{copied()}",
        f"{copied()}{LINE}",
        f"“Tea” https://e.example.org/2\n\n{LINE}\n{copied()}",
        f"“Tea”\n\n# 12\n\n{copied()}",
        "“雨停了。”\n\n摘录来自\n此材料可能受版权保护。\n",
        "“雨停了。”\n\n摘录来自\n山中来信\n林远\n",
        copied("雨停了。"),
        copied("“雨停了。"),
        f"```\n{copied()}```\n",
        "“”",
    ],
)
def test_a_log_with_such_a_passage_is_read_line_by_line(log: str) -> None:
    assert find_dialect(log.split("\n")) == "lines"


def test_a_file_of_them_has_an_article_a_book() -> None:
    log = copied() + copied(title="河与岸", author="") + copied("“瓦上有声”，他说，“很轻。”")
    reading = read_log(log)
    assert find_dialect(log.split("\n")) == "apple-books"
    assert [(one.title, one.author) for one in reading.articles] == [("山中来信", "林远"), ("河与岸", None)]
    assert [[one.text for one in article.excerpts] for article in reading.articles] == [
        ["雨停了。", "瓦上有声”，他说，“很轻。"],
        ["雨停了。"],
    ]
    assert [(one.line_start, one.line_end) for one in reading.articles[0].excerpts] == [(1, 1), (14, 14)]
    assert reading.diagnostics == ()


_PIECES = (
    "“雨”\n",
    "“",
    "”",
    "摘录来自\n",
    "Excerpt From\n",
    "书\n",
    "此材料可能受版权保护。\n",
    "\n",
    "词",
    "\0",
    copied(),
)


@SETTINGS
@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
def test_pieces_thrown_together_lose_no_line(text: str) -> None:
    lines = text.split("\n")
    blocks = apple_books.cut(lines)  # whether or not it is recognised: `--dialect` may say so
    articles = tuple(map(apple_books.read, blocks.entries))
    forced = replace(read_lines(lines), blocks=blocks, articles=articles, diagnostics=blocks.diagnostics)
    assert owner_faults(forced) == []
