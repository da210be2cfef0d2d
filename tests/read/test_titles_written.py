"""Titles in the many ways in which people write them: each case is a log and its articles."""

from __future__ import annotations

import pytest
from reading import read_log
from said_in_short import A, B, said, told


def test_a_number_glued_to_a_title_is_no_part_of_it() -> None:
    assert told(read_log(f"1.《甲》 {A}\n2.Title {B}\n")) == [("《甲》", A), ("Title", B)]
    assert told(read_log(f"Alpha {A}\n\n2.乙 {B}\n")) == [("Alpha", A), ("乙", B)]
    assert told(read_log(f"3.js tricks {A}\n")) == [("3.js tricks", A)]


@pytest.mark.parametrize(
    "top",
    [
        "title:: Alpha (highlights)\nfull-title:: Alpha: all of it\n\n",
        'title:: Exports/Alpha\nauthor:: [[Ann]]\nfull-title:: "Alpha: all of it"\n![](https://e.example.org/cover.png)\n\n',
        '---\n{"publish":true,"full-title":"Alpha: all of it"}\n---\n\n# Alpha\n\n',
    ],
)
def test_the_full_title_is_the_title(top: str) -> None:
    reading = read_log(f"{top}url:: {A}\n\n- A passage ([View Highlight](https://readwise.io/open/1))\n")
    assert [article.title for article in reading.articles] == ["Alpha: all of it"]


def test_a_strong_title_before_a_comment_is_the_title() -> None:
    reading = read_log(f"# Books\n\n- **Beta**: *so* good\n- [Gamma]({A})\n- Delta\n")
    assert [article.title for article in reading.articles] == ["Beta", "Gamma", "Delta"]
    assert said(reading)[-1] == "so good"


def test_a_title_in_its_own_brackets_ends_with_them() -> None:
    reading = read_log("# 书\n\n* 《甲》，边学边译\n* 乙《Beta》。很好\n* 《丙》和《丁》的区别\n")
    assert [article.title for article in reading.articles] == ["《甲》", "乙《Beta》", "《丙》和《丁》的区别"]
    assert said(reading) == ["边学边译", "很好"]


def test_a_cell_is_a_title_as_a_whole() -> None:
    (article,) = read_log("| Title | Link |\n|---|---|\n| 读《茶经》，卷一 | https://e.example.org/1 |\n").articles
    assert (article.title, article.excerpts) == ("读《茶经》，卷一", ())


def test_a_blank_line_may_part_a_title_from_its_address() -> None:
    log = f"一文看懂桥\n\n{A}\n\n路的故事\n\n{B}\n"
    assert told(read_log(log)) == [("一文看懂桥", A), ("路的故事", B)]
    assert told(read_log(f"桥\n\n{A}\n\n{B}\n")) == [(A, A), (B, B)]
    assert told(read_log(f"这两篇都不错。\n\n{A}\n")) == [(A, A)]


@pytest.mark.parametrize("ending", ["/article/details/77893587", "/p/3236544.html", "/a.pdf"])
def test_words_glued_to_the_address_of_a_page_are_none_of_it(ending: str) -> None:
    reading = read_log(f"- https://e.example.org{ending}环形缓冲区+代码\n- https://e.example.org{ending}(A ring)\n")
    assert told(reading)[0] == ("环形缓冲区+代码", f"https://e.example.org{ending}")
    assert told(reading)[1][1] == f"https://e.example.org{ending}"
    other = "https://e.example.org/2017/09/27/名称-基础/"
    assert told(read_log(f"- {other}\n")) == [(other, other)]


def test_a_quotation_below_an_address_is_no_title() -> None:
    reading = read_log(f'1. {A} (Alpha)\n   "It wraps."\n2. {B}\n   “它绕回来。”\n')
    assert told(reading) == [("(Alpha)", A), (B, B)]
    assert said(reading) == ['"It wraps."', "“它绕回来。”"]


def test_a_line_in_strong_print_names_a_list_of_which_most_items_are_links() -> None:
    items = f"- [Alpha]({A}) by [Ann]({B})\n- [Beta]({B})\n- Of rings and of tea by [Ann]({A})\n"
    assert told(read_log(f"Words.\n\n**Books**\n\n{items}")) == [("Alpha", A), ("Beta", B)]


def test_a_card_without_an_address_is_none() -> None:
    reading = read_log("```cardlink\nurl: ://\ntitle: Tea\n```\n")
    assert (reading.articles, set(reading.blocks.owners)) == ((), {"unread"})


def test_words_in_a_card_are_kept_and_its_blank_lines_are_nobodys() -> None:
    log = f'```cardlink\nurl: {A}\ntitle: Tea\n\ndescription: "Old\nand short"\nNote: mine\nimage: {B}\n```\n'
    reading = read_log(log)
    assert (told(reading), said(reading)) == ([("Tea", A)], ['"Old and short" Note: mine'])
    assert [number for number, owner in enumerate(reading.blocks.owners, 1) if owner is None] == [4]


def test_a_heading_is_a_title_as_a_whole() -> None:
    assert told(read_log(f"## 读《茶经》，卷一 ([link]({A}))\n")) == [("读《茶经》，卷一", A)]


def test_an_address_in_capitals_below_a_title_introduces_nothing() -> None:
    items = "".join(f"- [Tea {number}]({B}) - good\n" for number in range(3))
    log = f"Rings\n{A.replace('https', 'HTTPS')}\nA pond\n[[paper]({B})] [[code]({B})]\nGood.\n\n# Tea\n{items}"
    assert [title for title, _ in told(read_log(log))] == ["Rings", "A pond", "Tea 0", "Tea 1", "Tea 2"]


def test_brackets_that_lead_nowhere_are_none_of_a_title() -> None:
    reading = read_log(f"#### [How a Ring Wraps] - video, rings\n{A}\n\n#### [Tea [green]] - good\n{B}\n")
    assert told(reading) == [("How a Ring Wraps", A), ("[Tea [green]] - good", B)]
    assert said(reading) == ["video, rings"]
    assert told(read_log(f"- [Rings] {A}\n\n[Rings]: {B}\n"))[0][1] == B


def test_a_title_ends_where_its_line_is_broken() -> None:
    reading = read_log("# Books\n\n+ **Rings**\n<br> *so good*\n+ Tea<br/>\n  again\n+ Ponds\n")
    assert [title for title, _ in told(reading)] == ["Rings", "Tea", "Ponds"]
    assert said(reading) == ["so good", "again"]


def test_how_far_a_task_is_stands_before_a_title() -> None:
    reading = read_log("# Books\n\n- DONE Rings\n- DOING Tea\n- TODO Ponds\n- DONE\n")
    assert [title for title, _ in told(reading)] == ["Rings", "Tea", "Ponds", "DONE"]
    assert (said(reading), [len(article.tags) for article in reading.articles]) == (["DONE", "DOING"], [1, 1, 2, 1])


def test_a_name_before_an_address_that_says_what_it_is_is_no_title() -> None:
    assert told(read_log(f"# 2025-03-04\nSource: {A}\n\n# 2025-03-05\n来源：{B}\n")) == [(A, A), (B, B)]


def test_a_rating_may_be_the_words_of_a_link() -> None:
    reading = read_log(f"- [x] 浪潮[9.2]({A})\n- [ ] Tea [8.0]({B})\n- Rain [1]({A})\n")
    assert told(reading)[:2] == [("浪潮", A), ("Tea", B)]
    assert said(reading)[:2] == ["9.2", "8.0"]


def test_a_whole_day_ends_a_line_without_a_sign_and_thumbs_begin_it() -> None:
    reading = read_log("# Books\n\n- 【:+1::+1:】Rings 2023-8-4\n- Tea 2023年8月4日\n- Ponds in 2023-8\n")
    assert [(article.title, article.day) for article in reading.articles] == [
        ("Rings", "2023-8-4"),
        ("Tea", "2023年8月4日"),
        ("Ponds in 2023-8", None),
    ]
    assert said(reading) == ["【:+1::+1:】"]


def test_words_before_half_of_the_addresses_are_titles() -> None:
    log = "".join(f"【Today】https://e.example.org/{number} words\n" for number in range(3))
    others = "".join(f"https://e.example.org/{number} words\n" for number in range(3, 6))
    assert [article.title for article in read_log(log).articles] == ["words"] * 3
    assert [article.title for article in read_log(log + others).articles] == ["【Today】"] * 3 + ["words"] * 3


@pytest.mark.parametrize("other", ["# Snow\n", "#Tea again\n"])
def test_hashtags_are_no_headings_beside_real_ones_or_where_they_come_back(other: str) -> None:
    log = "#Tea to read\nTea https://e.example.org/1\n#Rain\nRain https://e.example.org/2\n"
    assert [entry.sections for entry in read_log(log).blocks.entries] == [("Tea to read",), ("Rain",)]
    assert [entry.sections for entry in read_log(log + other).blocks.entries] == [(), ()]


def test_headings_above_addresses_that_head_lists_are_no_articles_nor_is_one_beside_them() -> None:
    links = [f"## The title of paper {number}\nhttps://e.example.org/{number}\n" for number in range(10)]
    items = f"- [Alpha]({A})\n- [Beta]({B})\n"
    other = "## A heading as long as titles of papers\n"
    assert len(read_log("\n".join([*links, other])).articles) == 11
    assert len(read_log("\n".join([*links, other + items])).articles) == 12
    heads = read_log("\n".join([*(one + items for one in links), other])).articles
    assert [article.title for article in heads] == [f"https://e.example.org/{number}" for number in range(10)]


def test_a_title_is_struck_as_a_whole_or_not() -> None:
    log = read_log(f"~~Tea {A}~~\n\nTea ~~and rain~~ {B}\n")
    assert [(article.title, article.struck) for article in log.articles] == [("Tea", True), ("Tea and rain", False)]


def test_an_address_in_brackets_leaves_those_with_a_day_beside_them() -> None:
    log = read_log(f"标题 【[Tea]({A})】 【12.17】\n\nTea 【12.18】 rain {B}\n")
    assert [(article.title, article.day) for article in log.articles] == [
        ("标题 【Tea】", "12.17"),
        ("Tea 【12.18】 rain", None),
    ]


@pytest.mark.parametrize("odd", ["https://e.example.org/【", "https://e.example.org/】【（1"])
def test_a_link_in_brackets_is_kept_beside_another_that_says_the_same_whatever_its_address_holds(odd: str) -> None:
    [article] = read_log(f"Tea {A} 【[talk]({odd})】 【[talk]({B})】\n").articles
    assert [one.text for one in article.excerpts] == ["talk", "talk"]
    assert {link.address.url for links in (article, *article.excerpts) for link in links.links} == {odd, B}


@pytest.mark.parametrize("below", [f"### [Tea]({A})\n", f"### Tea\nAuthor: Bo\nLink: {A}\n"])
def test_a_heading_with_a_record_above_articles_is_none(below: str) -> None:
    record = "## Week 3\nAuthor: Ann\nLink: https://e.example.org/week\nDate: 2024-05-08\n\n"
    assert "Week 3" not in [article.title for article in read_log(record + below).articles]
    assert [article.title for article in read_log(f"{record}### Tea\n").articles] == ["Week 3"]


def test_a_picture_among_fields_makes_no_article_of_a_heading() -> None:
    log = f"# Week 3\nAuthor: Ann\nCover: https://e.example.org/cover.jpg\n\n- [Tea]({A})\n"
    assert "Week 3" not in [article.title for article in read_log(log).articles]


def test_a_picture_among_the_fields_of_a_book_is_not_its_address() -> None:
    books = "".join(
        f"## {title}\n- Author: Ann\n- Cover: https://e.example.org/{title}.jpg\n\n" for title in ("A", "B")
    )
    log = read_log(f"# Books\n\n{books}")
    assert [(one.title, one.author, one.address) for one in log.articles] == [("A", "Ann", None), ("B", "Ann", None)]
    assert said(log) == ["Cover: https://e.example.org/A.jpg", "Cover: https://e.example.org/B.jpg"]
