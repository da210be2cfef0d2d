"""Authors beside titles, and what ends the lines of titles: each case is the lines of a list of books."""

from __future__ import annotations

import pytest
from reading import Reading, read_log
from said_in_short import A, said


def books(*lines: str) -> Reading:
    return read_log("# Books\n\n" + "".join(f"- {line}\n" for line in lines))


def told(reading: Reading) -> list[tuple[str, str | None]]:
    return [(article.title, article.author) for article in reading.articles]


LINKED = [("Rings", "Ann Leaf"), ("The Slow River", "Bo J. Ort"), ("Tea", "Cy de Reed"), ("Hail", "Di Moss")]


def linked(*titles: str) -> list[tuple[str, str | None]]:
    return told(read_log("".join(f"- [{title}](https://e.example.org/{n})\n" for n, title in enumerate(titles))))


@pytest.mark.parametrize("form", ["{} by {}", "{} ({})", "{} - {}", "{} — {}", "{}, {}"])
def test_authors_in_the_words_of_nearly_all_links_are_no_words_of_their_titles(form: str) -> None:
    assert linked(*(form.format(*one) for one in LINKED)) == LINKED
    assert linked(*(form.format(*one) for one in LINKED), "Wells") == [*LINKED, ("Wells", None)]


@pytest.mark.parametrize("form", ["{} ({})", "{} - {}", "{} — {}", "{}, {}"])
def test_what_stands_behind_some_links_or_is_the_same_behind_most_may_be_a_site(form: str) -> None:
    some = [form.format(*one) for one in LINKED]
    assert linked(*some, "Wells", "Ponds") == [(title, None) for title in (*some, "Wells", "Ponds")]
    same = [form.format(title, "Daily Rain") for title, _ in LINKED]
    assert linked(*same) == [(title, None) for title in same]


@pytest.mark.parametrize("name", ["Dr. Elm", "J.R. Oak", "Ann van den Ash", "Elm & Oak", "Ann and Bo Leaf", "林一"])
def test_a_name_is_one_behind_a_link_in_a_list_and_below_a_title(name: str) -> None:
    reading = read_log(
        f"- [Tea](https://e.example.org/1) by {name}\n- [Rain](https://e.example.org/2)\n  - by {name}\n"
    )
    assert told(reading) == [("Tea", name), ("Rain", name)]
    assert told(books("Rings by Bo Ort", "Hail by Di Moss", f"Fog by {name}"))[2] == ("Fog", name)


def test_one_word_is_a_name_on_a_line_of_its_own() -> None:
    assert told(read_log("### Republic\n\nby Plato\n\nhttps://e.example.org/1\n")) == [("Republic", "Plato")]
    assert told(read_log("- [Laws](https://e.example.org/2)\n  - by Plato\n")) == [("Laws", "Plato")]
    assert told(read_log("- [Rain](https://e.example.org/3) by Monday\n")) == [("Rain", None)]


def test_a_title_that_stands_there_again_is_no_proof_of_a_name() -> None:
    log = "".join(f"- Show HN: tea\n  [[pdf](https://e.example.org/{number})]\n" for number in range(3))
    assert told(read_log(log)) == [("Show HN: tea", None)] * 3


def test_most_titles_may_have_one_form_and_most_of_the_others_another() -> None:
    reading = books(
        "Rings by Ann Leaf", "Tea by Bo Ort", "Hail by Di Moss", "Rain - Cy Reed", "Fog - Ed Fern", "Dew - Al Oak"
    )
    assert [author for _, author in told(reading)] == ["Ann Leaf", "Bo Ort", "Di Moss", "Cy Reed", "Ed Fern", "Al Oak"]


@pytest.mark.parametrize(
    "form",
    [
        "{} by {}",
        "{} ({})",
        "{} [{}]",
        "{} - {}",
        "{} / {}",
        "{}, {}",
        "{}. {}",
        "{}, de {}",
        "{} di {}",
        "{}, av {}",
    ],
)
def test_authors_behind_most_titles_are_no_words_of_them(form: str) -> None:
    names = ("Ann Leaf", "Bo J. Ort", "Cy de Reed")
    titles = ("Rings", "The Slow River", "Tea")
    lines = [form.format(title, name) for title, name in zip(titles, names, strict=True)]
    assert told(books(*lines)) == [*zip(titles, names, strict=True)]
    assert told(books(lines[0], "Ponds", "Rain")) == [(lines[0], None), ("Ponds", None), ("Rain", None)]


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        (["Alpha (Ann Leaf)", "Beta (Bo Ort)", "Gamma（林一）"], ["Ann Leaf", "Bo Ort", "林一"]),
        (["Alpha - Ann Leaf", "Beta, too - Bo Ort", "甲 - 林一, 好书"], ["Ann Leaf", "Bo Ort", "林一"]),
        (["甲-林一", "乙—林二", "丙 – 查尔斯·达尔文"], ["林一", "林二", "查尔斯·达尔文"]),
        (
            ["Alpha, Ann Leaf", "Beta, Bo Ort and Cy Reed", "C, Di Moss", "D"],
            ["Ann Leaf", "Bo Ort and Cy Reed", "Di Moss", None],
        ),
        (["Alpha by Ann Leaf", 'Ort "Beta"', "甲 by 林一"], ["Ann Leaf", "Ort", "林一"]),
        (["Alpha (Audio Book)", "Beta (Audio Book)", "Gamma (Audio Book)"], [None] * 3),
        (["甲（第二版）", "乙（第三版）", "丙（第四版）"], [None] * 3),
        (["Alpha - Ann Leaf", "Beta: of Tea", "Gamma - of Rings"], [None] * 3),
    ],
)
def test_most_titles_of_a_log_tell_where_their_authors_stand(lines: list[str], authors: list[str | None]) -> None:
    for log in ("# Books\n\n" + "".join(f"- {line}\n" for line in lines), "\n\n".join(["# Books", *lines]) + "\n"):
        articles = read_log(log, "books.md").articles
        assert [article.author for article in articles] == authors
        titles = [article.title for article in articles if article.author]
        assert all(title in line and len(title) < len(line) for title, line in zip(titles, lines, strict=False))


def test_authors_are_cut_off_where_most_titles_of_a_log_name_one() -> None:
    titles = (
        "Rings by Ann Leaf",
        "Death by Water by Jon Marsh and Bo Elm (2010)",
        "By Me",
        "Oak by C. Birch - good",
    )
    log = "# Books\n\n" + "".join(f"- {title}\n" for title in titles)
    assert [(article.title, article.author) for article in read_log(log).articles] == [
        ("Rings", "Ann Leaf"),
        ("Death by Water", "Jon Marsh and Bo Elm"),
        ("By Me", None),
        ("Oak", "C. Birch"),
    ]
    few = read_log(log.replace("- Rings by Ann Leaf", "- Rings\n- Tea\n- Ash\n- Fir"))
    assert {article.author for article in few.articles} == {None}


def test_what_stands_behind_an_author_is_a_note() -> None:
    reading = books("Rings (Ann Leaf, 1999)", "Tea (Bo Ort, 2001)", "Ponds | Cy Reed | 2003", "Rain（张三，1987）")
    assert told(reading)[:2] == [("Rings", "Ann Leaf"), ("Tea", "Bo Ort")]
    assert (said(reading), told(reading)[3]) == (["1999", "2001", "1987"], ("Rain", "张三"))
    reading = books("Rings | Ann Leaf | 2001", "Tea | Bo Ort | 2002", "Ponds | Cy Reed | 2003")
    assert (told(reading)[2], said(reading)) == (("Ponds", "Cy Reed"), ["2001", "2002", "2003"])


def test_chinese_names_are_known_by_their_surnames() -> None:
    half = told(books("雨 - 林一", "河 - 王二", "海 / 上", "山 - 李三", "灯", "塔"))
    assert half == [("雨", "林一"), ("河", "王二"), ("海 / 上", None), ("山", "李三"), ("灯", None), ("塔", None)]
    assert told(books("雨 - 上卷", "河 - 再版", "山 - 精装", "海", "灯", "塔"))[0] == ("雨 - 上卷", None)
    reading = books("《雨》 林一", "《河》王二 很好", "《灯》（[法] 加缪）", "《塔》 值得再读")
    assert told(reading) == [("《雨》", "林一"), ("《河》", "王二"), ("《灯》", "[法] 加缪"), ("《塔》", None)]
    assert said(reading) == ["很好", "值得再读"]


def test_titles_behind_names_are_cut_where_one_name_is_sure_or_comes_back() -> None:
    assert told(books("Ann Leaf - Rings", "Bo Ort - Tea", "Ann Leaf - The Pond"))[0] == ("Rings", "Ann Leaf")
    assert told(books("Ann Leaf: Rings", "J. Ort: Tea", "Cy Reed: The Pond"))[1] == ("Tea", "J. Ort")
    subtitles = ("Deep Rings - How to Look", "Tea Time - Leaves and Water", "Slow Rivers - Notes")
    assert told(books(*subtitles)) == [(line, None) for line in subtitles]


@pytest.mark.parametrize(
    ("tail", "note"),
    [
        ("★★★★", "★★★★"),
        ("(4/5)", "(4/5)"),
        ("- 8/10", "8/10"),
        ("(done)", "(done)"),
        ("（已读完）", "（已读完）"),
        ("✅", "✅"),
        ("(4/5) ✅", "(4/5)|✅"),
    ],
)
def test_a_rating_or_a_state_ends_a_title(tail: str, note: str) -> None:
    reading = books(f"Rings {tail}", "Tea", "Ponds")
    assert ([article.title for article in reading.articles], "|".join(said(reading))) == (
        ["Rings", "Tea", "Ponds"],
        note,
    )


@pytest.mark.parametrize("tail", ["4/5", "(1999)", ", 1999", "*", "+", "\\*", "glued +", "@library"])
def test_what_ends_several_titles_of_a_log_is_none_of_them(tail: str) -> None:
    joint = "" if tail[0] in ",\\g" else " "
    tail = tail.removeprefix("glued ")
    lines = [f"{title}{joint}{tail}" for title in ("Rings", "Tea", "Ponds")]
    reading = books(*lines, "Rain", "C++")
    assert [article.title for article in reading.articles] == ["Rings", "Tea", "Ponds", "Rain", "C++"]
    assert said(reading) == [tail.strip(", \\")] * 3
    assert [article.title for article in books(lines[0], "Tea", "1984", "Rain").articles][1:] == ["Tea", "1984", "Rain"]
    assert said(books(lines[0], "Tea", "1984", "Rain")) == []


def test_a_year_may_stand_between_a_title_and_its_author() -> None:
    reading = books("Rings (1999) - Ann Leaf", "Tea (2001) - Bo Ort", "Ponds (2003) - Cy Reed")
    assert (told(reading)[0], said(reading)) == (("Rings", "Ann Leaf"), ["(1999)", "(2001)", "(2003)"])


def test_a_state_that_says_it_marks_a_title_as_unread() -> None:
    reading = books("Rings (unread)", "Tea（想读）", "Ponds（在读）")
    marked = [any(tag.key == "mark:unread" for tag in article.tags) for article in reading.articles]
    assert marked == [True, True, False]


def test_a_day_may_stand_behind_the_sign_of_a_place() -> None:
    article = books("Rings @2025-01-02", "Tea", "Ponds").articles[0]
    assert (article.title, article.day) == ("Rings", "2025-01-02")


@pytest.mark.parametrize(
    "heading",
    ["Libros leídos 2023", "Gelesene Bücher 2023", "Libri letti nel 2023", "Lidos em 2023", "Gelezen in 2023"],
)
def test_a_heading_in_another_language_dates_what_was_read(heading: str) -> None:
    reading = read_log(f"# {heading}\n- Rings\n- Tea\n- Ponds\n")
    assert next((entry.heading.year, article.title) for entry, article, _ in reading.records()) == (2023, "Rings")


def test_few_titles_tell_where_a_word_says_it_and_half_where_names_stand_in_brackets() -> None:
    others = ("Ponds", "Rain", "Ash", "Fir", "Oak", "Elm")
    reading = books("Rings by Ann Leaf aka Auntie", "Tea by Bo Ort", "Stones by Di Moss", "Ice\n  by Cy Reed", *others)
    assert told(reading)[:4] == [("Rings", "Ann Leaf"), ("Tea", "Bo Ort"), ("Stones", "Di Moss"), ("Ice", "Cy Reed")]
    assert said(reading) == ["aka Auntie"]
    named = ("Rings (Ann Leaf)", "Tea (Bo Ort)", "Stones (Cy Reed)")
    assert told(books(*named, *others[:3]))[1] == ("Tea", "Bo Ort")
    assert told(books(*named, *others))[1] == ("Tea (Bo Ort)", None)  # it may be that of a series
    editions = ("Rings (Second Edition)", "Tea (Audio Book)", "Stones (Graphic Novel)")
    assert told(books(*editions, *others[:3]))[:3] == [(line, None) for line in editions]
    ways = ("Rings (Kindle)", "Tea (Audible)", "Stones（算法）")
    assert told(books(*ways, *others[:3]))[:3] == [(line, None) for line in ways]


def test_whose_title_it_is_may_stand_before_it() -> None:
    reading = books("阮一的《雨》", "我读的《河》", "林二的《灯》 很好", "《塔》 王三")
    assert told(reading) == [("《雨》", "阮一"), ("我读的《河》", None), ("《灯》", "林二"), ("《塔》", "王三")]


def test_authors_stand_beside_links_that_lead_nowhere_and_to_pages_nearby() -> None:
    reading = books(
        "[Rings - Ann Leaf](/rings.md)", "Tea - Bo Ort, <small>good</small>", "[Stones - Cy Reed - audio]()"
    )
    assert told(reading) == [("Rings", "Ann Leaf"), ("Tea", "Bo Ort"), ("Stones", "Cy Reed")]
    assert said(reading) == ["/rings.md", "good", "audio"]


def test_a_line_below_an_item_names_who_wrote_it() -> None:
    log = f"- Books\n\t- [[Rings]]\n\t\t- by [[Ann Leaf]] and [[Bo Ort]]\n\t\t- {A}\n\t- [[Tea]]\n\t\t- by the sea\n"
    reading = read_log(log)
    assert told(reading) == [("Rings", "Ann Leaf and Bo Ort"), ("Tea", None)]
    assert [article.address.url if article.address else None for article in reading.articles] == [A, None]


def test_an_author_named_below_an_item_may_be_a_link_by_reference() -> None:
    (article,) = read_log(f"- [Tea]({A})\n  - Author: [Ann Leaf][ann]\n\n[ann]: https://ann.example.org/\n").articles
    assert article.author == "Ann Leaf"


def test_a_state_or_a_rating_is_no_word_of_a_link() -> None:
    reading = read_log(
        "- [Tea (done)](https://e.example.org/1) good\n"
        "- [Rain ★★★](https://e.example.org/2)\n"
        "- [雨（想读）](https://e.example.org/3)\n"
    )
    assert [article.title for article in reading.articles] == ["Tea", "Rain", "雨"]
    assert [[one.text for one in article.excerpts] for article in reading.articles] == [
        ["(done)", "good"],
        ["★★★"],
        ["（想读）"],
    ]
    assert [any(tag.rule == "unread" for tag in article.tags) for article in reading.articles] == [False, False, True]


def test_all_names_behind_an_emphasised_title_are_its_authors() -> None:
    reading = books(
        "*Rings*, Ann Leaf, Bo Ort, Cy Reed", "*Tea*, Di Moss", "*Hail*, Ed Fern and Al Oak.", "*Fog*, dense"
    )
    assert told(reading) == [
        ("Rings", "Ann Leaf, Bo Ort, Cy Reed"),
        ("Tea", "Di Moss"),
        ("Hail", "Ed Fern and Al Oak"),
        ("Fog", None),
    ]


def test_others_who_are_not_named_tell_that_names_in_brackets_are_authors() -> None:
    reading = books(
        "Rings (Leaf et al. 2019)", "Tea (by accident) (Ort et al 20)", "Hail (Leaf & Ort, 2019)", "Dew (Part 20)"
    )
    assert told(reading) == [
        ("Rings", "Leaf et al"),
        ("Tea (by accident)", "Ort et al"),
        ("Hail", "Leaf & Ort"),
        ("Dew (Part 20)", None),
    ]
    assert linked("Rings (Leaf et al.)", "Wells") == [("Rings", "Leaf et al"), ("Wells", None)]


def test_a_log_may_write_all_its_titles_small() -> None:
    reading = read_log("the slow river\nrings in rain\ntea\n", "reading.txt")
    assert [article.title for article in reading.articles] == ["the slow river", "rings in rain", "tea"]


def test_a_strong_title_may_hold_its_colon() -> None:
    log = "---\ntitle: Ann's Reading Log\n---\n\nNow\n---\n\n" + "".join(
        f"*   **{title} by {name}:** It was long, and I liked it.\n" for title, name in LINKED
    )
    assert told(read_log(log, "log.md")) == LINKED
