"""The Markdown of a passage as HTML: the one place where a text of the log becomes more than text.

Never passes on HTML of the log, which is shown as the text that it is, and never makes what a browser would fetch.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import islice, takewhile

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from ingest.commonmark import make_parser

_ALLOWED = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)
_INSERTION = re.compile(r"<(/?)(?:ins|u|mark)>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*-->", re.DOTALL)
# What turns the direction of writing, and would turn that of the page around it.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")

_TAGS = {"em": "em", "strong": "strong", "s": "s", "link": "a", "insertion": "ins"}
_BLOCKS = {"thead": "thead", "tbody": "tbody", "tr": "tr"}


def render_markdown(markdown: str) -> Markup:
    """A passage as HTML: phrases alone where it is one paragraph, else a block each.

    Paragraphs, fences and tables are the only blocks: `# x` within a passage is no heading of the page. Lines keep
    their breaks.

    >>> render_markdown("*a* & <b>")
    Markup('<em>a</em> &amp; &lt;b&gt;')
    """
    tokens = parser().parse(_DIRECTION.sub("", markdown))
    if [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]:
        return _render_inline(tokens[1].children or ())
    return Markup().join(map(_render_block, tokens))


def _render_block(token: Token) -> Markup:
    kind = token.type.removesuffix("_open").removesuffix("_close")
    if kind == "inline":
        return _render_inline(token.children or ())
    if kind in ("fence", "code_block"):
        return Markup('<pre tabindex="0"><code>{}</code></pre>\n').format(token.content)
    if kind == "paragraph":
        return Markup("<p>") if token.nesting == 1 else Markup("</p>\n")
    if kind == "table":
        return Markup('<div class="table" tabindex="0"><table>') if token.nesting == 1 else Markup("</table></div>\n")
    if kind in ("th", "td"):
        return _render_cell(token)
    if kind in _BLOCKS:
        return Markup("<{}>" if token.nesting == 1 else "</{}>").format(Markup(_BLOCKS[kind]))
    return escape(token.content)


@cache
def parser() -> MarkdownIt:
    """What reads the Markdown of a passage.

    HTML is recognised, because it must not be taken for anything else; `_render_inline` makes text of it.
    """
    markdown = make_parser()
    markdown.block.ruler.enableOnly(["table", "fence", "paragraph"])
    return markdown


def _render_inline(children: Sequence[Token]) -> Markup:
    """Phrases. What is opened here is closed here, in order, whatever the log does.

    A link without words has its address for them, or nobody would see it.
    """
    html: list[Markup] = []
    opened: list[str] = []
    for place, token in enumerate(children):
        kind = token.type.removesuffix("_open").removesuffix("_close")
        insertion = _INSERTION.fullmatch(token.content) if kind == "html_inline" else None
        if insertion:
            kind = "insertion"
        if kind in _TAGS:
            if token.nesting == 1 or (insertion and not insertion[1]):
                opened.append(kind)
                is_bare = token.info == "bare" or token.markup == "autolink"
                address = str(token.attrs.get("href", ""))
                html.append(_open(kind, address, is_bare=is_bare))
                if kind == "link" and not _has_words(children, place):
                    html.append(escape(address))
            elif kind in opened and (kind != "insertion" or opened[-1] == kind):
                while True:
                    html.append(_close(opened[-1]))
                    if opened.pop() == kind:
                        break
        elif kind == "code_inline":
            html.append(Markup("<code>{}</code>").format(token.content))
        elif kind == "image":
            html.append(_render_image(token, "link" in opened))
        elif kind in ("softbreak", "hardbreak") or (kind == "html_inline" and _BREAK.fullmatch(token.content)):
            html.append(Markup("<br>\n"))
        elif kind != "html_inline" or not _COMMENT.fullmatch(token.content):
            html.append(escape(token.content))
    html += map(_close, reversed(opened))
    return Markup().join(html)


def _has_words(children: Sequence[Token], place: int) -> bool:
    """Whether something stands in the link that is opened at this place, be it an image."""
    inside = takewhile(lambda token: token.type != "link_close", islice(children, place + 1, None))
    return any(
        token.type == "image" or (token.content.strip() and not _COMMENT.fullmatch(token.content)) for token in inside
    )


def _close(kind: str) -> Markup:
    return Markup("</{}>").format(Markup(_TAGS[kind]))


def _open(kind: str, address: str, *, is_bare: bool = False) -> Markup:
    """The beginning of a phrase. A bare address is told from words that lead to one: print shows those' address."""
    if kind != "link":
        return Markup("<{}>").format(Markup(_TAGS[kind]))
    if not _ALLOWED.fullmatch(address):  # it leads nowhere; its words stay
        return Markup("<a>")
    name = Markup(' class="bare"') if is_bare else ""
    return Markup('<a href="{}" rel="noreferrer noopener"{}>').format(address, name)


def _render_image(token: Token, is_in_link: bool) -> Markup:
    """A link to the image: to show it would tell another machine who reads what."""
    address = str(token.attrs.get("src", ""))
    words = "".join(child.content for child in token.children or ()) or address
    if is_in_link or not _ALLOWED.fullmatch(address):
        return escape(words)
    return Markup("{}{}</a>").format(_open("link", address), words)


def _render_cell(token: Token) -> Markup:
    if token.nesting == -1:
        return Markup("</{}>").format(Markup(token.tag))
    side = str(token.attrs.get("style", "")).removeprefix("text-align:")
    name = Markup(' class="{}"').format(side) if side in ("center", "right") else ""
    return Markup("<{}{}>").format(Markup(token.tag), name)
