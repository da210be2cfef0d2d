"""What stands at the top of a file about the file: YAML or TOML front matter, lines such as `Title: …`, or `title:: …`.

Knows the names under which people and apps write a title, an author, an address or a day; reads nothing below the top.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import takewhile
from typing import NamedTuple

from ingest.patterns import lazy_compile
from ingest.read.lines import HOLDS_ADDRESS, line_below
from ingest.read.words.field_names import LONGEST_KEY, Field, find_role, fold_key, gives_address

Fields = Mapping[str, tuple[str, ...]]
"""What each key says, as written but for quotation marks; keys are as `fold_key` makes them."""

_KEY = r"(?P<key>[^\W\d_][\w /-]{0,30}?)"
_FIELD = lazy_compile(rf"{_KEY}[ \t]*(?::(?!:)(?=\s|$)|(?<=[\u3400-\u9fff])[:：]|：)[ \t]*(?P<value>.*)$")
_PROPERTY = lazy_compile(rf"{_KEY}::(?:[ \t]+(?P<value>.*)|[ \t]*)$")
_YAML_FIELD = lazy_compile(r"\w[\w -]*:(?:\s|$)|\{\s*\"")
_TOML_RULE = "+++"
_TOML_FIELD = lazy_compile(r"(?<![\w-])([A-Za-z0-9][\w-]*+)[ \t]*=[ \t]*")
_ITEM = lazy_compile(r"[ \t]*-[ \t]+(?P<value>.*)$")
_LIST_PARTS = lazy_compile(r"\[\[[^\[\]]*\]\]|\"[^\"]*\"|'[^']*'|[^,，、]+")
FULL_TITLE = "full title"  # where an app has shortened the other for a file name
TITLE_KEYS = frozenset((FULL_TITLE, "title", "标题", "標題", "题目", "題目", "书名", "書名"))
_HALVES = lazy_compile(r"[\ud800-\udfff]")  # of characters, which only an escape such as "\\uD800" can name

# PyYAML takes a few milliseconds a thousand characters, and on some signs more with every one that is open.
_LONGEST_STRICT = 20_000
_MOST_BRACKETS = 200


class FrontMatter(NamedTuple):
    """How many lines it takes up at the top of a file, its rules included, and what it says."""

    length: int
    fields: Fields

    @property
    def title(self) -> str | None:
        """The title of the file."""
        keys = sorted((key for key in self.fields if key in TITLE_KEYS), key=lambda key: key != FULL_TITLE)
        return next((found for key in keys for found in self.fields[key] if found), None)


def read_front_matter(lines: Sequence[str]) -> FrontMatter:
    """The front matter of a file; of no length where there is none.

    >>> read_front_matter(["---", "Author: Ann: Essays", "---", "Text"])
    FrontMatter(length=3, fields={'author': ('Ann: Essays',)})
    >>> read_front_matter(["Title: On Tea", "Date: 2025-01-02", "", "Text"]).fields["date"]
    ('2025-01-02',)
    """
    if length := _yaml_length(lines):
        return FrontMatter(length, _read_yaml(lines[1 : length - 1]))
    if length := _toml_length(lines):
        return FrontMatter(length, _read_toml(lines[1 : length - 1]))
    length = _header_length(lines)
    return FrontMatter(length, dict(_read_leniently(lines[:length])))


def front_matter_length(lines: Sequence[str]) -> int:
    """How many lines the front matter takes up at the top, its rules included."""
    return _yaml_length(lines) or _toml_length(lines) or _header_length(lines)


def read_field(line: str) -> Field | None:
    """The field that a line such as `Author: …`, `author:: …`, `作者：…` is; None when it has not that form.

    >>> read_field("Full Title: On Tea: a History")
    Field(name='Full Title', value='On Tea: a History')
    """
    found = _PROPERTY.match(line) or _FIELD.match(line)
    return Field(found["key"].strip(), (found["value"] or "").strip()) if found else None


def _holds_records(lines: Sequence[str]) -> bool:
    """Whether the field with which lines begin comes again below a blank one, above another that is known.

    Each stretch of such fields is the record of an article then, and the first is no header.
    """
    first = read_field(lines[0]) if lines else None
    if first is None:
        return False
    sign = lines[0][:1]
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        if line[:1] == sign and not above.strip() and (field := read_field(line)) and field.key == first.key:
            next_field = read_field(below)
            if next_field and next_field.role:
                return True
    return False


def _yaml_length(lines: Sequence[str]) -> int:
    if len(lines) < 3 or lines[0].rstrip() != "---":
        return 0
    if lines[1].startswith("#"):  # a comment, if a field that is known stands below; else a heading
        first = read_field(next((line for line in lines[2:] if line.strip() and not line.startswith("#")), ""))
        if first is None or first.role is None:
            return 0
    elif not _YAML_FIELD.match(lines[1]):
        return 0
    return next((number for number, line in enumerate(lines[1:], 2) if line.rstrip() in ("---", "...")), 0)


def _toml_length(lines: Sequence[str]) -> int:
    if not lines or lines[0].rstrip() != _TOML_RULE:
        return 0
    first = next((line for line in lines[1:] if line.strip() and not line.startswith("#")), "")
    if not _TOML_FIELD.match(first):
        return 0
    return next((number for number, line in enumerate(lines[1:], 2) if line.rstrip() == _TOML_RULE), 0)


def _header_length(lines: Sequence[str]) -> int:
    """How many lines of `Key: value` stand at the top, with a blank one below, the image of a cover, or a rule.

    They are about the file where one of them is its title, or two have a key that is known, or all are properties, as
    `key:: value`, and one is its address; and none but an address holds an address: an article may well be called
    `Go: a tour`.
    """
    fields: list[Field] = []
    for line in lines:
        field = read_field(line)
        if field is None or (HOLDS_ADDRESS.search(field.value) and field.role not in ("address", "source")):
            break
        fields.append(field)
    keys = [field.key for field in fields]
    below = line_below(lines, len(keys)).strip()
    is_ruled = below == "---"
    if not keys or (below and not is_ruled and not below.startswith("![")):
        return 0
    if len(keys) > 1 and _holds_records(lines):
        return 0
    known = sum(len(key.split()) <= LONGEST_KEY and find_role(key) is not None for key in keys)
    is_of_page = any(map(gives_address, fields)) and all(map(_PROPERTY.match, lines[: len(fields)]))
    return len(keys) + is_ruled if known >= 2 or is_of_page or not TITLE_KEYS.isdisjoint(keys) else 0


def _read_yaml(lines: Sequence[str]) -> Fields:
    """The fields of YAML; read leniently where it is not strict, or takes a hashtag for a comment."""
    return _with_strict(dict(_read_leniently(lines)), lines, _parse_yaml)


def _with_strict(lenient: Fields, lines: Sequence[str], parse: Callable[[str], Fields | None]) -> Fields:
    """The fields, in their place those that a strict parser has, where it takes the text and they say anything."""
    text = "\n".join(lines)
    is_too_much = len(text) > _LONGEST_STRICT or text.count("[") + text.count("{") > _MOST_BRACKETS
    strict = None if is_too_much else parse(text)
    return lenient if strict is None else {**lenient, **{key: found for key, found in strict.items() if any(found)}}


def _parse_yaml(text: str) -> Fields | None:
    """The fields of a YAML mapping whose values are scalars or lists of them; None where it is not strict.

    Goes by the parser's events: values stay as written, days among them, nothing recurses, and no alias is followed.
    """
    import yaml  # here, because few logs have front matter

    fields: dict[str, tuple[str, ...]] = {}
    key: str | None = None
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth == 1 and not isinstance(event, yaml.MappingStartEvent):
                    return None
                if depth == 2 and key is None:
                    return None  # a key that is no word
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
                key = None if depth == 1 else key
            elif isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
                value = _HALVES.sub("\ufffd", event.value.strip()) if isinstance(event, yaml.ScalarEvent) else ""
                if depth == 1 and key is None:
                    key = fold_key(value)
                elif key is not None and depth <= 2:
                    fields[key] = (*fields.get(key, ()), value) if depth == 2 else (value,)
                    key = None if depth == 1 else key
    except (yaml.YAMLError, ValueError, OverflowError):  # the last two from "\UFFFFFFFF"
        return None
    return fields


def _read_toml(lines: Sequence[str]) -> Fields:
    """The fields of TOML that stand in no table of it, their values as written, but for lists and wrapped strings."""
    top = list(takewhile(lambda line: not line.lstrip().startswith("["), lines))
    lenient = dict(_read_leniently([_TOML_FIELD.sub(r"\1: ", line, count=1) for line in top]))
    return _with_strict(lenient, lines, _parse_toml)


def _parse_toml(text: str) -> Fields | None:
    """The fields of TOML that stand in no table of it; None where it is not strict."""
    try:
        found = tomllib.loads(text)
        return {fold_key(key): _toml_values(value) for key, value in found.items() if not isinstance(value, dict)}
    except (ValueError, RecursionError):  # ValueError: also where a number has more digits than Python writes
        return None


def _toml_values(value: object) -> tuple[str, ...]:
    """A value of TOML, or each one of a list."""
    values = value if isinstance(value, list) else [value]
    return tuple(str(one).strip() for one in values if isinstance(one, str | int | float | date))


def _read_leniently(lines: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The fields of lines `key: value`, and of `key:` with `- item` lines below. What else stands there is left out."""
    found: list[tuple[str, list[list[str]]]] = []  # of each value the lines over which it is wrapped
    for line in lines:
        if field := read_field(line):
            value = field.value
            is_list = value.startswith("[") and value.endswith("]") and not value.startswith("[[")
            found.append((field.key, [[one] for one in (_split_list(value[1:-1]) if is_list else [unquoted(value)])]))
        elif found and found[-1][1][:1] == [[""]] and (item := _ITEM.match(line)):
            found[-1][1].append([unquoted(item["value"])])
        elif found and found[-1][1] and line[:1] in (" ", "\t"):
            found[-1][1][-1].append(line.strip())
    for key, values in found:
        yield key, tuple(filter(None, (" ".join(value).strip() for value in values)))


def unquoted(value: str) -> str:
    """A value without the quotation marks about it; two that belong to others stay.

    >>> unquoted('"Tea, and Rain"'), unquoted('"Tea" and "Rain"')
    ('Tea, and Rain', '"Tea" and "Rain"')
    """
    value = value.strip()
    sign, within = value[:1], value[1:-1]
    if len(value) < 2 or sign not in ('"', "'") or value[-1] != sign:
        return value
    before, _, behind = within.partition(sign)
    is_closed = before[-1:] not in ("", " ", "\\") and behind[:1] != sign and not behind[:1].isalnum()
    return value if is_closed and sign in behind else within.strip()


def _split_list(value: str) -> list[str]:
    return [unquoted(found[0]) for found in _LIST_PARTS.finditer(value) if found[0].strip()]
