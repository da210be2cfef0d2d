"""The words by which people say of a part of a log, or of all of it, that it is of what they read.

Sees the words only: whether what stands below is a list of books is for others to say.
"""

from __future__ import annotations

import re

from ingest.read.to_read import is_to_read

_BOOKS = re.compile(
    r"\b(?:books?|papers?|articles?|read(?:ings?|s)?|libros|livros|livres|bücher|leídos|leyendo|leer|lidos|lendo|ler"
    r"|lus|lire|gelesen|lesen|книги|прочитано|читаю)\b"
    r"|书|書|论文|論文|文章|阅读|閱讀|读过|讀過|在读|在讀|想读|想讀|読",
    re.IGNORECASE,
)
# A group of what was read, by its kind or by how far one has come with it.
_GROUP = re.compile(
    r"\W*(?:(?:my |the )?(?:books|papers|articles|novels|poetry|essays|comics|memoirs?|(?:science )?fiction"
    r"|non-?\s?fiction|short stories|finished|completed|read|reading|currently (?:reading|listening to)|in progress"
    r"|on deck|wish ?list|abandoned|dnf|unfinished|(?:un-?)?acquired|ordered|upcoming(?: reads)?)"
    r"|小说|小說|散文|诗集|詩集|非虚构|已读|已讀|在读|在讀|读完|讀完|已完成|进行中|弃读)\W*",
    re.IGNORECASE,
)


def says_read(words: str) -> bool:
    """Whether a heading or a title says that what stands below was read, or is to be."""
    return _BOOKS.search(words) is not None


def is_group(words: str) -> bool:
    """Whether words are no title, but those of a group of what was read: 'Non-fiction', 'In progress'."""
    return _GROUP.fullmatch(words) is not None or is_to_read(words)
