"""What a diagnostic says of the line that it is about, and what can be read from its message."""

from __future__ import annotations

import pytest

from ingest.diagnostics import CODES, diagnose, place_in_source, quote_lines, read_facts


@pytest.mark.parametrize("column", [1, 2, 400, 401, 402, 1000, 5000])
def test_the_source_is_the_part_of_the_line_about_the_column(column: int) -> None:
    line = "a" * (column - 1) + "X" + "b" * 5000
    (found,) = quote_lines([diagnose("tab", 2, column=column)], ["other", line])
    assert len(found.source) == 500
    assert found.source in line
    assert found.source[place_in_source(column)] == "X"


def test_a_short_line_is_its_own_source() -> None:
    (found,) = quote_lines([diagnose("missing-url", 1)], ["Title\twith a tab"])
    assert found.source == "Title\twith a tab"


def test_the_facts_of_every_message_are_found_in_it_again() -> None:
    names = (
        "day",
        "code_point",
        "heading",
        "year",
        "month",
        "articles",
        "clippings",
        "lines",
        "links",
        "reason",
        "previous",
        "length",
        "most",
        "other",
    )
    facts = {name: f"«{name}\n{{}} .*»" for name in names}
    for code, kind in CODES.items():
        found = read_facts(code, diagnose(code, 1, **facts).message)
        assert found is not None
        assert set(found) == {name for name in names if f"{{{name}" in kind.message}
        for name, value in found.items():
            assert value in (facts[name], repr(facts[name])), code


@pytest.mark.parametrize(("code", "message"), [("month-order", "month 3 is fine"), ("other", ""), ("other", "x")])
def test_a_message_of_another_readlog_has_no_facts(code: str, message: str) -> None:
    assert not read_facts(code, message)


def test_every_code_says_what_to_do() -> None:
    assert [code for code, kind in CODES.items() if not kind.hint] == []
