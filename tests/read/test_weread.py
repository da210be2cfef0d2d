"""Exports of WeRead: what their lines say, and what becomes of a book that is exported again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from contents import difference, read_contents
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from letters import letters
from reading import read_lines, read_log
from weread_written import END, LINE, export, only_article, owner_faults, rows
from work import count_lines

from ingest.log import Counts
from ingest.model import Article
from ingest.read.apps.weread_exports import find_exports, read_export_head
from ingest.read.cut.dialects import find_dialect
from ingest.read.rules import weread
from ingest.run import Report

Build = Callable[..., Report]


SETTINGS = settings(deadline=None, max_examples=200, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize(
    "head",
    [
        "《山中来信》\n\n林远\n3个笔记",
        "《山中来信》\n林远\n3个笔记",
        "《山中来信》 \n林远 \n 12 条笔记",
        "《山中来信》\n\n\n林远\n3個筆記",
        "  《山中来信》\n  林远\n  3个笔记",
        "\u3000\u3000《山中来信》\n\n林远\n3个笔记",
    ],
)
def test_heads_of_all_generations_are_read(head: str) -> None:
    log = f"\n\n{head}\n\n\n◆ 第一章\n\n>> 雨停了。\n"
    assert find_dialect(log.split("\n")) == "weread"
    article = only_article(log)
    assert (article.title, article.author, rows(article)) == (
        "山中来信",
        "林远",
        [("heading", "第一章", None), ("quote", "雨停了。", "第一章")],
    )


def test_a_magazine_may_be_the_author_but_no_other_title() -> None:
    head = read_export_head(["《山中来信》", "", "《新周刊》杂志社", "3个笔记"])
    assert head and head.author == "《新周刊》杂志社"
    assert read_export_head(["《山中来信》", "《河》", "3个笔记"]) is None


def test_a_book_without_an_author_has_none() -> None:
    assert read_export_head(["《佚名》", "", "3个笔记"]) == ("佚名", None, 3, None)


@pytest.mark.parametrize("day", ["2024-05-01", "2024年5月1日"])
@pytest.mark.parametrize("lines", [["{}"], ["林远", "{}"], ["", "{}", "林远"]])
def test_a_day_in_the_head_is_that_of_the_book_and_no_author(day: str, lines: list[str]) -> None:
    above = "\n".join(["《山中来信》", *lines, "3个笔记"]).format(day)
    log = f"{above}\n\n◆ 2023/05/03发表想法\n\n记。\n\n{END}"
    ((_, article, dating),) = read_log(log).records()
    assert article.author == ("林远" if "林远" in lines else None)
    assert dating.date == "2024-05-01"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("◆ 2023/05/03发表想法\n\n记。\n原文：雨停了\n\n◆ “雨停了。", [("quote", "“雨停了。"), ("note", "记。")]),
        ("◆ 雨停了。\n\n◆ 2023/05/03发表想法\n\n记。\n\n原文：雨停了", [("quote", "雨停了。"), ("note", "记。")]),
        ("◆ 2023/05/03 发表想法\n记。\n原文：雨停了", [("quote", "雨停了"), ("note", "记。")]),
        ("◆ 2023/05/03发表想法\n\n原文：雨停了", [("quote", "雨停了")]),
        ("◆ 2023/05/03发表想法\n\n甲。\n\n\n乙。", [("note", "甲。\n\n乙。")]),
        ("◆ 2023/05/03 是一个晴天", [("quote", "2023/05/03 是一个晴天")]),
        ("◆ 2023/05/03 认为好看", [("note", "认为好看")]),
        ("◆ >>> print(1)\n>>> print(2)", [("quote", ">>> print(1)\n>>> print(2)")]),
        ("◆ 甲：\n\n>> x = 1\n\n◆ 乙。", [("quote", "甲：\n\n>> x = 1"), ("quote", "乙。")]),
        ("◆ \ufffc\n\n◆ 雨停了。", [("quote", "雨停了。")]),
        ("◆ 雨\0停了。", [("quote", "雨\ufffd停了。")]),
    ],
)
def test_what_the_lines_of_an_export_say(body: str, expected: list[tuple[str, str]]) -> None:
    heading, *found = only_article(export(body)).excerpts
    assert (heading.kind, heading.text) == ("heading", "第一章")
    assert [(one.kind, one.text) for one in found] == expected


def test_a_thought_stands_below_its_passage_in_another_chapter() -> None:
    body = "◆ 2023/05/03发表想法\n\n记。\n原文：雨停了\n\n\n第二章\n\n◆ 雨停了"
    found = rows(only_article(export(body)))
    assert found == [
        ("heading", "第一章", None),
        ("heading", "第二章", None),
        ("quote", "雨停了", "第二章"),
        ("note", "记。", "雨停了"),
    ]


def test_a_passage_marked_in_two_chapters_stays_in_both() -> None:
    found = rows(only_article(export("◆ 雨停了\n\n\n第二章\n\n◆ 雨停了")))
    assert [one for one in found if one[0] == "quote"] == [("quote", "雨停了", "第一章"), ("quote", "雨停了", "第二章")]


@pytest.mark.parametrize("log", ["{}\n{}", "T https://e.example.org/1\n\n{}\n{}"])
def test_a_book_that_is_exported_again_is_told_at_the_later_export(log: str) -> None:
    reading = read_log(log.format(export(), export("◆ 雨停了。\n\n◆ 瓦上有声。")))
    first, again = (entry.line_start for entry in reading.blocks.entries if entry.rule == "weread")
    (told,) = reading.diagnostics
    assert (told.code, told.line) == ("repeated-export", again)
    assert f"line {first} " in told.message
    assert read_log(log.format(export(), export(title="河与岸"))).diagnostics == ()


def test_a_book_that_is_exported_again_is_read_again(tmp_path: Path, build: Build) -> None:
    log = tmp_path / "notes.md"
    log.write_text(export() + "\n" + export("◆ 雨停了。\n\n◆ 瓦上有声。"))
    build(log)
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as database:
        readings = database.execute("SELECT title, reading FROM article").fetchall()
    assert sorted(readings) == [("山中来信", 1), ("山中来信", 2)]


def test_an_export_without_its_last_line_ends_with_its_last_note() -> None:
    for note in ("◆ 雨停了。", "◆ 2023/05/03发表想法\n\n记。", "◆ 2023/05/03发表想法\n\n记。\n\n原文：雨停了"):
        reading = read_log(f"{export(note, end='')}{LINE}- > a\n\n{export()}\nU https://e.example.org/2\n")
        assert [entry.rule for entry in reading.blocks.entries] == ["weread", "address-line", "weread", "address-line"]
        assert reading.blocks.owners.count("unread") == 0
        assert owner_faults(reading) == []


@pytest.mark.parametrize("end", [END, ""])
@pytest.mark.parametrize("sign", ["◆", ">>"])
def test_a_heading_in_an_export_is_a_chapter(sign: str, end: str) -> None:
    body = f"{sign} 雨停了。\n\n# 第二部\n\n## 2\n{sign} 瓦上有声。\n\n### 3\n\n{sign} 河。"
    reading = read_log(f"《山中来信》\n林远\n3个笔记\n\n## 第一章\n\n{body}\n\n{end}\n## 札记\n\n{LINE}")
    assert [entry.rule for entry in reading.blocks.entries] == ["weread", "address-line"]
    assert rows(reading.articles[0]) == [
        ("heading", "第一章", None),
        ("quote", "雨停了。", "第一章"),
        ("heading", "第二部", None),
        ("heading", "2", None),
        ("quote", "瓦上有声。", "2"),
        ("heading", "3", None),
        ("quote", "河。", "3"),
    ]
    assert reading.blocks.entries[1].sections == ("札记",)


def test_a_comment_of_code_in_a_passage_is_no_chapter() -> None:
    found = rows(only_article(export("◆ x = 1\n\n# 二\n\ny = 2\n\n◆ 瓦。")))
    assert found[1:] == [("quote", "x = 1\n\n# 二\n\ny = 2", "第一章"), ("quote", "瓦。", "第一章")]


def test_a_file_that_grows_by_a_book_is_read_where_it_grew(tmp_path: Path, build: Build) -> None:
    log = tmp_path / "weread.txt"
    log.write_text(export())
    build(log)
    log.write_text(export(title="河与岸") + "\n" + export())
    report = build(log)
    assert (report.parsed, report.counts) == (1, Counts(new=1, unchanged=1))
    build(log, database=tmp_path / "fresh.db")
    assert difference(read_contents(tmp_path / "readlog.db"), read_contents(tmp_path / "fresh.db")) == {}


def test_what_stands_between_exports_is_told_where_the_dialect_is_given() -> None:
    blocks = weread.cut(f"a\n{export()}b\n\nc\n{export(title='河与岸')}".split("\n"))
    assert [(one.code, one.line, one.line_end) for one in blocks.diagnostics] == [("unread", 1, 1), ("unread", 13, 15)]
    assert len(blocks.entries) == 2


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda n: export(title=f"书 {n}"), id="books"),
        pytest.param(lambda n: f"《书 {n}》\n3个笔记\n", id="heads"),
        pytest.param(lambda n: f"《书 {n}》\n3个笔记\n\n◆ 甲\n\n", id="without an end"),
        pytest.param(lambda n: "\n\n章\n\n◆ 2023/05/03发表想法\n\n记\n原文：甲\n", id="thoughts"),
        pytest.param(lambda n: "\n\n章", id="chapters"),
        pytest.param(lambda n: f">> {n}\n\n词\n", id="older"),
        pytest.param(lambda n: f"## 章 {n}\n\n◆ 词\n\n", id="headings"),
        pytest.param(lambda n: f"{n} https://e.example.org/{n}\n\n", id="articles"),
        pytest.param(lambda n: f"|{n}|\n{n}\n", id="rows"),
        pytest.param(lambda n: END, id="last lines"),
    ],
)
def test_twice_the_notes_are_twice_the_work(make: Callable[[int], str]) -> None:
    once, twice = (export(end="") + "".join(map(make, range(count))) + END for count in (200, 400))
    read_log(once)  # what is made once is made
    assert count_lines(lambda: read_log(twice)) <= 2.3 * count_lines(lambda: read_log(once))


_PIECES = """《甲》
¦《甲》\n\n某人\n3个笔记\n\n\n¦3个笔记\n¦某人\n¦章\n¦\n\n章\n\n¦◆ 词 w\n\n¦◆ ¦>> 词\n\n¦>> ¦>>> a\n
¦◆ 2023/05/03发表想法\n\n¦2023/5/3 发表想法
¦原文：词 w\n¦点评\n\n¦◆ 点评\n\n¦点评:★★\n¦◆ 2023/05/33 认为好看\n\n¦-- 来自微信读书\n
¦词\n¦\n¦\n\n\n¦ ¦\u3000词\n¦\ufffc¦\0¦# 12\n¦```\n
¦- > 词\n¦T https://e.example.org/1\n¦<!--\n¦-->\n¦| a |\n|---|\n¦---\n""".replace("\n¦", "¦").split("¦")


PIECES = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)


@SETTINGS
@given(PIECES, st.booleans())
def test_pieces_thrown_together_lose_no_line_and_no_word(text: str, below_an_export: bool) -> None:
    lines = (export() * below_an_export + text).split("\n")
    reading = read_lines(lines)
    assert owner_faults(reading) == []
    assert list(find_exports(lines).values()) == sorted(find_exports(lines).values())
    for entry, article, _ in reading.records():
        if entry.rule == "weread":
            assert outline_faults(article) == []
            assert lost_words(entry.lines, article) == []
    for entry in weread.cut(lines).entries:  # whether or not it is recognised: `--dialect` may say so
        assert lost_words(entry.lines, weread.read(entry)) == []


def outline_faults(article: Article) -> list[str]:
    """Where excerpts are no tree in which each stands behind what is above it."""
    faults = []
    for index, one in enumerate(article.excerpts):
        above = article.excerpts[one.parent - 1] if one.parent else None
        named = above is not None and above.kind in ("heading", "label")
        path = () if above is None else (*above.path, above.text) if named else above.path
        if one.position != index + 1 or (above and above.position >= one.position) or one.path != path:
            faults.append(f"position {one.position} below {one.parent}")
        if one.depth != (above.depth + 1 if above else 1):
            faults.append(f"depth {one.depth} of {one.position}")
    return faults


def lost_words(lines: tuple[str, ...], article: Article) -> list[str]:
    """The lines of an export of which no row has the words, but for those that say what another line is."""
    texts = "\n".join(letters(one.text) + letters(one.location or "") for one in article.excerpts)
    head = read_export_head(lines)
    assert head is not None
    length = head.length
    said = (line for line in lines[length:] if "来自微信读书" not in line)
    words = (letters(part) for line in said for part in _without_signs(line))
    return [one for one in words if one and one not in texts]


def _without_signs(line: str) -> list[str]:
    """The words of a line without what says that it is a thought, a review or the passage that one is about."""
    for sign in ("原文：", "点评:", "发表想法", "2023/05/03", "2023/05/33", "2023/5/3"):
        line = line.replace(sign, " ")
    return line.replace("\0", " ").split()
