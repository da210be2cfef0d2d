"""What holds for every log, real, written or spoilt: each line has one owner, and no letter is lost or made up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from letters import invented_letters, letters, lost_addresses, lost_letters, lost_lines, untold_addresses
from logs import WrittenLog, messy_logs, written_logs
from marks import mark_faults, put_marks
from reading import Reading, read_lines, read_log, real_logs

from ingest.model import Article, Entry
from ingest.read.apps.cards import read_card
from ingest.read.cut.blocks import read_blocks
from ingest.read.fields.front_links import read_front_links
from ingest.read.markdown import parse_blocks
from ingest.read.mend.html_tables import read_html
from ingest.read.mend.slips import mend_slips
from ingest.read.rules import read_entry

SETTINGS = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))

# Signs that begin or end something in Markdown or in a log, and a few words between them.
SIGNS = st.lists(
    st.sampled_from(
        (
            "- ¦* ¦+ ¦1. ¦> ¦>¦  ¦    ¦\t¦\n¦\n\n¦# ¦```¦~~~¦|¦|-|-|\n¦---¦[¦]¦(¦)¦![¦<¦</¦<!--¦-->¦<ins>¦<pre>¦**¦*¦_"
            "¦`¦~~¦\\¦&¦;¦【¦】¦`12.17`¦【from ¦//notes：¦||¦ https://e.example.org/a¦词¦word¦：¦。¦12¦\0"
        ).split("¦")
    ),
    max_size=60,
).map("".join)


@pytest.fixture(scope="module")
def real(samples: Path, example_log: Path) -> dict[str, Reading]:
    """Every real log, and the one that ships with the project."""
    readings = {path.relative_to(samples).as_posix(): read_log(path.read_bytes()) for path in real_logs(samples)}
    assert len(readings) == 1 + 145 + 23 + 5
    del readings["others/My Clippings.txt"]  # the lines of its books are scattered: `test_kindle_real` looks at them
    return {**readings, "example": read_log(example_log.read_bytes())}


# What is added to a line that is meant otherwise, or left out of it, wide signs and those of apps among them; a fence
# that is none, and the tags of a link.
_SIGN = re.compile(
    r"^\s*<br\s*/?>|\{\{(?:\[\[)?(?:TODO|DONE)(?:\]\])?\}\}|\[[ x]\]|\[![\w-]+\]\+?|#\+(?:BEGIN|END)_QUOTE"
    r"|[☐□⬜🔲◻☑✔]\ufe0f?|[\s#>＞》-]|[：:](?=//)",
    re.IGNORECASE,
)
_ORG_LINK = re.compile(r"\[\[(https?://[^\s\[\]]+)\]\[([^\[\]]+)\]\]")
_FENCE = re.compile(r"(?:`{3,}|~{3,})\w*\s*")
_ANCHOR = re.compile(r"\s*<a\s[^<>]*href=[\"']?(?P<url>[^\s\"'<>]+)", re.IGNORECASE)


def slip_faults(lines: Sequence[str], meant: Sequence[str]) -> list[str]:
    """Where a line has other words than the line as it is meant; a link in HTML has those of all its lines."""
    faults = []
    end = 0  # of the link in HTML that is open
    for number, (line, own) in enumerate(zip(lines, meant, strict=True)):
        if line == own or number < end or (own == "***" and _FENCE.fullmatch(line)):
            continue
        if own[:1] == "[" and (anchor := _ANCHOR.match(line)):
            end = next(place for place in range(number, len(lines)) if "</a>" in lines[place].lower()) + 1
            written = re.sub(r"<[^<>]*>", " ", " ".join(lines[number:end]))
            is_same = own == f"[{' '.join(written.split())}]({anchor['url']})"
        else:
            is_same = _SIGN.sub("", _ORG_LINK.sub(r"[\2](\1)", line)) == _SIGN.sub("", own)
        if not is_same:
            faults.append(f"{number + 1}: {line!r} is mended to {own!r}")
    return faults


def owner_faults(reading: Reading) -> list[str]:
    """Where a line that is not blank has no owner, or a blank one has, or an entry and its lines are at odds."""
    owners, entries = reading.blocks.owners, reading.blocks.entries
    told = [one for one in reading.diagnostics if one.code in ("unread", "introduction")]
    unread = {line for one in told for line in range(one.line, one.line_end + 1)}
    lines = mend_slips(reading.lines)
    html = read_html(lines, len(reading.blocks.front_matter)) or lines
    card_lines = _card_lines(lines)
    front = read_front_links(lines, len(reading.blocks.front_matter))
    faults = slip_faults(reading.lines, lines)
    faults += [] if len(owners) == len(reading.lines) else ["owners and lines differ in number"]
    for number, (line, owner) in enumerate(zip(lines, owners, strict=False), 1):
        around = [entry for entry in entries if entry.line_start <= number <= entry.line_end]
        if (owner is None) != (not line.strip()):
            faults.append(f"{number}: {line!r} is owned by {owner}")
        if len(around) > 1 or (owner == "entry" and not around):
            faults.append(f"{number}: owned by {owner}, and lies within {len(around)} entries")
        if owner == "unread" and number not in unread:
            faults.append(f"{number}: unread, and nothing says so")
        for entry in around:
            written = entry.lines[number - entry.line_start]
            # A list may be a quote as a whole, HTML, or stand in front matter; cards are read as links, boxes as items,
            # text without the blanks before it.
            as_html = html[number - 1]
            quoted = (re.sub(r"^ {0,3}>[ \t]?", "", one) for one in (line, as_html))
            others = (f"- {line}", as_html, front.get(number), card_lines.get(number))
            is_same = written in (line, *quoted, re.sub(r"^\s{1,3}", "", line), *others)
            if written.strip() and not (is_same and owner == "entry"):
                faults.append(f"{number}: stands in an entry as {written!r}")
            if owner == "entry" and not is_same:
                faults.append(f"{number}: does not stand in its entry")
    return faults


def _card_lines(lines: Sequence[str]) -> dict[int, str]:
    """What the lines of cards are read as, by their numbers; a card holds no other."""
    found: dict[int, str] = {}
    end = 0
    for number in range(1, len(lines) + 1):
        if number > end and (card := read_card(lines, number)):
            found |= card.lines
            end = card.end
    return found


def outline_faults(entry: Entry, article: Article) -> list[str]:
    """Where an outline is no tree in the order of the log, within the lines of its entry."""
    faults = []
    for index, one in enumerate(article.excerpts):
        above = article.excerpts[one.parent - 1] if one.parent else None
        if one.position != index + 1 or (above and above.position >= one.position):
            faults.append(f"{one.line_start}: position {one.position} below {one.parent}")
        if one.depth != (above.depth + 1 if above else min(one.depth, 1)):
            faults.append(f"{one.line_start}: depth {one.depth} below {above and above.depth}")
        titles = (*above.path, above.text) if above and above.kind in ("heading", "label") else above and above.path
        if one.path != (titles or ()):
            faults.append(f"{one.line_start}: the path {one.path} is not {titles}")
        if not entry.line_start <= one.line_start <= one.line_end <= entry.line_end:
            faults.append(f"{one.line_start}: ends on line {one.line_end}")
        if index and one.line_start < article.excerpts[index - 1].line_start:
            faults.append(f"{one.line_start}: stands behind line {article.excerpts[index - 1].line_start}")
    return faults


def letter_faults(reading: Reading) -> list[str]:
    """What entries say and their articles do not have, or the other way round; documents are for `test_document`."""
    faults = []
    pairs = [(entry, article) for entry, article, _ in reading.records() if entry.rule != "document"]
    for entry, article in pairs:
        found = [*lost_addresses(entry, article), *lost_lines(entry, article)]
        if entry.rule != "outline-item":  # whose properties may stand below its passages
            found += filter(None, (lost_letters(entry, article), invented_letters(entry, article)))
        faults += [f"{entry.line_start}: lost or made up: {one!r}" for one in found]
    return [*faults, *untold_addresses(reading)]


def losses(reading: Reading, name: str = "notes.md") -> list[str]:
    """What is lost of a log, or of it with marks in a few of its words, or made up; `name` is its path."""
    lines = reading.lines
    marked = put_marks(Random(len(lines)), "\n".join(lines), most=len(lines) // 3 + 1).split("\n")
    return letter_faults(reading) + mark_faults(read_lines(marked, name))


def test_every_line_of_the_real_logs_has_one_owner(real: dict[str, Reading]) -> None:
    assert {name: faults for name, reading in real.items() if (faults := owner_faults(reading))} == {}


def test_no_letter_of_the_real_logs_is_lost_or_made_up(real: dict[str, Reading]) -> None:
    assert {name: faults for name, reading in real.items() if (faults := letter_faults(reading))} == {}
    assert sum(len(reading.articles) for reading in real.values()) > 1000


def test_outlines_of_the_real_logs_are_trees(real: dict[str, Reading]) -> None:
    records = [(name, *record) for name, reading in real.items() for record in reading.records()]
    assert [(name, faults) for name, entry, article, _ in records if (faults := outline_faults(entry, article))] == []


@SETTINGS
@given(written_logs())
def test_written_log_loses_no_line_and_no_letter(log: WrittenLog) -> None:
    reading = read_lines(log.lines)
    assert owner_faults(reading) == []
    assert losses(reading) == []
    assert reading.blocks.owners.count("unread") == 0


@SETTINGS
@given(messy_logs())
def test_spoilt_log_loses_no_line_and_no_letter_of_its_outlines(lines: tuple[str, ...]) -> None:
    reading = read_lines(lines)
    assert owner_faults(reading) == []
    assert losses(reading) == []
    assert [faults for entry, article, _ in reading.records() if (faults := outline_faults(entry, article))] == []


@SETTINGS
@given(st.one_of(st.text(), st.lists(st.text()).map("\n".join)), st.booleans())
def test_any_text_is_read_and_every_line_of_it_owned(text: str, below_an_entry: bool) -> None:
    reading = read_lines(["T https://e.example.org/t"] * below_an_entry + re.split(r"\r\n|\r|\n", text))
    assert owner_faults(reading) == []
    assert [faults for entry, article, _ in reading.records() if (faults := outline_faults(entry, article))] == []


# Headings with an address, or with what may be that of others, and what may stand below them.
_HEADED = (
    "# 12¦# 书单 (URL)¦# [周刊](URL) 第三期¦## 雪 URL 重读¦## 雨 [链接](URL)¦## [茶](URL)¦## 见 [这](URL) 和 [那](URL)"
    "¦## URL¦### 来源：URL¦### 2024.12.22 URL¦## 水 ![](URL)¦## 【URL】¦雾 URL¦==¦**【URL】**¦- > 引文¦- [甲](URL)"
    "¦- 乙¦一段话。¦《丙》¦- 丁 URL¦  - [戊](URL)¦- 己：¦[原文](URL)¦URL¦链接：URL¦| 标题 | URL |¦|---|---|"
    "¦| 庚 | URL |¦[辛]: URL¦[原文](URL) 是某人写的。¦原文：[URL](URL)，某人¦[原文](URL) | [转载](URL)¦链接：URL 好"
).split("¦")
HEADED = st.lists(st.tuples(st.sampled_from(_HEADED), st.booleans()), min_size=1, max_size=12)


@settings(SETTINGS, max_examples=400)
@given(HEADED)
def test_every_line_with_an_address_is_in_a_row_or_told(written: list[tuple[str, bool]]) -> None:
    text = "\n".join(line + "\n" * is_apart for line, is_apart in written)
    numbers = iter(range(1, text.count("URL") + 1))
    reading = read_log(re.sub("URL", lambda _: f"https://e.example.org/{next(numbers)}/p", text))
    assert owner_faults(reading) == []
    assert letter_faults(reading) == []


# What shows no word: each of them has been taken for the beginning of an article.
_WORDLESS = (
    "<img src='https://i.example.org/1.gif'>¦<br/>¦<div>¦</div>¦<!-- https://c.example.org/ -->¦![](https://i.example.org/)"
    "¦[](x)¦[ ](x)¦[]()¦&nbsp;¦- ¦1. ¦  - ¦> ¦# ¦## ¦** **¦【`12.1`】¦【】¦title:: ¦| ¦|---|¦📚¦ ¦\n¦\n\n¦[x]¦{% x %}"
)
WORDLESS = st.lists(st.sampled_from(_WORDLESS.split("¦")), max_size=12).map("".join)


@settings(SETTINGS, max_examples=400)
@given(WORDLESS)
def test_article_has_a_title_or_an_address(text: str) -> None:
    reading = read_lines(text.split("\n"))
    assert [one for one in reading.articles if not one.title.strip() and one.address is None] == []
    assert owner_faults(reading) == []


@pytest.mark.parametrize(
    "line",
    [
        "<img src='https://i.example.org/1.gif'>",
        "![](https://i.example.org/1.gif)",
        "<br/> ![](x.png)",
        "[ ](x) 【`12.1`】",
    ],
)
def test_line_without_a_word_is_unread(line: str) -> None:
    reading = read_lines([line, "", "> a motto"])
    assert reading.articles == ()
    assert reading.blocks.owners == ("unread", None, "unread")


@settings(SETTINGS, max_examples=400)
@given(SIGNS, st.booleans())
def test_signs_thrown_together_lose_no_line_and_no_letter(text: str, below_an_entry: bool) -> None:
    reading = read_lines(["T https://e.example.org/t"] * below_an_entry + text.split("\n"))
    assert owner_faults(reading) == []
    assert losses(reading) == []
    assert [faults for entry, article, _ in reading.records() if (faults := outline_faults(entry, article))] == []


@pytest.mark.parametrize(
    "text",
    [
        "## [ \n## Metadata",
        "- [Tea](https://e.example.org/)\n- Date read: 2024-11-28",
        "- _Tea_ by [](https://e.example.org/\x01a)",
        "- [r](http://)１【from``[](http://s)】",
        "- [T没有条目\n- ```p",
        "- http://1\n\x85- 日期Ｅ：h",
        "[![0](g)](http://)",
        "- [[Paper](https://e.example.org/) [c](0)",
        '+ **G**:"erld of Rain"[](h.org/) [[pdf](http://a)',
    ],
)
def test_what_fuzzing_found_loses_no_line_and_no_letter(text: str) -> None:
    reading = read_lines(text.split("\n"))
    assert owner_faults(reading) == []
    assert losses(reading) == []


@SETTINGS
@given(messy_logs())
def test_reading_twice_is_reading_once(lines: tuple[str, ...]) -> None:
    assert read_lines(lines) == read_lines(lines)


def test_letters_taken_away_from_a_row_are_missed(real: dict[str, Reading]) -> None:
    """The property can fail: it misses every excerpt, and every letter at either end of one."""
    missed = 0
    for entry, article, _ in real["example"].records():
        for index, one in enumerate(article.excerpts):
            if not (one.depth and letters(one.markdown)):
                continue
            for spoilt in ("", one.markdown.replace(letters(one.markdown)[-1], ""), one.markdown.swapcase() + "x"):
                row = replace(one, markdown=spoilt)
                spoilt_article = replace(
                    article, excerpts=(*article.excerpts[:index], row, *article.excerpts[index + 1 :])
                )
                assert lost_letters(entry, spoilt_article) or invented_letters(entry, spoilt_article)
                missed += 1
    assert missed > 300


def _leaves(markdown: str) -> list[tuple[str, str]]:
    """The texts that block Markdown holds, in order."""
    return [(token.type, token.content) for token in parse_blocks(markdown) if token.content]


def entries_and_document(lines: tuple[str, ...]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The texts of a log parsed entry by entry, and of the same log, its headings left out, parsed as one document."""
    blocks = read_blocks(lines)
    apart: list[tuple[str, str]] = []
    for entry in blocks.entries:
        head, *body = entry.lines
        apart += [*_leaves(head), *_leaves("\n".join(["", *body]))]
    owned = (line if owner == "entry" else "" for line, owner in zip(lines, blocks.owners, strict=True))
    return apart, _leaves("\n".join(owned))


def _set_apart(log: WrittenLog) -> tuple[str, ...]:
    """The log with a blank line before each entry, and one between the first line of an entry and a paragraph."""
    starts = {record.line_start for record in log.records}
    return tuple(line for number, line in enumerate(log.lines, 1) for line in (*[""] * (number in starts), line))


@SETTINGS
@given(written_logs())
def test_entries_set_apart_read_as_the_whole_document_does(log: WrittenLog) -> None:
    apart, whole = entries_and_document(_set_apart(log))
    assert apart == whole


def test_real_entries_set_apart_read_as_the_whole_document_does(real: dict[str, Reading]) -> None:
    compared = 0
    for name, reading in real.items():
        starts = [entry.line_start for entry in reading.blocks.entries]
        owners = (None, *reading.blocks.owners)
        if name.startswith(("tree", "notes", "history")) and all(owners[start - 1] != "entry" for start in starts):
            apart, whole = entries_and_document(reading.lines)
            assert apart == whole, name
            compared += len(starts)
    assert compared > 900


@SETTINGS
@given(written_logs(), st.integers(0, 9))
def test_hash_of_an_entry_does_not_depend_on_where_it_stands(log: WrittenLog, blank: int) -> None:
    before = [entry.hash for entry in read_blocks(_set_apart(log)).entries]
    above = ("另一篇 https://above.example.org/1", "- > 引文。", *[""] * blank)
    moved = read_blocks((*above, *_set_apart(log))).entries
    assert [entry.hash for entry in moved[1:]] == before
    twice = read_blocks((*_set_apart(log), "# 1", "# 2", *_set_apart(log))).entries
    assert [entry.hash for entry in twice[len(before) :]] == before


@SETTINGS
@given(written_logs(), st.data())
def test_hash_of_an_entry_changes_with_any_of_its_lines_and_no_other_does(log: WrittenLog, data: st.DataObject) -> None:
    lines = _set_apart(log)
    entries = read_blocks(lines).entries
    changed = data.draw(st.sampled_from(entries))
    place = changed.line_start - 1
    edited = read_blocks((*lines[:place], lines[place] + " 【改过】", *lines[place + 1 :])).entries
    assert [old.hash != new.hash for old, new in zip(entries, edited, strict=True)] == [
        entry is changed for entry in entries
    ]


@SETTINGS
@given(written_logs())
def test_equal_entries_have_equal_hashes_and_equal_articles(log: WrittenLog) -> None:
    articles: dict[bytes, set[str]] = {}
    for entry in read_blocks((*log.lines, "", *log.lines)).entries:
        article = read_entry(replace(entry, line_start=1, line_end=1))
        articles.setdefault(entry.hash, set()).add(repr(article))
    assert {len(found) for found in articles.values()} == {1}
