"""A page of what a search found as Markdown and as CSV.

Never searches, and never says a word of its own: files have no language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ingest.commonmark import escape_markdown
from ingest.search.results import Article, Passage, Results
from ingest.web.escapes import escape_line, write_link
from ingest.web.files import write_csv
from ingest.web.presentation import is_address

_COLUMNS = (
    "title", "url", "site", "collection", "date", "date_from", "date_to", "file", "article_line",
    "name", "kind", "text", "path", "line",
)  # fmt: skip


def write_markdown(results: Results, text: str, page_of: Callable[[int], str]) -> str:
    """What was found for `text`. A title leads to its address; without one, to the article's own page, `page_of` it."""
    blocks = [f"# {escape_line(text)}"]
    for article in results.articles:
        blocks += _article(article, page_of)
    return "\n\n".join(blocks) + "\n"


def write_table(results: Results) -> str:
    """What was found as CSV: a row a passage, and one for an article that was found by its title alone."""
    return write_csv(_COLUMNS, (row for article in results.articles for row in _rows(article)))


def _article(article: Article, page_of: Callable[[int], str]) -> Iterator[str]:
    url = article.url if article.url and is_address(article.url) else page_of(article.id)
    yield f"## {write_link(article.title, url)}"
    place = f"{article.log_path}:{article.line_start}"
    yield " · ".join(escape_line(fact) for fact in (article.when, article.site, article.collection, place) if fact)
    for passage in article.passages:
        yield _passage(passage)


def _passage(passage: Passage) -> str:
    if passage.kind == "code":
        longest = max(map(len, re.findall("`+", passage.text)), default=0)
        fence = "`" * max(3, longest + 1)
        return f"{fence}\n{passage.text}\n{fence}"
    lines = escape_markdown(passage.text.strip("\n")).split("\n")
    if passage.kind in ("quote", "reply"):
        return "> " + "\\\n> ".join(lines)
    return "\\\n".join(lines)


def _rows(article: Article) -> Iterator[tuple[object, ...]]:
    facts = (
        article.title, article.url, article.site, article.collection, article.date, article.date_from,
        article.date_to, article.log_path, article.line_start,
    )  # fmt: skip
    for passage in article.passages:
        yield (*facts, passage.name, passage.kind, passage.text, passage.path, passage.line_start)
    if not article.passages:
        yield (*facts, *[None] * (len(_COLUMNS) - len(facts)))
