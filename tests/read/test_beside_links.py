"""What people write beside the link of an article: kinds, marks, ratings, stars, tags, sources and days."""

from __future__ import annotations

import pytest
from reading import read_log
from said_in_short import A, B, links, said, told


def test_a_kind_named_before_the_link_makes_no_prose_of_it() -> None:
    reading = read_log(f"- 博文：[甲]({A})。后面 还有 很多 话\n")
    assert told(reading) == [("甲", A)]
    assert said(reading) == ["博文", "后面 还有 很多 话"]


@pytest.mark.parametrize("rating", ["4/5", "3/10", "10/10", "(4/5)"])
def test_a_rating_behind_a_link_is_no_day(rating: str) -> None:
    reading = read_log(f"- [Alpha]({A}): {rating}\n")
    assert [article.day for article in reading.articles] == [None]
    assert said(reading) == [rating]
    assert [article.day for article in read_log(f"- [Alpha]({A}) - 12/5\n").articles] == ["12/5"]


@pytest.mark.parametrize("behind", ["{} — Mar 10th, 2023", "{} - 2023-03-10", "Mar 10th, 2023 – {}", "{}, 2023-03-10"])
@pytest.mark.parametrize("rating", ["4/5", "(7/10)"])
def test_a_rating_and_a_day_are_no_stretch_of_days(behind: str, rating: str) -> None:
    reading = read_log(f"- [Alpha]({A}) - {behind.format(rating)}\n")
    assert [one.date for one in reading.dating.entries] == ["2023-03-10"]
    assert said(reading) == [rating]


@pytest.mark.parametrize("mark", ["todo ", "TODO: ", "to read ", "待读："])
@pytest.mark.parametrize("sign", ["", "* "])
def test_a_mark_before_an_address_is_no_title(mark: str, sign: str) -> None:
    reading = read_log(f"{sign}{mark}{A} # Words of it\n")
    assert told(reading) == [("Words of it", A)]
    assert "mark:unread" in {tag.key for tag in reading.articles[0].tags}


@pytest.mark.parametrize("star", [":star:", "⭐", "⭐️", "🌟", "★"])
def test_a_star_before_a_link_stars_its_article(star: str) -> None:
    reading = read_log(f"- {star} [Alpha]({A}): words about it and more\n- [x] {star}[Beta]({B})\n")
    assert told(reading) == [("Alpha", A), ("Beta", B)]
    assert all(article.starred for article in reading.articles)


@pytest.mark.parametrize("heading", ["Por leer", "À lire", "Books to read", "TBR", "読みたい本"])
def test_what_is_to_be_read_is_said_in_many_languages(heading: str) -> None:
    reading = read_log(f"## {heading}\n\n- [Alpha]({A})\n")
    assert "mark:unread" in {tag.key for tag in reading.articles[0].tags}


@pytest.mark.parametrize(
    ("line", "title", "notes"),
    [
        (f"Article: [Alpha]({A})", "Alpha", ["Article"]),
        (f"[ARTICLE] [Alpha]({A}) - good", "Alpha", ["ARTICLE", "good"]),
        (f"`done` [Alpha]({A})", "Alpha", ["done"]),
        (f"**Talk:** [Alpha]({A}), and many more words about it", "Alpha", ["Talk", "and many more words about it"]),
        (f"已读 [甲]({A})", "甲", ["已读"]),
        (f"Alpha: [pdf]({A})", "Alpha", []),
    ],
)
def test_what_kind_of_thing_a_link_is_stands_before_it(line: str, title: str, notes: list[str]) -> None:
    reading = read_log(f"- {line}\n")
    assert told(reading) == [(title, A)]
    assert said(reading) == notes


@pytest.mark.parametrize("mark", ["TODO", "`to read`", "[unread]", "待读："])
def test_a_mark_before_a_link_says_that_it_is_to_be_read(mark: str) -> None:
    reading = read_log(f"- {mark} [Alpha]({A})\n")
    assert told(reading) == [("Alpha", A)]
    assert said(reading) == []
    assert "mark:unread" in {tag.key for tag in reading.articles[0].tags}


@pytest.mark.parametrize(
    ("line", "title", "notes"),
    [
        (f"- Alpha, {A}", "Alpha", []),
        (f"- Alpha → {A}", "Alpha", []),
        (f"Alpha: {A}", "Alpha", []),
        (f'- Ann and Ben: "[Alpha]({A})", good', 'Ann and Ben: "Alpha"', ["good"]),
        (f"- 读《[甲]({A})》", "读《甲》", []),
        (f"- Alpha ([audio]({A}))", "Alpha", []),
        (f"- Alpha [`site`]({A})", "Alpha", []),
        (f"- [pdf]({A}) Alpha - good", "Alpha", ["good"]),
        (f"- **Alpha:** see [here]({A})", "Alpha", ["see here"]),
        (f"1.[Alpha]({A})", "Alpha", []),
    ],
)
def test_signs_and_links_beside_a_title_are_no_part_of_it(line: str, title: str, notes: list[str]) -> None:
    reading = read_log(line + "\n")
    assert told(reading) == [(title, A)]
    assert said(reading) == notes


def test_a_link_in_the_comment_behind_a_strong_title_is_not_its_address() -> None:
    reading = read_log(f"- [Alpha]({A})\n- **Beta by Ben:** a long remark that ends in [a link]({B}).\n")
    assert told(reading) == [("Alpha", A), ("Beta by Ben", None)]
    assert said(reading) == ["a long remark that ends in a link."]


def test_tags_a_source_and_a_star_behind_a_link_are_no_comment() -> None:
    reading = read_log(f"- [Alpha]({A}) #tea #[[two words]]\n- [Beta]({A}) (via [Ann]({B})) ⭐\n- [Gamma]({A}) ★★★\n")
    tags = [[tag.spelling for tag in article.tags if tag.rule == "hashtag"] for article in reading.articles]
    assert tags == [["tea", "two words"], [], []]
    assert said(reading) == ["★★★"]
    assert [(article.via, article.starred) for article in reading.articles] == [
        (None, False),
        ("Ann", True),
        (None, False),
    ]
    reading = read_log(f"- [Alpha]({A}) via [Ann]({B})\n- [Beta]({A}) ⭐ #tea\n- [Gamma]({A}): good #tea\n")
    assert [article.via for article in reading.articles] == ["Ann", None, None]
    assert links(reading) == [(B, "Ann")]
    assert [article.starred for article in reading.articles] == [False, True, False]
    assert said(reading) == ["good #tea"]


def test_a_kind_may_stand_before_a_wrapped_link() -> None:
    reading = read_log(f"- Notes\n  - Article: ~~[Alpha\n    beta]({A})~~\n")
    assert told(reading) == [("Alpha beta", A)]
    assert said(reading) == ["Article"]


def test_a_day_may_stand_right_before_the_kind_of_a_link() -> None:
    (article,) = read_log("- November 28, 2024 Article: ~~[Tea](https://e.example.org/1)~~.\n").articles
    assert (article.title, article.day, article.struck) == ("Tea", "November 28, 2024", True)


def test_the_address_of_a_source_that_leads_nowhere_is_a_note() -> None:
    reading = read_log(f"- [Alpha]({A}) via [y]((b))\n")
    assert [article.via for article in reading.articles] == ["y"]
    assert said(reading) == ["(b)"]


def test_nothing_behind_via_is_no_source() -> None:
    reading = read_log(f"- 好[]({A})via)\n- [Alpha]({B}) via ...\n- [Beta]({A}) viable\n- [Pi]({B}) via[]({A})\n")
    assert [article.via for article in reading.articles] == [None, None, None, None]
    assert said(reading) == ["via)", "via ...", "viable", "via"]


@pytest.mark.parametrize(
    ("item", "day", "notes"),
    [
        (f"- [ ] ➕ 2023-05-24 [甲]({A}) ⏫", "2023-05-24", ["⏫"]),
        (f"- [x] [甲]({A}) ✅ 2023-06-01", "2023-06-01", []),
        (f"- [ ] ➕ 2023-05-24 {A} ⏫ ", "2023-05-24", ["⏫"]),
    ],
)
def test_signs_of_obsidian_tasks_tell_days_and_are_no_titles(item: str, day: str, notes: list[str]) -> None:
    reading = read_log(f"{item}\n")
    assert told(reading) == [("甲" if "甲" in item else A, A)]
    assert ([one.date for one in reading.dating.entries], said(reading)) == ([day], notes)


@pytest.mark.parametrize(
    "due", ["📅 2023-06-01", "⏳ 2023-06-01", "🛫 2023-06-01", "@due(2023-06-01)", "due: 2023-06-01", "截止 2023-06-01"]
)
@pytest.mark.parametrize("article", [f"- [ ] [甲]({A})", f"- [ ] 甲 {A}"])
def test_the_day_on_which_a_task_is_due_is_a_note(article: str, due: str) -> None:
    reading = read_log(f"{article} {due}\n")
    assert ([one.day for one in reading.articles], said(reading)) == ([None], [due])
    reading = read_log(f"{article} {due} ✅ 2023-05-30\n")
    assert ([one.day for one in reading.articles], said(reading)) == (["2023-05-30"], [due])


@pytest.mark.parametrize("venue", ["arXiv'25,", "CIKM’24：", "ICLR 2026,"])
def test_a_venue_before_a_link_is_a_remark(venue: str) -> None:
    reading = read_log(f"- 1. {venue} [Alpha]({A})\n")
    assert told(reading) == [("Alpha", A)]
    assert said(reading) == [venue[:-1]]


@pytest.mark.parametrize(
    ("behind", "notes"), [("【】1】", ["【】1】"]), ("【a】1】", ["【a】1】"]), ("【a】【b】", ["a", "b"])]
)
def test_a_bracket_that_closes_nothing_loses_no_words(behind: str, notes: list[str]) -> None:
    assert said(read_log(f"[甲]({A}){behind}\n")) == notes


def test_a_record_below_a_link_that_has_a_title_is_of_another_article() -> None:
    (article,) = read_log("[Tea](https://e.example.org/1)\nTitle: Rain\nAuthor: Bo\n").articles
    assert (article.title, article.author) == ("Tea", None)
    assert [one.text for one in article.excerpts] == ["Title: Rain Author: Bo"]
