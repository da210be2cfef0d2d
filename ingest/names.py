"""When two spellings are one name: the folding that all rooms share, and the technologies that people write many ways.

Never decides whether a word is a name at all.
"""

from __future__ import annotations

import unicodedata


def fold_name(name: str) -> str:
    """Width and case folded, white space made single blanks: spellings that fold alike are one name.

    >>> fold_name("Ｐｏｓｔｇｒｅ  SQL")
    'postgre sql'
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def tag_key(spelling: str) -> str:
    """What two spellings of one tag have in common: the folded name, of synonyms that of the one that stands for all.

    >>> tag_key("K8S")
    'kubernetes'
    """
    key = fold_name(spelling)
    return fold_name(SYNONYMS.get(key, key))


def readable_host(host: str) -> str:
    """The host as people write it.

    >>> readable_host("xn--bcher-kva.example")
    'bücher.example'
    """
    try:
        return host.encode("ascii").decode("idna") if "xn--" in host else host
    except UnicodeError:
        return host


# Folded spellings that folding alone does not bring together, and the name that stands for all of them.
SYNONYMS = {
    fold_name(spelling): name
    for name, *others in (
        ("C++", "cpp"),
        ("Elasticsearch", "elastic search"),
        ("Go", "golang"),
        ("JavaScript", "js"),
        ("Kubernetes", "k8s"),
        ("PostgreSQL", "pg", "pgsql", "postgres"),
        ("TypeScript", "ts"),
    )
    for spelling in (name, *others)
}
