"""What a search found as plain values, the one shape of the JSON that the search page and `readlog find` give.

Never runs a search, and never writes JSON.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from ingest.search.filters import Filter, write_search
from ingest.search.results import Article, Passage, Results, Sort

if TYPE_CHECKING:
    from ingest.search.suggest import Suggestion

# Of these an article has one: a second filter of the name would add articles, where a facet promises to leave some.
_SINGLE = frozenset({"year", "site", "collection", "kind"})


class Narrowing(NamedTuple):
    """A value of a facet, the number of articles that it leaves, and the search, as typed, that leaves them."""

    value: str
    total: int
    query: str


def json_answer(
    results: Results, text: str, *, sort: Sort, page: int, size: int, suggestions: Iterable[Suggestion] = ()
) -> dict[str, Any]:
    """All there is to know about `results`, those of `page`. Marks and lines are as in `Passage`.

    Marks count code points, as Python does; JavaScript counts a rare character as two.
    """
    return {
        "query": text,
        "sort": sort,
        "page": page,
        "pages": count_pages(results, size),
        "total": results.total,
        "articles": [_article(article) for article in results.articles],
        "facets": {
            name: [narrowing._asdict() for narrowing in narrowings] for name, narrowings in narrow(results).items()
        },
        "suggestions": [suggestion._asdict() for suggestion in suggestions],
        "errors": list(map(str, results.faults)),
    }


def count_pages(results: Results, size: int) -> int:
    """The number of pages; none when nothing was found."""
    return -(-results.total // size)


def narrow(results: Results) -> dict[str, list[Narrowing]]:
    """The searches that leave some of the articles found, by the name of the facet; no name has none."""
    asked = results.search
    settled = {filter_.name for filter_ in asked.filters if not filter_.excluded} & _SINGLE
    narrowings: dict[str, list[Narrowing]] = {}
    for facet in results.facets:
        for value, count in facet.values:
            chosen = Filter(facet.name, value)
            if facet.name not in settled and chosen not in asked.filters:
                query = write_search(asked._replace(filters=(*asked.filters, chosen)))
                narrowings.setdefault(facet.name, []).append(Narrowing(value, count, query))
    return narrowings


def _article(article: Article) -> dict[str, Any]:
    values = article._asdict()
    values["file"] = values.pop("log_path")
    values |= {"starred": bool(article.starred), "struck": bool(article.struck)}
    values["passages"] = [_passage(passage) for passage in article.passages]
    return values


def _passage(passage: Passage) -> dict[str, Any]:
    return {**passage._asdict(), "starred": bool(passage.starred)}
