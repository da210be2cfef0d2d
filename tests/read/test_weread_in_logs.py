"""Exports of WeRead in a log of other articles: where they begin and end, and what they say of the rest of it."""

from __future__ import annotations

import pytest
from reading import read_log
from weread_written import END, LINE, export, owner_faults

from ingest.read.cut.dialects import find_dialect


@pytest.mark.parametrize(
    "log",
    [
        "微信读书里读的《山中来信》，记了12个笔记 https://e.example.org/1\n",
        "《山中来信》\n\n林远\n\n◆ 雨停了。\n",
        "《山中来信》\n\n林远\n3个笔记\n",
        "《山中来信》\n\n林远\n3个笔记\n\n这一本还没有划线。\n",
        "《山中来信》\n# 林远\n3个笔记\n\n◆ 雨停了。\n",
        "《山中来信》\n林远\n译者\n3个笔记\n\n◆ 雨停了。\n",
        f"- 《山中来信》\n- 林远\n- 3个笔记\n\n◆ 雨停了。\n{END}",
        "".join(f"> {line}\n" for line in export().split("\n")),
        f"```\n{export()}```\n",
        f"<!--\n{export()}-->\n",
        END,
        "",
    ],
)
def test_what_only_looks_like_an_export_is_none(log: str) -> None:
    reading = read_log(log)
    assert find_dialect(log.split("\n")) != "weread"
    assert [entry for entry in reading.blocks.entries if entry.rule == "weread"] == []
    assert owner_faults(reading) == []


def test_the_last_thought_dates_a_book_but_below_a_month() -> None:
    body = "◆ 2023/05/13发表想法\n\n甲。\n\n◆ 2023/05/03发表想法\n\n乙。"
    days = [
        (dating.date, dating.month)
        for _, _, dating in read_log(f"{export(body)}\n# 2024.12\n\n{export(body)}").records()
    ]
    assert days == [("2023-05-13", "2023-05"), (None, "2024-12")]


@pytest.mark.parametrize("day", ["2023/05/13", "2025/05/13"])
@pytest.mark.parametrize(("path", "above"), [("notes.md", "# 2024\n\n"), ("2024.md", "")])
def test_the_day_of_an_export_is_a_fact_whatever_year_it_stands_in(day: str, path: str, above: str) -> None:
    lines = [f"T【{month}.5】 https://e.example.org/{month}\n- > a\n\n" for month in (3, 4, 6)]
    lines.insert(2, "U https://e.example.org/9\n\n")
    for place in range(len(lines) + 1):
        alone = read_log(above + "".join(lines), path)
        book = export(f"◆ {day}发表想法\n\n甲。", end=f"{END}\n")
        beside = read_log(above + "".join([*lines[:place], book, *lines[place:]]), path)
        assert [one.code for one in beside.diagnostics] == []
        dates = [(dating.date_from, dating.date_to) for dating in beside.dating.entries]
        assert dates.pop(place) == (day.replace("/", "-"),) * 2
        assert dates == [(dating.date_from, dating.date_to) for dating in alone.dating.entries]


@pytest.mark.parametrize("day", ["2024-03-05", "2024-03"])
def test_the_day_of_a_log_holds_beside_an_export_of_another_year(day: str) -> None:
    book = export("◆ 2023/05/13发表想法\n\n甲。")
    alone, beside = (read_log(f"{LINE}\n{LINE}", f"{day}.md"), read_log(f"{LINE}\n{LINE}\n{book}", f"{day}.md"))
    dates = [(dating.date_from, dating.date_to) for dating in beside.dating.entries]
    assert dates == [*((dating.date_from, dating.date_to) for dating in alone.dating.entries), ("2023-05-13",) * 2]
    assert beside.diagnostics == ()


@pytest.mark.parametrize(
    "article",
    [
        f"{LINE}- > a\n  >> b\n",
        f"{LINE}>> b\n",
        "- [T](https://e.example.org/1)\n  >> b\n",
        f"{LINE}- > a\n\nU https://e.example.org/2\n```\n>> x = 1\n\ny\n```\n",
        f"{LINE}```\n>> x = 1\n\ny\n```\n\nU https://e.example.org/2\n",
    ],
)
def test_articles_below_an_export_without_its_last_line_keep_their_notes(article: str) -> None:
    for note in ("◆ 雨停了。", ">> 雨停了。", "◆ 2023/05/03发表想法\n\n记 https://e.example.org/3 。"):
        alone, below = read_log(article), read_log(f"{export(note, end='')}\n{article}")
        assert [entry.lines for entry in below.blocks.entries[1:]] == [entry.lines for entry in alone.blocks.entries]
        assert below.articles[1:] != () and owner_faults(below) == []


@pytest.mark.parametrize(
    "article",
    [
        LINE,
        f"{LINE}- > a\n",
        "- [T](https://e.example.org/1)\n  - > a\n",
        "《河》\n- > c\n",
        "《河》\nhttps://e.example.org/1\n",
        "- 茶经\n- 水经\n",
        f"## 札记\n\n{LINE}",
        f"# 2024\n\n{LINE}",
        "| a | b |\n|---|---|\n| T | https://e.example.org/1 |\n",
    ],
)
def test_a_last_line_below_other_articles_is_none_of_the_export_above(article: str) -> None:
    alone, below = read_log(article), read_log(f"{export(end='')}{article}\n{END}")
    assert [(entry.rule, entry.lines) for entry in below.blocks.entries[1:]] == [
        (entry.rule, entry.lines) for entry in alone.blocks.entries
    ]
    assert below.blocks.entries[0].line_end == 9
    assert owner_faults(below) == []


@pytest.mark.parametrize(
    "note",
    [
        "◆ 雨停了。\n\n见 https://e.example.org/1 。\n\n◆ 瓦。",
        "◆ 雨停了。\n\n| a | b |\n\n◆ 瓦。",
        "◆ 雨停了。\n>\n> 停\n\n◆ 瓦。",
        "◆ 2023/05/03发表想法\n\n- [记](https://e.example.org/1)\n- > 词\n\n原文：雨停了",
        ">> 雨停了。\n\n记\n>> 见 https://e.example.org/1",
        "◆ 雨停了。\n\n第二章\n◆ 瓦。\nhttps://e.example.org/1",
    ],
)
def test_what_a_book_has_ends_no_export(note: str) -> None:
    reading = read_log(f"{export(note)}\nU https://e.example.org/2\n")
    assert [entry.rule for entry in reading.blocks.entries] == ["weread", "address-line"]
    assert reading.diagnostics == ()


@pytest.mark.parametrize(
    ("note", "end"),
    [
        ("◆ 雨停了。\n| a | b |\n\n2023/05/03 发表想法\n好\n\n原文：瓦。", ""),
        ("◆ 2023/05/03发表想法\n| a | b |", END),
    ],
)
def test_a_row_amid_notes_or_in_a_thought_ends_no_export(note: str, end: str) -> None:
    reading = read_log(f"{export(note, end=end)}\nU https://e.example.org/2\n")
    assert [entry.rule for entry in reading.blocks.entries] == ["weread", "address-line"]
    assert reading.diagnostics == ()


def test_a_heading_that_is_a_date_ends_an_export() -> None:
    for heading in ("# 2025", "## 11\n\n瓦", "## 2025.3"):
        for gap in ("\n", "\n\n"):
            book = export(end="").rstrip()
            reading = read_log(f"# 2024\n\n{book}{gap}{heading}\n\n◆ 瓦上有声。\n\n{END}")
            assert reading.blocks.entries[0].line_end == 11
            assert reading.blocks.owners[reading.lines.index(heading.split("\n")[0])] == "heading"


def test_a_fence_of_an_item_above_that_never_closes_hides_no_export() -> None:
    for fence in ("- 词\n  ```\n  x = 1\n\n", "- ```\n  x = 1\n", "- 词\n\n  <!-- x\n\n"):
        reading = read_log(f"{fence}{export()}")
        assert [entry.rule for entry in reading.blocks.entries] == ["weread"]
        assert owner_faults(reading) == []


def test_rows_of_a_table_go_on_behind_an_export() -> None:
    table = "| a | b |\n|---|---|\n| T | https://e.example.org/1 |\n"
    reading = read_log(f"{table}\n{export()}| U | https://e.example.org/2 |\n\n| V | https://e.example.org/3 |\n")
    assert [entry.rule for entry in reading.blocks.entries] == ["table-row", "weread", "table-row", "table-row"]
    assert reading.diagnostics == ()


def test_a_title_with_quotes_of_its_own_below_is_no_export() -> None:
    reading = read_log("# 2024\n\n《山中来信》\n林远 著\n\n12个笔记\n\n- > a\n  >> b\n\n《河》\n- > c\n")
    assert [entry.rule for entry in reading.blocks.entries] == ["text-title", "text-title"]


def test_an_export_says_nothing_of_the_rest_of_a_log() -> None:
    log = "# 2024\n\n{}一 https://e.example.org/1\n- > a\n\n- [二](https://e.example.org/2)\n\n## 书\n\n《河》\n- > b\n"
    alone, beside = read_log(log.format("")), read_log(log.format(export() + "\n"))
    assert [entry.lines for entry in beside.blocks.entries[1:]] == [entry.lines for entry in alone.blocks.entries]
    assert [entry.rule for entry in beside.blocks.entries[1:]] == [entry.rule for entry in alone.blocks.entries]


@pytest.mark.parametrize("log", ["- 茶经\n- 水经\n- 山海经\n", "## 茶经\n\n好。\n\n## 水经\n\n也好。\n"])
def test_books_are_guessed_beside_an_export_as_without_one(log: str) -> None:
    alone, beside = read_log(log, "reading.md"), read_log(f"{log}\n{export()}", "reading.md")
    assert [entry.lines for entry in beside.blocks.entries[:-1]] == [entry.lines for entry in alone.blocks.entries]
    assert [(one.code, one.message) for one in beside.diagnostics] == [("guessed", alone.diagnostics[0].message)]


def test_what_stands_in_front_matter_is_no_export() -> None:
    reading = read_log(f"---\ntitle: 札记\n{export()}---\n{LINE}")
    assert [entry.rule for entry in reading.blocks.entries] == ["address-line"]
    assert owner_faults(reading) == []


def test_an_export_has_the_tags_of_its_section_as_the_articles_beside_it_have() -> None:
    reading = read_log(f"## 想读的书\n\n- [T](https://e.example.org/1)\n\n{export()}")
    beside, book = [article for _, article, _ in reading.records()]
    assert [tag.rule for tag in beside.tags].count("unread") == 1
    assert {*beside.tags} <= {*book.tags}
