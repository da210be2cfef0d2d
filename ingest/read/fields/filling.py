"""From a title and named fields to the head of an article: what columns and properties have in common.

A value that its field cannot use is kept as a note, with the name of the field before it: nothing is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from ingest.addresses import read_address
from ingest.diagnostics import Diagnostic, diagnose
from ingest.model import Address, Entry, Link, TagUse
from ingest.names import fold_name
from ingest.patterns import lazy_compile
from ingest.read.dates.days import find_day, line_of
from ingest.read.dates.forms import is_day, is_like_day, needs_day_order, read_day, without_wiki_link
from ingest.read.dates.headings import read_period
from ingest.read.lines import LETTER, PICTURE_ADDRESS
from ingest.read.markdown import Inline, parse_inline
from ingest.read.tags import listed_tags, split_tags
from ingest.read.titles.head import Head
from ingest.read.titles.pointers import is_address
from ingest.read.words.field_names import LAST_DAY, Field, day_rank, is_published, is_reference
from ingest.read.words.readers import is_readers
from ingest.read.words.to_read import is_to_read

_WIKI_LINK = lazy_compile(r"#?\[\[([^\[\]]+)\]\]")
LINK_WORDS = frozenset(
    "link url here web read open article original source"
    " 链接 网址 地址 原文 原文链接 阅读原文 查看原文 阅读 打开 查看".split()
)
"""Words of a link that say only that it is one."""

# What such fields say are words, in which links may be.
_WORDS = ("author", "day", "tags", "status", "number")
_BETWEEN_LINKS = " ,，、;；/|·"
_NOT_DONE = frozenset(("[ ]", "not started", *"[] ☐ ⬜ ◻ □ ❌ ✗ ✘ no n 否 non não nein нет 未完成 pending".split()))
_DONE = frozenset("[x] x ☑ ✅ ✓ ✔ ✔️ ☑️ √ yes y 是 oui sí sim ja да".split())


def fill_head(entry: Entry, head: Head, fields: Iterable[Field]) -> Head:
    """The head with what the fields say; what it has already is not replaced, but a day before the title is."""
    filling = _Filling(entry, replace(head, day=None))
    for field in sorted(fields, key=_rank):
        if field.value.strip():
            filling.take(field)
    if head.day and not filling.take_day(head.day):
        filling.note(head.day)
    return filling.finish()


def _rank(field: Field) -> int:
    """The order in which fields are taken: addresses called so before others, and days called so before others.

    A source that is nothing but an address may be the article itself.
    """
    if is_reference(field):
        return LAST_DAY + 1
    if field.role == "address" or (field.role == "source" and is_address(field.value)):
        return -2  # no day_rank is as low
    is_unnamed_day = field.role is None and is_day(without_wiki_link(field.value))
    return LAST_DAY if is_unnamed_day else day_rank(field)


class _Found(NamedTuple):
    """An address of a field, with the words of its link, and the name of the field where that may say what it is of."""

    address: Address
    words: str = ""
    name: str = ""


class _Filling:
    """A head as it fills: the addresses in the order in which fields are taken, of which one becomes the article's."""

    def __init__(self, entry: Entry, head: Head) -> None:
        self.entry = entry
        self.head = head
        self.addresses: list[_Found] = []
        self.others: list[Link] = []
        self.notes: list[str] = []
        self.tags: list[TagUse] = []

    def take(self, field: Field) -> None:
        """Puts a field where it belongs, by its name; by its value where the name says nothing."""
        inline = parse_inline(field.value.strip(), self.entry.definitions)
        words = " ".join(_WIKI_LINK.sub(r"\1", inline.without("image")).split())
        if field.role == "address":
            is_taken = self.take_address(field, inline)
        elif field.role == "author":
            is_taken = self.take_author(words)
        elif field.role == "day":
            is_taken = self.take_day(words) or self.take_period(field, words) or self.take_status(words)
        elif field.role == "tags":
            is_taken = self.take_tags(inline.without("image"))
        elif field.role == "status":
            is_taken = self.take_status(words) or self.take_day(words) or self.take_period(field, words)
        elif field.role == "source":
            is_taken = self.take_source(inline, words)
        elif field.role == "note":
            is_taken = self.note(field.value)
        elif field.role == "number":
            is_taken = words.rstrip(".").isdecimal()
        else:
            is_taken = self.take_unnamed(field, inline, words)
        if not is_taken:
            self.note(f"{field.name}: {field.value.strip()}" if field.name else field.value)
        elif field.role != "note":  # which is kept as it is
            self.keep_unsaid(inline)
            if field.role in _WORDS:
                self.keep_links(inline)

    def note(self, markdown: str) -> bool:
        self.notes.append(markdown.strip())
        return True

    def take_address(self, field: Field, inline: Inline) -> bool:
        links = inline.outermost("link")
        name = field.name if field.role is None else field.called
        name = "" if fold_name(name) in LINK_WORDS or is_address(name) else name
        for link in links:
            label = inline.words(link).strip()
            says_nothing = fold_name(label) in LINK_WORDS | {fold_name(field.name)}
            says_address = is_address(label) or label in link.value
            words = "" if says_address or says_nothing else label
            self.addresses.append(_Found(read_address(link.value), words, name))
            self.keep_label(label, link.value)
        return bool(links) and not LETTER.search(inline.without("link"))

    def keep_label(self, label: str, address: str) -> None:
        """Keeps words of a link that are an address, and another one than that to which it leads."""
        if is_address(label) and label != address:
            self.others.append(Link(read_address(label), None))

    def take_author(self, words: str) -> bool:
        if not words or self.head.author not in (None, words):
            return False
        self.head = replace(self.head, author=words)
        return True

    def take_day(self, words: str) -> bool:
        day, diagnostics = find_day(self.entry, words)
        if day and self.head.day is None:
            self.head = replace(self.head, day=day)
            self.tell(diagnostics)
            return True
        if not day and (is_like_day(words) or needs_day_order(words)):
            self.tell([diagnose("bad-day", line_of(self.entry, words), day=words)])
        return False

    def take_period(self, field: Field, words: str) -> bool:
        """Takes the month or the year in which the article was read. That of its publication says little of that."""
        if self.head.day is not None or is_published(field) or read_period(words) is None:
            return False
        self.head = replace(self.head, day=words)
        return True

    def tell(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Adds what the head does not say yet."""
        self.head = replace(self.head, diagnostics=tuple(dict.fromkeys((*self.head.diagnostics, *diagnostics))))

    def take_tags(self, words: str) -> bool:
        self.tags += listed_tags(split_tags(words))
        return True

    def take_status(self, words: str) -> bool:
        folded = fold_name(words)
        if folded in _NOT_DONE or is_to_read(words):
            self.head = replace(self.head, unread=True)
            return True
        return folded in _DONE

    def take_source(self, inline: Inline, words: str) -> bool:
        links = inline.outermost("link")
        if links and not LETTER.search(inline.without("link")):
            for link in links:
                self.addresses.append(_Found(read_address(link.value)))
                for word in filter(is_address, inline.words(link).split()):
                    words = words.replace(word, "", 1)
                    self.keep_label(word, link.value)
            words = " ".join(words.split()).strip(_BETWEEN_LINKS)
            if not words:
                return True
        else:
            self.keep_links(inline)
        if self.head.via is None and words:
            self.head = replace(self.head, via=words)
            return True
        return bool(links) and self.note(words)

    def take_unnamed(self, field: Field, inline: Inline, words: str) -> bool:
        links = inline.outermost("link")
        is_picture = any(PICTURE_ADDRESS.search(link.value) for link in links)
        if links and not is_picture and not LETTER.search(inline.without("link")):
            return self.take_address(field, inline)
        day = read_day(words)
        is_whole_day = (day is not None and day.year is not None) or needs_day_order(words)
        if not (is_whole_day and self.take_day(words)):
            return False
        if field.name and self.entry.rule != "table-row":  # whose column is called so in all rows
            return False
        self.keep_links(inline)
        return True

    def keep_links(self, inline: Inline) -> None:
        """Keeps the links of a value that is taken for its words."""
        for link in inline.outermost("link"):
            label = inline.words(link).strip()
            self.others.append(Link(read_address(link.value), None if "://" in label else label or None))

    def keep_unsaid(self, inline: Inline) -> None:
        """Keeps what a value holds that is no word of it: images, and comments."""
        for image in inline.of("image"):
            words = inline.words(image).strip()
            if image.value:
                self.others.append(Link(read_address(image.value), words or None))
            elif words:
                self.note(words)
        self.notes += (span.value for span in inline.of("comment") if span.value)

    def finish(self) -> Head:
        head = self.head
        own = head.address
        found = [*([_Found(own)] if own else []), *self.addresses]
        chosen = _choose([one.address for one in found])
        for address, words, name in found:
            if address.url != (chosen and chosen.url):
                self.others.append(Link(address, ": ".join(filter(None, (name, words))) or None))
            elif words and _letters(words) != _letters(head.title.text):
                self.note(words)
        links = dict.fromkeys((*head.links, *self.others))
        return replace(
            head,
            address=chosen,
            links=tuple(links),
            remarks=(*head.remarks, *self.notes),
            tags=(*head.tags, *self.tags),
        )


def _choose(addresses: list[Address]) -> Address | None:
    """Which of several addresses is the article's own: the first, but one that a reader's app made gives way.

    The front page of a site is no article where another address is.
    """
    for address in addresses:
        is_front_page = address.canonical_url.partition("://")[2].partition("/")[2] == ""
        if not is_readers(address) and not (is_front_page and len(addresses) > 1 and address != addresses[0]):
            return address
    return addresses[0] if addresses else None


def _letters(text: str) -> str:
    return "".join(LETTER.findall(text))
