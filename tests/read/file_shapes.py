"""Logs in the shapes of apps: tables, outliners, one article a file, and Kindle's clippings, from the same model.

Tables and outlines mix with all that is read line by line; the others are whole files.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from hypothesis import strategies as st
from logs import Draw, Row
from pen import DAY_FORMS, ShapedLog, ShapeWriter

_NAMES = ("Ann Leaf", "Jon Marsh (Editor)", "Ellery, Ann", "张三", "[法] 加缪", "O'Neil, N. N.")


def _author(pen: ShapeWriter) -> str | None:
    return pen.pick("Ann Leaf", "Jon Marsh", "张三", "O'Neil") if pen.maybe() else None


def table_rows(pen: ShapeWriter) -> None:
    """`| [title](address) | 2025-03-04 | comment |`, with or without names that say what the columns are."""
    names = pen.pick("Title|Link|Date|Author|Notes", "标题|链接|日期|作者|备注").split("|")
    form = DAY_FORMS[pen.number(0, len(DAY_FORMS) - 1)]
    is_linked, has_pipes = pen.maybe(), pen.maybe()
    order = [0, *pen.draw(st.permutations([2, 3, 4]))]  # type: ignore[misc]
    order.insert(1, 1) if not is_linked else None

    def row(cells: list[str]) -> str:
        line = " | ".join(cells[place] for place in order)
        return f"| {line} |" if has_pipes else line

    pen.lines += ["", row(names), row([pen.pick("---", ":--", ":-:")] * 5)]
    for _ in range(pen.number(1, 4)):
        pen.next_day()
        pen.rows = []
        title, url, author, words = pen.title(), pen.url(), _author(pen), pen.words()
        name = title.markdown.replace("|", "\\|")
        has_day, has_note = pen.maybe(), pen.maybe()
        cells = [
            f"[{name}]({url})" if is_linked else name,
            url,
            form(pen.day) if has_day else "",
            author or "",
            words.markdown.replace("|", "\\|") if has_note else "",
        ]
        pen.lines.append(row(cells) if has_pipes or any(cells[place] for place in order[1:]) else f"| {cells[0]} |")
        place = len(pen.lines)
        if has_note:
            pen.row(None, 0, "note", words.text, place, place)
        told = {"within": pen.day.isoformat()} if has_day else {}
        pen.tell(line_start=place, title=title.text, url=url, author=author, **told)
    pen.blank(1)


def outline_items(pen: ShapeWriter) -> None:
    """`- [title](address)` with properties and highlights, as Logseq keeps them and Omnivore exports them."""
    form = pen.pick("omnivore", "logseq")
    indent = pen.pick("\t", "  ")
    for _ in range(pen.number(2, 3)):  # a file with one alone is about that article
        pen.next_day()
        pen.rows = []
        title, url, author = pen.title(), pen.url(), _author(pen)
        start = len(pen.lines) + 1
        reader = f"https://omnivore.app/me/{start}"
        day = pen.pick("[[{}]]", "#[[{}]]").format(pen.form((DAY_FORMS[0], DAY_FORMS[6])))
        if form == "omnivore":
            pen.lines += [
                f"- [{title.markdown}]({reader})",
                "  collapsed:: true",
                f"  site:: [{url.split('/')[2]}]({url})",
            ]
            if author:
                pen.lines.append(f"  author:: {author}")
            pen.lines.append(f"  date-saved:: {day}")
        else:
            pen.lines += [f"- title:: {title.markdown}", f"  url:: {url}"]
            if author:
                pen.lines.append(f"  author:: {author}")
            pen.lines.append(f"  date:: {day}")
        for number in range(pen.number(0, 3)):
            words, place = pen.words(), len(pen.lines) + 1
            view = f" [⤴️]({reader}#{number})" if form == "omnivore" else ""
            pen.lines.append(f"{indent}- > {words.markdown}。{view}")
            quote = pen.row(None, 1, "quote", words.text + "。", place, place)
            if view:
                pen.places.append((quote.position, None, f"{reader}#{number}", None))
            if pen.maybe():
                note = pen.words()
                pen.lines.append(f"{indent * 2 if indent != '  ' else '    '}- {note.markdown}")
                pen.row(quote, 2, "note", note.text, place + 1, place + 1)
        pen.tell(
            line_start=start,
            title=title.text,
            url=url,
            author=author,
            within=pen.day.isoformat(),
            links=((reader, None),) if form == "omnivore" else (),
        )


ROW_SHAPES: dict[str, Callable[[ShapeWriter], None]] = {"table-rows": table_rows, "outline-items": outline_items}


def front_matter(pen: ShapeWriter) -> None:
    """One article a file, with YAML front matter, and Markdown below it."""
    title, url, author = (
        pen.pick("Why Tea Is Green", "How Rings Drain: a Study", "为什么茶是绿的"),
        pen.url(),
        _author(pen),
    )
    fields = [
        f"title: {pen.pick('{}', chr(34) + '{}' + chr(34)).format(title)}",
        f"{pen.pick('url', 'source', 'link')}: {url}",
    ]
    fields += [f"author: {author}"] * (author is not None)
    fields += [f"{pen.pick('date', 'created', 'saved')}: {pen.day.isoformat()}"]
    pen.lines += ["---", *pen.draw(st.permutations(fields)), "---", *[""] * pen.number(0, 1)]  # type: ignore[misc]
    _passages(pen)
    pen.tell(line_start=1, title=title, url=url, author=author, within=pen.day.isoformat())


def readwise(pen: ShapeWriter) -> None:
    """One article a file, as Readwise gives it to Obsidian."""
    title, url, author = pen.pick("The Slow Kettle", "Rings & Queues", "零拷贝"), pen.url(), _author(pen) or "N. N."
    pen.lines += [f"# {title}", "", "## Metadata", f"- Author: [[{author}]]", f"- Full Title: {title}"]
    pen.lines += ["- Category: #articles", f"- URL: {url}", "", "## Highlights"]
    for number in range(pen.number(1, 4)):
        words, place = pen.words(), len(pen.lines) + 1
        view = f"https://read.readwise.io/read/{number}"
        is_book = pen.maybe()
        pen.lines.append(f"- {words.markdown}。 ([{f'Location {place}' if is_book else 'View Highlight'}]({view}))")
        quote = pen.row(None, 1, "quote", words.text + "。", place, place)
        pen.places.append((quote.position, f"Location {place}" if is_book else None, view, None))
        if pen.maybe():
            note = pen.words()
            pen.lines.append(f"    - Note: {note.markdown}")
            pen.row(quote, 2, "note", note.text, place + 1, place + 1)
    pen.tell(line_start=1, title=title, url=url, author=author)


def _passages(pen: ShapeWriter) -> None:
    for _ in range(pen.number(1, 3)):
        words, place = pen.words(), len(pen.lines) + 1
        pen.lines += [f"> {words.markdown}。", ""]
        pen.row(None, 1, "quote", words.text + "。", place, place)


@dataclass(frozen=True, slots=True)
class _Book:
    title: str
    author: str | None


_ENGLISH = (
    "- Your Highlight on page {page} | Location {start}-{end} | Added on {weekday}, {month} {day}, {year} 11:11:20 PM",
    "- Your Highlight on Location {start}-{end} | Added on {weekday}, {day} {month} {year} 21:10:24",
)
_CHINESE = (
    "- 我的标注 位置 #{start}-{end} | 添加于{year}年{m}月{day}日{zhou} 下午09:10:24",
    "- 您在位置 #{start}-{end}的标注 | 添加于 {year}年{m}月{day}日{zhou} 上午9:10:24",
)
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_ZHOU = "星期一 星期二 星期三 星期四 星期五 星期六 星期日".split()


def kindle(pen: ShapeWriter) -> None:
    """Kindle's clippings: the passages of several books, mixed, in one language."""
    books = [
        _Book(pen.pick("The Slow River", "Rings", "茶经"), pen.pick(*_NAMES)),
        _Book("A Plain Manual (Third Edition)", "Tech Writers") if pen.maybe() else _Book("庄子", "庄周"),
    ]
    forms = _ENGLISH if pen.maybe() else _CHINESE
    kept: dict[_Book, list[tuple[Row, date, str]]] = {}
    for number in range(pen.number(2, 5)):
        book, day, start = books[pen.number(0, 1)], pen.day, 100 * number + 10
        form = forms[pen.number(0, 1)]
        words, line = pen.words().text.replace("*", "·"), len(pen.lines) + 1
        name = f"{book.title} ({book.author})" if book.author else book.title
        when = {"weekday": _WEEKDAYS[day.weekday()], "zhou": _ZHOU[day.weekday()], "month": f"{day:%B}", "m": day.month}
        said = form.format(page=number + 1, start=start, end=start + 2, day=day.day, year=day.year, **when)
        pen.lines += [pen.pick("", "\ufeff") * (number > 0) + name, said, "", words + "。", "=" * 10]
        row = Row(0, None, 1, "quote", words + "。", False, line, line + 3)
        place = said[2:].partition(" | Added")[0].partition(" | 添加")[0].partition("的标注")
        place = (place[2] or place[0].removeprefix("您在")).replace("Your Highlight on ", "").strip()
        kept.setdefault(book, []).append((row, day, place))
        pen.day = day.fromordinal(day.toordinal() + pen.number(0, 3))
    for book, rows in kept.items():
        pen.rows = [replace(row, position=place) for place, (row, _, _) in enumerate(rows, 1)]
        pen.places = [(place, where, None, day.isoformat()) for place, (_, day, where) in enumerate(rows, 1)]
        pen.day = rows[-1][1]
        pen.tell(line_start=rows[0][0].line_start, title=book.title, author=book.author, within=pen.day.isoformat())


FILE_SHAPES: dict[str, Callable[[ShapeWriter], None]] = {
    "front-matter": front_matter,
    "readwise": readwise,
    "kindle": kindle,
}


@st.composite
def file_logs(draw: Draw[object], shape: str) -> ShapedLog:
    """A log that is of one shape as a whole."""
    pen = ShapeWriter(draw)
    FILE_SHAPES[shape](pen)
    return ShapedLog(tuple(pen.lines), tuple(pen.told), (shape,))
