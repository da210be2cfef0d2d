"""What a log says in short, for tests whose cases are a log and its articles: titles, addresses, links, excerpts."""

from __future__ import annotations

from reading import Reading

A, B = "https://e.example.org/a", "https://e.example.org/b"


def told(reading: Reading) -> list[tuple[str, str | None]]:
    return [(article.title, article.address.url if article.address else None) for article in reading.articles]


def links(reading: Reading) -> list[tuple[str, str | None]]:
    return [(link.address.url, link.title) for article in reading.articles for link in article.links]


def said(reading: Reading) -> list[str]:
    return [excerpt.text for article in reading.articles for excerpt in article.excerpts]
