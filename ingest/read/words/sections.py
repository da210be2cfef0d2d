"""The words by which people say of a part of a log, or of all of it, that it is of what they read, or that it is not.

Sees the words only: whether what stands below is a list of books is for others to say.
"""

from __future__ import annotations

import re

from ingest.patterns import lazy_compile
from ingest.read.lines import LETTER
from ingest.read.words.to_read import is_to_read

_READ = lazy_compile(
    r"\b(?:books?|papers?|articles?|read(?:ings?|s)?|libros|livros|livres|bücher|leídos|leyendo|leer|lidos|lendo|ler"
    r"|lus|lire|gelesene?|lesen|libri|letti|leggere|letture|boeken|gelezen|lezen|книги|прочитано|читаю)\b"
    r"|书|書|论文|論文|(?<![参參]考)文[献獻]|文章|阅读|閱讀|读过|讀過|[已在想待未][读讀]|读完|讀完|読",
    re.IGNORECASE,
)
# A group of what was read, by its kind or by how far one has come with it.
_GROUP = lazy_compile(
    r"\W*(?:(?:my |the )?(?:books|papers|articles|novels|poetry|essays|comics|memoirs?|(?:science )?fiction"
    r"|non-?\s?fiction|short stories|finished|completed|done|(?:re-?)?read|reading|currently (?:reading|listening to)"
    r"|in progress|on deck|wish ?list|abandoned|dnf|unfinished|(?:un-?)?acquired|ordered|upcoming(?: reads)?)"
    r"|小说|小說|散文|诗集|詩集|非虚构|已读|已讀|在读|在讀|读完|讀完|已完成|进行中|弃读)\W*",
    re.IGNORECASE,
)

# What is no title above a list either: a kind of things, what one does with them, or the time of day.
_KIND = lazy_compile(
    r"\W*(?:(?:articles?|papers?|books?|blogs?|(?:blog )?posts?|essays?|videos?|podcasts?|talks?|tools?|projects?"
    r"|repos?|news|newsletters?|threads?|tweets?|movies?|films?|music|misc|others?|morning|afternoon|evening|night"
    r"|reading|watching|listening|read|watched|listened(?: to)?|thinking|writing)"
    r"|文章|视频|視頻|影片|播客|论文|論文|书籍?|書籍?|博客|工具|项目|專案|开源|新闻|新聞|资讯|教程|课程|課程|电影|電影|音乐|音樂"
    r"|杂项|其[他它]|早[上晨]|上午|中午|下午|傍晚|晚上|夜[里裡]|今[天日]"
    r"|[读讀看听聽学學想写寫做玩]|阅读|閱讀|观看|觀看|收听|收聽)\W*",
    re.IGNORECASE,
)

_BOOKS_ELSEWHERE = "libros|livros|livres|leituras|lecturas|bücher|leseliste|libri|letture|boeken|leeslijst|книги"
# A log or a part of it that holds books, and more than one.
_BOOKS = lazy_compile(
    r"\b(?:books|(?:reading|book|read)[-_ ]?(?:list|log|diary|journal)|readings|bookshelf"
    rf"|{_BOOKS_ELSEWHERE}|прочитано)\b"
    r"|书单|書單|阅读列表|閱讀列表|读书清单|讀書清單|阅读清单|閱讀清單|读过的书|讀過的書|的书$|的書$|藏书|読んだ本|読書",
    re.IGNORECASE,
)


# The name of a list of books among others: '计算机书单', 'History books'.
_NAMES_LIST = lazy_compile(
    r"\W*(?:[\u3400-\u9fff]{0,8}(?:书单|書單)|(?:[^\W_]+ ){0,3}(?:books|(?:reading|book) list))\W*", re.IGNORECASE
)

_ONLY_BOOKS = lazy_compile(
    r"[\W_]*(?:(?:my|[^\W\d_]+['’]s|\d{4})[\W_]*)?"
    r"(?:books?[\W_]*(?:i[\W_]*(?:ve[\W_]*)?)?(?:read|list|log)|books|bookshelf|read(?:ing)?[\W_]*(?:list|log)|readings"
    rf"|to[\W_]*read|reading[\W_]*queue|{_BOOKS_ELSEWHERE}|[读讀]书|書單|书单"
    r"|(?:读书|讀書|阅读|閱讀)(?:[清书書][单單]|列表)|读过的书|讀過的書|(?:我|今年|去年|最近)[读讀看][过過]?的[书書]|读书(?:列表|记录)|读書|読書(?:記録|メモ)?|読んだ本"
    r"|[已在想待][读讀](?:书[目单籍]?)?)"
    r"(?:[\W_]*(?:in[\W_]*)?\d{4})?[\W_]*",
    re.IGNORECASE,
)


# Notes on papers, each with a heading; words before may tell of what: 'NLP paper reading', '推荐系统论文笔记'.
_READING = r"(?:阅读|閱讀|reading)"
_WRITTEN = r"(?:笔记|筆記|记录|記錄|摘要|列表|notes?|lists?|log|reviews?|summaries)"
_PAPERS = lazy_compile("论文|論文|文献|文獻|papers?", re.IGNORECASE)
_ONLY_NOTES = lazy_compile(
    rf"[\W_]*(?:(?:(?!(?:of|on|to|for|in)\b)[^\W\d_\u3400-\u9fff]+[\W_]+){{1,2}}(?=papers?\b[\W_]*(?:{_READING}|{_WRITTEN}))"
    rf"|[\u3400-\u9fff]{{2,6}}(?=(?:论文|論文|文献|文獻)(?:{_READING}|{_WRITTEN})))?"
    rf"(?:{_PAPERS.pattern})[\W_]*"
    rf"(?:{_READING}[\W_]*)?(?:{_WRITTEN}[\W_]*)?(?:(?:in[\W_]*)?\d{{4}}[\W_]*)?",
    re.IGNORECASE,
)


_NOTES = lazy_compile(r"\b(?:notes?|quotes)\b|笔记|筆記|摘抄|札记|札記|心得|随笔|ノート|メモ", re.IGNORECASE)

# Parts of a text, or of what is written about a program.
_PART = lazy_compile(
    r"\W*(?:\d+(?:\.\d+)+\b.*|(?:chapter|part|section|lesson|week|day|step|setup|installation|installing|deploying|usage)\b.*"
    r"|第.{1,4}[章节部篇]"
    r"|(?:introduction|intro|preface|foreword|conclusions?|summary|overview|background|references|motivation|contents"
    r"|table of contents|install|features|design|architecture|development|building|testing|demo|screenshots|roadmap"
    r"|changelog|configuration|examples?|quick ?start|prerequisites|commands|license|contributing|getting started"
    r"|requirements|todo"
    r"|notes?|quotes|highlights|metadata|about|thoughts|why|how|links|resources|faq|credits|acknowledge?ments"
    r"|前言|引言|总结|小结|结论|目录|简介|背景|笔记|摘抄|后记)\W*$)",
    re.IGNORECASE,
)


# What is related to the article that a file is about.
_RELATED = lazy_compile(
    r"\W*(?:related(?: \w+)?|see also|further reading|references"
    r"|(?:参考|參考|相关|相關|延伸|拓展|扩展)(?:阅读|閱讀|资料|資料|文章|文献|文獻|链接|連結)?|参见)\W*",
    re.IGNORECASE,
)


def names_related(words: str) -> bool:
    """Whether a heading says that what stands below is related to the article above, and was not read for itself."""
    return _RELATED.fullmatch(words) is not None


def is_notes(words: str) -> bool:
    """Whether a heading says that notes stand below, and nothing else."""
    return says_notes(words) and LETTER.search(_NOTES.sub("", words)) is None


def says_notes(words: str) -> bool:
    """Whether words say that notes or passages stand below, and not a list of what was read."""
    return _NOTES.search(words) is not None


def names_notes(name: str) -> bool:
    """Whether a name is that of notes on papers, and says nothing else.

    >>> names_notes("论文阅读笔记"), names_notes("Information retrieval paper notes"), names_notes("论文写作")
    (True, True, False)
    """
    return _PAPERS.search(name) is not None and _ONLY_NOTES.fullmatch(name) is not None


def says_books(words: str) -> bool:
    """Whether a heading or a title says that books stand below, and more than one."""
    return _BOOKS.search(words) is not None


def is_list_name(words: str) -> bool:
    """Whether words are the name of a list of books among others: 'History books', '计算机书单'."""
    return _NAMES_LIST.fullmatch(words) is not None


def names_books(name: str) -> bool:
    """Whether a name, such as that of a file without its ending, is that of a list of books, and says nothing else.

    >>> names_books("reading-list"), names_books("books_2022"), names_books("bookkeeping")
    (True, True, False)
    """
    return _ONLY_BOOKS.fullmatch(name) is not None


def says_read(words: str) -> bool:
    """Whether a heading or a title says that what stands below was read, or is to be."""
    return _READ.search(words) is not None


def is_called_read(title: str, name: str) -> bool:
    """Whether a log is called one of what was read, or is to be, by its title or by the name of its file."""
    return says_read(title) or says_read(re.sub(r"[-_]", " ", name))


def is_group(words: str) -> bool:
    """Whether words are no title, but those of a group of what was read: 'Non-fiction', 'In progress'."""
    return _GROUP.fullmatch(words) is not None or is_to_read(words)


def names_kind(words: str) -> bool:
    """Whether words above a list are no title, but say of what kind that is which it holds, or when: '视频', 'Morning'.

    >>> names_kind("**视频**"), names_kind("Videos I made")
    (True, False)
    """
    return is_group(words) or _KIND.fullmatch(words) is not None


def is_part(words: str) -> bool:
    """Whether a heading is that of a part of a text, such as `Introduction`, and no title.

    >>> is_part("Chapter 2"), is_part("第三章"), is_part("Rings")
    (True, True, False)
    """
    return _PART.match(words) is not None
