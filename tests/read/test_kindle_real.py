"""A real file of Kindle's clippings: it agrees with what was counted, and nothing of it is lost."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from clippings_written import lost_words, outline_faults, owner_faults
from reading import Reading, read_log

from ingest.read.apps.clippings import iso_date
from ingest.read.rules import kindle


@pytest.fixture(scope="module")
def real(samples: Path) -> Reading:
    return read_log((samples / "others" / "My Clippings.txt").read_bytes(), "others/My Clippings.txt")


@pytest.fixture(scope="module")
def truth(samples: Path) -> dict[str, int]:
    found: dict[str, int] = json.loads((samples / "truth.json").read_text())["others/My Clippings.txt"]
    return found


def test_clippings_of_the_real_file_agree_with_truth_before_folding(real: Reading, truth: dict[str, int]) -> None:
    clippings = [one for entry in real.blocks.entries for one in kindle.read_clippings(entry)]
    kinds = Counter(one.kind for one in clippings)
    days = {iso_date(one.day or "") for one in clippings}
    assert len(clippings) == truth["clippings"] == 562
    assert len(real.articles) == truth["books"] == 19
    assert (kinds["quote"], kinds["note"]) == (truth["highlights"], truth["notes"]) == (549, 8)
    assert [one.text for one in clippings if one.kind == "label"] == ["Bookmark"] * truth["bookmarks"]
    assert None not in days
    assert len(days) == truth["days"] == 84


def test_rows_and_repeats_of_the_real_file_are_all_clippings_of_truth(real: Reading, truth: dict[str, int]) -> None:
    rows = [one for article in real.articles for one in article.excerpts]
    kinds = Counter(one.kind for one in rows)
    (repeats,) = [one for one in real.diagnostics if one.code == "repeated-clipping"]
    folded = int(repeats.message.split()[0])
    assert folded == 29
    assert kinds == {"quote": truth["highlights"] - folded, "note": truth["notes"], "label": truth["bookmarks"]}
    assert len({one.marked for one in rows}) == truth["days"]
    assert [one.code for one in real.diagnostics] == ["repeated-clipping"]


def test_every_note_of_the_real_file_stands_below_its_passage(real: Reading) -> None:
    parents = {"note": 1, "quote": None, "label": None}
    for article in real.articles:
        for one in article.excerpts:
            assert (one.parent is not None) == (parents[one.kind] is not None)
        assert outline_faults(article) == []


def test_no_line_and_no_word_of_the_real_file_is_lost(real: Reading) -> None:
    assert owner_faults(real) == []
    assert lost_words(real) == []
    assert all(article.author and article.day and article.address is None for article in real.articles)


def test_a_word_taken_away_is_missed(real: Reading) -> None:
    article, *others = real.articles
    first, *rest = article.excerpts
    spoilt = replace(article, excerpts=(replace(first, text=first.text[:-2]), *rest))
    assert lost_words(replace(real, articles=(spoilt, *others))) != []
    assert owner_faults(replace(real, lines=(*real.lines[:40], "x", *real.lines[41:]))) != []
