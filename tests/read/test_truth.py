"""The real logs, read as they should be: counted by lines in truth.json, and looked at closely where they are odd."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from reading import Reading, read_log

from ingest.model import Article

ACCOUNTS = "Database/wechatDB/_个人相关公众号"
FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
QUOTED_ITEM = re.compile(r"[ \t]*[-*+][ \t]+>(?P<words>.*)")
DAY = re.compile(r"\d{1,2}\.\d{1,2}")
NOTES = "//notes"


@dataclass(frozen=True, slots=True)
class Node:
    """What the structure of an excerpt is, its words left out; `line` is the first, `end` the last."""

    line: int
    end: int
    kind: str
    depth: int
    parent_line: int | None = None
    starred: bool = False


def nodes(article: Article) -> list[Node]:
    """The outline of an article; a parent is named by its first line."""
    lines = {excerpt.position: excerpt.line_start for excerpt in article.excerpts}
    return [
        Node(one.line_start, one.line_end, one.kind, one.depth, lines.get(one.parent or 0), one.starred)
        for one in article.excerpts
    ]


def items(depth: int, parent_line: int | None, kinds: dict[int, str], starred: tuple[int, ...] = ()) -> list[Node]:
    """Excerpts of one line each below one parent, by their lines."""
    return [Node(line, line, kind, depth, parent_line, line in starred) for line, kind in kinds.items()]


def tree(*groups: list[Node]) -> list[Node]:
    """Groups put together in the order of the log."""
    return sorted((node for group in groups for node in group), key=lambda node: node.line)


def entry_at(reading: Reading, line: int) -> Article:
    """The article whose entry begins at a line."""
    return next(article for entry, article, _ in reading.records() if entry.line_start == line)


def lines_outside_fences(lines: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """The lines that no fence holds, with their numbers."""
    fence = ""
    for number, line in enumerate(lines, 1):
        found = FENCE.match(line)
        if found and not fence:
            fence = found[1]
        elif found and found[1].startswith(fence):
            fence = ""
        elif not fence:
            yield number, line


@pytest.fixture(scope="module")
def truth(samples: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((samples / "truth.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def readings(samples: Path, truth: dict[str, Any]) -> dict[str, Reading]:
    """Every log that truth.json counts as ours, read where it stands: its name and folders may give its year."""
    paths = {"notes.md": Path("notes.md"), **{name: Path("tree", name) for name in truth["tree"]}}
    return {name: read_log((samples / path).read_bytes(), path.as_posix()) for name, path in paths.items()}


@pytest.fixture(scope="module")
def counts(truth: dict[str, Any]) -> dict[str, dict[str, int]]:
    return {"notes.md": {"notes": 0, **truth["notes.md"]}, **truth["tree"]}


def test_every_log_of_the_tree_is_counted(samples: Path, truth: dict[str, Any]) -> None:
    files = {path.relative_to(samples / "tree").as_posix() for path in (samples / "tree").rglob("*.md")}
    assert files == set(truth["tree"])
    assert len(files) == 145


def test_articles_agree_with_truth_file_by_file(
    readings: dict[str, Reading], counts: dict[str, dict[str, int]]
) -> None:
    found = {name: len(reading.articles) for name, reading in readings.items()}
    assert found == {name: count["articles"] for name, count in counts.items()}
    assert sum(found.values()) == 27 + 624


def test_days_agree_with_truth_file_by_file(readings: dict[str, Reading], counts: dict[str, dict[str, int]]) -> None:
    found = {
        name: sum(DAY.fullmatch(article.day or "") is not None for article in reading.articles)
        for name, reading in readings.items()
    }
    assert found == {name: count["dated"] for name, count in counts.items()}


def test_notes_agree_with_truth_file_by_file(readings: dict[str, Reading], counts: dict[str, dict[str, int]]) -> None:
    found = {}
    for name, reading in readings.items():
        notes = [one for article in reading.articles for one in article.excerpts if NOTES in one.markdown]
        assert {one.kind for one in notes} <= {"note"}
        assert not [one for one in notes if NOTES in one.text]
        found[name] = sum(one.markdown.count(NOTES) for one in notes)
    assert found == {name: count["notes"] for name, count in counts.items()}


def test_every_quoted_item_is_one_excerpt_that_begins_on_its_line(
    readings: dict[str, Reading], counts: dict[str, dict[str, int]]
) -> None:
    """Of two odd items one has no words, and makes no row; one no blank behind its sign, and is not in truth.json."""
    wrong, found = [], {}
    for name, reading in readings.items():
        quoted = {n: item for n, line in lines_outside_fences(reading.lines) if (item := QUOTED_ITEM.match(line))}
        begun = Counter(one.line_start for article in reading.articles for one in article.excerpts if one.depth)
        wrong += [(name, number) for number, item in quoted.items() if begun[number] != bool(item["words"].strip())]
        found[name] = sum(not item["words"] or item["words"].startswith(" ") for item in quoted.values())
    assert wrong == []
    assert found == {name: count["quotes"] for name, count in counts.items()}
    assert sum(found.values()) == 30 + 1936


def test_tree_reads_without_an_unread_line(readings: dict[str, Reading]) -> None:
    unread = {name: [one for one in reading.diagnostics if one.code == "unread"] for name, reading in readings.items()}
    assert {name: found for name, found in unread.items() if found} == {}


@pytest.fixture(scope="module")
def notes(readings: dict[str, Reading]) -> Reading:
    """The log that the project was started for: 27 articles, no year anywhere."""
    return readings["notes.md"]


def test_notes_have_as_many_articles_days_and_excerpts_as_the_issue_says(notes: Reading) -> None:
    assert len(notes.articles) == 27
    assert sum(dating.month_day is not None for dating in notes.dating.entries) == 18
    assert [len(article.excerpts) for article in notes.articles if article.excerpts] == [4, 26]
    assert all(article.address for article in notes.articles)


def test_first_outline_of_notes_is_a_chain_with_two_leaves(notes: Reading) -> None:
    assert nodes(entry_at(notes, 4)) == tree(
        items(1, None, {5: "heading"}), items(2, 5, {6: "heading"}), items(3, 6, {7: "quote", 8: "quote"})
    )


def test_odd_star_among_plus_signs_is_a_sister_of_the_item_above(notes: Reading) -> None:
    assert notes.lines[46].startswith("    + > ")
    assert notes.lines[47].startswith("    * > ")
    assert nodes(entry_at(notes, 22)) == tree(
        items(1, None, {23: "heading", 38: "heading", 43: "heading"}),
        items(2, 23, {24: "heading", 32: "heading", 36: "heading", 37: "heading"}),
        items(3, 24, {25: "heading", 30: "heading", 31: "heading"}),
        items(4, 25, {26: "quote", 27: "quote", 28: "quote", 29: "quote"}),
        items(3, 32, {33: "heading", 34: "heading", 35: "heading"}),
        items(2, 38, {39: "heading", 40: "heading"}),
        items(3, 40, {41: "heading"}),
        items(4, 41, {42: "quote"}),
        items(2, 43, {44: "heading", 46: "heading"}),
        items(3, 44, {45: "quote"}),
        items(3, 46, {47: "quote", 48: "quote"}),
    )


def test_tags_of_notes_name_technologies_and_no_amounts_or_sentences(notes: Reading) -> None:
    uses = [tag for article in notes.articles for tag in article.tags]
    uses += [tag for article in notes.articles for one in article.excerpts for tag in one.tags]
    found = {tag.spelling for tag in uses}
    wanted = "eBPF BPF io_uring liburing epoll tcpdump OverlayFS GDB Ceph ZeroMQ TCMalloc C++ Linux"
    assert set(wanted.split()) <= found
    assert found.isdisjoint({"1992 年", "2014 年", "50MB/s", "80MB/s", "120MB/s", "12.17", "*", "12", "07"})
    assert [name for name in found if re.search(r"[。，；！？]", name) or len(name.split()) > 4] == []


def test_missing_year_of_notes_is_diagnosed_once_and_nothing_else_is(notes: Reading) -> None:
    assert [one.code for one in notes.diagnostics] == ["no-year"]
    assert "--year" in notes.diagnostics[0].hint
    assert {dating.date for dating in notes.dating.entries} == {None}
    assert {(dating.date_from, dating.date_to) for dating in notes.dating.entries} == {(None, None)}


def test_given_year_makes_eighteen_days_of_notes_exact_and_bounds_the_other_nine(samples: Path) -> None:
    reading = read_log((samples / "notes.md").read_bytes(), year=2025)
    exact, bounds = {}, {}
    for entry, article, dating in reading.records():
        if dating.date:
            assert (dating.date_from, dating.date_to) == (dating.date, dating.date)
            exact[entry.line_start] = (article.day, dating.date)
        else:
            bounds[entry.line_start] = (dating.date_from, dating.date_to, dating.month)
    assert exact == {
        4: ("12.17", "2025-12-17"),
        12: ("11.13", "2025-11-13"),
        16: ("7.1", "2025-07-01"),
        20: ("6.29", "2025-06-29"),
        22: ("6.26", "2025-06-26"),
        52: ("4.2", "2025-04-02"),
        56: ("3.28", "2025-03-28"),
        58: ("3.15", "2025-03-15"),
        60: ("3.6", "2025-03-06"),
        62: ("3.1", "2025-03-01"),
        68: ("2.23", "2025-02-23"),
        70: ("2.22", "2025-02-22"),
        72: ("2.18", "2025-02-18"),
        74: ("2.16", "2025-02-16"),
        76: ("2.15", "2025-02-15"),
        78: ("2.11", "2025-02-11"),
        80: ("2.8", "2025-02-08"),
        82: ("2.4", "2025-02-04"),
    }
    assert bounds == {
        66: ("2025-02-23", "2025-02-28", "2025-02"),
        84: ("2025-02-01", "2025-02-04", "2025-02"),
        86: ("2025-02-01", "2025-02-04", "2025-02"),
        90: ("2025-01-01", "2025-01-31", "2025-01"),
        92: ("2025-01-01", "2025-01-31", "2025-01"),
        94: ("2025-01-01", "2025-01-31", "2025-01"),
        96: ("2025-01-01", "2025-01-31", "2025-01"),
        98: ("2025-01-01", "2025-01-31", "2025-01"),
        100: ("2025-01-01", "2025-01-31", "2025-01"),
    }
    assert reading.diagnostics == ()
    assert reading.dating.newest_first
    assert [dating.position for dating in reading.dating.entries] == list(range(27, 0, -1))
    assert {dating.source for dating in reading.dating.entries} == {"option"}


def test_two_addresses_a_remark_and_replies_five_deep(readings: dict[str, Reading]) -> None:
    reading = readings[f"{ACCOUNTS}/非法加冯/2024.md"]
    article = entry_at(reading, 14)
    assert article.address is not None
    (copy,) = article.links
    assert copy.address.url.startswith("https://web.archive.org/web/20241120120748/")
    assert copy.address.canonical_url == article.address.canonical_url
    assert copy.title is None
    alone = {23, 25, 26, *range(31, 35), 36, *range(38, 41), 42, *range(44, 48)}
    assert nodes(article) == tree(
        [Node(14, 14, "note", 0)],
        items(1, None, dict.fromkeys(range(15, 22), "quote")),
        items(1, None, {22: "label"}),
        items(2, 22, dict.fromkeys(alone, "reply")),
        *(items(3, line - 1, {line: "reply"}) for line in (24, 27, 35, 37, 41, 43)),
        *(items(depth, line - 1, {line: "reply"}) for depth, line in ((4, 28), (5, 29), (6, 30))),
    )


def test_struck_entry_keeps_its_address_free_of_the_strike(readings: dict[str, Reading]) -> None:
    article = entry_at(readings[f"{ACCOUNTS}/非法加冯/2025--2029/2025.md"], 65)
    assert article.struck
    assert article.address is not None
    assert article.address.url.endswith("1cA")
    assert "~" not in article.title
    assert [tag.key for tag in article.tags if tag.rule == "strike"] == ["mark:struck"]


def test_table_belongs_to_the_quote_above_it(readings: dict[str, Reading]) -> None:
    article = entry_at(readings[f"{ACCOUNTS}/PostgreSQL码农集散地_digoal/2025--2029/2025.md"], 41)
    assert nodes(article) == [Node(42, 42, "quote", 1), Node(44, 52, "table", 2, 42)]
    table = article.excerpts[1]
    assert [line.count(" | ") for line in table.text.splitlines()] == [2] * 8
    assert table.markdown.count("\n") == 8


def test_tabs_count_as_markdown_counts_them_and_are_diagnosed(readings: dict[str, Reading]) -> None:
    reading = readings[f"{ACCOUNTS}/PostgreSQL码农集散地_digoal/2025--2029/2025.md"]
    assert nodes(entry_at(reading, 88)) == tree(
        items(1, None, {89: "heading", 98: "label"}),
        items(2, 89, {90: "heading", 96: "heading"}),
        items(3, 90, dict.fromkeys(range(91, 96), "quote")),
        items(3, 96, {97: "quote"}),
        items(2, 98, {99: "reply"}),
    )
    assert [one.line for one in reading.diagnostics if one.code == "tab"] == [92, 94]


def test_item_that_is_an_address_with_words_is_a_link(readings: dict[str, Reading]) -> None:
    article = entry_at(readings[f"{ACCOUNTS}/PostgreSQL码农集散地_digoal/2025--2029/2025.md"], 448)
    assert article.address is not None
    assert nodes(article) == [Node(449, 449, "link", 1)]
    (item,) = article.excerpts
    (link,) = item.links
    assert link.address != article.address
    assert item.text == f"{link.title} {link.address.url}"


def test_title_with_a_list_of_addresses_takes_the_first(readings: dict[str, Reading]) -> None:
    reading = readings["Database/video/_个人相关视频/明说三人行/2024.md"]
    first, second = entry_at(reading, 4), entry_at(reading, 9)
    assert nodes(first) == [Node(5, 5, "link", 1)]
    assert nodes(second) == items(1, None, dict.fromkeys(range(10, 14), "link"))
    for article in (first, second):
        links = [link for one in article.excerpts for link in one.links]
        assert article.address == links[0].address
        assert [link.title is None for link in links] == [False, False, False, True][: len(links)]
        assert [link.title for link in links if link.title and set(link.title) & set("【】")] == []


def test_starred_note_and_starred_link_below_a_label(readings: dict[str, Reading]) -> None:
    article = entry_at(readings[f"{ACCOUNTS}/orczhou/2024.md"], 4)
    assert [link.title for link in article.links] == [None]
    assert nodes(article) == tree(
        items(1, None, {5: "heading", 8: "heading", 11: "label"}),
        items(2, 5, {6: "quote"}),
        items(3, 6, {7: "note"}, starred=(7,)),
        items(2, 8, {9: "quote", 10: "quote"}),
        items(2, 11, {12: "link"}, starred=(12,)),
        items(3, 12, {13: "quote"}),
    )
    assert not article.starred
