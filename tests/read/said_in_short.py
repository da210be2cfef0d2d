"""What a log says in short, for tests whose cases are a log and its articles: titles, addresses, links, excerpts."""

from __future__ import annotations

from reading import Reading, read_log

A, B = "https://e.example.org/a", "https://e.example.org/b"
ITEM = "- [Tea](https://e.example.org/1)\n"


def told(reading: Reading) -> list[tuple[str, str | None]]:
    return [(article.title, article.address.url if article.address else None) for article in reading.articles]


def links(reading: Reading) -> list[tuple[str, str | None]]:
    return [(link.address.url, link.title) for article in reading.articles for link in article.links]


def said(reading: Reading) -> list[str]:
    return [excerpt.text for article in reading.articles for excerpt in article.excerpts]


def days(text: str, path: str = "notes.md") -> list[tuple[str | None, str | None]]:
    """The first and the last day that each article of a log can have."""
    return [(dating.date_from, dating.date_to) for _, _, dating in read_log(text, path).records()]
