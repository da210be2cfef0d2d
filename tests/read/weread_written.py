"""Exports of WeRead written by hand, and what is read of them."""

from __future__ import annotations

from reading import Reading, read_log

from ingest.model import Article

END = "-- 来自微信读书\n"
LINE = "T https://e.example.org/1\n"


def export(body: str = "◆ 雨停了。", title: str = "山中来信", end: str = END) -> str:
    """An export, with a chapter."""
    return f"《{title}》\n\n林远\n3个笔记\n\n\n第一章\n\n{body}\n\n{end}"


def only_article(log: str) -> Article:
    (article,) = read_log(log).articles
    return article


def rows(article: Article) -> list[tuple[str, str, str | None]]:
    """The excerpts: kind, text and the text of what stands above."""
    texts = [one.text for one in article.excerpts]
    return [(one.kind, one.text, texts[one.parent - 1] if one.parent else None) for one in article.excerpts]


def owner_faults(reading: Reading) -> list[str]:
    """Where a written line has no owner, or an entry has not the lines that it owns."""
    faults = []
    for number, (line, owner) in enumerate(zip(reading.lines, reading.blocks.owners, strict=True), 1):
        around = [one for one in reading.blocks.entries if one.line_start <= number <= one.line_end]
        if (owner is None) != (not line.strip()) or len(around) > 1:
            faults.append(f"{number}: {line!r} is owned by {owner}")
        if owner == "entry" and (not around or around[0].lines[number - around[0].line_start] != line):
            faults.append(f"{number}: {line!r} does not stand in its entry")
    return faults
