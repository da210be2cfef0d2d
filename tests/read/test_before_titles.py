"""What stands before a title is told in one order, whichever shape the line has, and whatever asks how it begins."""

from __future__ import annotations

import pytest
from reading import read_log
from said_in_short import A, B, said, told


@pytest.mark.parametrize(
    ("before", "notes"),
    [
        ("May 18, 2021: ", []),
        ("(published: 2021-05-16, read: 2021-05-18) ", ["published: 2021-05-16, read: 2021-05-18"]),
        ("2021-05-18 10:20 ★★★ Article: ", ["10:20", "Article", "★★★"]),
        ("2021-05-18 ⭐ Ann Leaf, ", []),
    ],
)
@pytest.mark.parametrize("sign", ["", "- ", "- [x] ", "## "])
def test_a_link_is_no_prose_whatever_stands_before_it(sign: str, before: str, notes: list[str]) -> None:
    reading = read_log(f"{sign}{before}[Tea]({A}) is a good one on tea.\n")
    assert told(reading) == [("Tea", A)]
    assert [one.date for one in reading.dating.entries] == ["2021-05-18"]
    assert said(reading) == [*notes, "is a good one on tea."]


@pytest.mark.parametrize("sign", ["", "- "])
def test_the_author_and_a_star_before_a_link_are_none_of_its_title(sign: str) -> None:
    (article,) = read_log(f"{sign}⭐ Ann Leaf, [Tea]({A})\n").articles
    assert (article.title, article.author, article.starred) == ("Tea", "Ann Leaf", True)


@pytest.mark.parametrize("task", ["TODO", "LATER"])
def test_a_task_before_the_kind_of_a_link_leaves_it(task: str) -> None:
    reading = read_log(f"| Title |\n|---|\n| {task} Article: [Tea]({A}) |\n")
    assert told(reading) == [("Tea", A)]
    assert said(reading) == ["Article"]
    assert "mark:unread" in {tag.key for tag in reading.articles[0].tags}


@pytest.mark.parametrize("before", ["[x] ", "⭐ ", "[ ] ★★★ "])
def test_the_year_before_a_title_dates_it_behind_a_box_or_stars(before: str) -> None:
    reading = read_log(f"- {before}2015 [Tea]({A})\n- {before}2016-03 《茶经》 {B}\n")
    assert [one.date_from for one in reading.dating.entries] == ["2015-01-01", "2016-03-01"]


def test_the_month_before_a_title_stands_behind_a_box() -> None:
    reading = read_log("# 2020\n\n- [x] Apr: Rings\n- [ ] May: Tea\n- Jun: Ponds\n")
    assert [article.title for article in reading.articles] == ["Rings", "Tea", "Ponds"]
    assert [one.month for one in reading.dating.entries] == ["2020-04", "2020-05", "2020-06"]


@pytest.mark.parametrize("before", ["2021-05-06 - ", "[ ] ", "Article: ", "★★★ ", "Ann Leaf, "])
def test_a_sentence_above_a_list_of_links_is_no_article(before: str) -> None:
    reading = read_log(f"These I read.\n- {before}[Tea and rain]({A})\n- {before}[Ponds]({B})\n")
    assert told(reading) == [("Tea and rain", A), ("Ponds", B)]


@pytest.mark.parametrize("sign", ["- ", "> - "])
def test_titles_in_their_signs_are_articles_whatever_stands_before_them(sign: str) -> None:
    before = ("⭐ ", "[x] ", "2021-02-03 ", "2021 ", "[ ] ★★★ ", "TODO ")
    reading = read_log("# Notes\n\n" + "".join(f"{sign}{one}《书{one}》 林一\n" for one in before))
    assert len(reading.articles) == len(before)
    assert all(article.title.startswith("《书") for article in reading.articles)


def test_strong_titles_are_articles_whatever_stands_before_them() -> None:
    titles = ["A long title of a book", "Another long title here", "The third of the books"]
    lines = [
        f"- {before}**{title}** - good\n" for before, title in zip(("2021-01-02 ", "⭐ ", "[x] "), titles, strict=True)
    ]
    reading = read_log("# Reading notes\n\n" + "".join(lines))
    assert [article.title for article in reading.articles] == titles


@pytest.mark.parametrize("before", ["[ ] ", "⭐ ", "★★★ "])
def test_a_link_in_the_comment_behind_a_strong_title_is_not_its_address_behind_a_box_or_stars(before: str) -> None:
    reading = read_log(f"- [Alpha]({A})\n- {before}**Beta by Ben:** a long remark that ends in [a link]({B}).\n")
    assert told(reading) == [("Alpha", A), ("Beta by Ben", None)]
    assert "a long remark that ends in a link." in said(reading)


@pytest.mark.parametrize(
    "line",
    [
        "Smith, [Tea]({}) is what all is about.",
        "I read [Tea]({}) on 2021-05-18.",
        "In 2021 I read [Tea]({}) and more of that.",
    ],
)
def test_words_before_a_link_that_are_none_of_these_are_prose(line: str) -> None:
    assert read_log(line.format(A) + "\n").articles == ()
