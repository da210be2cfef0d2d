"""Pictures beside titles and links, in Markdown and in HTML: each case is a log and its articles."""

from __future__ import annotations

import pytest
from reading import read_log
from said_in_short import A, B, links, said, told


def test_the_address_of_an_image_is_that_of_no_article() -> None:
    reading = read_log(f'<img style="x" src="{A}">\n\n> words\n\n<div><img src=\'{B}\'/>TODO</div>\n')
    assert told(reading) == []
    assert told(read_log(f'<a href="{A}">Alpha</a>\n')) == [("Alpha", A)]


def test_the_title_of_an_image_is_a_note() -> None:
    assert said(read_log(f'- Tea ![cup]({B} "a green one") {A}\n')) == ["a green one"]
    assert said(read_log(f'[![cup]({B} "a green one")]({A})\n')) == ["a green one"]
    assert said(read_log(f'- ![cup]({B} "a green one") [Tea]({A})\n')) == ["a green one"]


@pytest.mark.parametrize("picture", ["![cup]({})", "![]({})", '<img src="{}" width="9">', "![]({}) ![pot]({})"])
def test_pictures_before_a_link_are_not_its_title(picture: str) -> None:
    reading = read_log(f"- {picture.format(B, B)} [Tea]({A}) good\n")
    assert (told(reading), said(reading)) == ([("Tea", A)], ["good"])
    assert {url for url, _ in links(reading)} == {B}


@pytest.mark.parametrize(
    "line", ["Tea {} ![](b.png)", "- ![](b.png) [Tea]({})", "- [Tea]({})\n  Author: Ann ![](b.png)"]
)
def test_the_address_of_a_picture_nearby_is_a_note(line: str) -> None:
    reading = read_log(line.format(A) + "\n")
    assert (told(reading), links(reading), said(reading)) == ([("Tea", A)], [], ["b.png"])


@pytest.mark.parametrize("picture", ['<img src="b.png">', f'<img src="{B}"> <img src="{B}">'])
@pytest.mark.parametrize("line", [f"Tea {A}", f"**Tea** [link]({A})", f"[Tea]({A})"])
def test_pictures_of_html_before_a_title_are_none_of_it(picture: str, line: str) -> None:
    assert told(read_log(f"- {picture} {line}\n")) == [("Tea", A)]
    assert told(read_log(f"- {picture} Tea\n- {picture}\n")) == []


def test_the_words_of_a_picture_of_html_are_none_of_a_title() -> None:
    reading = read_log(f'- <img src="b.png" alt="cup"> 【[ :star: ][`*`]】 Tea {A}\n')
    assert (told(reading), said(reading)) == ([("Tea", A)], ["b.png", "cup"])
    assert reading.articles[0].starred


def test_the_words_of_a_picture_are_none_of_a_field() -> None:
    reading = read_log(f"[Tea]({A})\nAuthor: Ann ![her]({B})\nTags: green ![cup](c.png)\n")
    (article,) = reading.articles
    assert (article.author, [tag.spelling for tag in article.tags]) == ("Ann", ["green"])
    assert (links(reading), said(reading)) == ([(B, "her")], ["cup", "c.png"])


def test_a_picture_of_html_before_the_title_of_each_line_is_no_label_of_the_log() -> None:
    titles = ("Alpha", "Beta", "Gamma", "Delta")
    reading = read_log("".join(f'<img src="{B}" width="9"> {title} {A}\n\n' for title in titles))
    assert told(reading) == [(title, A) for title in titles]
    assert said(reading) == []


@pytest.mark.parametrize("picture", ["![]({})", '<img src="{}">'])
@pytest.mark.parametrize("line", ["Tea {} URL", "- {} [Tea](URL)", "- [Tea {}](URL)", "- [Tea](URL)\n  Author: Ann {}"])
def test_a_picture_that_is_written_out_has_no_address(picture: str, line: str) -> None:
    reading = read_log(line.format(picture.format("data:image/png;base64,iVBORw0KGgo=")).replace("URL", A) + "\n")
    assert (told(reading), links(reading), said(reading)) == ([("Tea", A)], [], [])
