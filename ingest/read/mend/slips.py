"""What people write that Markdown takes for something else, all through a log: its lines as they were meant.

Only what the whole log tells is mended here, and signs of which a line tells for certain; `head` mends links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.patterns import lazy_compile
from ingest.read import NEARLY_ALL, SEVERAL
from ingest.read.apps.weread_exports import take_exports
from ingest.read.dates.headings import is_date
from ingest.read.fields.front_matter import front_matter_length
from ingest.read.fields.page import is_metadata
from ingest.read.lines import BODY, EMPTY_BOXES, FENCE, HEADING, ITEM, LIST_SIGN, PICTURE, TICKED_BOXES
from ingest.read.literals import outside_fences
from ingest.read.mend.callouts import find_callouts, find_org_quotes
from ingest.read.mend.html_anchors import find_anchors
from ingest.read.titles.title_forms import may_be_title

# '#Articles to read', which is no tag: it has several words, and no other sign.
_GLUED = lazy_compile(r"(?P<sign>#{1,6})(?P<words>(?P<first>[^\W_]\S*)(?P<rest>[ \t]+[^\s#][^#]*)?)$")
# A tag before a title and its address.
_TAGGED = lazy_compile(r"#[\w/-]+[ \t]+(?!https?://)\S.*https?://", re.IGNORECASE)
_TEXT_FENCE = lazy_compile(r"(?:`{3,}|~{3,})(?:text|txt|plain|plaintext|md|markdown)?[ \t]*$", re.IGNORECASE)
_RULE = "***"  # what a sign is read as that is none
_ADDRESS = lazy_compile(r"[ \t]+<?https?://[^\s<>]+>?[ \t]*(?:【[^【】]*】[ \t]*)*$", re.IGNORECASE)
# What a keyboard for Chinese gives in the place of Markdown's signs, how Roam writes a box, and Org a link.
_WIDE = lazy_compile(rf"[＞\u3000{EMPTY_BOXES}{TICKED_BOXES}]|：//|- 》|\{{\{{|\[\[http")
_ORG_LINK = lazy_compile(r"`[^`]*`|\[\[(?P<url>https?://[^\s\[\]]+)\]\[(?P<words>[^\[\]]+)\]\]")
_WIDE_SCHEME = lazy_compile(r"(?<!`)`++[^`]*+`++|(?<![A-Za-z])(?P<scheme>https?|ftp)：//(?=\w)", re.IGNORECASE)
_FACE = lazy_compile(r"＞[^\s＞＜]{0,3}＜")
_WIDE_SIGNS = lazy_compile(
    rf"(?P<margin>[ \t\u3000]*)(?P<item>{LIST_SIGN}[ \t\u3000]+)?"
    r"(?P<quote>[>＞]+[ \t\u3000]*|(?(item)》?))(?=\S)"
)
_ROAM_BOX = lazy_compile(r"(?P<sign>[ \t]*[-*+][ \t]+)\{\{(?:\[\[)?(?P<state>TODO|DONE)(?:\]\])?\}\}[ \t]*(?=\S)")
# A box as a sign of its own, before a link or 《title》; ✅ is what people say of many things.
_BOX = lazy_compile(
    rf"(?P<sign>[ \t]*{LIST_SIGN}[ \t]+)(?P<box>[{EMPTY_BOXES}{TICKED_BOXES}])\ufe0f?[ \t]*(?![\s\d\ufe0f])"
    r"(?=《|.*https?://)"
)
_QUOTE = lazy_compile(rf"(?P<margin>[ \t]*)(?P<item>{LIST_SIGN}[ \t]+)?>")
_GLUED_DATE = lazy_compile(r"#(?=(?:19|20)\d\d)[^#]{1,20}$")
_GLUED_ITEM = lazy_compile(r"[ \t]*-(?=[\u3400-\u9fff《「“])(?!.*(?:-[ \t]*$|://))")
_SPEAKER = lazy_compile(r"(?P<margin>[ \t]*)-[\w《》·]{2,8}[ \t]*$")  # who said what stands above
_SLIP = lazy_compile(rf"{_GLUED_DATE.pattern}|{_GLUED_ITEM.pattern}")
_BREAK = lazy_compile(r"[ \t]*<br[ \t]*/?>[ \t]*$", re.IGNORECASE)
_BREAK_FIRST = lazy_compile(r"[ \t]*<br[ \t]*/?>[ \t]*(?=\[[^\[\]]|https?://)", re.IGNORECASE)


def mend_slips(lines: Sequence[str]) -> Sequence[str]:
    """The lines, of which those that are meant otherwise are read so; the same ones where none is.

    - All but headings are indented, even as code is: ` Title`.
    - All stand in a fence, or in several below headings.
    - A link in HTML goes over several lines.
    - `<br>` stands before a link on a line of its own.
    - No heading has the blank behind its sign, and several have words: `#Articles to read`.
    - The heading of an article has the level of its parts: `## Title`, then `## Metadata`.
    - The address below a title is indented.
    - Signs are as wide as Chinese characters: `https：//` outside of quotes and code, `- ＞ words`, and blanks.
    - A sign is glued to a date, `#2025.02`, or below an entry to Chinese: `-words`.
    - A box is a sign before a link or a title, `⬜`, or written as Roam does, `{{[[TODO]]}}`; a link is written as Org
      does, or a quote as Obsidian or Logseq does.

    Exports in the log tell nothing of these, and are left as they are.
    """
    exports = take_exports(lines, front_matter_length(lines))
    mended = _mend_lines(exports.around)
    return [exports.lines.get(number, line) for number, line in enumerate(mended, 1)] if exports.lines else mended


def _mend_lines(lines: Sequence[str]) -> Sequence[str]:
    if margin := _find_margin(lines):
        lines = [line[min(margin, len(line) - len(line.lstrip(" "))) :] for line in lines]
    if fences := _find_fences(lines):
        lines = [_RULE if place in fences else line for place, line in enumerate(lines)]
    finds = (
        _find_glued,
        _find_titles,
        _find_breaks,
        _find_anchors,
        _find_indented,
        find_callouts,
        find_org_quotes,
        _find_signs,
    )
    for find in finds:
        if mended := dict(find(lines)):
            lines = [mended.get(place, line) for place, line in enumerate(lines)]
    return lines


def _find_margin(lines: Sequence[str]) -> int:
    """How many blanks all lines but headings begin with."""
    margin: int | None = None
    for line in lines:
        if line.strip() and not HEADING.match(line):
            own = len(line) - len(line.lstrip(" "))
            margin = own if margin is None else min(margin, own)
            if margin == 0:
                break
    return margin or 0


def _find_fences(lines: Sequence[str]) -> frozenset[int]:
    """The signs of the fences, from 0, that hold all of a log but headings, and name no language but that of text.

    What they hold is no code: several lines, of which nearly all have an address, or may be titles.
    """
    first = next(filter(str.strip, lines), "")
    if not (FENCE.match(first) or HEADING.match(first)):
        return frozenset()
    fences: list[int] = []
    texts: list[str] = []
    for place, line in enumerate(lines):
        is_open = len(fences) % 2 == 1
        if _TEXT_FENCE.match(line) and not (is_open and line.rstrip().strip("`~")):
            fences.append(place)
        elif is_open and line.strip():
            texts.append(line)
        elif line.strip() and not HEADING.match(line):
            return frozenset()
    told = sum("://" in line or may_be_title(line) for line in texts)
    is_told = len(texts) >= SEVERAL and told >= NEARLY_ALL * len(texts)
    return frozenset(fences if len(fences) % 2 == 0 and is_told else ())


def _find_breaks(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines that begin with a break and a link, from 0, without the break; below an item, as items nested in it."""
    sign = ""
    for place, line in enumerate(lines):
        if "<" in line and (found := _BREAK_FIRST.match(line)):
            if item := ITEM.match(lines[place - 1]) if place else None:
                sign = " " * item.start("content") + "- "
            yield place, sign + line[found.end() :]
        else:
            sign = sign if _BREAK.match(line) else ""


def _find_anchors(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines of links in HTML, from 0: the link in Markdown on the first, and rules in the place of the others."""
    for first, last, link in find_anchors(lines):
        yield first, link
        yield from ((place, _RULE) for place in range(first + 1, last + 1) if lines[place].strip())


def _find_indented(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The addresses, from 0, that are alone below a title set apart, without the blanks before them."""
    if not any(line[:1] in (" ", "\t") and "://" in line and _ADDRESS.match(line) for line in lines):
        return
    for place, line in outside_fences(lines):
        if place and line[:1] in (" ", "\t") and "://" in line and _ADDRESS.match(line):
            title, above = lines[place - 1], lines[place - 2] if place > 1 else ""
            if not above.strip() and "://" not in title and may_be_title(title) and not BODY.match(title):
                yield place, line.lstrip()


def _find_glued(lines: Sequence[str]) -> list[tuple[int, str]]:
    """The headings that lack their blank, from 0, with it."""
    if not any(line.startswith("#") and _GLUED.match(line) for line in lines):
        return []
    signed = [(place, line) for place, line in outside_fences(lines) if line.startswith("#")]
    found = {place: glued for place, line in signed if (glued := _GLUED.match(line))}
    first = [glued["first"] for glued in found.values() if glued["sign"] == "#"]  # which may be tags, if they come back
    are_headings = len(found) > 1 and len(set(first)) == len(first) and any(glued["rest"] for glued in found.values())
    if not are_headings or any(_TAGGED.match(line) for _, line in signed):
        return []
    if any(HEADING.match(line) and line.startswith(("# ", "## ")) for _, line in signed):
        return []
    return [(place, f"{glued['sign']} {glued['words']}") for place, glued in found.items()]


def _find_titles(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The headings of articles whose metadata have the same level, from 0, on the first level."""
    if not any(line.startswith("##") and is_metadata(line) for line in lines):
        return
    above: tuple[int, int, str] | None = None  # the heading right above, but for pictures
    for place, line in outside_fences(lines):
        if heading := HEADING.match(line):
            level = len(heading[1])
            if above and level == above[1] and is_metadata(line):
                yield above[0], f"# {above[2]}"
            above = place, level, heading[2]
        elif line.strip() and not PICTURE.match(line):
            above = None


def _find_signs(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines with signs that are meant for others, or lack their blank, from 0, as they are meant."""
    if not any(map(_SLIP.match, lines)) and not any(map(_WIDE.search, lines)):
        return
    above = ""
    for place, line in outside_fences(lines):
        mended = line
        if _GLUED_DATE.match(line) and not above.strip() and is_date(line[1:].strip()):
            mended = f"# {line[1:]}"
        elif _GLUED_ITEM.match(line) and ("://" in above or BODY.match(above)) and not _ends_quote(line, above):
            mended = line.replace("-", "- ", 1)
        elif _WIDE.search(line):
            mended = _with_narrow_signs(line, above)
            if not _QUOTE.match(mended):  # which is kept as it was written
                mended = _ORG_LINK.sub(_link, _ROAM_BOX.sub(_box, _WIDE_SCHEME.sub(_scheme, mended), count=1))
                mended = _with_box(mended)
        if mended != line:
            yield place, mended
        above = mended


def _ends_quote(line: str, above: str) -> bool:
    """Whether a line that goes on with the quote above says who said it."""
    speaker, quote = _SPEAKER.match(line), _QUOTE.match(above)
    return bool(speaker and quote and (not quote["item"] or len(speaker["margin"]) > len(quote["margin"])))


def _with_narrow_signs(line: str, above: str) -> str:
    """A line that begins with the signs of an item or a quote, with those that Markdown knows.

    A line with an address that is set apart is a title. Wide blanks nest what stands below an item, and nothing else.
    """
    signs = _WIDE_SIGNS.match(line)
    if not signs or not (signs["item"] or signs["quote"]) or _FACE.match(line, signs.start("quote")):
        return line
    if not signs["item"] and not above.strip() and "://" in line:
        return line
    is_nested = ITEM.match(above) or above[:1] in (" ", "\t")
    margin = signs["margin"].replace("\u3000", "  " if is_nested else "")
    item = (signs["item"] or "").replace("\u3000", " ")
    quote = signs["quote"].replace("\u3000", " ").replace("＞", ">").replace("》", "> ")
    return margin + item + quote + line[signs.end() :]


def _scheme(found: re.Match[str]) -> str:
    """The scheme of an address; code as it is."""
    return f"{found['scheme']}://" if found["scheme"] else found[0]


def _link(found: re.Match[str]) -> str:
    """A link of Org as Markdown has it; code as it is."""
    return f"[{found['words']}]({found['url']})" if found["url"] else found[0]


def _with_box(line: str) -> str:
    """A line that begins with the sign of a box, as an item with that box."""
    found = _BOX.match(line)
    if not found:
        return line
    return f"{found['sign']}[{' ' if found['box'] in EMPTY_BOXES else 'x'}] {line[found.end() :]}"


def _box(found: re.Match[str]) -> str:
    return f"{found['sign']}[{'x' if found['state'] == 'DONE' else ' '}] "
