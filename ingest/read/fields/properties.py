"""Lines such as `author:: Jane Doe`, in which outliners keep what belongs to an item."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.patterns import lazy_compile
from ingest.read.lines import item_words, line_below
from ingest.read.words.field_names import Field, gives_address, is_published

_PROPERTY = lazy_compile(r"[ \t]*(?P<name>[^\W_][\w./-]*)::(?:[ \t]+(?P<value>\S.*)|[ \t]*)$")
# Dataview's, in the words of an item: '[author:: Jane Doe]', '(read:: 2025-12-22)'.
_INLINE = lazy_compile(
    r"(?<!\s)\s*+(?<!`)[\[(](?P<name>[^\W\d_][\w-]{0,30})::[ \t]+(?P<value>(?:\[\[[^\[\]]*\]\]|[^\[\]()\n])++)[\])]"
)
# What an app keeps for itself.
_SILENT = lazy_compile(
    r"collapsed|id|icon|heading|background-color|card-[\w-]+|ls-type|hl-(?:color|stamp|type)|logseq\..*|public|template"
    r"|template-including-parent|background-image|filters|query-[\w-]+",
    re.IGNORECASE,
)


def read_property(line: str) -> Field | None:
    """The property that a line is; None where it is none.

    >>> read_property("  date-saved:: [[Jan 25th, 2025]]")
    Field(name='date-saved', value='[[Jan 25th, 2025]]')
    """
    found = _PROPERTY.match(line)
    return Field(found["name"], (found["value"] or "").rstrip()) if found else None


def cut_inline_fields(words: str) -> tuple[str, list[Field]]:
    """Words without the fields within them that are known, and these.

    >>> cut_inline_fields("good [author:: Jane Doe] (mood:: calm)")
    ('good (mood:: calm)', [Field(name='author', value='Jane Doe')])
    """
    if "::" not in words:
        return words, []
    fields = [Field(found["name"], found["value"].strip()) for found in _INLINE.finditer(words)]
    known = [field for field in fields if field.role and not is_published(field)]
    names = {field.name for field in known}
    rest = _INLINE.sub(lambda found: "" if found["name"] in names else found[0], words) if known else words
    return rest.strip(), known


def is_of_app(field: Field) -> bool:
    """Whether an app keeps it for itself."""
    return _SILENT.fullmatch(field.name) is not None


def is_silent(field: Field) -> bool:
    """Whether it says nothing of an article."""
    return is_of_app(field) or not field.value


def names_article(field: Field) -> bool:
    """Whether an item with this property is an article."""
    return field.role in ("title", "author") or gives_address(field)


def line_below_item(lines: Sequence[str], number: int) -> str:
    """The next line below the item on line `number`: of properties there the first that names an article.

    >>> line_below_item(["- Rings", "  mood:: good", "  author:: Jane Doe", "  - words"], 1)
    '  author:: Jane Doe'
    """
    for place in range(number, len(lines)):
        line = lines[place]
        field = read_property(line) if "::" in line and line[0] in " \t" else None
        if not field:
            break
        if names_article(field):
            return line
    return line_below(lines, number)


def read_nested_property(line: str) -> Field | None:
    """The property that a line or an item of a list is."""
    return read_property(item_words(line))


def is_silent_property(line: str) -> bool:
    """Whether a line is a property that says nothing."""
    field = read_property(line) if "::" in line else None
    return field is not None and is_silent(field)


def note_as_item(line: str) -> str:
    """A line in a passage, as an item where it is a property that is a note on it.

    >>> note_as_item("    note:: words")
    '    - words'
    """
    field = read_nested_property(line) if "::" in line else None
    return f"{line[: len(line) - len(line.lstrip())]}- {field.value}" if field and field.role == "note" else line
