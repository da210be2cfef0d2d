"""What apps write beside a passage of the time at which it was marked: ⏱ below 📌 words or 💭 words, or before it.

Source: the exports of WeRead, and those of Hypothesis, to Obsidian.
"""

from __future__ import annotations

from ingest.patterns import lazy_compile
from ingest.read.dates.forms import read_iso_day
from ingest.read.literals import outside_fences
from ingest.read.passages.view_link import BLOCK_NAME, HYPOTHESIS_LINK

_STAMP = lazy_compile(r"[\s>]*(?:[-*+][ \t]+)?(?P<sign>[📌💭⏱])\ufe0f?[ \t]*(?P<words>.*)$")
_DAY_BEFORE = lazy_compile(r"(?P<sign>\s*[-*+]\s+)\[\[(?P<day>\d{4}-\d\d-\d\d)\]\]\s+\d\d:\d\d\s+")
_QUOTES = {"📌": "> ", "💭": ">> "}  # as the first dialect writes a passage, and a thought below it


def take_stamps(lines: list[str]) -> dict[int, str]:
    """Writes the lines of passages and thoughts as quotes, and takes out those that only say when they were made.

    Returns the ISO days by the lines of what was made then, from 0.
    """
    days = _take_annotated_days(lines)
    if not any("📌" in line or "💭" in line for line in lines):
        return days
    last = None  # the latest line with words
    for place, line in list(outside_fences(lines)):
        stamp = _STAMP.match(line)
        words = BLOCK_NAME.sub("", stamp["words"]) if stamp else line
        if stamp and stamp["sign"] in _QUOTES:
            lines[place] = _QUOTES[stamp["sign"]] + words
        elif stamp and last is not None and (date := read_iso_day(words)):
            lines[place] = ""
            days[last] = date
            continue
        if line.strip():
            last = place
    return days


def _take_annotated_days(lines: list[str]) -> dict[int, str]:
    """Takes out the days before passages with a link of Hypothesis; returns those by lines, where it says none."""
    days: dict[int, str] = {}
    for place, line in list(outside_fences(lines)):
        link = HYPOTHESIS_LINK.search(line) if "https://hyp.is/" in line else None
        before = _DAY_BEFORE.match(line) if link else None
        if link and before:
            lines[place] = before["sign"] + line[before.end() :]
            if not link["day"] and (date := read_iso_day(before["day"])):
                days[place] = date
    return days
