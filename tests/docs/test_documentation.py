"""The documentation says what the code does: its generated parts are fresh, its links lead somewhere."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from cogapp import Cog
from shape_examples import EXAMPLES, read_last

from ingest.diagnostics import CODES
from ingest.model import Article
from ingest.read import DIALECTS
from ingest.read.log_reader import LogReader
from ingest.read.rules import FILE_RULES, RULES
from ingest.read.text import read_text
from ingest.resources import read_resource

ROOT = Path(__file__).parents[2]
HELP = sorted((ROOT / "ingest" / "help").glob("*.md"))
PAGES = [ROOT / "README.md", *HELP]


def test_the_help_has_its_pages() -> None:
    assert {page.stem for page in HELP} >= {"grammar", "tables", "queries", "search", "design-notes"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_generated_parts_are_fresh(page: Path) -> None:
    """Run `cog -r -I tests/docs -I . README.md ingest/help/*.md` when this fails."""
    status = Cog().main(["cog", "--check", "-I", str(ROOT / "tests" / "docs"), "-I", str(ROOT), str(page)])
    assert status == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_within_the_repository_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(), flags=re.DOTALL)
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert (page.parent / target).exists(), target


def test_the_readme_is_short() -> None:
    text = (ROOT / "README.md").read_text()
    written = re.sub(r"\]\]\] -->.*?\[\[\[end\]\]\]", "", text, flags=re.DOTALL)  # the rest is made by cog
    assert len(written.splitlines()) < 229


def test_every_diagnostic_is_in_the_grammar() -> None:
    grammar = (ROOT / "ingest" / "help" / "grammar.md").read_text()
    assert [code for code in CODES if f"`{code}`" not in grammar] == []


def test_every_table_view_and_column_is_in_the_tables() -> None:
    tables = (ROOT / "ingest" / "help" / "tables.md").read_text()
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(read_resource("schema.sql"))
        names = connection.execute(
            """
            SELECT name, type FROM sqlite_schema
            WHERE type IN ('table', 'view') AND name NOT LIKE '%\\_fts\\_%' ESCAPE '\\' AND name NOT LIKE '%spaced'
            """
        ).fetchall()
        assert len(names) > 15
        for name, kind in names:
            assert f"`{name}`" in tables, name
            if kind == "table" and not name.endswith("_fts"):
                for (column,) in connection.execute("SELECT name FROM pragma_table_info(?)", [name]):
                    assert f"`{column}`" in tables, f"{name}.{column}"


def test_every_dependency_has_its_reason() -> None:
    readme = (ROOT / "README.md").read_text()
    project = (ROOT / "pyproject.toml").read_text()
    named = re.findall(r'^    "([A-Za-z0-9-]+)[>=<,.0-9]*",?$', project, re.MULTILINE)
    assert len(named) >= 12
    assert [name for name in named if f"`{name}`" not in readme] == []


def test_no_page_names_a_machine() -> None:
    for page in PAGES:
        assert not re.search(r"(?<![\w./-])/(?:work|root|home|tmp)/", page.read_text()), page.name


@pytest.mark.parametrize(("name", "rule", "example"), EXAMPLES, ids=[name for name, _, _ in EXAMPLES])
def test_every_example_of_a_shape_is_read_by_its_rule(name: str, rule: str, example: str) -> None:
    assert read_last(example)[0].rule == rule


def test_the_logs_of_the_chinese_page_are_read_as_it_says() -> None:
    page = (ROOT / "ingest" / "help" / "zh.md").read_text()
    log, forms = re.findall(r"```markdown\n(.*?)```", page, re.DOTALL)
    ring, stars = _articles(log)
    assert (ring.day, [one.kind for one in ring.excerpts]) == ("12.22", ["quote", "note", "label", "quote"])
    assert stars.title == "夜里数流星"
    link, to_read, dated, book, starred, struck, found, told = _articles(
        "# 2025\n\n" + re.sub(r"(?m) {4,}.*$", "", forms)
    )
    assert [tag.spelling for tag in to_read.tags] == ["unread"]
    assert (dated.day, book.title, book.address) == ("2025-08-30", "《茶经》", None)
    assert (starred.starred, struck.struck, found.via) == (True, True, "周刊")
    assert [one.text for one in told.excerpts] == ["值得再读"]
    with_address = (link, to_read, dated, starred, struck, found, told)
    assert [article.address and article.address.url[-1] for article in with_address] == list("1234567")
    assert {article.title for article in with_address} == {"标题"}


def _articles(log: str) -> list[Article]:
    reader = LogReader(read_text(log.encode()))
    return [reader.read(entry) for entry in reader.entries()]


def test_the_options_of_the_chinese_page_are_those_of_the_commands() -> None:
    chinese, all_of_them = (
        set(re.findall(r"(?<![\w-])--[a-z]+", (ROOT / "ingest" / "help" / name).read_text()))
        for name in ("zh.md", "commands.md")
    )
    assert {"--year", "--check", "--prune"} <= chinese <= all_of_them


def test_every_shape_has_an_example() -> None:
    assert {rule for _, rule, _ in EXAMPLES} == set(RULES)


def test_the_dialects_that_can_be_named_are_the_rules_of_files() -> None:
    assert ("lines", *FILE_RULES) == DIALECTS


@pytest.mark.parametrize("column", ["log_id", "line_start", "starred", "excerpt_count"])
def test_the_schema_itself_says_what_a_column_of_articles_holds(column: str) -> None:
    body = read_resource("schema.sql").partition("CREATE TABLE article (")[2].partition("STRICT")[0]
    assert re.search(rf"^  {column} .*-- \w", body, re.MULTILINE)
