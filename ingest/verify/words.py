"""Holds the full-text tables against a scan of the texts: a search for a word finds the rows that hold it, no others.

Never asks for more than the index promises: whole words, and CJK characters that stand together.
"""

from __future__ import annotations

import random
import sqlite3
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence, Set

from ingest.diagnostics import count_of
from ingest.search import fts_query
from ingest.search.fold import kind
from ingest.soundness import Problem, Searched, absent_rows, count_texts, orphan_rows, problem_at
from ingest.verify.scan import END, Characters, Held, read_text, scan_rows

_SEED = 2025
_DRAWN_ROWS = 400
_DRAWN_ROWS_WITH_SYMBOLS = 50
_LONGEST_PIECE = 8  # in CJK characters
_MOST_SUSPECTS = 1000
_SCANNING = 0.6  # of the work, how much is done before words are searched
_SYMBOLS = {"加加": "++", "井": "#", "点": "."}  # by their names in the index, as help/search.md has them


def compare_words(
    connection: sqlite3.Connection,
    searched: Searched,
    characters: Characters,
    every_word: bool,
    tell: Callable[[float], None],
) -> tuple[int, list[Problem]]:
    """How many words were searched in a column, and what is wrong with what was found.

    The words are some that are drawn, or with `every_word` all, and those of which the index has more or fewer than
    the texts. Rows that are not in the index, or only there, are a problem of their own.
    """
    drawn = draw_words(connection, searched, characters)
    scan = scan_rows(_read_rows(connection, searched, tell), characters, drawn, every_word)
    indexed = count_indexed(connection, searched, characters)
    if any(map(_is_pair, scan.counts)) and indexed and not any(map(_is_pair, indexed)):
        what = "single CJK characters, as FTS5's rebuild leaves it: nothing longer is found"
        return 0, [Problem(f"{searched.fts} holds {what}")]
    differing = sorted(
        piece
        for piece in scan.counts.keys() | indexed.keys()
        if piece[0] != END and scan.counts.get(piece) != indexed.get(piece)
    )
    suspects = {piece.removesuffix(END) for piece in differing[:_MOST_SUSPECTS]}
    if unknown := suspects - scan.rows.keys():
        scan.rows.update(scan_rows(_read_rows(connection, searched), characters, unknown).rows)
    words = sorted(scan.rows.keys() | suspects)
    passed_over = {*absent_rows(connection, searched), *orphan_rows(connection, searched)}
    problems = search_words(connection, searched, words, scan.rows, passed_over, tell)
    if differing and not problems and not passed_over:
        first = differing[0]
        times = count_of(indexed.get(first, 0), "time")
        what = f"{first.removesuffix(END)} {times}, not {scan.counts[first]:,}"
        number = count_of(len(differing), "word")
        problems = [Problem(f"{searched.fts} counts {number} otherwise than the {searched.noun}s: {what}")]
    return len(words), problems


def draw_words(connection: sqlite3.Connection, searched: Searched, characters: Characters) -> set[str]:
    """Words out of some rows, the same in every run."""
    chance = random.Random(_SEED)
    has_symbol = " OR ".join(f"instr({searched.column}, '{symbol}')" for symbol in _SYMBOLS.values())
    key = searched.key
    drawn: set[str] = set()
    for condition, number in (("TRUE", _DRAWN_ROWS), (has_symbol, _DRAWN_ROWS_WITH_SYMBOLS)):
        rows = connection.execute(f"SELECT {key} FROM {searched.table} WHERE {condition} ORDER BY {key}").fetchall()
        for row in chance.sample(rows, min(number, len(rows))):
            sql = f"SELECT {searched.column} FROM {searched.table} WHERE {key} = ?"
            (text,) = connection.execute(sql, row).fetchone()
            drawn.update(_draw(read_text(text, characters), chance))
    return drawn


def _draw(held: Held, chance: random.Random) -> Iterator[str]:
    """CJK characters that stand together, a word of another script, and one with a symbol, if there are such."""
    if runs := held.runs.split():
        run = chance.choice(runs)
        size = chance.randint(1, min(_LONGEST_PIECE, len(run)))
        start = chance.randint(0, len(run) - size)
        yield run[start : start + size]
    for words in (held.words, held.symbol_words):
        if words:
            yield chance.choice(words)


def count_indexed(connection: sqlite3.Connection, searched: Searched, characters: Characters) -> dict[str, int]:
    """How often the index has each word, as `Scan` counts them."""
    name = f"{searched.fts}_term"
    connection.execute(f"CREATE VIRTUAL TABLE temp.{name} USING fts5vocab('main', '{searched.fts}', 'row')")
    terms = connection.execute(f"SELECT term, cnt FROM temp.{name}")
    return {piece: count for term, count in terms if (piece := _read_term(term, characters))}


def search_words(
    connection: sqlite3.Connection,
    searched: Searched,
    words: Sequence[str],
    rows: Mapping[str, array[int]],
    passed_over: Set[int],
    tell: Callable[[float], None],
) -> list[Problem]:
    """What is wrong with what a search finds, where `rows` are those that hold a word, but for those `passed_over`."""
    sql = f"SELECT rowid FROM {searched.fts} WHERE {searched.fts} MATCH ? ORDER BY rowid"
    missed: list[tuple[str, int, int, int]] = []
    added: list[tuple[str, int, int]] = []
    for number, word in enumerate(words):
        tell(_SCANNING + (1 - _SCANNING) * number / len(words))
        holding = rows.get(word, array("q"))
        found = array("q", (row for (row,) in connection.execute(sql, [fts_query(word)])))
        if found == holding:
            continue
        if less := set(holding).difference(found, passed_over):
            missed.append((word, min(less), len(holding) - len(less), len(holding)))
        if more := set(found).difference(holding, passed_over):
            added.append((word, min(more), len(more)))
    problems = []
    total = count_of(len(words), "word")
    if missed:
        word, row, number, held = missed[0]
        what = f"a search misses {searched.noun}s, for {len(missed):,} of {total}: {word} in {number:,} of {held:,}"
        problems.append(problem_at(connection, searched, row, what))
    if added:
        word, row, number = added[0]
        what = f"a search finds {searched.noun}s without the word, for {len(added):,} of {total}: {word} in {number:,}"
        problems.append(problem_at(connection, searched, row, what))
    return problems


def _read_rows(
    connection: sqlite3.Connection, searched: Searched, tell: Callable[[float], None] = lambda share: None
) -> Iterator[tuple[int, str]]:
    """The keys and the texts of a column, in the order of the keys."""
    size = count_texts(connection, searched)
    rows = connection.execute(f"SELECT {searched.key}, {searched.column} FROM {searched.table} ORDER BY 1")
    for number, row in enumerate(rows):
        tell(_SCANNING * number / size)
        yield row


def _read_term(term: str, characters: Characters) -> str:
    """The word, or the end of a run, for which a token of the index stands; '' for one that no search asks for."""
    kinds = "".join(map(kind, term))
    if kinds == "CC":
        return term
    if kinds == "C":
        return term + END
    for name, symbol in _SYMBOLS.items():
        if term.endswith(name) and (word := characters.read_word(term.removesuffix(name))):
            return f".{word}" if symbol == "." else f"{word}{symbol}"
    return characters.read_word(term)


def _is_pair(piece: str) -> bool:
    return len(piece) == 2 and piece[1] != END and kind(piece[0]) == "C"
