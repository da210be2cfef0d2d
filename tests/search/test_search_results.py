"""`search()` finds the articles that its definition finds, counts them rightly, and shows what it found."""

from __future__ import annotations

import sqlite3
from random import Random

import pytest
from article_oracle import (
    Article,
    Asked,
    find_articles,
    marked_by,
    newest_first,
    read_articles,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from search_cases import draw_folder, draw_search, read_folder, type_search
from search_oracle import marked_with_symbols
from search_tables import open_tables

from ingest.search import evidence
from ingest.search.answer import narrow
from ingest.search.filters import KINDS
from ingest.search.marks import Marks
from ingest.search.places import BLOCK, pack_block, read_places
from ingest.search.results import Results, count_articles, search

FACETS = ("year", "site", "collection", "tag", "kind")
EVERYTHING = 1_000


def check_search(
    connection: sqlite3.Connection, articles: dict[int, Article], asked: Asked, *, is_ranked: bool = True
) -> None:
    text = type_search(asked)
    expected = find_articles(asked, articles.values())
    results = search(connection, text, size=EVERYTHING, passages=EVERYTHING)
    ids = [article.id for article in results.articles]
    assert results.faults == ()
    assert sorted(ids) == sorted(expected)
    assert results.total == len(expected)
    places = [expected[id_].place for id_ in ids]
    assert places == sorted(places)
    names = dict(connection.execute("SELECT name, id FROM excerpt"))
    for article in results.articles:
        passages = {names[passage.name] for passage in article.passages}
        assert len(passages) == len(article.passages)
        assert article.passage_count == len(expected[article.id].passages)
        if is_ranked:
            assert passages == expected[article.id].passages
        else:
            assert passages <= expected[article.id].passages
            assert bool(passages) == bool(article.passage_count)
    check_marks(results, asked)
    check_pages(connection, text, ids)
    newest = search(connection, text, sort="newest", size=EVERYTHING, with_facets=False)
    assert [article.id for article in newest.articles] == newest_first(articles[id_] for id_ in expected)


def check_marks(results: Results, asked: Asked) -> None:
    titles = [condition.value for condition in asked.conditions if condition.name == "title"]
    for article in results.articles:
        named = {place for value in titles for place in marked_with_symbols(value, article.title)}
        check_places(article.marks, article.title, marked_by(asked, article.title) | named)
        for passage in article.passages:
            check_places(passage.marks, passage.text, marked_by(asked, passage.text))


def check_places(marks: Marks, text: str, expected: set[int]) -> None:
    """The marks are in order and apart, and hold these places."""
    flat = [place for mark in marks for place in mark]
    assert flat == sorted(set(flat))
    places = {place for start, end in marks for place in range(start, end)}
    assert places == expected, text


def check_pages(connection: sqlite3.Connection, text: str, ids: list[int]) -> None:
    shown: list[int] = []
    for page in range(1, len(ids) // 2 + 2):
        results = search(connection, text, page=page, size=2, with_facets=False)
        assert results.total == len(ids)
        shown += [article.id for article in results.articles]
    assert shown == ids


def check_facets(connection: sqlite3.Connection, articles: dict[int, Article], asked: Asked) -> None:
    text = type_search(asked)
    results = search(connection, text, size=EVERYTHING)
    counts = {facet.name: dict(facet.values) for facet in results.facets}
    assert list(counts) == [name for name in FACETS if name in counts]
    for narrowings in narrow(results).values():
        for narrowing in narrowings:
            assert count_articles(connection, narrowing.query) == narrowing.total, narrowing
    found = [articles[article.id] for article in results.articles]
    for name in ("site", "collection"):
        own = {getattr(article, name) for article in found} - {None}
        assert set(counts.get(name, {})) == own


# Hypothesis draws a seed only: to shrink a failing case would take thousands of runs of ingest.
seeds = st.integers(0, 2**64)


def check_folder(seed: int, *, is_ranked: bool = True) -> None:
    chance = Random(seed)
    with read_folder(draw_folder(chance)) as connection:
        articles = read_articles(connection)
        for _ in range(12):
            asked = draw_search(chance, articles)
            check_search(connection, articles, asked, is_ranked=is_ranked)
            check_facets(connection, articles, asked)


@given(seeds)
@settings(deadline=None, max_examples=40)
def test_a_search_finds_what_its_definition_finds(seed: int) -> None:
    check_folder(seed)


@given(seeds)
@settings(deadline=None, max_examples=25)
def test_words_that_are_too_common_to_be_ranked_are_found_as_others(seed: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evidence, "MAX_RANKED", 0)
        check_folder(seed, is_ranked=False)


@pytest.mark.long
@given(seeds)
@settings(deadline=None, max_examples=1_500)
def test_a_search_finds_what_its_definition_finds_in_many_logs(seed: int) -> None:
    check_folder(seed)


@pytest.mark.parametrize("text", ["甲 乙 丙", "甲 OR 乙 丙", "甲 丙", "丙 甲 -丁"])
@pytest.mark.parametrize("most_ranked", [0, 1, 2_000])
def test_a_passage_with_several_of_the_words_is_counted_once(text: str, most_ranked: int) -> None:
    log = "题 https://example.org/1\n- > 甲，乙。\n- > 丙。\n- > 甲。\n"
    with read_folder({"2024.md": log}) as connection, pytest.MonkeyPatch.context() as patch:
        patch.setattr(evidence, "MAX_RANKED", most_ranked)
        (article,) = search(connection, text).articles
    assert article.passage_count == 3


@pytest.mark.parametrize(("count", "first"), [(1_000, "少"), (1_001, "多")])
def test_a_thousand_passages_are_ranked_and_of_more_an_article_counts_its_own(count: int, first: str) -> None:
    log = "# 12\n\n多 https://example.org/1\n" + f"- > 锁{'长' * 50}\n" * 2
    log += "\n少 https://example.org/2\n- > 锁\n\n余 https://example.org/3\n" + "- > 锁\n" * (count - 3)
    with read_folder({"2025.md": log}) as connection:
        titles = [article.title for article in search(connection, "锁").articles]
    assert next(title for title in titles if title != "余") == first


@pytest.mark.parametrize("text", ["锁 OR 茶", "茶 OR 锁"])
def test_of_alternatives_the_one_that_says_most_of_an_article_counts(text: str) -> None:
    log = "# 12\n\n锁 https://example.org/1\n- > 茶\n\n锁与别的什么 https://example.org/2\n"
    with read_folder({"2025.md": log}) as connection:
        assert [article.title for article in search(connection, text).articles] == ["锁", "锁与别的什么"]


def test_an_article_counts_in_each_year_in_which_it_can_lie() -> None:
    with read_folder({"2024.md": "甲 https://example.org/1\n\n乙 https://example.org/2\n"}) as connection:
        connection.execute("UPDATE article SET date_from = '2023-12-30', date_to = '2025-01-02' WHERE title = '甲'")
        (years, *_) = search(connection, "site:example.org").facets
        assert years == ("year", (("2025", 1), ("2024", 2), ("2023", 1)))
        assert [count_articles(connection, f"year:{year}") for year, _ in years.values] == [1, 2, 1]


def test_the_most_frequent_values_of_a_facet_are_shown() -> None:
    names = [chr(ord("o") - number % 15) * 2 for number in range(17)]
    entries = [f"甲 `{name}` https://{name}.example/{number}" for number, name in enumerate(names)]
    with read_folder({"2024.md": "\n\n".join(entries)}) as connection:
        (_, sites, tags) = search(connection, "甲").facets
    assert tags.values == tuple((site.removesuffix(".example"), count) for site, count in sites.values)
    assert tags.values[:3] == (("nn", 2), ("oo", 2), ("aa", 1))
    assert len(tags.values) == 12


def test_the_passages_shown_hold_each_word_that_the_title_lacks() -> None:
    passages = ["鸟群", "鸟", "鸟鸣", "塔上的钟声传得很远，夜里也听得见", "雾从河上来，把桥遮住了一半"]
    log = "# 12\n\n河边 https://example.org/a\n" + "".join(f"- > {text}\n" for text in passages)
    log += "\n海边 https://example.org/b\n" + "- > 雾里的钟声\n" * 9  # so that 鸟 is the rarest of the words
    with read_folder({"2025.md": log}) as connection:
        [article] = search(connection, "鸟 钟声 雾 河边", passages=3).articles
    shown = "".join(passage.text for passage in article.passages)
    assert [word for word in ("鸟", "钟声", "雾") if word not in shown] == []
    assert article.passage_count == 5


def test_rows_that_somebody_deleted_are_passed_over() -> None:
    log = "# 12\n\n河边 https://example.org/a\n- > 钟声\n- > 雾里的钟声\n\n海边 https://example.org/b\n- > 钟声\n"
    with read_folder({"2025.md": log}) as connection:
        connection.execute("DELETE FROM excerpt WHERE text = '钟声'")
        connection.execute("DELETE FROM article WHERE title = '海边'")
        [article] = search(connection, "钟声").articles
    assert [passage.text for passage in article.passages] == ["雾里的钟声"]


def test_an_excerpt_has_its_place_where_the_blocks_between_are_gone() -> None:
    connection = open_tables()
    rows = [(2 * BLOCK + 1, 7, "note"), (3, 5, "quote")]
    blocks = [(row[0] // BLOCK, *pack_block([row])) for row in rows]
    connection.executemany("INSERT INTO excerpt_block (id, articles, kinds) VALUES (?, ?, ?)", blocks)
    places = read_places(connection)
    numbers = [number for number, _, _ in rows]
    assert places.articles_of(numbers) == [7, 5]
    assert [KINDS[kind] for kind in places.kinds_of(numbers)] == ["note", "quote"]
    assert len(places.articles) == len(places.kinds) == 2 * BLOCK + 2
    assert sum(places.articles) == 12
