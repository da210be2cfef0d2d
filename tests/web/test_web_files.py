"""CSV and JSON as our pages give them away."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest

from ingest.web.files import write_csv, write_json


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1", "\u3000=1", "\0=1", "\ufeff=1", "\u200b=1"]
)
def test_no_cell_is_a_formula(cell: str) -> None:
    (_, (read, number)) = csv.reader(StringIO(write_csv(["a", "b"], [[cell, -1]]), newline=""))
    assert (read, number) == (f"'{cell}", "-1")


def test_what_csv_needs_quotes_for_is_read_again() -> None:
    row = ['a "b"', "a,b", "a\nb", "内存", ""]
    assert list(csv.reader(StringIO(write_csv(list("abcde"), [row]), newline="")))[1] == row


def test_json_is_written_for_people_too() -> None:
    text = write_json({"标题": [1, None]})
    assert "标题" in text
    assert json.loads(text) == {"标题": [1, None]}
