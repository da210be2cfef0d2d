"""The marks in the words of real logs are all read again, and one that were not would be noticed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from marks import MARKS, mark_faults, put_marks
from reading import read_log, real_logs

from ingest.read.text import read_text

_OTHER = "\uab01"  # of the same script, and no mark


@pytest.mark.parametrize("seed", range(3))
def test_what_real_logs_say_is_read_again(samples: Path, seed: int) -> None:
    chance = Random(seed)
    logs = {log: put_marks(chance, _text(log), most=len(MARKS)) for log in real_logs(samples)}
    assert {log: found for log, text in logs.items() if (found := mark_faults(read_log(text)))} == {}
    assert sum(len(set(MARKS) & set(text)) for text in logs.values()) > 5000


@pytest.mark.parametrize("seed", range(20))
def test_a_mark_that_is_not_read_is_noticed(example_log: Path, seed: int) -> None:
    text = put_marks(Random(seed), _text(example_log), most=10)
    reading = read_log(text)
    assert mark_faults(reading) == []
    noticed = 0
    for mark in set(MARKS) & set(text):
        without = read_log(text.replace(mark, _OTHER)).articles
        found = mark_faults(replace(reading, articles=without))
        assert all(mark in fault for fault in found)
        noticed += len(found)
    assert noticed >= 8  # two may stand in a heading of a section, or where nothing need be read


def _text(log: Path) -> str:
    return "\n".join(read_text(log.read_bytes()).lines)
