"""Logs of every shape, edited again and again, equal a build from nothing, in what a whole file decides as well."""

from __future__ import annotations

import pytest
from contents import difference, read_contents
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.run import Options, Report, ingest

# Each changes how others are read: the order of days, a header, a section, another entry like it, the dialect.
_LINES = (
    "# 2025",
    "## to read",
    "- 3/4/2025 [A](https://e.example.org/a)",
    "- 3/25/2025 [B](https://e.example.org/b)",
    "- 25/3/2025 [C](https://e.example.org/c)",
    "- [D](https://e.example.org/d) — a comment\n  - > a passage\n    >> a note",
    "- E",
    "- Section\n  - [F](https://e.example.org/f)",
    "| title | url | date |\n|---|---|---|\n| G | https://e.example.org/g | 3/5/2025 |",
    "| I | https://e.example.org/i | 3/6/2025 |",
    "[J](https://e.example.org/j)\n\n> a passage\n\nsome prose",
    "K\nhttps://e.example.org/k\na description",
    "L https://e.example.org/l  【`12.17`】\n- > a passage",
    "- [M](https://e.example.org/m)\n  author:: N\n  - ### Highlights\n    - > a passage",
    "- [a](https://e.example.org/x)\n- [b](https://e.example.org/y)",
    "### [R](https://e.example.org/r)\n\nsome prose",
    "### S\nhttps://e.example.org/s",
    "some prose",
    "[a]: https://e.example.org/definition",
    "- [O][a]",
)
_TOPS = (
    "",
    "---\ntitle: P\ndate: 2025-03-04\n---",
    "---\ntitle: P\nurl: https://e.example.org/p\nauthor: Q: R\n---",
    "Title: S\nDate: 2024-05-06",
    "title:: T\nurl:: https://e.example.org/t",
)


def _clipping(book: str, place: int, words: str, kind: str = "Highlight") -> str:
    day = f"Monday, July {place}, 2017 11:11:20 PM"
    return f"{book}\n- Your {kind} on page 1 | Location {place}-{place + 1} | Added on {day}\n\n{words}\n=========="


_CLIPPINGS = st.builds(
    _clipping,
    st.sampled_from(["Book (Author, An)", "\ufeffBook (Author, An)", "Other (B)"]),
    st.integers(1, 5),
    st.sampled_from(["words", "more words", "words of it"]),
    st.sampled_from(["Highlight", "Note", "Bookmark"]),
)
_LOGS = st.one_of(
    st.builds(lambda top, parts: [top, *parts], st.sampled_from(_TOPS), st.lists(st.sampled_from(_LINES), max_size=7)),
    st.lists(_CLIPPINGS, max_size=6),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(_LOGS, st.sampled_from(["\n", "\n\n"])), min_size=2, max_size=5))
def test_any_edits_of_logs_in_any_shape_equal_a_build_from_nothing(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[list[str], str]]
) -> None:
    folder = tmp_path_factory.mktemp("logs")
    for number, (parts, between) in enumerate(edits):
        (folder / "notes.md").write_text(between.join(part for part in parts if part) + "\n")
        ingest([folder], Options(folder / "readlog.db"), Report())
        ingest([folder], Options(folder / f"fresh-{number}.db"), Report())
        found = difference(read_contents(folder / "readlog.db"), read_contents(folder / f"fresh-{number}.db"))
        assert found == {}, number


def test_a_clipping_between_others_moves_what_is_below_and_nothing_else(tmp_path, build) -> None:
    log = tmp_path / "My Clippings.txt"
    clippings = [_clipping("Book (A)", 1, "one"), _clipping("Other (B)", 2, "two"), _clipping("Book (A)", 3, "three")]
    log.write_text("\n".join(clippings) + "\n")
    build(log)
    log.write_text("\n".join([*clippings[:2], _clipping("Third (C)", 4, "four"), clippings[2]]) + "\n")
    report = build(log)
    assert report.parsed == 2  # the new book, and the one whose clippings are further apart now
    build(log, database=tmp_path / "fresh.db")
    assert difference(read_contents(tmp_path / "readlog.db"), read_contents(tmp_path / "fresh.db")) == {}
