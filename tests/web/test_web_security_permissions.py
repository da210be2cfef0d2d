"""Whom Datasette's permissions keep from a table, a file or the server, our pages tell nothing of it either."""

from __future__ import annotations

import pytest
from sample_databases import RING

ROOT = {"allow": {"id": "root"}}
TABLES = (
    "article", "excerpt", "tag", "article_tag", "excerpt_tag", "tag_alias", "highlight", "term", "link", "log",
    "diagnostic",
)  # fmt: skip
PAGES = [
    *("", f"/-/article/{RING}", "/-/month/2025-03", "/-/tags", "/-/tag/PG", "/-/collections", "/-/collection/letters"),
    *("/-/today", "/-/highlights", "/-/terms", "/-/problems", "/-/seen?url=x.org", "/-/search?q=ring"),
    *("/-/feed.atom", f"/-/article/{RING}.md", "/-/tag/PG.json", "/-/search.csv?q=ring", "/-/search.json?q=ring"),
]


@pytest.mark.parametrize(
    "metadata",
    [
        ROOT,
        {"databases": {"readlog": ROOT}},
        *({"databases": {"readlog": {"tables": {table: ROOT}}}} for table in TABLES),
    ],
    ids=["server", "file", *TABLES],
)
async def test_a_page_is_for_whom_may_view_all_that_it_tells_of(serve, readlog_file, metadata):
    datasette = serve(readlog_file, metadata=metadata)
    cookies = {"ds_actor": datasette.sign({"a": {"id": "root"}}, "actor")}
    for page in PAGES:
        response = await datasette.client.get(f"/readlog{page}")
        assert response.status_code == 403, page
        assert "缓冲" not in response.text
    for page in PAGES:
        assert (await datasette.client.get(f"/readlog{page}", cookies=cookies)).status_code == 200, page
