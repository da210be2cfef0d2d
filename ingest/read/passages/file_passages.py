"""From the outline of a file about one article to its passages, each with the section in which it stands.

A reader's app exports passages as items, with a link that shows them in the app: `- text ([View Highlight](…))`.
Such a link is the source of its passage, never an address in it; what the reader wrote stands nested below.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from ingest.model import Excerpt, ExcerptKind
from ingest.patterns import lazy_compile
from ingest.read.lines import HEADING, LETTER, heading_text
from ingest.read.literals import outside_fences
from ingest.read.passages.outline_passages import HIGHLIGHTS, add_listed, place_below
from ingest.read.passages.view_link import BLOCK_NAME, ViewLink, cut_view_link
from ingest.read.tags import split_tags

_NOTE = lazy_compile(
    r"(?:my )?(?:notes?|comments?|annotations?)\s*[:：]\s*|(?:笔记|想法|批注|备注|评论)\s*[:：]\s*", re.IGNORECASE
)
_TAGS = lazy_compile(r"(?:tags?|标签|標籤)\s*[:：]\s*", re.IGNORECASE)
_LINKS = lazy_compile(r"\[[^\[\]]*\]\([^()\s]*\)|<?(?<!\w)\w+://\S+")
_ABOVE = "words "  # in the place of the line above, for a link on a line of its own

Mode = Literal["", "highlights", "summary", "metadata"]

# Headings that an app writes. One that only says what the passages below it are is left out; others may hold a day.
_ONLY_HIGHLIGHTS = lazy_compile(rf"{HIGHLIGHTS}|(?:my )?highlight", re.IGNORECASE)
_MODES: tuple[tuple[Mode, re.Pattern[str]], ...] = (
    (
        "highlights",
        lazy_compile(rf"(?:{_ONLY_HIGHLIGHTS.pattern}|highlights? (?:and|&|first) .*|new highlights? .*)", re.I),
    ),
    ("summary", lazy_compile(r"(?:ai )?summary|摘要", re.IGNORECASE)),
)


class View(NamedTuple):
    """An app's link to a passage, and the line that it was taken from, counted from 0."""

    link: ViewLink
    line: int


class Section(NamedTuple):
    """A heading: its level, and what stands below it. `is_kept`: it is an excerpt as well."""

    level: int
    mode: Mode
    is_kept: bool


class _Open(NamedTuple):
    """A section that is open, and the position of its heading, if that is an excerpt."""

    section: Section
    position: int | None


def has_view(line: str) -> bool:
    """Whether a line ends with an app's link to the passage that it holds."""
    return "](" in line and cut_view_link(BLOCK_NAME.sub("", line))[1] is not None


def find_mode(words: str) -> Mode:
    """What a heading of these words says of that which stands below it.

    >>> find_mode("Highlights"), find_mode("Tea")
    ('highlights', '')
    """
    return next((mode for mode, form in _MODES if form.fullmatch(words.strip())), "")


def take_views(lines: list[str], kept: frozenset[int]) -> dict[int, View]:
    """Takes the apps' links out of the lines, but for those numbered `kept`, and returns them by their lines, from 0.

    A link on a line of its own belongs to the words above it.
    """
    views: dict[int, View] = {}
    last: int | None = None  # the latest line with words
    for place, line in list(outside_fences(lines)):
        if "](" in line and place not in kept:
            left, link = cut_view_link(BLOCK_NAME.sub("", line))
            shown: int | None = place
            if link is None and line.lstrip(" \t>").startswith(("[", "(")):
                left, link = cut_view_link(_ABOVE + line.strip(" \t>"))
                left, shown = left.removeprefix(_ABOVE.rstrip()), last
            if link and shown is not None and shown not in views:
                views[shown] = View(link, place)
                lines[place] = left
        if LETTER.search(lines[place]):
            last = place
    return views


def take_app_headings(lines: list[str], metadata: Sequence[int]) -> dict[int, Section]:
    """Takes the headings out of the lines that say nothing but what stands below, and returns them by line, from 0."""
    sections = {}
    announcing = set(metadata)
    for place, line in list(outside_fences(lines)):
        heading = HEADING.match(line)
        if heading and (place in announcing or _ONLY_HIGHLIGHTS.fullmatch(heading_text(heading))):
            mode: Mode = "metadata" if place in announcing else "highlights"
            sections[place] = Section(len(heading[1]), mode, is_kept=False)
            lines[place] = ""
    return sections


def place_excerpts(
    excerpts: Sequence[Excerpt], sections: Mapping[int, Section], views: Mapping[int, View], is_export: bool
) -> tuple[tuple[Excerpt, ...], list[View]]:
    """The excerpts below the headings of their sections, and the views that none of them has.

    `sections` and `views` are given by the lines of the log. `is_export`: an app wrote the file, its summary included.
    """
    walk = _Walk(sections, views, is_export, _quoting_sections(excerpts, sections))
    for excerpt in excerpts:
        walk.take(excerpt)
    walk.tag_passages()
    return tuple(walk.placed), [view for line, view in views.items() if line not in walk.used]


def _quoting_sections(excerpts: Sequence[Excerpt], sections: Mapping[int, Section]) -> set[int]:
    """The lines of the headings below which passages stand behind quote signs; 0 for what stands above all of them."""
    found = set()
    starts = iter(sorted(sections))
    current, following = 0, next(starts, None)
    for excerpt in excerpts:
        while following is not None and following <= excerpt.line_start:
            current, following = following, next(starts, None)
        if excerpt.kind == "quote" and excerpt.parent is None:
            found.add(current)
    return found


class _Walk:
    """Goes over the excerpts once, and over the sections beside them."""

    def __init__(
        self, sections: Mapping[int, Section], views: Mapping[int, View], is_export: bool, quoting: set[int]
    ) -> None:
        self.sections = sections
        self.views = views
        self.is_export = is_export
        self.quoting = quoting
        self.lines = sorted(sections)
        self.next_section = 0
        self.section_line = 0
        self.open: list[_Open] = []
        self.placed: list[Excerpt] = []
        self.positions: dict[int, int] = {}  # of what is placed, by those in the outline
        self.used: set[int] = set()
        self.names: dict[int, list[str]] = {}  # of tags, by the positions of their passages

    @property
    def mode(self) -> Mode:
        return self.open[-1].section.mode if self.open else ""

    def take(self, excerpt: Excerpt) -> None:
        """Places an excerpt, or makes the tags that it lists those of the passage above it."""
        own = self.enter_sections(excerpt)
        view = self.view_of(excerpt)
        if view and self.mode == "summary":  # the passages of an app follow its summary without a heading
            while self.open and self.mode == "summary":
                self.open.pop()
        above = self.above(excerpt)
        kind, text = (excerpt.kind, excerpt.text) if own else self.said(excerpt, above, view)
        is_plain = kind == "note" and not (view or own or excerpt.links)
        if is_plain and above and above.kind == "quote" and (tags := _TAGS.match(text)):
            self.names.setdefault(above.position, []).extend(split_tags(text[tags.end() :]))
            self.positions[excerpt.position] = above.position
            return
        if view and above and above.kind == "quote":
            self.quote_below(above)
        position = len(self.placed) + 1
        self.positions[excerpt.position] = position
        excerpt = replace(excerpt, kind=kind, text=text)
        self.placed.append(place_below(above, position, excerpt, view.link if view else None))
        if own:
            self.open.append(_Open(own, position))

    def enter_sections(self, excerpt: Excerpt) -> Section | None:
        """Opens the sections that begin above an excerpt; its own, when it is a heading, is returned instead."""
        while self.next_section < len(self.lines) and self.lines[self.next_section] <= excerpt.line_start:
            self.section_line = self.lines[self.next_section]
            section = self.sections[self.section_line]
            self.next_section += 1
            while self.open and self.open[-1].section.level >= section.level:
                self.open.pop()
            section = section._replace(mode=section.mode or self.mode)
            if section.is_kept and self.section_line == excerpt.line_start:
                return section
            self.open.append(_Open(section, None))
        return None

    def above(self, excerpt: Excerpt) -> Excerpt | None:
        """What the excerpt stands below: that of the outline, or the heading of its section."""
        if excerpt.depth == 0:
            return None
        position = self.positions.get(excerpt.parent) if excerpt.parent else None
        if position is None:
            position = next((one.position for one in reversed(self.open) if one.position), None)
        return self.placed[position - 1] if position else None

    def view_of(self, excerpt: Excerpt) -> View | None:
        if excerpt.kind in ("code", "table") or excerpt.depth == 0:
            return None
        lines = [line for line in range(excerpt.line_start, excerpt.line_end + 1) if line in self.views]
        self.used.update(lines[-1:])
        return self.views[lines[-1]] if lines else None

    def said(self, excerpt: Excerpt, above: Excerpt | None, view: View | None) -> tuple[ExcerptKind, str]:
        """What an excerpt is, and its words."""
        kind, text = excerpt.kind, excerpt.text
        if kind in ("code", "image", "table") or excerpt.depth == 0:
            return kind, text
        if view:
            return "quote", text
        if kind == "heading" and self.mode == "highlights":  # a short one with a note below it
            return "quote", text
        is_nested = above is not None and above.kind == "quote"
        if (is_nested or self.mode == "highlights") and (note := _NOTE.match(text)) and text[note.end() :].strip():
            return "note", text[note.end() :].strip()
        if is_nested:
            return ("note" if kind == "label" else kind), text
        are_passages = self.section_line not in self.quoting if self.mode == "highlights" else self.is_export
        if excerpt.parent is None and self.mode and are_passages:
            return "quote", text
        return ("note" if kind == "link" and _says_more(excerpt) else kind), text

    def quote_below(self, passage: Excerpt) -> None:
        """Makes passages of the items below one: a link at the last item of a list shows all of them."""
        for place in range(len(self.placed) - 1, passage.position - 1, -1):
            one = self.placed[place]
            if one.parent == passage.position and one.kind == "note":
                self.placed[place] = replace(one, kind="quote")

    def tag_passages(self) -> None:
        """Gives the passages the tags that stand below them."""
        for position, names in self.names.items():
            passage = self.placed[position - 1]
            self.placed[position - 1] = replace(passage, tags=add_listed(passage.tags, names))


def _says_more(excerpt: Excerpt) -> bool:
    """Whether a paragraph with links is prose: words stand before its first link, or behind it."""
    return not excerpt.markdown.lstrip().startswith(("[", "<", "http")) and bool(
        LETTER.search(_LINKS.sub("", excerpt.markdown))
    )
