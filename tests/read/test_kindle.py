"""What the lines of Kindle's clippings say, in every wording; and how a file of them is told from others."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from clippings_written import SETTINGS, clip, lost_words, only_article, owner_faults
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import read_log

from ingest.read.apps.clippings import Place, is_clipping, iso_date, read_clipping, split_author
from ingest.read.apps.plain import find_links, plain_markdown
from ingest.read.cut.dialects import find_dialect
from ingest.read.rules import kindle
from ingest.web.markdown import render_markdown


@pytest.mark.parametrize(
    "log",
    [
        f"# 2024\n\nT https://e.example.org/1\n\n{clip()}",
        f"{clip()}\n# 2024\n\nT https://e.example.org/1\n- > a\n- > b\n- > c\n",
        f"{clip()}{clip()}\n# 2024\n\n" + "T https://e.example.org/1\n" * 20,
        f"My log\n==========\n\n{clip()}\n" + "T https://e.example.org/1\n" * 20,
        f"My log\n==========\n{clip()[:-11]}\n" + "T https://e.example.org/1\n" * 3,
        f"{clip()}{clip()[:-11]}\n" + "T https://e.example.org/1\n" * 20,
        f"T https://e.example.org/1\n```\n{clip()}```\n",
        "".join(f"> {line}\n" for line in clip().split("\n")),
        "Title\n==========\n\n- [a](https://e.example.org/a)\n- [b](https://e.example.org/b) | 2\n",
        "| a | b |\n|---|---|\n==========\n",
        "==========\n",
        "",
    ],
)
def test_a_log_that_quotes_a_clipping_is_read_line_by_line(log: str) -> None:
    assert find_dialect(log.split("\n")) == "lines"


@pytest.mark.parametrize(
    "log",
    [
        clip(),
        clip() * 3,
        f"the end of a passage\n==========\n{clip()}",
        f"{clip()}Book (Author)\n- Your Hi",
        f"{clip()}Book (Author)",
        clip().replace("Your Highlight on", "Ihre Markierung bei"),
    ],
)
def test_a_file_of_clippings_is_told_by_its_content_whole_or_cut_off(log: str) -> None:
    assert find_dialect(log.split("\n")) == "kindle"
    assert owner_faults(read_log(log)) == []


@pytest.mark.parametrize(
    ("line", "kind", "place"),
    [
        ("- 位置No. 10-12のハイライト |作成日: 2021年8月3日火曜日 23:24:53", "quote", Place("location", 10, 12)),
        ("- 位置No. 12のメモ |作成日: 2021年8月3日火曜日 23:24:53", "note", Place("location", 12, 12)),
        ("– Ваш выделенный отрывок в месте 10–12 | Добавлено: вторник, 3 августа 2021 г. в 21:46:06", "quote", None),
        ("– Ваша заметка в месте 12 | Добавлено: вторник, 3 августа 2021 г. в 21:46:06", "note", None),
        ("- Ihre Markierung bei Position 10-12 | Hinzugefügt am Dienstag, 3. August 2021 23:24:53", "quote", None),
        ("- Ihre Notiz auf Seite 3 | Hinzugefügt am Dienstag, 3. August 2021 23:24:53", "note", Place("page", 3, 3)),
        (
            "- Votre surlignement sur la page 3 | emplacement 10-12 | Ajouté le mardi 3 août 2021 23:24:53",
            "quote",
            None,
        ),
        ("- Tu nota en la página 3 | posición 12 | Añadido el martes, 3 de agosto de 2021 23:24:53", "note", None),
        (
            "- Seu destaque na página 3 | posição 10-12 | Adicionado: terça-feira, 3 de agosto de 2021 2:24",
            "quote",
            None,
        ),
        ("- La tua nota a pagina 3 | posizione 12 | Aggiunto in data martedì 3 agosto 2021 23:24:53", "note", None),
        ("- Uw markering op pagina 3 | locatie 10-12 | Toegevoegd op dinsdag 3 augustus 2021 23:24:53", "quote", None),
        ("- 3페이지의 내 메모 | 위치 12 | 추가됨 2021년 8월 3일 화요일 오후 11:24:53", "note", None),
    ],
)
def test_a_clipping_in_another_language(line: str, kind: str, place: Place | None) -> None:
    reading = read_log(f"Rings (Jane Doe)\n{line}\n\nA passage.\n==========\n")
    (article,) = reading.articles
    assert (article.title, article.author) == ("Rings", "Jane Doe")
    assert [(one.kind, one.text, one.marked) for one in article.excerpts] == [(kind, "A passage.", "2021-08-03")]
    (clipping,) = kindle.read_clippings(reading.blocks.entries[0])
    assert clipping.place == (place or Place("location", 12 if kind == "note" else 10, 12))
    assert reading.diagnostics == ()
    assert owner_faults(reading) == []


def test_a_day_in_a_language_that_is_not_known_is_told_once_and_the_book_is_read() -> None:
    line = "- Din markering på sidan 3 | plats 10-12 | Tillagd den tisdag 3 augusti 2021 23:24:53"
    reading = read_log(f"Rings (Jane Doe)\n{line}\n\nA passage.\n==========\n" * 3)
    assert [(article.title, article.day) for article in reading.articles] == [("Rings", None)]
    assert [one.code for one in reading.diagnostics] == ["bad-day"]


@pytest.mark.parametrize(
    ("line", "kind", "location", "place", "date"),
    [
        (
            "- Your Highlight on page 3 | Location 145-145 | Added on Monday, July 31, 2017 11:11:20 PM",
            *("quote", "page 3 | Location 145-145", Place("location", 145, 145), "2017-07-31"),
        ),
        (
            "- Your Highlight Location 112-112 | Added on Thursday, 12 March 2015 21:10:24",
            *("quote", "Location 112-112", Place("location", 112, 112), "2015-03-12"),
        ),
        (
            "- Highlight Loc. 1150-51  | Added on Wednesday, 5 December 12 06:48:00 GMT+00:59",
            *("quote", "Loc. 1150-51", Place("location", 1150, 1151), "2012-12-05"),
        ),
        (
            "- Highlight on Page 40 | Loc. 998-1002 | Added on Sunday, February 26, 2012, 02:25 PM",
            *("quote", "Page 40 | Loc. 998-1002", Place("location", 998, 1002), "2012-02-26"),
        ),
        (
            "- Note Loc. 758 | Added on Saturday, 3 December 22 00:26:00 Greenwich Mean Time",
            *("note", "Loc. 758", Place("location", 758, 758), "2022-12-03"),
        ),
        (
            "- Your Highlight at location 301-302 | Added on Monday, 4 March 2024 22:15:32",
            *("quote", "location 301-302", Place("location", 301, 302), "2024-03-04"),
        ),
        (
            "- Your Note on page 57 | Added on Monday, 4 March 2024 22:15:32",
            *("note", "page 57", Place("page", 57, 57), "2024-03-04"),
        ),
        ("- Your Highlight on page xiv", "quote", "page xiv", None, None),
        (
            "- Clip This Article on Location 20 | Added on Monday, January 1, 2024 10:00:00 AM",
            *("quote", "Location 20", Place("location", 20, 20), "2024-01-01"),
        ),
        (
            "- 我的标注 位置 #465-466 | 添加于2013年12月24日星期二 下午09:10:24",
            *("quote", "位置 #465-466", Place("location", 465, 466), "2013-12-24"),
        ),
        (
            "- 我的笔记 第222页 | 位置3397 | 已添加至 2013年6月17日 星期一 22:27:51",
            *("note", "第222页 | 位置3397", Place("location", 3397, 3397), "2013-06-17"),
        ),
        (
            "- 您在位置 #469-471的标注 | 添加于 2015年9月24日星期四 上午5:08:43",
            *("quote", "位置 #469-471", Place("location", 469, 471), "2015-09-24"),
        ),
        (
            "- 您在第 12 页（位置 #180-#181）的标注 | 添加于 2021年3月5日星期五 上午1:26:56",
            *("quote", "第 12 页（位置 #180-#181）", Place("location", 180, 181), "2021-03-05"),
        ),
        (
            "- 您在第 126-127 页的标注 | 添加于 2022年3月28日星期一 上午8:35:18",
            *("quote", "第 126-127 页", Place("page", 126, 127), "2022-03-28"),
        ),
        (
            "- 您在位置 #1680 的笔记 | 添加于 2019年9月30日星期一 18:00:39",
            *("note", "位置 #1680", Place("location", 1680, 1680), "2019-09-30"),
        ),
        (
            "- 您在位置 #8的文章剪切 | 添加于 2019年4月6日星期六 下午6:34:26",
            *("quote", "位置 #8", Place("location", 8, 8), "2019-04-06"),
        ),
    ],
)
def test_wordings_of_all_generations_are_read(
    line: str, kind: str, location: str, place: Place | None, date: str | None
) -> None:
    for title in ("Book", "\ufeffBook", "\ufeff\ufeff Book\u3000"):
        lines = (title, f"\ufeff{line}", "", "words")
        assert is_clipping(lines)
        found = read_clipping(lines, 11)
        assert found[:4] == (kind, "words", location, place)
        assert (iso_date(found.day) if found.day else None) == date
        assert (found.line_start, found.line_end) == (11, 14)


@pytest.mark.parametrize(
    "line",
    [
        "- a note on page 3",
        "- Highlight of the year",
        "Your Highlight on page 3 | Location 145-145 | Added on Monday, July 31, 2017 11:11:20 PM",
        "- 我的标注",
        "",
    ],
)
def test_other_lines_below_a_title_are_no_words_of_kindle(line: str) -> None:
    assert not is_clipping(("Book", line, "", "words"))


@pytest.mark.parametrize(
    ("line", "title", "author"),
    [
        ("A Room (Woolf, Virginia)", "A Room", "Woolf, Virginia"),
        ("Tides (Outer, Book 3) (Gale, Dia)", "Tides (Outer, Book 3)", "Gale, Dia"),
        ("Wrong (But Heard) (S. S. H.)", "Wrong (But Heard)", "S. S. H."),
        ("Tides (Jon Marsh (Editor))", "Tides", "Jon Marsh (Editor)"),
        ("山中来信（套装共2册） (林远)", "山中来信（套装共2册）", "林远"),
        ("河与岸（沈默）", "河与岸", "沈默"),
        ("\ufeffTides (A; B) \u00a0", "Tides", "A; B"),
        ("Tides", "Tides", None),
        ("(Anonymous)", "(Anonymous)", None),
        ("Tides ()", "Tides ()", None),
        ("Smile :)", "Smile :)", None),
        ("Tides (open", "Tides (open", None),
        ("Tides (A) again", "Tides (A) again", None),
        (")(", ")(", None),
        ("茶经 (陆羽) (Z-Library) (陆羽)", "茶经", "陆羽"),
        ("茶经（陆羽）（z-lib.org）", "茶经", "陆羽"),
        ("Tea (Z-Library)", "Tea", None),
        ("Tea (Ann) (Z-Library of Oaks)", "Tea (Ann)", "Z-Library of Oaks"),
    ],
)
def test_author_stands_in_the_last_brackets_of_a_title_line(line: str, title: str, author: str | None) -> None:
    assert split_author(line) == (title, author)


def test_a_title_that_is_too_long_is_cut_and_kept() -> None:
    reading = read_log(clip(title="词" * 1001 + " (Author)"))
    (article,) = reading.articles
    assert (article.title, article.author) == ("词" * 1000, "Author")
    assert [(one.kind, one.depth, one.text) for one in article.excerpts] == [
        ("note", 0, "词" * 1001),
        ("quote", 1, "words"),
    ]
    assert [one.code for one in reading.diagnostics] == ["long-title"]
    assert lost_words(reading) == []


def test_a_day_that_cannot_be_is_kept_with_the_place_and_diagnosed() -> None:
    reading = read_log(clip().replace("July 31", "July 32") + clip("more", "Location 9"))
    (article,) = reading.articles
    assert [(one.location, one.marked) for one in article.excerpts] == [
        ("Location 5-6 | Monday, July 32, 2017 11:11:20 PM", None),
        ("Location 9", "2017-07-31"),
    ]
    assert [(one.code, one.line) for one in reading.diagnostics] == [("bad-day", 2)]


def test_the_last_day_is_that_of_the_book_wherever_it_stands() -> None:
    log = clip("a", "Location 1").replace("2017", "2019") + clip("b", "Location 9")
    assert only_article(log).day == "Monday, July 31, 2019 11:11:20 PM"


def test_words_of_a_clipping_are_no_markdown() -> None:
    (one,) = only_article(clip("# *a* [b](c) <ins>\n> 1. `d` https://e.example.org/a_*b* ok")).excerpts
    assert one.text == "# *a* [b](c) <ins>\n> 1. `d` https://e.example.org/a_*b* ok"
    assert (one.highlights, one.tags) == ((), ())
    assert one.markdown == ("\\# \\*a\\* \\[b\\](c) \\<ins\\>\n\\> 1. \\`d\\` <https://e.example.org/a_*b>\\* ok")
    assert [link.address.url for link in one.links] == ["https://e.example.org/a_*b"]


_MARKUP = (
    "* ** _ ` ~~ [ ] ( ) < > # + - = 1. 1) | \\\\ & &amp; ! http:// https://e.example.org/a_*b 词 w . ```\n |-|-|\n"
)
_PLAIN = st.lists(st.sampled_from([*_MARKUP.split(" "), " ", "    ", "\n", "\n\n"]), max_size=30).map("".join)


@settings(SETTINGS, max_examples=300)
@given(_PLAIN)
def test_plain_text_as_markdown_is_shown_as_it_is(text: str) -> None:
    shown = BeautifulSoup(f"<div>{render_markdown(plain_markdown(text))}</div>", "html.parser").div
    assert shown is not None
    assert shown.get_text().split() == text.split()
    assert {tag.name for tag in shown.find_all(True)} <= {"a", "br", "p"}
    assert [link["href"] for link in shown.find_all("a")] == [link.address.url for link in find_links(text)]
