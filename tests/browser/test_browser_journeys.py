"""What a reader does in a sitting, by mouse and by keys, and what the browser then shows."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from served import COLLECTION, NARROW, WIDE


def path_of(page):
    return urlsplit(page.url).path


def colours_of(page):
    """The paper and the ink of a page."""
    return page.evaluate(
        "(({ backgroundColor, color }) => [backgroundColor, color])(getComputedStyle(document.body.parentElement))"
    )


def test_from_the_first_page_by_keys_alone_to_a_passage_that_was_searched(enter, addresses):
    page = enter()
    page.goto(addresses["home"])
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("环形缓冲区 kind:quote")
    page.keyboard.press("Enter")
    expect(page.locator("main h1")).to_contain_text("article")
    assert page.locator("mark").first.inner_text() == "环形缓冲区"
    first = page.locator(".articles h2 a").first
    title = first.inner_text()
    first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    assert path_of(page).startswith("/readlog/-/article/")


def test_a_slash_is_typed_where_somebody_types(enter, addresses):
    page = enter()
    page.goto(addresses["search"])
    box = page.get_by_role("searchbox")
    box.focus()
    page.keyboard.type("I/O")
    expect(box).to_have_value("I/O")


def test_a_heading_folds_and_unfolds_by_keys(enter, addresses):
    page = enter()
    page.goto(addresses["article"])
    heading = page.locator(".outline summary").first
    below = page.locator(".outline details").first.locator("li").first
    expect(below).to_be_visible()
    heading.focus()
    page.keyboard.press("Enter")
    expect(below).to_be_hidden()
    page.keyboard.press(" ")
    expect(below).to_be_visible()


def test_all_headings_fold_and_unfold_at_once_by_keys(enter, addresses):
    page = enter()
    page.goto(addresses["article"])
    titles = page.locator(".outline details")
    number = titles.count()
    assert number > 1
    page.get_by_role("button", name="Fold all").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".outline details[open]")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator(".outline details[open]")).to_have_count(number)
    page.keyboard.press("Enter")
    page.locator(".outline summary").first.click()
    expect(page.get_by_role("button", name="Fold all")).to_be_visible()


def test_without_headings_there_is_nothing_to_fold_at_once(enter, addresses):
    page = enter()
    page.goto(addresses["bare-article"])
    assert page.get_by_role("button", name="Fold all").count() == 0


def test_the_permanent_link_of_a_passage_leads_to_it_and_marks_it(enter, addresses):
    page = enter()
    page.goto(addresses["found"])
    link = page.locator(".passage .place a").last
    name = urlsplit(link.get_attribute("href")).fragment
    link.click()
    passage = page.locator(f"[id='{name}']")
    expect(passage).to_be_in_viewport()
    assert page.evaluate("document.querySelector(':target').id") == name
    assert shade_of(passage) != shade_of(page.locator(".outline li:not(:target, :has(:target))").first)
    page.mouse.move(0, 0)
    expect(passage.locator("> .where .file")).to_be_hidden()  # it would stand on the words


def shade_of(passage):
    """What the words of a passage stand on."""
    words = passage.locator("> .words, > details > summary").first
    return words.evaluate("it => getComputedStyle(it).backgroundColor")


def test_a_tag_leads_to_an_article_and_the_article_back_to_the_tag(enter, addresses):
    page = enter()
    page.goto(addresses["tag"])
    tag = page.get_by_role("heading", level=1).inner_text()
    page.locator("main a[href*='/-/article/']").first.click()
    expect(page.locator(".outline")).to_be_visible()
    page.locator(".tags").get_by_role("link", name="io_uring", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(tag)


def test_a_collection_leads_to_what_came_through_it(enter, addresses):
    page = enter()
    page.goto(addresses["collections"])
    page.get_by_role("link", name=COLLECTION).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(COLLECTION)
    page.locator("main .lines a").first.click()
    expect(page.locator("main")).to_contain_text(f"{COLLECTION}/2024.md")


def test_today_has_others_when_they_are_asked_for_and_the_same_when_asked_again(enter, addresses):
    page = enter()
    page.goto(addresses["today"])
    first = page.locator(".meeting").inner_text()
    page.reload()
    assert page.locator(".meeting").inner_text() == first
    page.get_by_role("link", name="Another").click()
    page.wait_for_url(re.compile(r"\?"))
    assert page.locator(".meeting").inner_text() != first


def test_the_language_is_switched_where_one_stands_and_stays_switched(enter, addresses):
    page = enter(locale="en-GB")
    page.goto(addresses["found"])
    asked = urlsplit(page.url).query
    page.get_by_role("link", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    assert urlsplit(page.url).query == asked
    page.goto(addresses["tags"])
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto(addresses["found"])
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_page_is_dark_for_who_likes_it_dark(enter, addresses):
    day, night = (enter(color_scheme=scheme) for scheme in ("light", "dark"))
    brightness = []
    for page in (day, night):
        page.goto(addresses["home"])
        brightness.append([sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in colours_of(page)])
    (paper, ink), (dark_paper, light_ink) = brightness
    assert paper > 600 > 200 > ink
    assert dark_paper < 200 < 600 < light_ink


def test_a_reader_finds_and_reads_without_javascript(enter, addresses):
    page = enter(java_script_enabled=False)
    page.goto(addresses["home"])
    page.get_by_role("searchbox").fill("锁")
    page.get_by_role("searchbox").press("Enter")
    page.locator(".articles h2 a").first.click()
    assert path_of(page).startswith("/readlog/-/article/")
    summary = page.locator(".outline summary").first
    if summary.count():
        summary.click()
    page.get_by_role("link", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")


def test_the_first_tab_leads_past_the_head_of_the_page(enter, addresses):
    page = enter()
    page.goto(addresses["article"])
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("media", ["print", "screen"])
def test_paper_has_the_passages_and_nothing_to_click(enter, addresses, media):
    page = enter()
    page.goto(addresses["article"])
    page.emulate_media(media=media)
    expect(page.locator(".outline li").first).to_be_visible()
    assert page.get_by_role("searchbox").is_visible() == (media == "screen")


@pytest.mark.parametrize("media", ["print", "screen"])
def test_paper_has_no_ways_to_elsewhere_above_what_was_read(enter, addresses, media):
    page = enter(viewport=NARROW)
    page.goto(addresses["home"])
    page.emulate_media(media=media)
    for above in (page.locator(".badge"), page.locator(".jumps")):
        expect(above).to_be_visible(visible=media == "screen")


# The words of a table, each with the lines that it takes.
LINES_OF_WORDS = """table => [...table.querySelectorAll('th, td')].flatMap((cell) => {
    const node = cell.firstChild;
    return [...node.data.matchAll(/\\S+/g)].map(({ index, 0: word }) => {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        return [word, range.getClientRects().length];
    });
})"""


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_words_of_a_table_are_whole_and_its_number_stands_beside_it(enter, addresses, size):
    page = enter(viewport=size)
    page.goto(f"{addresses['search']}?q=kind:table")
    page.goto(page.locator(".articles h2 a").first.get_attribute("href"))
    table = page.locator("table").first
    table.locator("th").last.evaluate("it => { it.textContent = 'first steep '.repeat(20) }")
    assert {lines for _, lines in table.evaluate(LINES_OF_WORDS)} == {1}
    field, number = (page.locator(f"li.table > {part}").first for part in (".words > .table", ".where"))
    number.locator("a").evaluate("it => { it.textContent = '12006–12009' }")
    assert field.bounding_box()["x"] + field.bounding_box()["width"] <= number.bounding_box()["x"]


def test_a_long_line_of_code_ends_before_its_number(enter, addresses):
    page = enter(viewport=NARROW)
    page.goto(f"{addresses['search']}?q=kind:code")
    page.goto(page.locator(".articles h2 a").first.get_attribute("href"))
    code = page.locator("li.code").first
    code.locator("pre code").evaluate("it => { it.textContent = 'x'.repeat(200) }")
    code.locator("pre").evaluate("it => { it.scrollLeft = it.scrollWidth }")
    end = code.locator("pre code").bounding_box()
    assert end["x"] < 0
    assert end["x"] + end["width"] <= code.locator("> .where").bounding_box()["x"]


def test_keys_alone_come_past_what_narrows_a_search_to_what_it_found(enter, addresses):
    page = enter(viewport=WIDE)
    page.goto(addresses["found"])
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.hash") == "#articles":
            break
    assert page.evaluate("document.activeElement.getBoundingClientRect().width") > 20  # it is seen while it is there
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.articles > li:first-child h2 a')")


def test_an_address_that_leads_nowhere_says_so_in_our_style(enter):
    page = enter(locale="zh-CN")
    assert page.goto("/readlog/-/article/1").status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("没有这个页面")
    expect(page.get_by_role("searchbox")).to_be_visible()


def test_what_stands_beside_a_few_results_does_not_draw_them_apart(enter, addresses):
    page = enter()
    page.goto(f"{addresses['search']}?q=内存 -title:水&page=99")
    tops = page.locator("main > :not(.facets)").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    assert page.locator("main > .facets").bounding_box()["height"] > 2 * (tops[-1] - tops[0])


def test_in_a_hand_a_row_of_datasettes_table_of_articles_is_no_longer_than_the_screen(enter, addresses):
    page = enter(viewport=NARROW)
    page.goto("/readlog/article")
    rows = page.locator(".rows-and-columns tbody tr")
    assert rows.count() > 5
    assert max(row.bounding_box()["height"] for row in rows.all()) < NARROW["height"]
    cells = page.locator(".rows-and-columns tbody td")
    assert cells.evaluate_all("all => all.filter(it => it.scrollWidth > it.clientWidth).length") == 0
