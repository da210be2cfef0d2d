"""What is taken for articles where no rule finds one, and the name of the log says that it is of what was read."""

from __future__ import annotations

import pytest
from reading import Reading, read_log

TITLES = ["山中日记（甲）", "The Old Bridge", "通往河边之路"]
LISTED = "".join(f" - [ ] {title}\n" for title in TITLES)
HEADED = "".join(f"## {title}\n\n很好。\n\n### 感想\n\n不错。\n\n" for title in TITLES)
LABELLED = "".join(f"{title}\n\n- 模型：桥\n- 方法论：试验\n\n" for title in TITLES)


def titles(reading: Reading) -> list[str]:
    return [article.title for article in reading.articles]


def codes(reading: Reading) -> list[str]:
    return [one.code for one in reading.diagnostics]


@pytest.mark.parametrize("log", [f"## 2018年\n\n{LISTED}", HEADED, LABELLED])
@pytest.mark.parametrize("name", ["阅读计划.md", "my_reading_2018.md"])
def test_titles_are_guessed_in_a_log_that_is_called_one_of_what_was_read(log: str, name: str) -> None:
    reading = read_log(log, name)
    assert titles(reading) == TITLES
    assert codes(reading).count("guessed") == 1
    assert "unread" not in codes(reading)


@pytest.mark.parametrize("name", ["notes.md", "README.md", "阅读笔记.md", "reading-notes.md"])
@pytest.mark.parametrize("log", [f"## 2018年\n\n{LISTED}", HEADED, LABELLED])
def test_nothing_is_guessed_in_any_other_log(log: str, name: str) -> None:
    reading = read_log(log, name)
    assert titles(reading) == []
    assert "guessed" not in codes(reading)


def test_papers_are_the_headings_that_have_none_below_them_on_whatever_level() -> None:
    log = "# 环\n\n## 缓冲\n\n### 2009 一种环形缓冲区的研究\n用数组实现。\n\n"
    log += "# 星\n\n#### Counting Perseids from a balcony\n\n"
    reading = read_log(log + "#### 屋顶上的流星：一种新的数法\n好。\n", "论文阅读记录.md")
    assert titles(reading) == [
        "2009 一种环形缓冲区的研究",
        "Counting Perseids from a balcony",
        "屋顶上的流星：一种新的数法",
    ]
    assert codes(reading)[0] == "guessed"
    assert titles(read_log(log + "#### 井\n好。\n", "论文阅读记录.md")) == ["环", "星"]


def test_pages_of_a_wiki_alone_are_titles_where_the_name_says_so() -> None:
    reading = read_log("".join(f"[[{title}]]\n" for title in TITLES), "Articles.md")
    assert titles(reading) == TITLES
    assert codes(reading) == ["guessed"]


def test_nothing_is_guessed_where_a_rule_finds_an_article() -> None:
    reading = read_log(f"{HEADED}## 茶\n\n- [茶](https://e.example.org/1)\n", "阅读计划.md")
    assert titles(reading) == ["茶"]
    assert "guessed" not in codes(reading)


@pytest.mark.parametrize(
    "log",
    [
        HEADED.replace(TITLES[1], "Introduction"),
        HEADED.replace(TITLES[1], TITLES[0]),
        LABELLED.replace(TITLES[1], "今年读得不多，只有这几篇。"),
        f"{TITLES[0]}\n\n很好。\n",
        "".join(f"- {title}，这是一句话。\n" for title in TITLES),
    ],
)
def test_no_guess_is_made_from_a_text(log: str) -> None:
    assert titles(read_log(log, "阅读计划.md")) == []


def test_one_heading_in_the_signs_of_a_title_will_do() -> None:
    reading = read_log("### 《茶经·上》\n----------\n* 2018-6-21\n读到第三章。\n", "读书记录.md")
    assert titles(reading) == ["《茶经·上》"]


BARE = "".join(f"{title}\n" for title in TITLES)


@pytest.mark.parametrize(("log", "name"), [(BARE, "看过的书.md"), (f"\n{BARE}\n{BARE}", "my-reading.txt")])
def test_lines_of_a_log_that_has_no_others_are_titles(log: str, name: str) -> None:
    reading = read_log(log, name)
    assert {*titles(reading)} == {*TITLES}
    assert codes(reading) == ["guessed"]
    assert titles(read_log(log, "notes.md")) == []


@pytest.mark.parametrize(
    "log",
    [
        "The old bridge is one that\nnobody knows, and it\nis not on any map, so\nwe went by the river\n",
        f"{BARE}很好。\n我喜欢。\n",
        f"{BARE}> a passage\n",
    ],
)
def test_lines_of_a_text_are_no_titles(log: str) -> None:
    assert titles(read_log(log, "看过的书.md")) == []


def test_a_list_of_two_is_enough_where_a_log_has_nothing_else() -> None:
    reading = read_log("1. 山中日记\n2. 桥-甲、乙与丙\n", "读书计划.md")
    assert titles(reading) == ["山中日记", "桥-甲、乙与丙"]
    assert codes(reading) == ["guessed"]
    assert titles(read_log("1. 山中日记\n2. 桥\n\n完。\n", "读书计划.md")) == []


def test_labels_come_back_and_the_beginnings_of_titles_do_not() -> None:
    books, labels = "- Tea: a history\n- Rain: a life\n- Snow: words\n", "- Tea: green\n- Tea: black\n- Rain: some\n"
    assert [len(read_log(log, "阅读计划.md").articles) for log in (books, labels)] == [3, 0]
