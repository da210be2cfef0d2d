"""In which order lists are, and that SQLite decides none of it: over logs whose articles share days and places."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from ingest.browse import (
    article,
    collections,
    feed,
    highlights,
    lines,
    months,
    problems,
    related,
    seen,
    tags,
    terms,
    today,
)
from ingest.run import Options, Report, ingest
from ingest.web.functions import key_of, match_for
from ingest.web.metadata import database_section

Read = Callable[[sqlite3.Connection], object]

DATA = Path(__file__).parents[1] / "data"  # logs with tags of all kinds
_CITED = "https://e.example.org/cited"
_READ_TWICE = "https://e.example.org/twice"

_TITLED = "".join(f"`Rare` {number} https://e.example.org/r{number}\n\n" for number in range(2))
_TITLED += "Other https://e.example.org/r\n- > `Rare`\n\n"
_FAULTY = "".join(
    f"Other {number} https://e.example.org/o{number}  【`{day}`】\n\n"
    for number, day in enumerate(("12.40", "11.1") * 2)
)


def _entries(folder: str, year: int, day: str) -> str:
    """Six entries of one day, or of none: the order of their ids is not that of time."""
    return "\n".join(
        f"Title {number} https://{folder}.example.org/{year}/{number}{day}\n"
        f"- > `tea` and `cup {number}` `Cup` of **strong** and *other* words, so many that the passage is long enough\n"
        f"- > 提交队列（Submission Queue，SQ）, `tea` again, {_CITED} and https://e.example.org/z\n"
        f"- > 完成队列（Completion Queue，CQ）\n"
        for number in range(6)
    )


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("order")
    for source in ("a", "b"):
        for name, text in {
            "0.md": "# 2025.3\n\n" + _entries(source, 2025, "  【`3.1`】"),
            "2023/one.md": "# 12\n\n" + _entries(source, 20231, "  【`12.1`】"),
            "2022.md": _entries(source, 2022, ""),
            "2023.md": "# 12\n\n" + _entries(source, 2023, "  【`12.1`】"),
            "2024.md": f"# 12\n\nTwice {_READ_TWICE}  【`12.1`】\n\n{_FAULTY}" + _entries(source, 2024, "  【`12.1`】"),
        }.items():
            path = folder / "logs" / source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    (folder / "logs" / "c.md").write_text(
        f"Cited {_CITED}\n\nTwice {_READ_TWICE}\n\nTwice {_READ_TWICE}\n\n" + _TITLED + _entries("c", 1, ""), "utf-8"
    )
    ingest([folder / "logs", DATA], Options(folder / "readlog.db"), Report())
    return folder / "readlog.db"


@pytest.fixture(params=["as-it-comes", "reversed"])
def connection(database: Path, request: pytest.FixtureRequest) -> Iterator[sqlite3.Connection]:
    """SQLite gives what no ORDER BY decides in one order, and then in the other."""
    with closing(sqlite3.connect(database)) as found:
        found.execute(f"PRAGMA reverse_unordered_selects = {request.param == 'reversed'}")
        yield found


def _the_article(connection: sqlite3.Connection, title: str) -> article.Article:
    [id_] = connection.execute("SELECT min(id) FROM article WHERE title = ?", (title,)).fetchone()
    found = article.read_article(connection, id_)
    assert found is not None
    return found


def _ask(connection: sqlite3.Connection, query: str) -> list[dict[str, object]]:
    """The rows of a query that Datasette's page of the file offers."""
    connection.create_function("fts_query", 1, match_for, deterministic=True)
    connection.create_function("tag_key", 1, key_of, deterministic=True)
    cursor = connection.execute(
        database_section()["queries"][query]["sql"],
        {"tag": "tea", "q": "words", "word": "", "month": "", "collection": "", "month_day": "12-01"},
    )
    return [dict(zip((name for name, *_ in cursor.description), row, strict=True)) for row in cursor]


def _tea(connection: sqlite3.Connection) -> int:
    [tag] = tags.find_tags(connection, "tea")
    return tag.id


NEWEST_FIRST: dict[str, Callable[[sqlite3.Connection], list[int]]] = {
    "all": lambda c: [line.id for line in lines.read_lines(c, "TRUE")],
    "newest": lambda c: [line.id for line in lines.read_newest_lines(c, 99)],
    "feed": lambda c: [entry.article.id for entry in feed.read_newest(c)],
    "month": lambda c: [line.id for line in months.read_month(c, "2024-12")],
    "possible": lambda c: [line.id for line in months.read_possible(c, "2022-12")],
    "collection": lambda c: [line.id for line in collections.read_collection(c, "a")],
    "tag": lambda c: [line.id for line in tags.read_tagged(c, _tea(c))],
    "passages of a tag": lambda c: [passage.article for passage in tags.read_tagged_passages(c, _tea(c))],
    "highlights": lambda c: [one.article.id for one in highlights.read_highlights(c).articles],
    "seen": lambda c: [line.id for line in seen.read_seen(c, _READ_TWICE)],
    "mentions": lambda c: [mention.article.id for mention in seen.read_mentions(c, _CITED)],
    "readings": lambda c: [line.id for line in article.read_readings(c, _the_article(c, "Twice"))],
    "citations": lambda c: [one.article for one in article.read_citations(c, _the_article(c, "Cited"))],
    "earlier years": lambda c: [
        line.id for year in today.read_earlier_years(c, date(2026, 12, 1)) for line in year.articles
    ],
}
for name in ("passages_of_tag", "articles_of_tag", "starred", "highlights_of_passages", "on_this_day"):
    NEWEST_FIRST[f"query {name}"] = lambda c, name=name: [row["article_id"] for row in _ask(c, name)]


@pytest.mark.parametrize("read", NEWEST_FIRST.values(), ids=NEWEST_FIRST)
def test_the_newest_come_first_of_one_day_the_last_in_its_log_and_of_one_place_by_id(
    connection: sqlite3.Connection, read: Callable[[sqlite3.Connection], list[int]]
) -> None:
    found = list(dict.fromkeys(read(connection)))
    known = {
        id_: (day or "", place) for id_, day, place in connection.execute("SELECT id, date_from, position FROM article")
    }
    by_time = sorted(sorted(found), key=known.__getitem__, reverse=True)  # stable: of equal ones the lesser id first
    assert len(found) > 2
    assert found == by_time


def test_the_newest_are_the_first_of_all(connection: sqlite3.Connection) -> None:
    everything = lines.read_lines(connection, "TRUE")
    for count in range(len(everything) + 1):
        assert lines.read_newest_lines(connection, count) == everything[:count]


def test_neighbours_lead_through_all_logs_of_a_collection(connection: sqlite3.Connection) -> None:
    in_time = """
        SELECT article.id, first.date_from, path, article.position
        FROM article
        JOIN log ON log.id = article.log_id
        JOIN article AS first ON first.log_id = log.id AND first.position = 1
        WHERE article.collection = 'b'
    """
    ids = [id_ for id_, *_ in sorted(connection.execute(in_time), key=lambda row: (row[1] or "", *row[2:]))]
    assert len(ids) > 20
    for earlier, id_, later in zip([None, *ids], ids, [*ids[1:], None], strict=False):
        here = article.read_article(connection, id_)
        assert here
        assert [line and line.id for line in article.read_neighbours(connection, here)] == [earlier, later]


def _busiest(names: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(names).items(), key=lambda item: (-item[1], item[0]))


def test_tags_stand_by_kind_and_by_how_many_articles_have_them(connection: sqlite3.Connection) -> None:
    of_kind: dict[str, list[str]] = {}
    for kind, name in connection.execute("SELECT kind, name FROM article_tag JOIN tag ON tag.id = tag_id"):
        of_kind.setdefault(kind, []).append(name)
    assert len(of_kind) > 3
    ranked = {kind: _busiest(names) for kind, names in sorted(of_kind.items())}
    for most in (1, 2, 3, 99):
        assert tags.rank_tags(connection, most) == [
            (name, kind, count, len(found)) for kind, found in ranked.items() for name, count in found[:most]
        ]
        begun = tags.rank_tags(connection, most, "s")
        assert {"mark", "term", "topic"} <= {tag.kind for tag in begun}
        assert begun == sorted(begun, key=lambda tag: (tag.kind, -tag.articles, tag.name))
        assert max(Counter(tag.kind for tag in begun).values()) <= most
        unmarked = _busiest(name for kind, names in of_kind.items() if kind != "mark" for name in names)
        assert [(tag.name, tag.articles) for tag in tags.rank_all_tags(connection, most)] == unmarked[:most]


def test_what_a_tag_goes_with_and_what_made_it_stands_the_most_frequent_first(connection: sqlite3.Connection) -> None:
    has: dict[int, list[tuple[int, str, str, str]]] = {}
    for id_, *of_tag in connection.execute(
        "SELECT article_id, tag.id, name, kind, rule FROM article_tag JOIN tag ON tag.id = tag_id"
    ):
        has.setdefault(id_, []).append(tuple(of_tag))
    tag_ids = {tag for found in has.values() for tag, *_ in found}
    for tag in tag_ids:
        together = [found for found in has.values() if any(one == tag for one, *_ in found)]
        others = _busiest(name for found in together for one, name, kind, _ in found if one != tag and kind != "mark")
        assert [(one.name, one.articles) for one in tags.read_companions(connection, tag, 7)] == others[:7]
        rules = _busiest(rule for found in together for one, *_, rule in found if one == tag)
        assert tags.read_rules(connection, tag) == rules
        aliases = connection.execute("SELECT alias FROM tag_alias WHERE tag_id = ?", (tag,))
        assert tags.read_aliases(connection, tag) == sorted(alias for (alias,) in aliases)
    passages = Counter(tag for (tag,) in connection.execute("SELECT tag_id FROM excerpt_tag"))
    for name in {name for found in has.values() for _, name, *_ in found}:
        for named in tags.find_tags(connection, name):
            articles = sum(any(one == named.id for one, *_ in found) for found in has.values())
            assert (named.articles, named.passages) == (articles, passages[named.id])
    for id_ in has:
        shown = [(tag.kind, tag.name.lower()) for tag in article.read_tags(connection, id_)]
        assert shown == sorted((kind, name.lower()) for _, name, kind, _ in has[id_] if kind != "mark")


def test_collections_stand_by_how_many_articles_they_have(connection: sqlite3.Connection) -> None:
    known = connection.execute("SELECT collection FROM article WHERE collection IS NOT NULL")
    busiest = _busiest(name for (name,) in known)
    assert len(busiest) > 1
    for most in (1, 2, 9):
        assert collections.rank_collections(connection, most) == busiest[:most]
    assert [(one.name, one.articles) for one in collections.read_collections(connection)] == busiest
    assert collections.count_collections(connection) == len(busiest)


OTHER_LISTS: dict[str, Read] = {
    "feed": feed.read_newest,
    "months": months.read_months,
    "collections": collections.read_collections,
    "busiest collections": lambda c: collections.rank_collections(c, 2),
    "tags": lambda c: tags.rank_tags(c, 4),
    "tags that begin so": lambda c: tags.rank_tags(c, 4, "c"),
    "busiest tags": lambda c: tags.rank_all_tags(c, 4),
    "rules": lambda c: tags.read_rules(c, _tea(c)),
    "companions": lambda c: tags.read_companions(c, _tea(c), 4),
    "passages of a tag": lambda c: tags.read_tagged_passages(c, _tea(c)),
    "highlights": highlights.read_highlights,
    "problems": problems.read_problems,
    "mentions": lambda c: seen.read_mentions(c, _CITED),
    "citations": lambda c: article.read_citations(c, _the_article(c, "Cited")),
    "outline": lambda c: article.read_outline(c, _the_article(c, "Title 1").id),
    "tags of an article": lambda c: article.read_tags(c, _the_article(c, "Title 1").id),
    "links": lambda c: article.read_links(c, _the_article(c, "Title 1").id),
    "neighbours": lambda c: article.read_neighbours(c, _the_article(c, "Title 0")),
    "related": lambda c: related.read_related(
        c, _the_article(c, "Title 1"), article.read_tags(c, _the_article(c, "Title 1").id)
    ),
    "definitions": lambda c: terms.read_definitions(c, sorted(terms.read_terms(c))),
    "passages of a day": lambda c: today.todays_passages(c, date(2026, 12, 1)),
} | {f"query {name}": partial(_ask, query=name) for name in database_section()["queries"]}


@pytest.mark.parametrize("read", OTHER_LISTS.values(), ids=OTHER_LISTS)
def test_a_list_is_the_same_whatever_order_sqlite_would_take(database: Path, read: Read) -> None:
    with closing(sqlite3.connect(database)) as connection:
        found = read(connection)
        connection.execute("PRAGMA reverse_unordered_selects = TRUE")
        assert read(connection) == found
    assert found
