"""The queries of ingest/help/queries.md run as they stand, in Datasette's SQL box over a real log."""

import re
from pathlib import Path

import pytest

import ingest

HELP = (Path(ingest.__file__).parent / "help" / "queries.md").read_text(encoding="utf-8")
QUERIES = dict(re.findall(r"^## \d+\. (.+?)$.*?^```sql\n(.+?)^```$", HELP, re.MULTILINE | re.DOTALL))


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
