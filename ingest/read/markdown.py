"""The one Markdown parser of the project, and its tokens as plain text and spans.

Knows nothing of articles. What is Markdown, markdown-it-py decides, with one inline rule added: bare addresses.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.addresses import absolute_address
from ingest.commonmark import make_parser
from ingest.model import Highlight, HighlightStyle
from ingest.patterns import lazy_compile
from ingest.read.html_tags import find_words

COMMENT = lazy_compile(r"<!--(.*?)-->", re.DOTALL)
"""A comment of HTML, and what it says."""

_BREAK_TAG = lazy_compile(r"<br\s*/?>", re.IGNORECASE)
_INSERTION_TAG = lazy_compile(r"<(/?)(?:ins|u|mark)>", re.IGNORECASE)
_BEFORE_ATTRIBUTE = r"\s(?:[^\"'>]|\"[^\"]*\"|'[^']*')*?(?<=\s)"
_VALUE = r"\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))"
_ANCHOR_TAG = lazy_compile(rf"<a{_BEFORE_ATTRIBUTE}href{_VALUE}", re.IGNORECASE)
_IMAGE_TAG = lazy_compile(rf"<img{_BEFORE_ATTRIBUTE}src{_VALUE}", re.IGNORECASE)
_ALTERNATIVE = lazy_compile(rf"<img{_BEFORE_ATTRIBUTE}alt{_VALUE}", re.IGNORECASE)
_NOWHERE = ("#", "data:", "javascript:")  # what addresses begin with that say nothing
_TAG_ADDRESS = lazy_compile(r"https?://[^\s\"'<>]+", re.IGNORECASE)
_ANCHOR_END = lazy_compile(r"</a\s*>", re.IGNORECASE)
_WIDE = lazy_compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


@cache
def parser() -> MarkdownIt:
    """The parser of all Markdown that is read, with tables."""
    return make_parser().enable("table")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of `Inline.text`: `start` inclusive, `end` exclusive; `value` is the address of a link or an image.

    `kind` is what markdown-it calls it: 'code_inline', 'link', 'image', 'em', 'strong', 's'; or 'insertion', for <ins>;
    or 'comment', for what is no stretch of text: one of HTML, the address in a tag that is left out, the words in one
    of an image, the title of a link or an image, an address that leads nowhere from here, of which an image has none;
    `value` is what it says. Of a link, `source_end` is where in its Markdown it ends, exclusive.
    """

    start: int
    end: int
    kind: str
    value: str = ""
    source_end: int = 0


@dataclass(frozen=True, slots=True)
class Inline:
    """Inline Markdown as plain text, and the spans in it in order, an outer one before those that it holds."""

    text: str
    spans: tuple[Span, ...]

    def of(self, *kinds: str) -> list[Span]:
        """The spans of these kinds, in order."""
        return [span for span in self.spans if span.kind in kinds] if self.spans else []

    def words(self, span: Span) -> str:
        """What stands in a span."""
        return self.text[span.start : span.end]

    def outermost(self, *kinds: str) -> list[Span]:
        """The spans of these kinds that no other of them holds, in order."""
        found: list[Span] = []
        for span in self.of(*kinds):
            if not found or span.start >= found[-1].end:
                found.append(span)
        return found

    def without(self, kind: str) -> str:
        """The text without the spans of a kind."""
        text, end = "", 0
        for span in self.outermost(kind):
            text += self.text[end : span.start]
            end = span.end
        return text + self.text[end:]

    def hide(self, *kinds: str) -> str:
        """The text with a blank for every character in spans of these kinds."""
        spans = self.of(*kinds)
        characters = list(self.text) if spans else []
        for span in spans:
            characters[span.start : span.end] = " " * (span.end - span.start)
        return "".join(characters) if spans else self.text

    def cut(self, start: int, end: int) -> Inline:
        """The text from `start` to `end` with the spans that lie in it."""
        if (start, end) == (0, len(self.text)):
            return self
        inside = (span for span in self.spans if start <= span.start and span.end <= end)
        moved = (replace(span, start=span.start - start, end=span.end - start) for span in inside)
        return Inline(self.text[start:end], tuple(moved))


def join_inlines(inlines: Sequence[Inline], separator: str) -> Inline:
    """Several texts as one."""
    if len(inlines) == 1:
        return inlines[0]
    text, spans = "", []
    for inline in inlines:
        text += separator if text else ""
        spans += [replace(span, start=span.start + len(text), end=span.end + len(text)) for span in inline.spans]
        text += inline.text
    return Inline(text, tuple(spans))


def parse_blocks(markdown: str, definitions: str = "") -> list[Token]:
    """The block tokens of some Markdown, with the link reference definitions that it may use."""
    return parser().parse(markdown, read_definitions(definitions))


def parse_inline(markdown: str, definitions: str = "") -> Inline:
    """One line of inline Markdown, with the link reference definitions that it may use."""
    return read_inline(parser().parseInline(markdown, read_definitions(definitions))[0].children or ())


def read_definitions(definitions: str) -> dict[str, Any]:
    """Link reference definitions, as the parser keeps them."""
    env: dict[str, Any] = {}
    if definitions:
        parser().parse(definitions, env)
    return env


def read_inline(children: Sequence[Token]) -> Inline:
    """What the children of an `inline` token say, tags of HTML left out but for those of links and images.

    A line break in the source is a space; between two wide characters, where nobody writes one, it is nothing.
    """
    if len(children) == 1 and children[0].type == "text":
        return Inline(children[0].content, ())
    said = _Said()
    anchors = _find_anchors(children)
    tags = [place for place, token in enumerate(children) if token.type == "html_inline"]
    shown = {tags[place] for place in find_words([children[place].content for place in tags])} if tags else ()
    for index, token in enumerate(children):
        kind = token.type.removesuffix("_open").removesuffix("_close")
        if token.type in ("text", "text_special") or index in shown:
            said.text += token.content
        elif token.type == "code_inline":
            said.begin(kind)
            said.text += token.content
            said.close(kind)
        elif token.type == "image":
            said.open(kind, token, "src")
            words = read_inline(token.children or ())
            for span in words.of("link", "image", "comment"):  # in the words of an image, a link leads nowhere
                said.comment(span.value)
            said.text += words.text
            said.close(kind)
        elif token.type == "softbreak":
            later = (children[place].content for place in range(index + 1, len(children)))
            following = next(filter(None, later), "")
            said.text += "" if _WIDE.match(said.text[-1:]) and _WIDE.match(following) else " "
        elif token.type == "hardbreak":
            said.text += "\n"
        elif index in anchors:
            said.begin("link", anchors[index]) if anchors[index] else said.close("link", token)
        elif token.type == "html_inline":
            said.tag(token.content)
        elif token.nesting == 1:
            said.open(kind, token, "href")
        elif token.nesting == -1:
            said.close(kind, token)
    return Inline(said.text, tuple(sorted(said.spans, key=lambda span: (span.start, -span.end))))


class _Said:
    """What inline tokens have said so far: text, the spans of it that are closed, and those that are open."""

    def __init__(self) -> None:
        self.text = ""
        self.spans: list[Span] = []
        self._open: list[Span] = []

    def begin(self, kind: str, value: str = "") -> None:
        """Begins a span here."""
        self._open.append(Span(len(self.text), len(self.text), kind, value))

    def open(self, kind: str, token: Token, attribute: str) -> None:
        """Begins a span here whose value is an attribute of a token; the title of the token is a comment on it."""
        self.begin(kind, str(token.attrs.get(attribute, "")))
        if title := token.attrs.get("title"):
            self.comment(str(title))

    def close(self, kind: str, token: Token | None = None) -> None:
        """Ends the innermost span of a kind, which the token closes, and those in it; if none is open, nothing."""
        if not any(span.kind == kind for span in self._open):
            return
        while (span := self._open.pop()).kind != kind:
            pass
        value = absolute_address(span.value) if kind in ("link", "image") else span.value
        if value is None:
            self.nearby(span.value, span.start)
        if value is not None or kind == "image":
            end = token.meta.get("end", 0) if token else 0
            self.spans.append(Span(span.start, len(self.text), kind, value or "", end))

    def tag(self, tag: str) -> None:
        """Takes a tag of HTML that is none of a link; of one that says nothing here, the addresses are noted."""
        if comment := COMMENT.fullmatch(tag):
            self.comment(comment[1].strip())
        elif _BREAK_TAG.fullmatch(tag):
            self.text += "\n"
        elif insertion := _INSERTION_TAG.fullmatch(tag):
            self.close("insertion") if insertion[1] else self.begin("insertion")
        elif picture := _IMAGE_TAG.match(tag):
            self.begin("image", _attribute(picture))
            self.close("image")
            if alternative := _ALTERNATIVE.match(tag):
                self.comment(_attribute(alternative))
        else:
            if anchor := _ANCHOR_TAG.match(tag):
                tag = tag[anchor.end() :]
                self.nearby(_attribute(anchor), len(self.text))
            for address in _TAG_ADDRESS.findall(tag):
                self.comment(address)

    def nearby(self, address: str, place: int) -> None:
        """Notes at a place in the text an address that leads nowhere from here, unless it says nothing."""
        if not address.startswith(_NOWHERE):
            self.spans.append(Span(place, place, "comment", address))

    def comment(self, words: str) -> None:
        """Notes words that are not shown here."""
        self.spans.append(Span(len(self.text), len(self.text), "comment", words))


def _find_anchors(children: Sequence[Token]) -> dict[int, str]:
    """The places of the tags that open and close links in HTML, with the address or ''; none that holds another link.

    A link that leads nowhere from here, as to a place in the page, is none.
    """
    found: dict[int, str] = {}
    opened: tuple[int, str] | None = None
    in_link = False
    for place, token in enumerate(children):
        if token.type in ("link_open", "link_close"):
            in_link, opened = token.nesting == 1, None
        elif token.type != "html_inline" or in_link:
            continue
        elif anchor := _ANCHOR_TAG.match(token.content):
            address = absolute_address(_attribute(anchor))
            opened = (place, address) if address else None
        elif opened and _ANCHOR_END.fullmatch(token.content):
            found |= {opened[0]: opened[1], place: ""}
            opened = None
    return found


def _attribute(tag: re.Match[str]) -> str:
    """The value of an attribute, however it is quoted."""
    return html.unescape(tag[1] or tag[2] or tag[3] or "").strip()


_EMPHASIS: dict[frozenset[str], HighlightStyle] = {
    frozenset({"strong"}): "strong",
    frozenset({"em"}): "emphasis",
    frozenset({"strong", "em"}): "strong-emphasis",
}


def find_highlights(inline: Inline) -> tuple[Highlight, ...]:
    """The emphasised spans of a text, outermost ones only."""
    if not inline.spans:  # as in most texts
        return ()
    found = []
    kinds: dict[tuple[int, int], set[str]] = {}
    for span in inline.of("strong", "em"):
        kinds.setdefault((span.start, span.end), set()).add(span.kind)
    for span in inline.outermost("strong", "em", "insertion"):
        text = inline.words(span).strip()
        if text:
            here = frozenset(kinds.get((span.start, span.end), ()))
            found.append(Highlight(text, _EMPHASIS.get(here, "insertion")))
    return tuple(found)
