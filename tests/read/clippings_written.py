"""Clippings as Kindle writes them, and what must hold of a file of them, for all tests about Kindle."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from letters import letters
from reading import Reading, read_log

from ingest.model import Article
from ingest.read.apps.clipping_places import find_marked_again
from ingest.read.rules import kindle

SETTINGS = settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))
DAY = "Monday, July 31, 2017 11:11:20 PM"


def clip(
    text: str = "words", place: str = "Location 5-6", word: str = "Highlight", title: str = "Book (Author)"
) -> str:
    """A clipping, with its separator."""
    return f"{title}\n- Your {word} on {place} | Added on {DAY}\n\n{text}\n==========\n"


def only_article(log: str) -> Article:
    (article,) = read_log(log).articles
    return article


def owner_faults(reading: Reading) -> list[str]:
    """Where a written line is not owned, or by another or by more than the one book that has it among its clippings."""
    claims: dict[int, list[str]] = {}
    for entry in reading.blocks.entries:
        written = iter(entry.lines)
        spans = [tuple(map(int, span.split("+"))) for span in entry.context.split()]
        for offset, length in spans:
            for number in range(entry.line_start + offset, entry.line_start + offset + length):
                claims.setdefault(number, []).append(next(written))
        assert list(written) == []
        assert entry.line_end == entry.line_start + spans[-1][0] + spans[-1][1] - 1
    told = {line for one in reading.diagnostics if one.code == "unread" for line in range(one.line, one.line_end + 1)}
    faults = [] if len(reading.blocks.owners) == len(reading.lines) else ["owners and lines differ in number"]
    for number, (line, owner) in enumerate(zip(reading.lines, reading.blocks.owners, strict=False), 1):
        if (owner is None) != (not line.strip()):
            faults.append(f"{number}: {line!r} is owned by {owner}")
        if line.strip() and claims.get(number, []) != ([line] if owner == "entry" else []):
            faults.append(f"{number}: {line!r} of {owner} stands in books as {claims.get(number)}")
        if owner == "unread" and number not in told:
            faults.append(f"{number}: unread, and nothing says so")
        if owner == "separator" and letters(line):
            faults.append(f"{number}: {line!r} does not only separate")
    return faults


def outline_faults(article: Article) -> list[str]:
    """Where excerpts are not a tree in which each stands behind what is above it."""
    faults = []
    for index, one in enumerate(article.excerpts):
        above = article.excerpts[one.parent - 1] if one.parent else None
        if one.position != index + 1 or (above and above.position >= one.position) or one.path:
            faults.append(f"position {one.position} below {one.parent}")
        if above and (above.kind, one.kind, above.depth, one.depth) != ("quote", "note", 1, 2):
            faults.append(f"a {one.kind} of depth {one.depth} below a {above.kind} of depth {above.depth}")
    return faults


def lost_words(reading: Reading) -> list[str]:
    """The words, titles and places of clippings that no row has; those of a repeat stand in what it repeats."""
    lost = []
    for entry, article, _ in reading.records():
        rows = [letters(one.text) for one in article.excerpts]
        locations = "".join(letters(one.location or "") for one in article.excerpts)
        clippings = kindle.read_clippings(entry)
        repeats = find_marked_again(clippings)
        for number, one in enumerate(clippings):
            if not any(letters(one.text) in row for row in rows):
                lost.append(one.text)
            if one.text and number not in repeats and letters(one.location or "") not in locations:
                lost.append(one.location or "")
        title = letters(article.title) + letters(article.author or "")
        whole = letters(entry.lines[0])
        if whole != title and not any(letters(one.text) in whole for one in article.excerpts if one.depth == 0):
            lost.append(whole)
    return lost
