"""Logs of quotations: which are, and which only look like it; what is not said by the golden files."""

from __future__ import annotations

import pytest
from reading import read_log
from test_properties import owner_faults

FRONT = "---\ntitle: 抄书\n{}---\n"
ONE = "> 水往低处走。\n> —— 《水边》\n\n> 井边的人不看天。\n> —— 《井》\n\n> 雨停了。\n> —— 《雨》\n"

OTHERS = {
    "words and what they mean": "- 内存屏障 —— 排序读写\n- 环形缓冲区 —— 一段数组\n- 预写日志 —— 先写再做\n",
    "books and who wrote them": "- Wells — Ann Leaf\n- Rings in Rain - Bo Ort\n- 《茶》——林一\n- “Tea” — Cy Oak\n",
    "tasks and who has them": "1. 写周报 —— 张三\n2. 修井 —— 李四\n3. 看雨 —— 王五\n",
    "questions and answers": "- 什么是井？—— 水的家\n- 什么是雨？—— 云的水\n- 什么是茶？—— 叶子\n",
    "links and passages below them": "".join(f"[{n}](https://e.example.org/{n})\n\n> {n}。\n\n" for n in range(4)),
    "titles, their sites and addresses": "".join(
        f"水的第{n}篇\n某号\nhttps://e.example.org/{n}\n\n" for n in "一二三四"
    ),
    "a text with two epigraphs": f"{ONE.partition('> 雨')[0]}第一段。\n\n第二段。\n\n第三段。\n",
    "sentences with dashes in them": "他走了——永远地走了\n\n她来了——又没有来\n\n雨停了——天也亮了\n",
    "changes and what they were for": "- Fix rings. — see below\n- Mend wells. — see above\n- Read. — as ever\n",
    "links": "".join(f"- [Title {number}](https://e.example.org/{number}) — Ann Leaf\n" for number in range(4)),
    "passages of one book by their chapters": "> 甲。\n> —— 第一章\n\n> 乙。\n> —— 第二章\n\n> 丙。\n> —— p. 12\n",
    "a file about a book": FRONT.format("author: 林一\n") + ONE,
    "a file about an article": FRONT.format("url: https://e.example.org/\n") + ONE,
    "books that are headings": "# Books I read\n" + ONE.replace("> 水", "## A\n> 水").replace("\n\n", "\n\n## B\n"),
    "an article": "水 https://e.example.org/w\n\n" + ONE,
    "code": f"```\n{ONE}```\n",
}


@pytest.mark.parametrize("log", OTHERS.values(), ids=OTHERS)
def test_what_only_looks_like_quotations_is_none(log: str) -> None:
    assert [entry.rule for entry in read_log(log).blocks.entries if entry.rule == "quotation"] == []


@pytest.mark.parametrize("front", ["", "---\ntags: [抄书]\n---\n", FRONT.format("date: 2025-03-04\n")])
def test_log_of_quotations_is_read_below_any_front_matter(front: str) -> None:
    assert [article.title for article in read_log(front + ONE).articles] == ["水边", "井", "雨"]


@pytest.mark.parametrize(
    "odd",
    [
        ">", ">\n>", "> ---", "> <br>", "> ![](a.png)", "> <!-- a -->", "> [a]: https://e.example.org/", "> —— 《甲》",
        ">\n> —— 《甲》", "> ```\n> a\n> ```", "> ```", "> |a|b|\n> |-|-|\n> |c|d|", "> - [ ]", "> # ", "> 2025.3.4",
        "> —— ", "> （《甲》）", "> #tag", ">> a", "> >\n> —— 《甲》", "> [](https://e.example.org/)", "> 【】 —— 甲",
    ],
)  # fmt: skip
@pytest.mark.parametrize("sign", ["> ", "- ", ""])
def test_what_is_odd_among_quotations_is_read_or_told(odd: str, sign: str) -> None:
    said = (ONE * 4).replace("> ——", {"> ": "> ——", "- ": "  ——", "": "——"}[sign]).replace("> ", sign)
    odd = odd.replace("> ", sign)
    for log in (f"{said}\n{odd}\n", f"{odd}\n\n{said}", f"{said}\n{odd}\n\n{said}"):
        assert owner_faults(read_log(log)) == []


def test_a_passage_may_come_back_again_and_again() -> None:
    log = "".join(f"> {word}。\n> —— 《{word}》\n\n" for word in "abcabcabcabc")
    assert [one.title for one in read_log(log).articles] == list("abcabcabcabc")


def test_passages_above_their_links_are_theirs() -> None:
    log = "".join(f"> {word}。\n\n[{word}](https://e.example.org/{word})\n\n" for word in "abc")
    articles = read_log(log).articles
    assert [(one.title, one.author, one.excerpts[0].text) for one in articles] == [(w, None, f"{w}。") for w in "abc"]


def test_an_article_beside_quotations_is_one_of_its_own() -> None:
    articles = read_log(ONE + "\n# 读\n\n- [水](https://e.example.org/w)\n  - 好\n").articles
    assert [one.title for one in articles] == ["水边", "井", "雨", "水"]


def test_quotations_of_one_source_are_one_article_up_to_a_date_or_another() -> None:
    said = ["《井》", "《井》", "\n# 2025.4\n", "《井》", "《水》", "《井》"]
    log = "".join(one if one.startswith("\n") else f"> 话。\n> ——{one}\n\n" for one in said)
    assert [(one.title, len(one.excerpts)) for one in read_log(log).articles] == [
        ("井", 2),
        ("井", 1),
        ("水", 1),
        ("井", 1),
    ]


def test_no_address_of_a_source_is_lost() -> None:
    a, b, c = (f"https://e.example.org/{name}" for name in "abc")
    last = read_log(ONE + f"\n> 水。\n> —— [林一]({a})《[井]({b})》{c}\n").articles[-1]
    assert (last.title, last.author, last.address and last.address.url) == ("井", "林一", a)
    assert [link.address.url for link in last.links] == [b, c]


def test_every_paragraph_of_a_quotation_has_its_place() -> None:
    log = ONE + "\n> 一。\n>\n> - 二。\n>\n> 三。\n> —— 林一《茶》第三章\n"
    last = read_log(log).articles[-1]
    assert [(one.text, one.location) for one in last.excerpts] == [
        ("一。", "第三章"),
        ("二。", "第三章"),
        ("三。", "第三章"),
    ]
    assert (last.author, last.excerpts[-1].line_end) == ("林一", log.count("\n"))
