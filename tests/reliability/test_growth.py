"""Work grows with a hostile log as the log does: counted on small ones, measured on those of ten megabytes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from fuzz import limited
from growth import HEADER, MOST, cases, measure, rows
from hostile_logs import PLACES, long_line
from reading import read_log
from work import count_lines

from ingest.addresses import read_address
from ingest.commonmark import MAX_NESTING
from ingest.read import LONGEST_TITLE
from ingest.read.dates.forms import read_day
from ingest.read.dates.headings import plain_heading, read_heading
from ingest.read.tags import _name, _use

_LONG = 2 * LONGEST_TITLE + 200  # so that both logs have one that is too long, of \\ as well
_NUMBER = MAX_NESTING + 70
_FEW = 10_000  # lines of Python, with which any log is read
# So many characters are read in a fifth of a second, and each looked at with each other in more than ten.
_LINE = 100_000
_SECONDS = 5
_SIGNS = ("blank", "tab", "no-break space", "one word", "words", "numbers", "12.17", "a.", *"[(<`*|:-—【（")


def count_lines_to_read(log: str) -> int:
    """How many lines of Python are run to read a log."""
    read_log("T https://e.example.org/t\n- > a\n", "2025.md")  # what is made once is made
    for cached in (read_address, read_day, read_heading, plain_heading, _name, _use):
        cached.cache_clear()
    return count_lines(lambda: read_log(log, "2025.md"))


_SLOW = {"columns and rows of a table", "row: ![", "comment: !["}  # a trace of each takes ten seconds


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.long) if name in _SLOW else name for name in cases(every=False)]
)
def test_twice_the_log_is_at_most_little_more_than_twice_the_work(name: str) -> None:
    make, is_line = cases(every=False)[name]
    size = _LONG if is_line else _NUMBER
    once, twice = make(size), make(2 * size)
    read_log(twice, "2025.md")  # what logs of this kind load is loaded, and their patterns are compiled
    times = (count_lines_to_read(twice) + _FEW) / (count_lines_to_read(once) + _FEW)
    assert times <= MOST * len(twice) / len(once) / 2


def test_work_with_the_square_of_the_log_is_noticed() -> None:
    def squared(length: int) -> int:
        return sum(count_lines_to_read("T https://e.example.org/t") + _FEW for _ in range(length * length))

    assert squared(6) / squared(3) > MOST


@pytest.mark.parametrize("sign", _SIGNS)
def test_no_line_is_looked_at_with_the_square_of_its_length(sign: str) -> None:
    """A regular expression runs no line of Python that could be counted."""
    for place in PLACES:
        with limited(_SECONDS):
            read_log(long_line(place, sign)(_LINE), "2025.md")


# What stands in a log once or twice. A form that can take it in two ways has more for forty of them than can be tried.
_SAID = (
    """
12.2 |2024-12-02 |- May 2021 - |——20250102 |【`12.2`】 |★ |5/5 |1.2.|v1.2 |[ ] |TODO |[#A] |**a** |*a* - |~~a~~ |
《甲》 |“a” |"a" |(a) |（a） |a: |a：|note: a |//notes：a |author: a; |tags: a, b; |#tag |#[[a b]] |`c` |Title. |
et al. |Ann Leaf, |A. B. Leaf, Bo Ort. |by Ann |via a |from a |http://a|https://e.example.org/a |www.a.com |
<https://e.example.org/a> |[a](https://e.example.org/a) |[a](/b) |[a]() |[a] (https://e.example.org/a) |[a][b] |
[pdf    ](https://e.example.org/a)  / |[[pdf]](https://e.example.org/a) , |[^1] |[[a]] |![a](b.png) |![[a]] |
[click here for a      ](https://e.example.org/a) |[![a](https://img.shields.io/badge/a-badge)](b) |
<img src='b.png' alt='a'> |<a href='b'>|</a>|<br>|{{video https://e.example.org/a}} |
""".replace("\n", "")
    .rstrip("|")
    .split("|")
)
_FORMS = (
    "{}x",
    "- {}x",
    "## {}x",
    "Tea {} x",
    "- Tea {} x",
    "- [Tea](https://t.example.org/) {}x",
    "Tea\nhttps://t.example.org/\n{}x",
)


@pytest.mark.parametrize("form", _FORMS)
def test_what_is_said_many_times_over_is_read(form: str) -> None:
    for said in _SAID:
        with limited(_SECONDS):
            read_log(form.replace("{}", said * 40) + "\n", "2025.md")


def test_a_long_passage_goes_the_whole_way() -> None:
    work = measure(long_line("passage", "词"), 100_000)
    assert work.faults == ()
    assert {"ingest", "again", "find", "home", "article", "article.md", "search"} <= set(work.seconds)


@pytest.mark.long
@pytest.mark.parametrize("name", cases(every=False))
def test_the_whole_way_of_ten_megabytes_grows_as_the_log_does(name: str, show: Any) -> None:
    found: Iterable[list[object]] = list(rows([name], size=10_000_000, count=100_000))
    show(name, HEADER, found)
    assert [cells[-1] for cells in found] == [""]
