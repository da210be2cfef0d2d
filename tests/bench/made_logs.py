"""Reading logs made up by seed: words that come as often as words do, passages as long, articles and files as large.

Never copies a real log, and never asks a clock: a seed has the same logs everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, count
from random import Random

SEED = 1


@dataclass(frozen=True, slots=True)
class Passage:
    """One node of an outline; `markdown` is on one line."""

    kind: str
    depth: int
    markdown: str

    @property
    def text(self) -> str:
        return self.markdown.replace("`", "").replace("**", "")

    @property
    def names(self) -> list[str]:
        """What stands in code spans, each once."""
        return list(dict.fromkeys(self.markdown.split("`")[1::2]))

    @property
    def highlights(self) -> list[str]:
        """What is strong."""
        return self.markdown.split("**")[1::2]


@dataclass(frozen=True, slots=True)
class Article:
    title: str
    url: str
    day: date
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Log:
    """A year of one source, newest first: about 3 KB, as real ones are."""

    collection: str
    year: int
    articles: tuple[Article, ...]


def make_logs(seed: int = SEED) -> Iterator[Log]:
    """Logs without end, ten years of each collection."""
    rng = Random(seed)
    words = _Words(rng)
    for number in count(1):
        collection = "".join(rng.choices(words.chinese, k=2)) + str(number)
        for year in range(2016, 2026):
            articles = [_make_article(rng, words, year) for _ in range(rng.randint(1, 5))]
            yield Log(collection, year, tuple(sorted(articles, key=lambda article: article.day, reverse=True)))


def take_excerpts(logs: Iterable[Log], most: int) -> Iterator[Log]:
    """The first of `logs`, as many as have `most` excerpts between them."""
    for log in logs:
        if most <= 0:
            return
        most -= sum(len(article.passages) for article in log.articles)
        yield log


# Real words, for whoever wants to try the result by hand. Their rank is as made up as that of the others.
_TECHNICAL = """
    内存 锁 队列 环形缓冲区 虚拟内存 内核 内核态 用户态 系统调用 文件系统 页表 缺页 中断 软中断 调度 调度器 进程 线程
    协程 上下文 上下文切换 自旋锁 互斥锁 读写锁 条件变量 信号量 原子操作 内存屏障 内存管理 内存泄漏 垃圾回收 引用计数
    指针 智能指针 模板 虚函数 编译器 链接器 调试器 寄存器 缓存 缓存行 缓存一致性 流水线 分支预测 乱序执行 零拷贝
    套接字 端口 拥塞控制 三次握手 滑动窗口 重传 路由 防火墙 负载均衡 容器 镜像 命名空间 虚拟机 虚拟化 存储引擎 事务
    隔离级别 索引 二叉树 红黑树 跳表 哈希表 布隆过滤器 日志 预写日志 检查点 快照 复制 分片 一致性 共识 选举 分布式
    吞吐量 延迟 性能 火焰图 采样 追踪 探针 驱动 设备树 块设备 网卡 页缓存 文件描述符 管道 信号 共享内存 大页 伙伴系统
    异步 阻塞 回调 事件循环 序列化 正则表达式 加密 证书 权限 沙箱
""".split()
_NAMES = """
    io_uring epoll Linux C C++ C# F# .NET Rust Go Python SQLite PostgreSQL Redis Kubernetes Docker BPF eBPF GDB perf
    mmap malloc futex select kqueue TCP UDP HTTP TLS QUIC DNS DPDK NUMA TLB MMU CPU GPU SSD NVMe API JSON LRU RCU B+
    ext4 btrfs OverlayFS cgroup systemd liburing std::move
""".split()
_SYLLABLES = (
    "al ar ba bo ca co da de el en fi fo ga gr hy in io ka ki la lo ma me mi na no ob or pa pe qu re ro sa se si ta te"
)
_VERBS = "get set init read write push poll free lock map sync try".split()

# Of all words in running text, these are so many hundredths.
_FREQUENT = {"的": 6, "是": 1.7, "在": 1.5, "了": 1.0, "和": 0.9, "不": 0.8, "一": 0.8, "有": 0.7, "与": 0.4, "也": 0.4}
_CHINESE_WORDS = 16_000
_LATIN_WORDS = 1_200
_COMMON_WORDS = 1_500  # the real ones are among them
_SHORT_WORDS = 80  # these are Chinese and the most common of all
_SITES = 300
_HAN = re.compile("[\u4e00-\u9fff]{2,}")
_MARKS = "，，，，，。。、：；"
# Blanks that nobody writes: at the ends, two in a row, beside a full-width mark.
_LOOSE = re.compile(f"^ | (?=[ ”》{_MARKS}]|$)|(?<=[“《{_MARKS}]) ")


class _Words:
    """A vocabulary, each word as probable as its rank has it by Zipf's law."""

    def __init__(self, rng: Random) -> None:
        # The common characters of GB 2312: its rows 16 to 55.
        characters = [
            bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)
        ]
        characters = [character for character in characters if character]
        rng.shuffle(characters)
        by_rank = list(accumulate(1 / (rank + 45) ** 1.4 for rank in range(len(characters))))
        chinese = dict.fromkeys(_TECHNICAL)
        while len(chinese) < _CHINESE_WORDS:
            size = rng.choices((1, 2, 3, 4), (10, 70, 10, 10))[0]
            chinese["".join(rng.choices(characters, cum_weights=by_rank, k=size))] = None
        self.chinese = [word for word in chinese if word not in _FREQUENT]
        latin = dict.fromkeys(_NAMES)
        while len(latin) < _LATIN_WORDS:
            latin[_make_name(rng)] = None
        made_up = self.chinese[len(_TECHNICAL) :] + [_set_apart(rng, word) for word in list(latin)[len(_NAMES) :]]
        made_up += [rng.choice(("“{}”", "《{}》")).format(word) for word in rng.sample(self.chinese, 300)]
        rng.shuffle(made_up)
        common = [*_TECHNICAL, *(_set_apart(rng, word) for word in _NAMES), *made_up[:_COMMON_WORDS]]
        rng.shuffle(common)
        short = [word for word in common if len(word) <= 2 and word[0] >= "一"][:_SHORT_WORDS]
        common.sort(key=lambda word: word not in short)
        ranked = common + made_up[_COMMON_WORDS:]
        self._all = [*_FREQUENT, *ranked]
        zipf = [1 / (rank + 20) for rank in range(len(ranked))]
        share = (100 - sum(_FREQUENT.values())) / sum(zipf)
        self._by_rank = list(accumulate([*_FREQUENT.values(), *(share * weight for weight in zipf)]))

    def draw(self, rng: Random, size: int) -> list[str]:
        return rng.choices(self._all, cum_weights=self._by_rank, k=size)


def _make_name(rng: Random) -> str:
    word = "".join(rng.choices(_SYLLABLES.split(), k=rng.randint(2, 3)))
    return rng.choice((word, word, word.title(), f"{rng.choice(_VERBS)}_{word}"))


def _set_apart(rng: Random, word: str) -> str:
    """`word` with a blank before it and, by half of all writers, behind it; as code where it looks like that."""
    return f" `{word}` " if "_" in word or ":" in word else rng.choice((f" {word} ", f" {word}"))


def _make_article(rng: Random, words: _Words, year: int) -> Article:
    # An article draws from a few words of its own, so that they come in bursts.
    pool = words.draw(rng, 150)
    return Article(
        title=_write(rng, pool, rng.randint(8, 24))[:-1].replace("`", ""),
        url=f"https://site{int(_SITES ** rng.random())}.example.org/{rng.getrandbits(40):x}",
        day=date(year, 1, 1) + timedelta(days=rng.randrange(365)),
        passages=tuple(_make_passages(rng, pool)),
    )


def _make_passages(rng: Random, pool: list[str]) -> Iterator[Passage]:
    """None for every second article; for the others about seven, some of them below numbered headings."""
    size = rng.choice((0, 1)) * min(60, 1 + int(rng.expovariate(1 / 6.5)))
    has_headings = size > 4 and rng.random() < 0.5
    kind = ""
    for number in range(size):
        section, place = divmod(number, 4)
        if has_headings and place == 0:
            kind, depth = "heading", 1
            text = f"{'一二三四五六七八九'[section % 9]}、{_join(rng.choices(pool, k=4))}"
        else:
            is_note = kind == "quote" and rng.random() < 0.06
            kind, depth = "note" if is_note else "quote", 1 + has_headings + is_note
            text = _emphasise(rng, pool, _write(rng, pool, min(2000, int(rng.lognormvariate(4.05, 0.9)))))
        yield Passage(kind, depth, text)


def _write(rng: Random, pool: list[str], length: int) -> str:
    """Clauses of about `length` characters in all."""
    clauses: list[str] = []
    while length > 0:
        clauses.append("".join(rng.choices(pool, k=rng.randint(2, 7))) + rng.choice(_MARKS))
        length -= len(clauses[-1])
    return _join(clauses)[:-1] + "。"


def _emphasise(rng: Random, pool: list[str], text: str) -> str:
    """`text`, of every tenth passage with a word made strong."""
    word = rng.choice(pool)
    return text.replace(word, f"**{word}**", 1) if rng.random() < 0.1 and _HAN.fullmatch(word) else text


def _join(words: list[str]) -> str:
    return _LOOSE.sub("", "".join(words))
