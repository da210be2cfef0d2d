"""What holds on every page, in either language, by day and by night, on a desk and in a hand."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from served import NARROW, PAGES, WIDE

from ingest import web

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")

# What colours and room can change of axe's findings.
RULES_OF_LOOKS = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]

# Numbers all that Tab must reach, and notes each that it comes to.
WATCH_FOCUS = """() => {
    const found = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')];
    const wanted = found.filter((it) => it.type !== 'hidden' && it.tabIndex >= 0 && it.checkVisibility());
    window.reached = [];
    document.addEventListener('focusin', ({ target }) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(target);
        const { width, height } = target.getBoundingClientRect();
        window.reached.push({
            number: wanted.indexOf(target),
            html: target.outerHTML.slice(0, 200),
            isShown: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && width > 1 && height > 1,
        });
    });
    return wanted.length;
}"""

# What scrolls and is no stop of Tab, and what is one and has room.
ODD_STOPS = """() => [...document.querySelectorAll('pre, .table')]
    .filter((it) => it.checkVisibility() && !['hidden', 'visible'].includes(getComputedStyle(it).overflowX))
    .filter((it) => it.hasAttribute('tabindex') !== it.scrollWidth > it.clientWidth)
    .map((it) => it.outerHTML.slice(0, 200))"""

# The words of a page in its blocks and where its links lead. Buttons are no part of them: scripts may add some.
CONTENT = """html => {
    const page = html ? new DOMParser().parseFromString(html, 'text/html') : document;
    const blocks = [...page.querySelectorAll('h1, h2, h3, p, blockquote, pre, summary, th, td')];
    return [...blocks.map((it) => it.textContent), ...[...page.querySelectorAll('a')].map((it) => it.outerHTML)];
}"""


# All that is asked of a page, before the next: so it is loaded once in each language.
every_page = pytest.mark.parametrize("name", PAGES, scope="module")


def test_every_page_is_visited(addresses):
    for page in web.pages.PAGES:
        assert any(re.fullmatch(page.route, address) for address in addresses.values()) or not page.template, page.path


@every_page
@pytest.mark.parametrize(("locale", "first", "second"), [("en-GB", "light", "dark"), ("zh-CN", "dark", "light")])
def test_nothing_of_it_keeps_anybody_out_by_day_and_by_night_wide_and_narrow(
    read, addresses, name, locale, first, second
):
    found = faults_of(read(addresses[name], locale, first))
    page = read(addresses[name], locale, second, NARROW)
    assert found + faults_of(page, RULES_OF_LOOKS) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= NARROW["width"]


@pytest.mark.long
@every_page
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
def test_nothing_of_it_keeps_anybody_out_in_any_language_light_and_size(read, addresses, name, locale, scheme, size):
    page = read(addresses[name], locale, scheme, size)
    assert faults_of(page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= size["width"]


def faults_of(page, rules=None):
    """What axe has against a page, of whatever weight: the rule, and where."""
    options = {"resultTypes": ["violations"]} | ({"runOnly": rules} if rules else {})
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{AXE}; 0")
    answer = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{rule['impact']} {rule['id']}: {node['html'][:200]} {node['failureSummary']}"
        for rule in answer["violations"]
        for node in rule["nodes"]
    ]


@every_page
def test_tab_reaches_all_that_can_be_used_and_shows_where_it_is(read, addresses, name):
    page = read(addresses[name])
    number = page.evaluate(WATCH_FOCUS)
    for _ in range(number):
        page.keyboard.press("Tab")
    reached = page.evaluate("reached")
    assert [it["number"] for it in reached] == list(range(number))
    assert [it["html"] for it in reached if not it["isShown"]] == []


@every_page
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_what_scrolls_sideways_is_a_stop_of_tab_and_what_has_room_is_none(read, addresses, name, size):
    assert read(addresses[name], size=size).evaluate(ODD_STOPS) == []


@every_page
def test_scripts_add_no_words_and_no_links(read, addresses, name):
    page = read(addresses[name])
    served = page.context.request.get(addresses[name]).text()
    assert page.evaluate(CONTENT) == page.evaluate(CONTENT, served)
