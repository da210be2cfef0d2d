"""Logs written in every shape from one model read as that model, and what holds for every log holds for them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from logs import Row, spoil
from pen import ShapedLog, Told
from reading import Reading, read_lines, read_log
from shapes import FILE_SHAPES, LINE_SHAPES, LOGS, file_logs, shaped_logs
from test_properties import losses, outline_faults, owner_faults

from ingest.model import Article, Dating, Entry
from ingest.read.cut.blocks import read_blocks

SETTINGS = settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
MANY = settings(SETTINGS, max_examples=2500)


# What is said of logs that say all that they mean.
_HARMLESS = ("introduction", "missing-url", "no-year", "year-boundary", "tab", "guessed")


def read_shaped(log: ShapedLog, line_end: str = "\n") -> Reading:
    """What is read from a log."""
    return read_log(line_end.join([*log.lines, ""]), log.name)


def found(entry: Entry, article: Article, told: Told) -> Told:
    """An article in the form of what was told; its day is another matter."""
    return Told(
        line_start=entry.line_start,
        title=article.title,
        url=article.address.url if article.address else None,
        day=told.day,
        within=told.within,
        unread=any(tag.rule == "unread" for tag in article.tags),
        struck=article.struck,
        sections=entry.sections,
        links=tuple((link.address.url, link.title) for link in article.links),
        rows=tuple(
            Row(one.position, one.parent, one.depth, one.kind, one.text, one.starred, one.line_start, one.line_end)
            for one in article.excerpts
        ),
        author=article.author,
        via=article.via,
        starred=article.starred,
        tags=listed_tags(article),
        places=tuple(
            (one.position, one.location, one.source_url, one.marked)
            for one in article.excerpts
            if one.location or one.source_url or one.marked
        ),
    )


def listed_tags(article: Article) -> tuple[str, ...]:
    """The tags that a log lists as such, and not within the words of a title."""
    return tuple(
        tag.spelling for tag in article.tags if tag.rule == "hashtag" and f"#{tag.spelling}" not in article.title
    )


def day_faults(told: Told, dating: Dating, is_order_told: bool = True) -> list[str]:
    """Where a date is not the one that the log tells, or its bounds do not hold the true day."""
    day, within = told.day.isoformat(), told.within
    if len(within) == len(day):
        return [] if dating.date == day else [f"{told.line_start}: {dating.date} for {day}"]
    if not within:
        return [] if dating.date_from is None else [f"{told.line_start}: {dating.date_from} out of nowhere"]
    low, high = dating.date_from or "", dating.date_to or ""
    is_within = dating.date is None and low.startswith(within) and high.startswith(within)
    is_right = is_within and (low <= day <= high or not is_order_told)
    return [] if is_right else [f"{told.line_start}: {dating} for {day} within {within}"]


def check_reading(log: ShapedLog, line_end: str = "\n") -> None:
    reading = read_shaped(log, line_end)
    assert [entry.line_start for entry in reading.blocks.entries] == [told.line_start for told in log.told]
    for (entry, article, _), told in zip(reading.records(), log.told, strict=True):
        assert found(entry, article, told) == told
    datings = zip(log.told, reading.dating.entries, strict=True)
    assert [fault for told, dating in datings for fault in day_faults(told, dating, log.is_order_told)] == []
    unread = [number for number, owner in enumerate(reading.blocks.owners, 1) if owner == "unread"]
    assert unread == sorted((*log.introductions, *log.contents))
    said = [one for one in reading.diagnostics if one.code not in _HARMLESS]
    assert [str(one) for one in said if not (one.code == "unread" and one.line_end in log.contents)] == []


def faults(reading: Reading) -> list[str]:
    """Whatever is wrong with the owners and the outlines of a log."""
    outlines = [fault for entry, article, _ in reading.records() for fault in outline_faults(entry, article)]
    return [*owner_faults(reading), *outlines]


@pytest.mark.parametrize("shape", LINE_SHAPES)
@SETTINGS
@given(st.data())
def test_log_in_one_shape_reads_as_it_was_meant(shape: str, data: st.DataObject) -> None:
    check_reading(data.draw(shaped_logs(shape)))


@pytest.mark.parametrize("shape", FILE_SHAPES)
@SETTINGS
@given(st.data())
def test_file_of_one_shape_reads_as_it_was_meant(shape: str, data: st.DataObject) -> None:
    check_reading(data.draw(file_logs(shape)))


@SETTINGS
@given(shaped_logs(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_log_of_mixed_shapes_reads_as_it_was_meant(log: ShapedLog, line_end: str) -> None:
    check_reading(log, line_end)


@pytest.mark.long
@pytest.mark.parametrize("shape", LINE_SHAPES)
@MANY
@given(st.data())
def test_every_other_log_in_one_shape_does_too(shape: str, data: st.DataObject) -> None:
    check_reading(data.draw(shaped_logs(shape)))


@pytest.mark.long
@pytest.mark.parametrize("shape", FILE_SHAPES)
@MANY
@given(st.data())
def test_every_other_file_of_one_shape_does_too(shape: str, data: st.DataObject) -> None:
    check_reading(data.draw(file_logs(shape)))


@pytest.mark.long
@MANY
@given(shaped_logs())
def test_every_other_log_of_mixed_shapes_does_too(log: ShapedLog) -> None:
    check_reading(log)


@SETTINGS
@given(shaped_logs())
def test_no_line_and_no_letter_of_a_shape_is_lost(log: ShapedLog) -> None:
    reading = read_shaped(log)
    assert faults(reading) == losses(reading, log.name) == []
    assert read_shaped(log) == reading


@pytest.mark.parametrize("shape", LINE_SHAPES)
@SETTINGS
@given(st.data())
def test_no_line_and_no_letter_of_a_spoilt_log_is_lost(shape: str, data: st.DataObject) -> None:
    lines = spoil(data.draw, data.draw(shaped_logs(shape)).lines)
    reading = read_lines(lines)
    assert faults(reading) == []
    assert losses(reading) == []
    assert read_lines(lines) == reading


@pytest.mark.parametrize("shape", LOGS)
@SETTINGS
@given(st.data())
def test_no_line_and_no_letter_of_a_spoilt_log_of_one_shape_is_lost(shape: str, data: st.DataObject) -> None:
    log = data.draw(file_logs(shape))
    lines = spoil(data.draw, log.lines)
    reading = read_lines(lines, log.name)
    assert faults(reading) == losses(reading, log.name) == []


@pytest.mark.long
@MANY
@given(st.data())
def test_no_line_and_no_letter_of_any_other_spoilt_log_is_lost(data: st.DataObject) -> None:
    assert faults(read_lines(spoil(data.draw, data.draw(shaped_logs()).lines))) == []


@SETTINGS
@given(shaped_logs(has_top=False), st.integers(0, 3))
def test_hash_of_an_entry_in_any_shape_does_not_depend_on_where_it_stands(log: ShapedLog, blank: int) -> None:
    # No item of a list: how many of these in a log have an address is a decision over all of it, and joins the hash.
    above = ("# 另一节", "另一篇 https://above.example.org/1  【评论】", *[""] * blank, "# 又一节")
    before, moved = read_blocks(("# 又一节", *log.lines)), read_blocks((*above, *log.lines))
    assert [entry.hash for entry in moved.entries[1:]] == [entry.hash for entry in before.entries]


def test_a_footer_with_a_title_of_its_own_is_no_article() -> None:
    footer = "Follow us:\n- [Feed](https://f.example.org/1)\n- [Mail](https://f.example.org/2)\n\n"
    issues = [f"# Issue {number}\n- [Tea](https://e.example.org/{number})\n\n{footer}" for number in range(3)]
    reading = read_log("".join(issues))
    assert [article.title for article in reading.articles] == ["Tea"] * 3
    assert [one.code for one in reading.diagnostics].count("repeated") == 1
