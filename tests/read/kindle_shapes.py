"""Kindle's clippings in all its languages: passages, notes on them and bookmarks of several books, mixed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from days_written import MONTHS, WEEKDAYS
from logs import Row
from pen import ShapeWriter

_NAMES = ("Ann Leaf", "Jon Marsh (Editor)", "Ellery, Ann", "张三", "[法] 加缪", "O'Neil, N. N.")
_DAYS_OF_WEEK = "星期一 星期二 星期三 星期四 星期五 星期六 星期日".split()


@dataclass(frozen=True, slots=True)
class _Book:
    title: str
    author: str | None


@dataclass(frozen=True, slots=True)
class _Language:
    """How Kindle writes a passage, a note and a bookmark, where they stand, and when they were made."""

    passage: str
    note: str
    bookmark: str
    word: str  # of a bookmark without words
    place: str
    day: str
    months: str = ""


_LANGUAGES = (
    _Language(
        "Your Highlight on {}", "Your Note on {}", "Your Bookmark on {}", "Bookmark",
        "page 12 | Location {}", "Added on {weekday}, {month} {day}, {year} 11:11:20 PM",
    ),
    _Language(
        "Your Highlight on {}", "Your Note on {}", "Your Bookmark on {}", "Bookmark",
        "Location {}", "Added on {weekday}, {day} {month} {year} 21:10:24",
    ),
    _Language(
        "我的标注 {}", "我的笔记 {}", "我的书签 {}", "书签",
        "位置 #{}", "添加于{year}年{m}月{day}日{weekday_zh} 下午09:10:24",
    ),
    _Language(
        "您在{}的标注", "您在{}的笔记", "您在{}的书签", "书签",
        "位置 #{}", "添加于 {year}年{m}月{day}日{weekday_zh} 上午9:10:24",
    ),
    _Language(
        "Ihre Markierung bei {}", "Ihre Notiz bei {}", "Ihr Lesezeichen bei {}", "Lesezeichen",
        "Position {}", "Hinzugefügt am Dienstag, {day}. {month} {year} 23:24:53",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    ),
    _Language(
        "La subrayado en la {}", "La nota en la {}", "El marcador en la {}", "marcador",
        "posición {}", "Añadido el martes, {day} de {month} de {year} 23:24:53",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    ),
    _Language(
        "Votre surlignement sur {}", "Votre note sur {}", "Votre signet sur {}", "signet",
        "l’emplacement {}", "Ajouté le mardi {day} {month} {year} 23:24:53",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    ),
    _Language(
        "La tua evidenziazione alla {}", "La tua nota alla {}", "Il tuo segnalibro alla {}", "segnalibro",
        "posizione {}", "Aggiunto in data martedì {day} {month} {year} 23:24:53",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    ),
    _Language(
        "Je markering op {}", "Je notitie op {}", "Je bladwijzer op {}", "bladwijzer",
        "locatie {}", "Toegevoegd op dinsdag {day} {month} {year} 23:24:53",
        "januari februari maart april mei juni juli augustus september oktober november december",
    ),
    _Language(
        "Seu destaque na {}", "Sua nota na {}", "Seu marcador na {}", "marcador",
        "posição {}", "Adicionado: terça-feira, {day} de {month} de {year} 23:24:53",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    ),
    _Language(
        "Ваш выделенный отрывок в {}", "Ваша заметка в {}", "Ваша закладка в {}", "закладка",
        "месте {}", "Добавлено: вторник, {day} {month} {year} г. в 23:24:53",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    ),
    _Language(
        "{}のハイライト", "{}のメモ", "{}のブックマーク", "ブックマーク",
        "位置No. {}", "作成日: {year}年{m}月{day}日火曜日 23:24:53",
    ),
    _Language(
        "{}의 하이라이트", "{}의 메모", "{}의 북마크", "북마크",
        "위치 {}", "추가됨: {year}년 {m}월 {day}일 화요일 오후 11:24:53",
    ),
)  # fmt: skip
# What Kindle says of the place: in most languages the words before it are a part of what is kept.
_WITH_WORDS = 4  # the languages from here on


@dataclass(frozen=True, slots=True)
class _Clipping:
    """A row of a book with its day and its place; `parent` is the passage that a note is about."""

    row: Row
    day: date
    place: str
    passage: int | None = None


def kindle(pen: ShapeWriter) -> None:
    """The clippings of one reader, in one language."""
    first = _Book(pen.pick("The Slow River", "Rings", "茶经", "深入 (第2版)"), pen.pick(*_NAMES))
    second = _Book("A Plain Manual (Third Edition)", "Tech Writers") if pen.maybe() else _Book("庄子", "庄周")
    books = [first, second, _Book("Anonymous Tales", None)]
    choice = pen.number(0, len(_LANGUAGES) - 1)
    language = _LANGUAGES[choice]
    kept: dict[_Book, list[_Clipping]] = {}
    for number in range(pen.number(2, 5)):
        clippings = kept.setdefault(books[pen.number(0, 2)], [])
        book = next(book for book, those in kept.items() if those is clippings)
        start = 100 * number + 10
        kind = pen.pick("passage", "passage", "passage", "bookmark", "alone")
        if kind == "bookmark":
            clippings.append(_clip(pen, language, choice, book, "label", f"{start}", ""))
        elif kind == "alone":
            clippings.append(_clip(pen, language, choice, book, "note", f"{start}", _words(pen)))
        else:
            clippings.append(_clip(pen, language, choice, book, "quote", f"{start}-{start + 2}", _words(pen) + "。"))
            if pen.one_in(3):
                passage = len(clippings)
                note = _clip(pen, language, choice, book, "note", f"{start + 2}", _words(pen))
                clippings.append(replace(note, passage=passage))
        pen.day = pen.day.fromordinal(pen.day.toordinal() + pen.number(0, 3))
    for book, clippings in kept.items():
        _tell(pen, book, clippings)


def _words(pen: ShapeWriter) -> str:
    words = pen.words().text.replace("*", "·")
    return f"{words}\n{pen.words().text.replace('*', '·')}" if pen.one_in(6) else words


def _clip(
    pen: ShapeWriter, language: _Language, choice: int, book: _Book, kind: str, numbers: str, words: str
) -> _Clipping:
    """Writes a clipping, with its separator."""
    day, line = pen.day, len(pen.lines) + 1
    months = language.months.split() or MONTHS
    when = {"weekday": WEEKDAYS[day.weekday()], "weekday_zh": _DAYS_OF_WEEK[day.weekday()], "m": day.month}
    added = language.day.format(day=day.day, month=months[day.month - 1], year=day.year, **when)
    place = language.place.format(numbers)
    said = {"quote": language.passage, "note": language.note, "label": language.bookmark}[kind].format(place)
    name = f"{book.title} ({book.author})" if book.author else book.title
    mark = pen.pick("", "\ufeff") if line > 1 else ""
    pen.lines += [mark + name, f"- {said} | {added}", "", *(words.split("\n") if words else ["", ""]), "=" * 10]
    end = len(pen.lines) - 1 if words else line + 1
    row = Row(0, None, 1, kind, words or language.word, False, line, end)
    return _Clipping(row, day, said if choice >= _WITH_WORDS else place)


def _tell(pen: ShapeWriter, book: _Book, clippings: list[_Clipping]) -> None:
    """Takes down a book."""
    pen.rows, pen.places = [], []
    for place, one in enumerate(clippings, 1):
        row = replace(one.row, position=place, parent=one.passage, depth=2 if one.passage else 1)
        pen.rows.append(row)
        pen.places.append((place, one.place, None, one.day.isoformat()))
    pen.day = clippings[-1].day
    start = clippings[0].row.line_start
    pen.tell(line_start=start, title=book.title, author=book.author, within=pen.day.isoformat())
