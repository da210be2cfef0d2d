"""From the lines below an entry to its excerpts: a tree of quotes, headings, notes, replies, labels, links and code.

Only walks over the parser's tokens; what is Markdown has been decided by then.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from ingest.addresses import read_address
from ingest.commonmark import LONGEST_PHRASES, is_too_long
from ingest.diagnostics import Diagnostic, diagnose
from ingest.model import Entry, Excerpt, ExcerptKind, Link
from ingest.patterns import lazy_compile
from ingest.read.html_tags import is_html
from ingest.read.lines import ITEM, LETTER, LIST_SIGN, indent_of, without_indent
from ingest.read.markdown import Inline, find_highlights, join_inlines, parse_inline, read_inline
from ingest.read.passages.kinds import announces_replies, find_kind
from ingest.read.passages.outline_passages import settle_passages
from ingest.read.passages.outline_tokens import parse_outline
from ingest.read.passages.view_link import ViewLink, take_passage_links
from ingest.read.tags import mark_tag, text_tags
from ingest.read.terms import find_terms
from ingest.read.titles.head import STAR

_CODE_INDENT = 4
_QUOTED_ITEM = lazy_compile(rf"[ \t]*{LIST_SIGN}[ \t]+>")
_NOTES_MARK = lazy_compile(r"\s*//\s*notes?\s*[:：]\s*", re.IGNORECASE)
_BRACKETED = lazy_compile(r"^【([^【】]*)】$")
_TAG = lazy_compile(r"</?[A-Za-z][^>]*>")
_PICTURE = lazy_compile(r"<img\s(?:[^<>]*?\salt\s*=\s*(?P<sign>[\"'])(?P<words>[^<>]*?)(?P=sign))?", re.IGNORECASE)
_ANCHOR = lazy_compile(r"<a\s", re.IGNORECASE)
_UNMARKED = ("code", "table", "image")
_LIST_SIGNS = lazy_compile(rf"[\s>]*(?:{LIST_SIGN}[\s>]+)*")
_DEFINITION = lazy_compile(r"\[[^\[\]]+\]:")  # of a link or a footnote


_TAKEN = Token("", "", 0)  # in the place of one that has been read


@dataclass(frozen=True, slots=True)
class Outline:
    """The excerpts of an entry in the order of the log, and what was odd about them."""

    excerpts: tuple[Excerpt, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(slots=True)
class _Draft:
    """An excerpt in the making. `quotes` is how many quote signs stand before it; `paragraphs` are its Markdown."""

    parent: _Draft | None
    depth: int
    quotes: int
    kind: ExcerptKind | None
    inlines: list[Inline]
    paragraphs: list[str]
    line_start: int
    line_end: int
    is_parent: bool = False
    in_replies: bool = False  # it, or something above it, is a label below which others speak
    position: int = 0


@dataclass(slots=True)
class _Frame:
    """A container that is open: the entry itself, a list item, or a quote.

    `number` is what a numbered list within a quote says before its item; `first` is the excerpt that stands for a list
    item; `latest` the last one at each number of quote signs; `paragraph` the last one while nothing but paragraphs has
    followed it.
    """

    kind: str
    number: str = ""
    first: _Draft | None = None
    latest: dict[int, _Draft] = field(default_factory=dict)
    paragraph: _Draft | None = None


def read_outline(entry: Entry, remarks: Sequence[str], head: int = 1) -> Outline:
    """The excerpts of an entry; `remarks`, those of its head, come first, as notes of depth 0.

    The head is the first line, or the first `head` lines. What ends with the link of an app to it is a passage.
    """
    own = _without_margin(entry.lines, head)
    lines, views = take_passage_links(own, head)
    # Empty lines in the place of the head keep the numbers of the others.
    tokens = parse_outline([*[""] * head, *lines[head:]], entry.definitions)
    outline = outline_tokens(entry, lines, tokens, remarks, head)
    if not end_passages(entry, outline, views):
        tokens = parse_outline([*[""] * head, *own[head:]], entry.definitions)
        return outline_tokens(entry, own, tokens, remarks, head)
    return with_passages(entry, outline, views)


def _without_margin(lines: Sequence[str], head: int) -> Sequence[str]:
    """The lines of an entry, the list below its head without the margin that makes code of it to Markdown.

    Right below text it is none to Markdown either (CommonMark 0.31, section 4.4); behind a blank line, quotes are none.
    """
    first = next(filter(str.strip, lines[head:]), "")
    if indent_of(first) < _CODE_INDENT or not ITEM.match(first.lstrip(" \t")):
        return lines
    if not lines[head].strip() and not _QUOTED_ITEM.match(first):
        return lines
    margin = min(indent_of(line) for line in lines[head:] if line.strip())
    return [*lines[:head], *(without_indent(line, margin) if line.strip() else line for line in lines[head:])]


def end_passages(entry: Entry, outline: Outline, views: Mapping[int, ViewLink]) -> bool:
    """Whether each of these links, by the lines of the entry, from 0, stands at the end of a passage of its own."""
    ends = {one.line_end - entry.line_start for one in outline.excerpts if one.depth and one.kind not in _UNMARKED}
    return views.keys() <= ends


def with_passages(entry: Entry, outline: Outline, views: Mapping[int, ViewLink]) -> Outline:
    """The outline with those passages as such to which apps have links, by the lines of the entry, from 0."""
    if not views:
        return outline
    by_line = {entry.line_start + number: view for number, view in views.items()}
    return replace(outline, excerpts=settle_passages(outline.excerpts, by_line, has_headings=False))


def outline_tokens(
    entry: Entry, lines: Sequence[str], tokens: list[Token], remarks: Sequence[str], head: int
) -> Outline:
    """The same from block tokens, whose lines count from the first of `lines`, the lines of the entry.

    The tokens are let go one by one: they take more memory than the excerpts that come of them.
    """
    walk = _Walk(entry.line_start, lines, head)
    for remark in remarks:
        inline = parse_inline(remark, entry.definitions)
        if inline.spans or inline.text.strip():  # else nothing is there but tags, such as <br>
            walk.add("note", [inline], remark, (0, head), depth=0)
        if is_too_long(remark):
            walk.tell_long(remark, entry.line_start)
    walk.take(tokens)
    walk.keep_leftovers()
    return Outline(tuple(_finish(walk.drafts)), tuple(walk.diagnostics))


class _Walk:
    """Goes over block tokens once and drafts an excerpt for every leaf. `line_start` is the entry's first line."""

    def __init__(self, line_start: int, lines: Sequence[str], head: int) -> None:
        self.line_start = line_start
        self.lines = lines
        self.drafts: list[_Draft] = []
        self.frames = [_Frame("entry")]
        self.head = head
        self.covered = set(range(head))
        self.diagnostics: list[Diagnostic] = []

    def take(self, tokens: list[Token]) -> None:
        """Drafts the excerpts of all tokens, of which none is left."""
        index, above = 0, ""
        while index < len(tokens):
            token = tokens[index]
            if token.type in ("list_item_open", "blockquote_open"):
                self.frames[-1].paragraph = None
                is_quoted_number = token.info and any(frame.kind == "blockquote_open" for frame in self.frames)
                self.frames.append(_Frame(token.type, f"{token.info}{token.markup} " if is_quoted_number else ""))
            elif token.type in ("list_item_close", "blockquote_close"):
                self.frames.pop()
            elif token.type == "table_open":
                end = next(i for i in range(index, len(tokens)) if tokens[i].type == "table_close")
                self.take_table(tokens[index : end + 1])
                index = end
            elif token.type == "inline":
                self.take_paragraph(token, above)
            elif token.type in ("fence", "code_block"):
                code = token.content.removesuffix("\n")  # which an unclosed fence may not have
                lines = [token.markup + token.info, *([code] if token.content else []), token.markup]
                source = "\n".join(lines) if token.markup else code
                self.add("code", [Inline(token.content.rstrip("\n"), ())], source, token.map)
            elif token.type == "html_block":
                self.take_html(token)
            elif token.map and token.type == "hr":
                self.covered.update(range(*token.map))
            above, tokens[index] = token.type, _TAKEN
            index += 1

    def take_paragraph(self, token: Token, opened_by: str) -> None:
        inline = read_inline(token.children or ())
        if is_too_long(token.content):
            self.tell_long(token.content, self.cover(token.map)[0])
        frame = self.frames[-1]
        if picture := _find_picture(inline, token.content):
            self.add("image", [picture], token.content, token.map)
        elif opened_by == "heading_open":
            self.add("heading", [inline], token.content, token.map)
        elif frame.paragraph and frame.kind != "entry":  # a further paragraph of the same item or quote
            draft = frame.paragraph
            draft.inlines.append(inline)
            draft.paragraphs.append(token.content)
            draft.line_end = self.cover(token.map)[1]
        elif token.content.strip():
            number = "" if frame.first else frame.number
            inline = join_inlines([Inline(number, ()), inline], "") if number else inline
            frame.paragraph = self.add(None, [inline], number + token.content, token.map)

    def take_html(self, token: Token) -> None:
        words = " ".join(token.content.split())
        holds_link = _ANCHOR.search(words, words.rfind("<!--") + 1) and not is_too_long(words)
        inline = parse_inline(words) if holds_link else Inline(" ".join(_without_tags(words).split()), ())
        picture = _find_picture(inline, token.content)
        self.add("image" if picture else None, [picture or inline], token.content.rstrip("\n"), token.map)

    def take_table(self, tokens: Sequence[Token]) -> None:
        rows: list[list[Inline]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(read_inline(token.children or ()))
                if is_too_long(token.content):
                    self.tell_long(token.content, self.line_start + (token.map or tokens[0].map or (0, 0))[0])
        start, end = tokens[0].map or (0, 0)
        first = _LIST_SIGNS.sub("", self.lines[start], count=1)
        source = "\n".join([first, *(line.lstrip(" \t>") for line in self.lines[start + 1 : end])])
        self.add("table", [join_inlines(row, " | ") for row in rows], source, tokens[0].map)

    def add(
        self,
        kind: ExcerptKind | None,
        inlines: list[Inline],
        markdown: str,
        lines: list[int] | tuple[int, int] | None,
        depth: int | None = None,
    ) -> _Draft:
        """Drafts an excerpt where the walk stands; `kind` None is decided when the whole tree is known."""
        items = [frame for frame in self.frames if frame.kind != "blockquote_open"]
        quotes = len(self.frames) - len(items)
        parent = _find_parent(items, quotes) if depth is None else None
        start, end = self.cover(lines)
        own_depth = depth if depth is not None else parent.depth + 1 if parent else 1
        draft = _Draft(parent, own_depth, quotes, kind, inlines, [markdown], start, end)
        self.drafts.append(draft)
        self.frames[-1].paragraph = None
        if depth is None and kind in (None, "heading"):
            item = items[-1]
            if item.first is None and item.kind != "entry" and parent:
                parent.is_parent = True
            item.first = item.first or draft
            self.stand_for_outer_items(draft)
            item.latest = {level: other for level, other in item.latest.items() if level < quotes} | {quotes: draft}
        return draft

    def stand_for_outer_items(self, draft: _Draft) -> None:
        """An item that holds only a quote with a list, as in `- > 1. text`, is the first item of that list."""
        for outer, inner in zip(self.frames[-2::-1], self.frames[:0:-1], strict=True):
            if inner.kind != "blockquote_open" and outer.kind != "blockquote_open":
                return
            if outer.kind == "list_item_open":
                outer.first = outer.first or draft

    def cover(self, lines: list[int] | tuple[int, int] | None) -> tuple[int, int]:
        """The lines of the log, first and last, for those of a token, which count from 0 and end before the second."""
        assert lines is not None  # every block token of markdown-it has them
        if lines[1] > self.head:  # a head of many lines may have as many remarks
            self.covered.update(range(*lines))
        return self.line_start + lines[0], self.line_start + lines[1] - 1

    def tell_long(self, content: str, line: int) -> None:
        """Diagnoses a paragraph that is too long for Markdown."""
        length, most = f"{len(content):,}", f"{LONGEST_PHRASES:,}"
        self.diagnostics.append(diagnose("long-text", line, length=length, most=most))

    def keep_leftovers(self) -> None:
        """Drafts notes for lines that became no token: definitions, and what is nested beyond the parser's limit."""
        for place, line in enumerate(self.lines):
            text = _LIST_SIGNS.sub("", line, count=1)
            if place not in self.covered and LETTER.search(text):
                self.add("note", [Inline(text, ())], text, (place, place + 1), depth=1)
                if not _DEFINITION.match(text):
                    self.diagnostics.append(diagnose("unparsed", self.line_start + place))


def _find_picture(inline: Inline, source: str) -> Inline | None:
    """What a picture in HTML says instead of it, if there is nothing else but tags."""
    found = None if inline.spans or inline.text.strip() else _PICTURE.search(source)
    return Inline(html.unescape(found["words"] or ""), ()) if found else None


def _without_tags(words: str) -> str:
    """Words of HTML with a blank for each tag. Behind the last `>` there is none: to look for one takes long there."""
    end = words.rfind(">") + 1
    text = _TAG.sub(lambda tag: " " if is_html(tag[0]) else tag[0], words[:end]) + words[end:]
    return text.replace("<!--", " ").replace("-->", " ")


def _find_parent(items: Sequence[_Frame], quotes: int) -> _Draft | None:
    """The excerpt above a new one, of the entry and the list items around it: what a note is quoted below, else what
    stands for the item.
    """
    item = items[-1]
    if quotes >= 2 and (shallower := [level for level in item.latest if level < quotes]):
        return item.latest[max(shallower)]
    return next((frame.first for frame in reversed(items) if frame.first and frame.kind != "entry"), None)


def _finish(drafts: list[_Draft]) -> Iterator[Excerpt]:
    """The excerpts that the drafts become, once every one of them knows what stands above and below it."""
    drafts.sort(key=lambda draft: draft.line_start)
    paths: dict[int, tuple[str, ...]] = {0: ()}
    for position, draft in enumerate(drafts, 1):
        draft.position = position
        parent = draft.parent
        inline = join_inlines(draft.inlines, "\n" if draft.kind == "table" else "\n\n")
        star = mark = None
        if draft.kind != "code":
            star = STAR.match(inline.text)
            start = star.end() if star else 0
            mark = _NOTES_MARK.match(inline.text, start)
            inline = inline.cut(mark.end() if mark else start, len(inline.text))
        draft.in_replies = parent is not None and parent.in_replies
        kind = draft.kind or find_kind(inline, draft.quotes, draft.is_parent, mark is not None, draft.in_replies)
        if kind == "label" and announces_replies(inline.text):
            draft.in_replies = True
        text = inline.text.rstrip() if kind == "code" else inline.text.strip()
        if kind == "link" and not text:
            text = " ".join(link.value for link in inline.of("link"))
        path = paths[parent.position if parent else 0]
        paths[position] = (*path, text) if kind in ("heading", "label") else path
        is_prose = kind not in ("code", "image")
        yield Excerpt(
            position=position,
            parent=parent.position if parent else None,
            depth=draft.depth,
            kind=kind,
            text=text,
            markdown="\n\n".join(draft.paragraphs),
            path=path,
            starred=star is not None,
            line_start=draft.line_start,
            line_end=draft.line_end,
            highlights=tuple(found for found in find_highlights(inline) if kind != "heading" or found.text != text),
            terms=find_terms(inline) if is_prose else (),
            tags=(*text_tags(inline), *([mark_tag("star")] if star else [])) if is_prose else (),
            links=_links(inline, kind),
        )


def _links(inline: Inline, kind: ExcerptKind) -> tuple[Link, ...]:
    """The addresses in a passage. The words of an item that is a link are its title, as those of `[words](…)` are."""
    spans = inline.of("link")
    if not spans:  # in most passages; what follows looks at every word
        return ()
    words = _BRACKETED.sub(r"\1", " ".join(inline.without("link").split()).strip(" -–—|:："))
    found = []
    for span in spans:
        label = inline.words(span)
        title = None if re.match(r"\w+://", label) else label
        if title is None and kind == "link" and len(spans) == 1:
            title = words
        found.append(Link(read_address(span.value), title or None))
    return tuple(found)
