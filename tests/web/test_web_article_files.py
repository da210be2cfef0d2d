"""An article taken along: as a log that reads back the same, as JSON, as CSV."""

from __future__ import annotations

import csv
import re
import sqlite3
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from read.logs import WrittenLog, written_logs
from sample_databases import BIRDS, RING, RING_AGAIN, TRAP, add_excerpt, write_readlog

from ingest.browse.article import read_article, read_links, read_outline, read_tags
from ingest.run import Options, Report, ingest
from ingest.web.article_markdown import write_article

DATA = Path(__file__).parents[1] / "data"

ODD = """\
# 2025

~~*a* \\`b\\` [c] 1) \\_d\\_ &amp;amp; https://example.org/x_(y)~~  【`12.2`】  【//notes：重读 *two*】 【from `Leaf`】
- > First
  >> 【[ :star: ][`*`]】 mine
  >
  >> mine again
  * > deeper，一句话。

    | tea | water |
    | :--- | ---: |
    | green | 80 °C |

    + > third
      - > fourth
        ```
        code with a trailing blank \n
            and an indent
        ```
        > after the code
- Replies:
  * > somebody said
    >> answer
    >>> answer to the answer
    >>>> my own https://example.org/reply
  * > somebody else
- > short words
  >> https://example.org/answer
- my own words as an item
- //notes：that end so：
- ![alone](https://example.org/alone.png)
- name https://example.org/l
- > one paragraph,
  > two lines

  > and a further one
- > a picture

  ![below](https://example.org/below.png)
- > a sentence, no heading。
  1. ![listed](https://example.org/listed.png)
  - words of mine
- > a quote
  >> a note
  >>> a note on it
  >>>> and on that
  >>>>> and so on
- ```
  ```
- > words that are no heading, as they say a sentence, with a list below them。
  - //notes：one
    - //notes：two
      - > three
- code:

      ```
      not the fence of this

## \\*茶\\*

<https://example.org/a b>，

*a*`io_uring` `lib[x]` 与 `lib`、`io_uring`、library、mylib \\`x <https://e.example.org/,>  【//notes：see [the notes]】
- > see [a *text*][Nine], [`nine`][], [not one], [https://example.org/r][Nine] and [own](https://example.org/own "x")
  - [ten]
- [the notes]

[nine]: https://example.org/9 "title"
[ten]: <https://example.org/ten(>
[The Notes]: https://example.org/notes?q=é

十三 https://example.org/13 || \\*Other\\* https://example.org/o || <https://example.org/p,>  【`2025-11-03 10:20`】

## 30

三十 https://example.org/thirty  【`11.5`】 【a [*b*](https://example.org/b) 】 【from `*Leaf*`】

# 10

没有日子 https://example.org/none  half】 a bracket

[换行](https://example.org/wrapped). And words behind it that
go on below  【the other half

没有地址
- > 一句话
"""


def told_of(connection: sqlite3.Connection, id_: int) -> list[object]:
    """All of an article that its own file must keep."""
    article, nodes = read_article(connection, id_), read_outline(connection, id_)
    assert article is not None
    places: dict[object, int] = {node.id: place for place, node in enumerate(nodes)}
    places |= {node.name: place for place, node in enumerate(nodes)}
    return [
        (article.title, article.url, article.date, article.month, article.section, article.via),
        (article.starred, article.struck),
        [(node.kind, node.text, node.starred, node.depth, places.get(node.parent)) for node in nodes],
        [(link.url, link.title, places.get(link.passage)) for link in read_links(connection, id_)],
        [(tag.name, tag.kind, tag.rule) for tag in read_tags(connection, id_) if tag.rule == "title-code"],
    ]


def read_again(folder: Path, source: Path) -> list[tuple[str, list[object], list[list[object]]]]:
    """For each article of a log its file, what the log says of it, and what its file says."""
    ingest((source,), Options(folder / "log.db"), Report())
    pairs = []
    with closing(sqlite3.connect(folder / "log.db")) as log:
        for (id_,) in log.execute("SELECT id FROM article ORDER BY line_start").fetchall():
            article = read_article(log, id_)
            assert article is not None
            codes = [tag.spelling for tag in read_tags(log, id_) if tag.rule == "title-code"]
            text = write_article(article, read_outline(log, id_), read_links(log, id_), codes)
            file, database = folder / f"{id_}.md", folder / f"{id_}.db"
            file.write_text(text, encoding="utf-8")
            ingest((file,), Options(database), Report())
            with closing(sqlite3.connect(database)) as again:
                found = [told_of(again, other) for (other,) in again.execute("SELECT id FROM article").fetchall()]
            pairs.append((text, told_of(log, id_), found))
    return pairs


@pytest.mark.parametrize("name", ["2025.md", "2024.md"])
def test_the_markdown_of_an_article_reads_as_the_article(tmp_path: Path, name: str) -> None:
    pairs = read_again(tmp_path, DATA / name)
    assert len(pairs) > 20
    for text, article, again in pairs:
        assert again == [article], text


def test_the_markdown_of_odd_articles_reads_as_the_articles(tmp_path: Path) -> None:
    (tmp_path / "odd.md").write_text(ODD, encoding="utf-8")
    pairs = read_again(tmp_path, tmp_path / "odd.md")
    assert len(pairs) == 8
    for text, article, again in pairs:
        assert again == [article], text
        assert text == text.rstrip() + "\n"
    assert "\n  >> a note\n  >>> a note on it\n  >>>> and on that\n  >>>>> and so on\n" in pairs[0][0]
    assert "`lib`、`io_uring`、library、mylib" in pairs[2][0]
    assert "【from `Leaf`】" in pairs[0][0]  # as the grammar has it, to be pasted into a log
    assert re.findall(r"([-*+]) > (?:First|deeper|third)", pairs[0][0]) == ["-", "*", "+"]
    assert "* ```" not in pairs[0][0]  # a fence stands in the item above it


def test_a_month_is_written_as_the_grammar_has_it(tmp_path: Path) -> None:
    (tmp_path / "log.md").write_text("# 2025-02\n\nA https://example.org/a\n", encoding="utf-8")
    [(text, _, _)] = read_again(tmp_path, tmp_path / "log.md")
    assert text.startswith("# 2025.02\n")


def test_a_section_that_is_a_number_is_no_day_in_a_file(tmp_path: Path) -> None:
    log = "# 2025\n\n## 30\n\nA https://example.org/a\n\nB https://example.org/b  【`12.7`】\n"
    (tmp_path / "log.md").write_text(log, encoding="utf-8")
    for _, article, [again] in read_again(tmp_path, tmp_path / "log.md"):
        assert isinstance(article[0], tuple)
        assert isinstance(again[0], tuple)
        assert (again[0][2], again[0][4]) == (article[0][2], "30")


def test_an_article_that_can_be_of_two_years_has_none_in_its_file(tmp_path: Path) -> None:
    days = {"A": "2025-01-03", "B": None, "C": "2024-12-20"}
    entries = [f"{name} https://example.org/{name}" + (f"  【`{day}`】" if day else "") for name, day in days.items()]
    (tmp_path / "log.md").write_text("\n\n".join(entries), encoding="utf-8")
    assert [text.split("\n")[0] for text, _, _ in read_again(tmp_path, tmp_path / "log.md")] == [
        "# 2025", "B https://example.org/B", "# 2024"
    ]  # fmt: skip


@settings(max_examples=40, deadline=None, derandomize=True)
@given(log=written_logs())
def test_the_markdown_of_any_well_written_article_reads_as_the_article(
    tmp_path_factory: pytest.TempPathFactory, log: WrittenLog
) -> None:
    folder = tmp_path_factory.mktemp("written")
    (folder / "2025.md").write_text("\n".join(log.lines), encoding="utf-8")
    for text, article, again in read_again(folder, folder / "2025.md"):
        assert [one[1:] for one in again] == [article[1:]], text
        assert again[0][0][:2] == article[0][:2], text


async def test_the_markdown_is_a_log_below_the_heading_of_its_year(serve, real_file):
    datasette = serve(real_file)
    path = f"/readlog/-/article/{await id_of(datasette, 'https://kernel.example.org/io-uring-letter')}"
    response = await datasette.client.get(f"{path}.md")
    assert response.headers["content-type"] == "text/markdown; charset=utf-8"
    lines = response.text.split("\n")
    assert lines[:2] == ["# 2025", ""]
    assert lines[2].startswith("【[ :star: ][`*`]】 一封写给读者的")
    assert lines[2].endswith("https://kernel.example.org/io-uring-letter  【`12.28`】")
    assert lines[3] == "- > **Part 1 两个队列**"


async def id_of(datasette, url: str) -> int:
    sql = "select id from article where url = :url"
    answer = await datasette.client.get("/readlog.json", params={"sql": sql, "url": url, "_shape": "arrayfirst"})
    return answer.json()[0]


async def test_json_has_all_that_the_page_says(serve, readlog_file):
    client = serve(readlog_file).client
    ring = (await client.get(f"/readlog/-/article/{RING}.json")).json()
    assert (ring["title"], ring["date"], ring["file"], ring["starred"]) == (
        "环形缓冲区 without locks", "2025-03-02", "2025.md", True,
    )  # fmt: skip
    assert [passage["name"] for passage in ring["passages"]] == [f"{RING}-{n}" for n in (1, 2, 3, 4)]
    assert [passage["parent"] for passage in ring["passages"]] == [None, f"{RING}-1", f"{RING}-1", f"{RING}-3"]
    assert {tag["name"]: tag["kind"] for tag in ring["tags"]} == {
        "C++": "topic", "io_uring": "term", "PostgreSQL": "term",
    }  # fmt: skip
    assert [reading["id"] for reading in ring["readings"]] == [RING_AGAIN]
    assert ring["cited_by"] == [{"article": BIRDS, "title": "How birds find their way", "passage": f"{BIRDS}-5"}]
    assert (ring["earlier"]["id"], ring["later"]) == (BIRDS, None)


async def test_every_key_of_the_json_is_in_the_help(serve, readlog_file):
    help_ = (Path(__file__).parents[2] / "ingest" / "help" / "files.md").read_text()
    ring = (await serve(readlog_file).client.get(f"/readlog/-/article/{RING}.json")).json()
    keys = {*ring, *ring["passages"][0], *ring["tags"][0], *ring["readings"][0], *ring["cited_by"][0], "shared"}
    assert sorted(key for key in keys if f"`{key}`" not in help_) == []


async def test_csv_has_a_row_a_passage_and_no_formula(tmp_path, serve):
    path = write_readlog(tmp_path / "readlog.db")
    with closing(sqlite3.connect(path)) as connection, connection:
        add_excerpt(connection, 9, "=HYPERLINK(1)", article_id=BIRDS, position=2, kind="quote", line_start=13)
    response = await serve(path).client.get(f"/readlog/-/article/{BIRDS}.csv")
    rows = list(csv.DictReader(StringIO(response.text, newline="")))
    assert [row["text"] for row in rows] == ["https://blog.example.org/ring", "'=HYPERLINK(1)"]
    assert {row["title"] for row in rows} == {"How birds find their way"}


async def test_csv_has_a_row_of_an_article_without_passages_too(serve, readlog_file):
    response = await serve(readlog_file).client.get(f"/readlog/-/article/{RING_AGAIN}.csv")
    (row,) = csv.DictReader(StringIO(response.text, newline=""))
    said = {name: value for name, value in row.items() if value}
    assert list(said) == ["article", "title", "url", "date", "date_from", "date_to", "file"]
    assert (said["article"], said["date"]) == (str(RING_AGAIN), "2024-06-05")


@pytest.mark.parametrize("suffix", [".md", ".json", ".csv"])
async def test_the_barest_article_can_be_taken_along_and_one_that_is_not_there_cannot(serve, readlog_file, suffix):
    client = serve(readlog_file).client
    assert (await client.get(f"/readlog/-/article/{TRAP}{suffix}")).status_code == 200
    assert (await client.get(f"/readlog/-/article/1{suffix}")).status_code == 404


async def test_a_file_has_the_headers_of_a_page_and_is_never_taken_for_one(serve, readlog_file):
    response = await serve(readlog_file).client.get(f"/readlog/-/article/{TRAP}.md")
    assert response.headers["x-content-type-options"] == "nosniff"
    assert re.match("default-src 'none'", response.headers["content-security-policy"])
