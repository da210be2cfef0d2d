"""Kindle's clippings: every wording, what repeats, what belongs together; and that nothing of a file is lost."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from bs4 import BeautifulSoup
from contents import difference, read_contents
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from letters import letters
from reading import Reading, read_lines, read_log

from ingest.model import Article, Counts, Excerpt
from ingest.read.clipping_places import find_repeats
from ingest.read.clippings import Clipping, Place, is_clipping, iso_date, read_clipping, split_author
from ingest.read.dialects import find_dialect
from ingest.read.plain import find_links, plain_markdown
from ingest.read.rules import kindle
from ingest.run import Options, Report, ingest
from ingest.web.markdown import render_markdown

SETTINGS = settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))
Build = Callable[..., Report]
DAY = "Monday, July 31, 2017 11:11:20 PM"


def clip(
    text: str = "words", place: str = "Location 5-6", word: str = "Highlight", title: str = "Book (Author)"
) -> str:
    """A clipping, with its separator."""
    return f"{title}\n- Your {word} on {place} | Added on {DAY}\n\n{text}\n==========\n"


def only_article(log: str) -> Article:
    (article,) = read_log(log).articles
    return article


def owner_faults(reading: Reading) -> list[str]:
    """Where a written line is not owned, or by another or by more than the one book that has it among its clippings."""
    claims: dict[int, list[str]] = {}
    for entry in reading.blocks.entries:
        written = iter(entry.lines)
        spans = [tuple(map(int, span.split("+"))) for span in entry.context.split()]
        for offset, length in spans:
            for number in range(entry.line_start + offset, entry.line_start + offset + length):
                claims.setdefault(number, []).append(next(written))
        assert list(written) == []
        assert entry.line_end == entry.line_start + spans[-1][0] + spans[-1][1] - 1
    told = {line for one in reading.diagnostics if one.code == "unread" for line in range(one.line, one.line_end + 1)}
    faults = [] if len(reading.blocks.owners) == len(reading.lines) else ["owners and lines differ in number"]
    for number, (line, owner) in enumerate(zip(reading.lines, reading.blocks.owners, strict=False), 1):
        if (owner is None) != (not line.strip()):
            faults.append(f"{number}: {line!r} is owned by {owner}")
        if line.strip() and claims.get(number, []) != ([line] if owner == "entry" else []):
            faults.append(f"{number}: {line!r} of {owner} stands in books as {claims.get(number)}")
        if owner == "unread" and number not in told:
            faults.append(f"{number}: unread, and nothing says so")
        if owner == "separator" and letters(line):
            faults.append(f"{number}: {line!r} does not only separate")
    return faults


def outline_faults(article: Article) -> list[str]:
    """Where excerpts are not a tree in which each stands behind what is above it."""
    faults = []
    for index, one in enumerate(article.excerpts):
        above = article.excerpts[one.parent - 1] if one.parent else None
        if one.position != index + 1 or (above and above.position >= one.position) or one.path:
            faults.append(f"position {one.position} below {one.parent}")
        if above and (above.kind, one.kind, above.depth, one.depth) != ("quote", "note", 1, 2):
            faults.append(f"a {one.kind} of depth {one.depth} below a {above.kind} of depth {above.depth}")
    return faults


def lost_words(reading: Reading) -> list[str]:
    """The words, titles and places of clippings that no row has; those of a repeat stand in what it repeats."""
    lost = []
    for entry, article, _ in reading.records():
        rows = [letters(one.text) for one in article.excerpts]
        locations = "".join(letters(one.location or "") for one in article.excerpts)
        clippings = kindle.read_clippings(entry)
        repeats = find_repeats(clippings)
        for number, one in enumerate(clippings):
            if not any(letters(one.text) in row for row in rows):
                lost.append(one.text)
            if number not in repeats and letters(one.location or "") not in locations:
                lost.append(one.location or "")
        title = letters(article.title) + letters(article.author or "")
        whole = letters(entry.lines[0])
        if whole != title and not any(letters(one.text) in whole for one in article.excerpts if one.depth == 0):
            lost.append(whole)
    return lost


# The real file.


@pytest.fixture(scope="module")
def real(samples: Path) -> Reading:
    return read_log((samples / "others" / "My Clippings.txt").read_bytes(), "others/My Clippings.txt")


@pytest.fixture(scope="module")
def truth(samples: Path) -> dict[str, int]:
    found: dict[str, int] = json.loads((samples / "truth.json").read_text())["others/My Clippings.txt"]
    return found


def test_clippings_of_the_real_file_agree_with_truth_before_folding(real: Reading, truth: dict[str, int]) -> None:
    clippings = [one for entry in real.blocks.entries for one in kindle.read_clippings(entry)]
    kinds = Counter(one.kind for one in clippings)
    days = {iso_date(one.day or "") for one in clippings}
    assert len(clippings) == truth["clippings"] == 562
    assert len(real.articles) == truth["books"] == 19
    assert (kinds["quote"], kinds["note"]) == (truth["highlights"], truth["notes"]) == (549, 8)
    assert [one.text for one in clippings if one.kind == "label"] == ["Bookmark"] * truth["bookmarks"]
    assert None not in days
    assert len(days) == truth["days"] == 84


def test_rows_and_repeats_of_the_real_file_are_all_clippings_of_truth(real: Reading, truth: dict[str, int]) -> None:
    rows = [one for article in real.articles for one in article.excerpts]
    kinds = Counter(one.kind for one in rows)
    (repeats,) = [one for one in real.diagnostics if one.code == "repeated-clipping"]
    folded = int(repeats.message.split()[0])
    assert folded == 29
    assert kinds == {"quote": truth["highlights"] - folded, "note": truth["notes"], "label": truth["bookmarks"]}
    assert len({one.marked for one in rows}) == truth["days"]
    assert [one.code for one in real.diagnostics] == ["repeated-clipping"]


def test_every_note_of_the_real_file_stands_below_its_passage(real: Reading) -> None:
    parents = {"note": 1, "quote": None, "label": None}
    for article in real.articles:
        for one in article.excerpts:
            assert (one.parent is not None) == (parents[one.kind] is not None)
        assert outline_faults(article) == []


def test_no_line_and_no_word_of_the_real_file_is_lost(real: Reading) -> None:
    assert owner_faults(real) == []
    assert lost_words(real) == []
    assert all(article.author and article.day and article.address is None for article in real.articles)


def test_a_word_taken_away_is_missed(real: Reading) -> None:
    article, *others = real.articles
    first, *rest = article.excerpts
    spoilt = replace(article, excerpts=(replace(first, text=first.text[:-2]), *rest))
    assert lost_words(replace(real, articles=(spoilt, *others))) != []
    assert owner_faults(replace(real, lines=(*real.lines[:40], "x", *real.lines[41:]))) != []


# What is such a file.


@pytest.mark.parametrize(
    "log",
    [
        f"# 2024\n\nT https://e.example.org/1\n\n{clip()}",
        f"{clip()}\n# 2024\n\nT https://e.example.org/1\n- > a\n- > b\n- > c\n",
        f"{clip()}{clip()}\n# 2024\n\n" + "T https://e.example.org/1\n" * 20,
        f"My log\n==========\n\n{clip()}\n" + "T https://e.example.org/1\n" * 20,
        f"My log\n==========\n{clip()[:-11]}\n" + "T https://e.example.org/1\n" * 3,
        f"{clip()}{clip()[:-11]}\n" + "T https://e.example.org/1\n" * 20,
        f"T https://e.example.org/1\n```\n{clip()}```\n",
        "".join(f"> {line}\n" for line in clip().split("\n")),
        "Title\n==========\n\n- [a](https://e.example.org/a)\n- [b](https://e.example.org/b) | 2\n",
        "| a | b |\n|---|---|\n==========\n",
        "==========\n",
        "",
    ],
)
def test_a_log_that_quotes_a_clipping_is_read_line_by_line(log: str) -> None:
    assert find_dialect(log.split("\n")) == "lines"


@pytest.mark.parametrize(
    "log",
    [
        clip(),
        clip() * 3,
        f"the end of a passage\n==========\n{clip()}",
        f"{clip()}Book (Author)\n- Your Hi",
        f"{clip()}Book (Author)",
        clip().replace("Your Highlight on", "Ihre Markierung bei"),
    ],
)
def test_a_file_of_clippings_is_told_by_its_content_whole_or_cut_off(log: str) -> None:
    assert find_dialect(log.split("\n")) == "kindle"
    assert owner_faults(read_log(log)) == []


@pytest.mark.parametrize(
    ("line", "kind", "place"),
    [
        ("- 位置No. 10-12のハイライト |作成日: 2021年8月3日火曜日 23:24:53", "quote", Place("location", 10, 12)),
        ("- 位置No. 12のメモ |作成日: 2021年8月3日火曜日 23:24:53", "note", Place("location", 12, 12)),
        ("– Ваш выделенный отрывок в месте 10–12 | Добавлено: вторник, 3 августа 2021 г. в 21:46:06", "quote", None),
        ("– Ваша заметка в месте 12 | Добавлено: вторник, 3 августа 2021 г. в 21:46:06", "note", None),
        ("- Ihre Markierung bei Position 10-12 | Hinzugefügt am Dienstag, 3. August 2021 23:24:53", "quote", None),
        ("- Ihre Notiz auf Seite 3 | Hinzugefügt am Dienstag, 3. August 2021 23:24:53", "note", Place("page", 3, 3)),
        (
            "- Votre surlignement sur la page 3 | emplacement 10-12 | Ajouté le mardi 3 août 2021 23:24:53",
            "quote",
            None,
        ),
        ("- Tu nota en la página 3 | posición 12 | Añadido el martes, 3 de agosto de 2021 23:24:53", "note", None),
        (
            "- Seu destaque na página 3 | posição 10-12 | Adicionado: terça-feira, 3 de agosto de 2021 2:24",
            "quote",
            None,
        ),
        ("- La tua nota a pagina 3 | posizione 12 | Aggiunto in data martedì 3 agosto 2021 23:24:53", "note", None),
        ("- Uw markering op pagina 3 | locatie 10-12 | Toegevoegd op dinsdag 3 augustus 2021 23:24:53", "quote", None),
        ("- 3페이지의 내 메모 | 위치 12 | 추가됨 2021년 8월 3일 화요일 오후 11:24:53", "note", None),
    ],
)
def test_a_clipping_in_another_language(line: str, kind: str, place: Place | None) -> None:
    reading = read_log(f"Rings (Jane Doe)\n{line}\n\nA passage.\n==========\n")
    (article,) = reading.articles
    assert (article.title, article.author) == ("Rings", "Jane Doe")
    assert [(one.kind, one.text, one.marked) for one in article.excerpts] == [(kind, "A passage.", "2021-08-03")]
    (clipping,) = kindle.read_clippings(reading.blocks.entries[0])
    assert clipping.place == (place or Place("location", 12 if kind == "note" else 10, 12))
    assert reading.diagnostics == ()
    assert owner_faults(reading) == []


def test_a_day_in_a_language_that_is_not_known_is_told_once_and_the_book_is_read() -> None:
    line = "- Din markering på sidan 3 | plats 10-12 | Tillagd den tisdag 3 augusti 2021 23:24:53"
    reading = read_log(f"Rings (Jane Doe)\n{line}\n\nA passage.\n==========\n" * 3)
    assert [(article.title, article.day) for article in reading.articles] == [("Rings", None)]
    assert [one.code for one in reading.diagnostics] == ["bad-day"]


# Wordings.


@pytest.mark.parametrize(
    ("line", "kind", "location", "place", "date"),
    [
        (
            "- Your Highlight on page 3 | Location 145-145 | Added on Monday, July 31, 2017 11:11:20 PM",
            *("quote", "page 3 | Location 145-145", Place("location", 145, 145), "2017-07-31"),
        ),
        (
            "- Your Highlight Location 112-112 | Added on Thursday, 12 March 2015 21:10:24",
            *("quote", "Location 112-112", Place("location", 112, 112), "2015-03-12"),
        ),
        (
            "- Highlight Loc. 1150-51  | Added on Wednesday, 5 December 12 06:48:00 GMT+00:59",
            *("quote", "Loc. 1150-51", Place("location", 1150, 1151), "2012-12-05"),
        ),
        (
            "- Highlight on Page 40 | Loc. 998-1002 | Added on Sunday, February 26, 2012, 02:25 PM",
            *("quote", "Page 40 | Loc. 998-1002", Place("location", 998, 1002), "2012-02-26"),
        ),
        (
            "- Note Loc. 758 | Added on Saturday, 3 December 22 00:26:00 Greenwich Mean Time",
            *("note", "Loc. 758", Place("location", 758, 758), "2022-12-03"),
        ),
        (
            "- Your Highlight at location 301-302 | Added on Monday, 4 March 2024 22:15:32",
            *("quote", "location 301-302", Place("location", 301, 302), "2024-03-04"),
        ),
        (
            "- Your Note on page 57 | Added on Monday, 4 March 2024 22:15:32",
            *("note", "page 57", Place("page", 57, 57), "2024-03-04"),
        ),
        ("- Your Highlight on page xiv", "quote", "page xiv", None, None),
        (
            "- Clip This Article on Location 20 | Added on Monday, January 1, 2024 10:00:00 AM",
            *("quote", "Location 20", Place("location", 20, 20), "2024-01-01"),
        ),
        (
            "- 我的标注 位置 #465-466 | 添加于2013年12月24日星期二 下午09:10:24",
            *("quote", "位置 #465-466", Place("location", 465, 466), "2013-12-24"),
        ),
        (
            "- 我的笔记 第222页 | 位置3397 | 已添加至 2013年6月17日 星期一 22:27:51",
            *("note", "第222页 | 位置3397", Place("location", 3397, 3397), "2013-06-17"),
        ),
        (
            "- 您在位置 #469-471的标注 | 添加于 2015年9月24日星期四 上午5:08:43",
            *("quote", "位置 #469-471", Place("location", 469, 471), "2015-09-24"),
        ),
        (
            "- 您在第 12 页（位置 #180-#181）的标注 | 添加于 2021年3月5日星期五 上午1:26:56",
            *("quote", "第 12 页（位置 #180-#181）", Place("location", 180, 181), "2021-03-05"),
        ),
        (
            "- 您在第 126-127 页的标注 | 添加于 2022年3月28日星期一 上午8:35:18",
            *("quote", "第 126-127 页", Place("page", 126, 127), "2022-03-28"),
        ),
        (
            "- 您在位置 #1680 的笔记 | 添加于 2019年9月30日星期一 18:00:39",
            *("note", "位置 #1680", Place("location", 1680, 1680), "2019-09-30"),
        ),
        (
            "- 您在位置 #8的文章剪切 | 添加于 2019年4月6日星期六 下午6:34:26",
            *("quote", "位置 #8", Place("location", 8, 8), "2019-04-06"),
        ),
    ],
)
def test_wordings_of_all_generations_are_read(
    line: str, kind: str, location: str, place: Place | None, date: str | None
) -> None:
    for title in ("Book", "\ufeffBook", "\ufeff\ufeff Book\u3000"):
        lines = (title, f"\ufeff{line}", "", "words")
        assert is_clipping(lines)
        found = read_clipping(lines, 11)
        assert found[:4] == (kind, "words", location, place)
        assert (iso_date(found.day) if found.day else None) == date
        assert (found.line_start, found.line_end) == (11, 14)


@pytest.mark.parametrize(
    "line",
    [
        "- a note on page 3",
        "- Highlight of the year",
        "Your Highlight on page 3 | Location 145-145 | Added on Monday, July 31, 2017 11:11:20 PM",
        "- 我的标注",
        "",
    ],
)
def test_other_lines_below_a_title_are_no_words_of_kindle(line: str) -> None:
    assert not is_clipping(("Book", line, "", "words"))


@pytest.mark.parametrize(
    ("line", "title", "author"),
    [
        ("A Room (Woolf, Virginia)", "A Room", "Woolf, Virginia"),
        ("Tides (Outer, Book 3) (Gale, Dia)", "Tides (Outer, Book 3)", "Gale, Dia"),
        ("Wrong (But Heard) (S. S. H.)", "Wrong (But Heard)", "S. S. H."),
        ("Tides (Jon Marsh (Editor))", "Tides", "Jon Marsh (Editor)"),
        ("山中来信（套装共2册） (林远)", "山中来信（套装共2册）", "林远"),
        ("河与岸（沈默）", "河与岸", "沈默"),
        ("\ufeffTides (A; B) \u00a0", "Tides", "A; B"),
        ("Tides", "Tides", None),
        ("(Anonymous)", "(Anonymous)", None),
        ("Tides ()", "Tides ()", None),
        ("Smile :)", "Smile :)", None),
        ("Tides (open", "Tides (open", None),
        ("Tides (A) again", "Tides (A) again", None),
        (")(", ")(", None),
    ],
)
def test_author_stands_in_the_last_brackets_of_a_title_line(line: str, title: str, author: str | None) -> None:
    assert split_author(line) == (title, author)


def test_a_title_that_is_too_long_is_cut_and_kept() -> None:
    reading = read_log(clip(title="词" * 1001 + " (Author)"))
    (article,) = reading.articles
    assert (article.title, article.author) == ("词" * 1000, "Author")
    assert [(one.kind, one.depth, one.text) for one in article.excerpts] == [
        ("note", 0, "词" * 1001),
        ("quote", 1, "words"),
    ]
    assert [one.code for one in reading.diagnostics] == ["long-title"]
    assert lost_words(reading) == []


def test_a_day_that_cannot_be_is_kept_with_the_place_and_diagnosed() -> None:
    reading = read_log(clip().replace("July 31", "July 32") + clip("more", "Location 9"))
    (article,) = reading.articles
    assert [(one.location, one.marked) for one in article.excerpts] == [
        ("Location 5-6 | Monday, July 32, 2017 11:11:20 PM", None),
        ("Location 9", "2017-07-31"),
    ]
    assert [(one.code, one.line) for one in reading.diagnostics] == [("bad-day", 2)]


def test_the_last_day_is_that_of_the_book_wherever_it_stands() -> None:
    log = clip("a", "Location 1").replace("2017", "2019") + clip("b", "Location 9")
    assert only_article(log).day == "Monday, July 31, 2019 11:11:20 PM"


def test_words_of_a_clipping_are_no_markdown() -> None:
    (one,) = only_article(clip("# *a* [b](c) <ins>\n> 1. `d` https://e.example.org/a_*b* ok")).excerpts
    assert one.text == "# *a* [b](c) <ins>\n> 1. `d` https://e.example.org/a_*b* ok"
    assert (one.highlights, one.tags) == ((), ())
    assert one.markdown == ("\\# \\*a\\* \\[b\\](c) \\<ins\\>\n\\> 1. \\`d\\` <https://e.example.org/a_*b>\\* ok")
    assert [link.address.url for link in one.links] == ["https://e.example.org/a_*b"]


_MARKUP = (
    "* ** _ ` ~~ [ ] ( ) < > # + - = 1. 1) | \\\\ & &amp; ! http:// https://e.example.org/a_*b 词 w . ```\n |-|-|\n"
)
_PLAIN = st.lists(st.sampled_from([*_MARKUP.split(" "), " ", "    ", "\n", "\n\n"]), max_size=30).map("".join)


@settings(SETTINGS, max_examples=300)
@given(_PLAIN)
def test_plain_text_as_markdown_is_shown_as_it_is(text: str) -> None:
    shown = BeautifulSoup(f"<div>{render_markdown(plain_markdown(text))}</div>", "html.parser").div
    assert shown is not None
    assert shown.get_text().split() == text.split()
    assert {tag.name for tag in shown.find_all(True)} <= {"a", "br", "p"}
    assert [link["href"] for link in shown.find_all("a")] == [link.address.url for link in find_links(text)]


# Repeats.


def texts(log: str) -> list[str]:
    return [one.text for one in only_article(log).excerpts]


def test_of_equal_passages_at_one_place_the_later_is_kept() -> None:
    (one,) = only_article(clip() + clip(title="\ufeffBook (Author)")).excerpts
    assert one.line_start == 6


def test_a_passage_that_was_extended_is_the_longer_whichever_came_first() -> None:
    short, long = clip("the tide", "Location 5-5"), clip("the tide turns", "Location 5-7")
    assert texts(short + long) == texts(long + short) == ["the tide turns"]


def test_equal_words_elsewhere_stay_two_and_so_do_other_words_at_one_place() -> None:
    assert texts(clip("a") + clip("a", "Location 7-8")) == ["a", "a"]
    assert texts(clip("ab") + clip("bc")) == ["ab", "bc"]
    assert texts(clip("a", "page 5") + clip("a", "Location 5")) == ["a", "a"]
    assert texts(clip("a", "page xiv") + clip("a", "page xiv")) == ["a", "a"]
    assert texts(clip("a") + clip("a", word="Note", place="Location 6")) == ["a", "a"]


def test_two_passages_that_hold_a_third_stay_two() -> None:
    log = clip("b", "Location 5-6") + clip("a b", "Location 4-6") + clip("b c", "Location 5-9")
    assert texts(log) == ["a b", "b c"]


def test_a_note_goes_with_the_longest_of_several_passages_that_grew() -> None:
    grown = clip("a b c", "Location 4-9") + clip("a", "Location 5-5") + clip("a b", "Location 5-6")
    passage, note = only_article(grown + clip("n", "Location 5", "Note") * 2).excerpts
    assert (passage.text, note.text, note.parent) == ("a b c", "n", 1)


def test_repeats_are_told_once_a_file_at_the_first_and_their_lines_are_owned() -> None:
    other = clip(title="Other")
    reading = read_log(clip("a", "Location 1") + other + other + clip("a b", "Location 1-2") + clip("x", "Location 99"))
    assert [(one.code, one.line) for one in reading.diagnostics] == [("repeated-clipping", 1)]
    assert reading.diagnostics[0].message.startswith("2 clippings ")
    assert owner_faults(reading) == []


# The rule and the model: a library is written as Kindle writes it, and has to be read back.


Row = tuple[str, str, str | None, str | None]
Book = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A file of clippings, and the rows that it has to become: by title and author, each with its kind, its words, its
    day and the words of the row above it.
    """

    log: str
    rows: dict[Book, list[Row]]
    days: dict[Book, str]


def _english(kind: str, start: int, end: int, day: date, is_british: bool) -> str:
    word = {"quote": "Highlight", "note": "Note", "label": "Bookmark"}[kind]
    place = f"{start}-{end}" if kind == "quote" else f"{end}"
    written = f"{day:%A}, {day.day} {day:%B} {day.year}" if is_british else f"{day:%A}, {day:%B} {day.day}, {day.year}"
    clock = "21:10:24" if is_british else "9:10:24 PM"
    return f"- Your {word} on {'' if is_british else 'page 7 | '}Location {place} | Added on {written} {clock}"


def _chinese(kind: str, start: int, end: int, day: date, is_old: bool) -> str:
    word = {"quote": "标注", "note": "笔记", "label": "书签"}[kind]
    place = f"位置 #{start}-{end}" if kind == "quote" else f"位置 #{end}"
    written = f"{day.year}年{day.month}月{day.day}日星期{'一二三四五六日'[day.weekday()]} 下午9:10:24"
    return f"- 我的{word} {place} | 添加于{written}" if is_old else f"- 您在{place}的{word} | 添加于 {written}"


_BOOKS: dict[str, Book] = {
    "Tides (Outer, Book 3) (Gale, Dia)": ("Tides (Outer, Book 3)", "Gale, Dia"),
    "Tides (Jon (Editor))": ("Tides", "Jon (Editor)"),
    "河与岸（上）（沈默）": ("河与岸（上）", "沈默"),
    "山中": ("山中", None),
}
_WORDS = ("雨下了整夜", "1. begin *here*", "a line\nand its second", "- so", "words\n\nand a paragraph")


@st.composite
def shelves(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Shelf:
    """Books read side by side, in both languages; passages far apart, notes before or behind theirs, some bookmarks."""
    parts: dict[str, list[str]] = {}
    rows: dict[Book, list[Row]] = {}
    days: dict[Book, str] = {}
    day = date(2015, 1, 1)
    for number in range(draw(st.integers(1, 8))):
        line = draw(st.sampled_from(list(_BOOKS)))
        day += timedelta(draw(st.integers(0, 40)))
        start, length = 100 * number + 1, draw(st.integers(0, 3))
        write, form = draw(st.sampled_from([_english, _chinese])), draw(st.booleans())
        words = {"quote": f"{draw(st.sampled_from(_WORDS))} {number}", "note": f"note {number}", "label": ""}
        kinds = draw(st.sampled_from([("quote",), ("note",), ("label",), ("quote", "note"), ("note", "quote")]))
        written = ""
        for kind in kinds:
            mark = draw(st.sampled_from(["", "\ufeff", " ", "\ufeff\ufeff"]))
            metadata = write(kind, start, start + length, day, form)
            written += f"{mark}{line}\n{metadata}\n\n{words[kind]}\n==========\n"
        parts.setdefault(line, []).append(written)
        words["label"] = "Bookmark" if write is _english else "书签"
        for kind in sorted(kinds, reverse=True):  # a passage before its note
            above = words["quote"] if kind == "note" and len(kinds) == 2 else None
            rows.setdefault(_BOOKS[line], []).append((kind, words[kind], day.isoformat(), above))
        days[_BOOKS[line]] = day.isoformat()
    order = draw(st.permutations([line for line, written in parts.items() for _ in written]))
    return Shelf("".join(parts[line].pop(0) for line in order), rows, days)


@SETTINGS
@given(shelves())
def test_a_library_written_as_kindle_writes_it_is_read_back(shelf: Shelf) -> None:
    reading = read_log(shelf.log)

    def row(one: Excerpt, article: Article) -> Row:
        return one.kind, one.text, one.marked, article.excerpts[one.parent - 1].text if one.parent else None

    books = {(article.title, article.author): article for article in reading.articles}
    assert {book: [row(one, article) for one in article.excerpts] for book, article in books.items()} == shelf.rows
    dates = {(article.title, article.author): dating.date for _, article, dating in reading.records()}
    assert dates == shelf.days
    assert len(reading.articles) == len(shelf.rows)
    assert owner_faults(reading) == []
    assert lost_words(reading) == []
    assert reading.diagnostics == ()


_SIGNS = """- Your Highlight on ¦- Your Note on ¦page 3¦Location ¦5-6¦6¦999999999999999999-1¦ | ¦Added on ¦- 您在位置 #
¦的标注¦的笔记¦ | 添加于 ¦(¦)¦\0¦\u2028¦\x0c¦\ufeff¦\x1c¦\n¦\n\n¦words¦词¦https://e.example.org/a¦://¦*¦`
¦- Ihre Notiz | 2013""".replace("\n¦", "¦").split("¦")
_WHOLE = (
    "==========\n",
    "==========",
    "Book (Author)\n",
    f"{DAY}\n",
    clip(),
    clip(word="Note", place="Location 6"),
    clip("", "Location 7", "Bookmark"),
    clip(title="另一本（某人）"),
)
PIECES = st.lists(st.sampled_from((*_SIGNS, *_WHOLE)), max_size=40).map("".join)


@settings(SETTINGS, max_examples=300)
@given(PIECES, st.booleans())
def test_pieces_thrown_together_lose_no_line_and_no_word(text: str, below_clippings: bool) -> None:
    lines = (clip() * 8 * below_clippings + text).split("\n")
    blocks = kindle.cut(lines)  # whether or not it is recognised: `--dialect` may say so
    articles = tuple(map(kindle.read, blocks.entries))
    reading = read_lines(lines)
    forced = replace(reading, blocks=blocks, articles=articles, diagnostics=blocks.diagnostics)
    assert owner_faults(forced) == []
    assert [found for article in articles for found in outline_faults(article)] == []
    assert not below_clippings or reading.blocks == blocks


@SETTINGS
@given(st.text(), st.text())
def test_any_text_is_read(above: str, below: str) -> None:
    for text in (above, clip().replace("words", above), clip(title=above), clip(place=below), above + clip() + below):
        lines = text.split("\n")
        assert len(kindle.cut(lines).owners) == len(lines)
        for entry in kindle.cut(lines).entries:
            kindle.read(entry)


# Work.


def count_lines(log: str) -> int:
    """How many lines of Python are run to read a log."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        read_log(log)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda n: clip("x", f"Location {3 * n}"), id="one book"),
        pytest.param(lambda n: clip(title=f"Book {n}"), id="books"),
        pytest.param(lambda n: clip(f"{n}x", "Location 1-999"), id="all overlap"),
        pytest.param(lambda n: clip("same", "Location 1-999"), id="all equal"),
        pytest.param(
            lambda n: clip(f"{n}x", f"Location {n}-999") + clip(f"{n}", "Location 500", "Note"), id="in midst"
        ),
        pytest.param(lambda n: clip(f"{n}x", f"Location {n}-999") + clip(f"{n}", "Location 999", "Note"), id="at end"),
        pytest.param(lambda n: clip(f"{n}x").replace("Your", "Ihre"), id="unread"),
    ],
)
def test_twice_the_clippings_are_twice_the_work(make: Callable[[int], str]) -> None:
    read_log(clip())  # what is made once is made
    once, twice = ("".join(map(make, range(count))) for count in (200, 400))
    assert count_lines(twice) <= 2.3 * count_lines(once)


# Identity: what a book is read from is in its hash.


def hashes(log: str) -> list[bytes]:
    return [entry.hash for entry in read_log(log).blocks.entries]


def test_a_clipping_between_two_of_another_book_moves_its_hash_and_one_above_does_not() -> None:
    first, second = clip("a", "Location 1"), clip("b", "Location 9")
    (before,) = hashes(first + second)
    assert hashes(clip(title="Other") + first + second)[1] == before
    assert hashes(first + second + clip(title="Other"))[0] == before
    assert hashes(first + clip(title="Other") + second)[0] != before


def test_a_file_that_grows_is_read_where_it_grew(tmp_path: Path, build: Build) -> None:
    log = tmp_path / "My Clippings.txt"
    log.write_text(clip("a", title="One") + clip("b", title="Two"))
    build(log)
    log.write_text(clip("a", title="One") + clip("b", title="Two") + clip("c", "Location 9", title="One"))
    report = build(log)
    assert (report.parsed, report.counts) == (1, Counts(changed=1, unchanged=1))


STEPS = st.lists(
    st.tuples(
        st.integers(0, 9),
        st.sampled_from(
            [
                clip("a b", "Location 1-3"),
                clip("a", "Location 2-3"),
                clip("n", "Location 3", "Note"),
                clip("内存", "Location 3", title="另一本（某人）"),
                clip("", "Location 4", "Bookmark", "另一本（某人）"),
                clip("x", title="Third").replace("2017", "2o17"),
                "no clipping\n==========\n",
                "",
            ]
        ),
    ),
    min_size=2,
    max_size=5,
)


@settings(SETTINGS, max_examples=12)
@given(STEPS)
def test_edits_anywhere_leave_what_a_build_from_nothing_makes(
    tmp_path_factory: pytest.TempPathFactory, steps: Sequence[tuple[int, str]]
) -> None:
    folder = tmp_path_factory.mktemp("kindle")
    log = folder / "My Clippings.txt"
    parts = [clip("a b c", "Location 1-4"), clip("o", title="Other"), clip("z", "Location 9")]
    for number, (place, part) in enumerate([(0, ""), *steps]):
        parts[place:place] = [part]
        if not part and len(parts) > 3:
            del parts[place % 3 + 1]
        log.write_text("".join(parts))
        for database in ("readlog.db", f"fresh-{number}.db"):
            ingest([log], Options(folder / database), Report())
        fresh = read_contents(folder / f"fresh-{number}.db")
        assert difference(read_contents(folder / "readlog.db"), fresh) == {}
        assert fresh["excerpt"] or not any("Location" in part for part in parts)


def test_places_of_a_book_that_only_moved_are_those_of_its_lines(tmp_path: Path, build: Build) -> None:
    """Its lines are shifted by one number; what lies between them has not changed, or its hash would have."""
    log = tmp_path / "My Clippings.txt"
    scattered = clip("a", "Location 1") + clip(title="Other") + clip("b", "Location 9")
    log.write_text(scattered)
    build(log)
    log.write_text(clip("new", title="Third") + scattered)
    report = build(log)
    assert report.parsed == 1
    build(log, database=tmp_path / "fresh.db")
    assert difference(read_contents(tmp_path / "readlog.db"), read_contents(tmp_path / "fresh.db")) == {}


def test_repeats_of_clippings_without_a_place_are_none() -> None:
    one = Clipping("quote", "a", None, None, None, 1, 4)
    assert find_repeats([one, one]) == {}
