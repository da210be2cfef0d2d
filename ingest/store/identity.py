"""The permanent names of articles and excerpts: made from what they are, never from where they stand.

Never asks the database; which readings of an article there are is told to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b

_BITS = 53  # the integers that JavaScript, and so JSON, keeps exact


def article_id(key: str, reading: int, attempt: int = 0) -> int:
    """The id of the `reading`-th reading of the article that `key` names, its canonical address or else its title.

    `attempt` counts the ids that other articles have already.
    """
    text = f"{reading}\n{attempt}\n{key}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big") >> (64 - _BITS)


def excerpt_names(article: int, texts: Iterable[str]) -> list[str]:
    """The names of an article's excerpts: its id, a hash of the words, and a number from the second repeat on."""
    seen: Counter[str] = Counter()
    names = []
    for text in texts:
        digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
        seen[digest] += 1
        repeat = f"-{seen[digest]}" if seen[digest] > 1 else ""
        names.append(f"{article}-{digest}{repeat}")
    return names
