"""What a reader keeps of one article, written down in each form of a document, is what is read from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import read_log


class Kept(NamedTuple):
    """What a reader keeps of one article; each passage with a note on it, or None."""

    title: str
    author: str
    url: str
    day: str
    tags: tuple[str, ...]
    passages: tuple[tuple[str, str | None], ...]


def as_readwise(kept: Kept, sign: str) -> str:
    tags = " ".join(f"#[[{tag}]]" for tag in kept.tags)
    head = f"# {kept.title[:9].strip()}\n\n![rw-book-cover](https://c.example.org/1.png)\n\n## Metadata\n"
    fields = f"- Author: [[{kept.author}]]\n- Full Title: {kept.title}\n- Document Tags: {tags}\n- URL: {kept.url}\n"
    dated = f"- Highlighted: [[{kept.day}]]\n\n## Highlights\n"
    return (
        head
        + fields
        + dated
        + "".join(
            f"{sign} {text} ([View Highlight](https://read.readwise.io/read/{number}))\n"
            + (f"    - Note: {note}\n" if note else "")
            for number, (text, note) in enumerate(kept.passages)
        )
    )


def as_front_matter(kept: Kept, sign: str) -> str:
    tags = "".join(f"  - {tag}\n" for tag in kept.tags)
    head = f'---\ntitle: "{kept.title}"\nauthor: {kept.author}\nurl: {kept.url}\ndate: {kept.day}\n'
    return f"{head}tags:\n{tags}---\n\n" + "".join(
        f"> {text}\n\n" + (f">> {note}\n\n" if note else "") for text, note in kept.passages
    )


def as_lenient_front_matter(kept: Kept, sign: str) -> str:
    head = (
        f"---\ntags: [{', '.join(kept.tags)}]\naliases: {kept.title}\nauthor: {kept.author}\nrefused: by: YAML\n---\n"
    )
    return f"{head}# {kept.title}\n\n{kept.url}\n{kept.day}\n## Highlights\n" + "".join(
        f"{sign} {text}\n" + (f"    {sign} {note}\n" if note else "") for text, note in kept.passages
    )


def as_header(kept: Kept, sign: str) -> str:
    names = f"Title: {kept.title}\nAuthor: {kept.author}\nURL: {kept.url}\n"
    return f"{names}Date: {kept.day}\nTags: {', '.join(kept.tags)}\n\n" + "".join(
        f"{sign} > {text}\n" + (f"    {sign} {note}\n" if note else "") for text, note in kept.passages
    )


def as_properties(kept: Kept, sign: str) -> str:
    tags = ", ".join(f"[[{tag}]]" for tag in kept.tags)
    head = (
        f"title:: {kept.title}\nauthor:: [[{kept.author}]]\nurl:: {kept.url}\ndate:: [[{kept.day}]]\ntags:: {tags}\n\n"
    )
    return head + "".join(f"- > {text}\n" + (f"  - {note}\n" if note else "") for text, note in kept.passages)


def as_chinese(kept: Kept, sign: str) -> str:
    names = f"标题：{kept.title}\n作者：{kept.author}\n链接：{kept.url}\n"
    return f"{names}日期：{kept.day}\n标签：{'，'.join(kept.tags)}\n\n## 划线\n\n" + "".join(
        f"{sign} {text}\n" + (f"    {sign} 笔记：{note}\n" if note else "") for text, note in kept.passages
    )


WORDS = st.lists(
    st.sampled_from("the kettle sings 茶 early 时间 and rings slowly 河 north".split()), min_size=3, max_size=8
)
SENTENCES = WORDS.map(lambda words: " ".join(words).capitalize() + ".")
KEPT = st.builds(
    Kept,
    title=WORDS.map(" ".join),
    author=st.sampled_from(("Ann Leaf", "陆小羽", "J. R. Reed")),
    url=st.integers(0, 999).map(lambda number: f"https://kept.example.org/{number}"),
    day=st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 1, 1)).map(str),
    tags=st.lists(st.sampled_from(("tea", "two words", "河流")), min_size=1, max_size=3, unique=True).map(tuple),
    passages=st.lists(st.tuples(SENTENCES, st.none() | SENTENCES), min_size=1, max_size=4).map(tuple),
)


@pytest.mark.parametrize(
    "write", [as_readwise, as_front_matter, as_lenient_front_matter, as_header, as_properties, as_chinese]
)
@settings(max_examples=40, deadline=None)
@given(kept=KEPT, sign=st.sampled_from("-*+"))
def test_what_a_reader_keeps_is_read_back(write: Callable[[Kept, str], str], kept: Kept, sign: str) -> None:
    ((entry, article, dating),) = read_log(write(kept, sign)).records()
    passages: list[tuple[str, str | None]] = []
    for one in article.excerpts:
        if one.kind == "quote":
            passages.append((one.text, None))
        elif one.kind == "note":
            passages.append((passages.pop()[0], one.text))
    assert entry.rule == "document"
    assert (
        Kept(
            title=article.title,
            author=article.author or "",
            url=article.address.url if article.address else "",
            day=dating.date or "",
            tags=tuple(tag.spelling for tag in article.tags if tag.rule == "hashtag"),
            passages=tuple(passages),
        )
        == kept
    )
