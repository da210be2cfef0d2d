"""Real logs in other shapes than the first dialect, against the counts that were made of them by lines."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from reading import Reading, read_log

_ADDRESS = re.compile(r"\((https?://[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)\)")


@pytest.fixture(scope="module")
def truth(samples: Path) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = json.loads((samples / "truth.json").read_text())
    return found


def read(samples: Path, name: str) -> Reading:
    return read_log((samples / "others" / name).read_bytes(), name)


def test_a_list_of_links_below_years(samples: Path, truth: dict[str, dict[str, int]]) -> None:
    reading, told = read(samples, "addshore-reading.md"), truth["others/addshore-reading.md"]
    lines = (samples / "others" / "addshore-reading.md").read_text().splitlines()
    found = {
        entry.line_start: (article.title, article.address and article.address.url, dating.date_from, dating.date_to)
        for entry, article, dating in reading.records()
    }
    assert len(found) == told["articles"] == told["urls"]
    assert [one.code for one in reading.diagnostics] == ["introduction"]  # the sentence at the top
    year = ""
    for number, line in enumerate(lines, 1):
        year = line.removeprefix("## ") if line.startswith("## 2") else year
        if item := re.fullmatch(r"\* \[(.*)\]\((\S+)\)", line):
            assert found.pop(number) == (item[1], item[2], f"{year}-01-01", f"{year}-12-31")
    assert found == {}


def test_paragraphs_of_links_with_quotes(samples: Path, truth: dict[str, dict[str, int]]) -> None:
    reading = read(samples, "danidiaz-open-recursion.md")
    text = (samples / "others" / "danidiaz-open-recursion.md").read_text()
    urls = [
        url
        for _, article, _ in reading.records()
        for url in (article.address and article.address.url, *(link.address.url for link in article.links))
        if url
    ]
    assert urls == _ADDRESS.findall(text)
    assert len(urls) == truth["others/danidiaz-open-recursion.md"]["urls"]
    starts = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith("[")]
    assert [entry.line_start for entry, _, _ in reading.records()] == starts
    kinds = Counter(one.kind for article in reading.articles for one in article.excerpts)
    assert kinds == {"quote": sum(block.startswith(">") for block in text.split("\n\n"))}
    assert Counter(one.code for one in reading.diagnostics) == {"missing-url": 1}  # one leads nowhere


def test_another_year_of_the_first_log(samples: Path, truth: dict[str, dict[str, int]]) -> None:
    reading, told = read(samples, "2024.md"), truth["others/2024.md"]
    excerpts = [one for article in reading.articles for one in article.excerpts]
    assert len(reading.articles) == told["articles"]
    assert sum(article.day is not None for article in reading.articles) == told["dated"]
    assert sum(one.kind in ("quote", "heading") for one in excerpts) == told["quotes"]
    assert sum(one.kind == "code" for one in excerpts) == told["fenced_blocks"]
    assert reading.diagnostics == ()
