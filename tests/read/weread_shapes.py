"""Exports of WeRead in both generations: chapters, passages, thoughts on them or alone, and reviews of the book."""

from __future__ import annotations

from dataclasses import dataclass, replace

from logs import Row
from pen import ShapeWriter

_AUTHORS = ("林远", "[法] 加缪", "周雨 陈桥", "Ann Leaf", None)
_TITLES = ("山中来信", "河与岸：修订版", "Rings (2nd Edition)", "茶经《上》注", "C++ 札记")


@dataclass(frozen=True, slots=True)
class _Chapter:
    """The position of the heading or the label that stands above; None before the first."""

    position: int | None = None


@dataclass(frozen=True, slots=True)
class _Book:
    line_start: int
    title: str
    author: str | None


def weread(pen: ShapeWriter) -> None:
    """Some books, as the app copies them since 2022."""
    for number in range(pen.number(1, 3)):
        book = _begin(pen, number)
        chapter = _Chapter()
        if pen.one_in(3):
            chapter = _add(pen, "label", "点评", ["点评", ""], _Chapter())
            words = _words(pen)
            _thought(pen, chapter, f"认为好看\n\n{words}", [f"◆ {pen.day:%Y/%m/%d} 认为好看", "", *words.split("\n")])
            pen.lines += ["", ""]
        for _ in range(pen.number(1, 3)):
            title = pen.pick("第{}章 雨", "{}", "1.{} 桥 Bridge", "前言 {}").format(len(pen.rows) + 1)
            pen.lines += [""]
            chapter = _add(pen, "heading", title, [title, ""], _Chapter())
            for _ in range(pen.number(1, 3)):
                _note(pen, chapter)
        _end(pen, book, ["-- 来自微信读书"])


def _note(pen: ShapeWriter, chapter: _Chapter) -> None:
    """A passage, with thoughts on it before it or none; or a thought alone."""
    kind = pen.pick("passage", "passage", "two paragraphs", "about", "about all", "alone")
    words = _words(pen)
    if kind == "passage":
        _add(pen, "quote", words, [f"◆ {words}", ""], chapter)
    elif kind == "two paragraphs":
        _add(pen, "quote", f"{words}\n\n再说一段。", [f"◆ {words}", "", "再说一段。", ""], chapter)
    elif kind == "alone":
        thought = _words(pen)
        _thought(pen, chapter, thought, [f"◆ {pen.day:%Y/%m/%d}发表想法", "", *thought.split("\n"), ""])
    else:
        _about(pen, chapter, words, kind == "about all")


def _about(pen: ShapeWriter, chapter: _Chapter, words: str, is_copied: bool) -> None:
    """A thought and its passage, which stands below it once more if `is_copied`."""
    thought, start = _words(pen), len(pen.lines) + 1
    said = [f"◆ {pen.day:%Y/%m/%d}发表想法", "", *thought.split("\n"), *[""] * pen.number(0, 1)]
    end = start + 1 + len(thought.split("\n"))
    pen.lines += [*said, *f"原文：{words}".split("\n"), ""]
    span = (start + len(said), len(pen.lines) - 1)
    if is_copied:
        span = (len(pen.lines) + 1, len(pen.lines) + len(words.split("\n")))
        pen.lines += [*f"◆ {words}".split("\n"), ""]
    parent = len(pen.rows) + 1
    depth = 2 if chapter.position else 1
    pen.rows.append(Row(parent, chapter.position, depth, "quote", words, False, *span))
    pen.rows.append(Row(parent + 1, parent, depth + 1, "note", thought, False, start, end))
    pen.places.append((parent + 1, None, None, pen.day.isoformat()))


def weread_older(pen: ShapeWriter) -> None:
    """Some books, as the app copied them before."""
    for number in range(pen.number(1, 3)):
        book = _begin(pen, number)
        for _ in range(pen.number(1, 3)):
            title = f"第{len(pen.rows) + 1}章 雨"
            chapter = _add(pen, "heading", title, [f"◆ {pen.pick('', ' ')}{title}", ""], _Chapter())
            for _ in range(pen.number(1, 3)):
                _older_note(pen, chapter)
            pen.lines += [""]
        _end(pen, book, [])


def _older_note(pen: ShapeWriter, chapter: _Chapter) -> None:
    words = _words(pen)
    if pen.maybe():
        _add(pen, "quote", words, [f">> {words}", ""], chapter)
        return
    thought, start = _words(pen), len(pen.lines) + 1
    is_dated = pen.maybe()
    pen.lines += [f"{pen.day.year}/{pen.day.month}/{pen.day.day} 发表想法"] * is_dated + thought.split("\n")
    end = len(pen.lines)
    pen.lines += [*f">> {words}".split("\n"), ""]
    parent = len(pen.rows) + 1
    pen.rows.append(Row(parent, chapter.position, 2, "quote", words, False, end + 1, len(pen.lines) - 1))
    pen.rows.append(Row(parent + 1, parent, 3, "note", thought, False, start, end))
    if is_dated:
        pen.places.append((parent + 1, None, None, pen.day.isoformat()))


def _begin(pen: ShapeWriter, number: int) -> _Book:
    """Writes the head of an export."""
    pen.rows, pen.places = [], []
    book = _Book(len(pen.lines) + 1, f"{pen.pick(*_TITLES)} {number}", pen.pick(*_AUTHORS))
    pen.lines += [f"《{book.title}》", *[""] * pen.number(0, 1), *([book.author] if book.author else [])]
    pen.lines += [f"{pen.number(1, 200)}{pen.pick('个笔记', '个笔记', '条笔记')}", "", ""]
    return book


def _end(pen: ShapeWriter, book: _Book, signature: list[str]) -> None:
    """Writes the end of an export, and takes the book down."""
    pen.lines += [*signature, ""]
    days = [day for _, _, _, day in pen.places if day]
    pen.tell(line_start=book.line_start, title=book.title, author=book.author, within=max(days, default=""))


def _add(pen: ShapeWriter, kind: str, text: str, lines: list[str], chapter: _Chapter) -> _Chapter:
    """Writes a chapter or a passage, and below it a blank line; what is below it then."""
    start = len(pen.lines) + 1
    pen.lines += [part for line in lines for part in line.split("\n")]
    position = len(pen.rows) + 1
    depth = 2 if chapter.position else 1
    end = start + sum(line.count("\n") + 1 for line in lines) - 2
    pen.rows.append(Row(position, chapter.position, depth, kind, text, False, start, end))
    return replace(chapter, position=position)


def _thought(pen: ShapeWriter, chapter: _Chapter, text: str, lines: list[str]) -> None:
    """Writes a thought that is about no passage."""
    start = len(pen.lines) + 1
    pen.lines += lines
    end = len(pen.lines) - (not lines[-1])
    position = len(pen.rows) + 1
    depth = 2 if chapter.position else 1
    pen.rows.append(Row(position, chapter.position, depth, "note", text, False, start, end))
    pen.places.append((position, None, None, pen.day.isoformat()))


def _words(pen: ShapeWriter) -> str:
    """Words that no other note of the log has."""
    words = f"{pen.words().text.replace('*', '·').strip()} {len(pen.lines)}{len(pen.rows)}。"
    return f"{words}\n{pen.words().text.replace('*', '·').strip()}" if pen.one_in(6) else words
