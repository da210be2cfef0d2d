"""Libraries written as Kindle writes them are read back; of pieces thrown together no line and no word is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from clippings_written import DAY, SETTINGS, clip, lost_words, outline_faults, owner_faults
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import read_lines, read_log

from ingest.model import Article, Excerpt
from ingest.read.rules import kindle

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
