"""What holds for any text that is read as a file about one article: no word is lost, and its excerpts are a tree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.model import Article
from ingest.read.fields.front_matter import front_matter_length
from ingest.read.rules import document, read_entry

BLOCKS = (
    "{0} {1}",
    "{0} {1}\n{2}",
    "- {0} {1} ([View Highlight](https://v.example.org/{2}))",
    "- {0}\n  - {1} ([Location 1{2}](https://v.example.org/{3}))",
    "- {0}\n\n  {1} ([View Highlight](https://v.example.org/{2}))\n  - Note: {3}\n  - Tags: #{4} [[{5} {6}]]",
    "  - Tags: {0}",
    "- Note: {0}",
    "> {0}\n> {1} [⤴️](https://v.example.org/{2}) #{3}",
    "> {0} ([View Highlight](https://v.example.org/{1}))\n> {2} ([View Highlight](https://v.example.org/{3}))",
    ">> {0}",
    "([View Highlight](https://v.example.org/{0}))",
    "{0}\n([View Highlight](https://v.example.org/{1}))",
    "{0}: [{1}](https://l.example.org/{2}) {3} {4} {5}",
    "- [{0}](https://l.example.org/{1})",
    "![{0}](https://i.example.org/x.png)",
    "```\n{0} ([View Highlight](https://v.example.org/{1}))\n```",
    "| {0} | {1} |\n| - | - |\n| {2} | {3} ([View Highlight](https://v.example.org/{4})) |",
    "[{0}]: https://d.example.org/{1}",
    "1. {0}\n2. {1}",
    "Author: {0}\nSource: {1}\nNotes: {2}",
    "**Author**: {0}, {1}",
    "- URL: https://u.example.org/{0}",
    "https://u.example.org/{0}",
    "[{0}](https://u.example.org/{1})",
    "Published: 2024-01-{0}",
    "2024-01-02",
    "#{0} #{1}",
    "# {0} {1}",
    "# [{0}](https://u.example.org/{1})",
    "## {0}",
    "### {0}\n{1}",
    "## Highlights",
    "## Metadata\n- Full Title: {0} {1}\n- Category: #{2}\n- Author: [[{3}]]\n- {4}: {5}\n- Summary: {6}",
    "## Summary",
    "{0}\n===",
    "{0}\n---",
    "---",
    "<!-- -->",
    "    {0}",
    "\t- {0}",
)


TOPS = ("", "---\ntitle: top\nauthor: top\n---\n", "Title: top\nDate: 2024-01-02\n\n", "title:: top\n\n")


@st.composite
def documents(draw: st.DrawFn) -> str:
    names = iter(f"q{number}z" for number in range(10_000))

    def fill(form: str) -> str:
        return re.sub(r"\{\d\}", lambda _: next(names), form)

    blocks = draw(st.lists(st.sampled_from(BLOCKS), max_size=12))
    ends = draw(st.lists(st.sampled_from(("\n", "\n\n")), min_size=len(blocks), max_size=len(blocks)))
    return draw(st.sampled_from(TOPS)) + "".join(fill(block) + end for block, end in zip(blocks, ends, strict=True))


def said(article: Article) -> Iterator[str]:
    """All that the rows of an article say."""
    yield from (article.title, article.author or "", article.day or "", article.via or "")
    yield article.address.url if article.address else ""
    yield from (tag.spelling for tag in article.tags)
    yield from (f"{link.address.url} {link.title}" for link in article.links)
    for one in article.excerpts:
        yield f"{one.markdown} {one.location} {one.source_url}"
        yield from (tag.spelling for tag in one.tags)
        yield from (f"{link.address.url} {link.title}" for link in one.links)


def lost_words(text: str, article: Article) -> set[str]:
    """The words of a made document, its front matter left out, that no row of its article has."""
    lines = text.split("\n")
    text = "\n".join(lines[front_matter_length(lines) :])
    found = "\n".join(said(article))
    return {word for word in re.findall(r"q\d+z", text) if word not in found}


@settings(max_examples=400, deadline=None)
@given(documents())
def test_document_loses_no_word_and_says_none_twice(text: str) -> None:
    blocks = document.cut(text.split("\n"))
    assert [owner is None for owner in blocks.owners] == [not line.strip() for line in text.split("\n")]
    for entry in blocks.entries:
        article = read_entry(entry)
        assert lost_words(text, article) == set()
        words = [word for one in article.excerpts for word in re.findall(r"q\d+z", one.markdown)]
        assert len(words) == len(set(words))
        assert tree_faults(article) == []


@settings(max_examples=200, deadline=None)
@example("<A>")
@given(st.one_of(st.text(), st.lists(st.text(alphabet=" \t>-#*[]()`~|:\n1aé。：", max_size=20)).map("\n".join)))
def test_any_text_is_read_as_a_document(text: str) -> None:
    lines = re.split(r"\r\n|\r|\n", text)
    blocks = document.cut(lines)
    assert [owner is None for owner in blocks.owners] == [not line.strip() for line in lines]
    for entry in blocks.entries:
        assert (entry.line_start, len(entry.lines)) == (1, entry.line_end)
        article = read_entry(entry)
        assert article.title.strip()
        assert tree_faults(article) == []


def tree_faults(article: Article) -> list[str]:
    """Where the excerpts are no tree in the order of the file."""
    faults = []
    for index, one in enumerate(article.excerpts):
        above = article.excerpts[one.parent - 1] if one.parent else None
        titles = (
            (*above.path, above.text) if above and above.kind in ("heading", "label") else above.path if above else ()
        )
        if one.position != index + 1 or (above and above.position >= one.position) or one.path != titles:
            faults.append(f"{one.position} below {one.parent} with {one.path}")
        if one.depth != (above.depth + 1 if above else min(one.depth, 1)):
            faults.append(f"{one.position} has depth {one.depth}")
    return faults
