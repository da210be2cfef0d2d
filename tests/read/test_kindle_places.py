"""Clippings that repeat one another, and notes with the passages that they are about: by their places in the book."""

from __future__ import annotations

from clippings_written import clip, only_article, owner_faults
from reading import read_log

from ingest.read.apps.clipping_places import find_marked_again
from ingest.read.apps.clippings import Clipping


def texts(log: str) -> list[str]:
    return [one.text for one in only_article(log).excerpts]


def test_of_equal_passages_at_one_place_the_later_is_kept() -> None:
    (one,) = only_article(clip() + clip(title="\ufeffBook (Author)")).excerpts
    assert one.line_start == 6


def test_a_passage_that_was_extended_is_the_longer_whichever_came_first() -> None:
    short, long = clip("the tide", "Location 5-5"), clip("the tide turns", "Location 5-7")
    assert texts(short + long) == texts(long + short) == ["the tide turns"]


def test_equal_words_elsewhere_stay_two_and_so_do_other_words_at_one_place() -> None:
    assert texts(clip("a") + clip("a", "Location 7-8")) == ["a", "a"]
    assert texts(clip("ab") + clip("bc")) == ["ab", "bc"]
    assert texts(clip("a", "page 5") + clip("a", "Location 5")) == ["a", "a"]
    assert texts(clip("a", "page xiv") + clip("a", "page xiv")) == ["a", "a"]
    assert texts(clip("a") + clip("a", word="Note", place="Location 6")) == ["a", "a"]


def test_two_passages_that_hold_a_third_stay_two() -> None:
    log = clip("b", "Location 5-6") + clip("a b", "Location 4-6") + clip("b c", "Location 5-9")
    assert texts(log) == ["a b", "b c"]


def test_a_note_goes_with_the_longest_of_several_passages_that_grew() -> None:
    grown = clip("a b c", "Location 4-9") + clip("a", "Location 5-5") + clip("a b", "Location 5-6")
    passage, note = only_article(grown + clip("n", "Location 5", "Note") * 2).excerpts
    assert (passage.text, note.text, note.parent) == ("a b c", "n", 1)


def test_repeats_are_told_once_a_file_at_the_first_and_their_lines_are_owned() -> None:
    other = clip(title="Other")
    reading = read_log(clip("a", "Location 1") + other + other + clip("a b", "Location 1-2") + clip("x", "Location 99"))
    assert [(one.code, one.line) for one in reading.diagnostics] == [("repeated-clipping", 1)]
    assert reading.diagnostics[0].message.startswith("2 clippings ")
    assert owner_faults(reading) == []


def test_repeats_of_clippings_without_a_place_are_none() -> None:
    one = Clipping("quote", "a", None, None, None, 1, 4)
    assert find_marked_again([one, one]) == {}
