"""What the lines of a WeRead export say: chapters, passages, thoughts about them, and reviews of the book.

Of two generations of the format, the later has `◆` before passages and nothing before chapters, the older one `>>` and
`◆`. In either, people write chapters as headings. Never decides which thought stands below which passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.model import ExcerptKind
from ingest.patterns import lazy_compile
from ingest.read.apps.weread_exports import is_signature
from ingest.read.lines import HEADING, heading_text, heading_words

# Source: what WeRead copied from 2018 to 2026, as parsers and posts show it.
_DAY = r"(?P<day>\d{4}/\d{1,2}/\d{1,2})"
_THOUGHT = lazy_compile(rf"(?:>>\s*)?(?:(?:发布|发表)于\s*)?{_DAY}\s*+(?:发表(?:了)?想法\s*+)?[:：]?$")
_OLD_THOUGHT = lazy_compile(rf"(?:>>\s*)?{_DAY}\s*发表(?:了)?想法\s*[:：]?$")
_REVIEW = lazy_compile(rf"{_DAY}\s*(?P<words>(?:认为|发表点评|发表了点评|点评|评分|[★☆]).{{0,40}})$")
_OLD_PASSAGE = lazy_compile(r">>(?!>)\s*(?P<words>.*)$")
_ORIGINAL = lazy_compile(r"原文\s*[:：]\s*(?P<words>.*)$")
# What the lines of the older generation may be; the first form counts.
_OLD_FORMS = {
    "thought": lazy_compile(rf"(?:◆\s*)?{_OLD_THOUGHT.pattern}"),
    "chapter": lazy_compile(r"◆\s*(?P<words>.*)$"),
    "passage": _OLD_PASSAGE,
    "original": _ORIGINAL,
    "review": lazy_compile(r"点评\s*[:：]\s*(?P<words>.*)$"),
    "words": lazy_compile(r"(?P<words>.*)$"),
}
_REVIEWS = "点评"
_LONGEST_CHAPTER = 100
_LONGEST_TIGHT = 60  # of a chapter that no second blank line sets apart
_ENDS_SENTENCE = tuple("。！？；：，、…”’.!?;:,")
_NAMED = lazy_compile(
    r"第.{1,8}[章回节節卷部篇讲講]|(?:chapter|part)\b|前言|引言|序|附录|附錄|后记|後記|尾声", re.IGNORECASE
)
_PICTURE = "\ufffc"  # what an app copies in the place of a picture


class Words(NamedTuple):
    """Words, and the first and the last line on which they stand, which are absolute."""

    text: str
    lines: tuple[int, int]


class Note(NamedTuple):
    """A chapter, a passage, or a thought; reviews are thoughts below the label `点评`.

    `day` is as written, None where none is. `about` is the passage of which a thought speaks, None where it names none.
    """

    kind: ExcerptKind
    said: Words
    day: str | None = None
    about: Words | None = None


class _Line(NamedTuple):
    """A written line without the blanks about it, its number, and how many blank lines stand above it.

    It is indented where it begins with more blanks than all lines do.
    """

    number: int
    text: str
    blanks: int
    is_indented: bool


class _Draft:
    """A note that is being read: its lines, and those of the passage that it is about."""

    def __init__(self, kind: ExcerptKind, number: int, day: str | None = None) -> None:
        self.kind = kind
        self.day = day
        self.said = [_Line(number, "", 0, False)]  # the sign itself, which has no words
        self.about: list[_Line] = []

    def add(self, line: _Line, words: str) -> None:
        """One more line; of the passage, once that has begun."""
        (self.about or self.said).append(line._replace(text=words))

    def add_about(self, line: _Line, words: str) -> None:
        """One more line of the passage that the thought is about."""
        self.about.append(line._replace(text=words))

    def finish(self) -> Note:
        """The note."""
        about = _join(self.about) if self.about else None
        return Note(self.kind, _join(self.said), self.day, about if about and about.text else None)


def read_notes(lines: Sequence[str], line_start: int) -> list[Note]:
    """The notes of an export, in their order; `lines` are those below its head, the first of which is `line_start`."""
    written = list(_written(lines, line_start))
    found = (_read_old if _is_old(written) else _read_new)(written)
    return [note for note in found if note.said.text or note.about]


def _written(lines: Sequence[str], line_start: int) -> Iterator[_Line]:
    margin = min((_count_blanks(line) for line in lines if line.strip()), default=0)
    blanks, is_first = 0, True
    for number, line in enumerate(lines, line_start):
        if is_signature(line):
            continue
        if line.strip():
            blanks = max(blanks, is_first)  # the head sets apart as well
            yield _Line(number, line.replace(_PICTURE, "").strip(), blanks, _count_blanks(line) > margin)
            blanks, is_first = 0, False
        else:
            blanks += 1


def _count_blanks(line: str) -> int:
    """How many blanks a line begins with, of any width."""
    return len(line) - len(line.lstrip())


def _is_old(written: Sequence[_Line]) -> bool:
    """Whether `>>` stands before the passages: more often than `◆`, or below one that comes first of all.

    In a passage of the later generation it may be a prompt, as of a shell.
    """
    if any(_OLD_THOUGHT.match(line.text) for line in written):
        return True
    passages = sum(_OLD_PASSAGE.match(line.text) is not None for line in written)
    signs = [line for line in written if line.text.startswith("◆")]
    if passages == 0 or any(_begin(line).day for line in signs):
        return False
    return passages >= len(signs) or written[0].text.startswith("◆")


def _find_headings(written: Sequence[_Line]) -> set[int]:
    """The numbers of the lines that are headings of Markdown.

    One sign alone is that of a comment in code as well: such a line is a heading right above a note or a heading.
    """
    found: set[int] = set()
    below: _Line | None = None
    for line in reversed(written):
        heading = HEADING.match(line.text) if line.blanks and not line.is_indented else None
        is_above = below is not None and (below.text.startswith(("◆", ">>")) or below.number in found)
        if heading and heading_text(heading) and (len(heading[1]) > 1 or is_above):
            found.add(line.number)
        below = line
    return found


def _join(lines: Sequence[_Line]) -> Words:
    """The text of some lines; a blank line parts what one or more of them part."""
    text = ""
    for line in lines:
        parted = "\n\n" if line.blanks else "\n"
        text += (parted if text and line.text else "") + line.text
    return Words(text, (lines[0].number, lines[-1].number))


def _read_new(written: Sequence[_Line]) -> Iterator[Note]:
    """The notes of an export in which `◆` stands before passages, and nothing before chapters."""
    chapters = _find_chapters(written)
    draft: _Draft | None = None
    for place, line in enumerate(written):
        original = _ORIGINAL.match(line.text)
        if line.text.startswith("◆") or line.number in chapters:
            yield from _finished(draft)
            draft = _begin(line) if line.text.startswith("◆") else None
            if draft is None:
                yield Note("heading", _join([line._replace(text=heading_words(line.text))]))
        elif _begins_reviews(written, place):
            yield from _finished(draft)
            draft = None
            yield Note("label", _join([line]))
        elif draft and draft.kind == "note" and original:
            draft.add_about(line, original["words"])
        elif draft:
            draft.add(line, line.text)
        else:
            draft = _Draft("note", line.number)
            draft.add(line, line.text)
    yield from _finished(draft)


def _begin(line: _Line) -> _Draft:
    """What a line with the sign of a passage begins: one, a thought, or a review."""
    words = line.text[1:].strip()
    if thought := _THOUGHT.match(words):
        return _Draft("note", line.number, thought["day"])
    review = _REVIEW.match(words)
    draft = _Draft("note" if review else "quote", line.number, review["day"] if review else None)
    draft.add(line._replace(blanks=0), review["words"] if review else words)
    return draft


def _find_chapters(written: Sequence[_Line]) -> frozenset[int]:
    """The numbers of the lines that are chapters: a paragraph each, above a passage, or above another chapter.

    The app sets them apart by two blank lines. Where something has left one of these out everywhere, a chapter is
    short, no sentence, and right above a passage. Headings of Markdown are chapters wherever they stand.
    """
    is_tight = all(line.blanks < 2 for line in written)
    heads = _lines_above_signs(written)
    found = _find_headings(written)
    for place, line in enumerate(written):
        above = written[place - 1] if place else None
        if line.number not in heads or (above and _is_thought(above.text)):
            continue
        if above and is_tight:
            is_apart = _is_short(line) and written[place + 1].text.startswith("◆")
        else:
            is_apart = above is None or line.blanks > 1 or above.number in found
        if is_apart:
            found.add(line.number)
    return frozenset(found)


def _lines_above_signs(written: Sequence[_Line]) -> frozenset[int]:
    """The numbers of the lines that may head what is below: of nothing but them is there any up to the next sign."""
    found: set[int] = set()
    below: _Line | None = None
    for place in range(len(written) - 1, -1, -1):
        line = written[place]
        is_above = below is not None and below.blanks > 0 and (below.text.startswith("◆") or below.number in found)
        is_text = not (line.text.startswith("◆") or _ORIGINAL.match(line.text) or _begins_reviews(written, place))
        if is_above and is_text and line.blanks and len(line.text) <= _LONGEST_CHAPTER:
            found.add(line.number)
        below = line
    return frozenset(found)


def _begins_reviews(written: Sequence[_Line], place: int) -> bool:
    """Whether the line says that reviews follow, and one does."""
    below = written[place + 1] if place + 1 < len(written) else None
    is_dated = below is not None and below.text.startswith("◆") and _begin(below).day is not None
    return written[place].text == _REVIEWS and written[place].blanks > 0 and is_dated


def _is_short(line: _Line) -> bool:
    """Whether a line is no sentence, or has the name of a chapter."""
    is_sentence = line.text.endswith(_ENDS_SENTENCE) and not _NAMED.match(line.text)
    return len(line.text) <= _LONGEST_TIGHT and not (line.is_indented or is_sentence)


def _is_thought(text: str) -> bool:
    return text.startswith("◆") and _THOUGHT.match(text[1:].strip()) is not None


def _read_old(written: Sequence[_Line]) -> Iterator[Note]:
    """The notes of an export in which `>>` stands before passages, and `◆` before chapters.

    A thought stands above the passage that it is about, below a line with its day or without one.
    """
    above, headings = _lines_above_passages(written), _find_headings(written)
    draft: _Draft | None = None
    for line in written:
        text = f"◆{heading_words(line.text)}" if line.number in headings else line.text
        form, found = next((form, found) for form in _OLD_FORMS if (found := _OLD_FORMS[form].match(text)))
        if draft and _goes_on(draft, line, form, line.number in above):
            is_about = form == "passage" or (form == "original" and draft.kind == "note")
            (draft.add_about if is_about else draft.add)(line, found["words"] if is_about else text)
            continue
        yield from _finished(draft)
        draft = None
        if form == "chapter":
            kind: ExcerptKind = "label" if found["words"] == _REVIEWS else "heading"
            yield Note(kind, _join([line._replace(text=found["words"])]))
        elif form == "thought":
            draft = _Draft("note", line.number, found["day"])
        elif form == "passage":
            draft = _Draft("quote", line.number)
            draft.add(line._replace(blanks=0), found["words"])
        else:
            draft = _Draft("note", line.number)
            draft.add(line, found["words"] if form == "review" else text)
    yield from _finished(draft)


def _goes_on(draft: _Draft, line: _Line, form: str, is_above: bool) -> bool:
    """Whether a line of this form goes on with the note above; `is_above` a passage of its own paragraph."""
    is_waiting = draft.kind == "note" and not draft.about
    is_dated = draft.day is not None
    if form == "passage":
        return is_waiting and (is_dated or not line.blanks)
    if form == "original" and draft.kind == "note":
        return True
    return form in ("original", "words") and ((is_waiting and is_dated) or not line.blanks or not is_above)


def _lines_above_passages(written: Sequence[_Line]) -> frozenset[int]:
    """The numbers of the lines of paragraphs that begin without the sign of a passage, and have it further below."""
    found: set[int] = set()
    above: list[int] = []
    is_open = False  # the paragraph begins with words
    for line in written:
        if line.blanks:
            above, is_open = [], True
        if _OLD_PASSAGE.match(line.text):
            found.update(above if is_open else ())
            is_open = False
        above.append(line.number)
    return frozenset(found)


def _finished(draft: _Draft | None) -> Iterator[Note]:
    if draft:
        yield draft.finish()
