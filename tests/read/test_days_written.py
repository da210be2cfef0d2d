"""Days in the forms that people write: alone on a line, beside titles, in front matter, in file names, in columns."""

from __future__ import annotations

import pytest
from reading import read_log
from said_in_short import ITEM, days


@pytest.mark.parametrize(
    "top",
    (
        "2024-05-08\n",
        "May 08 2024\n\n",
        "Wednesday, May 8, 2024:\n",
        "# 2024\n\n5月8日 周三\n",
        "## 2024-05\n\n8\n\n",
        "## 2024-05\n\n### 8日\n",
        "## May 2024\n\n### 8th\n",
        "# 2024 年笔记\n\n## 5月8日\n",
        "## 2024-05-08\n\n**Wednesday**\n",
        "## 2024-05-08 {#2024-05-08}\n",
        "## 2024-05-08 (Wed)\n",
        "# Links 2024-05-08\n",
        '+++\ntitle = "Links"\ndate = 2024-05-08T00:00:00\nlastmod = 2025-01-01\n+++\n',
        "---\ntitle: Links\ndate: 2024-05-08 9:33:00 +0100\n---\n",
        "---\nsubject: Links\npublish_date: '2024-05-08T12:00:00Z'\n---\n",
    ),
)
def test_a_day_above_a_list_is_that_of_its_articles(top: str) -> None:
    assert days(top + ITEM) == [("2024-05-08", "2024-05-08")]


@pytest.mark.parametrize("day", ["5.8（周三）", "5.8 (Wed)", "5月8日（三）", "5/8(水)", "5-8 星期三", "5.8 周三"])
@pytest.mark.parametrize(
    "log",
    [
        "# 2024\n\n- {} [Tea](https://e.example.org/1)\n",
        "# 2024\n\n- {}: [Tea](https://e.example.org/1)\n",
        "# 2024\n\n- [Tea](https://e.example.org/1) ({})\n",
        "# 2024\n\n## {}\n\n- [Tea](https://e.example.org/1)\n",
        "# 2024\n\n{}\n\n- [Tea](https://e.example.org/1)\n",
    ],
)
def test_a_weekday_behind_a_day_is_none_of_a_title_in_brackets_or_without(log: str, day: str) -> None:
    assert days(log.format(day)) == [("2024-05-08", "2024-05-08")]
    assert [article.title for article in read_log(log.format(day)).articles] == ["Tea"]


def test_a_day_in_brackets_behind_its_weekday_is_a_heading() -> None:
    assert days("# 2024\n\n## 周三（5.8）\n\n" + ITEM) == [("2024-05-08", "2024-05-08")]


@pytest.mark.parametrize("words", ["5.8（旧）", "5.8 (beta)", "5/8(月报)"])
def test_other_words_in_brackets_behind_a_number_make_no_day_of_it(words: str) -> None:
    assert days(f"# 2024\n\n## {words}\n\n{ITEM}") == [("2024-01-01", "2024-12-31")]


def test_a_bare_number_is_a_day_only_in_a_month() -> None:
    assert days(f"8\n\n{ITEM}") == [(None, None)]


@pytest.mark.parametrize(
    ("name", "first", "last"),
    (
        ("2024-05-08.md", "2024-05-08", "2024-05-08"),
        ("2024_05_08.md", "2024-05-08", "2024-05-08"),
        ("2024-05-08-links.md", "2024-05-08", "2024-05-08"),
        ("2024-05.md", "2024-05-01", "2024-05-31"),
    ),
)
def test_a_day_or_month_in_the_file_name_bounds_its_articles(name: str, first: str, last: str) -> None:
    assert days(ITEM, name) == [(first, last)]


@pytest.mark.parametrize(
    ("written", "first", "last"),
    (
        ("05-28-24", "2024-05-28", "2024-05-28"),
        ("5/28/24", "2024-05-28", "2024-05-28"),
        ("2024-05-28 (Tue)", "2024-05-28", "2024-05-28"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-05", "2024-05-01", "2024-05-31"),
        ("May 2024", "2024-05-01", "2024-05-31"),
    ),
)
def test_a_column_of_days_holds_days_months_and_years(written: str, first: str, last: str) -> None:
    log = f"| Title | Date read |\n|---|---|\n| Tea | {written} |\n"
    assert days(log) == [(first, last)]
    assert "bad-day" not in {one.code for one in read_log(log).diagnostics}


@pytest.mark.parametrize(
    "day", ("5/28/2024, 9:10:24 PM", "28-05-2024 21:10", "28.05.2024 21:10:24", "Tue, 5/28/24 9:10 am")
)
def test_a_day_in_any_order_may_have_its_time(day: str) -> None:
    assert days(f"| Title | Date read |\n|---|---|\n| Tea | {day} |\n") == [("2024-05-28", "2024-05-28")]
    reading = read_log(f"# Tea\nURL: https://e.example.org/1\nDate: {day}\n\n- passage\n")
    assert [one.date for one in reading.dating.entries] == ["2024-05-28"]
    assert reading.diagnostics == ()
    assert days(f"- [Tea](https://e.example.org/1) {day}\n") == [("2024-05-28", "2024-05-28")]


def test_a_day_whose_order_nothing_tells_is_diagnosed() -> None:
    reading = read_log("| Title | Date read |\n|---|---|\n| Tea | 5/8/24 |\n")
    assert "ambiguous-day" in {one.code for one in reading.diagnostics}


def test_a_day_in_a_field_below_an_item_is_that_of_its_article() -> None:
    fields = "  - Published: 2019-01-01\n  - Started: 2024-05-01\n  - Finished: 8 May 2024\n"
    assert days(ITEM + fields) == [("2024-05-08", "2024-05-08")]
    assert days(ITEM + "  - > Finished: 8 May 2024\n") == [(None, None)]


@pytest.mark.parametrize("sign", ["- ", "- [x] ", ""])
def test_month_and_day_before_a_link_are_its_day(sign: str) -> None:
    log = read_log(f"# 2024\n\n{sign}12.22 [Tea](https://e.example.org/1): words about it and more\n")
    assert [(article.title, article.day) for article in log.articles] == [("Tea", "12.22")]


@pytest.mark.parametrize("sign", ["- ", ""])
@pytest.mark.parametrize(
    "stretch", ["12.16–12.22", "12.16~12.22", "12月16日-12月22日", "12.16 - 12.22", "12.16到12.22"]
)
def test_the_last_of_several_days_before_a_link_is_its_day(sign: str, stretch: str) -> None:
    log = read_log(f"# 2024\n\n{sign}{stretch} [Tea](https://e.example.org/1)\n")
    assert [(article.title, article.day) for article in log.articles] == [("Tea", stretch)]
    assert log.dating.entries[0].date == "2024-12-22"


def test_the_number_of_a_section_before_a_link_is_no_day() -> None:
    log = read_log("- 1.2 [Tea](https://e.example.org/1): words about it and more\n")
    assert [(article.title, article.day) for article in log.articles] == [("1.2 Tea", None)]


@pytest.mark.parametrize("sign", ["", "- "])
def test_numbers_before_titles_and_their_addresses_are_days_where_nearly_all_have_some(sign: str) -> None:
    lines = [f"{sign}{day} Tea https://e.example.org/{day}\n" for day in ("1.27", "1.29", "2.4")]
    log = read_log("# 2024\n\n" + "".join(lines))
    assert [(article.title, article.day) for article in log.articles] == [
        ("Tea", "1.27"),
        ("Tea", "1.29"),
        ("Tea", "2.4"),
    ]
    log = read_log("# 2024\n\n" + "".join(lines[:2]))
    assert [(article.title, article.day) for article in log.articles] == [("1.27 Tea", None), ("1.29 Tea", None)]


@pytest.mark.parametrize(("heading", "behind"), (("2024", "  【`12.17`】"), ("12", "")))
def test_versions_before_titles_are_no_days_where_others_stand_beside_or_above_them(heading: str, behind: str) -> None:
    titles = ["5.15 Kernel", "6.1 Kernel", "6.6 Kernel", "6.12 Kernel"]
    log = read_log(f"# {heading}\n\n" + "\n".join(f"{title} https://e.example.org/{behind}\n" for title in titles))
    assert [article.title for article in log.articles] == titles
    assert {article.day for article in log.articles} == {"12.17" if behind else None}


@pytest.mark.parametrize(("behind", "day"), (("(1/2)", None), ("（3/3）", None), ("(1/12)", "1/12"), ("(5/3)", "5/3")))
def test_what_counts_parts_is_no_day(behind: str, day: str | None) -> None:
    (article,) = read_log(f"- [Tea](https://e.example.org/1) {behind}\n").articles
    assert (article.day, [one.text for one in article.excerpts]) == (day, [] if day else [behind])


@pytest.mark.parametrize("top", ["### [Tea](https://e.example.org/1)\n", "**Tea**\nhttps://e.example.org/1\n"])
@pytest.mark.parametrize("day", ["2024-05-08\n\nA thought.", "*2024-05-08*", "Read: 2024-05-08"])
def test_a_day_right_below_an_article_is_its_own(top: str, day: str) -> None:
    assert days(f"# Notes\n\n{top}{day}\n") == [("2024-05-08", "2024-05-08")]


@pytest.mark.parametrize("day", ["2024年11月28日", "25 November 2024", "2024/11/28", "11.28"])
def test_a_day_before_a_bare_address_is_no_title(day: str) -> None:
    log = read_log(f"- {day} HTTPS://e.example.org/1\n")
    assert [(article.title, article.day) for article in log.articles] == [("HTTPS://e.example.org/1", day)]


@pytest.mark.parametrize(("day", "date"), (("24-11-02", "2024-11-02"), ("11/25/2024", "2024-11-25")))
def test_a_day_in_any_order_behind_an_address_is_no_note(day: str, date: str) -> None:
    log = read_log(f"Tea https://e.example.org/1  【`{day}`】\n")
    assert [(one.day, one.excerpts) for one in log.articles] == [(date, ())]


@pytest.mark.parametrize("day", ("【`11.6`", "`11.6`】", "【‘11.6’】", "\n【`11.6`】", "\n【`11.6`】 【good】"))
def test_a_day_behind_an_address_may_lack_a_bracket_or_go_over_to_the_next_line(day: str) -> None:
    (article,) = read_log(f"Tea https://e.example.org/1  {day}\n- > passage\n").articles
    assert (article.title, article.day) == ("Tea", "11.6")
    assert [one.text for one in article.excerpts] == ["good"] * ("good" in day) + ["passage"]


def test_a_remark_on_the_next_line_that_is_no_day_stays_there() -> None:
    (article,) = read_log("Tea https://e.example.org/1\n【good】\n").articles
    assert [(one.text, one.line_start) for one in article.excerpts] == [("【good】", 2)]


def test_titles_set_apart_with_a_day_in_brackets_are_articles_without_an_address() -> None:
    log = read_log(
        "Tea https://e.example.org/1  【`11.4`】\nagain 【`11.5`】\n\n"
        "茶经 【`11.6`】\n雨 【`11.7`】 【重读】\n\n我读完了。 【`11.8`】\n"
    )
    assert [(article.title, article.day) for article in log.articles] == [
        ("Tea", "11.4"),
        ("茶经", "11.6"),
        ("雨", "11.7"),
    ]
    assert [[one.text for one in article.excerpts] for article in log.articles] == [["again 【11.5】"], [], ["重读"]]
    assert [(one.code, one.line) for one in log.diagnostics][1:] == [
        ("missing-url", 4),
        ("missing-url", 5),
        ("unread", 7),
    ]


@pytest.mark.parametrize("sign", ("", "- "))
def test_a_day_between_a_link_and_a_comment_is_its_own(sign: str) -> None:
    (article,) = read_log(f"{sign}[Tea](https://e.example.org/1)【`11.6`】：good, and 【more】\n").articles
    assert (article.title, article.day) == ("Tea", "11.6")
    assert [one.text for one in article.excerpts] == ["good, and", "more"]


@pytest.mark.parametrize("day", ("24-11-12", "24-11-32", "3/4/2025"))
def test_a_day_behind_an_address_whose_order_nothing_tells_is_diagnosed(day: str) -> None:
    reading = read_log(f"Tea https://e.example.org/1  【`{day}`】\n")
    assert [(one.code, one.line) for one in reading.diagnostics] == [("ambiguous-day", 1)]


@pytest.mark.parametrize(
    "line",
    [
        "- [Tea](https://e.example.org/1) | 2024-05-08 | good",
        "- [Tea](https://e.example.org/1) - 2024.05.08 [*Ann*](https://e.example.org/2)",
        "- [Tea](https://e.example.org/1) (read 2024-05-08)",
        "- [Tea](https://e.example.org/1) - read on May 8th, 2024",
        "- [茶](https://e.example.org/1)（读于2024年5月8日）",
        "- Tea (2024-05-08): https://e.example.org/1",
        "- 2024-05-08 Tea https://e.example.org/1",
        "2024/5/8 Tea https://e.example.org/1",
        "[2024-05-08] Tea https://e.example.org/1",
        "May 8 2024 - Tea - https://e.example.org/1",
    ],
)
def test_a_day_beside_a_title_is_no_part_of_it(line: str) -> None:
    assert days(line + "\n") == [("2024-05-08", "2024-05-08")]
    assert [article.title for article in read_log(line + "\n").articles] == ["茶" if "茶" in line else "Tea"]


def test_a_day_in_the_words_of_a_link_is_part_of_its_title() -> None:
    log = read_log("- [Notes (2024-05-08)](https://e.example.org/1)\n")
    assert [(article.title, article.day) for article in log.articles] == [("Notes (2024-05-08)", None)]


def test_the_day_of_front_matter_is_not_that_of_several_years() -> None:
    log = f"---\ndate: 2021-10-12\n---\n# 2021\n{ITEM}# 2020\n{ITEM}"
    assert days(log) == [("2021-01-01", "2021-12-31"), ("2020-01-01", "2020-12-31")]


def test_front_matter_may_lack_its_first_rule() -> None:
    log = f"title: Links\ndate: 2024-05-08\ntags: [read]\n---\n{ITEM}"
    assert days(log) == [("2024-05-08", "2024-05-08")]
    assert read_log(log).blocks.owners.count("front-matter") == 4


@pytest.mark.parametrize("day", ["0/4/2025", "4/0/2025", "13/13/2025"])
def test_a_day_that_cannot_be_is_none(day: str) -> None:
    assert days(f"| Date | Article |\n|---|---|\n| {day} | [Tea](https://e.example.org/1) |\n") == [(None, None)]


FRONT = "---\ntitle: Tea\ndate: 2021-02-06\n---\n"


@pytest.mark.parametrize(
    ("heading", "within"),
    [
        ("10/2020", ("2020-10-01", "2020-10-31")),
        ("Oktober 2020", ("2020-10-01", "2020-10-31")),
        ("octubre de 2020", ("2020-10-01", "2020-10-31")),
        ("3. Oktober 2020", ("2020-10-03", "2020-10-03")),
        ("12 de octubre de 2020", ("2020-10-12", "2020-10-12")),
        ("14 août 2020", ("2020-08-14", "2020-08-14")),
        ("Март 2020", ("2020-03-01", "2020-03-31")),
        ("3/4/2020", ("2020-01-01", "2020-12-31")),  # the day is not told, the year is
        ("Best of 2020", ("2021-01-01", "2021-12-31")),
    ],
)
def test_the_day_of_front_matter_gives_way_to_a_heading(heading: str, within: tuple[str, str]) -> None:
    assert days(f"{FRONT}## {heading}\n\n{ITEM}") == [within]


@pytest.mark.parametrize(
    ("value", "within"),
    [
        ("2020-10", ("2020-10-01", "2020-10-31")),
        ("08/2009", ("2009-08-01", "2009-08-31")),
        ("2020-10/2020-12", ("2020-01-01", "2020-12-31")),
        ("2020-12/?", ("2020-12-01", "2020-12-31")),
        ("3/4/2020", ("2020-01-01", "2020-12-31")),
    ],
)
@pytest.mark.parametrize("column", ["Date read", "开始/结束"])
def test_the_day_of_front_matter_gives_way_to_a_column(column: str, value: str, within: tuple[str, str]) -> None:
    assert days(f"{FRONT}| Title | {column} |\n|---|---|\n| Tea | {value} |\n") == [within]


def test_the_day_of_front_matter_is_that_of_a_dated_post() -> None:
    assert days(f"{FRONT}## Links\n\n{ITEM}") == [("2021-02-06", "2021-02-06")]


@pytest.mark.parametrize(
    ("day", "within"),
    [
        ("2021-02-01", ("2021-02-06", "2021-02-06")),
        ("02/01", ("2021-02-06", "2021-02-06")),
        ("2020-02-01", ("2021-01-01", "2021-12-31")),
        ("2021-02-31", ("2021-02-06", "2021-02-06")),
    ],
)
def test_the_day_of_front_matter_stays_beside_that_of_one_entry_in_its_year(day: str, within: tuple[str, str]) -> None:
    log = f"{FRONT}{ITEM}{ITEM}- {day} [Rings](https://e.example.org/2)\n"
    assert days(log)[:2] == [within, within]


@pytest.mark.parametrize("said", ["读完于", "读于", "閱讀於"])
def test_what_was_done_on_a_day_is_said_behind_a_link(said: str) -> None:
    assert [article.day for article in read_log(f"{ITEM[:-1]}（{said} 2020-01-02）\n").articles] == ["2020-01-02"]


def test_a_day_that_may_begin_with_its_year_tells_nothing_of_itself_or_of_others() -> None:
    assert days("| Title | Date read |\n|---|---|\n| Tea | 23-11-12 |\n| Rain | 5/8/24 |\n") == [(None, None)] * 2


def test_a_day_in_front_matter_is_that_of_a_log_whose_folder_is_its_year() -> None:
    log = "---\ntitle: Links\ndate: 2024-05-08\n---\n" + ITEM
    assert days(log, "2024/links.md") == [("2024-05-08", "2024-05-08")]
    assert days(log, "2023/links.md") == [("2023-01-01", "2023-12-31")]


def test_the_last_of_several_days_is_of_the_year_of_the_first() -> None:
    assert days("Tea https://e.example.org/1  【`2024.2.23-2.25`】\n") == [("2024-02-25", "2024-02-25")]


def test_the_first_of_several_days_of_which_more_is_said_is_the_articles() -> None:
    log = read_log("# 3\n\nTea https://e.example.org/1 【`3.20` 重读】【`4.1` 重读】\n", "2025.md")
    assert [(article.day, dating.date) for _, article, dating in log.records()] == [("3.20", "2025-03-20")]
    assert log.diagnostics == ()


def test_the_day_on_which_something_was_changed_is_the_last_that_counts() -> None:
    record = "# Tea\n\nAuthor: Ann\nPublished: 2024-01-02\n{}\nURL: https://e.example.org/1\n"
    assert days(record.format("Last updated: 2024-05-06")) == [("2024-01-02",) * 2]
    assert days(record.replace("Published: 2024-01-02\n", "").format("Last updated: 2024-05-06")) == [
        ("2024-05-06",) * 2
    ]
