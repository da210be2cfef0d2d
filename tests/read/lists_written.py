"""A list in the making: its signs, how it is indented, what parts its items, and what is nested in them."""

from __future__ import annotations

from days_written import DAY_FORMS, MONTH_FORMS, MONTHS_OF_A_YEAR
from pen import YEAR, ShapeWriter

# Groups of what was read; they need no heading to be known as such.
_GROUPS = ("Fiction", "Non-fiction", "已读", "小说", "In progress")


class List:
    """A list in the making."""

    def __init__(self, pen: ShapeWriter, sign: str | None = None) -> None:
        self.pen = pen
        self.sign = sign or pen.pick("-", "-", "*", "+", "1.", "1)", "10)", "1、", "-  ", "1.  ")
        self.number = 0
        self.indent = ""
        self.is_loose = pen.one_in(4)

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

    def nest(self, has_links: bool = True, is_deep: bool = True) -> None:
        """Writes what is nested in the last item: the outline of the first dialect.

        In an item without an address, others could not be told from its own. `is_deep`: it may be indented further than
        it need be.
        """
        inner = self.inner(4) if is_deep and self.pen.maybe() else self.inner()
        self.pen.has_links = has_links
        for _ in range(self.pen.number(0, 2)):
            self.pen.item(inner, None, 1, replies=False)
        self.pen.has_links = True

    def head(self) -> None:
        """Writes an item that only names what is nested in it: a day, a group, or words."""
        pen = self.pen
        kind = pen.pick("words", "group", *(["day"] if pen.is_dated else []))
        if kind == "day":
            text, pen.within = pen.form(DAY_FORMS), 10
        else:
            words = pen.words(1) if kind == "words" else None
            if words and not pen.is_dated and YEAR.search(words.text):  # it would name another year
                words = None
            name = "" if words else pen.pick(*_GROUPS)
            text = words.markdown if words else name
            pen.sections = (*pen.sections, words.text if words else name)
        self.name(text if kind == "day" else text + pen.pick("", "", "："))

    def months(self) -> None:
        """Writes items that name the year and the month of what is nested in them, or the month alone."""
        pen = self.pen
        if max(pen.within, pen.all_within) == 4:
            self.name(pen.form(MONTHS_OF_A_YEAR[1:]))
        else:
            self.name(pen.form(MONTH_FORMS[:7]))
        pen.within = pen.held = 7

    def name(self, text: str) -> None:
        """Writes an item, and goes on with those nested in it."""
        self.item(text)
        self.indent, self.number = self.inner() if self.pen.maybe() else self.inner(4), 0
