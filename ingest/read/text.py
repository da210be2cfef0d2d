"""From bytes to text: finds the encoding and makes every line end a newline.

Never guesses: bytes that no rule explains are refused with a request for `--encoding`.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.diagnostics import Diagnostic, diagnose
from ingest.errors import UnreadableLog
from ingest.patterns import lazy_compile

_MARK = "\ufeff"
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)

# The commonest characters of running Chinese text and of its titles. Korean and Japanese bytes decode as GB18030 into
# characters that are just as legal, and only their frequency tells them apart.
_COMMON = frozenset(
    "的一是不了在有人这上大来和个中到为说地们以用时要就出会也于你得对生能子那自可下后作里之所其然发成同看天过学都分"
    "如何解高性能数据内核系统编程原理技术实现进程线网络存储从深入理文件理方法机制开始新使与及中国库优化代码详什么"
)
_COMMON_SHARE = 0.08
_LEGAL_SHARE = 0.9

_DATABASE = b"SQLite format 3\0"

# A table in CSV, as apps export lists of links, is known by the name of its column of addresses.
_ADDRESS_COLUMNS = frozenset(("url", "link", "href", "address", "网址", "链接"))
_LONGEST_ROW = 100_000  # characters; csv knows hardly longer cells

_HALF = lazy_compile(r"[\ud800-\udfff]")
_CONTROL = lazy_compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Text:
    """The lines of a log, without their ends; `encoding` is a codec's name."""

    lines: tuple[str, ...]
    encoding: str
    diagnostics: tuple[Diagnostic, ...]


def read_text(data: bytes, encoding: str | None = None) -> Text:
    """The text of a log, as `decode_text` and `split_text` read it."""
    return split_text(*decode_text(data, encoding))


def decode_text(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """A log as text, and its encoding: by its byte-order mark, else UTF-8, else `encoding`, else GB18030 if it is
    plainly Chinese.

    Raises:
        UnreadableLog: when no encoding fits, or the one asked for does not.
    """
    text, used = _decode(data, encoding)
    if used != "utf-8" and _HALF.search(text):  # it has none
        raise UnreadableLog(f"read as {used}, its text holds halves of characters; name its encoding with --encoding")
    return text, used


def split_text(text: str, used: str) -> Text:
    """The lines of a log that was decoded from the encoding `used`.

    Raises:
        UnreadableLog: they are a table in CSV, of which Markdown would take whole rows for addresses.
    """
    lines = tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    if lines[-1] == "":
        lines = lines[:-1]
    if _MARK in text:  # where files were put together, their marks stand before lines
        lines = tuple(line.lstrip(_MARK) for line in lines)
    if _is_csv(lines):
        raise UnreadableLog("a table in CSV, not a log; save it as one, each row as a line with its title and address")
    numbers = range(1, len(lines) + 1) if _CONTROL.search(text) else ()  # most logs have none
    diagnostics = tuple(
        diagnose("control-character", number, column=found.start() + 1, code_point=f"U+{ord(found[0]):04X}")
        for number in numbers
        if (found := _CONTROL.search(lines[number - 1]))
    )
    return Text(lines, used, diagnostics)


def _is_csv(lines: Sequence[str]) -> bool:
    """Whether the first line names columns, one of them that of addresses, and the next is a row of these."""
    if len(lines) < 2:
        return False
    for separator in ",;\t":
        names = [name.strip(' "').lower() for name in lines[0].split(separator)]
        if len(names) > 1 and not _ADDRESS_COLUMNS.isdisjoint(names):
            from csv import reader  # no log needs it

            row = next(reader([lines[1][:_LONGEST_ROW]], delimiter=separator))
            return len(row) == len(names) and any(cell.startswith(("http://", "https://")) for cell in row)
    return False


def _decode(data: bytes, encoding: str | None) -> tuple[str, str]:
    if data.startswith(_DATABASE):
        raise UnreadableLog("a database, not a log; name the log from which it was made")
    for mark, codec, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data.decode(codec), name
            except UnicodeError as error:
                raise UnreadableLog(f"its first bytes say {name}, and its others are not; save it as UTF-8") from error
    is_wide = data.count(0) * 10 > len(data)
    try:
        if not is_wide:
            return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    if encoding is not None:
        try:
            return data.decode(encoding), encoding
        except UnicodeError as error:
            raise UnreadableLog(f"it is not {encoding}; name its own encoding with --encoding") from error
        except LookupError as error:
            raise UnreadableLog(f"no encoding is called {encoding!r}; name one such as gb18030 or big5") from error
    if is_wide:
        name = _name_wide(data)
        raise UnreadableLog(
            f"it looks like {name.upper()} without a byte-order mark; if it is, name it with --encoding {name}"
        )
    if _is_common_chinese(data):
        return data.decode("gb18030"), "gb18030"
    raise UnreadableLog(f"line {line} is not UTF-8; name its encoding with --encoding")


def _name_wide(data: bytes) -> str:
    """The encoding of two or four bytes a character that text with so many zeros is most likely in."""
    zeros = [data[place::4].count(0) for place in range(4)]
    if min(zeros[0], zeros[1]) * 2 > len(data) // 4:
        return "utf-32-be"
    if min(zeros[2], zeros[3]) * 2 > len(data) // 4:
        return "utf-32-le"
    return "utf-16-be" if zeros[0] + zeros[2] > zeros[1] + zeros[3] else "utf-16-le"


def _is_common_chinese(data: bytes) -> bool:
    """Whether the bytes are GB18030, and as text mostly the characters that Chinese is mostly written in.

    Source: level 1 of GB 2312 (lead bytes B0 to D7) holds the 3,755 common characters, A1 to A3 the punctuation.
    """
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    foreign = [character for character in text if character > "\x7f"]
    leads = [character.encode("gb18030")[0] for character in foreign]
    legal = sum(0xB0 <= lead < 0xD8 for lead in leads)
    marks = sum(0xA1 <= lead < 0xA4 for lead in leads)
    common = sum(character in _COMMON for character in foreign)
    return legal + marks >= len(foreign) * _LEGAL_SHARE and common >= max(1, legal) * _COMMON_SHARE
