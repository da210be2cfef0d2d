"""The terms of the logs as one table: what is merged, and under which letter it stands."""

import sqlite3
from contextlib import closing

import pytest
from work import count_lines

from ingest.browse.highlights import find_spans
from ingest.browse.terms import (
    Term,
    find_initial,
    group_terms,
    merge_terms,
    read_definitions,
    read_terms,
    sort_initial,
)
from ingest.run import Options, Report, ingest


def merged(*terms):
    return [tuple(term) for term in merge_terms(Term(*term, [id_]) for id_, term in enumerate(terms, 1))]


def test_a_term_that_says_less_is_part_of_the_one_that_says_more():
    rows = [("队列", None, "SQ"), ("队列", "Submission Queue", "SQ"), ("队列", "submission  queue", None)]
    assert merged(*rows) == [("队列", "Submission Queue", "SQ", [2, 1, 3])]


def test_words_that_differ_make_two_terms():
    assert len(merged(("性能", None, "TATP"), ("性能", None, "SSB"))) == 2
    assert len(merged(("队列", "queue", "Q"), ("队列", "queue", "MQ"))) == 2


def test_twice_as_many_words_for_one_thing_are_twice_the_work():
    once, twice = ([Term("队列", f"t{n}", None, [n]) for n in range(count)] for count in (100, 200))
    assert count_lines(lambda: merge_terms(twice)) < 2.2 * count_lines(lambda: merge_terms(once))


def test_two_terms_that_have_only_their_name_in_common_are_two():
    assert len(merged(("性能", "performance", None), ("性能", None, "SSB"))) == 2


def test_what_is_merged_does_not_depend_on_the_order_of_the_rows():
    rows = [("队列", "queue", None), ("队列", "queue", "Q"), ("队列", None, "Q"), ("队列", "QUEUE", "Q")]
    forwards, backwards = merged(*rows), merged(*reversed(rows))
    assert [term[:3] for term in forwards] == [term[:3] for term in backwards] == [("队列", "QUEUE", "Q")]
    assert len(forwards[0][3]) == len(backwards[0][3]) == 4


@pytest.mark.parametrize(
    ("word", "initial"),
    [
        ("啊", (True, "A")),
        ("芭蕉", (True, "B")),
        ("座位", (True, "Z")),
        ("内存", (True, "N")),
        ("哦", (True, "O")),
        ("環形", (True, "H")),
        ("噐", (True, "#")),
        ("齄", (True, "#")),
        ("𠀀", (True, "#")),
        ("ring buffer", (False, "R")),
        ("Ｒ", (False, "R")),
        ("étude", (False, "#")),
        ("e\u0301tude", (False, "#")),
        ("3FS", (False, "#")),
        ("", (False, "#")),
        ("\ud800", (False, "#")),
    ],
)
def test_a_word_stands_under_its_letter_or_that_of_its_sound(word, initial):
    assert find_initial(word) == initial


def test_latin_words_come_first_then_chinese_ones_by_sound_and_those_of_no_letter_behind_each():
    words = ["座位", "zebra", "噐", "内存", "apple", "3FS", "啊"]
    initials = group_terms(Term(word, None, None, [1]) for word in words)
    found = [(initial.is_chinese, initial.letter, initial.terms[0].name) for initial in initials]
    latin = [(False, "A", "apple"), (False, "Z", "zebra"), (False, "#", "3FS")]
    assert found == [*latin, (True, "A", "啊"), (True, "N", "内存"), (True, "Z", "座位"), (True, "#", "噐")]


def test_those_without_the_word_by_which_to_sort_come_last():
    terms = [Term("一", None, None, [1]), Term("二", None, "B", [2]), Term("三", None, "A", [3])]
    initials = group_terms(terms, "abbreviation")
    found = [(initial.letter, [term.name for term in initial.terms]) for initial in initials]
    assert found == [("A", ["三"]), ("B", ["二"]), ("", ["一"])]


def test_terms_under_an_initial_are_in_the_order_of_their_sounds_whatever_their_case():
    words = ["内核", "Nagle", "内存", "naive", "Ｎｅｗ", "能耗"]
    initials = group_terms(Term(word, None, None, [1]) for word in words)
    found = [[term.name for term in sort_initial(initial).terms] for initial in initials]
    assert found == [["Nagle", "naive", "Ｎｅｗ"], ["内存", "内核", "能耗"]]


def test_a_term_is_introduced_where_it_came_first_and_in_what_has_no_day_last(tmp_path):
    for name, day in {"a.md": "", "b.md": "# 2025.02\n\n", "c.md": "# 2024.02\n\n"}.items():
        (tmp_path / name).write_text(f"{day}{name} https://e.example.org/{name}\n- > 队列（Queue）\n", "utf-8")
    ingest([tmp_path], Options(tmp_path / "readlog.db"), Report())
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        for title in ("c.md", "b.md", "a.md"):
            [definition] = read_definitions(connection, read_terms(connection))
            assert definition.title == title
            sql = "DELETE FROM term WHERE excerpt_id = (SELECT id FROM excerpt WHERE name = ?)"
            connection.execute(sql, (definition.name,))


def test_the_same_highlight_twice_is_found_twice_and_an_empty_one_never():
    assert find_spans("甲乙甲", ["甲", "", "甲", "甲"]) == ((0, 1), (2, 3))
