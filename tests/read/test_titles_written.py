"""Titles and addresses in the many ways in which people write them: each case is a log and its articles."""

from __future__ import annotations

import time

import pytest
from reading import Reading, read_log

from ingest.read.markdown import parse_inline
from ingest.read.pointers import holds_only_pointers, is_pointer
from ingest.read.prose import is_prose
from ingest.read.rules import list_link, title_address

A, B = "https://e.example.org/a", "https://e.example.org/b"


def told(reading: Reading) -> list[tuple[str, str | None]]:
    return [(article.title, article.address.url if article.address else None) for article in reading.articles]


def links(reading: Reading) -> list[tuple[str, str | None]]:
    return [(link.address.url, link.title) for article in reading.articles for link in article.links]


def said(reading: Reading) -> list[str]:
    return [excerpt.text for article in reading.articles for excerpt in article.excerpts]


@pytest.mark.parametrize("tag", [f'<a href="{A}">', f"<a target='_blank' href='{A}' >", f"<A class=x HREF={A}>"])
def test_a_link_of_html_is_a_link(tag: str) -> None:
    reading = read_log(f"- {tag}Words of it</a> – worth it\n")
    assert told(reading) == [("Words of it", A)]
    assert said(reading) == ["worth it"]


def test_the_address_of_a_link_of_html_is_read_as_html() -> None:
    reading = read_log('- <a href="https://e.example.org/a?b=1&amp;c=2">Words</a>\n')
    assert told(reading) == [("Words", "https://e.example.org/a?b=1&c=2")]


@pytest.mark.parametrize("tag", ['<a name="x">', '<a href="#top">', '<a data-href="https://e.example.org/x">', "<a>"])
def test_a_tag_that_leads_nowhere_is_no_link(tag: str) -> None:
    assert parse_inline(f"one {tag}two</a> three").of("link") == []


@pytest.mark.parametrize(
    "text",
    [f'<a href="{A}">a [b]({B}) c</a>', f'[a <a href="{A}">b</a> c]({B})', f'<a href="{A}"><a href="{B}">b</a></a>'],
)
def test_links_of_html_and_of_markdown_never_overlap(text: str) -> None:
    assert [span.value for span in parse_inline(text).of("link")] == [B]


@pytest.mark.parametrize(
    "line",
    [
        f"- Alpha [[paper]({A})] [[code]({B})]",
        f"- Alpha \\[[Paper]({A})] | [code]({B})",
        f"**Alpha** ([PDF]({A})) / [code]({B})",
    ],
)
def test_links_that_only_point_are_no_part_of_the_title(line: str) -> None:
    reading = read_log(line + "\n")
    assert told(reading) == [("Alpha", A)]
    assert links(reading) == [(B, "code")]
    assert said(reading) == []


@pytest.mark.parametrize("line", [f"- Alpha ([link]({A}))", f"* 甲，[介绍]({A})", f"- Alpha – [source]({A})"])
def test_a_single_link_that_only_points_is_the_address(line: str) -> None:
    assert told(read_log(line + "\n")) == [("甲" if "甲" in line else "Alpha", A)]


def test_a_link_that_only_points_is_the_title_where_no_other_is() -> None:
    assert told(read_log(f"- [Paper]({A})\n")) == [("Paper", A)]
    assert not is_pointer("Paper planes")


@pytest.mark.parametrize("end", ["", " \\", "  "])
@pytest.mark.parametrize("below", [f"[paper]({A}) | [code]({B})", f"[[paper]({A})] [[code]({B})]"])
def test_a_line_of_links_that_only_point_is_the_address_of_the_title_above(end: str, below: str) -> None:
    reading = read_log(f"Alpha, by Beta{end}\n{below}\n- noted\n")
    assert told(reading) == [("Alpha, by Beta", A)]
    assert links(reading) == [(B, "code")]
    assert said(reading) == ["noted"]


@pytest.mark.parametrize("log", [f"Alpha  \n[{A}]({A})\n", f"- Alpha  \n[{A}]({A})\n", f"- Alpha \\\n  {A}\n"])
def test_an_address_on_the_next_line_in_any_form(log: str) -> None:
    assert told(read_log(log)) == [("Alpha", A)]


@pytest.mark.parametrize("log", [f"1. Alpha\n   {A}\n2. Beta\n   {B}\n", f"- Alpha\n  - {A}\n- Beta\n  - <{B}>\n"])
def test_an_item_whose_address_stands_alone_below_it_is_the_article(log: str) -> None:
    reading = read_log(log)
    assert told(reading) == [("Alpha", A), ("Beta", B)]
    assert [entry.sections for entry in reading.blocks.entries] == [(), ()]


@pytest.mark.parametrize("log", [f"- Alpha:\n  - {A}\n", f"- 2024-05-06\n  - {A}\n"])
def test_an_item_that_names_others_stays_their_heading(log: str) -> None:
    assert told(read_log(log)) == [(A, A)]
    assert told(read_log(f"- Alpha\n  - {A}\n  - {B}\n")) == [(A, A), (B, B)]


def test_words_that_lead_to_a_page_are_no_article() -> None:
    reading = read_log(f"You can see more of it on my [Shelf]({A})\n\n- [Alpha]({B})\n")
    assert told(reading) == [("Alpha", B)]
    assert is_prose(f"great]({A}), but I want to say more")
    assert not is_prose(f"A title of many words ([Beta 2024]({A}))")
    assert not is_prose(f"A title of many words [pdf]({A})")


def test_a_kind_named_before_the_link_makes_no_prose_of_it() -> None:
    reading = read_log(f"- 博文：[甲]({A})。后面 还有 很多 话\n")
    assert told(reading) == [("甲", A)]
    assert said(reading) == ["博文", "后面 还有 很多 话"]


def test_items_that_are_links_to_pages_nearby_are_titles() -> None:
    reading = read_log("- [Alpha](../notes/a.md)\n- [Beta](b.md)\n- [Place](#place)\n")
    assert told(reading) == [("Alpha", None), ("Beta", None)]
    assert said(reading) == ["../notes/a.md", "b.md"]


def test_items_whose_addresses_stand_elsewhere_are_articles() -> None:
    reading = read_log(f"- [Alpha][ref]\n- [Beta][] by Gamma\n\n[ref]: {A}\n[beta]: {B}\n")
    assert told(reading) == [("Alpha", A), ("Beta", B)]
    assert said(reading) == ["by Gamma"]


def test_a_number_glued_to_a_title_is_no_part_of_it() -> None:
    assert told(read_log(f"1.《甲》 {A}\n2.Title {B}\n")) == [("《甲》", A), ("Title", B)]
    assert told(read_log(f"Alpha {A}\n\n2.乙 {B}\n")) == [("Alpha", A), ("乙", B)]
    assert told(read_log(f"3.js tricks {A}\n")) == [("3.js tricks", A)]


@pytest.mark.parametrize("rating", ["4/5", "3/10", "10/10", "(4/5)"])
def test_a_rating_behind_a_link_is_no_day(rating: str) -> None:
    reading = read_log(f"- [Alpha]({A}): {rating}\n")
    assert [article.day for article in reading.articles] == [None]
    assert said(reading) == [rating]
    assert [article.day for article in read_log(f"- [Alpha]({A}) - 12/5\n").articles] == ["12/5"]


@pytest.mark.parametrize(
    "text",
    [
        '<a href="' * 40_000,
        f'<a href="{A}">' * 2_000,
        "<a " + "href " * 80_000,
        "<a " + "x='' " * 80_000,
        "[paper](" * 50_000,
        f"[paper]({A}) " * 10_000 + "x",
        "[" * 200_000,
        "- [x][" * 40_000,
        "1." * 100_000,
        "\\" * 100_000 + "\n" + A,
    ],
)
def test_hostile_lines_take_time_in_proportion(text: str) -> None:
    started = time.process_time()
    holds_only_pointers(text)
    is_prose(text)
    list_link.begins(text, text)
    title_address.begins(text, text)
    read_log(text)
    assert time.process_time() - started < 5


@pytest.mark.parametrize("mark", ["todo ", "TODO: ", "to read ", "待读："])
@pytest.mark.parametrize("sign", ["", "* "])
def test_a_mark_before_an_address_is_no_title(mark: str, sign: str) -> None:
    reading = read_log(f"{sign}{mark}{A} # Words of it\n")
    assert told(reading) == [("Words of it", A)]
    assert "mark:unread" in {tag.key for tag in reading.articles[0].tags}


def test_a_link_below_a_heading_that_only_points_is_its_address() -> None:
    reading = read_log(f"## Papers\n\n### Alpha\n[arXiv]({A}) [code]({B})\n\n- a point\n\n### Beta\n[pdf]({B})\n")
    assert told(reading) == [("Alpha", A), ("Beta", B)]
    assert said(reading) == ["a point"]


def test_an_article_to_be_ticked_off_is_one_wherever_it_stands() -> None:
    reading = read_log(
        f"- [x] [Alpha]({A})\n  - [ ] [Beta]({B}) **later**\n    > a passage\n- [x] [Alpha]({A})\n  - [x]({B})\n"
    )
    assert told(reading)[:3] == [("Alpha", A), ("Beta", B), ("Alpha", A)]


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


def test_books_below_several_headings_of_one_log_are_a_list() -> None:
    reading = read_log("# Readings\n\n## Now\n\n- _Alpha_ by Ann\n- Beta\n\n## Favourites\n\n- Gamma\n")
    assert [article.title for article in reading.articles] == ["Alpha", "Beta", "Gamma"]
    assert [article.author for article in reading.articles] == ["Ann", None, None]


def test_prose_with_a_link_above_a_list_keeps_its_address() -> None:
    reading = read_log(f"How to build one]({A}) - words [here](<{B}>) and more of them\n- a point\n")
    assert [article.address.url for article in reading.articles if article.address] == [A]
    assert [url for url, _ in links(reading)] == [B]


def test_a_strong_title_before_a_comment_is_the_title() -> None:
    reading = read_log(f"# Books\n\n- **Beta**: *so* good\n- [Gamma]({A})\n- Delta\n")
    assert [article.title for article in reading.articles] == ["Beta", "Gamma", "Delta"]
    assert said(reading)[-1] == "so good"


def test_a_label_above_a_list_is_no_title_without_an_address() -> None:
    reading = read_log(f"**Key:**\n- x = read\n\nAlpha {A}\n\nLinks:\n- {B}\n")
    assert told(reading) == [("Alpha", A), ("Links:", B)]


def test_fields_nested_in_an_item_are_those_of_its_article() -> None:
    reading = read_log(f"- Alpha\n  - Author: Ann\n  - Link: {A}\n  - Code: {B}\n- Beta\n  - {B}\n  - {A}\n")
    assert told(reading) == [("Alpha", A), (B, B), (A, A)]


def test_what_is_nested_in_prose_is_no_article() -> None:
    reading = read_log(
        f"- [Alpha]({A})\n- Words about [it]({B}) and what it says\n  - a thought\n  - another\n- Beta\n"
    )
    assert told(reading) == [("Alpha", A), ("Beta", None)]
    assert [diagnostic.line for diagnostic in reading.diagnostics if diagnostic.code == "unread"] == [2]


@pytest.mark.parametrize("star", [":star:", "⭐", "⭐️", "🌟", "★"])
def test_a_star_before_a_link_stars_its_article(star: str) -> None:
    reading = read_log(f"- {star} [Alpha]({A}): words about it and more\n- [x] {star}[Beta]({B})\n")
    assert told(reading) == [("Alpha", A), ("Beta", B)]
    assert all(article.starred for article in reading.articles)


def test_a_list_below_an_article_is_its_own_up_to_a_heading() -> None:
    log = f"Alpha {A}\n- > a passage\n\n- [Beta]({B})\n"
    assert told(read_log(log)) == [("Alpha", A)]
    assert told(read_log(log.replace("\n\n", "\n\n# More\n\n"))) == [("Alpha", A), ("Beta", B)]


def test_a_short_list_of_books_is_read_beside_a_longer_one() -> None:
    log = "### Books I am reading\n+ Alpha\n+ Beta\n\n### Leídos\n+ Gamma\n\n### Plans\n+ none\n"
    assert [article.title for article in read_log(log).articles] == ["Alpha", "Beta", "Gamma"]
    assert read_log("### Books I am reading\n+ Alpha\n+ Beta\n").articles == ()


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


def test_a_title_in_its_own_brackets_ends_with_them() -> None:
    reading = read_log("# 书\n\n* 《甲》，边学边译\n* 乙《Beta》。很好\n* 《丙》和《丁》的区别\n")
    assert [article.title for article in reading.articles] == ["《甲》", "乙《Beta》", "《丙》和《丁》的区别"]
    assert said(reading) == ["边学边译", "很好"]


def test_pages_of_a_wiki_and_pages_nearby_are_titles() -> None:
    reading = read_log("# Books\n\n- **[[books/a.md|Alpha]]** por Ann\n- [[Beta]]\n- [**Gamma**](/g/) by Ben\n")
    assert [article.title for article in reading.articles] == ["Alpha", "Beta", "Gamma by Ben"]
    assert said(reading) == ["books/a.md", "/g/"]


def test_tags_a_source_and_a_star_behind_a_link_are_no_comment() -> None:
    reading = read_log(f"- [Alpha]({A}) #tea #[[two words]]\n- [Beta]({A}) (via [Ann]({B})) ⭐\n- [Gamma]({A}) ★★★\n")
    tags = [[tag.spelling for tag in article.tags if tag.rule == "hashtag"] for article in reading.articles]
    assert tags == [["tea", "two words"], [], []]
    assert said(reading) == ["(via Ann) ⭐", "★★★"]
    reading = read_log(f"- [Alpha]({A}) via [Ann]({B})\n- [Beta]({A}) ⭐ #tea\n- [Gamma]({A}): good #tea\n")
    assert [article.via for article in reading.articles] == ["Ann", None, None]
    assert links(reading) == [(B, "Ann")]
    assert [article.starred for article in reading.articles] == [False, True, False]
    assert said(reading) == ["good #tea"]


@pytest.mark.parametrize(
    ("line", "title", "notes"),
    [
        (f"- Alpha [[ICML]({A})]", "Alpha", ["ICML"]),
        (f"- Alpha and many more words ([Beta 2024]({A})) good", "Alpha and many more words", ["Beta 2024", "good"]),
        (f"### Alpha (2012) [[pdf]({A})]\n- a point", "Alpha (2012)", ["a point"]),
    ],
)
def test_a_link_in_brackets_only_points(line: str, title: str, notes: list[str]) -> None:
    reading = read_log(line + "\n")
    assert told(reading) == [(title, A)]
    assert said(reading) == notes


def test_links_about_a_site_are_no_article() -> None:
    reading = read_log(f"# Books\n\n[C](./c.md) | [Go](./go.md) | [Books](./)\n\n---\n\n1. [Alpha]({A})\n1. Beta\n")
    assert told(reading) == [("Alpha", A), ("Beta", None)]


def test_the_address_of_an_image_is_that_of_no_article() -> None:
    reading = read_log(f'<img style="x" src="{A}">\n\n> words\n\n<div><img src=\'{B}\'/>TODO</div>\n')
    assert told(reading) == []
    assert told(read_log(f'<a href="{A}">Alpha</a>\n')) == [("Alpha", A)]


def test_lines_of_a_template_say_nothing() -> None:
    reading = read_log(f"{{:toc}}\n{{% for book in books %}}\n- [Alpha]({A})\n{{% endfor %}}\n\n[TOC]\n")
    assert told(reading) == [("Alpha", A)]
    assert reading.blocks.owners.count("separator") == 4


@pytest.mark.parametrize("sign", ["", "- "])
def test_an_address_in_the_words_of_a_link_is_kept(sign: str) -> None:
    reading = read_log(f"{sign}[{B}]({A}) Alpha\n")
    assert told(reading) == [("Alpha", A)]
    assert links(reading) == [(B, None)]


@pytest.mark.parametrize(
    ("line", "title", "author", "notes"),
    [
        ("*Alpha*, Ann Leaf", "Alpha", "Ann Leaf", []),
        ("**Alpha** by Ann Leaf ★★★★☆", "Alpha", "Ann Leaf", ["★★★★☆"]),
        ("_Alpha_ -- Ann de Leaf", "Alpha", "Ann de Leaf", []),
        ("**Alpha** by Ann Leaf, so good", "Alpha", "Ann Leaf", ["so good"]),
        ("*Alpha*, so good", "Alpha", None, ["so good"]),
        ("*Alpha* (2021)", "Alpha", None, ["(2021)"]),
        ("Alpha by Ann (4 stars)", "Alpha by Ann", None, ["(4 stars)"]),
        ("*Alpha* is a word of the title", "Alpha is a word of the title", None, []),
    ],
)
def test_emphasis_says_where_the_title_of_a_book_ends(
    line: str, title: str, author: str | None, notes: list[str]
) -> None:
    reading = read_log(f"# Books\n\n- {line}\n- Beta\n- Gamma\n")
    assert (reading.articles[0].title, reading.articles[0].author) == (title, author)
    assert said(reading) == notes


@pytest.mark.parametrize("name", ["Link", "URL", "链接", "原文"])
@pytest.mark.parametrize("sign", ["", "### "])
def test_an_address_below_a_title_may_say_what_it_is(name: str, sign: str) -> None:
    reading = read_log(f"# Notes\n\n{sign}Alpha\n{name}: {A}\nGood read.\n")
    assert told(reading) == [("Alpha", A)]
    assert said(reading) == ["Good read."]


def test_numbered_items_set_apart_have_the_paragraphs_below_them() -> None:
    reading = read_log(f"## 文章\n\n1、[甲]({A})（英文）\n\n说了些话。\n\n2、[乙]({B})\n\n又说了些。\n\n其他：\n")
    assert told(reading) == [("甲", A), ("乙", B)]
    assert said(reading) == ["（英文）", "说了些话。", "又说了些。"]
    assert reading.blocks.owners.count("unread") == 1
    assert said(read_log(f"- [甲]({A})\n- [乙]({B})\n\n另外的话。\n")) == []


def test_months_in_a_list_below_a_year_are_headings() -> None:
    reading = read_log(f"## 2022\n\n- 01\n  - [Alpha]({A})\n- 02\n  - Beta\n")
    assert told(reading) == [("Alpha", A), ("Beta", None)]
    assert [dating.month for dating in reading.dating.entries] == ["2022-01", "2022-02"]


@pytest.mark.parametrize("words", ["link", "Click here", "Click here for link to book", "read more"])
def test_words_to_click_on_below_a_title_are_none(words: str) -> None:
    reading = read_log(f"**Alpha** by Ann\n[{words}]({A})\n\n**Beta** by Ben\n[{words}]({B})\n")
    assert told(reading) == [("Alpha by Ann", A), ("Beta by Ben", B)]


def test_a_kind_may_stand_before_a_wrapped_link() -> None:
    reading = read_log(f"- Notes\n  - Article: ~~[Alpha\n    beta]({A})~~\n")
    assert told(reading) == [("Alpha beta", A)]
    assert said(reading) == ["Article"]


def test_a_word_that_names_no_author_stays_in_the_remark() -> None:
    (article, *_) = read_log("# Books\n\n- *Tea* by u\n- *Rings* by Ann Leaf\n- Wells\n").articles
    assert (article.title, article.author, [one.text for one in article.excerpts]) == ("Tea", None, ["by u"])


def test_a_day_may_stand_right_before_the_kind_of_a_link() -> None:
    (article,) = read_log("- November 28, 2024 Article: ~~[Tea](https://e.example.org/1)~~.\n").articles
    assert (article.title, article.day, article.struck) == ("Tea", "November 28, 2024", True)


def test_a_cell_is_a_title_as_a_whole() -> None:
    (article,) = read_log("| Title | Link |\n|---|---|\n| 读《茶经》，卷一 | https://e.example.org/1 |\n").articles
    assert (article.title, article.excerpts) == ("读《茶经》，卷一", ())


def test_years_and_groups_in_a_list_are_headings_of_what_is_nested_in_them() -> None:
    reading = read_log("# Books\n\n* 2021\n    * Alpha\n    * 1984\n* 2022\n    * Beta\n      - a point\n")
    assert [article.title for article in reading.articles] == ["Alpha", "1984", "Beta"]
    assert [dating.date_from for dating in reading.dating.entries] == ["2021-01-01", "2021-01-01", "2022-01-01"]
    reading = read_log("# Books\n\n- Fiction\n  - Alpha\n  - Beta\n- In progress:\n  - Gamma\n")
    assert [article.title for article in reading.articles] == ["Alpha", "Beta", "Gamma"]
    reading = read_log("# Books\n\n- 1984\n  - a point\n- Beta\n- Gamma\n")
    assert [article.title for article in reading.articles] == ["1984", "Beta", "Gamma"]


def test_a_month_beside_others_may_be_empty_and_a_template_may_name_a_page() -> None:
    page = '{{< relref "a.md" >}}'
    log = f"# Books\n\n## 2022\n\n-   01\n    -   [Alpha]({page})\n-   02\n    -   Beta\n-   03\n-   Gamma\n"
    reading = read_log(log)
    assert [article.title for article in reading.articles] == ["Alpha", "Beta", "Gamma"]
    assert said(reading) == [page]


def test_who_wrote_a_book_is_no_book() -> None:
    reading = read_log("# Books\n\n- Alpha\n- Beta\n- Gamma\n- author: Ann\n- **Type:** novel\n")
    assert [article.title for article in reading.articles] == ["Alpha", "Beta", "Gamma"]


def test_headings_are_books_where_the_log_says_that_it_is_of_books() -> None:
    log = "## Alpha - Ann Leaf\n\nI liked it. A lot.\n\n## Beta by Ben Oak\n\n- a point\n\n## Gamma ★★★☆\n"
    for top in ("# Books I read\n\n", "---\ntitle: Livros que li\n---\n\n"):
        reading = read_log(top + log)
        assert [article.title for article in reading.articles] == ["Alpha - Ann Leaf", "Beta by Ben Oak", "Gamma"]
        assert said(reading) == ["I liked it. A lot.", "a point", "★★★☆"]
    assert len(read_log(log, "reading-list.md").articles) == 3
    assert read_log(log).articles == ()


def test_headings_with_nothing_but_prose_below_are_books_in_a_log_of_books() -> None:
    log = "# Books\n\nAll of them.\n\n## Alpha\n\nI liked it.\n\n## Beta\n\n## Gamma\n\nSo good.\n"
    assert [article.title for article in read_log(log).articles] == ["Alpha", "Beta", "Gamma"]
    for part in ("Installation", "Chapter 2", "Conclusion"):
        assert read_log(f"{log}\n## {part}\n\nWords.\n").articles == ()
    for top in ("# Reading notes", "# How I choose books", "# Readings in tea"):
        assert read_log(log.replace("# Books", top, 1)).articles == ()
    assert read_log(log.replace("So good.", "### More\n\nSo good.")).articles == ()
    reading = read_log("# Books\n\n## Tea\n- Alpha\n- Beta\n- Gamma\n## Oak\n## Elm\n")
    assert [article.title for article in reading.articles] == ["Alpha", "Beta", "Gamma"]


def test_a_book_whose_author_stands_below_its_heading_is_one() -> None:
    reading = read_log("# Books\n\n## Alpha\n- author: Ann\n- type: novel\n\n## Beta\n- author: Ben\n\n## Fiction\n")
    assert [article.title for article in reading.articles] == ["Alpha", "Beta"]
    assert said(reading) == ["author: Ann", "type: novel", "author: Ben"]


def test_paragraphs_of_one_line_are_books_where_the_log_says_so_and_most_name_who_wrote_them() -> None:
    top = "---\ntitle: Reading List\n---\n\nI read these.\n\n"
    log = f"{top}## 2021\n\nAlpha - Ann Leaf\n\nBeta\n\n### Tea\n\nGamma by Ben Oak\n"
    reading = read_log(log)
    assert [article.title for article in reading.articles] == ["Alpha - Ann Leaf", "Beta", "Gamma by Ben Oak"]
    assert [dating.date_from for dating in reading.dating.entries] == ["2021-01-01"] * 3
    assert len(read_log(log.replace("Reading List", "Essays")).articles) == 0
    assert len(read_log(log.replace("Beta", "Beta\nis what I read")).articles) == 0


def test_lists_in_a_log_that_is_called_one_of_books_are_books() -> None:
    log = f"## Ordered\n- [ ] 978-0000000002 Alpha\n- [x] Beta\n\n## Later\nAll from: {A}\n- [ ] Gamma\n"
    reading = read_log(log, "reading-list.md")
    assert told(reading) == [("978-0000000002 Alpha", None), ("Beta", None), ("Gamma", None)]
    tags = [{tag.key for tag in article.tags} for article in reading.articles]
    assert ["mark:unread" in keys for keys in tags] == [True, False, True]
    assert [one.line for one in reading.diagnostics if one.code == "unread"] == [6]
    assert told(read_log(log)) == [("All from", A)]
    for name in ("books.md", "2022-books.md", "读书清单.md"):
        assert len(read_log("- Alpha\n- Beta\n- Gamma\n", name).articles) == 3
    for name in ("notes.md", "bookkeeping.md", "thread.md", "list-books.md"):
        assert len(read_log("- Alpha\n- Beta\n- Gamma\n", name).articles) == 0


def test_items_that_name_a_month_of_the_year_above_are_articles_of_that_month() -> None:
    log = "# Log\n\nWhen I was done.\n\n## 2025\n\n- Now: Alpha\n- Apr: Beta - Ben Oak\n- Mar: Gamma\n- Jan: Delta\n"
    reading = read_log(log)
    assert [article.title for article in reading.articles] == ["Now: Alpha", "Beta - Ben Oak", "Gamma", "Delta"]
    assert [dating.month for dating in reading.dating.entries] == [None, "2025-04", "2025-03", "2025-01"]
    assert read_log(log.replace("- Jan: Delta", "- nothing else")).articles == ()
    assert read_log(log.replace("## 2025", "## Plans")).articles == ()
    assert read_log(log.replace("Now: Alpha", "Now: reading")).articles[0].title == "Now: reading"


def test_words_that_are_no_address_are_a_title() -> None:
    (article,) = read_log("[P://](https://e.example.org/1) d\n").articles
    assert (article.title, [one.text for one in article.excerpts]) == ("P://", ["d"])


def test_words_of_a_link_in_a_title_that_are_no_address_stay_in_it() -> None:
    (article,) = read_log("Tea [foo://bar](https://e.example.org/1)\n").articles
    assert article.title == "Tea foo://bar"
