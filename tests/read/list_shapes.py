"""Lists whose items are articles: links, titles with addresses beside or below them, titles alone, fields, months."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from days_written import DAY_FORMS
from links_written import Beside, before_link, behind_link, link, pointers
from lists_written import List
from pen import ShapeWriter


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the items of a list have their days: before them, behind them, or nowhere."""

    name: str
    form: Callable[..., str]

    @property
    def tells(self) -> bool:
        return self.name != "none"

    def put(self, pen: ShapeWriter, text: str, is_link: bool = True) -> str:
        """The text with the day in its place."""
        if self.name == "before":
            return pen.before(self.form(pen.day), is_link) + text
        return text + pen.behind(self.form(pen.day)) if self.name == "behind" else text

    def facts(self, pen: ShapeWriter) -> dict[str, object]:
        return {"within": pen.day.isoformat()} if self.tells else {}


def _place(pen: ShapeWriter) -> _Place:
    return _Place(pen.pick("none", "none", "before", "behind") if pen.is_dated else "none", pen.day_form())


def list_links(pen: ShapeWriter) -> None:
    """`- [ ] 2021/05/18 - [title](address) — comment`."""
    rows = List(pen)
    sections, within, held = pen.sections, pen.within, pen.held
    is_headed = pen.one_in(5)
    if is_headed:
        rows.head()
    place, has_boxes, has_kinds = _place(pen), pen.one_in(4), pen.one_in(4)
    is_counted = has_boxes and pen.one_in(3)
    count = pen.number(1, 3)
    for number in range(1, count + 1):
        pen.next_day()
        title, url = pen.title(), pen.url()
        is_bare = pen.one_in(7) and not (is_headed and count == 1)  # which would be the address of the item
        before = Beside() if is_bare else before_link(pen, has_kinds)
        behind = Beside() if is_bare else behind_link(pen)
        head = pen.pick(url, f"<{url}>") if is_bare else link(pen, title, url, pen.one_in(4))
        box = pen.pick("[ ] ", "[x] ", "[X] ") if has_boxes else ""
        counted = f"{number}{pen.pick('. ', '、', ') ')}" if is_counted else ""
        is_struck = not is_bare and "~" not in head and pen.one_in(10)
        text = before.markdown + (f"~~{head}~~" if is_struck else head) + behind.markdown
        start = rows.item(box + counted + place.put(pen, text, is_link=not before.markdown))
        pen.comments([*before.comments, *behind.comments], start)
        rows.nest()
        pen.tell(
            line_start=start,
            title=url if is_bare else title.text,
            url=url,
            struck=is_struck,
            unread=pen.unread_with(box) or before.unread,
            starred=before.starred or behind.starred,
            **behind.facts(),
            **place.facts(pen),
        )
    pen.sections, pen.within, pen.held = sections, within, held


def list_labels(pen: ShapeWriter) -> None:
    """`Blogs:`, `**Papers**` and `论文` above lists of links: sections without the sign of a heading."""
    sections = pen.sections
    for _ in range(pen.number(1, 2)):
        name = pen.pick("Blogs", "Field notes", "Papers", "论文", "一、后端", "Algebra & logic")
        pen.sections = (*sections, name)
        pen.blank(1)
        pen.lines.append(pen.pick("{}", "{}:", "{}：", "**{}**", "**{}:**", "__{}__").format(name))
        pen.lines += [""] * pen.number(0, 1)
        rows = List(pen)
        for _ in range(pen.number(2, 3)):
            pen.next_day()
            title, url = pen.title(), pen.url()
            behind = behind_link(pen)
            start = rows.item(link(pen, title, url) + behind.markdown)
            pen.comments(behind.comments, start)
            rows.nest()
            pen.tell(line_start=start, title=title.text, url=url, starred=behind.starred, **behind.facts())
    pen.sections = sections


def list_months(pen: ShapeWriter) -> None:
    """Items that are a month, or `Apr`, and nested in each the links of it."""
    within, held = pen.within, pen.held
    if not pen.is_dated or max(within, pen.all_within) > 4:
        list_links(pen)
        return
    rows = List(pen, pen.pick("-", "*", "+"))
    rows.months()
    for _ in range(pen.number(2, 3)):
        pen.next_day()
        title, url = pen.title(), pen.url()
        start = rows.item(link(pen, title, url))
        rows.nest()
        pen.tell(line_start=start, title=title.text, url=url)
    pen.within, pen.held = within, held


def list_addresses(pen: ShapeWriter) -> None:
    """`N. TITLE URL`, `* URL words`, `- URL`, and titles alone among them."""
    rows = List(pen)
    form = pen.pick("title first", "address first", "mixed")
    for number in range(pen.number(1, 3)):
        pen.next_day()
        title, url = pen.whole_title(), pen.url()
        mark = pen.pick("todo ", "TODO: ", "待读：") if form != "title first" and pen.one_in(6) else ""
        text = {
            "title first": f"{title.markdown}{pen.pick(' ', '  ', ': ', '：', ' - ', ' → ')}{url}",
            "address first": f"{mark}{url}{pen.pick(' ', ' - ', ' # ', ' — ', ': ')}{title.markdown}",
            "mixed": f"{mark}{url}",
        }[form]
        is_alone = form != "mixed" and number > 0 and pen.one_in(5)
        start = rows.item(title.markdown if is_alone else text)
        if is_alone:
            pen.lines.append(f"{rows.inner()}- > {title.markdown}。")
            pen.row(None, 1, "quote", title.text + "。", start + 1, start + 1)
        else:
            rows.nest()
        pen.tell(
            line_start=start,
            title=url if form == "mixed" else title.text,
            url=None if is_alone else url,
            unread=pen.unread or (mark != "" and not is_alone),
        )


def list_pointers(pen: ShapeWriter) -> None:
    """`- Title [[paper](address)] [[code](address)]`, in the line or on the next one, or the address alone below."""
    rows = List(pen, pen.pick("-", "*", "1."))
    for _ in range(pen.number(1, 3)):
        pen.next_day()
        title = pen.whole_title()
        form = pen.pick("behind", "behind", "next line", "nested address", "address on next line")
        pointed = pointers(pen)
        is_address = "address" in form
        below = pen.pick(pointed.url, f"<{pointed.url}>") if is_address else pointed.markdown
        strong = f"**{title.markdown}**" if pen.one_in(4) and not any(sign in title.markdown for sign in "*`") else ""
        start = rows.item(
            (strong or title.markdown)
            + {"behind": pen.pick(" ", " - ", ", ") + below, "nested address": ""}.get(form, "\n" + below)
        )
        if form == "nested address":
            pen.lines.append(f"{rows.inner()}- {below}")
            pen.row(None, 1, "link", pointed.url, start + 1, start + 1)
        pen.tell(line_start=start, title=title.text, url=pointed.url, links=() if is_address else pointed.links)


def list_titles(pen: ShapeWriter) -> None:
    """Titles without an address among links: of pages of a wiki or nearby, struck, quoted, with a comment."""
    rows = List(pen, pen.pick("-", "*", "+", "1."))
    place = _place(pen)
    count = pen.number(2, 4)
    linked = pen.number(0, count - 1)
    for number in range(count):
        pen.next_day()
        if number == linked:
            title, url = pen.title(), pen.url()
            start = rows.item(place.put(pen, link(pen, title, url)))
            pen.tell(line_start=start, title=title.text, url=url, **place.facts(pen))
            continue
        name = pen.pick("Why Tea Is Green", "零拷贝", "Rings & Queues", "The Tea Classic", "深入理解 Linux 内核")
        form, _, notes = pen.pick(*_TITLE_FORMS).rpartition("|")
        words = pen.words()
        text = form.format(name, words.markdown)
        start = rows.item(place.put(pen, text, is_link=False) if notes != "comment" else text)
        pen.comments([words.text if notes == "comment" else notes] if notes else [], start)
        pen.tell(
            line_start=start,
            title=f"《{name}》" if form.startswith("《") else name,
            url=None,
            struck=form.startswith("~~"),
            **(place.facts(pen) if notes != "comment" else {}),
        )


def list_html(pen: ShapeWriter) -> None:
    """`<li class="item"><a href="address">title</a></li>`, the words on a line of their own or not."""
    name, indent, is_wide = pen.pick("ul", "ol"), pen.pick("", "  ", "        "), pen.maybe()
    begins, ends = pen.pick("<li>", '<li class="item">'), pen.pick("</li>", "</li>", "</LI>")
    pen.lines += [pen.pick(f"<{name}>", f'<{name} class="list">'), *[""] * pen.number(0, 1)]
    for _ in range(pen.number(1, 3)):
        pen.next_day()
        title, url = pen.pick("Why Tea Is Green", "零拷贝", "Rings & Queues", "The Tea Classic"), pen.url()
        text = pen.pick(f'<a href="{url}" target="_blank">{title}</a>', f"<a class='x' href='{url}'><b>{title}</b></a>")
        if is_wide:
            pen.lines += [indent + begins, f"{indent}  {text}", indent + ends]
        else:
            pen.lines.append(f"{indent}{begins}{text}{ends}")
        pen.tell(line_start=len(pen.lines) - is_wide, title=title, url=url)
    pen.lines.append(f"</{name}>")


# Titles without an address, behind each the note that it makes.
_TITLE_FORMS = (
    "{}|",
    "*{}*|",
    "**{}**|",
    "~~{}~~|",
    "[[{}]]|",
    "[[books/tea.md|{}]]|books/tea.md",
    "[{}](../notes/tea.md)|../notes/tea.md",
    "《{}》|",
    "=={}==|",
    "**{}**: {}|comment",
    "**{}:** {}|comment",
    "《{}》，{}|comment",
)


def list_fields(pen: ShapeWriter) -> None:
    """A title or a link, and nested in it what belongs to it: `Author: …`, `Link: …`, `Finished: …`, `Rating: …`."""
    rows = List(pen, pen.pick("-", "*"))
    form = pen.day_form() if pen.maybe() else DAY_FORMS[0]
    strong = pen.pick("{}: ", "**{}**: ", "**{}:** ", "{}：")
    has_link = pen.maybe()
    for _ in range(pen.number(1, 3)):
        pen.next_day()
        title, url, author = pen.whole_title() if has_link else pen.title(), pen.url(), pen.author()
        has_day = pen.is_dated and pen.maybe()
        fields = [
            *([("note", pen.pick("Author", "作者"), author)] if author else []),
            *([("link", pen.pick("Link", "URL", "链接"), url)] if has_link else []),
            *([("note", pen.pick("Finished", "Read", "读完于", "Date read"), form(pen.day))] if has_day else []),
            *([("note", pen.pick("Rating", "评分"), pen.pick("4/5", "★★★★"))] if pen.maybe() else []),
        ]
        start = rows.item(title.markdown if has_link else link(pen, title, url))
        for kind, name, value in fields:
            pen.lines.append(f"{rows.inner()}- {strong.format(name)}{value}")
            text = strong.replace("*", "").format(name) + value
            pen.row(None, 1, kind, text, len(pen.lines), len(pen.lines))
        rows.nest(has_links=not has_link, is_deep=False)
        told = {"within": pen.day.isoformat()} if has_day else {}
        pen.tell(line_start=start, title=title.text, url=url, author=author, **told)


def list_tasks(pen: ShapeWriter) -> None:
    """Boxes with links, some nested in others, or indented by a slip: each is an article."""
    rows = List(pen, pen.pick("-", "*"))
    for _ in range(pen.number(1, 3)):
        indent = rows.indent
        for depth in range(pen.number(1, 2)):
            pen.next_day()
            title, url, box = pen.title(), pen.url(), pen.pick("[ ] ", "[x] ")
            start = rows.item(box + f"[{title.markdown}]({url})")
            pen.tell(line_start=start, title=title.text, url=url, unread=pen.unread_with(box))
            if depth == 0:
                number, rows.indent, rows.number = rows.number, rows.inner(), 0
        rows.indent, rows.number = indent, number


LIST_SHAPES: dict[str, Callable[[ShapeWriter], None]] = {
    "list-links": list_links,
    "list-labels": list_labels,
    "list-months": list_months,
    "list-addresses": list_addresses,
    "list-pointers": list_pointers,
    "list-titles": list_titles,
    "list-fields": list_fields,
    "list-tasks": list_tasks,
    "list-html": list_html,
}
