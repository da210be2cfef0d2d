"""What named parts are for, by their names in all languages of logs: columns, properties, fields of a record or a file.

Sees names only, and whether there is an address. What else a field's value says is for `filling` to read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from ingest.names import fold_name
from ingest.patterns import lazy_compile
from ingest.read.lines import HOLDS_ADDRESS

Role = Literal["title", "author", "tags", "note", "status", "day", "address", "source", "number", "count", "duration"]

# Words of other languages are those of tables that people keep.
_NAMES: tuple[tuple[Role, str, str], ...] = (
    ("duration", "duration", "持续|持續|用时|用時|耗时|耗時|时长|時長"),
    (
        "title",
        "title titles headline titel titre título titulo titolo название",
        # 'Papers I read' has the word of a day.
        r"标题|標題|书名|書名|题目|題目|篇名|タイトル|제목|(?:papers|books|articles) i\b",
    ),
    (
        "author",
        "author authors writer by autor autora autores autore auteur auteurs autorin autor/in автор",
        "作者|作家|著者|저자",
    ),
    (
        "note",
        "note notes comment comments remark remarks summary thoughts takeaway takeaways review description abstract",
        "备注|備註|评论|評論|摘要|笔记|筆記|感想|心得|简介|说明|点评|书评|理由|总结|想法|短评",
    ),
    (
        "tags",
        "tag tags topic topics category categories label labels keyword keywords genre subject",
        "标签|標籤|分类|分類|类别|類別|主题|主題|关键词|话题",
    ),
    ("day", "", "日期|日付|读完时间|读完于|完成时间|完成[于於]|公開日|閲覧日|読了日|読書日|読んだ日|날짜"),
    ("status", "status state progress estado statut", "状态|狀態|进度|已读|读完|^完成$"),
    (
        "day",
        "date day when read finished completed done added saved started created published highlighted"
        " fecha data dato datum дата leído leido lido lu gelesen прочитано",
        "时间|時間|日子|读于|开始|結束|结束",
    ),
    (
        "address",
        "url urls uri link links address href website site original canonical reference",
        "链接|連結|鏈接|網址|网址|地址|原文",
    ),
    ("source", "source via from origin", "来源|來源|出处|渠道"),
    (
        "title",
        "name article articles paper book post story nome nombre livro libro livre buch книга",
        "文章|名称|名稱|论文|論文|书籍|^[书書]$|图书|圖書|书目|書目",
    ),
)
_ROLES = tuple((role, frozenset(words.split()), lazy_compile(forms or r"(?!)")) for role, words, forms in _NAMES)
LONGEST_KEY = 3
"""In words. A longer name of a field is the beginning of a sentence."""

_BETWEEN_WORDS = lazy_compile(r"[\s_-]+|(?<=[a-z])(?=[A-Z])")
_WORD = lazy_compile(r"[^\W_]+")
_THINGS = frozenset(("name", "nome", "nombre", "名称", "名稱"))
_NUMBERS = frozenset(("#", "№", "no", "no.", "nr", "nr.", "id", "index", "序号", "编号"))

# Of several days of a record the first of these is the article's: it was read, it is dated, it was kept, it appeared.
_DAYS = tuple(
    lazy_compile(form)
    for form in (
        r"\b(?:read|finished|completed|done|ended)\b|读|讀|読了|閲覧|完成|结束|結束",
        r"^(?:date|day|when|日期|时间|時間)$",
        r"\b(?:saved|added|created|highlighted)\b|添加|收藏|创建",
        r"\bstarted\b|开始",
        r"(?s).*",
    )
)
LAST_DAY = len(_DAYS)
"""The rank of a day that is the article's only where there is no other."""

_RATING = lazy_compile(r"\b(?:rating|score|stars)\b(?! counts?\b)|(?:评分|評分|打分)(?!人)")
# A field that says when something was changed gives a day only where no other does.
_CHANGED = lazy_compile(r"\b(?:updated|modified|edited|lastmod)\b|更新|修改")
# What is said of a title above it: 'author: Ann'.
_OF_TITLE = lazy_compile(
    r"[*_]*(?:authors?|type|genre|rating|pages|isbn|publisher|published|format|year|language|autor|auteur|автор"
    r"|año|ano|année|jahr|год|género|gênero|páginas|editorial|editora|idioma"
    r"|作者|译者|譯者|类型|類型|评分|評分|出版社|出版|年份|页数|頁數)[*_]*[ \t]*(?:::?(?=[*_\s])|：)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Field:
    """One part of a record: its name as the log writes it, '' where it has none, and its value, which is Markdown.

    Where it is an address, its name is 'url', and `called` what the log calls it, if that does not say so.
    """

    name: str
    value: str
    called: str = field(default="", repr=False)

    @property
    def key(self) -> str:
        """Its name in the form in which names are compared."""
        return fold_key(self.name)

    @property
    def role(self) -> Role | None:
        """What the field is for, by its name."""
        return find_role(self.name)


def fold_key(key: str) -> str:
    """The one form in which names of fields are compared.

    >>> fold_key("Date-Saved"), fold_key("source_url"), fold_key("finishedDate")
    ('date saved', 'source url', 'finished date')
    """
    return fold_name(_BETWEEN_WORDS.sub(" ", key))


@lru_cache(maxsize=1024)
def find_role(name: str) -> Role | None:
    """What a field of this name is for; None where the name does not say.

    >>> find_role("date-saved"), find_role("Article link"), find_role("阅读时间"), find_role("Pages")
    ('day', 'address', 'day', None)
    >>> find_role("Papers I read"), find_role("Books I've read"), find_role("Books read on")
    ('title', 'title', 'day')
    >>> find_role("持续时间"), find_role("Read Duration")
    ('duration', 'duration')
    """
    folded = fold_key(name)
    words = frozenset(_WORD.findall(folded))
    if folded in _NUMBERS:
        return "number"
    if "count" in words:  # of pages, or of how often something was read
        return "count"
    return next((role for role, known, forms in _ROLES if words & known or forms.search(folded)), None)


def gives_address(field: Field) -> bool:
    """Whether a field is for the address of an article, or of where it was found, and holds one."""
    return field.role in ("address", "source") and HOLDS_ADDRESS.search(field.value) is not None


def is_reference(field: Field) -> bool:
    """Whether an address in a field may be that of something else, where another field gives one.

    >>> is_reference(Field("Reference", "")), is_reference(Field("URL", ""))
    (True, False)
    """
    return "reference" in field.key.split()


def is_rating(name: str) -> bool:
    """Whether a field of this name says how good the article was found to be, and not how often that was asked."""
    return _RATING.search(fold_key(name)) is not None


def names_thing(name: str) -> bool:
    """Whether a field of titles may be one of anything else as well: `Name`."""
    return fold_name(name) in _THINGS


def day_rank(field: Field) -> int:
    """Which of several days is the article's: the least. Fields that are no day come before all of them.

    >>> day_rank(Field("date-saved", "")) < day_rank(Field("last-updated", ""))
    True
    """
    name = " ".join(_WORD.findall(field.key))
    if _CHANGED.search(name):
        return LAST_DAY
    if field.role != "day":
        return -1
    return next(rank for rank, form in enumerate(_DAYS) if form.search(name))


def is_published(field: Field) -> bool:
    """Whether a day is only that on which the article appeared."""
    return day_rank(field) >= LAST_DAY - 1


def says_of_title(content: str) -> bool:
    """Whether an item says of a title above it who wrote it, or what it is."""
    return _OF_TITLE.match(content) is not None
