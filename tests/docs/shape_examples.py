"""The shapes of logs, an example each, and what is read from it: the table of the help page on them.

Prints nothing itself; cog runs it with `-I tests/docs`.
"""

from __future__ import annotations

import re

from columns import BAR

from ingest.model import Article, Entry, Excerpt
from ingest.read.cut.dialects import cut_log
from ingest.read.dates.forms import iso_day, read_day
from ingest.read.rules import read_entry

_WORD = re.compile(r"[^\W_]")

# The name of each shape, the rule that reads it, and an example. Of several articles the last one is shown.
EXAMPLES = (
    (
        "a title and its address",
        "address-line",
        """
环形缓冲区 https://blog.example.org/ring  【`2025-12-22`】  【//notes：重读】
- > 大小是 2 的幂，取余就变成一次按位与。
""",
    ),
    (
        "a title, its address in the list below",
        "title-list",
        """
两段讲古琴的录音
- https://music.example.org/one 【前一半是散板】
""",
    ),
    (
        "a title, its address on the next line",
        "title-address",
        """
**How a ring wraps**
https://blog.example.org/ring
Reads well on the train.
""",
    ),
    (
        "a paragraph that begins with a link",
        "link-paragraph",
        """
[How a ring wraps](https://blog.example.org/ring) [reddit](https://www.reddit.com/r/c/1)

> The remainder
becomes a mask.
""",
    ),
    (
        "a card of an app for notes",
        "link-paragraph",
        """
```cardlink
url: https://blog.example.org/ring
title: "How a ring wraps"
description: "The remainder becomes a mask."
```
""",
    ),
    (
        "a heading that is an article",
        "heading-link",
        """
### [How a ring wraps](https://blog.example.org/ring)

> The remainder becomes a mask.

### Counting Perseids
https://sky.example.org/perseids

From the roof.
""",
    ),
    (
        "a heading with a record below it",
        "heading-record",
        """
### Counting Perseids

- **Author**: Jane Doe
- **Link**: https://sky.example.org/perseids
- **Read**: 2025-12-22
- **Tags**: sky, night

From the roof.
""",
    ),
    (
        "a title with a record below it",
        "text-record",
        """
How a ring wraps
by Jane Doe
https://blog.example.org/ring

> The remainder becomes a mask.
""",
    ),
    (
        "an item of a list",
        "list-link",
        """
- [ ] 2025/12/22 - [How a ring wraps](https://blog.example.org/ring) — once more
  - > The remainder becomes a mask.
""",
    ),
    (
        "the same, without Markdown's links",
        "list-link",
        """
## to read

1. How a ring wraps https://blog.example.org/ring
2. https://sky.example.org/perseids # Counting Perseids
""",
    ),
    (
        "an item without an address, beside others",
        "list-title",
        """
- [How a ring wraps](https://blog.example.org/ring)
- The Tea Classic
""",
    ),
    (
        "a heading that is a book",
        "heading-title",
        """
# Books I read

## The Tea Classic - Lu Yu

Tea again.

## Wells by Cy Oak

> Still water.

## Perseids ★★★★☆
From the roof.
""",
    ),
    (
        "a paragraph that is a book",
        "text-title",
        """
# Reading list

## 2021

Wells - Cy Oak

*The Tea Classic*, Lu Yu

Perseids
""",
    ),
    (
        "a line that begins with a day",
        "text-title",
        """
# 读书记录

2025-12-20 《茶经》
2025-12-22 How a ring wraps, once more
2025-12-23 读《水边》
- 再读一遍
""",
    ),
    (
        "a row of a table",
        "table-row",
        """
| title | date | notes | tags |
|---|---|---|---|
| [Counting Perseids](https://sky.example.org/perseids) | 8/25/2025 | from the roof | stars |
| [How a ring wraps](https://blog.example.org/ring) | 12/4/2025 | once more | c, rings |
""",
    ),
    (
        "an outline of Logseq or Omnivore",
        "outline-item",
        """
- [How a ring wraps](https://omnivore.app/me/how-a-ring-wraps-1)
  site:: [blog.example.org](https://blog.example.org/ring)
  author:: Jane Doe
  date-saved:: [[Dec 22nd, 2025]]
  labels:: [[rings]]
  - ### Highlights
    - > The remainder becomes a mask. [⤴️](https://omnivore.app/me/how-a-ring-wraps-1#5)
      - once more
""",
    ),
    (
        "a file about one article",
        "document",
        """
---
title: How a ring wraps
author: Jane Doe
url: https://blog.example.org/ring
date: 2025-12-22
tags: [rings]
---

> The remainder becomes a mask.

I had forgotten this.
""",
    ),
    (
        "Readwise's export",
        "document",
        """
# How a ring wraps

## Metadata
- Author: [[Jane Doe]]
- Category: #articles
- URL: https://blog.example.org/ring

## Highlights
- The remainder becomes a mask. ([View Highlight](https://read.readwise.io/read/1))
    - Note: once more
    - Tags: #rings
""",
    ),
    (
        "Kindle's clippings",
        "kindle",
        """
The Tea Classic (Lu Yu)
- Your Highlight on page 12 | Location 180-184 | Added on Monday, December 22, 2025 9:10:24 PM

Tea is a great tree of the south.
==========
The Tea Classic (Lu Yu)
- 您在位置 #184 的笔记 | 添加于 2025年12月23日星期二 下午09:10:24

再读一遍
==========
""",
    ),
    (
        "the notes that WeRead copies",
        "weread",
        """
《茶经》

陆羽
3个笔记


一之源

◆ 茶者，南方之嘉木也。

◆ 2025/12/22发表想法

再读一遍
原文：一尺、二尺乃至数十尺。

-- 来自微信读书
""",
    ),
    (
        "quotations, in a log of these",
        "quotation",
        """
> 茶者，南方之嘉木也。
> —— 陆羽《茶经》

> The remainder becomes a mask.
>
> — Jane Doe

> 一尺、二尺乃至数十尺。（陆羽《茶经》）

再读一遍
""",
    ),
    (
        "passages copied from Apple Books",
        "apple-books",
        """
“茶者，南方之嘉木也。”

摘录来自
茶经
陆羽
此材料可能受版权保护。
""",
    ),
)


def shape_table() -> str:
    """A row a shape: the line with which its example begins, and what becomes of its parts."""
    rows = ["| shape | a line of it | title | address | day | passages | notes | tags |", f"|{8 * '---|'}"]
    rows += [_row(name, example) for name, _, example in EXAMPLES]
    return "\n".join(rows) + "\n"


def examples() -> str:
    """The example of each shape, below its name."""
    return "\n".join(f"{name[0].upper()}{name[1:]}:\n\n````markdown{text}````\n" for name, _, text in EXAMPLES)


def read_last(text: str) -> tuple[Entry, Article]:
    """The last entry of an example, and its article."""
    lines = tuple(text.strip("\n").split("\n"))
    entry = cut_log(lines)[2].entries[-1]
    return entry, read_entry(entry)


def _row(name: str, example: str) -> str:
    entry, article = read_last(example)
    day = article.day and read_day(article.day)
    title = article.title + (f" ({article.author})" if article.author else "")
    notes = [one for one in article.excerpts if one.kind == "note"]
    passages = [one for one in article.excerpts if one.kind == "quote"]
    tags = [use.spelling for use in (*article.tags, *(use for one in article.excerpts for use in one.tags))]
    line = next(line for line in example.strip("\n").split("\n")[entry.line_start - 1 :] if _WORD.search(line)).strip()
    code = f"`` {line} ``" if "`" in line else f"`{line}`"
    cells = [name, code, title, article.address.url if article.address else "", iso_day(day) if day else ""]
    cells += [_texts(passages), _texts(notes), ", ".join(tags)]
    return f"| {' | '.join(cell.replace('|', BAR) for cell in map(str, cells))} |"


def _texts(excerpts: list[Excerpt]) -> str:
    return "; ".join(one.text + (f" ({one.location})" if one.location else "") for one in excerpts)
