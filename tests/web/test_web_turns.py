"""No page keeps the others waiting: files are written beside the event loop, and in a long page others have a turn."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from contextlib import closing, suppress

import pytest
from sample_databases import RING, RING_EXCERPTS

from ingest.web import answers
from ingest.web.pages import PAGES, article

FILES = [(page, suffix) for page in PAGES for suffix in page.files]
PATHS = {
    "article": f"article/{RING}",
    "collection": "collection/letters",
    "month": "month/2025-03",
    "tag": "tag/C~2B~2B",
}


@pytest.mark.parametrize(("page", "suffix"), FILES, ids=lambda value: value if isinstance(value, str) else value.path)
async def test_files_are_written_beside_the_event_loop(serve, readlog_file, monkeypatch, page, suffix):
    write, threads = page.files[suffix], []

    def write_and_note(variables, visit):
        threads.append(threading.current_thread())
        return write(variables, visit)

    monkeypatch.setitem(page.files, suffix, write_and_note)
    name = page.path.partition("/")[0]
    response = await serve(readlog_file).client.get(f"/readlog/-/{PATHS.get(name, name)}.{suffix}")
    assert response.status_code == 200
    assert len(threads) == 1
    assert threads[0] is not threading.current_thread()


async def test_a_file_keeps_no_run_waiting_while_it_is_written(serve, readlog_file, monkeypatch):
    def ingest_meanwhile(variables, visit):
        with closing(sqlite3.connect(readlog_file, timeout=0, isolation_level=None)) as writer:
            writer.execute("BEGIN EXCLUSIVE")
        return "written"

    monkeypatch.setitem(article.PAGE.files, "md", ingest_meanwhile)
    assert (await serve(readlog_file).client.get(f"/readlog/-/article/{RING}.md")).text == "written"


async def test_between_two_passages_of_a_page_others_have_their_turn(serve, readlog_file, monkeypatch):
    turns, noted, render = 0, [], answers.render_markdown

    async def take_turns():
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    def render_and_note(markdown):
        noted.append(turns)
        return render(markdown)

    monkeypatch.setattr(answers, "render_markdown", render_and_note)
    other = asyncio.create_task(take_turns())
    response = await serve(readlog_file).client.get(f"/readlog/-/article/{RING}")
    other.cancel()
    with suppress(asyncio.CancelledError):
        await other
    assert response.status_code == 200
    assert len(noted) == len(RING_EXCERPTS)
    assert sorted(set(noted)) == noted
