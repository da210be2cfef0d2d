"""What is promised for any bytes whatever, a target each: a function of the bytes that raises where it does not hold.

Never makes the bytes; `fuzz.py` does.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from contents import difference, read_contents
from marks import mark_faults
from reading import read_log
from search_cases import read_folder
from search_tables import highlight, match
from test_properties import letter_faults, outline_faults, owner_faults
from test_search_totality import LOGS
from test_web_markdown import soup_of

from ingest.addresses import read_address, read_typed_address
from ingest.autolink import find_address
from ingest.errors import NoAddress, UnreadableLog
from ingest.read.dates.forms import is_like_day, read_day
from ingest.read.dates.headings import is_date, is_like_date, read_heading
from ingest.read.file_names import read_file_name
from ingest.read.mend.slips import mend_slips
from ingest.read.rules import FILE_RULES
from ingest.read.text import read_text
from ingest.run import Options, Report, ingest
from ingest.search.filters import read_search, write_search
from ingest.search.query import NOTHING, fts_query, parse_query, write_words
from ingest.search.results import search
from ingest.verify import verify

_LONGEST_SEARCH = 300  # FTS5 takes time with every word
_FOUND = "内存"  # in the logs that are searched
_LONGEST_LOG = 3000  # that is written to a database


def _fuzz_reader(data: bytes) -> None:
    """A log is refused in a sentence, or read: every line has one owner, and no letter is lost or made up.

    Those of files that are taken whole are for the tests of their rules.
    """
    try:
        reading = read_log(data, "2025.md")
    except UnreadableLog as error:
        assert str(error) and "\n" not in str(error)
        return
    assert reading == read_log(data, "2025.md")
    owners = zip(mend_slips(reading.lines), reading.blocks.owners, strict=True)
    assert all((owner is None) == (not line.strip()) for line, owner in owners)
    records = [(entry, article) for entry, article, _ in reading.records()]
    if any(entry.rule in FILE_RULES for entry, _ in records):
        return
    assert owner_faults(reading) == []
    assert [faults for entry, article in records if (faults := outline_faults(entry, article))] == []
    assert letter_faults(reading) == []
    assert mark_faults(reading) == []


def _fuzz_database(data: bytes) -> None:
    """Whatever a log becomes, the database is sound, and the one that a fresh run makes."""
    data = data[:_LONGEST_LOG]
    lines = data.split(b"\n")
    third = len(lines) // 3
    first, middle, last = lines[:third], lines[third : 2 * third], lines[2 * third :]
    versions = [b"\n".join(lines) for lines in (first + middle + last, middle + last + first, first + last)]
    if not all(map(_is_readable, versions)):
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        log = folder / "2025.md"
        for number, version in enumerate(versions):
            log.write_bytes(version)
            _ingest(log, folder / "readlog.db")
            _ingest(log, folder / f"{number}.db")
            found = difference(read_contents(folder / "readlog.db"), read_contents(folder / f"{number}.db"))
            assert found == {}, found
        assert verify(folder / "readlog.db", every_word=True).problems == []


def _is_readable(data: bytes) -> bool:
    try:
        return bool(read_text(data))
    except UnreadableLog:
        return False


def _ingest(log: Path, database: Path) -> None:
    report = Report()
    ingest((log,), Options(database), report)
    assert not report.failed


@cache
def _searched() -> sqlite3.Connection:
    folder = read_folder(LOGS)
    _open.append(folder)
    return folder.__enter__()


_open: list[object] = []


def _fuzz_search(data: bytes) -> None:
    """Any text can be searched for, is understood as it is written again, and says in a sentence why it is refused."""
    typed = data.decode("utf-8", "surrogateescape")[:_LONGEST_SEARCH]
    connection = _searched()
    for text in (typed, f"{_FOUND} OR {typed}"):  # what is typed alone is hardly ever found
        match(connection, fts_query(text))
        highlight(connection, text)
        assert fts_query(write_words(parse_query(text))) == fts_query(text)
        asked = read_search(text)
        assert read_search(write_search(asked)) == asked
        results = search(connection, text)
        assert results.total == len(results.articles)
        if not asked.filters and fts_query(asked.words) == NOTHING:
            assert results.total == 0


def _fuzz_html(data: bytes) -> None:
    """A passage becomes HTML that is closed and holds only what is allowed."""
    soup_of(data.decode("utf-8", "replace"))


def _fuzz_addresses(data: bytes) -> None:
    """Any address has a canonical form; one that is found in a text ends where it ends when it stands alone."""
    for text in data.decode("utf-8", "replace").splitlines():
        for start in (place for place in range(len(text)) if text[place] == ":"):
            if found := find_address(text[:start], text, start):
                url = "".join(found)
                assert text[start - len(found[0]) :].startswith(url)
                assert find_address(found[0], url, len(found[0])) == found
                assert read_address(url).url == url
                read_address(read_address(url).canonical_url)
        try:
            read_typed_address(text)
        except NoAddress as error:
            assert "\n" not in str(error)


def _fuzz_dates(data: bytes) -> None:
    """Any line is a date or none; what is one is no sign of a mistake."""
    for line in data.decode("utf-8", "replace").splitlines():
        for text in (line, line.strip("#- 【】`")):
            heading = read_heading(text)
            says = heading.title or heading.number is not None or any(vars_of(heading.date))
            assert says or not text.strip() or is_date(text)  # a weekday says neither
            day = read_day(text)
            assert day is None or day.month
            read_file_name(text)
            is_like_date(text)
            is_like_day(text)


def vars_of(date: object) -> list[object]:
    return [getattr(date, name) for name in ("year", "month", "day")]


TARGETS: dict[str, Callable[[bytes], None]] = {
    "reader": _fuzz_reader,
    "html": _fuzz_html,
    "search": _fuzz_search,
    "addresses": _fuzz_addresses,
    "dates": _fuzz_dates,
    "database": _fuzz_database,
}
