"""Logs that are of books as a whole, and say so: each book a heading, a paragraph, a line, a box, or an item."""

from __future__ import annotations

from collections.abc import Callable

from book_shapes import AUTHORS, RATINGS, book_titles
from days_written import BEHIND
from lists_written import List
from pen import ShapeWriter

# Those that are known for names behind "by", where most titles have one.
_BY = ("Ann Leaf", "J. de Marsh", "Cy Oak and Bo Elm")


def say_below(pen: ShapeWriter) -> None:
    """What is said of a book below its heading or its title."""
    for _ in range(pen.number(0, 2)):
        pen.blank(1)
        words, kind = pen.words(), pen.pick("quote", "note")
        pen.lines.append(f"{'> ' if kind == 'quote' else ''}{words.markdown}。")
        pen.row(None, 1, kind, f"{words.text}。", len(pen.lines), len(pen.lines))


def say_books(pen: ShapeWriter, has_words: bool = True) -> None:
    """What says of a whole log that it is of books: its first heading, its front matter, or its name.

    `has_words`: sentences about the log may follow.
    """
    form = pen.pick("heading", "front matter", "name")
    if form == "front matter":
        name = pen.pick("Books I read", "Reading list", "书单")
        pen.lines += ["---", f"title: {name}", "---", ""]
        pen.sections, pen.headings = (name,), [(0, name)]
    elif form == "name":
        pen.name = pen.pick("reading-list.md", "books.md", "书单.md")
    else:
        name = pen.pick("Books I read", "Reading list", "书单")
        pen.head(1, name, name)
    if has_words and pen.one_in(3):
        pen.introduce()


def heading_books(pen: ShapeWriter) -> None:
    """A log of books, each a heading: `## Title - Ann Leaf`, `## Title (Ann Leaf, 1999)`, or with `author:` below."""
    say_books(pen)
    form = pen.pick("author", "by", "field", "title", "emphasis", "dated")
    is_grouped = pen.is_dated and pen.maybe()
    if is_grouped:
        pen.head(2, "", f"{pen.day.year}")
        pen.within = pen.held = 4
    signs = "#" * (3 if is_grouped else 2)
    # Names behind a dash are told by most titles, each with another.
    joint, are_others = pen.pick(" - {}", ": {}", " — {}"), pen.maybe()
    is_told = form in ("emphasis", "field", "by", "dated") or (form == "author" and are_others and joint != ": {}")
    for title, other in zip(book_titles(pen), AUTHORS, strict=False):
        pen.next_day()
        author: str | None = pen.pick(*(AUTHORS[:3] if form != "by" else _BY))
        if form == "author":
            author = other if are_others else AUTHORS[0]
        by = joint.format(author) if form == "author" else ""
        by = f" by {author}" if form == "by" else by
        year = pen.pick("1999", "1987") if form == "dated" else ""
        by = pen.pick(" ({}, {})", "（{}, {}）").format(author, year) if year else by
        by = pen.pick(", {}", " by {}", " — {}").format(author) if form == "emphasis" else by
        rating = pen.pick(*RATINGS) if form in ("emphasis", "title") else ""
        start = len(pen.lines) + 1
        pen.lines.append(f"{signs} {f'*{title}*' if form == 'emphasis' else title}{by}{rating}")
        if rating or year:
            pen.row(None, 0, "note", rating.strip() or year, start, start)
        if form == "field":
            pen.blank()
            pen.lines.append(f"{pen.pick('', '- ', '* ')}{pen.pick('author: ', 'Author: ', '作者：')}{author}")
        say_below(pen)
        pen.blank(1)
        pen.tell(
            line_start=start,
            title=title if is_told or form == "title" else title + by,
            url=None,
            author=author if is_told else None,
        )


def paragraph_books(pen: ShapeWriter) -> None:
    """A log of books, each a paragraph of one line: `Title - Ann Leaf`, `*Title*, Ann Leaf`, or all `Title by Ann`."""
    say_books(pen)
    are_by = pen.one_in(3)
    if pen.maybe():
        if pen.is_dated:
            pen.head(2, "", f"{pen.day.year}")
            pen.within = pen.held = 4
        else:
            pen.head(2, "Fiction", "Fiction")
    is_emphasised, are_others = pen.maybe() and not are_by, pen.maybe()
    is_told = is_emphasised or are_by or are_others
    for title, other in zip(book_titles(pen), AUTHORS, strict=False):
        pen.next_day()
        author = pen.pick(*_BY) if are_by else other if are_others else AUTHORS[0]
        by = pen.pick(", {}", " by {}").format(author) if is_emphasised else f"{' by' if are_by else ' -'} {author}"
        if pen.lines and pen.lines[-1].strip():
            pen.blank(1)
        pen.lines.append(f"*{title}*{by}" if is_emphasised else f"{title}{by}")
        pen.tell(
            line_start=len(pen.lines),
            title=title if is_told else title + by,
            url=None,
            author=author if is_told else None,
        )


def bare_books(pen: ShapeWriter) -> None:
    """A log of books, each a line: `Title`, `Title - Ann Leaf`, or all of them `Title BY Ann Leaf`."""
    say_books(pen, has_words=False)
    form = pen.pick("title", "author", "by")
    groups = pen.number(0, 2)
    titles = book_titles(pen)
    for number in range(max(groups, 1)):
        if groups:
            name = pen.pick("Fiction", "Non-fiction", "小说") if not number else pen.pick("History", "TEA", "后端")
            pen.head(2, name, name)
        for title in titles:
            pen.next_day()
            title += f" {number + 1}" if number else ""
            author = pen.pick(*_BY) if form == "by" else AUTHORS[0]  # the same, which is told by no form
            by = pen.pick("", " - {}", ": {}").format(author) if form == "author" else ""
            by = pen.pick(" by {}", " BY {}").format(author) if form == "by" else by
            pen.lines.append(title + by)
            is_told = form == "by"
            pen.tell(
                line_start=len(pen.lines),
                title=title if is_told else title + by,
                url=None,
                author=author if is_told else None,
            )
            if pen.one_in(5):
                pen.lines.append("")
        pen.blank(1)


def author_books(pen: ShapeWriter) -> None:
    """A list of books that name their authors, behind the titles, `Title by Ann Leaf`, or before: `Leaf "Title"`."""
    say_books(pen)
    rows, box = List(pen, pen.pick("-", "*", "1.", "+")), pen.pick("", "", "[x] ", "[ ] ")
    is_behind, form = pen.maybe(), pen.day_form()
    forms, names = (_BEHIND, ("王小二", "林·一")) if is_behind else (_BEFORE, ("Leaf", "林一"))
    for title in book_titles(pen):
        pen.next_day()
        author = pen.pick(*_BY, *names)
        rest = pen.pick("", "", "", " - good", " (2010)", " (2010)" if is_behind else ", again")
        is_dated = pen.is_dated and is_behind and not rest and pen.one_in(4)
        day = pen.pick(*BEHIND[:5]).format(form(pen.day)) if is_dated else ""
        start = rows.item(box + pen.pick(*forms).format(title, author) + rest + day)
        if rest:
            pen.row(None, 0, "note", rest.lstrip(" ,-"), start, start)
        rows.nest(has_links=False)
        pen.tell(
            line_start=start,
            title=title,
            url=None,
            author=author,
            unread=pen.unread_with(box),
            **({"within": pen.day.isoformat()} if is_dated else {}),
        )


# How authors stand behind titles and before them, where most titles of a log have them.
_BEHIND = ("{} by {}", "{} BY {}", "{}, by {}", "{} (by {})")
_BEFORE = ('{1} "{0}"', "{1} “{0}”", "{1}, *{0}*", "{1}. *{0}*", '{1}: "{0}"', "{1} — *{0}*", "{1} «{0}»")


# How they stand there where the words alone tell, of a whole log in one form and with a name of its own each.
_ALIKE = (
    *("{} - {}", "{} — {}", "{} / {}", "{} | {}", "{} [{}]", "{} ({})", "{}, {}", "{}. {}", "{} di {}", "{}, de {}"),
    *("《{}》 {}", "《{}》（{}）", "《{}》/{}", "{1} - {0}", "{1}: {0}"),
)
_NAMES = ("J. de Marsh", "Ann Leaf", "Cy Oak", "Bo Elm", "Di Moss")


def alike_books(pen: ShapeWriter) -> None:
    """A list of books that name their authors in one form, without a word that says so: `Title - Ann Leaf`."""
    say_books(pen)
    rows, form, box = List(pen, pen.pick("-", "*", "1.", "+")), pen.pick(*_ALIKE), pen.pick("", "", "[x] ", "[ ] ")
    names = (*_NAMES[:1], *pen.permuted(_NAMES[1:]))  # one that is sure, as names before titles need
    for title, author in zip(book_titles(pen), names, strict=False):
        pen.next_day()
        rating = pen.pick(*RATINGS)
        start = rows.item(box + form.format(title, author) + rating)
        if rating:
            pen.row(None, 0, "note", rating.strip(), start, start)
        rows.nest(has_links=False)
        pen.tell(
            line_start=start,
            title=f"《{title}》" if "《" in form else title,
            url=None,
            author=author,
            unread=pen.unread_with(box),
        )


# The same in the words of links: nearly all have the form, since the name of a site may stand there.
_LINKED = ("{} - {}", "{} — {}", "{} by {}", "{}, {}", "{} ({})", '"{}", {}', "{1} - {0}", "{1}: {0}")


def linked_books(pen: ShapeWriter) -> None:
    """Books as links, or before addresses, whose words name authors in one form: `[Title - Ann Leaf](address)`."""
    rows, form = List(pen, pen.pick("-", "*", "1.", "+")), pen.pick(*_LINKED)
    tail = pen.pick("", "", " (1999)", " 4/5")
    behind = pen.pick(" by {}", ", by {}", " (by {})", " by *{}*", " by {}.") if pen.one_in(3) else ""
    head = pen.pick("[{}]({})", "**[{}]({})**", "{}, {}" if "{1}" not in form else "[{}]({})")
    for title, author in zip(book_titles(pen), (*_NAMES[:1], *pen.permuted(_NAMES[1:])), strict=False):
        pen.next_day()
        url = pen.url()
        if behind:
            start = rows.item(f"[{title}]({url})" + behind.format(author))
        else:
            start = rows.item(head.format(form.format(title, author) + tail, url))
        if tail and not behind:
            pen.row(None, 0, "note", tail.strip(), start, start)
        rows.nest(has_links=False)
        pen.tell(line_start=start, title=title, url=url, author=author)


def lines_below_books(pen: ShapeWriter) -> None:
    """A log of books on lines, in strong print or not, and right below each who wrote it, when it was read, or both."""
    say_books(pen, has_words=False)
    title_form, says = pen.pick("**{}**", "__{}__", "{}"), pen.pick("author", "day", "both", "day first")
    says = says if pen.is_dated else "author"
    line_end, joint = pen.pick("  ", "\\", ""), pen.pick(" | ", " \\| ", " · ", " — ", ", ")
    pen.within = pen.held = 0 if says == "author" else 10
    for title, author in zip(book_titles(pen), _NAMES, strict=False):
        pen.day += pen.step * pen.number(0, 3)
        pen.rows = []
        day = pen.day.isoformat()
        parts = {"author": [author], "day": [day], "both": [author, day], "day first": [day, author]}[says]
        if pen.lines and pen.lines[-1].strip():
            pen.lines.append("")
        start = len(pen.lines) + 1
        pen.lines += [title_form.format(title) + line_end, joint.join(parts)]
        if pen.one_in(3):
            pen.lines[-1] += joint + "a novel"
            pen.row(None, 0, "note", "a novel", start, start + 1)
        pen.tell(line_start=start, title=title, url=None, author=author if author in parts else None)


def recorded_books(pen: ShapeWriter) -> None:
    """Books on lines of their own, with a list of fields below each, in a log that says nothing of itself."""
    author_name, other = pen.pick("作者", "Author", "**作者**"), pen.pick("感受", "Mood", "字数")
    for title, author in zip(book_titles(pen), _NAMES, strict=False):
        pen.next_day()
        if pen.lines and pen.lines[-1].strip():
            pen.lines.append("")
        start, words = len(pen.lines) + 1, pen.words()
        pen.lines += [title, *[""] * pen.number(0, 1)]
        pen.lines += [f"- {author_name}：{author}", f"- {other}：{words.markdown}"]
        pen.row(None, 0, "note", f"{other}: {words.text}", start, len(pen.lines))
        pen.tell(line_start=start, title=title, url=None, author=author)


# What ends titles and is none of them; the first by itself.
_TAILS = (
    " (done)",
    "（在读）",
    " ✅",
    " (4/5)",
    " ★★★",
    " 4/5",
    " (1999)",
    ", 1999",
    " *",
    "†",
    " +",
    "+",
    " @library",
    " 💡",
    " ✨🍿",
)


def tailed_books(pen: ShapeWriter) -> None:
    """A list of books whose lines end alike, in what is none of the titles: `Title (1999)`, `Title 4/5`, `Title *`."""
    say_books(pen)
    rows, tail = List(pen, pen.pick("-", "1.", "+")), pen.pick(*_TAILS)
    for title in book_titles(pen):
        pen.next_day()
        start = rows.item(title + tail)
        pen.row(None, 0, "note", tail.strip(" ,"), start, start)
        rows.nest(has_links=False)
        pen.tell(line_start=start, title=title, url=None)


def nested_books(pen: ShapeWriter) -> None:
    """Groups of books in one list: `- Essays`, and nested in it `- Title by Ann Leaf` or `- 《Title》 Ann Leaf`."""
    say_books(pen)
    rows, form = (
        List(pen, pen.pick("-", "*", "+")),
        pen.pick("{} by {}", '{1} "{0}"', "《{}》", "《{}》 {}", "《{}》，{}"),
    )
    sections, titles = pen.sections, book_titles(pen)
    is_quoted, has_author = form.startswith("《"), form.count("{") > 1
    is_told = not is_quoted or form == "《{}》 {}"
    for number, name in enumerate(("Stories", "History", "散文")[: pen.number(2, 3)]):
        pen.sections, rows.indent = (*sections, name), ""
        rows.name(name + pen.pick("", "", ":", "："))
        for title in titles[:3]:
            pen.next_day()
            title += f" {number + 1}" if number else ""
            author = pen.pick(*_BY)
            start = rows.item(form.format(title, author))
            if is_quoted and has_author and not is_told:
                pen.row(None, 0, "note", author, start, start)
            if pen.one_in(3):
                rows.nest(has_links=False, is_deep=False)
            pen.tell(
                line_start=start,
                title=f"《{title}》" if is_quoted else title,
                url=None,
                author=author if is_told else None,
            )
    pen.sections = sections


def labelled_boxes(pen: ShapeWriter) -> None:
    """Labels above boxes without addresses: `"Engines"`, then `- [x] Title`."""
    say_books(pen, has_words=False)
    sections, titles = pen.sections, book_titles(pen)
    count = pen.number(1, 3)
    for number in range(count):
        name = pen.pick("Engines", "Networks", "后端", "Algebra & logic", "二、存储")
        written = pen.pick("{}", "{}", "{}:", "{}：", "**{}**", '"{}"').format(name)
        pen.sections = (*sections, f'"{name}"' if written[0] == '"' else name)
        pen.blank(1)
        pen.lines += [written, *[""] * pen.number(0, 1)]
        rows = List(pen, pen.pick("-", "*"))
        for title in titles[: pen.number(2 if count > 1 else 3, 4)]:
            pen.next_day()
            title += f" {number + 1}" if number else ""
            box = pen.pick("[ ] ", "[x] ")
            start = rows.item(box + title)
            pen.tell(line_start=start, title=title, url=None, unread=pen.unread_with(box))
    pen.sections = sections


_RECORDS = ("author|added|type|url|pages", "Author|Finished|Form|Link|Rating", "作者|读完|类型|链接|评分")


def heading_records(pen: ShapeWriter) -> None:
    """A log of books, each a heading with a record below it: `- **author**: Ann Leaf`, `- **added**: 2025-03-04`."""
    say_books(pen)
    if pen.maybe():
        name = pen.pick("To read", "Fiction", "History", "已读")
        pen.head(2, name, name)
    signs = "#" * (pen.headings[-1][0] + 1 if pen.headings else 2)
    names = pen.pick(*_RECORDS).split("|")
    field, form = pen.pick("**{}**: {}", "**{}:** {}", "**{}**：{}", "__{}__: {}"), pen.day_form()
    sign, title_form = pen.pick("-", "*", "+"), pen.pick("{}", "{}", "[[{}]]", "{} - Ann Leaf")
    for title in book_titles(pen):
        pen.next_day()
        author, url = pen.pick(*AUTHORS), pen.url()
        has = [True, pen.is_dated, True, pen.maybe(), pen.maybe()]
        values = (author, form(pen.day), pen.pick("novel", "essays", "小说"), url, pen.pick("320", "4"))
        start = len(pen.lines) + 1
        pen.lines.append(f"{signs} {title_form.format(title)}")
        pen.blank()
        for name, value, is_there in zip(names, values, has, strict=True):
            if is_there:
                pen.lines.append(f"{sign} {field.format(name, value)}")
        for name, value, is_there in list(zip(names, values, has, strict=True))[2::2]:
            if is_there:  # which has no place of its own
                pen.row(None, 0, "note", f"{name}: {value}", start, len(pen.lines))
        say_below(pen)
        pen.blank(1)
        pen.tell(
            line_start=start,
            title=title_form.strip("[]").format(title),
            url=url if has[3] else None,
            author=author,
            **({"within": pen.day.isoformat()} if pen.is_dated else {}),
        )


def dated_lines(pen: ShapeWriter) -> None:
    """Titles on lines of their own, each behind the day on which it was read, or below it; few with an address."""
    say_books(pen, has_words=False)
    form, before, is_above = pen.day_form(), pen.pick("{} ", "{} - ", "{}: ", "**{}** ", "{} | "), pen.one_in(3)
    sign = pen.pick("", "", "- ", "> ")  # of what is said below
    for title in book_titles(pen):
        pen.day += pen.step * pen.number(1, 3)
        pen.rows, day = [], form(pen.day)
        if pen.lines and pen.lines[-1].strip() and (is_above or sign or pen.one_in(3)):
            pen.lines.append("")
        if is_above:
            pen.lines += [day, *[""] * pen.number(0, 1)]
        url = pen.url() if pen.one_in(4) and not is_above else None
        start = len(pen.lines) + 1
        pen.lines.append(("" if is_above else before.format(day)) + title + (f" {url}" if url else ""))
        if sign and pen.maybe():
            words = pen.words()
            pen.lines.append(f"{sign}{words.markdown}。")
            pen.row(None, 1, "quote" if sign == "> " else "note", f"{words.text}。", start + 1, start + 1)
        pen.tell(line_start=start, title=title, url=url, within=pen.day.isoformat())


BOOK_LOGS: dict[str, Callable[[ShapeWriter], None]] = {
    "heading-books": heading_books,
    "paragraph-books": paragraph_books,
    "bare-books": bare_books,
    "author-books": author_books,
    "alike-books": alike_books,
    "linked-books": linked_books,
    "tailed-books": tailed_books,
    "lines-below-books": lines_below_books,
    "recorded-books": recorded_books,
    "nested-books": nested_books,
    "labelled-boxes": labelled_boxes,
    "heading-records": heading_records,
    "dated-lines": dated_lines,
}
