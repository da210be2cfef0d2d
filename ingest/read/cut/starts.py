"""From the lines on which entries begin to the entries, and what of a log is left unread.

The second look at a log that is read line by line: here everything is decided that one line cannot tell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain, takewhile

from ingest.diagnostics import Diagnostic, count_of, diagnose
from ingest.model import Entry
from ingest.patterns import lazy_compile
from ingest.read.apps.weread_exports import is_signature
from ingest.read.cut.untold_headings import find_idle_headings, find_lost_addresses
from ingest.read.dates.forms import find_day_order, needs_day_order
from ingest.read.entries import Owner, Start, lines_from, make_entry
from ingest.read.fields.front_matter import read_field
from ingest.read.lines import BODY, DEFINITION, DELIMITER_ROW, ITEM, LETTER
from ingest.read.passages.view_link import holds_passage
from ingest.read.rules import QUOTATION_RULES, lines_with_days, read_entry
from ingest.read.surroundings.company import find_items_alone
from ingest.read.surroundings.contents import lead_about, names_contents
from ingest.read.surroundings.contexts import with_contexts
from ingest.read.surroundings.introductions import is_introduction
from ingest.read.surroundings.repeats import count_links, find_repeats
from ingest.read.words.field_names import gives_address

# In characters. Every entry that uses a definition has it in its hash and parses it: one of megabytes is too slow.
_LONGEST_DEFINITION = 2000
# Its address, and perhaps a title. More makes it none to Markdown. Source: CommonMark 0.31, section 4.7.
_WHOLE_DEFINITION = lazy_compile(r" {0,3}\[[^\]\[]+\]:[ \t]*(?:<[^<>]*>|[^\s<]\S*)(?:[ \t]+[\"'(].*[\"')])?[ \t]*$")

_UNSEEN = lazy_compile(
    r"<[^<>]*>|\]\([^()\s]*\)|&\w+;|【[^【】]*】|(?<!\w)\w++(?:::(?=\s)|://(?!\w)\S*)|^\s*\d+[.)]|\[[ xX]\](?!\()"
)

_LABEL = lazy_compile(r"\[([^\]\[]+)\](?!\[[^\]\[]+\])")  # of [words][label] the last


def cut_entries(
    lines: Sequence[str],
    owner: list[Owner | None],
    starts: Sequence[Start],
    definitions: Mapping[str, str],
    is_of_books: bool,
) -> tuple[list[Entry], list[Diagnostic]]:
    """The entries that begin there, and what is left out of them and of all else; `owner` is brought up to date.

    `definitions` are link reference definitions by their folded labels; `is_of_books` is what the log says of itself.
    """
    starts = _without_contents(lines, owner, starts)
    starts = _without(owner, starts, find_items_alone(lines, owner, starts, is_of_books))
    starts = with_contexts(lines, starts, is_of_books)
    entries = list(_make_entries(lines, owner, starts, definitions))
    entries = [entry for entry in entries if not (_may_say_nothing(entry) and _disown_empty(owner, entry))]
    repeats = find_repeats([entry.lines for entry in entries])
    repeated = {place for place in repeats if entries[place].rule not in QUOTATION_RULES}  # some words come back
    diagnostics = [_leave_out(owner, [entries[place] for place in sorted(repeated)])] if repeated else []
    entries = [entry for place, entry in enumerate(entries) if place not in repeated]
    if "definition" in owner:
        used = {line for entry in entries for line in entry.definitions.split("\n")}
        for place, kind in enumerate(owner):
            if kind == "definition" and lines[place] not in used:
                owner[place] = "unread"
    return entries, diagnostics


def tell_unread(
    lines: Sequence[str], owner: Sequence[Owner | None], entries: Sequence[Entry], front: int
) -> list[Diagnostic]:
    """What nothing reads, each stretch with the reason; the log has `entries`, and `front` lines of front matter.

    Headings right above a stretch, below which nothing is read, are told with it: one may be the title of what it says.
    An address in another heading is told where no row has it.
    """
    first = entries[0].line_start if entries else None
    runs = _unread_runs(owner)
    idle = find_idle_headings(lines, owner) if runs else frozenset()
    told = [_unread(lines, owner, start, end, first, front, idle) for start, end in runs]
    lost = find_lost_addresses(lines, owner, chain.from_iterable(entry.sections for entry in entries))
    with_runs = {number for one in told if lost for number in range(one.line, one.line_end + 1)}
    return [*told, *(diagnose("heading-address", number) for number in lost if number not in with_runs)]


def owner_in_front(line: str) -> Owner | None:
    """Whose a line of front matter is: an address there is that of one article, and the log holds others."""
    field = read_field(line)
    return "unread" if field and gives_address(field) else "front-matter" if line.strip() else None


def why_unusable(definition: str) -> str | None:
    """Why no entry can use the link definition on a line; None where one can.

    >>> why_unusable("[a]: https://e.example.org/ and more")
    'a link definition with more behind its address, which makes it none'
    """
    if len(definition) > _LONGEST_DEFINITION:
        return "a link definition that is too long"
    is_whole = _WHOLE_DEFINITION.match(definition) is not None
    return None if is_whole else "a link definition with more behind its address, which makes it none"


def fold_label(label: str) -> str:
    """The one form in which labels of link reference definitions are compared."""
    return " ".join(label.casefold().split())


def _disown(owner: list[Owner | None], lines: range, kind: Owner) -> None:
    """Makes those of these lines that an entry owns lines of this kind."""
    for number in lines:
        if owner[number - 1] == "entry":
            owner[number - 1] = kind


def _without(owner: list[Owner | None], starts: Sequence[Start], places: Collection[int]) -> list[Start]:
    """The starts but for those in these places, whose lines are not read."""
    for place in places:
        _disown(owner, lines_from(place, starts, len(owner)), "unread")
    return [start for place, start in enumerate(starts) if place not in places]


def _without_contents(lines: Sequence[str], owner: list[Owner | None], starts: Sequence[Start]) -> list[Start]:
    """The starts but for the links of tables of contents."""
    named = [any("://" in lines[n - 1] for n in lines_from(place, starts, len(lines))) for place in range(len(starts))]
    first = [place for place, start in enumerate(starts) if start.scope == starts[0].scope]
    is_first = lead_about([named[place] for place in first], named[len(first) :])
    places = {
        place
        for place, start in enumerate(starts)
        if start.rule == "list-link"
        and not named[place]
        and ((is_first and place < len(first)) or (start.sections and names_contents(start.sections[-1])))
    }
    return _without(owner, starts, places)


def _make_entries(
    lines: Sequence[str], owner: Sequence[Owner | None], starts: Sequence[Start], definitions: Mapping[str, str]
) -> Iterator[Entry]:
    order: str | None = None
    for place, start in enumerate(starts):
        here = lines_from(place, starts, len(lines))
        last = next(number for number in reversed(here) if owner[number - 1] == "entry")
        numbers = range(start.line, last + 1)
        own = [lines[number - 1] if owner[number - 1] == "entry" else "" for number in numbers]
        text = "\n".join(own)
        defined = _find_definitions(text, definitions) if definitions else ""
        context = start.context
        if needs_day_order("\n".join(lines_with_days(start.rule, own))):
            order = find_day_order(lines) if order is None else order
            context += f"\n{order}"
        yield make_entry(start.rule, own, (start.line, last), start.sections, start.heading, defined, context)


def _find_definitions(text: str, definitions: Mapping[str, str]) -> str:
    """Those of the definitions whose labels stand in a text, in the order of the text."""
    labels = dict.fromkeys(fold_label(found[1]) for found in _LABEL.finditer(text))
    return "\n".join(definitions[label] for label in labels if label in definitions)


def _may_say_nothing(entry: Entry) -> bool:
    """Whether the first line of an entry has no word but in a tag, in the target of a link, or in a remark."""
    return LETTER.search(_UNSEEN.sub("", entry.lines[0])) is None


def _disown_empty(owner: list[Owner | None], entry: Entry) -> bool:
    """Whether an entry has neither a title nor an address after all, as an image has; its lines are not read then."""
    article = read_entry(entry)
    if article.address or article.title.strip():
        return False
    _disown(owner, range(entry.line_start, entry.line_end + 1), "unread")
    return True


def _leave_out(owner: list[Owner | None], repeated: Sequence[Entry]) -> Diagnostic:
    """Blocks of entries that come back again and again, as the footer of a newsletter does, are none."""
    for entry in repeated:
        _disown(owner, range(entry.line_start, entry.line_end + 1), "repeated")
    first, count = repeated[0], sum(count_links(entry.lines) for entry in repeated)
    return diagnose("repeated", first.line_start, first.line_end, articles=count_of(count, "link"))


def _unread_runs(owner: Sequence[Owner | None]) -> list[tuple[int, int]]:
    """First and last lines of the stretches that nothing reads; blank lines do not part them."""
    if "unread" not in owner:  # as in most logs
        return []
    runs: list[tuple[int, int]] = []
    last: Owner | None = None
    for number, kind in enumerate(owner, 1):
        if kind == "unread":
            start = runs.pop()[0] if last == "unread" else number
            runs.append((start, number))
        last = kind or last
    return runs


def _unread(
    lines: Sequence[str],
    owner: Sequence[Owner | None],
    start: int,
    end: int,
    first: int | None,
    front: int,
    idle: Collection[int],
) -> Diagnostic:
    """Why nothing reads a stretch, and the shape that is nearest; below the headings `idle` nothing is read."""
    line = lines[start - 1]
    count = sum(kind == "unread" for kind in owner[start - 1 : end])
    if (first and end <= front) or is_introduction(lines, owner, start, end, first):
        return diagnose("introduction", start, end, lines=count_of(count, "line"))
    if DEFINITION.match(line):
        reason = why_unusable(line) or "a link definition that nothing uses"
    elif line.startswith("[^"):
        reason = "a footnote; what it says of an article belongs below that"
    elif is_signature(line):
        reason = "the last line of an export; what stands above it is none"
    elif holds_passage(line):
        reason = "a passage with the link of an app; no article stands above"
    elif (item := ITEM.match(line)) and "://" in item["content"]:
        reason = "a link within a sentence; an article is an item such as - [TITLE](URL)"
    elif item:
        reason = "a list without addresses; an article is an item such as - [TITLE](URL)"
    elif start < len(lines) and DELIMITER_ROW.match(lines[start]):
        reason = "a table without a column of titles or addresses"
    elif BODY.match(line):
        reason = "no article stands above"
    elif "://" in line:
        reason = "a link within a sentence; an article begins with it, as in [TITLE](URL)"
    else:
        reason = "text without an address; an article is a line such as TITLE URL"
    above = takewhile(lambda number: owner[number - 1] is None or number in idle, range(start - 1, 0, -1))
    headings = [number for number in above if number in idle]
    lines_unread = count_of(count + len(headings), "line")
    return diagnose("unread", min([start, *headings]), end, lines=lines_unread, reason=reason)
