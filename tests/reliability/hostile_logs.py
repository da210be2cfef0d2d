"""Logs that try to break the reader: one long line made of one sign, and very many of anything, each of any size.

Never reads them; `growth.py` does, and so does `test_growth.py`.
"""

from __future__ import annotations

from collections.abc import Callable

Maker = Callable[[int], str]  # from the size of a line in characters, or the number of what there is very much of

HEAD = "Title https://e.example.org/t\n"

# What a line is made of, over and over. Each opens, closes or parts something in Markdown, in a log or in an address.
SIGNS = {
    **{sign: sign for sign in "* _ [ ] ( ` — < > & \\ | 【 】 （ # : - = ~ . \" ' ! 《 ， ; ¨".split()},
    **{
        sign: sign
        for sign in "![ ~~ ** [a]( ]( a. a- a_ a**b *a_ <a <!-- --> </ <b> <ins> &# &a; // || `a http:".split()
    },
    **{
        sign: sign
        for sign in "http:// https://e.example.org/ 12.17 【12.17】 【from （a） 中（ A（中） 1. 词 e\u0301".split()
    },
    "blank": " ",
    "tab": "\t",
    "no-break space": "\u00a0",
    "one word": "a",
    "words": "中文 word ",
    "list signs": "- ",
    "numbers": "1. ",
    "opening emphasis": "*a ",
    "closing emphasis": "a* ",
    "emphasis of two signs": "**a _b ",
    "code spans": "`a` ",
    "hashtags": "#a ",
    "addresses": "https://e.example.org/a ",
    "titled addresses": "a https://e.example.org/a || ",
    "links": "[a](https://e.example.org/a) ",
    "images": "![a](https://e.example.org/a) ",
    "references": "[a] ",
    "remarks": "【a】 ",
    "terms": "环形缓冲区（ring buffer，RB）和",
    "emoji names": ":a:",
    "right-to-left marks": "a\u202eb\u2067",
    "zero width": "\u200b",
    "next line": "a\u0085b\u2028c\u2029",
    "NUL": "a\0",
    "escape": "\x1b[1m",
    "two planes": "𠀀",
    "emoji": "🤖",
}

_DOCUMENT = "---\ntitle: T\nurl: https://e.example.org/t\n---\n# T\n\n## Highlights\n"

_QUOTATIONS = "> a\n> —— 《T》\n\n" * 8


def _clipping(book: str, text: str, place: int = 1) -> str:
    mark = f"- Your Highlight on page 1 | Location {place}-{place} | Added on Monday, July 31, 2017 11:11:20 PM"
    return f"{book}\n{mark}\n\n{text}\n==========\n"


# Where such a line may stand.
PLACES = {
    "title": lambda line: f"{line} https://e.example.org/a\n",
    "behind an address": lambda line: f"Title https://e.example.org/a {line}\n",
    "address": lambda line: f"Title https://e.example.org/{line}\n",
    "remark": lambda line: f"Title https://e.example.org/a  【{line}】\n",
    "heading": lambda line: f"# {line}\n{HEAD}",
    "passage": lambda line: f"{HEAD}- > {line} x\n",
    "note": lambda line: f"{HEAD}- > a\n  >> {line} x\n",
    "item": lambda line: f"{HEAD}- {line} x\n",
    "body": lambda line: f"{HEAD} {line} x\n",
    "code": lambda line: f"{HEAD}```\n{line}\n```\n",
    "cell": lambda line: f"{HEAD}- a\n\n  | a | b |\n  |---|---|\n  | {line} | x |\n",
    "definition": lambda line: f"[{line}]: https://e.example.org/d\n\nTitle [a] https://e.example.org/a\n",
    "first column": lambda line: f"{HEAD}\n{line}\n",
    "title of an item": lambda line: f"- [{line}](https://e.example.org/a)\n",
    "words of an item": lambda line: f"- {line} https://e.example.org/a\n",
    "comment": lambda line: f"- [a](https://e.example.org/a) — {line}\n",
    "item without an address": lambda line: f"- https://e.example.org/a\n- {line}\n",
    "paragraph of a link": lambda line: f"[a](https://e.example.org/a) {line}\n",
    "row": lambda line: f"| title | url |\n|---|---|\n| {line} | https://e.example.org/a |\n",
    "header": lambda line: f"| title | {line} |\n|---|---|\n| https://e.example.org/a | x |\n",
    "property": lambda line: f"- [a](https://e.example.org/a)\n  author:: {line}\n",
    "highlight": lambda line: f"{_DOCUMENT}- {line} ([View Highlight](https://read.readwise.io/read/1))\n",
    "quotation": lambda line: f"{_QUOTATIONS}> {line}\n> —— 《T》\n",
    "attribution": lambda line: f"{_QUOTATIONS}> a\n> —— {line}\n",
    "attribution behind words": lambda line: f"{_QUOTATIONS}> {line} —— {line}\n",
    "clipping": lambda line: _clipping("Book (Author)", line),
    "book": lambda line: _clipping(line, "a"),
    "front matter": lambda line: f"---\ntitle: {line}\n---\n{HEAD}",
}


def long_line(place: str, sign: str) -> Maker:
    """Logs with one line at `place` that is `sign` over and over."""
    return lambda size: PLACES[place]((SIGNS[sign] * (size // len(SIGNS[sign]) + 1))[:size])


# Very many of something.
def _lines(head: str, line: str, tail: str = "") -> Maker:
    return lambda count: head + line * count + tail


def _numbered(head: str, line: str, tail: str = "") -> Maker:
    """Lines that a number tells apart."""
    return lambda count: head + "".join(line.format(n=number) for number in range(count)) + tail


def _runs(sign: str) -> Maker:
    """Runs of one sign, each one longer than the run before it, with `count` signs in all."""
    return lambda count: f"{HEAD}- > {''.join(f'a{sign * length} ' for length in range(1, _root(2 * count)))}\n"


def _steps(sign: str, deepest: int) -> Maker:
    """Items each one step deeper than the one above, and back to the margin behind the deepest."""
    steps = [f"{'  ' * depth}{sign}a\n" for depth in range(deepest)]
    return lambda count: HEAD + "".join(steps[number % deepest] for number in range(count))


def _root(count: int) -> int:
    return int(count**0.5)


def _spell(number: int) -> str:
    """One of the 2 ** 20 spellings of a word."""
    return "".join(c.upper() if number >> bit & 1 else c for bit, c in enumerate("abcdefghijklmnopqrst"))


def _term(number: int) -> str:
    return f"{chr(0x4E00 + number // 5000 % 5000)}{chr(0x4E00 + number % 5000)}（T{number}）"


MANY: dict[str, Maker] = {
    "nested quotes": lambda count: f"{HEAD}{'>' * count} x\n",
    "nested quotes, spaced": lambda count: f"{HEAD}{'> ' * count} x\n",
    "nested lists": lambda count: f"{HEAD}{'- ' * count}x\n",
    "nested lists, two blanks": lambda count: f"{HEAD}{'-  ' * count}x\n",
    "nested numbered lists": lambda count: f"{HEAD}{'1. ' * count}x\n",
    "nested quoted items": lambda count: f"{HEAD}{'- > ' * count}x\n",
    "steps down, as many as lines": lambda count: HEAD + "".join(f"{'  ' * n}- > a\n" for n in range(_root(count))),
    "quotes down, as many as lines": lambda count: HEAD + "".join(f"{'>' * n} a\n" for n in range(1, _root(2 * count))),
    "lists ten deep": _steps("- > ", 10),
    "lists fifty deep": _steps("- > ", 50),
    "entries on one day": _numbered("# 2025.12.17\n", "T https://e.example.org/{n}\n"),
    "entries of one address": _lines("# 2025.12.17\n", "T https://e.example.org/t\n"),
    "entries of one title": _lines("# 2025.12.17\n", "T\n- a\n\n"),
    "entries with a day": _numbered("", "T https://e.example.org/{n}  【`12.17`】\n"),
    "entries that cite one": _numbered(HEAD, "T https://e.example.org/{n}\n- https://e.example.org/t\n"),
    "headings": _numbered("", "# heading {n}\n", HEAD),
    "headings of dates": _lines("", "# 12\n## 17\n", HEAD),
    "headings and entries": _numbered("", "# section {n}\nT https://e.example.org/{n}\n"),
    "underlined headings": _lines("", "a\n===\n\n", HEAD),
    "months that step back": lambda count: "".join(
        f"# {1 + n % 12}\nT https://e.example.org/{n}\n" for n in range(count)
    ),
    "lines of an unclosed fence": _lines(f"{HEAD}```\n", "x https://e.example.org/x\n"),
    "lines of an unclosed comment": _lines(f"{HEAD}<!--\n", "x https://e.example.org/x\n"),
    "unclosed fences in items": _lines(HEAD, "- ```\n"),
    "fences": _lines(HEAD, "```\n```\n"),
    "comments": _lines(HEAD, "- <!-- a -->\n"),
    "link definitions": _numbered("", "[a{n}]: https://e.example.org/{n}\n", HEAD),
    "link definitions of one entry": lambda count: (
        "".join(f"[a{n}]: https://e.example.org/{n}\n" for n in range(count))
        + f"\n{HEAD}"
        + "".join(f"- > [a{n}]\n" for n in range(count))
    ),
    "link definitions, each with its entry": _numbered(
        "", "[a{n}]: https://e.example.org/d\n\nT [a{n}] https://e.example.org/{n}\n\n"
    ),
    "entries that use one long definition": lambda count: (
        f"[a]: https://e.example.org/{'d' * (20 * count)}\n\n"
        + "".join(f"T [a] https://e.example.org/{n}\n\n" for n in range(count))
    ),
    "entries below one long heading": lambda count: (
        f"# {'long ' * (4 * count)}\n" + "".join(f"T https://e.example.org/{n}\n" for n in range(count))
    ),
    "items below one long label": lambda count: f"{HEAD}- {'long ' * (4 * count)}:\n" + "  - a\n" * count,
    "tags": _numbered(HEAD, "- > `t{n}` a\n"),
    "tags on a line": _numbered(f"{HEAD}- > ", "`t{n}` ", "\n"),
    "hashtags and code": _numbered(f"{HEAD}- > a", "\n  >\n  > #t{n} `c`"),
    "tags of one word": _lines(HEAD, "- > `tag` a\n"),
    "spellings of one tag": lambda count: HEAD + "".join(f"- > `{_spell(n)}`\n" for n in range(count)),
    "spellings of one tag and of terms": lambda count: (
        HEAD + "".join(f"- > `{_spell(n)}`\n- > 词{chr(0x4E00 + n % 5000)}（{_spell(n)}）\n" for n in range(count))
    ),
    "terms": lambda count: HEAD + "".join(f"- > {_term(n)}\n" for n in range(count)),
    "terms of one word": _numbered(HEAD, "- > 缓冲（T{n}）\n"),
    "terms that do not end": lambda count: f"{HEAD}- > 缓冲（{'a/' * count}\n",
    "highlights": _lines(HEAD, "- > **a** b\n"),
    "highlights on a line": _lines(f"{HEAD}- > ", "**a** b ", "\n"),
    "notes": _lines(HEAD, "- > x\n  >> y\n"),
    "notes on one passage": _lines(f"{HEAD}- > x\n", "  >> y\n\n"),
    "lines of a passage": _lines(f"{HEAD}- > a", "\n  > a"),
    "paragraphs of a passage": _lines(f"{HEAD}- > a", "\n  >\n  > a"),
    "replies": _lines(f"{HEAD}- 回复：\n", "  - > a\n"),
    "items": _lines(HEAD, "- a\n"),
    "items set apart": _lines(HEAD, "- a\n\n"),
    "items of different signs": _lines(HEAD, "- a\n* a\n+ a\n"),
    "equal passages": _lines(HEAD, "- > the same words\n"),
    "links": _numbered(HEAD, "- https://e.example.org/{n} a\n"),
    "columns of a table": lambda count: f"{HEAD}- a\n\n  {'|a' * count}|\n  {'|-' * count}|\n  {'|b' * count}|\n",
    "columns and rows of a table": lambda count: f"{HEAD}\n{'|a' * count}|\n{'|-' * count}|\n" + "|b|\n" * count,
    "rows of a table": _lines(f"{HEAD}\n| a | b |\n|---|---|\n", "| x | y |\n"),
    "tables": _lines(HEAD, "\n|a|\n|-|\n|b|\n"),
    "text that nothing reads": _lines("", "junk\n\n", HEAD),
    "lines that nothing reads": _lines(HEAD + "\n", "junk\n"),
    "separators": _lines(HEAD, "---\n"),
    "signs of one separator": lambda count: f"{HEAD}{':+' * count}x\n",
    "blank lines": _lines("", "\n", HEAD),
    "tabs": _lines(HEAD, "-\ta\n\t- b\n"),
    "carriage returns": _lines("", "T https://e.example.org/t\r- > a\r"),
    "runs of backquotes": _runs("`"),
    "runs of stars": _runs("*"),
    "runs of tildes": _runs("~"),
    "front matter that does not end": _lines("---\na: b\n", "c: d\n", HEAD),
    "HTML blocks": _lines(HEAD, "<div>\n\n"),
    "lines of indented code": _lines(HEAD + "\n", "    a\n\n"),
    "lazy lines": _lines(f"{HEAD}- > a\n", "a\n"),
    "parameters of an address": _numbered("T https://e.example.org/?", "p{n}=1&"),
    "archives of archives": _lines("T ", "https://web.archive.org/web/2024/", "https://e.example.org/\n"),
    "items with an address": _numbered("", "- [T](https://e.example.org/{n})\n"),
    "items with comments": _numbered("", "- [T](https://e.example.org/{n}) — a\n  - b\n"),
    "items without an address": _lines("- https://e.example.org/t\n", "- T\n"),
    "items without any address": _lines("", "- T\n"),
    "items of a section": _numbered("- Section\n", "  - [T](https://e.example.org/{n})\n"),
    "sections of items": _numbered("", "- S{n}\n  - [T](https://e.example.org/{n})\n"),
    "items down, as many as lines": lambda count: "".join(f"{'  ' * n}- a\n" for n in range(_root(count))),
    "footers": _lines("", "- [a](https://e.example.org/a)\n- [b](https://e.example.org/b)\n\n"),
    "rows of articles": _numbered("| title | url |\n|---|---|\n", "| T | https://e.example.org/{n} |\n"),
    "days that begin with either": _numbered("", "- 3/4/2025 [T](https://e.example.org/{n})\n"),
    "outlines": _numbered("", "- [T](https://e.example.org/{n})\n  author:: A\n  - ### Highlights\n    - > a\n"),
    "properties": _lines("- [T](https://e.example.org/t)\n", "  key:: a\n"),
    "highlights of an app": _numbered(_DOCUMENT, "- a{n} ([View Highlight](https://read.readwise.io/read/{n}))\n"),
    "fields of front matter": _lines("---\ntitle: T\n", "key: a\n", "---\n"),
    "fields at the top of a file": _numbered("# T\nauthor: a\nurl: https://e.example.org/t\n", "tags: a{n}\n"),
    "addresses of an app at the top of a file": _numbered("# T\nauthor: a\n", "https://omnivore.app/me/{n}\n"),
    "tags below one passage of an app": _numbered(
        f"{_DOCUMENT}- a ([View Highlight](https://read.readwise.io/read/1))\n", "  - tags: #a{n}\n"
    ),
    "rows that go on with one row": _numbered(
        "| title | note |\n|---|---|\n| T | https://e.example.org/t |\n", "| | a{n} |\n"
    ),
    "titles in fields": _numbered("x\n\n", "title: T{n}\n\nauthor: A\n\n"),
    "titles in fields of nothing": _lines(HEAD, "title: T\n\n"),
    "citations": _numbered("", "- Ann Leaf, Bo Ort: T{n}. Rings 2011. https://e.example.org/{n}\n"),
    "names in a citation": lambda count: f"- {'Ann Leaf, ' * count}Bo Ort: T. 2011 https://e.example.org/t\n",
    "books with a line below": _numbered("# Books\n\n", "**T{n}**\nAnn Leaf | 2025-01-02\n\n"),
    "books with fields below": _numbered("", "T{n}\n\n- author: Ann\n- mood: good\n\n"),
    "links in HTML over lines": _numbered("", '<a href="https://e.example.org/{n}">\nT\n</a>\n\n'),
    "links in HTML that do not end": _lines("", '<a href="https://e.example.org/t">\nT\n'),
    "headings without blanks": _numbered("", "#s{n} of rings\n- https://e.example.org/{n}\n"),
    "breaks before links": _numbered("- a\n", "<br>[T](https://e.example.org/{n})\n"),
    "fences that hold all": _numbered("", "# S{n}\n```\nT https://e.example.org/{n}\n```\n"),
    "quotations": _numbered("", "> a\n> —— 林一《T{n}》\n\n"),
    "quotations of one source": _lines("", "> a\n> —— 林一《T》\n\n"),
    "titles behind days": _numbered("# Read\n", "2024-01-09 T{n}\n"),
    "books above quotes": _numbered("", "《T{n}》\n> a\n\n"),
    "labels of kinds": _lines("", "视频\n- [a](http://e)\n\n"),
    "kinds above paragraphs": _lines("", "视频\nhttp://e\n"),
    "days and words": _lines("", "2024-01-05\na b\n"),
    "fields below books": _lines("# Books\n", "《T》\n作者：A\n"),
    "lines of a shelf": _lines("", "T\n2024-01-01 读过\n\n"),
    "titles above sources": _lines("", "a\nB\nhttp://e\n\n"),
    "records apart": _lines("", "[a](http://e)\n\nAuthor: A\nTags: b\n\n"),
    "quotations in items": _numbered("", "- a。——《T{n}》\n"),
    "quotes below headings": _numbered("", "# T{n}\n\n> a\n\n"),
    "clippings of one book": lambda count: "".join(_clipping("B (A)", f"a{n}", n) for n in range(count)),
    "clippings of one place": lambda count: "".join(_clipping("B (A)", f"a{n}") for n in range(count)),
    "books of one clipping": lambda count: "".join(_clipping(f"B{n} (A)", "a") for n in range(count)),
}
