"""What plugins of others give to templates: it changes nothing on our pages. They are told which database it is."""

from __future__ import annotations

import pytest
from datasette import hookimpl
from jinja2.meta import find_undeclared_variables
from other_plugins import another_plugin
from sample_databases import RING

from ingest.web import answers

PAGES = [
    "/readlog",
    f"/readlog/-/article/{RING}",
    "/readlog/-/article/1",
    "/readlog/-/month/2025-03",
    "/readlog/-/tags",
    "/readlog/-/tag/C~2B~2B",
    "/readlog/-/collections",
    "/readlog/-/collection/letters",
    "/readlog/-/today",
    "/readlog/-/highlights",
    "/readlog/-/terms",
    "/readlog/-/problems",
    "/readlog/-/seen?url=https://blog.example.org/ring",
    "/readlog/-/search?q=ring",
    "/readlog/-/help",
    "/readlog/-/help/zh",
]
OF_DATASETTE = {"urls", "show_messages"}


class Other:
    """A plugin that says `vars` for every page, and notes what it is asked."""

    __name__ = "other"

    def __init__(self, **vars):
        self.vars, self.asked = vars, []

    @hookimpl
    def extra_template_vars(self, template, database, view_name):
        self.asked.append((template, database, view_name))
        return self.vars


def names_in_templates(datasette):
    """What our templates take from whoever renders them."""
    env = datasette.jinja_env
    ours = [name for name in env.list_templates() if "readlog_" in name]
    sources = [env.loader.get_source(env, name)[0] for name in ours]
    return set().union(*(find_undeclared_variables(env.parse(source)) for source in sources)) - OF_DATASETTE


@pytest.mark.parametrize("page", PAGES)
async def test_no_variable_of_theirs_takes_the_place_of_one_of_ours(serve, readlog_file, page):
    datasette = serve(readlog_file)
    before = await datasette.client.get(page)
    names = names_in_templates(datasette)
    assert {"visit", "text", "words", "lines", "file", "render"} <= names
    with another_plugin(Other(**dict.fromkeys(names, "tags"))):  # a word of ours: the page that is `here` may be it
        after = await datasette.client.get(page)
    assert (after.status_code, after.text) == (before.status_code, before.text)


@pytest.mark.parametrize("page", PAGES)
async def test_they_are_told_the_database_and_which_page_it_is(serve, readlog_file, page):
    with another_plugin(other := Other()):
        await serve(readlog_file).client.get(page)
    [(template, database, view_name)] = other.asked
    assert (f"{view_name}.html", database) == (template, "readlog")


async def test_a_page_of_datasettes_has_nothing_of_a_page_of_ours_that_failed(serve, readlog_file, monkeypatch):
    def fail(markdown):
        raise RuntimeError

    monkeypatch.setattr(answers, "render_markdown", fail)
    response = await serve(readlog_file).client.get(f"/readlog/-/article/{RING}")
    assert response.status_code == 500
    assert "readlog-search" not in response.text
