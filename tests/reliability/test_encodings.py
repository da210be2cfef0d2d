"""In which encodings a log can be, which are refused with a sentence, and what bytes that are no text come to."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from reading import read_log

from ingest.errors import UnreadableLog
from ingest.read.text import read_text
from ingest.terminal.cli import main

CHINESE = "# 12\n\n环形缓冲区为什么爱用 2 的幂 https://e.example.org/ring\n- > 大小是 2 的幂，取余就是一次按位与。\n"
TRADITIONAL = (
    "# 12\n\n環形緩衝區為什麼愛用 2 的冪 https://e.example.org/ring\n- > 大小是 2 的冪，取餘就是一次按位與。\n"
)
JAPANESE = (
    "# 12\n\n環状バッファはなぜ二の累乗か https://e.example.org/ring\n- > 剰余は論理積になる。日本語の文章です。\n"
)
KOREAN = "# 12\n\n링 버퍼는 왜 거듭제곱인가 https://e.example.org/ring\n- > 나머지 연산이 비트 연산이 된다.\n"
ENGLISH = "# 12\n\nWhy rings, café https://e.example.org/ring\n- > naïve\n"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("gb18030", "gb18030"), ("gbk", "gb18030"), ("utf-16", "utf-16"),
        ("utf-32", "utf-32"),
    ],
)  # fmt: skip
def test_a_chinese_log_needs_no_name_of_its_encoding(encoding: str, name: str) -> None:
    text = read_text(CHINESE.encode(encoding))
    assert (list(text.lines), text.encoding, text.diagnostics) == (CHINESE.splitlines(), name, ())


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("log", [CHINESE, TRADITIONAL, JAPANESE, KOREAN, ENGLISH])
def test_a_byte_order_mark_decides_whatever_the_language(mark: str, log: str) -> None:
    assert list(read_text(("\ufeff" + log).encode(mark)).lines) == log.splitlines()


def test_the_marks_of_files_put_together_are_no_text() -> None:
    text = "\ufeff\ufeff---\r\ntitle: Tea\r\n---\r\n\ufeffwords\r\n"
    assert read_text(text.encode()).lines == ("---", "title: Tea", "---", "words")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("log", [CHINESE, JAPANESE, KOREAN, ENGLISH])
def test_without_a_mark_the_sentence_names_the_encoding_that_then_reads_it(encoding: str, log: str) -> None:
    data = log.encode(encoding)
    with pytest.raises(UnreadableLog) as caught:
        read_text(data)
    assert str(caught.value) == (
        f"it looks like {encoding.upper()} without a byte-order mark; if it is, name it with --encoding {encoding}"
    )
    assert list(read_text(data, encoding).lines) == log.splitlines()


@pytest.mark.parametrize(
    ("log", "encoding"),
    [
        (TRADITIONAL, "big5"), (TRADITIONAL, "big5hkscs"), (JAPANESE, "shift_jis"), (JAPANESE, "euc_jp"),
        (KOREAN, "euc_kr"), (KOREAN, "johab"), (ENGLISH, "latin-1"), (ENGLISH, "cp1252"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_refused_until_it_is_named(log: str, encoding: str) -> None:
    data = log.encode(encoding)
    with pytest.raises(UnreadableLog) as caught:
        read_text(data)
    line = 3
    assert str(caught.value) == f"line {line} is not UTF-8; name its encoding with --encoding"
    assert list(read_text(data, encoding).lines) == log.splitlines()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"T https://e.example.org/\xed\xa0\x80\n", "line 1 is not UTF-8; name its encoding with --encoding"),
        (b"T\n\n\xed\xa0\xbd\xed\xb8\x80\n", "line 3 is not UTF-8; name its encoding with --encoding"),  # CESU-8
        (b"a\xc0\x80b", "line 1 is not UTF-8; name its encoding with --encoding"),
        (b"\xef\xbb\xbfT\xff", "its first bytes say utf-8, and its others are not; save it as UTF-8"),
        (b"\xff\xfeT\x00\x00\xd8", "its first bytes say utf-16, and its others are not; save it as UTF-8"),
        (b"\xfe\xff\x00", "its first bytes say utf-16, and its others are not; save it as UTF-8"),
        (b"SQLite format 3\0" + b"\0" * 90, "a database, not a log; "),
        (
            b"title,url,time_added,tags,status\nA,https://example.com/a,1700000000,x|y,unread\n",
            "a table in CSV, not a log; ",
        ),
        (b'URL;Title\r\n"https://example.com/a";"A; B"\r\n', "a table in CSV, not a log; "),
        (b"\x00" * 40, "it looks like UTF-32-BE without a byte-order mark; "),
    ],
)
def test_bytes_that_are_no_text_are_refused_in_one_line(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableLog) as caught:
        read_text(data)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "log",
    [
        "Link, notes\nhttps://example.com/a\n",
        "title, link\nTea, https://example.com/a\n",
        "hard link,soft link\nhttps://example.com/a\n",
        "Link\tNotes\nhttps://example.com/a\n",
        "url,\n" + "x" * 200_000 + "\n\nTea https://example.com/a\n",
    ],
)
def test_a_log_that_begins_as_a_table_in_csv_might_is_read(log: str) -> None:
    (article,) = read_log(log.encode()).articles
    assert article.address is not None
    assert article.address.url == "https://example.com/a"


@pytest.mark.parametrize("data", [b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF32_BE, b"\n", b"\r\r\n"])
def test_a_log_of_nothing_is_read(data: bytes) -> None:
    reading = read_log(data)
    assert (reading.articles, reading.diagnostics) == ((), ())


def test_line_ends_of_all_systems_count_lines_alike_and_others_are_no_line_ends() -> None:
    for end in ("\n", "\r\n", "\r"):
        (article,) = read_log(end.join(["# 12", "", "T https://e.example.org/t", "- > a\u2028b\u0085c\x0bd"])).articles
        assert [one.line_start for one in article.excerpts] == [4]


def test_marks_of_direction_stay_in_the_text() -> None:
    (article,) = read_log("a\u202eb\u2067 https://e.example.org/t\n- > \u200fc\n", "2025.md").articles
    assert article.title == "a\u202eb\u2067"
    assert article.excerpts[0].text == "\u200fc"


def _ingest(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["ingest", str(folder), "-d", str(folder / "readlog.db"), *arguments])


def test_a_refused_log_costs_a_line_and_no_other_log(tmp_path: Path) -> None:
    (tmp_path / "2024.md").write_bytes(TRADITIONAL.encode("big5"))
    (tmp_path / "2025.md").write_text(CHINESE, encoding="utf-8")
    result = _ingest(tmp_path)
    assert result.exit_code == 1
    assert f"{tmp_path / '2024.md'}: error: line 3 is not UTF-8; name its encoding with --encoding\n" in result.output
    assert "1 article (" in result.output
