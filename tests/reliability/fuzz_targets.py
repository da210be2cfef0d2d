"""What is promised for any bytes whatever, a target each: a function of the bytes that raises where it does not hold.

Never makes the bytes; `fuzz.py` does.
"""

from __future__ import annotations

import re
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from contents import difference, read_contents
from letters import head_and_body, invented_letters, letters, lost_addresses, lost_letters, without_marks
from reading import read_log
from search_cases import read_folder
from search_tables import highlight, match
from test_properties import outline_faults, owner_faults
from test_search_totality import LOGS
from test_web_markdown import soup_of

from ingest.addresses import read_address, read_typed_address
from ingest.autolink import find_address
from ingest.errors import NoAddress, UnreadableLog
from ingest.model import Article, Entry
from ingest.names import fold_name
from ingest.read.dates.forms import is_like_day, read_day
from ingest.read.dates.headings import is_date, is_like_date, read_heading
from ingest.read.fields.filling import LINK_WORDS
from ingest.read.fields.page import read_line_field
from ingest.read.fields.properties import is_silent_property
from ingest.read.fields.records import names_title
from ingest.read.file_names import read_file_name
from ingest.read.lines import BOX, QUOTE, cut_start
from ingest.read.mend.slips import mend_slips
from ingest.read.rules import FILE_RULES
from ingest.read.text import read_text
from ingest.read.titles.head import mend_links
from ingest.run import Options, Report, ingest
from ingest.search.filters import read_search, write_search
from ingest.search.query import NOTHING, fts_query, parse_query, write_words
from ingest.search.results import search
from ingest.verify import verify

_LONGEST_SEARCH = 300  # FTS5 takes time with every word
_NAME = re.compile(r"^[^:：]*[:：]")
_NUMBER = re.compile(r"^\s*\d{1,3}[.)、](?!\d)")  # of a title
_NAME_OF_TITLE = re.compile(r"(?:title|标题|標題|题目|題目|文章|书名|書名)\s*[:：]", re.IGNORECASE)
_NAME_OF_ADDRESS = re.compile(
    r"^\s*(?:link|url|source|原文|链接|連結|鏈接|网址|網址|地址|来源|來源)\s*[:：]\s*(?=<?\w+://)",
    re.IGNORECASE | re.MULTILINE,
)
_ATTRIBUTES = re.compile(r"\{[#.:][^{}]*\}\s*$")  # ## Title {#name}
_LINK = re.compile(r"\[([^\[\]]+)\]\(([^()]*)")
_SAID_OF_DAYS = " last read finished completed added saved accessed on 阅閱读讀完于於 添加 收藏"
_FOUND = "内存"  # in the logs that are searched
_LONGEST_LOG = 3000  # that is written to a database


def _fuzz_reader(data: bytes) -> None:
    """A log is refused in a sentence, or read: every line has one owner, and no letter is lost or made up.

    The letters of files that are taken whole, and of rows, where names of columns and properties are no letters, are
    for the tests of their rules.
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
    by_letter = [(entry, article) for entry, article in records if entry.rule not in ("outline-item", "table-row")]
    assert [faults for entry, article in by_letter if (faults := _letter_faults(entry, article))] == []


def _letter_faults(entry: Entry, article: Article) -> list[str]:
    """The letters below the head that are lost or made up, and those of the head that are lost, in any order; and the
    addresses that are lost.

    A remark may have been cut in two by another; the name of an address, and that it is a day on which something was
    read, is told by its place. A head with HTML or entities is not looked at.
    """
    head, body = head_and_body(entry, article)
    head = mend_links(head.replace("\0", "\ufffd"))
    if entry.rule in ("title-address", "address-line", "text-record"):
        is_named = names_title(first := head.partition("\n")[0]) or _NAME_OF_TITLE.match(first)
        head = _NUMBER.sub("", _NAME.sub("", head) if is_named else head)
        head = _NAME_OF_ADDRESS.sub("", head)
    if entry.rule in ("link-paragraph", "list-link", "list-title"):  # the names of fields below the link
        first, *more = head.split("\n")
        fields = ((line, read_line_field(QUOTE.sub("", line))) for line in more if not is_silent_property(line))
        head = "\n".join([first, *(field.value if field and field.role else line for line, field in fields)])
    if entry.rule.startswith("heading-"):
        head = _NUMBER.sub("", cut_start(BOX, _ATTRIBUTES.sub("", head).lstrip("# "))[1])
    head = without_marks(head, article)
    own = ["" if is_silent_property(line) else line for line in body]  # an outliner's own, not the reader's
    below = replace(entry, rule="address-line", lines=("", *own))
    remarks = "".join(excerpt.markdown for excerpt in article.excerpts if excerpt.depth == 0)
    links = "".join(link.title or "" for link in article.links)
    titles = f"{links * (1 + head.count('://'))} {article.title}"  # once, of links that are the same
    signs = f"from{' star' * head.count('star')}{' by BY por par von de di af av 的 作者' if article.author else ''}"
    signs += _SAID_OF_DAYS + _SAID_OF_DAYS.title() if article.day else ""
    signs += " via h/t 来自 來自 转自" if article.via else ""
    signs += " ".join(label for label, url in _LINK.findall(head) if fold_name(label) in LINK_WORDS or label in url)
    told = Counter(letters(f"{remarks} {titles} {signs}"))
    addresses = (link.address.url for link in (article, *article.links) if link.address)
    parts = {article.day, article.via, article.author, *addresses, *(tag.spelling for tag in article.tags)}
    for part in filter(None, parts):  # which the head may say more than once
        told += Counter(letters(part * max(2, head.count(part.removeprefix("https://")))))
    left = Counter() if set("<&") & set(head) else Counter(letters(head)) - told
    lost = [*lost_letters(below, article), *left, *lost_addresses(entry, article)]
    return [*lost, *invented_letters(entry, article)]


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
