"""Entry rule: a line that holds an address, such as `TITLE URL  【`12.17`】`, or `2025-12-17 TITLE URL`.

The first address is the article's own; others, wherever they stand, are links.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.model import Article, Entry
from ingest.patterns import lazy_compile
from ingest.read.article import make_article
from ingest.read.dates.days import cut_day, cut_first_day, find_day, has_year, read_remark_day
from ingest.read.dates.forms import find_marked_day, read_day
from ingest.read.entries import LABEL, said_by_log
from ingest.read.fields.filling import fill_head
from ingest.read.fields.records import is_record_of_link, read_record
from ingest.read.lines import BOX_SIGN, EMPTY_BOXES, HOLDS_ADDRESS, LETTER, REMARK, cut_start, line_below
from ingest.read.markdown import Inline, parse_inline
from ingest.read.passages.outline import read_outline
from ingest.read.tags import cut_first_tags, listed_tags
from ingest.read.titles.before_title import cut_clock, cut_task
from ingest.read.titles.beside import read_remarks, with_day_in_title
from ingest.read.titles.head import Head, read_head
from ingest.read.titles.line_head import without_title_end
from ingest.read.titles.pointers import named_address
from ingest.read.titles.prose import begins_with_sentence, ends_with_address, has_address_within, is_footnote, is_prose
from ingest.read.words.to_read import marks_to_read

# A tag of HTML, but for a link: the address in it is that of an image, or of a style.
_TAG = lazy_compile(r"<(?!a\s|https?:|ftp:)[A-Za-z][^<>]*>", re.IGNORECASE)

# The number of a list that is none to Markdown: `1.甲 https://…`, `1）甲`, `（1）甲`, `①甲`, `一、甲`.
_NUMBER = lazy_compile(
    r"(?:\d{1,3}[.)、]|(?:\d{1,2}）|[(（]\d{1,2}[)）]|[①-⑳]|[一二三四五六七八九十]{1,3}、)[ \t]*)"
    r"(?=[《【「『“\u3400-\u9fffA-Z]|\[[^\[\]])"
)

# Signs of a list that Markdown does not know, or that are glued to a link; and any that stand before an address.
_BULLET = lazy_compile(
    r"[•·◦‣▪●○][ \t]*(?=\S)|[-+–](?=\[[^\[\]]|[《【「“\u3400-\u9fff]|<?(?:https?|ftp)://)", re.IGNORECASE
)
_SIGNS = lazy_compile(r"[^\w\s()\[\]<>]+[ \t]*(?=<?(?:https?|ftp)://)", re.IGNORECASE)
_LIST_SIGNS = frozenset("*-–—+")

# What stands before the address in most lines of a log, and is no title: `12.17 【Today】https://… Tea`.
_LABEL = lazy_compile(
    r"(?:(?P<day>\d[\d./-]{0,9})[ \t]+)?(?P<label>[^\s:：/\[(<][^/\[(<]{0,30}?)[ \t]*"
    r"(?=<?(?:https?|ftp)://\S+[ \t]+[^\s【])",
    re.IGNORECASE,
)

LINES_WITH_DAYS = 2


def begins(line: str, below: str) -> bool:
    """Whether the line holds an address, and is no prose about one; what stands in 【】 is about the article."""
    words = REMARK.sub("", line)
    is_sentence = is_prose(words, below) or begins_with_sentence(words) or ends_with_address(words)
    is_sentence = is_sentence or (line.rstrip().endswith("。") and has_address_within(words))
    return HOLDS_ADDRESS.search(_TAG.sub("", line)) is not None and not (is_sentence or is_footnote(line))


def label_of(line: str) -> str:
    """The words between a day, or the beginning of a line, and its first address, a bare one behind which words stand.

    >>> label_of("4.17 【Today】https://example.org/ Tea"), label_of("https://example.org/ Tea")
    ('【Today】', '')
    """
    found = _LABEL.match(line)
    return found["label"] if found else ""


def read(entry: Entry) -> Article:
    """The article of the entry. Without an address after all (it stood in a code span) it is kept without a link."""
    more = 1 if len(entry.lines) > 1 and _holds_day_alone(entry.lines[1]) else 0
    sign, line = cut_start(_NUMBER, " ".join(entry.lines[: 1 + more]))
    line = line if sign else cut_start(_BULLET, line)[1]
    box, line = cut_start(BOX_SIGN, line)
    clock = task = None
    names: tuple[str, ...] = ()
    label, day, rest = _cut_label(line, said_by_log(entry.context, LABEL))
    if not label:
        day, clock, rest = cut_clock(*cut_first_day(line), entry.context, is_of_line=True)
        if day and not has_year(day) and find_marked_day(line):  # it is one of the title
            day, clock, rest = None, None, line
        if not day and line.count("【") > 1 and has_year(line):  # of two days the whole one is the article's
            last, before = cut_day(line)
            day, rest = (last, before) if last and has_year(last) else (day, rest)
        task, rest = cut_task(rest)
        names, rest = cut_first_tags(rest)
    day, ambiguous = find_day(entry, day) if day else (None, ())
    head = _read_marked(entry, named_address(rest) or rest)
    head = head if day else with_day_in_title(entry, head)
    if not (day or head.day) and head.address and (said := read_remark_day(head.title.text)) and not said[1]:
        day, ambiguous = find_day(entry, said[0])
        head = replace(head, title=Inline(head.address.url, ()))
    other = head.day if day and head.day != day else None  # one more day: none is lost
    is_task = task is not None and marks_to_read(task)
    remarks = (*filter(None, [label, clock, None if is_task else task, other]), *head.remarks)
    head = replace(
        head,
        title=without_title_end(head.title),
        day=day or head.day,
        unread=head.unread or is_task or (box is not None and box["box"] in EMPTY_BOXES),
        remarks=remarks,
        tags=(*listed_tags(names), *head.tags),
        diagnostics=(*ambiguous, *head.diagnostics),
    )
    head, end = _with_record(entry, read_remarks(entry, head), 1 + more)
    return make_article(entry, head, read_outline(entry, head.remarks, end))


def _with_record(entry: Entry, head: Head, count: int) -> tuple[Head, int]:
    """The head with what the fields right below its `count` lines say, the title of an address among them, and how many
    lines all of them are.
    """
    record = read_record(entry.lines, count, is_apart=False)
    end = count + record.length
    is_bare = head.address is not None and head.title.text == head.address.url
    titles = [field for field in record.fields if field.role == "title"] if is_bare else []
    if not head.address or not is_record_of_link(record, line_below(entry.lines, end), is_titled=len(titles) == 1):
        return head, count
    if titles:
        head = replace(head, title=parse_inline(titles[0].value, entry.definitions))
    return fill_head(entry, head, (field for field in record.fields if field not in titles)), end


def _holds_day_alone(line: str) -> bool:
    """Whether a line is a day, or nothing but 【…】 of which one is a day: these belong to the end of the one above."""
    is_marked = not REMARK.sub("", line).strip() and find_marked_day(line) is not None
    return is_marked or read_remark_day(line) is not None


def _read_marked(entry: Entry, line: str) -> Head:
    """The head of a line whose address may have marks beside it, such as `**`, which are no title but a note."""
    head = read_head(entry, line)
    if not head.address or LETTER.search(head.title.text):
        return head
    signs = _SIGNS.match(line)
    head = read_head(entry, line[signs.end() :]) if signs else head
    marks = [signs[0].strip()] if signs and signs[0].strip() not in _LIST_SIGNS else []
    if head.address and not LETTER.search(head.title.text):
        marks.append(head.title.text.strip())
        head = replace(head, title=Inline(head.address.url, ()))
    return replace(head, remarks=(*filter(None, marks), *head.remarks))


def _cut_label(line: str, label: str) -> tuple[str, str | None, str]:
    """The words before the address, if the label of the log ends them; the day before them; the line without both."""
    found = _LABEL.match(line)
    if not found or found["label"] != label:
        return "", None, line
    day = found["day"] if found["day"] and read_day(found["day"]) else None
    no_day = f"{found['day']} " if found["day"] and not day else ""
    return no_day + label, day, line[found.end() :]
