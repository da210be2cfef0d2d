"""The passages of a day: the same for everybody, the older the likelier, none twice."""

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from itertools import product
from random import Random

import pytest

from ingest.browse.today import DRAWS, is_worth_meeting, read_earlier_years, todays_passages
from ingest.resources import read_resource

DAY = date(2025, 3, 4)
CHINESE = "一段值得在今天再读一遍的摘录，不长也不短。"


def add(conn, table, **values):
    conn.execute(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})", [*values.values()]
    )


def add_article(conn, id, day, texts=(CHINESE,), kind="quote", **values):
    facts = {"title": f"Article {id}", "date": day, "date_from": day, "date_to": day, "starred": 0, "struck": 0}
    facts |= {"month": day and day[:7], "month_day": day and day[5:], "excerpt_count": len(texts), "log_id": 1}
    add(conn, "article", id=id, number=id, position=id, line_start=id, line_end=id, reading=1, **facts | values)
    for position, text in enumerate(texts):
        place = {"depth": 1, "path": "", "starred": 0, "line_start": id, "line_end": id, "position": position}
        add(conn, "excerpt", name=f"{id}-{position}", article_id=id, kind=kind, text=text, markdown=text, **place)


@pytest.fixture
def conn():
    with closing(sqlite3.connect(":memory:")) as conn:
        write_log(conn)
        yield conn


def write_log(conn):
    conn.executescript(read_resource("schema.sql"))
    facts = {
        "root": "",
        "folder": "",
        "encoding": "utf-8",
        "dialect": "lines",
        "newest_first": 1,
        "line_count": 9,
        "size": 9,
    }
    add(conn, "log", id=1, path="2025.md", mtime_ns=0, digest="", reader=1, **facts)


def many_articles():
    return [(number * 7919 + 1, (DAY - timedelta(days=number * 40)).isoformat()) for number in range(60)]


def names(conn, *arguments, **options):
    return [passage.name for passage in todays_passages(conn, *arguments, **options)]


def test_two_builds_in_another_order_give_the_same_passages_though_their_ids_differ(tmp_path):
    found = []
    for seed in (1, 2):
        articles = many_articles()
        Random(seed).shuffle(articles)
        path = tmp_path / f"{seed}.db"
        with closing(sqlite3.connect(path)) as conn, conn:
            write_log(conn)
            for id, day in articles:
                add_article(conn, id, day, [f"{CHINESE}{number}" for number in range(3)])
        for _ in range(2):
            with closing(sqlite3.connect(path)) as conn:
                found.append([todays_passages(conn, DAY, draw) for draw in range(1, DRAWS + 1)])
    assert len({str([[passage.name for passage in draw] for draw in draws]) for draws in found}) == 1
    assert found[0][0][0].id != found[2][0][0].id


def test_another_day_has_other_passages(conn):
    for id, day in many_articles():
        add_article(conn, id, day)
    assert len({tuple(names(conn, DAY + timedelta(days=days))) for days in range(50)}) == 50


def test_on_another_day_another_passage_of_an_article_comes_first(conn):
    add_article(conn, 1, "2020-01-01", [f"{CHINESE}{number}" for number in range(3)])
    assert {names(conn, DAY + timedelta(days=days))[0] for days in range(30)} == {"1-0", "1-1", "1-2"}


def test_the_first_of_a_day_is_the_same_however_many_are_asked_for(conn):
    for id, day in many_articles():
        add_article(conn, id, day)
    assert names(conn, DAY, count=1) == names(conn, DAY)[:1]


def test_a_new_article_leaves_the_order_of_the_others_as_it_was(conn):
    for id, day in many_articles():
        add_article(conn, id, day)
    before = [name for draw in range(1, 13) for name in names(conn, DAY, draw)]
    add_article(conn, 5, "2025-03-03")
    after = [name for draw in range(1, 14) for name in names(conn, DAY, draw)]
    assert [name for name in after if name != "5-0"] == before
    assert "5-0" in after


def test_older_passages_are_favoured(conn):
    ages = {"this week": 3, "this year": 100, "last year": 500, "long ago": 2000, "not known": None}
    for number in range(100):
        age = [*ages.values()][number % 5]
        day = None if age is None else (DAY - timedelta(days=age)).isoformat()
        add_article(conn, 90071992547409 * (number + 1) % 8388593, day)
    age_of = {2025: "this week", 2024: "this year", 2023: "last year", 2019: "long ago", None: "not known"}
    drawn = Counter()
    for days, draw in product(range(25), range(1, 5)):  # in 25 days, this week's are not yet a month old
        for passage in todays_passages(conn, DAY + timedelta(days=days), draw):
            drawn[age_of[passage.date and int(passage.date[:4])]] += 1
    assert drawn == {"this week": 52, "this year": 81, "not known": 80, "last year": 124, "long ago": 163}


def test_draws_of_a_day_repeat_nothing_until_all_was_seen_and_no_article_is_twice_in_one(conn):
    texts = {11: 7, 12: 1, 13: 1, 14: 4, 15: 2, 16: 6}
    for id, count in texts.items():
        add_article(conn, id, "2020-01-01", [f"{CHINESE}{number}" for number in range(count)])
    drawn = []
    for draw in range(1, DRAWS):
        passages = todays_passages(conn, DAY, draw)
        assert len({passage.article for passage in passages}) == len(passages)
        if drawn and [passage.name for passage in passages] == drawn[0]:
            break
        drawn.append([passage.name for passage in passages])
    seen = [name for draw in drawn for name in draw]
    assert len(seen) == len(set(seen)) == sum(texts.values())
    assert [len(draw) for draw in drawn[:2]] == [5, 5]


def test_the_draws_of_a_day_begin_again_after_the_last(conn):
    for number in range(1, 6 * DRAWS):
        add_article(conn, number, "2020-01-01")
    assert names(conn, DAY, DRAWS + 1) == names(conn, DAY)
    assert len({name for draw in range(1, DRAWS + 1) for name in names(conn, DAY, draw)}) == 5 * DRAWS


@pytest.mark.parametrize("kind", ["heading", "label", "link", "code", "image", "table"])
def test_what_says_little_by_itself_is_left_out(conn, kind):
    add_article(conn, 1, "2020-01-01", kind=kind)
    assert names(conn, DAY) == []


@pytest.mark.parametrize("kind", ["quote", "note", "reply"])
def test_quotes_notes_and_replies_are_met_again(conn, kind):
    add_article(conn, 1, "2020-01-01", kind=kind)
    assert names(conn, DAY) == ["1-0"]


@pytest.mark.parametrize(
    ("text", "is_worth"),
    [
        ("一" * 15, True),
        ("一" * 14, False),
        ("ab" * 20, True),
        ("ab" * 19 + "c", False),
        ("一" * 8 + "ab" * 10, True),
        ("", False),
        ("1234567890" * 9, False),
        ("！" * 90, False),
        ("看 https://example.org/" + "a" * 90, False),
        ("接下来的这几条都是从原文里逐字摘录下来的：", False),
        ("What follows is what the author says in his own words:\n", False),
    ],
)
def test_scraps_are_not_worth_meeting(text, is_worth):
    assert is_worth_meeting(text) is is_worth


def test_what_fills_more_than_a_page_is_left_out(conn):
    add_article(conn, 1, "2020-01-01", texts=("一" * 4001,))
    add_article(conn, 2, "2020-01-02", texts=("一" * 4000,))
    assert names(conn, DAY) == ["2-0"]


def test_a_log_without_articles_has_no_passage_and_no_earlier_year(conn):
    assert todays_passages(conn, DAY) == []
    assert read_earlier_years(conn, DAY) == []


@pytest.mark.parametrize("day", [date.min, date.max, date(2024, 2, 29)])
def test_any_day_of_the_calendar_can_be_asked_for(conn, day):
    add_article(conn, 1, "2020-01-01")
    assert names(conn, day) == ["1-0"]
    assert read_earlier_years(conn, day) == []


def test_earlier_years_are_newest_first_and_the_year_itself_is_none(conn):
    for id, day in enumerate(("2025-03-04", "2024-03-04", "2024-03-05", "2022-03-04", "2026-03-04"), 1):
        add_article(conn, id, day)
    add_article(conn, 9, None, month_day="03-04")
    years = read_earlier_years(conn, DAY)
    assert [(of.year, [line.id for line in of.articles]) for of in years] == [(2024, [2]), (2022, [4])]
    assert read_earlier_years(conn, DAY, 1) == years[:1]


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2028, 2, 29), [2]),
        (date(2028, 2, 28), [1]),
        (date(2027, 2, 28), [2, 1]),
        (date(2027, 3, 1), [3]),
    ],
)
def test_a_leap_day_is_remembered_on_the_last_of_february(conn, day, found):
    for id, written in enumerate(("2024-02-28", "2024-02-29", "2024-03-01"), 1):
        add_article(conn, id, written)
    assert [line.id for of in read_earlier_years(conn, day) for line in of.articles] == found
