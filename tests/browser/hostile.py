"""A folder of logs that say what no page may do, and what tells whether one did.

Never asks another machine: what a page would ask of one is stopped, and written down.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
_NO_NAME = re.compile(r"[/\x00]")
_LONGEST = 60  # characters of a name: four bytes each must fit into the 255 of a file system


def read_payloads() -> list[str]:
    """The payloads of payloads.txt, in order."""
    lines = (Path(__file__).parent / "payloads.txt").read_text("utf-8").split("\n")
    written = [line for line in lines if line and not line.startswith("# ")]
    return [_ESCAPE.sub(lambda found: chr(int(found[1], 16)), line) for line in written]


def write_logs(folder: Path, payloads: Iterable[str]) -> None:
    """A log for each payload, in a folder and a file of its name, that has it in every place that a log has.

    Beside it, a file about one article, by the author of that name; and a log whose only entry has all of them.
    """
    everything = ["# 2025.12\n\nEverything at once https://x.example/everything  【`12.31`】"]
    for number, payload in enumerate(payloads):
        file = folder / _name(payload, number) / f"{_name(payload, number)}.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(_log(payload, number), "utf-8", newline="")
        file.with_name("page.md").write_text(_page(payload, number), "utf-8", newline="")
        everything += [f"- > {payload}", f"  >> {payload}", f"  * > words with [a link]({payload}) and `{payload}`"]
    (folder / "everything.md").write_text("\n".join(everything) + "\n", "utf-8", newline="")


def ingest_logs(folder: Path) -> Path:
    """The database that the real command makes of the folder; nothing that it says is a traceback, or controls."""
    command = [sys.executable, "-m", "ingest", ".", "--verbose"]
    run = subprocess.run(command, cwd=folder, capture_output=True)
    said = (run.stdout + run.stderr).decode("utf-8")
    assert run.returncode == 0, said[-2000:]
    assert "Traceback" not in said
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", said)
    return folder / "readlog.db"


def _name(payload: str, number: int) -> str:
    return f"{_NO_NAME.sub('∕', payload)[:_LONGEST]} {number}"


def _log(payload: str, number: int) -> str:
    day = f"12.{number % 28 + 1}"
    return f"""# 2025.12
## {payload}

{payload} https://x{number}.example/{payload}  【`{day}`】  【//notes：{payload}】  【from `{payload}`】
- > **{payload}**
  * > ***{payload}*** and <ins>{payload}</ins> and ~~{payload}~~
    >> //notes：{payload} #{payload}
  * > `{payload}` and ``{payload}`` and `io_uring{number}`
- > 环形缓冲区（{payload}，HIT）
- > 提交队列（hit & 'words' {number}，HIT）
- ![image]({payload})
- https://x{number}.example/other {payload}
- > [one][r], [{payload}]({payload}), <{payload}> and ![three][r]
- 回复：
  * > {payload}
- ```{payload}
  {payload}
  ```

  | {payload} | b |
  | :-: | --: |
  | {payload} | [c]({payload}) |

{payload} {payload} || {payload} https://y{number}.example/ || https://z{number}.example/{payload}  【`{payload}`】

[r]: {payload} "{payload}"
"""


def _page(payload: str, number: int) -> str:
    said = json.dumps(payload)  # as YAML takes it too
    return f"""---
title: {said}
author: {said}
url: https://x{number}.example/page
date: 2025-12-{number % 28 + 1:02}
tags: [{said}]
---

- > {payload}
"""


# What is written down of a page: all by which a page could run a script, load from elsewhere, or lead to a scheme that
# does. Pages of Datasette have scripts and styles within, in which no word of a log may stand.
INSPECT = """() => {
    const faults = [];
    const report = (fault, element) => faults.push(`${fault}: ${element.outerHTML.slice(0, 200)}`);
    const leads = ['action', 'background', 'cite', 'data', 'formaction', 'href', 'ping', 'poster', 'src', 'srcset',
                   'xlink:href'];
    const fetches = ['background', 'data', 'poster', 'src', 'srcset'];
    const tags = 'iframe, frame, object, embed, applet, base, math, video, audio, meta[http-equiv], template';
    for (const element of document.querySelectorAll(tags)) report('element', element);
    for (const element of document.querySelectorAll('script, style')) {
        if (/hit|stranger/.test(element.textContent)) report('words within', element);
    }
    for (const element of document.querySelectorAll('*')) {
        for (const { name, value } of element.attributes) {
            if (name.startsWith('on')) report('handler', element);
            if (name === 'srcdoc') report('page within', element);
            if (name === 'style' && /hit|stranger/.test(value)) report('style', element);
            if (!leads.includes(name)) continue;
            let address;
            try { address = new URL(value, document.baseURI); } catch { report('no address', element); continue; }
            const isLink = element.localName === 'a' && name === 'href';
            const isOwn = address.origin === location.origin;
            const isSafe = isLink && ['http:', 'https:', 'mailto:'].includes(address.protocol);
            if (!isSafe && !isOwn) report('address', element);
            if (fetches.includes(name) && !isOwn) report('fetched', element);
        }
    }
    if (document.querySelector('svg:not(.chart svg, svg.chart)')) {
        for (const element of document.querySelectorAll('svg')) {
            if (/hit|stranger/.test(element.outerHTML)) report('picture', element);
        }
    }
    return faults;
}"""


def listen(context: BrowserContext, complaints: list[str]) -> None:
    """Write down each call of hit(), each dialog, each page that opens, each download."""
    context.expose_binding("hit", lambda source, *_: complaints.append(f"hit on {source['page'].url}"))
    context.on("dialog", lambda dialog: (complaints.append(f"dialog {dialog.message}"), dialog.dismiss()))
    context.on("page", lambda page: page.on("popup", lambda popup: complaints.append(f"popup {popup.url}")))


def inspect(page: Page) -> list[str]:
    """What is wrong with the page as it stands, with its address."""
    return [f"{page.url}: {fault}" for fault in page.evaluate(INSPECT)]
