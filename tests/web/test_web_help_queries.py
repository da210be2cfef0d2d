"""The queries of the help run as they stand, in Datasette's SQL box over a real log."""

import re
from pathlib import Path

import pytest
import yaml

import ingest
from ingest.resources import read_resource

FOLDER = Path(ingest.__file__).parent / "help"
HELP = (FOLDER / "queries.md").read_text(encoding="utf-8")
QUERIES = dict(re.findall(r"^## \d+\. (.+?)$.*?^```sql\n(.+?)^```$", HELP, re.MULTILINE | re.DOTALL))


def taught_searches():
    """All SQL over a full-text index that the help, the README and what Datasette shows have for a reader to copy."""
    for page in (*sorted(FOLDER.glob("*.md")), FOLDER.parents[1] / "README.md"):
        for block in re.findall(r"^```sql\n(.+?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
            yield from ((page.name, sql) for sql in block.split(";"))
    section = yaml.safe_load(read_resource("metadata.yml"))["database"]
    yield from ((name, query["sql"]) for name, query in section["queries"].items())
    for name, table in section["tables"].items():
        yield from ((name, sql) for sql in re.findall("To search: (.+)", table["description"]))


SEARCHES = [(name, sql) for name, sql in taught_searches() if "_fts" in sql]


@pytest.mark.parametrize(("name", "sql"), SEARCHES, ids=[name for name, _ in SEARCHES])
async def test_each_search_goes_from_the_index_to_its_rows_and_scans_no_table(serve, real_file, name, sql):
    values = dict.fromkeys(re.findall(r":(\w+)", sql), "内存")
    plan = await serve(real_file).get_database("readlog").execute(f"EXPLAIN QUERY PLAN {sql}", values)
    steps = [row["detail"] for row in plan.rows]
    assert any(re.match(r"SCAN \w+_fts VIRTUAL TABLE", step) for step in steps)
    assert [step for step in steps if re.match(r"SCAN (article|excerpt)\b", step)] == []


def test_searches_of_both_indexes_are_taught():
    assert {name for name, _ in SEARCHES} >= {"README.md", "search.md", "tables.md", "queries.md", "passages_for_term"}
    for table in ("article", "excerpt"):
        assert any(f"{table}_fts" in sql and re.search(rf"\b(FROM|JOIN) {table}\b", sql) for _, sql in SEARCHES)


def test_there_are_ten_each_under_its_question():
    assert len(QUERIES) == 10
    assert len(re.findall("^```sql$", HELP, re.MULTILINE)) == 10
    assert all(question.endswith("?") for question in QUERIES)


@pytest.mark.parametrize("question", QUERIES)
async def test_each_finds_something_in_a_real_log(serve, real_file, question):
    client = serve(real_file).client
    params = {"sql": QUERIES[question], "words": "内存 OR io_uring"}
    answer = (await client.get("/readlog.json", params=params)).json()
    assert answer["ok"], answer["error"]
    assert answer["rows"]
    assert (await client.get("/readlog", params=params)).status_code == 200
