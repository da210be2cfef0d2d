"""Tables whose rows are articles: what a table must never do, whatever stands in its cells."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from reading import read_log

from ingest.model import Article, Entry
from ingest.read.fields.tables import split_row
from ingest.read.words.field_names import find_role

SETTINGS = settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))

CELLS = st.lists(
    st.sampled_from(
        "word¦词¦https://e.example.org/a¦[w](https://e.example.org/b)¦3/4/2025¦2025-03-05¦2.30¦`a\\|b`¦\\|¦\\\\¦`¦**¦~~¦#tag"
        "¦[[two words]]¦☐¦to read¦<br>¦[¦]¦(¦【12.17】¦||¦ ¦-¦\t¦&amp;¦<!--¦title:: x".split("¦")
    ),
    max_size=5,
).map(" ".join)
NAMES = st.sampled_from(
    "Title¦Link¦Date¦Author¦Tags¦Notes¦Status¦Source¦No.¦Pages¦标题¦链接¦阅读时间¦¦**Name**".split("¦")
)


def said(article: Article) -> str:
    """All that the rows of an article say."""
    links = [text for link in article.links for text in (link.address.url, link.title)]
    own = [article.title, article.address and article.address.url, article.day, article.author, article.via, *links]
    tags = [tag.spelling for tag in article.tags]
    return " ".join(filter(None, [*own, *tags, *(one.markdown for one in article.excerpts)]))


@st.composite
def tables(draw: st.DrawFn) -> str:
    names = draw(st.lists(NAMES, min_size=1, max_size=6))
    rows = draw(st.lists(st.lists(CELLS, max_size=8).map(" | ".join), max_size=6))
    ends = draw(st.sampled_from(("|", "")))
    lines = [" | ".join(names), " | ".join(["---"] * len(names)), *rows]
    return "\n".join(f"{ends} {line} {ends}".strip() for line in lines)


@SETTINGS
@given(tables())
def test_any_table_is_read_and_every_line_of_it_owned(text: str) -> None:
    reading = read_log(text)
    owners = zip(reading.blocks.owners, reading.lines, strict=True)
    assert [line for owner, line in owners if (owner is None) != (not line.strip())] == []


@SETTINGS
@given(
    st.lists(
        st.sampled_from(["alpha", "beta", "gamma", "https://e.example.org/delta", "2025-03-04", "epsilon"]), max_size=6
    )
)
def test_no_word_of_a_row_is_lost(cells: list[str]) -> None:
    text = f"| Title | Link | Date | Author | Tags |\n|---|---|---|---|---|\n| zeta | {' | '.join(cells)} |\n"
    (article,) = read_log(text).articles
    assert [cell for cell in ("zeta", *cells) if cell not in said(article)] == []


@SETTINGS
@given(st.lists(st.sampled_from(["a", "|", "\\", "\\|", "`", " ", "b"]), max_size=20).map("".join))
def test_cells_are_those_that_the_parser_of_markdown_sees(row: str) -> None:
    header = f"| h {'| h ' * 30}|"
    tokens = MarkdownIt("commonmark").enable("table").parse(f"{header}\n{'|---' * 31}|\n|x{row}x|")
    body = [token.content for token in tokens if token.type == "inline"][31:]
    assert [cell for cell in split_row(f"|x{row}x|") if cell] == [cell for cell in body if cell]


def test_order_of_days_is_that_of_the_whole_log() -> None:
    table = "| Title | Date |\n|---|---|\n| a | 3/4/2025 |\n"
    days = [
        read_log(table + line).articles[0].day
        for line in ("| b | 3/25/2025 |", "| b | 25/3/2025 |", "| b | 5/6/2025 |")
    ]
    assert days == ["2025-03-04", "2025-04-03", "3/4/2025"]


def test_row_is_read_anew_when_another_row_tells_the_order_of_days() -> None:
    def first(text: str) -> Entry:
        return read_log(text).blocks.entries[0]

    table = "| Title | Date |\n|---|---|\n| a | 3/4/2025 |\n"
    assert first(table).hash != first(f"{table}| b | 3/25/2025 |").hash
    assert first(table).hash == first(f"{table}| b | 2025-03-25 |").hash
    assert first(table).hash != first(table.replace("Title", "Name")).hash


def test_table_of_an_entry_and_one_without_articles_stay_tables() -> None:
    reading = read_log("T https://e.example.org/t\n\n| Title | Link |\n|---|---|\n| a | https://e.example.org/a |\n")
    assert [[one.kind for one in article.excerpts] for article in reading.articles] == [["table"]]
    assert read_log("| Cups | Leaves |\n|---|---|\n| 1 | 2 |\n").articles == ()


def test_article_may_stand_in_any_row_of_a_table_without_names() -> None:
    rows = "".join(f"| {number} | |\n" for number in range(10))
    reading = read_log(f"| A | B |\n|---|---|\n{rows}| late | https://e.example.org/late |\n")
    assert [article.title for article in reading.articles] == ["late"]


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Article Title", "title"), ("书名", "title"), ("Name", "title"), ("Author name", "author"), ("作者", "author"),
        ("URL", "address"), ("文章链接", "address"), ("Source link", "address"), ("Date Read", "day"), ("读于", "day"),
        ("finished", "day"), ("Topics", "tags"), ("文章分类", "tags"), ("My notes", "note"), ("推荐理由", "note"),
        ("Reading status", "status"), ("来源", "source"), ("via", "source"), ("#", "number"),
        ("Pages", None), ("", None),
    ],
)  # fmt: skip
def test_column_is_known_by_its_name(name: str, role: str | None) -> None:
    assert find_role(name) == role


@pytest.mark.parametrize(
    "text",
    [
        "| Title | Link |\n|---|---|\n" + "| a | https://e.example.org/a |\n" * 4000,
        "| Title |" + " |" * 40_000 + "\n|---|" + "---|" * 40_000 + "\n" + "| a |\n" * 4000,
        "a|b\n-|-\n" * 10_000,
        "| Title | Tags |\n|---|---|\n| a | " + "# " * 50_000 + "|\n",
        "| Title | Tags |\n|---|---|\n| a | " + "[[" * 50_000 + "|\n",
        "| Title |\n|---|\n| " + "\\|" * 50_000 + "|\n",
    ],
    ids=["rows", "columns", "headers", "hashes", "brackets", "pipes"],
)
def test_large_tables_are_read_in_linear_time(text: str) -> None:
    assert len(read_log(text).lines) == len(text.splitlines())


@pytest.mark.parametrize(
    ("header", "row", "author", "day"),
    [
        ("Nome | Autor | Ano", "O Chá | Ana Leaf | 2016", "Ana Leaf", None),
        ("Titre | Auteur | Lu", "O Chá | Ana Leaf | 2024-03-05", "Ana Leaf", "2024-03-05"),
        ("Opera | Autore", "O Chá | Ana Leaf", "Ana Leaf", None),
        ("图书名 | 作者 | 读完日期", "O Chá | Ana Leaf | 2024/3/5", "Ana Leaf", "2024-03-05"),
        ("状态 | 书名 | 作者", "✅ | O Chá | Ana Leaf", "Ana Leaf", None),
    ],
)
def test_columns_are_known_in_the_languages_of_those_who_keep_them(
    header: str, row: str, author: str, day: str | None
) -> None:
    ((_, article, dating),) = read_log(f"| {header} |\n|{'---|' * (header.count('|') + 1)}\n| {row} |\n").records()
    assert (article.title, article.author, dating.date) == ("O Chá", author, day)


def test_a_day_in_a_column_without_a_name_is_no_title() -> None:
    reading = read_log("| | |\n|---|---|\n| 2 Feb 2024 | https://e.example.org/1 |\n")
    assert [(one.title, one.day) for one in reading.articles] == [("https://e.example.org/1", "2 Feb 2024")]


def test_a_dash_in_a_cell_says_nothing() -> None:
    reading = read_log("| Title | Venue | Link |\n|---|---|---|\n| Tea | - | — |\n")
    assert [(one.title, one.address, one.excerpts) for one in reading.articles] == [("Tea", None, ())]


def test_a_count_is_kept_and_the_number_of_a_row_is_not() -> None:
    table = "| # | Title | Page count |\n|---|---|---|\n| 1 | Tea | 320 |\n"
    record = (
        "# Books\n\n## Tea\nAuthor: Ann Leaf\nIndex: 1\nPage count: 320\n\n## Rain\nAuthor: Bo Ort\nPage count: 40\n"
    )
    for log in (table, record):
        article = read_log(log).articles[0]
        assert (article.title, [one.text for one in article.excerpts]) == ("Tea", ["Page count: 320"])


@pytest.mark.parametrize("name", ["author", "tails", "label"])
def test_a_header_that_looks_like_what_a_log_tells_its_entries_is_a_header(name: str) -> None:
    (article,) = read_log(f"{name}: | Title | Link\n-|-|-\nx | Tea | https://e.example.org/a\n").articles
    assert article.title == "Tea"


def test_a_table_without_rows_above_one_of_articles_is_told() -> None:
    empty = "| a | b |\n|---|---|\n\n"
    log = read_log(f"{empty}| Title | Link |\n|---|---|\n| Tea | https://e.example.org/1 |\n")
    assert [article.title for article in log.articles] == ["Tea"]
    assert [(one.line, one.code) for one in log.diagnostics] == [(1, "unread")]
