"""The chart of what was read and when: nothing is lost in it, and it is legible on a narrow screen."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.browse.months import Bounds
from ingest.web import chart as charts
from ingest.web.chart import APART, FEWEST, HEIGHT, LAST, MOST

months = st.integers(1, 9999 * 12 - 12).map(lambda number: f"{number // 12 + 1:04}-{number % 12 + 1:02}")
spans = st.lists(
    st.builds(
        lambda two, articles, passages: Bounds(*sorted(two), articles, passages),
        st.tuples(months, months),
        st.integers(1, 1000),
        st.integers(0, 1000),
    ),
    min_size=1,
    max_size=20,
)


def draw_chart(spans, today=date.max):
    return charts.draw_chart(spans, today)


def months_from(year, count):
    return [Bounds(month, month, 1, 2) for month in (f"{year + n // 12}-{n % 12 + 1:02}" for n in range(count))]


def test_nothing_is_no_chart():
    assert draw_chart([]) is None


def test_what_ends_before_it_begins_is_left_out():
    assert draw_chart([Bounds("2025-03", "2025-01", 1, 0)]) is None


def test_a_month_without_articles_has_a_bar_without_height():
    chart = draw_chart([Bounds("2024-12", "2024-12", 4, 0), Bounds("2025-02", "2025-02", 2, 9)])
    assert [(bar.first, bar.articles, bar.articles_height) for bar in chart.bars] == [
        ("2024-12", 4, HEIGHT),
        ("2025-01", 0, 0),
        ("2025-02", 2, HEIGHT / 2),
    ]
    assert (chart.most_articles, chart.most_passages) == (4, 9)


def test_an_article_without_a_day_is_spread_evenly_over_the_months_it_can_be_of():
    chart = draw_chart([Bounds("2025-01", "2025-04", 1, 2), Bounds("2025-02", "2025-02", 3, 0)])
    assert [bar.articles for bar in chart.bars] == [0.25, 3.25, 0.25, 0.25]
    assert [bar.passages for bar in chart.bars] == [0.5] * 4


def test_an_article_of_this_year_is_of_no_month_to_come_unless_all_that_it_can_be_of_are():
    chart = draw_chart([Bounds("2025-01", "2025-12", 4, 0), Bounds("2025-09", "2025-10", 2, 0)], date(2025, 4, 30))
    articles = {bar.first: bar.articles for bar in chart.bars}
    assert list(articles.values()) == [1, 1, 1, 1, 0, 0, 0, 0, 1, 1]


def test_a_share_of_a_quarter_goes_by_its_months():
    chart = draw_chart([*months_from(2000, 120), Bounds("2000-03", "2000-05", 3, 0)])
    assert chart.unit == 3
    assert [bar.articles for bar in chart.bars[:3]] == [4, 5, 3]


@pytest.mark.parametrize(("years", "unit"), [(6, 1), (7, 3), (18, 3), (19, 12), (72, 12), (73, 60), (2000, 600)])
def test_a_long_history_has_larger_bars(years, unit):
    assert draw_chart([Bounds("0001-01", f"{years:04}-12", 1, 0)]).unit == unit


def test_a_quarter_begins_where_quarters_do():
    chart = draw_chart([Bounds("2010-02", "2010-02", 1, 0), Bounds("2025-02", "2025-02", 1, 0)])
    assert (chart.bars[0].first, chart.bars[0].last, chart.bars[-1].last) == ("2010-01", "2010-03", "2025-03")


def test_a_few_bars_are_no_blocks():
    (bar,) = draw_chart([Bounds("2025-02", "2025-02", 1, 0)]).bars
    assert bar.width < 100 / FEWEST


def test_years_stand_where_they_begin_and_the_first_bar_has_one_if_there_is_room():
    assert [(label.year, label.x) for label in draw_chart(months_from(2020, 48)).labels] == [
        (2020, 0), (2021, 25), (2022, 50), (2023, 75),
    ]  # fmt: skip
    assert [label.year for label in draw_chart([Bounds("2024-11", "2025-12", 1, 0)]).labels] == [2025]
    assert [label.year for label in draw_chart([Bounds("2024-03", "2025-12", 1, 0)]).labels] == [2024, 2025]


@given(spans)
def test_every_chart_is_legible_and_loses_nothing(some):
    chart = draw_chart(some)
    assert 1 <= len(chart.bars) <= MOST
    assert sum(bar.articles for bar in chart.bars) == pytest.approx(sum(span.articles for span in some), abs=0.5)
    assert sum(bar.passages for bar in chart.bars) == pytest.approx(sum(span.passages for span in some), abs=0.5)
    for bar in chart.bars:
        assert 0 <= bar.articles_height <= HEIGHT
        assert bar.x + bar.width <= 100.001
    assert chart.labels or len(chart.bars) > 1
    places = [label.x for label in chart.labels]
    assert all(after - before >= APART - 0.01 for before, after in pairwise(places))
    assert all(place <= LAST for place in places)
