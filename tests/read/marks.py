"""Whether all that a log says can be read again, asked of a few letters: marks, rare letters put into words of the log.

A word with a mark in it is none that a rule knows, so an article must have it, wherever it stands. Excepted is only
what is told by its place: the names of fields that a rule knows, or that hold the article's address; HTML but for links
and pictures; what kind a callout is of; the place on the page to which a link leads; the properties that an app keeps
for itself; comments of Markdown. Files that are taken whole are for the tests of their rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

from reading import Reading

from ingest.model import Article, Entry, Excerpt
from ingest.read.fields.page import read_line_field
from ingest.read.fields.properties import is_silent_property
from ingest.read.lines import QUOTE
from ingest.read.rules import FILE_RULES

MARKS = "".join(map(chr, range(0x1200, 0x1240)))  # of Ethiopia's script: letters without case, with one form each
_MARK = re.compile(f"[{MARKS}]")
_WORD = re.compile(r"[^\W_]+")
_IN_TAG = r"[^<>\"'\n]|\n(?![ \t]*\n)"  # which ends with its paragraph
_TAG = re.compile(rf"</?[A-Za-z](?![\w.+-]*:|[^<>\s]*@)(?:(?:{_IN_TAG}|\"[^\"]*\"|'[^']*')*|(?:{_IN_TAG}|[\"'])*)>")
_ADDRESS = re.compile(r"\s(?:href|src)\s*=\s*(\"(?!#)[^\"]*\"|'(?!#)[^']*'|[^\s\"'<>#]+)", re.IGNORECASE)
_TOLD = re.compile(r"\[![^\[\]]*\]|(?<=\]\()#[^\s()]*|^\s*\[//\]: #.*|\{[#.:][^{}]*\}\s*$|^[\s>*+-]*[^\s:]+::\s*$")


def put_marks(chance: Random, text: str, most: int) -> str:
    """A text with up to `most` marks, and no more than there are, each in a word of its own or at either end of it."""
    words = list(_WORD.finditer(text))
    chosen = chance.sample(words, min(most, len(words), len(MARKS)))
    for word, mark in zip(sorted(chosen, key=re.Match.start, reverse=True), MARKS, strict=False):
        place = chance.choice((word.start(), (word.start() + word.end()) // 2, word.end()))
        text = text[:place] + mark + text[place:]
    return text


def mark_faults(reading: Reading) -> list[str]:
    """The marks of an entry that its article does not have, or only in an excerpt of other lines, or in two of them."""
    faults = []
    records = ((entry, article) for entry, article, _ in reading.records() if entry.rule not in FILE_RULES)
    for entry, article in records:
        head = "\n".join(_head(entry, article))
        outline = [one for one in article.excerpts if one.depth > 0]
        rows = [_row(one) for one in outline]
        for number, line in enumerate(_without_tags(entry.lines), entry.line_start):
            for mark in _MARK.findall(_without_names(line, article)):
                found = [one for one, row in zip(outline, rows, strict=True) if mark in row]
                is_here = any(one.line_start <= number <= one.line_end for one in found)
                if not (is_here or mark in head):
                    faults.append(f"{number}: {mark} is lost from {line!r}")
                elif len(found) > 1:
                    faults.append(f"{number}: {mark} is in {len(found)} excerpts")
    return faults


def _without_tags(lines: Sequence[str]) -> list[str]:
    """The lines with nothing left of tags but the addresses in them; a tag may go over several lines."""

    def addresses(tag: re.Match[str]) -> str:
        places = {place for found in _ADDRESS.finditer(tag[0]) for place in range(*found.span(1))}
        return "".join(sign if sign == "\n" or place in places else " " for place, sign in enumerate(tag[0]))

    return _TAG.sub(addresses, "\n".join(lines)).split("\n")


def _without_names(line: str, article: Article) -> str:
    """A line without what is told by its place."""
    if is_silent_property(line):
        return ""
    field = read_line_field(QUOTE.sub("", line))
    if field and (field.role or (article.address and article.address.url in field.value)):
        line = field.value
    return _TOLD.sub("", line)


def _row(excerpt: Excerpt) -> str:
    said = [excerpt.markdown, excerpt.source_url or "", excerpt.location or ""]
    said += [tag.spelling for tag in excerpt.tags]
    return "\n".join([*said, *(f"{link.address.url} {link.title}" for link in excerpt.links)])


def _head(entry: Entry, article: Article) -> Iterator[str]:
    """What an article has from its entry but for its outline."""
    yield from (article.title, article.author or "", article.via or "", article.day or "", *entry.sections)
    yield from (one.address.url for one in (article, *article.links) if one.address)
    yield from (link.title or "" for link in article.links)
    yield from (tag.spelling for tag in article.tags)
    yield from (_row(one) for one in article.excerpts if one.depth == 0)
