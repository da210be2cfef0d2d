"""Throws spoilt logs and searches at the project and says which of its promises do not hold for them.

A target takes bytes and raises where a promise is broken. What it is given are the logs of the tests, spoilt at random
by a seed. A failing input is made as small as it gets before it is printed. Run it with
`python tests/reliability/fuzz.py --seconds 600 --seed 1`.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import FrameType

TESTS = Path(__file__).parents[1]
if __name__ == "__main__":
    sys.path[:0] = [str(TESTS), *(str(TESTS / room) for room in ("read", "search", "web"))]

from fuzz_targets import TARGETS  # noqa: E402 (its folder is on the path from here on)
from marks import put_marks  # noqa: E402 (its folder is on the path from here on)

LIMIT = 20.0  # seconds of processor time for an input of at most LARGEST bytes; most need a thousandth of it
LARGEST = 20_000

# What means something to Markdown, to the grammar of logs, to searches, to addresses, or to a decoder.
_WORDS = (
    "- ¦* ¦+ ¦1. ¦9) ¦> ¦>>¦ ¦  ¦    ¦\t¦\n¦\n\n¦\r¦\r\n¦# ¦## 12\n¦## 2024.11\n¦# 二月\n¦```\n¦~~~¦|¦|-|-|\n¦---\n"
    "¦===\n¦[¦]¦(¦)¦![¦](¦<¦>¦</¦<!--¦-->¦<ins>¦</ins>¦<pre>¦<br>¦**¦*¦_¦__¦`¦``¦~~¦\\¦&¦;¦&amp;¦&#0;¦&#xD800;¦:+¦-  "
    "¦【¦】¦【`12.17`】¦【2.30】¦【from ¦//notes：¦||¦【[ :star: ][`*`]】 ¦ https://e.example.org/a ¦http://¦ftp://a"
    "¦https://web.archive.org/web/1/¦?utm_source=a&¦#a¦xn--¦:80¦%¦@¦词¦word¦：¦。¦，¦（¦）¦《¦中文（Chinese，ZH）¦12¦2025"
    "¦[a]: https://e.example.org/d\n¦[a]¦- 回复：\n¦---\ndate: 2025\n---\n¦\0¦\x01¦\x0b¦\x0c¦\x1c¦\x1e¦\x7f¦\x85¦\u00a0"
    '¦\u200b¦\u202e¦\u2028¦\u2029¦\ufeff¦\ud800¦\udfff¦𠀀¦🤖¦e\u0301¦ß¦İ¦ﬁ¦½¦\u3000¦OR ¦NOT ¦-¦"¦tag:¦site:¦year:2025'
    "¦title:¦after:2025-02¦:"
)
_BYTES = (b"\xff", b"\xfe", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x81", b"\xb5\xc4", b"\xc0\x80")
TOKENS = (*(word.encode("utf-8", "surrogatepass") for word in _WORDS.split("¦")), *_BYTES)


@dataclass(frozen=True, slots=True)
class Failure:
    """An input for which a promise of `target` does not hold; `reason` is the last line of the traceback."""

    target: str
    data: bytes
    reason: str
    traceback: str


def read_seeds() -> list[bytes]:
    """The logs that the tests have."""
    found = [*sorted((TESTS / "read" / "golden").rglob("*.md")), *sorted((TESTS / "data").glob("*.md"))]
    return [path.read_bytes() for path in found]


def spoil(chance: Random, seeds: Sequence[bytes]) -> bytes:
    """A log, or a few lines of one, spoilt by up to twelve strokes.

    Most stay text, as what is none is soon refused, and have marks in a few of their words.
    """
    data = chance.choice(seeds)
    if chance.random() < 0.7:
        lines = data.split(b"\n")
        start = chance.randrange(len(lines))
        data = b"\n".join(lines[start : start + chance.choice((1, 2, 4, 8, 16))])
    for _ in range(chance.choice((0, 1, 1, 2, 3, 5, 8, 12))):
        data = _stroke(chance, data, seeds)
    data = data[:LARGEST]
    if chance.random() < 0.2:
        return data
    return put_marks(chance, data.decode("utf-8", "ignore"), most=chance.choice((1, 2, 4))).encode()


def _stroke(chance: Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    start = chance.randrange(len(data) + 1)
    end = min(len(data), start + chance.choice((1, 1, 2, 3, 5, 10, 30, 100)))
    part, rest = data[start:end], data[end:]
    stroke = chance.randrange(8)
    if stroke <= 2:  # insert
        return data[:start] + b"".join(chance.choices(TOKENS, k=chance.choice((1, 1, 2, 4)))) + data[start:]
    if stroke == 3:  # replace
        return data[:start] + chance.choice(TOKENS) + rest
    if stroke == 4:  # delete
        return data[:start] + rest
    if stroke == 5:  # repeat
        return data[:end] + (part or chance.choice(TOKENS)) * chance.choice((1, 2, 10, 60)) + rest
    if stroke == 6:  # move
        place = chance.randrange(len(rest) + 1)
        return data[:start] + rest[:place] + part + rest[place:]
    other = chance.choice(seeds)  # splice
    place = chance.randrange(len(other))
    return data[:start] + other[place : place + chance.choice((10, 50, 200))] + rest


def try_input(target: str, data: bytes, targets: Mapping[str, Callable[[bytes], None]] = TARGETS) -> Failure | None:
    """The failure of a target on an input, or None."""
    try:
        with limited(LIMIT):
            targets[target](data)
    except Exception as error:
        places = [
            frame for frame in traceback.extract_tb(error.__traceback__) if "/site-packages/" not in frame.filename
        ]
        reason = f"{type(error).__name__} at {Path(places[-1].filename).name}:{places[-1].lineno}"
        return Failure(target, data, reason, "".join(traceback.format_exception(error)))
    return None


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raises: TimeoutError, in the middle of the block, when it takes longer than that of processor time."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"still at work after {seconds} seconds of processor time")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def minimise(failure: Failure, targets: Mapping[str, Callable[[bytes], None]] = TARGETS, tries: int = 1000) -> Failure:
    """The failure of a smaller input at the same place, from which no part can be left out."""
    size = max(1, len(failure.data) // 2)
    while size:
        start = 0
        while start < len(failure.data) and tries:
            tries -= 1
            smaller = failure.data[:start] + failure.data[start + size :]
            found = try_input(failure.target, smaller, targets)
            if found and found.reason == failure.reason:
                failure = found
            else:
                start += size
        size //= 2
    return failure


def search_failures(seed: int, seconds: float, names: Sequence[str], most: int | None = None) -> Iterator[Failure]:
    """The failures that inputs from `seed` bring about, one a place; until time is up, or `most` inputs were tried."""
    chance, seeds, known = Random(seed), read_seeds(), set()
    end, tried = time.monotonic() + seconds, 0
    while time.monotonic() < end and (most is None or tried < most):
        data, name = spoil(chance, seeds), names[tried % len(names)]
        tried += 1
        found = try_input(name, data)
        if found and (name, found.reason) not in known:
            known.add((name, found.reason))
            yield minimise(found)
    print(f"seed {seed}: {tried:,} inputs, {len(known)} failures", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="how long to go on (60)")
    parser.add_argument("--seed", type=int, default=1, help="which inputs to make (1)")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"which to try: {', '.join(TARGETS)} (all)")
    options = parser.parse_args()
    failed = False
    for failure in search_failures(options.seed, options.seconds, options.targets or list(TARGETS)):
        failed = True
        print(f"\n{failure.target}: {failure.reason}\ninput: {failure.data!r}\n{failure.traceback}", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
