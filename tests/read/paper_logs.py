"""Logs that are of what was read and have titles without signs of one: notes on papers, and those for a guess."""

from __future__ import annotations

from collections.abc import Callable

from book_logs import say_below
from pen import ShapeWriter

_PAPERS = (
    "A Survey of Rings, Ponds and Other Round Things",
    "Rain Falls Twice: On the Return of Water",
    "基于圆环的池塘水位测量方法研究与实现",
    "2009 一种新的环形缓冲区及其正确性的证明",
    "How a Ring Is Found in a Field of Stones",
    "~Counting Clocks, Slowly and by Night",
    "[[On the Number of Wells below a Hill]]",
)
_SHORT = ("Clocks", "井与环")
_PARTS = ("主要内容", "Method", "1. Rings", "结果", "3.1 Field of stones", "Open questions about wells, rings and rain")
_GROUPS = ("时钟", "Ponds", "Graphs & trees", "系统")


def heading_papers(pen: ShapeWriter) -> None:
    """Notes on papers, each a heading as long as a title is; below it prose, lists, tables, and parts of its own."""
    form = pen.pick("heading", "front matter", "name")
    if form == "front matter":
        name = pen.pick("Paper notes", "论文阅读笔记")
        pen.lines += ["---", f"title: {name}", "---", ""]
        pen.sections, pen.headings = (name,), [(0, name)]
    elif form == "name":
        pen.name = pen.pick("paper-notes.md", "论文笔记.md", "papers.md")
    else:
        name = pen.pick("论文笔记", "Papers", "Paper reading notes", "文献阅读")
        pen.head(1, name, name)
    if pen.one_in(4):
        pen.introduce()
    level = pen.number(1, 3) + (form == "heading")
    if pen.maybe():
        name = pen.pick(*_GROUPS)
        pen.head(level, name, name)
        level += 1
    titles = pen.permuted(_PAPERS)[: pen.number(2, 4)]
    titles += [pen.pick(*_SHORT)] if len(titles) > 2 and pen.maybe() else []
    for title in titles:
        pen.next_day()
        start = len(pen.lines) + 1
        pen.lines.append(f"{'#' * level} {title}")
        for name in pen.permuted(_PARTS)[: pen.number(0, 2)]:
            _notes(pen)
            pen.lines.append(f"{'#' * (level + 1)} {name}")
            pen.row(None, 1, "heading", name, len(pen.lines), len(pen.lines))
        _notes(pen)
        pen.tell(line_start=start, title=title.strip("[]"), url=None)


def _notes(pen: ShapeWriter) -> None:
    """What is said of a paper, or of a part of it, between blank lines."""
    pen.lines.append("")
    form = pen.pick("nothing", "prose", "list", "table", "code")
    if form == "prose":
        say_below(pen)
    elif form == "list":
        pen.has_links = False
        for _ in range(pen.number(1, 2)):
            pen.item("", None, 1, replies=False)
        pen.has_links = True
    elif form == "table":
        pen.table("", None, 1)
    elif form == "code":
        pen.code("", None, 1)
    pen.blank(1)


_CITED = (
    "Rings in Rain: a Survey",
    "Why do Hills Fall?",
    "On the Number of Wells below a Hill",
    "A 2.5D View of Ponds",
    "Counting Clocks, Slowly",
)
_AUTHORS = ("Ann Leaf, Bo Ort", "Ann Leaf, Bo Ort, and Cy van Moss", "A. Leaf and B. C. Ort", "Ann Leaf et al")
_VENUES = ("Proc. of Rings 2011: 10-34", "WATER 1999", "arXiv:2001.12345, 2020", "In Wells & Ponds, 2004, pp. 1-9")
_CITATIONS = (
    "{authors}: {title}{stop} {venue}.",
    "{authors}. {title}{stop} {venue}.",
    '{authors}, "{title}," {venue}.',
    "{authors}, “{title}”, {venue}.",
    "{title}{stop} {authors}. {venue}.",
)


def cited_papers(pen: ShapeWriter) -> None:
    """A list of papers, each as it is cited: authors, title, and where and when it came out, before its address."""
    if pen.maybe():
        name = pen.pick("Papers", "论文", "Reading list")
        pen.head(1, name, name)
    form, sign = pen.pick(*_CITATIONS), pen.pick("- ", "* ", "1. ", "", "[{}] ")
    address = pen.pick(" {}", " [[pdf]({})]", " [[pdf]]({})", " [PDF]({})")
    for number, title in enumerate(pen.permuted(_CITED)[: pen.number(2, 4)], 1):
        pen.next_day()
        authors, venue, url = pen.pick(*_AUTHORS), pen.pick(*_VENUES), pen.url()
        cited = form.format(authors=authors, title=title, stop="" if title[-1] == "?" else ".", venue=venue)
        if pen.lines and pen.lines[-1].strip() and sign in ("", "[{}] "):
            pen.lines.append("")
        pen.lines.append(sign.format(number) + cited + address.format(url))
        start = len(pen.lines)
        pen.row(None, 0, "note", f"{venue}.", start, start)
        pen.tell(line_start=start, title=title, url=url, author=authors)


_TITLES = ("The Old Bridge", "山中日记（甲）", "通往河边之路", "Wells & Rings", "Beyond the Hill")


def guessed_titles(pen: ShapeWriter) -> None:
    """A log that only its name says to be of what was read: its titles are lines, items, headings or paragraphs."""
    pen.name = pen.pick("阅读计划.md", "my-reading.txt", "看过的书.md", "reading-2.md")
    form = pen.pick("lines", "items", "headings", "paragraphs")
    titles = pen.permuted(_TITLES)[: pen.number(3, 5)]
    if form == "items" and pen.maybe():
        name = pen.pick("今年", "Spring", "Shelf one")
        pen.head(2, name, name)
    sign, level = pen.pick("- ", "* ", "1. ", " - [ ] ", "- [x] "), pen.number(1, 3)
    for title in titles:
        pen.next_day()
        start = len(pen.lines) + 1
        pen.lines.append({"items": sign, "headings": "#" * level + " "}.get(form, "") + title)
        if form == "headings":
            for name in ("感想", "Passages")[: pen.number(0, 2)]:
                say_below(pen)
                pen.lines += ["", f"{'#' * (level + 1)} {name}"]
                pen.row(None, 1, "heading", name, len(pen.lines), len(pen.lines))
        if form == "headings":
            say_below(pen)
        for name in ("模型", "Wells")[: pen.number(0, 2) if form == "paragraphs" else 0]:
            words = pen.words()
            pen.lines += [*([""] if name == "模型" else []), f"- {name}：{words.markdown}"]
            pen.row(None, 1, "note", f"{name}：{words.text}", len(pen.lines), len(pen.lines))
        if form != "items" or pen.one_in(4):
            pen.blank(form in ("headings", "paragraphs"))
        pen.tell(line_start=start, title=title, url=None, unread=form == "items" and "[ ]" in sign)


PAPER_LOGS: dict[str, Callable[[ShapeWriter], None]] = {
    "heading-papers": heading_papers,
    "guessed-titles": guessed_titles,
    "cited-papers": cited_papers,
}
