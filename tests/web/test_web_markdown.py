"""The one function that makes HTML of a log: what it shows, and what it never lets through."""

from __future__ import annotations

import re
import warnings

import pytest
from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.web.markdown import render_markdown

TAGS = set("a em strong s ins code br p pre div table thead tbody tr th td".split())
ATTRIBUTES = {"a": {"href", "rel", "class"}, "div": {"class", "tabindex"}, "th": {"class"}, "td": {"class"}}
ATTRIBUTES["pre"] = {"tabindex"}

HOSTILE = [
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "<javascript:alert(1)>",
    "[x](vbscript:x)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "![x](javascript:alert(1))",
    "![x](https://spy.example/pixel.png)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example/x)",
    "[x](ftp://evil.example/x)",
    "ftp://evil.example/x",
    "![x](ftp://evil.example/x.png)",
    "<ms-settings:privacy>",
    "[x](intent://x)",
    "[x](tel:123)",
    "[x](blob:https://evil.example/x)",
    "[x](/-/logout)",
    "[x](#x)",
    "<script>alert(1)</script>",
    "<svg/onload=alert(1)>",
    "<img src=x onerror=alert(1)>",
    "<ins onclick=alert(1)>x</ins>",
    "<ins>x",
    "x</ins></li></ul>",
    "<INS>x **y</INS> z**",
    "[<ins>x](https://example.org)</ins>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "`<script>`",
    "```<b>\n<script>alert(1)</script>\n```",
    '```"><script>\nx\n```',
    '[x](https://example.org/"onmouseover="alert(1))',
    '[x](https://example.org "\'><script>alert(1)</script>")',
    'https://example.org/"><script>alert(1)</script>',
    "| a | <b> |\n| --- | --- |\n| <script> | [x](javascript:x) |",
    "<style>*{display:none}</style>",
    "<!-- --><script>alert(1)</script>",
    "<![CDATA[<script>]]>",
    "[a]: javascript:alert(1)\n\n[a]",
    "<a href='https://example.org'>x</a>",
    "<https://example.org/<script>>",
    "mailto:a@example.org?body=<script>",
]


def soup_of(markdown: str) -> BeautifulSoup:
    """The HTML, as a browser would read it, after what can be in it at all has been held to the list."""
    html = str(render_markdown(markdown))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)  # `http:`, which is text
        soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(True):
        assert tag.name in TAGS, html
        assert set(tag.attrs) <= ATTRIBUTES.get(tag.name, set()), html
        if "href" in tag.attrs:
            assert re.match("(https?://|mailto:)", tag["href"], re.IGNORECASE), html
            assert tag["rel"] == ["noreferrer", "noopener"]
        assert tag.get("class", []) in ([], ["table"], ["right"], ["center"], ["bare"])
    opened: list[str] = []
    for sign, name in re.findall(r"<(/?)(\w+)[^<>]*>", html):
        if sign:
            assert opened.pop() == name, html
        elif name != "br":
            opened.append(name)
    assert opened == [], html
    return soup


@pytest.mark.parametrize("markdown", HOSTILE)
def test_what_is_hostile_stays_text(markdown: str) -> None:
    soup = soup_of(markdown)
    assert not soup.select("script, svg, img, style, [onclick]")


@given(st.text(st.sampled_from(list("<>/&;:\"'`*_~[]()!|#-\\ \nainscriptjvhtml\u202e")), max_size=60))
@example("<ins>**x</ins>**</ins>")
@example("| a |\n|---|\n| <ins> |")
def test_any_text_becomes_html_of_the_list_that_is_closed(markdown: str) -> None:
    soup_of(markdown)


@pytest.mark.parametrize(
    "markdown", ["# x", "x\n===", "- x", "> x", "1. x", "---", "    x", "<h1>x</h1>", "<div>x</div>"]
)
def test_a_passage_is_no_heading_no_list_and_no_block_of_the_page(markdown: str) -> None:
    soup = soup_of(markdown)
    assert {tag.name for tag in soup.find_all(True)} <= {"br"}
    assert soup.text.split() == markdown.split()


def test_highlights_code_and_insertions_are_shown() -> None:
    html = render_markdown("*a* **b** ***c*** ~~d~~ `e < f` <ins>g</ins>")
    assert html == (
        "<em>a</em> <strong>b</strong> <em><strong>c</strong></em> <s>d</s> <code>e &lt; f</code> <ins>g</ins>"
    )


def test_what_is_underlined_or_marked_in_html_is_an_insertion_and_a_comment_is_nothing() -> None:
    assert render_markdown("<u>a</u> <MARK>b</MARK>") == "<ins>a</ins> <ins>b</ins>"
    assert render_markdown("a<!-- b\nc -->d") == "ad"


def test_lines_and_paragraphs_keep_their_breaks() -> None:
    assert render_markdown("a\nb") == "a<br>\nb"
    assert render_markdown("a\n\nb") == "<p>a</p>\n<p>b</p>\n"
    assert render_markdown("") == ""


def test_an_image_is_a_link_and_nothing_is_fetched() -> None:
    soup = soup_of("![a *map*](https://example.org/map.png)")
    assert (soup.a.text, soup.a["href"]) == ("a map", "https://example.org/map.png")
    assert soup_of("![](https://example.org/map.png)").a.text == "https://example.org/map.png"
    assert soup_of("[![map](https://example.org/m.png)](https://example.org)").select("a a") == []


@pytest.mark.parametrize(
    ("markdown", "address"),
    [
        ("见 https://example.org/a?b=1&copy=2，再", "https://example.org/a?b=1&copy=2"),
        ("<https://example.org/a>", "https://example.org/a"),
        ("[a](https://example.org/a)", "https://example.org/a"),
        ("<a@example.org>", "mailto:a@example.org"),
        ("[a](HTTPS://example.org/a)", "HTTPS://example.org/a"),
    ],
)
def test_addresses_are_links_as_when_the_log_was_read(markdown: str, address: str) -> None:
    assert soup_of(markdown).a["href"] == address


@pytest.mark.parametrize("words", ["", " ", "&nbsp;", "<!-- a -->"])
def test_a_link_without_words_shows_its_address(words: str) -> None:
    address = "https://example.org/a"
    shown = soup_of(f"a [{words}]({address}) b")
    assert shown.a["href"] == address
    assert shown.a.get_text().strip() == address


def test_a_link_around_an_image_or_code_shows_that_alone() -> None:
    assert soup_of("[![a](https://example.org/i.png)](https://example.org/a)").get_text() == "a"
    assert soup_of("[`a`](https://example.org/a)").get_text() == "a"


def test_what_turns_the_direction_of_writing_does_not_reach_the_page() -> None:
    assert render_markdown("a\u202a\u202b\u202c\u202d\u202eb\u2066\u2067\u2068\u2069c") == "abc"
    assert render_markdown("שלום\u200f") == "שלום\u200f"


def test_deep_nesting_is_no_fault() -> None:
    soup_of("*a " * 500 + "[" * 500 + "<ins>" * 500)


def test_a_table_scrolls_by_itself_with_keys_too_and_its_columns_keep_their_side() -> None:
    soup = soup_of("| a | b | c |\n| --- | ---: | :-: |\n| 1 | 2 | 3 |")
    assert [cell.get("class") for cell in soup.select("td")] == [None, ["right"], ["center"]]
    assert soup.select("div.table[tabindex] > table > thead > tr > th")
