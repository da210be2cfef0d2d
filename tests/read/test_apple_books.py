"""Passages copied from Apple Books: how a file of them is told from other logs, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from clippings_written import owner_faults
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading import read_lines, read_log

from ingest.read.cut.dialects import find_dialect
from ingest.read.rules import apple_books

SETTINGS = settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
LINE = "T https://e.example.org/1\n- > a\n"
CITED = "“瓦。”\n\n摘录来自: 林远. “山中来信”。 iBooks. https://itun.es/cn/x.l"


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
        f"“Tea” 12\n\n“Wells” https://e.example.org/2\n\n{CITED}",
        "“雨停了。”\n\n摘录来自: 林远. “山中来信。”\n",
        CITED.split("\n")[-1],
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


@pytest.mark.parametrize(
    "words",
    [
        "“见 https://e.example.org/2 。”",
        "“雨停了。\n\n# 停\n\n他说“见 https://e.example.org/2 ”。\nhttps://e.example.org/3”",
        "“瓦上有声”，他说，“见 https://e.example.org/2 。”",
        '"See https://e.example.org/2."',
    ],
)
def test_an_address_or_a_heading_in_a_passage_is_of_the_book(words: str) -> None:
    reading = read_log(copied() + copied(words))
    ((_, excerpt),) = [article.excerpts for article in reading.articles]
    assert excerpt.text == words[1:-1]
    assert excerpt.links != () and reading.diagnostics == ()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Excerpt From: Ann Leaf. “Rings, Twice.” iBooks. https://itun.es/us/x.l", ("Rings, Twice", "Ann Leaf")),
        ("Excerpt From: Leaf, A. B. “Rings (2.0).” Apple Books. ", ("Rings (2.0)", "Leaf, A. B")),
        ("Excerpt From: “Rings.” iBooks.\n\nThis material may be protected by copyright.", ("Rings", None)),
        ("摘录来自: 林远 & 周雨. “山中来信（第2版）”。 iBooks. ", ("山中来信（第2版）", "林远 & 周雨")),
        ("摘录来自: Unknown. “山中来信。” Apple Books. https://books.apple.com/cn/x", ("山中来信", "Unknown")),
        ("摘录来自\n山中来信\n林远\n此材料受版权保护。", ("山中来信", "林远")),
        ("摘录来自\n\n山中来信\n\n林远\n\n此内容可能受版权保护。", ("山中来信", "林远")),
        ("摘錄自\n山中來信\n林遠\n此材料可能受版權保護。", ("山中來信", "林遠")),
    ],
)
def test_sources_of_all_years_are_read(source: str, expected: tuple[str, str | None]) -> None:
    reading = read_log(f"“雨停了。”\n\n{source}\n\n“瓦。”\n{source}\n")
    (article,) = reading.articles
    assert (article.title, article.author) == expected
    assert [one.text for one in article.excerpts] == ["雨停了。", "瓦。"]
    assert [link.address.url for link in article.links] == [word for word in source.split() if "://" in word]
    assert reading.diagnostics == () and owner_faults(reading) == []


def test_a_book_is_one_article_whatever_its_sources_look_like() -> None:
    reading = read_log(copied() + CITED)
    assert [(one.title, one.author, len(one.excerpts), len(one.links)) for one in reading.articles] == [
        ("山中来信", "林远", 2, 1)
    ]


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
    CITED,
    "摘录来自: 林远. “河与岸。” Apple Books.\n",
)


@SETTINGS
@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
def test_pieces_thrown_together_lose_no_line(text: str) -> None:
    lines = text.split("\n")
    blocks = apple_books.cut(lines)  # whether or not it is recognised: `--dialect` may say so
    articles = tuple(map(apple_books.read, blocks.entries))
    forced = replace(read_lines(lines), blocks=blocks, articles=articles, diagnostics=blocks.diagnostics)
    assert owner_faults(forced) == []
