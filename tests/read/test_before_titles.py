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


@pytest.mark.parametrize("sign", ["", "- ", "## "])
@pytest.mark.parametrize(
    ("before", "notes"),
    [
        ("2021-05-18 周二 ", []),
        ("2021-05-18（周二）", []),
        ("2021-05-18 Tue ", []),
        ("2021-05-18 21:30 ", ["21:30"]),
        ("20210518 ", []),
        ("May 18, 2021 ", []),
        ("18 May 2021 ", []),
        ("Tue, May 18, 2021 ", []),
        ("2021年5月18日 星期二 ", []),
    ],
)
def test_a_day_before_words_is_none_of_their_title_with_its_weekday_and_time(
    sign: str, before: str, notes: list[str]
) -> None:
    reading = read_log(f"{sign}{before}How a ring wraps{chr(10) * 2 if sign == '## ' else ' '}{A}\n")
    assert told(reading) == [("How a ring wraps", A)]
    assert [one.date for one in reading.dating.entries] == ["2021-05-18"]
    assert said(reading) == notes


@pytest.mark.parametrize("sign", ["", "- ", "## "])
@pytest.mark.parametrize("before", ["5月18日 ", "5月18日：", "5 月 18 日 ", "5/18 周二 ", "Tue, May 18 ", "May 18: "])
def test_a_day_before_words_may_lack_its_year(sign: str, before: str) -> None:
    reading = read_log(f"# 2021\n\n{sign}{before}潮汐{chr(10) * 2 if sign == '## ' else ' '}{A}\n")
    assert told(reading) == [("潮汐", A)]
    assert [one.date for one in reading.dating.entries] == ["2021-05-18"]


@pytest.mark.parametrize("sign", ["", "- ", "## "])
@pytest.mark.parametrize(
    ("forms", "are_days"),
    [
        (("5/18", "5/20", "6/3"), True),
        (("5-18", "5-20", "6-03"), True),
        (("May 18", "May 20th", "3 June"), True),
        (("5/18", "5/20", ""), False),
        (("1-1", "1-2", "2-1"), False),
        (("24/7", "9/11", "50/50"), False),
    ],
)
def test_other_days_before_words_are_some_where_nearly_all_titles_have_one(
    sign: str, forms: tuple[str, ...], are_days: bool
) -> None:
    titles = [f"{day} Tea".strip() for day in forms]
    lines = [f"{sign}{title}{chr(10) * 2 if sign == '## ' else ' '}{A}{place}\n" for place, title in enumerate(titles)]
    articles = read_log("# 2021\n\n" + "\n".join(lines)).articles
    assert [article.title for article in articles] == (["Tea"] * 3 if are_days else titles)
    assert [article.day for article in articles] == ([*forms] if are_days else [None] * 3)


@pytest.mark.parametrize(
    "title",
    [
        "6.12 内核",
        "`3.10` 的语法",
        "9/11 and after",
        "May 4 films",
        "1-1 Tea",
        "10 Days of rain",
        "12月的雨",
        "12月2日记",
    ],
)
@pytest.mark.parametrize("sign", ["", "- "])
def test_what_may_be_of_a_title_is_no_day_before_it(sign: str, title: str) -> None:
    (article,) = read_log(f"# 2021\n\n{sign}{title} {A}\n").articles
    assert (article.title, article.day) == (title.replace("`", ""), None)


@pytest.mark.parametrize("sign", ["- ", "- [x] "])
@pytest.mark.parametrize(
    ("before", "date"),
    [
        ("18.5. ", "2021-05-18"),
        ("18.5.: ", "2021-05-18"),
        ("Di, 18.5. ", "2021-05-18"),
        ("18. Mai ", "2021-05-18"),
        ("4. Mai: ", "2021-05-04"),
        ("Di, 4. Mai: ", "2021-05-04"),
        ("Dienstag, 4. Mai 2021: ", "2021-05-04"),
    ],
)
def test_a_german_day_before_a_link_is_no_number_of_a_list(sign: str, before: str, date: str) -> None:
    reading = read_log(f"# 2021\n\n{sign}{before}[Tee]({A})\n")
    assert (told(reading), [one.date for one in reading.dating.entries]) == ([("Tee", A)], [date])


@pytest.mark.parametrize("title", ["3.5. Tee", "18. Mai in Wien"])
def test_the_beginning_of_a_german_title_stays_there(title: str) -> None:
    (article,) = read_log(f"# 2021\n\n- {title} {A}\n").articles
    assert (article.title, article.day) == (title, None)


def test_a_day_without_a_year_stays_in_the_title_where_another_stands_behind_the_address() -> None:
    (article,) = read_log(f"# 2021\n\n9月18日 之后 {A}  【`12.17`】\n").articles
    assert (article.title, article.day) == ("9月18日 之后", "12.17")


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
