"""Rows that hold what no run writes: each page is a page or a sentence, each command answers or says what is wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner
from spoilt_rows import (
    COMMANDS,
    MORE_COMMANDS,
    MORE_PAGES,
    PAGES,
    columns,
    command_faults,
    page_faults,
    serve,
    spoil,
    visit_pages,
)

from ingest.run import Report
from ingest.terminal.cli import main

ODD = "# 12\n\nno address\n- > x\n\nTitle https://x.example/a\x07b  【`12.99`】\n- > a\n"


@pytest.fixture
def folder(tmp_path: Path, example_log: Path, build: Callable[..., Report], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with logs and the database of them, one of which came through a collection."""
    place = tmp_path / "whole"
    (place / "data" / "letters").mkdir(parents=True)
    shutil.copy(example_log, place / "data")
    shutil.copy(example_log.with_name("2024.md"), place / "data" / "letters")
    (place / "data" / "odd.md").write_text(ODD)
    monkeypatch.chdir(place)
    build(Path("data"), database=Path("readlog.db"))
    return place


MAIN = ("article", "excerpt", "tag", "log")


async def visit(folder: Path, whole: bool, pages: Sequence[str], commands: Sequence[Sequence[str]]) -> list[str]:
    """What goes wrong when one column after the other is spoilt: by one value at a time, or some by all together."""
    faults = []
    with serve() as datasette:
        for table, column, values in columns(folder / "readlog.db"):
            if not whole and table not in MAIN:
                continue
            for number, some in enumerate([[value] for value in values] if whole else [values]):
                spoilt = folder.with_name(f"{table}-{column}-{number}")
                shutil.copytree(folder, spoilt)
                spoil(spoilt / "readlog.db", table, column, some)
                found = await page_faults(datasette, spoilt / "readlog.db", pages)
                with chdir(spoilt):
                    found += command_faults(commands)
                faults += [f"{table}.{column} = {' '.join(some)}: {fault}" for fault in found]
                shutil.rmtree(spoilt)
    return faults


async def test_no_value_of_any_column_ends_in_a_traceback(folder: Path) -> None:
    assert await visit(folder, False, PAGES, COMMANDS) == []


@pytest.mark.long
async def test_nor_does_any_value_that_stands_in_all_rows(folder: Path) -> None:
    assert await visit(folder, True, (*PAGES, *MORE_PAGES), (*COMMANDS, *MORE_COMMANDS)) == []


async def test_without_a_cause_all_is_found(folder: Path) -> None:
    with serve() as datasette:
        found = await visit_pages(datasette, folder / "readlog.db", (*PAGES, *MORE_PAGES))
    assert {page: status for page, (status, _) in found.items() if status != 200} == {}
    statuses = {command: CliRunner().invoke(main, command).exit_code for command in (*COMMANDS, *MORE_COMMANDS)}
    assert [command for command, status in statuses.items() if status] == [("find", "nothing-like-it")]
