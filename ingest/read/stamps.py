"""The signs that an app sets before a passage, a thought on it, and the time of either: 📌 words, 💭 words, ⏱ time.

Source: the exports of WeRead to Obsidian.
"""

from __future__ import annotations

from ingest.patterns import lazy_compile
from ingest.read.dates import iso_day, read_day
from ingest.read.literals import outside_fences

_STAMP = lazy_compile(r"[\s>]*(?:[-*+][ \t]+)?(?P<sign>[📌💭⏱])\ufe0f?[ \t]*(?P<words>.*)$")
_BLOCK_NAME = lazy_compile(r"(?<!\s)\s+\^[\w-]+\s*$")
_QUOTES = {"📌": "> ", "💭": ">> "}  # as the first dialect writes a passage, and a thought below it


def take_stamps(lines: list[str]) -> dict[int, str]:
    """Writes the lines of passages and thoughts as quotes, and takes out those that only say when they were made.

    Returns the ISO days by the lines of what was made then, from 0.
    """
    if not any("📌" in line or "💭" in line for line in lines):
        return {}
    days: dict[int, str] = {}
    last = None  # the latest line with words
    for number, line in list(outside_fences(lines)):
        stamp = _STAMP.match(line)
        words = _BLOCK_NAME.sub("", stamp["words"]) if stamp else line
        if stamp and stamp["sign"] in _QUOTES:
            lines[number] = _QUOTES[stamp["sign"]] + words
        elif stamp and last is not None and (day := read_day(words)) and (date := iso_day(day)):
            lines[number] = ""
            days[last] = date
            continue
        if line.strip():
            last = number
    return days
