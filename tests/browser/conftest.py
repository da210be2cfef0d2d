"""A browser, a server, and a visitor who minds whatever a page complains of or asks of strangers.

Never waits for a clock: the browser says when it is done.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, sync_playwright
from served import BROWSER_OPTIONS, WIDE, find_browser, read_addresses, serve, write_database

Enter = Callable[..., Page]


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_database(tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="session")
def addresses(database: Path) -> dict[str, str]:
    return read_addresses(database)


@pytest.fixture(scope="session")
def server(database: Path) -> Iterator[str]:
    with serve(database) as address:
        yield address


@pytest.fixture(scope="module")  # the event loop of a browser must be gone before a test that has one of its own
def browser() -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("there is no Chromium on this machine")
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=path, args=BROWSER_OPTIONS) as it:
        yield it


@pytest.fixture
def complaints() -> list[str]:
    """What went wrong in the browser so far. It is empty at the end of every test."""
    return []


@pytest.fixture
def enter(browser: Browser, server: str, complaints: list[str]) -> Iterator[Enter]:
    """A page for a visitor whose browser has these options, and no cookies."""
    contexts: list[BrowserContext] = []

    def enter(**options: Any) -> Page:
        context = browser.new_context(base_url=server, **{"locale": "en-GB", **options})
        contexts.append(context)
        context.set_default_timeout(5000)
        watch(context, server, complaints)
        return context.new_page()

    yield enter
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="module")
def readers(browser: Browser, server: str) -> Iterator[tuple[dict[str, Page], list[str]]]:
    """A page for a reader of each language, which stays open from test to test, and what went wrong in them."""
    complaints: list[str] = []
    pages = {}
    for locale in ("en-GB", "zh-CN"):
        context = browser.new_context(base_url=server, locale=locale)
        context.set_default_timeout(5000)
        watch(context, server, complaints)
        pages[locale] = context.new_page()
    yield pages, complaints
    for page in pages.values():
        page.context.close()


@pytest.fixture
def read(readers: tuple[dict[str, Page], list[str]]) -> Iterator[Enter]:
    """The page of a reader at an address, loaded unless it is there already, in a colour scheme and of a size."""
    pages, complaints = readers

    def read(address: str, locale: str = "en-GB", color_scheme: Any = "light", size: Any = WIDE) -> Page:
        page = pages[locale]
        page.emulate_media(color_scheme=color_scheme)
        page.set_viewport_size(size)
        if not page.url.endswith(address):
            page.goto(address)
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")  # scripts see the layout
        return page

    yield read
    found = complaints.copy()
    complaints.clear()
    assert found == []


def watch(context: BrowserContext, server: str, complaints: list[str]) -> None:
    """Write down errors and warnings, faults of scripts, what the security policy stops, and requests to strangers."""

    def hear(message: ConsoleMessage) -> None:
        # That a page itself is answered with a status of failure is for the test to judge.
        is_status = message.text.startswith("Failed to load resource") and message.location["url"] == message.page.url
        if message.type in ("error", "warning") and not is_status:
            complaints.append(f"{message.page.url}: {message.text} {message.location['url']}")

    def stop(route: Route) -> None:
        complaints.append(f"asked for {route.request.url}")
        route.abort()

    context.on("console", hear)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.route(lambda url: not url.startswith(f"{server}/"), stop)
