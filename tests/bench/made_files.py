"""Made-up logs as Markdown files, in the dialect of the grammar's first page: a folder of small ones, or one large.

Never holds all of a log's text at once, and never writes over what is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from made_logs import Article, Log, Passage


def write_logs(target: Path, logs: Iterable[Log], size: int) -> None:
    """`size` bytes of logs below `target`, twice: as folder/collection/year.md, and one after the other in file.md."""
    target.mkdir()
    with (target / "file.md").open("w", encoding="utf-8") as file:
        for log in logs:
            small = target / "folder" / log.collection / f"{log.year}.md"
            small.parent.mkdir(parents=True, exist_ok=True)
            small.write_text("".join(_write_log(log, "")), encoding="utf-8")
            file.writelines(_write_log(log, f"{log.year}."))
            size -= small.stat().st_size
            if size <= 0:
                return


def _write_log(log: Log, before_month: str) -> Iterator[str]:
    for month, articles in groupby(log.articles, lambda article: article.day.month):
        yield f"# {before_month}{month:02}\n\n"
        for article in articles:
            yield from _write_article(article)


def _write_article(article: Article) -> Iterator[str]:
    yield f"{article.title} {article.url}  【`{article.day.month}.{article.day.day}`】\n"
    yield from map(_write_passage, article.passages)
    yield "\n"


def _write_passage(passage: Passage) -> str:
    # A note stands in the item above it, one level up.
    indent = "  " * (passage.depth - 1)
    sign = ">>" if passage.kind == "note" else f"{'-*'[passage.depth - 1]} >"
    return f"{indent}{sign} {passage.markdown}\n"
