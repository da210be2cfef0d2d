"""Tables in HTML: that no line and no letter of them is lost, and that each row begins on its own line."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading import read_lines, read_log
from test_properties import letter_faults, outline_faults, owner_faults

from ingest.read.mend.html_tables import read_html

SETTINGS = settings(deadline=None, max_examples=500, suppress_health_check=list(HealthCheck))

_PARTS = (
    '<table>¦</table>¦<table class="x">¦<thead>¦</thead>¦<tr>¦</tr>¦<tr>¦</tr>¦<th>title</th><th>author</th>'
    "¦<th>Finished</th>¦<td>¦</td>¦<td>茶经</td>¦<td>a | b</td>"
    '¦<td><a href="https://e.example.org/a">Rings</a></td>¦<td colspan="2">Wells</td>'
    "¦<br>¦word¦ https://e.example.org/d "
)
_MARKDOWN = "- word¦1. [Tea](https://e.example.org/e)¦> 引文¦## 2018¦T https://e.example.org/f¦```¦<!--¦| a | b |¦¦¦"
_ROW = st.sampled_from(
    (
        "<tr><td>Tea</td><td>Lu Yu</td></tr>",
        "<tr>¦<td>井</td>¦<td>https://e.example.org/g</td>¦</tr>",
        "<tr><th>2020</th></tr>",
    )
)
_LINE = st.builds(
    "{}{}".format,
    st.sampled_from(["", "", "  "]),
    st.lists(st.sampled_from(_PARTS.split("¦")), max_size=4).map("".join),
)
_TABLE = st.lists(_ROW, max_size=4).map(
    lambda rows: ["<table>", "<tr><th>title</th><th>author</th></tr>", *rows, "</table>"]
)
LINES = st.lists(
    st.one_of(_LINE.map(lambda line: [line]), _TABLE, st.sampled_from(_MARKDOWN.split("¦")).map(lambda line: [line])),
    max_size=10,
)


@SETTINGS
@given(LINES, st.sampled_from(["", "# Books¦", "T https://e.example.org/t", "- [T](https://e.example.org/t)¦"]))
def test_no_line_and_no_letter_of_a_table_in_html_is_lost(parts: list[list[str]], above: str) -> None:
    lines = [line for part in parts for text in part for line in text.split("¦")]
    reading = read_lines([*above.split("¦"), *lines])
    assert owner_faults(reading) == letter_faults(reading) == []
    assert [one for entry, article, _ in reading.records() for one in outline_faults(entry, article)] == []


def test_a_row_begins_on_its_own_line() -> None:
    lines = [
        "<table>",
        "<tr>",
        "<th>Title</th>",
        "<th>Author</th></tr>",
        "<tr><td>Tea</td>",
        "<td>Lu Yu</td></tr>",
        "</table>",
    ]
    assert read_html(lines, 0) == ["", "", "| Title | Author |", "|---|---|", "| Tea | Lu Yu |", "", ""]


@pytest.mark.parametrize("between", [["</thead>", "<tbody>", ""], ["</thead>", ""], ["", "<!-- rows -->"]])
def test_a_row_begins_on_its_own_line_behind_a_blank_one(between: list[str]) -> None:
    row = ["<tr>", "<td>Tea</td>", "<td>Lu Yu</td>", "</tr>"]
    lines = ["<table>", "<thead>", "<tr><th>Title</th><th>Author</th></tr>", *between, *row, *row[:1], "<td>Rings</td>"]
    reading = read_lines([*lines, "<td>Cy Oak</td>", "</tr>", "</table>"])
    assert [lines[entry.line_start - 1] for entry in reading.blocks.entries] == ["<tr>", "<tr>"]
    assert [(article.title, article.author) for article in reading.articles] == [("Tea", "Lu Yu"), ("Rings", "Cy Oak")]


def test_a_table_without_room_for_its_rows_stays_as_it_is() -> None:
    lines = [
        "<table>",
        "<tr><th>Title</th><th>Author</th></tr>",
        "<tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
    ]
    assert read_html(lines, 0) is None


def test_a_row_that_would_stand_on_a_blank_line_stays_as_it_is() -> None:
    assert read_html(["<table><th>Title<th>Author<tr>", "", "<td>Tea<td>Lu Yu</table>"], 0) is None


def test_rows_that_a_program_writes_are_no_articles() -> None:
    log = "<table>\n<tr>\n<th>Title</th><th>Author</th>\n</tr>\n\n<tr>\n<td>{}</td><td>Ann</td>\n</tr>\n</table>\n"
    assert [len(read_log(log.format(title)).articles) for title in ("Tea", "{{ book.title }}")] == [1, 0]
