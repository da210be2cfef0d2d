"""Outlines with properties: what an item must never do, whatever stands below it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading import read_log
from test_properties import outline_faults, owner_faults

from ingest.addresses import read_address
from ingest.model import Article
from ingest.read.words.readers import is_readers

SETTINGS = settings(deadline=None, max_examples=400, suppress_health_check=list(HealthCheck))

CONTENTS = st.sampled_from(
    (
        "[T](https://e.example.org/a)¦[T](https://omnivore.app/me/a)¦title:: words¦url:: https://e.example.org/b"
        "¦site:: [s](https://s.example.org/c)¦author:: [[A B]]¦labels:: [[x]], #y¦date-saved:: [[Jan 25th, 2025]]"
        "¦date:: 3/4/2025¦collapsed:: true¦id:: 6-7¦key:: value¦### Highlights¦TODO words¦TODO [T](https://e.example.org/d)"
        "¦> passage [⤴️](https://omnivore.app/me/a#b) #tag¦passage ([View Highlight](https://read.readwise.io/read/1))"
        "¦[[2023-06-25]]¦#[[2023-06-25]]¦((6-7))¦```¦>¦#[[¦]]¦::¦ ¦word¦- word¦1. word"
    ).split("¦")
)
LINES = st.tuples(st.integers(0, 4), st.sampled_from(("- ", "  ", "* ", "")), CONTENTS, st.booleans()).map(
    lambda parts: ("\t" if parts[3] else "  ") * parts[0] + parts[1] + parts[2]
)


def said(article: Article) -> str:
    """All that the rows of an article say."""
    excerpts = [
        (one.markdown, one.source_url, one.location, *(tag.spelling for tag in one.tags)) for one in article.excerpts
    ]
    links = [(link.address.url, link.title) for link in article.links]
    own = (article.title, article.address and article.address.url, article.day, article.author, article.via)
    rows = [own, *excerpts, *links, tuple(tag.spelling for tag in article.tags)]
    return " ".join(text for row in rows for text in row if text)


@SETTINGS
@given(st.lists(LINES, max_size=12).map("\n".join))
def test_lines_of_outlines_thrown_together_are_read_and_owned(text: str) -> None:
    reading = read_log(text)
    assert owner_faults(reading) == []
    assert [faults for entry, article, _ in reading.records() if (faults := outline_faults(entry, article))] == []


PROPERTIES = (
    "author:: Ann¦site:: https://s.example.org/x¦tags:: tea, cup¦rating:: five¦note:: mine¦via:: friend"
    "¦date:: 2025-03-04¦published:: 2025-01-02¦state:: archived¦url:: https://u.example.org/y"
).split("¦")


@SETTINGS
@given(
    st.lists(st.sampled_from(PROPERTIES), max_size=6),
    st.lists(st.sampled_from(["alpha", "> beta", "gamma #tag"]), max_size=3),
)
def test_no_word_of_a_property_or_a_nested_item_is_lost(properties: list[str], nested: list[str]) -> None:
    lines = ["- [Title](https://e.example.org/t)", "  collapsed:: true", *(f"  {one}" for one in properties)]
    (article,) = read_log("\n".join([*lines, *(f"\t- {one}" for one in nested)])).articles
    values = [word for one in properties for word in one.partition(":: ")[2].replace(",", "").split()]
    words = [word for one in nested for word in one.strip("> ").replace("#", "").split()]
    assert [word for word in (*values, *words, "Title") if word not in said(article)] == []


@pytest.mark.parametrize(
    "url",
    ["https://omnivore.app/me/x", "https://read.readwise.io/read/1", "https://getpocket.com/read/1",
     "https://app.raindrop.io/my/0/item/1", "https://www.instapaper.com/read/1", "https://wallabag.example.org/view/1"],
)  # fmt: skip
def test_address_of_a_reader_gives_way_to_that_of_the_article(url: str) -> None:
    assert is_readers(read_address(url))
    text = f"- [T]({url})\n  site:: [s](https://s.example.org/article)\n  author:: A. B.\n"
    (article,) = read_log(text).articles
    assert article.address
    assert (article.address.url, article.links[0].address.url) == ("https://s.example.org/article", url)


def test_passages_know_where_the_app_shows_them() -> None:
    text = (
        "- [T](https://omnivore.app/me/t)\n  author:: A. B.\n\t- ### Highlights\n"
        "\t\t- > passage [⤴️](https://omnivore.app/me/t#1) #tea\n\t\t\t- my note\n"
        "\t\t- from a book ([Location 198](https://readwise.io/to_kindle?location=198))\n"
    )
    (article,) = read_log(text).articles
    assert [(one.kind, one.text, one.source_url, one.location, one.parent) for one in article.excerpts] == [
        ("quote", "passage", "https://omnivore.app/me/t#1", None, None),
        ("note", "my note", None, None, 1),
        ("quote", "from a book", "https://readwise.io/to_kindle?location=198", "Location 198", None),
    ]
    assert [one.links for one in article.excerpts] == [(), (), ()]
    assert [tag.spelling for tag in article.excerpts[0].tags] == ["tea"]


@pytest.mark.parametrize(
    ("task", "unread"), [("TODO", True), ("LATER", True), ("DOING", True), ("NOW", True), ("DONE", False)]
)
def test_task_that_is_not_done_is_still_to_be_read(task: str, unread: bool) -> None:
    (article,) = read_log(f"- {task} [T](https://e.example.org/t)\n").articles
    assert article.title == "T"
    assert ("unread" in [tag.rule for tag in article.tags]) is unread


@pytest.mark.parametrize("task", ["TODO ", "LATER ", "[ ] "])
def test_task_without_properties_is_read_like_any_other_item_with_a_link(task: str) -> None:
    text = "- {}[T](https://e.example.org/t)\n  second line #tea\n- {}[U](https://e.example.org/u) — words #tea\n"
    with_task, without = read_log(text.format(task, task)), read_log(text.format("", ""))
    facts = [(article.title, article.excerpts) for article in without.articles]
    assert [(article.title, article.excerpts) for article in with_task.articles] == facts
    assert [one.text for _, excerpts in facts for one in excerpts] == ["second line #tea", "words #tea"]


@pytest.mark.parametrize("day", ["[[2023-06-25]]", "#[[2023-06-25]]", "[[Jun 25th, 2023]]"])
def test_day_page_dates_what_is_nested_in_it(day: str) -> None:
    reading = read_log(f"- {day}\n  collapsed:: true\n\t- [T](https://e.example.org/t)\n\t  author:: A. B.\n")
    assert [dating.date for _, _, dating in reading.records()] == ["2023-06-25"]
    assert reading.diagnostics == ()


@pytest.mark.parametrize(
    "text",
    [
        "- [T](https://e.example.org/t)\n  author:: A\n" + "\t- > words [⤴️](https://omnivore.app/me/a#b) #tag\n" * 4000,
        "- [T](https://e.example.org/t)\n  author:: A\n" + "  key:: value\n" * 8000,
        "- [T](https://e.example.org/t)\n  author:: A\n" * 4000,
        "- [T](https://e.example.org/t)\n  author:: A\n\t- x" + " #tag" * 20_000 + "\n",
        "- [T](https://e.example.org/t)\n  author:: A\n\t- x" + "[⤴️](https://" * 20_000 + "\n",
        "- [T](https://e.example.org/t)\n  author::" + " " * 100_000 + "\n",
        "- [[2023-06-25]]\n  collapsed:: true\n" * 4000,
    ],
    ids=["passages", "properties", "items", "tags", "links", "blanks", "days"],
)
def test_large_outlines_are_read_in_linear_time(text: str) -> None:
    assert len(read_log(text).lines) == len(text.splitlines())


def test_an_item_with_a_title_of_its_own_below_a_day_is_the_article() -> None:
    log = "- [[Jan 25th, 2025]]\n\t- title:: Rings\n\t  url:: https://e.org/1\n\t- title:: Tea\n\t  author:: Ann\n"
    dated = [(article.title, dating.date) for _, article, dating in read_log(log).records()]
    assert dated == [("Rings", "2025-01-25"), ("Tea", "2025-01-25")]


@pytest.mark.parametrize("key", ["full-title", "full_title"])
def test_the_full_title_is_that_of_an_article(key: str) -> None:
    text = f"- title:: Readwise/Rings\n  {key}:: Rings: A History\n  url:: https://e.org/1\n- [B](https://e.org/2)\n"
    assert [article.title for article in read_log(text).articles] == ["Rings: A History", "B"]


@pytest.mark.parametrize(
    ("written", "title"), (('"Tea"', "Tea"), ('"Tea" and "Rain"', '"Tea" and "Rain"'), ('""', '""'))
)
def test_a_title_is_without_the_quotation_marks_about_all_of_it(written: str, title: str) -> None:
    (article,) = read_log(f"- title:: {written}\n  url:: https://e.example.org/1\n").articles
    assert article.title == title


A, B = "https://e.example.org/a", "https://e.example.org/b"


def test_an_item_to_do_has_its_properties() -> None:
    (article,) = read_log(f"- TODO [T]({A})\n  author:: Jane Doe\n  tags:: tea\n").articles
    assert (article.title, article.author) == ("T", "Jane Doe")
    assert [tag.spelling for tag in article.tags] == ["tea", "unread"]


def test_an_address_with_a_title_in_its_properties_is_no_title() -> None:
    (article,) = read_log(f"- {A}\n  title:: Tea\n").articles
    assert (article.title, article.address and article.address.url, article.excerpts) == ("Tea", A, ())


def test_properties_nested_in_a_day_are_those_of_an_article() -> None:
    reading = read_log(f"- [[Dec 22nd, 2025]]\n  - url:: {A}\n  - [T]({B})\n    author:: Jane Doe\n")
    assert [(article.address and article.address.url) for article in reading.articles] == [A, B]
    assert [dating.date for dating in reading.dating.entries] == ["2025-12-22"] * 2


def test_a_link_below_a_passage_is_no_note() -> None:
    passage = "> Water. [⤴️](https://omnivore.app/me/t-1#5)"
    (article,) = read_log(f"- [T]({A})\n  author:: Jane Doe\n  - {passage}\n    - {B}\n    - mine\n").articles
    assert [one.kind for one in article.excerpts] == ["quote", "link", "note"]


def test_a_sentence_with_a_link_is_no_article_to_be_done() -> None:
    sentence = f"- TODO think of what this says of [tea]({A}) and of how the others say it, and why.\n"
    assert [article.title for article in read_log(f"{sentence}- [T]({B})\n").articles] == ["T"]


def test_each_property_right_below_an_item_is_one_of_its_own() -> None:
    log = f"- [T]({A}): good\n  key:: value\n  tags::\n  - below\n    other:: value\n"
    (article,) = read_log(log).articles
    assert [one.text for one in article.excerpts] == ["good", "key: value", "tags:", "below other:: value"]


@pytest.mark.parametrize("top", [f"T {A}\n", f"- [T]({A})\n"])
def test_the_link_of_an_app_in_a_fence_is_code(top: str) -> None:
    code = "x [⤴️](https://omnivore.app/me/x#1)"
    (article,) = read_log(f"{top}  - > one\n    ```\n    {code}\n\n    ```\n").articles
    assert [(one.kind, one.text) for one in article.excerpts] == [("quote", "one"), ("code", code)]


def test_properties_may_stand_below_what_is_nested() -> None:
    log = f"- [T](https://omnivore.app/me/t-1)\n  author:: Jane Doe\n    - mine\n  site:: [e.example.org]({A})\n"
    (article,) = read_log(log).articles
    assert (article.address and article.address.url, [one.text for one in article.excerpts]) == (A, ["mine"])


@pytest.mark.parametrize("between", ("- mine\n", "  - mine\n", "## More\n\n"))
def test_a_quote_of_logseq_that_is_never_closed_takes_nothing_from_others(between: str) -> None:
    log = read_log(f"- [T]({A})\n  - #+BEGIN_QUOTE\n    one\n{between}- [U]({B})\n  - two\n    #+END_QUOTE\n")
    assert [article.title for article in log.articles][-1] == "U"
    assert [one.kind for one in log.articles[-1].excerpts] == ["note"]
    log = read_log(f"T {A}\n#+BEGIN_QUOTE\none\n\n# More\n\nU {B}\n#+END_QUOTE\n")
    assert [article.title for article in log.articles] == ["T", "U"]


@pytest.mark.parametrize("top", ("", "---\ntags: x\n---\n\n", "# Queue\n\n"))
def test_a_callout_below_no_article_may_hold_a_list_of_them(top: str) -> None:
    log = read_log(f"{top}> [!todo] To read\n> - [T]({A})\n> - [U]({B})\n")
    assert [article.title for article in log.articles] == ["T", "U"]
    log = read_log(f"{top}T {A}\n\n> [!todo] Mine\n> - [U]({B})\n")
    assert [(article.title, [one.kind for one in article.excerpts]) for article in log.articles] == [
        ("T", ["note", "link"])
    ]
