"""Logs that try to break the reader: by depth, by length, by number, and by what regular expressions are slow at.

Each is so large that work which grows with its square would take minutes. The limit is on processor time, so that a
busy machine does not matter.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from types import FrameType

import pytest
from letters import letters
from reading import read_lines, read_log

LIMIT = 30  # seconds of processor time; the slowest takes about three
HEAD = "T https://e.example.org/t\n"
CLIPPING = "==========\nB (A)\n- Your Highlight on Location 1-1 | Added on Monday, July 31, 2017\n\na\n==========\n"


@pytest.fixture(autouse=True)
def limited() -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise AssertionError(f"still reading after {LIMIT} seconds of processor time")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


ONE_LINE: dict[str, Callable[[int], str]] = {
    "emphasis": lambda n: HEAD + "- > " + "a**b" * n,
    "emphasis that opens only": lambda n: HEAD + "- > " + "*a " * n,
    "insertions": lambda n: HEAD + "- > " + "<ins>词</ins>" * n,
    "insertions that open only": lambda n: HEAD + "- > " + "<ins>" * n,
    "ampersands": lambda n: HEAD + "- > " + "&a" * n,
    "colons": lambda n: HEAD + "- > " + ":" * n,
    "schemes": lambda n: HEAD + "- > " + "http:" * n,
    "code spans": lambda n: HEAD + "- > " + "`a` " * n,
    "blanks in a code span": lambda n: HEAD + "- > `" + " " * n + "x`",
    "code spans in a title": lambda n: "`a`" * n + " https://e.example.org/a",
    "brackets that do not close": lambda n: HEAD + "- > " + "（中文" * n,
    "blanks in a heading": lambda n: "# a" + " " * n + "b\n" + HEAD,
    "signs that close a heading": lambda n: "# a" + " #" * n + "\n" + HEAD,
    "links in a heading": lambda n: "# T " + "[a](https://e.example.org/ " * n + "\n" + HEAD,
    "remarks and links in a heading": lambda n: "# T " + "[a](https://e.example.org/)【" * n + "\n" + HEAD,
    "a link that points, almost, below a heading": lambda n: "# T\n[click here for " + "a " * n + "\n\n" + HEAD,
    "brackets in a heading": lambda n: "# " + "(" * n + "\n" + HEAD,
    "blanks in what is said behind a link": lambda n: "- [T](https://e.example.org/a) a::" + " " * n + "b",
    "punctuation behind an address": lambda n: "T https://e.example.org/" + ".)" * n,
    "punctuation within an address": lambda n: "T https://e.example.org/" + "." * n + "x",
    "endings within an address": lambda n: "T https://e.example.org/" + ".html中" * n + "/",
    "marks in an item": lambda n: HEAD + "# 书单\n- " + "==a " * n,
    "links that only point, almost": lambda n: HEAD + "# 茶\n- 《T》 " + "[***" * n,
    "entities behind an address": lambda n: "T https://e.example.org/" + "&a;" * n,
    "parameters": lambda n: "T https://e.example.org/?" + "a=1&" * n,
    "signs of a separator": lambda n: "-" * n + "x\n" + HEAD,
    "names of a separator": lambda n: ":a" * n + "\n" + HEAD,
    "signs and names of a separator": lambda n: HEAD + "\n" + ":+" * n + "x",
    "quote signs": lambda n: HEAD + ">" * n + " x",
    "list signs": lambda n: HEAD + "- " * n + "x",
    "list signs set apart": lambda n: HEAD + "-   " * n + "x",
    "a term that does not end": lambda n: HEAD + "- > 缓冲（" + "a/" * n,
    "brackets": lambda n: HEAD + "- > " + "![" * n,
    "blanks": lambda n: HEAD + " " * n + "x",
    "words": lambda n: HEAD + "- > " + "中文 word " * n,
    "one word": lambda n: "中" + "a-" * n + " https://e.example.org/a",
    "hashtags": lambda n: HEAD + "- > " + "#a " * n,
}
# Lines that a pattern fits but for their end, with much in them at which it could begin, or part them, otherwise.
ALMOST: dict[str, Callable[[int], str]] = {
    "a word glued to an address": lambda n: "a" * n + "https://e.example.org/a",
    "tags that do not end": lambda n: HEAD + "<div>x " + "<a" * n,
    "blanks in a card": lambda n: HEAD + "\n```cardlink\ntitle: a" + " " * n + "x\n" * 2 + "```\n",
    "dashes before a day": lambda n: "# Books\n- Tea——2025-01-02\n- Ann" + "—-" * n + " 2025\n\n" + HEAD,
    "words of a link to a page": lambda n: "- [" + "a " * n + "\n\n" + HEAD,
    "wide blanks": lambda n: HEAD + "\u3000" * n + "\n" + "-" + "\u3000" * n + "\n" + "＞" * n + "\n",
    "signs glued to Chinese": lambda n: HEAD + "-引" + "-" * n + "引\n" + " " * n + "-引\n",
    "remarks behind an address": lambda n: "T https://e.example.org/t " + "【*a*】" * (n // 20),
    "an emphasised title before a link": lambda n: "- *" + "a " * n + "[x](https://e.example.org/a) b\n\n" + HEAD,
    "blanks behind a link in code": lambda n: "- Tea [`x`](https://e.example.org/a)" + " ." * n + "x\n\n" + HEAD,
    "cells of HTML that do not end": lambda n: HEAD + "\n<table>" + "<td " * n + "\n</table>",
    "rows of HTML": lambda n: (
        "<table>\n<tr><th>title</th><th>b</th></tr>\n" + "<tr><td>a</td></tr>\n" * (n // 20) + "</table>"
    ),
    "links of HTML before a comment": lambda n: HEAD + "<div>x " + "<a " * n + "<!--",
    "blanks behind a kind": lambda n: HEAD + "\n- [ab]" + " " * n + "x",
    "words of a heading with an address": lambda n: "# " + "a" * n + " https://e.example.org/a\n" + HEAD,
    "words in brackets of an item": lambda n: "- https://e.example.org/t\n- [" + "a" * n + "] x",
    "words of a link that does not end": lambda n: "- https://e.example.org/t\n- [" + "a" * n + "](x y",
    "signs in a heading of notes": lambda n: "# papers" + "=" * n + "a\n" + HEAD,
    "blanks behind a year": lambda n: "# 2024" + " " * 900 + "x\n**2024" + " " * n + "x**\n\n" + HEAD,
    "blanks behind a month": lambda n: "**May" + " " * n + "x**\n\n" + HEAD,
    "blanks behind a day of a month": lambda n: "**May 5" + " " * n + "x**\n\n" + HEAD,
    "signs before a day": lambda n: "**" + "-" * n + "a 2024-01-02**\n\n" + HEAD,
    "blanks before a row below a header": lambda n: "a | b\n" + " " * n + "x|\n" + HEAD,
    "blanks in a row below a header": lambda n: "a | b\n|---" + " " * n + "x|\n" + HEAD,
    "hashtags behind a passage of an app": lambda n: (
        HEAD + "- > a ([View Highlight](https://read.readwise.io/read/1))" + " #a" * 2 * n
    ),
    "blanks in a cell": lambda n: (
        "| title | x | url |\n|---|---|---|\n| T | [" + " " * n + "x | https://e.example.org/a |\n"
    ),
    "blanks behind a passage of an app": lambda n: (
        "---\ntitle: T\nurl: https://e.example.org/t\n---\n# T\n\n📌 a" + " " * n + "x"
    ),
    "years in the title of a file": lambda n: "---\nauthor: A\n---\n# " + "2025-" * (n // 5) + "\n\n- > b\n" + HEAD,
    "a word in TOML": lambda n: "+++\ntitle = 'T'\n" + "0" * n + "\n+++\n" + HEAD,
    "titles with many authors": lambda n: HEAD + "# Books\n" + ("- " + "a by Ab Cd " * (n // 9) + "\n") * 3,
    "a title of many words in a list of books": lambda n: (
        HEAD + "# Books\n\n" + "Ab " * n + "\n\nAb - Cd" + " " * n + "x\n"
    ),
    "a label that is none": lambda n: "a" + " " * n + "b\n- [a](https://e.example.org/a)\n",
    "a link that a blank parts": lambda n: "- [" + "a" * n + "\n- [a]" + " " * n + "(https\n" + HEAD,
    "items with words before a colon": lambda n: "a\n- " + "a " * n + "\n- b: https://e.example.org/b\n",
    "figures of a clipping": lambda n: "B (A)\n- a|" + "1" * n + f"|b|c|d\n\nx\n{CLIPPING}",
    "a paragraph that begins with a title": lambda n: HEAD + "\n《甲》" + "乙，" * n + "\n",
    "blanks before a thought of an export": lambda n: HEAD + "\n《甲》\n3个笔记\n\n" + " " * n + "◆ 乙\n\n丙\n",
    "blanks behind the day of an export": lambda n: "《甲》\n3个笔记\n\n◆ 2023/05/03" + " " * n + "乙\n",
    "blanks beside an address of Hypothesis": lambda n: (
        HEAD + "- > https://hyp.is/" + " " * n + "[a](https://hyp.is/b)"
    ),
    "blanks of a clipping": lambda n: "B (A)\n-" + " " * n + f"x\n\nx\n{CLIPPING}",
}
MANY_LINES: dict[str, Callable[[int], str]] = {
    "labels above lists": lambda n: "Blogs\n\n- [a](https://e.example.org/a)\n\n" * n,
    "labels above one long list": lambda n: "Blogs\n\n" * n + "- [a](https://e.example.org/a)\n" * n,
    "a label above items that are not in the list": lambda n: "Blogs\n- [a](https://e.example.org/a)\n" + "  - b\n" * n,
    "bare fences": lambda n: "```\n1. a: https://e.example.org/a\n```\n" * n,
    "titles above addresses": lambda n: "a\n\nhttps://e.example.org/a\n\n" * n,
    "lines of a paragraph": lambda n: HEAD + "- > a" + "\n  > a" * n,
    "lines of an unclosed fence": lambda n: HEAD + "```\n" + "x https://e.example.org/x\n" * n,
    "fences": lambda n: HEAD + "```\n```\n" * n,
    "comments that do not close": lambda n: HEAD + "<!--\n" * n,
    "notes": lambda n: HEAD + "- > x\n  >> y\n" * n,
    "paragraphs of a passage": lambda n: HEAD + "- > x" + "\n  >\n  > #y `z`" * n,
    "items below a long label": lambda n: HEAD + "- " + "a " * n + ":\n" + "  - b\n" * n,
    "entries below a long heading": lambda n: "# " + "a " * n + "\n" + HEAD * n,
    "entries with a long definition": lambda n: (
        "[a]: https://e.example.org/" + "d" * 10 * n + "\n\n" + "T [a] https://e.example.org/t\n" * n
    ),
    "rows of a table": lambda n: HEAD + "\n| a | b |\n| - | - |\n" + "| x | y |\n" * n,
    "headings": lambda n: "# 12\n## a\n" * n + HEAD,
    "text that nothing reads": lambda n: "junk\n\n" * n + HEAD,
    "blank lines": lambda n: "\n" * n + HEAD + "\n" * n + "- > x\n",
    "definitions and entries": lambda n: "".join(
        f"[{number}]: https://e.example.org/d\n\nT [{number}] https://e.example.org/{number}\n\n" for number in range(n)
    ),
}


@pytest.mark.parametrize("name", ONE_LINE)
def test_long_line_is_read_without_squared_work(name: str) -> None:
    reading = read_log(ONE_LINE[name](50_000), "2025.md")
    assert len(reading.articles) == 1


@pytest.mark.parametrize("name", ALMOST)
def test_a_line_that_almost_fits_is_read_without_squared_work(name: str) -> None:
    assert read_log(ALMOST[name](200_000), "2025.md").articles


@pytest.mark.parametrize("name", MANY_LINES)
def test_many_lines_are_read_without_squared_work(name: str) -> None:
    reading = read_log(MANY_LINES[name](10_000), "2025.md")
    assert None not in [owner for owner, line in zip(reading.blocks.owners, reading.lines, strict=True) if line]


def test_hundred_thousand_nested_quotes_keep_their_words_and_are_diagnosed() -> None:
    reading = read_log(HEAD + ">" * 100_000 + " 最里面的话\n- > 之后\n", "2025.md")
    (article,) = reading.articles
    assert [(one.kind, one.text, one.line_start) for one in article.excerpts] == [
        ("note", "最里面的话", 2),
        ("quote", "之后", 3),
    ]
    assert [(one.code, one.line) for one in reading.diagnostics] == [("unparsed", 2)]


def test_steps_a_hundred_deep_keep_every_line() -> None:
    steps = "".join("  " * depth + f"- > 第{depth}层。\n" for depth in range(100))
    (article,) = read_log(HEAD + steps, "2025.md").articles
    assert "".join(letters(one.text) for one in article.excerpts) == letters(steps)
    assert [one.line_start for one in article.excerpts] == list(range(2, 102))
    depths = [one.depth for one in article.excerpts]
    assert depths[:50] == list(range(1, 51))


def test_line_of_a_megabyte_is_read_whole() -> None:
    words = "环形缓冲区 ring，" * 50_000
    (article,) = read_log(f"{HEAD}- > {words}。\n", "2025.md").articles
    assert [one.text for one in article.excerpts] == [f"{words}。"]


def test_ten_thousand_entries_are_read_one_by_one() -> None:
    text = "".join(
        f"# {12 - number // 1000}\n第{number}篇 https://e.example.org/{number}\n- > 引文。\n"
        for number in range(10_000)
    )
    reading = read_log(text, "2025.md")
    assert [article.title for article in reading.articles] == [f"第{number}篇" for number in range(10_000)]
    assert {len(article.excerpts) for article in reading.articles} == {1}


@pytest.mark.parametrize("sign", ["[", "![", "[a](", "[]", "(", "【", "<", "`"])
def test_thousands_of_brackets_that_do_not_match_are_text(sign: str) -> None:
    reading = read_log(f"{HEAD}- > 前{sign * 4000} 后\n", "2025.md")
    (article,) = reading.articles
    assert [letters(one.markdown) for one in article.excerpts] == [letters(f"前{sign * 4000}后")]


@pytest.mark.long
@pytest.mark.parametrize("sign", ["[", "![", "[a]("])
def test_tens_of_thousands_of_brackets_end_some_day(sign: str) -> None:
    signal.setitimer(signal.ITIMER_VIRTUAL, 20 * LIMIT)
    assert len(read_log(f"{HEAD}- > {sign * 40_000}\n", "2025.md").articles) == 1


CONTROLS = sorted({*range(0x20), 0x7F, 0x85, 0xA0, 0x200B, 0x2028, 0x2029, 0xFEFF, 0xFFFE} - set(b"\r\n"))


@pytest.mark.parametrize(
    "character", [chr(number) for number in CONTROLS], ids=[f"U+{number:04X}" for number in CONTROLS]
)
def test_control_character_takes_no_line_and_no_word_with_it(character: str) -> None:
    lines = (f"题目{character}之后 https://e.example.org/t", f"- > 引文{character}之后", f"- {character}")
    reading = read_lines(lines)
    (article,) = reading.articles
    assert letters(article.title) == "题目之后"
    assert letters(article.excerpts[0].text) == "引文之后"
