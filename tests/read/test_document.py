"""One article a file: which files are one, what is read from them, and that nothing in them is lost."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from contents import difference, read_contents
from letters import letters
from reading import Reading, read_log
from test_document_properties import said

from ingest.model import Article
from ingest.read.cut.dialects import find_dialect
from ingest.read.rules import document, read_entry
from ingest.run import Report

QUOTES = "\n> One.\n\n> Two.\n"


LINKS = "".join(f"- [Title {number}](https://e.example.org/{number})\n" for number in range(6))


VIEWED = "- One. ([View Highlight](https://read.readwise.io/read/1))\n"


ONE_ARTICLE = {
    "chapters of a book": f"---\ntitle: A\nauthor: B\n---\n# Part 1\n## C\n{QUOTES}\n## D\n{QUOTES}",
    "front matter with an address": "---\ntitle: A\nurl: https://a.example.org/\n---\nText.\n",
    "front matter with an address, and two links below": (
        "---\ntitle: A\nsource: https://a.example.org/\n---\nText.\n\nMore.\n\nEven more.\n\n## See also\n\n"
        "- [B](https://b.example.org/)\n- [C](https://c.example.org/)\n"
    ),
    "front matter with an author": "---\ntitle: A\nauthor: B\n---\nText.\n",
    "front matter with a title and quotes": f"---\ntitle: A\ndate: 2024-01-02\n---\n{QUOTES}",
    "a header with an address": "Title: A\nURL: https://a.example.org/\n\nText.\n",
    "properties with an address": "title:: A\nurl:: https://a.example.org/\n\n- text\n",
    "metadata": "# A\n\n## Metadata\n- Author: [[B]]\n- URL: https://a.example.org/\n\n## Highlights\n- One.\n",
    "a heading and views": f"# A\n\n{VIEWED}{VIEWED}",
    "a heading, an address and highlights": "# A\n\nhttps://a.example.org/\n2024-01-02\n## Highlights\n- One.\n",
    "two files put together": "# A\n## Metadata\n- Author: B\n## Highlights\n- One.\n# C\n## Metadata\n- Author: D\n",
    "an app's link and the original, and the text with its links": (
        "---\nid: 1\n---\n# A\n#Omnivore\n\n[Read on Omnivore](https://omnivore.app/me/a)\n"
        f"[Read Original](https://a.example.org/)\n\n[B](https://b.example.org/) says.\n\n{LINKS}"
        "## [C](https://c.example.org/)\n## D\nhttps://d.example.org/\n"
    ),
    "fields below a heading": "# A\n\nAuthor: B\nURL: https://a.example.org/\n\nText.\n",
}


SEVERAL = {
    "nothing": "",
    "a year in front matter": f"---\nyear: 2025\n---\n{LINKS}",
    "a year in front matter, and quotes": f"---\nyear: 2025\n---\n# 12\n{QUOTES}",
    "a title in front matter": f"---\ntitle: A\n---\n{LINKS}",
    "a title and an author in front matter": f"---\ntitle: A\nauthor: B\n---\n{LINKS}",
    "an address in front matter": f"---\ntitle: A\nurl: https://a.example.org/\n---\n{LINKS}",
    "a title, and one article below": "---\ntitle: A\n---\n甲 https://a.example.org/\n- > 引文。\n",
    "a title, and a title with a list below": "---\ntitle: A\n---\n题目\n- > 引文。\n",
    "a title and prose": "---\ntitle: A\n---\nWelcome.\n",
    "a list of links in front matter": (
        "---\ntitle: A\nlinks:\n- title: B\n  url: https://b.example.org/\n- title: C\n  url: https://c.example.org/\n---\n"
    ),
    "a header": f"Title: A\nDate: 2024-01-02\n\n{LINKS}",
    "a header and bare addresses": "Title: A\n\nhttps://a.example.org/\n> One.\n\nhttps://b.example.org/\n> Two.\n",
    "a heading and links": f"# A\n\n{LINKS}",
    "a heading and links, one of them to an app": (
        f"# A\n\n[B](https://omnivore.app/me/b)\n[C](https://c.example.org/)\n\n{LINKS}"
    ),
    "a heading and an address with quotes": f"# A\n\nhttps://a.example.org/\n{QUOTES}\n## B\n\nhttps://b.example.org/\n",
    "headings with links and views": (
        f"# A\n## [B](https://b.example.org/)\n{VIEWED}\n## [C](https://c.example.org/)\n{VIEWED}"
    ),
    "two headings with addresses below": f"# A\nhttps://a.example.org/\n{VIEWED}# B\nhttps://b.example.org/\n{VIEWED}",
    "two headings with fields below": (
        "# A\nAuthor: B\nURL: https://a.example.org/\n> One.\n\n# C\nAuthor: D\nURL: https://c.example.org/\n> Two.\n"
    ),
    "a reading list of headings, by an author": (
        "---\ntitle: 2021 Reading List\nauthor: B\n---\nWhat I read.\n\n### Fiction\n\n###### C\n###### D\n"
    ),
    "links of a day, by an author": (
        "---\ntitle: Links\nauthor: A\n---\n## 2024-01-02\n\n[B](https://b.example.org/) is\nlong.\nVery.\nYes.\n\n"
        "[C](https://c.example.org/).\nLong.\nVery.\nYes.\n"
    ),
    "a year of reading": "---\ntitle: What I read in 2021\nauthor: B\n---\n## C\n\nGood.\n\n## D\n\nBetter.\n",
    "headings right below one another": "---\ntitle: A\nauthor: B\n---\n> One.\n\n## C\n## D\n## E\n",
    "notes of a day with views": f"# 2024-01-02\n\nA\n{VIEWED}{VIEWED}",
    "two metadata below one heading": "# A\n## Metadata\n- Author: B\n## Metadata\n- Author: D\n",
    "an outline of articles": f"# A\n- [B](https://b.example.org/)\n  {VIEWED}- [C](https://c.example.org/)\n",
}


@pytest.mark.parametrize("name", ONE_ARTICLE)
def test_file_about_one_article_is_a_document(name: str) -> None:
    assert find_dialect(ONE_ARTICLE[name].split("\n")) == "document"


@pytest.mark.parametrize("name", SEVERAL)
def test_list_of_several_is_read_line_by_line(name: str) -> None:
    assert find_dialect(SEVERAL[name].split("\n")) == "lines"


def read_document(text: str) -> Article:
    """The article of a file that is said to be a document."""
    (entry,) = document.cut(text.split("\n")).entries
    return read_entry(entry)


def test_real_export_gives_one_article_with_its_day_author_and_passages(samples: Path) -> None:
    (record,) = read_log((samples / "others" / "hantianjz-readwise.md").read_bytes()).records()
    _, article, dating = record
    assert (dating.date, article.address and article.address.site) == ("2023-07-01", "paulgraham.com")
    assert article.author and article.author.startswith("Paul Graham")
    views = [one for one in article.excerpts if one.source_url]
    assert [one.kind for one in views] == ["quote"] * 4
    assert {one.source_url.rpartition("/")[0] for one in views if one.source_url} == {"https://read.readwise.io/read"}
    assert not any("View Highlight" in one.markdown for one in article.excerpts)
    assert article.links == () and not any(one.links for one in article.excerpts)
    assert [tag.spelling for tag in article.tags] == ["readwise-articles"]


def test_no_letter_of_the_real_export_is_lost(samples: Path) -> None:
    ((entry, article, _),) = read_log((samples / "others" / "hantianjz-readwise.md").read_bytes()).records()
    found = letters("".join(said(article)))
    lines = (letters(line.replace("View Highlight", "")) for line in re.split(r"[\n(]", "\n".join(entry.lines)))
    assert [line for line in lines if line not in found] == []


@pytest.mark.parametrize(
    ("line", "location", "text"),
    [
        ("- One. ([View Highlight](https://r.example.org/1))", None, "One."),
        ("- One. ([Location 198](https://r.example.org/1))", "Location 198", "One."),
        ("- One. [⤴️](https://r.example.org/1) ^abc", None, "One."),
        ("- One.\n  ([View Highlight](https://r.example.org/1))", None, "One."),
        ("> One. ([Page 12](https://r.example.org/1))", "Page 12", "One."),
        ("One.\n([View Highlight](https://r.example.org/1))", None, "One."),
        ("- **One.** ([View Highlight](https://r.example.org/1))", None, "One."),
    ],
)
def test_link_of_an_app_is_the_source_of_its_passage(line: str, location: str | None, text: str) -> None:
    (found,) = read_document(f"# A\n\n{line}\n").excerpts
    assert (found.kind, found.text, found.location, found.source_url) == (
        "quote",
        text,
        location,
        "https://r.example.org/1",
    )
    assert found.links == ()


def test_notes_and_tags_stand_below_their_passage() -> None:
    text = f"# A\n\n{VIEWED}  - **Note**: mine\n  - Tags: #tea, [[two words]]\n    - below\n  - also mine\n"
    first, *others = read_document(text).excerpts
    assert [tag.spelling for tag in first.tags] == ["tea", "two words"]
    assert [(one.kind, one.text, one.parent) for one in others] == [
        ("note", "mine", 1),
        ("note", "below", 1),
        ("note", "also mine", 1),
    ]


def test_summary_of_an_app_is_no_note_but_that_of_a_writer_is() -> None:
    summary = "# A\n\nAuthor: B\n\n## Summary\n\nShort.\n\n"
    exported, written = read_document(summary + VIEWED), read_document(summary)
    assert [(one.kind, one.text, one.path) for one in exported.excerpts] == [
        ("heading", "Summary", ()),
        ("quote", "Short.", ("Summary",)),
        ("quote", "One.", ()),
    ]
    assert [one.kind for one in written.excerpts] == ["heading", "note"]


@pytest.mark.parametrize("top", ["# A\n\nReference: https://a.example.org/\n\n", "A https://a.example.org/\n"])
def test_link_of_hypothesis_gives_the_day_and_the_whole_name_of_the_group(top: str) -> None:
    behind = "[Updated on 2025-12-22 11:31:22](https://hyp.is/x) — Group: #{}"
    log = f"{top}- One. — {behind.format('Public')}\n- Two. — {behind.format('My Reading Group')}\n"
    (article,) = read_log(log).articles
    assert [(one.text, one.marked, [tag.spelling for tag in one.tags]) for one in article.excerpts] == [
        ("One.", "2025-12-22", ["Public"]),
        ("Two.", "2025-12-22", ["My Reading Group"]),
    ]


@pytest.mark.parametrize(
    "log",
    [
        "---\ntitle: T\nreference: https://b.example.org/1\nurl: https://a.example.org/1\n---\n\n> x\n",
        "# T\n\nReference: https://b.example.org/1\nSource: https://a.example.org/1\n\n> x\n",
        "| Title | Reference | URL |\n|---|---|---|\n| T | https://b.example.org/1 | https://a.example.org/1 |\n",
        "- T\n  - Reference: https://b.example.org/1\n  - URL: https://a.example.org/1\n",
    ],
)
def test_a_reference_is_no_articles_address_where_another_field_gives_one(log: str) -> None:
    (article,) = read_log(log).articles
    assert article.address and article.address.url == "https://a.example.org/1"


def test_book_needs_no_address() -> None:
    text = "# A\n## Metadata\n- Author: B\n- Category: #{}\n## Highlights\n- One. ([Location 9](https://r.example.org/1))\n"
    assert [one.code for one in read_document(text.format("books")).diagnostics] == []
    assert [one.code for one in read_document(text.format("articles")).diagnostics] == ["missing-url"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: A\naliases: B\n---\n# C\n", "A"),
        ("---\naliases: B\n---\n# C\n", "B"),
        ("---\naliases: [B, D]\n---\n# C\n", "C"),
        ("# C\n## Metadata\n- Full Title: C, and how\n", "C, and how"),
        ("Author: A\nDate: 2024-01-02\n\nThe first words.\n", "The first words."),
        (f"\n- {'word ' * 40}\n", f"{'word ' * 15}word…"),
        ("https://a.example.org/", "https://a.example.org/"),
    ],
)
def test_title_is_the_best_that_the_file_has(text: str, title: str) -> None:
    assert read_document(text).title == title


def test_days_of_which_only_the_file_knows_the_order_are_read() -> None:
    head = "# A\n\nAuthor: B\nDate: 3/4/2025\n\n"
    assert read_document(f"{head}3/25/2025\n").day == "2025-03-04"
    assert read_document(f"{head}25/3/2025\n").day == "2025-04-03"
    assert [one.code for one in read_document(head).diagnostics if one.code != "missing-url"] == ["ambiguous-day"]


HOSTILE: dict[str, Callable[[int], str]] = {
    "views": lambda n: "# A\n\n" + VIEWED * n,
    "views on one line": lambda n: "# A\n\n- One. " + "([View Highlight](https://v.example.org/1))" * n,
    "views on lines of their own": lambda n: "# A\n\nOne.\n" + "([View Highlight](https://v.example.org/1))\n" * n,
    "views in code": lambda n: "# A\n\n" + "```\nOne. ([View Highlight](https://v.example.org/1))\n```\n" * n,
    "views of nested items": lambda n: "# A\n\n- One\n" + f"  {VIEWED}  - x\n" * n,
    "headings": lambda n: "# A\n\n## B\n" * n,
    "nested headings": lambda n: "# A\n## B\n### C\n#### D\n##### E\n###### F\n" * n,
    "metadata": lambda n: "# A\n\n## Metadata\n" + "- Author: A\n" * n,
    "days": lambda n: "# A\n" + "2024-01-02\n" * n,
    "tags": lambda n: "# A\n" + "#a, " * n,
    "tags below a passage": lambda n: f"# A\n\n{VIEWED}" + "  - Tags: " + "#a [[b]] " * n,
    "lines of tags below a passage": lambda n: f"# A\n\n{VIEWED}" + "  - Tags: #a\n" * n,
    "addresses": lambda n: "# A\n" + "https://a.example.org/\n" * n,
    "definitions": lambda n: "# A\n\nB\n\n" + "".join(f"[{k}]: https://a.example.org/{k}\n" for k in range(n)),
    "brackets": lambda n: "# A\n" + "[" * n + "(",
    "strong print": lambda n: "# A\n" + "**" * n,
    "blanks": lambda n: "# A\nAuthor:" + " " * n + "B",
    "a heading of signs": lambda n: "# A" + " #" * n,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_document_is_read_without_squared_work(name: str) -> None:
    text = HOSTILE[name](10_000)
    before = time.process_time()
    find_dialect(text.split("\n"))
    assert read_document(text).title
    assert time.process_time() - before < 20


def test_document_that_is_edited_reads_as_if_it_were_new(tmp_path: Path, build: Callable[..., Report]) -> None:
    log = tmp_path / "tea.md"
    head = "---\ntitle: Tea\nauthor: A\nurl: https://a.example.org/\ndate: 3/4/2025\n---\n"
    for turn, text in enumerate(
        (head, f"{head}{VIEWED}", f"{head}{VIEWED}25/3/2025\n", head.replace("A", "B"), f"{head}{LINKS}")
    ):
        log.write_text(text, encoding="utf-8")
        build(log)
        build(log, database=tmp_path / f"fresh-{turn}.db")
        found, expected = (read_contents(tmp_path / name) for name in ("readlog.db", f"fresh-{turn}.db"))
        assert difference(found, expected) == {}


def test_reading_has_the_dialect_of_its_file() -> None:
    reading: Reading = read_log(ONE_ARTICLE["metadata"])
    assert [entry.rule for entry in reading.blocks.entries] == ["document"]


_LINK = "  * [Alpha](https://e.example.org/a) de Ann\n"


_TABLE = "| 书名 | 作者 |\n|:-:|:-:|\n| 甲书 | 赵 |\n| 乙书 | 钱 |\n"


@pytest.mark.parametrize(
    ("log", "titles"),
    [
        (f"---\ntitle: reading\ndate: 2011-01-09\nauthor: ann\n---\n{_LINK * 2}", ["Alpha", "Alpha"]),
        (f"---\ntitle: lecturas\nauthor: ann\n---\n{_LINK * 3}", ["Alpha", "Alpha", "Alpha"]),
        (f"# 阅读书单\n\n标签： @小明\n\n> **2016年读书清单**\n\n{_TABLE}", ["甲书", "乙书"]),
    ],
)
def test_a_page_with_an_author_or_fields_that_is_a_list_all_the_same(log: str, titles: list[str]) -> None:
    assert [article.title for article in read_log(log).articles] == titles


@pytest.mark.parametrize(("top", "title"), [("", "How a ring wraps"), ("title: Rings\n", "Rings")])
def test_the_name_of_a_file_is_its_title_where_front_matter_has_only_its_address(top: str, title: str) -> None:
    log = f"---\n{top}original_url: https://e.example.org/a\ndate_read: 2024-06-09\n---\n\n - Site: Tea\n - [Read](https://e.example.org/a)\n"
    (article,) = read_log(log, "2024/How a ring wraps.md").articles
    assert (article.title, article.address and article.address.url) == (title, "https://e.example.org/a")


ABOUT = "---\ntitle: A\nurl: https://a.example.org/\n{}---\n\n"


def test_paragraph_with_links_is_a_note_where_words_stand_beside_them() -> None:
    text = "The other, https://b.example.org/ says more.\n\n[B](https://b.example.org/)\n"
    assert [one.kind for one in read_document(ABOUT.format("") + text).excerpts] == ["note", "link"]


def test_quoted_title_is_a_heading_outside_of_highlights() -> None:
    quoted = "> **Part**\n>\n> - One.\n"
    assert [one.kind for one in read_document(ABOUT.format("") + quoted).excerpts] == ["heading", "quote"]
    marked = read_document(f"{ABOUT.format('')}## Highlights\n\n{quoted}")
    assert [one.kind for one in marked.excerpts] == ["quote", "quote"]


def test_link_definition_that_the_text_uses_is_no_link_of_the_article() -> None:
    text = 'Words [b][1].\n\n[1]: https://b.example.org/\n[c]: https://c.example.org/ "Why"\n[d]: #note\n'
    article = read_document(ABOUT.format("") + text)
    assert [(link.address.url, link.title) for link in article.links] == [("https://c.example.org/", "Why")]
    assert [len(one.links) for one in article.excerpts] == [1, 0]
    assert "[d]: #note" in article.excerpts[-1].text


def test_remark_in_front_matter_is_a_note_and_the_summary_of_an_app_is_none() -> None:
    article = read_document(ABOUT.format("note: mine\nsummary: Short.\n") + "> One.\n")
    assert [one.text for one in article.excerpts] == ["mine", "One."]


@pytest.mark.parametrize(("name", "day"), [("date", "2025-01-02"), ("created", "2025-01-05")])
def test_a_first_line_is_the_day_where_front_matter_tells_less(name: str, day: str) -> None:
    assert read_document(ABOUT.format(f"{name}: 2025-01-02\n") + "2025-01-05\n\nWords.\n").day == day


def test_a_link_of_a_wiki_that_is_never_closed_ends_with_its_line() -> None:
    assert read_document("# A\n## Metadata\n- Author: [[Jane").author == "[[Jane"


def test_parts_of_a_summary_end_with_it() -> None:
    text = ABOUT.format("") + "## Summary\n\nShort.\n\n### More\n\nLong.\n\n" + VIEWED
    assert [(one.text, one.path) for one in read_document(text).excerpts] == [
        ("Summary", ()),
        ("Short.", ("Summary",)),
        ("More", ("Summary",)),
        ("Long.", ("Summary", "More")),
        ("One.", ()),
    ]


def test_front_matter_is_that_of_the_first_of_files_put_together() -> None:
    several = "# A\n## Metadata\n- Author: B\n## Highlights\n- One.\n# C\n## Metadata\n- Author: D\n"
    first, second = read_log("---\ntags: tea\n---\n" + several).articles
    assert ([tag.spelling for tag in first.tags], second.tags) == (["tea"], ())


@pytest.mark.parametrize("text", ["", "---\n", "***\n\n---\n"])
def test_file_without_words_is_no_document_even_where_it_is_called_one(text: str) -> None:
    assert document.cut(text.split("\n")).entries == ()


def test_a_title_that_goes_on_in_a_second_one_is_of_the_same_document() -> None:
    (article,) = read_log("title: Alpha\nauthor: Ann\n\ntitle: Alpha: all of it\n\n> passage\n", "alpha.md").articles
    assert (article.title, article.author) == ("Alpha", "Ann")
