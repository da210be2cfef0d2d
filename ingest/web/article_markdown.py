"""An article as a Markdown document of its own, in the grammar of logs: what is read from it is the article again.

Never says a word that the log does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.autolink import find_address
from ingest.browse.article import Article, Link, Node
from ingest.commonmark import escape_markdown
from ingest.web.link_labels import find_definitions

_STAR = "【[ :star: ][`*`]】"
_NOTE = "//notes："
_SIGNS = "-*+"  # of a list, by its depth
_TITLE = 40  # a quote no longer than that may be taken for a heading when a list stands below it
_SENTENCE = re.compile(r"[。；;，,.…]$|[。；]")
_ADDRESS = re.compile(r"<?\w+://\S+")
_FENCE = re.compile(r"`{3,}|~{3,}")


def write_article(
    article: Article, nodes: Sequence[Node], links: Sequence[Link], title_codes: Iterable[str] = ()
) -> str:
    """The entry of an article below headings of its date and its section; `title_codes` are code in its title."""
    remarks = [node for node in nodes if node.depth == 0]
    others = [link for link in links if link.passage is None]
    head = [*_headings(article), _entry_line(article, _write_title(article.title, title_codes), remarks, others)]
    writer = _Writer([node for node in nodes if node.depth > 0])
    below = [*writer.write(), *_write_definitions(nodes, links)]
    return "\n\n".join(head) + "\n" + "".join(f"{line}\n" for line in below)


def _write_title(title: str, codes: Iterable[str]) -> str:
    """A title whose `codes` are code again, wherever they stand as words."""
    written = escape_markdown(title)
    names = {escape_markdown(code): code for code in sorted(codes, key=len, reverse=True) if "`" not in code}
    if not names:
        return written
    words = re.compile(rf"(?<![A-Za-z0-9_])(?:{'|'.join(map(re.escape, names))})(?![A-Za-z0-9_])")
    return words.sub(lambda found: f"`{names[found[0]]}`", written)


def _write_definitions(nodes: Iterable[Node], links: Iterable[Link]) -> list[str]:
    """What the passages refer to, below all of them."""
    of_passage: dict[str | None, list[Link]] = {}
    for link in links:
        of_passage.setdefault(link.passage, []).append(link)
    found: dict[str, str] = {}
    for node in nodes:
        if node.name in of_passage:
            found |= find_definitions(node.markdown, of_passage[node.name])
    return ["", *(f"[{label}]: <{url}>" for label, url in found.items())] if found else []


def _headings(article: Article) -> list[str]:
    """Without a day, the month is the heading; the year is, where the entry line has the day.

    Below a month, a section such as 30 would be a day.
    """
    years = {(day or "")[:4] for day in (article.date_from, article.date_to)}
    section = escape_markdown(article.section or "")
    month = (article.month or "").replace("-", ".") if not re.fullmatch("[0-9]{1,2}", section) else ""
    date = article.date[:4] if article.date else month or (years.pop() if len(years) == 1 else "")
    return [*([f"# {date}"] if date else []), *([f"## {section}"] if section else [])]


def _entry_line(article: Article, title: str, remarks: Sequence[Node], links: Iterable[Link]) -> str:
    url = _write_address(article.url) if article.url else ""
    words = url if article.title == article.url else f"{title} {url}".rstrip()
    for link in links:
        words += f" || {escape_markdown(link.title)} " if link.title else " || "
        words += _write_address(link.url)
    if article.struck:
        words = f"~~{words}~~"
    if article.starred:
        words = f"{_STAR} {words}"
    if day := article.day or (article.month_day or "").replace("-", "."):  # the entry's own, or that of a heading
        words += f"  【`{day}`】"
    if article.via:
        via = f"`{article.via}`" if "`" not in article.via else escape_markdown(article.via)
        words += f"  【from {via}】"
    for remark in remarks:
        is_bracketed = "【" in remark.markdown or "】" in remark.markdown
        said = remark.markdown if is_bracketed else f"【{_NOTE}{remark.words}】"
        words += f"  {' '.join(said.splitlines())}"
    return words


def _write_address(url: str) -> str:
    scheme, _, _ = url.partition(":")
    found = find_address(scheme, url, len(scheme))
    return url if found and "".join(found) == url else f"<{url}>"


def _quote(sign: str, lines: Sequence[str]) -> list[str]:
    """The lines with a quote sign each; blanks at their ends stay, as they can mean a break."""
    return [f"{sign} {line}" if line else sign for line in lines] if sign else list(lines)


class _Writer:
    """The outline as a list, by the grammar's section 4.

    A child is an item of its own, or stands in the item of its parent: a note as `>>`, a fence, a further quote.
    """

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes
        self.by_id = {node.id: node for node in nodes}
        self.children: dict[int | None, list[Node]] = {}
        for node in nodes:
            self.children.setdefault(node.parent, []).append(node)
        self.answers: set[int] = set()  # with nothing but answers below them
        for node in reversed(nodes):
            if self.is_answer(node) and all(child.id in self.answers for child in self.children.get(node.id, [])):
                self.answers.add(node.id)
        self.quotes: dict[int, int] = {}
        self.lines: list[str] = []

    def write(self) -> list[str]:
        """The lines of the list."""
        waiting = [(node, 0) for node in reversed(self.children.get(None, []))]
        while waiting:
            node, level = waiting.pop()
            is_item = not self.continues(node)
            if is_item:
                self.write_item(node, level)
            else:
                self.write_further(node, level - 1)
            below = level + 1 if is_item else level
            waiting += [(child, below) for child in reversed(self.children.get(node.id, []))]
        return self.lines

    def continues(self, node: Node) -> bool:
        """Whether it stands in the item of its parent."""
        parent = self.by_id.get(node.parent or 0)
        if parent is None or any(child.id not in self.answers for child in self.children.get(node.id, [])):
            return False
        if parent.id not in self.quotes:  # the parent itself has none: it is a label, a note, a link
            return node.kind in ("code", "table")
        if node.kind in ("code", "table"):
            return self.quotes[parent.id] == 1
        if self.is_answer(node):
            # A heading may be one only because a list stands below it.
            others = (other for other in self.children[parent.id] if other.kind not in ("code", "table"))
            return parent.kind != "heading" or not all(self.is_answer(other) for other in others)
        is_short = len(parent.text) <= _TITLE and not _SENTENCE.search(parent.text.strip())
        return parent.kind == "quote" and is_short and node.kind in ("quote", "image")

    def is_answer(self, node: Node) -> bool:
        """Whether `>>` can stand before it: the parent is quoted, and these are words about what it says."""
        parent = self.by_id.get(node.parent or 0)
        if parent is None or parent.kind not in ("quote", "heading", "reply", "note"):
            return False
        is_bare = node.kind == "link" and _ADDRESS.fullmatch(node.markdown.strip()) is not None
        return node.kind in ("note", "reply") or is_bare

    def write_item(self, node: Node, level: int) -> None:
        """An item of a list, on that level from 0."""
        if node.kind in ("quote", "heading", "reply"):
            self.quotes[node.id] = 1
        sign = ">" if node.id in self.quotes else ""
        block = _quote(sign, self.write_words(node, is_item=True))
        indent = "  " * level
        first = f"{indent}{_SIGNS[level % len(_SIGNS)]} {block[0]}"
        self.lines += [first, *(f"{indent}  {line}" if line else "" for line in block[1:])]

    def write_further(self, node: Node, level: int) -> None:
        """A further part of the item that its parent stands in."""
        parent = self.quotes.get(node.parent or 0, 0)
        if self.is_answer(node):
            self.quotes[node.id] = parent + 1
        elif node.kind == "quote":
            self.quotes[node.id] = 1
        sign = ">" * self.quotes.get(node.id, 0)
        block = _quote(sign, self.write_words(node, is_item=False))
        before = re.match(r"\s*(?:[-*+] )?(>*)", self.lines[-1])
        is_joined = before is not None and len(before[1]) >= len(sign) > 0
        if is_joined or node.kind in ("table", "image") or "|" in self.lines[-1]:
            self.lines.append("")
        indent = "  " * (level + 1)
        self.lines += [f"{indent}{line}" if line else "" for line in block]

    def write_words(self, node: Node, *, is_item: bool) -> list[str]:
        """The Markdown of a node, with the signs that tell what it is where its place does not."""
        if node.kind == "code":
            is_indented = node.text and node.markdown.startswith(node.text)
            if _FENCE.match(node.markdown) and not is_indented:
                return node.markdown.split("\n")
            longest = max((len(found[0]) for found in _FENCE.finditer(node.markdown)), default=2)
            return ["`" * (longest + 1), *node.markdown.split("\n"), "`" * (longest + 1)]
        words = node.markdown
        if node.kind == "note" and is_item and words == node.words:
            words = _NOTE + words
        if node.starred and not node.has_star_sign:
            words = f"{_STAR} {words}"
        return words.split("\n")
