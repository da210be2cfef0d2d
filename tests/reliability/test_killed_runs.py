"""A run that is killed at any moment leaves the old content or the new, and the next run completes it.

The long form: `pytest -m long tests/reliability/test_killed_runs.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from killed_runs import Outcome, draw_cases, kill_all, make_scenes, tabulate, tell_progress

Show = Callable[..., None]
PLACES = ("before the commit", "in it", "after it", "wrong")


def test_a_kill_leaves_the_old_or_the_new(tmp_path: Path, show: Show) -> None:
    kill_runs(tmp_path, 300_000, 12, show)


@pytest.mark.long
@pytest.mark.parametrize("size", [1_000_000, 10_000_000])
def test_two_hundred_kills_leave_the_old_or_the_new(tmp_path: Path, show: Show, size: int) -> None:
    outcomes = kill_runs(tmp_path, size, 200, show)
    places = Counter(one.place for one in outcomes)
    assert min(places["before"], places["in"]) >= 20, places


def kill_runs(folder: Path, size: int, number: int, show: Show) -> list[Outcome]:
    cases = list(draw_cases(make_scenes(folder, size), number, seed=5))
    outcomes: list[Outcome] = []
    show(f"Runs killed, {size // 1000:,} KB", ("killed", *PLACES), tell_progress(kill_all(cases, folder), 12, outcomes))
    show("The same, by what they did", ("run", "seconds", "killed", *PLACES), tabulate(outcomes))
    assert [(one.case, one.problems) for one in outcomes if one.problems] == []
    return outcomes
