"""A file of clippings that grows: the work is in proportion, and only the books that changed are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from clippings_written import SETTINGS, clip
from contents import difference, read_contents
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import read_log
from work import count_lines

from ingest.log import Counts
from ingest.run import Options, Report, ingest

Build = Callable[..., Report]


def count_lines_to_read(log: str) -> int:
    """How many lines of Python are run to read a log."""
    return count_lines(lambda: read_log(log))


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda n: clip("x", f"Location {3 * n}"), id="one book"),
        pytest.param(lambda n: clip(title=f"Book {n}"), id="books"),
        pytest.param(lambda n: clip(f"{n}x", "Location 1-999"), id="all overlap"),
        pytest.param(lambda n: clip("same", "Location 1-999"), id="all equal"),
        pytest.param(
            lambda n: clip(f"{n}x", f"Location {n}-999") + clip(f"{n}", "Location 500", "Note"), id="in midst"
        ),
        pytest.param(lambda n: clip(f"{n}x", f"Location {n}-999") + clip(f"{n}", "Location 999", "Note"), id="at end"),
        pytest.param(lambda n: clip(f"{n}x").replace("Your", "Ihre"), id="unread"),
    ],
)
def test_twice_the_clippings_are_twice_the_work(make: Callable[[int], str]) -> None:
    once, twice = ("".join(map(make, range(count))) for count in (200, 400))
    read_log(once)  # what is made once is made
    assert count_lines_to_read(twice) <= 2.3 * count_lines_to_read(once)


def hashes(log: str) -> list[bytes]:
    return [entry.hash for entry in read_log(log).blocks.entries]


def test_a_clipping_between_two_of_another_book_moves_its_hash_and_one_above_does_not() -> None:
    first, second = clip("a", "Location 1"), clip("b", "Location 9")
    (before,) = hashes(first + second)
    assert hashes(clip(title="Other") + first + second)[1] == before
    assert hashes(first + second + clip(title="Other"))[0] == before
    assert hashes(first + clip(title="Other") + second)[0] != before


def test_a_file_that_grows_is_read_where_it_grew(tmp_path: Path, build: Build) -> None:
    log = tmp_path / "My Clippings.txt"
    log.write_text(clip("a", title="One") + clip("b", title="Two"))
    build(log)
    log.write_text(clip("a", title="One") + clip("b", title="Two") + clip("c", "Location 9", title="One"))
    report = build(log)
    assert (report.parsed, report.counts) == (1, Counts(changed=1, unchanged=1))


STEPS = st.lists(
    st.tuples(
        st.integers(0, 9),
        st.sampled_from(
            [
                clip("a b", "Location 1-3"),
                clip("a", "Location 2-3"),
                clip("n", "Location 3", "Note"),
                clip("内存", "Location 3", title="另一本（某人）"),
                clip("", "Location 4", "Bookmark", "另一本（某人）"),
                clip("x", title="Third").replace("2017", "2o17"),
                "no clipping\n==========\n",
                "",
            ]
        ),
    ),
    min_size=2,
    max_size=5,
)


@settings(SETTINGS, max_examples=12)
@given(STEPS)
def test_edits_anywhere_leave_what_a_build_from_nothing_makes(
    tmp_path_factory: pytest.TempPathFactory, steps: Sequence[tuple[int, str]]
) -> None:
    folder = tmp_path_factory.mktemp("kindle")
    log = folder / "My Clippings.txt"
    parts = [clip("a b c", "Location 1-4"), clip("o", title="Other"), clip("z", "Location 9")]
    for number, (place, part) in enumerate([(0, ""), *steps]):
        parts[place:place] = [part]
        if not part and len(parts) > 3:
            del parts[place % 3 + 1]
        log.write_text("".join(parts))
        for database in ("readlog.db", f"fresh-{number}.db"):
            ingest([log], Options(folder / database), Report())
        fresh = read_contents(folder / f"fresh-{number}.db")
        assert difference(read_contents(folder / "readlog.db"), fresh) == {}
        assert fresh["excerpt"] or not any("Location" in part for part in parts)


def test_places_of_a_book_that_only_moved_are_those_of_its_lines(tmp_path: Path, build: Build) -> None:
    """Its lines are shifted by one number; what lies between them has not changed, or its hash would have."""
    log = tmp_path / "My Clippings.txt"
    scattered = clip("a", "Location 1") + clip(title="Other") + clip("b", "Location 9")
    log.write_text(scattered)
    build(log)
    log.write_text(clip("new", title="Third") + scattered)
    report = build(log)
    assert report.parsed == 1
    build(log, database=tmp_path / "fresh.db")
    assert difference(read_contents(tmp_path / "readlog.db"), read_contents(tmp_path / "fresh.db")) == {}
