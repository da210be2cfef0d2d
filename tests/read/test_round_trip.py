"""A log written from a model reads as that model."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from logs import Record, Row, WrittenLog, written_logs
from reading import Reading, read_lines, read_log

from ingest.model import Article, Entry

SETTINGS = settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))


def records(reading: Reading) -> list[Record]:
    """What was read, in the form of what was written."""
    return [_record(entry, article) for entry, article, _ in reading.records()]


def _record(entry: Entry, article: Article) -> Record:
    return Record(
        line_start=entry.line_start,
        title=article.title,
        url=article.address.url if article.address else None,
        day=article.day,
        via=article.via,
        starred=article.starred,
        struck=article.struck,
        sections=entry.sections,
        links=tuple((link.address.url, link.title) for link in article.links),
        rows=tuple(
            Row(one.position, one.parent, one.depth, one.kind, one.text, one.starred, one.line_start, one.line_end)
            for one in article.excerpts
        ),
    )


@SETTINGS
@given(written_logs(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_written_log_reads_as_it_was_meant(log: WrittenLog, line_end: str) -> None:
    reading = read_log(line_end.join([*log.lines, ""]))
    assert records(reading) == list(log.records)


@pytest.mark.long
@settings(SETTINGS, max_examples=5000)
@given(written_logs())
def test_every_other_written_log_does_too(log: WrittenLog) -> None:
    assert records(read_lines(log.lines)) == list(log.records)
