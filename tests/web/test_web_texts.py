"""The catalogue of texts: whole in both languages, and all the words there are; a visitor gets one or the other."""

import re
from collections import deque
from fnmatch import fnmatchcase
from string import Formatter
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, NavigableString
from sample_databases import RING
from wording import (
    MODULES,
    SPOKEN,
    TEMPLATES,
    asked_by_module,
    asked_by_template,
    called_by_module,
    letters_of,
    words_of_template,
)

from ingest.diagnostics import CODES
from ingest.search.faults import FAULTS, fault
from ingest.web.pages import PAGES
from ingest.web.texts import LANGUAGES, Texts, catalogue, choose_language

# Sections that translate what Python says in English, and that English.
TRANSLATIONS = {
    "fault": FAULTS,
    "problem": {code: CODES[code].message for code in CODES},
    "problem-hint": {code: CODES[code].hint for code in CODES},
}

TEXTS = {f"{section}.{key}": text for section, texts in catalogue().items() for key, text in texts.items()}
OWN = {name: text for name, text in TEXTS.items() if name.partition(".")[0] not in TRANSLATIONS}

# No words of ours: names of forms of a file; how an address begins, in an empty box; what macros write into tags.
NO_WORDS = {"CSV", "JSON", "Markdown", "https", "lang", "chinese", "latin"}

COOKIE = "readlog_language"


def forms_of(text):
    """The wordings of a text in a language: for one thing, for several."""
    return text if isinstance(text, list) else [text]


def blanks_of(wording):
    """What a wording leaves to be filled in."""
    return {name for _, name, _, _ in Formatter().parse(wording) if name}


@pytest.mark.parametrize("name", OWN)
def test_a_text_is_there_in_every_language_and_asks_for_the_same_facts(name):
    assert set(OWN[name]) == set(LANGUAGES)
    wordings = [wording for language in LANGUAGES for wording in forms_of(OWN[name][language])]
    assert all(wording.strip() == wording != "" for wording in wordings)
    if name.startswith("days."):
        return  # a day is told by the name of its month in English, and by its number in Chinese
    blanks = {language: set().union(*map(blanks_of, forms_of(OWN[name][language]))) for language in LANGUAGES}
    assert blanks["en"] == blanks["zh"]


@pytest.mark.parametrize("name", OWN)
def test_a_text_for_one_and_for_several_goes_by_n(name):
    for text in OWN[name].values():
        if isinstance(text, list):
            assert len(text) == 2
            assert "n" in blanks_of(text[1])


@pytest.mark.parametrize("section", TRANSLATIONS)
def test_what_python_says_in_english_is_translated_and_needs_no_more_facts(section):
    english = TRANSLATIONS[section]
    assert set(catalogue()[section]) == {code for code in english if english[code]}
    for code, text in catalogue()[section].items():
        assert set(text) == {"zh"}
        assert blanks_of(text["zh"]) <= blanks_of(english[code])


@pytest.mark.parametrize("name", [name for name in TEXTS if "zh" in TEXTS[name]])
def test_chinese_is_set_as_chinese_is(name):
    for wording in forms_of(TEXTS[name]["zh"]):
        bare = re.sub(r"\{.*?\}", "", wording)
        assert not re.search(r"[\u4e00-\u9fff][,;:!?]|[,;:!?][\u4e00-\u9fff]", bare), wording
        assert "..." not in bare


def test_there_are_templates_to_look_at():
    assert len(TEMPLATES) > 5


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_text_that_a_template_asks_for_is_there(path):
    for asked in asked_by_template(path):
        assert any(fnmatchcase(name, asked) for name in TEXTS), asked


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_every_text_that_python_asks_for_is_there(path):
    for asked in called_by_module(path):
        assert asked in TEXTS, asked


def test_every_text_is_asked_for():
    asked = {name for path in TEMPLATES for name in asked_by_template(path)}
    asked |= {name for path in MODULES for name in asked_by_module(path)}
    assert [name for name in TEXTS if not any(fnmatchcase(name, pattern) for pattern in asked - {"*"})] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_words_of_its_own(path):
    if path.name == "base.html":
        return  # Datasette's own page, which is not ours to word
    assert set().union(*map(letters_of, words_of_template(path))) - NO_WORDS == set()


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("zh-Hant-TW, en;q=0.9", "zh"),
        ("ZH", "zh"),
        ("zh;q=0, en;q=0.1", "en"),
        ("zh;q=0", "en"),
        ("zh;q=0.0, fr", "en"),
        ("en;q=0.2, zh;q=0.3", "zh"),
        ("en, zh", "en"),
        ("zh ; q=0.8 , en;q=0.7", "zh"),
        ("*", "en"),
        ("fr, *;q=0.5", "en"),
        ("de-DE, de;q=0.9, zh;q=0.1", "zh"),
        ("zha, zhx-CN", "en"),
        ("zh;q=2, en", "en"),
        ("zh;q=high, en;q=0.1", "en"),
        ("zh;q=-1", "en"),
        (",,;;==,zh,", "zh"),
        ("中文", "en"),
        ("zh" * 5000, "en"),
        ("," * 5000, "en"),
    ],
)
def test_a_browser_gets_the_language_of_ours_that_it_likes_best(accepted, language):
    assert choose_language(None, accepted) == language


@pytest.mark.parametrize("asked", [None, "", "fr", "EN", "zh-CN", "../zh"])
def test_only_a_language_of_ours_can_be_switched_to(asked):
    assert choose_language(asked, "zh") == "zh"


def test_what_was_switched_to_goes_before_what_the_browser_likes():
    assert choose_language("en", "zh") == "en"


@pytest.mark.parametrize(
    ("days", "english", "chinese"),
    [
        ((None, None), "no date", "日期不详"),
        (("2025-02-04", "2025-02-04"), "4 February 2025", "2025 年 2 月 4 日"),
        (("2024-02-01", "2024-02-29"), "in February 2024", "2024 年 2 月"),
        (("2024-02-01", "2024-02-28"), "between 1 and 28 February 2024", "2024 年 2 月 1 日至 28 日之间"),
        (("2025-02-02", "2025-02-28"), "between 2 and 28 February 2025", "2025 年 2 月 2 日至 28 日之间"),
        (("2025-01-01", "2025-12-31"), "in 2025", "2025 年"),
        (("2023-01-01", "2025-12-31"), "between 2023 and 2025", "2023 年至 2025 年之间"),
        (("2025-01-01", "2025-11-30"), "between 1 January and 30 November 2025", "2025 年 1 月 1 日至 11 月 30 日之间"),
        (
            ("2025-02-01", "2025-12-31"),
            "between 1 February and 31 December 2025",
            "2025 年 2 月 1 日至 12 月 31 日之间",
        ),
        (
            ("2024-02-01", "2025-02-28"),
            "between 1 February 2024 and 28 February 2025",
            "2024 年 2 月 1 日至 2025 年 2 月 28 日之间",
        ),
    ],
)
def test_days_are_told_as_their_readers_write_them(days, english, chinese):
    assert (Texts("en").days(*days), Texts("zh").days(*days)) == (english, chinese)


def test_what_is_wrong_with_a_search_is_told_in_the_language_of_the_page_and_numbers_have_commas():
    slow = fault("too-slow", limit=1000)
    assert Texts("en").fault(slow) == str(slow)
    assert re.search("[一-鿿].*1,000", Texts("zh").fault(slow))
    assert Texts("zh").number(1000) == "1,000"


async def language_of(datasette, path="/readlog/-/search", **headers):
    response = await datasette.client.get(
        path, headers={key.replace("_", "-"): value for key, value in headers.items()}
    )
    return BeautifulSoup(response.text, "html.parser").html["lang"]


async def test_a_page_speaks_the_language_of_the_browser_until_it_is_switched(serve, readlog_file):
    datasette = serve(readlog_file)
    assert await language_of(datasette) == "en"
    assert await language_of(datasette, accept_language="zh-TW") == "zh-CN"
    assert await language_of(datasette, accept_language="zh", cookie=f"{COOKIE}=en") == "en"
    assert await language_of(datasette, cookie=f"{COOKIE}=zh") == "zh-CN"
    assert await language_of(datasette, accept_language="zh", cookie=f"{COOKIE}=<script>") == "zh-CN"


async def test_the_switch_keeps_the_page_and_all_that_was_asked_of_it(serve, readlog_file):
    datasette = serve(readlog_file)
    page = "/readlog/-/search?q=%E9%94%81+-x%26y&q=2&sort=newest&page=3"
    soup = BeautifulSoup((await datasette.client.get(page)).text, "html.parser")
    switch = urljoin(page, soup.select_one('a[hreflang="zh"]')["href"])
    response = await datasette.client.get(switch)
    assert response.status_code == 302
    assert response.headers["location"] == page


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_the_switch_is_kept_for_a_year_from_scripts_and_from_other_sites(serve, readlog_file, method):
    response = await serve(readlog_file).client.request(method, "/readlog/-/search?_language=zh")
    assert response.status_code == 302
    assert response.headers["location"] == "/readlog/-/search"
    kept, *attributes = response.headers["set-cookie"].split("; ")
    assert kept == f"{COOKIE}=zh"
    assert {attribute.lower() for attribute in attributes} == {
        f"max-age={365 * 24 * 60 * 60}", "path=/", "httponly", "samesite=lax"
    }  # fmt: skip


async def test_whoever_keeps_a_page_is_told_what_its_language_depends_on_and_that_files_have_none(serve, readlog_file):
    client = serve(readlog_file).client
    for page in ("/readlog", "/readlog/-/tags", "/readlog/-/search?q=ring", "/readlog/-/nothing"):
        varies = (await client.get(page)).headers["Vary"].split(", ")
        assert {"Accept-Language", "Cookie"} <= {*varies}  # Cookie, which Datasette says too
    for file in ("feed.atom", "highlights.csv", "search.json?q=ring", "search.md?q=ring", "seen.json?url=a.org"):
        assert "Accept-Language" not in (await client.get(f"/readlog/-/{file}")).headers.get("Vary", "")


async def test_nobody_is_switched_to_a_language_that_we_do_not_speak(serve, readlog_file):
    for asked in ("fr", "", "EN", "zh-CN", "zh%00", "zh%0d%0aset-cookie:a=b"):
        response = await serve(readlog_file).client.get(f"/readlog/-/search?_language={asked}")
        assert response.status_code == 200
        assert "set-cookie" not in response.headers


@pytest.mark.parametrize("path", ["//evil.example", "/readlog//evil.example", "/%2F%2Fevil.example", "/\\evil.example"])
async def test_the_switch_never_leads_elsewhere(serve, readlog_file, path):
    response = await serve(readlog_file).client.get(f"http://localhost{path}/-/search?_language=zh&next=//evil.example")
    assert urlsplit(response.headers.get("location", "")).netloc == ""
    assert not response.headers.get("location", "").startswith(("//", "/\\"))


async def pages_of(datasette, language):
    """Every page that links lead to from the first one, and from some searches: its address and its HTML."""
    waiting = deque(
        ["/readlog", "/readlog/-/search", "/readlog/-/search?q=kind:song", "/readlog/-/search?q=zyzzyva",
         "/readlog/-/search?q=io_uring", f"/readlog/-/article/{RING}", "/readlog/-/nowhere"]
    )  # fmt: skip
    seen = set(waiting)
    while waiting:
        address = waiting.popleft()
        response = await datasette.client.get(address, headers={"accept-language": language})
        if not response.headers["content-type"].startswith("text/html"):
            continue
        soup = BeautifulSoup(response.text, "html.parser")
        if soup.select_one("#content") is None:
            continue  # a stock page
        links = [link["href"] for link in soup.select("a[href]")]  # who is given the page may take it apart
        yield address, soup
        for link in links:
            found = urldefrag(urljoin(address, link)).url
            known = found.split("?")[0]
            if known.startswith("/readlog/-/") and known != "/readlog/-/tables" and known not in seen:
                seen.add(known)
                waiting.append(found)


def spoken_in(soup):
    """All that a page says in its own language, without what it says is in English."""
    for element in soup.select("[lang=en]"):
        element.decompose()
    yield from (str(node) for node in soup.find_all(string=True) if type(node) is NavigableString)
    for element in soup.find_all(True):
        yield from (element[name] for name in SPOKEN if name in element.attrs)


def english_patterns():
    """What the catalogue says in English and not alike in Chinese, as patterns that are filled in with anything."""
    for name, text in OWN.items():
        for wording in set(forms_of(text["en"])) - set(forms_of(text["zh"])):
            parts = [(literal, field) for literal, field, _, _ in Formatter().parse(wording)]
            if re.search("[A-Za-z]{2}", "".join(literal for literal, _ in parts)):
                pattern = "".join(re.escape(literal) + ("" if field is None else ".+?") for literal, field in parts)
                yield name, re.compile(pattern)


async def test_a_chinese_page_says_nothing_in_the_english_of_the_catalogue(serve, readlog_file):
    patterns = list(english_patterns())
    visited = set()
    async for address, soup in pages_of(serve(readlog_file), "zh"):
        visited.add(address.split("?")[0])
        assert soup.html["lang"] == "zh-CN"
        for said in spoken_in(soup):
            for piece in said.split("·"):
                assert [name for name, pattern in patterns if pattern.fullmatch(piece.strip())] == [], (address, said)
    for page in PAGES:
        assert any(re.fullmatch(page.route, address) for address in visited) or not page.template, page.path


async def test_an_english_page_says_nothing_in_chinese_of_its_own(serve, readlog_file):
    chinese = {wording for text in TEXTS.values() for wording in forms_of(text["zh"]) if re.search("[一-鿿]", wording)}
    async for address, soup in pages_of(serve(readlog_file), "en"):
        for element in soup.select("[lang=zh-CN], [lang=zh], .subject"):  # the help has examples
            element.decompose()
        for node in soup.find_all(string=True):
            assert node.strip() not in chinese, (address, node)
