"""From the lines of a file about one article to what its top says of the article, and the lines that are left.

Decides nothing about passages, and nothing of what the fields say: that is for `filling`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.addresses import read_address
from ingest.patterns import lazy_compile
from ingest.read.dates.forms import is_day, without_wiki_link
from ingest.read.fields.front_matter import TITLE_KEYS, FrontMatter, read_field
from ingest.read.lines import HEADING, HOLDS_ADDRESS, LETTER, heading_text, item_words, line_below
from ingest.read.literals import outside_fences
from ingest.read.markdown import Inline, parse_inline
from ingest.read.titles.pointers import TARGET
from ingest.read.words.field_names import LONGEST_KEY, Field, Role, day_rank, find_role, gives_address, is_rating
from ingest.read.words.readers import is_readers
from ingest.read.words.to_read import is_to_read

_METADATA = lazy_compile(
    r"(?:\d{1,2}[.、][ \t]*)?(?:(?:document )?metadata|(?:basic|book) info(?:rmation)?|元数据"
    r"|(?:这本书的|书籍|图书)?(?:基本|元)?信息)",
    re.IGNORECASE,
)
_BARE_ADDRESS = lazy_compile(
    rf"(?:<|\[(?P<words>[^\[\]]+)\]\()?(?P<url>(?(words){TARGET}|(?:https?|ftp)://[^\s<>]+))(?(words)\)|>?)$",
    re.IGNORECASE,
)
_LINK_WORDS = lazy_compile(r"|(?:read|view|open)(?: original| (?:on|in) \w+)?|original|原文|阅读原文", re.IGNORECASE)
_IMAGE = lazy_compile(r"!\[[^\[\]]*\]\([^()]*\)$")
_HASHTAGS = lazy_compile(r"(?:#(?:\[\[[^\[\]]++\]\]|[^\s#\[\]]++)(?:[\s,，]++|$))++$")
_CALLOUT = lazy_compile(r"^>[ \t]?(?:\[!\w+\][ \t]*)?")
_STRONG_KEY = lazy_compile(r"(\*\*|__)(?P<key>[^*_:：]{1,32})(?:[:：]{1,2}\1|\1\s*[:：]{1,2})\s*")
_LONGEST_DAY = 60

# What a line of the body may say of the article. Notes stay where they are.
_BODY_ROLES = frozenset[Role | None]({"author", "day", "address", "source", "tags"})
_SUMMARIES = frozenset(("summary", "description", "abstract", "摘要", "简介"))  # which the reader did not write
_ALIASES = ("aliases", "alias")


@dataclass(slots=True)
class Page:
    """What a file says of its article. `lines` are those of the file, empty where they are front matter or taken.

    `heading` is the first heading of the first level; `fields` are those of the front matter and of lines that name
    them, of which `field_lines` stand in the body; `bare_addresses` stand on lines of their own, which do not say that
    they are the article's. `metadata` are the lines, from 0, of the headings below which an app lists fields.
    """

    lines: list[str]
    front: int
    title: Inline | None = None
    heading: Inline | None = None
    fields: list[Field] = field(default_factory=list)
    field_lines: int = 0
    bare_addresses: list[Field] = field(default_factory=list)
    metadata: list[int] = field(default_factory=list)

    @property
    def is_addressed(self) -> bool:
        """Whether a field gives an address."""
        return any(map(gives_address, self.fields))

    @property
    def names_author(self) -> bool:
        """Whether a field is the author."""
        return any(field.role == "author" for field in self.fields)

    @property
    def is_kept_by_reader(self) -> bool:
        """Whether the top has a link to the copy that a reader's app keeps, and one to the original."""
        return len({_is_of_reader(one) for one in self.bare_addresses if one.value.startswith("<")}) > 1


def read_page(lines: Sequence[str], front: FrontMatter) -> Page:
    """What the front matter, the top and the metadata of a file say of its article.

    The title is that of a field, else the only alias, else the first heading.
    """
    page = Page([""] * front.length + list(lines[front.length :]), front.length)
    _take_front_matter(page, front)
    heading_line = _take_top(page)
    _take_metadata(page)
    aliases = [value for key in _ALIASES for value in front.fields.get(key, ())]
    if page.title is None and len(aliases) == 1:
        page.title = _plain(aliases[0])
    page.title = title = page.title or page.heading
    heading = page.heading
    if title and heading and heading_line is not None and title_letters(heading.text) in title_letters(title.text):
        page.fields += [Field("url", f"<{link.value}>") for link in heading.outermost("link")]
        page.lines[heading_line] = ""
    return page


def read_line_field(line: str) -> Field | None:
    """The field that a line of a body is; None when it is none, or says nothing.

    >>> read_line_field("- **Author**: Ann")
    Field(name='Author', value='Ann')
    """
    field = read_field(_STRONG_KEY.sub(r"\g<key>: ", item_words(line).strip(), count=1))
    return field if field and field.value and len(field.key.replace("/", " ").split()) <= LONGEST_KEY else None


def _take_front_matter(page: Page, front: FrontMatter) -> None:
    """The title, and the fields that say something of an article; of several days only the one that is its day."""
    page.title = _plain(front.title) if front.title else None
    days = []
    for key, values in front.fields.items():
        if key.startswith("redirect") or key in TITLE_KEYS:
            continue
        found = [Field(key, value) for value in values if value and value.lower() not in ("true", "false")]
        role = find_role(key)
        if role == "author":
            page.fields += [Field(key, ", ".join(field.value for field in found))] if found else []
        elif role == "day":
            days += found
        elif role in ("address", "source"):
            page.fields += [field for field in found if role == "source" or HOLDS_ADDRESS.search(field.value)]
        elif role in ("tags", "status") or (role == "note" and key not in _SUMMARIES) or is_rating(key):
            page.fields += found
    page.fields += sorted([field for field in days if _is_day(field.value)] or days, key=day_rank)[:1]


def _take_top(page: Page) -> int | None:
    """The heading, the address, the day, the tags and the fields with which the body begins.

    Returns the line of the heading, from 0.
    """
    heading_line = None
    for place in range(page.front, len(page.lines)):
        line = page.lines[place].strip()
        heading = HEADING.match(page.lines[place])
        if heading and len(heading[1]) == 1 and page.heading is None:
            heading_line, page.heading = place, parse_inline(heading_text(heading))
        elif field := _read_top_line(page, line):
            page.fields.append(field)
            page.lines[place] = ""
        elif not (_take_address(page, place) or _take_field(page, place) or _is_amid_fields(page, place)):
            break
    return heading_line


def _is_amid_fields(page: Page, place: int) -> bool:
    """Whether the top of a page goes on below a line: a blank one, an image, or a field not known, among others."""
    line = page.lines[place].strip()
    is_field = page.field_lines > 0 and read_line_field(line) is not None
    return not line or is_field or _IMAGE.match(line) is not None


def _read_top_line(page: Page, line: str) -> Field | None:
    """The field that a line without a name is: hashtags, or the first day."""
    if _HASHTAGS.match(line):
        return Field("tags", line)
    if not _is_day(line):
        return None
    days = [field for field in page.fields if field.role == "day"]
    day = Field("date", line)
    # One of the front matter, if that is all there is, may be but the day on which the file was made.
    if days and day_rank(days[0]) <= day_rank(day):
        return None
    page.fields = [field for field in page.fields if field not in days]
    return day


def _take_address(page: Page, place: int) -> bool:
    """Takes a line that is nothing but the first address; another is taken where those above are a reader's own.

    All but the last of these are, or it would not have been taken.
    """
    line = page.lines[place].strip()
    found = _BARE_ADDRESS.match(line)
    if not found or not all(map(_is_of_reader, page.bare_addresses[-1:])):
        return False
    value = f"<{found['url']}>" if _LINK_WORDS.fullmatch(found["words"] or "") else line
    page.bare_addresses.append(Field("url", value))
    page.lines[place] = ""
    return True


def _take_metadata(page: Page) -> None:
    """The fields below a heading that announces them."""
    if not any(line[:1] == "#" and is_metadata(line) for line in page.lines):
        return
    inside = False
    title = page.title or page.heading or Inline("", ())
    for place, line in list(outside_fences(page.lines, page.front)):
        if HEADING.match(line):
            inside = is_metadata(line)
            if inside:
                page.metadata.append(place)
        elif inside:
            words = _CALLOUT.sub("", line)  # in which an app may put them, below the title
            page.lines[place] = "" if words != line and words.strip() == title.text else _whole(page, place, words)
            _take_field(page, place)


def _whole(page: Page, place: int, words: str) -> str:
    """A line with the next one, which is taken, where that goes on with a link of a wiki: `Author: [[Jane⏎Doe]]`."""
    below = line_below(page.lines, place + 1)
    if words.count("[[") <= words.count("]]") or "]]" not in below:
        return words
    page.lines[place + 1] = ""
    return f"{words} {below.strip()}"


def _is_of_reader(address: Field) -> bool:
    """Whether an address alone leads to the copy of an article that a reader's app keeps."""
    found = _BARE_ADDRESS.match(address.value)
    return is_readers(read_address(found["url"] if found else ""))


def is_metadata(line: str) -> bool:
    """Whether a line is a heading below which an app lists fields."""
    heading = HEADING.match(line)
    return heading is not None and _METADATA.fullmatch(heading_text(heading)) is not None


def _take_field(page: Page, place: int) -> bool:
    """Takes a line that names what it says of the article."""
    field = read_line_field(page.lines[place])
    if field is None:
        return False
    if field.key in TITLE_KEYS:
        page.title = page.title or _plain(field.value)
        if title_letters(field.value) not in title_letters(page.title.text):
            return False
    elif field.role in _BODY_ROLES or _is_said_by_value(field):
        page.fields.append(field)
    else:
        return False
    page.field_lines += 1
    page.lines[place] = ""
    return True


def _is_said_by_value(field: Field) -> bool:
    """Whether the value of a field says what it is of an article where its name does not: to be read, or a day."""
    return is_to_read(field.value) if field.role == "status" else field.role is None and _is_day(field.value)


def _is_day(text: str) -> bool:
    return len(text) <= _LONGEST_DAY and is_day(without_wiki_link(text))


def _plain(words: str) -> Inline:
    return Inline(without_wiki_link(words), ())


def title_letters(words: str) -> str:
    """What two titles have in common that differ in signs and case only."""
    return "".join(LETTER.findall(words)).casefold()
