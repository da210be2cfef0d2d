"""Which clippings of a book repeat one another, and which passage a note is about: by where they stand in the book.

Never reads a line; sees one book at a time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Sequence

from ingest.read.apps.clippings import Clipping, Place

# A clipping is compared with so many before it, in the order of the book. Readers mark a passage in two or three
# pieces before they mark all of it; the limit keeps a book linear in which everything overlaps.
_NEAR = 16


def find_marked_again(clippings: Sequence[Clipping]) -> dict[int, int]:
    """The places of clippings that repeat another one, each with the place of that which stands for it.

    Marking a passage again, or further, makes a clipping anew: of two that overlap in the book, and of which one has
    all the words of the other, the longer stands for both, of equal ones the later.
    """
    shorter_than: dict[int, int] = {}
    near: defaultdict[tuple[str, str], deque[int]] = defaultdict(lambda: deque(maxlen=_NEAR))
    for number in sorted(range(len(clippings)), key=lambda number: clippings[number].place or _NOWHERE):
        clipping = clippings[number]
        if clipping.place is None or not clipping.text:
            continue
        before = near[clipping.kind, clipping.place.counts]
        for other in before:
            if _overlap(clipping.place, clippings[other].place):
                short, long = sorted((number, other), key=lambda one: (len(clippings[one].text), one))
                if clippings[short].text in clippings[long].text:
                    shorter_than[short] = long
        before.append(number)
    stands_for: dict[int, int] = {}
    for number in sorted(shorter_than, key=lambda number: (len(clippings[number].text), number), reverse=True):
        stands_for[number] = stands_for.get(shorter_than[number], shorter_than[number])
    return stands_for


def find_passages(clippings: Sequence[Clipping]) -> dict[int, int]:
    """The places of notes, each with the place of the passage that it is about.

    Kindle puts a note at the last location of a passage. Of several that end there it is about the one that was
    marked next to it; where none does, about the one in whose midst it stands that begins last.
    """
    found: dict[int, int] = {}
    for counts in ("location", "page"):
        here = [number for number, one in enumerate(clippings) if one.place and one.place.counts == counts]
        notes = [number for number in here if clippings[number].kind == "note"]
        passages = [number for number in here if clippings[number].kind == "quote"]
        found |= _passages_around(clippings, notes, passages) | _passages_ending(clippings, notes, passages)
    return found


_NOWHERE = Place("page", -1, -1)


def _overlap(one: Place, other: Place | None) -> bool:
    return other is not None and one.start <= other.end and other.start <= one.end


def _end(clipping: Clipping) -> int:
    assert clipping.place is not None  # only those that have one are asked
    return clipping.place.end


def _start(clipping: Clipping) -> int:
    assert clipping.place is not None
    return clipping.place.start


def _passages_ending(clippings: Sequence[Clipping], notes: Sequence[int], passages: Sequence[int]) -> dict[int, int]:
    """For notes, the passage nearest in the log of those that end where the note stands."""
    ending: defaultdict[int, list[int]] = defaultdict(list)
    for number in passages:
        ending[_end(clippings[number])].append(number)
    found = {}
    for note in notes:
        if candidates := ending.get(_end(clippings[note])):
            after = bisect_left(candidates, note)
            found[note] = min(candidates[max(after - 1, 0) : after + 1], key=lambda number: abs(number - note))
    return found


def _passages_around(clippings: Sequence[Clipping], notes: Sequence[int], passages: Sequence[int]) -> dict[int, int]:
    """For notes, the passage that begins last of those in which the note stands."""
    ordered = sorted(passages, key=lambda number: (_start(clippings[number]), -_end(clippings[number])))
    found = {}
    opened: list[int] = []
    place = 0
    for note in sorted(notes, key=lambda number: _end(clippings[number])):
        point = _end(clippings[note])
        while place < len(ordered) and _start(clippings[ordered[place]]) <= point:
            opened.append(ordered[place])
            place += 1
        while opened and _end(clippings[opened[-1]]) < point:  # nor will it hold a later note
            opened.pop()
        if opened:
            found[note] = opened[-1]
    return found
