"""What is said about a log, and titles that need no address: read without a fault, and so without a warning."""

from __future__ import annotations

import pytest
from reading import read_log

LIST = "- [How a ring wraps](https://blog.example.org/ring)\n- [Tea](https://tea.example.org/)\n"
SENTENCE = "This is a list of what I have read, the newest on top."


def told(text: str) -> list[tuple[str, int, int]]:
    """The diagnostics, each with the lines that it is about."""
    return [(one.code, one.line, one.line_end) for one in read_log(text).diagnostics]


@pytest.mark.parametrize(
    "introduction",
    [
        SENTENCE,
        "Here is what I\nread this year.",
        "我把读过的文章都记在这里，新的在上面。",
        f"{SENTENCE}\n\n> Legend: ✅ read\n\n![](cover.png)\n\nThere are more of them on another page:",
        "Inspired by [a page](https://page.example.org/) that I saw the other day.",
    ],
)
def test_sentences_above_the_first_article_are_an_introduction(introduction: str) -> None:
    for top in ("", "# Reading\n\n", "---\nlang: en\n---\n"):
        first = top.count("\n") + 1
        assert told(f"{top}{introduction}\n\n{LIST}") == [("introduction", first, first + introduction.count("\n"))]


def test_one_paragraph_right_below_a_heading_is_an_introduction() -> None:
    assert told(f"## One\n{LIST}\n## Two\n\n{SENTENCE}\n\n{LIST}") == [("introduction", 7, 7)]
    assert told(f"## One\n{LIST}\n## Two\n\n{SENTENCE}\n\n{SENTENCE}\n\n{LIST}") == [("unread", 7, 9)]


@pytest.mark.parametrize("lost", ["Counting Perseids", "The Tea Classic - Lu Yu", "- Tea", "> quoted", "Who am I?"])
def test_what_may_be_an_article_is_unread_and_no_introduction(lost: str) -> None:
    assert told(f"## One\n{LIST}\n## Two\n\n{lost}\n\n## Three\n{LIST}") == [("unread", 5, 7)]


def test_nothing_is_an_introduction_where_no_article_was_read() -> None:
    assert told(f"# Reading\n\n{SENTENCE}\n") == [("unread", 1, 3)]


BOOKS = "- The Tea Classic\n- Oaks\n- Wells\n"


def test_a_list_in_which_most_have_no_address_misses_none() -> None:
    assert told(f"## Books read\n\n{BOOKS}- [Rings](https://ring.example.org/)\n") == []
    assert told(f"## Links\n\n{LIST}- The Tea Classic\n") == [("missing-url", 5, 5)]
    assert told(f"## Books read\n\n{BOOKS}\n## Links\n\n{LIST}- Oaks\n") == []
    many = "".join(f"- [Rings {number}](https://ring.example.org/{number})\n" for number in range(9))
    assert told(f"## Books read\n\n{BOOKS}\n## Links\n\n{many}- Oaks\n") == [("missing-url", 18, 18)]


def test_a_year_is_missed_only_where_there_is_a_month_or_a_day() -> None:
    assert told(LIST) == []
    assert told(f"{LIST}- 12/22 - [Rings](https://ring.example.org/)\n") == [("no-year", 3, 3)]
    assert told(f"# 12\n{LIST}# Tea\n{LIST}") == [("no-year", 2, 2)]
