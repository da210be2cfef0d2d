"""Two small databases, a readlog file and a foreign one, each row written here: a test can say what it must see.

Never takes a row from anybody's log.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from ingest.resources import read_resource
from ingest.search import index_row
from ingest.search.places import BLOCK
from ingest.store.places import settle_places

RING = 6755399441055744  # ids are as long as real ones
BIRDS = 3307141914761166
RING_AGAIN = 5509864016443547
TRAP = 1019145468443547

# text, kind, parent, depth, starred
RING_EXCERPTS = [
    ("一、两个队列", "heading", None, 1, 0),
    ("环形缓冲区（ring buffer）放在共享内存里，io_uring 用了两个。", "quote", 1, 2, 1),
    ("Written in C++ first,\nthen without locks in C.", "quote", 1, 2, 0),
    ("和 PG 的 WAL 缓冲比较。", "note", 3, 3, 0),
]


def insert(conn: sqlite3.Connection, table: str, **values: Any) -> None:
    """One row; what a test does not name is empty, 0 or '', whichever the column wants."""
    row: dict[str, Any] = {}
    for _, name, kind, notnull, _, pk in conn.execute(f"PRAGMA table_info({table})"):
        if notnull and not pk:
            row[name] = {"INTEGER": 0, "BLOB": b""}.get(kind, "")
    row |= values
    marks = ", ".join("?" * len(row))
    conn.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))


def add_article(conn: sqlite3.Connection, id: int, title: str, **values: Any) -> None:
    number = id + 1_000_000  # an id is no number
    insert(conn, "article", id=id, number=number, title=title, **values)
    body, sym = index_row(title)
    conn.execute("INSERT INTO article_fts (rowid, title, sym) VALUES (?, ?, ?)", (number, body, sym))


def add_excerpt(conn: sqlite3.Connection, id: int, text: str, **values: Any) -> None:
    insert(conn, "excerpt", id=id, name=f"{values['article_id']}-{id}", text=text, **{"markdown": text} | values)
    body, sym = index_row(text)
    conn.execute("INSERT INTO excerpt_fts (rowid, body, sym) VALUES (?, ?, ?)", (id, body, sym))
    settle_places(conn, [id // BLOCK])


def write_readlog(path: Path, *, extra_articles: int = 0) -> Path:
    """Make a readlog file of two logs. One article is read twice, starred and cited, one undated, one hostile."""
    conn = sqlite3.connect(path)
    conn.executescript("BEGIN;" + read_resource("schema.sql") + "COMMIT;")
    insert(conn, "log", id=1, path="2025.md", encoding="utf-8", line_count=60, size=4096)
    insert(conn, "log", id=2, path="letters/2024.md", folder="letters", encoding="utf-8", line_count=9, size=512)
    ring = {"url": "https://blog.example.org/ring?utm_source=mail", "canonical_url": "https://blog.example.org/ring"}
    ring |= {"site": "blog.example.org"}
    add_article(
        conn, RING, "环形缓冲区 without locks", **ring, date="2025-03-02", date_from="2025-03-02", date_to="2025-03-02",
        month="2025-03", month_day="03-02", date_source="entry", starred=1, excerpt_count=4, log_id=1, position=2,
        line_start=3, line_end=9, reading=2,
    )  # fmt: skip
    add_article(
        conn, BIRDS, "How birds find their way", url="https://birds.example.org/way",
        canonical_url="https://birds.example.org/way", site="birds.example.org", date_from="2025-01-01",
        date_to="2025-03-01", excerpt_count=1, log_id=1, position=1, line_start=11, line_end=12, reading=1,
    )  # fmt: skip
    add_article(
        conn, RING_AGAIN, "环形缓冲区 without locks", **ring, date="2024-06-05", date_from="2024-06-05",
        date_to="2024-06-05", month="2024-06", month_day="06-05", date_source="folder", collection="letters", log_id=2,
        position=1, line_start=1, line_end=1, reading=1,
    )  # fmt: skip
    add_article(conn, TRAP, "<b>不是标题</b>", url="javascript:alert(1)", log_id=2, position=2, line_start=4)
    for number, (text, kind, parent, depth, starred) in enumerate(RING_EXCERPTS, 1):
        add_excerpt(
            conn, number, text, article_id=RING, parent_id=parent, position=number, depth=depth, kind=kind,
            path="一、两个队列" if parent else "", starred=starred, line_start=3 + number, line_end=3 + number,
        )  # fmt: skip
    add_excerpt(
        conn, 5, "https://blog.example.org/ring", article_id=BIRDS, position=1, depth=1, kind="link", line_start=12,
        line_end=12,
    )  # fmt: skip
    link = {"url": "https://blog.example.org/ring", "canonical_url": "https://blog.example.org/ring", "position": 1}
    insert(conn, "link", article_id=BIRDS, excerpt_id=5, **link)
    for id, name, kind in [(1, "io_uring", "term"), (2, "PostgreSQL", "term"), (3, "C++", "topic")]:
        insert(conn, "tag", id=id, name=name, kind=kind, key=name.lower())
    for alias in ("PG", "Postgres"):
        insert(conn, "tag_alias", alias=alias, tag_id=2)
    for tag, excerpt in [(1, 2), (2, 4)]:
        insert(conn, "article_tag", article_id=RING, tag_id=tag, rule="code-span", spelling="x")
        insert(conn, "excerpt_tag", excerpt_id=excerpt, tag_id=tag, rule="code-span", spelling="x")
    insert(conn, "article_tag", article_id=RING, tag_id=3, rule="title-name", spelling="C++")
    insert(conn, "highlight", excerpt_id=3, text="without locks", style="strong")
    insert(conn, "term", name="环形缓冲区", translation="ring buffer", excerpt_id=2)
    insert(
        conn, "diagnostic", log_id=2, article_id=TRAP, line=4, line_end=4, column=1, severity="warning",
        code="missing-url", message="no URL after the title; kept without a link",
        source="<b>不是标题</b> javascript:alert(1)",
    )  # fmt: skip
    for number in range(extra_articles):
        day = f"2023-02-{number % 3 + 1:02}"
        dated = {"date": day, "date_from": day, "date_to": day, "month": day[:7], "month_day": day[5:]}
        known = dated if number % 4 else {}
        add_article(conn, 7919 * number % 100003 + 1, f"Filler {number}", log_id=2, position=10 + number, **known)
    conn.commit()
    conn.close()
    return path


def write_foreign(path: Path) -> Path:
    """Make a database of another program, whose tables are named as ours are."""
    conn = sqlite3.connect(path)
    conn.executescript("""
        PRAGMA application_id = 42;
        CREATE TABLE article (id INTEGER PRIMARY KEY, title TEXT, url TEXT, date_to TEXT);
        CREATE VIRTUAL TABLE article_fts USING fts5(title, content="article", content_rowid="id", tokenize="trigram");
        CREATE TABLE page (id INTEGER PRIMARY KEY, body TEXT, article_id INTEGER REFERENCES article(id));
        CREATE VIRTUAL TABLE page_fts USING fts5(body, content="page", content_rowid="id", tokenize="porter");
        INSERT INTO article VALUES (1, '内存管理入门', 'https://example.org/a', '2025-01-01');
        INSERT INTO article VALUES (2, 'Memory allocators', 'javascript:alert(1)', '2025-01-02');
        INSERT INTO page VALUES (1, 'Allocators allocate; a leak never frees.', 1), (2, 'Locking', 2);
        INSERT INTO article_fts (article_fts) VALUES ('rebuild');
        INSERT INTO page_fts (page_fts) VALUES ('rebuild');
    """)
    conn.close()
    return path
