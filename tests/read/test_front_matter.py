"""What stands at the top of a file: which lines it is, and what they say, strict YAML or not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import read_log

from ingest.read.fields.front_links import read_front_links
from ingest.read.fields.front_matter import front_matter_length, read_front_matter


def fields(*lines: str) -> dict[str, tuple[str, ...]]:
    return dict(read_front_matter(["---", *lines, "---"]).fields)


def test_days_and_numbers_stay_as_written() -> None:
    assert fields("date: 2023-07-01", "saved: 2023-07-01T10:00:00Z", "rating: 0x10", "read: yes") == {
        "date": ("2023-07-01",),
        "saved": ("2023-07-01T10:00:00Z",),
        "rating": ("0x10",),
        "read": ("yes",),
    }


def test_strict_yaml_gives_what_only_a_parser_knows() -> None:
    assert fields("title: >-", "  A long", "  title", 'author: "A \\"B\\" C"', "tags: [a,", "  'b, c']") == {
        "title": ("A long title",),
        "author": ('A "B" C',),
        "tags": ("a", "b, c"),
    }


def test_what_strict_yaml_refuses_is_read_line_by_line() -> None:
    assert fields(
        "author: Ann: Essays", "tags: [a, 'b']", "link:", ' - "[[x]]"', " - '[[y]]'", "note: one", "  two"
    ) == {
        "author": ("Ann: Essays",),
        "tags": ("a", "b"),
        "link": ("[[x]]", "[[y]]"),
        "note": ("one two",),
    }


def test_only_quotation_marks_that_belong_to_each_other_are_taken_off() -> None:
    assert fields(
        'title: "Tea" and "Rain"', "full: 'Don't'", 'alt: "Say \\"tea\\" now"', 'series: "On "Tea" and rain"'
    ) == {
        "title": ('"Tea" and "Rain"',),
        "full": ("Don't",),
        "alt": ('Say \\"tea\\" now',),
        "series": ('On "Tea" and rain',),
    }


def test_hashtag_that_yaml_takes_for_a_comment_is_a_value() -> None:
    assert fields("tags: #read-later", "title: Tea") == {"tags": ("#read-later",), "title": ("Tea",)}


def test_keys_are_folded_and_may_be_chinese() -> None:
    assert fields("Date-Saved: x", "source_URL: y", "标题: 茶") == {
        "date saved": ("x",),
        "source url": ("y",),
        "标题": ("茶",),
    }


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Title: Tea\n\nText", 1),
        ("Title: Tea", 1),
        ("标题：茶\n作者:陆羽\n\n正文", 2),
        ("Author: Ann\nDate: 2025-01-02\n\nText", 2),
        ("title:: Tea\nurl:: https://tea.example.org/\n\n- text", 2),
        ("Title: Tea\nText right below", 0),
        ("Date: 2025-01-02\n\nText", 0),
        ("Go: a tour\n\nText", 0),
        ("Title: Go https://go.example.org/\n\nText", 0),
        ("Author: Ann\nDate: 2025\nGo: https://go.example.org/\n\nText", 0),
        ("# Title: Tea\n\nText", 0),
        ("---\ntitle: Tea\n", 0),
        ("---\n\ntitle: Tea\n---\n", 0),
    ],
)
def test_front_matter_is_so_long(text: str, length: int) -> None:
    assert front_matter_length(text.split("\n")) == length


def test_title_of_a_list_is_the_section_of_its_articles_and_its_date_their_day() -> None:
    reading = read_log(
        "Title: Spring\nDate: May 3rd, 2024\n\n- [A](https://a.example.org/)\n- [B](https://b.example.org/)\n"
    )
    assert [(entry.sections, dating.date, dating.source) for entry, _, dating in reading.records()] == [
        (("Spring",), "2024-05-03", "front-matter")
    ] * 2


def test_day_of_the_front_matter_gives_way_to_any_other() -> None:
    text = "---\ntitle: Log\ndate: 2024-05-03\n---\n甲 https://a.example.org/  【`6.1`】\n\n乙 https://b.example.org/\n"
    assert [dating.date for dating in read_log(text).dating.entries] == ["2024-06-01", None]
    below_month = "---\ndate: 2024-05-03\n---\n# 4\n\n甲 https://a.example.org/\n"
    assert [dating.month for dating in read_log(below_month).dating.entries] == ["2024-04"]
    assert (
        read_log("---\ndate: 2024-05-03\n---\n甲 https://a.example.org/\n", "2023.md").dating.entries[0].month is None
    )


HOSTILE = {
    "flow lists": "a: " + "[" * 50_000,
    "flow maps": "a: " + "{" * 19_000,
    "nested lists": "- " * 50_000,
    "a list of links": "links:\n" + "- title: A\n  url: https://a.example.org/\n" * 10_000,
    "one link of many fields": "links:\n- title: A\n" + "  url: https://a.example.org/\n" * 20_000,
    "nested keys": "? " * 9_000,
    "aliases of aliases": "\n".join(f"k{n}: &a{n} [*a{n - 1}, *a{n - 1}]" if n else "k0: &a0 [x]" for n in range(90)),
    "anchors": "a: " + "&a " * 6_000,
    "continuation lines": "a: b\n" + "  " + "c\n  " * 50_000,
    "list items": "a:\n" + "- b\n" * 50_000,
    "keys": "".join(f"k{n}: v\n" for n in range(50_000)),
    "quotes": "a: " + "'" * 50_000,
    "commas": "a: [" + "," * 50_000 + "]",
    "colons": "a" + ": " * 50_000,
    "brackets": "a: " + "[[" * 25_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_front_matter_is_read_without_squared_work(name: str) -> None:
    before = time.process_time()
    assert read_front_matter(["---", "title: Tea", *HOSTILE[name].split("\n"), "---"]).fields["title"][0] == "Tea"
    read_front_links(["---", *HOSTILE[name].split("\n"), "---"], HOSTILE[name].count("\n") + 3)
    assert time.process_time() - before < 10


LINKS = """links:
  - title: A
    url: https://a.example.org/
  - link: 'https://b.example.org/'
    title: "B: b"
"""


@pytest.mark.parametrize(
    ("front", "body", "titles"),
    [
        (LINKS, "", ["A", "B: b"]),
        (LINKS.replace("  -", "-").replace("    ", "  "), "\n<br>\n", ["A", "B: b"]),
        (LINKS.replace("links", "文章") + "layout: page\n", "", ["A", "B: b"]),
        (LINKS + "  - title: C\n", "", []),
        (LINKS.replace("https://a.example.org/", "/a.html"), "", []),
        (LINKS.replace("links", "menu"), "", []),
        (LINKS, "Text that refers to them.\n", []),
    ],
)
def test_list_of_links_is_one_of_articles_where_nothing_else_stands(front: str, body: str, titles: list[str]) -> None:
    records = read_log(f"---\nlayout: x\n{front}---\n{body}").records()
    assert [article.title for entry, article, _ in records if entry.rule == "outline-item"] == titles


@given(
    st.lists(
        st.one_of(st.text(), st.from_regex(r"(title|a b|日期)(:|::|：) ?[-\[\]{}&*!|>'\"%@`#, a:]*", fullmatch=True))
    )
)
def test_any_front_matter_is_read(lines: list[str]) -> None:
    found = read_front_matter(["---", "title: Tea", *lines, "---"])
    assert 3 <= found.length <= len(lines) + 3
    assert all(isinstance(value, str) for values in found.fields.values() for value in values)
    assert 0 <= read_front_matter(lines).length <= len(lines)


def test_toml_that_is_not_strict_keeps_the_signs_in_its_values() -> None:
    lines = ["+++", "title = Tea", "url = https://e.example.org/?id=3", "+++"]
    assert read_front_matter(lines).fields == {"title": ("Tea",), "url": ("https://e.example.org/?id=3",)}


@pytest.mark.parametrize(
    ("title", "links", "count"),
    [
        ("Things I read", ("Alpha", "Beta"), 2),
        ("Week 7", ("Alpha", "Beta", "Gamma"), 3),
        ("Week 7", ("Alpha", "Beta"), 1),
        ("Alpha", ("Alpha", "Beta", "Gamma"), 1),
        ("Week 7", ("Original", "Beta", "Gamma"), 1),
    ],
)
def test_paragraphs_that_begin_with_links_make_a_file_a_list(title: str, links: tuple[str, ...], count: int) -> None:
    words = "words about it\n\nand more,\nand more of them\n\n"
    parts = [f"[{name}](https://e.example.org/{name})\n{words}" for name in links]
    assert len(read_log(f"---\ntitle: {title}\ndate: 2025-01-04\n---\n{''.join(parts)}").articles) == count
