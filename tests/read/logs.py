"""Logs to read, made from a small model of what they say: `written_logs` tells the answer, `messy_logs` has none.

What is written keeps to the dialect of design section 3 and varies it as far as that allows: signs, indentation, blank
lines, wrapped quotes, emphasis, order of the parts. What is messy is a written log that somebody has spoilt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TypeVar

from hypothesis import strategies as st

Drawn = TypeVar("Drawn")
Draw = Callable[[st.SearchStrategy[Drawn]], Drawn]

_WIDE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]")


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of inline Markdown, and the plain text that it is."""

    markdown: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """An excerpt that has to be read: where it stands in the outline, by positions, and in the log, by lines."""

    position: int
    parent: int | None
    depth: int
    kind: str
    text: str
    starred: bool
    line_start: int
    line_end: int


@dataclass(frozen=True, slots=True)
class Record:
    """An article that has to be read; `links` are the addresses and titles of the first line."""

    line_start: int
    title: str
    url: str | None
    day: str | None
    via: str | None
    starred: bool
    struck: bool
    sections: tuple[str, ...]
    links: tuple[tuple[str, str | None], ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class WrittenLog:
    """A log and what it says."""

    lines: tuple[str, ...]
    records: tuple[Record, ...]


_CHINESE = "天 地玄 黄宇宙 洪荒 日月盈昃 辰宿列张 寒来 暑往秋收冬藏 闰余成岁".split()
_LATIN = "ring tea btree queue xq to".split()
_NUMBERS = ["0", "7", "42", "1992", "2030"]


def _piece(chinese: str, latin: str, number: str) -> list[Words]:
    """Every form that a word can take in running text."""
    return [
        Words(chinese, chinese),
        Words(latin, latin),
        Words(f"{chinese}{number}", f"{chinese}{number}"),
        Words(f"`{latin}_{number}`", f"{latin}_{number}"),
        Words(f"**{chinese}**", chinese),
        Words(f"***{latin}***", latin),
        Words(f"*{chinese}*", chinese),
        Words(f"<ins>{chinese}</ins>", chinese),
        Words(f"{latin}\\*{latin}", f"{latin}*{latin}"),
        Words(f"{latin}&amp;{latin}", f"{latin}&{latin}"),
        Words(f"（{latin}）", f"（{latin}）"),
        Words(f"《{chinese}》", f"《{chinese}》"),
        Words(f"{chinese}[{number}]", f"{chinese}[{number}]"),
        Words(f"{chinese} | {latin}", f"{chinese} | {latin}"),
        Words(f"{chinese}\u00a0{latin}", f"{chinese}\u00a0{latin}"),
        Words(f"{chinese}#{number}", f"{chinese}#{number}"),
    ]


_PIECES = st.sampled_from([piece for words in product(_CHINESE, _LATIN, _NUMBERS) for piece in _piece(*words)])


@st.composite
def phrases(draw: Draw[str], most: int = 4) -> Words:
    """Words that begin with a letter and end without punctuation."""
    first, last = draw(st.sampled_from(_CHINESE)), draw(st.sampled_from([*_CHINESE, *_LATIN]))
    markdown, text = first, first
    for _ in range(draw(st.integers(0, most))):
        joint, piece = draw(st.sampled_from(" ，与")), draw(_PIECES)
        markdown, text = markdown + joint + piece.markdown, text + joint + piece.text
    return Words(f"{markdown} {last}", f"{text} {last}")


class Writer:
    """A log in the making: draws what to write, writes it, and takes down what it means."""

    def __init__(self, draw: Draw[object]) -> None:
        self.draw = draw
        self.lines: list[str] = []
        self.records: list[Record] = []
        self.rows: list[Row] = []
        self.sections: tuple[str, ...] = ()
        self.addresses = 0
        self.listed: list[str] = []  # the addresses of outermost items
        self.is_dated = True  # whether headings and articles may have days of their own
        self.has_links = True  # whether items may be links

    def maybe(self) -> bool:
        return bool(self.draw(st.booleans()))

    def pick(self, *choices: str) -> str:
        return str(self.draw(st.sampled_from(choices)))

    def words(self, most: int = 4) -> Words:
        words = self.draw(phrases(most))
        assert isinstance(words, Words)
        return words

    def number(self, least: int, most: int) -> int:
        number = self.draw(st.integers(least, most))
        assert isinstance(number, int)
        return number

    def url(self) -> str:
        self.addresses += 1
        path = self.pick("p", "s/Ab-c_D", "wiki/T_(t)", "路径", "q?b=2&a=1", "#/route", "a~b", "x.html#part")
        scheme = self.pick("https://", "http://", "HTTPS://")
        return f"{scheme}{self.pick('e.example.org', 'www.example.com')}/{self.addresses}/{path}"

    def log(self) -> WrittenLog:
        for _ in range(self.number(1, 4)):
            if self.maybe():
                self.heading()
            self.entry()
        return WrittenLog(tuple(self.lines), tuple(self.records))

    def heading(self) -> None:
        if self.maybe():
            self.sections = ()
            self.lines.append(self.pick("# 12", "# 2024.11", "# 十二月", "# August", "# 2021 "))
        else:
            name = self.words(1)
            self.sections = (name.text,)
            self.lines.append(f"## {name.markdown}{self.pick('', ' ##')}")
        if self.maybe():
            self.lines.append("")

    def entry(self) -> None:
        has_address = self.number(0, 4) > 0
        if self.lines and (self.maybe() or not has_address):
            self.lines.append("")
        self.rows, self.listed = [], []
        title, start = self.words(), len(self.lines) + 1
        self.lines.append("")
        record = Record(start, title.text, None, None, None, False, False, self.sections, (), ())
        line, record = self.address(title, record) if has_address else (title.markdown, record)
        if self.maybe():
            star = self.pick("【[ :star: ][`*`]】 ", "【[:star:][`*`]】")
            line, record = star + line, replace(record, starred=True)
        self.lines[start - 1], record = self.remarks(line, record)
        if not has_address:
            self.item("", None, 1, replies=False)
        elif self.number(0, 3) == 0:
            self.code("", None, 1)
        for _ in range(self.number(0, 3)):
            self.item("", None, 1, replies=False)
        url = record.url or next(iter(self.listed), None)
        self.records.append(replace(record, url=url, rows=tuple(self.rows)))

    def address(self, title: Words, record: Record) -> tuple[str, Record]:
        url = self.url()
        above = next(filter(None, map(str.strip, reversed(self.lines))), "")
        is_heading = above.startswith(("#", "===", "---"))
        untitled = [] if is_heading else ["untitled"]  # else it is the address of the heading
        form = self.pick("plain", "plain", "struck", "first", "strong", *untitled)
        line = {
            "plain": f"{title.markdown} {url}",
            "struck": f"~~{title.markdown} {url}~~",
            "first": f"{url} {title.markdown}",
            "strong": f"{title.markdown} **{url}**",
            "untitled": url,
        }[form]
        record = replace(record, url=url, struck=form == "struck", title=url if form == "untitled" else title.text)
        for _ in range(0 if form in ("struck", "untitled") else self.number(0, 2)):
            other, name = self.url(), self.words() if self.maybe() else None
            line += f" || {name.markdown} {other}" if name else f" || {other}"
            record = replace(record, links=(*record.links, (other, name.text if name else None)))
        return line, record

    def written_day(self) -> str:
        return self.pick("12.17", "1.5", "12.16 10:20", "2021-08-30", "2月29日")

    def remarks(self, line: str, record: Record) -> tuple[str, Record]:
        day = self.written_day() if self.is_dated and self.maybe() else None
        via = self.words(1) if self.maybe() else None
        said = [self.words(2) for _ in range(self.number(0, 2))]
        groups = [f"【//notes：{words.markdown}】" if self.maybe() else f"【{words.markdown}】" for words in said]
        for words in said:
            self.row(None, 0, "note", words.text, record.line_start, record.line_start)
        if day:
            groups.insert(self.number(0, len(groups)), f"【`{day}`】")
        if via:
            groups.insert(self.number(0, len(groups)), f"【from {via.markdown}】")
        return line + "".join(self.pick("", "  ") + group for group in groups), replace(
            record, day=day, via=via.text if via else None
        )

    def row(
        self, parent: Row | None, depth: int, kind: str, text: str, start: int, end: int, starred: bool = False
    ) -> Row:
        position = len(self.rows) + 1
        row = Row(position, parent.position if parent else None, depth, kind, text, starred, start, end)
        self.rows.append(row)
        return row

    def item(self, indent: str, parent: Row | None, depth: int, replies: bool) -> None:
        """A list item, with what belongs to it and what is below it."""
        sign = self.pick("-", "-", "*", "+", "1.", "-  ")
        inner = indent + " " * (len(sign) + 1)
        kind = self.pick("quote", "quote", "heading", "short", "note", "label", "replies", "link", "image", "starred")
        if (depth > 3 and kind in ("short", "label", "replies")) or (kind == "link" and not self.has_links):
            kind = "quote"
        if self.lines[-1] and self.number(0, 5) == 0 and self.rows and self.rows[-1].depth:
            self.lines.append("")
        start = len(self.lines) + 1
        row_kind, written, text, starred = self.said(kind, depth, replies)
        self.lines.append(f"{indent}{sign} {written[0]}")
        self.lines += [inner + line for line in written[1:]]
        row = self.row(parent, depth, row_kind, text, start, len(self.lines), starred)
        replies = replies or kind == "replies"
        if row_kind in ("quote", "reply", "heading") and kind != "note" and self.maybe():
            self.answers(inner, row, replies)
        if self.number(0, 5) == 0:
            self.code(inner, row, depth + 1)
        elif self.number(0, 7) == 0:
            self.table(inner, row, depth + 1)
        least = 1 if kind in ("short", "label", "replies") else 0
        if kind not in ("note", "image"):
            for _ in range(self.number(least, 2) if depth < 4 else 0):
                self.item(inner, row, depth + 1, replies)

    def said(self, kind: str, depth: int, replies: bool) -> tuple[str, list[str], str, bool]:
        """The kind of the excerpt, the lines without indentation, its text, and whether it is starred."""
        words, quoted = self.words(), "reply" if replies else "quote"
        end = self.pick("。", ".", "；", "……")
        if kind == "quote":
            lines, text = [f"> {words.markdown}"], words.text
            for _ in range(self.number(0, 1)):
                more = self.words()
                lines.append(self.pick("> ", "") + more.markdown)
                is_wide = _WIDE.match(text[-1]) and _WIDE.match(more.text)
                text += ("" if is_wide else " ") + more.text
            return quoted, [*lines[:-1], lines[-1] + end], text + end, False
        if kind == "starred":
            return quoted, [f"> 【[ :star: ][`*`]】 {words.markdown}{end}"], words.text + end, True
        if kind == "heading":
            words = self.words(1)
            sign = self.pick("一、", "1.1 ", "(2) ", "⑶", "Part 3 ", "第三章 ", "**")
            name = self.pick(*_CHINESE[1:])
            if sign == "**":
                return "reply" if replies else "heading", [f"> **{name}**"], name, False
            return "reply" if replies else "heading", [f"> {sign}{words.markdown}"], sign + words.text, False
        if kind == "short":
            name = self.pick(*_CHINESE[1:])
            return "reply" if replies else "heading", [f"> {name}"], name, False
        if kind == "label":
            return "label", [words.markdown + "："], words.text + "：", False
        if kind == "replies":
            name = self.pick("回复：", "评论", "精彩留言：", "Replies:", "Discussion")
            return "label", [name], name, False
        if kind == "link":
            url, before = self.url(), self.pick("", words.markdown + " ")
            self.listed += [url] if depth == 1 else []
            return "link", [before + url], (words.text + " " if before else "") + url, False
        if kind == "image":
            name = self.pick(*_CHINESE)
            return "image", [f"![{name}]({self.url()})"], name, False
        return "reply" if replies else "note", [words.markdown], words.text, False

    def answers(self, inner: str, row: Row, replies: bool) -> None:
        """Notes below a quote, or answers to a reply, each a sign deeper than the one before."""
        if self.maybe():
            self.lines.append("")
        for signs in range(2, 2 + self.number(1, 3)):
            words = self.words()
            mark = "" if replies else self.pick("", "//notes：", "【[ :star: ][`*`]】 //notes：")
            self.lines.append(f"{inner}{'>' * signs} {mark}{words.markdown}")
            place = len(self.lines)
            kind = "reply" if replies else "note"
            row = self.row(row, row.depth + 1, kind, words.text, place, place, starred="star" in mark)

    def code(self, inner: str, parent: Row | None, depth: int) -> None:
        fence = self.pick("```", "~~~", "````")
        inside = [
            self.pick(
                "# 12", "标题 https://not.example.org", "  x = 1", "", "- > q", "// note: n", "| a |", "\tt", "---"
            )
            for _ in range(self.number(0, 3))
        ]
        inside.append(self.pick("end", "  end;", "【`12.1`】"))
        start = len(self.lines) + 1
        for line in [fence + self.pick("", "c", "sh x"), *inside, fence]:
            self.lines.append(inner + line if line else "")
        self.row(parent, depth, "code", "\n".join(inside), start, len(self.lines))

    def table(self, inner: str, parent: Row | None, depth: int) -> None:
        cells = [[self.words(1) for _ in range(2)] for _ in range(self.number(1, 3))]
        rows = [[replace(cell, markdown=cell.markdown.replace("|", "\\|")) for cell in row] for row in cells]
        written = [f"| {left.markdown} | {right.markdown} |" for left, right in rows]
        self.lines += ["", *(inner + line for line in [written[0], "| :-- | --: |", *written[1:]]), ""]
        text = "\n".join(f"{left.text} | {right.text}" for left, right in rows)
        self.row(parent, depth, "table", text, len(self.lines) - len(written) - 1, len(self.lines) - 1)


@st.composite
def written_logs(draw: Draw[object]) -> WrittenLog:
    """A log that keeps to the dialect, with what it says."""
    return Writer(draw).log()


_JUNK = st.sampled_from(
    """```|~~~|  ```|````c|---|===|***|> x|>> y|>|- |*|+ > |1. z|2) z|#|# 12|## 茶|####### x|<div>|</div>|<pre>|<!--|-->
    |【|】|【`13.32`】|【from `x`】|[a]: https://d.example.org|[a]|| a | b ||| - | - ||\t- > t|\t\tcode|    code|闲话
    |闲话：|https://j.example.org|T https://j.example.org 【`2.30`】|:u5272::u5272:|- - -|\\|&amp;|`|``|**|~~|![|](|\x00
    |\x0c|\ufeff|\u2028|\u200b|😀|- ![](x)|<b|//notes：|* * *|  - > deep|      + > deeper|---\n|{{}}|%%""".replace(
        "\n    ", ""
    ).split("|")
)


@st.composite
def messy_logs(draw: Draw[object]) -> tuple[str, ...]:
    """The lines of a written log after lines were put in, taken out, pushed aside, cut and swapped."""
    return spoil(draw, Writer(draw).log().lines)


def spoil(draw: Draw[object], log: Sequence[str]) -> tuple[str, ...]:
    """The lines of a log after somebody has spoilt a few of them."""
    lines, pen = list(log), Writer(draw)
    for _ in range(pen.number(0, 8)):
        place = pen.number(0, len(lines) - 1) if lines else 0
        junk = draw(st.one_of(_JUNK, st.text(max_size=12)))
        assert isinstance(junk, str)
        lines[place : place + 1] = _spoil(draw, lines[place] if lines else "", junk)
    return tuple(line for text in lines for line in re.split(r"\r\n|\r|\n", text))


def _spoil(draw: Draw[object], line: str, junk: str) -> Sequence[str]:
    """What stands in the place of a line that somebody has spoilt."""
    cut = draw(st.integers(0, len(line)))
    assert isinstance(cut, int)
    choices = [
        (junk, line),
        (line, junk),
        (line + junk,),
        (line[:cut] + junk + line[cut:],),
        (line[cut:],),
        (line[:cut], line[cut:]),
        ("  " + line,),
        ("\t" + line,),
        (line.lstrip(),),
        (line, "", line),
        ("> " + line,),
        (),
    ]
    chosen = draw(st.sampled_from(choices))
    assert isinstance(chosen, tuple)
    return chosen
