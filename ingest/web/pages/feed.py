"""The newest articles for feed readers, at `/{database}/-/feed.atom`. Source: RFC 4287.

Never says when it was made: an article is as new as the log says it is at least. A day that is yet to come
counts as the newest that is not: today in its place would make the article new again each day.
"""

from __future__ import annotations

import re
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from datasette.utils.sqlite import sqlite3

from ingest.browse.feed import Entry, read_newest
from ingest.browse.lines import Line
from ingest.browse.passages import Passage
from ingest.web import presentation
from ingest.web.page import Page
from ingest.web.visit import Variables, Visit

_ATOM = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # Source: XML 1.0, 2.2

# Of an article whose year nobody knows: older than all that have one.
_NO_DAY = "1970-01-01"

_TAGS = {"quote": "blockquote", "reply": "blockquote", "code": "pre", "heading": "h3"}


def read(connection: sqlite3.Connection, visit: Visit) -> Variables:
    """The newest articles."""
    return {"entries": read_newest(connection)}


def write_feed(variables: Variables, visit: Visit) -> str:
    """The articles as Atom."""
    entries: list[Entry] = variables["entries"]
    home, itself = (visit.absolute(path) for path in (visit.address.home(), visit.address.page("feed", suffix=".atom")))
    feed = Element("feed", xmlns=_ATOM)
    _add(feed, "id", f"tag:readlog,2025:feed/{quote(visit.path['database'], safe='')}")
    _add(feed, "title", visit.title + visit.apart)
    newest = max((day for entry in entries if (day := _day(entry.article)) <= visit.today.isoformat()), default=_NO_DAY)
    _add(feed, "updated", _instant(newest))
    _add(SubElement(feed, "author"), "name", visit.title + visit.apart)
    _add(feed, "link", rel="self", type="application/atom+xml", href=itself)
    _add(feed, "link", rel="alternate", type="text/html", href=home)
    for entry in entries:
        feed.append(_entry(entry, newest, visit))
    indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(feed, "unicode")}\n'


def _entry(entry: Entry, newest: str, visit: Visit) -> Element:
    """An article, which is no newer than the day `newest`."""
    article = entry.article
    element = Element("entry")
    # Not of this file or this server: the id of an article outlives both.
    _add(element, "id", f"tag:readlog,2025:article/{article.id}")
    _add(element, "title", article.title, {_LANGUAGE: presentation.find_language(article.title)})
    _add(element, "updated", _instant(min(_day(article), newest)))
    if article.date and article.date <= newest:
        _add(element, "published", _instant(article.date))
    page = visit.absolute(visit.address.article(article.id))
    _add(element, "link", rel="alternate", type="text/html", href=page)
    if article.url and presentation.is_address(article.url):
        _add(element, "link", rel="related", href=article.url)
    if article.collection:
        _add(element, "category", term=article.collection)
    if entry.passages:
        _add(element, "content", "".join(map(_html, entry.passages)), type="html")
    return element


def _html(passage: Passage) -> str:
    """A passage as HTML, in which all of it is text."""
    element = Element(_TAGS.get(passage.kind, "p"), lang=presentation.find_language(passage.text))
    if passage.kind == "code":
        element.text = _clean(passage.text)
        return tostring(element, "unicode", "html")
    first, *others = _clean(passage.text).split("\n")
    element.text = first
    for line in others:
        SubElement(element, "br").tail = line
    return tostring(element, "unicode", "html")


def _add(parent: Element, name: str, text: str = "", more: dict[str, str] | None = None, **attributes: str) -> None:
    values = {key: _clean(value) for key, value in (attributes | (more or {})).items()}
    SubElement(parent, name, values).text = _clean(text) or None


def _clean(text: str) -> str:
    return _NO_XML.sub("", text)


def _day(article: Line) -> str:
    """The first day that it can be: the last, of which only the year is known, is yet to come."""
    return article.date_from or _NO_DAY


def _instant(day: str) -> str:
    return f"{day}T00:00:00Z"


PAGE = Page("feed", "", read, {"atom": write_feed})
