"""The passages to meet again on a day, and the articles of that day in earlier years.

Never asks what day it is, and never draws by chance: the same day and the same log give the same passages.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import blake2b
from json import dumps, loads
from typing import NamedTuple

from ingest.browse.lines import Line, read_lines
from ingest.browse.passages import Passage, read_passages
from ingest.search.conditions import write_ids
from ingest.search.fold import CJK_RUN

# A day has this many draws, of so many passages that differ; the next is the first again.
DRAWS = 40
PASSAGES = 5


class Year(NamedTuple):
    """The articles of a day in an earlier year."""

    year: int
    articles: list[Line]


def todays_passages(connection: sqlite3.Connection, day: date, draw: int = 1, count: int = PASSAGES) -> list[Passage]:
    """The passages of a draw of a day, `count` of them, fewer where the log has fewer; at most one an article.

    Draws of a day have no passage in common until all of the log's have been drawn; then the first comes again.
    """
    drawn: list[list[tuple[int, int]]] = []
    wanted = (draw - 1) % DRAWS + 1
    waiting: list[tuple[int, int]] = []
    passages = _in_turn(connection, day)
    while len(drawn) < wanted:
        chosen, waiting = _choose(waiting, passages, count)
        if not chosen:
            break
        drawn.append(chosen)
    if not drawn:
        return []
    return read_passages(connection, (id_ for _, id_ in drawn[(wanted - 1) % len(drawn)]))


def has_other_passages(connection: sqlite3.Connection, day: date) -> bool:
    """Whether a day has a second draw: more passages worth meeting than the first one takes."""
    passages = _in_turn(connection, day)
    _, waiting = _choose([], passages, PASSAGES)
    return bool(waiting) or next(passages, None) is not None


def read_earlier_years(connection: sqlite3.Connection, day: date, most: int = 300) -> list[Year]:
    """The articles of the same day in earlier years, newest first; of the 29 February, on the 28th of common years."""
    days = [f"{day:%m-%d}"]
    if days == ["02-28"] and (day + timedelta(days=1)).month == 3:
        days.append("02-29")
    # By their ids: else SQLite walks all articles from the newest on, in an order that is not the table's.
    condition = """article.id IN (
        SELECT id FROM article WHERE month_day IN (SELECT value FROM json_each(?)) AND date < ?
    )"""
    years: dict[int, list[Line]] = {}
    for line in read_lines(connection, condition, (dumps(days), day.isoformat()), count=most):
        years.setdefault(int((line.date or "")[:4]), []).append(line)
    return [Year(year, articles) for year, articles in years.items()]


def is_worth_meeting(text: str) -> bool:
    """Whether a passage says enough to be met alone: fifteen Chinese characters, or forty other letters, or a mix; and
    does not break off where a list or a picture follows in the log.

    >>> is_worth_meeting("如下图"), is_worth_meeting("https://example.org/a-long-address-and-no-word-beside-it-at-all")
    (False, False)
    """
    if text.rstrip().endswith((":", "：")):
        return False
    words = _ADDRESS.sub("", text)
    chinese = sum(map(len, CJK_RUN.findall(words)))
    letters = sum(map(str.isalpha, words)) - chinese
    return chinese / 15 + letters / 40 >= 1


def _choose(
    waiting: list[tuple[int, int]], passages: Iterator[tuple[int, int]], count: int
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Passages of one draw, and those that must wait because the draw has their article already.

    What waits is of no more than `count` articles: those of the draw before.
    """
    chosen: dict[int, int] = {}
    kept = []
    for article, id_ in waiting:
        if article not in chosen:
            chosen[article] = id_
        else:
            kept.append((article, id_))
    while len(chosen) < count and (found := next(passages, None)):
        article, id_ = found
        if article in chosen:
            kept.append(found)
        else:
            chosen[article] = id_
    return list(chosen.items()), kept


def _in_turn(connection: sqlite3.Connection, day: date) -> Iterator[tuple[int, int]]:
    """All passages worth meeting, as (article, excerpt id), in the order of the day: of each article one, then another.

    Nothing here depends on `excerpt.id`, which may change when a log is read again, or on how many there are: articles
    and passages are ordered by what is permanent of each. What a new article adds takes its own place in the order,
    and the others keep theirs.
    """
    articles = loads(connection.execute(_ARTICLES, _lots(day)).fetchone()[0])
    left: list[list[tuple[int, int]]] = []
    for start in range(0, len(articles), _BATCH):
        of_article: dict[int, list[tuple[bytes, int]]] = {}
        batch = articles[start : start + _BATCH]
        for article, id_, name, text in connection.execute(_EXCERPTS, (write_ids(batch),)):
            if is_worth_meeting(text):
                of_article.setdefault(article, []).append((_digest(f"{day} {name}"), id_))
        for article in batch:
            if found := sorted(of_article.get(article, ())):
                yield article, found[0][1]
                left.append([(article, id_) for _, id_ in found[1:]])
    turn = 0
    while left := [passages for passages in left if len(passages) > turn]:
        yield from (passages[turn] for passages in left)
        turn += 1


def _lots(day: date) -> dict[str, object]:
    """The values of `_ARTICLES`: for each ticket the factor and the summand that make numbers of articles' ids."""
    values: dict[str, object] = {
        name: date.fromordinal(max(1, day.toordinal() - days)).isoformat() for name, days in _AGES.items()
    }
    for ticket in range(1, 5):
        digest = _digest(f"{day} {ticket}")
        values[f"factor_{ticket}"] = int.from_bytes(digest[:4], "big") % (_PRIME - 1) + 1
        values[f"summand_{ticket}"] = int.from_bytes(digest[4:], "big") % _PRIME
    return values


def _digest(words: str) -> bytes:
    return blake2b(words.encode(), digest_size=8).digest()


_ADDRESS = re.compile(r"\b\w+://\S+")  # \b: or a long word would be tried from every letter of it
_BATCH = 20  # articles whose passages are read at once
_AGES = {"month": 30, "year": 365, "years": 3 * 365}
_PRIME = 2**31 - 1

# The articles that have passages, in the order of a day. Each holds tickets: one, two from a month of age on, three
# from a year on, four from three years on, two where its age is not known. The number of a ticket is made of the id of
# its article, in integers that SQLite holds exactly, and the lowest comes first. Of two articles, one three years old
# and one of this month, it is the older four times in five.
_ARTICLES = f"""
    SELECT json_group_array(id)
    FROM (
      SELECT id, date_to,
        (id % {_PRIME} * :factor_1 + :summand_1) % {_PRIME} AS first,
        (id % {_PRIME} * :factor_2 + :summand_2) % {_PRIME} AS second,
        (id % {_PRIME} * :factor_3 + :summand_3) % {_PRIME} AS third,
        (id % {_PRIME} * :factor_4 + :summand_4) % {_PRIME} AS fourth
      FROM article
      WHERE excerpt_count > 0
      ORDER BY CASE
          WHEN date_to IS NULL THEN min(first, second)
          WHEN date_to > :month THEN first
          WHEN date_to > :year THEN min(first, second)
          WHEN date_to > :years THEN min(first, second, third)
          ELSE min(first, second, third, fourth)
        END, id
    )
"""

# Headings, labels, links, images, tables and code are left out: they say little away from what stands around them.
# So is what fills more than a page, four times as much as the longest passage of real logs: it would be all of ours.
_LONGEST = 4000  # characters
_EXCERPTS = f"""
    SELECT article_id, excerpt.id, name, text
    FROM json_each(?)
    CROSS JOIN excerpt ON article_id = value
    WHERE kind IN ('quote', 'note', 'reply') AND length(text) <= {_LONGEST}
"""
