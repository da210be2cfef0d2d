"""Names by which tags and collections are found, citations, and what is newest: over a log that ingest has read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ingest.browse.article import _LINKS, find_others, read_article, read_citations, read_links
from ingest.browse.collections import read_collections
from ingest.browse.lines import read_lines, read_newest_lines
from ingest.browse.tags import find_tags, rank_tags, read_aliases
from ingest.browse.terms import find_tagged
from ingest.run import Options, Report, ingest
from ingest.search.results import search

_LOGS = {
    "Überblick/2024.md": """# 12

`Kubernetes` 的调度 https://e.example.org/pods  【`12.1`】
- > `Postgres` 与 `线程`。
""",
    "内核線程/2025.md": """# 12

Cited https://e.example.org/cited  【`12.9`】

Cites it twice https://e.example.org/twice  【`12.2`】
- > https://e.example.org/cited
- > https://e.example.org/cited

Cites it too https://e.example.org/once  【`12.1`】
- > https://e.example.org/cited
""",
}


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    folder = tmp_path_factory.mktemp("tags")
    for name, text in _LOGS.items():
        path = folder / "logs" / name
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")
    database = folder / "readlog.db"
    ingest([folder / "logs"], Options(database), Report())
    with closing(sqlite3.connect(database)) as found:
        yield found


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("k8s", "Kubernetes"),
        ("K8S", "Kubernetes"),
        ("ＫＵＢＥＲＮＥＴＥＳ", "Kubernetes"),
        ("pg", "PostgreSQL"),
        ("postgres", "PostgreSQL"),
        ("線程", "线程"),
    ],
)
def test_a_page_and_a_filter_find_a_tag_by_any_of_its_names(
    connection: sqlite3.Connection, asked: str, name: str
) -> None:
    assert [tag.name for tag in find_tags(connection, asked)] == [name]
    assert [one.title for one in search(connection, f"tag:{asked}").articles] == ["Kubernetes 的调度"]


def test_known_synonyms_are_aliases_that_the_log_never_wrote(connection: sqlite3.Connection) -> None:
    [tag] = find_tags(connection, "PostgreSQL")
    assert read_aliases(connection, tag.id) == ["Postgres", "pg", "pgsql"]


def test_of_the_tags_that_a_name_may_mean_its_own_comes_first_and_then_the_most_frequent(tmp_path: Path) -> None:
    log = """# 2025

`Starred` https://e.example.org/1

【[ :star: ][`*`]】 `缓冲` https://e.example.org/2
- > `缓冲`（Slot）。

【[ :star: ][`*`]】 `缓冲`、`队列` https://e.example.org/3
- > `队列`（Slot）。

`队列`、`堆栈` https://e.example.org/4

`队列`、`堆栈` https://e.example.org/5
- > `堆栈`（Slot）。
"""
    (tmp_path / "2025.md").write_text(log, "utf-8")
    ingest([tmp_path / "2025.md"], Options(tmp_path / "readlog.db"), Report())
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        assert [(tag.name, tag.articles) for tag in find_tags(connection, "Slot")] == [
            ("队列", 3), ("堆栈", 2), ("缓冲", 2)
        ]  # fmt: skip
        for name, first in {"Starred": "term", "starred": "mark", "Ｓtarred": "term"}.items():
            assert [tag.kind for tag in find_tags(connection, name)][:1] == [first], name


def test_a_facet_counts_what_its_query_leaves(tmp_path: Path) -> None:
    for number, name in enumerate(("Tea", "tea", "茶葉", "茶叶", "ＴＥＡ")):
        path = tmp_path / "logs" / name / "2025.md"
        path.parent.mkdir(parents=True)
        path.write_text(f"A title https://e.example.org/{number}\n", "utf-8")
    ingest([tmp_path / "logs"], Options(tmp_path / "readlog.db"), Report())
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        [values] = [facet.values for facet in search(connection, "title").facets if facet.name == "collection"]
        assert dict(values) == {"Tea": 3, "tea": 3, "ＴＥＡ": 3, "茶葉": 2, "茶叶": 2}
        for name, count in values:
            assert search(connection, f"title collection:{name}").total == count


@pytest.mark.parametrize("asked", ["überblick", "ÜBERBLICK", "内核线程", "", "k"])
def test_collections_are_found_whatever_case_and_script(connection: sqlite3.Connection, asked: str) -> None:
    expected = {"überblick": {"Überblick"}, "内核线程": {"内核線程"}, "": {"Überblick", "内核線程"}, "k": {"Überblick"}}
    assert {found.name for found in read_collections(connection, asked)} == expected[asked.lower()]


def test_an_article_is_cited_once_by_each_whatever_number_of_its_links(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.browse.article.MANY", 2)
    [cited] = read_lines(connection, "title = 'Cited'")
    article = read_article(connection, cited.id)
    assert article is not None
    assert [citation.title for citation in read_citations(connection, article)] == ["Cites it twice", "Cites it too"]


def test_an_address_in_the_line_of_an_entry_is_of_no_passage(tmp_path: Path) -> None:
    log = "Cited https://e.example.org/cited\n\nCites it https://e.example.org/line https://e.example.org/cited\n"
    (tmp_path / "2025.md").write_text(log, "utf-8")
    ingest([tmp_path / "2025.md"], Options(tmp_path / "readlog.db"), Report())
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        cited, citing = (read_lines(connection, "title = ?", (title,))[0].id for title in ("Cited", "Cites it"))
        [link] = find_others(read_links(connection, citing))
        assert (link.url, link.passage, link.article) == ("https://e.example.org/cited", None, cited)
        article = read_article(connection, cited)
        assert article is not None
        assert read_citations(connection, article) == [(citing, "Cites it", None)]


def test_who_cites_whom_is_found_by_addresses(tmp_path: Path, samples: Path) -> None:
    ingest([samples / "tree"], Options(tmp_path / "readlog.db"), Report())  # many, or SQLite goes through all
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        for sql in (_LINKS, *(f"SELECT * FROM cited_by WHERE {key} = ?" for key in ("article_id", "cited_by_id"))):
            plan = [step for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {sql}", [1])]
            assert [step for step in plan if step.startswith("SCAN") or "AUTOMATIC" in step] == []


def test_all_that_cite_are_there_however_many(tmp_path: Path) -> None:
    """SQLite 3.40 finds too few by a Bloom filter on an index of an expression, which a condition may have it make."""
    entries = [
        f"T{number} https://example.com/{number}  【`{1 + number // 25}.1`】\n"
        + "".join(f"- > note [x](https://example.com/{(7 * number + 13 * link + 1) % 300})\n" for link in range(5))
        for number in range(300)
    ]
    (tmp_path / "2025.md").write_text("\n".join(entries), "utf-8")
    ingest([tmp_path / "2025.md"], Options(tmp_path / "readlog.db"), Report())
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        for condition in ("TRUE", "title IS NOT NULL", "title GLOB 'T*'", "article_id > 0", "cited_by <> ''"):
            sql = f"SELECT count(*) FROM cited_by WHERE {condition}"
            assert connection.execute(sql).fetchone() == (1500,), condition
            assert "(<expr>=?)" not in str(connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall())


def test_the_newest_are_the_first_of_all_and_found_by_the_index_of_days(connection: sqlite3.Connection) -> None:
    assert read_newest_lines(connection, 2) == read_lines(connection, "TRUE", count=2)
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    read_newest_lines(connection, 2)
    connection.set_trace_callback(None)
    plan = [step for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {statements[0]}")]
    assert any(step.startswith("SCAN article USING") and step.endswith("INDEX article_newest") for step in plan)


def _read_tags(tmp_path: Path, *texts: str) -> dict[str, tuple[str, list[str]]]:
    """The kind and the aliases of each tag, after a run for each text, which is the whole log."""
    log = tmp_path / "2025.md"
    for text in texts:
        log.write_text(text, "utf-8")
        ingest([log], Options(tmp_path / "readlog.db"), Report())
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        rows = connection.execute("SELECT id, name, kind FROM tag").fetchall()
        return {name: (kind, read_aliases(connection, id_)) for id_, name, kind in rows}


def test_a_tag_has_its_commonest_spelling_and_of_equals_the_first(tmp_path: Path) -> None:
    spellings = ["Epoll", "epoll", "epoll", "Tea", "tea"]
    text = "\n\n".join(f"A https://e.example.org/{number}\n- > `{one}`" for number, one in enumerate(spellings))
    assert _read_tags(tmp_path, text) == {"epoll": ("term", []), "Tea": ("term", [])}
    of_two_rules = "A https://e.example.org/a\n- > `tea`\n\nB https://e.example.org/b\n- #Tea\n"
    assert _read_tags(tmp_path, of_two_rules) == {"Tea": ("hashtag", [])}


def test_an_alias_is_no_spelling_of_the_name_or_of_another_alias(tmp_path: Path) -> None:
    spellings = ["POSTGRESQL", "postgresql", "Ｐｏｓｔｇｒｅsql", "Postgres", "postgres", "postgres", "ＰＧ", "PG"]
    text = "\n\n".join(f"A https://e.example.org/{number}\n- > `{one}`" for number, one in enumerate(spellings))
    text += "\n- > 关系库（Relation Store，PG）很稳。\n- > 关系库（relation store，pg）也快。\n"
    assert _read_tags(tmp_path, text) == {
        "PostgreSQL": ("term", ["PG", "Relation Store", "pgsql", "postgres", "关系库"])
    }
    with closing(sqlite3.connect(tmp_path / "readlog.db")) as connection:
        for asked in (*spellings, "pＧsql", "ＲＥＬＡＴＩＯＮ store"):
            assert [tag.name for tag in find_tags(connection, asked)] == ["PostgreSQL"], asked
            assert find_tagged(connection, [asked]) == {asked: "PostgreSQL"}
            assert [tag.name for tag in rank_tags(connection, 9, asked)] == ["PostgreSQL"], asked


def test_a_tag_that_several_rules_made_is_of_the_first_kind(tmp_path: Path) -> None:
    span = "A https://e.example.org/a\n- > `io_uring`\n"
    title = "io_uring https://e.example.org/b\n"
    hashtag = "C https://e.example.org/c\n- #io_uring\n"
    kinds = [
        _read_tags(tmp_path, text)["io_uring"][0] for text in (f"{title}\n{span}\n{hashtag}", f"{title}\n{span}", span)
    ]
    assert kinds == ["hashtag", "topic", "term"]


@pytest.mark.parametrize("tag", ["提交队列", "Submission Queue", "SQ"])
def test_whatever_word_of_a_term_is_a_tag_the_others_are_its_aliases(tmp_path: Path, tag: str) -> None:
    words = ["SQ", "Submission Queue", "提交队列"]
    entry = f"A https://e.example.org/a\n- > `{tag}`\n"
    term = "B https://e.example.org/b\n- > 提交队列（Submission Queue，SQ）\n"
    found = {tag: ("term", [word for word in words if word != tag])}
    assert _read_tags(tmp_path, f"{entry}\n{term}") == found
    assert _read_tags(tmp_path, entry) == {tag: ("term", [])}
    assert _read_tags(tmp_path, f"{entry}\n{term}") == found


@pytest.mark.parametrize(
    ("tag", "term", "aliases"),
    [
        ("`sq`", "提交队列（Submission Queue，SQ）", ["Submission Queue", "提交队列"]),
        ("#ＳＱ", "提交队列（Submission Queue，SQ）", ["Submission Queue", "提交队列"]),
        ("`Kubernetes`", "编排器（K8s）", ["k8s", "编排器"]),
    ],
)
def test_a_term_gives_its_words_to_a_tag_however_this_is_written(
    tmp_path: Path, tag: str, term: str, aliases: list[str]
) -> None:
    assert _read_tags(tmp_path, f"A https://e.example.org/a\n- {tag}\n- > {term}\n")[tag.strip("`#")][1] == aliases


def test_a_tag_that_no_entry_has_any_more_is_gone(tmp_path: Path) -> None:
    entry = "A https://e.example.org/a\n- > `epoll`\n"
    assert _read_tags(tmp_path, entry, entry.replace("epoll", "kqueue")) == {"kqueue": ("term", [])}


def test_a_star_that_the_last_passage_had_is_gone_with_it(tmp_path: Path) -> None:
    starred = "A https://e.example.org/a\n- > x\n  >> 【[ :star: ][`*`]】 //notes：y\n"
    assert _read_tags(tmp_path, starred) == {"starred": ("mark", [])}
    assert _read_tags(tmp_path, starred.replace("【[ :star: ][`*`]】 ", "")) == {}
