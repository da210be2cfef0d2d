"""What a reader types into the search box, and the article that this reader would want to see first.

Both logs of tests/data are searched. The expectations were written by reading the logs, not by looking at ranks.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from search_tables import ROOT

from ingest.run import Options, Report, ingest
from ingest.search.results import search

LOCKS = "锁：从自旋到 futex"
RING = "环形缓冲区为什么爱用 2 的幂"
WAL = "WAL 模式里，读与写为什么不再互相等待"
MVCC = "PostgreSQL 的多版本：旧的那一行还在"
URING = "一封写给读者的 io_uring 入门信"
RAII = "RAII：让 C++ 的析构函数替你记得"
RECLAIM = "内存不够的时候，Linux 先放弃什么"
CPP_LOCKS = "C++ 里的锁：mutex 之外还有什么"
THREADS = "為什麼執行緒不是越多越好"
NOTES = "【札记】把十年的笔记从 .NET 桌面程序搬到纯文本"
TEAS = "六大茶类，一种茶树"
BLACK_TEA = "红茶是怎样走到印度的"
METRO = "一张地铁图怎样忘掉了距离"
COLOURS = "地铁图的颜色够用吗：色盲与线路"
LINES = "行距、字号与行长：给中文网页定三个数"
BIRDS = "候鸟在夜里靠什么认路"
LIGHTS = "候鸟与灯光：高楼为什么要在九月关灯"
LOGS = "为什么数据库都爱写日志"
SQLITE_LOCKS = "SQLite 的锁：五种状态，一次升级"
CACHE = "页缓存不是浪费：free 里那一栏怎么看"
PERSIMMON = "霜降摘柿子，与涩从哪里来"
BTREE = "B 树为什么又矮又胖"
HASH = "哈希索引与 B 树：什么时候该用哪一个"
DOUGH = "面团为什么会发：酵母、面筋与时间"

# What is typed, the title of the first article, and how its first passage begins where that matters.
FIRST = [
    # Chinese words of one to six characters
    ("锁", LOCKS, ""),
    ("涩", PERSIMMON, ""),
    ("事务", MVCC, "更新一行不是改掉它"),
    ("日志", LOGS, ""),
    ("行距", LINES, ""),
    ("红茶", BLACK_TEA, "今天说的"),
    ("检查点", WAL, ""),
    ("页缓存", CACHE, "Linux 把闲着的内存"),
    ("伪共享", RING, "头由消费者写"),
    ("二氧化碳", DOUGH, "麦谷蛋白"),
    ("无锁队列", "无锁队列并不总比加锁快", ""),
    ("布隆过滤器", "布隆过滤器会弄错，但只错一边", ""),
    ("环形缓冲区", RING, ""),
    ("内存不足杀手", RECLAIM, "还是不够"),
    # names in Latin letters
    ("io_uring", URING, ""),
    ("epoll", "用 epoll 写了十年，换到 io_uring 的第一周", ""),
    ("futex", LOCKS, ""),
    ("mutex", CPP_LOCKS, ""),
    ("MVCC", MVCC, "多版本并发控制"),
    ("O_DIRECT", CACHE, "数据库自己有缓冲池"),
    ("VACUUM", "一个 VACUUM 引起的下午", ""),
    ("Perseids", "Counting Perseids from a balcony", ""),
    # mixed script
    ("SQLite的锁", SQLITE_LOCKS, ""),
    ("C++的RAII", "Rust 的所有权，从 C++ 的 RAII 说起", ""),
    ("B树", BTREE, ""),
    ("32位整数", "三个关于时间的误会", "用有符号 32 位整数"),
    # one word in the title, the other in a passage
    ("RAII 异常", RAII, "离开作用域时"),
    ("地铁 电路图", METRO, "哈利·贝克"),
    ("锁 glibc", LOCKS, "glibc 里的"),
    ("WAL 备份", WAL, "备份要先停下来吗"),
    ("PostgreSQL 事务", MVCC, ""),
    ("候鸟 雷达", LIGHTS, "雷达可以提前一晚"),
    ("赵州桥 洪水", "赵州桥：一千四百年的浅拱", "大拱的两肩上"),
    # both in the title, or both in one passage
    ("SQLite 锁", SQLITE_LOCKS, ""),
    ("哈希 B树", HASH, ""),
    ("候鸟 罗盘", BIRDS, "候鸟不只有一种罗盘"),
    ("日志 副本", LOGS, "把日志送到另一台机器上"),
    # traditional characters, either way
    ("執行緒", THREADS, ""),
    ("候鳥 燈光", LIGHTS, ""),
    ("環形緩衝區", RING, ""),
    ("紅茶", BLACK_TEA, ""),
    ("虚拟记忆体", THREADS, "每條執行緒"),
    # case and width
    ("ＤｕｃｋＤＢ", "DuckDB | 装在进程里的分析数据库", ""),
    ("POSTGRESQL 多版本", MVCC, ""),
    ("pdf", LINES, "ＰＤＦ 里抄出来的字"),
    ("文字 部首", LINES, "ＰＤＦ 里抄出来的字"),
    ("cafe amsterdam", "Twenty minutes in a café in Amsterdam", ""),
    # words with symbols
    ("C++ 锁", CPP_LOCKS, ""),
    ("c++20", CPP_LOCKS, "C++20 添了"),
    ("C#", NOTES, "那个程序是 C# 写的"),
    (".net", NOTES, ""),
    # phrases, beginnings of words, alternatives
    ('"shortest-path algorithm"', "Twenty minutes in a café in Amsterdam", "Dijkstra thought"),
    ('"用通信来共享内存"', "Go 的通道：不要用共享内存来通信", ""),
    ("meteor*", "Counting Perseids from a balcony", "The meteors are dust"),
    ("朱载堉 OR 毕达哥拉斯", "十二平均律：八度怎样切成相等的十二份", ""),
    # exclusions
    ("红茶 -印度", TEAS, ""),
    ("C++ -锁 -Rust", RAII, ""),
    ("地铁图 NOT 颜色", METRO, ""),
    # filters
    ("锁 site:db.example.org", SQLITE_LOCKS, ""),
    ("锁 kind:heading", LOCKS, "(1) 自旋锁"),
    ("内存 kind:note", RECLAIM, "空闲内存很少"),
    ("红茶 year:2025", TEAS, ""),
    ("红茶 after:2024-09 before:2025", PERSIMMON, "红茶的涩"),
    ("title:地铁 色盲", COLOURS, ""),
    ("tag:tea", "How hot should the water be?", ""),
    ("io_uring -tag:epoll", URING, ""),
    # the title says it, though passages elsewhere say it more often
    ("月亮", "中秋的月亮，哪一天最圆", ""),
    ("流星", "元旦的流星：象限仪座流星雨", ""),
    ("索引 统计", "索引建了为什么不用：选择率与统计信息", ""),
]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("relevance") / "readlog.db"
    ingest((ROOT / "tests" / "data",), Options(path), Report())
    with closing(sqlite3.connect(path)) as connection:
        yield connection


@pytest.mark.parametrize(("typed", "title", "passage"), FIRST)
def test_what_a_reader_wants_comes_first(database: sqlite3.Connection, typed: str, title: str, passage: str) -> None:
    articles = search(database, typed, passages=20).articles
    titles = [article.title for article in articles]
    assert titles.index(title) == 0, titles[:5]
    if passage:
        texts = [shown.text for shown in articles[0].passages]
        assert texts[0].startswith(passage), texts[:3]
