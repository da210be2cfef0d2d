"""A chart of how much was read and when: which bars there are, how high, and what is written below them.

Never makes SVG, and never asks what day it is: it is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from ingest.browse.months import Bounds

# As many bars are told apart at 360 px.
MOST = 72

# A few bars leave room beside them, rather than be blocks.
FEWEST = 24

# Months that a bar can stand for; the last are for a log with a year that cannot be.
UNITS = (1, 3, 12, 60, 120, 300, 600, 1200, 3000)

HEIGHT = 56  # px of a full bar; all widths are in per cent
APART = 14  # per cent between two years below the chart, and how far the last can be, for their words at 360 px
LAST = 92


class Bar(NamedTuple):
    """What lies between two months. `x` and `width` are per cent of the chart; heights are px, above 0 for anything."""

    first: str
    last: str
    articles: float
    passages: float
    x: float
    width: float
    articles_height: float
    passages_height: float


class Label(NamedTuple):
    """A year below the chart, with its place in per cent."""

    year: int
    x: float


class Chart(NamedTuple):
    """Bars from the oldest to the newest, each of `unit` months, and the largest of their numbers; `height` in px."""

    unit: int
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]
    most_articles: float
    most_passages: float
    height: int = HEIGHT


def draw_chart(spans: Iterable[Bounds], today: date) -> Chart | None:
    """The chart of all that has months; None when nothing has. What lies in several bars is spread over them evenly.

    What can be of this month or an earlier one is of none to come.

    >>> chart = draw_chart([Bounds("2025-01", "2025-02", 1, 0), Bounds("2025-02", "2025-02", 2, 8)], date(2025, 3, 1))
    >>> [bar.articles for bar in chart.bars]
    [0.5, 2.5]
    """
    now = f"{today:%Y-%m}"
    placed = [
        (_number(first), _number(min(last, now) if first <= now else last) + 1, articles, passages)
        for first, last, articles, passages in spans
        if first <= last
    ]
    if not placed:
        return None
    start, end = min(span[0] for span in placed), max(span[1] for span in placed)
    unit = next((unit for unit in UNITS if -(-end // unit) - start // unit <= MOST), UNITS[-1])
    begin = start // unit
    count = -(-end // unit) - begin
    articles, passages = [0.0] * count, [0.0] * count
    for first, last, some_articles, some_passages in placed:
        for index in range(first // unit - begin, (last - 1) // unit - begin + 1):
            bar = (begin + index) * unit
            share = (min(last, bar + unit) - max(first, bar)) / (last - first)
            articles[index] += some_articles * share
            passages[index] += some_passages * share
    most = max(articles), max(passages)
    step = 100 / max(count, FEWEST)
    bars = tuple(
        Bar(
            _month((begin + index) * unit),
            _month((begin + index + 1) * unit - 1),
            _tidy(articles[index]),
            _tidy(passages[index]),
            round(index * step, 3),
            round(step * 0.8, 3),
            _height(articles[index], most[0]),
            _height(passages[index], most[1]),
        )
        for index in range(count)
    )
    return Chart(unit, bars, _labels([bar.first for bar in bars], unit, step), _tidy(most[0]), _tidy(most[1]))


def _labels(months: Sequence[str], unit: int, step: float) -> tuple[Label, ...]:
    """Years where they begin, apart from one another; the first bar has its own, though it be no January."""
    years = [(index * step, month) for index, month in enumerate(months) if unit >= 12 or month.endswith("-01")]
    if not years or years[0][0] >= APART:
        years.insert(0, (0.0, months[0]))
    labels: list[Label] = []
    for x, month in years:
        if x <= LAST and (not labels or x - labels[-1].x >= APART):
            labels.append(Label(int(month[:4]), round(x, 3)))
    return tuple(labels)


def _tidy(amount: float) -> float:
    """As people write it: a whole number, or one with two places."""
    rounded = round(amount, 2)
    return int(rounded) if rounded.is_integer() else rounded


def _height(amount: float, most: float) -> float:
    """At least 1 px for what there is, so that it can be seen."""
    return round(max(HEIGHT * amount / most, 1), 1) if amount else 0.0


def _number(month: str) -> int:
    """Months since the year 0."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"
