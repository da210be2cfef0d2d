"""Headings that are days, weeks, months or years, in the forms that people write, and those that are none."""

from __future__ import annotations

import pytest
from reading import read_log
from said_in_short import ITEM, days


@pytest.mark.parametrize(
    ("heading", "first", "last"),
    (
        ("# May 2024 reads", "2024-05-01", "2024-05-31"),
        ("# 2024\n\n## May books", "2024-05-01", "2024-05-31"),
        ("# Books read in May 2024", "2024-05-01", "2024-05-31"),
        ("# Reading list - May 2024", "2024-05-01", "2024-05-31"),
        ("# 2024.05 阅读", "2024-05-01", "2024-05-31"),
        ("# 2024-05 reads", "2024-05-01", "2024-05-31"),
        ("# 5月 2024", "2024-05-01", "2024-05-31"),
        ("# 2024.5月", "2024-05-01", "2024-05-31"),
        ("# 24年5月", "2024-05-01", "2024-05-31"),
        ("# 98年5月", None, None),
        ("# 2024 05", "2024-05-01", "2024-05-31"),
        ("# 【2024.05】", "2024-05-01", "2024-05-31"),
        ("# 2024年5月（立夏）", "2024-05-01", "2024-05-31"),
        ("# ２０２４年５月", "2024-05-01", "2024-05-31"),
        ("# 2024．05", "2024-05-01", "2024-05-31"),
        ("# 2024 (a novel)", None, None),
        ("# 2024.05 release", None, None),
        ("# 2024年5月阅读记录", "2024-05-01", "2024-05-31"),
        ("# 2024\n\n## 五月书单", "2024-05-01", "2024-05-31"),
        ("# Week of 2024-05-06", "2024-05-01", "2024-05-31"),
        ("# Week of May 27, 2024", "2024-01-01", "2024-12-31"),
        ("# Week ending 2024-01-05", None, None),
        ("# Week of Rain", None, None),
        ("# Links 2024-05-01, 2024-05-28", None, None),
        ("# Links 2024-02-31", None, None),
        ("# 2024\n\n## 6. Mai", "2024-05-06", "2024-05-06"),
        ("# 2024\n\n## 16.5.", "2024-05-16", "2024-05-16"),
        ("# 2024\n\n## Do, 16.5.", "2024-05-16", "2024-05-16"),
    ),
)
def test_a_heading_gives_the_month_or_the_year_of_what_was_read(
    heading: str, first: str | None, last: str | None
) -> None:
    assert days(f"{heading}\n\n{ITEM}") == [(first, last)]


@pytest.mark.parametrize(
    ("heading", "section"),
    (
        ("2024-05-08 周三 晴", ("晴",)),
        ("2024-05-08 学习笔记", ("学习笔记",)),
        ("2024年5月8日 晴", ("晴",)),
        ("5月8日 周三 多云", ("多云",)),
        ("5.8 周三 多云", ("多云",)),
        ("2024-05-08 Wednesday 🌞", ("🌞",)),
        ("May 8, 2024 On rings", ("On rings",)),
        ("2024-05-08｜时钟", ("时钟",)),
    ),
)
def test_words_behind_a_day_are_the_section_of_that_day(heading: str, section: tuple[str, ...]) -> None:
    log = f"# 2024\n\n## {heading}\n\n{ITEM}"
    assert days(log) == [("2024-05-08", "2024-05-08")]
    assert read_log(log).blocks.entries[0].sections == section


@pytest.mark.parametrize("heading", ("5月8日 事变", "5.8 release", "2024-05-08 to Christmas", "2024.05.08.1 release"))
def test_words_behind_a_number_or_a_day_of_no_year_make_a_section_of_it(heading: str) -> None:
    log = f"# 2024\n\n## {heading}\n\n{ITEM}"
    assert days(log) == [("2024-01-01", "2024-12-31")]
    assert read_log(log).blocks.entries[0].sections == (heading,)


def test_a_heading_with_a_day_and_a_title_above_its_address_is_an_article() -> None:
    log = read_log("# 2024-05-08 Tea\n\nhttps://e.example.org/1\n\n# 2024-05-09 Rain\n\nhttps://e.example.org/2\n")
    assert [(one.title, one.day) for one in log.articles] == [("Tea", "2024-05-08"), ("Rain", "2024-05-09")]


@pytest.mark.parametrize("heading", ("8日", "8th"))
def test_a_heading_that_is_a_day_of_no_month_is_a_section(heading: str) -> None:
    ((entry, _, _),) = read_log(f"# 2024\n\n## {heading}\n{ITEM}", "notes.md").records()
    assert entry.sections == (heading,)


@pytest.mark.parametrize("top", ("## Books I read in 2024\n", "---\ntitle: Completed in 2024\n---\n"))
def test_a_year_in_which_things_were_read_is_that_of_the_articles_below(top: str) -> None:
    assert days(top + ITEM) == [("2024-01-01", "2024-12-31")]


@pytest.mark.parametrize("heading", ("The crisis in 2008", "Conference papers 2024", "Papers on the year 2024"))
def test_a_year_that_a_section_is_about_is_none(heading: str) -> None:
    assert days(f"## {heading}\n{ITEM}") == [(None, None)]


@pytest.mark.parametrize("heading", ("5月小结", "5 月总结", "五月 May", "5月/May", "2024 · 5月", "2024年5月回顾"))
def test_a_month_that_is_looked_back_on_or_named_twice_is_one(heading: str) -> None:
    assert days(f"# 2024\n\n## {heading}\n\n{ITEM}") == [("2024-05-01", "2024-05-31")]


@pytest.mark.parametrize("heading", ("十月革命回顾", "五月 June", "5月 Ann"))
def test_words_that_begin_with_a_month_are_none(heading: str) -> None:
    assert days(f"# 2024\n\n## {heading}\n\n{ITEM}") == [("2024-01-01", "2024-12-31")]


@pytest.mark.parametrize("heading", ["2024 reading list", "2024 Reading", "2024 books", "2024 My books"])
def test_a_year_of_reading_is_that_of_the_articles_below(heading: str) -> None:
    assert days(f"# {heading}\n\n{ITEM}") == [("2024-01-01", "2024-12-31")]


@pytest.mark.parametrize(
    "heading",
    ["3/25/2020", "25.03.2020", "Monday, 3/25/2020", "Links (3/25/20)", "25th of March, 2020", "Date: 2020-03-25"],
)
def test_a_heading_that_is_a_day_in_any_order_dates_what_is_below(heading: str) -> None:
    log = read_log(f"## {heading}\n\n{ITEM}")
    assert days(f"## {heading}\n\n{ITEM}") == [("2020-03-25", "2020-03-25")]
    assert [entry.sections for entry in log.blocks.entries] == [("Links",) if "Links" in heading else ()]


def test_other_headings_tell_the_order_of_a_day() -> None:
    assert days(f"## 3/25/2020\n{ITEM}\n## 3/4/2020\n{ITEM}")[1] == ("2020-03-04", "2020-03-04")
    assert days(f"## 25/3/2020\n{ITEM}\n3/4/2020\n\n{ITEM}")[1] == ("2020-04-03", "2020-04-03")


@pytest.mark.parametrize(
    ("other", "date"),
    (
        ("23-12-02", "2023-12-04"),  # no log is of 2002
        ("23-12-24", "2023-12-04"),  # 23 comes back
        ("3/25/2023", "2023-12-04"),  # no month is the 23rd
        ("15-12-04", "2004-12-23"),  # 04 comes back
        ("24-11-05", None),
    ),
)
def test_other_days_tell_whether_a_year_of_two_digits_stands_first(other: str, date: str | None) -> None:
    assert days(f"## 23-12-04\n{ITEM}\n## {other}\n{ITEM}")[0] == (date, date)
    assert days(f"Tea https://e.example.org/1  【`23-12-04`】\nRain https://e.example.org/2  【`{other}`】\n")[0] == (
        date,
        date,
    )


def test_a_heading_whose_order_nothing_tells_is_diagnosed() -> None:
    reading = read_log(f"## 3/4/2020\n\n{ITEM}")
    assert [(one.code, one.line) for one in reading.diagnostics] == [("ambiguous-day", 1)]
    assert reading.blocks.entries[0].sections == ("3/4/2020",)


@pytest.mark.parametrize(
    "heading",
    ["2024.03.11-03.17", "2024-03-11 ~ 2024-03-17", "2024年3月11日至17日", "March 11–17, 2024", "11 - 17 Mar 2024"],
)
def test_a_week_tells_the_month(heading: str) -> None:
    assert days(f"## {heading}\n\n{ITEM}") == [("2024-03-01", "2024-03-31")]
    assert read_log(f"## {heading}\n\n{ITEM}").blocks.entries[0].sections == (heading,)


@pytest.mark.parametrize(
    "heading",
    [
        "2024-W11",
        "Week 11, 2024",
        "2024年第11周",
        "2024 Q1",
        "Spring 2024",
        "2024年上半年",
        "Jan–Feb 2024",
        "2024年1-2月",
        "Reading log 2024",
        "2024年读书笔记",
        "2024年度书单",
        "阅读 2024",
        "Leseliste 2024",
        "Papers 2024",
        "読書記録 2024年",
    ],
)
def test_a_heading_of_weeks_or_months_or_readings_tells_the_year(heading: str) -> None:
    assert days(f"# {heading}\n\n{ITEM}") == [("2024-01-01", "2024-12-31")]


@pytest.mark.parametrize(
    ("heading", "first", "last"),
    (
        ("2024-W11 (Mar 11 – Mar 17)", "2024-03-01", "2024-03-31"),
        ("第11周（2024.3.11-2024.3.17）", "2024-03-01", "2024-03-31"),
        ("Week 11 (Mar 11 – 17, 2024)", "2024-03-01", "2024-03-31"),
        ("W11 2024-03-11 ~ 2024-03-17", "2024-03-01", "2024-03-31"),
        ("每周阅读 #11（2024.03.11 - 2024.03.17）", "2024-03-01", "2024-03-31"),
        ("Week 9 (Feb 26 – Mar 3, 2024)", "2024-01-01", "2024-12-31"),
        ("2024 第 11 周", "2024-01-01", "2024-12-31"),
        ("Week 1 (Dec 30, 2024 – Jan 5, 2025)", None, None),
        ("The race (March 11–17, 2024)", None, None),
        ("Week 11", None, None),
    ),
)
def test_a_week_with_its_days_tells_what_they_have_in_common(heading: str, first: str | None, last: str | None) -> None:
    assert days(f"# {heading}\n\n{ITEM}") == [(first, last)]
    assert read_log(f"# {heading}\n\n{ITEM}").blocks.entries[0].sections == (heading,)


@pytest.mark.parametrize(
    ("heading", "month"),
    (
        ("3.11-3.17", True),
        ("3/4–3/10", True),
        ("3.11~17", True),
        ("第10周（3/4–3/10）", True),
        ("3月11日~3月17日", True),
        ("3月下旬", True),
        ("2.4-2.6", False),
        ("1.1-1.5", False),
        ("3.32-3.39", False),
        ("3.25-4.12", False),
    ),
)
def test_a_stretch_of_days_below_a_year_tells_the_month(heading: str, month: bool) -> None:
    log = f"# 2024\n\n## {heading}\n\n{ITEM}"
    assert days(log) == [("2024-03-01", "2024-03-31") if month else ("2024-01-01", "2024-12-31")]
    assert read_log(log).blocks.entries[0].sections == (heading,)


@pytest.mark.parametrize("heading", ["Dec 28, 2023 - Jan 3, 2024", "28 Dec - 3 January 2024", "State of rings 2024"])
def test_a_heading_of_which_no_year_is_sure_tells_none(heading: str) -> None:
    assert days(f"# {heading}\n\n{ITEM}") == [(None, None)]


@pytest.mark.parametrize("heading", ["2017 / 03", "二〇一七年三月", "Mar '17", "March ’17"])
def test_a_month_in_other_forms_is_one(heading: str) -> None:
    assert days(f"# {heading}\n\n{ITEM}") == [("2017-03-01", "2017-03-31")]


def test_a_month_before_its_year_is_one() -> None:
    assert days("| Title | Date read |\n|---|---|\n| Tea | 08/2009 |\n") == [("2009-08-01", "2009-08-31")]
    assert days(f"## 8/2009\n\n{ITEM}") == [("2009-08-01", "2009-08-31")]


@pytest.mark.parametrize("heading", ["[[]]", "[[ ]]", "#[[]]"])
def test_empty_brackets_are_the_words_of_a_heading(heading: str) -> None:
    (entry,) = read_log(f"## {heading}\n\n{ITEM}").blocks.entries
    assert entry.sections == (heading,)


@pytest.mark.parametrize("heading", ["##2024年", "##茶\n\n###2024-05"])
def test_a_heading_needs_no_blank_behind_two_signs(heading: str) -> None:
    log = read_log(f"{heading}\n\n{ITEM}").blocks
    assert log.entries[0].heading.year == 2024
    assert log.entries[0].sections == (("茶",) if "茶" in heading else ())
    assert read_log("#茶\n\n- 甲\n").blocks.owners[0] == "unread"


@pytest.mark.parametrize("heading", ("Version 1/2/2020 of it", "| 5/5/2025 | Rain |"))
def test_a_heading_that_is_no_date_is_not_said_to_be_one_of_unknown_order(heading: str) -> None:
    log = read_log(f"# {heading}\n\n- [Tea](https://e.example.org/1)\n")
    assert [one.code for one in log.diagnostics] == []
    assert log.dating.entries[0].date_from is None
