"""Logs in every shape that is read line by line, made from one model of what they say (`pen.Told`).

A log is parts below headings, each in one shape. All that people do differently is drawn: signs, what parts a title
from a comment, how days are written and where, second links, nesting, blank lines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from file_shapes import ROW_SHAPES
from hypothesis import strategies as st
from logs import Draw, Words
from pen import DAY_FORMS, ShapedLog, ShapeWriter


def link(pen: ShapeWriter, title: Words, url: str, is_wrapped: bool = False) -> str:
    """A link in Markdown's form, perhaps with a line break in its words."""
    markdown = title.markdown
    left, blank, right = markdown.rpartition(" ")
    if is_wrapped and blank and left[-1].isascii() and left[-1].isalnum() and "`" not in markdown:
        markdown = f"{left}\n{right}"
    form = pen.pick("plain", "plain", "plain", "strong", "strong within", "pointed", "emphasis", "quoted")
    if form == "strong within" and not any(sign in markdown for sign in "*`"):
        markdown = f"**{markdown}**"
    target = f"<{url}>" if form == "pointed" else url
    whole = f"[{markdown}]({target})"
    if form == "strong" and "*" not in markdown:
        return f"**{whole}**"
    if form == "quoted":
        return pen.pick("“{}”", "《{}》", '"{}"').format(whole)
    return f"*{whole}*" if form == "emphasis" and "*" not in markdown else whole


@dataclass(frozen=True, slots=True)
class _Written:
    """Markdown of the head of an article, the links beside its own, and the comments in it as plain text."""

    markdown: str
    links: tuple[tuple[str, str | None], ...] = ()
    comments: tuple[str, ...] = ()
    via: str | None = None


def beside(pen: ShapeWriter) -> _Written:
    """What stands behind a link: other links, a comment, an aside, or nothing."""
    markdown, links, comments = "", [], []
    for _ in range(pen.number(0, 2) if pen.number(0, 3) == 0 else 0):
        name, url = pen.pick("reddit", "tweet", "HN", "讨论", "pdf", "https://t.example.org/x"), pen.url()
        links.append((url, name))
        markdown += pen.pick(" {}", ". {}", " ({})", " | {}", "；{}").format(f"[{name}]({url})")
    if pen.maybe():
        words = pen.words()
        parts = (" - ", " — ", " – ", "：", ": ", " // ", ", ", " ", "，", " · ", "\n", " -- ")
        parts = (". ", "。", " | ") if links else parts
        said, text = words.markdown, words.text
        if pen.number(0, 4) == 0:
            said, text = f"{said} [见](<{pen.url()}>) 了", f"{text} 见 了"
        end = pen.pick("", "", "。", ".", "！", "?")
        markdown += pen.pick(*parts) + said + end
        comments.append(text + end)
    elif pen.number(0, 5) == 0:
        markdown += pen.pick(".", "。", "  ", "")
    via = pen.pick("HN", "Ann Leaf") if not markdown and pen.number(0, 5) == 0 else None
    if via:
        markdown = pen.pick(" (via {})", "（via {}）", " via {}", " - via: {}").format(via)
    if pen.number(0, 7) == 0:
        aside = pen.words(1).text
        markdown += f" <!-- {aside} -->"
        comments.append(aside)
    return _Written(markdown, tuple(links), tuple(comments), via)


def _day_before(pen: ShapeWriter, day: str) -> str:
    forms = ("{} - ", "{} — ", "{}: ", "**{}** ", "**{}**: ", "({}) ", "[[{}]] ", "`{}` ", "{} ", "{}：")
    return pen.pick(*forms).format(day)


def _day_behind(pen: ShapeWriter, day: str) -> str:
    forms = (" ({})", "（{}）", " — {}", " - {}", ", {}", " `{}`", " [[{}]]", "  【`{}`】", "  【{}】", " | {}")
    return pen.pick(*forms, " (read {})", "（读于{}）", " - finished on {}").format(day)


def _note_comments(pen: ShapeWriter, comments: Sequence[str], start: int) -> None:
    for comment in comments:
        pen.row(None, 0, "note", comment, start, len(pen.lines))


class _List:
    """A list in the making: its sign, how it is indented, and whether blank lines part its items."""

    def __init__(self, pen: ShapeWriter) -> None:
        self.pen = pen
        self.sign = pen.pick("-", "-", "*", "+", "1.", "1)", "10)", "1、", "-  ", "1.  ")
        self.number = 0
        self.indent = ""
        self.is_loose = pen.number(0, 3) == 0

    def item(self, markdown: str) -> int:
        """Writes an item, lazily continued or not; the number of its line."""
        self.number += 1
        sign = self.sign.replace("1", str(self.number), 1)
        if self.is_loose and self.number > 1:
            self.pen.blank(1)
        start = len(self.pen.lines) + 1
        between = "" if "、" in sign else " "
        first, *rest = markdown.split("\n")
        self.pen.lines.append(f"{self.indent}{sign}{between}{first}")
        self.pen.lines += [self.inner(2) + line for line in rest]
        return start

    def inner(self, least: int = 0) -> str:
        """How what belongs to the last item is indented."""
        width = len(self.sign.replace("1", str(self.number), 1)) + 1
        return self.indent + " " * max(width, least)

    def nest(self) -> None:
        """Writes what is nested in the last item: the outline of the first dialect."""
        inner = self.inner() if self.pen.maybe() else self.inner(4)
        for _ in range(self.pen.number(0, 2)):
            self.pen.item(inner, None, 1, replies=False)

    def head(self) -> None:
        """Writes an item that only names what is nested in it: a date or a section."""
        pen = self.pen
        if pen.maybe():
            text, pen.within = pen.form(DAY_FORMS), 10
        else:
            words = pen.words(1)
            text = words.markdown
            pen.sections = (*pen.sections, words.text)
        self.item(text + pen.pick("", "", "：") if pen.within < 10 else text)
        self.indent, self.number = self.inner() if pen.maybe() else self.inner(4), 0


def list_links(pen: ShapeWriter) -> None:
    """`- [ ] 2021/05/18 - [title](address) — comment`."""
    rows = _List(pen)
    sections, within = pen.sections, pen.within
    is_headed = pen.number(0, 4) == 0
    if is_headed:
        rows.head()
    place = pen.pick("none", "none", "before", "behind")
    form = DAY_FORMS[pen.number(0, len(DAY_FORMS) - 1)]
    has_boxes, has_kinds = pen.number(0, 3) == 0, pen.number(0, 3) == 0
    count = pen.number(1, 3)
    for _ in range(count):
        pen.next_day()
        pen.rows = []
        title, url = pen.title(), pen.url()
        is_bare = pen.number(0, 6) == 0 and not (is_headed and count == 1)  # which would be the address of the item
        behind = _Written("") if is_bare else beside(pen)
        head = pen.pick(url, f"<{url}>") if is_bare else link(pen, title, url, pen.number(0, 4) == 0)
        box = pen.pick("[ ] ", "[x] ", "[X] ") if has_boxes else ""
        kind = (
            pen.pick("", "Article: ", "[PDF] ", "`done` ", "**Talk:** ", "文章：") if not is_bare and has_kinds else ""
        )
        is_struck = not is_bare and "~" not in head and pen.number(0, 9) == 0
        text = kind + (f"~~{head}~~" if is_struck else head) + behind.markdown
        if place == "before":
            text = _day_before(pen, form(pen.day)) + text
        elif place == "behind":
            text += _day_behind(pen, form(pen.day))
        start = rows.item(box + text)
        comments = [kind.strip("[]`*:： "), *behind.comments] if kind else behind.comments
        _note_comments(pen, comments, start)
        rows.nest()
        pen.tell(
            line_start=start,
            title=url if is_bare else title.text,
            url=url,
            links=behind.links,
            via=behind.via,
            struck=is_struck,
            unread=pen.unread or box == "[ ] ",
            **({} if place == "none" else {"within": pen.day.isoformat()}),
        )
    pen.sections, pen.within = sections, within


def list_addresses(pen: ShapeWriter) -> None:
    """`N. TITLE URL`, `* URL words`, `- URL`, and titles alone among them."""
    rows = _List(pen)
    form = pen.pick("title first", "address first", "mixed")
    for number in range(pen.number(1, 3)):
        pen.next_day()
        pen.rows = []
        title, url = pen.title(), pen.url()
        text = {
            "title first": f"{title.markdown}{pen.pick(' ', '  ', ': ', '：', ' - ')}{url}",
            "address first": f"{url}{pen.pick(' ', ' - ', ' # ', ' — ', ': ')}{title.markdown}",
            "mixed": url,
        }[form]
        is_whole = "》，" not in title.text  # or the title would end with its brackets
        is_alone = form != "mixed" and number > 0 and is_whole and pen.number(0, 4) == 0
        start = rows.item(title.markdown if is_alone else text)
        if is_alone:
            pen.lines.append(f"{rows.inner()}- > {title.markdown}。")
            pen.row(None, 1, "quote", title.text + "。", start + 1, start + 1)
        else:
            rows.nest()
        pen.tell(line_start=start, title=url if form == "mixed" else title.text, url=None if is_alone else url)


def list_books(pen: ShapeWriter) -> None:
    """`- *Title* by Ann Leaf ★★★★☆` below a heading that says that they were read."""
    name = pen.pick("Books", "书单", "Papers I read", "Leídos")
    pen.head((pen.headings[-1][0] if pen.headings else 0) + 1, name, name)
    for _ in range(pen.number(3, 5)):
        pen.next_day()
        pen.rows = []
        title, author = (
            pen.pick("Why Tea Is Green", "零拷贝", "Rings & Queues"),
            pen.pick("", "Ann Leaf", "J. de Marsh"),
        )
        by = pen.pick(" by {}", ", {}", " — {}", " -- {}").format(author) if author else ""
        rating = pen.pick("", " ★★★★☆", " (4 stars)", " (4/5)")
        pen.lines.append(f"- {pen.pick('*', '**', '_').join(['', title, ''])}{by}{rating}")
        start = len(pen.lines)
        if rating:
            pen.row(None, 0, "note", rating.strip(), start, start)
        pen.tell(line_start=start, title=title, url=None, author=author or None)


def address_lines(pen: ShapeWriter) -> None:
    """`TITLE URL`, `URL # words` and bare addresses in the first column, without an outline."""
    count = pen.number(1, 3)
    for _ in range(count):
        pen.next_day()
        pen.rows = []
        title, url = pen.title(), pen.url()
        # A bare address alone below a heading is that of the heading.
        form = pen.pick("title first", "address first", *(["bare"] if count > 1 else []))
        forms = {"title first": f"{title.markdown} {url}", "address first": f"{url} # {title.markdown}", "bare": url}
        pen.lines.append(forms[form])
        pen.tell(line_start=len(pen.lines), title=url if form == "bare" else title.text, url=url)
        if pen.maybe():
            pen.blank()


def link_paragraphs(pen: ShapeWriter) -> None:
    """`[title](address). [reddit](address)`, with prose and quotes below."""
    for _ in range(pen.number(2, 3)):  # one alone below a heading is a file about that article
        pen.next_day()
        pen.rows = []
        title, url, behind = pen.title(), pen.url(), beside(pen)
        start = len(pen.lines) + 1
        pen.lines += ("[" + title.markdown + f"]({url})" + behind.markdown).split("\n")
        _note_comments(pen, behind.comments, start)
        for _ in range(pen.number(0, 2)):
            pen.lines.append("")
            words, more, place = pen.words(), pen.words(), len(pen.lines) + 1
            kind = pen.pick("quote", "note", "link")
            pen.lines.append(("> " if kind == "quote" else "") + words.markdown + ",")
            pen.lines.append(pen.pick("", "> " if kind == "quote" else "") + more.markdown)
            pen.lines[-1] += f" [那里]({pen.url()})" if kind == "link" else "。"
            end = " 那里" if kind == "link" else "。"
            pen.row(None, 1, kind, f"{words.text}, {more.text}{end}", place, place + 1)
        pen.tell(line_start=start, title=title.text, url=url, links=behind.links, via=behind.via)
        pen.blank(1)


def heading_links(pen: ShapeWriter) -> None:
    """`### [title](address) - comment`, or the address below the heading, with prose and quotes below."""
    signs = "#" * ((pen.headings[-1][0] if pen.headings else pen.number(2, 4)) + 1)
    for _ in range(pen.number(2, 3)):
        pen.next_day()
        pen.rows = []
        title, url, start = pen.title(), pen.url(), len(pen.lines) + 1
        links: tuple[tuple[str, str | None], ...] = ()
        via: str | None = None
        if pen.maybe():
            behind = beside(pen)
            while "\n" in behind.markdown:
                behind = beside(pen)
            pen.lines.append(f"{signs} {link(pen, title, url)}{behind.markdown}")
            links, via = behind.links, behind.via
            _note_comments(pen, behind.comments, start)
        else:
            pen.lines.append(f"{signs} {title.markdown}")
            pen.blank()
            pen.lines.append(pen.pick(url, f"<{url}>"))
        for _ in range(pen.number(0, 2)):
            pen.blank(1)
            words, kind = pen.words(), pen.pick("quote", "note")
            pen.lines.append(f"{'> ' if kind == 'quote' else ''}{words.markdown}。")
            pen.row(None, 1, kind, f"{words.text}。", len(pen.lines), len(pen.lines))
        pen.tell(line_start=start, title=title.text, url=url, links=links, via=via)
        pen.blank(1)


def title_lines(pen: ShapeWriter) -> None:
    """A title line, an address line or lines, and a description."""
    form = pen.pick("{}", "**{}**", "{}:")
    for _ in range(pen.number(1, 3)):
        pen.next_day()
        pen.rows = []
        title, url, start = pen.title(), pen.url(), len(pen.lines) + 1
        is_strong = form == "**{}**" and "*" not in title.markdown
        others = [pen.url() for _ in range(pen.pick("none", "none", "one") == "one")]
        pen.lines.append(form.format(title.markdown) if is_strong else title.markdown)
        pen.lines += [pen.pick(address, f"<{address}>") for address in [url, *others]]
        for _ in range(pen.number(0, 2)):
            if pen.maybe() or pen.rows:
                pen.lines.append("")
            words = pen.words()
            pen.lines.append(words.markdown + "。")
            pen.row(None, 1, "note", words.text + "。", len(pen.lines), len(pen.lines))
        pen.tell(line_start=start, title=title.text, url=url, links=tuple((other, None) for other in others))
        if pen.rows or pen.maybe():
            pen.blank(1)


def first_dialect(pen: ShapeWriter) -> None:
    """`TITLE URL  【`12.17`】` with its outline, and all that `logs` can write."""
    for _ in range(pen.number(1, 2)):
        pen.next_day()
        pen.entry()
        record = pen.records[-1]
        pen.tell(
            line_start=record.line_start,
            title=record.title,
            url=record.url,
            links=record.links,
            struck=record.struck,
            starred=record.starred,
            via=record.via,
            **({"within": pen.day.isoformat()} if record.day else {}),
        )


LINE_SHAPES: dict[str, Callable[[ShapeWriter], None]] = {
    "list-links": list_links,
    "list-addresses": list_addresses,
    "list-books": list_books,
    "address-lines": address_lines,
    "link-paragraphs": link_paragraphs,
    "heading-links": heading_links,
    "title-lines": title_lines,
    "first-dialect": first_dialect,
    **ROW_SHAPES,
}


@st.composite
def shaped_logs(draw: Draw[object], *shapes: str) -> ShapedLog:
    """A log of one part or several, in these shapes or any."""
    pen = ShapeWriter(draw)
    choice = {name: LINE_SHAPES[name] for name in shapes or LINE_SHAPES}
    used = [pen.part(choice, has_heading=number > 0 or pen.maybe()) for number in range(pen.number(1, 3))]
    return ShapedLog(tuple(pen.lines), tuple(pen.told), tuple(used))
