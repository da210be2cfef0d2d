"""The words of our pages that depend on what they are about: days, kinds of passages, examples, reasons, faults.

Never makes HTML, and never asks what day it is. What a page always says stands in its template.
"""

from __future__ import annotations

from datetime import date, timedelta

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

# What a passage is, where it is no plain quote.
KINDS = {
    "heading": "heading",
    "note": "reader’s note",
    "reply": "others’ reply",
    "label": "label",
    "link": "link",
    "code": "code",
    "image": "image",
    "table": "table",
}

FACETS = {"year": "Year", "site": "Site", "collection": "Collection", "tag": "Tag", "kind": "Kind of passage"}

SORTS = {"relevance": "Best first", "newest": "Newest first"}

SEVERAL_LOGS = "Several reading logs are attached. Choose the one to search."

# Why another search is offered, by the names that ingest.search.suggest gives the reasons.
REASONS = {
    "other-word": "another word for it",
    "spelling": "spelled alike",
    "part": "a part of it",
    "without-word": "one word fewer",
    "without-filters": "without the filters",
}

# What can be typed, and what it finds. Each is a link that searches it.
EXAMPLES = (
    ("内存", "these characters, side by side"),
    ("内存 泄漏", "both, anywhere in the article"),
    ("内存 OR 显存", "either; also | and 或"),
    ("内存 -泄漏", "the first without the second"),
    ('"page cache"', "the words in this order"),
    ("lock*", "words that begin so"),
    ("C++", "the word with its symbols"),
    ("tag:io_uring", "articles with the tag"),
    ("site:github.com", "articles of the site"),
    ("collection:letters", "articles that came through it"),
    ("内存 kind:note", "in the reader’s own notes; also quote, reply, heading, code, table"),
    ("year:2025", "dated, or possibly dated, in the year"),
    ("after:2024-06", "from that day on; also 2024, 2024-06-30"),
    ("before:2025", "before that day"),
    ("title:内存", "in the title"),
)


def say_too_slow(limit: int) -> str:
    """The fault of a search that was stopped after `limit` milliseconds."""
    return f"The search took longer than {limit:,} ms and was stopped. More words, or a filter, make it quicker."


def count(number: int, thing: str) -> str:
    """A number of things.

    >>> count(1200, "article")
    '1,200 articles'
    """
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def say_days(first: str | None, last: str | None) -> str:
    """The day of an article, or the days between which it lies, both in ISO form and inclusive.

    >>> say_days("2025-02-04", "2025-02-08")
    'between 4 and 8 February 2025'
    """
    if not first or not last:
        return "no date"
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    month, year = f"{MONTHS[end.month - 1]} {end.year}", start.year == end.year
    starts_month, ends_month = start.day == 1, (end + timedelta(days=1)).day == 1
    if start == end:
        return f"{end.day} {month}"
    if starts_month and ends_month:
        if start.month == 1 and end.month == 12:
            return f"in {end.year}" if year else f"between {start.year} and {end.year}"
        if (start.year, start.month) == (end.year, end.month):
            return f"in {month}"
    if not year:
        return f"between {start.day} {MONTHS[start.month - 1]} {start.year} and {end.day} {month}"
    if start.month == end.month:
        return f"between {start.day} and {end.day} {month}"
    return f"between {start.day} {MONTHS[start.month - 1]} and {end.day} {month}"
