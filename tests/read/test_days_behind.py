"""Days behind an address or a title: alone, with words of reading, in a remark that says more, and what is none."""

from __future__ import annotations

import pytest
from reading import read_log
from said_in_short import A, said

TOP = "# 2024\n\n"
ARTICLES = (f"Tea {A}", f"- Tea {A}", f"- [Tea]({A})", f"[Tea]({A})", f"## [Tea]({A})")


def told(line: str) -> tuple[str, str | None, list[str]]:
    """The title, the day and the notes of the article that a line of a log of 2024 is."""
    reading = read_log(f"{TOP}{line}\n")
    ((_, article, dating),) = reading.records()
    return article.title, dating.date, said(reading)


@pytest.mark.parametrize("article", ARTICLES)
@pytest.mark.parametrize(
    "behind",
    (
        " {}",
        "（{}）",
        " ({})",
        " [{}]",
        "，{}",
        " - {}",
        "  【{}】",
        "  【`{}`】",
        "（读于 {}）",
    ),
)
@pytest.mark.parametrize(
    "day",
    (
        "12.18",
        "12/18",
        "12-18",
        "12月18日",
        "Dec 18",
        "18 Dec",
        "20241218",
        "2024-12-18 Wed",
        "12.18 周三",
        "12/18(水)",
    ),
)
def test_a_remark_that_is_nothing_but_a_day_is_the_day(article: str, behind: str, day: str) -> None:
    if behind == " - {}" and day in ("12.18", "12-18"):  # 'Tea - 12.18' may be a version
        return
    assert told(article + behind.format(day)) == ("Tea", "2024-12-18", [])


@pytest.mark.parametrize("article", ARTICLES)
@pytest.mark.parametrize("words", ("重读", "读完", "二刷", "reread"))
@pytest.mark.parametrize("day", ("12.18", "12/18", "12月18日", "2024-12-18"))
def test_words_of_reading_behind_a_day_are_a_note(article: str, day: str, words: str) -> None:
    assert told(f"{article} {day} {words}") == ("Tea", "2024-12-18", [words])


@pytest.mark.parametrize("article", ARTICLES)
@pytest.mark.parametrize("behind", ("3.10", "8.5", "4/5", "10/10", "12.99", "12.18 元", "v12.1", "（3.9）"))
def test_what_may_be_a_version_a_rating_or_a_price_behind_an_address_is_no_day(article: str, behind: str) -> None:
    assert told(f"{article} {behind}") == ("Tea", None, [behind])


@pytest.mark.parametrize("article", ARTICLES)
@pytest.mark.parametrize(
    ("remark", "day"),
    (
        ("`12.16`，重读", "2024-12-16"),
        ("12.15，重读", "2024-12-15"),
        ("3.5，重读", "2024-03-05"),
        ("12.17 晚，地铁上", "2024-12-17"),
        ("12月12日，三刷", "2024-12-12"),
        ("12月12日 重读", "2024-12-12"),
        ("3.10，可用", None),
        ("2.4 看不懂", None),
        ("`1.5`，倍", None),
    ),
)
def test_a_remark_that_says_more_of_its_day_is_a_note_as_well(article: str, remark: str, day: str | None) -> None:
    assert told(f"{article}  【{remark}】") == ("Tea", day, [remark.replace("`", "")])


@pytest.mark.parametrize("sign", ("", "- "))
@pytest.mark.parametrize(
    ("title", "day"),
    (
        ("Tea（12.22）", "2024-12-22"),
        ("Tea (12/22)", "2024-12-22"),
        ("Tea（12月2日）", "2024-12-02"),
        ("Tea (Dec 22)", "2024-12-22"),
        ("Tea（读于 2024-12-22）", "2024-12-22"),
        ("Tea (6.12)", None),
        ("Tea (12.04)", None),
        ("Tea (9/11)", None),
        ("Tea (3/12)", None),
        ("Tea（3月）", None),
    ),
)
def test_a_day_in_brackets_before_an_address_is_none_of_the_title(sign: str, title: str, day: str | None) -> None:
    assert told(f"{sign}{title}{A}" if title[-1] == "）" else f"{sign}{title} {A}") == (
        "Tea" if day else title,
        day,
        [],
    )


@pytest.mark.parametrize(
    ("behind", "day", "notes"),
    (
        (" 12/18", "2024-12-18", []),
        (" 12月20日读完", "2024-12-20", ["读完"]),
        ("陆羽，12/18", "2024-12-18", []),
        ("（12.22）", "2024-12-22", []),
        ("，12月20日", "2024-12-20", []),
    ),
)
def test_a_day_behind_a_title_in_its_signs_is_the_day(behind: str, day: str, notes: list[str]) -> None:
    reading = read_log(f"# 2024 年读书\n\n- 《茶经》{behind}\n- 《雨》\n- 《雪》\n")
    assert (reading.articles[0].title.removesuffix("陆羽"), reading.dating.entries[0].date) == ("《茶经》", day)
    assert said(reading) == notes
