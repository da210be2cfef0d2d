"""Logs of quotations: quotes, items or paragraphs, each with who said it, behind it or below it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from days_written import HEADING_DAY_FORMS
from pen import ShapeWriter


@dataclass(frozen=True, slots=True)
class _Source:
    """An attribution, and what it says."""

    written: str
    title: str
    author: str | None = None
    place: str | None = None


_SOURCES = (
    _Source("荀子《劝学》", "劝学", "荀子"),
    _Source("《论语·为政》", "论语·为政"),
    _Source("《老子》第八章", "老子", None, "第八章"),
    _Source("林一的《茶与雨》", "茶与雨", "林一"),
    _Source("[唐] 陆羽《茶经》卷上", "茶经", "[唐] 陆羽", "卷上"),
    _Source("Ann Leaf", "Ann Leaf", "Ann Leaf"),
    _Source("Ann Leaf, *Tea*, p. 12", "Tea", "Ann Leaf", "p. 12"),
    _Source('Jon Marsh, "Rings in Rain"', "Rings in Rain", "Jon Marsh"),
    _Source("Bo Ort, Wells", "Wells", "Bo Ort"),
)


def quotations(pen: ShapeWriter) -> None:
    """`> words` with `> —— 荀子《劝学》` below, `- “words” — Ann Leaf`, and the like; dates above, notes below."""
    form, is_below = pen.pick("quote", "quote", "item", "paragraph"), pen.maybe()
    is_apart = is_below and form != "item" and pen.maybe()
    dash, has_days = pen.pick("—— ", "——", "— ", "-- ", "– "), pen.maybe()
    above: _Source | None = None
    for number in range(pen.number(3, 6)):
        if has_days and (number == 0 or pen.one_in(3)):
            pen.next_day()
            day = pen.form(HEADING_DAY_FORMS)
            is_item = day[:1].isdecimal() and ". " in day
            pen.lines += [pen.pick("# {}", "# {}" if is_item else "{}", "**{}**").format(day), ""]
            above = None
        others = [one for one in _SOURCES if one is not above]
        source = above = others[pen.number(0, len(others) - 1)]
        pen.rows = []
        start, words = len(pen.lines) + 1, pen.words()
        passage = f"{words.markdown}。"
        said = dash + source.written
        sign = {"quote": "> ", "item": "- ", "paragraph": ""}[form]
        if not is_below:
            blank = "" if dash == "——" else " "
            pen.lines.append(f"{sign}{passage}{blank}{said}")
        elif is_apart:
            pen.lines += [sign + passage, "", said]
        else:
            pen.lines += [sign + passage, {"quote": "> ", "item": "  ", "paragraph": ""}[form] + said]
        row = pen.row(None, 1, "quote", words.text + "。", start, len(pen.lines))
        pen.places += [(row.position, source.place, None, None)] if source.place else []
        pen.lines.append("")
        if form == "quote" and pen.one_in(4):
            note = pen.words()
            pen.lines += [note.markdown + "。", ""]
            pen.row(None, 1, "note", note.text + "。", len(pen.lines) - 1, len(pen.lines) - 1)
        within = {"within": pen.day.isoformat()} if has_days else {}
        pen.tell(line_start=start, title=source.title, author=source.author, **within)


QUOTATION_LOGS: dict[str, Callable[[ShapeWriter], None]] = {"quotations": quotations}
