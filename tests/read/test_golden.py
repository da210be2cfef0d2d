"""Logs that show one subject each, and all that is read from them: golden/SUBJECT.md and golden/SUBJECT.txt.

Logs in a folder named after a year are in that year; the others have none but what they say themselves. The form of the
expected files is written down at `describe`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from reading import Reading, read_log

from ingest.diagnostics import CODES, format_diagnostic
from ingest.model import Address, Article, Dating, Entry, Excerpt

GOLDEN = Path(__file__).with_name("golden")
LOGS = sorted(GOLDEN.rglob("*.md"))


def describe(reading: Reading) -> str:
    """All that is read from a log, in the order of its lines:

    - the owner of every line that is not blank;
    - of each entry its lines and rule, then what is not empty of its article, each on a line of its own;
    - of each excerpt its position, kind, a star, its parent behind ^, its lines and its text, indented by its depth;
      below it its Markdown where it is not the text, where it stands in what was read and when it was marked,
      highlights, terms, tags and links;
    - the diagnostics.

    A line break in a text is shown as ⏎, a no-break space as ␣.
    """
    parts = [_describe_owners(reading)]
    for entry, article, dating in reading.records():
        parts.append("\n".join(_describe_entry(entry, article, dating)))
    found = [format_diagnostic("", one, with_hint=False).lstrip(":") for one in reading.diagnostics]
    return "\n\n".join([*parts, *(["\n".join(found)] if found else [])]) + "\n"


def _describe_owners(reading: Reading) -> str:
    numbered = enumerate(reading.blocks.owners, 1)
    runs = [(owner, [number for number, _ in run]) for owner, run in groupby(numbered, key=lambda pair: pair[1])]
    return "\n".join(f"{_lines(run[0], run[-1])} {owner}" for owner, run in runs if owner)


def _describe_entry(entry: Entry, article: Article, dating: Dating) -> Iterator[str]:
    yield f"{_lines(entry.line_start, entry.line_end)} {entry.rule}"
    yield f"  title: {_shown(article.title)}"
    if article.address:
        yield f"  address: {_describe_address(article.address)}"
    if article.day:
        yield f"  day: {article.day}"
    yield f"  dated: {_describe_dating(dating)}"
    if article.author:
        yield f"  author: {_shown(article.author)}"
    if article.via:
        yield f"  via: {article.via}"
    if entry.sections:
        yield f"  sections: {' / '.join(entry.sections)}"
    if entry.definitions:
        yield f"  definitions: {_shown(entry.definitions)}"
    if article.starred or article.struck:
        yield f"  marks: {'starred ' * article.starred}{'struck' * article.struck}".rstrip()
    yield from (f"  link: {_describe_address(link.address)} | {link.title}" for link in article.links)
    yield from (f"  tag: {tag.spelling} ({tag.rule}) {tag.key}" for tag in article.tags)
    for excerpt in article.excerpts:
        yield from _describe_excerpt(excerpt)


def _describe_excerpt(excerpt: Excerpt) -> Iterator[str]:
    indent = "  " + "  " * excerpt.depth
    star = "*" if excerpt.starred else ""
    parent = f" ^{excerpt.parent}" if excerpt.parent else ""
    place = _lines(excerpt.line_start, excerpt.line_end)
    yield f"{indent}{excerpt.position} {excerpt.kind}{star}{parent} {place}: {_shown(excerpt.text)}"
    if excerpt.markdown != excerpt.text:
        yield f"{indent}  = {_shown(excerpt.markdown)}"
    origin = {"location": excerpt.location, "source": excerpt.source_url, "marked": excerpt.marked}
    yield from (f"{indent}  {name}: {_shown(fact)}" for name, fact in origin.items() if fact)
    yield from (f"{indent}  highlight: {_shown(one.text)} ({one.style})" for one in excerpt.highlights)
    yield from (f"{indent}  term: {one.name} | {one.translation} | {one.abbreviation}" for one in excerpt.terms)
    yield from (f"{indent}  tag: {tag.spelling} ({tag.rule}) {tag.key}" for tag in excerpt.tags)
    yield from (f"{indent}  link: {_describe_address(link.address)} | {link.title}" for link in excerpt.links)


def _describe_address(address: Address) -> str:
    same = address.canonical_url == address.url
    return f"{address.url} [{address.site}]" + ("" if same else f" = {address.canonical_url}")


def _describe_dating(dating: Dating) -> str:
    if dating.date:
        assert (dating.date_from, dating.date_to) == (dating.date, dating.date)
        when = dating.date
    elif dating.date_from or dating.date_to:
        when = f"{dating.date_from} to {dating.date_to}"
    else:
        when = "unknown"
    month = f"month {dating.month}, " if dating.month else ""
    day = f"day {dating.month_day}, " if dating.month_day else ""
    return f"{when} ({month}{day}by {dating.source}), number {dating.position}"


def _lines(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def _shown(text: str) -> str:
    return text.replace("\n", "⏎").replace("\u00a0", "␣")


@pytest.mark.parametrize("log", LOGS, ids=[path.relative_to(GOLDEN).with_suffix("").as_posix() for path in LOGS])
def test_log_is_read_as_its_golden_file_says(log: Path, update_golden: bool) -> None:
    reading = read_log(log.read_bytes(), log.relative_to(GOLDEN).as_posix())
    expected = log.with_suffix(".txt")
    if update_golden:
        expected.write_text(describe(reading), encoding="utf-8")
    assert describe(reading).splitlines() == expected.read_text(encoding="utf-8").splitlines()


def test_golden_files_come_in_pairs() -> None:
    assert len(LOGS) >= 25
    assert sorted(GOLDEN.rglob("*.txt")) == [log.with_suffix(".txt") for log in LOGS]


def test_golden_logs_show_every_diagnostic_but_one_that_fills_pages() -> None:
    shown = {
        one.code for log in LOGS for one in read_log(log.read_bytes(), log.relative_to(GOLDEN).as_posix()).diagnostics
    }
    assert shown | {"long-text"} == set(CODES)  # `test_limits` shows that one
