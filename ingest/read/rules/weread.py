"""File rule: the notes that WeRead copies to the clipboard, a book below the other, each of them an article.

《TITLE》

AUTHOR
2个笔记


CHAPTER

◆ PASSAGE

◆ 2025/12/22发表想法

THOUGHT
原文：PASSAGE

-- 来自微信读书

Such an export in a log that is read line by line is an entry of this rule as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from ingest.diagnostics import Diagnostic, count_of, diagnose
from ingest.model import Article, Entry, Excerpt
from ingest.read.apps.exported_books import remark_excerpts, without_nul
from ingest.read.apps.plain import plain_excerpt
from ingest.read.apps.weread_exports import find_exports, read_export_head
from ingest.read.apps.weread_notes import Note, Words, read_notes
from ingest.read.article import make_article
from ingest.read.dates.forms import read_iso_day
from ingest.read.entries import BELOW_MONTH, Blocks, Owner, make_entry
from ingest.read.fields.front_matter import front_matter_length
from ingest.read.passages.outline import Outline
from ingest.read.titles.head import Head, cut_title, plain_head

LINES_WITH_DAYS = 0  # it has days of its own


def recognises(lines: Sequence[str]) -> bool:
    """Whether all lines of the log, but front matter, stand in exports."""
    front = front_matter_length(lines)
    first = next((place for place in range(front, len(lines)) if lines[place].strip()), None)
    if first is None or read_export_head(lines, first) is None:
        return False
    owners = _find_owners(lines, front, find_exports(lines))
    return "entry" in owners and "unread" not in owners


def cut(lines: Sequence[str], _name: str = "") -> Blocks:
    """The blocks of the file: an entry a book."""
    exports, front = find_exports(lines), front_matter_length(lines)
    owners = _find_owners(lines, front, exports)
    entries = [make_entry("weread", lines[start - 1 : end], (start, end)) for start, end in exports.items()]
    ends = zip([0, *exports.values()], [*exports, len(lines) + 1], strict=True)
    told = [one for end, start in ends for one in _tell_unread(owners, end + 1, start - 1)]
    return Blocks(tuple(owners), tuple(entries), tuple(lines[:front]), (*told, *tell_repeats(entries)))


def read(entry: Entry) -> Article:
    """The book, with its chapters as headings, and each thought below the passage that it is about."""
    lines = without_nul(entry.lines)
    title = read_export_head(lines)
    assert title is not None  # or the rule would not have been chosen
    notes = read_notes(lines[title.length :], entry.line_start + title.length)
    day = title.day or (None if entry.context == BELOW_MONTH else _last_day(notes))
    head = replace(cut_title(entry, plain_head(title.title)), author=title.author, day=day)
    bad = (note for note in notes if note.day and not read_iso_day(note.day))
    told = (diagnose("bad-day", note.said.lines[0], day=note.day or "") for note in bad)
    outline = Outline(tuple(_excerpts(entry, head, notes)), tuple(islice(told, 1)))
    return make_article(entry, head, outline, needs_address=False)


def tell_repeats(entries: Iterable[Entry]) -> Iterator[Diagnostic]:
    """A diagnostic for each of these exports, in the order of the log, whose book one above is of as well."""
    books: dict[tuple[str, str | None], int] = {}
    for entry in entries:
        head = read_export_head(entry.lines)
        assert head is not None
        first = books.setdefault((head.title, head.author), entry.line_start)
        if first != entry.line_start:
            yield diagnose("repeated-export", entry.line_start, other=first)


def _find_owners(lines: Sequence[str], front: int, exports: Mapping[int, int]) -> list[Owner | None]:
    owners: list[Owner | None] = [
        ("front-matter" if place < front else "unread") if line.strip() else None for place, line in enumerate(lines)
    ]
    for start, end in exports.items():
        owners[start - 1 : end] = ["entry" if line.strip() else None for line in lines[start - 1 : end]]
    return owners


def _tell_unread(owners: Sequence[Owner | None], start: int, end: int) -> Iterator[Diagnostic]:
    """One diagnostic for what stands between exports, from line `start` to line `end`, if anything does."""
    written = [number for number in range(start, end + 1) if owners[number - 1] == "unread"]
    if written:
        reason = "an export begins with 《TITLE》, the author, and a line such as 12个笔记"
        yield diagnose("unread", written[0], written[-1], lines=count_of(len(written), "line"), reason=reason)


def _last_day(notes: Sequence[Note]) -> str | None:
    """The last day of a thought, as written."""
    days = [(date, note.day) for note in notes if note.day and (date := read_iso_day(note.day))]
    return max(days)[1] if days else None


def _excerpts(entry: Entry, head: Head, notes: Sequence[Note]) -> Iterator[Excerpt]:
    """The notes as an outline: what stands in a chapter below it, thoughts below passages; before them the title, where
    it was cut.
    """
    remarks = remark_excerpts(entry, head)
    yield from remarks
    position = len(remarks)
    passages, thoughts = _join_thoughts(notes)
    above: Excerpt | None = None
    for place, note in enumerate(notes):
        if note.about and place not in passages:
            continue  # it stands below another passage
        position += 1
        if place in passages:
            passage = passages[place]
            one = plain_excerpt("quote", passage.text, passage.lines, position, above)
        elif note.kind == "note":
            one = _thought(note, position, above)
        else:
            one = above = plain_excerpt(note.kind, note.said.text, note.said.lines, position)
        yield one
        for number in thoughts.get(place, ()):
            position += 1
            yield _thought(notes[number], position, one)


def _thought(note: Note, position: int, parent: Excerpt | None) -> Excerpt:
    date = read_iso_day(note.day) if note.day else None
    location = None if date else note.day
    return plain_excerpt("note", note.said.text, note.said.lines, position, parent, location=location, marked=date)


def _join_thoughts(notes: Sequence[Note]) -> tuple[dict[int, Words], dict[int, list[int]]]:
    """The passages, by the places of the notes in whose stead they stand; and the thoughts about each, likewise.

    A thought repeats its passage. Where that stands elsewhere, in the chapter of the thought or else in another, the
    thought goes below it; of several thoughts about one that does not, all stand below the first.
    """
    places: dict[tuple[int, str], int] = {}
    passages: dict[int, Words] = {}
    thoughts: dict[int, list[int]] = {}
    chapters = list(_number_chapters(notes))
    for place in range(len(notes) - 1, -1, -1):
        if notes[place].kind == "quote":
            key = _fold(notes[place].said.text)
            places[chapters[place], key] = places[0, key] = place
            passages[place] = notes[place].said
    for place, note in enumerate(notes):
        if not note.about:
            continue
        key = _fold(note.about.text)
        found = places.get((chapters[place], key), places.get((0, key)))
        if found is None:
            found = places[0, key] = place
            passages[place] = note.about
        if note.said.text:
            thoughts.setdefault(found, []).append(place)
    return passages, thoughts


def _number_chapters(notes: Sequence[Note]) -> Iterator[int]:
    """The number of the chapter in which each note stands, from 1."""
    number = 1
    for note in notes:
        number += note.kind in ("heading", "label")
        yield number


def _fold(text: str) -> str:
    """The one form in which passages are compared: the app leaves out signs at the ends, and breaks lines otherwise."""
    return "".join(filter(str.isalnum, text)) or text
