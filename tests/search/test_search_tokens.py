"""What goes into the index."""

from __future__ import annotations

import pytest

from ingest.search import index_row


@pytest.mark.parametrize(
    ("text", "body", "sym"),
    [
        ("内存管理", "内存 存管 管理 理", ""),
        ("内存，管理", "内存 存 , 管理 理", ""),
        ("锁", "锁", ""),
        ("Linux内核2万行", "linux 内核 核 2 万行 行", ""),
        ("io_uring", "io_uring", ""),
        ("ＰＧ的", "pg 的", ""),
        ("かな漢字ー", "かな な汉 汉字 字ー ー", ""),
        ("執行緒", "执行 行绪 绪", ""),
        ("\U00020000\U00020001", "\U00020000\U00020001 \U00020001", ""),
        ("🤖ChatGPT", "🤖 chatgpt", ""),
        ("C++20、Notepad++", "c++20、notepad++", "c加加 notepad加加"),
        ("C#与F#", "c# 与 f#", "c井 f井"),
        (".NET、ASP.NET 3.5", ".net、asp.net 3.5", "net点 net点"),
        ("B+树", "b+ 树", ""),
        ("等...Next", "等 ...next", ""),
        ("", "", ""),
    ],
)
def test_index_row(text: str, body: str, sym: str) -> None:
    indexed, symbols = index_row(text)
    assert (" ".join(indexed.split()), symbols) == (body, sym)
