"""What a log says, as frozen values: the shapes that `read` makes and `store` writes.

Holds no behaviour and imports no library. Line numbers are 1-based, absolute in the log, and inclusive at both ends.
What a run makes anew of every entry, changed or not, is a tuple with names: it is made in a third of the time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from ingest.diagnostics import Diagnostic

ExcerptKind = Literal["quote", "heading", "note", "reply", "label", "link", "code", "image", "table"]
TagRule = Literal["code-span", "title-code", "title-name", "section-heading", "star", "strike", "unread", "hashtag"]
DateSource = Literal["entry", "heading", "file-name", "folder", "front-matter", "option"]
HighlightStyle = Literal["strong", "emphasis", "strong-emphasis", "insertion"]


@dataclass(frozen=True, slots=True)
class Address:
    """A web address: as the log writes it, and in the one form in which two addresses are compared."""

    url: str
    canonical_url: str
    site: str


@dataclass(frozen=True, slots=True)
class TagUse:
    """One use of a tag: `key` makes two uses the same tag, `spelling` is as the log writes it, `rule` found it."""

    key: str
    spelling: str
    rule: TagRule


@dataclass(frozen=True, slots=True)
class Term:
    """A word with its translation, its abbreviation, or both, as a passage introduces it."""

    name: str
    translation: str | None
    abbreviation: str | None


@dataclass(frozen=True, slots=True)
class Highlight:
    """A span that the log emphasises, as plain text."""

    text: str
    style: HighlightStyle


@dataclass(frozen=True, slots=True)
class Link:
    """An address in an entry, other than the article's own; `title` are the words that go with it, if any."""

    address: Address
    title: str | None


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One node of the outline below an article.

    `position` counts from 1 in the order of the log; `parent` is the position of the node above, or None; `depth` is 1
    for the outermost items and 0 for a remark on the entry line itself. `path` are the titles above, outermost first.

    Of a passage that a reader's app exported, `location` is where it stands in what was read, as the log says it
    ('page 12 | Location 180-184'), `source_url` the address at which the app shows it, and `marked` the ISO day on
    which it was; each None where the log does not say.
    """

    position: int
    parent: int | None
    depth: int
    kind: ExcerptKind
    text: str
    markdown: str
    path: tuple[str, ...]
    starred: bool
    line_start: int
    line_end: int
    highlights: tuple[Highlight, ...] = ()
    terms: tuple[Term, ...] = ()
    tags: tuple[TagUse, ...] = ()
    links: tuple[Link, ...] = ()
    location: str | None = None
    source_url: str | None = None
    marked: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What one entry records. `day` is the day as the entry writes it ('12.17'), None when it has none."""

    title: str
    address: Address | None
    day: str | None
    author: str | None
    via: str | None
    starred: bool
    struck: bool
    links: tuple[Link, ...]
    tags: tuple[TagUse, ...]
    excerpts: tuple[Excerpt, ...]
    diagnostics: tuple[Diagnostic, ...]


class HeadingDate(NamedTuple):
    """The parts of a date that a heading, a file name, a folder or an entry gives; each None when it is not given."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """The lines of a log that record one article, not yet parsed.

    `lines` are those from `line_start` to `line_end`, unread ones left empty, without the signs of a quote that is a
    list of articles as a whole; of an entry that is put together from all over the log, only its own. `rule` names the
    entry rule that recognised it. `sections` are the section headings in force, outermost first; `heading` is the date
    in force. `definitions` are the link reference definitions that the entry uses. `context` is what else of the log
    its rule needs to read it, in a form that the rule knows: the header of its table, say. `hash` changes when any of
    these does but where the lines stand and `heading`; which rules read them is known of a whole log.
    """

    rule: str
    lines: tuple[str, ...]
    line_start: int
    line_end: int
    sections: tuple[str, ...]
    heading: HeadingDate
    definitions: str
    context: str
    hash: bytes


class Dating(NamedTuple):
    """When a log dates an article.

    `date`, `date_from`, `date_to` are ISO days, inclusive; `month` is YYYY-MM; `month_day` is MM-DD. `position` is the
    article's place in time within its log, the oldest being 1.
    """

    date: str | None
    date_from: str | None
    date_to: str | None
    month: str | None
    month_day: str | None
    source: DateSource | None
    position: int


class KnownEntry(NamedTuple):
    """An entry of the last run: what tells whether it is still the same, its day, and where it was and when."""

    article_id: int
    hash: bytes
    day: str | None
    line_start: int
    dating: Dating


class PlacedArticle(NamedTuple):
    """An article whose rows are written: where its log has it now, and when."""

    article_id: int
    line_start: int
    dating: Dating
