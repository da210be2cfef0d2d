"""Lists in HTML: what they become, what stays as it is, and that no word of them is lost."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading import read_lines
from test_properties import letter_faults, outline_faults, owner_faults

from ingest.read.cut import blocks
from ingest.read.mend.html_lists import read_html_lists

SETTINGS = settings(deadline=None, max_examples=400, suppress_health_check=list(HealthCheck))

# Parts of lists, of headings, and of what stands about them; and lines of Markdown.
_PARTS = (
    '<ul>¦<ul class="x">¦</ul>¦<ol>¦</ol>¦<li>¦<li class="x">¦</li>¦<p>¦</p>¦<div>¦</div>¦<b>茶</b>¦<strong> Tea '
    '</strong>¦<a href="https://e.example.org/a">Rings</a>¦<a href="/b">井</a>¦<a href="https://e.example.org/c">¦</a>'
    "¦<h2>2019</h2>¦<h3 id='x'>Wells</h3>¦<details><summary>2024</summary>¦</details>¦<br>¦<ins>词</ins>"
    "¦ — Cy Oak¦ 读¦word¦*¦[¦]¦ https://e.example.org/d "
)
_MARKDOWN = (
    "- word¦  - 词¦1. [Tea](https://e.example.org/e)¦> 引文¦## 2018¦# T¦T https://e.example.org/f¦```¦<!--¦-->¦¦"
)
_LINE = st.builds(
    "{}{}".format,
    st.sampled_from(["", "", "  ", "    ", "\t"]),
    st.lists(st.sampled_from(_PARTS.split("¦")), max_size=4).map("".join),
)
LINES = st.lists(st.one_of(_LINE, _LINE, _LINE, st.sampled_from(_MARKDOWN.split("¦"))), max_size=14)
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"[^\W_]+")


def words(line: str) -> list[str]:
    """The words of a line outside of tags."""
    return _WORD.findall(_TAG.sub(" ", line))


@settings(SETTINGS, max_examples=800)
@given(LINES, st.sampled_from(["", "# Books¦", "T https://e.example.org/t", "- [T](https://e.example.org/t)¦"]))
def test_no_line_and_no_letter_of_a_list_in_html_is_lost(lines: list[str], above: str) -> None:
    reading = read_lines([*above.split("¦"), *lines])
    assert owner_faults(reading) == letter_faults(reading) == []
    assert [one for entry, article, _ in reading.records() for one in outline_faults(entry, article)] == []


@SETTINGS
@given(LINES)
def test_each_line_keeps_its_words_and_its_address(lines: list[str]) -> None:
    read = read_html_lists(lines, 0) or lines
    assert len(read) == len(lines)
    for line, found in zip(lines, read, strict=True):
        left = iter(words(found))
        assert all(word in left for word in words(line))
        assert re.findall(r"https?://[\w./]+", found) == re.findall(r"https?://[\w./]+", line) or "<a" in line
        assert {*re.findall(r"https?://[\w./]+", found)} == {*re.findall(r"https?://[\w./]+", line)}


@SETTINGS
@given(LINES)
def test_html_below_an_entry_of_the_first_dialect_is_read_as_it_stands(below: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        lines = [
            "T https://e.example.org/t",
            "- > 引文",
            *(line for line in below if not line.startswith(("#", "T", "1"))),
        ]
        found = read_lines(lines)
        patch.setattr(blocks, "read_html", lambda lines, start: None)
        assert found == read_lines(lines)


@pytest.mark.parametrize(
    ("lines", "dates"),
    [
        ("<h2>2019</h2>|T {0}/1||<h2>2018</h2>|U {0}/2", ["2019", "2018"]),
        ("<h2>2019</h2>|T {0}/1|- > a||<h2>2018</h2>|[U]({0}/2)", ["2019", "2018"]),
        ("<summary>2019</summary>|T {0}/1|</details>|<details><summary>2018</summary>|U {0}/2", ["2019", "2018"]),
        ("<h2>2019</h2>|### [T]({0}/1)||<h2>2018</h2>|- [U]({0}/2)", ["2019", "2018"]),
        ("<h2>2019</h2>|- [T]({0}/1)||<h4>May 2018</h4>|- [U]({0}/2)", ["2019", "2018"]),
        ("# 2019|- [T]({0}/1)|  <h2>2018</h2>|- [U]({0}/2)", ["2019", "2019"]),
        ("# 2019|T {0}/1|<h2>2018</h2>||U {0}/2", ["2019", "2019"]),
    ],
)
def test_heading_in_html_that_stands_apart_dates_what_is_below(lines: str, dates: list[str]) -> None:
    reading = read_lines(lines.format("https://e.example.org").split("|"))
    assert [(dating.date_from or "")[:4] for dating in reading.dating.entries] == dates


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        ("<ul>|<li>Tea</li>|</ul>", "<ul>|- Tea|</ul>"),
        ("<OL><LI>Tea|<LI>Rings|</OL>", "- Tea|- Rings|</OL>"),
        (" <ul>|  <li>|   Tea|   — Ann|  </li>| </ul>", "<ul>|<li>|- Tea|  — Ann|</li>|</ul>"),
        ("<ul>|<li>Tea|<ul>|<li>Green</li>|</ul></li>|<li>B</li></ul>", "<ul>|- Tea|  <ul>|  - Green|  </ul></li>|- B"),
        ('<h2 class="x"> 2019 </h2>|<summary><b>T</b></summary>', "## 2019|###### **T**"),
        ("<details><summary>2019</summary>", "###### 2019"),
        ("<ul><li><a class=x href=/t.html><i>Tea</i></a>, twice</li></ul>", "- [*Tea*](/t.html), twice"),
    ],
)
def test_html_is_read_as_the_markdown_that_says_the_same(lines: str, read: str) -> None:
    assert read_html_lists(lines.split("|"), 0) == read.split("|")


@pytest.mark.parametrize(
    "lines",
    [
        "Tea is <ins>green</ins> and <b>black</b>.",
        "<li>Tea</li>",
        "- Tea|  <ul>|  <li>Green</li>|  </ul>",
        "- Tea|<ul>|<li>Green</li>|</ul>",
        "```|<ul>|<li>Tea</li>|</ul>|```",
        "A `<ul>` in a text.|<li>Tea</li>",
        "<ul>|<li>Tea</li><li>Green</li>|</ul>",
        "<ul>|- Tea|  - Green|</ul>",
    ],
)
def test_other_html_stays_as_it_is(lines: str) -> None:
    assert read_html_lists(lines.split("|"), 0) in (None, lines.split("|"))


HOSTILE: dict[str, Callable[[int], list[str]]] = {
    "lists": lambda n: ["<ul>"] * n + ["<li>Tea</li>"] * n,
    "lists on one line": lambda n: ["<ul>" * n, "<li>Tea</li>"],
    "items": lambda n: ["<ul>", *["<li>Tea</li>"] * n],
    "tags before words": lambda n: ["<ul>", "<li>" + "<p>" * n + "Tea"],
    "tags between words": lambda n: ["<ul>", "<li>Tea" + "<p>" * n + "Tea"],
    "links that do not end": lambda n: ["<ul>", "<li>" + "<a href=x>a " * n],
    "a link that does not end": lambda n: ["<ul>", "<li><a href=x>" + "a " * n],
    "print that does not end": lambda n: ["<ul>", "<li>" + "<b>a " * n],
    "an attribute that does not end": lambda n: ["<ul>", "<li><a " + "href= " * n],
    "a heading that does not end": lambda n: ["<h2>" + "</h2> " * n + "x"],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_html_is_read_without_squared_work(name: str) -> None:
    lines, before = HOSTILE[name](20_000), time.process_time()
    copy = read_html_lists(lines, 0) or lines
    assert time.process_time() - before < 30
    assert sum(map(len, copy)) < 50 * sum(map(len, lines))
