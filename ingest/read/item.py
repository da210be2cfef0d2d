"""From an entry that is an item of a list, or a paragraph, to its head and its outline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from markdown_it.token import Token

from ingest.model import Entry
from ingest.patterns import lazy_compile
from ingest.read.apps.douban import read_shelf_line
from ingest.read.dates.date_parts import NUMBER_OF_DAY
from ingest.read.fields.filling import fill_head
from ingest.read.fields.properties import cut_inline_fields, is_of_app, read_property
from ingest.read.fields.records import is_record_of_link, read_item_record, read_record
from ingest.read.lines import HOLDS_ADDRESS, ITEM, indent_of, item_words, line_below, without_indent
from ingest.read.markdown import parse_blocks
from ingest.read.passages.outline import Outline, end_passages, outline_tokens, with_passages
from ingest.read.passages.view_link import ViewLink, take_passage_links
from ingest.read.said_below import with_fields_below
from ingest.read.titles.head import Head
from ingest.read.titles.link_head import read_link_head
from ingest.read.words.field_names import Field

_NUMBER_OF_DAY = lazy_compile(NUMBER_OF_DAY)
_PADDING = lazy_compile(r" {1,4}")
_BELOW = lazy_compile(rf"[ \t]*>|{ITEM.pattern}")


def read_item(entry: Entry) -> tuple[Head, Outline]:
    """The head, which is the whole first paragraph, and the outline of what else there is."""
    lines = _properties_as_items(_outdent(entry.lines))
    if shelf := read_shelf_line(lines):
        return _read_item(entry, shelf.lines, {}, shelf.fields)
    title, record = read_item_record(lines)
    item = ITEM.match(lines[0])
    if not (item or record.length) and (apart := read_record(lines, 1)).says_enough:
        record = apart
    is_of_link = HOLDS_ADDRESS.search(lines[0]) and is_record_of_link(record, line_below(lines, 1 + record.length))
    if (record.is_of_article and item) or is_of_link:
        sign = lines[0][: item.start("content")] if item else ""
        lines = [sign + title, *[""] * record.length, *lines[1 + record.length :]]
        return _read_item(entry, lines, {}, record.fields)
    return _read_item(entry, *take_passage_links(lines, _count_head(lines)))


def _read_item(
    entry: Entry, lines: Sequence[str], views: Mapping[int, ViewLink], fields: Sequence[Field] = ()
) -> tuple[Head, Outline]:
    tokens = parse_blocks("\n".join(lines), entry.definitions)
    tokens, table_end = _without_table(tokens)
    leaf = next((token for token in tokens if token.content and not table_end), None)
    first, end = leaf.map if leaf and leaf.map else (0, table_end)
    if leaf and first == 0 and leaf.type == "inline":
        markdown = _number_of_day(item_words(lines[0])) + leaf.content
    else:  # HTML, code or a table to Markdown, or the definition of a link
        end = max(end, 1) if first == 0 else 1
        markdown = "\n".join([item_words(lines[0]), *(line.strip() for line in lines[1:end])])
    head = read_link_head(entry, markdown)
    head, within = _cut_inline_fields(head)
    head = fill_head(entry, head, [*fields, *within]) if fields or within else head
    tokens = _without_head(tokens, end)
    outline = outline_tokens(entry, lines, tokens, head.remarks, end)
    if end_passages(entry, outline, views):
        outline = with_passages(entry, outline, views)
    elif views:
        return _read_item(entry, _properties_as_items(_outdent(entry.lines)), {})
    return with_fields_below(entry, head, outline), outline


def _cut_inline_fields(head: Head) -> tuple[Head, list[Field]]:
    """The head without the fields that stand in its remarks, and these."""
    said = [cut_inline_fields(remark) for remark in head.remarks]
    remarks = tuple(words for words, _ in said if words)
    return replace(head, remarks=remarks), [field for _, fields in said for field in fields]


def _number_of_day(words: str) -> str:
    """The number of the day with which an item begins, which is that of a list to Markdown; '' for none."""
    found = _NUMBER_OF_DAY.match(words)
    return found[0] if found else ""


def _properties_as_items(lines: Sequence[str]) -> Sequence[str]:
    """The lines, in which properties right below the item are fields nested in it; those of an app say nothing."""
    if not any("::" in line for line in lines[1:]):
        return lines
    read = list(lines)
    is_below = is_own = True
    for place, line in enumerate(lines[1:], 1):
        field = read_property(line)
        is_own = is_own and field is not None
        if field and is_below and is_of_app(field):
            read[place] = ""
        elif field and is_own:
            read[place] = f"  - {field.name}: {field.value}"
        is_below = (is_below and field is not None) or ITEM.match(line) is not None
    return read


def _count_head(lines: Sequence[str]) -> int:
    """How many lines stand in the first paragraph at most."""
    ends = (place for place, line in enumerate(lines) if place and (not line.strip() or _BELOW.match(line)))
    return next(ends, len(lines))


def _without_table(tokens: list[Token]) -> tuple[list[Token], int]:
    """The tokens without a table with which the item begins, whose signs only look like one, and its end; else 0."""
    table = next((place for place, token in enumerate(tokens) if token.type == "table_open"), None)
    bounds = tokens[table].map if table is not None else None
    if table is None or not bounds or bounds[0] > 0:
        return tokens, 0
    close = next(place for place, token in enumerate(tokens) if token.type == "table_close")
    return [*tokens[:table], *tokens[close + 1 :]], bounds[1]


def _without_head(tokens: Sequence[Token], end: int) -> list[Token]:
    """The tokens without those of the item itself and of its head, which takes up all lines before `end`."""
    rest = [token for token in tokens if not (token.content and token.map and token.map[0] < end)]
    if len(rest) > 1 and rest[1].type == "list_item_open" and rest[1].map and rest[1].map[0] == 0:
        close = next(place for place, token in enumerate(rest) if token.type == "list_item_close" and token.level == 1)
        del rest[close], rest[1]
    return rest


def _outdent(lines: Sequence[str]) -> Sequence[str]:
    """The lines with the item in the first column, and a sign before it that Markdown knows."""
    item = ITEM.match(lines[0])
    if not item:
        return lines
    indent = indent_of(lines[0])
    sign = item["sign"].replace("、", ".")
    padding = lines[0][item.end("sign") : item.start("content")]
    first = sign + (padding if _PADDING.fullmatch(padding) else " ") + item["content"]
    return [first, *(without_indent(line, indent) if indent else line for line in lines[1:])]
