"""No address of a log is lost: of titles in every form, with anything that may be said of them behind or below."""

from __future__ import annotations

import re
from itertools import count, permutations

import pytest
from letters import lost_addresses
from reading import Reading, read_log

# Titles with their address, `{}` where more is said.
_TITLES = """
Alpha URL{}
URL{}
- URL Alpha{}
- <URL>{}
- [Alpha](URL){}
- [[Alpha]](URL){}
- [Alpha](./a.md){}
- [Alpha 【好】](URL){}
- [ ] [Alpha](URL){}
- [x] 2025-12-02 [Alpha](URL){}
- 12.2 [Alpha](URL){}
- TODO [Alpha](URL){}
- [2024-12-02](URL) [Alpha](URL){}
- [pdf](URL) Alpha [Beta](URL){}
- <!-- URL --> [Alpha](URL){}
- [Ann Leaf](URL), "[Alpha](URL)"{}
- ~~[Alpha](URL)~~{}
- [Alpha](URL) by Ann Leaf{}
- **[Alpha](URL)**{}
- **Alpha** [pdf](URL){}
- [![](URL) Alpha](URL){}
- <img src="URL" width=9> [Alpha](URL){}
- [![Beta](URL)](URL){}
- Alpha URL{}
- Alpha: URL{}
- Alpha | URL{}
- Alpha (<URL>){}
- Alpha [link](URL){}
- Alpha - Ann Leaf URL{}
- "Alpha" URL{}
- Alpha↵  URL{}
1. 《甲乙》URL{}
- 《甲乙》[链接](URL){}
《甲乙》 URL{}
Alpha（URL）{}
【`12.2`】Alpha URL{}
[Alpha](URL){}
[URL](URL){}
Alpha↵URL{}
## [Alpha](URL){}
### Alpha URL{}
### Alpha↵↵URL{}
### Alpha↵- Link: URL{}
Alpha↵Author: [Ann](URL)↵Date: [2024-12-02](URL)↵URL: URL{}
Title: Alpha↵URL: URL{}
Title: Alpha↵URL: [URL](URL){}
《甲》木。↵↵《乙》↵↵《丙》URL{}
# Books to read↵↵**Alpha Tea**↵↵**Beta Tea**↵↵**Gamma Tea** URL{}
# Books to read↵↵**Alpha Tea**↵↵**Beta Tea**↵↵**Gamma Tea**↵URL{}
# Books to read↵↵- Alpha by Ann↵- Beta by Bo↵- Gamma URL{}
# Books to read↵↵## Alpha↵↵## Beta by Bo↵↵## Gamma↵↵- Link: URL{}
| Title | Link |↵|---|---|↵| Alpha{} | URL |
| Title | Link | Note |↵|---|---|---|↵| Alpha | URL |{} |
| Title | Link | Author | Date | Tags | Status |↵|-|-|-|-|-|-|↵| A | URL | [B](URL) | [2024-12-02](URL) | [c](URL) |{} |
""".strip().split("\n")

_BEHIND = """
 【from [Leaf](URL)】
 【from `Leaf` URL】
 【//notes：重读 [乙](URL)】
 【see URL here】
 — fine [words](URL) there
 ：评论一句 URL
 (via [Lee](URL))
 via URL
 via [Lee](URL) ![Lee](URL)
 h/t [Lee](URL)
 （来自 [某](URL)）
 by [Ann Leaf](URL)
 by [Ann Leaf](URL) ![Ann](URL)
 [pdf](URL) [code](URL)
 || Other URL
 [Other](URL)
 | [Discuss](URL)
 [Beta] (URL)
 (URL)
 <URL>
 ![Beta](URL)
 ![a [Beta](URL)](URL)
 <!-- see URL -->
 <img alt="Beta" src='URL'>
 <iframe src="URL"></iframe>
 <a href="URL">never closed
 ~~struck [out](URL)~~
 **bold [words](URL)**: more
 <br> below URL
""".strip("\n").split("\n")

_BELOW = """
  - sub [item](URL)
  > quoted URL
  note: words [in](URL) it
  Author: Ann [Leaf](URL) <!-- see URL -->
  Tags: tea, rain [one](URL) ![two](URL)
  Date: 2024-12-02 [day](URL) <!-- see URL -->
  Source: [Place](URL) <!-- see URL -->
  Source: [Place](URL) ![it](URL)
  Rating: 5/5 ![five](URL)
  Date: [2024-12-02](URL)
  Finished: [yes](URL) ![it](URL)
  Status: [to read](URL)
  No: [3](URL)
  Duration: [2024-12-02](URL)
  Duration: [2024-12-02](URL.png)
  Via: [Lee](URL) <img src="URL">
""".strip("\n").split("\n")


def _read(title: str, *said: str) -> Reading:
    numbers = count(1)
    log = re.sub("URL(?!:)", lambda _: f"https://e.example.org/{next(numbers)}/p", title.replace("{}", "".join(said)))
    return read_log(log.replace("↵", "\n"), "2025.md")


def _lost(reading: Reading) -> list[str]:
    return [lost for entry, article, _ in reading.records() for lost in lost_addresses(entry, article)]


def _said_of(title: str) -> list[str]:
    """What may be said of a title; below the row of a table, nothing."""
    return _BEHIND if title.startswith("|") else [*_BEHIND, *(f"↵{line}" for line in _BELOW)]


@pytest.mark.parametrize("title", _TITLES)
def test_no_address_is_lost_of_a_title_in_any_form(title: str) -> None:
    assert _read(title).articles
    assert {said: lost for said in _said_of(title) if (lost := _lost(_read(title, said)))} == {}


@pytest.mark.long
@pytest.mark.parametrize("title", _TITLES)
def test_no_address_is_lost_of_a_title_of_which_two_things_are_said(title: str) -> None:
    pairs = permutations(_said_of(title), 2)
    assert {said: lost for said in pairs if (lost := _lost(_read(title, *said)))} == {}
