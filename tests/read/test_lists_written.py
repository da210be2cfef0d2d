"""Lists in the many ways in which people nest and part them: each case is a log and its articles."""

from __future__ import annotations

import pytest
from reading import read_log
from said_in_short import ITEM, A, B, said, told


@pytest.mark.parametrize("log", [f"1. Alpha\n   {A}\n2. Beta\n   {B}\n", f"- Alpha\n  - {A}\n- Beta\n  - <{B}>\n"])
def test_an_item_whose_address_stands_alone_below_it_is_the_article(log: str) -> None:
    reading = read_log(log)
    assert told(reading) == [("Alpha", A), ("Beta", B)]
    assert [entry.sections for entry in reading.blocks.entries] == [(), ()]


@pytest.mark.parametrize("log", [f"- Alpha:\n  - {A}\n", f"- 2024-05-06\n  - {A}\n"])
def test_an_item_that_names_others_stays_their_heading(log: str) -> None:
    assert told(read_log(log)) == [(A, A)]
    assert told(read_log(f"- Alpha\n  - {A}\n  - {B}\n")) == [(A, A), (B, B)]


def test_an_article_to_be_ticked_off_is_one_wherever_it_stands() -> None:
    reading = read_log(
        f"- [x] [Alpha]({A})\n  - [ ] [Beta]({B}) **later**\n    > a passage\n- [x] [Alpha]({A})\n  - [x]({B})\n"
    )
    assert told(reading)[:3] == [("Alpha", A), ("Beta", B), ("Alpha", A)]


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


def test_a_list_below_an_article_is_its_own_up_to_a_heading() -> None:
    log = f"Alpha {A}\n- > a passage\n\n- [Beta]({B})\n"
    assert told(read_log(log)) == [("Alpha", A)]
    assert told(read_log(log.replace("\n\n", "\n\n# More\n\n"))) == [("Alpha", A), ("Beta", B)]


def test_lines_of_a_template_say_nothing() -> None:
    reading = read_log(f"{{:toc}}\n{{% for book in books %}}\n- [Alpha]({A})\n{{% endfor %}}\n\n[TOC]\n")
    assert told(reading) == [("Alpha", A)]
    assert reading.blocks.owners.count("separator") == 4


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


def test_items_that_name_a_month_of_the_year_above_are_articles_of_that_month() -> None:
    log = "# Log\n\nWhen I was done.\n\n## 2025\n\n- Now: Alpha\n- Apr: Beta - Ben Oak\n- Mar: Gamma\n- Jan: Delta\n"
    reading = read_log(log)
    assert [article.title for article in reading.articles] == ["Now: Alpha", "Beta - Ben Oak", "Gamma", "Delta"]
    assert [dating.month for dating in reading.dating.entries] == [None, "2025-04", "2025-03", "2025-01"]
    assert read_log(log.replace("- Jan: Delta", "- nothing else")).articles == ()
    assert read_log(log.replace("## 2025", "## Plans")).articles == ()
    assert read_log(log.replace("Now: Alpha", "Now: reading")).articles[0].title == "Now: reading"


def test_signs_of_a_table_in_the_words_of_an_item_lose_none_of_them() -> None:
    reading = read_log(f"- [Alpha]({A})\n- [|Beta\n-|-\n")
    assert [article.title for article in reading.articles] == ["Alpha", "[|Beta -|-"]


@pytest.mark.parametrize("label", ["Blogs", "Blogs:", "**论文：**", "__Field notes__", "一、后端"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("items", [f"- [甲]({A})\n- [乙]({B}) good\n", f"1. 甲：{A}\n2. 乙：{B}\n"])
def test_a_line_above_a_list_of_links_is_their_section(label: str, between: str, items: str) -> None:
    reading = read_log(f"# 2021\n\n{label}{between}{items}")
    assert told(reading) == [("甲", A), ("乙", B)]
    assert {entry.sections for entry in reading.blocks.entries} == {(label.strip("*_:："),)}
    assert not reading.diagnostics


def test_an_address_alone_among_titles_leaves_the_line_above_their_section() -> None:
    reading = read_log(f"Blogs\n- 甲: {A}\n- {B}\n- 乙: {B}2\n- 丙: {B}3\n")
    assert told(reading) == [("甲", A), (B, B), ("乙", f"{B}2"), ("丙", f"{B}3")]


def test_a_line_names_its_list_only() -> None:
    reading = read_log(f"Blogs\n- [甲]({A})\n- [乙]({B})\n\n丙 {A}1\n")
    assert [entry.sections for entry in reading.blocks.entries] == [("Blogs",), ("Blogs",), ()]


def test_a_sentence_above_a_list_of_links_is_neither_article_nor_section() -> None:
    reading = read_log(f"These are what I liked in a slow month, with thanks to all:\n- [甲]({A})\n- [乙]({B})\n")
    assert told(reading) == [("甲", A), ("乙", B)]
    assert [entry.sections for entry in reading.blocks.entries] == [(), ()]


@pytest.mark.parametrize(
    "body", [f"- {A}\n- {B} more\n", f"- [原文]({A})\n- [PDF]({B})\n", f"- [lwn]({A})\n- > 一句。\n", f"- [lwn]({A})\n"]
)
def test_a_title_above_a_list_about_it_is_an_article(body: str) -> None:
    assert told(read_log(f"How rings wrap\n{body}")) == [("How rings wrap", A)]


@pytest.mark.parametrize(("label", "name"), [("__Non-Fiction__", "notes"), ("一、 习惯", "书单"), ("小说", "notes")])
def test_a_group_above_a_list_of_titles_is_their_section(label: str, name: str) -> None:
    items = "".join(f" - {title}\n" for title in ("The Tea Classic", "茶经", "Rings"))
    reading = read_log(f"## 书单 2022\n{label}\n{items}", f"{name}.md")
    assert told(reading) == [("The Tea Classic", None), ("茶经", None), ("Rings", None)]
    assert all(label.strip("_") in entry.sections for entry in reading.blocks.entries)


def test_a_number_and_a_stop_are_no_part_of_a_title_in_its_signs() -> None:
    reading = read_log("# 书单\n\n- 1.《茶经》。\n- 2.《Rings》（《环》）。\n- 3.《水经》\n")
    assert told(reading) == [("《茶经》", None), ("《Rings》（《环》）", None), ("《水经》", None)]


def test_a_link_that_only_points_nested_below_a_title_is_its_address() -> None:
    reading = read_log(
        f"- 《茶经》\n  - | [Source]({A}) | [笔记](tea.md) | 短评 |\n- 水经\n  - | [原文]({B}) | `2/3` |\n"
    )
    assert told(reading) == [("《茶经》", A), ("水经", B)]


def test_a_blank_within_a_link_parts_no_title_from_its_address() -> None:
    assert told(read_log(f"- [*Rings*, Ann] ({A}) - good\n")) == [("Rings, Ann", A)]


def test_articles_in_a_fence_are_read_where_nothing_else_stands_in_it() -> None:
    log = f"#### 收藏\n````\n1. 甲：{A}\n\n2. 乙：{B}\n````\n"
    reading = read_log(log)
    assert told(reading) == [("甲", A), ("乙", B)]
    assert reading.blocks.owners == ("heading", "separator", "entry", None, "entry", "separator")
    for other in (log.replace("````\n1", "````sh\n1"), log.replace("\n\n2", "\nls\n2"), log.replace("2. ", "")):
        assert read_log(f"很好。\n\n{other}").articles == ()  # a log that stands in fences as a whole is another matter


def test_each_of_several_quotes_is_a_list_of_articles_where_the_first_is() -> None:
    log = f"> - [甲]({A})\n\n> - [乙]({B})\n>   好\n\n- [丙]({A}1)\n"
    assert told(read_log(log)) == [("甲", A), ("乙", B), ("丙", f"{A}1")]
    assert told(read_log(f"- [甲]({A})\n\n  > - [乙]({B})\n")) == [("甲", A)]


def test_a_title_in_its_signs_is_an_article_whatever_links_are_nested_in_it() -> None:
    reading = read_log(f"- 《茶经》\n- 《环》：好\n  - [课件]({A})\n  - [视频]({B})\n- 《水经》\n")
    assert told(reading) == [("《茶经》", None), ("《环》", None), ("《水经》", None)]
    assert said(reading) == ["好", "课件", "视频"]


def test_a_number_may_be_glued_to_an_address() -> None:
    assert told(read_log(f"1.{A}\n2.{B} 乙\n")) == [(A, A), ("乙", B)]


def test_a_sentence_above_a_list_in_groups_is_about_the_list() -> None:
    log = f"A queue of pages and other things.\n- Rings:\n    - [甲]({A})\n    - [乙]({B})\n- Wells:\n  - [丙]({A})\n"
    reading = read_log(log)
    assert [article.title for article in reading.articles] == ["甲", "乙", "丙"]
    assert [entry.sections[-1] for entry in reading.blocks.entries] == ["Rings", "Rings", "Wells"]
    assert [one.code for one in reading.diagnostics] == ["introduction"]


def test_the_address_of_an_item_may_stand_in_its_next_paragraph() -> None:
    log = f"# 2018-10-17\n* Mm, nice. A ring wraps.\n\n  {A}\n\n* Tea, which is green\n  \n  {B}\n"
    assert told(read_log(log)) == [("Mm, nice. A ring wraps.", A), ("Tea, which is green", B)]


def test_a_list_of_boxes_in_a_quote_is_no_single_article() -> None:
    quoted = f"> - [ ] [**Rings**]({A})\n> - [ ] [**Ponds**]({B})\n>\n\n# Rain\n> - [x] [Rain]({A})\n"
    log = f"---\ntitle: Read more\ndate: 2020-07-27\n---\n\n# Tea\n\n{quoted}"
    assert told(read_log(log)) == [("Rings", A), ("Ponds", B), ("Rain", A)]


def test_titles_in_their_signs_are_books_behind_boxes_as_well() -> None:
    log = "- [ ] 《Rings》\n- [ ] ~~《Tea》~~\n- [x] 《Ponds》\n- [ ] Rain\n"
    assert [title for title, _ in told(read_log(log))] == ["《Rings》", "《Tea》", "《Ponds》", "Rain"]


def test_a_day_right_above_a_heading_is_none_of_the_article_above() -> None:
    log = f"# Tea\n\n[Tea]({A})\n\n> good\n\n*2023-11-13*\n# Rain\n\n[Rain]({B})\n"
    assert [article.day for article in read_log(log).articles] == [None, None]


def test_a_table_of_names_is_no_list_of_articles() -> None:
    assert read_log("| Name | Phone |\n|---|---|\n| Ann | 123 |\n| Bo | 456 |\n").articles == ()
    assert len(read_log("| Title | Name |\n|---|---|\n| Rings | Ann |\n| Tea | Bo |\n").articles) == 2
    assert len(read_log("| Name | Status |\n|---|---|\n| Rings | read |\n| Tea | unread |\n").articles) == 2


def test_lines_below_headings_of_a_list_of_books_are_books() -> None:
    log = "# 书单\n\n## 后端\nTea\nRain\n\n## 文学\n河\n山\n"
    assert [title for title, _ in told(read_log(log, "书单.md"))] == ["Tea", "Rain", "河", "山"]


@pytest.mark.parametrize(
    ("name", "titles"), (("Tea", ["Tea"]), ("Fiction", [A, "my words"]), ("Tea:", [A, "my words"]))
)
def test_an_address_nested_above_notes_is_that_of_the_item(name: str, titles: list[str]) -> None:
    log = read_log(f"# Reading\n\n- {name}\n  - {A}\n  - my words\n")
    assert [article.title for article in log.articles] == titles


def test_a_section_of_what_is_to_be_read_is_none_of_its_addresses() -> None:
    reading = read_log(f"## To read\n{A}\n")
    assert told(reading) == [(A, A)]
    assert [entry.sections for entry in reading.blocks.entries] == [("To read",)]


def test_fields_below_a_line_are_no_titles_of_a_list() -> None:
    assert told(read_log(f"A kettle\n- 链接：{A}\n- 来源：{B}\n")) == [("A kettle", A)]


def test_a_table_with_which_an_item_seems_to_begin_loses_none_of_its_words() -> None:
    reading = read_log(f"- [Tea]({A}) | good\n  --- | ---\n\n  words\n- [Rain]({B})\n")
    assert told(reading) == [("Tea", A), ("Rain", B)]
    assert said(reading) == ["good --- | ---", "words"]


@pytest.mark.parametrize(
    ("line", "told_of_it"),
    (
        ("- ＞_＜ 太难", ("note", "＞_＜ 太难")),
        ("- ＞﹏＜", ("note", "＞﹏＜")),
        ("- ＞ 太难", ("quote", "太难")),
        ("- > 写成 https：//e.example.org/b 了", ("quote", "写成 https：//e.example.org/b 了")),
        ("- 全角的 `https：//e.example.org` 不行", ("note", "全角的 https：//e.example.org 不行")),
        ("- 全角的 https：// 不行", ("note", "全角的 https：// 不行")),
        ("- > 到处是雨\n  -鲁迅", ("quote", "到处是雨 -鲁迅")),
        ("> 到处是雨\n-《论语》", ("quote", "到处是雨 -《论语》")),
        ("#2025\n- > 到处是雨", ("note", "#2025")),
        ("　　- > 到处是雨", ("quote", "到处是雨")),
        ("- {{TODO}}", ("note", "{{TODO}}")),
    ),
)
def test_signs_that_are_meant_as_they_stand_are_kept(line: str, told_of_it: tuple[str, str]) -> None:
    (article,) = read_log(f"# 12\n\n雨 {A}  【`12.17`】\n{line}\n").articles
    assert (article.excerpts[0].kind, article.excerpts[0].text) == told_of_it


def test_a_title_may_begin_with_a_wide_sign() -> None:
    log = read_log(f"# 12\n\n＞ 九成的人 {A}  【`12.17`】\n- > x\n\n雨 https：//e.example.org/b\n＞ 到处是雨\n")
    assert told(log) == [("＞ 九成的人", A), ("雨", B)]
    assert said(log) == ["x", "到处是雨"]


def test_a_reference_alone_below_an_item_is_its_address() -> None:
    assert told(read_log(f"# Reads\n\n- Tea\n  - Reference: {A}\n- Rain\n  - Link: {B}\n")) == [("Tea", A), ("Rain", B)]


def test_the_names_of_fields_are_no_titles_of_a_list_below_a_line() -> None:
    assert told(read_log(f"A line above\n- Author: {A}\n- Rain: {B}\n- Snow: {B}x\n")) == [("A line above", A)]


@pytest.mark.parametrize("fence", ["```js", "~~~", "````"])
def test_code_in_a_list_is_no_title(fence: str) -> None:
    end = fence.removesuffix("js")
    assert [title for title, _ in told(read_log(f"{ITEM}- {fence}\n  tea()\n  {end}\n- `rain()`\n"))] == [
        "Tea",
        "rain()",
    ]


@pytest.mark.parametrize("name", ["日期Ｅ", "Weather-Board Of", "finishedIn"])
def test_the_name_of_a_field_that_nothing_is_known_of_is_kept_as_it_is_written(name: str) -> None:
    assert said(read_log(f"[Tea]({A})\nauthor: Ann\n{name}: h\n")) == [f"{name}: h"]


@pytest.mark.parametrize(
    ("picture", "kind"),
    [(f"![cup]({B})", "image"), (f'![cup]({B} "a green one")', "image"), ("![[cup.png|300]]", "note")],
)
def test_pictures_below_a_title_are_its_own(picture: str, kind: str) -> None:
    titles = ("A Survey of Rings, Ponds and Other Round Things", "Rain Falls Twice: On the Return of Water")
    papers = [f"# {title}\n\n- {picture}\n  ```\n  end\n  ```\n\n- {picture}\n\n" for title in titles]
    reading = read_log(f"---\ntitle: Papers\n---\n\n{''.join(papers)}")
    assert [[one.kind for one in article.excerpts] for article in reading.articles] == [[kind, "code", kind]] * 2
