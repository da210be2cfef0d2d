"""How people write the link of an article, and what stands before it and behind it in its line."""

from __future__ import annotations

from dataclasses import dataclass

from logs import Words
from pen import ShapeWriter

# What kind of thing an article is; and marks that say whether it was read.
_KINDS = ("Article: ", "[PDF] ", "`done` ", "**Talk:** ", "文章：", "Paper: ", "[ARTICLE] ", "已读 ", "W07 ", "第3周 ")
_MARKS = ("TODO ", "`to read` ", "[unread] ", "待读：", "To read: ")
_PARTING = (" - ", " — ", " – ", "：", ": ", " // ", ", ", " ", "，", " · ", "\n", " -- ")
_VIA = (" (via {})", "（via {}）", " via {}", " - via: {}", " (h/t {})", "（来自 {}）")


def link(pen: ShapeWriter, title: Words, url: str, is_wrapped: bool = False) -> str:
    """A link in Markdown's form, perhaps with a line break in its words."""
    markdown = title.markdown
    left, blank, right = markdown.rpartition(" ")
    if is_wrapped and blank and left[-1].isascii() and left[-1].isalnum() and "`" not in markdown:
        markdown = f"{left}\n{right}"
    form = pen.pick("plain", "plain", "plain", "strong", "strong within", "pointed", "emphasis", "quoted")
    if form == "strong within" and not any(sign in markdown for sign in "*`"):
        markdown = f"**{markdown}**"
    target = f"<{url}>" if form == "pointed" else url
    whole = f"[{markdown}]({target})"
    if form == "strong" and "*" not in markdown:
        return f"**{whole}**"
    if form == "quoted":
        return pen.pick("“{}”", "《{}》", '"{}"').format(whole)
    return f"*{whole}*" if form == "emphasis" and "*" not in markdown else whole


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a link: its Markdown, and what that says, the comments as plain text."""

    markdown: str = ""
    links: tuple[tuple[str, str | None], ...] = ()
    comments: tuple[str, ...] = ()
    via: str | None = None
    tags: tuple[str, ...] = ()
    starred: bool = False
    unread: bool = False

    def facts(self) -> dict[str, object]:
        """What it tells of the article."""
        return {"links": self.links, "via": self.via, "tags": self.tags}


def before_link(pen: ShapeWriter, has_kinds: bool) -> Beside:
    """What stands before a link: a kind, a mark, or a star."""
    star = pen.pick(":star: ", "⭐ ", "★ ") if pen.one_in(12) else ""
    if not has_kinds or pen.one_in(3):
        return Beside(star, starred=bool(star))
    if pen.one_in(4):
        return Beside(star + pen.pick(*_MARKS), starred=bool(star), unread=True)
    kind = pen.pick(*_KINDS)
    return Beside(star + kind, comments=(kind.strip("[]`*:： "),), starred=bool(star))


def behind_link(pen: ShapeWriter) -> Beside:
    """What stands behind a link: other links, a comment, where it was found, tags, a star, a rating, an aside."""
    markdown, links = _other_links(pen)
    kind = pen.pick("comment", "comment", "comment", "nothing", "nothing", "sign", "via", "tags", "star", "rating")
    found = {
        "comment": lambda: _comment(pen, bool(links)),
        "sign": lambda: Beside(pen.pick(".", "。", "  ")),
        "via": lambda: _via(pen) if not links else Beside(),
        "tags": lambda: _tags(pen) if not links else Beside(),
        "star": lambda: Beside(pen.pick(" ⭐", " ★"), starred=True) if not links else Beside(),
        "rating": lambda: _rating(pen) if not links else Beside(),
    }.get(kind, Beside)()
    markdown, comments = markdown + found.markdown, found.comments
    if pen.one_in(8):
        aside = pen.words(1).text
        markdown, comments = f"{markdown} <!-- {aside} -->", (*comments, aside)
    return Beside(markdown, (*links, *found.links), comments, found.via, found.tags, found.starred)


def _other_links(pen: ShapeWriter) -> tuple[str, tuple[tuple[str, str | None], ...]]:
    markdown, links = "", []
    for _ in range(pen.number(1, 2) if pen.one_in(4) else 0):
        name, url = pen.pick("reddit", "tweet", "HN", "讨论", "pdf", "https://t.example.org/x"), pen.url()
        links.append((url, name))
        markdown += pen.pick(" {}", ". {}", " ({})", " | {}", "；{}").format(f"[{name}]({url})")
    return markdown, tuple(links)


def _comment(pen: ShapeWriter, is_behind_links: bool) -> Beside:
    words = pen.words()
    said, text = words.markdown, words.text
    if pen.one_in(5):
        said, text = f"{said} [见](<{pen.url()}>) 了", f"{text} 见 了"
    end = pen.pick("", "", "。", ".", "！", "?")
    parting = pen.pick(*((". ", "。", " | ") if is_behind_links else _PARTING))
    tags = ("tea",) if pen.one_in(8) else ()  # they stay in the comment as well
    behind = "".join(f" #{tag}" for tag in tags)
    return Beside(parting + said + end + behind, comments=(text + end + behind,), tags=tags)


def _via(pen: ShapeWriter) -> Beside:
    name = pen.pick("HN", "Ann Leaf")
    if pen.one_in(3):
        url = pen.url()
        return Beside(pen.pick(*_VIA[:4]).format(f"[{name}]({url})"), links=((url, name),), via=name)
    return Beside(pen.pick(*_VIA).format(name), via=name)


def _tags(pen: ShapeWriter) -> Beside:
    tags = ("tea", "two words", "并发")[: pen.number(1, 3)]
    return Beside("".join(f" #[[{tag}]]" if " " in tag else f" #{tag}" for tag in tags), tags=tags)


def _rating(pen: ShapeWriter) -> Beside:
    rating = pen.pick("★★★★☆", "⭐⭐⭐", "4/5", "(8/10)")
    return Beside(f"{pen.pick(' ', ' - ')}{rating}", comments=(rating,))


@dataclass(frozen=True, slots=True)
class Pointers:
    """Links that only point: their Markdown, the first address, and those behind it."""

    markdown: str
    url: str
    links: tuple[tuple[str, str | None], ...]


def pointers(pen: ShapeWriter) -> Pointers:
    """`[[paper](address)] [[code](address)]`."""
    names = pen.pick("paper|code", "PDF", "link", "链接", "pdf|code|slides", "arXiv|code").split("|")
    urls = [pen.url() for _ in names]
    form = pen.pick("[{}]", "{}", "({})")
    joint = pen.pick(" ", " | ", ", ", " / ")
    written = joint.join(form.format(f"[{name}]({url})") for name, url in zip(names, urls, strict=True))
    return Pointers(written, urls[0], tuple(zip(urls[1:], names[1:], strict=True)))
