"""What a tag is called and what else it is called: decided by all its uses together, once a run, for the tags touched.

Never decides which words are tags.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from string import ascii_lowercase, ascii_uppercase

from ingest.model import TagUse
from ingest.names import SYNONYMS, fold_name, tag_key

# A tag that several rules made is of the first kind here.
_KINDS = {
    "star": "mark",
    "strike": "mark",
    "unread": "mark",
    "hashtag": "hashtag",
    "section-heading": "section",
    "title-name": "topic",
    "title-code": "term",
    "code-span": "term",
}
_PRECEDENCE = list(dict.fromkeys(_KINDS.values()))


class TouchedTags:
    """The ids of all tags, and which of them a run has touched."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.ids: dict[str, int] = dict(connection.execute("SELECT key, id FROM tag"))
        self.next_id = max(self.ids.values(), default=0) + 1
        self.touched: set[int] = set()
        self.words: set[str] = set()

    def id_of(self, use: TagUse) -> int:
        """The id of the tag, which is made if need be."""
        id_ = self.ids.get(use.key)
        if id_ is None:
            id_ = self.ids[use.key] = self.next_id
            self.next_id += 1
            # Its name and its kind are settled at the end of the run.
            row = (id_, use.spelling, "term", use.key)
            self.connection.execute("INSERT INTO tag (id, name, kind, key) VALUES (?, ?, ?, ?)", row)
        self.touched.add(id_)
        return id_

    def touch_article(self, article: int) -> None:
        """Marks the tags of an article that is about to go."""
        self.touched.update(row[0] for row in self.connection.execute(_TAGS_OF_ARTICLE, [article, article]))
        for words in self.connection.execute(_WORDS_OF_ARTICLE, [article]):
            self.touch_words(words)

    def touch_words(self, words: Iterable[str | None]) -> None:
        """Marks the tags that these words of a term may be other names of; None stands for a word that it lacks."""
        self.words.update(word for word in words if word)


def settle_tags(connection: sqlite3.Connection, tags: TouchedTags) -> None:
    """Names the touched tags by their commonest spelling, says of which kind they are, and lists their aliases.

    A tag without any use is removed.
    """
    keys = (tag_key(word) for word in tags.words)
    touched = tags.touched | {tags.ids[key] for key in keys if key in tags.ids}
    names = {id_: key for key, id_ in tags.ids.items() if id_ in touched}
    for id_, key in names.items():
        uses = connection.execute(_USES, [id_, id_]).fetchall()
        connection.execute("DELETE FROM tag_alias WHERE tag_id = ?", [id_])
        if not uses:
            connection.execute("DELETE FROM tag WHERE id = ?", [id_])
            continue
        spellings: Counter[str] = Counter()
        for _, spelling, count in uses:
            spellings[spelling] += count
        name = _name(key, spellings)
        kind = min((_KINDS[rule] for rule, _, _ in uses), key=_PRECEDENCE.index)
        connection.execute("UPDATE tag SET name = ?, kind = ? WHERE id = ?", [name, kind, id_])
        # The words of marks are our own: what a log says of "starred" is about something else.
        translations = _translations(connection, key, spellings) if kind != "mark" else set()
        aliases = _aliases(name, (*_by_use(spellings), *sorted(_synonyms(key)), *sorted(translations)))
        connection.executemany(
            "INSERT INTO tag_alias (alias, tag_id) VALUES (?, ?)", ((alias, id_) for alias in aliases)
        )


def _name(key: str, spellings: Counter[str]) -> str:
    """The spelling to show: the commonest, of equals the first in the alphabet; for a synonym the name of them all."""
    return SYNONYMS.get(key) or _by_use(spellings)[0]


def _by_use(spellings: Counter[str]) -> list[str]:
    return sorted(spellings, key=lambda spelling: (-spellings[spelling], spelling))


def _aliases(name: str, words: Iterable[str]) -> list[str]:
    """The words that do not fold as the name does: of those that fold alike, the first."""
    of_key: dict[str, str] = {}
    for word in words:
        of_key.setdefault(fold_name(word), word)
    of_key.pop(fold_name(name), None)
    return list(of_key.values())


def _synonyms(key: str) -> set[str]:
    """The folded spellings that are known for a tag, whether the logs have them or not."""
    return {spelling for spelling in SYNONYMS if tag_key(spelling) == key}


def _translations(connection: sqlite3.Connection, key: str, spellings: Iterable[str]) -> set[str]:
    """The words that terms give for a tag, in whichever direction."""
    found: set[str] = set()
    for word in {word.translate(_LOWER) for word in (key, *spellings, *_synonyms(key))}:
        for words in connection.execute(_TERMS, {"word": word}):
            found.update(other for other in words if other and tag_key(other) != key)
    return found


_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)  # as far as NOCASE goes

_TAGS_OF_ARTICLE = """
SELECT tag_id FROM article_tag WHERE article_id = ?
UNION
SELECT tag_id FROM excerpt_tag WHERE excerpt_id IN (SELECT id FROM excerpt WHERE article_id = ?)
"""

_WORDS_OF_ARTICLE = """
SELECT name, translation, abbreviation
FROM term
WHERE excerpt_id IN (SELECT id FROM excerpt WHERE article_id = ?)
"""

_USES = """
SELECT rule, spelling, count(*)
FROM (
  SELECT rule, spelling FROM article_tag WHERE tag_id = ?
  UNION ALL
  SELECT rule, spelling FROM excerpt_tag WHERE tag_id = ?
)
GROUP BY rule, spelling
"""

_TERMS = """
SELECT name, translation, abbreviation
FROM term
WHERE name = :word COLLATE NOCASE OR translation = :word COLLATE NOCASE OR abbreviation = :word COLLATE NOCASE
"""
