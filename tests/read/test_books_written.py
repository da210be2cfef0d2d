"""Books without an address, as people list them: each case is a log and its articles."""

from __future__ import annotations

import pytest
from reading import read_log
from said_in_short import A, B, links, said, told


def test_books_below_several_headings_of_one_log_are_a_list() -> None:
    reading = read_log("# Readings\n\n## Now\n\n- _Alpha_ by Ann\n- Beta\n\n## Favourites\n\n- Gamma\n")
    assert [article.title for article in reading.articles] == ["Alpha", "Beta", "Gamma"]
    assert [article.author for article in reading.articles] == ["Ann", None, None]


def test_a_short_list_of_books_is_read_beside_a_longer_one() -> None:
    log = "### Books I am reading\n+ Alpha\n+ Beta\n\n### Leídos\n+ Gamma\n\n### Plans\n+ none\n"
    assert [article.title for article in read_log(log).articles] == ["Alpha", "Beta", "Gamma"]
    assert read_log("### Books I am reading\n+ Alpha\n+ Beta\n").articles == ()


@pytest.mark.parametrize("end", [A, f" {A}", f" [链接]({A})", f"\n{A}", f"\n链接：{A}"])
def test_a_book_among_others_without_an_address_keeps_its_own(end: str) -> None:
    reading = read_log(f"《农》木。\n\n《水井》\n\n再月。\n\n《环》{end}\n")
    assert told(reading)[-1] == ("《环》", A)


def test_the_addresses_right_below_a_book_are_its_own() -> None:
    books = f"**Alpha Tea**\n\n**Beta Tea**\n\n**Gamma Tea**\n{A}\n{B}\n*2024-11-30*\n\n**Delta Tea**\n[[pdf]({A})]\n"
    reading = read_log(f"# Books to read\n\n{books}")
    assert told(reading) == [("Alpha Tea", None), ("Beta Tea", None), ("Gamma Tea", A), ("Delta Tea", A)]
    assert [url for url, _ in links(reading)] == [B]


@pytest.mark.parametrize(
    ("line", "title", "author", "notes"),
    [
        ("*Alpha*, Ann Leaf", "Alpha", "Ann Leaf", []),
        ("**Alpha** by Ann Leaf ★★★★☆", "Alpha", "Ann Leaf", ["★★★★☆"]),
        ("_Alpha_ -- Ann de Leaf", "Alpha", "Ann de Leaf", []),
        ("**Alpha** by Ann Leaf, so good", "Alpha", "Ann Leaf", ["so good"]),
        ("*Alpha*, so good", "Alpha", None, ["so good"]),
        ("*茶经*, 加缪", "茶经", None, ["加缪"]),
        ("*Alpha*, 林一", "Alpha", "林一", []),
        ("*Alpha* (2021)", "Alpha", None, ["(2021)"]),
        ("Alpha by Ann (4 stars)", "Alpha by Ann", None, ["(4 stars)"]),
        ("Ann Leaf. *Alpha*.", "Alpha", "Ann Leaf", []),
        ("Ann Leaf, Ben Oak: **Alpha** (2021)", "Alpha", "Ann Leaf, Ben Oak", ["(2021)"]),
        ('Ann Leaf "Alpha"', "Alpha", "Ann Leaf", []),
        ('"Alpha" by Ann Leaf', "Alpha", "Ann Leaf", []),
        ("Alpha - May 2021 - so good", "Alpha", None, ["so good"]),
        ("Alpha - on May 2021 - so good", "Alpha - on May 2021 - so good", None, []),
        ("Ann *Alpha*", "Ann Alpha", None, []),
        ("*Alpha* is a word of the title", "Alpha is a word of the title", None, []),
    ],
)
def test_signs_say_where_the_title_of_a_book_ends(line: str, title: str, author: str | None, notes: list[str]) -> None:
    reading = read_log(f"# Books\n\n- {line}\n- Beta\n- Gamma\n")
    assert (reading.articles[0].title, reading.articles[0].author) == (title, author)
    assert said(reading) == notes


def test_a_word_that_names_no_author_stays_in_the_remark() -> None:
    (article, *_) = read_log("# Books\n\n- *Tea* by u\n- *Rings* by Ann Leaf\n- Wells\n").articles
    assert (article.title, article.author, [one.text for one in article.excerpts]) == ("Tea", None, ["by u"])


def test_who_wrote_a_book_is_no_book() -> None:
    reading = read_log("# Books\n\n- Alpha\n- Beta\n- Gamma\n- author: Ann\n- **Type:** novel\n")
    assert [article.title for article in reading.articles] == ["Alpha", "Beta", "Gamma"]


def test_headings_are_books_where_the_log_says_that_it_is_of_books() -> None:
    log = "## Alpha - Ann Leaf\n\nI liked it. A lot.\n\n## Beta by Ben Oak\n\n- a point\n\n## Gamma ★★★☆\n"
    for top in ("# Books I read\n\n", "---\ntitle: Livros que li\n---\n\n"):
        reading = read_log(top + log)
        assert [article.title for article in reading.articles] == ["Alpha - Ann Leaf", "Beta by Ben Oak", "Gamma"]
        assert said(reading) == ["I liked it. A lot.", "a point", "★★★☆"]
    assert len(read_log(log, "reading-list.md").articles) == 3
    assert read_log(log).articles == ()


def test_headings_with_nothing_but_prose_below_are_books_in_a_log_of_books() -> None:
    log = "# Books\n\nAll of them.\n\n## Alpha\n\nI liked it.\n\n## Beta\n\n## Gamma\n\nSo good.\n"
    assert [article.title for article in read_log(log).articles] == ["Alpha", "Beta", "Gamma"]
    for part in ("Installation", "Chapter 2", "Conclusion"):
        assert read_log(f"{log}\n## {part}\n\nWords.\n").articles == ()
    for top in ("# Reading notes", "# How I choose books", "# Readings in tea"):
        assert read_log(log.replace("# Books", top, 1)).articles == ()
    assert read_log(log.replace("So good.", "### More\n\nSo good.")).articles == ()
    assert read_log(log.replace("Gamma", "What I read in 2021")).articles == ()
    reading = read_log("# Books\n\n## Tea\n- Alpha\n- Beta\n- Gamma\n## Oak\n## Elm\n")
    assert [article.title for article in reading.articles] == ["Alpha", "Beta", "Gamma"]


def test_a_book_whose_author_stands_below_its_heading_is_one() -> None:
    reading = read_log("# Books\n\n## Alpha\n- author: Ann\n- type: novel\n\n## Beta\n- author: Ben\n\n## Fiction\n")
    assert [article.title for article in reading.articles] == ["Alpha", "Beta"]
    assert [article.author for article in reading.articles] == ["Ann", "Ben"]
    assert said(reading) == ["type: novel"]


def test_paragraphs_of_one_line_are_books_where_the_log_says_so_and_most_name_who_wrote_them() -> None:
    top = "---\ntitle: Reading List\n---\n\nI read these.\n\n"
    log = f"{top}## 2021\n\nAlpha - Ann Leaf\n\nBeta\n\n### Tea\n\nGamma by Ben Oak\n"
    reading = read_log(log)
    assert [article.title for article in reading.articles] == ["Alpha - Ann Leaf", "Beta", "Gamma by Ben Oak"]
    assert [dating.date_from for dating in reading.dating.entries] == ["2021-01-01"] * 3
    assert len(read_log(log.replace("Reading List", "Essays")).articles) == 0
    assert len(read_log(log.replace("Beta", "Beta\nis what I read")).articles) == 0


def test_lists_in_a_log_that_is_called_one_of_books_are_books() -> None:
    log = f"## Ordered\n- [ ] 978-0000000002 Alpha\n- [x] Beta\n\n## Later\nAll from: {A}\n- [ ] Gamma\n"
    reading = read_log(log, "reading-list.md")
    assert told(reading) == [("978-0000000002 Alpha", None), ("Beta", None), ("Gamma", None)]
    tags = [{tag.key for tag in article.tags} for article in reading.articles]
    assert ["mark:unread" in keys for keys in tags] == [True, False, True]
    assert [one.line for one in reading.diagnostics if one.code == "unread"] == [6]
    assert told(read_log(log)) == [("All from", A)]
    for name in ("books.md", "2022-books.md", "读书清单.md"):
        assert len(read_log("- Alpha\n- Beta\n- Gamma\n", name).articles) == 3
    for name in ("notes.md", "bookkeeping.md", "thread.md", "list-books.md"):
        assert len(read_log("- Alpha\n- Beta\n- Gamma\n", name).articles) == 0


def test_headings_beside_titles_in_their_signs_are_books_in_a_list_of_books() -> None:
    log = "# 书单\n\n## 《茶经》\n\n很好。\n\n## 水经注（全）\n\n作者: 甲\n\n## 《环》\n"
    assert [article.title for article in read_log(log).articles] == ["《茶经》", "水经注（全）", "《环》"]
    for other in (log.replace("书单", "札记"), f"{log}\n## Introduction\n\nWords.\n"):
        assert [article.title for article in read_log(other).articles] == ["《茶经》", "《环》"]


@pytest.mark.parametrize("heading", ["# 书单", "# Books\n\n## 2021", "# Reading list\n\n## Fiction"])
def test_short_lines_in_a_list_of_books_are_books(heading: str) -> None:
    log = f"{heading}\n茶经\n1 甲 《环》\nThe Tea Classic\n"
    assert [article.title for article in read_log(log).articles] == ["茶经", "1 甲 《环》", "The Tea Classic"]
    for other in ("", "\nIt was a good year.", "\nand so on"):
        reading = read_log(log.replace("\nThe Tea Classic", other))
        assert "茶经" not in [article.title for article in reading.articles]


def test_strong_titles_of_a_list_in_a_quote_are_books() -> None:
    log = "# 2020 上半年\n\n> 1. **茶经  甲**\n> 2. **环  乙**\n> 3. **水经  丙**\n"
    assert [article.title for article in read_log(log, "书单.md").articles] == ["茶经  甲", "环  乙", "水经  丙"]
    assert read_log(log).articles == ()
    assert read_log(log.replace("茶经  甲", "我读茶经。"), "书单.md").articles == ()


def test_books_in_emphasis_that_name_their_authors_are_paragraphs_of_their_own() -> None:
    books = "*Rings by Ann Leaf*\n\n*Tea by Jon Marsh*\n\n*Oak by Bo Elm*\n"
    assert len(read_log(f"---\ntitle: Books read in 2020\n---\n\n## Fiction\n\n{books}").articles) == 3


def test_lines_below_the_headings_of_a_log_of_books_are_titles() -> None:
    log = "TEA\n===\nThe Tea Classic BY Lu Yu\nRivers\n\nRINGS\n=====\nMasks BY Jane Doe\nWells BY Cy Oak\n"
    reading = read_log(log, "to-read.txt")
    assert [article.title for article in reading.articles] == ["The Tea Classic", "Rivers", "Masks", "Wells"]
    assert [article.author for article in reading.articles] == ["Lu Yu", None, "Jane Doe", "Cy Oak"]
    assert [entry.sections for entry in reading.blocks.entries] == [("TEA",), ("TEA",), ("RINGS",), ("RINGS",)]
    assert len(read_log(f"Some that I liked.\n\n{log}", "to-read.txt").articles) == 4


def test_quoted_titles_on_lines_of_their_own_are_books_with_what_is_below_the_last() -> None:
    reading = read_log("《茶经》\n《水经注》 《星经》\n《井》  \n第一句\n第二句\n")
    assert [article.title for article in reading.articles] == ["《茶经》", "《水经注》 《星经》", "《井》"]
    assert said(reading) == ["第一句第二句"]
    assert read_log("我读\n《茶经》\n《水经注》\n").articles == ()


def test_headings_above_quoted_titles_are_sections() -> None:
    reading = read_log("# 读书列表\n\n## 山\n《茶经》\n\n《水经注》\n\n## 水\n《井》\n\n《星经》\n\n## 火\n《环》\n")
    assert [article.title for article in reading.articles] == ["《茶经》", "《水经注》", "《井》", "《星经》", "《环》"]


@pytest.mark.parametrize(("heading", "count"), [("读书笔记", 0), ("Reading notes", 0), ("读书笔记\n\n## 书单", 3)])
def test_items_of_notes_are_no_books(heading: str, count: int) -> None:
    reading = read_log(f"# {heading}\n\n- 茶\n- 水\n- 火\n")
    assert len(reading.articles) == count


def test_a_list_of_what_words_mean_is_none_of_books() -> None:
    log = "# Reading Log\n\n| Paper | Status |\n|---|---|\n| Rings | Done |\n| Wells | To Read |\n\n## Legend\n\n"
    reading = read_log(log + "- To Read\n- Reading\n- Done\n- Reproduce\n", "reading-log.md")
    assert [article.title for article in reading.articles] == ["Rings", "Wells"]


def test_points_of_a_text_below_a_heading_that_says_read_are_no_books() -> None:
    text = "这一段说的是环形缓冲区。\n\n另一段说的是锁。\n\n"
    log = f"# 文献阅读\n\n## 一种环形缓冲区\n\n{text}- 场景\n- 图像\n- 问答\n\n{text}{text}{text}- 定位\n"
    assert read_log(log).articles == ()
    assert len(read_log(log.replace(text, "")).articles) == 4


def test_what_a_log_of_notes_ends_with_is_no_paper() -> None:
    titles = ["一种环形缓冲区", "屋顶上的流星", "时钟与短夜"]
    log = "# 论文列表\n\n" + "".join(f"## {title}\n\n数一数。\n\n" for title in (*titles, "参考文献"))
    assert [article.title for article in read_log(log).articles] == titles


def test_papers_are_headings_as_long_as_titles_whatever_stands_below_them() -> None:
    below = "### 1. 方法\n\n#### 1.1 数\n\n- 先数：\n  - 再平均\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n### 结\n好。\n\n"
    titles = ["How a ring wraps around", "Counting Perseids from a roof", "一种新的环形缓冲区及其证明"]
    log = "# 论文阅读\n\n" + "".join(f"## {title}\n\n{below}" for title in titles)
    assert [article.title for article in read_log(log).articles] == titles
    assert [entry.line_end - entry.line_start for entry in read_log(log).blocks.entries] == [14, 14, 14]
    assert [article.title for article in read_log(log.replace(titles[0], "缓冲")).articles] == ["缓冲", *titles[1:]]


@pytest.mark.parametrize(
    "front", ["# 论文笔记\n\n", "---\ntitle: 论文笔记\ndate: 2024-01-01\n---\n\n", "---\ntitle: Paper notes\n---\n\n"]
)
def test_papers_may_begin_with_a_picture_or_be_pages_of_a_wiki(front: str) -> None:
    first, second = "How a ring wraps around", "一种新的环形缓冲区及其证明"
    log = f"{front}## [[{first}]]\n\n![]({A}.png)\n\n> words\n\n### 方法\n\n- 数\n\n## {second}\n\n> 好\n"
    assert [article.title for article in read_log(log).articles] == [first, second]


@pytest.mark.parametrize(
    "below", ["### 方法\n\n> words\n\n### 结果\n", f"### How a ring wraps around\n[pdf]({A})\n\n> words\n"]
)
def test_notes_on_one_paper_are_about_that(below: str) -> None:
    assert len(read_log(f"---\ntitle: 论文笔记\nurl: {A}\n---\n\n{below}").articles) == 1


@pytest.mark.parametrize("number", ["1 ", "1", "12 "])
def test_a_number_before_a_quoted_title_needs_no_sign(number: str) -> None:
    reading = read_log(f"# 书单  \n{number}《茶经》  \n2 《水经注》  \n3《星经》  \n")
    assert [article.title for article in reading.articles] == ["《茶经》", "《水经注》", "《星经》"]


def test_books_below_years_and_months_in_a_list_are_dated_by_them() -> None:
    log = (
        "- Work books\n  - 2024:\n    - Alpha, Ann Leaf\n  - 2025\n    - March\n      - Beta, Ben Oak\n      - Gamma\n"
    )
    reading = read_log(log, "reading_list.md")
    assert [article.title for article in reading.articles] == ["Alpha, Ann Leaf", "Beta, Ben Oak", "Gamma"]
    assert [one.month or one.date_from for one in reading.dating.entries] == ["2024-01-01", "2025-03", "2025-03"]


def test_fields_below_headings_of_books_are_no_articles() -> None:
    fields = "* Autor: [Ana Hoja](https://e.example.org/1) (autora)\n* Año: 2011\n\n"
    log = "# Libros\n\n## Lectura\n\n" + "".join(f"### {title}\n{fields}" for title in ("Alfa", "Beta uno", "Gama"))
    assert [article.title for article in read_log(log).articles] == ["Alfa", "Beta uno", "Gama"]


@pytest.mark.parametrize("box", ["", "[x] ", "[ ] "])
def test_authors_before_titles_are_known_behind_boxes(box: str) -> None:
    books = ['Leaf "Alpha"', "Ann Leaf: “Beta”", "林一, *Gamma*"]
    log = "# Books\n\n" + "".join(f"- {box}{book}\n" for book in books)
    assert [(article.title, article.author) for article in read_log(log).articles] == [
        ("Alpha", "Leaf"),
        ("Beta", "Ann Leaf"),
        ("Gamma", "林一"),
    ]


@pytest.mark.parametrize("count", [1, 39, 40, 60])
def test_a_group_is_one_however_much_stands_below_its_first_book(count: int) -> None:
    log = "- Stories\n  - Alpha by Ann Leaf\n" + "    - > words\n" * count + "  - Beta by Bo Elm\n  - Gamma by Cy Oak\n"
    assert [article.title for article in read_log(log, "books.md").articles] == ["Alpha", "Beta", "Gamma"]


def test_lines_in_all_parts_of_a_list_of_books_are_titles() -> None:
    log = "# 书单\n\n## Fiction\n茶经\nWells\nRings\n\n## History\nPerseids\n水经注\nOaks\n"
    titles = ["茶经", "Wells", "Rings", "Perseids", "水经注", "Oaks"]
    assert [article.title for article in read_log(log).articles] == titles
    reading = read_log(log.replace("Oaks", "I liked these."))
    assert [article.title for article in reading.articles] == titles[:-1]
    assert said(reading) == ["I liked these."]
    below = read_log(log.replace("Fiction", "Alpha - Ann Leaf").replace("History", "Beta - Ann Leaf"))
    assert [article.title for article in below.articles] == ["Alpha - Ann Leaf", "Beta - Ann Leaf"]


@pytest.mark.parametrize("name", ["Finished", "读完", "读完于", "完成", "完成于"])
def test_field_that_says_when_a_book_was_finished_is_its_day(name: str) -> None:
    log = f"# Books\n\n- Alpha\n  - {name}：2021-12-27\n- Beta\n  - {name}：是\n- Gamma\n"
    assert [one.date for one in read_log(log).dating.entries] == ["2021-12-27", None, None]


def test_records_below_the_title_of_a_list_are_several_books_whatever_the_first_has() -> None:
    record = "- **author**: Ann Leaf\n- **added**: 2024-08-30\n"
    log = f"---\ntitle: Reading list\n---\n\n# Alpha\n{record}- **url**: {A}\n\n# Beta\n\n{record}\n> words\n"
    assert told(read_log(log)) == [("Alpha", A), ("Beta", None)]
    assert told(read_log(log.replace("Reading list", "Alpha"))) == [("Alpha", A)]


@pytest.mark.parametrize("number", ["1. ", "2、", "三、", "12) "])
def test_the_number_of_a_heading_is_no_part_of_its_title(number: str) -> None:
    log = f"## {number}How a ring wraps\n{A}\n\n## 3.14 ways to count\n{A}?2\n"
    assert [article.title for article in read_log(log).articles] == ["How a ring wraps", "3.14 ways to count"]


def test_what_a_writer_wants_to_know_is_no_book() -> None:
    wishes = "- Better understanding of budgets.\n- The sources of rain.\n"
    titles = "- Rings\n- Tea\n- Ponds.\n- Rain\n"
    assert told(read_log(f"# Books\n\n{wishes}\n{titles}")) == [
        (title, None) for title in ("Rings", "Tea", "Ponds.", "Rain")
    ]
    assert len(read_log(f"# Books\n\n{wishes}{titles}").articles) == 6


def test_a_heading_in_an_item_that_names_a_list_is_no_book() -> None:
    log = "- ## 奠基书单\n- 计算机书单\n\t- Rings\n\t- Tea\n- History books\n\t- Ponds\n"
    assert told(read_log(log, "书单.md")) == [("Rings", None), ("Tea", None), ("Ponds", None)]


def test_headings_of_tables_are_no_papers_however_long() -> None:
    table = "| 标题 | 来源 |\n|---|---|\n| {0} | [{0}](https://e.example.org/{0}) |\n\n"
    log = "# 论文\n\n" + "".join(f"## P{n} 必读的论文，这个月内都要读完\n\n{table.format(n)}" for n in range(3))
    assert [article.title for article in read_log(log, "paper-list.md").articles] == ["0", "1", "2"]


def test_an_author_may_end_with_an_initial() -> None:
    log = "# Books\n\nRain - Norman Leaf M.D.\nA Pond - Ann Moss\nThe Hill: A Story of Snow - Bo Reed Jr.\n"
    assert [article.author for article in read_log(log).articles] == ["Norman Leaf M.D.", "Ann Moss", "Bo Reed Jr."]


def test_names_amid_the_words_below_a_title_are_no_authors() -> None:
    words = "I read it in New York, Central Park, in a rainy June, and loved it."
    reading = read_log(f"# Books\n\nRain\n{words}\n\nThe Hill\n\nA Pond\n\nSnow\n\nThe Sea\n")
    assert [article.author for article in reading.articles] == [None] * 5
    assert [one.text for one in reading.articles[0].excerpts] == [words]


def test_items_below_a_title_in_its_signs_are_its_chapters() -> None:
    chapters = "- 一之源\n- 二之具\n- 三之造\n"
    assert [len(read_log(f"# {heading}\n\n{chapters}").articles) for heading in ("《茶经》", "读书")] == [0, 3]


def test_a_small_letter_before_chinese_begins_a_title_and_a_remark_is_none() -> None:
    log = "# 书单\n茶经\nc陷阱与水\n水经\n"
    assert [article.title for article in read_log(log).articles] == ["茶经", "c陷阱与水", "水经"]
    assert "茶经" not in [article.title for article in read_log(f"{log}注：针对国外书籍\n").articles]


def test_chapters_in_strong_print_between_titles_are_no_books() -> None:
    lines = ("**Rain by Ann Leaf**", "**Chapter 1**", "Good book.", "**Chapter 2**", "Nice.", "**Snow by Bo Ort**")
    assert read_log("# Books\n\n" + "\n\n".join(lines) + "\n", "books.md").articles == ()
