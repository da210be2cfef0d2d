"""CSV and JSON as our pages give them away."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest

from ingest.web.files import guard_cell, write_csv, write_json


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
@pytest.mark.parametrize(
    "before", ["", " ", "\u3000", "\0", "\x1f", "\x7f", "\x9f", "\u200b", "\u200f", "\u2060", "\ufeff"]
)
def test_no_cell_is_a_formula(before: str, sign: str) -> None:
    cell = f"{before}{sign}1"
    (_, (read, number)) = csv.reader(StringIO(write_csv(["a", "b"], [[cell, -1]]), newline=""))
    assert (read, number) == (f"'{cell}", "-1")


@pytest.mark.parametrize("sign", "\t\r\n")
def test_no_cell_begins_with_what_parts_cells(sign: str) -> None:
    assert guard_cell(f"{sign}a") == f"'{sign}a"
    assert guard_cell(f"a{sign}=1") == f"a{sign}=1"


def test_what_csv_needs_quotes_for_is_read_again() -> None:
    row = ['a "b"', "a,b", "a\nb", "内存", ""]
    assert list(csv.reader(StringIO(write_csv(list("abcde"), [row]), newline="")))[1] == row


def test_json_is_written_for_people_too() -> None:
    text = write_json({"标题": [1, None]})
    assert "标题" in text
    assert json.loads(text) == {"标题": [1, None]}
