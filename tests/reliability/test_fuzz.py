"""What is promised for any bytes, held to a few hundred of them; for hours of them, run `fuzz.py`."""

from __future__ import annotations

import pytest
from fuzz import TARGETS, Failure, minimise, search_failures, try_input

_QUICK = ("reader", "html", "search", "addresses", "dates")


@pytest.mark.parametrize("target", _QUICK)
def test_spoilt_bytes_break_no_promise(target: str) -> None:
    assert list(search_failures(seed=5, seconds=60, names=[target], most=200)) == []


def test_databases_of_spoilt_logs_are_sound_and_those_of_a_fresh_run() -> None:
    assert list(search_failures(seed=5, seconds=60, names=["database"], most=8)) == []


@pytest.mark.long
@pytest.mark.parametrize("target", [*_QUICK, "database"])
def test_ten_minutes_of_spoilt_bytes_break_no_promise(target: str) -> None:
    assert list(search_failures(seed=6, seconds=600, names=[target])) == []


def test_every_target_is_tried() -> None:
    assert set(TARGETS) == {*_QUICK, "database"}


def test_a_broken_promise_is_found_and_its_input_made_small() -> None:
    def promise(data: bytes) -> None:
        assert b"a" not in data or b"z" not in data

    found = try_input("promise", b"- > some words\n  >> and a *zebra* among them\n", {"promise": promise})
    assert isinstance(found, Failure)
    assert found.reason.startswith("AssertionError at test_fuzz.py:")
    smaller = minimise(found, {"promise": promise})
    assert sorted(smaller.data) == sorted(b"az")


def test_a_kept_promise_is_no_failure() -> None:
    assert try_input("promise", b"x", {"promise": len}) is None
