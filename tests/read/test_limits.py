"""How much of a log is taken for Markdown, for a title or for a definition; what is longer is kept, and diagnosed."""

from __future__ import annotations

import pytest
from letters import letters
from reading import read_log

from ingest.commonmark import LONGEST_PHRASES
from ingest.model import Excerpt
from ingest.read import LONGEST_TITLE

HEAD = "Title https://e.example.org/t\n"
TOO_LONG = "*a* " * (LONGEST_PHRASES // 4) + "b"


def _codes(log: str) -> list[tuple[str, int]]:
    return [(one.code, one.line) for one in read_log(log, "2025.md").diagnostics]


def _excerpts(log: str) -> tuple[Excerpt, ...]:
    (article,) = read_log(log, "2025.md").articles
    return article.excerpts


def test_a_paragraph_longer_than_the_limit_is_text_and_is_diagnosed() -> None:
    log = f"{HEAD}- > {TOO_LONG}\n"
    (quote,) = _excerpts(log)
    assert (quote.kind, quote.text, quote.markdown, quote.highlights) == ("quote", TOO_LONG, TOO_LONG, ())
    assert _codes(log) == [("long-text", 2)]
    (found,) = read_log(log, "2025.md").diagnostics
    assert found.message == (
        "a paragraph of 20,001 characters; Markdown is read up to 20,000, and this one kept as plain text"
    )


def test_a_paragraph_as_long_as_the_limit_is_markdown() -> None:
    log = f"{HEAD}- > {TOO_LONG[:-1].strip()}\n"
    (quote,) = _excerpts(log)
    assert quote.text == "a " * (LONGEST_PHRASES // 4 - 1) + "a"
    assert _codes(log) == []


def test_lines_of_a_long_paragraph_are_one_text() -> None:
    lines = ["*a*"] * (LONGEST_PHRASES // 3)
    (quote,) = _excerpts(HEAD + "- > " + "\n  > ".join(lines) + "\n")
    assert (quote.text, quote.line_end) == (" ".join(lines), 1 + len(lines))


def test_a_long_cell_and_a_long_remark_are_diagnosed() -> None:
    assert _codes(f"{HEAD}- a\n\n  | a |\n  |---|\n  | {TOO_LONG} |\n") == [("long-text", 6)]
    assert _codes(f"T https://e.example.org/t  【{TOO_LONG}】\n") == [
        ("missing-url", 1),
        ("long-title", 1),
        ("long-text", 1),
    ]


@pytest.mark.parametrize("length", [LONGEST_TITLE + 1, LONGEST_PHRASES + 1])
def test_a_long_title_is_cut_and_all_of_it_a_remark(length: int) -> None:
    log = f"{'词' * length}\n- > 引文\n"
    (article,) = read_log(log, "2025.md").articles
    assert article.title == "词" * LONGEST_TITLE
    assert [(one.depth, one.text) for one in article.excerpts] == [(0, "词" * length), (1, "引文")]
    assert ("long-title", 1) in _codes(log)


def test_a_title_as_long_as_the_limit_is_whole() -> None:
    (article,) = read_log(f"{'词' * LONGEST_TITLE} https://e.example.org/t\n", "2025.md").articles
    assert (article.title, article.excerpts) == ("词" * LONGEST_TITLE, ())


def test_a_long_heading_is_cut_where_it_names_a_section() -> None:
    log = f"# {'节' * 2000}\n{HEAD}"
    (entry,) = read_log(log, "2025.md").blocks.entries
    assert entry.sections == ("节" * LONGEST_TITLE,)
    assert _codes(log) == [("long-title", 1)]


def test_what_is_too_long_for_a_label_is_a_note_and_stands_in_no_path() -> None:
    words = "话" * LONGEST_TITLE + "："
    label, below = _excerpts(f"{HEAD}- {words[1:]}\n  - > 引文\n")
    assert (label.kind, below.path) == ("label", (label.text,))
    note, below = _excerpts(f"{HEAD}- {words}\n  - > 引文\n")
    assert (note.kind, note.text, below.path, below.parent) == ("note", words, (), 1)


def test_a_long_link_definition_is_not_read_and_says_why() -> None:
    long = f"[a]: https://e.example.org/{'d' * 2000}"
    log = f"{long}\n\nTitle [a] https://e.example.org/t\n"
    (article,) = read_log(log, "2025.md").articles
    assert (article.title, article.links) == ("Title [a]", ())
    assert [one.message for one in read_log(log, "2025.md").diagnostics] == [
        "1 line not read: a link definition that is too long"
    ]


def test_a_line_separator_in_a_link_definition_parts_no_line() -> None:
    log = "[a]: https://e.example.org/d 'x\u2028y'\n\nTitle [a] https://e.example.org/t\n"
    reading = read_log(log, "2025.md")
    assert reading.blocks.owners == ("definition", None, "entry")
    assert [link.address.url for link in reading.articles[0].links] == ["https://e.example.org/t"]


@pytest.mark.parametrize("sign", ["[", "![", "[a](", "*", "`", "<", "&", "\\", "~~", "a_"])
def test_signs_within_the_limit_lose_no_letter(sign: str) -> None:
    passage = f"前{(sign * LONGEST_PHRASES)[: LONGEST_PHRASES - 2]}后"
    (quote,) = _excerpts(f"{HEAD}- > {passage}\n")
    assert letters(quote.markdown) == letters(passage)


@pytest.mark.parametrize("log", ["- [a](https://e.example.org/a) — {}\n", "| Title | Link |\n|-|-|\n| {} | x |\n"])
def test_a_line_too_long_for_markdown_is_no_title_as_a_whole(log: str) -> None:
    words = "a." * LONGEST_PHRASES
    (article,) = read_log(log.format(words)).articles
    assert len(article.title) == LONGEST_TITLE
    assert words in article.excerpts[0].text


@pytest.mark.parametrize(("words", "kind"), [("规则" * 40, "heading"), ("规则" * 40 + "。", "quote")])
def test_a_passage_in_strong_print_is_a_heading_as_long_as_it_may_be_one(words: str, kind: str) -> None:
    (article,) = read_log(f"Tea https://e.example.org/a\n- > **{words}**\n").articles
    assert [(one.kind, len(one.highlights)) for one in article.excerpts] == [(kind, kind == "quote")]
