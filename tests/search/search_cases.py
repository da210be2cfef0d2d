"""Small folders of logs, and searches for what stands in them, both drawn at random."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

from article_oracle import Article, Asked, Condition, Wanted
from search_oracle import units

from ingest.run import Options, Report, ingest

_TEXT = [
    *"内內存存管理锁鎖执執行发發髮的，。 -/_（）",
    *["Linux", "linux", "ＰＧ", "pg", "io_uring", "lock", "locking", "2"],
    *["C++", "C++", "Ｃ＋＋", "C#", ".NET", "ASP.NET", "..NET", "C", "c"],
    *["内存", "內存", "执行", "\u200b", "½", "😀", "🤖", "\x01", "e\u0301"],
]
_SITES = ["example.org", "a.example.org", "www.b.a.example.org", "lwn.net", "notexample.org"]
_FOLDERS = ["", "周刊/", "周刊/2023/", "Leaf & Kettle/"]
_DAYS = ["", "", "1.5", "2.29", "12.3", "2023-08-30", "2024-12-31"]
_TAGS = ["", "", "", " #tea", " #厨房", " `SQ`", " `队列`", " `page cache`", " 队列（SQ）"]
_SHAPES = [
    "- > {}。",
    "- > {}。",
    "- > **{}**",
    "- {}",
    "- > 引。\n  >> {}",
    "- {}：\n  * > 下。",
    "- 回复：\n  * > {}",
    "- {} https://x.example/",
    "```\n{}\n```",
]


def draw_folder(chance: Random) -> dict[str, str]:
    """The path of each log and what stands in it."""
    paths = [folder + name for folder in _FOLDERS for name in ("2024.md", "log.md")]
    return {path: "\n\n".join(_repeat(chance, 5, _entry)) for path in chance.sample(paths, chance.randint(1, 3))}


def _entry(chance: Random) -> str:
    day = chance.choice(_DAYS)
    address = f"https://{chance.choice(_SITES)}/{chance.randint(1, 99)}" + (f"  【`{day}`】" if day else "")
    passages = _repeat(chance, 4, _passage) if chance.random() < 0.8 else []
    return "\n".join([f"题{_words(chance)} {address}", *passages])


def _passage(chance: Random) -> str:
    return chance.choice(_SHAPES).format(_words(chance) + chance.choice(_TAGS))


def _words(chance: Random) -> str:
    return "".join(_repeat(chance, 8, lambda chance: chance.choice(_TEXT)))


def _repeat(chance: Random, most: int, draw: Callable[[Random], str]) -> list[str]:
    return [draw(chance) for _ in range(chance.randint(1, most))]


@contextmanager
def read_folder(logs: Mapping[str, str]) -> Iterator[sqlite3.Connection]:
    """The database that the real command makes of these logs."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for path, text in logs.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        ingest((root,), Options(root / "readlog.db"), Report())
        with closing(sqlite3.connect(root / "readlog.db")) as connection:
            yield connection


def draw_search(chance: Random, articles: Mapping[int, Article]) -> Asked:
    """One to three alternatives, and now and then filters; or filters alone."""
    size = chance.choice([1, 1, 1, 1, 2, 3, 0])
    alternatives = tuple(
        tuple(_term(chance, articles) for _ in range(chance.choice([1, 1, 2, 2, 3]))) for _ in range(size)
    )
    conditions = [_condition(chance) for _ in range(max(chance.choice([0, 0, 1, 3]), size == 0))]
    return Asked(alternatives, tuple(dict.fromkeys(conditions)))


def _term(chance: Random, articles: Mapping[int, Article]) -> Wanted:
    """One to eight characters of some text, more often few."""
    texts = [text for article in articles.values() for text in (article.title, *(p.text for p in article.passages))]
    text = chance.choice(texts).replace('"', "")
    start = chance.randrange(len(text) or 1)
    cut = text[start : start + chance.choice([1, 1, 1, 2, 2, 3, 4, 6, 8])].lstrip("\u0301")  # nobody begins so
    is_word = len(units(cut)) == 1 and not units(cut)[0].is_run and cut.isalnum()
    return Wanted(cut, chance.random() < 0.2, is_word and chance.random() < 0.5)


def _condition(chance: Random) -> Condition:
    name = chance.choice(list(_VALUES))
    return Condition(name, chance.choice(_VALUES[name]), chance.random() < 0.25)


_VALUES = {
    "tag": ["tea", "TEA", "厨房", "廚房", "SQ", "队列", "page cache", "Page Cache", "nothing"],
    "site": ["example.org", "a.example.org", "B.A.example.org", "org", "https://www.lwn.net/", "lwn.net", "none.org"],
    "collection": ["周刊", "週刊", "Leaf & Kettle", "ｌｅａｆ & kettle", "none"],
    "kind": ["quote", "Note", "heading", "label", "reply", "link", "code", "table"],
    "year": ["2024", "2023", "２０２４", "1999"],
    "after": ["2024", "2024-02", "2024.2.29", "2023-08-30", "2024-12-31"],
    "before": ["2024", "2024-02", "2024.2.29", "2023-08-31", "2025"],
    "title": ["题", "内存", "Linux", "lock 内存", "題", "C++"],
}


def type_search(asked: Asked) -> str:
    """What a person would type for a search."""
    words = " OR ".join(" ".join(map(_type_term, terms)) for terms in asked.alternatives)
    return " ".join(filter(None, [words, *map(type_condition, asked.conditions)]))


def _type_term(term: Wanted) -> str:
    sign = "-" if term.is_excluded else ""
    if term.is_prefix:
        return f"{sign}{term.text}*"
    is_plain = term.text.split() == [term.text] and not term.text.startswith("-")
    return sign + (term.text if is_plain else f'"{term.text}"')


def type_condition(condition: Condition) -> str:
    value = f'"{condition.value}"' if " " in condition.value else condition.value
    return f"{'-' if condition.is_excluded else ''}{condition.name}:{value}"
