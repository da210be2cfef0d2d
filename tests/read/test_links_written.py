"""Links and addresses in the many ways in which people write them: each case is a log and its articles."""

from __future__ import annotations

import time

import pytest
from reading import read_log
from said_in_short import A, B, links, said, told

from ingest.read.markdown import parse_inline
from ingest.read.rules import list_link, title_address
from ingest.read.titles.pointers import holds_only_pointers, is_pointer
from ingest.read.titles.prose import is_prose


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
        f"[]({A})",
        f"[ ]({A})  【`12.2`】",
        f"[&nbsp;]({A})",
        f'<a href="{A}"></a>',
        f"- []({A})",
        f"| title | url |\n|---|---|\n| []({A}) | |",
    ],
)
def test_a_link_without_words_has_its_address_for_a_title(line: str) -> None:
    (article,) = read_log(f"{line}\n", "2025.md").articles
    assert article.address is not None
    assert (article.title, article.address.url) == (A, A)


@pytest.mark.parametrize("link", [f"[]({A})", f"**[]({A})**", f"<a href={A}></a>"])
def test_a_link_without_words_has_its_address_for_words(link: str) -> None:
    (article,) = read_log(f"T https://e.example.org/t\n- {link}\n", "2025.md").articles
    assert [(one.kind, one.text, [(to.address.url, to.title) for to in one.links]) for one in article.excerpts] == [
        ("link", A, [(A, None)])
    ]


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


def test_words_that_lead_to_a_page_are_no_article() -> None:
    reading = read_log(f"You can see more of it on my [Shelf]({A})\n\n- [Alpha]({B})\n")
    assert told(reading) == [("Alpha", B)]
    assert is_prose(f"great]({A}), but I want to say more")
    assert not is_prose(f"A title of many words ([Beta 2024]({A}))")
    assert not is_prose(f"A title of many words [pdf]({A})")


def test_items_that_are_links_to_pages_nearby_are_titles() -> None:
    reading = read_log("- [Alpha](../notes/a.md)\n- [Beta](b.md)\n- [Place](#place)\n")
    assert told(reading) == [("Alpha", None), ("Beta", None)]
    assert said(reading) == ["../notes/a.md", "b.md"]


def test_items_whose_addresses_stand_elsewhere_are_articles() -> None:
    reading = read_log(f"- [Alpha][ref]\n- [Beta][] by Gamma\n\n[ref]: {A}\n[beta]: {B}\n")
    assert told(reading) == [("Alpha", A), ("Beta", B)]
    assert said(reading) == ["by Gamma"]


@pytest.mark.parametrize(
    "text",
    [
        '<a href="' * 40_000,
        f'<a href="{A}">' * 2_000,
        "<a " + "href " * 80_000,
        "<a " + "x='' " * 80_000,
        (f'- [Tea]({A}) <img src="{A}" x="' + "<img " * 3_900 + '">\n') * 3,
        "- " + "<img src=a> " * 40_000 + "tea",
        "- Tea " + "http://a" * 2_000 + " x",
        f"[click here for a        ]({A}) " * 2_000 + "x",
        "[![x](https://img.shields.io/badge/x-badge)](u) " * 2_000 + "x",
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


def test_a_link_below_a_heading_that_only_points_is_its_address() -> None:
    reading = read_log(f"## Papers\n\n### Alpha\n[arXiv]({A}) [code]({B})\n\n- a point\n\n### Beta\n[pdf]({B})\n")
    assert told(reading) == [("Alpha", A), ("Beta", B)]
    assert said(reading) == ["a point"]


def test_prose_with_a_link_above_a_list_keeps_its_address() -> None:
    reading = read_log(f"How to build one]({A}) - words [here](<{B}>) and more of them\n- a point\n")
    assert [article.address.url for article in reading.articles if article.address] == [A]
    assert [url for url, _ in links(reading)] == [B]


def test_pages_of_a_wiki_and_pages_nearby_are_titles() -> None:
    reading = read_log("# Books\n\n- **[[books/a.md|Alpha]]** por Ann\n- [[Beta]]\n- [**Gamma**](/g/) by Ben\n")
    assert [article.title for article in reading.articles] == ["Alpha", "Beta", "Gamma by Ben"]
    assert said(reading) == ["books/a.md", "/g/"]


def test_what_stands_in_the_words_of_a_page_nearby_is_not_lost() -> None:
    reading = read_log(f"- [Alpha {A} 2nd 【good】](/a) as in [it]({B})\n")
    assert told(reading) == [("Alpha", A)]
    assert said(reading) == ["good", "2nd", "as in it", "/a"]


@pytest.mark.parametrize("line", [f"- [Alpha]({A})", f"[Alpha]({A})", f"Alpha {A}", f"- [ ] [Alpha]({A})"])
@pytest.mark.parametrize("words", ["from [Leaf]({})", "from `Leaf` [ ]({})", "`12.2`】【from [Leaf]({})"])
def test_a_link_in_the_brackets_behind_a_title_is_kept(line: str, words: str) -> None:
    reading = read_log(f"{line} 【{words.format(B)}】\n", "2025.md")
    assert told(reading) == [("Alpha", A)]
    assert [url for url, _ in links(reading)] == [B]


def test_the_address_of_a_link_definition_is_kept_as_it_is_written() -> None:
    reading = read_log(
        "- [Alpha][a]\n- [Beta][b]\n\n[a]: https://e.example.org/茶\n[b]: https://e.example.org/%E8%8C%B6\n"
    )
    assert told(reading) == [("Alpha", "https://e.example.org/茶"), ("Beta", "https://e.example.org/%E8%8C%B6")]


def test_a_link_that_only_points_elsewhere_than_the_first_is_kept() -> None:
    reading = read_log(f'- **Alpha**: "On Tea and the Rain in it" [](b.org/) [[pdf]]({A})\n')
    assert told(reading) == [("On Tea and the Rain in it", "https://b.org/")]
    assert f"[[pdf]]({A})" in reading.articles[0].excerpts[-1].markdown


@pytest.mark.parametrize("name", ["video", "[[video]]", "[[ youtube]]", "[[pdf ]]:"])
def test_what_an_outliner_embeds_is_its_address(name: str) -> None:
    assert told(read_log(f"- {{{{{name} {A}}}}} Alpha\n")) == [("Alpha", A)]


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


@pytest.mark.parametrize("sign", ["", "- "])
def test_an_address_in_the_words_of_a_link_is_kept(sign: str) -> None:
    reading = read_log(f"{sign}[{B}]({A}) Alpha\n")
    assert told(reading) == [("Alpha", A)]
    assert links(reading) == [(B, None)]


@pytest.mark.parametrize("name", ["Link", "URL", "链接", "原文"])
@pytest.mark.parametrize("sign", ["", "### "])
def test_an_address_below_a_title_may_say_what_it_is(name: str, sign: str) -> None:
    reading = read_log(f"# Notes\n\n{sign}Alpha\n{name}: {A}\nGood read.\n")
    assert told(reading) == [("Alpha", A)]
    assert said(reading) == ["Good read."]


@pytest.mark.parametrize("words", ["link", "Click here", "Click here for link to book", "read more"])
def test_words_to_click_on_below_a_title_are_none(words: str) -> None:
    reading = read_log(f"**Alpha** by Ann\n[{words}]({A})\n\n**Beta** by Ben\n[{words}]({B})\n")
    assert told(reading) == [("Alpha by Ann", A), ("Beta by Ben", B)]


def test_words_that_are_no_address_are_a_title() -> None:
    (article,) = read_log("[P://](https://e.example.org/1) d\n").articles
    assert (article.title, [one.text for one in article.excerpts]) == ("P://", ["d"])


def test_words_of_a_link_in_a_title_that_are_no_address_stay_in_it() -> None:
    (article,) = read_log("Tea [foo://bar](https://e.example.org/1)\n").articles
    assert article.title == "Tea foo://bar"


def test_a_day_in_strong_print_before_a_link_is_no_title() -> None:
    reading = read_log(f"- **2023/03/11**: “[a title of five words]({A})”\n")
    assert told(reading) == [("a title of five words", A)]
    assert reading.articles[0].day == "2023/03/11"


def test_slips_of_the_pen_in_links_are_read_as_they_were_meant() -> None:
    reading = read_log(f"- Advice for [{A}](a New Student)\n- [Tea]([All about tea]({B})) good\n")
    assert told(reading) == [("Advice for a New Student", A), ("Tea", B)]
    assert said(reading) == ["All about tea good"]
    assert told(read_log(f"Advice for [{A}](a New Student)\n")) == [("Advice for a New Student", A)]


def test_a_label_before_most_addresses_is_no_title() -> None:
    days = "".join(f"4.{day} 【今日阅读】{A}{day} Tea {day}\n\n" for day in (7, 8, 19))
    reading = read_log(f"{days}Rain {B} good\n")
    assert told(reading) == [*((f"Tea {day}", f"{A}{day}") for day in (7, 8, 19)), ("Rain", B)]
    assert [article.day for article in reading.articles] == ["4.7", "4.8", "4.19", None]
    assert said(reading) == ["【今日阅读】"] * 3 + ["good"]
    assert told(read_log(f"Tea {A} 1\nTea {B} 2\n")) == [("Tea", A), ("Tea", B)]
    assert {title for title, _ in told(read_log(f"Tea {A}  【`12.17`】\n" * 3))} == {"Tea"}


def test_the_time_of_a_day_is_no_part_of_a_title() -> None:
    reading = read_log(f"- [[September 26th, 2020]] 14:22  Tea {A}\n- 10:30 Rain {B}\n")
    assert told(reading) == [("Tea", A), ("10:30 Rain", B)]
    assert (reading.articles[0].day, said(reading)) == ("September 26th, 2020", ["14:22"])


def test_of_two_days_one_is_a_note() -> None:
    assert said(read_log(f"{A} 【2.7】【2021.5.8】\n")) == ["2.7"]
    assert said(read_log(f"- 3/13/2025 [Tea]({B}) 【`5.1`】\n")) == ["5.1"]


def test_blanks_before_text_with_an_address_say_nothing() -> None:
    log = f"#### a\n\n {A} Tea\n\n {B} Rain\n"
    assert told(read_log(log)) == [("Tea", A), ("Rain", B)]
    assert told(read_log(f"Tea {A}\n\n  words {B}\n")) == [("Tea", A)]
    assert told(read_log(f"- Tea\n\n  words {B}\n")) == []


def test_what_a_remark_holds_is_kept_once() -> None:
    reading = read_log(f"Tea {A} 【see [rain](b.md) <!-- and snow -->】\n")
    assert (links(reading), said(reading)) == ([], ["see rain"])
    assert reading.articles[0].excerpts[0].markdown == "see [rain](b.md) <!-- and snow -->"


def test_what_stands_at_the_end_of_a_link_is_kept_once() -> None:
    assert said(read_log(f"- [Tea ![](b.png)]({A})\n")) == ["b.png"]
    assert said(read_log(f"- [Tea <!-- rain -->]({A})<!-- snow -->\n")) == ["rain", "snow"]
    within, behind = read_log(f"- [Tea ![]({B})]({A})\n- [Rain]({A})![]({B})\n").articles
    assert [len(one.links) for one in (within, behind)] == [1, 0]
    assert [len(one.excerpts) for one in (within, behind)] == [0, 1]


def test_words_of_a_link_behind_an_address_are_not_lost() -> None:
    assert told(read_log(f"x [{A} and more]({B})\n")) == [(f"x {A} and more", B)]


@pytest.mark.parametrize(
    "beside", ["[reddit]({0}) [tweet]({1})", "([reddit]({0})) ([tweet]({1}))", "[reddit]({0}), [tweet]({1})."]
)
def test_links_that_end_the_first_line_are_other_addresses(beside: str) -> None:
    urls = ("https://reddit.example.org/1", "https://tweet.example.org/1")
    reading = read_log(f"[Rings](https://e.example.org/1) {beside.format(*urls)}\nThey are round, see [this]({A}).\n")
    (article,) = reading.articles
    assert tuple(link.address.url for link in article.links) == urls
    assert [one.text for one in article.excerpts] == ["They are round, see this."]


def test_a_link_whose_sentence_goes_on_below_is_within_it() -> None:
    (article,) = read_log(f"[Rings](https://e.example.org/1) [Ann]({A})\nsays that they are round.\n").articles
    assert article.links == ()
    assert [one.text for one in article.excerpts] == ["Ann says that they are round."]


@pytest.mark.parametrize(
    ("line", "title", "name"),
    (
        ('Tea "https://e.example.org/1"', "Tea", None),
        ('The "Tea" https://e.example.org/1', 'The "Tea"', None),
        ('Tea of 12" https://e.example.org/1', 'Tea of 12"', None),
        ("甲 https://e.example.org/1；乙 https://e.example.org/2", "甲", "乙"),
    ),
)
def test_signs_beside_an_address_are_of_no_title(line: str, title: str, name: str | None) -> None:
    (article,) = read_log(f"{line}\n").articles
    assert (article.title, [link.title for link in article.links]) == (title, [name] if name else [])


@pytest.mark.parametrize(
    ("line", "titles"),
    (
        (f"还有一段，见 {A} 的说明。", []),
        (f"我看 {A} 的书单。  【`12.11`】", ["我看"]),
        (f"再见 {A} 写得很好。", ["再见"]),
        (f"- 读过 [茶经]({A}) ★★★★★ 2024-01-05", ["茶经"]),
        (f"- 想看 [雨]({A}) 2024-01-06", ["雨"]),
    ),
)
def test_words_before_a_link_are_a_sentence_where_more_follow_than_a_day(line: str, titles: list[str]) -> None:
    log = read_log(f"# Notes\n\nRain {B}\n\n## More\n\n{line}\n")
    assert [article.title for article in log.articles][1:] == titles


@pytest.mark.parametrize(
    ("heading", "told_of_it"),
    (
        (f"雨 {A}", ("雨", A, None)),
        (f"为什么下雨？ {A}  【`4.2`】", ("为什么下雨？", A, "4.2")),
        (f"看 {A} 里的雨", None),
        (f"Source: {A}", None),
        (f"【{A}】", None),
        (f"2025.11 {A}", None),
    ),
)
def test_a_heading_that_ends_with_an_address_is_an_article(
    heading: str, told_of_it: tuple[str, str, str | None] | None
) -> None:
    log = read_log(f"# Notes\n\n## {heading}\n\n- > passage\n")
    assert [(one.title, one.address and one.address.url, one.day) for one in log.articles] == (
        [told_of_it] if told_of_it else []
    )


def test_tags_that_close_nothing_or_in_the_wrong_order_are_no_faults() -> None:
    inline = parse_inline("a </ins> <ins>*b</ins>* <a href=''>c</a>")
    assert inline.text == "a  b c"
    assert [inline.words(span) for span in inline.of("insertion", "link")] == ["b"]


def test_a_link_of_html_over_lines_holds_no_other_and_may_have_brackets_in_its_words() -> None:
    over = f'<a href="{A}">\nTea [1]\n</a>\n\n'
    assert told(read_log(over)) == [("Tea [1]", A)]
    assert told(read_log(f'{over}<a href="{A}">\nRain\n<a href="{B}">Snow</a>\n</a>\n'))[1:] == [("Snow", B)]


@pytest.mark.parametrize(
    ("heading", "behind"), ((f"周刊 {A}", "  【`11.17`】"), (f"[周刊]({A})", "  【`11.17`】"), (f"周刊 {A}", ""))
)
def test_a_heading_with_an_address_heads_the_articles_below_it(heading: str, behind: str) -> None:
    log = read_log(f"# 2025\n\n## {heading}\n\n雨 {B}{behind}\n- > passage\n")
    assert [(one.title, [excerpt.text for excerpt in one.excerpts]) for one in log.articles] == [("雨", ["passage"])]


def test_a_heading_with_a_record_is_an_article_above_lines_that_are_some() -> None:
    log = read_log(f"# 2025\n\n### 周刊\n\n- **Link**: {A}\n- **Rating**: 4/5\n\n雨 {B}  【`11.17`】\n")
    assert told(log)[0] == ("周刊", A)


@pytest.mark.parametrize("below", (f"{B}\n", f"- 雨 {B}\n", f"> 雨 {B}\n"))
def test_a_heading_with_an_address_is_an_article_above_other_addresses(below: str) -> None:
    assert told(read_log(f"# 2025\n\n## 周刊 {A}\n\n{below}")) == [("周刊", A)]


def test_of_many_days_behind_links_the_first_is_the_article_s() -> None:
    (article,) = read_log(f"[雨]({A})" + f" 【1.1】 [茶]({B}) 【1.2】 好" * 400).articles
    assert (article.title, article.day) == ("雨", "1.1")
    assert article.excerpts[0].text.count("【1.2】") == 400
